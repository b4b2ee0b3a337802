"""Lists of statements, the counts beside them, and one statement with all that belongs to it."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.domain.kinds import (
    DenialOutcome,
    ReviewState,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.query.ledger import AGAINST, answered_later, is_shown
from app.query.page import PAGE_SIZE, DayKey, Page
from app.query.search_terms import records_matching
from app.query.statement_rows import Loaded, StatementRow, load_statements, select_statements
from app.store.models import (
    Article,
    Base,
    Country,
    Evidence,
    Official,
    Publisher,
    SearchDocument,
    Statement,
    StatementBase,
    StatementBearing,
    StatementCountry,
    StatementReport,
)
from app.store.visible import is_public

TOP = 8  # officials and countries in a facet
MOST_REPORTS = 20


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements; a null field filters nothing. The rejected are never listed."""

    official: str | None = None  # slug
    country: str | None = None  # code
    base: str | None = None  # slug
    by: str | None = None  # code of the country that the speaker speaks for
    kind: StatementKind | None = None
    topic: StatementTopic | None = None
    mode: StatementMode | None = None
    since: date | None = None  # first day
    until: date | None = None  # last day
    words: str | None = None  # see app.query.search_terms
    outcome: DenialOutcome | None = None
    review: ReviewState | None = None
    publisher: str | None = None  # main domain of one that reports it
    answered: bool = False  # only those that something on record goes against
    answered_later: bool = False  # of them only those where that is certain to be later

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        """All but country and base, which choose the table that the list runs by (see `scoped`)."""
        found: list[ColumnElement[bool]] = [is_public(Statement)]
        equal: tuple[tuple[InstrumentedAttribute[Any], object], ...] = (
            (Statement.kind, self.kind),
            (Statement.topic, self.topic),
            (Statement.mode, self.mode),
            (Statement.outcome, self.outcome),
            (Statement.review, self.review),
        )
        found += [column == value for column, value in equal if value is not None]
        if self.official is not None:
            official = select(Official.id).where(Official.slug == self.official).scalar_subquery()
            found.append(Statement.official_id == official)
        if self.by is not None:
            side = select(Official.id).where(Official.country_code == self.by)
            found.append(Statement.official_id.in_(side))
        if self.publisher is not None:
            reported = (
                select(StatementReport.statement_id)
                .join(Evidence, Evidence.id == StatementReport.evidence_id)
                .join(Article, Article.id == Evidence.article_id)
                .join(Publisher, Publisher.id == Article.publisher_id)
                .where(Publisher.domain == self.publisher)
            )
            found.append(Statement.id.in_(reported))
        if self.since is not None:
            found.append(Statement.sort_day >= self.since)
        if self.until is not None:
            found.append(Statement.sort_day <= self.until)
        if self.answered:
            against = aliased(
                StatementBearing
            )  # an alias: a query of bearings themselves may be filtered too
            found.append(
                select(against.id)
                .where(
                    against.statement_id == Statement.id,
                    against.relation == AGAINST,
                    is_shown(against),
                )
                .correlate(Statement)
                .exists()
            )
        if self.answered_later:
            found.append(Statement.id.in_(answered_later(session)))
        if self.words and (matches := records_matching(session, "statement", self.words)) is not None:
            found.append(Statement.id.in_(select(SearchDocument.record_id).where(matches)))
        return found

    @property
    def order(self) -> tuple[InstrumentedAttribute[date], InstrumentedAttribute[int]]:
        """The columns that the list runs by, those of the table whose index has them in this order."""
        if self.country is not None:
            return StatementCountry.sort_day, StatementCountry.statement_id
        if self.base is not None:
            return StatementBase.sort_day, StatementBase.statement_id
        return Statement.sort_day, Statement.id


def scoped(query: Loaded, session: Session, where: StatementFilter) -> Loaded:
    """`query` with every condition of the filter."""
    query = query.where(*where.conditions(session))
    if where.country is not None:
        query = query.join(StatementCountry, StatementCountry.statement_id == Statement.id).where(
            StatementCountry.country_code == where.country
        )
    if where.base is not None:
        base = select(Base.id).where(Base.slug == where.base).scalar_subquery()
        query = query.join(StatementBase, StatementBase.statement_id == Statement.id).where(
            StatementBase.base_id == base
        )
    return query


