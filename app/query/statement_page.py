"""One statement with all that belongs to it."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import ArticleKind, Origin
from app.domain.spans import Span
from app.query.excerpts import NEIGHBOURS, Excerpt, excerpt
from app.query.ledger import BearingRow, load_bearings, load_borne_on
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.query.statement_rows import StatementRow, load_statements, select_statements
from app.store.models import (
    Article,
    Base,
    Evidence,
    Official,
    OfficialRole,
    Publisher,
    Statement,
    StatementBase,
    StatementReport,
)

MOST_REPORTS = 20  # whose texts one page loads


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One place where the statement is reported."""

    source: SourceRow
    start: int  # code points into the article's text
    end: int
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class StatementPage:
    """All that the page of one statement shows."""

    row: StatementRow
    name_ru: str | None  # of the official
    speaker_mention: str | None  # the words of the article: "he", "the minister"
    role_source: str | None  # an address, or "general knowledge"
    bases: tuple[tuple[str, str], ...]  # (slug, name)
    confidence: float | None
    origin: Origin
    note: str | None
    reports: tuple[ReportRow, ...]  # the statement's own evidence first; at most MOST_REPORTS
    bearings: tuple[BearingRow, ...]
    borne_on: tuple[StatementRow, ...]  # earlier statements on which this one bears

    @property
    def articles(self) -> int:
        """In how many articles it is reported; a brief and the page that it reports count once."""
        return len({report.source.url or report.source.article_id for report in self.reports})


def get_statement(session: Session, statement_id: int) -> StatementPage | None:
    """The statement, or null where there is none or it was rejected. At most 16 queries."""
    rows = load_statements(session, select_statements().where(Statement.id == statement_id))
    if not rows:
        return None
    (row,) = rows
    facts = session.execute(
        select(
            Statement.speaker_mention,
            Statement.confidence,
            Statement.origin,
            Statement.note,
            Statement.evidence_id,
            Statement.official_id,
            Official.name_ru,
        )
        .outerjoin(Official, Official.id == Statement.official_id)
        .where(Statement.id == statement_id)
    ).one()
    bases = session.execute(
        select(Base.slug, Base.name)
        .join(StatementBase, StatementBase.base_id == Base.id)
        .where(StatementBase.statement_id == statement_id)
        .order_by(Base.name)
    )
    return StatementPage(
        row=row,
        name_ru=facts.name_ru,
        speaker_mention=facts.speaker_mention,
        role_source=_role_source(session, facts.official_id, row.role, row.sort_day),
        bases=tuple((slug, name) for slug, name in bases),
        confidence=facts.confidence,
        origin=facts.origin,
        note=facts.note,
        reports=_reports(session, statement_id, facts.evidence_id),
        bearings=load_bearings(session, [row]).get(row.id, ()),
        borne_on=tuple(load_borne_on(session, statement_id)),
    )


def _role_source(session: Session, official_id: int | None, role: str | None, day: date) -> str | None:
    if official_id is None or role is None:
        return None
    query = (
        select(OfficialRole.source)
        .where(
            OfficialRole.official_id == official_id,
            OfficialRole.title == role,
            OfficialRole.from_day.is_(None) | (OfficialRole.from_day <= day),
            OfficialRole.to_day.is_(None) | (OfficialRole.to_day >= day),
        )
        .order_by(OfficialRole.from_day.desc(), OfficialRole.id)
    )
    return session.scalars(query).first()


def _reports(session: Session, statement_id: int, own: int) -> tuple[ReportRow, ...]:
    others = select(StatementReport.evidence_id).where(StatementReport.statement_id == statement_id)
    found = session.execute(
        select(Article.text, Evidence.start_at, Evidence.end_at, Evidence.quote, *SOURCE_COLUMNS)
        .select_from(Evidence)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where((Evidence.id == own) | Evidence.id.in_(others))
        .order_by(Evidence.id != own, Article.sort_day, Evidence.id)
        .limit(MOST_REPORTS)
    )
    reports = []
    for text, start, end, quote, *columns in found:
        source = source_of(columns)
        # A line of our notes on a page stands alone: its neighbours are other facts.
        neighbours = 0 if source.kind is ArticleKind.REFERENCE else NEIGHBOURS
        reports.append(ReportRow(source, start, end, excerpt(text, Span(start, end), quote, neighbours)))
    return tuple(reports)
