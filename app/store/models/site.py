"""Military bases and the sourced claims about them. (`base.py` would read as the declarative root.)"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.kinds import (
    BaseKind,
    BaseStatus,
    Branch,
    ClaimProperty,
    MatchRule,
    Origin,
    Precision,
    ReviewState,
)
from app.store.models.article import Evidence
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


class Base(Model):
    """A facility or standing deployment of Russia outside its recognised borders.

    `host_code` is the recognised state, `territory_code` the de-facto territory where there is one.
    """

    __tablename__ = "base"
    __table_args__ = (
        not_blank("name"),
        not_into_itself(),
        joined_into_index("base"),
        CheckConstraint("latitude BETWEEN -90 AND 90", name="latitude_range"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name="longitude_range"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name="coordinates_together"),
        Index("ix_base_name_id", "name", "id"),
        Index("ix_base_host_name", "host_code", "name", "id"),
        Index("ix_base_territory_name", "territory_code", "name", "id"),
        Index("ix_base_status_name", "status", "name", "id"),
        Index("ix_base_kind_name", "kind", "name", "id"),
        Index("ix_base_branch_name", "branch", "name", "id"),
        NUMBERED_ONCE,
    )

    id: Mapped[Id]
    slug: Mapped[Slug] = mapped_column(unique=True)
    name: Mapped[str]
    name_ru: Mapped[str | None]
    host_code: Mapped[Code] = mapped_column(ForeignKey("country.code"))
    territory_code: Mapped[Code | None] = mapped_column(ForeignKey("country.code"))
    locality: Mapped[str | None]
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    precision: Mapped[Precision | None]
    coordinates_source: Mapped[str | None]
    kind: Mapped[BaseKind]
    branch: Mapped[Branch | None]
    status: Mapped[BaseStatus]
    status_as_of: Mapped[Edtf | None]
    opened: Mapped[Edtf | None]
    closed: Mapped[Edtf | None]
    summary: Mapped[str | None]  # in our words
    note: Mapped[str | None]  # a doubt or a correction, shown on the page
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("base.id"))  # see Statement
    origin: Mapped[Origin]
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.UNREVIEWED)


class BaseSpelling(Model):
    """One name of a base with what must stand near it before it is matched."""

    __tablename__ = "base_spelling"
    __table_args__ = (UniqueConstraint("base_id", "spelling"), not_blank("spelling"))

    id: Mapped[Id]
    base_id: Mapped[int] = mapped_column(ForeignKey("base.id", ondelete="CASCADE"))
    spelling: Mapped[str] = mapped_column(index=True)
    rule: Mapped[MatchRule]


class BaseReport(Model):
    """One place in one article where a base is named."""

    __tablename__ = "base_report"
    __table_args__ = (
        UniqueConstraint("base_id", "evidence_id"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_share"),
    )

    id: Mapped[Id]
    base_id: Mapped[int] = mapped_column(ForeignKey("base.id", ondelete="CASCADE"))
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    confidence: Mapped[float | None]  # of the extractor; null for seeds
    extractor: Mapped[Extractor | None]  # what found it; null where a person did
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.UNREVIEWED)
    evidence: Mapped[Evidence] = relationship(lazy="raise")


class Claim(Model):
    """One sourced fact about a base. Two sources that disagree are two claims."""

    __tablename__ = "claim"
    __table_args__ = (
        not_blank("value"),
        CheckConstraint("low IS NULL OR high IS NULL OR low <= high", name="low_before_high"),
        CheckConstraint("credibility BETWEEN 1 AND 6", name="credibility_grade"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_share"),
        Index("ix_claim_base_property", "base_id", "property", "as_of_day", "id"),
    )

    id: Mapped[Id]
    base_id: Mapped[int] = mapped_column(ForeignKey("base.id", ondelete="CASCADE"))
    property: Mapped[ClaimProperty]
    value: Mapped[str]  # as sourced: "7500", "3214-5000", "2042", "active", "18 MiG-29"
    low: Mapped[float | None]  # the number or the range in `value`, where it is one
    high: Mapped[float | None]
    as_of: Mapped[Edtf | None]  # null: the source gives no date
    as_of_day: Mapped[date | None]  # first day of `as_of`
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    note: Mapped[str | None]
    is_computed: Mapped[bool] = mapped_column(
        default=False
    )  # follows from a date and a term, in no source itself
    credibility: Mapped[int | None]  # 1-6, Admiralty code, set by a person
    pin_reason: Mapped[str | None]  # why an editor has pages show it before the others; null: not pinned
    confidence: Mapped[float | None]  # of the extractor; null for seeds
    extractor: Mapped[Extractor | None]  # what found it; null where a person did
    origin: Mapped[Origin]
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.UNREVIEWED)
    evidence: Mapped[Evidence] = relationship(lazy="raise")
