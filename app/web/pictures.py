"""Pictures with pages of their own: to read, to save as SVG or PNG, and to show on other sites."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from fastapi.templating import Jinja2Templates
from sqlalchemy.orm import Session

from app.domain.dates import is_edtf
from app.domain.kinds import StatementKind
from app.present import pictures
from app.present.language import gettext as _
from app.present.outcome_strips import Strip
from app.present.picture import Picture
from app.present.picture_file import picture_svg
from app.present.to_png import png_of
from app.query.agreements import get_agreement
from app.query.base_details import get_base
from app.query.countries import get_country
from app.query.home import ending_agreements
from app.query.moved import moved_to
from app.query.officials import get_official
from app.query.pictures import count_by_day, denials_by_official, largest_bases
from app.web.addresses import site_of
from app.web.headers import FRAMED
from app.web.moved import elsewhere
from app.web.pages import RequestSession, render
from app.web.statements import denial_marks

router = APIRouter(include_in_schema=False)
FORMATS = {"svg": "image/svg+xml", "png": "image/png"}
PNG_SCALE = 2  # pixels a unit: sharp in print and on dense screens
ENDING = 12
ON_INDEX = 3  # bases


class Asked:
    """The kinds and the period in an address; what makes no sense is left out, and said in `errors`."""

    def __init__(self, request: Request) -> None:
        given = request.query_params
        self.errors: dict[str, str] = {}
        self.kinds = [kind for kind in StatementKind if kind in given.getlist("kind")]
        for word in given.getlist("kind"):
            if word and word not in set(StatementKind):
                self.errors["kind"] = _("There is no kind of statement “%(word)s”.") % {"word": word[:40]}
        self.since, self.until = (self._month(request, name) for name in ("since", "until"))
        if self.since and self.until and self.since > self.until:
            self.errors["until"] = _("The period ends before it begins: it is left out.")
            self.since = self.until = ""

    def _month(self, request: Request, name: str) -> str:
        value = request.query_params.get(name, "").strip()
        if not value:
            return ""
        if not is_edtf(value) or not re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", value):
            self.errors[name] = _("“%(value)s” is no date: write 2014 or 2014-03.") % {"value": value[:20]}
            return ""
        return f"{value}-{'01' if name == 'since' else '12'}" if len(value) == 4 else value[:7]


def _by_month(session: Session, request: Request, slug: str) -> Picture | None:
    place = None
    if slug != "all":
        record = get_country(session, slug)
        if record is None:
            raise HTTPException(
                HTTPStatus.NOT_FOUND, _("There is no country or territory “%(code)s”.") % {"code": slug[:20]}
            )
        place = slug, record.facts.name
    asked = Asked(request)
    days = count_by_day(session, slug if place else None)
    return pictures.by_month(days, kinds=asked.kinds, since=asked.since, until=asked.until, place=place)


def _country(session: Session, request: Request, slug: str) -> Picture | None:
    record = get_country(session, slug)
    if record is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND,
            _("There is no country or territory “%(code)s”.") % {"code": slug[:20]},
        )
    return pictures.country_life(record, today())


def _agreement(session: Session, request: Request, slug: str) -> Picture | None:
    page = get_agreement(session, slug)
    if page is None:
        _missing(session, "agreement", slug)
        return None
    return pictures.agreement_life(page, today())


def _personnel(session: Session, request: Request, slug: str) -> Picture | None:
    record = get_base(session, slug)
    if record is None:
        _missing(session, "base", slug)
        return None
    return pictures.personnel(record)


def _ledger(session: Session, request: Request, slug: str) -> Picture | None:
    if slug == "all":
        strips = [
            Strip(name, f"/officials/{key}", denial_marks(units))
            for key, name, units in denials_by_official(session)
        ]
        return pictures.ledger(strips, slug, pictures.outcome_words())
    official = get_official(session, slug)
    if official is None:
        _missing(session, "official", slug)
        return None
    strip = Strip(official.name, f"/officials/{slug}", denial_marks(official.denials))
    return pictures.ledger([strip], slug, pictures.outcome_words())


def _ending(session: Session, request: Request, slug: str) -> Picture | None:
    if slug != "all":
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is one such picture: /pictures/ending/all")
    day = today()
    return pictures.ending(ending_agreements(session, day, ENDING), day)


KINDS: dict[str, Callable[[Session, Request, str], Picture | None]] = {
    "by-month": _by_month,
    "country": _country,
    "agreement": _agreement,
    "personnel": _personnel,
    "ledger": _ledger,
    "ending": _ending,
}
RECORDS = {"agreement": "agreement", "personnel": "base", "ledger": "official"}  # kind -> what the slug names


def today() -> date:
    """The day that a dotted line stands for."""
    return datetime.now(UTC).date()


@router.get("/pictures", name="pictures")
def index(request: Request, session: RequestSession) -> HTMLResponse:
    """The pictures of the whole record, and of the largest bases. About seventy queries at most."""
    made = [KINDS[kind](session, request, "all") for kind in ("by-month", "ledger", "ending")]
    bases = largest_bases(session)
    drawn = [_personnel(session, request, slug) for slug, _name in bases[:ON_INDEX]]
    return render(
        request,
        "pictures/index.html",
        whole=[one for one in made if one],
        personnel=[one for one in drawn if one],
        more=bases[ON_INDEX:],
    )


@router.get("/pictures/{kind}/{slug}.{extension}", name="picture_file")
def file(request: Request, session: RequestSession, kind: str, slug: str, extension: str) -> Response:
    """The picture alone, its words and style inside; `?theme=dark` for dark pages."""
    if extension not in FORMATS:
        there = ", ".join(f"/pictures/{kind}/{slug}.{name} ({media})" for name, media in FORMATS.items())
        raise HTTPException(
            HTTPStatus.NOT_ACCEPTABLE,
            f"This picture is not there as .{extension[:20]}. It is there as {there}.",
        )
    found = _drawn(session, request, kind, slug)
    if not isinstance(found, Picture):
        return found
    templates: Jinja2Templates = request.app.state.templates
    sprite = str(templates.get_template("macros/icons.html").module.sprite())  # type: ignore[attr-defined]
    svg = picture_svg(
        found, sprite, site_of(request), theme=_theme(request), scale=PNG_SCALE if extension == "png" else 1
    )
    body = png_of(svg) if extension == "png" else svg.encode()
    headers = {"Content-Disposition": f'inline; filename="basewatch-{kind}-{slug}.{extension}"'}
    if extension == "svg":  # its style is inside; it runs nothing and loads nothing
        headers["Content-Security-Policy"] = (
            "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
        )
    return Response(body, media_type=FORMATS[extension], headers=headers)


@router.get("/pictures/{kind}/{slug}", name="picture")
def show(request: Request, session: RequestSession, kind: str, slug: str) -> Response:
    """One picture with its table, its files and the code that embeds it."""
    found = _drawn(session, request, kind, slug)
    if not isinstance(found, Picture):
        return found
    asked = Asked(request) if kind == "by-month" else None
    query = f"?{request.url.query}" if kind == "by-month" and request.url.query else ""
    return render(
        request,
        "pictures/show.html",
        picture=found,
        asked=asked,
        kinds=StatementKind,
        query=query,
    )


@router.get("/embed/pictures/{kind}/{slug}", name="picture_embed")
def embed(request: Request, session: RequestSession, kind: str, slug: str) -> Response:
    """The picture for a frame on any site: the one page that may be framed. It knows no reader and has no forms."""
    found = _drawn(session, request, kind, slug)
    if not isinstance(found, Picture):
        return found
    page = render(request, "pictures/embed.html", picture=found, theme=request.query_params.get("theme", ""))
    page.headers["Content-Security-Policy"] = FRAMED
    return page


def _drawn(session: Session, request: Request, kind: str, slug: str) -> Picture | Response:
    """The picture, or the redirect to that of the record that stands for a merged one. Raises HTTPException, a 404."""
    if kind not in KINDS:
        raise HTTPException(
            HTTPStatus.NOT_FOUND, f"There is no kind of picture {kind[:40]!r}. All pictures: /pictures"
        )
    if kind in RECORDS and (kept := moved_to(session, RECORDS[kind], slug)) is not None:
        path = request.url.path.replace(f"/{slug}", f"/{kept}")
        return RedirectResponse(path, HTTPStatus.MOVED_PERMANENTLY)
    made = KINDS[kind](session, request, slug)
    if made is not None:
        return made
    raise HTTPException(
        HTTPStatus.NOT_FOUND,
        _("Too little is on record to draw this: it takes two dates or figures. All pictures: %(list)s")
        % {"list": "/pictures"},
    )


def _missing(session: Session, record_type: str, slug: str) -> None:
    """Raises HTTPException, a 404 that names what is near: merged records have been looked for already."""
    elsewhere(session, record_type, slug)


def _theme(request: Request) -> str:
    return "dark" if request.query_params.get("theme") == "dark" else "light"
