"""`basewatch recheck`: what became of the pages that records rest on."""

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import click
import orjson

from app.cli.database import open_database
from app.domain.errors import InputError
from app.domain.kinds import SourceState
from app.intake.page_web import PageWeb
from app.intake.polite_web import limited_get
from app.recheck import LookResult
from app.recheck import recheck as look_again
from app.settings import Settings
from app.store.sources import due_addresses

_AGE = re.compile(r"(\d{1,4})([hdw]?)")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "": timedelta(days=1), "w": timedelta(weeks=1)}
INTERRUPTED = 130  # the exit code of who was stopped by Ctrl-C


@click.command()
@click.option(
    "--older-than", metavar="AGE", help="Instead of what is due: not looked at for 30d (or 12h, 4w)."
)
@click.option("--url", "urls", multiple=True, help="This page alone, due or not; may be repeated.")
@click.option(
    "--limit", type=click.IntRange(1, 100_000), default=500, show_default=True, help="Pages at most."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
def recheck(older_than: str | None, urls: Sequence[str], limit: int, as_json: bool) -> None:
    """Look again at the pages of stored articles, those that are due: unchanged, changed, moved, gone,
    blocked or failed.

    A sentence that a record rests on and that its page has edited since is flagged; the stored text remains the
    evidence. Each page has its next time: a month where nothing changed, a week where something did, later and later
    where it fails. Sites are asked by their robots.txt, one page at a time, with pauses. Stop it at any moment: what
    was found is kept, and the same command goes on.

    \b
      basewatch recheck
      basewatch recheck --older-than 30d --limit 100
      basewatch recheck --url https://example.org/news/1
    """
    settings = Settings.from_environment()
    sessions = open_database(settings)
    before = datetime.now(UTC) - _age(older_than) if older_than is not None else None
    with sessions() as session:
        addresses = due_addresses(session, datetime.now(UTC), before=before, urls=urls, limit=limit)
    if urls and not addresses:
        raise InputError(f"{urls[0]}: no article of this address is stored: add it first")
    web = PageWeb(
        limited_get(settings.fetch_timeout_seconds, settings.allow_private),
        max_bytes=settings.fetch_max_bytes,
    )
    counts: Counter[SourceState] = Counter()
    flagged = 0
    stopped = False
    try:
        for result in look_again(sessions, addresses, web):
            counts[result.state] += 1
            flagged += result.flagged
            _tell(result, as_json)
    except KeyboardInterrupt:
        stopped = True
    each = ", ".join(f"{counts[state]} {state.value}" for state in SourceState if counts[state]) or "none due"
    click.echo(f"{counts.total()} articles: {each}; {flagged} places edited since", err=as_json)
    if stopped:
        click.echo("stopped; what was found is kept, and the same command goes on", err=True)
        sys.exit(INTERRUPTED)


def _tell(result: LookResult, as_json: bool) -> None:
    if as_json:
        click.echo(orjson.dumps(asdict(result)).decode())
        return
    more = [result.reason] if result.reason else []
    if result.moved_to:
        more.append(f"now at {result.moved_to}")
    if result.flagged:
        more.append(f"{result.flagged} places of evidence edited")
    click.echo(f"{result.state.value:9}  {result.url}" + (f"\n           {'; '.join(more)}" if more else ""))


def _age(text: str) -> timedelta:
    match = _AGE.fullmatch(text.strip().lower())
    if match is None:
        raise InputError(f"--older-than {text[:40]!r} is no age: write 30d, 12h or 4w")
    return int(match[1]) * _UNITS[match[2]]
