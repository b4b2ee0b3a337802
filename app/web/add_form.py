"""What the form of `/add` sends: read within limits, checked field by field, turned into one RawArticle."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from pathlib import PurePath
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, HTTPException, Request
from starlette.datastructures import FormData, UploadFile

from app.clean import registered_domain
from app.clean.archives import checked_archive
from app.domain.dates import FIRST_YEAR, LAST_YEAR, first_day, is_edtf
from app.domain.errors import InputError, InputTooLarge
from app.intake.article_bytes import raw_article
from app.intake.decode import MAX_BYTES
from app.intake.many import read_upload
from app.intake.raw import Item, RawArticle
from app.settings import Settings
from app.web import csrf
from app.web.auth import CurrentUser, require_analyst
from app.web.body_limit import FORM_OVERHEAD, BodyTooLarge, size_words
from app.web.pages import AppSettings

MAX_URL = 2000
MAX_TITLE = 300
MOST_SIGNED_OUT = 2_000_000  # bytes of a form that are read from who is not signed in, to be kept for them
PASTED = "the pasted text"


class FormRefused(Exception):
    """Why a form cannot be used: field -> a sentence that says what to do. `form` stands for all of it."""

    def __init__(self, errors: dict[str, str], status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY) -> None:
        super().__init__(errors)
        self.errors = errors
        self.status = status


@dataclass(frozen=True, slots=True)
class AddForm:
    """The fields as typed, kept to be shown again; `known` holds what the adder says of the article."""

    url: str = ""
    text: str = ""
    title: str = ""
    publisher: str = ""
    published: str = ""
    archived_url: str = ""
    wants_fetch: bool = False
    file_name: str = ""
    file: bytes = field(default=b"", repr=False)
    refused: FormRefused | None = None

    @property
    def source(self) -> str:
        """The field that the article comes from: `file`, `text` or `url`.

        "Fetch" without an address is "Preview" where there is something else: Enter in a field presses that button.
        """
        if self.wants_fetch and self.url:
            return "url"
        return "file" if self.file_name else "text" if self.text.strip() else "url"

    def known(self) -> dict[str, str]:
        """What was filled in of url, title, publisher (as a registered domain), published (EDTF), archived_url.

        Raises FormRefused with every field that is wrong.
        """
        errors: dict[str, str] = {}
        known = {"url": self.url, "title": self.title, "published": self.published}
        if self.url and not is_web_address(self.url):
            errors["url"] = "This is no address of a web page: give the whole of it, beginning with https://"
        if len(self.title) > MAX_TITLE:
            errors["title"] = f"This title has {len(self.title)} characters: give at most {MAX_TITLE}."
        if self.published and (wrong := what_is_wrong_with_date(self.published)):
            errors["published"] = wrong
        if self.publisher:
            address = self.publisher if "://" in self.publisher else f"https://{self.publisher}"
            domain = registered_domain(address) if is_web_address(address) else None
            if domain is None or "." not in domain:
                errors["publisher"] = "Give the publisher's web address, such as kommersant.ru."
            else:
                known["publisher"] = domain
        if self.archived_url:
            try:
                known["archived_url"] = checked_archive(self.archived_url, page=self.url or None)
            except InputError as error:
                errors["archived_url"] = sentence(str(error).removeprefix("archived_url"))
        if errors:
            raise FormRefused(errors)
        return {name: value for name, value in known.items() if value}

    def given_items(self) -> Iterator[Item]:
        """The articles of the file, one or many, or the pasted text. Raises FormRefused at its field."""
        known = self.known()
        if self.source == "file":
            for item in read_upload(self.file, self.file_name):
                yield with_known(item, known) if isinstance(item, RawArticle) else item
            return
        yield self.given_text()

    def given_text(self) -> RawArticle:
        """The article of the pasted text. Raises FormRefused at its field."""
        if len(self.text.encode()) > MAX_BYTES:
            error = InputTooLarge(f"over {size_words(MAX_BYTES)}: paste the article alone")
            raise refused_at("text", error, PASTED)
        return raw_article(self.text, PASTED, self.known())


def with_known(raw: RawArticle, known: dict[str, str]) -> RawArticle:
    """`raw` with what the adder says of it, which beats what is found."""
    return replace(
        raw,
        url=known.get("url", raw.url),
        title=known.get("title", raw.title),
        publisher=known.get("publisher", raw.publisher),
        published=known.get("published", raw.published),
        archived_url=known.get("archived_url", raw.archived_url),
    )


def refused_at(field_name: str, error: InputError, name: str) -> FormRefused:
    """An error of intake or cleaning, beside its field; `name` begins the message, and the field says it already."""
    too_large = isinstance(error, InputTooLarge)
    status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if too_large else HTTPStatus.UNPROCESSABLE_ENTITY
    return FormRefused({field_name: sentence(str(error).removeprefix(f"{name}: "))}, status)


def sentence(message: str) -> str:
    """A message of ours with its capital and its full stop."""
    return message[:1].upper() + message[1:] + ("" if message.endswith(".") else ".")


def what_is_wrong_with_date(text: str) -> str | None:
    """Why a date cannot be the day of publication, in words for who typed it; null when it can."""
    if not is_edtf(text):
        return (
            f"“{text[:40]}” is no date that can be kept: write 2023-06-06, 2023-06 or 2023, "
            f"between {FIRST_YEAR} and {LAST_YEAR}."
        )
    if first_day(text) > datetime.now(UTC).date() + timedelta(days=1):  # it may be tomorrow in the east
        return f"{text} has not come yet: give the day on which the article was published."
    return None


def is_web_address(text: str) -> bool:
    """True for an http or https URL with a host and without blanks."""
    try:
        parts = urlsplit(text)
        return (
            parts.scheme in {"http", "https"}
            and bool(parts.hostname)
            and len(text) <= MAX_URL
            and text.isprintable()
            and " " not in text
        )
    except ValueError:
        return False


def largest(settings: Settings) -> int:
    """Bytes of the largest text or file that the form takes."""
    return min(settings.max_upload_bytes, MAX_BYTES)


async def read_add_form(request: Request, settings: AppSettings, user: CurrentUser) -> AddForm:
    """The form of an analyst, or of who was signed out meanwhile.

    What cannot be read at all comes back as `refused`, not as an error page.
    """
    length = request.headers.get("content-length", "")
    if user is not None or not (length.isdecimal() and int(length) <= MOST_SIGNED_OUT):
        user = require_analyst(request)
    try:
        async with request.form(
            max_files=1, max_fields=12, max_part_size=settings.max_upload_bytes + FORM_OVERHEAD
        ) as sent:
            form = await form_of(sent)
            if user is not None and not csrf.has_token(sent.get(csrf.FIELD), user):
                return replace(form, refused=FormRefused({"form": csrf.STALE}, HTTPStatus.FORBIDDEN))
            return form
    except BodyTooLarge:
        said = (
            f"That is over {size_words(largest(settings))}, the most that is taken: give the article alone."
        )
        return AddForm(refused=FormRefused({"form": said}, HTTPStatus.REQUEST_ENTITY_TOO_LARGE))
    except HTTPException as error:
        said = f"The form could not be read ({error.detail}): fill it in again."
        return AddForm(refused=FormRefused({"form": said}, HTTPStatus.BAD_REQUEST))


ReadAddForm = Annotated[AddForm, Depends(read_add_form)]


async def form_of(sent: FormData) -> AddForm:
    """The fields of `/add` as they were sent."""
    upload = sent.get("file")
    name, data = "", b""
    if isinstance(upload, UploadFile) and upload.filename:
        name = "".join(c for c in PurePath(upload.filename).name if c.isprintable())[:100] or "the file"
        data = await upload.read()
    text = sent.get("text")
    return AddForm(
        url=_line(sent, "url"),
        text=text if isinstance(text, str) else "",
        title=_line(sent, "title"),
        publisher=_line(sent, "publisher"),
        published=_line(sent, "published"),
        archived_url=_line(sent, "archived_url"),
        wants_fetch=sent.get("how") == "fetch",
        file_name=name,
        file=data,
    )


def _line(sent: FormData, name: str) -> str:
    value = sent.get(name)
    return " ".join(value.split()).replace("\0", "") if isinstance(value, str) else ""
