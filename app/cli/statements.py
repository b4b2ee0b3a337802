"""`basewatch statements`: what is one statement and what is two, as a reviewer sees it."""

import getpass

import click

from app.cli.database import open_database
from app.settings import Settings
from app.store.engine import transaction
from app.store.joins import join_statements, report_in, split_report


@click.group()
def statements() -> None:
    """Join statements that are the same, and split reports off that are not.

    Each undoes the other, leaves a revision, and is remembered: later copies follow it.

    \b
      basewatch statements join 12 34     34 is the same as 12: its reports become those of 12
      basewatch statements split 12 7     what article 7 reports is not statement 12
    """


@statements.command()
@click.argument("kept", type=int)
@click.argument("other", type=int)
def join(kept: int, other: int) -> None:
    """Make statement OTHER one with statement KEPT; the address of OTHER leads to KEPT from then on."""
    with transaction(open_database(Settings.from_environment())) as session:
        join_statements(session, kept, other, actor=getpass.getuser())
    click.echo(
        f"statement {other} is statement {kept} now. To undo: basewatch statements split {kept} ARTICLE"
    )


@statements.command()
@click.argument("statement", type=int)
@click.argument("article", type=int)
def split(statement: int, article: int) -> None:
    """Take the report in ARTICLE off STATEMENT; it becomes a statement of its own, or again the one it was."""
    with transaction(open_database(Settings.from_environment())) as session:
        number = split_report(session, report_in(session, statement, article), actor=getpass.getuser())
    click.echo(
        f"article {article} reports statement {number} now. To undo: basewatch statements join {statement} {number}"
    )
