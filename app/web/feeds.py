"""Feeds, for administrators: what is polled, how it went, what became of each item."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.domain.kinds import FeedItemOutcome
from app.pipeline import Names
from app.query.feeds import count_failing, count_feeds, list_feed_items, list_feeds, show_feed
from app.query.page import NameKey, day_key, name_key
from app.store.feeds import (
    FeedDraft,
    add_feed,
    change_feed,
    draft_of,
    find_feed,
    remove_feed,
    set_state,
    what_is_wrong,
)
from app.web import csrf
from app.web.auth import RequireAdmin
from app.web.feed_form import LEAST, MOST, ReadDraft
from app.web.feed_work import FeedWork
from app.web.pages import RequestSession, WriteSession, render
from app.web.params import choice

router = APIRouter(prefix="/admin/feeds", include_in_schema=False)
Csrf = Annotated[str, Form(max_length=200)]
FeedId = Annotated[int, Path(gt=0, lt=2**31)]


@router.get("", name="feeds")
def index(request: Request, session: RequestSession, user: RequireAdmin, after: str = "") -> Response:
    """Every feed. Four queries."""
    return _list_page(request, session, after=name_key(after))


@router.post("")
def add(
    request: Request, session: WriteSession, user: RequireAdmin, draft: ReadDraft, csrf_token: Csrf = ""
) -> Response:
    """Keep a new feed and lead to it."""
    csrf.require(csrf_token, user)
    index = _names(request).index(session)
    if wrong := what_is_wrong(session, draft, index):
        return _list_page(request, session, draft=draft, errors=wrong)
    feed = add_feed(session, draft, index, by=user.name)
    return RedirectResponse(f"/admin/feeds/{feed.id}", HTTPStatus.SEE_OTHER)


@router.get("/{feed_id}", name="feed")
def show(
    request: Request,
    session: RequestSession,
    user: RequireAdmin,
    feed_id: FeedId,
    outcome: str = "",
    after: str = "",
) -> Response:
    """One feed with its items, the newest first; while it is polled, it asks for itself again. Four queries."""
    return _feed_page(request, session, feed_id, outcome=outcome, after=after)


@router.post("/{feed_id}")
def change(
    request: Request,
    session: WriteSession,
    user: RequireAdmin,
    feed_id: FeedId,
    draft: ReadDraft,
    csrf_token: Csrf = "",
) -> Response:
    """Take over what was changed of a feed."""
    csrf.require(csrf_token, user)
    index = _names(request).index(session)
    if wrong := what_is_wrong(session, draft, index, feed_id=feed_id):
        return _feed_page(request, session, feed_id, draft=draft, errors=wrong)
    change_feed(session, feed_id, draft, index)
    return RedirectResponse(f"/admin/feeds/{feed_id}", HTTPStatus.SEE_OTHER)


@router.post("/{feed_id}/state")
def change_state(
    session: WriteSession,
    user: RequireAdmin,
    feed_id: FeedId,
    paused: Annotated[bool, Form()],
    csrf_token: Csrf = "",
) -> Response:
    """Pause a feed, or poll it again."""
    csrf.require(csrf_token, user)
    set_state(session, feed_id, paused=paused)
    return RedirectResponse(f"/admin/feeds/{feed_id}", HTTPStatus.SEE_OTHER)


@router.post("/{feed_id}/remove")
def remove(session: WriteSession, user: RequireAdmin, feed_id: FeedId, csrf_token: Csrf = "") -> Response:
    """Forget a feed; its articles stay."""
    csrf.require(csrf_token, user)
    remove_feed(session, feed_id)
    return RedirectResponse("/admin/feeds", HTTPStatus.SEE_OTHER)


@router.post("/{feed_id}/poll")
def poll(
    request: Request, session: RequestSession, user: RequireAdmin, feed_id: FeedId, csrf_token: Csrf = ""
) -> Response:
    """Poll a feed now, due or not, in the background; its page shows how far that is."""
    csrf.require(csrf_token, user)
    find_feed(session, feed_id)
    _work(request).start(feed_id)
    return RedirectResponse(f"/admin/feeds/{feed_id}", HTTPStatus.SEE_OTHER)


def _list_page(
    request: Request,
    session: Session,
    *,
    after: NameKey | None = None,
    draft: FeedDraft | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    return render(
        request,
        "feeds/index.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        page=list_feeds(session, after=after, now=datetime.now(UTC)),
        total=count_feeds(session),
        failing=count_failing(session),
        draft=draft or FeedDraft(url=""),
        errors=errors or {},
        **_form_words(request),
    )


def _feed_page(
    request: Request,
    session: Session,
    feed_id: int,
    *,
    outcome: str = "",
    after: str = "",
    draft: FeedDraft | None = None,
    errors: dict[str, str] | None = None,
) -> Response:
    feed = show_feed(session, feed_id, now=datetime.now(UTC))
    if feed is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "There is no such feed; it may have been removed.")
    wanted = choice(FeedItemOutcome, outcome, "outcome")
    return render(
        request,
        "feeds/show.html",
        "feeds/_items.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        feed=feed,
        works=feed.is_polled or _work(request).is_at(feed_id),
        page=list_feed_items(session, feed_id, wanted, after=day_key(after)),
        outcome=wanted,
        draft=draft or draft_of(find_feed(session, feed_id)),
        errors=errors or {},
        **_form_words(request),
    )


def _form_words(request: Request) -> dict[str, object]:
    return {"csrf_token": csrf.token_of(request), "least": LEAST, "most": MOST}


def _names(request: Request) -> Names:
    names: Names = request.app.state.names
    return names


def _work(request: Request) -> FeedWork:
    work: FeedWork = request.app.state.feeds
    return work
