"""`basewatch serve`, and `basewatch run`: all steps of a first start in one process."""

import contextlib
import socket
from dataclasses import replace

import click
from sqlalchemy.orm import Session, sessionmaker

from app.cli.database import migrate, open_database
from app.cli.ingest import summary
from app.cli.seed import SEEDS, load_into
from app.domain.errors import BasewatchError
from app.intake.files import read_articles
from app.pipeline import Names, ingest
from app.settings import Settings
from app.store.accounts import create_first_analyst
from app.store.engine import transaction
from app.store.seed import SeedReport

HOST_HELP = "Default: BASEWATCH_HOST, else 127.0.0.1."
PORT_HELP = "Default: BASEWATCH_PORT, else 8000; 0 takes a free one."


@click.command()
@click.option("--host", help=HOST_HELP)
@click.option("--port", type=click.IntRange(0, 65535), help=PORT_HELP)
def serve(host: str | None, port: int | None) -> None:
    """Serve the pages and the API; stop with Ctrl-C."""
    settings = _with(Settings.from_environment(), host, port)
    open_database(settings)
    _serve(settings)


@click.command()
@click.option("--host", help=HOST_HELP)
@click.option("--port", type=click.IntRange(0, 65535), help=PORT_HELP)
def run(host: str | None, port: int | None) -> None:
    """Init, seed, ingest the briefs of seeds/articles, then serve. Safe to repeat: nothing is added twice.

    The first time it makes a user `analyst` and prints the password once.
    """
    settings = _with(Settings.from_environment(), host, port)
    click.echo("[1/4] Database")
    migrate(settings)
    sessions = open_database(settings)
    click.echo("[2/4] Reference data")
    click.echo(f"      {_in_one_line(load_into(settings))}")
    click.echo("[3/4] Briefs")
    click.echo(f"      {_ingest_briefs(sessions)}")
    click.echo("[4/4] Pages")
    with transaction(sessions) as session:
        account = create_first_analyst(session)
    if account is not None:
        name, password = account
        click.echo(f"      To add articles, sign in as {name} with the password {password}")
        click.echo(f"      (shown this once; change it with: .venv/bin/basewatch users password {name})")
    _serve(settings)


def _ingest_briefs(sessions: sessionmaker[Session]) -> str:
    briefs = read_articles(str(SEEDS / "articles" / "index.jsonl"))
    return summary(ingest(sessions, briefs, Names(), source="seeds/articles", actor="seed"))


def _in_one_line(report: SeedReport) -> str:
    """`2,651 records: 12 changed, 1 left as an analyst changed it`; `basewatch seed` tells them by type."""
    counts = report.counts.values()
    total = sum(one.added + one.changed + one.left + one.unchanged for one in counts)
    each = {
        name: sum(getattr(one, name) for one in counts) for name in ("added", "changed", "left", "unchanged")
    }
    return f"{total:,} records: " + ", ".join(f"{number:,} {name}" for name, number in each.items() if number)


def _with(settings: Settings, host: str | None, port: int | None) -> Settings:
    return replace(settings, host=host or settings.host, port=settings.port if port is None else port)


def _serve(settings: Settings) -> None:
    import uvicorn

    try:
        listener = socket.create_server((settings.host, settings.port), backlog=2048)
    except OSError as error:
        raise BasewatchError(
            f"cannot listen on {settings.host} port {settings.port}: {error.strerror}. "
            "Choose another: basewatch serve --port 8080, or PORT=8080 make run"
        ) from None
    host, port = listener.getsockname()[:2]
    click.echo(f"Basewatch is at http://{host}:{port}  (Ctrl-C stops it)")
    config = uvicorn.Config(
        "app.main:from_environment", factory=True, log_level="warning", server_header=False
    )
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl-C is how one stops it, not a failure
        uvicorn.Server(config).run(sockets=[listener])
    click.echo("Stopped.")
