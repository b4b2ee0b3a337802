"""Dates as articles write them, in English and Russian, to EDTF; relative ones are counted from the published date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from app.domain.dates import first_day, is_edtf, last_day

_EN_MONTHS = "january february march april may june july august september october november december".split()
_RU_MONTHS = "январ феврал март апрел ма июн июл август сентябр октябр ноябр декабр".split()
_WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_EN = (
    r"(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)|apr(?:il|\.)|may|june?|july?|aug(?:ust|\.)?"
    r"|sep(?:t(?:ember)?)?\.?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
)
_RU = (
    r"(?:январ[яьею]|феврал[яьею]|март[ае]?|апрел[яьею]|ма[яйею]|июн[яьею]|июл[яьею]|август[ае]?"
    r"|(?:сентябр|октябр|ноябр|декабр)[яьею])"
)
_YEAR = r"(?:19|20)\d\d"
_WRITTEN = re.compile(
    rf"(?<![\w-])(?:(?P<iso>{_YEAR}-\d\d-\d\d)"
    rf"|(?P<d1>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m1>{_EN}|{_RU}),?(?: (?P<y1>{_YEAR}))?"
    rf"|(?P<m2>{_EN}) (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,? (?P<y2>{_YEAR}))?"
    rf"|(?P<m3>{_EN}|{_RU}),? (?:of )?(?P<y3>{_YEAR})"
    rf"|(?P<last>last|this|past|in|since|в|с) (?P<m4>{_EN}|{_RU})(?! \d)"
    r"|(?P<ago>last|this|earlier this|next|в прошлом|в этом) (?P<unit>year|month|week|году|месяце)"
    r"|(?:on |last )?(?P<weekday>monday|tuesday|wednesday|thursday|friday|saturday|sunday)"
    rf"|(?P<y5>{_YEAR})(?![\d-]))(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """folded[start:end] means `edtf`; `relative` when the published date was needed to tell."""

    start: int
    end: int
    edtf: str
    relative: bool


def find_written_dates(folded: str, start: int, end: int, published: str | None) -> Iterator[WrittenDate]:
    """The dates of folded[start:end], each as precise as it is written.

    Relative ones are left out where `published` is not known.
    """
    for match in _WRITTEN.finditer(folded, start, end):
        found = _edtf(match, published)
        if found is not None and is_edtf(found[0]):
            yield WrittenDate(match.start(), match.end(), *found)


def edtf_of_written(phrase: str) -> str | None:
    """The last absolute date of a phrase: "until Jan. 1, 2014" -> "2014-01-01"."""
    dates = [date.edtf for date in find_written_dates(phrase, 0, len(phrase), None)]
    return dates[-1] if dates else None


def _edtf(match: re.Match[str], published: str | None) -> tuple[str, bool] | None:
    if match["iso"]:
        return match["iso"], False
    if match["y5"]:
        return match["y5"], False
    if match["weekday"]:
        return _by_weekday(match["weekday"].lower(), published)
    if match["unit"]:
        return _by_unit(match["ago"].lower(), match["unit"].lower(), published)
    month = _month(match["m1"] or match["m2"] or match["m3"] or match["m4"])
    if month is None:
        return None
    day = match["d1"] or match["d2"]
    year = match["y1"] or match["y2"] or match["y3"]
    if year:
        return (f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}"), False
    if published is None or len(published) < 7:
        return None
    latest = last_day(published)
    if day:
        text = f"{latest.year}-{month:02}-{int(day):02}"
        if not is_edtf(text):
            return None
        return (text if first_day(text) <= latest else f"{latest.year - 1}{text[4:]}"), True
    passed = month < latest.month or (month == latest.month and (match["last"] or "").lower() != "last")
    return f"{latest.year if passed else latest.year - 1}-{month:02}", True


def _by_weekday(name: str, published: str | None) -> tuple[str, bool] | None:
    """The last such day up to the day of publication."""
    if published is None or len(published) < 10:
        return None
    day = first_day(published)
    return (day - timedelta(days=(day.weekday() - _WEEKDAYS.index(name)) % 7)).isoformat(), True


def _by_unit(ago: str, unit: str, published: str | None) -> tuple[str, bool] | None:
    if published is None or unit == "week" or ago == "next":
        return None
    day = first_day(published)
    before = ago in ("last", "в прошлом")
    if unit in ("year", "году"):
        return str(day.year - before), True
    if len(published) < 7:
        return None
    month = day.replace(day=1) - timedelta(days=1) if before else day
    return f"{month:%Y-%m}", True


def _month(word: str) -> int | None:
    low = word.lower().rstrip(".")
    for number, name in enumerate(_EN_MONTHS, 1):
        if name.startswith(low[:3]) and low[0].isascii():
            return number
    if low.startswith("ма") and not low.startswith("мар"):
        return 5
    return next((n for n, stem in enumerate(_RU_MONTHS, 1) if stem != "ма" and low.startswith(stem)), None)
