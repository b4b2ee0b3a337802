"""Agreements: the list with its filters, and one with its life line."""

from datetime import UTC, date, datetime
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from app.domain.dates import months_after
from app.domain.errors import InputError
from app.domain.kinds import AgreementKind, AgreementStatus
from app.present.format import label
from app.present.language import gettext as _
from app.present.language import ngettext
from app.present.lifeline import life_lines
from app.present.names import name
from app.query import agreements
from app.query.agreements import AgreementFilter
from app.query.history import changes_of
from app.web.auth import CurrentUser
from app.web.edit_pairs import edit_pairs
from app.web.filters import linker, removals
from app.web.forgiving import forgiven
from app.web.moved import elsewhere
from app.web.pages import RequestSession, render
from app.web.params import choice, words_of
from app.web.statements import After

router = APIRouter()
MOST_YEARS = 100


def today() -> date:
    """The day by which "expiring" is meant."""
    return datetime.now(UTC).date()


def agreement_filter(
    country: str | None = None,
    kind: str | None = None,
    status: str | None = None,
    words: str | None = None,
    expiring: str | None = None,
    ends_within: str | None = None,
) -> AgreementFilter:
    """The filter of an address; `expiring=5` is "within five years", `ends_within=6` "within six months".

    Raises InputError naming the parameter.
    """
    start = end = None
    if expiring:
        if not expiring.isascii() or not expiring.isdigit() or not 0 < int(expiring[:4]) <= MOST_YEARS:
            raise InputError(
                _("expiring=“%(value)s” is no number of years: write 1 to %(most)s.")
                % {"value": expiring[:20], "most": MOST_YEARS},
                parameter="expiring",
            )
        start = today()
        end = date(start.year + int(expiring[:4]), 12, 31)
    elif ends_within:
        start = today()
        end = months_after(start, _months(ends_within))
    return AgreementFilter(
        country=country or None,
        kind=choice(AgreementKind, kind, "kind"),
        status=choice(AgreementStatus, status, "status"),
        words=words_of(words, "words"),
        expiring_from=start,
        expiring_to=end,
    )


def _months(given: str) -> int:
    """Raises InputError where it is no number of months."""
    if not given.isascii() or not given.isdigit() or int(given[:5]) > MOST_YEARS * 12:
        raise InputError(
            _("ends_within=“%(value)s” is no number of months: write 1 to %(most)s.")
            % {"value": given[:20], "most": MOST_YEARS * 12},
            parameter="ends_within",
        )
    return int(given)


@router.get("/agreements", name="agreements", include_in_schema=False)
def index(
    request: Request,
    session: RequestSession,
    where: Annotated[AgreementFilter, forgiven(agreement_filter)],
    after: After,
) -> HTMLResponse:
    """The list, the latest first, or by expiry. Seven queries."""
    facets = {field: agreements.facet(session, where, field) for field in ("country", "kind", "status")}
    names = {code: name for code, name, _ in facets["country"]}
    years = request.query_params.get("expiring")
    months = 0 if years else _months(request.query_params.get("ends_within") or "0")
    return render(
        request,
        "agreements/index.html",
        "agreements/_results.html",
        page=agreements.list_agreements(session, where, after=after),
        where=where,
        years=years,
        total=agreements.count_agreements(session, where),
        facets=facets,
        removals=removals(
            request,
            {
                "words": where.words and f"“{where.words}”",
                "country": where.country
                and _("with %(country)s") % {"country": name(names.get(where.country, where.country))},
                "kind": where.kind and label(where.kind),
                "status": where.status and label(where.status),
                "expiring": _("ends by %(year)s") % {"year": where.expiring_to.year}
                if where.expiring_to and years
                else None,
                "ends_within": ngettext("ends within %(num)s month", "ends within %(num)s months", months)
                % {"num": months}
                if months
                else None,
            },
        ),
        link=linker(request),
    )


@router.get("/agreements/{slug}", name="agreement", include_in_schema=False)
def show(request: Request, session: RequestSession, user: CurrentUser, slug: str) -> Response:
    """One agreement; the address of a merged one leads to the other. At most 15 queries."""
    page = agreements.get_agreement(session, slug)
    if page is None:
        return elsewhere(session, "agreement", slug)
    return render(
        request,
        "agreements/show.html",
        page=page,
        row=page.row,
        changes=changes_of(session, "agreement", slug, everything=user is not None),
        edits=edit_pairs(session, [one.source for one in page.reports]),
        lines=life_lines(page.row, page.statements, page.related, today()),
        today=today(),
    )
