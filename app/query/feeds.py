"""Feeds and their items, as an administrator sees them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.domain.kinds import FeedItemOutcome, FeedState
from app.query.page import PAGE_SIZE, DayKey, NameKey, Page
from app.store.models import Feed, FeedItem


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One feed in the list, with its items by outcome."""

    id: int
    url: str
    title: str
    state: FeedState
    every_minutes: int
    polled_at: datetime | None
    next_due_at: datetime
    failures: int
    result: str
    is_polled: bool  # just now
    counts: dict[FeedItemOutcome, int]

    @property
    def total(self) -> int:
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class FeedItemRow:
    """One item of a feed, and what became of it."""

    id: int
    url: str | None
    title: str
    published: str | None
    outcome: FeedItemOutcome
    reason: str
    article_id: int | None
    seen_at: datetime


def list_feeds(
    session: Session,
    *,
    after: NameKey | None = None,
    limit: int = PAGE_SIZE,
    now: datetime | None = None,
) -> Page[FeedRow]:
    """Every feed by its title, those without one first; `after` is the last key shown."""
    query = select(Feed).order_by(Feed.title, Feed.id).limit(limit + 1)
    if after is not None:
        query = query.where(tuple_(Feed.title, Feed.id) > tuple(after))
    feeds = session.scalars(query).all()
    counts = _counts(session, [feed.id for feed in feeds])
    rows = [_row(feed, counts.get(feed.id, {}), now) for feed in feeds]
    return Page.cut(rows, limit, key=lambda row: NameKey(row.title, row.id))


def count_feeds(session: Session) -> int:
    """How many feeds there are."""
    return session.scalar(select(func.count()).select_from(Feed)) or 0


def count_failing(session: Session) -> int:
    """How many feeds failed at their last poll, or are gone."""
    failing = or_(Feed.failures > 0, Feed.state == FeedState.GONE)
    return session.scalar(select(func.count()).select_from(Feed).where(failing)) or 0


def show_feed(session: Session, feed_id: int, *, now: datetime | None = None) -> FeedRow | None:
    """One feed; null where there is none."""
    feed = session.get(Feed, feed_id)
    if feed is None:
        return None
    return _row(feed, _counts(session, [feed_id]).get(feed_id, {}), now)


def list_feed_items(
    session: Session,
    feed_id: int,
    outcome: FeedItemOutcome | None,
    *,
    after: DayKey | None = None,
    limit: int = PAGE_SIZE,
) -> Page[FeedItemRow]:
    """The items of a feed as they were seen, the newest first; `after` is the last key shown."""
    query = select(
        FeedItem.id,
        FeedItem.url,
        FeedItem.title,
        FeedItem.published,
        FeedItem.outcome,
        FeedItem.reason,
        FeedItem.article_id,
        FeedItem.seen_at,
    ).where(FeedItem.feed_id == feed_id)
    if outcome is not None:
        query = query.where(FeedItem.outcome == outcome)
    if after is not None:
        query = query.where(FeedItem.id < after.id)  # numbers rise with the moment they are given
    found = session.execute(query.order_by(FeedItem.id.desc()).limit(limit + 1))
    rows = [FeedItemRow(*row) for row in found]
    return Page.cut(rows, limit, key=lambda row: DayKey(row.seen_at.date(), row.id))


def _counts(session: Session, feeds: list[int]) -> dict[int, dict[FeedItemOutcome, int]]:
    query = select(FeedItem.feed_id, FeedItem.outcome, func.count()).where(FeedItem.feed_id.in_(feeds))
    counts: dict[int, dict[FeedItemOutcome, int]] = {}
    for number, outcome, count in session.execute(query.group_by(FeedItem.feed_id, FeedItem.outcome)):
        counts.setdefault(number, {})[outcome] = count
    return counts


def _row(feed: Feed, counts: dict[FeedItemOutcome, int], now: datetime | None) -> FeedRow:
    return FeedRow(
        id=feed.id,
        url=feed.url,
        title=feed.title,
        state=feed.state,
        every_minutes=feed.every_minutes,
        polled_at=feed.polled_at,
        next_due_at=feed.next_due_at,
        failures=feed.failures,
        result=feed.result,
        is_polled=feed.claimed_until is not None and now is not None and feed.claimed_until > now,
        counts=dict.fromkeys(FeedItemOutcome, 0) | counts,
    )
