"""Patterns that are tried only where the literals stand that they cannot match without.

The rules hold some hundreds of regular expressions, and a sentence can match but a few of them. So all expressions of
one `Triggers` share an automaton of their literals, which reads a text once; after that an expression without a
literal in the asked part of the text costs a look-up, and one with a literal is tried at that place alone. What is
found is what the expression by itself would find.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from app.extract.folding import ARTICLE
from app.extract.openings import LEAST, needed_by

_END = 2**62
_Try = Callable[[str, int, int], re.Match[str] | None]
_SHORT = 4  # letters of a literal that words often hold by chance
_BLANK = re.compile(r"\s")


class Triggered:
    """A regular expression with the methods of re.Pattern that the rules use; compiled when first tried.

    Letters that only a search without regard to case equates, such as `ſ` and `s`, are different ones here.
    """

    __slots__ = ("_match", "_number", "_opening", "_regex", "_search", "_triggers", "flags", "pattern")

    def __init__(
        self, triggers: "Triggers", number: int | None, opening: bool, pattern: str, flags: int
    ) -> None:
        self._triggers, self._number, self._opening = triggers, number, opening
        self._regex: re.Pattern[str] | None = None
        self._match: _Try = self._compile_to_match
        self._search: _Try = self._compile_to_search
        self.pattern, self.flags = pattern, flags

    def search(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """The first match that lies in text[pos:endpos]."""
        triggers = self._triggers
        if self._number is None or len(text) < triggers.shortest:
            return self._search(text, pos, endpos)
        reading = triggers.latest
        if reading.text is not text:
            reading = triggers.read(text)
        places = reading.places.get(self._number)
        if places is None:
            return None
        first = bisect_left(places, pos) if pos else 0
        if not self._opening:
            found = first < len(places) and places[first] < endpos
            return self._search(text, pos, endpos) if found else None
        for number in range(first, len(places)):
            if places[number] >= endpos:
                return None
            match = self._match(text, places[number], endpos)
            if match is not None:
                return match
        return None

    def finditer(self, text: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]:
        """The matches in text[pos:endpos], from left to right, never overlapping."""
        if self._number is None or len(text) < self._triggers.shortest:
            return self.regex.finditer(text, pos, endpos)
        return self._finditer(text, pos, endpos)

    def _finditer(self, text: str, pos: int, endpos: int) -> Iterator[re.Match[str]]:
        while (match := self.search(text, pos, endpos)) is not None:
            yield match
            pos = match.end()

    def match(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """The match that starts at `pos`."""
        return self._match(text, pos, endpos)

    def fullmatch(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """The match that is all of text[pos:endpos]."""
        return self.regex.fullmatch(text, pos, endpos)

    def sub(self, by: str | Callable[[re.Match[str]], str], text: str) -> str:
        """`text` with its matches replaced."""
        return text if self.search(text) is None else self.regex.sub(by, text)

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression by itself."""
        if self._regex is None:
            self._regex = re.compile(self.pattern, self.flags)
        return self._regex

    def _compile_to_match(self, text: str, pos: int, endpos: int) -> re.Match[str] | None:
        self._match = self.regex.match
        return self._match(text, pos, endpos)

    def _compile_to_search(self, text: str, pos: int, endpos: int) -> re.Match[str] | None:
        self._search = self.regex.search
        return self._search(text, pos, endpos)


class _Reading(NamedTuple):
    """Of one text: the places of the literals of each expression that has any, in order."""

    text: str
    places: dict[int, list[int]]


_UNREAD = _Reading("", {})


class Triggers:
    """Expressions that are tried on the same texts. Remembers what it read in the latest text.

    Safe to share between threads.
    """

    def __init__(self, shortest: int) -> None:
        """In texts of fewer than `shortest` code points the expressions are tried straight away."""
        self.shortest = shortest
        self._literals: dict[str, list[int]] = {}  # literal -> the expressions that need it
        self._inside: set[str] = set()  # those that count within a word too
        self._count = 0
        self._automaton: AhoCorasick | None = None
        self._users: list[list[int]] = []
        self._whole = 0  # so many literals count only where a word starts
        self.latest = _UNREAD

    def compile(self, pattern: str, flags: int = 0, least: int = LEAST) -> Triggered:
        """As re.compile: the expression, tried only where it can match.

        `least`: letters of a word that tells something; fewer for an expression so long that each try is dear.
        """
        needed = needed_by(pattern, flags, least)
        if needed is None:
            return Triggered(self, None, False, pattern, flags)
        number = self._count
        self._count += 1
        for literal in needed.literals:
            self._literals.setdefault(literal, []).append(number)
        if not needed.edge:
            self._inside.update(needed.literals)
        self._automaton = None
        self.latest = _UNREAD  # read without this one
        return Triggered(self, number, needed.opening, pattern, flags)

    def _build(self) -> AhoCorasick:
        """The short literals first: they often stand within a word, where they need not be tried."""
        whole = [one for one in self._literals if len(one) <= _SHORT and one not in self._inside]
        literals = list(dict.fromkeys([*whole, *self._literals]))
        self._whole = len(whole)
        self._users = [self._literals[literal] for literal in literals]
        return AhoCorasick(literals)

    def read(self, text: str) -> _Reading:
        """Where the literals stand in `text`; kept until the next text is read."""
        if self._automaton is None:
            self._automaton = self._build()
        users, whole = self._users, self._whole
        low = _plain(text)
        places: dict[int, list[int]] = defaultdict(list)
        for literal, start, _ in self._automaton.find_matches_as_indexes(low, overlapping=True):
            if literal < whole and start and low[start - 1].isalnum():
                continue
            for number in users[literal]:
                places[number].append(start)
        for found in places.values():
            if len(found) > 1:
                found.sort()
        self.latest = reading = _Reading(text, places)
        return reading


def _plain(text: str) -> str:
    """As the literals are: in lower case, every white space a blank, at the same offsets."""
    if "İ" in text:  # the one letter that lower case makes two of
        text = text.replace("İ", "i")
    low = text.lower().replace("\n", " ")
    return low if low.isprintable() else _BLANK.sub(" ", low)


FOLDED = Triggers(shortest=ARTICLE)  # for whole articles, folded; a part is asked for by its offsets
