"""EDTF dates (ISO 8601-2:2019): level 0 with the marks `~`, `?`, `%`; the only form that is kept."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache

_EDTF = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%])?")
FIRST_YEAR, LAST_YEAR = 1900, 2150

Gap = tuple[int, int]  # fewest and most days from one date to another; negative: before


@lru_cache(maxsize=4096)
def is_edtf(text: str) -> bool:
    """True for `2023`, `2023-06`, `2023-06-06`, each also with `~`, `?` or `%`, from 1900 to 2150."""
    match = _EDTF.fullmatch(text)
    if match is None or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return False
    try:
        date(int(match[1]), int(match[2] or 1), int(match[3] or 1))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def first_day(edtf: str) -> date:
    """The earliest day that `edtf` may mean. Raises ValueError when it is no EDTF date."""
    year, month, day = _parts(edtf)
    return date(year, month or 1, day or 1)


@lru_cache(maxsize=4096)
def last_day(edtf: str) -> date:
    """The latest day that `edtf` may mean. Raises ValueError when it is no EDTF date."""
    year, month, day = _parts(edtf)
    month = month or 12
    return date(year, month, day or monthrange(year, month)[1])


def days_between(first: str | None, second: str | None) -> Gap | None:
    """The fewest and the most days from one EDTF date to another; null where one is missing."""
    if first is None or second is None:
        return None
    fewest = first_day(second) - last_day(first)
    most = last_day(second) - first_day(first)
    return fewest.days, most.days


def _parts(edtf: str) -> tuple[int, int | None, int | None]:
    match = _EDTF.fullmatch(edtf)
    if match is None or not is_edtf(edtf):
        raise ValueError(f"{edtf!r} is no EDTF date: write 2023, 2023-06 or 2023-06-06")
    return int(match[1]), int(match[2]) if match[2] else None, int(match[3]) if match[3] else None


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or the last one that it has: 31 Jan and 1 -> 28 Feb."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
