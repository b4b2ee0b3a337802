"""Telling followers: what is new is found and queued in one transaction, then sent, never in a request.

An event enters the queue of a subscription once. A message is the same in every attempt and carries the same id, so
that a receiver whose answer was lost can leave out what it has.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Protocol

from sqlalchemy.orm import Session, sessionmaker

from app.domain.errors import FetchError, InputError
from app.domain.following import Subject
from app.domain.kinds import AlertChannel, AlertSubject, MessageKind, MessageState
from app.intake.http_post import http_post
from app.intake.smtp import send_mail
from app.present.alerts import MailLinks, Told, mail, message_body, signature, test_body
from app.present.language import ENGLISH, codes, speaking
from app.query.alert_records import FOUND, found_by_search, load_records
from app.query.alerts import subject_name
from app.settings import Settings
from app.store import alert_events, alert_messages
from app.store.alert_events import News
from app.store.alerts import add_email, add_webhook, drop_old_messages, link_signature
from app.store.engine import transaction
from app.store.models import AlertMessage, AlertSubscription
from app.store.versions import data_version, wait_for_writers

log = logging.getLogger(__name__)
WEBHOOK_SECONDS = 10.0
KEPT = timedelta(days=90)  # of the log of messages
GONE = 410  # the receiver wants no more


class Post(Protocol):
    """Sends the body of a webhook; the status of the answer. Raises FetchError."""

    def __call__(self, url: str, body: bytes, headers: Mapping[str, str]) -> int: ...


@dataclass(frozen=True, slots=True)
class Sent:
    """How one attempt went."""

    subscription_id: int
    target: str
    events: int
    state: MessageState
    error: str


class AlertSender:
    """Finds news and sends it. Clock and ways out are passed in, so that a test needs no waiting."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        *,
        site: str,
        clock: Callable[[], datetime],
        post: Post,
        send: Callable[[EmailMessage], None] | None,
        sender: str = "",
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """site: for absolute links; send, sender: null and empty where no mail server is set."""
        self._sessions, self._site, self._clock = sessions, site, clock
        self._post, self._send, self._sender, self._stopped = post, send, sender, stopped
        self._looked: tuple[int, object] | None = None  # data version and day of the last look

    def run(self) -> Iterator[Sent]:
        """Find what is new, and send what is due, one attempt after another."""
        self.collect()
        while not self._stopped():
            with self._sessions() as session:
                number = alert_messages.due_subscription(session, self._clock())
            if number is None:
                return
            sent = self._attempt(number)
            if sent is not None:
                yield sent

    def collect(self) -> int:
        """Queue what is new for who follows it; how many events there were. One transaction."""
        now = self._clock()
        with self._sessions() as session:
            look = (data_version(session), now.date())
        if look == self._looked:
            return 0
        with transaction(self._sessions) as session:
            count = queue_news(session, now)
            drop_old_messages(session, now - KEPT)
        self._looked = look
        return count

    def _attempt(self, number: int) -> Sent | None:
        with transaction(self._sessions) as session:
            to = alert_messages.claim(session, number, self._clock())
            message = self._next_message(session, to) if to else None
        if to is None:
            return None
        if message is None:
            with transaction(self._sessions) as session:
                alert_messages.lay_down(session, number, self._clock())
            return None
        status, error = self._out(to, message)
        with transaction(self._sessions) as session:
            state = alert_messages.settle(
                session, message.id, status=status, error=error, gone=status == GONE, now=self._clock()
            )
        return Sent(number, to.target, message.events, state, error) if state else None

    def _next_message(self, session: Session, to: AlertSubscription) -> AlertMessage | None:
        """The message that waits, or a new one of the events that do."""
        waiting = alert_messages.waiting_message(session, to.id)
        if waiting is not None:
            return waiting
        while events := alert_messages.waiting_events(session, to.id):
            records = load_records(session, {(one.record_type, one.record_id) for one in events})
            told = [
                Told(one.id, one.record_type, one.news, one.at, records[one.record_type, one.record_id])
                for one in events
                if (one.record_type, one.record_id) in records  # public still
            ]
            body = message_body(_subject(to), to.title, told, self._site)
            made = alert_messages.make_message(session, to.id, events, body, len(told), self._clock())
            if made is not None:
                return made
        return None

    def _out(self, to: AlertSubscription, message: AlertMessage) -> tuple[int | None, str]:
        """(status, error) of one attempt; the error is empty where it went well."""
        try:
            if to.channel is AlertChannel.EMAIL:
                return self._mail(to, message)
            return self._webhook(to, message)
        except FetchError as error:
            return None, str(error)
        except Exception as error:  # a defect of ours at one message: the others are still to be sent
            log.exception("alert message %s: %s", message.id, type(error).__name__)
            return None, f"a defect of Basewatch stopped it: {type(error).__name__}"

    def _webhook(self, to: AlertSubscription, message: AlertMessage) -> tuple[int | None, str]:
        text = (
            test_body(_subject(to), to.title, self._site)
            if message.kind is MessageKind.TEST
            else message.body
        )
        body, message_id, timestamp = text.encode(), f"msg_{message.id}", int(self._clock().timestamp())
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Basewatch",
            "webhook-id": message_id,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signature(to.secret, message_id, timestamp, body),
        }
        status = self._post(to.target, body, headers)
        if 200 <= status < 300:
            return status, ""
        if 300 <= status < 400:
            return (
                status,
                f"it answers with a redirect ({status}), which is not followed: give the last address",
            )
        return status, f"it answers with the status {status}"

    def _mail(self, to: AlertSubscription, message: AlertMessage) -> tuple[int | None, str]:
        if self._send is None:
            return None, "no mail server is set (BASEWATCH_SMTP_URL)"
        links = MailLinks(*(f"{self._site}{path_of_link(to, one)}" for one in ("confirm", "stop")))
        with speaking(to.language if to.language in codes() else ENGLISH):
            letter = mail(
                message.kind,
                to.title,
                message.body,
                links,
                sender=self._sender,
                to=to.target,
                now=self._clock(),
                id=f"basewatch-{message.id}",
            )
        self._send(letter)
        return None, ""


