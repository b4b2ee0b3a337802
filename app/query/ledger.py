"""What bears on a statement: other statements and events, each with the days between. No row is a verdict."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import first_day, last_day
from app.query.statement_rows import StatementRow, load_statements, select_statements
from app.store.models import Statement, StatementBearing

AGAINST = (
    "contradicts"  # the word of the table; a page says "goes against it": the outcome alone is a verdict
)

Gap = tuple[int, int]


@dataclass(frozen=True, slots=True)
class BearingRow:
    """Another statement, or an event in our words with the address of its source."""

    against: bool  # it goes against the statement; else it is on the same matter
    statement: StatementRow | None
    event: str | None
    source_url: str | None
    day: str | None  # EDTF
    gap: (
        Gap | None
    )  # fewest and most days after the statement (negative: before); null where a date is missing

    @property
    def is_later(self) -> bool:
        """It is certain to be later."""
        return self.gap is not None and self.gap[0] > 0


def days_between(first: str | None, second: str | None) -> Gap | None:
    """The fewest and the most days from one EDTF date to another; null where one is missing."""
    if first is None or second is None:
        return None
    fewest = first_day(second) - last_day(first)
    most = last_day(second) - first_day(first)
    return fewest.days, most.days


def load_bearings(session: Session, rows: Sequence[StatementRow]) -> dict[int, tuple[BearingRow, ...]]:
    """What bears on each statement, by its id: five queries whatever their number."""
    said = {row.id: row.said_on for row in rows}
    links = session.execute(
        select(
            StatementBearing.statement_id,
            StatementBearing.other_id,
            StatementBearing.relation,
            StatementBearing.event,
            StatementBearing.source_url,
            StatementBearing.day,
        )
        .where(StatementBearing.statement_id.in_(said))
        .order_by(StatementBearing.id)
    ).all()
    other_ids = {link.other_id for link in links} - {None}
    others = {
        row.id: row
        for row in load_statements(session, select_statements().where(Statement.id.in_(other_ids)))
    }
    found: dict[int, list[BearingRow]] = {}
    for link in links:
        other = others.get(link.other_id)
        if other is None and link.event is None:
            continue  # the other statement was rejected
        day = other.said_on if other else link.day
        gap = days_between(said[link.statement_id], day)
        against = link.relation == AGAINST
        found.setdefault(link.statement_id, []).append(
            BearingRow(against, other, link.event, link.source_url, day, gap)
        )
    return {number: tuple(sorted(bearings, key=_order)) for number, bearings in found.items()}


def load_borne_on(session: Session, statement_id: int) -> list[StatementRow]:
    """The statements on which this one bears, newest first."""
    ids = select(StatementBearing.statement_id).where(StatementBearing.other_id == statement_id)
    query = (
        select_statements()
        .where(Statement.id.in_(ids))
        .order_by(Statement.sort_day.desc(), Statement.id.desc())
    )
    return load_statements(session, query.limit(20))


def _order(bearing: BearingRow) -> tuple[bool, bool, int]:
    if bearing.gap is None:
        return not bearing.against, True, 0
    return not bearing.against, bearing.gap[0] < 0, abs(bearing.gap[0])
