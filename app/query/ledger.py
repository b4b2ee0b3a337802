"""What bears on a statement: other records and events, each with the days between. No row is a verdict."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from app.domain.dates import Gap, days_between
from app.domain.kinds import BearingRelation
from app.query.ledger_facts import FactRow, Target, load_facts
from app.query.statement_rows import Loaded, StatementRow, load_statements, select_statements
from app.resolve.bearing_rules import RecordNoun
from app.store.models import Agreement, Claim, Statement, StatementBearing
from app.store.visible import is_public

AGAINST = (
    BearingRelation.CONTRADICTS
)  # a page says "goes against it": the outcome alone, an editor's, is a verdict
MOST_ANSWERED = 4000
_RANK = list(BearingRelation)


@dataclass(frozen=True, slots=True)
class BearingRow:
    """Another statement, a claim, an agreement, or an event in our words with the address of its source."""

    relation: BearingRelation
    statement: StatementRow | None
    fact: FactRow | None
    event: str | None
    source_url: str | None
    day: str | None  # EDTF
    gap: Gap | None  # days after the statement (negative: before); null where a date is missing
    reason: str | None = None  # why the rules proposed it; null of what the seeds say
    target: Target | None = None  # null of an event

    @property
    def against(self) -> bool:
        """It goes against the statement."""
        return self.relation is AGAINST

    @property
    def is_later(self) -> bool:
        """It is certain to be later."""
        return self.gap is not None and self.gap[0] > 0


@dataclass(frozen=True, slots=True)
class Link:
    """That a record or an event bears on a statement, before the record is loaded."""

    statement_id: int
    relation: BearingRelation
    target: Target | None
    event: str | None = None
    source_url: str | None = None
    day: str | None = None  # of the event
    reason: str | None = None


def target_of(other_id: int | None, claim_id: int | None, agreement_id: int | None) -> Target | None:
    """What a row of the ledger points to; null for an event."""
    if other_id is not None:
        return RecordNoun.STATEMENT, other_id
    if claim_id is not None:
        return RecordNoun.CLAIM, claim_id
    return (RecordNoun.AGREEMENT, agreement_id) if agreement_id is not None else None


def is_shown(bearing: type[StatementBearing]) -> ColumnElement[bool]:
    """The SQL condition that a row (or alias) of the ledger is shown: not dismissed, and what it points to public."""
    other = aliased(Statement)
    return and_(
        bearing.is_dismissed.is_(False),
        or_(
            bearing.event.is_not(None),
            *(
                select(record.id).where(record.id == number, is_public(record)).correlate(bearing).exists()
                for record, number in (
                    (other, bearing.other_id),
                    (Claim, bearing.claim_id),
                    (Agreement, bearing.agreement_id),
                )
            ),
        ),
    )


def select_against() -> Loaded:
    """(id and said-on of a statement, the day of what goes against it), a row each; the caller adds conditions."""
    other = aliased(Statement)
    signed = func.coalesce(Agreement.signed, Agreement.ratified, Agreement.in_force)
    return (
        select(
            Statement.id,
            Statement.said_on,
            func.coalesce(other.said_on, Claim.as_of, signed, StatementBearing.day),
        )
        .select_from(Statement)
        .join(StatementBearing, StatementBearing.statement_id == Statement.id)
        .outerjoin(other, other.id == StatementBearing.other_id)
        .outerjoin(Claim, Claim.id == StatementBearing.claim_id)
        .outerjoin(Agreement, Agreement.id == StatementBearing.agreement_id)
        .where(StatementBearing.relation == AGAINST, is_shown(StatementBearing))
    )


def answered_later(session: Session) -> list[int]:
    """The statements that something certain to be later goes against, at most MOST_ANSWERED. One query.

    In Python: a database cannot compare dates that are known only to the month.
    """
    query = select_against().order_by(Statement.sort_day.desc(), StatementBearing.id.desc())
    found = session.execute(query.limit(MOST_ANSWERED))
    gaps = ((number, days_between(said_on, day)) for number, said_on, day in found)
    return sorted({number for number, gap in gaps if gap is not None and gap[0] > 0})


def load_bearings(session: Session, rows: Sequence[StatementRow]) -> dict[int, tuple[BearingRow, ...]]:
    """What bears on each statement, by its id, without what an editor dismissed: nine queries whatever their number."""
    found = session.execute(
        select(
            StatementBearing.statement_id,
            StatementBearing.relation,
            StatementBearing.other_id,
            StatementBearing.claim_id,
            StatementBearing.agreement_id,
            StatementBearing.event,
            StatementBearing.source_url,
            StatementBearing.day,
            StatementBearing.reason,
        )
        .where(
            StatementBearing.statement_id.in_([row.id for row in rows]),
            StatementBearing.is_dismissed.is_(False),
        )
        .order_by(StatementBearing.id)
    )
    links = [Link(one[0], one[1], target_of(one[2], one[3], one[4]), *one[5:]) for one in found]
    return bearing_rows(session, rows, links)


def bearing_rows(
    session: Session, rows: Sequence[StatementRow], links: Iterable[Link]
) -> dict[int, tuple[BearingRow, ...]]:
    """The links with what they point to, by the statement's id; what is not public is left out. Eight queries."""
    links = list(links)
    said = {row.id: row.said_on for row in rows}
    targets = {link.target for link in links if link.target is not None}
    numbers = [number for noun, number in targets if noun is RecordNoun.STATEMENT]
    query = select_statements().where(Statement.id.in_(numbers))
    others = {row.id: row for row in load_statements(session, query)} if numbers else {}
    facts = load_facts(session, targets)
    found: dict[int, list[BearingRow]] = {}
    for link in links:
        noun, number = link.target or (None, 0)
        other = others.get(number) if noun is RecordNoun.STATEMENT else None
        fact = facts.get(link.target) if link.target else None
        if other is None and fact is None and link.event is None:
            continue  # rejected since
        day = other.said_on if other else fact.day if fact else link.day
        found.setdefault(link.statement_id, []).append(
            BearingRow(
                link.relation,
                other,
                fact,
                link.event,
                link.source_url,
                day,
                days_between(said[link.statement_id], day),
                link.reason,
                link.target,
            )
        )
    return {number: tuple(sorted(bearings, key=_order)) for number, bearings in found.items()}


def load_borne_on(session: Session, statement_id: int) -> list[StatementRow]:
    """The statements on which this one bears, newest first."""
    ids = select(StatementBearing.statement_id).where(
        StatementBearing.other_id == statement_id, StatementBearing.is_dismissed.is_(False)
    )
    query = (
        select_statements()
        .where(Statement.id.in_(ids))
        .order_by(Statement.sort_day.desc(), Statement.id.desc())
    )
    return load_statements(session, query.limit(20))


def _order(bearing: BearingRow) -> tuple[int, bool, int]:
    if bearing.gap is None:
        return _RANK.index(bearing.relation), True, 0
    return _RANK.index(bearing.relation), bearing.gap[0] < 0, abs(bearing.gap[0])
