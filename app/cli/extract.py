"""`basewatch extract`: what articles say, as JSON lines; no database, no network."""

import gc
import sys
from collections.abc import Callable
from functools import cache

import click

from app.clean import CleanArticle, clean
from app.domain.errors import BasewatchError
from app.extract.findings import Findings
from app.intake.files import read_articles
from app.intake.raw import InputProblem, Item, PageAddress
from app.present.extract_json import to_json

_OBJECTS = 10_000  # made between two looks for garbage; an article leaves next to none


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--url", help="Where the article was published; for one article.")
@click.option("--published", metavar="DATE", help="When: 2023-06-06, 2023-06 or 2023; for one article.")
@click.option("--attributions", is_flag=True, help="In place of statements, every attribution, unfiltered.")
def extract(files: tuple[str, ...], url: str | None, published: str | None, attributions: bool) -> None:
    """Print what articles say, one JSON object a line; no database, no network.

    FILE is a text, HTML or PDF file, a mail (.eml), a folder, a .jsonl index (a line an article: path or
    text, and url, published, title, publisher), a web archive (WARC), or - for standard input. A bad
    input is named on standard error, the rest is printed, and the exit code is 2.

    \b
      basewatch extract article.txt --url https://… --published 2023-06-06
      basewatch extract index.jsonl > found.jsonl
      curl -s https://… | basewatch extract - --url https://…
    """
    if (url or published) and len(files) > 1:
        raise click.UsageError("--url and --published belong to one article; give one, or an index")
    progress = _Progress()
    failed = False
    for given in files:
        for item in read_articles(given, url=url, published=published):
            try:
                click.echo(_line(item, attributions))
            except BasewatchError as error:
                failed = True
                progress.clear()
                click.echo(f"basewatch: {error}", err=True)
            progress.step()
    progress.clear()
    if failed:
        sys.exit(2)


def _line(item: Item, attributions: bool) -> str:
    if isinstance(item, PageAddress):
        raise BasewatchError(f"{item.name}: {item.url} is not fetched here: use `basewatch ingest`")
    if isinstance(item, InputProblem):
        raise BasewatchError(item.message)
    article = clean(item)
    return to_json(article, extractor()(article, attributions), attributions=attributions)


@cache
def extractor() -> Callable[[CleanArticle, bool], Findings]:
    """The extractor with the names of the seeds; loaded for the first article that can be read."""
    from app.extract.engine import extract_findings
    from app.resolve.spellings import load_index

    gc.disable()  # what is loaded stays: not to be walked each time that some hundred objects were made
    index = load_index()
    gc.freeze()
    gc.enable()
    gc.set_threshold(_OBJECTS)
    return lambda article, attributions: extract_findings(article, index, attributions=attributions)


class _Progress:
    """A count that stays in place on standard error, only where a person watches it and the output goes
    elsewhere."""

    def __init__(self) -> None:
        self._watched = sys.stderr.isatty() and not sys.stdout.isatty()
        self._done = 0

    def step(self) -> None:
        self._done += 1
        if self._watched:
            click.echo(f"\r{self._done} articles", err=True, nl=False)

    def clear(self) -> None:
        if self._watched:
            click.echo("\r\033[K", err=True, nl=False)
