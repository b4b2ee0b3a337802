"""Mistakes that people reported, and what editors decided on them."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import CorrectionState
from app.store.models.base import Id, Model, not_blank


class Correction(Model):
    """One report of a mistake on one page. What was written is for editors; the public sees what they replied."""

    __tablename__ = "correction"
    __table_args__ = (
        not_blank("page"),
        not_blank("wrong"),
        Index("ix_correction_state", "state", "id"),
        Index("ix_correction_decided", "state", "decided_on", "id"),
    )

    id: Mapped[Id]
    ticket_hash: Mapped[str] = mapped_column(unique=True)  # of the address that its writer was given
    page: Mapped[str]  # a path of this site: /bases/gudauta
    record: Mapped[str]  # what that page was called then; empty where it is of no record
    wrong: Mapped[str]
    source: Mapped[str]  # may be empty
    contact: Mapped[str | None]  # erased once it is decided
    filed_at: Mapped[datetime]
    state: Mapped[CorrectionState]
    reply: Mapped[str]  # of the newest decision, for everybody; empty before the first
    decided_on: Mapped[date | None]  # likewise; in UTC


class CorrectionDecision(Model):
    """One decision on a report; a later one stands."""

    __tablename__ = "correction_decision"

    id: Mapped[Id]
    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id", ondelete="CASCADE"), index=True)
    state: Mapped[CorrectionState]
    reply: Mapped[str]
    actor: Mapped[str]
    at: Mapped[datetime]
