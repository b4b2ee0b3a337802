"""The map: where bases were known to be on a day, with the same as a list; as a picture, too."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import BaseKind, BaseStatus
from app.present.base_figures import claim_text
from app.present.base_maps import map_of
from app.present.format import counted, day_words, label
from app.present.language import gettext as _
from app.present.map_file import map_file
from app.present.to_png import png_of
from app.query.bases import STANDING, BaseFilter
from app.query.presence import FIRST_YEAR, DatedBase, Presence, all_on, changed, list_dated
from app.web.addresses import site_of
from app.web.filters import linker, removals
from app.web.headers import FRAMED
from app.web.pages import RequestSession, render
from app.web.params import choice, day

router = APIRouter(include_in_schema=False)
FIELDS = ("on", "country", "kind", "status")


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address asks of the map; a value that means nothing is left out and told of in `errors`."""

    on: date
    typed: str  # the day as it was asked for; empty: today
    country: str | None
    kind: BaseKind | None
    status: str | None
    errors: dict[str, str]


def asked(request: Request) -> Asked:
    """The parameters of an address, each by itself: one that is wrong takes none of the others with it."""
    given = {name: request.query_params.get(name, "")[:60].strip() for name in FIELDS}
    errors: dict[str, str] = {}
    today = datetime.now(UTC).date()
    on, kind, status = today, None, None
    try:
        on = day(given["on"], "on") or today
    except InputError as error:
        errors["on"] = str(error)
    if not errors and on.year < FIRST_YEAR:
        errors["on"] = _("The map begins in %(year)s.") % {"year": FIRST_YEAR}
    elif not errors and on > today:
        on = today  # the end of this year, and whatever is to come, is as known today
    if "on" in errors:
        on, given["on"] = today, ""
    try:
        kind = choice(BaseKind, given["kind"], "kind")
    except InputError as error:
        errors["kind"] = str(error)
    try:
        status = (
            given["status"] if given["status"] == STANDING else choice(BaseStatus, given["status"], "status")
        )
    except InputError as error:
        errors["status"] = str(error)
    country = given["country"].upper() or None
    return Asked(on, given["on"], country, kind, status, errors)


Given = Annotated[Asked, Depends(asked)]


@dataclass(frozen=True, slots=True)
class _Found:
    bases: list[DatedBase]
    shown: list[Presence]
    names: dict[str, str]  # host code -> name, of every base


def _find(session: Session, given: Asked) -> _Found:
    bases = list_dated(session, BaseFilter())
    names = {one.host_code: one.host_name for one in bases}
    if given.country and given.country not in names:
        given.errors["country"] = _("No base on record is in %(code)s.") % {"code": given.country}
    wanted = [
        one
        for one in bases
        if (not given.country or given.country not in names or one.host_code == given.country)
        and (given.kind is None or one.kind is given.kind)
    ]
    return _Found(wanted, all_on(wanted, given.on, given.status), names)


@router.get("/map", name="map")
def show(request: Request, session: RequestSession, given: Given) -> HTMLResponse:
    """The world on a day, its plates, what changed that year, and the list. Twelve queries."""
    found = _find(session, given)
    places = [place for one in found.shown if (place := one.place) is not None]
    last = date(given.on.year - 1, 12, 31)
    today = datetime.now(UTC).date()
    return render(
        request,
        "map/index.html",
        "map/_results.html",
        given=given,
        is_today=given.on == today,
        year=given.on.year,
        first_year=FIRST_YEAR,
        this_year=today.year,
        shown=found.shown,
        standing=[one for one in found.shown if one.stands],
        undated=[one for one in found.bases if not one.is_dated],
        unplaced=len(found.shown) - len(places),
        changes=changed(all_on(found.bases, last), all_on(found.bases, given.on)),
        drawing=map_of(places, found.names, everywhere=not given.country),
        hosts=_hosts(found.shown),
        options=_options(session, given, found),
        link=linker(request),
        removals=_removals(request, given, found.names),
        query=_query(request),
        claim_text=claim_text,
        day_of=given.on.isoformat(),
    )


