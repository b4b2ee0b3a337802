"""Feeds as people keep them: added, changed, paused and removed. What a poll writes is in `app.store.feed_polls`."""

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import FeedState
from app.extract.name_index import NameIndex
from app.store.feed_rules import read_rules
from app.store.models import Feed

EVERY_MINUTES = 60  # where nobody says how often
LEAST_MINUTES = 5
MOST_MINUTES = 7 * 24 * 60
MAX_URL = 2_000
MAX_TITLE = 300


@dataclass(frozen=True, slots=True)
class FeedDraft:
    """What a person says of a feed."""

    url: str
    title: str = ""
    include: str = ""  # rules, one a line
    exclude: str = ""
    whole_text: bool = False
    every_minutes: int = EVERY_MINUTES


def what_is_wrong(
    session: Session, draft: FeedDraft, index: NameIndex, *, feed_id: int | None = None
) -> dict[str, str]:
    """Field -> a sentence on what to mend; empty where the draft can be kept. `feed_id`: the feed that it changes."""
    wrong: dict[str, str] = {}
    if not _is_address(draft.url):
        wrong["url"] = "This is no address of a feed: give the whole of it, beginning with https://"
    elif known := session.scalar(select(Feed).where(Feed.url == draft.url, Feed.id != (feed_id or 0))):
        wrong["url"] = f"This feed is here already, as feed {known.id}: change that one."
    if len(draft.title) > MAX_TITLE or not draft.title.isprintable():
        wrong["title"] = f"Give at most {MAX_TITLE} characters, all of them visible."
    if not LEAST_MINUTES <= draft.every_minutes <= MOST_MINUTES:
        wrong["every_minutes"] = f"Give {LEAST_MINUTES} to {MOST_MINUTES:,} minutes."
    for name, include, exclude in (("include", draft.include, ""), ("exclude", "", draft.exclude)):
        try:
            read_rules(include, exclude, index)
        except InputError as error:
            message = str(error)
            wrong[name] = message[:1].upper() + message[1:] + "."
    return wrong


def add_feed(session: Session, draft: FeedDraft, index: NameIndex, *, by: str) -> Feed:
    """Keep a new feed, due at once. Raises InputError where the draft is wrong."""
    _refuse(what_is_wrong(session, draft, index), draft.url)
    now = datetime.now(UTC)
    feed = Feed(
        **_values(draft),
        state=FeedState.ACTIVE,
        added_by=by,
        added_at=now,
        etag=None,
        last_modified=None,
        next_due_at=now,
        polled_at=None,
        failures=0,
        result="",
        claimed_until=None,
    )
    session.add(feed)
    session.flush()
    return feed


def change_feed(session: Session, feed_id: int, draft: FeedDraft, index: NameIndex) -> None:
    """Take over a draft. Its next poll reads all of it anew. Raises InputError where the draft is wrong."""
    _refuse(what_is_wrong(session, draft, index, feed_id=feed_id), draft.url)
    feed = find_feed(session, feed_id)
    if feed.url != draft.url:
        feed.failures, feed.next_due_at = 0, datetime.now(UTC)
        if feed.state is FeedState.GONE:
            feed.state = FeedState.ACTIVE
    for name, value in _values(draft).items():
        setattr(feed, name, value)
    feed.etag = feed.last_modified = None


def set_state(session: Session, feed_id: int, *, paused: bool) -> None:
    """Pause a feed, or poll it again from now on."""
    feed = find_feed(session, feed_id)
    feed.state = FeedState.PAUSED if paused else FeedState.ACTIVE
    if not paused:
        feed.failures, feed.next_due_at = 0, datetime.now(UTC)


def remove_feed(session: Session, feed_id: int) -> None:
    """Forget a feed and its items; the articles that it brought stay."""
    session.delete(find_feed(session, feed_id))


def find_feed(session: Session, feed_id: int) -> Feed:
    """Raises InputError where there is no such feed."""
    feed = session.get(Feed, feed_id)
    if feed is None:
        raise InputError(f"there is no feed {feed_id}: `basewatch feeds list` shows them all")
    return feed


def draft_of(feed: Feed) -> FeedDraft:
    """What a feed's form shows."""
    return FeedDraft(feed.url, feed.title, feed.include, feed.exclude, feed.whole_text, feed.every_minutes)


def known_urls(session: Session) -> set[str]:
    """The addresses of all feeds."""
    return set(session.scalars(select(Feed.url)))


def _values(draft: FeedDraft) -> dict[str, object]:
    return {
        "url": draft.url,
        "title": draft.title.strip(),
        "include": draft.include.strip(),
        "exclude": draft.exclude.strip(),
        "whole_text": draft.whole_text,
        "every_minutes": draft.every_minutes,
    }


def _refuse(wrong: dict[str, str], url: str) -> None:
    if wrong:
        raise InputError(f"{url[:100]}: " + " ".join(wrong.values()))


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return (
            parts.scheme.lower() in ("http", "https")
            and bool(parts.hostname)
            and not parts.username
            and url.isprintable()
            and " " not in url
            and len(url) <= MAX_URL
        )
    except ValueError:
        return False
