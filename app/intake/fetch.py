"""One page from the web, within limits of address, time, size, redirects and form."""

from collections.abc import Callable, Collection
from typing import Any

import app
from app.domain.errors import FetchError, FetchTooLarge, InputError
from app.intake.article_bytes import raw_article
from app.intake.decode import MAX_BYTES, decode
from app.intake.http_get import Answer, http_get
from app.intake.kept_bytes import fetched_bytes
from app.intake.pdf import is_pdf
from app.intake.raw import RawArticle

DEADLINE_SECONDS = 15.0
USER_AGENT = f"Basewatch/{app.__version__} (reads one article at a person's request)"
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
TYPES = _HTML_TYPES | {"text/plain", "application/pdf"}
REFUSED = frozenset({401, 402, 403, 429, 451})
GONE = frozenset({404, 410})
ACCEPT = "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.8"


def fetch(
    url: str,
    *,
    deadline_seconds: float = DEADLINE_SECONDS,
    max_bytes: int = MAX_BYTES,
    allow_private: Collection[str] = (),
) -> RawArticle:
    """Fetch the page at `url`, HTML, plain text or a PDF, within the limits of `http_get`.

    Args: max_bytes: of the unpacked body, MAX_BYTES at most; the others as of `http_get`.
    Returns: a RawArticle whose `url` is the address that answered at last.
    Raises: FetchError naming `url`, what went wrong and what to do.
    """

    def get(address: str, *, headers: dict[str, str], **asked: Any) -> Answer:
        return http_get(
            address,
            deadline_seconds=deadline_seconds,
            allow_private=allow_private,
            headers={"User-Agent": USER_AGENT, **headers},
            **asked,
        )

    return fetch_by(get, url, max_bytes=max_bytes)


def fetch_by(get: Callable[..., Answer], url: str, *, max_bytes: int) -> RawArticle:
    """As `fetch`, by a `get` that is `http_get` with its limits of time and place, and says who asks."""
    try:
        answer = get(
            url,
            max_bytes=min(max_bytes, MAX_BYTES),
            headers={"Accept": ACCEPT},
            types=TYPES,
        )
    except FetchTooLarge as error:
        raise FetchError(f"{error}: too large for an article; paste its text") from error
    return article_of(answer, url)


def article_of(answer: Answer, url: str, *, charset: str | None = None) -> RawArticle:
    """The article of the answer to `url`, with its bytes as `source`. Raises FetchError where it is none.

    `charset` stands in for the one that the server declares.
    """
    check_status(answer.status, url)
    try:
        text = decode(answer.body, url, charset=charset or answer.charset)
        html = answer.kind in _HTML_TYPES and not is_pdf(answer.body)
        source = fetched_bytes(answer.body, url, answer.url, answer.status, answer.headers)
        return raw_article(text, url, {"url": answer.url, "source": source}, html=html or None)
    except InputError as error:  # the message names the URL already
        raise FetchError(str(error)) from error


def check_status(status: int, url: str) -> None:
    """Raises FetchError saying what to do where the answer to `url` is no page."""
    if 200 <= status < 300:
        return
    if status in REFUSED:
        raise FetchError(
            f"{url}: the site refuses (status {status}): open it in a browser and paste the text"
        )
    if status in GONE:
        raise FetchError(f"{url}: no such page (status {status}): check the address")
    raise FetchError(f"{url}: the site answered with status {status}: try later, or paste the text")
