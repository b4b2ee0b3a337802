"""The bytes or the text of one article -> RawArticle."""

import re
from typing import Any

from app.intake.decode import decode
from app.intake.kept_bytes import uploaded_bytes
from app.intake.known import checked_fields
from app.intake.raw import MediaType, RawArticle

_HTML_START = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body|article|meta|div|p|h1|table)\b",
    re.IGNORECASE | re.DOTALL,
)


def article_from_bytes(
    data: bytes, name: str, *, url: str | None = None, published: str | None = None, title: str | None = None
) -> RawArticle:
    """One article from the bytes of a text, HTML or PDF file, as an upload brings them. Raises InputError
    types."""
    known = {"url": url, "published": published, "title": title}
    given = checked_fields({key: value for key, value in known.items() if value}, name)
    return raw_article(decode(data, name), name, {**given, "source": uploaded_bytes(data)})


def raw_article(body: str, name: str, known: dict[str, Any], *, html: bool | None = None) -> RawArticle:
    """A RawArticle of decoded text; whether it is HTML is seen from its beginning unless `html` says it."""
    is_html = _HTML_START.match(body[:5000].lstrip("\ufeff")) is not None if html is None else html
    return RawArticle(name, body, MediaType.HTML if is_html else MediaType.TEXT, **known)