@router.get("/embed/map", name="map_embed")
def embed(request: Request, session: RequestSession, given: Given) -> HTMLResponse:
    """The map of a day for a frame on any site, under the same filters. Six queries."""
    found = _find(session, given)
    places = [place for one in found.shown if (place := one.place) is not None]
    standing = [one for one in found.shown if one.stands]
    page = render(
        request,
        "map/embed.html",
        drawing=map_of(places, found.names, everywhere=not given.country),
        day_of=given.on.isoformat(),
        is_today=given.on == datetime.now(UTC).date(),
        standing=len(standing),
        hosts=len({one.base.host_code for one in standing}),
        query=_query(request),
        theme=request.query_params.get("theme", ""),
    )
    page.headers["Content-Security-Policy"] = FRAMED
    return page


def _query(request: Request) -> str:
    query = urlencode({name: value for name in FIELDS if (value := request.query_params.get(name))})
    return f"?{query}" if query else ""


@router.get("/map.svg", name="map_svg")
def as_svg(request: Request, session: RequestSession, given: Given) -> Response:
    """The drawing as a file of its own, with its day, its key and where it is from."""
    return Response(_file(request, session, given), media_type="image/svg+xml", headers=_named(given, "svg"))


@router.get("/map.png", name="map_png")
def as_png(request: Request, session: RequestSession, given: Given) -> Response:
    """The same as PNG."""
    picture = png_of(_file(request, session, given))
    return Response(picture, media_type="image/png", headers=_named(given, "png"))


def _file(request: Request, session: Session, given: Asked) -> str:
    found = _find(session, given)
    places = [place for one in found.shown if (place := one.place) is not None]
    title = _("Russian military bases abroad, as known on %(day)s") % {"day": day_words(given.on)}
    told = [found.names[given.country]] if given.country in found.names else []
    told += [label(one) for one in (given.kind, given.status) if one]
    told.append(counted(len(places), "base", "bases"))
    query = request.url.query
    return map_file(
        places, title, ", ".join(told), f"{site_of(request)}/map" + (f"?{query}" if query else "")
    )


def _named(given: Asked, ending: str) -> dict[str, str]:
    return {"Content-Disposition": f'inline; filename="basewatch-map-{given.on.isoformat()}.{ending}"'}


def _hosts(shown: list[Presence]) -> list[tuple[str, str, list[Presence]]]:
    """(code, name, bases) by host, in the order of the list."""
    by_host: dict[str, list[Presence]] = {}
    for one in shown:
        by_host.setdefault(one.base.host_code, []).append(one)
    return [(code, rows[0].base.host_name, rows) for code, rows in by_host.items()]


def _options(session: Session, given: Asked, found: _Found) -> dict[str, list[tuple[str, str, int | None]]]:
    """The values of each field, with how many bases of that day each would show, the other fields kept."""
    everything = all_on(list_dated(session, BaseFilter()), given.on)

    def fits(one: Presence, but: str) -> bool:
        return (
            (but == "country" or not given.country or one.base.host_code == given.country)
            and (but == "kind" or given.kind is None or one.base.kind is given.kind)
            and (
                but == "status"
                or given.status is None
                or one.status == given.status
                or (given.status == STANDING and one.stands)
            )
        )

    counts: dict[str, dict[str, int]] = {"country": {}, "kind": {}, "status": {}}
    standing = 0
    for one in everything:
        for field, value in (
            ("country", one.base.host_code),
            ("kind", one.base.kind),
            ("status", one.status),
        ):
            if fits(one, field):
                counts[field][value] = counts[field].get(value, 0) + 1
        standing += one.stands and fits(one, "status")
    texts: dict[str, Callable[[str], str]] = {
        "country": lambda code: found.names.get(code, code),
        "kind": label,
        "status": label,
    }
    options: dict[str, list[tuple[str, str, int | None]]] = {
        field: sorted(
            ((str(value), texts[field](value), n) for value, n in values.items()), key=lambda one: one[1]
        )
        for field, values in counts.items()
    }
    options["status"].insert(0, (STANDING, _("Standing on that day"), standing))
    return options


def _removals(request: Request, given: Asked, names: dict[str, str]) -> list[tuple[str, str]]:
    return removals(
        request,
        {
            "on": day_words(given.on) if given.typed else None,
            "country": names.get(given.country or "", given.country),
            "kind": given.kind and label(given.kind),
            "status": _("Standing on that day")
            if given.status == STANDING
            else given.status and label(given.status),
        },
    )
