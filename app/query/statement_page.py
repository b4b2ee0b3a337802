"""One statement with all that belongs to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.dates import first_day
from app.domain.kinds import ArticleKind, Origin
from app.domain.spans import Span
from app.query.excerpts import NEIGHBOURS, Excerpt, excerpt, public_limit
from app.query.ledger import BearingRow, load_bearings, load_borne_on
from app.query.ledger_candidates import load_proposals
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
from app.store.records import Record, standing_record
from app.store.visible import is_public

MOST_REPORTS = 300  # of one statement


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One place where the statement is reported."""

    id: int
    source: SourceRow
    start: int  # code points into the article's text
    end: int
    quote: str
    is_true: bool  # the words are where they were; else they are evidence of nothing
    confidence: float | None
    extractor: str | None  # "rules", or the name of a language model; null where a person entered it


@dataclass(frozen=True, slots=True)
class OriginGroup:
    """The reports of one text, in whatever prints and reports of it; the first published first."""

    reports: tuple[ReportRow, ...]

    @property
    def source(self) -> ReportRow:
        """The print that came first, as far as their dates say."""
        return self.reports[0]


@dataclass(frozen=True, slots=True)
class StatementPage:
    """All that the page of one statement shows."""

    row: StatementRow
    name_ru: str | None  # of the official
    speaker_mention: str | None  # the words of the article: "he", "the minister"
    role_source: str | None  # an address, or "general knowledge"
    bases: tuple[tuple[str, str], ...]  # (slug, name)
    confidence: float | None
    extractor: str | None
    origin: Origin
    note: str | None
    reports: tuple[ReportRow, ...]  # the statement's own evidence first; at most MOST_REPORTS
    excerpt: Excerpt  # of the first report
    bearings: tuple[BearingRow, ...]
    proposed: tuple[BearingRow, ...]  # what the rules propose and no editor has decided; for who is signed in
    borne_on: tuple[StatementRow, ...]  # earlier statements on which this one bears

    @property
    def earlier(self) -> tuple[BearingRow, ...]:
        """What bears on it and is not certain to be of the same day or later, by date."""
        return tuple(one for one in self._by_day() if one.gap is not None and one.gap[0] < 0)

    @property
    def later(self) -> tuple[BearingRow, ...]:
        """The rest, by date; the undated last."""
        return tuple(one for one in self._by_day() if one.gap is None or one.gap[0] >= 0)

    def _by_day(self) -> list[BearingRow]:
        return sorted(
            self.bearings, key=lambda one: (one.gap is None, first_day(one.day) if one.day else date.max)
        )

    @property
    def articles(self) -> int:
        """In how many articles it is reported; a brief and the page that it reports count once."""
        return len({_page_of(report.source) for report in self.reports})

    @property
    def languages(self) -> int:
        return len({report.source.language for report in self.reports})

    @property
    def origins(self) -> tuple[OriginGroup, ...]:
        """The reports by the text that they stand in, the first published first."""
        return group_by_origin(self.reports)


def group_by_origin(reports: Sequence[ReportRow]) -> tuple[OriginGroup, ...]:
    """Reports in near-copies of one text together, each group and the groups by date; undated ones come last.

    A brief or a note goes with the article of the page that it reports, where that is stored.
    """
    of_page = {_page_of(one.source): one.source.origin for one in reports if one.source.origin is not None}
    groups: dict[int | str, list[ReportRow]] = {}
    for report in reports:
        page = _page_of(report.source)
        groups.setdefault(of_page.get(page, page), []).append(report)
    ordered = [tuple(sorted(group, key=_by_date)) for group in groups.values()]
    return tuple(OriginGroup(group) for group in sorted(ordered, key=lambda group: _by_date(group[0])))


def _page_of(source: SourceRow) -> str:
    return source.url or f"article {source.article_id}"


def _by_date(report: ReportRow) -> tuple[bool, date, int]:
    published = report.source.published
    return published is None, first_day(published) if published else date.max, report.source.article_id


def joined_into(session: Session, statement_id: int) -> int | None:
    """The id of the statement that stands for this one since a person joined them; null where it stands alone."""
    number = standing_record(session, Record("statement", statement_id)).id
    return number if number != statement_id else None


def get_statement(
    session: Session, statement_id: int, *, suggestions: bool = False, proposals: bool = False
) -> StatementPage | None:
    """The statement, or null where there is none, or none that is public. At most 22 queries.

    suggestions: also one that waits for a reviewer; proposals: with what the rules propose, 25 more.
    """
    query = select_statements(suggestions=suggestions).where(Statement.id == statement_id)
    rows = load_statements(session, query)
    if not rows:
        return None
    (row,) = rows
    facts = session.execute(
        select(
            Statement.speaker_mention,
            Statement.confidence,
            Statement.extractor,
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
        .where(StatementBase.statement_id == statement_id, is_public(Base))
        .order_by(Base.name)
    )
    reports = _reports(session, statement_id, facts.evidence_id)
    return StatementPage(
        row=row,
        name_ru=facts.name_ru,
        speaker_mention=facts.speaker_mention,
        role_source=_role_source(session, facts.official_id, row.role, row.sort_day),
        bases=tuple((slug, name) for slug, name in bases),
        confidence=facts.confidence,
        extractor=facts.extractor,
        origin=facts.origin,
        note=facts.note,
        reports=reports,
        excerpt=_excerpt(session, reports[0]),
        bearings=load_bearings(session, [row]).get(row.id, ()),
        proposed=load_proposals(session, row) if proposals else (),
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
    """Without the texts: the database says whether the words stand where they were found."""
    held = func.substr(Article.text, Evidence.start_at + 1, Evidence.end_at - Evidence.start_at)
    found = session.execute(
        select(
            StatementReport.id,
            Evidence.start_at,
            Evidence.end_at,
            Evidence.quote,
            held == Evidence.quote,
            StatementReport.found,
            *SOURCE_COLUMNS,
        )
        .select_from(StatementReport)
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(StatementReport.statement_id == statement_id)
        .order_by(Evidence.id != own, Article.sort_day, Evidence.id)
        .limit(MOST_REPORTS)
    )
    reports = []
    for number, start, end, quote, is_true, values, *columns in found:
        told = values or {}
        reports.append(
            ReportRow(
                number,
                source_of(columns),
                start,
                end,
                quote,
                bool(is_true),
                told.get("confidence"),
                told.get("extractor"),
            )
        )
    return tuple(reports)


def _excerpt(session: Session, report: ReportRow) -> Excerpt:
    text = session.scalars(select(Article.text).where(Article.id == report.source.article_id)).one()
    # A line of our notes on a page stands alone: its neighbours are other facts.
    neighbours = 0 if report.source.kind is ArticleKind.REFERENCE else NEIGHBOURS
    limit = public_limit(report.source.kind, len(text))
    return excerpt(text, Span(report.start, report.end), report.quote, neighbours, limit=limit)
