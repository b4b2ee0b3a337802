"""`basewatch users`: who may add articles."""

import sys

import click

from app.cli.database import open_database
from app.domain.errors import InputError
from app.domain.kinds import UserRole
from app.settings import Settings
from app.store.accounts import (
    create_user,
    disable_user,
    generate_password,
    list_users,
    set_email,
    set_password,
)
from app.store.engine import transaction

GENERATE_HELP = "Make a password and print it once, instead of asking for one."


@click.group()
def users() -> None:
    """Add and list the people who may add articles.

    \b
      basewatch users add anna                      asks for a password
      basewatch users add anna --generate           makes one and prints it once
      echo "$PASSWORD" | basewatch users add anna   reads it from standard input
    """


@users.command()
@click.argument("name")
@click.option(
    "--role",
    type=click.Choice([role.value for role in UserRole]),
    default=UserRole.ANALYST.value,
    show_default=True,
    help="viewer reads; analyst adds articles; editor and admin do so too.",
)
@click.option("--generate", is_flag=True, help=GENERATE_HELP)
def add(name: str, role: str, generate: bool) -> None:
    """Add the user NAME."""
    sessions = open_database(Settings.from_environment())
    given = _password(generate)
    with transaction(sessions) as session:
        user = create_user(session, name, given, UserRole(role))
    click.echo(f"Added {user.name}, {role}.")
    _show(generate, given)


@users.command(name="list")
def list_() -> None:
    """List every user: name, role, since when, and whether they are disabled."""
    with transaction(open_database(Settings.from_environment())) as session:
        everyone = list_users(session)
    if not everyone:
        click.echo("Nobody has an account yet: basewatch users add NAME")
    for user in everyone:
        disabled = f"  disabled {user.disabled_at:%Y-%m-%d}" if user.disabled_at else ""
        click.echo(f"{user.name:20}  {user.role.value:8}  since {user.created_at:%Y-%m-%d}{disabled}")


@users.command()
@click.argument("name")
@click.option("--generate", is_flag=True, help=GENERATE_HELP)
def password(name: str, generate: bool) -> None:
    """Give NAME a new password; every browser of theirs is signed out."""
    sessions = open_database(Settings.from_environment())
    given = _password(generate)
    with transaction(sessions) as session:
        set_password(session, name, given)
    click.echo(f"{name} has a new password.")
    _show(generate, given)


@users.command()
@click.argument("name")
@click.argument("address")
def email(name: str, address: str) -> None:
    """Give NAME the e-mail ADDRESS by which single sign-on knows them; "" takes it away."""
    with transaction(open_database(Settings.from_environment())) as session:
        set_email(session, name, address)
    click.echo(f"{name} is known by {address}." if address else f"{name} is known by no address.")


@users.command()
@click.argument("name")
def disable(name: str) -> None:
    """Let NAME sign in no more; what they added keeps their name."""
    with transaction(open_database(Settings.from_environment())) as session:
        disable_user(session, name)
    click.echo(f"{name} can sign in no more.")


def _password(generate: bool) -> str:
    """A password made here, typed twice at the prompt, or read as one line from standard input."""
    if generate:
        return generate_password()
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    line = sys.stdin.readline(4096).rstrip("\r\n")
    if not line:
        raise InputError("no password on standard input: type one at the prompt, or add --generate")
    return line


def _show(generated: bool, given: str) -> None:
    if generated:
        click.echo(f"Password: {given}")
        click.echo("It is shown this once.")
