"""A sign-in that ran out in the middle of a review: what was sent is kept in the page, and offered once signed in."""

import re
from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import Response

from app.domain.kinds import UserRole
from app.store.sign_in import Refused, SignedIn, find_signed_in, sign_in
from app.web.auth import session_token, set_session_cookie
from app.web.pages import AppSettings, render
from app.web.review_conflict import told_fields
from app.web.review_forms import ReadForm, Sent

router = APIRouter(include_in_schema=False)
KEPT = re.compile(r"/review/articles/([0-9]{1,9})/(accept|reject|edit|accept-all|undo|create)")


def signed_out(
    request: Request,
    sent: Sent,
    *,
    path: str = "",
    name: str = "",
    error: str | None = None,
    status: int = 401,
) -> Response:
    """What was sent, hidden in a form that signs in."""
    return render(
        request,
        "review/signed_out.html",
        "review/_signed_out.html",
        status=status,
        path=path or request.url.path,
        kept=sent.without("csrf_token").pairs,
        told=told_fields(sent),
        act=(path or request.url.path).rpartition("/")[2],
        name=name,
        error=error,
    )


def kept_page(
    request: Request, user: SignedIn, path: str, sent: Sent, *, status: int = HTTPStatus.OK
) -> Response:
    """What was sent before, to look over and send."""
    request.state.signed_in = user
    return render(
        request,
        "review/kept.html",
        "review/_kept.html",
        status=status,
        path=path,
        article=f"/review/articles/{path.split('/')[3]}",
        kept=sent.without("csrf_token").pairs,
        told=told_fields(sent),
        act=path.rpartition("/")[2],
        csrf_token=user.csrf_token,
    )


@router.post("/review/again")
def again(request: Request, settings: AppSettings, sent: ReadForm) -> Response:
    """Sign in and offer what was kept."""
    path = sent.get("kept_path")
    if not KEPT.fullmatch(path):
        raise HTTPException(
            HTTPStatus.UNPROCESSABLE_ENTITY, "This form is none of a review. The queue: /review"
        )
    kept = Sent(
        tuple((name.removeprefix("kept."), value) for name, value in sent.pairs if name.startswith("kept."))
    )
    sessions = request.app.state.sessions
    name = sent.get("name")[:200]
    outcome = sign_in(
        sessions,
        name=name,
        password=sent.get("password")[:2000],
        address=request.client.host if request.client else "",
        lifetime=timedelta(hours=settings.session_hours),
        replaces=session_token(request.scope),
    )
    if isinstance(outcome, Refused):
        status = 401 if outcome.retry_after is None else 429
        return signed_out(request, kept, path=path, name=name, error=outcome.reason, status=status)
    with sessions() as session:
        user = find_signed_in(session, outcome.token)
    if user is None or not user.is_at_least(UserRole.ANALYST):
        raise HTTPException(HTTPStatus.FORBIDDEN, "This account may read only: sign in as who reviewed.")
    page = kept_page(request, user, path, kept)
    set_session_cookie(page, outcome.token, settings)
    return page
