"""The words of time, read from data/<language>/dates.toml and compiled once per language."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from app.extract.alternatives import Alternatives, AnyOf
from app.extract.folding import fold

_DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "ru", "es", "fr", "uk")
_GROUP = re.compile(r"\(\?P<(\w+)>")


@dataclass(frozen=True, slots=True)
class Form:
    """How one alternative of the pattern is read: its kind, and the days back of "yesterday"."""

    kind: str  # days, day, ago, unit, month, weekday, year, bare_year or vague
    back: int
    groups: tuple[tuple[str, str], ...]  # (plain name, name in the pattern)


@dataclass(frozen=True, slots=True)
class TimeWords:
    """One language's words of time, for folded text."""

    sets: tuple[Alternatives, ...]  # of the expressions below
    pattern: AnyOf  # every form; its groups carry the form's number: month_3
    forms: tuple[Form, ...]
    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    units: dict[str, str]
    capital_months: bool
    not_said_near: AnyOf  # for text that is not folded, up to the date
    not_said_in_clause: AnyOf

    def form_of(self, match: re.Match[str]) -> Form:
        """The form that matched: its group is the last one to close."""
        assert match.lastgroup is not None
        return self.forms[int(match.lastgroup.removeprefix("form_"))]


@cache
def time_words(language: str) -> TimeWords:
    """The words of an ISO 639-1 language; English where there are none."""
    name = language if language in LANGUAGES else "en"
    raw = tomllib.loads((_DATA / name / "dates.toml").read_text("utf-8"))
    months = _numbered(raw["months"], 1)
    weekdays = _numbered(raw["weekdays"], 0)
    numbers = {fold(word): int(number) for number, words in raw["numbers"].items() for word in words.split()}
    units = {fold(word): unit for unit, words in raw["units"].items() for word in words.split()}
    places = {
        "{day}": r"(?P<day>\d{1,2})",
        "{year}": r"(?P<year>(?:19|20)\d\d)",
        "{month}": f"(?P<month>{_any(months)})",
        "{weekday}": f"(?P<weekday>{_any(weekdays)})",
        "{number}": rf"(?P<number>{_any(numbers)}|\d{{1,2}})",
        "{unit}": f"(?P<unit>{_any(units)})",
    }
    forms: list[Form] = []
    alternatives: list[str] = []
    for kind, back, template in _templates(raw):
        written = _spaced(fold(template))
        for place, pattern in places.items():
            written = written.replace(place, pattern)
        tail = f"_{len(forms)}"
        forms.append(Form(kind, back, tuple((group, group + tail) for group in _GROUP.findall(written))))
        own_groups = _GROUP.sub(rf"(?P<\1{tail}>", written)
        alternatives.append(f"(?P<form{tail}>{own_groups})")
    sets, asides = Alternatives(), Alternatives()
    return TimeWords(
        sets=(sets, asides),
        pattern=sets.any_of((rf"(?<![\w-]){one}(?!\w)" for one in alternatives), re.IGNORECASE),
        forms=tuple(forms),
        months=months,
        weekdays=weekdays,
        numbers=numbers,
        units=units,
        capital_months=raw.get("capital_months", False),
        not_said_near=asides.any_of(
            (rf"(?<!\w)(?:{_spaced(one)})\s+$" for one in raw["not_said"]["near"]), re.IGNORECASE
        ),
        not_said_in_clause=asides.any_of(
            (rf"(?<!\w)(?:{_spaced(one)})(?!\w)" for one in raw["not_said"]["clause"]), re.IGNORECASE
        ),
    )


def _templates(raw: dict[str, Any]) -> list[tuple[str, int, str]]:
    """(kind, days back, template) in the order in which they are tried."""
    days = [("days", int(back), form) for back, words in raw["days"].items() for form in words]
    forms = [(kind, 0, form) for kind, words in raw["forms"].items() for form in words]
    return [*days, *forms]


def _numbered(names: list[str], first: int) -> dict[str, int]:
    return {fold(name): number for number, words in enumerate(names, first) for name in words.split()}


def _any(words: dict[str, Any]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _spaced(template: str) -> str:
    return template.replace(" ", r"\s")
