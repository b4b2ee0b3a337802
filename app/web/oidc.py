"""Signing in by OpenID Connect, where the settings name a provider."""

import logging
import secrets
from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.exc import IntegrityError

from app.domain.errors import InputError, NotAllowed
from app.domain.kinds import UserRole
from app.intake.oidc import Identity, OidcError, OidcProvider
from app.settings import Settings
from app.store.engine import transaction
from app.store.oidc import LIFETIME, account_of, keep_start, take_start
from app.store.sign_in import open_session
from app.web.auth import safe_next, session_token, set_session_cookie
from app.web.pages import AppSettings, render
from app.web.rate_limit import Windows, caller_of

log = logging.getLogger(__name__)
router = APIRouter(include_in_schema=False)
COOKIE = "basewatch_oidc"
PATH = "/sign-in/oidc"
BACK = f"{PATH}/done"
STARTS_PER_MINUTE = 20
OVER = "This sign-in is over, or began in another browser. Begin again."


@router.get(PATH, name="oidc_start")
def start(request: Request, settings: AppSettings, next: str = "/") -> Response:
    """Send the browser to the provider; not more than STARTS_PER_MINUTE from one address, for each is kept a while."""
    provider = _provider(request)
    starts: Windows = request.app.state.oidc_starts
    left, seconds = starts.count(caller_of(request.scope))
    if left < 0:
        said = f"Too many sign-ins began from your address: go on in {seconds} seconds."
        response = _refused(request, said, HTTPStatus.TOO_MANY_REQUESTS)
        response.headers["Retry-After"] = str(seconds)
        return response
    try:
        begun = provider.start(_redirect_uri(settings))
    except OidcError as error:
        return _refused(request, str(error), HTTPStatus.BAD_GATEWAY)
    browser = secrets.token_urlsafe(32)
    with transaction(request.app.state.sessions) as session:
        keep_start(session, begun, browser, safe_next(next))
    response = RedirectResponse(begun.url, HTTPStatus.SEE_OTHER)
    response.set_cookie(
        _cookie_of(begun.state),
        browser,
        max_age=int(LIFETIME.total_seconds()),
        path=PATH,
        httponly=True,
        secure=settings.cookie_secure,
        samesite="lax",
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@router.get(BACK, name="oidc_done")
def done(
    request: Request, settings: AppSettings, state: str = "", code: str = "", error: str = ""
) -> Response:
    """Where the provider sends the browser back to: a session, or why there is none."""
    provider, sessions = _provider(request), request.app.state.sessions
    browser = request.cookies.get(_cookie_of(state), "")
    with transaction(sessions) as session:
        begun = take_start(session, state[:200], browser[:200])
    if begun is None:
        return _refused(request, OVER, HTTPStatus.BAD_REQUEST)
    if error or not code:
        return _refused(request, "The provider refused the sign-in. Try again.", HTTPStatus.UNAUTHORIZED)
    try:
        identity = provider.finish(code, _redirect_uri(settings), begun.nonce, begun.verifier)
    except OidcError as failed:
        log.warning("OpenID Connect: %s (%r)", failed, failed.__cause__)
        return _refused(request, str(failed), HTTPStatus.BAD_GATEWAY)
    try:
        try:
            token = _open(request, settings, identity)
        except (
            IntegrityError
        ):  # the same person came in two windows at once, and the other one made the account
            token = _open(request, settings, identity)
    except (NotAllowed, InputError) as refused:
        return _refused(request, str(refused), HTTPStatus.FORBIDDEN)
    response = RedirectResponse(begun.target, HTTPStatus.SEE_OTHER)
    response.delete_cookie(_cookie_of(state), path=PATH)
    set_session_cookie(response, token, settings)
    response.headers["Cache-Control"] = "no-store"
    return response


def _open(request: Request, settings: Settings, identity: Identity) -> str:
    role = UserRole(settings.oidc_new_role) if settings.oidc_new_role else None
    with transaction(request.app.state.sessions) as session:
        return open_session(
            session,
            account_of(session, identity, role).id,
            lifetime=timedelta(hours=settings.session_hours),
            replaces=session_token(request.scope),
        )


def provider_of(settings: Settings) -> OidcProvider | None:
    """The provider of the settings; null where none is set, or not where it sends people back to."""
    if settings.oidc_issuer is None or settings.oidc_client_id is None or settings.base_url is None:
        return None
    return OidcProvider(settings.oidc_issuer, settings.oidc_client_id, settings.oidc_client_secret)


def _provider(request: Request) -> OidcProvider:
    provider: OidcProvider | None = request.app.state.oidc
    if provider is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "No provider of single sign-on is set here.")
    return provider


def _cookie_of(state: str) -> str:
    """One for each sign-in that began, so that two tabs do not end each other's."""
    return f"{COOKIE}_{state[:12]}"


def _redirect_uri(settings: Settings) -> str:
    return f"{settings.base_url}{BACK}"  # never of the request, whose Host header anyone may write


def _refused(request: Request, reason: str, status: HTTPStatus) -> Response:
    response = render(request, "signin/index.html", status=status, next="/", name="", error=reason)
    response.headers["Cache-Control"] = "no-store"
    return response
