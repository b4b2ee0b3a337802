"""The review of one article: its text left, what was found in it right, each finding with its decision."""

import re
from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import (
    AgreementKind,
    AgreementStatus,
    BaseKind,
    BaseStatus,
    ClaimProperty,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.present.review import cards_of, families, paragraphs_of
from app.query.picking import MOST_TYPED, pick
from app.query.review import Review, get_review
from app.store.engine import transaction
from app.store.models import Country
from app.store.presence import end_presence, show_presence
from app.store.sign_in import SignedIn
from app.web import csrf
from app.web.auth import RequireAnalyst, reviewer_of
from app.web.pages import RequestSession, render
from app.web.review_forms import FormState, ReadForm
from app.web.review_queue import queue_query

router = APIRouter(include_in_schema=False)
ADDED = ("statement", "claim", "agreement")
CHOICES = {
    "kind": list(StatementKind),
    "topic": list(StatementTopic),
    "mode": list(StatementMode),
    "property": list(ClaimProperty),
    "agreement_kind": list(AgreementKind),
    "agreement_status": list(AgreementStatus),
    "base_kind": list(BaseKind),
    "base_status": list(BaseStatus),
}
PATH = "/review/articles/{article_id}"


@router.get(PATH, name="review_article")
def show(
    request: Request,
    user: RequireAnalyst,
    article_id: int,
    edit: Annotated[str, Query(max_length=60)] = "",
    new: Annotated[str, Query(max_length=20)] = "",
    start: Annotated[int, Query(ge=0, lt=2**31)] = 0,
    end: Annotated[int, Query(ge=0, lt=2**31)] = 0,
    show: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """The screen; `edit` opens the form of a finding, `new` the one for words that were chosen."""
    form = FormState(record=edit)
    if new in ADDED:
        with request.app.state.sessions() as session:
            review = _review(session, user, article_id)
        words = review.text[start:end]
        form = FormState(adding=new, given={"words": words, "start": str(start)} if words else {})
    return screen(request, user, article_id, form=form, tab=show)


@router.get(PATH + "/presence")
def presence(request: Request, user: RequireAnalyst, article_id: int) -> Response:
    """Who else is at it, asked again and again by an open screen."""
    with request.app.state.sessions() as session:
        _review(session, user, article_id)
    others = show_presence(request.app.state.sessions, article_id, user.user_id)
    return render(request, "review/_presence.html", others=others, article_id=article_id)


@router.get("/review/pick/{kind}")
def choices(
    request: Request,
    session: RequestSession,
    user: RequireAnalyst,
    kind: str,
) -> Response:
    """Officials, bases, agreements or countries by the beginnings of their words, each with why.

    The words are in `q`, in a field `…_q`, or the last of several in a field `more_…`.
    """
    sent = request.query_params
    q = next((sent[name] for name in sent if name == "q" or name.endswith("_q")), "")
    several = next((sent[name] for name in sent if name.startswith("more_")), "")
    q = (q or re.split("[,;]", several)[-1]).strip()[:MOST_TYPED]
    return render(request, "review/_choices.html", choices=pick(session, kind, q), q=q, kind=kind)


@router.post(PATH + "/next")
def go_on(request: Request, user: RequireAnalyst, article_id: int, sent: ReadForm) -> Response:
    """Everything is saved as it is decided: leave the article, and go to the next of the queue."""
    csrf.require(sent.get("csrf_token"), user)
    with transaction(request.app.state.sessions) as session:
        end_presence(session, article_id, user.user_id)
    target = f"/review/next?after={article_id}"
    target += queue_query(request).replace("?", "&", 1)
    if request.headers.get("hx-request") == "true":
        return Response(headers={"HX-Redirect": target})
    return RedirectResponse(target, HTTPStatus.SEE_OTHER)


def screen(
    request: Request,
    user: SignedIn,
    article_id: int,
    *,
    status: int = HTTPStatus.OK,
    form: FormState | None = None,
    tab: str = "",
    said: str = "",
    error: str = "",
    left: tuple[str, ...] = (),
) -> Response:
    """The page of the review, or its desk alone where htmx asks for it.

    said: what was done; error: why nothing was; left: what an act for many left out, and why.
    """
    form = form or FormState()
    sessions = request.app.state.sessions
    with sessions() as session:
        review = _review(session, user, article_id)
        countries = _countries(session) if form.record or form.adding else []
        named = review.find(form.record) if form.record.startswith("proposal:") else None
        near = pick(session, named.values["proposed"], named.name[:MOST_TYPED]) if named else []
    cards = cards_of(review)
    tab = tab or shown_tab(request)
    tabs = [
        (name, words, sum(card.family == name for card in cards))
        for name, words in families()
        if any(card.family == name for card in cards)
    ]
    return render(
        request,
        "review/show.html",
        "review/_desk.html",
        status=status,
        review=review,
        cards=cards,
        paragraphs=paragraphs_of(review, cards),
        together=[card for card in cards if card.is_together],
        open_count=sum(not card.finding.is_decided for card in cards),
        tabs=tabs,
        tab=tab if any(tab == name for name, *_ in tabs) else "",
        form=form,
        choices=CHOICES,
        countries=countries,
        near=near,
        others=show_presence(sessions, article_id, user.user_id),
        said=said,
        error=error,
        left=left,
        queue_query=queue_query(request),
        csrf_token=user.csrf_token,
    )


def shown_tab(request: Request) -> str:
    """The kind of findings that the page shows which a form or an htmx request was sent from; empty: all."""
    page = request.headers.get("hx-current-url") or (
        request.headers.get("referer", "") if request.method == "POST" else ""
    )
    return dict(parse_qsl(urlsplit(page).query)).get("show", "")[:20]


def _review(session: Session, user: SignedIn, article_id: int) -> Review:
    found = get_review(session, article_id, reviewer_of(user)) if 0 < article_id < 2**31 else None
    if found is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND, f"There is no article {article_id} to review. The queue: /review"
        )
    return found


def _countries(session: Session) -> list[Any]:
    return list(session.execute(select(Country.code, Country.name).order_by(Country.name)).all())
