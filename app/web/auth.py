"""Who makes a request: the session cookie, and the dependencies of pages that need a sign-in."""

from http import HTTPStatus
from typing import Annotated
from urllib.parse import quote, urlsplit

from fastapi import Depends, HTTPException, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session, sessionmaker
from starlette.concurrency import run_in_threadpool
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from app.domain.kinds import UserRole
from app.query.review_queue import open_articles
from app.settings import Settings
from app.store.reviewer import Reviewer
from app.store.sign_in import SignedIn, find_signed_in

COOKIE = "basewatch_session"


class SessionCookie:
    """Looks up who is signed in, once a request and only where there is a cookie: `request.state.signed_in`.

    For who reviews, `request.state.waiting` is how many articles wait in the queue.

    A middleware rather than a dependency: pages of errors, which no route makes, show who is signed in too.
    """

    def __init__(self, app: ASGIApp, sessions: sessionmaker[Session]) -> None:
        self.app = app
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            token = session_token(scope)
            signed_in, waiting = await run_in_threadpool(self._find, token) if token else (None, 0)
            scope.setdefault("state", {}).update(signed_in=signed_in, waiting=waiting)
        await self.app(scope, receive, send)

    def _find(self, token: str) -> tuple[SignedIn | None, int]:
        with self.sessions() as session:
            found = find_signed_in(session, token)
            return found, open_articles(session) if found and found.can_add else 0


def session_token(scope: Scope) -> str | None:
    """The token in the session cookie of a request, as sent."""
    for name, value in scope["headers"]:
        if name == b"cookie" and COOKIE.encode() in value:
            token = cookie_parser(value.decode("latin-1")).get(COOKIE)
            return token[:200] if token else None
    return None


def set_session_cookie(response: Response, token: str, settings: Settings) -> None:
    """Hand the browser its token: out of reach of scripts, and sent by no other site's forms."""
    response.set_cookie(
        COOKIE,
        token,
        max_age=settings.session_hours * 3600,
        httponly=True,
        secure=settings.cookie_secure,
        samesite="lax",
    )


def clear_session_cookie(response: Response, settings: Settings) -> None:
    response.delete_cookie(COOKIE, httponly=True, secure=settings.cookie_secure, samesite="lax")


def current_user(request: Request) -> SignedIn | None:
    """Who is signed in; null for a reader."""
    signed_in: SignedIn | None = getattr(request.state, "signed_in", None)
    return signed_in


CurrentUser = Annotated[SignedIn | None, Depends(current_user)]


def _require(request: Request, role: UserRole, refusal: str) -> SignedIn:
    """Who is signed in, of at least this role; a reader is led to the sign-in and back."""
    signed_in = current_user(request)
    if signed_in is None:
        if request.method != "GET":
            raise HTTPException(
                HTTPStatus.UNAUTHORIZED,
                "You are signed out, and nothing was saved. Sign in in another tab, then send this again.",
            )
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        raise HTTPException(
            HTTPStatus.SEE_OTHER, "Sign in first.", {"Location": f"/sign-in?next={quote(asked, safe='/')}"}
        )
    if not signed_in.is_at_least(role):
        raise HTTPException(HTTPStatus.FORBIDDEN, refusal)
    return signed_in


def require_user(request: Request) -> SignedIn:
    """Who is signed in, in any role."""
    return _require(request, UserRole.VIEWER, "")


def require_analyst(request: Request) -> SignedIn:
    """Who is signed in and may add articles."""
    refusal = "Your account may read only. Ask an administrator for the role of analyst."
    return _require(request, UserRole.ANALYST, refusal)


def require_editor(request: Request) -> SignedIn:
    """Who is signed in and may decide on any record."""
    refusal = "This is for editors: ask one, or an administrator for the role."
    return _require(request, UserRole.EDITOR, refusal)


def require_admin(request: Request) -> SignedIn:
    """Who is signed in and keeps the accounts."""
    return _require(request, UserRole.ADMIN, "This page is for administrators: ask one for what you need.")


RequireUser = Annotated[SignedIn, Depends(require_user)]
RequireAnalyst = Annotated[SignedIn, Depends(require_analyst)]
RequireEditor = Annotated[SignedIn, Depends(require_editor)]
RequireAdmin = Annotated[SignedIn, Depends(require_admin)]


def reviewer_of(user: SignedIn) -> Reviewer:
    """The person as acts on records know them."""
    return Reviewer(user.name, user.role)


def safe_next(target: str | None) -> str:
    """Where to go after a sign-in: a path of this site, else the front page.

    `//host`, `/\\host` and control characters, which browsers read as another host, are refused.
    """
    if not target or len(target) > 2000 or not target.startswith("/") or target[1:2] in {"/", "\\"}:
        return "/"
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not target.isprintable() or "\\" in target:
        return "/"
    return target
