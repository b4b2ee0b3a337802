"""What the adder knows of an article, field by field: checked, so that it can be stored."""

import difflib
import re
from typing import Any
from urllib.parse import urlsplit

from app.domain.dates import is_edtf
from app.domain.errors import InputError
from app.domain.kinds import ArticleKind

FIELDS = ("path", "text", "html", "url", "published", "title", "publisher", "kind")
_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")  # nothing that a database can keep
_MAX_KNOWN = 2000  # characters of a URL or a title
_MAX_DOMAIN = 253  # characters, by the rules of DNS
_DOMAIN = re.compile(r"(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]*")
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:?\d\d.*")


def checked_fields(record: dict[str, Any], name: str) -> dict[str, str]:
    """The known fields that have a value, each checked. Raises InputError naming the field."""
    for key in record:
        near = [] if key in FIELDS else difflib.get_close_matches(key, FIELDS, n=1, cutoff=0.8)
        if near:
            raise InputError(f"{name}: no field {key!r}: did you mean {near[0]!r}?")
    known: dict[str, str] = {}
    for key in FIELDS:
        value = record.get(key)
        if value is None or value == "":
            if key in ("text", "html") and value == "":
                known[key] = value
            continue
        if not isinstance(value, str):
            raise InputError(f"{name}: {key} is {value!r:.40}: give it as a string")
        if key not in ("text", "html") and _NO_TEXT.search(value):
            raise InputError(f"{name}: {key} holds a control character or half a character: write it anew")
        known[key] = value if key in ("path", "text", "html") else value.strip()
    if "published" in known:
        known["published"] = _edtf(known["published"], name)
    if "url" in known and not is_web_address(known["url"]):
        raise InputError(f"{name}: url is {known['url']!r:.80}: give the whole address, https://…")
    for key in ("url", "title"):
        if len(known.get(key, "")) > _MAX_KNOWN:
            raise InputError(
                f"{name}: {key} has {len(known[key]):,} characters, at most {_MAX_KNOWN:,}: shorten it"
            )
    if "kind" in known and known["kind"] not in list(ArticleKind):
        raise InputError(f"{name}: kind is {known['kind']!r:.40}: give one of {', '.join(ArticleKind)}")
    if "publisher" in known:
        domain = known["publisher"].lower().removeprefix("www.").rstrip(".")
        if len(domain) > _MAX_DOMAIN or not _DOMAIN.fullmatch(domain):
            raise InputError(
                f"{name}: publisher is {known['publisher']!r:.80}: give its domain alone, such as tass.com"
            )
        known["publisher"] = domain
    return known


def is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", url)
        )
    except ValueError:
        return False


def _edtf(value: str, name: str) -> str:
    if match := _ISO_TIME.fullmatch(value):
        value = match[1]
    if not is_edtf(value):
        raise InputError(
            f"{name}: published is {value!r:.40}: write 2023, 2023-06 or 2023-06-06, between 1900 and 2150"
        )
    return value
