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
from itertools import chain
from threading import Lock
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from app.extract.folding import ARTICLE
from app.extract.listed_openings import is_listed, key_of, listed
from app.extract.openings import LEAST, Needed, needed_by

_END = 2**62
_UNKNOWN = 2**62  # greater than the number of any expression
_Try = Callable[[str, int, int], re.Match[str] | None]
_SHORT = 4  # letters of a literal that words often hold by chance
_BLANK = re.compile(r"\s")


class Triggered:
    """A regular expression with the methods of re.Pattern that the rules use; compiled when first tried.

    Letters that only a search without regard to case equates, such as `ſ` and `s`, are different ones here.
    """

    __slots__ = (
        "_match", "_regex", "_search", "_triggers", "flags", "key", "least", "number", "opening", "pattern",
    )  # fmt: skip

    def __init__(self, triggers: "Triggers", pattern: str, flags: int, least: int) -> None:
        self._triggers = triggers
        self.pattern, self.flags, self.least = pattern, flags, least
        self.key = key_of(pattern, flags, least)
        self.number = _UNKNOWN  # among those whose literals are looked for
        self.opening = False
        self._regex: re.Pattern[str] | None = None
        self._match: _Try = self._compile_to_match
        self._search: _Try = self._compile_to_search

    def search(self, text: str, pos: int = 0, endpos: int = _END) -> re.Match[str] | None:
        """The first match that lies in text[pos:endpos]."""
        triggers = self._triggers
        reading = triggers.latest
        if reading.text is not text or self.number >= reading.known:
            if self.number == _UNKNOWN and triggers.waiting:
                triggers.count()
            if self.number == _UNKNOWN or len(text) < triggers.shortest:
                return self._search(text, pos, endpos)
            reading = triggers.read(text)
        if self.number not in reading.places:
            return None
        places = reading.of(self.number)
        first = bisect_left(places, pos) if pos else 0
        if not self.opening:
            found = first < len(places) and places[first] < endpos
            return self._search(text, pos, endpos) if found else None
        for at in range(first, len(places)):
            if places[at] >= endpos:
                return None
            match = self._match(text, places[at], endpos)
            if match is not None:
                return match
        return None

    def finditer(self, text: str, pos: int = 0, endpos: int = _END) -> Iterator[re.Match[str]]:
        """The matches in text[pos:endpos], from left to right, never overlapping."""
        triggers = self._triggers
        reading = triggers.latest
        if reading.text is text and self.number < reading.known:  # most are not there
            return self._finditer(text, pos, endpos) if self.number in reading.places else iter(())
        if self.number == _UNKNOWN and triggers.waiting:
            triggers.count()
        if self.number == _UNKNOWN or len(text) < triggers.shortest:
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
        """`text` with its matches, none of which is empty, replaced by a string as it stands or by a function's."""
        parts: list[str] = []
        at = 0
        for match in self.finditer(text):
            parts += text[at : match.start()], by if isinstance(by, str) else by(match)
            at = match.end()
        return "".join((*parts, text[at:])) if parts else text

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
    """Of one text, for each expression that has any: the places of its literals, by group of literals."""

    text: str
    places: dict[int, list[list[int]]]
    known: int  # expressions that were looked for
    in_order: dict[int, list[int]]  # of the expressions that were asked for

    def of(self, number: int) -> list[int]:
        """The places of one of the expressions in `places`, in order."""
        found = self.in_order.get(number)
        if found is None:
            found = self.in_order[number] = sorted(chain.from_iterable(self.places[number]))
        return found


class _Search(NamedTuple):
    """The automaton; the first `whole` literals count only where a word starts.

    Literals that the same expressions need, such as the digits, are one group: `users` are those of each group.
    """

    automaton: AhoCorasick
    groups: list[int]  # of each literal
    users: list[tuple[int, ...]]
    whole: int
    known: int


