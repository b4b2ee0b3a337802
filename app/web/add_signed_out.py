"""The form of `/add`, also for who was signed out while they filled it in: they sign in, and it is as they left it."""

from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response

from app.store.sign_in import Refused, find_signed_in, sign_in
from app.web import csrf
from app.web.add_form import AddForm, FormRefused, form_of, largest
from app.web.auth import session_token, set_session_cookie
from app.web.body_limit import FORM_OVERHEAD, size_words
from app.web.pages import AppSettings, render

router = APIRouter(include_in_schema=False)


def form_page(
    request: Request, given: AddForm, refused: FormRefused | None = None, *, note: str = "", token: str = ""
) -> Response:
    """The form of `/add` with what was given, and what is wrong with it."""
    return render(
        request,
        "add/index.html",
        status=refused.status if refused else HTTPStatus.OK,
        form=given,
        errors=refused.errors if refused else {},
        limit=size_words(largest(request.app.state.settings)),
        note=note,
        csrf_token=token or csrf.token_of(request),
    )


def signed_out(
    request: Request, given: AddForm, *, name: str = "", error: str | None = None, status: int = 401
) -> Response:
    """What was given, hidden in a form that signs in; a file has to be chosen again."""
    return render(request, "add/signed_out.html", status=status, form=given, name=name, error=error)


Credentials = tuple[AddForm, str, str]


async def _read(request: Request, settings: AppSettings) -> Credentials:
    async with request.form(max_files=0, max_part_size=settings.max_upload_bytes + FORM_OVERHEAD) as sent:
        name, password = (
            str(sent.get(key, ""))[:limit] for key, limit in (("name", 200), ("password", 2000))
        )
        return await form_of(sent), name, password


@router.post("/add/again")
def again(request: Request, settings: AppSettings, sent: Annotated[Credentials, Depends(_read)]) -> Response:
    """Sign in and show the form as it was left."""
    given, name, password = sent
    sessions = request.app.state.sessions
    outcome = sign_in(
        sessions,
        name=name,
        password=password,
        address=request.client.host if request.client else "",
        lifetime=timedelta(hours=settings.session_hours),
        replaces=session_token(request.scope),
    )
    if isinstance(outcome, Refused):
        status = 401 if outcome.retry_after is None else 429
        return signed_out(request, given, name=name, error=outcome.reason, status=status)
    with sessions() as session:
        signed_in = find_signed_in(session, outcome.token)
    request.state.signed_in = signed_in
    page = form_page(
        request,
        given,
        note="You are signed in again, and nothing is lost: look it over, then send it.",
        token=signed_in.csrf_token if signed_in else "",
    )
    set_session_cookie(page, outcome.token, settings)
    return page
