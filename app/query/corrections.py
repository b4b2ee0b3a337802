"""Reports of mistakes: the public log, the editors' queue, one with its decisions."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app.domain.kinds import CorrectionState
from app.query.page import PAGE_SIZE, DayKey, NumberKey, Page
from app.store.models import Correction, CorrectionDecision
from app.store.token_hash import hash_of


@dataclass(frozen=True, slots=True)
class LoggedCorrection:
    """What the public sees of one that was acted on: nothing of what its writer wrote but the source."""

    id: int
    page: str
    record: str
    source: str
    filed_at: datetime
    decided_on: date | None  # never null: an accepted one was decided
    reply: str


@dataclass(frozen=True, slots=True)
class QueuedCorrection:
    """One report in the editors' list."""

    id: int
    page: str
    record: str
    wrong: str
    filed_at: datetime
    state: CorrectionState


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision, the newest last."""

    state: CorrectionState
    reply: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class CorrectionRecord:
    """One report, whole."""

    id: int
    page: str
    record: str
    wrong: str
    source: str
    contact: str | None
    filed_at: datetime
    state: CorrectionState
    reply: str
    decided_on: date | None
    decisions: list[Decision]


def list_log(
    session: Session, *, after: DayKey | None = None, limit: int = PAGE_SIZE
) -> Page[LoggedCorrection]:
    """What was acted on, the newest decision first. One query."""
    query = select(
        Correction.id,
        Correction.page,
        Correction.record,
        Correction.source,
        Correction.filed_at,
        Correction.decided_on,
        Correction.reply,
    ).where(Correction.state == CorrectionState.ACCEPTED)
    if after is not None:
        query = query.where(tuple_(Correction.decided_on, Correction.id) < tuple(after))
    order = (Correction.decided_on.desc(), Correction.id.desc())
    rows = [LoggedCorrection(*row) for row in session.execute(query.order_by(*order).limit(limit + 1))]
    return Page.cut(rows, limit, key=lambda row: DayKey(row.decided_on or date.min, row.id))


def list_queue(
    session: Session, state: CorrectionState, *, after: NumberKey | None = None, limit: int = PAGE_SIZE
) -> Page[QueuedCorrection]:
    """Reports in one state: those that wait the longest first, of the others the newest. One query."""
    query = select(
        Correction.id,
        Correction.page,
        Correction.record,
        Correction.wrong,
        Correction.filed_at,
        Correction.state,
    ).where(Correction.state == state)
    upward = state is CorrectionState.WAITING
    if after is not None:
        query = query.where(Correction.id > after.id if upward else Correction.id < after.id)
    query = query.order_by(Correction.id if upward else Correction.id.desc()).limit(limit + 1)
    rows = [QueuedCorrection(*row) for row in session.execute(query)]
    return Page.cut(rows, limit, key=lambda row: NumberKey(row.id))


def count_by_state(session: Session) -> dict[CorrectionState, int]:
    """How many reports are in each state."""
    found = session.execute(select(Correction.state, func.count()).group_by(Correction.state))
    counts = dict.fromkeys(CorrectionState, 0)
    for state, count in found:
        counts[state] = count
    return counts


def count_waiting(session: Session) -> int:
    """How many wait for an editor."""
    waiting = select(func.count()).where(Correction.state == CorrectionState.WAITING)
    return session.scalar(waiting) or 0


def show_correction(session: Session, number: int) -> CorrectionRecord | None:
    """One report with its decisions; null where there is none. Two queries."""
    return _shown(session, session.get(Correction, number))


def correction_of(session: Session, ticket: str) -> CorrectionRecord | None:
    """The report that a ticket belongs to; null where it belongs to none. Two queries."""
    return _shown(
        session, session.scalar(select(Correction).where(Correction.ticket_hash == hash_of(ticket)))
    )


def _shown(session: Session, one: Correction | None) -> CorrectionRecord | None:
    if one is None:
        return None
    decisions = session.execute(
        select(
            CorrectionDecision.state,
            CorrectionDecision.reply,
            CorrectionDecision.actor,
            CorrectionDecision.at,
        )
        .where(CorrectionDecision.correction_id == one.id)
        .order_by(CorrectionDecision.id)
    )
    return CorrectionRecord(
        id=one.id,
        page=one.page,
        record=one.record,
        wrong=one.wrong,
        source=one.source,
        contact=one.contact,
        filed_at=one.filed_at,
        state=one.state,
        reply=one.reply,
        decided_on=one.decided_on,
        decisions=[Decision(*row) for row in decisions],
    )
