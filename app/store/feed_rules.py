"""The rules of a feed: which of its items are taken in. One rule a line, written by a person, checked when saved.

base                  a word or phrase in the title or the text, in any of its forms: also "bases"
"military base"       these very words, in quotation marks
title: Lavrov         in the title alone
country: TJ           the item names this country; a code or a name
category: Politics    the feed gives the item this category
# a remark
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.errors import InputError
from app.extract.folding import fold
from app.extract.name_index import NameIndex
from app.store.stems import stems_of

MOST_RULES = 100  # of each list
LONGEST_RULE = 200  # characters
_PREFIX = re.compile(r"(?P<prefix>[A-Za-z]{2,12})\s*:\s*(?P<rest>.*)")
_QUOTED = re.compile(r'["“«„](?P<words>[^"“”«»„]+)["”»“]')


class RuleKind(StrEnum):
    WORDS = "words"
    TITLE = "title"
    COUNTRY = "country"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `exact` is a phrase to the letter (folded), `stems` one in any of its forms."""

    line: str  # as written
    kind: RuleKind
    exact: re.Pattern[str] | None = None
    stems: tuple[str, ...] = ()
    value: str = ""  # a country's code, or a category in small letters


@dataclass(frozen=True, slots=True)
class FeedRules:
    """An item is taken in where no exclude rule and, if there are any, some include rule fits it."""

    include: tuple[Rule, ...]
    exclude: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Matter:
    """What rules look in."""

    title: str
    text: str
    categories: tuple[str, ...] = ()


def read_rules(include: str, exclude: str, index: NameIndex) -> FeedRules:
    """The rules of a feed. Raises InputError naming the line and what is wrong with it."""
    return FeedRules(
        _read(include, "include", index),
        _read(exclude, "exclude", index),
    )


def excluded_by(rules: FeedRules, matter: Matter, index: NameIndex) -> Rule | None:
    """The exclude rule that fits, null where none does."""
    return _first(rules.exclude, matter, index)


def is_included(rules: FeedRules, matter: Matter, index: NameIndex) -> bool:
    """Whether an include rule fits, or there are none."""
    return not rules.include or _first(rules.include, matter, index) is not None


def _read(text: str, name: str, index: NameIndex) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for number, written in enumerate(text.splitlines(), 1):
        line = " ".join(written.split())
        if not line or line.startswith("#"):
            continue
        where = f"{name} rules, line {number}"
        if len(line) > LONGEST_RULE:
            raise InputError(f"{where}: {len(line)} characters: at most {LONGEST_RULE}")
        if len(rules) == MOST_RULES:
            raise InputError(f"{where}: over {MOST_RULES} rules: leave some out")
        if not line.isprintable():
            raise InputError(f"{where}: holds a control character: write it anew")
        rules.append(_rule(line, where, index))
    return tuple(rules)


def _rule(line: str, where: str, index: NameIndex) -> Rule:
    kind, rest = RuleKind.WORDS, line
    if match := _PREFIX.fullmatch(line):
        prefix, rest = match["prefix"].lower(), match["rest"]
        if prefix not in ("title", "text", "country", "category"):
            raise InputError(
                f"{where}: “{match['prefix']}:” is no kind of rule: write title:, country: or category:, "
                "or put the words in quotation marks"
            )
        kind = RuleKind.WORDS if prefix == "text" else RuleKind(prefix)
    if not rest:
        raise InputError(f"{where}: nothing after the colon: say what to look for")
    if kind is RuleKind.COUNTRY:
        return Rule(line, kind, value=_country(rest, where, index))
    if kind is RuleKind.CATEGORY:
        return Rule(line, kind, value=_plain(rest.strip('"“”«»')))
    if quoted := _QUOTED.fullmatch(rest):
        words = re.escape(_plain(quoted["words"].strip()))
        return Rule(line, kind, exact=re.compile(rf"(?<!\w){words}(?!\w)"))
    stems = tuple(stems_of(rest))
    if not stems:
        raise InputError(f"{where}: “{rest}” holds no word that tells items apart: put it in quotation marks")
    return Rule(line, kind, stems=stems)


def _country(given: str, where: str, index: NameIndex) -> str:
    if (country := index.country(given.upper())) is not None:
        return country.code
    codes = {mention.code for mention in index.country_mentions(given)}
    if len(codes) != 1:
        raise InputError(f"{where}: “{given}” is no country that we know: give its code, such as TJ, or name")
    return codes.pop()


def _plain(text: str) -> str:
    return fold(text).casefold()


def _first(rules: Iterable[Rule], matter: Matter, index: NameIndex) -> Rule | None:
    looked = _Looked(matter, index)
    return next((rule for rule in rules if looked.fits(rule)), None)


class _Looked:
    """What rules look in, made ready once where a rule needs it."""

    def __init__(self, matter: Matter, index: NameIndex) -> None:
        self._matter = matter
        self._index = index
        self._categories = frozenset(map(_plain, matter.categories))
        self._plain: dict[bool, str] = {}
        self._stems: dict[bool, str] = {}
        self._countries: frozenset[str] | None = None

    def fits(self, rule: Rule) -> bool:
        if rule.kind is RuleKind.CATEGORY:
            return rule.value in self._categories
        if rule.kind is RuleKind.COUNTRY:
            if self._countries is None:
                self._countries = frozenset(
                    mention.code
                    for text in (self._matter.title, self._matter.text)
                    for mention in self._index.country_mentions(text)
                )
            return rule.value in self._countries
        in_title = rule.kind is RuleKind.TITLE
        if rule.exact is not None:
            if in_title not in self._plain:
                self._plain[in_title] = _plain(self._where(in_title))
            return rule.exact.search(self._plain[in_title]) is not None
        if in_title not in self._stems:
            self._stems[in_title] = f" {' '.join(stems_of(self._where(in_title)))} "
        return f" {' '.join(rule.stems)} " in self._stems[in_title]

    def _where(self, in_title: bool) -> str:
        return self._matter.title if in_title else f"{self._matter.title}\n{self._matter.text}"
