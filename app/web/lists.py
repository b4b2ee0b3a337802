"""The lists that leave as files: what filters each, how its pages are read, in which formats it is there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import Depends
from sqlalchemy.orm import Session, sessionmaker

from app.domain.kinds import ClaimProperty, ReviewState, StatementKind
from app.present import entries
from app.present.entries import ToEntry
from app.present.tables import TABLES, Context, Table
from app.query.claim_lists import ClaimFilter
from app.query.lists import LISTS as READ
from app.query.lists import Batch, every_batch
from app.query.statements import StatementFilter
from app.web import agreements, articles, bases, officials, publishers, statements
from app.web.params import choice

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "geojson": "application/geo+json",
    "atom": "application/atom+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NAMES = {"csv": "CSV", "json": "JSON", "geojson": "GeoJSON", "atom": "Atom", "xlsx": "Excel"}


@dataclass(frozen=True, slots=True)
class ListSource:
    """One list. `where` is a dependency that reads the filter from the address, as the page does."""

    noun: str
    where: Callable[..., Any]
    formats: tuple[str, ...] = ("csv", "json", "xlsx")
    record_type: str | None = None  # of its revisions
    entry: ToEntry | None = None
    by_day: bool = False  # it runs from the newest on: a feed is its first page

    @property
    def table(self) -> Table:
        return TABLES[self.noun]

    @property
    def media_types(self) -> list[tuple[str, str]]:
        """(extension, media type) of its formats."""
        return [(name, MEDIA_TYPES[name]) for name in self.formats]

    def batches(self, sessions: sessionmaker[Session], where: Any) -> Iterator[Batch]:
        return every_batch(sessions, READ[self.noun][1], where, self.table.sources)

    def rows(self, sessions: sessionmaker[Session], where: Any, site: str) -> Iterator[tuple[Any, Context]]:
        """All rows with what their cells need."""
        for rows, places in self.batches(sessions, where):
            context = Context(site, places)
            for row in rows:
                yield row, context


def no_filter() -> None:
    """Of a list that has none."""


def claim_filter(
    base: str | None = None,
    country: str | None = None,
    property: str | None = None,
    review: str | None = None,
    publisher: str | None = None,
) -> ClaimFilter:
    """The filter of an address. Raises InputError naming the parameter."""
    return ClaimFilter(
        base=base or None,
        country=country or None,
        what=choice(ClaimProperty, property, "property"),
        review=choice(ReviewState, review, "review"),
        publisher=publisher or None,
    )


def _denials(where: Annotated[StatementFilter, Depends(statements.statement_filter)]) -> StatementFilter:
    return replace(where, kind=StatementKind.DENIAL)


_FEED = ("csv", "json", "xlsx", "atom")
LISTS: dict[str, ListSource] = {
    "bases": ListSource(
        "bases",
        bases.base_filter,
        ("csv", "json", "geojson", "xlsx", "atom"),
        "base",
        entries.base_entry,
    ),
    "claims": ListSource("claims", claim_filter, _FEED, "claim", entries.claim_entry),
    "statements": ListSource(
        "statements",
        statements.statement_filter,
        _FEED,
        "statement",
        entries.statement_entry,
        by_day=True,
    ),
    "denials": ListSource(
        "denials",
        _denials,
        _FEED,
        "statement",
        entries.statement_entry,
        by_day=True,
    ),
    "agreements": ListSource(
        "agreements",
        agreements.agreement_filter,
        _FEED,
        "agreement",
        entries.agreement_entry,
        by_day=True,
    ),
    "officials": ListSource(
        "officials",
        officials.official_filter,
        _FEED,
        "official",
        entries.official_entry,
    ),
    "countries": ListSource("countries", no_filter),
    "articles": ListSource(
        "articles",
        articles.article_filter,
        _FEED,
        "article",
        entries.article_entry,
        by_day=True,
    ),
    "publishers": ListSource("publishers", publishers.publisher_filter),
}
