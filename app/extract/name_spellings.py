"""Every spelling of every reference name, by the letters that begin it: what the automaton looks for.

Written forms are some thirty thousand and take a tenth of a second to make, so the names of the seeds are kept ready,
and what a head leads to is read when it is met in a text.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.domain.kinds import MatchRule
from app.domain.names import CountryName, ReferenceNames
from app.extract.base_spellings import BaseEntry, base_keys
from app.extract.folding import fold
from app.extract.person_names import person_spellings
from app.extract.russian_forms import is_cyrillic

HEAD = 6  # letters of a spelling that are looked for; the rest is compared where they stand


class CountryCue(StrEnum):
    """What kind of word names the country."""

    NAME = "name"
    DEMONYM = "demonym"
    CAPITAL = "capital"  # stands for the government


class Spelled(NamedTuple):
    """What one spelling may mean: (code, kind of word), (slugs, it is a full name), bases."""

    spelling: str
    country: tuple[str, CountryCue] | None
    person: tuple[tuple[str, ...], bool] | None
    bases: tuple[BaseEntry, ...]


_Meaning = tuple[tuple[str, str] | None, tuple[Sequence[str], bool] | None, Sequence[tuple[str, str, str]]]


@dataclass(frozen=True, slots=True)
class NameSpellings:
    """`heads`: the first letters of spellings -> a line for each of these, its rest and the number of its meaning.

    `given`, `given_names`: see PersonSpellings.
    """

    heads: dict[str, str]
    meanings: Sequence[_Meaning]
    given: dict[str, list[str]]
    given_names: list[str]

    def of(self, head: str) -> tuple[Spelled, ...]:
        """The spellings that begin with `head`, the shorter first."""
        found = []
        for line in self.heads[head].split("\n"):
            rest, number = line.split("\t")
            country, person, bases = self.meanings[int(number)]
            found.append(
                Spelled(
                    head + rest,
                    None if country is None else (country[0], CountryCue(country[1])),
                    None if person is None else (tuple(person[0]), person[1]),
                    tuple((slug, pattern, MatchRule(rule)) for slug, pattern, rule in bases),
                )
            )
        return tuple(found)


def name_spellings(reference: ReferenceNames) -> NameSpellings:
    """Written out for `reference`; the same names give the same spellings, to the byte."""
    cues = _country_cues(reference.countries)
    persons = person_spellings(reference.officials)
    keys = base_keys(reference.bases)
    meanings: dict[_Meaning, int] = {}
    heads: dict[str, list[str]] = defaultdict(list)
    for spelling in sorted({*cues, *persons.meant, *keys}, key=lambda one: (len(one), one)):
        meaning = cues.get(spelling), persons.meant.get(spelling), keys.get(spelling, ())
        number = meanings.setdefault(meaning, len(meanings))
        heads[spelling[:HEAD]].append(f"{spelling[HEAD:]}\t{number}")
    written = {head: "\n".join(lines) for head, lines in sorted(heads.items())}
    return NameSpellings(written, tuple(meanings), persons.given, persons.given_names)


def _country_cues(countries: Iterable[CountryName]) -> dict[str, tuple[str, CountryCue]]:
    """Folded spelling -> (code, kind of word). A name beats a demonym, and that a capital ("Singapore", "Mexico")."""
    cues: dict[str, tuple[str, CountryCue]] = {}
    for country in countries:
        for spellings, cue in (
            (country.names, CountryCue.NAME),
            (country.demonyms, CountryCue.DEMONYM),
            (country.capital, CountryCue.CAPITAL),
        ):
            for spelling in spellings:
                for form in _written(fold(spelling)):
                    known = cues.get(form)
                    if known is None or _RANK[cue] < _RANK[known[1]]:
                        cues[form] = (country.code, cue)
    return cues


_RANK = {CountryCue.NAME: 0, CountryCue.DEMONYM: 1, CountryCue.CAPITAL: 2}


def _written(spelling: str) -> Iterator[str]:
    """As it stands, at the start of a sentence, and in a headline's capitals (not for the shortest)."""
    yield spelling
    if spelling[0].islower():
        yield spelling[0].upper() + spelling[1:]
    if len(spelling) > 3 and (is_cyrillic(spelling) or spelling.isascii()):
        yield spelling.upper()
