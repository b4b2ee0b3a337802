"""When it was said: the words of time beside a reporting verb, against the day of publication."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from app.domain.dates import first_day, is_edtf
from app.extract.lexicon import Lexicon, lexicon


@dataclass(frozen=True, slots=True)
class SaidOn:
    """`edtf` null with `vague` true: said at another time than the news, which one is not told."""

    edtf: str | None
    vague: bool = False


def said_on(frame: str, published: str | None, words: Lexicon) -> SaidOn:
    """The date in `frame`, the words of a sentence that are not what was said ("… told reporters on Monday").

    Args: published: EDTF; relative dates need it to the day and give null without.
    """
    patterns = _patterns(words.language)
    day = _day(published)
    full = _dated(patterns.full, frame)
    if full is not None:
        return SaidOn(_written(full, day, patterns))
    if day is not None:
        if patterns.today.search(frame):
            return SaidOn(day.isoformat())
        if patterns.yesterday.search(frame):
            return SaidOn((day - timedelta(days=1)).isoformat())
        weekday = patterns.weekday.search(frame)
        if weekday is not None:
            return SaidOn(_weekday(weekday, day, patterns).isoformat())
        ago = patterns.ago.search(frame)
        if ago is not None:
            return SaidOn(_ago(ago, day, patterns))
    month = _dated(patterns.month, frame)
    if month is not None:
        return SaidOn(_month(month, day, patterns))
    if day is not None and (last := patterns.last.search(frame)) is not None:
        return SaidOn(_last(last[1].lower(), last[2].lower(), day))
    year = patterns.year.search(frame)
    if year is not None and is_edtf(year[1]):
        return SaidOn(year[1])
    return SaidOn(None, patterns.vague.search(frame) is not None)


@dataclass(frozen=True, slots=True)
class _Patterns:
    full: re.Pattern[str]
    month: re.Pattern[str]
    weekday: re.Pattern[str]
    today: re.Pattern[str]
    yesterday: re.Pattern[str]
    ago: re.Pattern[str]
    last: re.Pattern[str]
    year: re.Pattern[str]
    vague: re.Pattern[str]
    weekdays: dict[str, int]
    months: dict[str, int]
    numbers: dict[str, int]


@cache
def _patterns(language: str) -> _Patterns:
    words = lexicon(language)
    assert words is not None
    data = words.raw["dates"]
    weekdays, numbers = "|".join(data["weekdays"]), "|".join(data["numbers"])
    names = "|".join(sorted(data["months"], key=len, reverse=True))
    month, other = rf"(?P<month>{names})", rf"(?P<month2>{names})"
    year = r"(?:19|20)\d\d"
    day_first = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{month}\b\.?"
    month_first = rf"{other}\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\b(?!\d)"
    lead = r"(?P<lead>in|last|of|during|early|late|mid-?|this)"
    named = data["patterns"]

    def pattern(text: str) -> re.Pattern[str]:
        return re.compile(text, re.IGNORECASE)

    return _Patterns(
        full=pattern(rf"\b(?:{day_first}|{month_first})(?:,?\s+(?P<year>{year}))?"),
        month=pattern(
            rf"\b{lead}\s*{month}\b\.?(?:\s+(?:of\s+)?(?:last\s+year|(?P<year>{year})))?"
            rf"|\b{other}\b\.?\s+(?P<year2>{year})"
        ),
        weekday=pattern(rf"\b(?:(?P<lead>last|this|next|past)\s+)?(?P<day>{weekdays})\b(?!['’]s)"),
        today=pattern(rf"\b(?:{named['today']})\b"),
        yesterday=pattern(rf"\b(?:{named['yesterday']})\b"),
        ago=pattern(
            rf"\b(?P<n>{numbers}|\d{{1,2}})\s+(?P<unit>day|week|month|year)s?\s+(?:ago|earlier|before)\b"
        ),
        last=pattern(r"\b(last|earlier\s+this|this|previous)\s+(month|year)\b"),
        year=pattern(r"\b(?:in|of)\s+(?:late\s+|early\s+|mid-?\s*)?((?:19|20)\d\d)\b"),
        vague=pattern(rf"\b(?:{named['vague']})\b"),
        weekdays=data["weekdays"],
        months=data["months"],
        numbers=data["numbers"],
    )


def _dated(pattern: re.Pattern[str], frame: str) -> re.Match[str] | None:
    """The first match whose month is a name: "may" in small letters is a verb."""
    return next((m for m in pattern.finditer(frame) if (m["month"] or m["month2"])[0].isupper()), None)


def _day(published: str | None) -> date | None:
    return (
        date.fromisoformat(published)
        if published is not None and re.fullmatch(r"\d{4}-\d\d-\d\d", published)
        else None
    )


def _written(match: re.Match[str], published: date | None, patterns: _Patterns) -> str | None:
    """ "6 June", "June 6, 2023"; without a year the latest one up to publication."""
    month = patterns.months[(match["month"] or match["month2"]).lower()]
    number = int(match["d1"] or match["d2"])
    year = int(match["year"]) if match["year"] else None
    if year is None:
        if published is None:
            return None
        year = published.year
        # A few days ahead may be a slip of the time zone; a date further ahead was last year's.
        try:
            if date(year, month, number) > published + timedelta(days=2):
                year -= 1
        except ValueError:
            return None
    edtf = f"{year:04d}-{month:02d}-{number:02d}"
    return edtf if is_edtf(edtf) else None


def _month(match: re.Match[str], published: date | None, patterns: _Patterns) -> str | None:
    month = patterns.months[(match["month"] or match["month2"]).lower()]
    year = match["year"] or match["year2"]
    if year is None and published is None:
        return None
    if year is None and published is not None:
        last_year = "last year" in match[0].lower()
        year = str(published.year - (1 if last_year or month > published.month else 0))
    edtf = f"{year}-{month:02d}"
    return edtf if is_edtf(edtf) else None


def _weekday(match: re.Match[str], published: date, patterns: _Patterns) -> date:
    """The latest such day up to publication; "last Monday" is never the day of publication itself."""
    back = (published.weekday() - patterns.weekdays[match["day"].lower()]) % 7
    if back == 0 and (match["lead"] or "").lower() in ("last", "past"):
        back = 7
    return published - timedelta(days=back)


def _ago(match: re.Match[str], published: date, patterns: _Patterns) -> str:
    number = patterns.numbers.get(match["n"].lower()) or int(match["n"])
    unit = match["unit"].lower()
    if unit in ("day", "week"):
        return (published - timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
    if unit == "month":
        months = published.year * 12 + published.month - 1 - number
        return f"{months // 12:04d}-{months % 12 + 1:02d}"
    return f"{published.year - number:04d}"


def _last(which: str, unit: str, published: date) -> str:
    if unit == "year":
        return f"{published.year - (0 if 'this' in which else 1):04d}"
    if "this" in which:
        return f"{published.year:04d}-{published.month:02d}"
    last = date(published.year, published.month, 1) - timedelta(days=1)
    return f"{last.year:04d}-{last.month:02d}"


def is_near(edtf: str | None, published: str | None, days: int) -> bool:
    """True when both are known and at most `days` apart."""
    if edtf is None or published is None:
        return False
    return abs((first_day(edtf) - first_day(published)).days) <= days
