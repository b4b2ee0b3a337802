"""What every command that decides shares: who does it, its transaction, and how it tells what was done."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

import click
from sqlalchemy.orm import Session

from app.cli.database import open_database
from app.domain.kinds import UserRole
from app.settings import Settings
from app.store.engine import transaction
from app.store.reviewer import Reviewer

REASON = click.option("--reason", default="", help="Why; kept in the history.")


def this_user() -> Reviewer:
    """The machine's user, who acts as an admin."""
    return Reviewer(getpass.getuser(), UserRole.ADMIN)


@contextmanager
def writing() -> Iterator[Session]:
    """One transaction on the database of the settings."""
    with transaction(open_database(Settings.from_environment())) as session:
        yield session


def tell(did: str, revision: int) -> None:
    """Say what was done, and how it is undone."""
    click.echo(f"{did} (revision {revision}). To undo: basewatch review undo {revision}")
