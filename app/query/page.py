"""Keyset pages: a list goes on below the last key shown, so it repeats and skips nothing while it grows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from app.domain.errors import InputError

Row = TypeVar("Row")
PAGE_SIZE = 50
MAX_PAGE_SIZE = 200


class DayKey(NamedTuple):
    """Where a list that runs by day goes on: `2017-01-20_812` in a URL."""

    day: date
    id: int

    def __str__(self) -> str:
        return f"{self.day.isoformat()}_{self.id}"


class NameKey(NamedTuple):
    """Where a list that runs by name goes on: `Kant air base_17` in a URL."""

    name: str
    id: int

    def __str__(self) -> str:
        return f"{self.name}_{self.id}"


class NumberKey(NamedTuple):
    """Where a list that runs by number goes on: `812` in a URL."""

    id: int

    def __str__(self) -> str:
        return str(self.id)


AnyKey = DayKey | NameKey | NumberKey


def number_key(after: str | None) -> NumberKey | None:
    """Read the `after` of a URL. Raises InputError when it is no key."""
    if not after:
        return None
    try:
        return NumberKey(_row_id(after))
    except ValueError:
        raise no_place(after) from None


def day_key(after: str | None) -> DayKey | None:
    """Read the `after` of a URL. Raises InputError when it is no key."""
    if not after:
        return None
    day, _, number = after.rpartition("_")
    try:
        return DayKey(date.fromisoformat(day), _row_id(number))
    except ValueError:
        raise no_place(after) from None


def name_key(after: str | None) -> NameKey | None:
    """Read the `after` of a URL. Raises InputError when it is no key."""
    if not after:
        return None
    name, _, number = after.rpartition("_")
    try:
        return NameKey(name, _row_id(number))
    except ValueError:
        raise no_place(after) from None


def no_place(after: str) -> InputError:
    """The refusal of an `after` that belongs to another list, or to none."""
    return InputError(
        f"after={after!r} is no place in this list: follow the link of the page before", parameter="after"
    )


def _row_id(number: str) -> int:
    row_id = int(number)
    if not 0 <= row_id < 2**31:
        raise ValueError(number)
    return row_id


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page; `after` is the key of the last one when there are more, else null."""

    rows: list[Row]
    after: AnyKey | None

    @classmethod
    def cut(cls, rows: list[Row], limit: int, key: Callable[[Row], AnyKey]) -> "Page[Row]":
        """`rows` was asked for with one row over `limit`: its presence says that there is a next page."""
        if len(rows) <= limit:
            return cls(rows, None)
        return cls(rows[:limit], key(rows[limit - 1]))
