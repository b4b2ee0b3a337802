"""Spellings of bases, and the rules of what must stand near one before it counts."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from app.domain.kinds import BaseKind, MatchRule
from app.domain.names import BaseName
from app.extract.context import Context
from app.extract.facility_words import (
    BASE_BEFORE,
    BASE_WORD,
    BASES,
    FACILITY,
    HELD_BEFORE,
    IN_TOWN,
    JOINED,
    JOINED_LOOSELY,
    OWNER,
    SEAT_OF_GOVERNMENT,
    SITE_AFTER,
    SITE_BEFORE,
)
from app.extract.folding import fold
from app.extract.russian_forms import is_cyrillic, phrase_pattern
from app.extract.triggers import Triggered

_GENERIC = (
    "Military", "Base", "Naval", "Air", "Airbase", "Airfield", "Radar", "Station", "Training", "Centre", "Center",
    "Range", "Ground", "Facility", "Logistics", "Point", "Support", "Test", "Space", "Port", "Garrison", "Airport",
)  # fmt: skip
_GENERIC_WORD = re.compile(r"\b(?:" + "|".join(_GENERIC) + r")\b", re.IGNORECASE)
_AIR_BASE = re.compile(r"\bair ?base\b", re.IGNORECASE)
# "201st Russian military base", from the end of the number on.
_NUMBERED = (
    r"(?:st|nd|rd|th|-?(?:я|й|ю|ой|ей|го|му)|\.?[ªaº]|e|eme)\s(?:[\w-]+\s){0,4}?"
    r"(?:[Bb]ase|[Bb]rigade|[Dd]ivision|[Бб]аз[аыуе]|[Бб]азой|[Дд]ивизи[яию]|[Cc]ent(?:er|re)|[Rr]ange|[Rr]egiment|[Уу]зла?)(?!\w)"
)
_NUMBER_LEADS = tuple(
    f"{base} {lead}"
    for base in ("Base", "base", "base militar", "base militaire", "base rusa", "base russe")
    for lead in ("", "No. ", "No.", "no. ", "no.", "Number ", "number ", "numero ", "n° ", "n.º ", "№ ")
)
_NUMBER = re.compile(r"(?<!\w)(\d{1,4})(?:st|nd|rd|th|-я|-й)?(?!\w)")

_NEAR = 800  # code points to either side of a name in which its facility word or owner may stand
_SITE = 120  # code points before a town that hold the facility noun it closes

_HEADLINE = 90  # code points of the longest line that is read with the next one
_JOINED = 60  # code points from a base to the name that it carries
_DIGIT = re.compile(r"\d")
_TALKED_OF = frozenset({"proposed", "planned", "denied"})
_LINE = 300  # code points of the longest line of a list
_BRACKET = re.compile(r"\([^()]{0,90}$")
_LED = 30  # code points that open a line of a list with its country: "In Armenia, the base in Gyumri."
_COLON = re.compile(r":\s*\n")
_BULLET = re.compile(r"\s*(?:[-*•·–—]|\d{1,2}[.)]) ")

BaseEntry = tuple[str, str, MatchRule]  # slug, regex of the whole spelling ("" for an exact one), rule


class BasePatterns:
    """The rules of the spellings of bases."""

    def __init__(self, bases: Iterable[BaseName]) -> None:
        self._bases = {base.slug: base for base in bases}
        self._compiled: dict[str, re.Pattern[str]] = {}

    def settle(
        self, folded: str, hits: Iterable[tuple[int, int, tuple[BaseEntry, ...]]], context: Context
    ) -> Iterator[tuple[int, int, str, MatchRule]]:
        """(start, end, slug, rule) of each base named, the longest spelling at each place whose rule is met."""
        found: list[tuple[int, int, str, MatchRule]] = []
        for start, end, entries in hits:
            for slug, pattern, rule in entries:
                stop = end if not pattern else self._end_of(folded, start, pattern)
                if stop is not None and (stop == len(folded) or not folded[stop].isalnum()):
                    found.append((start, stop, slug, rule))
        met: list[tuple[int, int, str, MatchRule]] = []
        waiting: list[tuple[int, int, str, MatchRule]] = []
        last_end = 0
        for hit in sorted(found, key=lambda hit: (hit[0], -hit[1], hit[3] is not MatchRule.ALONE)):
            start, end, slug, rule = hit
            if start < last_end:
                continue
            if self._is_met(rule, slug, start, end, context):
                met.append(hit)
                last_end = end
            elif rule is not MatchRule.CONTEXT_COUNTRY:
                waiting.append(hit)
        yield from sorted([*met, *self._carried(waiting, met, context)])

    def _carried(
        self,
        waiting: Iterable[tuple[int, int, str, MatchRule]],
        met: list[tuple[int, int, str, MatchRule]],
        context: Context,
    ) -> Iterator[tuple[int, int, str, MatchRule]]:
        """Names that what is said of another base, or was said of this one, carries: "Hmeimim and Tartus"."""
        ends, slugs = [end for _, end, _, _ in met], {slug for _, _, slug, _ in met}
        last_end = 0
        for hit in waiting:
            start, end, slug, _ = hit
            number = bisect_right(ends, start)
            inside = number < len(met) and met[number][0] < end
            if start < last_end or inside or SEAT_OF_GOVERNMENT.match(context.text, end):
                continue
            before = met[number - 1] if number else None
            if (before is not None and self._is_joined(before, hit, context.text)) or (
                slug in slugs and self._is_counted(start, end, context)
            ):
                yield hit
                last_end = end

    @staticmethod
    def _is_counted(start: int, end: int, context: Context) -> bool:
        """ "In Gyumri serve about 3,000 men": the town of a base named before, with a number of its people."""
        first, last = _within(context.sentence(start), start, end)
        text = context.text
        return (
            IN_TOWN.search(text, max(first, start - _LED), start) is not None
            and _DIGIT.search(text, first, last) is not None
            and FACILITY.search(text, first, last) is not None
        )

    def _is_joined(
        self, before: tuple[int, int, str, MatchRule], hit: tuple[int, int, str, MatchRule], text: str
    ) -> bool:
        """ "Hmeimim and Tartus", "from Hmeimim to Al Khadim", "the base in Gudauta, and as many around Tskhinvali"."""
        _, end, slug, _ = before
        start = hit[0]
        if slug == hit[2] or start - end > _JOINED:
            return False
        if JOINED.fullmatch(text, end, start):
            return True
        return self._bases[slug].country == self._bases[hit[2]].country and bool(
            JOINED_LOOSELY.fullmatch(text, end, start)
        )

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
        text = context.text
        first, last = _within(context.sentence(start), start, end)
        if rule is MatchRule.CONTEXT:
            if _stands_near(FACILITY, text, (first, last), start, end):
                return True
            passage = (max(0, start - _NEAR), min(len(text), end + _NEAR))
            here = {base.country, base.territory}
            return (
                (base.closed is not None or bool(context.countries_in(*passage) & here))
                and BASE_WORD.search(text, *passage) is not None
                and OWNER.search(text, *passage) is not None
            )
        paragraph = _within(context.paragraph(start), start, end)
        if rule is MatchRule.CONTEXT_COUNTRY:
            if context.countries_in(*paragraph) & {base.country, base.territory}:
                return True
            if paragraph[1] - paragraph[0] < _HEADLINE:  # the line below a headline tells more
                below = _within(context.paragraph(min(paragraph[1] + 1, len(text))), start, end)
                if context.countries_in(*below) & {base.country, base.territory}:
                    return True
            own = text[start:end]
            numbered = own if _DIGIT.search(own) else ""  # "Air Base 101 in Niamey" names its place itself
            rest = text[paragraph[0] : start] + numbered + text[end : paragraph[1]]
            return any(place in rest for place in _places(base))
        if SEAT_OF_GOVERNMENT.match(text, end) or _is_dateline(text, start, end):
            return False
        near = max(first, start - _SITE)
        if self._is_listed(base, start, end, context) or HELD_BEFORE.search(text, near, start):
            return True
        # A garrison that is only talked of has no soldiers yet: "soldiers in Osh" are no base there.
        only_talk = base.status in _TALKED_OF and base.kind is not BaseKind.NAVAL_BASE
        site = BASE_BEFORE if only_talk else SITE_BEFORE
        if not (site.search(text, near, start) or SITE_AFTER.match(text, end)):
            return False
        if _stands_near(OWNER, text, (first, last), start, end):
            return True
        return (
            BASE_BEFORE.search(text, near, start) is not None
            and OWNER.search(text, max(0, start - _NEAR), min(len(text), end + _NEAR)) is not None
        )

    @staticmethod
    def _is_listed(base: BaseName, start: int, end: int, context: Context) -> bool:
        """ "bases in Syria (Tartus and Hmeimim), Armenia (Gyumri)": in brackets after its country, or in a list's line.

        What goes before the list tells that its sites are Russia's.
        """
        text = context.text
        here = {base.country, base.territory}
        bracket = _BRACKET.search(text, max(0, start - _SITE), start)
        if bracket is not None:
            near = (max(0, bracket.start() - 30), bracket.start())
        else:
            near = context.paragraph(start)
            if near[1] - near[0] > _LINE:
                return False
            led = context.countries_in(near[0], near[0] + _LED) & here and _COLON.search(
                text, max(0, near[0] - _NEAR), near[0]
            )
            if not led and not _BULLET.match(text, *near):
                return False
            if not FACILITY.search(text, *near):
                return False
        if not context.countries_in(*near) & here:
            return False
        before = (max(0, near[0] - _NEAR), near[1])
        return BASES.search(text, *before) is not None and OWNER.search(text, *before) is not None


def base_keys(bases: Iterable[BaseName]) -> dict[str, tuple[BaseEntry, ...]]:
    """What to look for -> the spellings that may start there."""
    keys: dict[str, list[BaseEntry]] = defaultdict(list)
    numbers: dict[str, tuple[bool, str]] = {}  # number -> (the name starts with it, slug)
    for base in bases:
        for spelling in base.spellings:
            _add(base, fold(spelling.text), spelling.rule, keys, numbers)
    for number, (_, slug) in numbers.items():
        keys[number].append((slug, number + _NUMBERED, MatchRule.CONTEXT_COUNTRY))
        for lead in _NUMBER_LEADS if len(number) > 1 else ():  # "base 102"
            keys[lead + number].append((slug, "", MatchRule.CONTEXT_COUNTRY))
    return {key: tuple(dict.fromkeys(entries)) for key, entries in keys.items()}


def _add(
    base: BaseName,
    spelling: str,
    rule: MatchRule,
    keys: dict[str, list[BaseEntry]],
    numbers: dict[str, tuple[bool, str]],
) -> None:
    if is_cyrillic(spelling):
        stem, pattern = phrase_pattern(spelling)
        for key in dict.fromkeys((stem, stem[0].upper() + stem[1:])):
            keys[key].append((base.slug, f"(?i:{pattern})" if stem[0].islower() else pattern, rule))
    else:
        for form in sorted(_latin_forms(spelling)):
            keys[form].append((base.slug, "", rule))
    number = _NUMBER.search(spelling)
    if number is not None and FACILITY.search(spelling, number.end()):
        known = numbers.get(number[1])
        leads = number.start() == 0
        if known is None or (leads and not known[0]):
            numbers[number[1]] = (leads, base.slug)


def _within(passage: tuple[int, int], start: int, end: int) -> tuple[int, int]:
    """A sentence or paragraph as far as it is near, so that one without an end takes no longer than its length."""
    return max(passage[0], start - _NEAR), min(passage[1], end + _NEAR)


def _stands_near(words: Triggered, text: str, near: tuple[int, int], start: int, end: int) -> bool:
    """True where one of `words` stands in text[near], the name at text[start:end] apart."""
    return words.search(text, near[0], start) is not None or words.search(text, end, near[1]) is not None


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
