"""Search over every kind of record: counts by kind, the first of each, or one kind page by page."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from app.extract.folding import fold
from app.query.page import DayKey, Page
from app.query.search_details import Detail, load_details
from app.query.search_filter import MOST_COUNTED, SearchFilter, count_types, facets, narrowed
from app.query.search_terms import SearchTerms, matching, read_terms
from app.query.snippets import SnippetPart, snippet
from app.query.sources import SourceRow
from app.query.statements import FacetValue
from app.store.models import BaseSpelling, OfficialSpelling, SearchDocument
from app.store.search_index import RECORD_TYPES
from app.store.stems import stems_of, words_of

FIRST_OF_EACH = 5
HITS_PER_PAGE = 20
EVERYTHING = SearchFilter()
NAMED_TYPES = ("base", "official", "country")
NAMES_COMPARED = 3_000


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One record that was found."""

    document_id: int
    record_type: str
    record_id: int
    key: str  # slug, code or id: what its address needs
    title: tuple[SnippetPart, ...]
    text: tuple[SnippetPart, ...]
    sort_day: date
    day: str | None  # EDTF; null where the record has none
    state: str | None  # status of a base or an agreement, kind of a statement or an article
    is_summary: bool  # the text is ours, not somebody's words
    matched_name: str | None  # the spelling that matched where title and text do not show it
    is_named: bool  # what was searched for is a name of the record, in full
    source: SourceRow | None

    @property
    def href(self) -> str:
        folder = {"country": "countries"}.get(self.record_type, self.record_type + "s")
        return f"/{folder}/{self.key}"


@dataclass(frozen=True, slots=True)
class SearchResult:
    """`groups` holds the first hits of each kind, or the page of the one kind that was asked for."""

    asked: str
    terms: SearchTerms
    where: SearchFilter
    counts: dict[
        str, int
    ]  # by record type, in their order; only those with hits; whatever the type asked for
    counted_all: bool  # false: there are more than MOST_COUNTED
    best: tuple[SearchHit, ...]  # records whose name it is
    groups: dict[str, Page[SearchHit]]
    facets: dict[str, list[FacetValue]]
    meant: str | None = None  # what was searched for instead, where nothing holds what was asked
    alone: tuple[tuple[str, int], ...] = ()  # hits of each word alone, where all together have none
    without: tuple[
        tuple[str, int], ...
    ] = ()  # hits without this filter (a field), where all filters leave none

    @property
    def total(self) -> int:
        """Under all of the filter but the type."""
        return sum(self.counts.values())


def search(
    session: Session, asked: str, where: SearchFilter = EVERYTHING, *, after: DayKey | None = None
) -> SearchResult:
    """Find the records that hold all of what was asked for; where none does, what was probably meant.

    Args: asked: see app.query.search_terms; where: with a `record_type`, to page through its hits.
    Raises: InputError when `asked` is too long.
    """
    asked = asked.strip()
    found = _search(session, asked, read_terms(asked), where, after)
    if found.total or not found.terms.wanted:
        return found
    nearly = _meant(session, asked)
    for meant in nearly:
        instead = _search(session, meant, read_terms(meant), where, after)
        if instead.total:
            return replace(instead, asked=asked, meant=meant)
    return replace(
        found,
        alone=_each_alone(session, nearly[0] if nearly else asked) if len(found.terms.wanted) > 1 else (),
        without=_without_each(session, found.terms, where),
    )


def _search(
    session: Session, asked: str, terms: SearchTerms, where: SearchFilter, after: DayKey | None
) -> SearchResult:
    is_asked = bool(terms.wanted) or where.is_on
    counted = count_types(session, terms, where) if is_asked else {}
    counts = {one: counted[one] for one in RECORD_TYPES if one in counted}
    shown = [where.record_type] if where.record_type else list(counts)
    limit = HITS_PER_PAGE if where.record_type else FIRST_OF_EACH
    groups = {one: _hits(session, terms, where, one, after, limit) for one in shown if one in counts}
    best = tuple(hit for one in NAMED_TYPES if one in groups for hit in groups[one].rows if hit.is_named)[:3]
    return SearchResult(
        asked=asked,
        terms=terms,
        where=where,
        counts=counts,
        counted_all=sum(counts.values()) < MOST_COUNTED,
        best=best if after is None else (),
        groups=groups,
        facets=facets(session, terms, where) if counts else {},
    )


