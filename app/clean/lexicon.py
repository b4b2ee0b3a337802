"""The lexicons of page furniture, all languages compiled together: a page often mixes two."""

import re
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from app.clean.openers import Openers

DATA = Path(__file__).parent / "data"
_LANGUAGES = ("en", "ru", "es", "fr", "uk")


class Lexicon:
    """Patterns for one line of text each, in lower case; the keys of `data/en.toml` say what they mean.

    Each is compiled when a page first needs it.
    """

    def __init__(self, parts: dict[str, list[str]]) -> None:
        self._parts = parts
        self.line = Openers(parts["line"])
        self.start = Openers(parts["start"])
        self.comments = Openers(parts["comments"])
        self.end = Openers(parts["end"])
        self.appeal = Openers(parts["appeal"])
        self.appeal_person = frozenset(parts["appeal_person"])  # words

    @cached_property
    def related(self) -> re.Pattern[str]:
        return re.compile(rf"[\W_]*(?:{self._any('related')})\s*(?P<rest>[:|»→>…].*|[.!]?)")

    @cached_property
    def listed(self) -> re.Pattern[str]:
        return re.compile(rf"[\W_]*(?:{self._any('listed')})[\s:»→>….!]*")

    @cached_property
    def appeal_word(self) -> re.Pattern[str]:
        return re.compile(self._any("appeal_word"))

    @cached_property
    def said(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._any('said')})(?!\w)")

    @cached_property
    def label(self) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{self._any('label')})(?!\w)")

    def _any(self, key: str) -> str:
        return "|".join(f"(?:{pattern})" for pattern in self._parts[key])


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
    text = (DATA / f"{name}.toml").read_text("utf-8")
    table: dict[str, list[str] | str] = tomllib.loads(text)
    return table


@cache
def lexicon() -> Lexicon:
    """Read once in a process."""
    parts: dict[str, list[str]] = defaultdict(list)
    for language in _LANGUAGES:
        for key, patterns in _table(language).items():
            parts[key] += patterns.split() if isinstance(patterns, str) else patterns
    return Lexicon(parts)
