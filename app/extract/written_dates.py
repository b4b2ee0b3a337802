"""Dates as articles write them, to EDTF; relative ones are counted from the published date."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from app.domain.dates import first_day, is_edtf, last_day
from app.extract.time_words import Form, TimeWords, time_words

AHEAD = 2  # days after publication that may be a slip of the time zone; a date further ahead was last year's
_OF_FACTS = frozenset({"day", "month", "weekday", "unit", "year", "bare_year"})


class WrittenDate(NamedTuple):
    """text[start:end] means `edtf`; `relative` when the published date was needed to tell."""

    start: int
    end: int
    edtf: str
    relative: bool


class TimeMention(NamedTuple):
    """Words of time at text[start:end]; `edtf` null when they tell no date ("last week", "recently").

    `anchor` is where the day, month or year itself stands: "since May" -> that of "May".
    """

    start: int
    end: int
    anchor: int
    kind: str  # of the form, see time_words
    edtf: str | None
    relative: bool


def find_written_dates(
    folded: str, start: int, end: int, published: str | None, language: str
) -> Iterator[WrittenDate]:
    """The dates of folded[start:end], each as precise as it is written.

    Relative ones are left out where `published` is not known.
    """
    for time in find_times(folded, start, end, published, time_words(language)):
        if time.edtf is not None and time.kind in _OF_FACTS:
            yield WrittenDate(time.start, time.end, time.edtf, time.relative)


def edtf_of_written(phrase: str, language: str) -> str | None:
    """The last absolute date of a phrase: "until Jan. 1, 2014" -> "2014-01-01"."""
    dates = [date.edtf for date in find_written_dates(phrase, 0, len(phrase), None, language)]
    return dates[-1] if dates else None


def find_times(
    folded: str, start: int, end: int, published: str | None, words: TimeWords
) -> Iterator[TimeMention]:
    """The words of time in folded[start:end], in text order, never overlapping.

    Args: published: EDTF; what is relative to it has no `edtf` without, or where it is too coarse to count from.
    """
    for match in words.pattern.finditer(folded, start, end):
        form = words.form_of(match)
        said = {plain: match[name] for plain, name in form.groups if match[name] is not None}
        month = said.get("month")
        if month is not None and words.capital_months and not month[0].isupper():
            continue
        anchors = [match.start(name) for plain, name in form.groups if plain in said and plain != "last"]
        edtf, relative = _Reader(form, said, words).read(published)
        if edtf is not None and not is_edtf(edtf):
            edtf = None
        yield TimeMention(
            match.start(), match.end(), min(anchors, default=match.start()), form.kind, edtf, relative
        )


@dataclass(slots=True)
class _Reader:
    """One match: its form, the groups that took part, and the words of its language."""

    form: Form
    said: dict[str, str]
    words: TimeWords

    def read(self, published: str | None) -> tuple[str | None, bool]:
        """(EDTF, whether the published date was needed)."""
        kind, said = self.form.kind, self.said
        if kind in ("day", "month", "year", "bare_year") and "year" in said:
            return "-".join((said["year"], *self._month_and_day())), False
        if published is None or kind == "vague":
            return None, True
        return self._counted(published), True

    def _month_and_day(self) -> tuple[str, ...]:
        said = self.said
        if "month" not in said and "month_number" not in said:
            return ()
        month = (
            int(said["month_number"]) if "month_number" in said else self.words.months[said["month"].lower()]
        )
        return (f"{month:02}", f"{self._number(said['day']):02}") if "day" in said else (f"{month:02}",)

    def _number(self, word: str) -> int:
        return int(word) if word.isdigit() else self.words.numbers[word.lower()]

    def _counted(self, published: str) -> str | None:
        """What is counted back from `published`, as far as that is known."""
        kind, to_the_day = self.form.kind, len(published) >= 10
        if kind == "unit":
            return self._by_unit(published)
        if kind in ("day", "month"):
            return self._in_the_year(published) if len(published) >= 7 else None
        if not to_the_day:
            return None
        day = first_day(published)
        if kind == "days":
            return (day - timedelta(days=self.form.back)).isoformat()
        if kind == "weekday":
            back = (day.weekday() - self.words.weekdays[self.said["weekday"].lower()]) % 7
            # "last Monday" is never the day of publication itself.
            return (day - timedelta(days=7 if back == 0 and "last" in self.said else back)).isoformat()
        return self._ago(day)

    def _in_the_year(self, published: str) -> str | None:
        """Without a year: the latest one up to publication."""
        latest = last_day(published)
        month, *of_day = self._month_and_day()
        if "before" in self.said:
            return "-".join((str(latest.year - 1), month, *of_day))
        if of_day:
            written = f"{latest.year}-{month}-{of_day[0]}"
            if not is_edtf(written):
                return None
            ahead = first_day(written) > latest + timedelta(days=AHEAD)
            return f"{latest.year - 1}-{month}-{of_day[0]}" if ahead else written
        passed = int(month) < latest.month or (int(month) == latest.month and "last" not in self.said)
        return f"{latest.year if passed else latest.year - 1}-{month}"

    def _ago(self, day: date) -> str | None:
        unit = self.words.units[self.said["unit"].lower()]
        number = self._number(self.said["number"]) if "number" in self.said else 1
        if unit in ("day", "week"):
            return (day - timedelta(days=number * (7 if unit == "week" else 1))).isoformat()
        if unit == "month":
            months = day.year * 12 + day.month - 1 - number
            return f"{months // 12:04}-{months % 12 + 1:02}"
        return f"{day.year - number:04}"

    def _by_unit(self, published: str) -> str | None:
        """ "last month", "this year"; a week is no EDTF date."""
        unit, last = self.words.units[self.said["unit"].lower()], "last" in self.said
        day = first_day(published)
        if unit == "year":
            return str(day.year - last)
        if unit != "month" or len(published) < 7:
            return None
        month = day.replace(day=1) - timedelta(days=1) if last else day
        return f"{month:%Y-%m}"
