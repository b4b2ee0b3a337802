"""`basewatch seed`: the reference data into the database."""

import sys
from pathlib import Path

import click

from app.cli.database import open_database
from app.settings import ROOT, Settings
from app.store.engine import transaction
from app.store.seed import SeedReport, load_seeds

SEEDS = ROOT / "seeds"


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), default=SEEDS, required=False)
def seed(folder: Path) -> None:
    """Load the reference data of FOLDER (seeds/ of the checkout): countries, publishers, officials, bases,
    agreements, statements and the pages they rest on.

    Safe to repeat: what is loaded already stays as it is, a changed seed updates its record, and a record
    that a person has edited or rejected is left alone and named. The form of the files is in seeds/README.md.
    """
    click.echo(summary(load_into(Settings.from_environment(), folder)))


def load_into(settings: Settings, folder: Path = SEEDS) -> SeedReport:
    """Load a folder into the database of `settings`, with a progress line where a person watches."""
    sessions = open_database(settings)
    watched = sys.stderr.isatty()

    def show(what: str, done: int, of: int) -> None:
        if watched:
            bar = "#" * done + "." * (of - done)
            click.echo(f"\r[{bar}] {what:<14}", err=True, nl=False)

    try:
        with transaction(sessions) as session:
            return load_seeds(session, folder, on_step=show)
    finally:
        if watched:
            click.echo("\r" + " " * 40 + "\r", err=True, nl=False)


def summary(report: SeedReport) -> str:
    """A line for each record type and each record that was left, such as `base: 169 added, 0 changed, …`."""
    lines = [
        f"{record_type}: {one.added} added, {one.changed} changed, {one.left} left, {one.unchanged} unchanged"
        for record_type, one in report.counts.items()
    ]
    lines += [f"left {one.record_type} {one.key}: {one.reason}" for one in report.left]
    return "\n".join(lines)
