"""Look at the SQL of a query function: how many statements it sends, and how SQLite runs them."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import Session


@contextmanager
def queries_of(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are sent within, with their parameters."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, _many: bool) -> None:
        seen.append((sql, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


def reads(seen: list[tuple[str, Any]]) -> list[str]:
    """The queries among them: SQLite's BEGIN is sent as a statement too."""
    return [sql for sql, _ in seen if sql.startswith(("SELECT", "WITH"))]


def plan_of(session: Session, sql: str, parameters: Any) -> str:
    """SQLite's plan of one statement, a line for each step."""
    rows = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", parameters)
    return "\n".join(row[3] for row in rows)
