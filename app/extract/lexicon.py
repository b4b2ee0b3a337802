"""The words that extraction knows, read from data/<language>/*.toml once per language.

In the lists of a language whose reader is "clauses" an entry may be written short: "заяв{ил|ила}" is two words. In
lists of heads the first form is the dictionary's; in verbs.toml "; " parts finite forms, converbs and participles.
"""

import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from app.extract.alternatives import Alternatives, AnyOf

DATA = Path(__file__).parent / "data"
LANGUAGES = ("en", "ru", "es", "fr", "uk")
_CHOICE = re.compile(r"\{([^{}]*)\}")
_LISTED = ("finite", "converb", "participle")
# Groups of what its speaker follows, found like verbs: their stance and form.
_FOLLOWED = {"according": ("neutral", "according"), "passive": ("denial", "passive")}
_FILES = ("verbs", "grammar", "speakers", "stance", "topics")


class Syntax(StrEnum):
    """How the sentences of a language are read."""

    ENGLISH = "english"  # by the word order of English
    CLAUSES = "clauses"  # the speaker on either side of a listed verb form, the head first in its phrase


@dataclass(frozen=True, slots=True)
class Verb:
    """One form of a reporting verb. `form`: "base", "present", "past", "participle" or "gerund" ("said" is past).

    Where the forms are listed: "finite", "converb" for one that leans on the verb before ("добавив"), "participle"
    for one that needs its auxiliary ("a déclaré"), "according" for what is followed by the speaker ("по словам"), or
    "passive" for what is followed by whose act it was ("a été démenti par").
    """

    lemma: str
    stance: str  # its group in verbs.toml: "neutral", "denial", …
    form: str
    traits: frozenset[str]


_Spelled = tuple[tuple[str, ...], Verb]  # all words of a verb


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Word sets of one language, all in lower case."""

    language: str
    verbs: dict[str, tuple[_Spelled, ...]]  # by the first word, longest first
    grammar: dict[str, frozenset[str]]
    heads: dict[str, frozenset[str]]
    pronouns: dict[str, str]
    roles: tuple[str, ...]  # those that a title may name
    role_sets: Alternatives  # the expressions of each, in the order of `roles`
    female_names: frozenset[str]
    raw: dict[str, Any] = field(repr=False)  # all files as read
    syntax: Syntax = Syntax.ENGLISH
    lemmas: dict[str, str] = field(
        default_factory=dict
    )  # a case form of a head -> the form of the dictionary
    _phrases: dict[str, dict[str, tuple[_Spelled, ...]]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # "по" begins a hundred of them: by the word that follows, "" where none of them goes on.
        object.__setattr__(self, "_phrases", {first: _by_second(all_) for first, all_ in self.verbs.items()})

    def role_of(self, title: str) -> str | None:
        """The role that a title names; not the president's for "asesor del presidente"."""
        for role, pattern in self.roles_in(title):
            match = pattern.search(title)
            if match is not None and not self._is_of_another(title[: match.start()].lower()):
                return role
        return None

    def roles_in(self, title: str) -> list[tuple[str, AnyOf]]:
        """The roles that a title may name, with their expressions; the first that matches is meant."""
        return [(self.roles[one.number], one) for one in self.role_sets.met_in(title)]

    def _is_of_another(self, before: str) -> bool:
        """True after a title that governs the next one, where nouns are not declined."""
        if not before or not self.raw["grammar"].get("undeclined", False):
            return False
        words = before.replace("'", "' ").replace("’", "' ").split()
        articles = self.grammar["articles"]
        while words and words[-1] in articles:
            words.pop()
        official = self.heads["official"]
        return (
            bool(words) and words[-1] in self.grammar["linking"] and any(word in official for word in words)
        )

    def verb_at(self, words: list[str], at: int) -> tuple[int, Verb] | None:
        """(number of words, verb) of the longest reporting verb that starts at `at`."""
        phrases = self._phrases.get(words[at])
        if phrases is None:
            return None
        following = words[at + 1] if at + 1 < len(words) else ""
        for spelling, verb in phrases[following] if following in phrases else phrases[""]:
            if len(spelling) <= 2 or tuple(words[at : at + len(spelling)]) == spelling:
                return len(spelling), verb
        return None


