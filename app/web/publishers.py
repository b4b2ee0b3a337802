"""Publishers: the list by name, and one with what it is on record for."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.kinds import PublisherKind
from app.present.base_figures import claim_text
from app.present.format import label
from app.present.language import gettext as _
from app.query import publishers
from app.query.page import NameKey
from app.query.publishers import PublisherFilter
from app.web.filters import linker, removals
from app.web.forgiving import forgiven
from app.web.officials import after_name
from app.web.pages import RequestSession, render
from app.web.params import choice, words_of

router = APIRouter()


def publisher_filter(
    country: str | None = None, kind: str | None = None, words: str | None = None, state: str | None = None
) -> PublisherFilter:
    """The filter of an address. Raises InputError naming the parameter."""
    return PublisherFilter(
        country=country or None,
        kind=choice(PublisherKind, kind, "kind"),
        words=words_of(words, "words"),
        state_controlled=state not in (None, "", "0"),
    )


@router.get("/publishers", name="publishers", include_in_schema=False)
def index(
    request: Request,
    session: RequestSession,
    where: Annotated[PublisherFilter, forgiven(publisher_filter)],
    after: Annotated[NameKey | None, forgiven(after_name)],
) -> HTMLResponse:
    """The list, by name. Six queries."""
    countries = publishers.publisher_countries(session)
    names = {one.value: one.text for one in countries}
    return render(
        request,
        "publishers/index.html",
        "publishers/_results.html",
        page=publishers.list_publishers(session, where, after=after),
        where=where,
        total=publishers.count_publishers(session, where),
        countries=[(one.value, one.text, one.count) for one in countries],
        names=names,
        kinds=[
            (one.value, label(one.value), one.count) for one in publishers.publisher_kinds(session, where)
        ],
        removals=removals(
            request,
            {
                "words": where.words and f"“{where.words}”",
                "country": where.country and names.get(where.country, where.country),
                "kind": where.kind and label(where.kind),
                "state": _("state-controlled") if where.state_controlled else None,
            },
        ),
        link=linker(request),
    )


@router.get("/publishers/{domain}", name="publisher", include_in_schema=False)
def show(request: Request, session: RequestSession, domain: str) -> Response:
    """One publisher by its main domain; another of its domains leads there. At most 25 queries."""
    page = publishers.get_publisher(session, domain)
    if page is None:
        if (main := publishers.domain_of(session, domain.lower().removeprefix("www."))) is not None:
            return RedirectResponse(f"/publishers/{quote(main)}", HTTPStatus.MOVED_PERMANENTLY)
        near = publishers.near_domains(session, domain[:120].lower())
        told = [_("There is no publisher “%(domain)s” on record.") % {"domain": domain[:80]}]
        if near:
            addresses = _(" or ").join(f"/publishers/{one}" for one in near)
            told.append(_("Did you mean %(addresses)s?") % {"addresses": addresses})
        told.append(_("All on record: %(list)s") % {"list": "/publishers"})
        raise HTTPException(HTTPStatus.NOT_FOUND, " ".join(told))
    return render(request, "publishers/show.html", page=page, row=page.row, claim_text=claim_text)
