"""Telling followers: what is an event and whose, once each; receivers that fail, are slow, or lead elsewhere; mail."""

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Engine, func, select

from app.alerts import AlertSender, Sent
from app.domain.dates import months_after
from app.domain.errors import InputError
from app.domain.following import Subject
from app.domain.kinds import (
    AgreementStatus,
    DenialOutcome,
    MessageKind,
    MessageState,
    ReviewState,
    StatementKind,
    SubscriptionState,
)
from app.intake.http_post import http_post
from app.present.alerts import CHECK
from app.store import alerts
from app.store.alert_messages import MOST_ATTEMPTS, MOST_EVENTS
from app.store.engine import session_factory, transaction
from app.store.models import AlertEvent, AlertMessage, AlertSubscription, Statement
from app.store.search_index import index_records
from app.store.versions import bump_data_version
from tests.factories import make_agreement, make_base, make_claim, make_official, make_statement
from tests.receiver import Receiver, receiving
from tests.web.accounts import make_user

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
SITE = "https://bases.example.org"
on_one = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # nothing in it is the database's


@dataclass
class Desk:
    """An instance whose clock the test turns."""

    engine: Engine
    place: str
    now: datetime = NOON
    letters: list[EmailMessage] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sessions = session_factory(self.engine)
        with transaction(self.sessions) as session:
            make_user(session, "anna")
        self.sender = self.new_sender()

    def new_sender(self) -> AlertSender:
        post = partial(http_post, deadline_seconds=5.0, allow_private={self.place})
        return AlertSender(
            self.sessions,
            site=SITE,
            clock=lambda: self.now,
            post=lambda url, body, headers: post(url, body, headers=headers),
            send=self.letters.append,
            sender="alerts@bases.example.org",
        )

    def follow(self, subject: str, url: str) -> int:
        with transaction(self.sessions) as session:
            made = alerts.add_webhook(
                session, 1, Subject.of(subject), url, title=subject, now=self.now, allow_private={self.place}
            )
            return made.id

    def add(self, make: object, **values: object) -> int:
        with transaction(self.sessions) as session:
            made = make(session, **values)  # type: ignore[operator]
            for kind in ("statement", "base", "agreement"):
                index_records(session, kind)
            bump_data_version(session)
            return int(made.id)

    def run(self, later: timedelta = timedelta()) -> list[Sent]:
        self.now += later
        return list(self.sender.run())

    def subscription(self, number: int) -> AlertSubscription:
        with self.sessions() as session:
            return session.get_one(AlertSubscription, number)

    def count(self, model: type) -> int:
        with self.sessions() as session:
            return session.scalar(select(func.count()).select_from(model)) or 0


@pytest.fixture(scope="module")
def receiver() -> Iterator[Receiver]:
    with receiving() as receiver:
        yield receiver


@pytest.fixture
def desk(engine: Engine, receiver: Receiver) -> Desk:
    receiver.answers, receiver.location, receiver.hang, receiver.came = [204], "", None, []
    return Desk(engine, receiver.place)


def events(receiver: Receiver) -> list[tuple[str, str]]:
    """(news, address) of every event that came, in order."""
    return [
        (one["news"], one["url"].removeprefix(SITE))
        for _, body in receiver.came
        for one in json.loads(body)["events"]
    ]


def test_what_was_there_before_is_no_news_and_what_comes_is_told_once(desk: Desk, receiver: Receiver) -> None:
    desk.add(make_statement, quote="An old denial.", countries=["TJ"])
    desk.run()
    number = desk.follow("country:TJ", receiver.url)
    assert desk.run() == []
    new = desk.add(make_statement, quote="A new denial.", countries=["TJ"])
    desk.add(make_statement, quote="Of another place.", countries=["VE"])
    assert [(one.subscription_id, one.events, one.state) for one in desk.run()] == [
        (number, 1, MessageState.SENT)
    ]
    assert events(receiver) == [("new", f"/statements/{new}")]
    desk.sender = desk.new_sender()
    assert desk.run(timedelta(days=3)) == []
    assert desk.count(AlertEvent) == 0


