"""When it was said: the words of time beside a reporting verb, against the day of publication."""

import re
from typing import NamedTuple

from app.domain.dates import first_day
from app.extract.folding import fold
from app.extract.time_words import TimeWords, time_words
from app.extract.written_dates import TimeMention, find_times

# What tells most, first: "on Monday, 6 June" is the sixth of June.
_RANKS = {kind: rank for rank, kind in enumerate(("day", "days", "weekday", "ago", "month", "unit", "year"))}
_CLAUSE = re.compile(r"[,;:()\n–—]")
REACH = 60  # code points before a date in which its clause tells that it is of something to come


class SaidOn(NamedTuple):
    """`edtf` null with `vague` true: said at another time than the news, which one is not told."""

    edtf: str | None
    vague: bool = False


def said_on(frame: str, published: str | None, language: str) -> SaidOn:
    """The date in `frame`, the words of a sentence that are not what was said ("… told reporters on Monday").

    A date of what is still to come ("who will visit on Friday") or of a stretch of time ("since May") is none.
    Args: published: EDTF; relative dates need it and give null without. language: ISO 639-1.
    """
    words = time_words(language)
    frame = " ".join(frame.split())
    times = find_times(fold(frame), 0, len(frame), published, words)
    found = [time for time in times if not _is_of_other_things(frame, time, words)]
    dated = [time for time in found if time.edtf is not None and time.kind in _RANKS]
    if dated:
        return SaidOn(min(dated, key=lambda time: _RANKS[time.kind]).edtf)
    return SaidOn(None, vague=any(_is_vague(time) for time in found))


def _is_vague(time: TimeMention) -> bool:
    """True for another time than that of the news: "recently", "last week"."""
    return time.kind in ("vague", "unit")


def _is_of_other_things(frame: str, time: TimeMention, words: TimeWords) -> bool:
    if time.kind in ("vague", "bare_year"):
        return time.kind == "bare_year"
    clause = _CLAUSE.split(frame[max(0, time.anchor - REACH) : time.anchor])[-1]
    if words.not_said_near.search(clause) or words.not_said_in_clause.search(clause):
        return True
    return words.not_said_in_clause.match(frame, time.end + 1) is not None


def is_near(edtf: str | None, published: str | None, days: int) -> bool:
    """True when both are known and at most `days` apart."""
    if edtf is None or published is None:
        return False
    return abs((first_day(edtf) - first_day(published)).days) <= days
