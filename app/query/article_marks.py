"""The places of an article that records rest on, each with what rests there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState
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

MOST_RECORDS = 500  # of one kind on one page
PLACE = (Evidence.id, Evidence.start_at, Evidence.end_at, Evidence.quote)


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

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


def load_marks(session: Session, article_id: int) -> list[RecordMark]:
    """Every record that rests on the article, the rejected left out. Five queries, at most MOST_RECORDS each.

    A base that is named where one of its claims stands is not given twice.
    """
    marks = [*_statements(session, article_id), *_agreements(session, article_id)]
    claims = list(_claims(session, article_id))
    claimed = {(one.evidence_id, one.href.partition("#")[0]) for one in claims}
    bases = [one for one in _bases(session, article_id) if (one.evidence_id, one.href) not in claimed]
    return list(dict.fromkeys([*marks, *claims, *bases]))


def _mark(row: Sequence[Any], record_type: str, label: str, state: str, href: str) -> RecordMark:
    """`row` begins with PLACE."""
    return RecordMark(*[*row[:4], record_type, label, str(state), href])


def _statements(session: Session, article_id: int) -> Iterator[RecordMark]:
    columns = select(*PLACE, Statement.id, Statement.speaker, Statement.kind).where(
        Evidence.article_id == article_id, Statement.review != ReviewState.REJECTED
    )
    own = columns.join(Statement, Statement.evidence_id == Evidence.id)
    again = columns.join(StatementReport, StatementReport.evidence_id == Evidence.id).join(
        Statement, Statement.id == StatementReport.statement_id
    )
    for query in (own, again):
        for row in session.execute(query.limit(MOST_RECORDS)):
            yield _mark(row, "statement", row.speaker, row.kind, f"/statements/{row[4]}")


def _claims(session: Session, article_id: int) -> Iterator[RecordMark]:
    query = (
        select(*PLACE, Claim.id, Base.slug, Base.name, Claim.property, Claim.value)
        .join(Claim, Claim.evidence_id == Evidence.id)
        .join(Base, Base.id == Claim.base_id)
        .where(
            Evidence.article_id == article_id,
            Claim.review != ReviewState.REJECTED,
            Base.review != ReviewState.REJECTED,
        )
        .limit(MOST_RECORDS)
    )
    for row in session.execute(query):
        label = f"{row.name}: {row.property.replace('_', ' ')} {row.value.replace('_', ' ')}"
        yield _mark(row, "claim", label, row.property, f"/bases/{row.slug}#claim-{row[4]}")


def _bases(session: Session, article_id: int) -> Iterator[RecordMark]:
    query = (
        select(*PLACE, Base.slug, Base.name, Base.status)
        .join(BaseReport, BaseReport.evidence_id == Evidence.id)
        .join(Base, Base.id == BaseReport.base_id)
        .where(Evidence.article_id == article_id, Base.review != ReviewState.REJECTED)
        .limit(MOST_RECORDS)
    )
    for row in session.execute(query):
        yield _mark(row, "base", row.name, row.status, f"/bases/{row.slug}")


def _agreements(session: Session, article_id: int) -> Iterator[RecordMark]:
    query = (
        select(*PLACE, Agreement.slug, Agreement.title, Agreement.status)
        .join(AgreementReport, AgreementReport.evidence_id == Evidence.id)
        .join(Agreement, Agreement.id == AgreementReport.agreement_id)
        .where(Evidence.article_id == article_id, Agreement.review != ReviewState.REJECTED)
        .limit(MOST_RECORDS)
    )
    for row in session.execute(query):
        yield _mark(row, "agreement", row.title, row.status, f"/agreements/{row.slug}")
