"""Subscriptions as their owners see them, with the log of what was sent; and what a subject is called."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.following import Subject
from app.domain.kinds import AlertChannel, AlertSubject, MessageKind, MessageState, SubscriptionState
from app.query.page import PAGE_SIZE, NumberKey, Page
from app.query.page_names import page_name
from app.store.models import AlertMessage, AlertSubscription, User

_NOUNS = {
    AlertSubject.COUNTRY: "countries",
    AlertSubject.OFFICIAL: "officials",
    AlertSubject.BASE: "bases",
    AlertSubject.AGREEMENT: "agreements",
}


@dataclass(frozen=True, slots=True)
class SubscriptionRow:
    """One subscription; never its secret."""

    id: int
    subject: Subject
    title: str
    channel: AlertChannel
    target: str
    state: SubscriptionState
    note: str
    failures: int
    created_at: datetime
    due_at: datetime | None
    user: str | None

    @property
    def path(self) -> str:
        """The page of what is followed."""
        return path_of(self.subject)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One line of the log."""

    id: int
    kind: MessageKind
    state: MessageState
    events: int
    made_at: datetime
    attempts: int
    tried_at: datetime | None
    status: int | None
    error: str


def path_of(subject: Subject) -> str:
    """The page of a subject: `/bases/kant`, without its filters where it has any."""
    if subject.kind in _NOUNS:
        return f"/{_NOUNS[subject.kind]}/{subject.key}"
    return "/search" if subject.kind is AlertSubject.SEARCH else "/agreements"


def subject_name(session: Session, subject: Subject) -> str | None:
    """What a subject is called; the words of a search; null where there is no such record. One query."""
    if subject.kind in _NOUNS:
        return page_name(session, path_of(subject)) or None
    return subject.key


def list_subscriptions(
    session: Session, user_id: int | None, *, after: NumberKey | None = None, limit: int = PAGE_SIZE
) -> Page[SubscriptionRow]:
    """Those of a user, the newest first; of everybody where that is null. One query."""
    query = (
        select(AlertSubscription, User.name)
        .outerjoin(User, User.id == AlertSubscription.user_id)
        .order_by(AlertSubscription.id.desc())
        .limit(limit + 1)
    )
    if user_id is not None:
        query = query.where(AlertSubscription.user_id == user_id)
    if after is not None:
        query = query.where(AlertSubscription.id < after.id)
    rows = [row_of(one, name) for one, name in session.execute(query)]
    return Page.cut(rows, limit, key=lambda row: NumberKey(row.id))


def row_of(one: AlertSubscription, user: str | None = None) -> SubscriptionRow:
    return SubscriptionRow(
        id=one.id,
        subject=Subject(one.subject_kind, one.subject_key),
        title=one.title,
        channel=one.channel,
        target=one.target,
        state=one.state,
        note=one.note,
        failures=one.failures,
        created_at=one.created_at,
        due_at=one.due_at,
        user=user,
    )


def list_messages(
    session: Session, number: int, *, after: NumberKey | None = None, limit: int = PAGE_SIZE
) -> Page[MessageRow]:
    """What was sent to a subscription, or is to be, the newest first. One query."""
    query = select(
        AlertMessage.id,
        AlertMessage.kind,
        AlertMessage.state,
        AlertMessage.events,
        AlertMessage.made_at,
        AlertMessage.attempts,
        AlertMessage.tried_at,
        AlertMessage.status,
        AlertMessage.error,
    ).where(AlertMessage.subscription_id == number)
    if after is not None:
        query = query.where(AlertMessage.id < after.id)
    found = session.execute(query.order_by(AlertMessage.id.desc()).limit(limit + 1))
    rows = [MessageRow(*row) for row in found]
    return Page.cut(rows, limit, key=lambda row: NumberKey(row.id))
