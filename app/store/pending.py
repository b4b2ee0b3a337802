"""Articles in preview: kept between the form and the save, for their owner alone, and for an hour."""

import secrets
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import orjson
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.intake.raw import MediaType, ModelAnswer, RawArticle
from app.store.models import PendingArticle

LIFETIME = timedelta(hours=1)
MOST_PER_USER = 5  # the oldest gives way: a user cannot fill the database with previews


def keep_pending(session: Session, user_id: int, raw: RawArticle) -> str:
    """Keep `raw` for a preview; its token. The size of its body was checked by who cleaned it."""
    token = secrets.token_urlsafe(16)
    now = datetime.now(UTC)
    payload = orjson.dumps(asdict(raw)).decode()
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
    payload = session.scalar(
        select(PendingArticle.payload).where(
            PendingArticle.token == token,
            PendingArticle.user_id == user_id,
            PendingArticle.created_at >= datetime.now(UTC) - LIFETIME,
        )
    )
    if payload is None:
        return None
    fields = orjson.loads(payload)
    answer = fields["answer"] and ModelAnswer(**fields["answer"])
    return RawArticle(**{**fields, "media": MediaType(fields["media"]), "answer": answer})


def drop_pending(session: Session, token: str) -> None:
    """Forget a preview; an unknown token changes nothing."""
    session.execute(delete(PendingArticle).where(PendingArticle.token == token))
