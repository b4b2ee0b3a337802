"""Lists as Atom feeds (RFC 4287). Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

EPOCH = datetime(2022, 1, 1, tzinfo=UTC)  # before the first record: the date of a feed without entries
_NO_XML = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # characters XML 1.0 cannot hold


@dataclass(frozen=True, slots=True)
class Entry:
    """One record; `address` is permanent and its id too."""

    address: str
    title: str
    summary: str
    updated: datetime
    author: str
    source: str | None = None  # the publisher's page
    language: str | None = None  # of the summary


@dataclass(frozen=True, slots=True)
class Feed:
    """The newest records of one list under one filter."""

    title: str
    address: str  # of the feed itself
    page: str  # of the same list for people
    entries: tuple[Entry, ...]


def to_atom(feed: Feed) -> str:
    """The feed as XML. Characters that XML cannot hold are left out."""
    updated = max((entry.updated for entry in feed.entries), default=EPOCH)
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{_text(feed.title)}</title>",
        f"<id>{_text(feed.address)}</id>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(feed.address)}/>',
        f'<link rel="alternate" type="text/html" href={_attribute(feed.page)}/>',
        f"<updated>{moment(updated)}</updated>",
        "<author><name>Basewatch</name></author>",
        *_entries(feed.entries),
        "</feed>",
    ]
    return "\n".join(lines) + "\n"


def _entries(entries: Iterable[Entry]) -> Iterable[str]:
    for entry in entries:
        language = f" xml:lang={_attribute(entry.language)}" if entry.language else ""
        yield "<entry>"
        yield f"<title>{_text(entry.title)}</title>"
        yield f"<id>{_text(entry.address)}</id>"
        yield f'<link rel="alternate" type="text/html" href={_attribute(entry.address)}/>'
        if entry.source:
            yield f'<link rel="via" href={_attribute(entry.source)}/>'
        yield f"<updated>{moment(entry.updated)}</updated>"
        yield f"<author><name>{_text(entry.author)}</name></author>"
        yield f"<summary{language}>{_text(entry.summary)}</summary>"
        yield "</entry>"


def moment(when: datetime) -> str:
    """`2026-01-02T03:04:05Z`."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(value: str) -> str:
    return escape(_NO_XML.sub("", value))


def _attribute(value: str) -> str:
    return quoteattr(_NO_XML.sub("", value))
