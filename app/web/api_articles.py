"""`POST /api/v1/articles`: a program adds an article with its user's token."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import FetchError
from app.domain.kinds import RunOutcome, TokenScope
from app.intake.fetch import fetch
from app.intake.raw import RawArticle
from app.pipeline import ingest
from app.settings import Settings
from app.store.api_tokens import Caller
from app.web.add_form import AddForm, FormRefused, with_known
from app.web.api_callers import require_caller
from app.web.fetch_budget import FetchBudget
from app.web.pages import AppSettings

router = APIRouter(prefix="/api/v1", tags=["articles"])


class NewArticle(BaseModel):
    """What to add: an address to fetch, or a text with what is known of it, which beats what is found."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, Field(max_length=2000)] = ""
    text: Annotated[str, Field(description="Left out: the page at `url` is fetched.")] = ""
    title: Annotated[str, Field(max_length=300)] = ""
    publisher: Annotated[str, Field(max_length=300)] = ""
    published: Annotated[str, Field(max_length=40, examples=["2023-06-06"])] = ""
    archived_url: Annotated[
        str, Field(description="A copy of the page in a web archive.", max_length=2000)
    ] = ""


class Added(BaseModel):
    """What became of it: `added`, or `unchanged` where the article was stored already."""

    outcome: RunOutcome
    reason: str
    article: str


def _caller_that_adds(request: Request) -> Caller:
    return require_caller(request, TokenScope.ADD, "add articles")


@router.post("/articles", status_code=HTTPStatus.CREATED, response_model=Added)
def add_article(
    request: Request,
    response: Response,
    settings: AppSettings,
    given: NewArticle,
    caller: Annotated[Caller, Depends(_caller_that_adds)],
) -> Added:
    """Take in one article; what is found in it is unreviewed. 200 instead of 201 where it was stored already."""
    try:
        raw = _article(request, settings, given, caller)
    except FormRefused as refused:
        said = "; ".join(f"{field}: {what}" for field, what in refused.errors.items())
        raise HTTPException(refused.status, said) from refused
    state = request.app.state
    item = ingest(
        state.sessions, [raw], state.names, source="api", actor=caller.name, model=state.chat_model
    ).items[0]
    if item.outcome is RunOutcome.FAILED or item.article_id is None:
        raise HTTPException(HTTPStatus.UNPROCESSABLE_ENTITY, item.reason)
    if item.outcome is not RunOutcome.ADDED:
        response.status_code = HTTPStatus.OK
    where = f"/api/v1/articles/{item.article_id}"
    response.headers["Location"] = where
    return Added(outcome=item.outcome, reason=item.reason, article=where)


def _article(request: Request, settings: Settings, given: NewArticle, caller: Caller) -> RawArticle:
    form = AddForm(**given.model_dump())
    if given.text.strip():
        return form.given_text()
    known = form.known()
    if "url" not in known:
        raise FormRefused({"url": "Give the address of the article, or its text."})
    budget: FetchBudget = request.app.state.fetch_budget
    try:
        with budget.spend(caller.user_id):
            raw = fetch(
                known.pop("url"),
                deadline_seconds=settings.fetch_timeout_seconds,
                max_bytes=settings.fetch_max_bytes,
                allow_private=settings.allow_private,
            )
    except FetchError as error:
        raise FormRefused({"url": str(error)}) from error
    return with_known(raw, known)
