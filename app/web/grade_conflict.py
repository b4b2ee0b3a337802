"""Two editors pin or grade at once: the second is told what the first did, and may send theirs all the same."""

from collections.abc import Callable
from http import HTTPStatus

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.domain.errors import Conflict
from app.store.engine import transaction
from app.store.reviewer import newest_revision
from app.store.sign_in import SignedIn
from app.web.auth import safe_next
from app.web.pages import render


def decide(
    request: Request,
    user: SignedIn,
    act: Callable[[Session, int | None], int],
    *,
    seen: int | None,
    next: str,
    sent: dict[str, str],
) -> Response:
    """Act in one transaction and go on to `next`; where somebody else came first, a page with both.

    act: takes the session and the newest revision that the page showed. sent: the fields of the form, to keep them.
    """
    sessions = request.app.state.sessions
    try:
        with transaction(sessions) as session:
            act(session, seen)
    except Conflict as conflict:
        with sessions() as session:
            now = newest_revision(session)
        return render(
            request,
            "claims/conflict.html",
            status=HTTPStatus.CONFLICT,
            message=str(conflict),
            sent=sent,
            seen=now,
            path=request.url.path,
            next=safe_next(next),
            csrf_token=user.csrf_token,
        )
    return RedirectResponse(safe_next(next), HTTPStatus.SEE_OTHER)
