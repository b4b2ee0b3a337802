"""Sets of expressions of which any may match: each expression is tried only where a literal stands that opens it.

A set of a hundred cues is met by a text in two or three places, and there by one or two of its expressions. So the
expressions of all sets that are asked of the same texts share an automaton of their literals, which reads a text
once; a set without a literal in the asked part costs a look-up, one with a literal the tries of its own expressions
there. What is found is what the expressions joined by `|` would find.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from threading import Lock
from typing import NamedTuple

from app.extract.listed_openings import is_listed, key_of, listed
from app.extract.openings import Needed, needed_by
from app.extract.triggers import plain
from app.extract.word_places import BITS, Opening, WordPlaces

_END = 2**62
LEAST = 1  # letters of a literal: a place costs little
_NUMBER = (1 << BITS) - 1
_KEPT = 4  # texts whose reading is kept: some are asked in turn as they stand and with parts blanked
_Try = Callable[[str, int, int], re.Match[str] | None]


class AnyOf:
    """A set of expressions with the methods of re.Pattern that the rules use.

    Letters that only a search without regard to case equates, such as `ſ` and `s`, are different ones here.
    """

    __slots__ = ("_all", "_regex", "_rest", "_rest_from", "_tries", "flags", "number", "patterns")

    def __init__(self, sets: "Alternatives", patterns: tuple[str, ...], flags: int, number: int) -> None:
        self._all, self.patterns, self.flags, self.number = sets, patterns, flags, number
        self._tries: list[_Try] = [self._compiler(at) for at in range(len(patterns))]
        self._regex: re.Pattern[str] | None = None
        self._rest: re.Pattern[str] | None = None
        self._rest_from = 0

    def search_all_for(self, unaided: list[int]) -> None:
        """Which expressions no literal opens: they are searched for in every text."""
        self._rest = re.compile(joined(self.patterns[at] for at in unaided), self.flags)
        self._rest_from = unaided[0]

    def search(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """The first match that lies in text[pos:endpos]; of those that start together, that of the first expression."""
        sets = self._all
        reading = sets.latest
        if reading.text is not text:
            reading = sets.read(text)
        found: re.Match[str] | None = None
        index = 0
        places = reading.places.get(self.number)
        if places is not None:
            tries = self._tries
            for at in range(bisect_left(places, pos << BITS) if pos else 0, len(places)):
                start = places[at] >> BITS
                if start >= endpos:
                    break
                index = places[at] & _NUMBER
                found = tries[index](text, start, endpos)
                if found is not None:
                    break
        if self._rest is not None:
            other = self._rest.search(text, pos, endpos)
            if other is not None and (
                found is None or (other.start(), self._rest_from) < (found.start(), index)
            ):
                return other
        return found

    def finditer(self, text: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]:
        """The matches in text[pos:endpos], none of them empty, from left to right, never overlapping."""
        while (match := self.search(text, pos, endpos)) is not None:
            yield match
            pos = match.end()

    def match(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """The match that starts at `pos`."""
        return self.regex.match(text, pos)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """`text` with its matches, none of them empty, replaced by a string as it stands or by a function's."""
        parts: list[str] = []
        at = 0
        for match in self.finditer(text):
            parts += text[at : match.start()], by if isinstance(by, str) else by(match)
            at = match.end()
        return "".join((*parts, text[at:])) if parts else text

    @property
    def regex(self) -> re.Pattern[str]:
        """The expressions as one."""
        if self._regex is None:
            self._regex = re.compile(joined(self.patterns), self.flags)
        return self._regex

    def _compiler(self, at: int) -> _Try:
        def compiled(text: str, pos: int, endpos: int) -> re.Match[str] | None:
            self._tries[at] = re.compile(self.patterns[at], self.flags).match
            return self._tries[at](text, pos, endpos)

        return compiled


def joined(patterns: Iterable[str]) -> str:
    """One expression that matches where any of `patterns` does."""
    return "|".join(f"(?:{pattern})" for pattern in patterns)


class _Reading(NamedTuple):
    """Of one text, by set: offset and number of each expression that may start there, as one number, in order."""

    text: str
    places: dict[int, list[int]]


class Alternatives:
    """The sets that are asked of the same texts. Safe to share between threads, once all are made."""

    def __init__(self) -> None:
        self.sets: list[AnyOf] = []
        self.latest = _Reading("", {})
        self._before: tuple[_Reading, ...] = ()
        self._words: WordPlaces | None = None
        self._unaided: set[int] = set()  # sets with expressions that no literal opens
        self._lock = Lock()

    def any_of(self, patterns: Iterable[str], flags: int = 0) -> AnyOf:
        """A set of `patterns`, 1,023 at most; all sets are made before the first text is read."""
        made = AnyOf(self, tuple(patterns), flags, len(self.sets))
        assert self._words is None
        assert len(made.patterns) <= _NUMBER
        self.sets.append(made)
        return made

    def met_in(self, text: str) -> list[AnyOf]:
        """The sets that may match in `text`, in the order in which they were made."""
        reading = self.latest if self.latest.text is text else self.read(text)
        return [self.sets[number] for number in sorted(self._unaided.union(reading.places))]

    def read(self, text: str) -> _Reading:
        """Where the expressions may start in `text`; kept until some other texts are read."""
        for reading in self._before:
            if reading.text is text:
                self._before = (self.latest, *(one for one in self._before if one is not reading))
                self.latest = reading
                return reading
        if self._words is None:
            with self._lock:
                self._words = self._words or WordPlaces(self._openings())
        places = self._words.read(plain(text))
        self._before = (self.latest, *self._before[: _KEPT - 1])
        self.latest = reading = _Reading(text, places)
        return reading

    def _openings(self) -> list[Opening]:
        openings: list[Opening] = []
        for one in self.sets:
            unaided: list[int] = []
            for at, pattern in enumerate(one.patterns):
                needed = opening_of(pattern, one.flags)
                if needed is None or not needed.opening:
                    unaided.append(at)
                    continue
                openings += (Opening(literal, needed.edge, one.number, at) for literal in needed.literals)
            if unaided:
                one.search_all_for(unaided)
                self._unaided.add(one.number)
        return openings


def opening_of(pattern: str, flags: int) -> Needed | None:
    """What the expression needs, from the list where it is there."""
    key = key_of(pattern, flags, LEAST)
    return listed(key) if is_listed(key) else needed_by(pattern, flags, LEAST)
