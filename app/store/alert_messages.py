"""The outbox: who sends for a subscription, what is its next message, how an attempt went."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from app.domain.kinds import AlertNews, MessageKind, MessageState, SubscriptionState
from app.store.models import AlertEvent, AlertMessage, AlertSubscription
from app.store.versions import wait_for_writers

CLAIM = timedelta(minutes=3)  # longer than one attempt may take; who has not ended by then has died
MOST_EVENTS = 50  # of one message
MOST_ATTEMPTS = 12
FIRST_WAIT = timedelta(minutes=1)  # doubled after each failure
LONGEST_WAIT = timedelta(hours=12)
MAX_ERROR = 300


@dataclass(frozen=True, slots=True)
class Happened:
    """One event that waits for a message."""

    id: int
    record_type: str
    record_id: int
    news: AlertNews
    at: datetime


def due_subscription(session: Session, now: datetime) -> int | None:
    """The subscription that waits for the longest and that nobody sends for."""
    return session.scalar(
        select(AlertSubscription.id)
        .where(AlertSubscription.due_at <= now, _is_free(now), _may_be_told())
        .order_by(AlertSubscription.due_at, AlertSubscription.id)
        .limit(1)
    )


def claim(session: Session, number: int, now: datetime) -> AlertSubscription | None:
    """The subscription, if the caller may send for it; null where another does, or it ended."""
    taken = session.execute(
        update(AlertSubscription)
        .where(AlertSubscription.id == number, _is_free(now), _may_be_told())
        .values(claimed_until=now + CLAIM)
        .returning(AlertSubscription.id)
    )
    if taken.first() is None:
        return None
    return session.get(AlertSubscription, number, populate_existing=True)


def waiting_message(session: Session, number: int) -> AlertMessage | None:
    """The oldest message that is not through yet."""
    waits = (AlertMessage.subscription_id == number) & (AlertMessage.state == MessageState.WAITING)
    return session.scalar(select(AlertMessage).where(waits).order_by(AlertMessage.id).limit(1))


def waiting_events(session: Session, number: int) -> list[Happened]:
    """The events of the next message."""
    query = select(
        AlertEvent.id, AlertEvent.record_type, AlertEvent.record_id, AlertEvent.news, AlertEvent.at
    ).where(AlertEvent.subscription_id == number)
    return [Happened(*row) for row in session.execute(query.order_by(AlertEvent.id).limit(MOST_EVENTS))]


def make_message(
    session: Session, number: int, events: list[Happened], body: str, count: int, now: datetime
) -> AlertMessage | None:
    """Turn events into a message, the same in every attempt; null where nothing of them is left to be told."""
    session.execute(delete(AlertEvent).where(AlertEvent.id.in_([one.id for one in events])))
    if not count:
        return None
    made = AlertMessage(
        subscription_id=number,
        kind=MessageKind.EVENTS,
        state=MessageState.WAITING,
        body=body,
        events=count,
        made_at=now,
        attempts=0,
        tried_at=None,
        status=None,
        error="",
    )
    session.add(made)
    session.flush()
    return made


def settle(
    session: Session, message_id: int, *, status: int | None, error: str, gone: bool, now: datetime
) -> MessageState | None:
    """Note how an attempt went, and when the next one is due; null where the subscription ended meanwhile.

    error: empty where it went well; gone: the receiver wants no more.
    """
    wait_for_writers(session)
    message = session.get(AlertMessage, message_id, populate_existing=True)
    if message is None:
        return None
    to = session.get_one(AlertSubscription, message.subscription_id, populate_existing=True)
    message.attempts += 1
    message.tried_at, message.status, message.error = now, status, error[:MAX_ERROR]
    to.claimed_until = None
    if not error:
        message.state, to.failures = MessageState.SENT, 0
        to.due_at = now if _is_waited_for(session, to.id) else None
        return message.state
    to.failures += 1
    if not gone and message.attempts < MOST_ATTEMPTS:
        to.due_at = now + min(FIRST_WAIT * 2 ** (message.attempts - 1), LONGEST_WAIT)
        return message.state
    message.state = MessageState.GIVEN_UP
    to.due_at = now if message.kind is MessageKind.TEST and _is_waited_for(session, to.id) else None
    if message.kind is not MessageKind.TEST or gone:
        to.state, to.due_at = SubscriptionState.PAUSED, None
        to.note = (
            "the receiver said that it wants no more (410)" if gone else f"{message.attempts} attempts failed"
        )
    return message.state


def lay_down(session: Session, number: int, now: datetime) -> None:
    """Nothing was there to send, or the sender stops: others may go on."""
    wait_for_writers(session)
    to = session.get(AlertSubscription, number, populate_existing=True)
    if to is not None:
        to.claimed_until = None
        to.due_at = (to.due_at or now) if _is_waited_for(session, number) else None


def next_due(session: Session) -> datetime | None:
    """When something is to be sent next; null where nothing waits."""
    return session.scalar(select(func.min(AlertSubscription.due_at)).where(_may_be_told()))


def _is_waited_for(session: Session, number: int) -> bool:
    session.flush()
    return waiting_message(session, number) is not None or bool(
        session.scalar(select(AlertEvent.id).where(AlertEvent.subscription_id == number).limit(1))
    )


def _is_free(now: datetime) -> ColumnElement[bool]:
    return or_(AlertSubscription.claimed_until.is_(None), AlertSubscription.claimed_until < now)


def _may_be_told() -> ColumnElement[bool]:
    return AlertSubscription.state != SubscriptionState.PAUSED
