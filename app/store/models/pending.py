"""What is in preview, between the form and the save."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import BatchState
from app.store.models.base import Id, Model


class PendingArticle(Model):
    """An article in preview, between the form and the save; its owner alone sees it, until it expires."""

    __tablename__ = "pending_article"

    token: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    payload: Mapped[str]  # the RawArticle as JSON


class PendingBatch(Model):
    """Many articles in preview, given together; their owner alone sees them, until they expire."""

    __tablename__ = "pending_batch"

    token: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(index=True)
    name: Mapped[str]  # what was given: a file's name, an address
    note: Mapped[str]  # what of it was left out, and why; else empty
    saving: Mapped[bool]  # its owner asked to save all that are new
    worked_at: Mapped[datetime | None]  # when a worker last showed itself; null: none is at work


class PendingItem(Model):
    """One article of a batch."""

    __tablename__ = "pending_item"
    __table_args__ = (UniqueConstraint("batch_token", "number"),)

    id: Mapped[Id]
    batch_token: Mapped[str] = mapped_column(ForeignKey("pending_batch.token", ondelete="CASCADE"))
    number: Mapped[int]  # in the batch, from 1
    name: Mapped[str]  # how it is called where it came from: `list.csv:3`
    url: Mapped[str | None]  # to be fetched while there is no payload
    payload: Mapped[str | None]  # the RawArticle as JSON
    state: Mapped[BatchState]
    reason: Mapped[str]  # why it failed, what became of it; else empty
    found: Mapped[dict[str, Any] | None]  # what its preview showed: title, date, counts, the one it repeats
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"), index=True)
