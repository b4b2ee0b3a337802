"""Articles in preview: kept between the form and the save, for their owner alone, and for an hour."""

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.kinds import BatchState
from app.intake.raw import RawArticle
from app.store.batches import find_item, settle
from app.store.models import PendingArticle
from app.store.raw_json import raw_from_json, raw_to_json

LIFETIME = timedelta(hours=1)
MOST_PER_USER = 5  # the oldest gives way: a user cannot fill the database with previews


def keep_pending(session: Session, user_id: int, raw: RawArticle) -> str:
    """Keep `raw` for a preview; its token. The size of its body was checked by who cleaned it."""
    token = secrets.token_urlsafe(16)
    now = datetime.now(UTC)
    payload = raw_to_json(raw)
    session.add(PendingArticle(token=token, user_id=user_id, created_at=now, payload=payload))
    session.flush()
    session.execute(delete(PendingArticle).where(PendingArticle.created_at < now - LIFETIME))
    theirs = select(PendingArticle.token).where(PendingArticle.user_id == user_id)
    newest = session.scalars(theirs.order_by(PendingArticle.created_at.desc()).limit(MOST_PER_USER)).all()
    session.execute(
        delete(PendingArticle).where(PendingArticle.user_id == user_id, PendingArticle.token.not_in(newest))
    )
    return token


def find_pending(session: Session, user_id: int, token: str) -> RawArticle | None:
    """The article of this token; null when it expired, was saved, or is another user's."""
    if (item := _item_of(token)) is not None:
        return find_item(session, user_id, *item)
    payload = session.scalar(
        select(PendingArticle.payload).where(
            PendingArticle.token == token,
            PendingArticle.user_id == user_id,
            PendingArticle.created_at >= datetime.now(UTC) - LIFETIME,
        )
    )
    return None if payload is None else raw_from_json(payload)


def change_pending(session: Session, user_id: int, token: str, raw: RawArticle) -> str:
    """Put `raw` in the place of what is in preview; the token of its new preview. An item of a batch keeps its own."""
    if (item := _item_of(token)) is not None:
        settle(session, *item, BatchState.WAITING, raw=raw)
        return token
    drop_pending(session, token)
    return keep_pending(session, user_id, raw)


def saved_pending(session: Session, token: str, article_id: int) -> None:
    """What was in preview is stored: the preview is over, an item of a batch leads to its article."""
    if (item := _item_of(token)) is not None:
        settle(session, *item, BatchState.SAVED, article_id=article_id)
    else:
        drop_pending(session, token)


def batch_of(token: str) -> str | None:
    """The batch that a preview belongs to; null for one article alone."""
    item = _item_of(token)
    return item[0] if item else None


def _item_of(token: str) -> tuple[str, int] | None:
    """The batch and the number in it: `TOKEN.3`."""
    batch, dot, number = token.partition(".")
    return (
        (batch, int(number)) if dot and number.isascii() and number.isdecimal() and len(number) < 7 else None
    )


def drop_pending(session: Session, token: str) -> None:
    """Forget a preview; an unknown token changes nothing."""
    session.execute(delete(PendingArticle).where(PendingArticle.token == token))
