"""Facts about a base in the sentences that speak of it, each with the span that states it."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from app.domain.kinds import BaseStatus, ClaimProperty
from app.domain.spans import Span
from app.extract.base_status import is_denied
from app.extract.fact_grammar import fact_grammar
from app.extract.fact_words import FactWords, fact_words
from app.extract.people_counts import people_counts
from app.extract.status_words import status_words
from app.extract.written_dates import edtf_of_written

_PLACE = re.compile(r"[A-ZА-Я][\w'-]+(?: (?:al-|el-)?[A-ZА-Я][\w'-]+){0,2}")
_MOVED = 45  # code points before a number of people that tell of a movement, not of a garrison
_RESIZED = 120  # the same for a size that is only asked for: "increase the number of its troops in X to"
_STAY = 110  # code points between the word for a stay and its end
_TALK = 300  # code points before terms in which a word can tell that they are only talked of
_YEARLY = 70  # code points between a sum and "annually"
_LINE = 70  # code points of the longest line of a list
_SUBJECT = 120  # code points before "located" that hold its subject


class Fact(NamedTuple):
    """What a sentence says of the base that it is about.

    Values: personnel as digits with the bound in words ("7500", "about 7500", "up to 300", "over 5000", "5000-7000");
    lease_expires and opened in EDTF; rent_usd_per_year and max_ships as digits; location one place a fact.
    """

    property: ClaimProperty
    value: str
    span: Span


class FactFinder:
    """Finds the facts of one text; `as_of` is the EDTF date of the text, `not_towns` names that are no towns."""

    def __init__(
        self, text: str, folded: str, language: str, as_of: str | None, not_towns: frozenset[str]
    ) -> None:
        self._text, self._folded, self._as_of = text, folded, as_of
        self._words, self._cues = fact_words(language), status_words(language)
        self._whole_grammar = fact_grammar(language)
        self._grammar = self._whole_grammar.claims
        self._counts = people_counts(language)
        self._not_towns = not_towns | self._whole_grammar.no_towns

    def find(self, sentence: tuple[int, int]) -> Iterator[Fact]:
        """The facts of one sentence: nothing that its clause denies, negates or only supposes."""
        numeric = self._grammar.number_word.search(self._folded, *sentence) is not None
        for fact in (*self._located(sentence), *(self._numbers(sentence) if numeric else ())):
            if not is_denied(self._folded, sentence[0], fact.span.start, self._cues):
                yield fact

    def place_of_facility(self, sentence: tuple[int, int]) -> Iterator[tuple[Span, Span]]:
        """(noun, place) of "maintenance base in the port city of Tartus": no verb is needed."""
        for match in self._words.facility_in_town.finditer(self._folded, *sentence):
            place = _PLACE.match(self._folded, match.end(), sentence[1])
            if place is not None and self._is_place(place[0]):
                yield Span(match.start(), match.end()), Span(place.start(), place.end())

    def _numbers(self, sentence: tuple[int, int]) -> Iterator[Fact]:
        start, end = sentence
        folded, words = self._folded, self._words
        if not words.not_people.search(folded, start, end):
            yield from self._people(start, end)
        yield from self._ends_of_stay(start, end)
        if words.rent_words.search(folded, start, end):
            yield from self._rents(start, end)
        yield from self._openings(start, end)
        for match in words.ships.finditer(folded, start, end):
            number = next((group for group in match.groups() if group), "")
            value = number if number.isdigit() else str(words.raw["claims"]["digits"].get(number.lower(), ""))
            if value:
                yield Fact(ClaimProperty.MAX_SHIPS, value, Span(match.start(), match.end()))

    def _people(self, start: int, end: int) -> Iterator[Fact]:
        for count in self._counts.counted(self._folded, start, end):
            at = count.span.start
            moved = self._words.moved.search(self._folded, max(start, at - _MOVED), at)
            if moved is None and not self._is_resized(start, at, at):
                yield Fact(ClaimProperty.PERSONNEL, count.value, count.span)
        for count in self._counts.sizes(self._folded, start, end):
            if not self._is_resized(start, count.span.start, count.span.end):
                yield Fact(ClaimProperty.PERSONNEL, count.value, count.span)

    def _is_resized(self, first: int, start: int, end: int) -> bool:
        return self._words.resized.search(self._folded, max(first, start - _RESIZED), end) is not None

    def _ends_of_stay(self, start: int, end: int) -> Iterator[Fact]:
        for match in self._words.until.finditer(self._folded, start, end):
            value = edtf_of_written(match[0], self._words.language)
            stays = list(
                self._words.lease.finditer(self._folded, max(start, match.start() - _STAY), match.end())
            )
            if value is None:
                continue
            if not stays:
                if self._is_terse(start, match.start(), end) and self._as_of and value[:4] > self._as_of[:4]:
                    yield Fact(ClaimProperty.LEASE_EXPIRES, value, Span(match.start(), match.end()))
                continue
            gap = self._folded[stays[-1].end() : match.start()]
            if self._grammar.clause.search(gap) or self._words.unsettled.search(
                self._folded, max(start, match.start() - _TALK), match.start()
            ):
                continue
            yield Fact(ClaimProperty.LEASE_EXPIRES, value, Span(match.start(), match.end()))

    def _is_terse(self, start: int, until: int, end: int) -> bool:
        """ "The 102nd base in Gyumri, until 2044.": a line of a list, with no verb that could end by then."""
        lead = self._folded[start:until]
        return (
            end - start < _LINE
            and lead.endswith((", ", " ("))
            and lead.count(",") < 2
            and self._words.facility.search(self._folded, start, until) is not None
        )

    def _rents(self, start: int, end: int) -> Iterator[Fact]:
        """ "$4.8 million a year", "annually pays some $4.5 million"."""
        for match in self._words.rent.finditer(self._folded, start, end):
            near = (max(start, match.start() - _YEARLY), min(end, match.end() + _YEARLY))
            if self._words.yearly.search(self._folded, *near) and not self._words.unsettled.search(
                self._folded, max(start, match.start() - _TALK), match.start()
            ):
                groups = match.groupdict()
                amount = next(v for k, v in groups.items() if k.startswith("amount") and v)
                scale = next((v for k, v in groups.items() if k.startswith("scale") and v), "")
                number = float(amount.replace(",", ".")) * self._whole_grammar.scale.get(scale.lower(), 1)
                yield Fact(
                    ClaimProperty.RENT_USD_PER_YEAR, str(round(number)), Span(match.start(), match.end())
                )

    def _openings(self, start: int, end: int) -> Iterator[Fact]:
        """ "was established in Kant in 2003", "established in 2003 its base", "In 1992 the base was created"."""
        for pattern in self._words.opened:
            for match in pattern.finditer(self._folded, start, end):
                value = edtf_of_written(match["date"], self._words.language)
                if value is None or self._words.not_opened_before.search(
                    self._folded, max(start, match.start() - _SUBJECT), match.start()
                ):
                    continue
                if self._as_of is None or value[:4] <= self._as_of[:4]:
                    yield Fact(ClaimProperty.OPENED, value, Span(match.start(), match.end()))

    def _located(self, sentence: tuple[int, int]) -> Iterator[Fact]:
        """Where the base or its people are: "servicemen are stationed in Dushanbe", not "talks located in Dushanbe"."""
        for match in self._words.located.finditer(self._folded, *sentence):
            lead = self._folded[max(sentence[0], match.start() - _SUBJECT) : match.start()]
            tail = lead.rsplit(",", maxsplit=1)[-1]
            if self._words.sited.search(lead if self._grammar.relative.fullmatch(tail) else tail) is None:
                continue
            for span in self._places(match.end(), sentence[1]):
                if self._is_place(span.of(self._text)):
                    yield Fact(ClaimProperty.LOCATION, span.of(self._text), span)

    def _places(self, at: int, end: int) -> Iterator[Span]:
        """The capitalised names of "in the cities of Dushanbe and Bokhtar"."""
        lead = self._grammar.place_lead.match(self._folded, at, end)
        if lead is None:
            return
        at = lead.end()
        while at < end:
            before = self._words.before_place.match(self._folded, at, end)
            at = before.end() if before else at
            match = _PLACE.match(self._folded, at, end)
            if match is None:
                return
            yield Span(match.start(), match.end())
            gap = self._grammar.place_gap.match(self._folded, match.end(), end)
            if gap is None:
                return
            at = gap.end()

    def _is_place(self, name: str) -> bool:
        """True for a capitalised word that can be a town: no country, demonym, month, region or body."""
        first = name.split(maxsplit=1)[0]
        return name not in self._not_towns and first not in self._not_towns and len(name) > 2


def find_status(folded: str, sentence: tuple[int, int], words: FactWords) -> tuple[BaseStatus, Span] | None:
    """The status that a sentence gives to its base, with the words that say so."""
    for status, pattern in words.statuses:
        match = pattern.search(folded, *sentence)
        if match is not None:
            return status, Span(match.start(), match.end())
    return None
