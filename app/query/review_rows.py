"""The findings of one article, of every kind, as they stand: what its review shows, the rejected too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState
from app.domain.spans import Span
from app.query.review_decisions import Decision, load_decisions
from app.store.models import (
    Agreement,
    AgreementReport,
    Base,
    BaseReport,
    BaseSpelling,
    Claim,
    Evidence,
    Official,
    OfficialSpelling,
    Proposal,
    Statement,
    StatementBase,
    StatementCountry,
    StatementReport,
)

MOST_FINDINGS = 500  # of one kind
PLACE = (Evidence.start_at, Evidence.end_at, Evidence.quote)
ORDER = (Evidence.start_at, Evidence.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One record that rests on text[start:end] of the article; `values` by the names of `app.store.review_fields`."""

    kind: str  # of the record: statement, claim, base_report, agreement_report, proposal
    id: int
    start: int
    end: int
    quote: str  # what was there when it was stored
    review: ReviewState
    confidence: float | None
    extractor: str | None
    name: str  # speaker, base, title of the agreement, proposed name
    key: str | None = None  # slug of the official, base or agreement
    values: dict[str, Any] = field(default_factory=dict)
    spellings: tuple[str, ...] = ()  # of the base or the official
    mention: str | None = None  # of the speaker, as the article has it
    is_elsewhere: bool = False  # a statement that was first reported by another article
    seen: int = 0  # the newest revision of it
    decision: Decision | None = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def record(self) -> str:
        """As forms and addresses name it: `statement:12`."""
        return f"{self.kind}:{self.id}"

    @property
    def is_decided(self) -> bool:
        return self.review is not ReviewState.UNREVIEWED


def load_findings(session: Session, article_id: int) -> list[Finding]:
    """All of them in the order of the text. At most eleven queries, whatever their number.

    A base that is named in the very words of a claim about it is no finding beside that claim.
    """
    rows = [
        *_statements(session, article_id),
        *_claims(session, article_id),
        *_base_reports(session, article_id),
        *_agreement_reports(session, article_id),
        *_proposals(session, article_id),
    ]
    by_kind: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        by_kind[row["kind"]].append(row["id"])
    seen, decisions = load_decisions(session, by_kind)
    found = [
        Finding(
            **{**row, "seen": seen.get((row["kind"], row["id"]), 0)},
            decision=decisions.get((row["kind"], row["id"])),
        )
        for row in rows
    ]
    claimed = {(one.start, one.end, one.key) for one in found if one.kind == "claim"}
    return sorted(
        (one for one in found if one.kind != "base_report" or (one.start, one.end, one.key) not in claimed),
        key=lambda one: (one.start, -one.end, one.kind != "statement", one.kind, one.id),
    )


Row = dict[str, Any]
Query = Select[*tuple[Any, ...]]


def _row(kind: str, row: Any, **values: Any) -> Row:
    """`row` begins with PLACE, then the id, the review state, the confidence and the extractor."""
    start, end, quote, number, review, confidence, extractor = row[:7]
    return {
        "kind": kind,
        "id": number,
        "start": start,
        "end": end,
        "quote": quote,
        "review": review,
        "confidence": confidence,
        "extractor": extractor,
        **values,
    }


def _at(query: Query, article_id: int) -> Query:
    return query.where(Evidence.article_id == article_id).order_by(*ORDER).limit(MOST_FINDINGS)


def _statements(session: Session, article_id: int) -> Iterator[Row]:
    query: Query = (
        select(
            *PLACE,
            Statement.id,
            Statement.review,
            Statement.confidence,
            Statement.extractor,
            Statement.official_id,
            Statement.speaker,
            Statement.speaker_mention,
            Statement.mode,
            Statement.kind,
            Statement.topic,
            Statement.said_on,
            Statement.article_id,
            Official.slug,
            Official.name,
        )
        .join(StatementReport, StatementReport.evidence_id == Evidence.id)
        .join(Statement, Statement.id == StatementReport.statement_id)
        .outerjoin(Official, Official.id == Statement.official_id)
        .where(Statement.joined_into_id.is_(None))
    )
    found = list({row.id: row for row in session.execute(_at(query, article_id))}.values())
    ids = [row.id for row in found]
    countries = _grouped(
        session,
        select(StatementCountry.statement_id, StatementCountry.country_code)
        .where(StatementCountry.statement_id.in_(ids))
        .order_by(StatementCountry.country_code),
    )
    bases = _grouped(
        session,
        select(StatementBase.statement_id, Base.slug)
        .join(Base, Base.id == StatementBase.base_id)
        .where(StatementBase.statement_id.in_(ids))
        .order_by(Base.slug),
    )
    spellings = _spellings(session, OfficialSpelling, [row.official_id for row in found if row.official_id])
    for row in found:
        yield _row(
            "statement",
            row,
            name=row.name or row.speaker,
            key=row.slug,
            mention=row.speaker_mention,
            is_elsewhere=row.article_id != article_id,
            spellings=spellings.get(row.official_id, ()),
            values={
                "official": row.slug,
                "speaker": row.speaker,
                "mode": row.mode.value,
                "kind": row.kind.value,
                "topic": row.topic.value,
                "said_on": row.said_on,
                "countries": countries.get(row.id, ()),
                "bases": bases.get(row.id, ()),
            },
        )


