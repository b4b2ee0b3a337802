"""`basewatch ledger`: what became of the denials of an official or about a country, and what bears on each."""

import click

from app.cli.database import open_database
from app.domain.errors import InputError
from app.domain.kinds import StatementKind
from app.present.format import day_words, words
from app.present.gaps import gap_words
from app.query.denials import DenialRecord, denial_record, denial_units, list_denials
from app.query.ledger import BearingRow
from app.query.ledger_candidates import load_proposals
from app.query.page import MAX_PAGE_SIZE, day_key
from app.query.statements import StatementFilter, names_of
from app.settings import Settings

SHORT = 160  # characters of a quotation


@click.command()
@click.argument("whom", metavar="[OFFICIAL|COUNTRY]", required=False)
@click.option("--proposed", is_flag=True, help="Also what the rules propose and no editor has decided.")
@click.option(
    "--limit", type=click.IntRange(1, 2000), default=50, show_default=True, help="Denials to print."
)
def ledger(whom: str | None, proposed: bool, limit: int) -> None:
    """Print the ledger of denials, the newest first: all of it, or of one official or country.

    \b
      basewatch ledger sergey-lavrov     by the slug of an official
      basewatch ledger SY --proposed     by the code of a country or a territory
    """
    with open_database(Settings.from_environment())() as session:
        where, name = _scope(whom)
        names = names_of(session, where)
        if name is not None and name not in names:
            raise InputError(
                f"{whom!r} is no official's slug and no country's code: the addresses of their pages have them"
            )
        click.echo(f"Denials: {names[name] if name else 'all'}")
        _print_record(denial_record(session, where, denial_units(session, where)))
        after, left = None, limit
        while left > 0:
            page = list_denials(session, where, after=after, limit=min(left, MAX_PAGE_SIZE))
            for row in page.rows:
                denial = row.denial
                click.echo(
                    f"\n{denial.id}  {day_words(denial.said_on)}  {denial.speaker}  [{words(denial.topic)}]  "
                    f"{denial.outcome or 'open'}\n    {_short(denial.quote)}"
                )
                if denial.finding:
                    click.echo(f"    found: {denial.finding}")
                for one in row.bearings:
                    _print_bearing(one)
                if proposed:
                    for one in load_proposals(session, denial):
                        _print_bearing(one, "proposed: ")
            left -= len(page.rows)
            after = day_key(str(page.after)) if page.after else None
            if after is None:
                break


def _scope(whom: str | None) -> tuple[StatementFilter, str | None]:
    """The filter, and which of its fields the argument sets: codes are in capitals, slugs are not."""
    if whom is None:
        return StatementFilter(kind=StatementKind.DENIAL), None
    if whom == whom.upper():
        return StatementFilter(kind=StatementKind.DENIAL, country=whom), "country"
    return StatementFilter(kind=StatementKind.DENIAL, official=whom), "official"


def _print_record(record: DenialRecord) -> None:
    counts = ", ".join(f"{count} {outcome.value}" for outcome, count in record.outcomes) or "none"
    click.echo(f"Outcomes: {counts}; something goes against {record.answered}")
    if record.median_days is not None:
        click.echo(f"Median until then: {record.median_days} days, of {record.answered_later} answered later")


def _print_bearing(one: BearingRow, mark: str = "") -> None:
    if one.statement:
        text = f"{one.statement.speaker}: {one.statement.quote}"
    else:
        text = one.fact.text if one.fact else one.event or ""
    click.echo(f"    - {mark}{words(one.relation)}, {gap_words(one.gap)}: {_short(text)}")
    if one.reason:
        click.echo(f"      {one.reason}")


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= SHORT else f"{flat[: SHORT - 1]}…"
