"""Programs that send a token, and a site that is closed to readers (BASEWATCH_PRIVATE)."""

from http import HTTPStatus
from urllib.parse import quote

from sqlalchemy.orm import Session, sessionmaker
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from app.domain.kinds import TokenScope
from app.store.api_tokens import Caller, find_caller

LINKS_OF_MAILS = ("/alerts/stop/", "/alerts/confirm/")  # each is signed
OPEN = ("/static/", "/sign-in", "/sign-out", "/reset/", "/theme", "/healthz", "/readyz", *LINKS_OF_MAILS)


class Callers:
    """Looks up the token of a call under /api/, once: `request.state.caller`; an unknown token is refused."""

    def __init__(self, app: ASGIApp, sessions: sessionmaker[Session]) -> None:
        self.app = app
        self.sessions = sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/api/"):
            given = Headers(scope=scope).get("authorization")
            caller = await run_in_threadpool(self._find, given) if given else None
            if given and caller is None:
                await unauthorized("This token is unknown, over or revoked.")(scope, receive, send)
                return
            scope.setdefault("state", {})["caller"] = caller
        await self.app(scope, receive, send)

    def _find(self, given: str) -> Caller | None:
        kind, _, secret = given.partition(" ")
        if kind.lower() != "bearer" or len(secret) > 200:
            return None
        with self.sessions() as session:
            return find_caller(session, secret.strip())


class Closed:
    """Lets in who is signed in, and programs whose token may read."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _may_read(scope):
            await _refusal(scope)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def unauthorized(detail: str) -> Response:
    """A 401 for a program, as problem+json."""
    return JSONResponse(
        {"type": "about:blank", "title": "Unauthorized", "status": 401, "detail": detail},
        status_code=HTTPStatus.UNAUTHORIZED,
        headers={"WWW-Authenticate": "Bearer"},
        media_type="application/problem+json",
    )


def _may_read(scope: Scope) -> bool:
    state = scope.get("state", {})
    caller: Caller | None = state.get("caller")
    return (
        scope["path"].startswith(OPEN)
        or state.get("signed_in") is not None
        or (caller is not None and TokenScope.READ in caller.scopes)
    )


def _refusal(scope: Scope) -> Response:
    if scope["path"].startswith("/api/"):
        return unauthorized("This site is closed: send a token that may read, as Authorization: Bearer …")
    asked = scope["path"] + (f"?{scope['query_string'].decode('latin-1')}" if scope["query_string"] else "")
    return RedirectResponse(f"/sign-in?next={quote(asked, safe='/')}", HTTPStatus.SEE_OTHER)
