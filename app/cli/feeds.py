"""`basewatch feeds` and `basewatch watch`: feeds of articles, and polling them."""

import getpass
import signal
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

import click

from app.alerts import sender_of
from app.clean.opml import MAX_OPML, read_opml
from app.cli.alerts import sent_line
from app.cli.database import open_database
from app.domain.errors import InputError
from app.intake.feed_web import FeedWeb
from app.intake.json_lines import reason_of
from app.intake.polite_web import limited_get
from app.pipeline import Names, chat_model
from app.polling import Poller, PollReport, now_utc
from app.query.feeds import list_feeds
from app.settings import Settings
from app.store.alert_messages import next_due as next_alert
from app.store.engine import transaction
from app.store.feed_polls import next_due
from app.store.feeds import EVERY_MINUTES, FeedDraft, add_feed, known_urls, remove_feed, set_state

MOST_LISTED = 10_000
LONGEST_NAP = timedelta(seconds=30)  # a feed that was added meanwhile waits no longer than this


@click.group()
def feeds() -> None:
    """Add and list feeds (RSS, Atom, JSON Feed), and poll them.

    \b
      basewatch feeds add https://example.org/rss.xml --include "military base" --include "country: TJ"
      basewatch feeds import list.opml
      basewatch watch                    polls each feed when it is due, until it is stopped
      basewatch watch --once             polls what is due, and ends: for a timer
    """


@feeds.command()
@click.argument("url")
@click.option("--title", default="", help="Default: the feed's own.")
@click.option("--include", multiple=True, metavar="RULE", help="Take in what a rule fits; default: all.")
@click.option("--exclude", multiple=True, metavar="RULE", help="Leave out what a rule fits.")
@click.option("--whole-text", is_flag=True, help="Let rules look in the whole text of each page.")
@click.option("--every", type=int, default=EVERY_MINUTES, show_default=True, metavar="MINUTES")
def add(
    url: str, title: str, include: tuple[str, ...], exclude: tuple[str, ...], whole_text: bool, every: int
) -> None:
    """Add the feed at URL. A rule is a word or phrase in any of its forms, or one of

    \b
      "military base"       these very words (with the quotation marks)
      title: Lavrov         in the title alone
      country: TJ           a country, by code or name
      category: Politics    a category that the feed gives
    """
    draft = FeedDraft(url.strip(), title, "\n".join(include), "\n".join(exclude), whole_text, every)
    sessions = open_database(Settings.from_environment())
    with transaction(sessions) as session:
        feed = add_feed(session, draft, Names().index(session), by=getpass.getuser())
        number = feed.id
    click.echo(f"Added feed {number}. Next: basewatch feeds poll {number}")


@feeds.command(name="list")
def list_() -> None:
    """List every feed: its state, when it is due, its items by outcome, the last result."""
    with open_database(Settings.from_environment())() as session:
        rows = list_feeds(session, limit=MOST_LISTED).rows
    if not rows:
        click.echo("There is no feed yet: basewatch feeds add URL")
    for row in rows:
        due = f"due {row.next_due_at:%Y-%m-%d %H:%M} UTC" if row.state == "active" else row.state
        counts = ", ".join(f"{n} {outcome.replace('_', ' ')}" for outcome, n in row.counts.items() if n)
        click.echo(
            f"{row.id:4}  {row.title or row.url}\n      {row.url}\n      {due}; {counts or 'no items'}"
        )
        if row.result:
            click.echo(f"      {row.result}")


@feeds.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="FEED…")
def poll(numbers: tuple[int, ...]) -> None:
    """Poll the feeds of these numbers now, due or not."""
    poller = _poller(Settings.from_environment(), threading.Event())
    failed = False
    for number in numbers:
        report = poller.poll(number)
        if report is None:
            raise InputError(f"feed {number}: there is none, or another process polls it just now")
        _show(report)
        failed |= report.failed
    if failed:
        sys.exit(1)


