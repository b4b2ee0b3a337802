"""One's own account: password, sessions, API tokens; and the page of a one-time link."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import TokenScope
from app.store.accounts import MIN_PASSWORD, change_password, end_sessions
from app.store.api_tokens import list_api_tokens, make_api_token, revoke_api_token
from app.store.reset_links import use_reset_link, user_of_link
from app.store.sign_in import SignedIn
from app.web import csrf
from app.web.auth import RequireUser, clear_session_cookie, session_token
from app.web.pages import AppSettings, RequestSession, WriteSession, render

router = APIRouter(include_in_schema=False)
Csrf = Annotated[str, Form(max_length=200)]
Secret = Annotated[str, Form(max_length=2000)]


@router.get("/account", name="account")
def show(request: Request, session: WriteSession, user: RequireUser) -> Response:
    """What the signed-in user may change."""
    return _page(request, session, user)


@router.post("/account/password")
def password(
    request: Request,
    session: WriteSession,
    user: RequireUser,
    old: Secret = "",
    new: Secret = "",
    csrf_token: Csrf = "",
) -> Response:
    """Take a new password; other browsers are signed out."""
    csrf.require(csrf_token, user)
    try:
        change_password(session, user.user_id, old, new, session_token(request.scope) or "")
    except InputError as error:
        return _page(request, session, user, errors={"password": str(error)})
    return _page(request, session, user, done="The password is changed; other browsers are signed out.")


@router.post("/account/sign-out-everywhere")
def leave_everywhere(
    session: WriteSession, settings: AppSettings, user: RequireUser, csrf_token: Csrf = ""
) -> Response:
    """End every session of the user, this one too."""
    csrf.require(csrf_token, user)
    end_sessions(session, user.user_id)
    response = RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)
    clear_session_cookie(response, settings)
    return response


@router.post("/account/tokens")
def make_token(
    request: Request,
    session: WriteSession,
    user: RequireUser,
    label: Annotated[str, Form(max_length=200)] = "",
    scopes: Annotated[list[TokenScope] | None, Form()] = None,
    days: Annotated[int, Form()] = 90,
    csrf_token: Csrf = "",
) -> Response:
    """Make an API token and show it this once."""
    csrf.require(csrf_token, user)
    try:
        secret = make_api_token(session, user.user_id, label, frozenset(scopes or ()), days)
    except InputError as error:
        return _page(request, session, user, errors={"token": str(error)})
    return _page(request, session, user, secret=secret)


@router.post("/account/tokens/{token_id}/revoke")
def revoke(
    session: WriteSession,
    user: RequireUser,
    token_id: Annotated[int, Path(gt=0, lt=2**31)],
    csrf_token: Csrf = "",
) -> Response:
    """End a token; one that has ended already stays so."""
    csrf.require(csrf_token, user)
    revoke_api_token(session, user.user_id, token_id)
    return RedirectResponse("/account", HTTPStatus.SEE_OTHER)


@router.get("/reset/{token}", name="reset")
def reset_form(request: Request, session: RequestSession, token: str) -> Response:
    """Where the bearer of a one-time link sets a password."""
    return _reset_page(request, _bearer(session, token), token)


@router.post("/reset/{token}")
def reset(request: Request, session: WriteSession, token: str, new: Secret = "") -> Response:
    """Set it, and lead to the sign-in; the link holds no longer."""
    name = _bearer(session, token)
    try:
        use_reset_link(session, token, new)
    except InputError as error:
        return _reset_page(request, name, token, str(error))
    return RedirectResponse("/sign-in", HTTPStatus.SEE_OTHER)


def _bearer(session: Session, token: str) -> str:
    name = user_of_link(session, token)
    if name is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND, "This link was used, or is over, or was replaced. Ask for a new one."
        )
    return name


def _reset_page(request: Request, name: str, token: str, error: str | None = None) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    page = render(
        request, "account/reset.html", status=status, name=name, token=token, error=error, least=MIN_PASSWORD
    )
    page.headers["Referrer-Policy"] = "no-referrer"  # the address is the secret
    return page


def _page(
    request: Request,
    session: Session,
    user: SignedIn,
    *,
    errors: dict[str, str] | None = None,
    done: str | None = None,
    secret: str | None = None,
) -> Response:
    return render(
        request,
        "account/index.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        user=user,
        tokens=list_api_tokens(session, user.user_id),
        scopes=[
            scope for scope in TokenScope if scope in (TokenScope.READ, TokenScope.ALERTS) or user.can_add
        ],
        errors=errors or {},
        done=done,
        secret=secret,
        least=MIN_PASSWORD,
        csrf_token=csrf.token_of(request),
    )
