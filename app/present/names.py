"""Names of countries, officials and bases as the reader's language has them, where one is on record. Pure but for a
context variable.

Records are shown under one name; what else they are called in the reader's language is told per answer.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from markupsafe import escape

_known: ContextVar[Mapping[str, str] | None] = ContextVar("names", default=None)
_LINK = re.compile(
    r"(?P<start><a [^>]*href=\"(?:/[a-z]{2})?/(?:countries|officials|bases)/[^\"]*\"[^>]*>)(?P<name>[^<]+)(?=</a>)"
)


@contextmanager
def naming(known: Mapping[str, str]) -> Iterator[None]:
    """Names inside the block are shown as `known` (name on record -> name in the reader's language) has them."""
    token = _known.set(known)
    try:
        yield
    finally:
        _known.reset(token)


def name(on_record: str | None) -> str:
    """`Syria` -> `Сирия` for a reader of Russian; as it is where no other name is known."""
    return (_known.get() or {}).get(on_record or "", on_record or "")


def name_links(html: str) -> str:
    """The page with the names in its links to countries, officials and bases. What is quoted is no such link."""
    known = _known.get()
    if not known:
        return html
    escaped = {str(escape(one)): str(escape(other)) for one, other in known.items()}
    return _LINK.sub(lambda found: found["start"] + escaped.get(found["name"], found["name"]), html)
