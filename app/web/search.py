"""Search over everything that is on record."""

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.domain.errors import InputError
from app.present.language import gettext as _
from app.query.search import search
from app.query.search_terms import MAX_TERMS, read_terms
from app.store.search_index import RECORD_TYPES
from app.web.filters import linker
from app.web.forgiving import forgiven
from app.web.pages import RequestSession, render
from app.web.params import words_of
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


def record_type(type: str | None = None) -> str | None:
    """The one kind of record that is searched; null: all. Raises InputError that lists them."""
    if type and type not in RECORD_TYPES:
        raise InputError(
            f"type={type[:40]!r} is not known: choose one of {', '.join(RECORD_TYPES)}",
            parameter="type",
            allowed=RECORD_TYPES,
        )
    return type or None


@router.get("/search", name="search", include_in_schema=False)
def index(
    request: Request,
    session: RequestSession,
    after: After,
    q: Annotated[str, forgiven(asked_for)],
    type: Annotated[str | None, forgiven(record_type)],
) -> HTMLResponse:
    """Hits by kind of record, or those of one `type` page by page. At most 25 queries."""
    return render(
        request,
        "search/index.html",
        "search/_results.html",
        result=search(session, q, record_type=type, after=after),
        chosen=type,
        link=linker(request),
    )
