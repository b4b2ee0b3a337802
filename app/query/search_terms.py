"""What a reader asks the search for, and the one condition that both databases understand.

Words must all be there, in any form; "words in quotes" must follow one another; -word must not be there.
"""

import re
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, column, func, literal_column, select, table, text
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.store.models import SearchDocument
from app.store.stems import stems_of

MAX_QUERY = 200  # characters
MAX_TERMS = 16
_TERM = re.compile(r'(?P<minus>(?<!\S)-)?(?:["“„«](?P<phrase>[^"”“»]*)["”“»]|(?P<word>[^\s"“”„«»]+))')


@dataclass(frozen=True, slots=True)
class SearchTerms:
    """Each term is a tuple of stems that follow one another: one for a word, several for a phrase."""

    wanted: tuple[tuple[str, ...], ...]
    excluded: tuple[tuple[str, ...], ...]

    @property
    def stems(self) -> frozenset[str]:
        """All stems that a hit must hold: what is marked in it."""
        return frozenset(stem for term in self.wanted for stem in term)


def read_terms(asked: str) -> SearchTerms:
    """Read what was typed. Words too common to search for fall away, so `wanted` may be empty.

    Raises: InputError when it is longer than MAX_QUERY characters or has more than MAX_TERMS terms.
    """
    if len(asked) > MAX_QUERY:
        raise InputError(
            f"q is {len(asked)} characters long, at most {MAX_QUERY}: search for fewer words", parameter="q"
        )
    wanted: list[tuple[str, ...]] = []
    excluded: list[tuple[str, ...]] = []
    for match in _TERM.finditer(asked):
        stems = tuple(stems_of(match["word"] if match["phrase"] is None else match["phrase"]))
        if stems:
            (excluded if match["minus"] else wanted).append(stems)
    if len(wanted) + len(excluded) > MAX_TERMS:
        raise InputError(
            f"q has {len(wanted) + len(excluded)} terms, at most {MAX_TERMS}: search for fewer words",
            parameter="q",
        )
    return SearchTerms(tuple(dict.fromkeys(wanted)), tuple(dict.fromkeys(excluded)))


def matching(session: Session, terms: SearchTerms) -> ColumnElement[bool]:
    """True for the search documents that hold `terms`; for none where nothing is wanted."""
    if not terms.wanted:
        return literal_column("1") == literal_column("0")
    if session.get_bind().dialect.name == "postgresql":
        simple: ColumnElement[str] = literal_column("'simple'")
        held = func.to_tsvector(simple, SearchDocument.stems)
        return held.bool_op("@@")(func.to_tsquery(simple, _postgres_query(terms)))
    index = table("search_text", column("rowid", Integer))
    found = select(index.c.rowid).where(
        text("search_text MATCH :terms").bindparams(terms=_sqlite_query(terms))
    )
    return SearchDocument.id.in_(found)


def records_matching(session: Session, record_type: str, words: str) -> ColumnElement[bool] | None:
    """As `matching` for the documents of one type; null where `words` holds nothing to search for."""
    terms = read_terms(words)
    if not terms.wanted:
        return None
    return (SearchDocument.record_type == record_type) & matching(session, terms)


# Stems hold letters and digits only, so quoting them is enough in both languages.


def _sqlite_query(terms: SearchTerms) -> str:
    wanted = " AND ".join(_quoted(term) for term in terms.wanted)
    excluded = "".join(f" NOT {_quoted(term)}" for term in terms.excluded)
    return f"({wanted}){excluded}"


def _quoted(term: tuple[str, ...]) -> str:
    return '"' + " ".join(term) + '"'


def _postgres_query(terms: SearchTerms) -> str:
    parts = ["(" + " <-> ".join(f"'{stem}'" for stem in term) + ")" for term in terms.wanted]
    parts += ["!(" + " <-> ".join(f"'{stem}'" for stem in term) + ")" for term in terms.excluded]
    return " & ".join(parts)
