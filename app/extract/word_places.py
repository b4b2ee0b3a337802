"""Where literals stand in a text, found word by word: articles repeat their words, so each is searched once."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import accumulate, compress
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

BITS = 10  # of the number of an expression, below the offset of its place
MAX_WORDS = 50_000  # that are remembered
MAX_NEXT = 5_000  # words after one, that are remembered
MAX_LENGTH = 40  # code points of a word that may come again
_Codes = tuple[tuple[int, int], ...]  # (set, place): the place as in a reading, counted from the word


class Opening(NamedTuple):
    """A literal in lower case with plain blanks that opens `expression` of the set `number`."""

    literal: str
    edge: bool  # no letter or digit stands before it
    number: int
    expression: int


class _Part(NamedTuple):
    """What is sought of an opening in one word; `rest` is the next word's, null where the word holds all of it."""

    edge: bool
    lead: int  # blanks before the word
    rest: str | None
    number: int
    expression: int


class _Next(dict[str, _Codes]):
    """By the word that follows: the openings that go on in it."""

    def __init__(self, parts: list[tuple[int, _Part]]) -> None:
        """`parts` with their offsets in the word before."""
        super().__init__()
        self._parts = parts

    def __missing__(self, word: str) -> _Codes:
        if len(self) >= MAX_NEXT:
            self.clear()
        found = {
            (part.number, (at - part.lead << BITS) + part.expression)
            for at, part in self._parts
            if _goes_on(part.rest or "", word)
        }
        codes = self[word] = tuple(sorted(found))
        return codes


def _goes_on(rest: str, word: str) -> bool:
    first, blank, _ = rest.partition(" ")
    return word == first if blank else word.startswith(first)


class _Found(NamedTuple):
    codes: _Codes
    following: _Next | None


class _Words(dict[str, _Found | None]):
    """What opens in a word; null in most."""

    def __init__(self, openings: Iterable[Opening]) -> None:
        super().__init__()
        parts: dict[str, list[_Part]] = defaultdict(list)
        for literal, edge, number, expression in openings:
            words = literal.lstrip(" ")
            first, blank, rest = words.partition(" ")
            lead = len(literal) - len(words)
            edged = lead > 0 or (edge and first[0].isalnum())
            parts[first].append(_Part(edged, lead, rest if blank else None, number, expression))
        self._parts = list(parts.values())
        self._automaton = AhoCorasick(list(parts))

    def __missing__(self, word: str) -> _Found | None:
        codes: set[tuple[int, int]] = set()
        following: list[tuple[int, _Part]] = []
        for at, start, end in self._automaton.find_matches_as_indexes(word, overlapping=True):
            within = start > 0 and word[start - 1].isalnum()
            for part in self._parts[at]:
                if (part.edge and within) or (part.lead and start):
                    continue
                if part.rest is None:
                    codes.add((part.number, (start - part.lead << BITS) + part.expression))
                elif end == len(word):
                    following.append((start, part))
        found = _Found(tuple(sorted(codes)), _Next(following) if following else None)
        kept = found if codes or following else None
        if len(word) <= MAX_LENGTH:
            if len(self) >= MAX_WORDS:
                self.clear()
            self[word] = kept
        return kept


class WordPlaces:
    """Finds openings in texts."""

    def __init__(self, openings: Iterable[Opening]) -> None:
        self._words = _Words(openings)

    def read(self, low: str) -> dict[int, list[int]]:
        """By set, in order: offset and number of each expression that may start there, `offset << BITS | number`.

        `low` is in lower case, with blanks for all white space.
        """
        words = low.split(" ")
        starts = list(accumulate(map(len, words), initial=0))  # without the blanks between
        places: dict[int, list[int]] = defaultdict(list)
        last = len(words) - 1
        met = list(map(self._words.__getitem__, words))
        for at in compress(range(len(words)), met):  # most words open nothing
            found = met[at]
            assert found is not None
            place = starts[at] + at << BITS
            for number, code in found.codes:
                places[number].append(place + code)
            if found.following is not None and at < last:
                for number, code in found.following[words[at + 1]]:
                    places[number].append(place + code)
        for several in places.values():
            if len(several) > 1:
                several.sort()
        return places
