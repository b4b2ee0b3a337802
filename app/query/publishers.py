"""Lists of publishers, with how many of their texts are on record."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select, tuple_
from sqlalchemy.orm import Session

from app.domain.kinds import PublisherKind, StatementKind
from app.query.articles import ArticleFilter, ArticleRow, list_articles
from app.query.claim_lists import BaseClaimRow, ClaimFilter, list_all_claims
from app.query.page import MAX_PAGE_SIZE, PAGE_SIZE, NameKey, Page
from app.query.statement_rows import StatementRow
from app.query.statements import FacetValue, StatementFilter, count_statements, facet, list_statements
from app.store.dump_tables import is_listed_publisher
from app.store.models import (
    Article,
    Claim,
    Country,
    Evidence,
    Publisher,
    PublisherDomain,
    Statement,
    StatementReport,
)
from app.store.visible import is_public

_NAMED = (Publisher.name, Publisher.domain)
NEWEST = 6


@dataclass(frozen=True, slots=True)
class PublisherFilter:
    """Which publishers; a null field filters nothing."""

    country: str | None = None  # code
    kind: PublisherKind | None = None
    domain: str | None = None  # the main one
    words: str | None = None  # of its name or domain
    state_controlled: bool = False  # only those known to be

    def conditions(self) -> list[ColumnElement[bool]]:
        found = [is_listed_publisher()]
        if self.country is not None:
            found.append(Publisher.country_code == self.country)
        if self.kind is not None:
            found.append(Publisher.kind == self.kind)
        if self.domain is not None:
            found.append(Publisher.domain == self.domain)
        if self.words is not None:
            found.append(or_(*(column.icontains(self.words, autoescape=True) for column in _NAMED)))
        if self.state_controlled:
            found.append(Publisher.state_controlled.is_(True))
        return found


@dataclass(frozen=True, slots=True)
class PublisherRow:
    """A publisher as lists show it."""

    id: int
    domain: str
    name: str
    country_code: str | None
    language: str | None
    kind: PublisherKind | None
    state_controlled: bool | None  # null where mixed or not established
    reliability: str | None  # A-F
    note: str | None
    articles: int  # public ones


def list_publishers(
    session: Session, where: PublisherFilter, *, after: NameKey | None = None, limit: int = PAGE_SIZE
) -> Page[PublisherRow]:
    """By name. Two queries."""
    query = (
        select(
            Publisher.id,
            Publisher.domain,
            Publisher.name,
            Publisher.country_code,
            Publisher.language,
            Publisher.kind,
            Publisher.state_controlled,
            Publisher.reliability,
            Publisher.note,
        )
        .where(*where.conditions())
        .order_by(Publisher.name, Publisher.id)
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(tuple_(Publisher.name, Publisher.id) > tuple_(*after))
    found = session.execute(query).all()
    counted = session.execute(
        select(Article.publisher_id, func.count())
        .where(Article.publisher_id.in_([row.id for row in found]), is_public(Article))
        .group_by(Article.publisher_id)
    )
    counts = dict(counted.all())
    rows = [PublisherRow(*row, articles=counts.get(row.id, 0)) for row in found]
    return Page.cut(rows, limit, key=lambda row: NameKey(row.name, row.id))


@dataclass(frozen=True, slots=True)
class PublisherPage:
    """What the page of a publisher shows."""

    row: PublisherRow
    country: str | None  # its name
    domains: tuple[str, ...]  # its other ones
    newest: tuple[ArticleRow, ...]  # of its articles
    statements: tuple[StatementRow, ...]  # the newest that it reports
    statement_count: int
    denial_count: int
    alone: int  # statements that no other publisher reports
    claims: tuple[BaseClaimRow, ...]  # the newest dated
    claim_count: int
    countries: list[FacetValue]  # that the statements are about


def get_publisher(session: Session, domain: str) -> PublisherPage | None:
    """One publisher by its main domain; null where none is shown under it. At most 25 queries."""
    rows = list_publishers(session, PublisherFilter(domain=domain), limit=1).rows
    if not rows:
        return None
    row = rows[0]
    said = StatementFilter(publisher=domain)
    claims = ClaimFilter(publisher=domain)
    domains = select(PublisherDomain.domain).where(PublisherDomain.publisher_id == row.id)
    return PublisherPage(
        row=row,
        country=session.scalar(select(Country.name).where(Country.code == row.country_code)),
        domains=tuple(sorted(one for one in session.scalars(domains) if one != domain)),
        newest=tuple(list_articles(session, ArticleFilter(publisher=domain), limit=NEWEST).rows),
        statements=tuple(list_statements(session, said, limit=NEWEST).rows),
        statement_count=count_statements(session, said),
        denial_count=count_statements(session, replace(said, kind=StatementKind.DENIAL)),
        alone=_alone(session, row.id),
        claims=_newest(list_all_claims(session, claims, limit=MAX_PAGE_SIZE).rows),
        claim_count=_claim_count(session, row.id),
        countries=facet(session, said, "country"),
    )


def _newest(claims: Sequence[BaseClaimRow]) -> tuple[BaseClaimRow, ...]:
    ordered = sorted(claims, key=lambda one: one.claim.as_of_day or date.min, reverse=True)
    return tuple(ordered[:NEWEST])


def domain_of(session: Session, other: str) -> str | None:
    """The main domain of the publisher that has this one, or had it."""
    found: str | None = session.scalar(
        select(Publisher.domain)
        .outerjoin(PublisherDomain, PublisherDomain.publisher_id == Publisher.id)
        .where(or_(Publisher.domain == other, PublisherDomain.domain == other), is_listed_publisher())
        .limit(1)
    )
    return found


def near_domains(session: Session, asked: str) -> list[str]:
    """Up to three domains that are written nearly so."""
    begins = Publisher.domain.istartswith(asked[:2], autoescape=True)
    domains = session.scalars(select(Publisher.domain).where(begins, is_listed_publisher()).limit(500))
    return difflib.get_close_matches(asked, domains.all(), n=3)


def publisher_countries(session: Session) -> list[FacetValue]:
    """Where publishers are, with how many, by name. One query."""
    query = (
        select(Country.code, Country.name, func.count())
        .join(Publisher, Publisher.country_code == Country.code)
        .where(is_listed_publisher())
        .group_by(Country.code, Country.name)
        .order_by(Country.name)
    )
    return [FacetValue(*row) for row in session.execute(query)]


def publisher_kinds(session: Session, where: PublisherFilter) -> list[FacetValue]:
    """The kinds under the rest of the filter, the most frequent first. One query."""
    query = (
        select(Publisher.kind, func.count())
        .where(*replace(where, kind=None).conditions(), Publisher.kind.is_not(None))
        .group_by(Publisher.kind)
        .order_by(func.count().desc(), Publisher.kind)
    )
    return [FacetValue(str(kind), None, count) for kind, count in session.execute(query)]


def count_publishers(session: Session, where: PublisherFilter) -> int:
    query = select(func.count()).select_from(Publisher).where(*where.conditions())
    return session.scalar(query) or 0


def _alone(session: Session, publisher_id: int) -> int:
    """Public statements all of whose reports are this publisher's."""
    reported = (
        select(StatementReport.statement_id.label("statement"), Article.publisher_id.label("publisher"))
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
    ).subquery()
    by_others = select(reported.c.statement).where(reported.c.publisher.is_distinct_from(publisher_id))
    query = (
        select(func.count(reported.c.statement.distinct()))
        .join(Statement, Statement.id == reported.c.statement)
        .where(
            reported.c.publisher == publisher_id,
            is_public(Statement),
            reported.c.statement.not_in(by_others),
        )
    )
    return session.scalar(query) or 0


def _claim_count(session: Session, publisher_id: int) -> int:
    query = (
        select(func.count())
        .select_from(Claim)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .where(Article.publisher_id == publisher_id, is_public(Claim))
    )
    return session.scalar(query) or 0
