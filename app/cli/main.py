"""`basewatch`: the commands, each imported only when it is called, so that `extract` starts in a moment."""

import importlib
import sys

import click

import app
from app.domain.errors import BasewatchError
from app.settings import SettingsError

COMMANDS = {  # name: (module, its command, what it does in one line)
    "init": ("app.cli.database", "init", "Make the database, or bring it to this version's schema."),
    "seed": ("app.cli.seed", "seed", "Load the reference data of seeds/; twice is the same as once."),
    "ingest": ("app.cli.ingest", "ingest", "Take in articles: files, folders, JSONL indexes or URLs."),
    "extract": ("app.cli.extract", "extract", "Print what articles say as JSON; no database, no network."),
    "evaluate": ("app.cli.evaluate", "evaluate", "Measure extraction on annotated articles."),
    "export": ("app.cli.dump", "export_dump", "Write the public record as SQLite, CSV and FollowTheMoney."),
    "import": ("app.cli.dump", "import_dump", "Fill an empty instance from such a dump."),
    "ledger": ("app.cli.ledger", "ledger", "Print what became of denials, and what bears on each."),
    "serve": ("app.cli.serve", "serve", "Serve the pages and the API."),
    "run": ("app.cli.serve", "run", "Init, seed, ingest the briefs, then serve: what `make run` calls."),
    "statements": (
        "app.cli.statements",
        "statements",
        "Join statements that are the same, or split reports off.",
    ),
    "review": (
        "app.cli.history",
        "review",
        "List what waits, decide on it, one by one or many at once, and undo.",
    ),
    "merge": ("app.cli.history", "merge", "Make two officials, bases or agreements one."),
    "split": ("app.cli.history", "split", "Make two officials, bases or agreements of one."),
    "history": ("app.cli.history", "history", "Show what became of a record, or export the audit log."),
    "claims": ("app.cli.claims", "claims", "Show claims side by side; pin one, grade them."),
    "recheck": ("app.cli.recheck", "recheck", "Look at stored pages again: changed, moved or gone."),
    "feeds": ("app.cli.feeds", "feeds", "Add, list, import and poll feeds of articles."),
    "watch": (
        "app.cli.feeds",
        "watch",
        "Poll every feed when it is due and send alerts, until it is stopped.",
    ),
    "alerts": ("app.cli.alerts", "alerts", "Follow a subject by webhook, list who follows what, and send."),
    "users": ("app.cli.users", "users", "Add and list the people who may add articles."),
}


class LazyCommands(click.Group):
    """Knows its commands by name and imports one when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, about) for name, (_, _, about) in COMMANDS.items()])


@click.group(cls=LazyCommands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(app.__version__, prog_name="basewatch")
def cli() -> None:
    """Basewatch: Russia's military presence abroad, and what officials say about it.

    \b
    The first time:
      basewatch run                     everything at once, on http://127.0.0.1:8000
    Step by step:
      basewatch init                    make the database
      basewatch seed                    load the reference data
      basewatch ingest seeds/articles   take in the five briefs
      basewatch ingest https://…        take in a page from the web
      basewatch serve --port 8080       serve it
    Without a database:
      basewatch extract article.txt --published 2023-06-06

    Settings are BASEWATCH_… variables, BASEWATCH_DATABASE_URL first; docs/settings.md lists them.
    Exit codes: 0 all went well, 1 Basewatch or a part of the batch failed, 2 the input or the call is wrong.
    """


def main() -> None:
    """The console script: turns our errors into a sentence on stderr and an exit code."""
    try:
        cli(standalone_mode=True)
    except (BasewatchError, SettingsError) as error:
        click.echo(f"basewatch: {error}", err=True)
        sys.exit(error.exit_code)
