"""The open findings that an act for many is about, and the acts for many that were done."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, func, null, select
from sqlalchemy.orm import Session

from app.domain.publishing import PUBLISHED_FROM
from app.domain.queue import FindingKind
from app.query.page import DayKey, Page
from app.query.review_queue import QueueFilter
from app.store.bulk_reviews import BULK, MOST_IN_BULK
from app.store.models import (
    Article,
    Base,
    Claim,
    Evidence,
    Official,
    Proposal,
    QueuedArticle,
    Revision,
    Statement,
    StatementCountry,
)
from app.store.records import Record
from app.store.review_queue import PLACED, is_open

ACTS_PAGE = 30
DATED = {"claim": "as_of", "agreement_report": "signed"}  # the day that may speak against a finding


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """A finding that nobody has decided on; `values` are the dates that may speak against it."""

    record: Record
    kind: FindingKind
    article_id: int
    title: str
    published: str | None  # EDTF, of the article
    quote: str
    is_true: bool  # the words are where they were
    confidence: float | None
    name: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FindingFilter:
    """Which open findings: of the articles of a queue filter, or of those given; those of the filter's kind alone.

    Under a country these are the statements about it. Bounds of the confidence hold back what has none.
    """

    where: QueueFilter
    articles: tuple[int, ...] | None = None  # null: all under the filter
    least: float | None = None
    most: float | None = None


def open_findings(session: Session, chosen: FindingFilter) -> list[OpenFinding]:
    """In the order of the queue and of the texts; one more than an act takes where there are more. Five queries."""
    found = list(_statements(session, chosen))
    if chosen.where.country is None:
        for name, (_, kind) in PLACED.items():
            if chosen.where.kind in (None, kind):
                found += _placed(session, chosen, name)
    return sorted(found, key=lambda one: one.article_id)[: MOST_IN_BULK + 1]


def list_acts(session: Session, *, before: int | None = None, limit: int = ACTS_PAGE) -> Page[Revision]:
    """What was decided in bulk, the newest first. One query."""
    query = select(Revision).where(Revision.record_type == BULK.kind, Revision.undoes_id.is_(None))
    if before is not None:
        query = query.where(Revision.id < before)
    rows = list(session.scalars(query.order_by(Revision.id.desc()).limit(limit + 1)))
    return Page.cut(rows, limit, key=lambda row: DayKey(row.at.date(), row.id))


def _bounds(chosen: FindingFilter, confidence: Any) -> list[ColumnElement[bool]]:
    bounds = []
    if chosen.least is not None:
        bounds.append(confidence >= chosen.least)
    if chosen.most is not None:
        bounds.append(confidence <= chosen.most)
    if chosen.where.unsure:
        bounds.append(confidence < PUBLISHED_FROM)
    return bounds


def _of_articles(chosen: FindingFilter, column: Any) -> list[ColumnElement[bool]]:
    queued = select(QueuedArticle.article_id).where(*chosen.where.conditions())
    if chosen.articles is not None:
        return [column.in_(chosen.articles)]
    return [column.in_(queued)]


_IS_TRUE = (
    func.substr(Article.text, Evidence.start_at + 1, Evidence.end_at - Evidence.start_at) == Evidence.quote
)
_CLAIMED = select(Base.name).where(Base.id == Claim.base_id).scalar_subquery() + ": " + Claim.value
_OF_ARTICLE = (Article.id, Article.title, Article.published, Evidence.quote, _IS_TRUE)


def _statements(session: Session, chosen: FindingFilter) -> list[OpenFinding]:
    kind = chosen.where.kind
    if kind is not None and kind in {one for _, one in PLACED.values()}:
        return []
    query = (
        select(
            *_OF_ARTICLE,
            Statement.id,
            Statement.kind,
            Statement.confidence,
            Statement.said_on,
            func.coalesce(Official.name, Statement.speaker),
        )
        .join(Evidence, Evidence.id == Statement.evidence_id)
        .join(Article, Article.id == Statement.article_id)
        .outerjoin(Official, Official.id == Statement.official_id)
        .where(
            is_open(Statement),
            *_of_articles(chosen, Statement.article_id),
            *_bounds(chosen, Statement.confidence),
        )
        .order_by(Statement.article_id, Evidence.start_at, Statement.id)
        .limit(MOST_IN_BULK + 1)
    )
    if kind is not None:
        query = query.where(Statement.kind == kind.value)
    if chosen.where.country is not None:
        about = select(StatementCountry.statement_id).where(
            StatementCountry.statement_id == Statement.id,
            StatementCountry.country_code == chosen.where.country,
        )
        query = query.where(about.exists())
    return [
        OpenFinding(
            Record("statement", number), FindingKind(does), *_place(row), sure, name, {"said_on": said_on}
        )
        for *row, number, does, sure, said_on, name in map(tuple, session.execute(query))
    ]


def _placed(session: Session, chosen: FindingFilter, name: str) -> list[OpenFinding]:
    model, kind = PLACED[name]
    columns: Any = model
    sure = Proposal.details["confidence"].as_float() if model is Proposal else columns.confidence
    day_of = DATED.get(name)
    day: Any = getattr(columns, day_of) if day_of else null()
    called: Any = {"claim": _CLAIMED, "proposal": Proposal.name}.get(name, Evidence.quote)
    query = (
        select(*_OF_ARTICLE, columns.id, sure, day, called)
        .join(Evidence, Evidence.id == columns.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .where(is_open(model), *_of_articles(chosen, Evidence.article_id), *_bounds(chosen, sure))
        .order_by(Article.id, Evidence.start_at, columns.id)
        .limit(MOST_IN_BULK + 1)
    )
    return [
        OpenFinding(Record(name, number), kind, *_place(row), given, title, {day_of: dated} if day_of else {})
        for *row, number, given, dated, title in map(tuple, session.execute(query))
    ]


def _place(row: Sequence[Any]) -> tuple[int, str, str | None, str, bool]:
    number, title, published, quote, is_true = row
    return number, title, published, quote, bool(is_true)
