"""`/api/v1`: the lists and records of the pages as JSON, from the same queries. Reading only, open to any site."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response

from app.present.api_ledger import BearingOut, BearingsOut
from app.present.api_parts import ListOf
from app.present.api_statements import StatementOut, StatementRecordOut
from app.present.to_api import (
    AgreementOut,
    ArticleOut,
    ArticleRecordOut,
    BaseOut,
    BaseRecordOut,
    CountryOut,
    OfficialOut,
)
from app.query.agreements import AgreementFilter, get_agreement, list_agreements
from app.query.articles import ArticleFilter, get_article, list_articles
from app.query.base_details import get_base
from app.query.bases import BaseFilter, list_bases
from app.query.countries import list_countries
from app.query.denials import denial_record, denial_units
from app.query.edits import edits_of
from app.query.evidence import load_places
from app.query.ledger import load_bearings
from app.query.moved import moved_to
from app.query.officials import OfficialFilter, get_official, list_officials
from app.query.page import MAX_PAGE_SIZE, PAGE_SIZE, Page, day_key, name_key
from app.query.sources import SourceRow
from app.query.statement_page import get_statement, joined_into
from app.query.statement_rows import load_statement
from app.query.statements import StatementFilter, count_statements, list_statements
from app.web.api_filters import (
    agreement_filter,
    article_filter,
    base_filter,
    official_filter,
    statement_filter,
)
from app.web.pages import RequestSession, render

Row = TypeVar("Row")
Item = TypeVar("Item")
PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: {"description": "There is no such record (application/problem+json)."},
    422: {"description": "A parameter cannot be used; `detail` says which (application/problem+json)."},
}
router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE, description="Rows of one page.")]
After = Annotated[str | None, Query(description="Where the list goes on; taken from `next`.", max_length=400)]


@router.get("", include_in_schema=False)
def docs(request: Request) -> Response:
    """The routes with their parameters, from the same description that programs read."""
    described = request.app.openapi()
    routes = described["paths"]
    choices = {name: one["enum"] for name, one in described["components"]["schemas"].items() if "enum" in one}
    listed = [
        (path, verb.upper(), about)
        for path, methods in routes.items()
        for verb, about in methods.items()
        if path.startswith("/api/v1/")
    ]
    return render(request, "api/index.html", routes=listed, choices=choices)


@router.get("/statements", tags=["statements"])
def statements(
    request: Request,
    response: Response,
    session: RequestSession,
    where: Annotated[StatementFilter, Depends(statement_filter)],
    after: After = None,
    limit: Limit = PAGE_SIZE,
) -> ListOf[StatementOut]:
    """What officials said, newest first."""
    page = list_statements(session, where, after=day_key(after), limit=limit)
    places = load_places(session, [row.source for row in page.rows])
    return _list_of(request, response, page, lambda row: StatementOut.of(row, places))


@router.get("/statements/{statement_id}", tags=["statements"])
def statement(session: RequestSession, statement_id: int) -> StatementRecordOut:
    """One statement with every report of it; of one that was joined to another, that other one."""
    number = _row_id(statement_id)
    page = get_statement(session, joined_into(session, number) or number)
    if page is None:
        raise _missing("statement", statement_id)
    return StatementRecordOut.of_page(page, load_places(session, [one.source for one in page.reports]))


@router.get("/statements/{statement_id}/bearings", tags=["statements"])
def bearings(session: RequestSession, statement_id: int) -> BearingsOut:
    """What bears on a statement, for it and against it, as the reference data and editors have it."""
    number = _row_id(statement_id)
    row = load_statement(session, joined_into(session, number) or number)
    if row is None:
        raise _missing("statement", statement_id)
    found = load_bearings(session, [row]).get(row.id, ())
    sources = [one.statement.source for one in found if one.statement]
    sources += [one.fact.source for one in found if one.fact and one.fact.source]
    places = load_places(session, sources)
    return BearingsOut(
        statement=row.id,
        outcome=row.outcome,
        finding=row.finding,
        bearings=[BearingOut.of(one, places) for one in found],
    )


@router.get("/bases", tags=["bases"])
def bases(
    request: Request,
    response: Response,
    session: RequestSession,
    where: Annotated[BaseFilter, Depends(base_filter)],
    after: After = None,
    limit: Limit = PAGE_SIZE,
) -> ListOf[BaseOut]:
    """Bases, by name of the host country."""
    page = list_bases(session, where, after=name_key(after), limit=limit)
    places = load_places(session, [row.source for row in page.rows])
    return _list_of(request, response, page, lambda row: BaseOut.of(row, places))


@router.get("/bases/{slug}", tags=["bases"])
def base(session: RequestSession, slug: str) -> BaseRecordOut:
    """One base with all its claims, side by side."""
    slug = moved_to(session, "base", slug) or slug
    record = get_base(session, slug)
    if record is None:
        raise _missing("base", slug)
    sources: list[SourceRow] = [*record.sources, *(claim.source for claim in record.claims)]
    sources += [row.source for row in record.statements]
    sources += [source for agreement in record.agreements for source in agreement.sources]
    return BaseRecordOut.of(record, load_places(session, sources))


@router.get("/agreements", tags=["agreements"])
def agreements(
    request: Request,
    response: Response,
    session: RequestSession,
    where: Annotated[AgreementFilter, Depends(agreement_filter)],
    after: After = None,
    limit: Limit = PAGE_SIZE,
) -> ListOf[AgreementOut]:
    """Agreements, the latest signed first; with `expiring_to`, the soonest to expire first."""
    page = list_agreements(session, where, after=day_key(after), limit=limit)
    places = load_places(session, [source for row in page.rows for source in row.sources])
    return _list_of(request, response, page, lambda row: AgreementOut.of(row, places))


@router.get("/agreements/{slug}", tags=["agreements"])
def agreement(session: RequestSession, slug: str) -> AgreementOut:
    """One agreement with every source that reports it."""
    slug = moved_to(session, "agreement", slug) or slug
    page = get_agreement(session, slug)
    if page is None:
        raise _missing("agreement", slug)
    return AgreementOut.of(page.row, load_places(session, page.row.sources))


@router.get("/officials", tags=["officials"])
def officials(
    request: Request,
    response: Response,
    session: RequestSession,
    where: Annotated[OfficialFilter, Depends(official_filter)],
    after: After = None,
    limit: Limit = PAGE_SIZE,
) -> ListOf[OfficialOut]:
    """Officials, by name."""
    page = list_officials(session, where, after=name_key(after), limit=limit)
    places = load_places(session, [row.latest for row in page.rows])
    return _list_of(request, response, page, lambda row: OfficialOut.of(row, places))


@router.get("/officials/{slug}", tags=["officials"])
def official(session: RequestSession, slug: str) -> OfficialOut:
    """One official with every post; `sources` are those of the newest statements."""
    slug = moved_to(session, "official", slug) or slug
    page = get_official(session, slug)
    if page is None:
        raise _missing("official", slug)
    said = StatementFilter(official=slug)
    sources = [row.source for row in list_statements(session, said, limit=5).rows]
    count = count_statements(session, said)
    return OfficialOut.of_record(page, sources, count, load_places(session, sources))


@router.get("/countries", tags=["countries"])
def countries(session: RequestSession) -> ListOf[CountryOut]:
    """Every country with something on record, in one page."""
    return ListOf(items=[CountryOut.of(row) for row in list_countries(session)], next=None)


@router.get("/countries/{code}", tags=["countries"])
def country(session: RequestSession, code: str) -> CountryOut:
    """One country; its bases, agreements and statements are lists with `country=`."""
    found = [row for row in list_countries(session) if row.facts.code == code]
    if not found:
        raise _missing("country", code)
    where = StatementFilter(country=code)
    return CountryOut.of(found[0], denial_record(session, where, denial_units(session, where)))


@router.get("/articles", tags=["articles"])
def articles(
    request: Request,
    response: Response,
    session: RequestSession,
    where: Annotated[ArticleFilter, Depends(article_filter)],
    after: After = None,
    limit: Limit = PAGE_SIZE,
) -> ListOf[ArticleOut]:
    """Articles, newest first."""
    page = list_articles(session, where, after=day_key(after), limit=limit)
    return _list_of(request, response, page, ArticleOut.of)


@router.get("/articles/{article_id}", tags=["articles"])
def article(session: RequestSession, article_id: int) -> ArticleRecordOut:
    """One article: the evidence with its neighbours; the whole text only where the public may read it."""
    page = get_article(session, _row_id(article_id), whole=False)
    if page is None:
        raise _missing("article", article_id)
    edits = edits_of(session, page.row.id, everything=False)
    places = load_places(session, [row.source for row in page.statements])
    return ArticleRecordOut.of_page(page, edits, places)


def _list_of(
    request: Request, response: Response, page: Page[Row], out: Callable[[Row], Item]
) -> ListOf[Item]:
    """The page with the address of the next one, in the body and as a Link header."""
    following = str(request.url.include_query_params(after=page.after)) if page.after else None
    if following:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return ListOf(items=[out(row) for row in page.rows], next=following)


def _missing(noun: str, key: object) -> HTTPException:
    return HTTPException(
        HTTPStatus.NOT_FOUND, f"There is no {noun} {str(key)[:80]!r}: the list has them all."
    )


def _row_id(number: int) -> int:
    return number if 0 <= number < 2**31 else 0
