"""Following: what can be followed and how; e-mail with a yes from its owner, and an end by one click."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from app.alerts import path_of_link, subscribe_email
from app.domain.errors import InputError
from app.domain.following import Subject
from app.domain.kinds import AlertSubject
from app.present.alerts import CHECK
from app.present.language import gettext as _
from app.present.language import spoken
from app.query.alerts import path_of, subject_name
from app.store.alerts import confirm, end, of_link
from app.store.engine import transaction
from app.store.models import AlertSubscription
from app.web import csrf
from app.web.auth import CurrentUser
from app.web.following import feeds_of
from app.web.pages import RequestSession, render
from app.web.rate_limit import Windows, caller_of

router = APIRouter(prefix="/alerts", include_in_schema=False)
Number = Annotated[int, Path(gt=0, lt=2**31)]
Signature = Annotated[str, Path(max_length=64)]


@router.get("", name="alerts")
def index(request: Request, session: RequestSession, user: CurrentUser, subject: str = "") -> Response:
    """The ways to follow one thing, or what there is to follow. One query."""
    return _page(request, session, _read(session, subject) if subject else None)


@router.post("/email")
def email(
    request: Request,
    user: CurrentUser,
    subject: Annotated[str, Form(max_length=300)],
    address: Annotated[str, Form(max_length=1000)] = "",
    website: Annotated[str, Form(max_length=1000)] = "",
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Ask the owner of an address for a yes. The answer is the same whether the address is known or not."""
    sessions = request.app.state.sessions
    if request.app.state.settings.smtp_url is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, _("This site sends no e-mail."))
    with sessions() as session:
        wanted = _read(session, subject)
    error = csrf.STALE if user is not None and not csrf.has_token(csrf_token, user) else ""
    windows: Windows = request.app.state.form_windows
    left, seconds = (0, 0) if website or error else windows.count(caller_of(request.scope))
    if left < 0:
        minutes = max(1, round(seconds / 60))
        error = _("That is many forms from one place. Send it again in %(minutes)s minutes.") % {
            "minutes": minutes
        }
    if not error and not website:  # a field that people do not see
        try:
            with transaction(sessions) as session:
                subscribe_email(session, wanted, address, now=datetime.now(UTC), language=spoken().code)
        except InputError:
            error = _("This is no e-mail address: give name@example.org.")
    with sessions() as session:
        return _page(request, session, wanted, address=address, error=error, asked=not error)


@router.get("/{purpose}/{number}/{signature}", name="alert_link")
def link(
    request: Request, session: RequestSession, purpose: str, number: Number, signature: Signature
) -> Response:
    """Where a link of a mail leads: a page with a button, since programs open links that mails hold."""
    return _link_page(request, _linked(session, purpose, number, signature), purpose)


@router.post("/{purpose}/{number}/{signature}")
def act(request: Request, purpose: str, number: Number, signature: Signature) -> Response:
    """The button, or a mail program's one click to unsubscribe (RFC 8058): the signature is all it needs."""
    with transaction(request.app.state.sessions) as session:
        to = _linked(session, purpose, number, signature)
        if purpose == "confirm":
            confirm(session, to)
        else:
            end(session, to)
    return _link_page(request, to, purpose, done=True)


def _linked(session: Session, purpose: str, number: int, signature: str) -> AlertSubscription:
    found = of_link(session, number, purpose, signature) if purpose in ("confirm", "stop") else None
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, _("This link is over: the subscription has ended."))
    return found


def _link_page(request: Request, to: AlertSubscription, purpose: str, *, done: bool = False) -> Response:
    answer = render(
        request,
        "alerts/link.html",
        to=to,
        purpose=purpose,
        done=done,
        page=path_of(Subject(to.subject_kind, to.subject_key)),
        stop=path_of_link(to, "stop"),
    )
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["Referrer-Policy"] = "no-referrer"  # the address is the secret
    return answer


def _read(session: Session, text: str) -> Subject:
    """Raises InputError, or a 404 where there is no such record."""
    subject = Subject.of(text)
    if subject_name(session, subject) is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, _("There is nothing of that name to follow."))
    return subject


def _page(
    request: Request,
    session: Session,
    subject: Subject | None,
    *,
    address: str = "",
    error: str = "",
    asked: bool = False,
) -> Response:
    return render(
        request,
        "alerts/index.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK,
        subject=subject,
        kinds=AlertSubject,
        name=subject_name(session, subject) if subject else "",
        page=path_of(subject) if subject else "",
        feeds=feeds_of(subject) if subject else (),
        check=CHECK,
        by_mail=request.app.state.settings.smtp_url is not None,
        address=address,
        error=error,
        asked=asked,
        csrf_token=csrf.token_of(request),
    )