@feeds.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="FEED…")
def pause(numbers: tuple[int, ...]) -> None:
    """Poll these feeds no longer, until `resume`."""
    _set_state(numbers, paused=True)


@feeds.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="FEED…")
def resume(numbers: tuple[int, ...]) -> None:
    """Poll these feeds again."""
    _set_state(numbers, paused=False)


@feeds.command()
@click.argument("numbers", nargs=-1, required=True, type=int, metavar="FEED…")
def remove(numbers: tuple[int, ...]) -> None:
    """Forget these feeds and the record of their items; their articles stay."""
    with transaction(open_database(Settings.from_environment())) as session:
        for number in numbers:
            remove_feed(session, number)
    click.echo(f"Removed {len(numbers)}.")


@feeds.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-y", "--yes", is_flag=True, help="Add them without asking.")
def import_(file: Path, yes: bool) -> None:
    """Add the feeds that an OPML FILE lists: shows what will be added, and asks."""
    try:
        with file.open("rb") as stream:
            listed = read_opml(stream.read(MAX_OPML + 1), file.name)
    except OSError as error:
        raise InputError(f"{file}: cannot be read ({reason_of(error)}): check the path") from None
    sessions = open_database(Settings.from_environment())
    with sessions() as session:
        known = known_urls(session)
    new = [feed for feed in listed.feeds if feed.url not in known]
    for feed in new:
        click.echo(f"  {feed.url}  {feed.title}{f'  ({feed.folder})' if feed.folder else ''}")
    for problem in listed.problems:
        click.echo(f"Left out: {problem}", err=True)
    click.echo(f"{len(new)} to add, {len(listed.feeds) - len(new)} here already.")
    if not new or not (yes or click.confirm("Add them?")):
        return
    with transaction(sessions) as session:
        index = Names().index(session)
        for feed in new:
            add_feed(session, FeedDraft(feed.url, feed.title), index, by=getpass.getuser())
    click.echo(f"Added {len(new)}. Next: basewatch watch")


@click.command()
@click.option("--once", is_flag=True, help="Poll what is due now, and end.")
def watch(once: bool) -> None:
    """Poll each feed when it is due, and send alerts; stop with Ctrl-C or SIGTERM.

    It stops after the article at hand; what is left waits for the next start. Several may run at once.
    """
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, ask_to_stop)
    settings = Settings.from_environment()
    sessions = open_database(settings)
    poller = _poller(settings, stop)
    alerts = sender_of(settings, sessions, now_utc, stop.is_set)
    failed = False
    if not once:
        click.echo("Watching; Ctrl-C stops it.")
    while True:
        for report in poller.poll_due():
            _show(report)
            failed |= report.failed
        for sent in alerts.run():
            click.echo(sent_line(sent))
        if once or stop.is_set():
            break
        with sessions() as session:
            due = min((one for one in (next_due(session), next_alert(session)) if one), default=None)
        nap = min((due - datetime.now(UTC)) if due else LONGEST_NAP, LONGEST_NAP)
        stop.wait(max(nap.total_seconds(), 1.0))
    if not once:
        click.echo("Stopped.")
    elif failed:
        sys.exit(1)


def _poller(settings: Settings, stop: threading.Event) -> Poller:
    """A poller that wakes from its pauses when it is asked to stop."""
    web = FeedWeb(
        limited_get(settings.fetch_timeout_seconds, settings.allow_private),
        contact=settings.base_url,
        max_page_bytes=settings.fetch_max_bytes,
        sleep=stop.wait,
    )
    return Poller(open_database(settings), Names(), web, model=chat_model(settings), stopped=stop.is_set)


def _set_state(numbers: tuple[int, ...], *, paused: bool) -> None:
    with transaction(open_database(Settings.from_environment())) as session:
        for number in numbers:
            set_state(session, number, paused=paused)
    click.echo(f"{'Paused' if paused else 'Resumed'} {len(numbers)}.")


def _show(report: PollReport) -> None:
    click.echo(
        f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S}  feed {report.feed_id}, {report.name}: {report.result}"
    )
