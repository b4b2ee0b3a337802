"""Where expressions open in a text, found word by word: articles repeat their words, so each is searched once."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import accumulate, compress
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

BITS = 16  # of the number of a bundle, below the offset of its place
MAX_WORDS = 50_000  # that are remembered
MAX_NEXT = 5_000  # words after one, that are remembered
MAX_LENGTH = 40  # code points of a word that may come again
_Codes = tuple[tuple[int, int], ...]  # (set, place): the place as in a reading, counted from the word
_Bundle = Callable[[int, tuple[int, ...]], int]


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


_Met = list[tuple[int, _Part]]  # offset in the word, part


class _Found(NamedTuple):
    """What opens in a word; `following` by the word that follows, where that tells."""

    codes: _Codes
    following: "_Next | None"


class _Next(dict[str, _Codes]):
    """By the word that follows: what opens in a word."""

    def __init__(self, met: _Met, codes_of: Callable[[_Met], _Codes]) -> None:
        super().__init__()
        self._met, self._codes_of = met, codes_of

    def __missing__(self, word: str) -> _Codes:
        if len(self) >= MAX_NEXT:
            self.clear()
        met = [(at, part) for at, part in self._met if part.rest is None or _goes_on(part.rest, word)]
        codes = self[word] = self._codes_of(met)
        return codes


def _goes_on(rest: str, word: str) -> bool:
    first, blank, _ = rest.partition(" ")
    return word == first if blank else word.startswith(first)


class _Words(dict[str, _Found | None]):
    """What opens in a word; null in most."""

    def __init__(self, openings: Iterable[Opening], bundle: _Bundle) -> None:
        super().__init__()
        self._bundle = bundle
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
        met: _Met = []
        for at, start, end in self._automaton.find_matches_as_indexes(word, overlapping=True):
            within = start > 0 and word[start - 1].isalnum()
            for part in self._parts[at]:
                if (
                    (part.edge and within)
                    or (part.lead and start)
                    or (part.rest is not None and end < len(word))
                ):
                    continue
                met.append((start, part))
        found: _Found | None = None
        if met:
            goes_on = any(part.rest is not None for _, part in met)
            codes = self._codes_of([(at, part) for at, part in met if part.rest is None])
            found = _Found(codes, _Next(met, self._codes_of) if goes_on else None)
        if len(word) <= MAX_LENGTH:
            if len(self) >= MAX_WORDS:
                self.clear()
            self[word] = found
        return found

    def _codes_of(self, met: _Met) -> _Codes:
        expressions: dict[tuple[int, int], set[int]] = defaultdict(set)
        for at, part in met:
            expressions[part.number, at - part.lead].add(part.expression)
        return tuple(
            (number, (at << BITS) + self._bundle(number, tuple(sorted(several))))
            for (number, at), several in sorted(expressions.items())
        )


class WordPlaces:
    """Finds the places of a text where expressions may start, and which may start there: a bundle of its set."""

    def __init__(self, openings: Iterable[Opening], bundle: _Bundle) -> None:
        """`bundle` numbers the sets of expressions that may start together: (set, expressions) to a number."""
        self._words = _Words(openings, bundle)

    def read(self, low: str) -> Mapping[int, list[int]]:
        """By set, in order: offset and bundle, `offset << BITS | bundle`.

        `low` is in lower case, with blanks for all white space.
        """
        words = low.split(" ")
        found = list(map(self._words.__getitem__, words))
        starts: list[int] = []  # without the blanks between
        places: dict[int, list[int]] = defaultdict(list)
        for at in compress(range(len(words)), found):
            opened = found[at]
            assert opened is not None
            starts = starts or list(accumulate(map(len, words), initial=0))
            place = starts[at] + at << BITS
            codes, following = opened
            if following is not None and at + 1 < len(words):
                codes = following[words[at + 1]]
            for number, code in codes:
                places[number].append(place + code)
        return places
