"""An e-mail (`.eml`) -> the article in it, then those attached to it."""

import re
from collections.abc import Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr, parsedate_to_datetime

from app.domain.dates import is_edtf
from app.domain.errors import InputError, InputTooLarge
from app.intake.article_bytes import raw_article
from app.intake.decode import MAX_BYTES, decode
from app.intake.kept_bytes import uploaded_bytes
from app.intake.pdf import is_pdf
from app.intake.raw import InputProblem, RawArticle

MAX_MAIL = 30_000_000  # bytes, attachments and their wrapping included
MOST_PARTS = 200
DEEPEST = 5  # mails in mails
_ENOUGH = 500  # characters of a plain part that is the letter, and not a line that points to the HTML one
_MARKS = re.compile(r"^(?:\s*(?:re|fwd?|aw|wg|tr|rv|ответ|пересылка)\s*:)+\s*", re.IGNORECASE)
# Whoever writes from one of these is no publisher.
_PROVIDERS = frozenset(
    "gmail.com googlemail.com yahoo.com outlook.com hotmail.com live.com icloud.com aol.com gmx.de gmx.net web.de "
    "proton.me protonmail.com mail.ru bk.ru inbox.ru list.ru yandex.ru ya.ru yandex.com rambler.ru ukr.net".split()
)


def read_mail(data: bytes, name: str) -> Iterator[RawArticle | InputProblem]:
    """The letter itself (its text, else its HTML), then each attached mail, text, HTML or PDF file.

    The subject is the title; the day and the sender's domain stand in where the article names none.
    Raises: InputTooLarge over MAX_MAIL; InputError for what is no mail or holds no text. A bad attachment is an
    InputProblem.
    """
    if len(data) > MAX_MAIL:
        raise InputTooLarge(
            f"{name}: over {MAX_MAIL / 1e6:.3g} MB, the limit for a mail: save what it attaches and add that alone"
        )
    message = message_from_bytes(data, policy=policy.default)
    if not any(_header(message, key) for key in ("from", "subject", "date", "content-type")):
        raise InputError(f"{name}: no e-mail: it has neither sender, subject nor date; save it again as .eml")
    found = False
    for number, item in enumerate(_articles_of(message, name, 0)):
        if number == MOST_PARTS:
            yield InputProblem(name, f"{name}: over {MOST_PARTS} parts: the rest of them is left out")
            return
        found = True
        yield item
    if not found:
        raise InputError(f"{name}: this mail holds no text: open it and paste the article's text")


def _articles_of(message: Message, name: str, depth: int) -> Iterator[RawArticle | InputProblem]:
    known = _known(message)
    leaves = list(_leaves(message))
    letter = _letter([part for part in leaves if not _is_attached(part)])
    if letter is not None:
        try:
            yield _raw(letter, name, known, title=_title(message))
        except InputError as error:
            yield InputProblem(name, str(error))
    for part in leaves:
        if part is letter:
            continue
        called = f"{name}, attached {_file_name(part)}"
        if part.get_content_type() == "message/rfc822":
            inner = _inner(part)
            if inner is None or depth == DEEPEST:
                said = "cannot be read" if inner is None else f"a mail {DEEPEST} mails deep"
                yield InputProblem(called, f"{called}: {said}: open it and add its text alone")
            else:
                yield from _articles_of(inner, called, depth + 1)
        elif _is_attached(part) and _may_be_article(part):
            try:
                yield _raw(part, called, {}, title=None)
            except InputError as error:
                yield InputProblem(called, str(error))


def _leaves(message: Message) -> Iterator[Message]:
    """The parts that hold something, in order; an attached mail is one of them and is not opened."""
    waiting = [message]
    while waiting:
        part = waiting.pop()
        if part.get_content_maintype() == "multipart" and part.is_multipart():
            inside = part.get_payload()
            waiting.extend(reversed([one for one in inside if isinstance(one, Message)]))
        else:
            yield part


def _letter(parts: list[Message]) -> Message | None:
    plain = [part for part in parts if part.get_content_type() == "text/plain" and _bytes(part).strip()]
    html = [part for part in parts if part.get_content_type() == "text/html" and _bytes(part).strip()]
    if html and not any(len(_bytes(part)) >= _ENOUGH for part in plain):
        return html[0]
    return max(plain, key=lambda part: len(_bytes(part)), default=None)


def _raw(part: Message, name: str, known: dict[str, str], *, title: str | None) -> RawArticle:
    data = _bytes(part)
    text = decode(data, name, charset=part.get_content_charset())
    is_html = part.get_content_type() == "text/html" and not is_pdf(data)
    given = {**known, **({"title": title} if title else {}), "source": uploaded_bytes(data)}
    return raw_article(text, name, given, html=is_html or None)


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_file_name(part, ""))


def _may_be_article(part: Message) -> bool:
    kind = part.get_content_type()
    return kind in ("text/plain", "text/html", "application/pdf") or is_pdf(_bytes(part)[:1024])


def _bytes(part: Message) -> bytes:
    with suppress(Exception):  # a broken wrapping raises anything
        payload = part.get_payload(decode=True)
        if isinstance(payload, bytes):
            return payload[: MAX_BYTES + 1]
    return b""


def _inner(part: Message) -> Message | None:
    inside = part.get_payload()
    return inside[0] if isinstance(inside, list) and inside and isinstance(inside[0], EmailMessage) else None


def _file_name(part: Message, unnamed: str = "part") -> str:
    with suppress(Exception):
        given = part.get_filename()
        if given:
            return "".join(c for c in given if c.isprintable())[:100] or unnamed
    return unnamed


def _header(message: Message, key: str) -> str:
    """A header as text; empty where it is missing or too broken to be read."""
    with suppress(Exception):
        return " ".join(str(message.get(key) or "").split())
    return ""


def _title(message: Message) -> str | None:
    subject = "".join(c for c in _header(message, "subject") if c.isprintable())
    return _MARKS.sub("", subject)[:300].strip() or None


def _known(message: Message) -> dict[str, str]:
    known: dict[str, str] = {}
    with suppress(Exception):
        day = parsedate_to_datetime(_header(message, "date")).date().isoformat()
        if is_edtf(day):
            known["sent_on"] = day
    host = parseaddr(_header(message, "from"))[1].rpartition("@")[2].lower()
    if "." in host and host.isascii() and host not in _PROVIDERS and re.fullmatch(r"[a-z\d.-]{3,253}", host):
        known["sent_from"] = host
    return known
