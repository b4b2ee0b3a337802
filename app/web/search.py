"""Search over everything that is on record."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.domain.errors import InputError
from app.query.search import search
from app.store.search_index import RECORD_TYPES
from app.web.filters import linker
from app.web.pages import RequestSession, render
from app.web.statements import After

router = APIRouter()


@router.get("/search", name="search", include_in_schema=False)
def index(
    request: Request, session: RequestSession, after: After, q: str = "", type: str | None = None
) -> HTMLResponse:
    """Hits by kind of record, or those of one `type` page by page. At most 25 queries."""
    if type and type not in RECORD_TYPES:
        raise InputError(f"type={type[:40]!r} is not known: choose one of {', '.join(RECORD_TYPES)}")
    return render(
        request,
        "search/index.html",
        "search/_results.html",
        result=search(session, q, record_type=type or None, after=after),
        chosen=type or None,
        link=linker(request),
    )
