"""Dates as pages write them beside a headline: enough to tell when an article was published."""

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from app.domain.dates import is_edtf


class WrittenDate(NamedTuple):
    """One complete date (year, month, day) in a text; `edtf` like `2023-06-06`."""

    start: int
    end: int
    edtf: str


_YEAR = re.compile(r"\d{4}")
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)")
_CJK = re.compile(r"(?P<y>\d{4})\s?[年년]\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})\s?[日일]")
# A time may be glued on before the day: "14:1529/05/2009".
_NUMERIC = re.compile(
    r"(?:(?<![\d.])|(?<=(?<!\d)\d\d:\d\d))(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<y>\d{4})(?!\d)"
)


@cache
def months() -> dict[str, int]:
    """Month name, lower case -> number, all languages together."""
    table = tomllib.loads(files("app.clean.data").joinpath("months.toml").read_text("utf-8"))
    return {name: int(number) for number, names in table.items() for name in names.split(" ")}


@cache
def _named() -> tuple[re.Pattern[str], re.Pattern[str]]:
    month = _any_month()
    after = r"(?:\.|\b)"
    word = r"[^\W\d_]{3,}"  # any: to try each of some hundred names at each word takes long
    end = r"(?!\d(?!\d:\d\d))"  # a time may be glued on: "29 June 201717:54"
    day_first = (
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|º|°|\.|-го)?[\s-](?:of |de |d['’])?(?P<m>{month}){after}"
        rf",?[\s-](?:de |del |в )?(?P<y>\d{{4}}){end}"
    )
    month_first = rf"\b(?P<m>{word}){after}\s?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s?|\s)(?P<y>\d{{4}}){end}"
    return re.compile(day_first, re.IGNORECASE), re.compile(month_first, re.IGNORECASE)


@cache
def _month_day() -> re.Pattern[str]:
    month = _any_month()
    return re.compile(
        rf"(?<!\d)(?P<d1>\d{{1,2}})(?:\sde)?\s(?P<m1>{month})\b|\b(?P<m2>{month})\.?\s(?P<d2>\d{{1,2}})(?!\d)",
        re.IGNORECASE,
    )


def _any_month() -> str:
    return "|".join(sorted(map(re.escape, months()), key=len, reverse=True))


def find_dates(text: str, *, day_first: bool | None = None) -> list[WrittenDate]:
    """Complete dates in `text`, in order.

    `06/07/2023` is read only where one number is over 12, or `day_first` says which way the language writes;
    with dots it is always day first.
    """
    found = [
        WrittenDate(match.start(), match.end(), edtf)
        for match, edtf in _matches(text, day_first)
        if edtf is not None and is_edtf(edtf)
    ]
    found.sort()
    return [date for i, date in enumerate(found) if i == 0 or date.start >= found[i - 1].end]


def find_month_day(text: str) -> tuple[int, int] | None:
    """The first day of a month that `text` names, with or without a year: "6 June", "June 6" -> (6, 6)."""
    match = _month_day().search(text) if _DIGIT.search(text) else None
    if match is None:
        return None
    return months()[(match["m1"] or match["m2"]).lower()], int(match["d1"] or match["d2"])


def _matches(text: str, day_first: bool | None) -> "list[tuple[re.Match[str], str | None]]":
    if not _YEAR.search(text):
        return []
    found: list[tuple[re.Match[str], str | None]] = []
    for pattern in (_ISO, _CJK):
        found += [(m, _edtf(m["y"], m["m"], m["d"])) for m in pattern.finditer(text)]
    for pattern in _named():
        for match in pattern.finditer(text):
            if number := months().get(match["m"].lower()):
                found.append((match, _edtf(match["y"], str(number), match["d"])))
    for match in _NUMERIC.finditer(text):
        a, b = int(match["a"]), int(match["b"])
        if match["sep"] == "." or a > 12 or a == b or (day_first and b <= 12):
            found.append((match, _edtf(match["y"], str(b), str(a))))
        elif b > 12 or day_first is False:
            found.append((match, _edtf(match["y"], str(a), str(b))))
    return found


def _edtf(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month):02d}-{int(day):02d}"
