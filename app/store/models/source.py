"""The life of a page: each time it came in, what became of it, and which evidence it has edited since."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from app.domain.kinds import EditKind, FetchHow, SourceState
from app.store.models.base import Id, Model


class ArticleFetch(Model):
    """One time that an article's source came in: a fetch, a file, or a later look at the page. Never public.

    `packed` are the bytes as they came, as `app.intake.kept_bytes` packs them. Null where they are too many, were
    not sent (a failure, "not modified"), or are held already by an earlier row of the article with this `sha256`.
    """

    __tablename__ = "article_fetch"
    __table_args__ = (
        Index("ix_article_fetch_article", "article_id", "id"),
        Index("ix_article_fetch_sha256", "article_id", "sha256"),
    )

    id: Mapped[Id]
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    how: Mapped[FetchHow]
    at: Mapped[datetime]
    url: Mapped[str | None]  # that was asked for; null of a file
    final_url: Mapped[str | None]  # that answered
    status: Mapped[int | None]  # of HTTP
    state: Mapped[SourceState | None]  # what a later look found; null for how the article came in
    reason: Mapped[str]  # in a sentence, where there is something to say; else empty
    headers: Mapped[dict[str, Any]]  # of the answer, those that `app.intake.kept_bytes` calls safe
    size: Mapped[int | None]  # bytes, not packed
    sha256: Mapped[str | None]  # of the bytes
    packed: Mapped[bytes | None] = deferred(mapped_column(), raiseload=True)
    text: Mapped[str | None] = deferred(mapped_column(), raiseload=True)
    """The cleaned text, where it differs from the article's and from the one before."""


class SourceCheck(Model):
    """What became of an article's page, as the last look at it says, and when it is looked at again.

    An article without one was never looked at again.
    """

    __tablename__ = "source_check"
    __table_args__ = (
        CheckConstraint("failures >= 0", name="failures_counted"),
        Index("ix_source_check_due", "due_at", "article_id"),
        Index("ix_source_check_state", "state", "article_id"),
    )

    article_id: Mapped[int] = mapped_column(
        ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    state: Mapped[SourceState]
    reason: Mapped[str]
    since: Mapped[datetime]  # the first look that found this state
    checked_at: Mapped[datetime]
    due_at: Mapped[datetime]
    failures: Mapped[int]  # looks in a row without the page; 0 once it is there
    moved_to: Mapped[str | None]  # where a permanent redirect leads
    etag: Mapped[str | None]  # of the last answer that held the page, for the next question
    last_modified: Mapped[str | None]
    text_hash: Mapped[str | None]  # of the words that the page last held, to tell the next change


class EvidenceEdit(Model):
    """A sentence that a record rests on is not on its page any more, or reads otherwise there.

    What is stored remains the evidence. The row stays when the page takes its edit back (`ended_at`), and when an
    editor finds it of no weight (`is_dismissed`).
    """

    __tablename__ = "evidence_edit"
    __table_args__ = (
        UniqueConstraint("evidence_id"),
        CheckConstraint("(kind = 'altered') = (after IS NOT NULL)", name="altered_has_words"),
        Index("ix_evidence_edit_article", "article_id", "id"),
    )

    id: Mapped[Id]
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id", ondelete="CASCADE"))
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    fetch_id: Mapped[int] = mapped_column(
        ForeignKey("article_fetch.id", ondelete="CASCADE"), index=True
    )  # the look that found it so first
    kind: Mapped[EditKind]
    before: Mapped[str]  # the sentence as stored
    after: Mapped[str | None]  # the sentence that stands there now
    found_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    is_dismissed: Mapped[bool] = mapped_column(default=False)