def subscribe_webhook(
    session: Session,
    user_id: int,
    subject: Subject,
    url: str,
    *,
    now: datetime,
    allow_private: Collection[str] = (),
) -> AlertSubscription:
    """A webhook that is told of what comes from here on. Raises InputError, also where there is no such record."""
    title = _title(session, subject)
    queue_news(session, now)
    return add_webhook(session, user_id, subject, url, title=title, now=now, allow_private=allow_private)


def subscribe_email(
    session: Session, subject: Subject, address: str, *, now: datetime, language: str = "en"
) -> None:
    """Ask an address whether it wants to be told. Raises InputError, also where there is no such record."""
    title = _title(session, subject)
    queue_news(session, now)
    add_email(session, subject, address, title=title, now=now, language=language)


def _title(session: Session, subject: Subject) -> str:
    name = subject_name(session, subject)
    if name is None:
        raise InputError(f"there is no {subject.kind.value} {subject.key[:60]!r}", parameter="subject")
    return name or "expiry of agreements"


def queue_news(session: Session, now: datetime) -> int:
    """Find what is new and queue it for its followers; how many events there were. The caller commits."""
    wait_for_writers(session)
    news = alert_events.find_news(session, now.date())
    by_subject = alert_events.followers(session)
    if not news or not by_subject:
        return 0
    pairs: set[tuple[int, News]] = set()
    for one, subjects in alert_events.subjects_of(session, news).items():
        pairs |= {(number, one) for subject in subjects for number in by_subject.get(subject, ())}
    for subject, numbers in by_subject.items():
        if subject.kind is AlertSubject.SEARCH:
            pairs |= {(number, one) for one in _found(session, subject.key, news) for number in numbers}
    order = {one: place for place, one in enumerate(news)}
    return alert_events.enqueue(session, sorted(pairs, key=lambda pair: (order[pair[1]], pair[0])), now)


def _found(session: Session, words: str, news: list[News]) -> Iterator[News]:
    for record_type in FOUND:
        of_type = [one for one in news if one.record_type == record_type]
        for start in range(0, len(of_type), alert_events.AT_ONCE):
            some = of_type[start : start + alert_events.AT_ONCE]
            ids = found_by_search(session, words, record_type, [one.record_id for one in some])
            yield from (one for one in some if one.record_id in ids)


def path_of_link(to: AlertSubscription, purpose: str) -> str:
    """The path of the page that a mail leads to: `confirm` or `stop`."""
    prefix = "" if to.language == ENGLISH else f"/{to.language}"
    return f"{prefix}/alerts/{purpose}/{to.id}/{link_signature(to, purpose)}"


def sender_of(
    settings: Settings,
    sessions: sessionmaker[Session],
    clock: Callable[[], datetime],
    stopped: Callable[[], bool] = lambda: False,
) -> AlertSender:
    """A sender by the settings."""

    def post(url: str, body: bytes, headers: Mapping[str, str]) -> int:
        return http_post(
            url,
            body,
            deadline_seconds=WEBHOOK_SECONDS,
            headers=headers,
            allow_private=settings.allow_private,
        )

    smtp = settings.smtp_url
    return AlertSender(
        sessions,
        site=settings.base_url or f"http://{settings.host}:{settings.port}",
        clock=clock,
        post=post,
        send=(lambda letter: send_mail(smtp, letter)) if smtp else None,
        sender=settings.mail_from or "",
        stopped=stopped,
    )


def _subject(to: AlertSubscription) -> Subject:
    return Subject(to.subject_kind, to.subject_key)
