"""What narrows a search, and how many hits each further choice would leave."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import ColumnElement, Subquery, func, select, true
from sqlalchemy.orm import Session

from app.query.search_terms import SearchTerms, matching
from app.query.statements import FacetValue
from app.store.models import Country, Official, Publisher, SearchDocument, SearchFacet
from app.store.search_index import UNDATED

MOST_COUNTED = 10_000  # hits that are looked at for the counts
MOST_VALUES = 12  # of one facet that are shown
NAMED = {
    "country": (Country.code, Country.name),
    "official": (Official.slug, Official.name),
    "publisher": (Publisher.domain, Publisher.name),
}


@dataclass(frozen=True, slots=True)
class SearchFilter:
    """What a search is narrowed to; null narrows nothing. The fields but the days are those of the search facets."""

    record_type: str | None = None
    country: str | None = None
    official: str | None = None
    kind: str | None = None
    topic: str | None = None
    language: str | None = None
    publisher: str | None = None
    review: str | None = None
    since: date | None = None
    until: date | None = None

    @property
    def chosen(self) -> dict[str, str]:
        """The facets that are on, by field."""
        return {
            one.name: str(value)
            for one in fields(self)
            if one.name not in ("record_type", "since", "until") and (value := getattr(self, one.name))
        }

    @property
    def is_on(self) -> bool:
        return self != SearchFilter()


def narrowed(session: Session, terms: SearchTerms, where: SearchFilter) -> ColumnElement[bool]:
    """True for the documents that hold the words and are within the filter; without words for all within it."""
    document = SearchDocument
    within = true() if not terms.wanted and where.is_on else matching(session, terms)
    if where.record_type:
        within &= document.record_type == where.record_type
    for field, value in where.chosen.items():
        within &= document.id.in_(
            select(SearchFacet.document_id).where(SearchFacet.field == field, SearchFacet.value == value)
        )
    if where.since or where.until:
        within &= document.sort_day > UNDATED
    if where.since:
        within &= document.sort_day >= where.since
    if where.until:
        within &= document.sort_day <= where.until
    return within


def count_types(session: Session, terms: SearchTerms, where: SearchFilter) -> dict[str, int]:
    """Record type -> hits under all of the filter but the type; at most MOST_COUNTED in all."""
    found = _hits(session, terms, replace(where, record_type=None))
    query = select(found.c.record_type, func.count()).group_by(found.c.record_type)
    return dict(session.execute(query).all())


def facets(session: Session, terms: SearchTerms, where: SearchFilter) -> dict[str, list[FacetValue]]:
    """For each field its values with what choosing it would show, the most first.

    A query for all fields, and one more for each field that is on: the other choices of it.
    """
    counted = _counts(session, terms, where)
    for field in where.chosen:
        counted[field] = _counts(session, terms, replace(where, **{field: None}), field).get(field, {})
    names = _names(session, counted)
    return {
        field: _values(values, names.get(field), where.chosen.get(field)) for field, values in counted.items()
    }


def _values(
    counts: Mapping[str, int], names: Mapping[str, str] | None, chosen: str | None
) -> list[FacetValue]:
    ordered = sorted(counts.items(), key=lambda item: (item[0] != chosen, -item[1], item[0]))[:MOST_VALUES]
    return [FacetValue(value, names.get(value, value) if names else None, count) for value, count in ordered]


def _counts(
    session: Session, terms: SearchTerms, where: SearchFilter, field: str | None = None
) -> dict[str, dict[str, int]]:
    hits = _hits(session, terms, where)
    query = (
        select(SearchFacet.field, SearchFacet.value, func.count())
        .join(hits, hits.c.id == SearchFacet.document_id)
        .group_by(SearchFacet.field, SearchFacet.value)
    )
    if field:
        query = query.where(SearchFacet.field == field)
    found: dict[str, dict[str, int]] = {}
    for name, value, count in session.execute(query):
        found.setdefault(name, {})[value] = count
    return found


def _hits(session: Session, terms: SearchTerms, where: SearchFilter) -> Subquery:
    query = select(SearchDocument.id, SearchDocument.record_type)
    return query.where(narrowed(session, terms, where)).limit(MOST_COUNTED).subquery()


def _names(session: Session, counted: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, str]]:
    found = {}
    for field, (key, name) in NAMED.items():
        if values := counted.get(field):
            most = sorted(values, key=lambda value: -values[value])[: 4 * MOST_VALUES]
            found[field] = dict(session.execute(select(key, name).where(key.in_(most))).all())
    return found
