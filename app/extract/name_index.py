"""All reference names in one compiled matcher: which countries, officials and bases a text names, and where.

One Aho-Corasick automaton holds every spelling. Word boundaries, case, the sense of a word ("Georgia" the
state of the United States) and what must stand near a spelling are checked afterwards. Offsets are code points.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from app.domain.dates import first_day, last_day
from app.domain.kinds import MatchRule
from app.domain.names import AgreementName, BaseName, CountryName, OfficialName, ReferenceNames
from app.extract.base_spellings import BaseEntry, BasePatterns
from app.extract.context import Context
from app.extract.country_senses import is_other_sense, meant_by_demonym
from app.extract.folding import fold
from app.extract.name_spellings import CountryCue, NameSpellings, Spelled, name_spellings
from app.extract.person_names import PersonNames
from app.extract.posts import Post, post_of


class NameCue(StrEnum):
    """How much of an official's name the text gives."""

    FULL = "full"
    INITIALS = "initials"
    SURNAME = "surname"


class CountryMention(NamedTuple):
    """text[start:end] names the country `code` (`TJ`, `GE-AB`)."""

    start: int
    end: int
    code: str
    how: CountryCue


class OfficialMention(NamedTuple):
    """text[start:end] names one of `slugs`: one for a full name, every bearer of the surname otherwise."""

    start: int
    end: int
    slugs: tuple[str, ...]
    surface: str
    how: NameCue


class BaseMention(NamedTuple):
    """text[start:end] names the base `slug` by a spelling that `rule` allows here."""

    start: int
    end: int
    slug: str
    surface: str
    rule: MatchRule


_KEPT = 2  # texts whose matches are kept: an article and its title
_SHORT = 40  # code points of a text that may come again: a part of an address, a name
_MAX_SHORT = 5_000  # of these that are remembered


@dataclass(frozen=True, slots=True)
class _Hits:
    text: str
    countries: tuple[CountryMention, ...]
    officials: tuple[OfficialMention, ...]
    bases: tuple[BaseMention, ...] | None


class NameIndex:
    """Finds reference names in text and looks up records by slug, code or post.

    Building takes a tenth of a second without `spellings`: keep one for the life of the process. Safe to share
    between threads.
    """

    def __init__(self, reference: ReferenceNames, spellings: NameSpellings | None = None) -> None:
        """`spellings`: those of `reference` where they are at hand, else they are made."""
        self._countries = {country.code: country for country in reference.countries}
        self._officials = {official.slug: official for official in reference.officials}
        self._bases = {base.slug: base for base in reference.bases}
        self._agreements = {agreement.slug: agreement for agreement in reference.agreements}
        self._bases_in = _grouped((base.territory or base.country, base) for base in reference.bases)
        for base in reference.bases:
            if base.territory:
                self._bases_in[base.country] = (*self._bases_in.get(base.country, ()), base)
        self._posts = _posts(reference.officials)
        self._bodies = {
            spelling: official.slug
            for official in reference.officials
            if official.is_body
            for spelling in official.spellings
        }
        spellings = spellings or name_spellings(reference)
        self._persons = PersonNames(spellings.given, spellings.given_names)
        self._base_patterns = BasePatterns(reference.bases)
        self._heads = list(spellings.heads)
        self._spellings = spellings
        self._spelled: dict[int, tuple[Spelled, ...]] = {}  # by head, of those that were met
        self._automaton = AhoCorasick(self._heads)
        self._recent: tuple[_Hits, ...] = ()
        self._of_short: dict[str, _Hits] = {}

    # Mentions -------------------------------------------------------------------------------------------------

    def country_mentions(self, text: str) -> list[CountryMention]:
        """The countries, territories and organisations that `text` names, in text order, never overlapping."""
        return list(self._hits(text).countries)

    def official_mentions(self, text: str) -> list[OfficialMention]:
        """The officials that `text` may name, in text order, never overlapping; see OfficialMention.slugs."""
        return list(self._hits(text).officials)

    def base_mentions(self, text: str) -> list[BaseMention]:
        """The bases that `text` names by a spelling whose match rule is met there, in text order, longest first."""
        hits = self._hits(text)
        assert hits.bases is not None
        return list(hits.bases)

    # Look-ups -------------------------------------------------------------------------------------------------

    def country(self, code: str) -> CountryName | None:
        return self._countries.get(code)

    def official(self, slug: str) -> OfficialName | None:
        return self._officials.get(slug)

    def body(self, name: str) -> str | None:
        """The slug of the office of which `name` is one spelling, to the letter."""
        return self._bodies.get(name)

    def base(self, slug: str) -> BaseName | None:
        return self._bases.get(slug)

    def agreement(self, slug: str) -> AgreementName | None:
        return self._agreements.get(slug)

    def agreements(self) -> Iterable[AgreementName]:
        return self._agreements.values()

    def bases_in(self, code: str) -> tuple[BaseName, ...]:
        """Every base of a country (its territories included) or of one territory."""
        return self._bases_in.get(code, ())

    def officials_in_post(self, country: str, post: Post, on: str | None = None) -> tuple[str, ...]:
        """Slugs of who held `post` of `country` on the EDTF date `on`; of everyone who ever did when it is null.

        A role whose start is unknown counts from its end backwards, one whose end is unknown up to today.
        """
        held = self._posts.get((country, post), ())
        return tuple(
            dict.fromkeys(slug for slug, start, end in held if on is None or _covers(start, end, on))
        )

    def posts_of(self, slug: str, on: str | None = None) -> tuple[Post, ...]:
        """The posts that an official held on the EDTF date `on`, or ever."""
        official = self._officials.get(slug)
        if official is None:
            return ()
        posts = (
            post_of(role.title, role.body)
            for role in official.roles
            if on is None or _covers(role.start, role.end, on)
        )
        return tuple(dict.fromkeys(post for post in posts if post is not None))

    # Matching -------------------------------------------------------------------------------------------------

    def _hits(self, text: str) -> _Hits:
        for hits in self._recent:
            if hits.text is text:
                return hits
        if len(text) <= _SHORT:
            return self._short_hits(text)
        hits = self._match(text)
        self._recent = (hits, *self._recent[: _KEPT - 1])
        return hits

    def _short_hits(self, text: str) -> _Hits:
        hits = self._of_short.get(text)
        if hits is None:
            if len(self._of_short) >= _MAX_SHORT:
                self._of_short.clear()
            hits = self._of_short[text] = self._match(text)
        return hits

    def _match(self, text: str) -> _Hits:
        folded = fold(text)
        countries: list[tuple[int, int, str, CountryCue]] = []  # start, -end: the longest at a place first
        persons: list[tuple[int, int, tuple[str, ...], bool]] = []
        bases: list[tuple[int, int, tuple[BaseEntry, ...]]] = []
        size = len(folded)
        for number, start, _ in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and (folded[start - 1].isalnum() or folded[start - 1] == "_"):
                continue
            for spelling, country, person, entries in self._spellings_of(number):
                if not folded.startswith(spelling, start):
                    continue
                end = start + len(spelling)
                if entries:
                    bases.append((start, end, entries))
                if end < size and folded[end].isalnum():
                    continue
                if country is not None:
                    countries.append((start, -end, *country))
                if person is not None:
                    persons.append((start, end, *person))
        found_officials = tuple(
            OfficialMention(start, end, slugs, text[start:end], NameCue(how))
            for start, end, slugs, how in self._persons.settle(folded, persons)
        )
        persons_at = {m.start: m.end for m in found_officials if self._is_person_in_full(m)}
        starts = list(persons_at)
        found_countries = _meant(
            [
                mention
                for mention in _longest(countries)
                if not is_other_sense(folded, mention.start, mention.end, mention.code)
                and not _is_within(mention, starts, persons_at)
            ]
        )
        context = Context(folded, [(m.start, m.code) for m in found_countries])
        found_bases = tuple(
            BaseMention(start, end, slug, text[start:end], rule)
            for start, end, slug, rule in self._base_patterns.settle(folded, bases, context)
        )
        return _Hits(text, found_countries, found_officials, found_bases)

    def _spellings_of(self, head: int) -> tuple[Spelled, ...]:
        found = self._spelled.get(head)
        if found is None:
            found = self._spelled[head] = self._spellings.of(self._heads[head])
        return found

    def _is_person_in_full(self, mention: OfficialMention) -> bool:
        return mention.how is not NameCue.SURNAME and not self._officials[mention.slugs[0]].is_body


