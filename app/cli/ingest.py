"""`basewatch ingest`: articles into the database."""

import getpass
import sys
from collections.abc import Iterator

import click

from app.cli.database import open_database
from app.domain.kinds import RunOutcome
from app.intake.fetch import fetch
from app.intake.fetch_list import PoliteFetch
from app.intake.files import read_articles
from app.intake.json_lines import shown
from app.intake.raw import InputProblem, PageAddress, RawArticle
from app.pipeline import ItemResult, Names, RunReport, chat_model
from app.pipeline import ingest as ingest_all
from app.settings import Settings


@click.command()
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT…")
@click.option("--url", help="Where the article was published; for one file.")
@click.option("--published", metavar="DATE", help="When: 2023-06-06, 2023-06 or 2023; for one file.")
@click.option("-q", "--quiet", is_flag=True, help="Print the failures and the sum alone.")
def ingest(inputs: tuple[str, ...], url: str | None, published: str | None, quiet: bool) -> None:
    """Take in articles and store what they say, unreviewed.

    INPUT is a text, HTML or PDF file, a mail (.eml), a folder, a .jsonl index (a line an article: path or
    text, and url, published, title, publisher), a web archive (WARC), a URL, a CSV file with a column
    url, or - for standard input. An article that is stored already
    changes nothing; a bad one is named and the rest goes on.

    \b
      basewatch ingest article.txt --url https://… --published 2023-06-06
      basewatch ingest index.jsonl https://example.org/news/1
    """
    if (url or published) and len(inputs) > 1:
        raise click.UsageError("--url and --published say what is known of one input; give one, or an index")
    settings = Settings.from_environment()
    sessions = open_database(settings)
    progress = _Progress(quiet)
    report = ingest_all(
        sessions,
        _read(inputs, url, published, settings),
        Names(),
        source=" ".join(map(shown, inputs)),
        actor=getpass.getuser(),
        model=chat_model(settings),
        on_item=progress.show,
    )
    progress.close()
    click.echo(summary(report))
    if report.counts()[RunOutcome.FAILED]:
        sys.exit(1)


def summary(report: RunReport) -> str:
    """`5 articles: 5 added, 0 unchanged, 0 skipped, 0 failed (run 3)`."""
    counts = report.counts()
    each = ", ".join(f"{counts[outcome]} {outcome.value}" for outcome in RunOutcome)
    return f"{len(report.items)} articles: {each} (run {report.run_id})"


def _read(
    inputs: tuple[str, ...], url: str | None, published: str | None, settings: Settings
) -> Iterator[RawArticle | InputProblem]:
    def fetched(address: str) -> RawArticle:
        return fetch(
            address,
            deadline_seconds=settings.fetch_timeout_seconds,
            max_bytes=settings.fetch_max_bytes,
            allow_private=settings.allow_private,
        )

    polite = PoliteFetch(fetched)
    for given in inputs:
        if given.startswith(("http://", "https://")):
            yield from polite.pages(iter([PageAddress(given, given)]))
        else:
            yield from polite.pages(read_articles(given, url=url, published=published))


class _Progress:
    """A line for each article; where a person watches a terminal, a counter that stays in place."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._done = 0
        self._watched = quiet and sys.stderr.isatty()

    def show(self, item: ItemResult) -> None:
        self._done += 1
        if item.outcome is RunOutcome.FAILED:
            click.echo(f"{item.name}: failed: {item.reason}", err=True)
        elif not self._quiet:
            click.echo(f"{item.name}: {item.outcome.value}: {item.reason}")
        if self._watched:
            click.echo(f"\r{self._done} articles", err=True, nl=False)

    def close(self) -> None:
        if self._watched:
            click.echo("", err=True)
