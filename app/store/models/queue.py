"""What waits for a reviewer, kept ready to be listed: see `app.store.review_queue` and `app.store.same_pairs`."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import PairState
from app.store.models.base import Model


class QueuedArticle(Model):
    """An article with findings that nobody has decided on. The first five columns after the key are its orders.

    The queue runs by one of them and then by the article's number, which is its age; none is ever null.
    """

    __tablename__ = "queued_article"
    __table_args__ = (
        Index("ix_queued_article_confidence", "confidence", "article_id"),
        Index("ix_queued_article_country", "country", "article_id"),
        Index("ix_queued_article_source", "source", "article_id"),
        Index("ix_queued_article_kind", "kind", "article_id"),
    )

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    confidence: Mapped[float]  # the lowest of an open finding; 1 where none says
    country: Mapped[str]  # the code that most open statements are about; empty where none is
    source: Mapped[str]  # the publisher's domain; empty where there is none
    kind: Mapped[int]  # the most pressing kind of finding: its place in `app.domain.queue.FindingKind`
    findings: Mapped[int]  # that are open
    found: Mapped[int]  # all that were ever found in it
    added_by: Mapped[str]


class QueuedMark(Model):
    """One value by which an article of the queue can be chosen, and how many open findings have it."""

    __tablename__ = "queued_mark"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - as SQLAlchemy reads it

    field: Mapped[str] = mapped_column(primary_key=True)  # "country", "kind"
    value: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("queued_article.article_id", ondelete="CASCADE"), primary_key=True, index=True
    )
    count: Mapped[int]


class ArticleSeen(Model):
    """How an article was when a user last looked at what was found in it: what has changed since is told."""

    __tablename__ = "article_seen"

    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    revision_id: Mapped[int]  # the newest one of all then; 0: there was none
    found: Mapped[int]  # as QueuedArticle
    at: Mapped[datetime]


class BlockKey(Model):
    """A key that a record has: two records that share one are compared, see `app.resolve.likeness`."""

    __tablename__ = "block_key"
    __table_args__ = (  # a record's own keys, to renew them
        Index("ix_block_key_record", "kind", "record_id"),
        {"sqlite_with_rowid": False},
    )

    kind: Mapped[str] = mapped_column(primary_key=True)  # "official", "base"
    key: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(primary_key=True)


class SamePair(Model):
    """Two records that may be one; the first has the lower number. See `app.store.same_pairs`.

    Both numbers are of the table that `kind` names, as the revisions' are: a pair of which one is gone is not shown.
    """

    __tablename__ = "same_pair"
    __table_args__ = (
        CheckConstraint("one_id < other_id", name="ordered"),
        Index("ix_same_pair_state", "kind", "state", "score", "one_id", "other_id"),
        Index("ix_same_pair_other", "kind", "other_id"),
    )

    kind: Mapped[str] = mapped_column(primary_key=True)  # "official", "base", "statement", "article"
    one_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    other_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    score: Mapped[float]  # 0 to 1
    reasons: Mapped[dict[str, Any]]  # {"reasons": [words, …]}
    state: Mapped[PairState]
