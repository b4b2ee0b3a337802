"""A dump into an empty instance, from which the same dump can be made again."""

import sqlite3
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Date, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError, StatementError
from sqlalchemy.orm import Session

from app.domain.errors import InputError, StoreError
from app.store.dump_file import APPLICATION_ID, FORMAT, names
from app.store.dump_tables import DUMP_TABLES, DumpTable
from app.store.models import Article
from app.store.models.base import UtcDateTime
from app.store.search_index import RECORD_TYPES, index_records
from app.store.versions import bump_data_version

BATCH = 500
IMPORTED = "import"  # who added the articles: the dump does not say
BLANK = "\n"  # what stands where the dump has no words of a text
LARGEST = 4 * 1024**3  # bytes of the file


def load_dump_file(session: Session, path: Path) -> dict[str, int]:
    """Fill an empty database from the file of a dump; the caller commits.

    Of a text that the public may not read whole, the passages of evidence stand in their places with nothing between.
    Returns: the rows of each table. Raises: InputError for a file that is no dump, StoreError where there is data.
    """
    _require_empty(session)
    file = _open(path)
    try:
        counts = {one.name: _load(session, file, one, path) for one in DUMP_TABLES}
    except sqlite3.DatabaseError as error:
        raise InputError(f"{path}: {error}: the file is damaged, copy it again") from error
    finally:
        file.close()
    _set_numbers(session)
    for record_type in RECORD_TYPES:
        index_records(session, record_type)
    bump_data_version(session)
    return counts


def _require_empty(session: Session) -> None:
    for one in DUMP_TABLES:
        if session.scalar(select(func.count()).select_from(one.table)):
            raise StoreError(
                f"the database has rows in {one.name} already: a dump goes into an empty one. "
                "Set BASEWATCH_DATABASE_URL to a new one and run `basewatch init`"
            )


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise InputError(f"{path} is no file: name a dump's folder, or its basewatch.sqlite3")
    if path.stat().st_size > LARGEST:
        raise InputError(f"{path} is over {LARGEST // 1024**3} GiB, the most that is read")
    file = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    file.execute("PRAGMA trusted_schema = OFF")
    try:
        found = file.execute("PRAGMA application_id").fetchone()[0]
        version = file.execute("PRAGMA user_version").fetchone()[0]
        if found != APPLICATION_ID:
            raise InputError(f"{path} is no dump of Basewatch")
        if version != FORMAT:
            raise InputError(f"{path} has format {version}, this version reads {FORMAT}: take a newer dump")
        if (said := file.execute("PRAGMA quick_check(1)").fetchone()[0]) != "ok":
            raise InputError(f"{path} is damaged ({said}): copy it again")
        for one in DUMP_TABLES:
            _require_columns(file, one, path)
    except sqlite3.DatabaseError as error:
        file.close()
        raise InputError(f"{path} is no SQLite file that can be read: {error}") from error
    except InputError:
        file.close()
        raise
    return file


def _require_columns(file: sqlite3.Connection, one: DumpTable, path: Path) -> None:
    kind = file.execute("SELECT type FROM sqlite_schema WHERE name = ?", (one.name,)).fetchone()
    held = names(file.execute(f"PRAGMA table_info({one.name})").fetchall())
    wanted = [column.name for column in one.columns]
    if kind != ("table",) or held != wanted:
        raise InputError(f"{path}: table {one.name} has the columns {held}, not {wanted}: it is no dump")


def _load(session: Session, file: sqlite3.Connection, one: DumpTable, path: Path) -> int:
    count = 0
    for read in _rows(file, one):
        rows = [_with_text(file, row) for row in read] if one.model is Article else read
        try:
            session.execute(insert(one.table), rows)
        except (IntegrityError, DataError, StatementError) as error:
            said = str(error.orig or error).splitlines()[0]
            raise InputError(f"{path}: a row of {one.name} cannot be: {said}") from error
        count += len(rows)
    return count


def _rows(file: sqlite3.Connection, one: DumpTable) -> Iterator[list[dict[str, Any]]]:
    """A row that refers to another one of its table comes after those that do not, then by its key."""
    columns = one.columns
    own = [column.name for column in columns for key in column.foreign_keys if key.column.table is one.table]
    order = [f"{name} IS NOT NULL" for name in own] + [key.name for key in one.table.primary_key]
    cursor = file.execute(f"SELECT * FROM {one.name} ORDER BY {', '.join(order)}")  # noqa: S608 - our own names
    while found := cursor.fetchmany(BATCH):
        yield [
            {column.name: _typed(one, column, value) for column, value in zip(columns, row, strict=True)}
            for row in found
        ]


def _typed(one: DumpTable, column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    try:
        if isinstance(column.type, UtcDateTime):
            return datetime.fromisoformat(value)
        if isinstance(column.type, Date):
            return date.fromisoformat(value)
        return bool(value) if isinstance(column.type, Boolean) else value
    except (TypeError, ValueError):
        raise InputError(f"{one.name}.{column.name}={str(value)[:40]!r} is no date") from None


def _with_text(file: sqlite3.Connection, row: dict[str, Any]) -> dict[str, Any]:
    """An article with its text, or with what the dump has of it; who added it the dump does not say."""
    if row["text"] is None:
        row["text"] = _passages(file, row["id"], row["text_length"])
    return row | {"added_by": IMPORTED}


def _passages(file: sqlite3.Connection, article_id: int, length: int) -> str:
    parts: list[str] = []
    at = 0
    query = "SELECT start_at, end_at, quote FROM evidence WHERE article_id = ? ORDER BY start_at, end_at DESC"
    for start, end, quote in file.execute(query, (article_id,)):
        if not 0 <= start < end <= length or len(quote) != end - start:
            raise InputError(f"evidence of article {article_id}: {start} to {end} is no place in its text")
        if end > at:
            parts += [BLANK * (start - at), quote[max(at - start, 0) :]]
            at = end
    return "".join(parts) + BLANK * (length - at)


def _set_numbers(session: Session) -> None:
    """Let Postgres go on after the highest number of each table."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for one in DUMP_TABLES:
        if "id" in one.table.columns:
            session.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{one.name}', 'id'), "  # noqa: S608 - our own names
                    f"coalesce((SELECT max(id) FROM {one.name}), 1))"
                )
            )
