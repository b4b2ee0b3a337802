"""`/api/v1`: the lists, from the queries of the pages."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.orm import Session

from app.domain.kinds import StatementKind, StatementTopic
from app.present.api_agreements import AgreementOut
from app.present.api_articles import ArticleOut
from app.present.api_bases import BaseOut
from app.present.api_claims import BaseClaimOut, ClaimOut
from app.present.api_countries import CountryOut
from app.present.api_ledger import BearingOut, DenialOut
from app.present.api_officials import OfficialOut
from app.present.api_parts import ListOf, RecordName
from app.present.api_publishers import PublisherOut, TopicOut
from app.present.api_statements import StatementOut
from app.query.agreements import AgreementFilter, list_agreements
from app.query.articles import ArticleFilter, list_articles
from app.query.bases import BaseFilter, list_bases
from app.query.claim_lists import ClaimFilter, list_all_claims
from app.query.claims import list_claims
from app.query.countries import list_countries
from app.query.evidence import load_places
from app.query.included import bases_of_agreements, bases_of_statements
from app.query.ledger import load_bearings
from app.query.officials import OfficialFilter, list_officials
from app.query.page import Page, day_key, name_key, number_key
from app.query.publishers import PublisherFilter, list_publishers
from app.query.sources import SourceRow
from app.query.statements import StatementFilter, facet, list_statements
from app.web.api_calls import PROBLEMS, ListCall, answer, example, list_call, refuse_unknown
from app.web.api_filters import (
    agreement_filter,
    article_filter,
    base_filter,
    claim_filter,
    official_filter,
    publisher_filter,
    statement_filter,
)
from app.web.pages import RequestSession

router = APIRouter(prefix="/api/v1", responses=PROBLEMS, dependencies=[Depends(refuse_unknown)])
StatementWhere = Annotated[StatementFilter, Depends(statement_filter)]


@router.get(
    "/statements", tags=["statements"], response_model=ListOf[DenialOut], responses=example("statements")
)
def statements(
    request: Request,
    session: RequestSession,
    where: StatementWhere,
    call: Annotated[ListCall, Depends(list_call("statements", DenialOut, ("bearings", "bases")))],
) -> Response:
    """What officials said, newest first."""
    return _statements(request, session, where, call)


@router.get("/denials", tags=["statements"], response_model=ListOf[DenialOut], responses=example("denials"))
def denials(
    request: Request,
    session: RequestSession,
    where: StatementWhere,
    call: Annotated[ListCall, Depends(list_call("denials", DenialOut, ("bearings", "bases")))],
) -> Response:
    """The statements that deny something, newest first; `include=bearings` brings what goes for and against each."""
    return _statements(request, session, replace(where, kind=StatementKind.DENIAL), call)


def _statements(request: Request, session: Session, where: StatementFilter, call: ListCall) -> Response:
    page = list_statements(session, where, after=day_key(call.after), limit=call.limit)
    sources: list[SourceRow | None] = [row.source for row in page.rows]
    bearings = load_bearings(session, page.rows) if "bearings" in call.include else {}
    for several in bearings.values():
        sources += [one.statement.source for one in several if one.statement]
        sources += [one.fact.source for one in several if one.fact]
    bases = bases_of_statements(session, [row.id for row in page.rows]) if "bases" in call.include else {}
    places = load_places(session, sources)
    items = [
        DenialOut(
            **dict(StatementOut.of(row, places)),
            bearings=[BearingOut.of(one, places) for one in bearings.get(row.id, ())],
            bases=[RecordName(slug=slug, name=name) for slug, name in bases.get(row.id, ())],
        )
        for row in page.rows
    ]
    return answer(request, call, page, items)


@router.get("/bases", tags=["bases"], response_model=ListOf[BaseOut], responses=example("bases"))
def bases(
    request: Request,
    session: RequestSession,
    where: Annotated[BaseFilter, Depends(base_filter)],
    call: Annotated[ListCall, Depends(list_call("bases", BaseOut, ("claims",)))],
) -> Response:
    """Bases, by name of the host country."""
    page = list_bases(session, where, after=name_key(call.after), limit=call.limit)
    claims = list_claims(session, [row.id for row in page.rows]) if "claims" in call.include else []
    places = load_places(session, [*(row.source for row in page.rows), *(one.source for one in claims)])
    items = []
    for row in page.rows:
        own = [ClaimOut.of(claim, places) for claim in claims if claim.base_id == row.id]
        items.append(BaseOut.of(row, places).model_copy(update={"claims": own}))
    return answer(request, call, page, items)


@router.get("/claims", tags=["bases"], response_model=ListOf[BaseClaimOut], responses=example("claims"))
def claims(
    request: Request,
    session: RequestSession,
    where: Annotated[ClaimFilter, Depends(claim_filter)],
    call: Annotated[ListCall, Depends(list_call("claims", BaseClaimOut))],
) -> Response:
    """Claims about bases, in the order in which they were recorded."""
    page = list_all_claims(session, where, after=number_key(call.after), limit=call.limit)
    places = load_places(session, [row.claim.source for row in page.rows])
    return answer(request, call, page, [BaseClaimOut.of_row(row, places) for row in page.rows])


@router.get(
    "/agreements", tags=["agreements"], response_model=ListOf[AgreementOut], responses=example("agreements")
)
def agreements(
    request: Request,
    session: RequestSession,
    where: Annotated[AgreementFilter, Depends(agreement_filter)],
    call: Annotated[ListCall, Depends(list_call("agreements", AgreementOut, ("bases",)))],
) -> Response:
    """Agreements, the latest signed first; with `expiring_to`, the soonest to expire first."""
    page = list_agreements(session, where, after=day_key(call.after), limit=call.limit)
    places = load_places(session, [source for row in page.rows for source in row.sources])
    found = bases_of_agreements(session, [row.id for row in page.rows]) if "bases" in call.include else {}
    items = []
    for row in page.rows:
        covered = [RecordName(slug=slug, name=name) for slug, name in found.get(row.id, ())]
        items.append(AgreementOut.of(row, places).model_copy(update={"bases": covered}))
    return answer(request, call, page, items)


@router.get(
    "/officials", tags=["officials"], response_model=ListOf[OfficialOut], responses=example("officials")
)
def officials(
    request: Request,
    session: RequestSession,
    where: Annotated[OfficialFilter, Depends(official_filter)],
    call: Annotated[ListCall, Depends(list_call("officials", OfficialOut))],
) -> Response:
    """Officials, by name."""
    page = list_officials(session, where, after=name_key(call.after), limit=call.limit)
    places = load_places(session, [row.latest for row in page.rows])
    return answer(request, call, page, [OfficialOut.of(row, places) for row in page.rows])


@router.get(
    "/countries", tags=["countries"], response_model=ListOf[CountryOut], responses=example("countries")
)
def countries(
    request: Request,
    session: RequestSession,
    call: Annotated[ListCall, Depends(list_call("countries", CountryOut))],
) -> Response:
    """Every country with something on record, in one page."""
    page: Page[Any] = Page(list_countries(session), None)
    return answer(request, call, page, [CountryOut.of(row) for row in page.rows])


@router.get("/articles", tags=["articles"], response_model=ListOf[ArticleOut], responses=example("articles"))
def articles(
    request: Request,
    session: RequestSession,
    where: Annotated[ArticleFilter, Depends(article_filter)],
    call: Annotated[ListCall, Depends(list_call("articles", ArticleOut))],
) -> Response:
    """Articles, newest first."""
    page = list_articles(session, where, after=day_key(call.after), limit=call.limit)
    return answer(request, call, page, [ArticleOut.of(row) for row in page.rows])


@router.get(
    "/publishers", tags=["articles"], response_model=ListOf[PublisherOut], responses=example("publishers")
)
def publishers(
    request: Request,
    session: RequestSession,
    where: Annotated[PublisherFilter, Depends(publisher_filter)],
    call: Annotated[ListCall, Depends(list_call("publishers", PublisherOut))],
) -> Response:
    """Publishers, by name."""
    page = list_publishers(session, where, after=name_key(call.after), limit=call.limit)
    return answer(request, call, page, [PublisherOut.of(row) for row in page.rows])


@router.get("/topics", tags=["statements"], response_model=ListOf[TopicOut], responses=example("topics"))
def topics(
    request: Request,
    session: RequestSession,
    call: Annotated[ListCall, Depends(list_call("topics", TopicOut))],
) -> Response:
    """What statements are about, in one page."""
    every, denied = (
        {one.value: one.count for one in facet(session, where, "topic")}
        for where in (StatementFilter(), StatementFilter(kind=StatementKind.DENIAL))
    )
    items = [
        TopicOut(topic=topic, statements=every.get(topic, 0), denials=denied.get(topic, 0))
        for topic in StatementTopic
    ]
    page: Page[Any] = Page([], None)
    return answer(request, call, page, items)
