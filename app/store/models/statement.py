"""What officials said, where each was reported, and what bears on a denial."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.kinds import (
    BearingRelation,
    DenialOutcome,
    Origin,
    ReviewState,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.store.models.article import Article, Evidence
from app.store.models.base import (
    NUMBERED_ONCE,
    Code,
    Edtf,
    Extractor,
    Id,
    Model,
    Slug,
    joined_into_index,
    not_blank,
    not_into_itself,
)
from app.store.models.official import Official


class Statement(Model):
    """What one official said; its first report is in its own columns, so that none is without evidence.

    A statement that a person joined to another stays, without reports and out of every list: its address
    leads to the other one, and splitting it off brings it back.
    """

    __tablename__ = "statement"
    __table_args__ = (
        not_blank("speaker"),
        not_blank("quote"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_share"),
        CheckConstraint("outcome IS NULL OR kind = 'denial'", name="outcome_of_denial"),
        not_into_itself(),
        joined_into_index("statement"),
        Index("ix_statement_newest", "sort_day", "id"),
        Index("ix_statement_kind_newest", "kind", "sort_day", "id"),
        Index("ix_statement_official_newest", "official_id", "sort_day", "id"),
        Index("ix_statement_topic_newest", "topic", "sort_day", "id"),
        Index("ix_statement_mode_newest", "mode", "sort_day", "id"),
        NUMBERED_ONCE,
    )

    id: Mapped[Id]
    slug: Mapped[Slug | None] = mapped_column(unique=True)  # key of a seeded statement
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    speaker: Mapped[str]  # the fullest name the article gives; shown where there is no official
    speaker_mention: Mapped[str | None]  # the words as the article has them: "he", "the minister"
    mode: Mapped[StatementMode]
    kind: Mapped[StatementKind]
    topic: Mapped[StatementTopic]
    said_on: Mapped[Edtf | None]  # no more precise than the article
    sort_day: Mapped[date]  # first day of said_on, else of the article; never null: it keys a page
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    quote: Mapped[str]  # the evidence's words; for a seeded statement our summary of them
    is_summary: Mapped[bool] = mapped_column(default=False)  # `quote` is our summary, not the speaker's words
    confidence: Mapped[float | None]  # of the extractor; null for seeds
    extractor: Mapped[Extractor | None]  # what found it; null where a person did
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id"))
    outcome: Mapped[DenialOutcome | None]  # of a denial
    finding: Mapped[str | None]  # an editor's one line on why the outcome is what it is
    note: Mapped[str | None]
    origin: Mapped[Origin]
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.UNREVIEWED)
    official: Mapped[Official | None] = relationship(lazy="raise")
    article: Mapped[Article] = relationship(lazy="raise")
    evidence: Mapped[Evidence] = relationship(lazy="raise")


class StatementReport(Model):
    """One place where a statement is reported; the first is the statement's own evidence.

    `found` keeps what extraction said of this place, so that a report can become a statement of its own.
    """

    __tablename__ = "statement_report"
    __table_args__ = (UniqueConstraint("statement_id", "evidence_id"),)

    id: Mapped[Id]
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id", ondelete="CASCADE"))
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    words_key: Mapped[int | None] = mapped_column(
        BigInteger, index=True
    )  # of the evidence's words, see app.resolve.duplicates; null of our notes
    found: Mapped[dict[str, Any] | None]  # null: as the statement itself
    joined_from_id: Mapped[int | None] = mapped_column(
        ForeignKey("statement.id"), index=True
    )  # the statement that a person joined with this report; null: reported so from the start
    evidence: Mapped[Evidence] = relationship(lazy="raise")


class StatementApart(Model):
    """What a person decided: these words, in any text of this origin, are no report of that statement."""

    __tablename__ = "statement_apart"

    statement_id: Mapped[int] = mapped_column(
        ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True
    )
    origin_id: Mapped[int] = mapped_column(
        ForeignKey("article.id"), primary_key=True, index=True
    )  # an article's origin, or itself where it has none
    words_key: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    decided_by: Mapped[str]
    decided_at: Mapped[datetime]


class StatementCountry(Model):
    """A state or territory that a statement is about; `sort_day` repeats the statement's, to page by it."""

    __tablename__ = "statement_country"
    __table_args__ = (Index("ix_statement_country_newest", "country_code", "sort_day", "statement_id"),)

    statement_id: Mapped[int] = mapped_column(
        ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True
    )
    country_code: Mapped[Code] = mapped_column(ForeignKey("country.code"), primary_key=True)
    sort_day: Mapped[date]


class StatementBase(Model):
    """A base that a statement is about. `sort_day` repeats the statement's, to page by base."""

    __tablename__ = "statement_base"
    __table_args__ = (Index("ix_statement_base_newest", "base_id", "sort_day", "statement_id"),)

    statement_id: Mapped[int] = mapped_column(
        ForeignKey("statement.id", ondelete="CASCADE"), primary_key=True
    )
    base_id: Mapped[int] = mapped_column(ForeignKey("base.id", ondelete="CASCADE"), primary_key=True)
    sort_day: Mapped[date]


class StatementBearing(Model):
    """What bears on a statement: another one, a claim, an agreement, or an event with its source. It is no verdict.

    The rows are what the seeds say and what an editor decided; what the rules propose is no row until then.
    """

    __tablename__ = "statement_bearing"
    __table_args__ = (
        CheckConstraint(
            "(CASE WHEN other_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN claim_id IS NULL THEN 0 ELSE 1 END)"
            " + (CASE WHEN agreement_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN event IS NULL THEN 0 ELSE 1 END)"
            " = 1",
            name="one_thing",
        ),
        CheckConstraint("event IS NULL OR source_url IS NOT NULL", name="event_has_source"),
        CheckConstraint("other_id IS NULL OR other_id != statement_id", name="not_itself"),
        # One each: a null differs from a null, so together they would hold nothing apart.
        UniqueConstraint("statement_id", "other_id"),
        UniqueConstraint("statement_id", "claim_id"),
        UniqueConstraint("statement_id", "agreement_id"),
        UniqueConstraint("statement_id", "event"),
        NUMBERED_ONCE,
    )

    id: Mapped[Id]
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id", ondelete="CASCADE"))
    relation: Mapped[BearingRelation]
    other_id: Mapped[int | None] = mapped_column(ForeignKey("statement.id", ondelete="CASCADE"), index=True)
    claim_id: Mapped[int | None] = mapped_column(ForeignKey("claim.id", ondelete="CASCADE"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(
        ForeignKey("agreement.id", ondelete="CASCADE"), index=True
    )
    event: Mapped[str | None]  # what happened, in our words
    source_url: Mapped[str | None]
    day: Mapped[Edtf | None]  # of the event, where it is known
    reason: Mapped[str | None]  # why the rules proposed it; null of a seed
    is_dismissed: Mapped[bool] = mapped_column(default=False)  # an editor found that it does not bear on it
