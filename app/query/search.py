"""Search over every kind of record: counts by kind, the first of each, or one kind page by page."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from app.extract.folding import fold
from app.query.page import DayKey, Page
from app.query.search_details import Detail, load_details
from app.query.search_terms import SearchTerms, matching, read_terms
from app.query.snippets import SnippetPart, snippet
from app.query.sources import SourceRow
from app.store.models import SearchDocument
from app.store.search_index import RECORD_TYPES
from app.store.stems import stems_of, words_of

FIRST_OF_EACH = 5
HITS_PER_PAGE = 20
MOST_COUNTED = 10_000  # a count above it is shown as "10,000+"
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
    counts: dict[str, int]  # by record type, in their order; only those with hits
    counted_all: bool  # false: there are more than MOST_COUNTED
    best: tuple[SearchHit, ...]  # records whose name it is
    groups: dict[str, Page[SearchHit]]
    close: tuple[str, ...]  # words that are spelled alike, where nothing was found
    alone: tuple[tuple[str, int], ...]  # hits of each word alone, where all together have none

    @property
    def total(self) -> int:
        return sum(self.counts.values())


def search(
    session: Session, asked: str, *, record_type: str | None = None, after: DayKey | None = None
) -> SearchResult:
    """Find the records that hold all of what was asked for.

    Args: asked: see app.query.search_terms; record_type: one of RECORD_TYPES, to page through its hits.
    Raises: InputError when `asked` is too long.
    """
    asked = asked.strip()
    terms = read_terms(asked)
    counts = _counts(session, terms) if terms.wanted else {}
    shown = [record_type] if record_type else list(counts)
    limit = HITS_PER_PAGE if record_type else FIRST_OF_EACH
    groups = {one: _hits(session, terms, one, after, limit) for one in shown if one in counts}
    best = tuple(hit for one in NAMED_TYPES if one in groups for hit in groups[one].rows if hit.is_named)[:3]
    found = bool(counts)
    return SearchResult(
        asked=asked,
        terms=terms,
        counts=counts,
        counted_all=sum(counts.values()) < MOST_COUNTED,
        best=best if after is None else (),
        groups=groups,
        close=() if found or not terms.wanted else _close_words(session, asked),
        alone=() if found or len(terms.wanted) < 2 else _each_alone(session, asked),
    )


def _counts(session: Session, terms: SearchTerms, most: int = MOST_COUNTED) -> dict[str, int]:
    found = select(SearchDocument.record_type).where(matching(session, terms)).limit(most).subquery()
    query = select(found.c.record_type, func.count()).group_by(found.c.record_type)
    counted: dict[str, int] = dict(session.execute(query).all())
    return {one: counted[one] for one in RECORD_TYPES if one in counted}


def _hits(
    session: Session, terms: SearchTerms, record_type: str, after: DayKey | None, limit: int
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
        .where(documents.record_type == record_type, matching(session, terms))
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


def _close_words(session: Session, asked: str) -> tuple[str, ...]:
    """Up to three words of names that are spelled like one that was asked for."""
    titles = session.scalars(
        select(SearchDocument.title).where(SearchDocument.record_type.in_(NAMED_TYPES)).limit(NAMES_COMPARED)
    )
    known = {fold(word).casefold(): word for title in titles for word in title.split() if len(word) > 3}
    close: list[str] = []
    for word in words_of(asked):
        typed = fold(asked[word.start : word.end]).casefold()
        close += [known[one] for one in difflib.get_close_matches(typed, known, n=3, cutoff=0.75)]
    return tuple(dict.fromkeys(one.strip("(),") for one in close))[:3]


def _each_alone(session: Session, asked: str) -> tuple[tuple[str, int], ...]:
    found = []
    for word in list(words_of(asked))[:6]:
        typed = asked[word.start : word.end]
        count = sum(_counts(session, SearchTerms(((word.stem,),), ())).values())
        if count:
            found.append((typed, count))
    return tuple(found)
