"""Lists of publishers, with how many of their texts are on record."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import Session

from app.domain.kinds import PublisherKind
from app.query.page import PAGE_SIZE, NameKey, Page
from app.store.dump_tables import is_listed_publisher
from app.store.models import Article, Publisher
from app.store.visible import is_public


@dataclass(frozen=True, slots=True)
class PublisherFilter:
    """Which publishers; a null field filters nothing."""

    country: str | None = None  # code
    kind: PublisherKind | None = None
    domain: str | None = None  # the main one

    def conditions(self) -> list[ColumnElement[bool]]:
        found = [is_listed_publisher()]
        if self.country is not None:
            found.append(Publisher.country_code == self.country)
        if self.kind is not None:
            found.append(Publisher.kind == self.kind)
        if self.domain is not None:
            found.append(Publisher.domain == self.domain)
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
