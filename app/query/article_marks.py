"""The places of an article that records rest on, each with what rests there."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from app.domain.spans import Span
from app.store.models import (
    Agreement,
    AgreementReport,
    Base,
    BaseReport,
    Claim,
    Evidence,
    Statement,
    StatementReport,
)
from app.store.visible import Record, is_held, is_public, is_suggestion

MOST_RECORDS = 500  # of one kind on one page
PLACE = (Evidence.id, Evidence.start_at, Evidence.end_at, Evidence.quote)
ORDER = (Evidence.start_at, Evidence.id)
Shown = Callable[[Record], ColumnElement[bool]]


@dataclass(frozen=True, slots=True)
class RecordMark:
    """One record that rests on text[start:end]; `quote` is what was there when it was stored."""

    evidence_id: int
    start: int
    end: int
    quote: str
    record_type: str  # statement, claim, base, agreement
    label: str  # "Sergey Lavrov", "Tartus: personnel 1700"
    state: str  # the kind of a statement, the property of a claim, the status of a base or an agreement
    href: str
    is_suggestion: bool = False  # extracted with too little confidence to be public, and not reviewed

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def load_marks(session: Session, article_id: int, *, suggestions: bool = False) -> list[RecordMark]:
    """Every public record that rests on the article. Five queries, at most MOST_RECORDS each, in text order.

    A base that is named where one of its claims stands is not given twice. suggestions: those too that wait for
    a reviewer.
    """
    return _marks(session, Evidence.article_id == article_id, is_held if suggestions else is_public)


def load_marks_on(session: Session, evidence_ids: Collection[int]) -> list[RecordMark]:
    """As `load_marks`, of the public records that rest on some places of any articles."""
    return _marks(session, Evidence.id.in_(evidence_ids), is_public) if evidence_ids else []


def bears_record() -> ColumnElement[bool]:
    """The condition that a public record rests on a row of Evidence."""
    own = select(Statement.id).where(Statement.evidence_id == Evidence.id, is_public(Statement))
    again = (
        select(StatementReport.id)
        .join(Statement, Statement.id == StatementReport.statement_id)
        .where(StatementReport.evidence_id == Evidence.id, is_public(Statement))
    )
    claims = (
        select(Claim.id)
        .join(Base, Base.id == Claim.base_id)
        .where(Claim.evidence_id == Evidence.id, is_public(Claim), is_public(Base))
    )
    bases = (
        select(BaseReport.id)
        .join(Base, Base.id == BaseReport.base_id)
        .where(BaseReport.evidence_id == Evidence.id, is_public(BaseReport), is_public(Base))
    )
    agreements = (
        select(AgreementReport.id)
        .join(Agreement, Agreement.id == AgreementReport.agreement_id)
        .where(AgreementReport.evidence_id == Evidence.id, is_public(AgreementReport), is_public(Agreement))
    )
    return or_(*(query.exists() for query in (own, again, claims, bases, agreements)))


def _marks(session: Session, where: ColumnElement[bool], shown: Shown) -> list[RecordMark]:
    marks = [*_statements(session, where, shown), *_agreements(session, where, shown)]
    claims = list(_claims(session, where, shown))
    claimed = {(one.evidence_id, one.href.partition("#")[0]) for one in claims}
    bases = [one for one in _bases(session, where, shown) if (one.evidence_id, one.href) not in claimed]
    return list(dict.fromkeys([*marks, *claims, *bases]))


def _mark(row: Sequence[Any], record_type: str, label: str, state: str, href: str) -> RecordMark:
    """`row` begins with PLACE and ends with whether it is a suggestion."""
    return RecordMark(*[*row[:4], record_type, label, str(state), href, bool(row[-1])])


def _statements(session: Session, where: ColumnElement[bool], shown: Shown) -> Iterator[RecordMark]:
    columns = select(*PLACE, Statement.id, Statement.speaker, Statement.kind, is_suggestion(Statement)).where(
        where, shown(Statement)
    )
    own = columns.join(Statement, Statement.evidence_id == Evidence.id)
    again = columns.join(StatementReport, StatementReport.evidence_id == Evidence.id).join(
        Statement, Statement.id == StatementReport.statement_id
    )
    for query in (own, again):
        for row in session.execute(query.order_by(*ORDER, Statement.id).limit(MOST_RECORDS)):
            yield _mark(row, "statement", row.speaker, row.kind, f"/statements/{row[4]}")


def _claims(session: Session, where: ColumnElement[bool], shown: Shown) -> Iterator[RecordMark]:
    query = (
        select(*PLACE, Claim.id, Base.slug, Base.name, Claim.property, Claim.value, is_suggestion(Claim))
        .join(Claim, Claim.evidence_id == Evidence.id)
        .join(Base, Base.id == Claim.base_id)
        .where(where, shown(Claim), shown(Base))
        .order_by(*ORDER, Claim.id)
        .limit(MOST_RECORDS)
    )
    for row in session.execute(query):
        label = f"{row.name}: {row.property.replace('_', ' ')} {row.value.replace('_', ' ')}"
        yield _mark(row, "claim", label, row.property, f"/bases/{row.slug}#claim-{row[4]}")


def _bases(session: Session, where: ColumnElement[bool], shown: Shown) -> Iterator[RecordMark]:
    query = (
        select(*PLACE, Base.slug, Base.name, Base.status, is_suggestion(BaseReport))
        .join(BaseReport, BaseReport.evidence_id == Evidence.id)
        .join(Base, Base.id == BaseReport.base_id)
        .where(where, shown(Base), shown(BaseReport))
        .order_by(*ORDER, Base.id)
        .limit(MOST_RECORDS)
    )
    for row in session.execute(query):
        yield _mark(row, "base", row.name, row.status, f"/bases/{row.slug}")


def _agreements(session: Session, where: ColumnElement[bool], shown: Shown) -> Iterator[RecordMark]:
    query = (
        select(*PLACE, Agreement.slug, Agreement.title, Agreement.status, is_suggestion(AgreementReport))
        .join(AgreementReport, AgreementReport.evidence_id == Evidence.id)
        .join(Agreement, Agreement.id == AgreementReport.agreement_id)
        .where(where, shown(Agreement), shown(AgreementReport))
        .order_by(*ORDER, Agreement.id)
        .limit(MOST_RECORDS)
    )
    for row in session.execute(query):
        yield _mark(row, "agreement", row.title, row.status, f"/agreements/{row.slug}")
