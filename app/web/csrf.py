"""No other site may write in a signed-in user's name. Two checks on every POST; see docs/decisions.

The browser says where a request comes from (Sec-Fetch-Site, else Origin): this is checked for every
unsafe request before anything is read, and guards the sign-in form, which has no session yet. The forms of
a signed-in user carry the token of their session as well.
"""

import hmac
from http import HTTPStatus
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from app.store.sign_in import SignedIn

FIELD = "csrf_token"
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
STALE = "This form was made for an earlier sign-in. Nothing was saved: look it over, then send it again."


class SameOrigin:
    """Refuses unsafe requests that a browser sends for another site; a program sends neither header."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in SAFE_METHODS and not _same_origin(scope):
            refusal = PlainTextResponse(
                "This request came from another site and was refused: use the form of Basewatch itself.",
                status_code=403,
            )
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _same_origin(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    if site := headers.get("sec-fetch-site"):
        return site in {"same-origin", "none"}
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc == headers.get("host")


def has_token(given: object, signed_in: SignedIn) -> bool:
    """True when the form carried the token of the sender's session."""
    return isinstance(given, str) and hmac.compare_digest(given.encode(), signed_in.csrf_token.encode())


def require(given: object, signed_in: SignedIn) -> None:
    """Raises a 403 with what to do when the form did not carry the token of the sender's session."""
    if not has_token(given, signed_in):
        raise HTTPException(HTTPStatus.FORBIDDEN, STALE)


def token_of(request: Request) -> str:
    """What a form's hidden field holds; empty for a reader, who has no forms that write."""
    signed_in: SignedIn | None = getattr(request.state, "signed_in", None)
    return signed_in.csrf_token if signed_in else ""