def _hits(
    session: Session,
    terms: SearchTerms,
    where: SearchFilter,
    record_type: str,
    after: DayKey | None,
    limit: int,
) -> Page[SearchHit]:
    documents = SearchDocument
    query = (
        select(
            documents.id,
            documents.record_id,
            documents.record_key,
            documents.title,
            documents.body,
            documents.sort_day,
        )
        .where(narrowed(session, terms, replace(where, record_type=record_type)))
        .order_by(documents.sort_day.desc(), documents.id.desc())
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(tuple_(documents.sort_day, documents.id) < tuple_(*after))
    rows = session.execute(query).all()
    details = load_details(session, record_type, [(row.record_id, row.record_key) for row in rows])
    hits = []
    for row in rows:
        detail = details.get(row.record_key, Detail())
        hits.append(
            SearchHit(
                document_id=row.id,
                record_type=record_type,
                record_id=row.record_id,
                key=row.record_key,
                title=snippet(row.title, terms.stems),
                text=snippet(row.body, terms.stems),
                sort_day=row.sort_day,
                day=detail.day,
                state=detail.state,
                is_summary=detail.is_summary,
                matched_name=_matched_name(terms, (row.title, row.body), detail.names),
                is_named=_is_named(terms, (row.title, *detail.names)),
                source=detail.source,
            )
        )
    return Page.cut(hits, limit, key=lambda hit: DayKey(hit.sort_day, hit.document_id))


def _matched_name(terms: SearchTerms, shown: Iterable[str], names: Sequence[str]) -> str | None:
    """The name that holds the most of what title and text do not show."""
    unseen = terms.stems - {stem for text in shown for stem in stems_of(text)}
    held = [(len(unseen.intersection(stems_of(name))), -len(name), name) for name in names]
    best = max(held, default=(0, 0, ""))
    return best[2] if unseen and best[0] else None


def _is_named(terms: SearchTerms, names: Iterable[str]) -> bool:
    return any(set(stems_of(name)) == terms.stems for name in names)


def _meant(session: Session, asked: str) -> list[str]:
    """What was asked for with each word that no record holds replaced by a name that is spelled like it."""
    titles = select(SearchDocument.title).where(SearchDocument.record_type.in_(NAMED_TYPES))
    names = _words_of_names(session, titles)
    spellings: dict[str, str] = {}
    replaced = [asked, asked]
    for word in reversed(list(words_of(asked))):
        typed = asked[word.start : word.end]
        if _is_held(session, word.stem):
            continue
        close = _spelled_alike(typed, names)
        if not close:
            spellings = spellings or _words_of_names(
                session, select(OfficialSpelling.spelling), select(BaseSpelling.spelling)
            )
            close = _spelled_alike(typed, spellings)
        for place, one in enumerate(close):
            text = replaced[place]
            replaced[place] = text[: word.start] + one + text[word.end :]
    return [one for one in dict.fromkeys(replaced) if one != asked]


def _spelled_alike(typed: str, known: Mapping[str, str]) -> list[str]:
    return [known[one] for one in difflib.get_close_matches(fold(typed).casefold(), known, n=2, cutoff=0.75)]


def _words_of_names(session: Session, *queries: Select[str]) -> dict[str, str]:
    """The words of names, folded -> as written. Bounded: it is read only where nothing was found."""
    known: dict[str, str] = {}
    for query in queries:
        for name in session.scalars(query.limit(NAMES_COMPARED)):
            known |= {fold(word).casefold(): word for word in re.findall(r"[^\W_]{4,}", name)}
    return known


def _is_held(session: Session, stem: str) -> bool:
    held = matching(session, SearchTerms(((stem,),), ()))
    return session.scalar(select(SearchDocument.id).where(held).limit(1)) is not None


def _each_alone(session: Session, asked: str) -> tuple[tuple[str, int], ...]:
    found = []
    for word in list(words_of(asked))[:6]:
        typed = asked[word.start : word.end]
        terms = SearchTerms(((word.stem,),), ())
        if count := sum(count_types(session, terms, EVERYTHING).values()):
            found.append((typed, count))
    return tuple(found)


def _without_each(session: Session, terms: SearchTerms, where: SearchFilter) -> tuple[tuple[str, int], ...]:
    """Each field of the filter whose dropping alone would give hits, with how many."""
    found = []
    for name in [one.name for one in fields(where) if getattr(where, one.name)]:
        less = replace(where, **{name: None})
        counts = count_types(session, terms, less)
        if count := counts.get(less.record_type, 0) if less.record_type else sum(counts.values()):
            found.append((name, count))
    return tuple(found)
