"""A list of feeds (OPML) -> the addresses of its feeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import lxml.etree  # type: ignore[import-untyped]

from app.clean.feed_items import MAX_ADDRESS, MAX_TITLE, plain
from app.domain.errors import FeedError

MAX_OPML = 2 * 1024 * 1024  # bytes
MOST_FEEDS = 500


@dataclass(frozen=True, slots=True)
class ListedFeed:
    """One feed of a list."""

    url: str
    title: str  # may be empty
    folder: str  # `News / Russia`; empty at the top


@dataclass(frozen=True, slots=True)
class FeedList:
    """The feeds of a list, each once, and a sentence for each entry that is none."""

    feeds: tuple[ListedFeed, ...]
    problems: tuple[str, ...]


def is_opml(name: str, head: bytes) -> bool:
    """True for a list of feeds, by its name or its first bytes."""
    return name.lower().endswith(".opml") or b"<opml" in head[:1024].lower()


def read_opml(data: bytes, name: str) -> FeedList:
    """The feeds that an OPML file lists, in its folders too.

    Raises FeedError, naming the file, for what is no OPML, too large, or declares a document type: with one come
    entities, which can make a small file endless.
    """
    if len(data) > MAX_OPML:
        raise FeedError(f"{name}: over {MAX_OPML / 1e6:.3g} MB: too large for a list of feeds; split it")
    parser = lxml.etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = lxml.etree.fromstring(data, parser)
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        raise FeedError(f"{name}: no XML that can be read ({error}): export the list again as OPML") from None
    if root.getroottree().docinfo.doctype:
        raise FeedError(
            f"{name}: it declares a document type, by which entities can be smuggled in: take out the line <!DOCTYPE …>"
        )
    if not isinstance(root.tag, str) or root.tag.lower() != "opml":
        raise FeedError(f"{name}: its first element is <{root.tag}>, not <opml>: give a list of feeds")
    feeds: dict[str, ListedFeed] = {}
    problems: list[str] = []
    for url, title, folder in _outlines(root):
        if not _is_address(url):
            problems.append(f"“{(title or url)[:80]}”: {url[:80]!r} is no address of a feed")
        elif url in feeds:
            problems.append(f"“{(title or url)[:80]}” is listed twice")
        elif len(feeds) == MOST_FEEDS:
            problems.append(f"Only the first {MOST_FEEDS:,} feeds are here: split the rest off.")
            break
        else:
            feeds[url] = ListedFeed(url, title, folder)
    if not feeds and not problems:
        raise FeedError(f"{name}: lists no feed: an entry needs xmlUrl, the feed's address")
    return FeedList(tuple(feeds.values()), tuple(problems))


def _outlines(root: Any) -> Iterator[tuple[str, str, str]]:
    """(xmlUrl, title, folder) of every entry that has an address; without recursion, as folders may nest deeply."""
    folders: list[str] = []
    for event, node in lxml.etree.iterwalk(root, events=("start", "end"), tag="outline"):
        url = next((v for k, v in node.attrib.items() if str(k).lower() == "xmlurl"), None)
        title = plain(str(node.get("title") or node.get("text") or ""))[:MAX_TITLE]
        if url is not None:
            if event == "start":
                yield str(url).strip(), title, " / ".join(filter(None, folders))[:MAX_TITLE]
        elif event == "start":
            folders.append(title)
        else:
            folders.pop()


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme.lower() in ("http", "https")
            and bool(parts.hostname)
            and url.isprintable()
            and " " not in url
            and len(url) <= MAX_ADDRESS
        )
    except ValueError:
        return False
