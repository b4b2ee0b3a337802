"""A search as a feed: the statements, bases and agreements that it finds, the newest first."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.present.entries import BY_TYPE
from app.present.language import gettext as _
from app.present.to_atom import EPOCH, Feed, to_atom
from app.query.alert_records import FOUND, load_records, newest_found
from app.query.search_filter import SearchFilter
from app.query.updates import last_changes
from app.web.addresses import address_of, site_of
from app.web.lists import MEDIA_TYPES
from app.web.pages import RequestSession
from app.web.search import search_filter

router = APIRouter(include_in_schema=False)
ENTRIES = 50


@router.get("/search.atom", name="search_feed")
def feed(
    request: Request,
    session: RequestSession,
    where: Annotated[SearchFilter, Depends(search_filter)],
    q: str = "",
) -> Response:
    """Under the filter of the page. At most twenty queries. Raises InputError for a filter that means nothing."""
    keys = newest_found(session, q, where, limit=ENTRIES)
    records = load_records(session, keys)
    changed = {
        (one, number): moment
        for one in FOUND
        for number, moment in last_changes(session, one, [key[1] for key in keys if key[0] == one]).items()
    }
    site = site_of(request)
    entries = [BY_TYPE[key[0]](records[key], site, changed.get(key, EPOCH)) for key in keys if key in records]
    title = _("Basewatch: search for %(words)s") % {"words": q[:100]}
    page = address_of(request).replace("/search.atom", "/search", 1)
    return Response(
        to_atom(Feed(title, address_of(request), page, tuple(entries))), media_type=MEDIA_TYPES["atom"]
    )
