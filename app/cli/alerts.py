"""`basewatch alerts`: who follows what, and sending what waits."""

import sys
from datetime import UTC, datetime

import click
from sqlalchemy.orm import Session

from app.alerts import Sent, sender_of, subscribe_webhook
from app.cli.database import open_database
from app.domain.errors import InputError
from app.domain.following import Subject
from app.domain.kinds import MessageKind, MessageState
from app.polling import now_utc
from app.query.alerts import list_subscriptions
from app.settings import Settings
from app.store.accounts import existing_user
from app.store.alerts import add_message, end
from app.store.engine import transaction
from app.store.models import AlertSubscription

MOST_LISTED = 10_000


@click.group()
def alerts() -> None:
    """Follow a country, official, base, agreement, search or any expiry; send what is new.

    \b
      basewatch alerts add country:TJ https://example.org/hook --user anna
      basewatch alerts add "search:Ream port" https://example.org/hook --user anna
      basewatch alerts send              finds what is new and sends what is due, once: for a timer
      basewatch watch                    does so all the time
    """


@alerts.command()
@click.argument("subject")
@click.argument("url")
@click.option("--user", "user_name", required=True, help="Whose subscription it is.")
def add(subject: str, url: str, user_name: str) -> None:
    """Have URL told of what concerns SUBJECT: country:TJ, official:SLUG, base:SLUG, agreement:SLUG, search:WORDS,
    or expiry: for the end of any agreement."""
    settings = Settings.from_environment()
    with transaction(open_database(settings)) as session:
        user = existing_user(session, user_name)
        made = subscribe_webhook(
            session, user.id, Subject.of(subject), url, now=now_utc(), allow_private=settings.allow_private
        )
        number, secret = made.id, made.secret
    click.echo(f"Added subscription {number}.\nSecret: {secret}\nIt is shown this once.")


@alerts.command(name="list")
def list_() -> None:
    """List every subscription: who, what, where to, and how it goes."""
    with open_database(Settings.from_environment())() as session:
        rows = list_subscriptions(session, None, limit=MOST_LISTED).rows
    if not rows:
        click.echo("Nobody follows anything yet.")
    for row in rows:
        how = f"{row.state.value}{f': {row.note}' if row.note else ''}"
        failing = f", {row.failures} failures in a row" if row.failures else ""
        click.echo(
            f"{row.id:4}  {row.subject}  {row.channel.value} {row.target}  {row.user or ''}\n      {how}{failing}"
        )


@alerts.command()
def send() -> None:
    """Find what is new, send what is due, and end. Exit code 1 where an attempt failed."""
    settings = Settings.from_environment()
    failed = False
    for sent in sender_of(settings, open_database(settings), now_utc).run():
        click.echo(sent_line(sent))
        failed |= bool(sent.error)
    if failed:
        sys.exit(1)


@alerts.command()
@click.argument("number", type=int)
def test(number: int) -> None:
    """Put a test message into the queue of a subscription; `send` or `watch` sends it."""
    with transaction(open_database(Settings.from_environment())) as session:
        add_message(session, _found(session, number), MessageKind.TEST, now_utc())
    click.echo("Queued. Next: basewatch alerts send")


@alerts.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="NUMBER…")
def remove(numbers: tuple[int, ...]) -> None:
    """End subscriptions, whosever they are."""
    with transaction(open_database(Settings.from_environment())) as session:
        for number in numbers:
            end(session, _found(session, number))
    click.echo(f"Ended {len(numbers)}.")


def sent_line(sent: Sent) -> str:
    """One attempt in one line."""
    how = "sent" if sent.state is MessageState.SENT else sent.error
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}  alert {sent.subscription_id}, {sent.target}: "
        f"{sent.events} events, {how}"
    )


def _found(session: Session, number: int) -> AlertSubscription:
    found = session.get(AlertSubscription, number)
    if found is None:
        raise InputError(f"there is no subscription {number}: `basewatch alerts list` shows them all")
    return found