def list_statements(
    session: Session, where: StatementFilter, *, after: DayKey | None = None, limit: int = PAGE_SIZE
) -> Page[StatementRow]:
    """Newest first, then highest id; `after` is the last key shown. Four queries."""
    day, number = where.order
    query = scoped(select_statements(), session, where).order_by(day.desc(), number.desc())
    if after is not None:
        query = query.where(tuple_(day, number) < tuple_(*after))
    rows = load_statements(session, query.limit(limit + 1))
    return Page.cut(rows, limit, key=lambda row: DayKey(row.sort_day, row.id))


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a field, and how many statements choosing it would show."""

    value: str
    text: str | None  # a name; null where the value is a word of a vocabulary
    count: int


def count_statements(session: Session, where: StatementFilter) -> int:
    query: Loaded = select(func.count()).select_from(Statement)
    return session.scalar(scoped(query, session, where)) or 0


def facet(session: Session, where: StatementFilter, field: str) -> list[FacetValue]:
    """The values of one field under the rest of the filter, the most frequent first. One query.

    Args: field: kind, topic, mode, outcome, review; or official, country, of which the TOP are given.
    """
    without: dict[str, Any] = {field: None}
    rest = replace(where, **without)
    query: Loaded
    if field == "official":
        query = (
            select(Official.slug, Official.name, func.count())
            .select_from(Statement)
            .join(Official, Official.id == Statement.official_id)
            .group_by(Official.slug, Official.name)
            .order_by(func.count().desc(), Official.name)
            .limit(TOP)
        )
    elif field == "country":
        query = (
            select(Country.code, Country.name, func.count())
            .select_from(Statement)
            .join(StatementCountry, StatementCountry.statement_id == Statement.id)
            .join(Country, Country.code == StatementCountry.country_code)
            .group_by(Country.code, Country.name)
            .order_by(func.count().desc(), Country.name)
            .limit(TOP)
        )
    else:
        column = getattr(Statement, field)
        query = (
            select(column, func.count())
            .select_from(Statement)
            .where(column.is_not(None))
            .group_by(column)
            .order_by(func.count().desc(), column)
        )
        found = session.execute(scoped(query, session, rest))
        return [FacetValue(str(value), None, count) for value, count in found]
    return [FacetValue(*row) for row in session.execute(scoped(query, session, rest))]


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filter form offers: officials with statements, countries with statements, by name."""

    officials: tuple[tuple[str, str], ...]  # (slug, name)
    countries: tuple[tuple[str, str], ...]  # (code, name)


MOST_CHOICES = 600


def choices(session: Session) -> Choices:
    """Two queries."""
    officials = (
        select(Official.slug, Official.name)
        .where(
            select(Statement.id).where(Statement.official_id == Official.id, is_public(Statement)).exists()
        )
        .order_by(Official.name, Official.id)
        .limit(MOST_CHOICES)
    )
    countries = (
        select(Country.code, Country.name)
        .where(
            select(StatementCountry.statement_id)
            .join(Statement, Statement.id == StatementCountry.statement_id)
            .where(StatementCountry.country_code == Country.code, is_public(Statement))
            .exists()
        )
        .order_by(Country.name)
        .limit(MOST_CHOICES)
    )
    return Choices(
        tuple((slug, name) for slug, name in session.execute(officials)),
        tuple((code, name) for code, name in session.execute(countries)),
    )


def names_of(session: Session, where: StatementFilter) -> dict[str, str]:
    """The names of the official, country and base that the filter is set to, by field; unknown ones lack."""
    found = {}
    queries = {
        "official": (where.official, select(Official.name).where(Official.slug == where.official)),
        "country": (where.country, select(Country.name).where(Country.code == where.country)),
        "by": (where.by, select(Country.name).where(Country.code == where.by)),
        "base": (where.base, select(Base.name).where(Base.slug == where.base)),
    }
    for field, (value, query) in queries.items():
        if value is not None and (name := session.scalar(query)) is not None:
            found[field] = name
    return found
