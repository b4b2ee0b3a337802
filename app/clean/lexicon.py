"""The lexicons of page furniture, all languages compiled together: a page often mixes two."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_LANGUAGES = ("en", "ru", "es", "fr", "uk")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Patterns for one line of text each, in lower case; the keys of `data/en.toml` say what they mean."""

    line: re.Pattern[str]
    start: re.Pattern[str]
    related: re.Pattern[str]
    listed: re.Pattern[str]
    end: re.Pattern[str]
    comments: re.Pattern[str]
    appeal: re.Pattern[str]
    appeal_word: re.Pattern[str]
    appeal_person: frozenset[str]  # words
    said: re.Pattern[str]
    label: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Agencies:
    """Alternatives of one regular expression, without brackets around: `TASS|RIA\\sNovosti|…`."""

    dateline: str
    credit: str


@cache
def agencies() -> Agencies:
    """The names in `data/agencies.toml`; blanks as `\\s`, to stand in verbose patterns too."""
    table = _table("agencies")
    dateline, credit = ("|".join(table[key]).replace(" ", r"\s") for key in ("dateline", "credit"))
    return Agencies(dateline, f"{dateline}|{credit}")


def _table(name: str) -> dict[str, list[str] | str]:
    text = files("app.clean.data").joinpath(f"{name}.toml").read_text("utf-8")
    table: dict[str, list[str] | str] = tomllib.loads(text)
    return table


@cache
def lexicon() -> Lexicon:
    """Compiled once in a process; tens of milliseconds."""
    parts: dict[str, list[str]] = defaultdict(list)
    for language in _LANGUAGES:
        for key, patterns in _table(language).items():
            parts[key] += patterns.split() if isinstance(patterns, str) else patterns

    def any_of(key: str) -> str:
        return "|".join(f"(?:{pattern})" for pattern in parts[key])

    return Lexicon(
        line=re.compile(any_of("line")),
        start=re.compile(any_of("start")),
        related=re.compile(rf"[\W_]*(?:{any_of('related')})\s*(?P<rest>[:|»→>…].*|[.!]?)"),
        listed=re.compile(rf"[\W_]*(?:{any_of('listed')})[\s:»→>….!]*"),
        comments=re.compile(any_of("comments")),
        end=re.compile(any_of("end")),
        appeal=re.compile(any_of("appeal")),
        appeal_word=re.compile(any_of("appeal_word")),
        appeal_person=frozenset(parts["appeal_person"]),
        said=re.compile(rf"(?<!\w)(?:{any_of('said')})(?!\w)"),
        label=re.compile(rf"(?<!\w)(?:{any_of('label')})(?!\w)"),
    )