def _claims(session: Session, article_id: int) -> Iterator[Row]:
    query: Query = (
        select(
            *PLACE,
            Claim.id,
            Claim.review,
            Claim.confidence,
            Claim.extractor,
            Claim.property,
            Claim.value,
            Claim.as_of,
            Base.slug,
            Base.name,
        )
        .join(Claim, Claim.evidence_id == Evidence.id)
        .join(Base, Base.id == Claim.base_id)
    )
    for row in session.execute(_at(query, article_id)):
        values = {
            "base": row.slug,
            "property": row.property.value,
            "value": row.value,
            "as_of": row.as_of,
        }
        yield _row("claim", row, name=row.name, key=row.slug, values=values)


def _base_reports(session: Session, article_id: int) -> Iterator[Row]:
    query: Query = (
        select(
            *PLACE,
            BaseReport.id,
            BaseReport.review,
            BaseReport.confidence,
            BaseReport.extractor,
            BaseReport.base_id,
            Base.slug,
            Base.name,
            Base.status,
            Base.kind,
            Base.host_code,
        )
        .join(BaseReport, BaseReport.evidence_id == Evidence.id)
        .join(Base, Base.id == BaseReport.base_id)
    )
    found = session.execute(_at(query, article_id)).all()
    spellings = _spellings(session, BaseSpelling, [row.base_id for row in found])
    for row in found:
        values = {
            "base": row.slug,
            "status": row.status.value,
            "kind": row.kind.value,
            "country": row.host_code,
        }
        yield _row(
            "base_report",
            row,
            name=row.name,
            key=row.slug,
            spellings=spellings.get(row.base_id, ()),
            values=values,
        )


def _agreement_reports(session: Session, article_id: int) -> Iterator[Row]:
    query: Query = (
        select(
            *PLACE,
            AgreementReport.id,
            AgreementReport.review,
            AgreementReport.confidence,
            AgreementReport.extractor,
            AgreementReport.status,
            AgreementReport.signed,
            AgreementReport.expires,
            AgreementReport.term_years,
            Agreement.slug,
            Agreement.title,
            Agreement.kind,
            Agreement.status.label("held_status"),
        )
        .join(AgreementReport, AgreementReport.evidence_id == Evidence.id)
        .join(Agreement, Agreement.id == AgreementReport.agreement_id)
    )
    for row in session.execute(_at(query, article_id)):
        values = {
            "agreement": row.slug,
            "status": row.status.value if row.status else None,
            "signed": row.signed,
            "expires": row.expires,
            "term_years": row.term_years,
            "kind": row.kind.value,
            "held_status": row.held_status.value,
        }
        yield _row("agreement_report", row, name=row.title, key=row.slug, values=values)


def _proposals(session: Session, article_id: int) -> Iterator[Row]:
    query = select(
        *PLACE,
        Proposal.id,
        Proposal.review,
        Proposal.kind,
        Proposal.name,
        Proposal.country_code,
        Proposal.details,
    ).join(Proposal, Proposal.evidence_id == Evidence.id)
    for row in session.execute(_at(query, article_id)):
        start, end, quote, number, review, kind, name, country, details = tuple(row)
        yield {
            "kind": "proposal",
            "id": number,
            "start": start,
            "end": end,
            "quote": quote,
            "review": review,
            "confidence": details.get("confidence"),
            "extractor": details.get("extractor"),
            "name": name,
            "key": details.get("record"),
            "values": {"proposed": kind, "country": country, **details},
        }


def _grouped(session: Session, query: Query) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for owner, value in session.execute(query):
        found[owner].append(value)
    return {owner: tuple(values) for owner, values in found.items()}


def _spellings(
    session: Session, model: type[OfficialSpelling] | type[BaseSpelling], ids: Iterable[int]
) -> dict[int, tuple[str, ...]]:
    owner = OfficialSpelling.official_id if model is OfficialSpelling else BaseSpelling.base_id
    return _grouped(
        session, select(owner, model.spelling).where(owner.in_(sorted(set(ids)))).order_by(model.id)
    )