def _is_within(mention: CountryMention, starts: list[int], ends: dict[int, int]) -> bool:
    """True inside one of the stretches of text that begin at `starts`, in order and not overlapping."""
    before = bisect_right(starts, mention.start)
    return before > 0 and mention.end <= ends[starts[before - 1]]


def _meant(found: list[CountryMention]) -> tuple[CountryMention, ...]:
    """Each demonym as the country that it means beside those that are named."""
    named = {m.code for m in found if m.how is not CountryCue.DEMONYM}
    demonyms = {m.code for m in found if m.how is CountryCue.DEMONYM}
    meant = {code: meant_by_demonym(code, named, demonyms) for code in demonyms}
    return tuple(
        m._replace(code=meant[m.code]) if m.how is CountryCue.DEMONYM and meant[m.code] != m.code else m
        for m in found
    )


def _longest(named: list[tuple[int, int, str, CountryCue]]) -> Iterator[CountryMention]:
    """Those of (start, -end, code, how) that no longer or earlier one overlaps."""
    last = 0
    named.sort(key=itemgetter(0, 1))
    for start, end, code, how in named:
        if start >= last:
            last = -end
            yield CountryMention(start, last, code, how)


def _grouped(pairs: Iterable[tuple[str, BaseName]]) -> dict[str, tuple[BaseName, ...]]:
    groups: dict[str, list[BaseName]] = defaultdict(list)
    for key, base in pairs:
        groups[key].append(base)
    return {key: tuple(group) for key, group in groups.items()}


def _posts(
    officials: Iterable[OfficialName],
) -> dict[tuple[str, Post], list[tuple[str, str | None, str | None]]]:
    posts: dict[tuple[str, Post], list[tuple[str, str | None, str | None]]] = defaultdict(list)
    for official in officials:
        for role in official.roles:
            post = post_of(role.title, role.body)
            if post is not None and official.country is not None:
                posts[official.country, post].append((official.slug, role.start, role.end))
    return posts


def _covers(start: str | None, end: str | None, on: str) -> bool:
    return (start is None or first_day(start) <= last_day(on)) and (
        end is None or first_day(on) <= last_day(end)
    )
