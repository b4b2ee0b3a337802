"""The data version: one number that every write bumps, and that caches and ETags go by."""

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


def data_version(session: Session) -> int:
    """The version now; 0 before the first write."""
    return session.scalar(select(DataVersion.version).where(DataVersion.id == 1)) or 0


_READ = text("SELECT version FROM data_version WHERE id = 1")


def read_data_version(engine: Engine) -> int:
    """As `data_version`, for who has no session: every cached answer asks, so it costs one plain query."""
    with engine.connect() as connection:
        return connection.scalar(_READ) or 0
