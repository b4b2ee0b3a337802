"""The public part of the database as one SQLite file: the same data gives the same bytes, from either database."""

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Float, Integer
from sqlalchemy.orm import Session

from app.store.dump_tables import DUMP_TABLES, DumpTable

APPLICATION_ID = 0x42617377  # "Basw", in the header of the file
FORMAT = 1  # of its tables, in the header as user_version
BATCH = 1000  # rows held at once


def write_dump_file(session: Session, path: Path, about: dict[str, str]) -> None:
    """Write the public rows. Memory is constant; the session should see one moment (see `snapshot`).

    about: lines of a table of that name: licence and the like, nothing that differs from one run to the next.
    """
    dialect = session.get_bind().dialect.name
    file = sqlite3.connect(path, isolation_level=None)
    try:
        file.execute("PRAGMA journal_mode = OFF")
        file.execute("PRAGMA synchronous = OFF")
        file.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        file.execute(f"PRAGMA user_version = {FORMAT}")
        file.execute("BEGIN")
        file.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        file.executemany("INSERT INTO about VALUES (?, ?)", sorted(about.items()))
        for one in DUMP_TABLES:
            file.execute(table_sql(one))
            marks = ", ".join("?" * len(one.columns))
            result = session.execute(one.query(dialect), execution_options={"yield_per": BATCH})
            for rows in _batches(result):
                file.executemany(f"INSERT INTO {one.name} VALUES ({marks})", rows)  # noqa: S608 - our own names
        file.execute("CREATE INDEX evidence_of_article ON evidence (article_id, start_at)")
        file.execute("COMMIT")
    finally:
        file.close()


def table_sql(one: DumpTable) -> str:
    """The CREATE TABLE of a table of the dump."""
    lines = [_column_sql(column) for column in one.columns]
    keys = [column.name for column in one.table.primary_key]
    lines.append(f"PRIMARY KEY ({', '.join(keys)})")
    return f"CREATE TABLE {one.name} (\n  " + ",\n  ".join(lines) + "\n)"


def _column_sql(column: Column[Any]) -> str:
    kind = "TEXT"
    if isinstance(column.type, Integer | BigInteger | Boolean):
        kind = "INTEGER"
    elif isinstance(column.type, Float):
        kind = "REAL"
    required = "" if column.nullable or column.name == "text" else " NOT NULL"
    refers = "".join(f" REFERENCES {key.column.table.name} ({key.column.name})" for key in column.foreign_keys
                     if len(key.constraint.elements if key.constraint else ()) == 1)  # fmt: skip
    return f"{column.name} {kind}{required}{refers}"


def _batches(result: Any) -> Iterator[list[tuple[Any, ...]]]:
    rows = (tuple(map(_plain, row)) for row in result)
    while batch := list(islice(rows, BATCH)):
        yield batch


def _plain(value: Any) -> Any:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, bool):
        return int(value)
    return value.isoformat() if isinstance(value, date | datetime) else value


def snapshot(session: Session) -> None:
    """Let all queries of this transaction see one moment: SQLite does so anyway, Postgres when it is asked."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def names(rows: Sequence[Sequence[Any]]) -> list[str]:
    """The second values: of `PRAGMA table_info`, the names of the columns."""
    return [str(row[1]) for row in rows]
