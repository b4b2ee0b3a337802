"""What polls of feeds write: who polls one, the items that were seen, what became of each, how the poll ended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update
from sqlalchemy.orm import Session

from app.clean.feed_items import FeedItem as SeenItem
from app.domain.kinds import FeedItemOutcome, FeedState
from app.store.models import Feed, FeedItem

CLAIM = timedelta(minutes=5)  # from one sign of life to the next; a poll without one has died
MOST_ATTEMPTS = 3  # to fetch the page of an item
MAX_REASON = 500
_AT_ONCE = 500  # keys in one question to the database


@dataclass(frozen=True, slots=True)
class Decided:
    """A new item of a feed, and what is to become of it: WAITING for its page, or SKIPPED with the reason."""

    item: SeenItem
    outcome: FeedItemOutcome
    reason: str


def due_feed(session: Session, now: datetime) -> int | None:
    """The active feed that is due for the longest time and that nobody polls."""
    return session.scalar(
        select(Feed.id)
        .where(Feed.state == FeedState.ACTIVE, Feed.next_due_at <= now, _is_free(now))
        .order_by(Feed.next_due_at, Feed.id)
        .limit(1)
    )


def next_due(session: Session) -> datetime | None:
    """When the next active feed is due; null where there is none."""
    return session.scalar(select(func.min(Feed.next_due_at)).where(Feed.state == FeedState.ACTIVE))


def claim(session: Session, feed_id: int, now: datetime) -> Feed | None:
    """The feed, if the caller may poll it from here on; null where another one does, or there is no such feed."""
    taken = session.execute(
        update(Feed)
        .where(Feed.id == feed_id, _is_free(now))
        .values(claimed_until=now + CLAIM)
        .returning(Feed.id)
    )
    return session.get(Feed, feed_id, populate_existing=True) if taken.first() else None


def show_life(session: Session, feed_id: int, now: datetime) -> None:
    """The poll of this feed goes on."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(claimed_until=now + CLAIM))


def unknown_items(session: Session, feed_id: int, items: Iterable[SeenItem]) -> list[SeenItem]:
    """Those of `items` that this feed did not have before."""
    unknown: list[SeenItem] = []
    for some in _chunks(items):
        stored = select(FeedItem.key).where(
            FeedItem.feed_id == feed_id, FeedItem.key.in_([i.key for i in some])
        )
        known = set(session.scalars(stored))
        unknown += [item for item in some if item.key not in known]
    return unknown


def known_addresses(session: Session, feed_id: int, items: Iterable[SeenItem]) -> set[str]:
    """The addresses of `items` that other items of this feed have had."""
    found: set[str] = set()
    for some in _chunks(items):
        stored = select(FeedItem.url).where(
            FeedItem.feed_id == feed_id, FeedItem.url.in_([i.url for i in some if i.url])
        )
        found.update(url for url in session.scalars(stored) if url)
    return found


def keep_items(session: Session, feed_id: int, decided: list[Decided], now: datetime) -> None:
    """Record new items, the last of the feed first, so that the newest has the highest number."""
    rows = [
        {
            "feed_id": feed_id,
            "key": one.item.key,
            "url": one.item.url,
            "title": one.item.title,
            "published": one.item.published,
            "outcome": one.outcome,
            "reason": one.reason[:MAX_REASON],
            "attempts": 0,
            "matter": {
                "text": one.item.text,
                "categories": list(one.item.categories),
                "doubt": one.item.doubt,
            }
            if one.outcome is FeedItemOutcome.WAITING
            else None,
            "article_id": None,
            "seen_at": now,
        }
        for one in reversed(decided)
    ]
    if rows:
        session.execute(insert(FeedItem), rows)


def items_to_fetch(session: Session, feed_id: int, most: int) -> list[FeedItem]:
    """Items that wait for their pages, and failed ones that are worth another attempt; the newest first."""
    again = and_(
        FeedItem.outcome == FeedItemOutcome.FAILED,
        FeedItem.attempts.between(1, MOST_ATTEMPTS - 1),
    )
    query = select(FeedItem).where(
        FeedItem.feed_id == feed_id, or_(FeedItem.outcome == FeedItemOutcome.WAITING, again)
    )
    # Failed ones after the others: a site that refuses does not keep new items waiting.
    return list(session.scalars(query.order_by(FeedItem.attempts, FeedItem.id.desc()).limit(most)))


def count_waiting(session: Session, feed_id: int) -> int:
    """How many items wait for their pages."""
    waiting = select(func.count()).where(
        FeedItem.feed_id == feed_id, FeedItem.outcome == FeedItemOutcome.WAITING
    )
    return session.scalar(waiting) or 0


def settle_item(
    session: Session, item_id: int, outcome: FeedItemOutcome, reason: str, *, article_id: int | None = None
) -> None:
    """What became of an item; one that failed keeps what another attempt needs."""
    values: dict[str, object] = {"outcome": outcome, "reason": reason[:MAX_REASON], "article_id": article_id}
    if outcome is FeedItemOutcome.FAILED:
        values["attempts"] = FeedItem.attempts + 1
    else:
        values["matter"] = None
    session.execute(update(FeedItem).where(FeedItem.id == item_id).values(**values))


def finish_poll(
    session: Session,
    feed_id: int,
    *,
    result: str,
    now: datetime,
    next_due_at: datetime,
    failures: int = 0,
    gone: bool = False,
    title: str = "",
    validators: tuple[str | None, str | None] | None = None,
) -> None:
    """How a poll ended. `title` is the feed's own, for a feed that has none; `validators`: ETag and Last-Modified."""
    feed = session.get(Feed, feed_id)
    if feed is None:  # removed meanwhile
        return
    feed.result, feed.polled_at, feed.next_due_at = result[:MAX_REASON], now, next_due_at
    feed.failures, feed.claimed_until = failures, None
    feed.title = feed.title or title
    if gone:
        feed.state = FeedState.GONE
    if validators is not None:
        feed.etag, feed.last_modified = validators


def lay_down(session: Session, feed_id: int) -> None:
    """The caller polls no longer, without a result."""
    session.execute(update(Feed).where(Feed.id == feed_id).values(claimed_until=None))


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(Feed.claimed_until.is_(None), Feed.claimed_until < now)


def _chunks(items: Iterable[SeenItem]) -> Iterator[list[SeenItem]]:
    rest = iter(items)
    while some := list(islice(rest, _AT_ONCE)):
        yield some
