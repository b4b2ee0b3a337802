"""Feeds that are polled, and their items."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import FeedItemOutcome, FeedState
from app.store.models.base import Edtf, Id, Model, not_blank


class Feed(Model):
    """One feed, its rules, and how its last poll went."""

    __tablename__ = "feed"
    __table_args__ = (
        not_blank("url"),
        CheckConstraint("every_minutes > 0", name="every_positive"),
        Index("ix_feed_due", "state", "next_due_at"),
        Index("ix_feed_title", "title", "id"),
    )

    id: Mapped[Id]
    url: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]  # a person's, else the feed's own; may be empty before the first poll
    include: Mapped[str]  # rules, one a line, as app.store.feed_rules reads them
    exclude: Mapped[str]
    whole_text: Mapped[bool]  # rules look in the whole text of a page too, which is fetched for it
    every_minutes: Mapped[int]
    state: Mapped[FeedState]
    added_by: Mapped[str]
    added_at: Mapped[datetime]
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]  # as the server sent it
    next_due_at: Mapped[datetime]
    polled_at: Mapped[datetime | None]
    failures: Mapped[int]  # polls in a row that failed
    result: Mapped[str]  # of the last poll, in a sentence; empty before the first
    claimed_until: Mapped[datetime | None]  # a poll is going on; past: it died


class FeedItem(Model):
    """One item of a feed, and what became of it."""

    __tablename__ = "feed_item"
    __table_args__ = (
        UniqueConstraint("feed_id", "key"),
        Index("ix_feed_item_newest", "feed_id", "id"),
        Index("ix_feed_item_outcome", "feed_id", "outcome", "id"),
        Index("ix_feed_item_url", "feed_id", "url"),
    )

    id: Mapped[Id]
    feed_id: Mapped[int] = mapped_column(ForeignKey("feed.id", ondelete="CASCADE"))
    key: Mapped[str]  # SHA-256 of its id, else its address, else its words
    url: Mapped[str | None]
    title: Mapped[str]
    published: Mapped[Edtf | None]
    outcome: Mapped[FeedItemOutcome]
    reason: Mapped[str]
    attempts: Mapped[int]  # to fetch its page
    matter: Mapped[dict[str, Any] | None]  # its text and categories, for rules; null once it is settled
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="SET NULL"), index=True)
    seen_at: Mapped[datetime]  # first