@cache
def lexicon(language: str) -> Lexicon | None:
    """The lexicon of an ISO 639-1 language, null where there is none."""
    if language not in LANGUAGES:
        return None
    folder = DATA / language
    read = {name: tomllib.loads((folder / f"{name}.toml").read_text("utf-8")) for name in _FILES}
    speakers = read["speakers"]
    syntax = Syntax(read["grammar"]["syntax"])
    lemmas: dict[str, str] = {}
    dictionary: set[str] = set()
    heads: dict[str, frozenset[str]] = {}
    for name, entries in speakers["heads"].items():
        forms = [expanded(entry) for entry in entries]
        heads[name] = frozenset(form for group in forms for form in group)
        lemmas.update((form, group[0]) for group in forms for form in group[1:])
        dictionary.update(group[0] for group in forms)
    grammar = {name: words for name, words in read["grammar"].items() if isinstance(words, list)}
    return Lexicon(
        language=language,
        verbs=verb_forms(read["verbs"]) if syntax is Syntax.ENGLISH else _listed_verbs(read["verbs"]),
        grammar={
            name: frozenset(form for w in words for form in expanded(w)) for name, words in grammar.items()
        },
        heads=heads,
        pronouns=speakers["pronouns"],
        roles=tuple(speakers["roles"]),
        role_sets=_role_sets(speakers["roles"]),
        female_names=frozenset(speakers["names"]["female"]),
        raw=read,
        syntax=syntax,
        lemmas={form: lemma for form, lemma in lemmas.items() if form not in dictionary},
    )


def _role_sets(roles: dict[str, list[str]]) -> Alternatives:
    sets = Alternatives()
    for patterns in roles.values():
        sets.any_of((rf"\b(?:{pattern})\b" for pattern in patterns), re.IGNORECASE)
    return sets


def _by_second(spelled: tuple[_Spelled, ...]) -> dict[str, tuple[_Spelled, ...]]:
    """The spellings that a second word leaves, longest first; under "" those of one word."""
    seconds = {"", *(words[1] for words, _ in spelled if len(words) > 1)}
    return {
        second: tuple(one for one in spelled if len(one[0]) == 1 or one[0][1] == second) for second in seconds
    }


def expanded(entry: str) -> list[str]:
    """All that an entry stands for: "под{черк|чёрк}ну{л|ла}" is four words. Brackets do not nest."""
    match = _CHOICE.search(entry)
    if match is None:
        return [entry]
    rest = expanded(entry[match.end() :])
    return [f"{entry[: match.start()]}{choice}{tail}" for choice in match[1].split("|") for tail in rest]


def _listed_verbs(data: dict[str, Any]) -> dict[str, tuple[_Spelled, ...]]:
    """Verbs with their forms, "lemma: finite, forms; converbs; participles"; of two equal forms the first counts."""
    traits = data["traits"]
    found: dict[str, dict[tuple[str, ...], Verb]] = {}
    for stance, group in data.items():
        if stance == "traits":
            continue
        for entry in group["verbs"]:
            lemma, _, written = entry.partition(": ")
            mine = frozenset(trait for trait, lemmas in traits.items() if lemma in lemmas)
            for form, forms in zip(_LISTED, written.split("; "), strict=False):
                verb = Verb(lemma, *_FOLLOWED.get(stance, (stance, form)), mine)
                for spelling in (
                    tuple(word.split()) for part in forms.split(", ") for word in expanded(part)
                ):
                    found.setdefault(spelling[0], {}).setdefault(spelling, verb)
    return {first: tuple(sorted(forms.items(), key=lambda e: -len(e[0]))) for first, forms in found.items()}


def verb_forms(data: dict[str, Any]) -> dict[str, tuple[_Spelled, ...]]:
    """First word -> (all words, verb), longest first, of the groups of a file of verbs."""
    traits = data.get("traits", {})
    found: dict[str, list[_Spelled]] = {}
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
