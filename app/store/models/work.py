"""The record of work: proposals to review, revisions, ingest runs, seeds as last loaded, the data version."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import ReviewState, RunOutcome
from app.store.models.base import Code, Id, Model, not_blank


class Proposal(Model):
    """A name in an article that resolves to no record: a new record, for a person to decide."""

    __tablename__ = "proposal"
    __table_args__ = (
        not_blank("name"),
        CheckConstraint("kind IN ('official', 'base', 'agreement')", name="kind_word"),
        UniqueConstraint("kind", "evidence_id"),
        Index("ix_proposal_review", "review", "id"),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    name: Mapped[str]  # the words of the article
    country_code: Mapped[Code | None] = mapped_column(ForeignKey("country.code"), index=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    details: Mapped[dict[str, Any]]  # what was found with it: claims, dates, parties
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.UNREVIEWED)


class Revision(Model):
    """One change of one record: who, when, why, before and after."""

    __tablename__ = "revision"
    __table_args__ = (Index("ix_revision_record", "record_type", "record_id", "id"),)

    id: Mapped[Id]
    record_type: Mapped[str]
    record_id: Mapped[int]
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str]  # a user's name, or `seed`, `ingest`
    reason: Mapped[str]
    before: Mapped[dict[str, Any] | None]  # null: created
    after: Mapped[dict[str, Any] | None]  # null: removed
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"))  # what it takes back
    undone_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("revision.id")
    )  # what takes it back now; null again once that is undone itself


class RevisionChange(Model):
    """One row that a revision changed, exactly: what an undo goes by. Values as `app.store.plain_values` has them.

    Only the acts of people have changes: what seeds and ingests write is no decision to take back.
    """

    __tablename__ = "revision_change"
    __table_args__ = (Index("ix_revision_change_row", "table_name", "row_key", "revision_id"),)

    id: Mapped[Id]  # in the order in which the rows were changed
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    table_name: Mapped[str]
    row_key: Mapped[str]  # its primary key: `12`, `12/TJ`
    before: Mapped[dict[str, Any] | None]  # of the changed columns; null: the row was added
    after: Mapped[dict[str, Any] | None]  # null: the row was removed


class IngestRun(Model):
    """One run of an ingest: what was given, by whom, and how it ended."""

    __tablename__ = "ingest_run"

    id: Mapped[Id]
    source: Mapped[str]  # as given: a path, a URL, "form"
    actor: Mapped[str]
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]  # null: running, or stopped before its end


class IngestItem(Model):
    """What became of one input of a run, and why."""

    __tablename__ = "ingest_item"
    __table_args__ = (Index("ix_ingest_item_run_outcome", "run_id", "outcome"),)

    id: Mapped[Id]
    run_id: Mapped[int] = mapped_column(ForeignKey("ingest_run.id", ondelete="CASCADE"))
    name: Mapped[str]  # how the input is called: a path, a URL, `index.jsonl:3`
    outcome: Mapped[RunOutcome]
    reason: Mapped[str]
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)


class SeedRecord(Model):
    """A seeded record as it was last loaded: tells a changed seed from a record that an analyst changed."""

    __tablename__ = "seed_record"

    record_type: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)  # slug, domain, code or URL
    record_id: Mapped[int | None]
    seed_hash: Mapped[str]


class DataVersion(Model):
    """A single row that every write bumps: what caches and ETags go by."""

    __tablename__ = "data_version"
    __table_args__ = (CheckConstraint("id = 1", name="single_row"),)

    id: Mapped[Id]
    version: Mapped[int]
    changed_at: Mapped[datetime]