def test_each_subject_is_told_what_concerns_it(desk: Desk, receiver: Receiver) -> None:
    with transaction(desk.sessions) as session:
        lavrov = make_official(session, "Sergey Lavrov", slug="sergey-lavrov")
        kant = make_base(session, "Kant air base", slug="kant", country="TJ")
    desk.run()
    told: dict[str, set[str]] = {}
    for subject in ("country:TJ", "country:GE", "official:sergey-lavrov", "base:kant", "search:runway"):
        desk.follow(subject, f"{receiver.url}?{subject}")
    said = desk.add(make_statement, quote="They keep the runway.", official=lavrov, countries=["GE-AB"])
    claim = desk.add(make_claim, base=kant, value="500")
    desk.run()
    for _, body in receiver.came:
        message = json.loads(body)
        told[message["subject"]["follow"]] = {one["url"].removeprefix(SITE) for one in message["events"]}
    statement, figure = f"/statements/{said}", f"/bases/kant#claim-{claim}"
    assert told == {
        "country:TJ": {figure},
        "country:GE": {statement},
        "official:sergey-lavrov": {statement},
        "base:kant": {figure},
        "search:runway": {statement},
    }


def test_a_change_of_outcome_is_told_and_what_is_hidden_is_not(desk: Desk, receiver: Receiver) -> None:
    number = desk.add(make_statement, kind=StatementKind.DENIAL, countries=["TJ"])
    desk.run()
    desk.follow("country:TJ", receiver.url)

    def settle(session: object, outcome: DenialOutcome, review: ReviewState) -> Statement:
        one = session.get_one(Statement, number)  # type: ignore[attr-defined]
        one.outcome, one.review = outcome, review
        return one

    desk.add(settle, outcome=DenialOutcome.CONTRADICTED, review=ReviewState.ACCEPTED)
    desk.run()
    assert events(receiver) == [("changed", f"/statements/{number}")]
    desk.add(settle, outcome=DenialOutcome.HELD, review=ReviewState.REJECTED)
    desk.run()
    assert len(receiver.came) == 1
    desk.add(settle, outcome=DenialOutcome.CONTRADICTED, review=ReviewState.ACCEPTED)
    desk.run()
    assert len(receiver.came) == 1, "it is as it was told of"


def test_a_record_hidden_before_it_was_sent_is_left_out(desk: Desk, receiver: Receiver) -> None:
    desk.run()
    desk.follow("country:TJ", receiver.url)
    number = desk.add(make_statement, countries=["TJ"])
    assert desk.sender.collect() == 1
    with transaction(desk.sessions) as session:
        session.get_one(Statement, number).review = ReviewState.REJECTED
    assert desk.run() == []
    assert (receiver.came, desk.count(AlertEvent)) == ([], 0)


def test_an_agreement_is_told_of_twelve_six_and_one_months_before_its_end(
    desk: Desk, receiver: Receiver
) -> None:
    desk.add(
        make_agreement, title="Lease", slug="lease", expires="2027-08-31", status=AgreementStatus.IN_FORCE
    )
    desk.run()
    for subject in ("expiry:", "agreement:lease"):
        desk.follow(subject, f"{receiver.url}?{subject}")
    told = {}
    for (
        day
    ) in "2026-08-30 2026-08-31 2026-09-01 2027-02-28 2027-03-01 2027-07-30 2027-07-31 2027-09-01".split():
        desk.now = datetime.combine(date.fromisoformat(day), NOON.timetz())
        told[day] = len(desk.run())
    assert {day: count for day, count in told.items() if count} == {
        "2026-08-31": 2,
        "2027-03-01": 2,  # six months after the last of February it is not yet the end
        "2027-07-31": 2,
    }
    assert events(receiver) == [("ending", "/agreements/lease")] * 6
    assert '"expires":"2027-08-31"' in receiver.came[0][1].decode()


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [("2026-01-31", 1, "2026-02-28"), ("2026-12-31", 6, "2027-06-30"), ("2026-05-04", 12, "2027-05-04")],
)
def test_months_after(day: str, months: int, then: str) -> None:
    assert months_after(date.fromisoformat(day), months).isoformat() == then


