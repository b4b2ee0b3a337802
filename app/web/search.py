"""Search over everything that is on record, and what is offered while somebody types."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.domain.errors import InputError
from app.domain.kinds import ReviewState, StatementKind, StatementTopic
from app.present.format import day_words, label, language_name
from app.present.language import gettext as _
from app.query.picking import MOST_TYPED
from app.query.search import SearchResult, search
from app.query.search_filter import SearchFilter
from app.query.search_terms import MAX_TERMS, read_terms
from app.query.suggesting import suggest
from app.store.search_index import RECORD_TYPES
from app.web.filters import Removal, linker, removals
from app.web.forgiving import forgiven
from app.web.pages import RequestSession, render
from app.web.params import choice, day, first_of, words_of
from app.web.statements import After

router = APIRouter()


def asked_for(q: str | None = None) -> str:
    """What is searched for. Raises InputError where it is too long, or of too many words."""
    asked = words_of(q, "q") or ""
    try:
        read_terms(asked)
    except InputError:
        raise InputError(
            _("More than %(most)s words were asked for: the search takes fewer.") % {"most": MAX_TERMS},
            parameter="q",
        ) from None
    return asked


def search_filter(
    type: str | None = None,
    country: str | None = None,
    official: str | None = None,
    kind: str | None = None,
    topic: str | None = None,
    language: str | None = None,
    publisher: str | None = None,
    review: str | None = None,
    since: str | None = None,
    until: str | None = None,
) -> SearchFilter:
    """The filter of an address. Raises InputError naming the parameter."""
    if type and type not in RECORD_TYPES:
        raise InputError(
            f"type={type[:40]!r} is not known: choose one of {', '.join(RECORD_TYPES)}",
            parameter="type",
            allowed=RECORD_TYPES,
        )
    return SearchFilter(
        record_type=type or None,
        country=country or None,
        official=official or None,
        kind=choice(StatementKind, kind, "kind"),
        topic=choice(StatementTopic, topic, "topic"),
        language=language or None,
        publisher=publisher or None,
        review=choice(ReviewState, review, "review"),
        since=first_of(since, "since") if since else None,
        until=day(until, "until"),
    )


@router.get("/search", name="search", include_in_schema=False)
def index(
    request: Request,
    session: RequestSession,
    after: After,
    q: Annotated[str, forgiven(asked_for)],
    where: Annotated[SearchFilter, forgiven(search_filter)],
) -> HTMLResponse:
    """Hits by kind of record, or those of one `type` page by page. At most 40 queries."""
    result = search(session, q, where, after=after)
    return render(
        request,
        "search/index.html",
        "search/_results.html",
        result=result,
        where=where,
        chosen=where.record_type,
        removals=_removals(request, result),
        link=linker(request),
    )


@router.get("/search/suggest", name="suggest", include_in_schema=False)
def suggestions(request: Request, session: RequestSession, q: str = "") -> HTMLResponse:
    """The records whose names begin with the words typed so far, as options of a list; none for one letter."""
    typed = q.strip()[:MOST_TYPED].replace("\0", "")
    return render(request, "search/_suggestions.html", typed=typed, found=suggest(session, typed))


def _removals(request: Request, result: SearchResult) -> list[Removal]:
    """Each filter that is on, with the address without it."""
    where = result.where
    names: dict[tuple[str, str], str] = {}
    for field, values in result.facets.items():
        names |= {(field, one.value): one.text for one in values if one.text}
    asked = request.query_params
    return removals(
        request,
        {
            "type": where.record_type and label(where.record_type),
            "country": where.country and names.get(("country", where.country), where.country),
            "official": where.official and names.get(("official", where.official), where.official),
            "kind": where.kind and label(where.kind),
            "topic": where.topic and label(where.topic),
            "language": where.language and language_name(where.language),
            "publisher": where.publisher and names.get(("publisher", where.publisher), where.publisher),
            "review": where.review
            and (_("As extracted") if where.review == "unreviewed" else label(where.review)),
            "since": _("since %(day)s") % {"day": day_words(asked.get("since"))} if where.since else None,
            "until": _("until %(day)s") % {"day": day_words(asked.get("until"))} if where.until else None,
        },
    )
