"""Column values as JSON holds them, and back: words of a vocabulary by their value, days and moments in ISO 8601."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, Date, RowMapping, Table

from app.store.models.base import UtcDateTime


def plain(value: Any) -> Any:
    """One value as JSON can hold it."""
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date | datetime) else value


def plain_row(values: Mapping[str, Any] | RowMapping) -> dict[str, Any]:
    """Column values as JSON can hold them."""
    return {str(name): plain(value) for name, value in values.items()}


def typed_row(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    """The reverse of `plain_row`: what the columns of `table` take."""
    return {name: _typed(table.c[name], value) for name, value in values.items()}


def row_key(table: Table, values: RowMapping) -> str:
    """The primary key as one text: `12`, `12/TJ`."""
    return "/".join(str(values[column.name]) for column in table.primary_key)


def key_values(table: Table, key: str) -> dict[str, Any]:
    """The reverse of `row_key`."""
    parts = zip(table.primary_key, key.split("/"), strict=True)
    return {column.name: column.type.python_type(text) for column, text in parts}


def _typed(column: Column[Any], value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(column.type, Date) else value
