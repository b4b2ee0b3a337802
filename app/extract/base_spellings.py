"""Spellings of bases, and the rules of what must stand near one before it counts."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from app.domain.kinds import MatchRule
from app.domain.names import BaseName
from app.extract.context import Context
from app.extract.facility_words import FACILITY, OWNER, SEAT_OF_GOVERNMENT, SITE_AFTER, SITE_BEFORE
from app.extract.folding import fold
from app.extract.russian_forms import is_cyrillic, phrase_pattern

_GENERIC = (
    "Military", "Base", "Naval", "Air", "Airbase", "Airfield", "Radar", "Station", "Training", "Centre", "Center",
    "Range", "Ground", "Facility", "Logistics", "Point", "Support", "Test", "Space", "Port", "Garrison", "Airport",
)  # fmt: skip
_GENERIC_WORD = re.compile(r"\b(?:" + "|".join(_GENERIC) + r")\b", re.IGNORECASE)
_AIR_BASE = re.compile(r"\bair ?base\b", re.IGNORECASE)
# "201st Russian military base", from the end of the number on.
_NUMBERED = (
    r"(?:st|nd|rd|th|-?(?:я|й|ю|ой|ей|го|му))\s(?:[\w-]+\s){0,4}?"
    r"(?:[Bb]ase|[Bb]rigade|[Dd]ivision|[Бб]аз[аыуе]|[Бб]азой|[Дд]ивизи[яию])(?!\w)"
)
_NUMBER_LEADS = tuple(
    f"{base} {lead}"
    for base in ("Base", "base")
    for lead in ("", "No. ", "No.", "no. ", "no.", "Number ", "number ")
)
_NUMBER = re.compile(r"(?<!\w)(\d{1,4})(?:st|nd|rd|th|-я|-й)?(?!\w)")

_Entry = tuple[str, str, MatchRule]  # slug, regex of the whole spelling ("" for an exact one), rule


class BasePatterns:
    """`keys`: what the automaton looks for -> the spellings that may start there."""

    def __init__(self, bases: Iterable[BaseName]) -> None:
        self._bases = {base.slug: base for base in bases}
        keys: dict[str, list[_Entry]] = defaultdict(list)
        self._numbers: dict[str, tuple[bool, str]] = {}  # number -> (the name starts with it, slug)
        for base in self._bases.values():
            for spelling in base.spellings:
                self._add(base, fold(spelling.text), spelling.rule, keys)
        for number, (_, slug) in self._numbers.items():
            keys[number].append((slug, number + _NUMBERED, MatchRule.CONTEXT_COUNTRY))
            for lead in _NUMBER_LEADS if len(number) > 1 else ():  # "base 102"
                keys[lead + number].append((slug, "", MatchRule.CONTEXT_COUNTRY))
        self.keys = {key: tuple(dict.fromkeys(entries)) for key, entries in keys.items()}
        self._compiled: dict[str, re.Pattern[str]] = {}

    def settle(
        self, folded: str, hits: Iterable[tuple[int, int, tuple[_Entry, ...]]], context: Context
    ) -> Iterator[tuple[int, int, str, MatchRule]]:
        """(start, end, slug, rule) of each base named, the longest spelling at each place whose rule is met."""
        found: list[tuple[int, int, str, MatchRule]] = []
        for start, end, entries in hits:
            for slug, pattern, rule in entries:
                stop = end if not pattern else self._end_of(folded, start, pattern)
                if stop is not None and (stop == len(folded) or not folded[stop].isalnum()):
                    found.append((start, stop, slug, rule))
        last_end = 0
        for start, end, slug, rule in sorted(
            found, key=lambda hit: (hit[0], -hit[1], hit[3] is not MatchRule.ALONE)
        ):
            if start >= last_end and self._is_met(rule, slug, start, end, context):
                yield start, end, slug, rule
                last_end = end

    def _add(self, base: BaseName, spelling: str, rule: MatchRule, keys: dict[str, list[_Entry]]) -> None:
        if is_cyrillic(spelling):
            stem, pattern = phrase_pattern(spelling)
            for key in {stem, stem[0].upper() + stem[1:]}:
                keys[key].append((base.slug, f"(?i:{pattern})" if stem[0].islower() else pattern, rule))
        else:
            for form in _latin_forms(spelling):
                keys[form].append((base.slug, "", rule))
        number = _NUMBER.search(spelling)
        if number is not None and FACILITY.search(spelling, number.end()):
            known = self._numbers.get(number[1])
            leads = number.start() == 0
            if known is None or (leads and not known[0]):
                self._numbers[number[1]] = (leads, base.slug)

    def _end_of(self, folded: str, start: int, pattern: str) -> int | None:
        compiled = self._compiled.get(pattern)
        if compiled is None:
            compiled = self._compiled[pattern] = re.compile(pattern)
        match = compiled.match(folded, start)
        return match.end() if match else None

    def _is_met(self, rule: MatchRule, slug: str, start: int, end: int, context: Context) -> bool:
        if rule is MatchRule.ALONE:
            return True
        base = self._bases[slug]
        sentence = context.sentence(start)
        around = context.text[sentence[0] : start] + " " + context.text[end : sentence[1]]
        if rule is MatchRule.CONTEXT:
            return FACILITY.search(around) is not None
        if rule is MatchRule.CONTEXT_COUNTRY:
            first, last = context.paragraph(start)
            if context.countries_in(first, last) & {base.country, base.territory}:
                return True
            paragraph = context.text[first:start] + context.text[end:last]
            return any(place in paragraph for place in _places(base))
        if SEAT_OF_GOVERNMENT.match(context.text, end) or _is_dateline(context.text, start, end):
            return False
        near = SITE_BEFORE.search(context.text, sentence[0], start) or SITE_AFTER.match(context.text, end)
        return near is not None and OWNER.search(around) is not None


_CYRILLIC_NAME = re.compile(r"(?<!\w)(?!Росс|Воен|Мино)([А-Я][а-я-]{4,})")


@cache
def _places(base: BaseName) -> tuple[str, ...]:
    """The place of a base in both scripts, Russian ones without their ending: "Gyumri", "Гюмр"."""
    latin = [fold(base.locality.split(",", maxsplit=1)[0])] if base.locality else []
    cyrillic = [name[:-1] for s in base.spellings for name in _CYRILLIC_NAME.findall(fold(s.text))]
    return tuple(dict.fromkeys([*latin, *cyrillic]))


def _latin_forms(spelling: str) -> set[str]:
    lower = _GENERIC_WORD.sub(lambda m: m[0].lower(), spelling)
    upper = _GENERIC_WORD.sub(lambda m: m[0].capitalize(), spelling)
    forms = {spelling, lower, upper}
    for form in tuple(forms):
        if _AIR_BASE.search(form):
            forms |= {_AIR_BASE.sub(way, form) for way in ("airbase", "air base", "Air Base", "Airbase")}
    if len(spelling) > 4:
        forms.add(spelling.upper())
    return forms


_DATELINE = re.compile(r"(?:/[A-Z]+/|,? (?:\w+\.? \d{1,2}\b|\([\w ]+\))|\s*[-:])[^.\n]{0,40}?[-:.]?\s")


def _is_dateline(text: str, start: int, end: int) -> bool:
    at_line_start = not text[text.rfind("\n", 0, start) + 1 : start].strip()
    return at_line_start and _DATELINE.match(text, end) is not None
