"""Following by programs: with a token of scope `alerts` webhooks are added, tested, looked at and ended."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.alerts import subscribe_webhook
from app.domain.errors import InputError
from app.domain.following import Subject
from app.domain.kinds import (
    AlertChannel,
    MessageKind,
    MessageState,
    SubscriptionState,
    TokenScope,
    UserRole,
)
from app.query.alerts import MessageRow, SubscriptionRow, list_messages, list_subscriptions, row_of
from app.store import alerts as store
from app.store.api_tokens import Caller
from app.store.models import AlertSubscription
from app.web.api_callers import require_caller
from app.web.api_calls import PROBLEMS
from app.web.pages import AppSettings, RequestSession, WriteSession

router = APIRouter(prefix="/api/v1/alerts", tags=["alerts"], responses=PROBLEMS)
MOST_LISTED = 200
Number = Annotated[int, Path(gt=0, lt=2**31)]


def _caller(request: Request) -> Caller:
    return require_caller(request, TokenScope.ALERTS, "follow", UserRole.VIEWER)


By = Annotated[Caller, Depends(_caller)]


class SubscriptionIn(BaseModel):
    """What to follow, and where to tell of it."""

    model_config = ConfigDict(extra="forbid")

    follow: Annotated[
        str,
        Field(
            max_length=300,
            description="country:CODE, official:SLUG, base:SLUG, agreement:SLUG, search:WORDS, or expiry:",
            examples=["country:TJ"],
        ),
    ]
    url: Annotated[str, Field(max_length=store.MAX_TARGET, examples=["https://example.org/hook"])]


class SubscriptionOut(BaseModel):
    """One subscription. The secret is there once, in the answer that adds it."""

    id: int
    follow: str
    title: str
    channel: AlertChannel
    url: str
    state: SubscriptionState
    note: str = Field(description="Why it is paused, where that was not you.")
    failures: int = Field(description="In a row.")
    created_at: datetime
    secret: str | None = None

    @classmethod
    def of(cls, row: SubscriptionRow, secret: str | None = None) -> "SubscriptionOut":
        return cls(
            id=row.id,
            follow=str(row.subject),
            title=row.title,
            channel=row.channel,
            url=row.target,
            state=row.state,
            note=row.note,
            failures=row.failures,
            created_at=row.created_at,
            secret=secret,
        )


class MessageOut(BaseModel):
    """One message of the log."""

    id: int
    kind: MessageKind
    state: MessageState
    events: int
    made_at: datetime
    attempts: int
    tried_at: datetime | None
    status: int | None = Field(description="Of the last answer.")
    error: str

    @classmethod
    def of(cls, row: MessageRow) -> "MessageOut":
        return cls(
            id=row.id,
            kind=row.kind,
            state=row.state,
            events=row.events,
            made_at=row.made_at,
            attempts=row.attempts,
            tried_at=row.tried_at,
            status=row.status,
            error=row.error,
        )


@router.get("")
def subscriptions(session: RequestSession, by: By) -> list[SubscriptionOut]:
    """Yours, the newest first; there are few."""
    return [
        SubscriptionOut.of(row) for row in list_subscriptions(session, by.user_id, limit=MOST_LISTED).rows
    ]


@router.post("", status_code=HTTPStatus.CREATED)
def add(session: WriteSession, settings: AppSettings, by: By, given: SubscriptionIn) -> SubscriptionOut:
    """Add a webhook; the answer has its secret, this once."""
    made = subscribe_webhook(
        session,
        by.user_id,
        Subject.of(given.follow),
        given.url,
        now=datetime.now(UTC),
        allow_private=settings.allow_private,
    )
    return SubscriptionOut.of(row_of(made), made.secret)


@router.get("/{number}")
def show(session: RequestSession, by: By, number: Number) -> SubscriptionOut:
    """One of yours."""
    return SubscriptionOut.of(row_of(_mine(session, by, number)))


@router.get("/{number}/messages")
def messages(session: RequestSession, by: By, number: Number) -> list[MessageOut]:
    """The last two hundred messages to it, the newest first."""
    to = _mine(session, by, number)
    return [MessageOut.of(row) for row in list_messages(session, to.id, limit=MOST_LISTED).rows]


@router.post("/{number}/test", status_code=HTTPStatus.ACCEPTED)
def send_test(session: WriteSession, by: By, number: Number) -> SubscriptionOut:
    """Queue a test message."""
    to = _mine(session, by, number)
    store.add_message(session, to, MessageKind.TEST, datetime.now(UTC))
    return SubscriptionOut.of(row_of(to))


@router.delete("/{number}", status_code=HTTPStatus.NO_CONTENT)
def end(session: WriteSession, by: By, number: Number) -> Response:
    """Forget it, with its log."""
    store.end(session, _mine(session, by, number))
    return Response(status_code=HTTPStatus.NO_CONTENT)


def _mine(session: Session, by: Caller, number: int) -> AlertSubscription:
    try:
        return store.of_user(session, by.user_id, number)
    except InputError as error:
        raise HTTPException(HTTPStatus.NOT_FOUND, str(error)) from None
