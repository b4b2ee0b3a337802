"""`/api/v1`: the records of the pages as JSON, from the same queries. Reading only, open to any site."""

import json
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request, Response

from app.present.api_agreements import AgreementOut
from app.present.api_articles import ArticleRecordOut
from app.present.api_bases import BaseRecordOut
from app.present.api_claims import BaseClaimOut
from app.present.api_countries import CountryOut
from app.present.api_ledger import BearingOut, BearingsOut
from app.present.api_officials import OfficialOut
from app.present.api_parts import RecordName
from app.present.api_publishers import PublisherOut
from app.present.api_statements import StatementRecordOut
from app.present.recipes import RECIPES, filled
from app.query.agreements import get_agreement
from app.query.articles import get_article
from app.query.base_details import get_base
from app.query.claim_lists import ClaimFilter, list_all_claims
from app.query.countries import list_countries
from app.query.denials import denial_record, denial_units
from app.query.edits import edits_of
from app.query.evidence import load_places
from app.query.ledger import load_bearings
from app.query.moved import moved_to
from app.query.officials import get_official
from app.query.page import NumberKey
from app.query.publishers import PublisherFilter, list_publishers
from app.query.sources import SourceRow
from app.query.statement_page import get_statement, joined_into
from app.query.statement_rows import load_statement
from app.query.statements import StatementFilter, count_statements, list_statements
from app.web.api_calls import PROBLEMS, Fields, example, fields_of, picked, refuse_unknown
from app.web.pages import AppSettings, RequestSession, render

router = APIRouter(prefix="/api/v1", responses=PROBLEMS, dependencies=[Depends(refuse_unknown)])


@router.get("", include_in_schema=False)
def docs(request: Request, settings: AppSettings) -> Response:
    """The routes with their parameters and examples, from the same description that programs read."""
    described = request.app.openapi()
    choices = {name: one["enum"] for name, one in described["components"]["schemas"].items() if "enum" in one}
    groups: dict[str, list[tuple[str, str, dict[str, Any], str]]] = {}
    for path, methods in described["paths"].items():
        for verb, about in methods.items():
            content = about["responses"].get("200", {}).get("content", {}).get("application/json", {})
            shown = (
                json.dumps(content["example"], ensure_ascii=False, indent=1) if "example" in content else ""
            )
            groups.setdefault(about.get("tags", ["other"])[0], []).append((path, verb.upper(), about, shown))
    return render(
        request, "api/index.html", groups=groups, choices=choices, per_minute=settings.api_per_minute
    )


@router.get("/recipes", include_in_schema=False)
def recipes(request: Request) -> Response:
    """Tasks to copy, for curl, Python and R."""
    return render(request, "api/recipes.html", recipes=RECIPES, filled=filled)


@router.get(
    "/statements/{statement_id}",
    tags=["statements"],
    response_model=StatementRecordOut,
    responses=example("statement"),
)
def statement(
    session: RequestSession,
    statement_id: int,
    fields: Annotated[Fields, Depends(fields_of(StatementRecordOut))],
) -> StatementRecordOut | Response:
    """One statement with every report of it; of one that was joined to another, that other one."""
    number = _row_id(statement_id)
    page = get_statement(session, joined_into(session, number) or number)
    if page is None:
        raise _missing("statement", statement_id)
    return picked(
        StatementRecordOut.of_page(page, load_places(session, [one.source for one in page.reports])), fields
    )


@router.get(
    "/statements/{statement_id}/bearings",
    tags=["statements"],
    response_model=BearingsOut,
    responses=example("bearings"),
)
def bearings(
    session: RequestSession, statement_id: int, fields: Annotated[Fields, Depends(fields_of(BearingsOut))]
) -> BearingsOut | Response:
    """What bears on a statement, for it and against it, as the reference data and editors have it."""
    number = _row_id(statement_id)
    row = load_statement(session, joined_into(session, number) or number)
    if row is None:
        raise _missing("statement", statement_id)
    found = load_bearings(session, [row]).get(row.id, ())
    sources = [one.statement.source for one in found if one.statement]
    sources += [one.fact.source for one in found if one.fact and one.fact.source]
    places = load_places(session, sources)
    return picked(
        BearingsOut(
            statement=row.id,
            outcome=row.outcome,
            finding=row.finding,
            bearings=[BearingOut.of(one, places) for one in found],
        ),
        fields,
    )


