"""What a search hit shows beside its document: state, date, spellings, source; a few queries a kind."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CompoundSelect, Select, select
from sqlalchemy.orm import Session

from app.query.officials import latest_sources
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementReport,
    Article,
    Base,
    BaseReport,
    BaseSpelling,
    Claim,
    Country,
    Evidence,
    Official,
    OfficialSpelling,
    Publisher,
    Statement,
    StatementBase,
)
from app.store.visible import is_public


@dataclass(slots=True)
class Detail:
    """Of one record; empty where it is gone since it was indexed."""

    day: str | None = None
    state: str | None = None
    is_summary: bool = True
    names: tuple[str, ...] = ()
    source: SourceRow | None = None


Query = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
Keys = Sequence[tuple[int, str]]  # (record id, record key) of the hits


def load_details(session: Session, record_type: str, keys: Keys) -> dict[str, Detail]:
    """By record key."""
    return _LOADERS[record_type](session, keys) if keys else {}


def _with_source(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return query.join(Article, Article.id == Evidence.article_id).outerjoin(
        Publisher, Publisher.id == Article.publisher_id
    )


def _names(session: Session, query: Query) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for number, name in session.execute(query):
        found[number] = (*found.get(number, ()), name)
    return found


def _sources(session: Session, query: Query) -> dict[int, SourceRow]:
    """The first source of each id, in the order of the query."""
    found: dict[int, SourceRow] = {}
    for row in session.execute(query):
        found.setdefault(row[0], source_of(row))
    return found


def _bases(session: Session, keys: Keys) -> dict[str, Detail]:
    ids = [number for number, _ in keys]
    names = _names(
        session, select(BaseSpelling.base_id, BaseSpelling.spelling).where(BaseSpelling.base_id.in_(ids))
    )
    claims = (
        select(Claim.base_id, *SOURCE_COLUMNS)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .where(Claim.base_id.in_(ids), is_public(Claim))
        .order_by(Claim.as_of_day.is_(None), Claim.as_of_day.desc(), Claim.id)
    )
    sources = _sources(session, _with_source(claims))
    if missing := [one for one in ids if one not in sources]:
        reports = (
            select(BaseReport.base_id, *SOURCE_COLUMNS)
            .join(Evidence, Evidence.id == BaseReport.evidence_id)
            .where(BaseReport.base_id.in_(missing), is_public(BaseReport))
            .order_by(BaseReport.id)
        )
        sources |= _sources(session, _with_source(reports))
    rows = session.execute(select(Base.id, Base.slug, Base.status).where(Base.id.in_(ids)))
    return {
        slug: Detail(state=status, names=names.get(number, ()), source=sources.get(number))
        for number, slug, status in rows
    }


def _officials(session: Session, keys: Keys) -> dict[str, Detail]:
    ids = [number for number, _ in keys]
    names = _names(
        session,
        select(OfficialSpelling.official_id, OfficialSpelling.spelling).where(
            OfficialSpelling.official_id.in_(ids)
        ),
    )
    sources = latest_sources(session, ids)
    rows = session.execute(select(Official.id, Official.slug).where(Official.id.in_(ids)))
    return {slug: Detail(names=names.get(number, ()), source=sources.get(number)) for number, slug in rows}


def _countries(session: Session, keys: Keys) -> dict[str, Detail]:
    codes = [code for _, code in keys]
    rows = session.execute(select(Country.code, Country.name_ru).where(Country.code.in_(codes)))
    return {code: Detail(names=(name_ru,)) for code, name_ru in rows}


def _agreements(session: Session, keys: Keys) -> dict[str, Detail]:
    ids = [number for number, _ in keys]
    names = _names(
        session,
        select(AgreementBase.agreement_id, BaseSpelling.spelling)
        .join(BaseSpelling, BaseSpelling.base_id == AgreementBase.base_id)
        .where(AgreementBase.agreement_id.in_(ids)),
    )
    reports = (
        select(AgreementReport.agreement_id, *SOURCE_COLUMNS)
        .join(Evidence, Evidence.id == AgreementReport.evidence_id)
        .where(AgreementReport.agreement_id.in_(ids), is_public(AgreementReport))
        .order_by(AgreementReport.id)
    )
    sources = _sources(session, _with_source(reports))
    rows = session.execute(
        select(Agreement.id, Agreement.slug, Agreement.status, Agreement.signed).where(Agreement.id.in_(ids))
    )
    return {
        slug: Detail(day=signed, state=status, names=names.get(number, ()), source=sources.get(number))
        for number, slug, status, signed in rows
    }


def _statements(session: Session, keys: Keys) -> dict[str, Detail]:
    ids = [number for number, _ in keys]
    names = _names(
        session,
        select(Statement.id, OfficialSpelling.spelling)
        .join(OfficialSpelling, OfficialSpelling.official_id == Statement.official_id)
        .where(Statement.id.in_(ids))
        .union_all(
            select(StatementBase.statement_id, BaseSpelling.spelling)
            .join(BaseSpelling, BaseSpelling.base_id == StatementBase.base_id)
            .where(StatementBase.statement_id.in_(ids))
        ),
    )
    query = (
        select(Statement.id, Statement.kind, Statement.said_on, Statement.is_summary, *SOURCE_COLUMNS)
        .join(Evidence, Evidence.id == Statement.evidence_id)
        .where(Statement.id.in_(ids))
    )
    return {
        str(number): Detail(
            day=day, state=kind, is_summary=ours, names=names.get(number, ()), source=source_of(source)
        )
        for number, kind, day, ours, *source in session.execute(_with_source(query))
    }


def _articles(session: Session, keys: Keys) -> dict[str, Detail]:
    ids = [number for number, _ in keys]
    query = (
        select(*SOURCE_COLUMNS)
        .select_from(Article)
        .outerjoin(Evidence, Evidence.id.is_(None))  # the article as a whole: no evidence
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Article.id.in_(ids))
    )
    found = {}
    for row in session.execute(query):
        source = source_of(row)
        ours = source.kind != "article"
        found[str(source.article_id)] = Detail(
            day=source.published, state=source.kind, is_summary=ours, source=source
        )
    return found


_LOADERS: dict[str, Callable[[Session, Keys], dict[str, Detail]]] = {
    "base": _bases,
    "official": _officials,
    "country": _countries,
    "agreement": _agreements,
    "statement": _statements,
    "article": _articles,
}
