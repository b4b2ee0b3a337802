"""Every list by its noun, and all of its rows a batch at a time: what downloads and dumps read."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

from sqlalchemy.orm import Session

from app.domain.kinds import StatementKind
from app.query.agreements import AgreementFilter, list_agreements
from app.query.articles import ArticleFilter, list_articles
from app.query.bases import BaseFilter, list_bases
from app.query.claim_lists import ClaimFilter, list_all_claims
from app.query.countries import list_countries
from app.query.evidence import Place, load_places
from app.query.officials import OfficialFilter, list_officials
from app.query.page import AnyKey, Page
from app.query.publishers import PublisherFilter, list_publishers
from app.query.sources import SourceRow
from app.query.statements import StatementFilter, list_statements

BATCH = 300  # rows read at once
ReadPage = Callable[[Session, Any, Any, int], Page[Any]]
Batch = tuple[list[Any], dict[int, Place]]  # rows, and the places of their sources


def _paged(read: Callable[..., Page[Any]]) -> ReadPage:
    return lambda session, where, after, limit: read(session, where, after=after, limit=limit)


def _countries(session: Session, _where: None, _after: Any, _limit: int) -> Page[Any]:
    return Page(list_countries(session), None)


LISTS: dict[str, tuple[Any, ReadPage]] = {  # noun -> (the filter that filters nothing, how a page is read)
    "bases": (BaseFilter(), _paged(list_bases)),
    "claims": (ClaimFilter(), _paged(list_all_claims)),
    "statements": (StatementFilter(), _paged(list_statements)),
    "denials": (StatementFilter(kind=StatementKind.DENIAL), _paged(list_statements)),
    "agreements": (AgreementFilter(), _paged(list_agreements)),
    "officials": (OfficialFilter(), _paged(list_officials)),
    "countries": (None, _countries),
    "articles": (ArticleFilter(), _paged(list_articles)),
    "publishers": (PublisherFilter(), _paged(list_publishers)),
}


def every_batch(
    sessions: Callable[[], AbstractContextManager[Session]],
    read: ReadPage,
    where: Any,
    sources_of: Callable[[Any], Iterable[SourceRow | None]],
) -> Iterator[Batch]:
    """All rows of a list in its order, BATCH at a time, each with a session of its own.

    No connection is held while a slow reader takes what was read.
    """
    after: AnyKey | None = None
    while True:
        with sessions() as session:
            page = read(session, where, after, BATCH)
            places = load_places(session, [one for row in page.rows for one in sources_of(row)])
        yield page.rows, places
        if page.after is None:
            return
        after = page.after
