"""The data version: one number that every write bumps, which caches and ETags go by; its row is the lock of writers."""

from datetime import UTC, datetime

from sqlalchemy import Engine, select, text, update
from sqlalchemy.orm import Session

from app.store.models import DataVersion


def bump_data_version(session: Session) -> None:
    """Call once in every transaction that changes what a page shows."""
    now = datetime.now(UTC)
    bumped = session.execute(
        update(DataVersion).where(DataVersion.id == 1).values(version=DataVersion.version + 1, changed_at=now)
    )
    if bumped.rowcount == 0:  # type: ignore[attr-defined]
        session.add(DataVersion(id=1, version=1, changed_at=now))
        session.flush()


def wait_for_writers(session: Session) -> None:
    """From here to the end of the transaction no other one that calls this looks at the records or changes them.

    For a write that depends on what is stored already: on Postgres two of them would not see one another. On SQLite
    `app.store.engine.transaction` has waited at its start.
    """
    session.execute(select(DataVersion.id).where(DataVersion.id == 1).with_for_update())


def data_version(session: Session) -> int:
    """The version now; 0 before the first write."""
    return session.scalar(select(DataVersion.version).where(DataVersion.id == 1)) or 0


_READ = text("SELECT version FROM data_version WHERE id = 1")


def read_data_version(engine: Engine) -> int:
    """As `data_version`, for who has no session: every cached answer asks, so it costs one plain query."""
    with engine.connect() as connection:
        return connection.scalar(_READ) or 0
