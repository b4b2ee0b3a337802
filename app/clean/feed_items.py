"""The bytes of a feed (RSS, Atom, JSON Feed) -> its items: plain titles, whole addresses, dates that can be believed.

What a feed says is a stranger's: its markup is dropped, and it may declare no entities.
"""

import email.utils
import hashlib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.etree  # type: ignore[import-untyped]
import lxml.html  # type: ignore[import-untyped]
import orjson

from app.clean.characters import put_in_order
from app.domain.dates import is_edtf
from app.domain.errors import FeedError

MAX_FEED = 5 * 1024 * 1024  # bytes, unpacked
MAX_ADDRESS = 2_000  # characters
MAX_WORDS = 5_000  # characters of an item's own text, for rules to look in
MAX_TITLE = 300
_EARLIEST = date(1995, 1, 1)  # no site had a feed before; many write 1970 for "not known"
_MAX_MARKUP = 50_000  # characters of one field that are looked at
_MOST_CATEGORIES = 50
_ROOT = re.compile(rb"<(?:rss|feed|rdf:rdf)\b", re.IGNORECASE)
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-z/!]|&[a-z#]", re.IGNORECASE)
_ISO_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?=$|[T\s])")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One item: what it is known by, and what the feed itself says of it."""

    key: str  # 64 hexadecimal digits, of its id, else its address, else its title
    url: str | None  # null: it has no address that can be fetched
    title: str
    text: str  # its summary or content without markup, at most MAX_WORDS characters
    categories: tuple[str, ...]
    published: str | None  # EDTF, the day as the feed writes it; null where there is none to believe
    doubt: str | None = None  # why its date was not taken


@dataclass(frozen=True, slots=True)
class FeedContent:
    """A feed as read: its items in its own order, each once."""

    title: str
    items: tuple[FeedItem, ...]
    repeated: int  # items left out as the feed has them twice
    note: str | None  # what was wrong with it, where its items could be read all the same


def read_feed(data: bytes, url: str, *, today: date, charset: str | None = None) -> FeedContent:
    """The items of the feed at `url`, which its relative links go by; a date after `today` is not believed.

    `charset`: what the server declares; null: the feed says it itself.

    Raises FeedError, naming `url`, for what is no feed, too large, or declares entities.
    """
    if len(data) > MAX_FEED:
        raise FeedError(f"{url}: over {MAX_FEED / 1e6:.3g} MB: too large for a feed")
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    title, entries, note = _json_feed(data, url) if head.startswith(b"{") else _xml_feed(data, url, charset)
    items: dict[str, FeedItem] = {}
    count = 0
    for entry in entries:
        count += 1
        item = _item(entry, url, today)
        items.setdefault(item.key, item)
    return FeedContent(plain(title)[:MAX_TITLE], tuple(items.values()), count - len(items), note)


def plain(markup: str) -> str:
    """One line of text without markup, control characters and marks that turn the direction of writing."""
    text = markup[:_MAX_MARKUP]
    for _ in range(2):  # some feeds escape their markup twice
        if _MARKUP.search(text):
            text = "".join(_texts(text))
    return " ".join(put_in_order(text).split())


def _texts(markup: str) -> Iterator[str]:
    try:
        tree = lxml.html.fragment_fromstring(markup.replace("\0", ""), create_parent="div")
    except (lxml.etree.LxmlError, ValueError):
        return
    for node in tree.iter():
        if isinstance(node.tag, str):
            if node.tag in ("p", "br", "div", "li"):
                yield " "
            if node.tag not in ("script", "style"):
                yield node.text or ""
        if node is not tree:
            yield node.tail or ""


