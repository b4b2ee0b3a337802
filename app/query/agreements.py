"""Lists of agreements, and one agreement with bases, sources and what was said near it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    ArticleKind,
    BaseStatus,
    Origin,
    StatementTopic,
)
from app.domain.spans import Span
from app.query.agreement_rows import AgreementRow, load_agreements, select_agreements
from app.query.excerpts import NEIGHBOURS, Excerpt, excerpt, public_limit
from app.query.page import PAGE_SIZE, DayKey, Page
from app.query.search_terms import records_matching
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.query.statement_rows import StatementRow, load_statements, newest, select_statements
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementParty,
    AgreementReport,
    Article,
    Base,
    Country,
    Evidence,
    Publisher,
    SearchDocument,
    Statement,
    StatementBase,
    StatementCountry,
)
from app.store.visible import is_public

RUSSIA = "RU"
MOST_NEARBY = 12
MOST_REPORTS = 30  # whose texts one page loads


@dataclass(frozen=True, slots=True)
class AgreementFilter:
    """Which agreements; a null field filters nothing. `expiring_from` and `_to` bound the day of expiry."""

    country: str | None = None  # code of a party
    kind: AgreementKind | None = None
    status: AgreementStatus | None = None
    words: str | None = None
    expiring_from: date | None = None
    expiring_to: date | None = None  # set: the list runs by expiry, the soonest first

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [is_public(Agreement)]
        if self.country is not None:
            party = select(AgreementParty.agreement_id).where(AgreementParty.country_code == self.country)
            found.append(Agreement.id.in_(party))
        if self.kind is not None:
            found.append(Agreement.kind == self.kind)
        if self.status is not None:
            found.append(Agreement.status == self.status)
        if self.expiring_from is not None:
            found.append(Agreement.expires_day >= self.expiring_from)
        if self.expiring_to is not None:
            found.append(Agreement.expires_day <= self.expiring_to)
        if self.words and (matches := records_matching(session, "agreement", self.words)) is not None:
            found.append(Agreement.id.in_(select(SearchDocument.record_id).where(matches)))
        return found


def list_agreements(
    session: Session, where: AgreementFilter, *, after: DayKey | None = None, limit: int = PAGE_SIZE
) -> Page[AgreementRow]:
    """The latest signed first; by expiry, the soonest first, where `expiring_to` is set. Three queries."""
    query = select_agreements().where(*where.conditions(session)).limit(limit + 1)
    if where.expiring_to is not None:
        query = query.order_by(Agreement.expires_day, Agreement.id)
        if after is not None:
            query = query.where(tuple_(Agreement.expires_day, Agreement.id) > tuple_(*after))
    else:
        query = query.order_by(Agreement.sort_day.desc(), Agreement.id.desc())
        if after is not None:
            query = query.where(tuple_(Agreement.sort_day, Agreement.id) < tuple_(*after))
    rows = load_agreements(session, query)

    def key(row: AgreementRow) -> DayKey:
        by_expiry = where.expiring_to is not None and row.expires_day is not None
        return DayKey(row.expires_day if by_expiry and row.expires_day else row.sort_day, row.id)

    return Page.cut(rows, limit, key=key)


def count_agreements(session: Session, where: AgreementFilter) -> int:
    return session.scalar(select(func.count(Agreement.id)).where(*where.conditions(session))) or 0


def facet(session: Session, where: AgreementFilter, field: str) -> list[tuple[str, str | None, int]]:
    """(value, name or null, count) of one field (kind, status, country) under the rest of the filter."""
    without: dict[str, Any] = {field: None}
    conditions = replace(where, **without).conditions(session)
    if field == "country":
        named = (
            select(Country.code, Country.name, func.count())
            .join(AgreementParty, AgreementParty.country_code == Country.code)
            .join(Agreement, Agreement.id == AgreementParty.agreement_id)
            .where(*conditions, Country.code != RUSSIA)
            .group_by(Country.code, Country.name)
            .order_by(Country.name)
        )
        return [(code, name, count) for code, name, count in session.execute(named)]
    column = getattr(Agreement, field)
    query = select(column, func.count()).where(*conditions).group_by(column)
    found = [(str(value), None, count) for value, count in session.execute(query)]
    return sorted(found, key=lambda one: (-one[2], one[0]))


@dataclass(frozen=True, slots=True)
class AgreementSource:
    """One place where the agreement is reported, and what that source says of it (null: it does not say)."""

    source: SourceRow
    excerpt: Excerpt
    status: AgreementStatus | None
    signed: str | None
    expires: str | None
    term_years: int | None
    confidence: float | None  # of the extractor; null where a person entered it
    extractor: str | None  # "rules", or the name of a language model

    @property
    def says_something(self) -> bool:
        return any((self.status, self.signed, self.expires, self.term_years))


@dataclass(frozen=True, slots=True)
class AgreementPage:
    """All that the page of one agreement shows."""

    row: AgreementRow
    origin: Origin
    bases: tuple[tuple[str, str, BaseStatus], ...]  # (slug, name, status)
    reports: tuple[AgreementSource, ...]
    statements: tuple[
        StatementRow, ...
    ]  # about its bases, or about agreements with its parties; newest first
    related: tuple[AgreementRow, ...]  # of the same bases, else of the same parties


def get_agreement(session: Session, slug: str) -> AgreementPage | None:
    """The agreement, or null where there is none or it was rejected. At most 13 queries."""
    rows = load_agreements(session, select_agreements().where(Agreement.slug == slug))
    if not rows:
        return None
    (row,) = rows
    bases = session.execute(
        select(Base.id, Base.slug, Base.name, Base.status)
        .join(AgreementBase, AgreementBase.base_id == Base.id)
        .where(AgreementBase.agreement_id == row.id, is_public(Base))
        .order_by(Base.name)
    ).all()
    base_ids = [base.id for base in bases]
    partners = [code for code, _ in row.parties if code != RUSSIA]
    return AgreementPage(
        row=row,
        origin=session.execute(select(Agreement.origin).where(Agreement.id == row.id)).scalar_one(),
        bases=tuple((slug, name, status) for _, slug, name, status in bases),
        reports=_reports(session, row.id),
        statements=tuple(_nearby(session, base_ids, partners)),
        related=tuple(_related(session, row.id, base_ids, partners)),
    )


def _reports(session: Session, agreement_id: int) -> tuple[AgreementSource, ...]:
    query = (
        select(
            Article.text,
            Evidence.start_at,
            Evidence.end_at,
            Evidence.quote,
            AgreementReport.status,
            AgreementReport.signed,
            AgreementReport.expires,
            AgreementReport.term_years,
            AgreementReport.confidence,
            AgreementReport.extractor,
            *SOURCE_COLUMNS,
        )
        .select_from(AgreementReport)
        .join(Evidence, Evidence.id == AgreementReport.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(AgreementReport.agreement_id == agreement_id, is_public(AgreementReport))
        .order_by(Article.sort_day.desc(), AgreementReport.id)
        .limit(MOST_REPORTS)
    )
    found = []
    for text, start, end, quote, *columns in session.execute(query):
        source = source_of(columns)
        neighbours = 0 if source.kind is ArticleKind.REFERENCE else NEIGHBOURS
        limit = public_limit(source.kind, len(text))
        words = excerpt(text, Span(start, end), quote, neighbours, limit=limit)
        found.append(AgreementSource(source, words, *columns[: -len(SOURCE_COLUMNS)]))
    return tuple(found)


def _nearby(session: Session, base_ids: list[int], partners: list[str]) -> list[StatementRow]:
    about_bases = select(StatementBase.statement_id).where(StatementBase.base_id.in_(base_ids))
    about_partners = select(StatementCountry.statement_id).where(StatementCountry.country_code.in_(partners))
    query = select_statements().where(
        or_(
            Statement.id.in_(about_bases),
            Statement.id.in_(about_partners) & (Statement.topic == StatementTopic.AGREEMENT),
        )
    )
    return load_statements(session, newest(query).limit(MOST_NEARBY))


def _related(session: Session, own: int, base_ids: list[int], partners: list[str]) -> list[AgreementRow]:
    if base_ids:
        ids = select(AgreementBase.agreement_id).where(AgreementBase.base_id.in_(base_ids))
    else:
        ids = select(AgreementParty.agreement_id).where(AgreementParty.country_code.in_(partners))
    query = select_agreements().where(Agreement.id.in_(ids), Agreement.id != own)
    return load_agreements(
        session, query.order_by(Agreement.sort_day.desc(), Agreement.id.desc()).limit(MOST_NEARBY)
    )
