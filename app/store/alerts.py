"""Subscriptions: made, confirmed, paused, ended. What is sent to them is in `app.store.alert_messages`."""

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.following import Subject
from app.domain.kinds import AlertChannel, MessageKind, MessageState, SubscriptionState
from app.store.models import AlertEvent, AlertMessage, AlertSubscription

PREFIX = "whsec_"  # as https://www.standardwebhooks.com has it
MOST_PER_USER = 50  # subscriptions
MOST_PER_ADDRESS = 50  # of e-mail
MOST_UNCONFIRMED = 3  # of one address of e-mail, so that a stranger fills nobody's box
CONFIRM_WITHIN = timedelta(days=2)
MAX_TARGET = 1_000  # characters
# One @, a name before it, a host with a dot after it; what else is wrong, the mail server says.
_EMAIL = re.compile(r"[^\s@<>,;:\"\\()]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+")


def add_webhook(
    session: Session,
    user_id: int,
    subject: Subject,
    url: str,
    *,
    title: str,
    now: datetime,
    allow_private: Collection[str] = (),
) -> AlertSubscription:
    """A webhook of a user; its secret is to be shown once. Raises InputError that says what is wrong."""
    url = url.strip()
    check_webhook(url, allow_private)
    mine = AlertSubscription.user_id == user_id
    if (session.scalar(select(func.count()).where(mine)) or 0) >= MOST_PER_USER:
        raise InputError(f"{MOST_PER_USER} subscriptions are there already: end one first")
    if session.scalar(
        select(AlertSubscription.id).where(mine, _is(subject), AlertSubscription.target == url)
    ):
        raise InputError("this address is told of this already")
    return _add(session, AlertChannel.WEBHOOK, url, subject, title, now, user_id, SubscriptionState.ACTIVE)


def check_webhook(url: str, allow_private: Collection[str] = ()) -> None:
    """Raises InputError where `url` cannot be one. Where it leads to is checked whenever something is sent."""
    try:
        parts = urlsplit(url)
        place = f"{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
    except ValueError:
        raise InputError("this is no web address: give https://…") from None
    if len(url) > MAX_TARGET or not url.isprintable() or " " in url or not parts.hostname:
        raise InputError(f"this is no web address of at most {MAX_TARGET:,} characters: give https://…")
    if parts.scheme != "https" and not (parts.scheme == "http" and place in allow_private):
        raise InputError("a webhook needs an address that begins with https://")
    if parts.username or parts.password:
        raise InputError("a user name or password in the address: the signature says who sends")


def add_email(
    session: Session, subject: Subject, address: str, *, title: str, now: datetime, language: str = "en"
) -> AlertSubscription | None:
    """An e-mail subscription, with a message that asks for a yes. Null where nothing is to be asked (again):

    the address has this subscription, or was asked often enough of late. Its owner alone may know which.
    Raises: InputError where it is no address.
    """
    address = address.strip()
    if not _EMAIL.fullmatch(address) or len(address) > 254 or not address.isprintable():
        raise InputError("this is no e-mail address: give name@example.org")
    name, _, host = address.rpartition("@")
    address = f"{name}@{host.lower()}"
    its = (AlertSubscription.channel == AlertChannel.EMAIL) & (AlertSubscription.target == address)
    unconfirmed = AlertSubscription.state == SubscriptionState.UNCONFIRMED
    session.execute(
        delete(AlertSubscription).where(unconfirmed, AlertSubscription.created_at < now - CONFIRM_WITHIN)
    )
    if (
        session.scalar(select(AlertSubscription.id).where(its, _is(subject)))
        or (session.scalar(select(func.count()).where(its, unconfirmed)) or 0) >= MOST_UNCONFIRMED
        or (session.scalar(select(func.count()).where(its)) or 0) >= MOST_PER_ADDRESS
    ):
        return None
    made = _add(
        session, AlertChannel.EMAIL, address, subject, title, now, None, SubscriptionState.UNCONFIRMED
    )
    made.language = language
    add_message(session, made, MessageKind.CONFIRM, now)
    return made


