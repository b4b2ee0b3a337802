"""Bases: the list with its filters and map, and one base, now or as known on a day."""

import re
from datetime import UTC, date, datetime
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.domain.kinds import BaseKind, BaseStatus, Branch
from app.present.base_figures import claim_marks, claim_text, groups_of, key_figures, personnel_chart
from app.present.base_maps import map_of, mini_map
from app.present.format import label
from app.present.language import gettext as _
from app.query import bases
from app.query.base_details import get_base
from app.query.bases import STANDING, BaseFilter, Cell
from app.query.claims import disagreements
from app.query.history import changes_of
from app.query.page import NameKey, name_key, no_place
from app.web.auth import CurrentUser
from app.web.edit_pairs import edit_pairs
from app.web.forgiving import forgiven
from app.web.moved import elsewhere
from app.web.pages import RequestSession, render
from app.web.params import choice, day

router = APIRouter()
_HOST_AND_NAME = re.compile(r"[A-Z]{2,3} .")
Option = tuple[str, str, int | None]  # value, text, how many it would show


def base_filter(
    country: str | None = None,
    territory: str | None = None,
    kind: str | None = None,
    branch: str | None = None,
    status: str | None = None,
) -> BaseFilter:
    """The filter of an address. Raises InputError that lists the words of a field."""
    standing = status == STANDING
    return BaseFilter(
        country=country or None,
        territory=territory or None,
        kind=choice(BaseKind, kind, "kind"),
        branch=choice(Branch, branch, "branch"),
        status=STANDING if standing else choice(BaseStatus, status, "status"),
    )


def known_on(on: str | None = None) -> date | None:
    """The day as of which a base is shown. Raises InputError where it is none."""
    return day(on, "on")


def after_name(after: str | None = None) -> NameKey | None:
    """Where the list goes on: `SY Khmeimim air base_17`, by host and name. Raises InputError when it is no key."""
    found = name_key(after)
    if found and not _HOST_AND_NAME.match(found.name):
        raise no_place(after or "")
    return found


@router.get("/bases", name="bases", include_in_schema=False)
def index(
    request: Request,
    session: RequestSession,
    where: Annotated[BaseFilter, forgiven(base_filter)],
    after: Annotated[NameKey | None, forgiven(after_name)],
) -> HTMLResponse:
    """The list, by country. Eight queries."""
    cells = bases.count_cells(session)
    everything = BaseFilter()
    codes = {cell.host for cell in cells} | {cell.territory for cell in cells if cell.territory}
    names = bases.country_names(session, codes)
    places = bases.list_places(session, where)
    shown = bases.total(cells, where)
    return render(
        request,
        "bases/index.html",
        "bases/_results.html",
        page=bases.list_bases(session, where, after=after),
        where=where,
        names=names,
        shown=shown,
        in_all=bases.total(cells, everything),
        by_status=bases.facet(cells, where, "status"),
        by_host=_hosts(cells, names),
        options=_options(cells, where, names),
        removals=_removals(where, names),
        drawing=map_of(places, names, everywhere=where == everything),
        unplaced=shown - len(places),
    )


@router.get("/bases/{slug}", name="base", include_in_schema=False)
def show(
    request: Request,
    session: RequestSession,
    user: CurrentUser,
    slug: str,
    on: Annotated[date | None, forgiven(known_on)],
) -> Response:
    """One base, now or as known on a day; the address of a merged one leads to the other."""
    record = get_base(session, slug, on)
    if record is None:
        return elsewhere(session, "base", slug)
    claims = record.claims
    this_year = datetime.now(UTC).year
    dated = [c for c in claims if on is None or (c.as_of_day is not None and c.as_of_day <= on)]
    return render(
        request,
        "bases/show.html",
        base=record.facts,
        record=record,
        changes=changes_of(session, "base", slug, everything=user is not None),
        edits=edit_pairs(
            session, [*(one.source for one in record.claims), *(one.source for one in record.reports)]
        ),
        on=on,
        figures=key_figures(record.facts, claims, on),
        groups=groups_of(dated),
        disagreed=disagreements(dated),
        left_out=len(claims) - len(dated),
        chart=personnel_chart(claims, on),
        narrow_chart=personnel_chart(claims, on, narrow=True),
        drawing=mini_map(record.places, record.country_names, record.facts.slug)
        if record.facts.latitude
        else None,
        years=sorted({c.as_of_day.year for c in claims if c.as_of_day and c.as_of_day.year < this_year}),
        stood={row.id for row in record.agreements if on and row.stood_on(on)},
        claim_text=claim_text,
        claim_marks=claim_marks,
    )


def _hosts(cells: list[Cell], names: dict[str, str]) -> list[tuple[str, str, int]]:
    """Hosts of standing bases, the most first."""
    counts = bases.facet(cells, BaseFilter(status=STANDING), "country")
    ordered = sorted(counts.items(), key=lambda item: (-item[1], names[item[0]]))
    return [(code, names[code], count) for code, count in ordered]


def _options(cells: list[Cell], where: BaseFilter, names: dict[str, str]) -> dict[str, list[Option]]:
    """For each field its values in use, with how many bases each would show."""
    found: dict[str, list[Option]] = {}
    for field in ("country", "territory", "kind", "branch", "status"):
        counts = bases.facet(cells, where, field)
        chosen = getattr(where, field)
        if chosen and chosen != STANDING:
            counts.setdefault(str(chosen), 0)
        text = names.get if field in ("country", "territory") else label
        values: list[Option] = [(value, text(value) or value, count) for value, count in counts.items()]
        found[field] = sorted(values, key=lambda option: option[1])
    standing = sum(found_count(found["status"], status) for status in bases.STANDING_STATUSES)
    found["status"].insert(0, (STANDING, _("Standing today"), standing))
    return found


def found_count(options: list[Option], value: str) -> int:
    """How many bases an option would show; 0 where it is not on offer."""
    return next((count or 0 for one, _, count in options if one == value), 0)


def _removals(where: BaseFilter, names: dict[str, str]) -> list[tuple[str, str]]:
    """Each filter that is on, with the address without it."""
    on = {
        field: str(value)
        for field in ("country", "territory", "kind", "branch", "status")
        if (value := getattr(where, field))
    }
    texts = {
        field: names.get(value, value) if field in ("country", "territory") else label(value)
        for field, value in on.items()
    }
    return [
        (texts[field], "/bases" + _query({key: value for key, value in on.items() if key != field}))
        for field in on
    ]


def _query(parameters: dict[str, str]) -> str:
    return f"?{urlencode(parameters)}" if parameters else ""
