"""`basewatch history`, `review` and `merge`: decisions on records from the command line, as the machine's user."""

import json
import sys
from collections.abc import Sequence

import click
import orjson
from sqlalchemy.orm import Session

from app.cli.acting import REASON, tell, this_user, writing
from app.cli.database import open_database
from app.cli.review_queue import QUEUE_COMMANDS
from app.domain.errors import InputError
from app.present.history import field_lines, references
from app.query.history import export_history, list_history, names_of_references
from app.query.page import MAX_PAGE_SIZE
from app.settings import Settings
from app.store import merges, reviews
from app.store import undo as undoing
from app.store.records import MERGED, Record, find_record, name_of, parse_record
from app.store.reviewer import latest_revision

SEEN = click.option(
    "--seen", type=int, help="The newest revision that you saw; refused where there is a newer one."
)


@click.command()
@click.argument("record", required=False)
@click.option("--export", is_flag=True, help="Print the whole audit log instead, one JSON object a line.")
@click.option("--limit", type=click.IntRange(1, MAX_PAGE_SIZE), default=30, show_default=True)
def history(record: str | None, export: bool, limit: int) -> None:
    """Show what became of RECORD: who changed what, when and why, the newest first.

    \b
      basewatch history statement:12
      basewatch history base:tartus-naval-facility
      basewatch history --export > audit.jsonl
    """
    if export == (record is not None):
        raise InputError("give a record, such as statement:12, or --export for the whole log")
    with open_database(Settings.from_environment())() as session:
        if record is None:
            for one in export_history(session):
                sys.stdout.write(orjson.dumps(one).decode() + "\n")
            return
        _show(session, parse_record(session, record), limit)


def _show(session: Session, record: Record, limit: int) -> None:
    page = list_history(session, record, limit=limit)
    known = names_of_references(session, references(page.rows))
    click.echo(f"{name_of(session, record)}: newest revision {latest_revision(session, record)}")
    for row in page.rows:
        state = f" [undone by {row.undone_by_id}]" if row.undone_by_id else ""
        click.echo(f"{row.id:6}  {row.at:%Y-%m-%d %H:%M}  {row.actor}: {row.reason}{state}")
        for line in field_lines(row, known):
            click.echo(f"        {line.name}: {line.before or '–'} -> {line.after or '–'}")
    if page.after:
        click.echo(f"        … older ones are left out: --limit {MAX_PAGE_SIZE} shows more")


@click.group()
def review() -> None:
    """Accept, edit or reject a record, and undo a revision.

    \b
      basewatch review accept statement:12
      basewatch review edit statement:12 kind=denial said_on=2023-06 countries=SY,LY
      basewatch review reject claim:7 --reason "the source says 300"
      basewatch review undo 81
    What waits, and many at once:
      basewatch review list --order confidence
      basewatch review bulk reject --kind comment --most 0.5 --dry-run
      basewatch review same official
    """


for _command in QUEUE_COMMANDS:
    review.add_command(_command)


@review.command()
@click.argument("record")
@REASON
@SEEN
def accept(record: str, reason: str, seen: int | None) -> None:
    """Find RECORD right as it is; one that was rejected comes back."""
    with writing() as session:
        revision = reviews.accept(
            session, parse_record(session, record), by=this_user(), reason=reason, seen=seen
        )
    tell(f"{record} is accepted", revision)


@review.command()
@click.argument("record")
@click.option("--reason", required=True, help="Why; kept in the history.")
@SEEN
def reject(record: str, reason: str, seen: int | None) -> None:
    """Take RECORD out of sight; no later ingest or seed brings it back."""
    with writing() as session:
        revision = reviews.reject(
            session, parse_record(session, record), by=this_user(), reason=reason, seen=seen
        )
    tell(f"{record} is rejected", revision)


@review.command()
@click.argument("record")
@click.argument("fields", nargs=-1)
@REASON
@SEEN
def edit(record: str, fields: Sequence[str], reason: str, seen: int | None) -> None:
    """Set FIELDS of RECORD, each as name=value; without any, print what it has. An empty value clears a field."""
    with writing() as session:
        found = parse_record(session, record)
        if not fields:
            click.echo(json.dumps(reviews.values_of(session, found), ensure_ascii=False, indent=2))
            return
        values = dict(one.partition("=")[::2] for one in fields)
        if lost := [one for one in fields if "=" not in one]:
            raise InputError(f"{lost[0][:80]!r} sets nothing: write field=value")
        revision = reviews.edit(session, found, values, by=this_user(), reason=reason, seen=seen)
    tell(f"{record} is edited", revision)


@review.command()
@click.argument("revision", type=int)
@REASON
def undo(revision: int, reason: str) -> None:
    """Take REVISION back by a revision of its own."""
    with writing() as session:
        number = undoing.undo(session, revision, by=this_user(), reason=reason)
    tell(f"revision {revision} is undone", number)


@click.command()
@click.argument("kind", type=click.Choice(MERGED))
@click.argument("kept")
@click.argument("other")
@REASON
def merge(kind: str, kept: str, other: str, reason: str) -> None:
    """Make OTHER one with KEPT, by their slugs; the address of OTHER leads to KEPT from then on.

    \b
      basewatch merge official sergey-lavrov sergei-lavrov
    """
    with writing() as session:
        kept_record, other_record = (find_record(session, kind, slug) for slug in (kept, other))
        revision = merges.merge(session, kept_record, other_record, by=this_user(), reason=reason)
    tell(f"{kind} {other} is {kept} now", revision)


@click.command()
@click.argument("kind", type=click.Choice(MERGED))
@click.argument("record")
@click.argument("slug")
@click.argument("name")
@click.argument("links", nargs=-1)
@REASON
def split(kind: str, record: str, slug: str, name: str, links: Sequence[str], reason: str) -> None:
    """Make a second record SLUG with NAME, like RECORD, and give it some of its LINKS.

    \b
      basewatch split base kant new-field "New field" claim:12 statement:7 "spelling:New field"
    """
    with writing() as session:
        _, revision = merges.split(
            session,
            find_record(session, kind, record),
            links,
            slug=slug,
            name=name,
            by=this_user(),
            reason=reason,
        )
    tell(f"{kind} {slug} is a record of its own", revision)
