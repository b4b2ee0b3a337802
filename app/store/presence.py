"""Who is at the review of an article: told to whom comes second. It locks nothing, and is forgotten by itself."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session, sessionmaker

from app.store.engine import transaction
from app.store.models import ReviewPresence, User
from app.store.review_queue import mark_seen

GONE_AFTER = timedelta(minutes=5)  # without a sign; a browser gives one every 45 seconds
SHOWN_AGAIN_AFTER = timedelta(seconds=20)  # no write more often


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody else at the same article."""

    name: str
    since: datetime


def show_presence(sessions: sessionmaker[Session], article_id: int, user_id: int) -> tuple[Present, ...]:
    """Note that a person is at an article; who else is, the first who came first."""
    now = datetime.now(UTC)
    here = (ReviewPresence.article_id == article_id) & (ReviewPresence.user_id == user_id)
    with sessions() as session:
        shown = session.scalar(select(ReviewPresence.seen_at).where(here))
        found = _others(session, article_id, user_id, now)
    if shown is not None and now - shown < SHOWN_AGAIN_AFTER:
        return found
    with transaction(sessions) as session:
        fresh = shown is not None and now - shown < GONE_AFTER
        if fresh:
            session.execute(update(ReviewPresence).where(here).values(seen_at=now))
        else:
            session.execute(delete(ReviewPresence).where(here))
            session.execute(delete(ReviewPresence).where(ReviewPresence.seen_at < now - GONE_AFTER))
            session.add(ReviewPresence(article_id=article_id, user_id=user_id, since=now, seen_at=now))
        mark_seen(session, user_id, article_id)
    return found


def end_presence(session: Session, article_id: int, user_id: int) -> None:
    """The person went on to something else."""
    session.execute(
        delete(ReviewPresence).where(
            ReviewPresence.article_id == article_id, ReviewPresence.user_id == user_id
        )
    )


def _others(session: Session, article_id: int, user_id: int, now: datetime) -> tuple[Present, ...]:
    query = (
        select(User.name, ReviewPresence.since)
        .join(User, User.id == ReviewPresence.user_id)
        .where(
            ReviewPresence.article_id == article_id,
            ReviewPresence.user_id != user_id,
            ReviewPresence.seen_at >= now - GONE_AFTER,
        )
        .order_by(ReviewPresence.since, User.name)
    )
    return tuple(Present(*row) for row in session.execute(query))
