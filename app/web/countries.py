"""Countries and territories: the list, and one with all that is on record about it."""

from datetime import UTC, datetime
from http import HTTPStatus
from itertools import groupby

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.domain.kinds import CountryKind
from app.present.base_maps import mini_map
from app.present.charts import year_of
from app.present.country_figures import agreements_and_words, largest
from app.present.language import gettext as _
from app.present.names import name
from app.query.countries import get_country, list_countries
from app.query.known import country_like
from app.web.pages import RequestSession, render

router = APIRouter()


@router.get("/countries", name="countries", include_in_schema=False)
def index(request: Request, session: RequestSession) -> HTMLResponse:
    """All of them by region: hosts first, then those that only words or agreements are about."""
    rows = list_countries(session)
    hosts = [row for row in rows if row.bases]
    return render(
        request,
        "countries/index.html",
        states=sum(row.active > 0 for row in rows if row.facts.kind == CountryKind.STATE),
        hosts=[(region, list(of)) for region, of in groupby(hosts, key=lambda row: row.facts.region)],
        host_count=sum(row.facts.kind == CountryKind.STATE for row in hosts),
        others=sorted((row for row in rows if not row.bases), key=lambda row: row.facts.name),
        kinds=CountryKind,
    )


@router.get("/countries/{code}", name="country", include_in_schema=False)
def show(request: Request, session: RequestSession, code: str) -> Response:
    """One state, territory or organisation; its name leads to its code."""
    record = get_country(session, code)
    if record is None:
        found, near = country_like(session, code[:80])
        if found:
            return RedirectResponse(f"/countries/{found}", HTTPStatus.MOVED_PERMANENTLY)
        told = [_("There is no country or territory “%(code)s”.") % {"code": code[:20]}]
        if near:
            meant = f"{name(near[1])}, /countries/{near[0]}"
            told.append(_("Did you mean %(addresses)s?") % {"addresses": meant})
        told.append(_("All on record: %(list)s") % {"list": "/countries"})
        raise HTTPException(HTTPStatus.NOT_FOUND, " ".join(told))
    now = year_of(datetime.now(UTC).date().isoformat())
    said = record.said
    return render(
        request,
        "countries/show.html",
        country=record.facts,
        record=record,
        largest=largest(record),
        drawing=mini_map(record.places, record.names),
        chart=agreements_and_words(record.agreements, said, now, bases=record.bases, claims=record.claims),
        narrow_chart=agreements_and_words(
            record.agreements, said, now, narrow=True, bases=record.bases, claims=record.claims
        ),
        is_territory=record.facts.kind == CountryKind.TERRITORY,
    )
