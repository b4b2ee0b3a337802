"""The words that extraction knows, read from data/<language>/*.toml once per language."""

import re
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"
LANGUAGES = ("en",)
_FILES = ("verbs", "grammar", "speakers", "stance", "topics")


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a reporting verb. `form`: "base", "present", "past", "participle" or "gerund" ("said" is past)."""

    lemma: str
    stance: str  # its group in verbs.toml: "neutral", "denial", …
    form: str
    traits: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets of one language, all in lower case."""

    language: str
    verbs: dict[
        str, tuple[tuple[tuple[str, ...], Verb], ...]
    ]  # first word -> (all words, verb), longest first
    grammar: dict[str, frozenset[str]]
    heads: dict[str, frozenset[str]]
    pronouns: dict[str, str]
    roles: tuple[tuple[str, re.Pattern[str]], ...]
    female_names: frozenset[str]
    raw: dict[str, Any] = field(repr=False)  # the files as read

    def verb_at(self, words: list[str], at: int) -> tuple[int, Verb] | None:
        """(number of words, verb) of the longest reporting verb that starts at `at`."""
        for spelling, verb in self.verbs.get(words[at], ()):
            if len(spelling) == 1 or tuple(words[at : at + len(spelling)]) == spelling:
                return len(spelling), verb
        return None


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of an ISO 639-1 language, null where there is none."""
    if language not in LANGUAGES:
        return None
    folder = _DATA / language
    read = {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in _FILES}
    speakers = read["speakers"]
    return Lexicon(
        language=language,
        verbs=_verbs(read["verbs"]),
        grammar={name: frozenset(words) for name, words in read["grammar"].items()},
        heads={name: frozenset(words) for name, words in speakers["heads"].items()},
        pronouns=speakers["pronouns"],
        roles=tuple(
            (role, re.compile(r"\b(?:" + "|".join(patterns) + r")\b", re.IGNORECASE))
            for role, patterns in speakers["roles"].items()
        ),
        female_names=frozenset(speakers["names"]["female"]),
        raw=read,
    )


def _verbs(data: dict[str, Any]) -> dict[str, tuple[tuple[tuple[str, ...], Verb], ...]]:
    traits = data["traits"]
    found: dict[str, list[tuple[tuple[str, ...], Verb]]] = {}
    seen: set[tuple[str, ...]] = set()
    for stance, group in data.items():
        if stance == "traits":
            continue
        for entry in group["verbs"]:
            lemma, _, written = entry.partition(": ")
            mine = frozenset(trait for trait, lemmas in traits.items() if lemma in lemmas)
            forms = [form.strip() for form in written.split(",")] if written else _inflected(lemma)
            for name, form in zip(
                ("base", "present", "past", "participle", "gerund"), (lemma, *forms), strict=True
            ):
                spelling = tuple(form.split())
                if spelling in seen:
                    continue
                seen.add(spelling)
                found.setdefault(spelling[0], []).append((spelling, Verb(lemma, stance, name, mine)))
    found.setdefault("according", [])  # "according to" is found like a verb
    return {first: tuple(sorted(entries, key=lambda e: -len(e[0]))) for first, entries in found.items()}


def _inflected(lemma: str) -> list[str]:
    """Present, past, participle and gerund of a regular English verb; of "point out", those of "point"."""
    word, _, rest = lemma.partition(" ")
    tail = f" {rest}" if rest else ""
    if word.endswith("e"):
        present, past, gerund = f"{word}s", f"{word}d", f"{word[:-1]}ing"
    elif word.endswith("y") and word[-2] not in "aeiou":
        present, past, gerund = f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing"
    elif word.endswith(("s", "x", "z", "ch", "sh")):
        present, past, gerund = f"{word}es", f"{word}ed", f"{word}ing"
    else:
        present, past, gerund = f"{word}s", f"{word}ed", f"{word}ing"
    return [present + tail, past + tail, past + tail, gerund + tail]
