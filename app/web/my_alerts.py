"""My subscriptions: webhooks of who is signed in, each with its log, a test, a pause and an end."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.alerts import subscribe_webhook
from app.domain.errors import InputError
from app.domain.following import Subject
from app.domain.kinds import MessageKind
from app.present.language import gettext as _
from app.query.alerts import list_messages, list_subscriptions, row_of
from app.query.page import number_key
from app.store import alerts as store
from app.store.engine import transaction
from app.store.models import AlertSubscription
from app.store.sign_in import SignedIn
from app.web import csrf
from app.web.auth import RequireUser
from app.web.pages import AppSettings, RequestSession, WriteSession, render

router = APIRouter(prefix="/account/alerts", include_in_schema=False)
Csrf = Annotated[str, Form(max_length=200)]
Number = Annotated[int, Path(gt=0, lt=2**31)]


@router.get("", name="my_alerts")
def index(
    request: Request, session: RequestSession, user: RequireUser, subject: str = "", after: str = ""
) -> Response:
    """Those of the signed-in user, and the form for one more. One query."""
    return _list(request, session, user, subject=subject, after=after)


@router.post("")
def add(
    request: Request,
    user: RequireUser,
    settings: AppSettings,
    subject: Annotated[str, Form(max_length=300)] = "",
    url: Annotated[str, Form(max_length=4000)] = "",
    csrf_token: Csrf = "",
) -> Response:
    """A webhook; its secret is shown on the page that answers, and never again."""
    csrf.require(csrf_token, user)
    sessions = request.app.state.sessions
    try:
        with transaction(sessions) as session:
            made = subscribe_webhook(
                session,
                user.user_id,
                Subject.of(subject),
                url,
                now=datetime.now(UTC),
                allow_private=settings.allow_private,
            )
    except InputError as error:
        with sessions() as session:
            return _list(request, session, user, subject=subject, url=url, error=str(error))
    with sessions() as session:
        return _shown(request, session, made, secret=made.secret)


@router.get("/{number}", name="my_alert")
def show(
    request: Request, session: RequestSession, user: RequireUser, number: Number, after: str = ""
) -> Response:
    """One subscription with the log of what was sent to it. Two queries."""
    return _shown(request, session, _mine(session, user, number), after=after)


@router.post("/{number}/test")
def send_test(session: WriteSession, user: RequireUser, number: Number, csrf_token: Csrf = "") -> Response:
    """Queue a message that says that it is a test."""
    csrf.require(csrf_token, user)
    store.add_message(session, _mine(session, user, number), MessageKind.TEST, datetime.now(UTC))
    return _back(number)


@router.post("/{number}/pause")
def pause(
    session: WriteSession,
    user: RequireUser,
    number: Number,
    paused: Annotated[bool, Form()],
    csrf_token: Csrf = "",
) -> Response:
    """Send nothing for now, or go on."""
    csrf.require(csrf_token, user)
    store.set_paused(session, _mine(session, user, number), paused=paused, now=datetime.now(UTC))
    return _back(number)


@router.post("/{number}/secret")
def secret(
    request: Request, session: WriteSession, user: RequireUser, number: Number, csrf_token: Csrf = ""
) -> Response:
    """A new secret, shown this once."""
    csrf.require(csrf_token, user)
    to = _mine(session, user, number)
    return _shown(request, session, to, secret=store.renew_secret(to))


@router.post("/{number}/end")
def end(session: WriteSession, user: RequireUser, number: Number, csrf_token: Csrf = "") -> Response:
    """Forget it, with its log."""
    csrf.require(csrf_token, user)
    store.end(session, _mine(session, user, number))
    return RedirectResponse("/account/alerts", HTTPStatus.SEE_OTHER)


def _mine(session: Session, user: SignedIn, number: int) -> AlertSubscription:
    try:
        return store.of_user(session, user.user_id, number)
    except InputError:
        raise HTTPException(HTTPStatus.NOT_FOUND, _("You have no such subscription.")) from None


def _back(number: int) -> Response:
    return RedirectResponse(f"/account/alerts/{number}", HTTPStatus.SEE_OTHER)


def _list(
    request: Request,
    session: Session,
    user: SignedIn,
    *,
    subject: str = "",
    url: str = "",
    error: str = "",
    after: str = "",
) -> Response:
    return render(
        request,
        "alerts/mine.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
        page=list_subscriptions(session, user.user_id, after=number_key(after)),
        subject=subject,
        url=url,
        error=error,
        csrf_token=csrf.token_of(request),
    )


def _shown(
    request: Request, session: Session, to: AlertSubscription, *, secret: str = "", after: str = ""
) -> Response:
    return render(
        request,
        "alerts/show.html",
        row=row_of(to),
        page=list_messages(session, to.id, after=number_key(after)),
        secret=secret,
        csrf_token=csrf.token_of(request),
    )