@on_one
def test_a_message_is_signed_as_standard_webhooks_are(desk: Desk, receiver: Receiver) -> None:
    desk.run()
    number = desk.follow("country:TJ", receiver.url)
    desk.add(make_statement, countries=["TJ"])
    desk.run()
    headers, body = receiver.came[0]
    shown: dict[str, Any] = {}
    exec(CHECK, shown)  # as the page has it
    shown["time"] = SimpleNamespace(time=NOON.timestamp)
    secret = desk.subscription(number).secret
    assert shown["is_ours"](secret, headers, body)
    assert not shown["is_ours"](secret, headers, body + b" ")
    assert not shown["is_ours"](f"whsec_{base64.b64encode(b'another').decode()}", headers, body)
    shown["time"] = SimpleNamespace(time=lambda: NOON.timestamp() + 301)
    assert not shown["is_ours"](secret, headers, body)
    assert int(headers["webhook-timestamp"]) == int(NOON.timestamp())
    assert headers["content-type"] == "application/json"


def test_a_failing_receiver_gets_the_same_message_again_with_growing_pauses(
    desk: Desk, receiver: Receiver
) -> None:
    desk.run()
    number = desk.follow("country:TJ", receiver.url)
    receiver.answers = [500, 503, 204]
    first = desk.add(make_statement, countries=["TJ"])
    assert [one.state for one in desk.run()] == [MessageState.WAITING]
    second = desk.add(make_statement, countries=["TJ"])
    assert desk.run(timedelta(seconds=59)) == []
    assert [one.error for one in desk.run(timedelta(seconds=1))] == ["it answers with the status 503"]
    assert desk.run(timedelta(minutes=1)) == []
    assert [one.state for one in desk.run(timedelta(minutes=1))] == [MessageState.SENT] * 2
    ids = [headers["webhook-id"] for headers, _ in receiver.came]
    bodies = [body for _, body in receiver.came]
    assert ids[0] == ids[1] == ids[2] != ids[3]
    assert bodies[0] == bodies[1] == bodies[2]
    assert events(receiver)[2:] == [("new", f"/statements/{first}"), ("new", f"/statements/{second}")]
    assert desk.subscription(number).failures == 0


@on_one
def test_a_receiver_that_never_answers_well_is_paused(desk: Desk, receiver: Receiver) -> None:
    desk.run()
    number = desk.follow("country:TJ", receiver.url)
    receiver.answers = [500]
    desk.add(make_statement, countries=["TJ"])
    attempts = sum(len(desk.run(timedelta(hours=12))) for _ in range(MOST_ATTEMPTS + 5))
    assert attempts == MOST_ATTEMPTS
    assert desk.subscription(number).state is SubscriptionState.PAUSED
    assert "12 attempts failed" in desk.subscription(number).note


@on_one
def test_a_receiver_that_is_gone_is_paused_at_once(desk: Desk, receiver: Receiver) -> None:
    desk.run()
    number = desk.follow("country:TJ", receiver.url)
    receiver.answers = [410]
    desk.add(make_statement, countries=["TJ"])
    assert [one.state for one in desk.run()] == [MessageState.GIVEN_UP]
    assert desk.subscription(number).state is SubscriptionState.PAUSED


@on_one
def test_a_redirect_is_not_followed(desk: Desk, receiver: Receiver) -> None:
    desk.run()
    desk.follow("country:TJ", receiver.url)
    receiver.answers, receiver.location = [307], "http://169.254.169.254/latest/meta-data"
    desk.add(make_statement, countries=["TJ"])
    (sent,) = desk.run()
    assert "redirect (307), which is not followed" in sent.error
    assert len(receiver.came) == 1


@on_one
@pytest.mark.parametrize(
    "url", ["http://example.org/x", "ftp://example.org", "https://u:p@example.org/", "https://", "x" * 2000]
)
def test_what_is_no_webhook_is_refused(desk: Desk, url: str) -> None:
    with pytest.raises(InputError):
        desk.follow("country:TJ", url)


def test_two_senders_send_a_message_once(desk: Desk, receiver: Receiver) -> None:
    desk.run()
    desk.follow("country:TJ", receiver.url)
    desk.add(make_statement, countries=["TJ"])
    other = desk.new_sender()
    inner: list[list[Sent]] = []
    post = desk.sender._post

    def interrupted(url: str, body: bytes, headers: dict[str, str]) -> int:
        inner.append(list(other.run()))
        return post(url, body, headers)

    desk.sender._post = interrupted  # type: ignore[assignment]
    assert len(desk.run()) == 1
    assert inner == [[]]
    assert len(receiver.came) == 1


