"""What search engines ask for: robots.txt and the sitemap."""

from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import PlainTextResponse, Response

from app.domain.kinds import StatementTopic
from app.present.to_sitemap import sitemap, sitemap_index
from app.query.sitemap import NOUNS, sitemap_part, sitemap_parts
from app.web.addresses import site_of
from app.web.pages import AppSettings, RequestSession

router = APIRouter(include_in_schema=False)
XML = "application/xml"
PAGES = (
    "/",
    "/bases",
    "/countries",
    "/statements",
    "/denials",
    "/agreements",
    "/officials",
    "/articles",
    "/publishers",
    "/topics",
    *(f"/topics/{topic}" for topic in StatementTopic),
    "/data",
    "/pictures",
    "/method",
    "/vocabulary",
    "/certainty",
    "/corrections",
    "/licence",
    "/privacy",
    "/accessibility",
    "/alerts",
)
CLOSED = (
    "/search",
    "/add",
    "/alerts?",
    "/alerts/",
    "/corrections/",
    "/account",
    "/sign-in",
    "/theme",
    "/api/v1/",
    "/history",
)


@router.get("/robots.txt")
def robots(request: Request, settings: AppSettings) -> PlainTextResponse:
    """Everything but forms and searches; nothing of a site that is closed to readers."""
    if settings.private:
        return PlainTextResponse("User-agent: *\nDisallow: /\n")
    closed = "".join(f"Disallow: {path}\n" for path in CLOSED)
    return PlainTextResponse(f"User-agent: *\n{closed}\nSitemap: {site_of(request)}/sitemap.xml\n")


@router.get("/sitemap.xml")
def index(request: Request, session: RequestSession) -> Response:
    """The parts, that of the lists first."""
    site = site_of(request)
    parts = [f"{noun}-{number}" for noun, number in sitemap_parts(session)]
    return Response(sitemap_index(f"{site}/sitemap-{name}.xml" for name in ("lists", *parts)), media_type=XML)


@router.get("/sitemap-{name}.xml")
def part(request: Request, session: RequestSession, name: str) -> Response:
    """One part: `bases-1`."""
    noun, _, number = name.rpartition("-")
    if name == "lists":
        return Response(sitemap(site_of(request), [(path, None) for path in PAGES]), media_type=XML)
    if noun not in NOUNS or not number.isascii() or not number.isdigit() or not 0 < int(number[:6]) < 200_000:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such part: /sitemap.xml lists them.")
    return Response(sitemap(site_of(request), sitemap_part(session, noun, int(number[:6]))), media_type=XML)
