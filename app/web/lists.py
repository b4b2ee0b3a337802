"""The lists that leave as files: what filters each, how its pages are read, in which formats it is there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends
from sqlalchemy.orm import Session, sessionmaker

from app.domain.kinds import ClaimProperty, PublisherKind, ReviewState, StatementKind
from app.present import entries
from app.present.entries import ToEntry
from app.present.tables import TABLES, Context, Table
from app.query.agreements import list_agreements
from app.query.articles import list_articles
from app.query.bases import list_bases
from app.query.claim_lists import ClaimFilter, list_all_claims
from app.query.countries import list_countries
from app.query.evidence import load_places
from app.query.officials import list_officials
from app.query.page import AnyKey, Page
from app.query.publishers import PublisherFilter, list_publishers
from app.query.statements import StatementFilter, list_statements
from app.web import agreements, articles, bases, officials, statements
from app.web.params import choice

BATCH = 300  # rows read at once
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
    "atom": "application/atom+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAMES = {"csv": "CSV", "json": "JSON", "geojson": "GeoJSON", "atom": "Atom", "xlsx": "Excel"}
ReadPage = Callable[[Session, Any, Any, int], Page[Any]]


@dataclass(frozen=True, slots=True)
class ListSource:
    """One list. `where` is a dependency that reads the filter from the address, as the page does."""

    table: Table
    where: Callable[..., Any]
    read: ReadPage
    formats: tuple[str, ...] = ("csv", "json", "xlsx")
    record_type: str | None = None  # of its revisions
    entry: ToEntry | None = None
    by_day: bool = False  # it runs from the newest on: a feed is its first page

    def batches(self, sessions: sessionmaker[Session], where: Any) -> Iterator[list[tuple[Any, Context]]]:
        """All rows, some hundred at a time, each batch with a session of its own.

        No connection is held while a slow reader takes what was read.
        """
        after: AnyKey | None = None
        while True:
            with sessions() as session:
                page = self.read(session, where, after, BATCH)
                places = load_places(session, [one for row in page.rows for one in self.table.sources(row)])
            context = Context("", places)
            yield [(row, context) for row in page.rows]
            if page.after is None:
                return
            after = page.after

    def rows(self, sessions: sessionmaker[Session], where: Any, site: str) -> Iterator[tuple[Any, Context]]:
        """All rows with what their cells need."""
        for batch in self.batches(sessions, where):
            for row, context in batch:
                yield row, replace(context, site=site)


def no_filter() -> None:
    """Of a list that has none."""


def claim_filter(
    base: str | None = None,
    country: str | None = None,
    property: str | None = None,
    review: str | None = None,
) -> ClaimFilter:
    """The filter of an address. Raises InputError naming the parameter."""
    return ClaimFilter(
        base=base or None,
        country=country or None,
        what=choice(ClaimProperty, property, "property"),
        review=choice(ReviewState, review, "review"),
    )


def publisher_filter(country: str | None = None, kind: str | None = None) -> PublisherFilter:
    """The filter of an address. Raises InputError naming the parameter."""
    return PublisherFilter(country=country or None, kind=choice(PublisherKind, kind, "kind"))


def _denials(where: Annotated[StatementFilter, Depends(statements.statement_filter)]) -> StatementFilter:
    return replace(where, kind=StatementKind.DENIAL)


def _countries(session: Session, _where: None, _after: Any, _limit: int) -> Page[Any]:
    return Page(list_countries(session), None)


def _paged(read: Callable[..., Page[Any]]) -> ReadPage:
    return lambda session, where, after, limit: read(session, where, after=after, limit=limit)


_FEED = ("csv", "json", "xlsx", "atom")
LISTS: dict[str, ListSource] = {
    "bases": ListSource(
        TABLES["bases"],
        bases.base_filter,
        _paged(list_bases),
        ("csv", "json", "geojson", "xlsx", "atom"),
        "base",
        entries.base_entry,
    ),
    "claims": ListSource(
        TABLES["claims"], claim_filter, _paged(list_all_claims), _FEED, "claim", entries.claim_entry
    ),
    "statements": ListSource(
        TABLES["statements"],
        statements.statement_filter,
        _paged(list_statements),
        _FEED,
        "statement",
        entries.statement_entry,
        by_day=True,
    ),
    "denials": ListSource(
        TABLES["denials"],
        _denials,
        _paged(list_statements),
        _FEED,
        "statement",
        entries.statement_entry,
        by_day=True,
    ),
    "agreements": ListSource(
        TABLES["agreements"],
        agreements.agreement_filter,
        _paged(list_agreements),
        _FEED,
        "agreement",
        entries.agreement_entry,
        by_day=True,
    ),
    "officials": ListSource(
        TABLES["officials"],
        officials.official_filter,
        _paged(list_officials),
        _FEED,
        "official",
        entries.official_entry,
    ),
    "countries": ListSource(TABLES["countries"], no_filter, _countries),
    "articles": ListSource(
        TABLES["articles"],
        articles.article_filter,
        _paged(list_articles),
        _FEED,
        "article",
        entries.article_entry,
        by_day=True,
    ),
    "publishers": ListSource(TABLES["publishers"], publisher_filter, _paged(list_publishers)),
}
