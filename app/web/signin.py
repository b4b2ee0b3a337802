"""Signing in and out."""

from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from app.store.sign_in import Refused, sign_in, sign_out
from app.web import csrf
from app.web.auth import CurrentUser, clear_session_cookie, safe_next, session_token, set_session_cookie
from app.web.pages import AppSettings, RequestSession, render

router = APIRouter(include_in_schema=False)


@router.get("/sign-in", name="sign_in")
def form(request: Request, user: CurrentUser, next: str = "/") -> Response:
    """The form; who is signed in goes on at once."""
    target = safe_next(next)
    if user is not None:
        return RedirectResponse(target, HTTPStatus.SEE_OTHER)
    return render(request, "signin/index.html", next=target, name="", error=None)


@router.post("/sign-in")
def submit(
    request: Request,
    settings: AppSettings,
    name: str = Form("", max_length=200),
    password: str = Form("", max_length=2000),
    next: str = Form("/", max_length=2000),
) -> Response:
    """A new session and its cookie, or the form again with the reason; the session before it ends."""
    target = safe_next(next)
    outcome = sign_in(
        request.app.state.sessions,
        name=name,
        password=password,
        address=request.client.host if request.client else "",
        lifetime=timedelta(hours=settings.session_hours),
        replaces=session_token(request.scope),
    )
    if isinstance(outcome, Refused):
        locked = outcome.retry_after is not None
        status = HTTPStatus.TOO_MANY_REQUESTS if locked else HTTPStatus.UNAUTHORIZED
        page = render(
            request, "signin/index.html", status=status, next=target, name=name, error=outcome.reason
        )
        if outcome.retry_after is not None:
            page.headers["Retry-After"] = str(outcome.retry_after)
        return page
    response = RedirectResponse(target, HTTPStatus.SEE_OTHER)
    set_session_cookie(response, outcome.token, settings)
    return response


@router.post("/sign-out", name="sign_out")
def leave(
    request: Request,
    session: RequestSession,
    settings: AppSettings,
    user: CurrentUser,
    csrf_token: str = Form("", max_length=200),
) -> Response:
    """End the session; who is signed out already just goes home."""
    if user is not None and not csrf.has_token(csrf_token, user):
        raise HTTPException(HTTPStatus.FORBIDDEN, csrf.STALE)
    if token := session_token(request.scope):
        sign_out(session, token)
    response = RedirectResponse("/", HTTPStatus.SEE_OTHER)
    clear_session_cookie(response, settings)
    return response
