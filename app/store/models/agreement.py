"""Treaties, leases and cooperation accords."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.kinds import AgreementKind, AgreementStatus, Origin, ReviewState
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


class Agreement(Model):
    """A treaty, lease or accord. `expires` null is unknown, not endless."""

    __tablename__ = "agreement"
    __table_args__ = (
        not_blank("title"),
        not_into_itself(),
        joined_into_index("agreement"),
        CheckConstraint("term_years > 0", name="term_positive"),
        Index("ix_agreement_newest", "sort_day", "id"),
        Index("ix_agreement_kind_newest", "kind", "sort_day", "id"),
        Index("ix_agreement_status_newest", "status", "sort_day", "id"),
        Index("ix_agreement_expires", "expires_day", "id"),
        NUMBERED_ONCE,
    )

    id: Mapped[Id]
    slug: Mapped[Slug] = mapped_column(unique=True)
    title: Mapped[str]
    kind: Mapped[AgreementKind]
    status: Mapped[AgreementStatus]
    status_as_of: Mapped[Edtf | None]
    signed: Mapped[Edtf | None]
    ratified: Mapped[Edtf | None]
    in_force: Mapped[Edtf | None]
    expires: Mapped[Edtf | None]
    expires_day: Mapped[date | None]  # last day of `expires`
    sort_day: Mapped[
        date
    ]  # first day known of it: signed, ratified, in force or expires; never null: it keys a page
    term_years: Mapped[int | None]
    summary: Mapped[str | None]
    note: Mapped[str | None]
    joined_into_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))  # see Statement
    origin: Mapped[Origin]
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.UNREVIEWED)


class AgreementParty(Model):
    __tablename__ = "agreement_party"

    agreement_id: Mapped[int] = mapped_column(
        ForeignKey("agreement.id", ondelete="CASCADE"), primary_key=True
    )
    country_code: Mapped[Code] = mapped_column(ForeignKey("country.code"), primary_key=True, index=True)


class AgreementBase(Model):
    """A base that an agreement covers."""

    __tablename__ = "agreement_base"

    agreement_id: Mapped[int] = mapped_column(
        ForeignKey("agreement.id", ondelete="CASCADE"), primary_key=True
    )
    base_id: Mapped[int] = mapped_column(
        ForeignKey("base.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class AgreementReport(Model):
    """One place where an agreement is reported, with what that source says of it (null: it does not say)."""

    __tablename__ = "agreement_report"
    __table_args__ = (
        UniqueConstraint("agreement_id", "evidence_id"),
        CheckConstraint("confidence BETWEEN 0 AND 1", name="confidence_share"),
    )

    id: Mapped[Id]
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id", ondelete="CASCADE"))
    evidence_id: Mapped[int] = mapped_column(ForeignKey("evidence.id"), index=True)
    status: Mapped[AgreementStatus | None]
    signed: Mapped[Edtf | None]
    expires: Mapped[Edtf | None]
    term_years: Mapped[int | None]
    confidence: Mapped[float | None]  # of the extractor; null for seeds
    extractor: Mapped[Extractor | None]  # what found it; null where a person did
    review: Mapped[ReviewState] = mapped_column(default=ReviewState.UNREVIEWED)
    evidence: Mapped[Evidence] = relationship(lazy="raise")