def _xml_feed(data: bytes, url: str, charset: str | None) -> tuple[str, Iterator[dict[str, Any]], str | None]:
    import feedparser  # loading it takes as long as some feeds

    root = _ROOT.search(data)
    if _ENTITY.search(data, 0, root.start() if root else len(data)):
        raise FeedError(f"{url}: it declares entities of its own, which no feed needs: it was not read")
    # A stream: bytes would be taken for the name of a file to open.
    parsed = feedparser.parse(
        io.BytesIO(data),
        response_headers={
            "content-location": url,
            "content-type": f"application/xml; charset={charset}" if charset else "application/xml",
        },
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    if not parsed.get("version") and not parsed.entries:
        raise FeedError(f"{url}: {_what_it_is(data, url)}")
    note = None
    if parsed.bozo and not isinstance(parsed.bozo_exception, feedparser.CharacterEncodingOverride):
        note = "it is not well-formed XML: what could be read of it was"
    return parsed.feed.get("title", ""), (_entry(one) for one in parsed.entries), note


def _entry(one: dict[str, Any]) -> dict[str, Any]:
    summary = one.get("summary") or ""
    content = (one.get("content") or [{}])[0].get("value") or ""
    return {
        "id": one.get("id"),
        "url": one.get("link"),
        "title": one.get("title"),
        "text": content if summary in content else f"{summary} {content}",
        "categories": [tag.get("term") for tag in one.get("tags") or ()],
        "published": dict.get(one, "published") or dict.get(one, "updated"),
        "parsed": dict.get(one, "published_parsed") or dict.get(one, "updated_parsed"),
    }


def _json_feed(data: bytes, url: str) -> tuple[str, Iterator[dict[str, Any]], str | None]:
    try:
        feed = orjson.loads(data)
    except orjson.JSONDecodeError:
        feed = None
    if not isinstance(feed, dict) or "jsonfeed.org/version/" not in str(feed.get("version")):
        raise FeedError(f"{url}: this is JSON, but no JSON Feed: give the address of an RSS or Atom feed")
    entries = feed.get("items")
    found = [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []
    return (
        _text_of(feed.get("title")),
        (
            {
                "id": one.get("id"),
                "url": one.get("url") or one.get("external_url"),
                "title": one.get("title"),
                "text": " ".join(_text_of(one.get(k)) for k in ("summary", "content_text", "content_html")),
                "categories": one.get("tags"),
                "published": one.get("date_published") or one.get("date_modified"),
            }
            for one in found
        ),
        None,
    )


def _text_of(value: object) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _item(entry: dict[str, Any], feed_url: str, today: date) -> FeedItem:
    title = plain(_text_of(entry.get("title")))[:MAX_TITLE]
    text = plain(_text_of(entry.get("text")))[:MAX_WORDS]
    url = _address(_text_of(entry.get("url")), feed_url)
    day, doubt = _day(entry, today)
    identity = _text_of(entry.get("id")).strip() or url or f"{title}\n{text}"
    tags = entry.get("categories")
    categories = [plain(tag) for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    return FeedItem(
        key=hashlib.sha256(identity.encode(errors="replace")).hexdigest(),
        url=url,
        title=title,
        text=text,
        categories=tuple(dict.fromkeys(filter(None, categories)))[:_MOST_CATEGORIES],
        published=day,
        doubt=doubt,
    )


def _address(link: str, feed_url: str) -> str | None:
    """The whole address of a link, where it can be fetched."""
    link = link.strip()
    if not link or len(link) > MAX_ADDRESS:
        return None
    try:
        whole = urljoin(feed_url, link)
        parts = urlsplit(whole)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and whole.isprintable()
    except ValueError:
        return None
    return whole if usable and " " not in whole and len(whole) <= MAX_ADDRESS else None


def _day(entry: dict[str, Any], today: date) -> tuple[str | None, str | None]:
    """The day of an item in its own zone (EDTF), or why there is none to believe."""
    written = _text_of(entry.get("published"))
    if not written:
        return None, None
    day: date | None = None
    if (match := _ISO_DAY.match(written)) and is_edtf(match[1]):
        day = date.fromisoformat(match[1])
    else:
        try:
            day = email.utils.parsedate_to_datetime(written).date()
        except (ValueError, TypeError, IndexError, OverflowError):
            if parsed := entry.get("parsed"):
                day = date(*parsed[:3])
    if day is None:
        return None, f"its date, “{plain(written)[:40]}”, cannot be read"
    if not _EARLIEST <= day <= today + timedelta(days=1):  # it may be tomorrow in the east
        return None, f"its date, {day}, is not believed"
    return day.isoformat(), None


def _what_it_is(data: bytes, url: str) -> str:
    """What is no feed is, and where its page says that its feed is."""
    if b"<html" not in data[:5_000].lower():
        return "this is no feed (RSS, Atom or JSON Feed): check the address"
    try:
        page = lxml.html.document_fromstring(data[:200_000])
    except (lxml.etree.LxmlError, ValueError):
        return "this is a web page, not a feed: look on it for the address of its RSS or Atom feed"
    for link in page.iter("link"):
        kind = (link.get("type") or "").lower()
        if kind in ("application/rss+xml", "application/atom+xml", "application/feed+json"):
            found = _address(link.get("href") or "", url)
            if found:
                return f"this is a web page, not a feed; it names {found} as its feed: give that address"
    return "this is a web page, not a feed, and it names none: look for its RSS or Atom feed"
