"""Fixtures for every test. Each database fixture runs its test twice: on SQLite and on Postgres.

- Empty (migrated, no rows), of the test's own: `database_url`, `engine`, `session`, `client`.
- Seeded (after `basewatch seed`), shared by a test module, to read from: `seeded_url`, `seeded_engine`,
  `seeded_session`, `seeded_client`.
- Filled (the briefs ingested too, as after `make run`), likewise: `filled_url`, `filled_engine`,
  `filled_session`, `filled_client`.
- To write to a seeded or filled one: `new_database("seeded")` -> the URL of a copy of the test's own.

One backend only: `@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)`.
The real articles: `shared_articles`, the folder, or a skip that says where it is looked for.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.orm import Session
from sqlalchemy.util import LRUCache

from app.settings import Settings
from app.store import accounts
from app.store.engine import create_engine_for, session_factory
from tests.databases import ROOT, PostgresDatabases, SqliteDatabases

SHARED = ROOT.parent / "shared"
NO_SHARED = "no ../shared/articles beside the checkout"

NewDatabase = Callable[[str], str]


MEMORY = Path("/dev/shm")
MEMORY_NEEDED_BYTES = 2 << 30  # a run uses some 400 MB
DATABASES_FOLDER = "BASEWATCH_TEST_DATABASES"


def pytest_configure(config: pytest.Config) -> None:
    """One folder for the databases of a run, in memory where there is room: most of a test's time was the disk's."""
    if hasattr(config, "workerinput"):
        return
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > MEMORY_NEEDED_BYTES
    os.environ[DATABASES_FOLDER] = tempfile.mkdtemp(prefix="basewatch-tests-", dir=MEMORY if roomy else None)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(DATABASES_FOLDER), ignore_errors=True)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes give a test no name: packed ones hold the second they were packed in, and workers must agree on names."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session", params=["sqlite", "postgres"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which database the test runs on."""
    return str(request.param)


@pytest.fixture(scope="session")
def all_databases() -> Iterator[dict[str, SqliteDatabases | PostgresDatabases]]:
    folder = Path(os.environ[DATABASES_FOLDER])  # one for all workers of a run
    databases = {"sqlite": SqliteDatabases(folder), "postgres": PostgresDatabases(folder)}
    yield databases
    for one in databases.values():
        one.close()


@contextmanager
def database_maker(databases: SqliteDatabases | PostgresDatabases) -> Iterator[NewDatabase]:
    made: list[str] = []

    def new(stage: str) -> str:
        made.append(databases.new(stage))
        return made[-1]

    yield new
    for url in made:
        databases.drop(url)


@pytest.fixture
def new_database(backend: str, all_databases: dict[str, Any]) -> Iterator[NewDatabase]:
    """`new_database(stage)` -> the URL of a database of the test's own; stages: empty, seeded, filled."""
    with database_maker(all_databases[backend]) as new:
        yield new


@pytest.fixture(scope="module")
def module_database(backend: str, all_databases: dict[str, Any]) -> Iterator[NewDatabase]:
    """As `new_database`, kept until the module's last test."""
    with database_maker(all_databases[backend]) as new:
        yield new


@contextmanager
def open_engine(url: str) -> Iterator[Engine]:
    engine = create_engine_for(url)
    yield engine
    engine.dispose()


@contextmanager
def open_client(url: str) -> Iterator[TestClient]:
    from app.main import create_app

    with TestClient(create_app(Settings(database_url=url))) as client:
        yield client


@pytest.fixture
def database_url(new_database: NewDatabase) -> str:
    """A migrated database without rows, of the test's own."""
    return new_database("empty")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    with open_engine(database_url) as engine:
        yield engine


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """One session; `client` and other sessions see its rows once the test has committed them."""
    with session_factory(engine)() as session:
        yield session


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    """The whole application on `database_url`, nobody signed in."""
    with open_client(database_url) as client:
        yield client


@pytest.fixture(scope="module")
def seeded_url(module_database: NewDatabase) -> str:
    return module_database("seeded")


@pytest.fixture(scope="module")
def seeded_engine(seeded_url: str) -> Iterator[Engine]:
    with open_engine(seeded_url) as engine:
        yield engine


@pytest.fixture
def seeded_session(seeded_engine: Engine) -> Iterator[Session]:
    """Never committed: what a test writes is rolled back."""
    with session_factory(seeded_engine)() as session:
        yield session


@pytest.fixture(scope="module")
def seeded_client(seeded_url: str) -> Iterator[TestClient]:
    with open_client(seeded_url) as client:
        yield client


@pytest.fixture(scope="module")
def filled_url(module_database: NewDatabase) -> str:
    return module_database("filled")


@pytest.fixture(scope="module")
def filled_engine(filled_url: str) -> Iterator[Engine]:
    with open_engine(filled_url) as engine:
        yield engine


@pytest.fixture
def filled_session(filled_engine: Engine) -> Iterator[Session]:
    """Never committed: what a test writes is rolled back."""
    with session_factory(filled_engine)() as session:
        yield session


@pytest.fixture(scope="module")
def filled_client(filled_url: str) -> Iterator[TestClient]:
    with open_client(filled_url) as client:
        yield client


@pytest.fixture(scope="session")
def shared_articles() -> Path:
    """The folder of the five real articles; they are other people's, so the repository holds none."""
    folder = SHARED / "articles"
    if not folder.is_dir():
        pytest.skip(NO_SHARED)
    return folder


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """With BASEWATCH_TEST_NO_SKIPS=1, a run in which anything was skipped fails."""
    if forbidden_skips(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if forbidden := forbidden_skips(config):
        terminalreporter.section("skipped, and BASEWATCH_TEST_NO_SKIPS is set", red=True)
        for one in forbidden:
            terminalreporter.line(one)


def forbidden_skips(config: pytest.Config) -> list[str]:
    """What was skipped and must not be; the real articles are excused where there are none."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("BASEWATCH_TEST_NO_SKIPS", "0") in {"", "0"} or reporter is None:
        return []
    excused = not SHARED.is_dir()
    reports = reporter.stats.get("skipped", [])
    return [
        f"{report.nodeid}: {report.longrepr[2]}"
        for report in reports
        if not (excused and NO_SHARED in report.longrepr[2])
    ]


@pytest.fixture(scope="session", autouse=True)
def cheap_passwords() -> Iterator[None]:
    """Hashes that take no time: the parameters themselves are tested in tests/store/test_accounts.py."""
    patch = pytest.MonkeyPatch()
    cheap = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    patch.setattr(accounts, "_HASHER", cheap)
    patch.setattr(accounts, "_UNKNOWN_USER", cheap.hash("nobody"))
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once() -> Iterator[None]:
    """Each test has an engine of its own; what SQLAlchemy compiled for one serves the others of its kind."""
    compiled: LRUCache[Any, Any] = LRUCache(4_000)
    make = Engine.__init__

    def share(self: Engine, *arguments: Any, **options: Any) -> None:
        make(self, *arguments, **options)
        self._compiled_cache = compiled

    patch = pytest.MonkeyPatch()
    patch.setattr(Engine, "__init__", share)
    patch.setattr(DefaultDialect, "__eq__", lambda one, other: type(one) is type(other))
    patch.setattr(DefaultDialect, "__hash__", lambda one: hash(type(one)))
    yield
    patch.undo()