@router.get("/bases/{slug}", tags=["bases"], response_model=BaseRecordOut, responses=example("base"))
def base(
    session: RequestSession, slug: str, fields: Annotated[Fields, Depends(fields_of(BaseRecordOut))]
) -> BaseRecordOut | Response:
    """One base with all its claims, side by side."""
    slug = moved_to(session, "base", slug) or slug
    record = get_base(session, slug)
    if record is None:
        raise _missing("base", slug)
    sources: list[SourceRow] = [*record.sources, *(claim.source for claim in record.claims)]
    sources += [row.source for row in record.statements]
    sources += [source for agreement in record.agreements for source in agreement.sources]
    return picked(BaseRecordOut.of(record, load_places(session, sources)), fields)


@router.get(
    "/agreements/{slug}", tags=["agreements"], response_model=AgreementOut, responses=example("agreement")
)
def agreement(
    session: RequestSession, slug: str, fields: Annotated[Fields, Depends(fields_of(AgreementOut))]
) -> AgreementOut | Response:
    """One agreement with every source that reports it."""
    slug = moved_to(session, "agreement", slug) or slug
    page = get_agreement(session, slug)
    if page is None:
        raise _missing("agreement", slug)
    covered = [RecordName(slug=slug, name=name) for slug, name, _ in page.bases]
    found = AgreementOut.of(page.row, load_places(session, page.row.sources))
    return picked(found.model_copy(update={"bases": covered}), fields)


@router.get(
    "/officials/{slug}", tags=["officials"], response_model=OfficialOut, responses=example("official")
)
def official(
    session: RequestSession, slug: str, fields: Annotated[Fields, Depends(fields_of(OfficialOut))]
) -> OfficialOut | Response:
    """One official with every post; `sources` are those of the newest statements."""
    slug = moved_to(session, "official", slug) or slug
    page = get_official(session, slug)
    if page is None:
        raise _missing("official", slug)
    said = StatementFilter(official=slug)
    sources = [row.source for row in list_statements(session, said, limit=5).rows]
    count = count_statements(session, said)
    return picked(OfficialOut.of_record(page, sources, count, load_places(session, sources)), fields)


@router.get("/countries/{code}", tags=["countries"], response_model=CountryOut, responses=example("country"))
def country(
    session: RequestSession, code: str, fields: Annotated[Fields, Depends(fields_of(CountryOut))]
) -> CountryOut | Response:
    """One country; its bases, agreements and statements are lists with `country=`."""
    found = [row for row in list_countries(session) if row.facts.code == code]
    if not found:
        raise _missing("country", code)
    where = StatementFilter(country=code)
    return picked(
        CountryOut.of(found[0], denial_record(session, where, denial_units(session, where))), fields
    )


@router.get(
    "/articles/{article_id}", tags=["articles"], response_model=ArticleRecordOut, responses=example("article")
)
def article(
    session: RequestSession, article_id: int, fields: Annotated[Fields, Depends(fields_of(ArticleRecordOut))]
) -> ArticleRecordOut | Response:
    """One article: the evidence with its neighbours; the whole text only where the public may read it."""
    page = get_article(session, _row_id(article_id), whole=False)
    if page is None:
        raise _missing("article", article_id)
    edits = edits_of(session, page.row.id, everything=False)
    places = load_places(session, [row.source for row in page.statements])
    return picked(ArticleRecordOut.of_page(page, edits, places), fields)


@router.get("/claims/{claim_id}", tags=["bases"], response_model=BaseClaimOut, responses=example("claim"))
def claim(
    session: RequestSession, claim_id: int, fields: Annotated[Fields, Depends(fields_of(BaseClaimOut))]
) -> BaseClaimOut | Response:
    """One claim about a base."""
    after = NumberKey(_row_id(claim_id) - 1)
    rows = list_all_claims(session, ClaimFilter(), after=after, limit=1).rows
    if not rows or rows[0].claim.id != claim_id:
        raise _missing("claim", claim_id)
    return picked(BaseClaimOut.of_row(rows[0], load_places(session, [rows[0].claim.source])), fields)


@router.get(
    "/publishers/{domain}", tags=["articles"], response_model=PublisherOut, responses=example("publisher")
)
def publisher(
    session: RequestSession, domain: str, fields: Annotated[Fields, Depends(fields_of(PublisherOut))]
) -> PublisherOut | Response:
    """One publisher by its main domain; /articles?publisher= has its articles."""
    rows = list_publishers(session, PublisherFilter(domain=domain), limit=1).rows
    if not rows:
        raise _missing("publisher", domain)
    return picked(PublisherOut.of(rows[0]), fields)


def _missing(noun: str, key: object) -> HTTPException:
    return HTTPException(
        HTTPStatus.NOT_FOUND, f"There is no {noun} {str(key)[:80]!r}: the list has them all."
    )


def _row_id(number: int) -> int:
    return number if 0 <= number < 2**31 else 0
