"""Bring a database to a version of the schema, forwards or back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from app.domain.errors import StoreError

MIGRATIONS = Path(__file__).parents[2] / "migrations"


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Migrate forwards to `revision`, in one transaction."""
    with _schema_change(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Migrate back to `revision` (`base`: no tables), in one transaction."""
    with _schema_change(engine) as connection:
        command.downgrade(_config(connection), revision)


def require_current(engine: Engine) -> None:
    """Raise StoreError unless the database is at the newest version."""
    with engine.connect() as connection:
        at = MigrationContext.configure(connection).get_current_revision()
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    if at != head:
        raise StoreError(
            f"{engine.url.render_as_string()} is at schema {at or 'none'}, this version needs {head}: "
            "run `basewatch init` first"
        )


@contextmanager
def _schema_change(engine: Engine) -> Iterator[Connection]:
    """One transaction. SQLite enforces no foreign key meanwhile, since it changes a table by making it anew;
    what they say is checked before the commit."""
    with engine.connect() as connection:
        is_sqlite = engine.dialect.name == "sqlite"
        driver = connection.connection.driver_connection
        if is_sqlite and driver is not None:
            driver.execute("PRAGMA foreign_keys = OFF")  # inside a transaction it would do nothing
        try:
            with connection.begin():
                yield connection
                if is_sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").first()):
                    raise StoreError(
                        f"the migration would leave {broken[0]} {broken[1]} without its {broken[2]}"
                    )
        finally:
            if is_sqlite and driver is not None:
                driver.execute("PRAGMA foreign_keys = ON")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
