"""The ledger of denials: each with what bears on it, and all of them as marks of a picture."""

from dataclasses import dataclass, replace
from statistics import median_low

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.dates import days_between
from app.domain.kinds import DenialOutcome, StatementKind, StatementTopic
from app.query.ledger import BearingRow, load_bearings, select_against
from app.query.page import PAGE_SIZE, DayKey, Page
from app.query.statement_rows import Loaded, StatementRow
from app.query.statements import StatementFilter, facet, list_statements, scoped
from app.store.models import Article, Official, Statement, StatementBearing

MOST_MARKS = 600  # denials in one picture


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A denial, and what bears on it: what goes against it first, later before earlier, near before far."""

    denial: StatementRow
    bearings: tuple[BearingRow, ...]

    @property
    def first(self) -> BearingRow | None:
        """What to show beside the denial."""
        return self.bearings[0] if self.bearings else None


@dataclass(frozen=True, slots=True)
class DenialUnit:
    """One denial in a picture."""

    id: int
    day: str | None  # EDTF: when it was said, else published; null where neither is known
    speaker: str
    topic: StatementTopic
    outcome: DenialOutcome | None
    days: tuple[
        int | None, ...
    ]  # of each thing that goes against it: the fewest days until then, where known

    @property
    def is_answered(self) -> bool:
        """Something that goes against it is on record. That is no verdict."""
        return bool(self.days)

    @property
    def is_answered_later(self) -> bool:
        """Something that goes against it is on record and certain to be later."""
        return any(days is not None and days > 0 for days in self.days)


@dataclass(frozen=True, slots=True)
class DenialRecord:
    """What became of the denials of an official, or about a country. Every number is the length of a list."""

    outcomes: tuple[tuple[DenialOutcome, int], ...]  # in the order of the vocabulary, those that are
    answered: int  # something on record goes against it
    answered_later: int  # and is certain to be later
    median_days: int | None  # until the first of that

    @property
    def total(self) -> int:
        return sum(count for _, count in self.outcomes)

    @property
    def is_settled(self) -> bool:
        """An editor has decided on some of them."""
        return any(outcome is not DenialOutcome.OPEN for outcome, _ in self.outcomes)


def denial_record(session: Session, where: StatementFilter, units: list[DenialUnit]) -> DenialRecord:
    """Of the denials under the filter, whose `units` are at hand. One query."""
    counted = {
        one.value: one.count for one in facet(session, replace(where, kind=StatementKind.DENIAL), "outcome")
    }
    return DenialRecord(
        outcomes=tuple((outcome, counted[outcome]) for outcome in DenialOutcome if outcome in counted),
        answered=sum(unit.is_answered for unit in units),
        answered_later=sum(unit.is_answered_later for unit in units),
        median_days=median_days(units),
    )


def list_denials(
    session: Session, where: StatementFilter, *, after: DayKey | None = None, limit: int = PAGE_SIZE
) -> Page[LedgerRow]:
    """The denials under the filter, newest first, each with what bears on it. Nine queries."""
    page = list_statements(session, replace(where, kind=StatementKind.DENIAL), after=after, limit=limit)
    bearings = load_bearings(session, page.rows)
    return Page([LedgerRow(row, bearings.get(row.id, ())) for row in page.rows], page.after)


def denial_units(session: Session, where: StatementFilter) -> list[DenialUnit]:
    """The newest MOST_MARKS denials under the filter, oldest first. Two queries."""
    where = replace(where, kind=StatementKind.DENIAL)
    against = _days_against(session, where)
    columns: Loaded = (
        select(
            Statement.id,
            Statement.said_on,
            Article.published,
            Statement.speaker,
            Official.name,
            Statement.topic,
            Statement.outcome,
        )
        .select_from(Statement)
        .outerjoin(Official, Official.id == Statement.official_id)
        .join(Article, Article.id == Statement.article_id)
    )
    day, number = where.order
    query = scoped(columns, session, where).order_by(day.desc(), number.desc()).limit(MOST_MARKS)
    units = [
        DenialUnit(row[0], row[1] or row[2], row[4] or row[3], row[5], row[6], against.get(row[0], ()))
        for row in session.execute(query)
    ]
    return units[::-1]


def median_days(units: list[DenialUnit]) -> int | None:
    """The median of the days until the first thing that goes against a denial and is certain to be later."""
    first = [
        min(later)
        for unit in units
        if (later := [days for days in unit.days if days is not None and days > 0])
    ]
    return median_low(first) if first else None


def _days_against(session: Session, where: StatementFilter) -> dict[int, tuple[int | None, ...]]:
    columns = select_against().order_by(Statement.sort_day.desc(), StatementBearing.id.desc())
    found: dict[int, tuple[int | None, ...]] = {}
    for number, said_on, day in session.execute(scoped(columns.limit(4 * MOST_MARKS), session, where)):
        gap = days_between(said_on, day)
        found[number] = (*found.get(number, ()), gap[0] if gap else None)
    return found
