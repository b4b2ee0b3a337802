"""Spellings of officials: full names and surnames in both scripts and in Russian case forms, and who is meant."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

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


class PersonNames:
    """The spellings of all officials, and the choice between them."""

    def __init__(self, officials: Iterable[OfficialName]) -> None:
        full: dict[str, set[str]] = defaultdict(set)
        surnames: dict[str, set[str]] = defaultdict(set)
        self._given: dict[str, set[str]] = defaultdict(set)  # slug -> first letters of given names
        self._given_names: set[str] = set()
        for official in officials:
            for spelling in dict.fromkeys(map(fold, (*official.spellings, official.name, official.name_ru))):
                if not spelling:
                    continue
                self._add(official, spelling, full, surnames)
        self.spellings: dict[
            str, tuple[tuple[str, ...], bool]
        ] = {}  # spelling -> (slugs, it is the full name)
        for group, is_full in ((surnames, False), (full, True)):
            for spelling, slugs in group.items():
                entry = (tuple(sorted(slugs)), is_full)
                self.spellings[spelling] = entry
                if len(spelling) > 3:
                    self.spellings.setdefault(spelling.upper(), entry)

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
        return tuple(slug for slug in slugs if self._given[slug] & wanted)

    def _add(
        self,
        official: OfficialName,
        spelling: str,
        full: dict[str, set[str]],
        surnames: dict[str, set[str]],
    ) -> None:
        slug = official.slug
        cyrillic = is_cyrillic(spelling)
        for form in person_forms(spelling) if cyrillic else (spelling,):
            full[form].add(slug)
        words = spelling.split()
        if official.is_body or len(words) < 2:
            return
        if official.country in _SURNAME_FIRST:
            surname, given = words[0], words[-1]
        else:
            surname, given = words[-1], words[0]
        self._given[slug] |= _letters(given[0]) | {given[:GIVEN_LETTERS].lower()}
        if len(given) > 2:
            self._given_names.update(person_forms(given) if cyrillic else (given,))
        for name in self._surnames(official, words, surname):
            if len(name) < 3 or not name[0].isupper():
                continue
            feminine = cyrillic and is_feminine_name(spelling)
            for form in surname_forms(name, feminine=feminine) if cyrillic else (name,):
                surnames[form].add(slug)

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
