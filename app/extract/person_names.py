"""Spellings of officials: full names and surnames in both scripts and in Russian case forms, and who is meant."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.domain.names import OfficialName
from app.extract.folding import fold
from app.extract.russian_forms import is_cyrillic, is_feminine_name, person_forms, surname_forms

_PARTICLES = (
    "al",
    "el",
    "ad",
    "as",
    "ash",
    "an",
    "ar",
    "ben",
    "bin",
    "de",
    "del",
    "da",
    "dos",
    "von",
    "van",
    "le",
    "la",
)
_SURNAME_FIRST = frozenset({"KP", "KR", "CN"})  # Kim Jong Un
_TWO_SURNAMES = frozenset({"CU", "VE", "NI", "AO", "MZ", "GQ", "MX", "AR", "CO"})  # Bruno Rodríguez Parrilla
_MONSIEUR = "M."  # an initial too: "M. Lavrov" is no M. of that name
_INITIALS = re.compile(r"(?<!\w)((?:[^\W\d_]\.[\s-]?){1,3})$")
_GIVEN = re.compile(r"(?<!\w)([^\W\d_][\w'-]+) $")
_INITIALS_AFTER = re.compile(r" ((?:[^\W\d_]\. ?){1,2})(?!\w)")
_TO_LATIN = dict(zip("абвгдежзийклмнопрстуфхцчшщэюя", "abvgdezziyklmnoprstufktcsseyy", strict=True))
GIVEN_LETTERS = 3  # that tell one given name from another, whatever its case


class PersonSpellings(NamedTuple):
    """How the officials are written."""

    meant: dict[str, tuple[tuple[str, ...], bool]]  # spelling -> (slugs, it is the full name)
    given: dict[str, list[str]]  # slug -> first letters of given names
    given_names: list[str]


class PersonNames:
    """The choice between the officials whom a spelling may mean."""

    def __init__(self, given: dict[str, list[str]], given_names: Iterable[str]) -> None:
        self._given = {slug: frozenset(letters) for slug, letters in given.items()}
        self._given_names = frozenset(given_names)

    def settle(
        self, folded: str, hits: Iterable[tuple[int, int, tuple[str, ...], bool]]
    ) -> Iterator[tuple[int, int, tuple[str, ...], str]]:
        """(start, end, slugs, "full" | "initials" | "surname") of each mention, the longest at each place."""
        last_end = 0
        for start, end, slugs, is_full in sorted(hits, key=lambda hit: (hit[0], -hit[1])):
            if start < last_end:
                continue
            last_end = end
            if is_full:
                yield start, end, slugs, "full"
                continue
            settled = self._settle_surname(folded, start, end, slugs)
            if settled is not None:
                last_end = settled[1]
                yield settled

    def _settle_surname(
        self, folded: str, start: int, end: int, slugs: tuple[str, ...]
    ) -> tuple[int, int, tuple[str, ...], str] | None:
        before = folded[max(0, start - 40) : start]
        initials = _INITIALS.search(before)
        if initials is not None and not before[: initials.start()].rstrip().endswith("."):
            fitting = self._with_given(slugs, initials[1][0])
            if fitting or initials[1].strip() != _MONSIEUR:
                return (start - len(initials[1]), end, fitting, "initials") if fitting else None
        given = _GIVEN.search(before)
        if given is not None and given[1] in self._given_names:
            fitting = self._with_given(slugs, given[1][:GIVEN_LETTERS])
            return (start - len(given[0]), end, fitting, "full") if fitting else None
        after = _INITIALS_AFTER.match(folded, end) if is_cyrillic(folded[start:end]) else None
        if after is not None and (fitting := self._with_given(slugs, after[1][0])):  # Лавров С.В.
            return start, end + len(after[0].rstrip()), fitting, "initials"
        return start, end, slugs, "surname"

    def _with_given(self, slugs: tuple[str, ...], letters: str) -> tuple[str, ...]:
        """The bearers whose given name begins so: one letter in either script, more in the one that is written."""
        wanted = _letters(letters) if len(letters) == 1 else {letters.lower()}
        return tuple(slug for slug in slugs if not wanted.isdisjoint(self._given.get(slug, ())))


def person_spellings(officials: Iterable[OfficialName]) -> PersonSpellings:
    """All full names and surnames, each also in capitals; a full name beats a surname."""
    writer = _Writer()
    for official in officials:
        for spelling in dict.fromkeys(map(fold, (*official.spellings, official.name, official.name_ru))):
            if spelling:
                writer.add(official, spelling)
    meant: dict[str, tuple[tuple[str, ...], bool]] = {}
    for group, is_full in ((writer.surnames, False), (writer.full, True)):
        for spelling, slugs in group.items():
            entry = (tuple(sorted(slugs)), is_full)
            meant[spelling] = entry
            if len(spelling) > 3:
                meant.setdefault(spelling.upper(), entry)
    given = {slug: sorted(letters) for slug, letters in writer.given.items()}
    return PersonSpellings(meant, given, sorted(writer.given_names))


class _Writer:
    """Gathers the spellings of officials."""

    def __init__(self) -> None:
        self.full: dict[str, set[str]] = defaultdict(set)
        self.surnames: dict[str, set[str]] = defaultdict(set)
        self.given: dict[str, set[str]] = defaultdict(set)
        self.given_names: set[str] = set()

    def add(self, official: OfficialName, spelling: str) -> None:
        slug = official.slug
        cyrillic = is_cyrillic(spelling)
        for form in person_forms(spelling) if cyrillic else (spelling,):
            self.full[form].add(slug)
        words = spelling.split()
        if official.is_body or len(words) < 2:
            return
        if official.country in _SURNAME_FIRST:
            surname, given = words[0], words[-1]
        else:
            surname, given = words[-1], words[0]
        self.given[slug] |= _letters(given[0]) | {given[:GIVEN_LETTERS].lower()}
        if len(given) > 2:
            self.given_names.update(person_forms(given) if cyrillic else (given,))
        for name in self._surnames(official, words, surname):
            if len(name) < 3 or not name[0].isupper():
                continue
            feminine = cyrillic and is_feminine_name(spelling)
            for form in surname_forms(name, feminine=feminine) if cyrillic else (name,):
                self.surnames[form].add(slug)

    @staticmethod
    def _surnames(official: OfficialName, words: list[str], surname: str) -> Iterator[str]:
        head, _, tail = surname.partition("-")
        if tail and head.lower() in _PARTICLES:  # al-Sisi: "Sisi", "Al-Sisi"
            yield tail
            yield f"{head.capitalize()}-{tail}"
        else:
            yield surname
        if len(words) > 2 and words[-2].lower() in _PARTICLES:
            yield " ".join((words[-2].capitalize(), words[-1]))
        if len(words) > 2 and official.country in _TWO_SURNAMES:
            yield words[-2]


def _letters(letter: str) -> set[str]:
    low = letter.lower()
    latin = _TO_LATIN.get(low, low)
    return {latin, {"w": "v", "j": "y", "y": "j"}.get(latin, latin)}
