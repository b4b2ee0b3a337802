"""The days of the entries of a live blog, whose paragraphs open with the time: "13:20 …", "16 Dec, 19:42 …"."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from app.domain.dates import first_day, is_edtf
from app.extract.folding import fold
from app.extract.written_dates import find_written_dates

MIN_ENTRIES = 4
_TIMED = re.compile(
    r"^[^\w\n]{0,3}(?P<date>[^\n:]{0,24}?)(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?!\d|\.\d)", re.M
)


class EntryDays:
    """On which day the words at an offset were published: that of their entry, else that of the article."""

    def __init__(self, text: str, published: str | None, language: str) -> None:
        """`published`: EDTF, the day of the article; entries without a date are told by how their hours run."""
        self._published = published
        self._starts: list[int] = []
        self._ends: list[int] = []  # of the time that opens the entry
        self._days: list[str] = []
        if published is not None and len(published) == len("2024-12-16"):
            for start, end, day in _entries(text, published, language):
                self._starts.append(start)
                self._ends.append(end)
                self._days.append(day)

    def of(self, offset: int) -> str | None:
        at = bisect_right(self._starts, offset) - 1
        return self._days[at] if at >= 0 else self._published

    @property
    def several(self) -> bool:
        """True for entries of more than one day."""
        return len(set(self._days)) > 1

    def past(self, offset: int) -> int:
        """Where the words begin, past the time of the entry that begins at `offset`."""
        at = bisect_right(self._starts, offset) - 1
        return self._ends[at] if at >= 0 and self._starts[at] == offset else offset


def _entries(text: str, published: str, language: str) -> Iterator[tuple[int, int, str]]:
    """(start, end of its time, day) of each entry, in text order."""
    found: list[
        tuple[re.Match[str], int, str | None]
    ] = []  # with its minute of the day, and its date as written
    for match in _TIMED.finditer(text):
        written = match["date"].strip(" ,.–—-|•")
        day = _day(written, published, language) if written else None
        if not written or day is not None:
            found.append((match, 60 * int(match["hour"]) + int(match["minute"]), day))
    if len(found) < MIN_ENTRIES:
        return
    falls = sum(later < sooner for (_, sooner, _), (_, later, _) in pairwise(found))
    newest_first = 2 * falls >= len(found) - 1
    dated = next((day for _, _, day in found if day is not None), published)
    day = published if newest_first else dated
    before: int | None = None
    for match, minute, written_day in found:
        if written_day is not None:
            day = written_day
        elif before is not None and newest_first and minute > before:
            day = _moved(day, -1)
        elif before is not None and not newest_first and minute < before:
            day = _moved(day, 1)
        before = minute
        yield match.start(), match.end(), day


def _day(written: str, published: str, language: str) -> str | None:
    """The date that is all of `written`; it is of the year of publication where it tells none."""
    folded = fold(written)
    dates = list(find_written_dates(folded, 0, len(folded), published, language))
    whole = (
        len(dates) == 1 and not folded[: dates[0].start].strip() and not folded[dates[0].end :].strip(" ,.-")
    )
    return dates[0].edtf if whole and len(dates[0].edtf) == len(published) else None


def _moved(day: str, days: int) -> str:
    moved = (first_day(day) + timedelta(days=days)).isoformat()
    return moved if is_edtf(moved) else day