class Triggers:
    """Expressions that are tried on the same texts. Remembers what it read in the latest text.

    What most expressions need is listed. To read the others takes longer than an article, so it waits until they
    have been tried `trials` times: one article starts in a moment, and the third of many is fast. Safe to share
    between threads.
    """

    def __init__(self, shortest: int, trials: int = 100) -> None:
        """In texts of fewer than `shortest` code points the expressions are tried straight away."""
        self.shortest, self._trials = shortest, trials
        self.expressions: list[Triggered] = []
        self.waiting: list[Triggered] = []  # whose literals are not known yet
        self._listed = False  # some of those are listed
        self.latest = _Reading("", {}, 0, {})
        self._tried = 0
        self._literals: dict[str, list[int]] = {}  # literal -> the expressions that need it
        self._inside: set[str] = set()  # those that count within a word too
        self._known = 0
        self._search: _Search | None = None
        self._lock = Lock()

    def compile(self, pattern: str, flags: int = 0, least: int = LEAST) -> Triggered:
        """As re.compile: the expression, tried only where it can match.

        `least`: letters of a word that tells something; fewer for an expression so long that each try is dear.
        """
        triggered = Triggered(self, pattern, flags, least)
        self.expressions.append(triggered)
        self.waiting.append(triggered)
        self._listed = self._listed or is_listed(triggered.key)
        return triggered

    def count(self) -> None:
        """One more trial without a reading; the last one has the expressions read."""
        self._tried += 1
        if self._listed or self._tried > self._trials:
            with self._lock:
                self._learn()

    def _learn(self) -> None:
        waiting, self.waiting, self._listed = self.waiting, [], False
        if self._tried <= self._trials:
            self.waiting = [one for one in waiting if not is_listed(one.key)]
            waiting = [one for one in waiting if is_listed(one.key)]
        else:
            self._tried = 0
        if not waiting:
            return
        numbered: list[tuple[Triggered, Needed, int]] = []
        for triggered in waiting:
            needed = (
                listed(triggered.key)
                if is_listed(triggered.key)
                else needed_by(triggered.pattern, triggered.flags, triggered.least)
            )
            if needed is None:
                continue
            numbered.append((triggered, needed, self._known))
            for literal in needed.literals:
                self._literals.setdefault(literal, []).append(self._known)
            if not needed.edge:
                self._inside.update(needed.literals)
            self._known += 1
        # The short literals first: they often stand within a word, where they need not be tried.
        whole = [
            one
            for one in self._literals
            if one[0].isalnum() and len(one) <= _SHORT and one not in self._inside
        ]
        literals = list(dict.fromkeys([*whole, *self._literals]))
        grouped: dict[tuple[int, ...], int] = {}
        groups = [grouped.setdefault(tuple(self._literals[literal]), len(grouped)) for literal in literals]
        self._search = _Search(AhoCorasick(literals), groups, list(grouped), len(whole), self._known)
        for triggered, needed, number in numbered:
            triggered.opening, triggered.number = needed.opening, number

    def read(self, text: str) -> _Reading:
        """Where the literals stand in `text`; kept until the next text is read."""
        assert self._search is not None
        automaton, groups, users, whole, known = self._search
        low = plain(text)
        starts: dict[int, list[int]] = defaultdict(list)
        for literal, start, _ in automaton.find_matches_as_indexes(low, overlapping=True):
            if literal < whole and start and low[start - 1].isalnum():
                continue
            starts[groups[literal]].append(start)
        places: dict[int, list[list[int]]] = defaultdict(list)
        for group, found in starts.items():
            for number in users[group]:
                places[number].append(found)
        self.latest = reading = _Reading(text, places, known, {})
        return reading


def plain(text: str) -> str:
    """As the literals are: in lower case, every white space a blank, at the same offsets."""
    if "İ" in text:  # the one letter that lower case makes two of
        text = text.replace("İ", "i")
    low = text.lower().replace("\n", " ")
    return low if low.isprintable() else _BLANK.sub(" ", low)


FOLDED = Triggers(
    shortest=ARTICLE, trials=1_000
)  # for whole articles, folded; a part is asked for by its offsets