def _add(
    session: Session,
    channel: AlertChannel,
    target: str,
    subject: Subject,
    title: str,
    now: datetime,
    user_id: int | None,
    state: SubscriptionState,
) -> AlertSubscription:
    made = AlertSubscription(
        user_id=user_id,
        channel=channel,
        target=target,
        subject_kind=subject.kind,
        subject_key=subject.key,
        title=title,
        secret=_new_secret(),
        language="en",
        state=state,
        note="",
        created_at=now,
        failures=0,
        due_at=None,
        claimed_until=None,
    )
    session.add(made)
    session.flush()
    return made


def add_message(session: Session, to: AlertSubscription, kind: MessageKind, now: datetime) -> None:
    """A message without events: a test, or the question whether an address may be written to."""
    session.add(
        AlertMessage(
            subscription_id=to.id,
            kind=kind,
            state=MessageState.WAITING,
            body=json.dumps({"events": []}),
            events=0,
            made_at=now,
            attempts=0,
            tried_at=None,
            status=None,
            error="",
        )
    )
    to.due_at = now


def confirm(session: Session, to: AlertSubscription) -> None:
    """The owner of the address said yes."""
    if to.state is SubscriptionState.UNCONFIRMED:
        to.state = SubscriptionState.ACTIVE


def set_paused(session: Session, to: AlertSubscription, *, paused: bool, now: datetime) -> None:
    """Send nothing from here on, and note nothing; or go on, with what waits since before."""
    to.state = SubscriptionState.PAUSED if paused else SubscriptionState.ACTIVE
    to.note, to.failures = "", 0
    to.due_at = None if paused else now


def renew_secret(to: AlertSubscription) -> str:
    """A new secret, to be shown once; the old one signs nothing from here on."""
    to.secret = _new_secret()
    return to.secret


def end(session: Session, to: AlertSubscription) -> None:
    """Forget a subscription, with its log."""
    session.execute(delete(AlertEvent).where(AlertEvent.subscription_id == to.id))
    session.execute(delete(AlertMessage).where(AlertMessage.subscription_id == to.id))
    session.delete(to)


def of_user(session: Session, user_id: int, number: int) -> AlertSubscription:
    """Raises InputError where the user has no such subscription."""
    found = session.get(AlertSubscription, number)
    if found is None or found.user_id != user_id:
        raise InputError(f"you have no subscription {number}")
    return found


def link_signature(to: AlertSubscription, purpose: str) -> str:
    """What a link in a mail carries, so that nobody makes one for another's subscription."""
    return hmac.new(to.secret.encode(), f"{purpose}:{to.id}".encode(), hashlib.sha256).hexdigest()[:40]


def of_link(session: Session, number: int, purpose: str, signature: str) -> AlertSubscription | None:
    """The subscription that a link of a mail is for; null where it was made up, or all is over."""
    found = session.get(AlertSubscription, number)
    if found is None or not hmac.compare_digest(link_signature(found, purpose), signature):
        return None
    return found


def drop_old_messages(session: Session, before: datetime) -> None:
    """Forget what was sent, or given up, before that moment."""
    over = (AlertMessage.made_at < before) & (AlertMessage.state != MessageState.WAITING)
    session.execute(delete(AlertMessage).where(over))


def wake(session: Session, number: int, now: datetime) -> None:
    """Something waits for this subscription."""
    idle = (AlertSubscription.id == number) & AlertSubscription.due_at.is_(None)
    session.execute(update(AlertSubscription).where(idle).values(due_at=now))


def _is(subject: Subject) -> ColumnElement[bool]:
    return (AlertSubscription.subject_kind == subject.kind) & (AlertSubscription.subject_key == subject.key)


def _new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()