def test_a_sender_that_died_is_taken_up_with_the_same_message(desk: Desk, receiver: Receiver) -> None:
    desk.run()
    desk.follow("country:TJ", receiver.url)
    desk.add(make_statement, countries=["TJ"])

    def dies(*_: object) -> int:
        raise KeyboardInterrupt

    desk.sender._post = dies  # type: ignore[assignment]
    with pytest.raises(KeyboardInterrupt):
        desk.run()
    desk.sender = desk.new_sender()
    assert desk.run() == []
    assert len(desk.run(timedelta(minutes=4))) == 1
    assert desk.count(AlertMessage) == 1


@on_one
def test_many_events_go_in_messages_of_fifty(desk: Desk, receiver: Receiver) -> None:
    desk.run()
    desk.follow("country:TJ", receiver.url)
    for _ in range(MOST_EVENTS + 1):
        with transaction(desk.sessions) as session:
            make_statement(session, countries=["TJ"])
            bump_data_version(session)
    assert [one.events for one in desk.run()] == [MOST_EVENTS, 1]


@on_one
def test_mail_goes_out_after_a_yes_and_ends_with_one_click(desk: Desk) -> None:
    subject = Subject.of("country:TJ")
    add = partial(alerts.add_email, subject=subject, title="Tajikistan", now=NOON)
    with transaction(desk.sessions) as session:
        made = add(session, address="Reader@Example.ORG")
        assert made is not None
        assert add(session, address="Reader@example.org") is None, "it was asked already"
        number = made.id
    desk.run()
    (asked,) = desk.letters
    assert asked["To"] == "Reader@example.org"
    assert "List-Unsubscribe" not in asked
    link = re.search(rf"{SITE}/alerts/confirm/(\d+)/(\w+)", asked.get_content())
    assert link
    desk.add(make_statement, countries=["TJ"])
    assert desk.run(timedelta(hours=1)) == [], "nobody said yes"
    with transaction(desk.sessions) as session:
        assert alerts.of_link(session, number, "stop", link[2]) is None, "a link is for one purpose"
        found = alerts.of_link(session, number, "confirm", link[2])
        assert found is not None
        alerts.confirm(session, found)
    said = desk.add(make_statement, quote="There is no base.", countries=["TJ"])
    assert desk.run() == []
    desk.add(make_statement, countries=["TJ"])
    assert [one.events for one in desk.run(timedelta(minutes=15))] == [2]
    letter = desk.letters[-1]
    assert letter["Subject"] == "2 news: Tajikistan"
    assert f"{SITE}/statements/{said}" in letter.get_content()
    assert "There is no base." in letter.get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].startswith(f"<{SITE}/alerts/stop/{number}/")


@on_one
def test_an_address_that_says_nothing_is_asked_three_times_and_forgotten(desk: Desk) -> None:
    with transaction(desk.sessions) as session:
        asked = [
            alerts.add_email(session, Subject.of(f"country:{code}"), "a@example.org", title=code, now=NOON)
            for code in ("TJ", "VE", "SY", "AM")
        ]
        assert [one is not None for one in asked] == [True, True, True, False]
        later = NOON + timedelta(days=3)
        again = alerts.add_email(session, Subject.of("country:AM"), "a@example.org", title="AM", now=later)
        assert again is not None
    assert desk.count(AlertSubscription) == 1
    with transaction(desk.sessions) as session, pytest.raises(InputError):
        alerts.add_email(session, Subject.of("country:AM"), "no address", title="AM", now=later)


@on_one
def test_a_test_message_is_sent_and_logged(desk: Desk, receiver: Receiver) -> None:
    number = desk.follow("country:TJ", receiver.url)
    with transaction(desk.sessions) as session:
        alerts.add_message(session, alerts.of_user(session, 1, number), MessageKind.TEST, desk.now)
    desk.run()
    assert json.loads(receiver.came[0][1])["type"] == "basewatch.test"
    with desk.sessions() as session:
        (message,) = session.scalars(select(AlertMessage))
        assert (message.state, message.status, message.attempts) == (MessageState.SENT, 204, 1)
