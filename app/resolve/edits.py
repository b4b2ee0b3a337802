"""A stored text beside what its page holds now, sentence by sentence. Words count; case, marks and layout do not.

Sentences that stand once in both texts are anchors (the longest run of them in one order); what lies between two
anchors is compared by its neighbours alone. So the work grows as n log n however the texts differ.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.kinds import EditKind
from app.domain.spans import Span
from app.extract.sentences import find_paragraphs, find_sentences
from app.resolve.folded_words import folded_words

ALTERED_FROM = 0.5  # share of words that a sentence and its other wording have in common (Dice)
NEIGHBOURS = 8  # sentences to each side among which another wording is looked for
SAME_ARTICLE = 0.3  # share of the stored words below which a page holds another text


class LineState(StrEnum):
    SAME = "same"
    ALTERED = "altered"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a comparison: a sentence as stored and as it is now, null on the side that has none."""

    state: LineState
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class FoundEdit:
    """The sentences that evidence stands in are not on the page as they were stored."""

    kind: EditKind
    before: str
    after: str | None  # null where they vanished


@dataclass(frozen=True, slots=True)
class _Sentence:
    span: Span
    key: str  # its folded words; empty where it has none


class Comparison:
    """`before` is the stored text, `after` the page's; `aside` what else stands on the page, around its article."""

    def __init__(self, before: str, after: str, aside: str = "") -> None:
        self._before, self._after = before, after
        self._old, self._new = _sentences(before), _sentences(after)
        self._starts = [one.span.start for one in self._old]
        self._pairs = dict(_pairs([one.key for one in self._old], [one.key for one in self._new]))
        self._keys = {one.key for one in self._new}
        self._words = f" {' '.join(folded_words(after))} {' '.join(folded_words(aside))} "

    @property
    def kept(self) -> float:
        """Which share of the stored words stands in sentences that are on the page as they were."""
        sizes = [len(one.key) for one in self._old]
        kept = sum(size for one, size in zip(self._old, sizes, strict=True) if one.key in self._keys)
        return kept / sum(sizes) if sum(sizes) else 0.0

    def lines(self) -> Iterator[Line]:
        """Both texts side by side, in order."""
        at = 0
        for number, one in enumerate(self._old):
            before = one.span.of(self._before)
            other = self._pairs.get(number)
            if other is None:
                yield Line(LineState.REMOVED, before, None)
                continue
            yield from (self._added(place) for place in range(at, other))
            after = self._new[other].span.of(self._after)
            same = one.key == self._new[other].key
            yield Line(LineState.SAME if same else LineState.ALTERED, before, after)
            at = other + 1
        yield from (self._added(place) for place in range(at, len(self._new)))

    def edit_of(self, span: Span) -> FoundEdit | None:
        """What became of the sentences in which `span` of the stored text lies; null where they are as they were."""
        first = max(bisect_right(self._starts, span.start) - 1, 0)
        last = bisect_left(self._starts, span.end)
        touched = [n for n in range(first, last) if self._old[n].span.end > span.start and self._old[n].key]
        if not touched:
            words = " ".join(folded_words(span.of(self._before)))
            if f" {words} " in self._words:
                return None
            return FoundEdit(EditKind.VANISHED, span.of(self._before), None)
        if all(self._is_kept(self._old[number]) for number in touched):
            return None
        before = self._before[self._old[touched[0]].span.start : self._old[touched[-1]].span.end]
        now = [self._new[self._pairs[number]] for number in touched if number in self._pairs]
        if not now:
            return FoundEdit(EditKind.VANISHED, before, None)
        return FoundEdit(EditKind.ALTERED, before, " ".join(one.span.of(self._after) for one in now))

    def _is_kept(self, one: _Sentence) -> bool:
        return not one.key or one.key in self._keys or f" {one.key} " in self._words

    def _added(self, place: int) -> Line:
        return Line(LineState.ADDED, None, self._new[place].span.of(self._after))


def _sentences(text: str) -> list[_Sentence]:
    """With what no sentence is (a list or a table that lost its lines) left out, and quotations cut too."""
    found = find_sentences(text, find_paragraphs(text), [])
    return [_Sentence(one.span, " ".join(folded_words(one.span.of(text)))) for one in found]


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Which sentence of one text is which of the other, in the order of both: (old, new)."""
    start_old = start_new = 0
    for anchor_old, anchor_new in [*_anchors(old, new), (len(old), len(new))]:
        yield from _between(old, new, range(start_old, anchor_old), range(start_new, anchor_new))
        if anchor_old < len(old):
            yield anchor_old, anchor_new
        start_old, start_new = anchor_old + 1, anchor_new + 1


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Sentences that stand once in each text; of those the longest run that is in order in both (patience sort)."""
    in_old, in_new = Counter(old), Counter(new)
    places = {key: place for place, key in enumerate(new) if key and in_new[key] == 1}
    once = [(n, places[key]) for n, key in enumerate(old) if in_old[key] == 1 and key in places]
    tops: list[int] = []  # the least last place of a run of each length
    ends: list[int] = []  # which of `once` ends it
    before: list[int] = []  # which of `once` stands before each
    for number, (_, place) in enumerate(once):
        length = bisect_left(tops, place)
        before.append(ends[length - 1] if length else -1)
        tops[length : length + 1] = [place]
        ends[length : length + 1] = [number]
    run: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        run.append(once[at])
        at = before[at]
    return run[::-1]


def _between(old: Sequence[str], new: Sequence[str], ours: range, theirs: range) -> Iterator[tuple[int, int]]:
    """Pairs between two anchors: the same sentence, or another wording of it, among the nearest."""
    if not ours or not theirs:
        return
    words = {place: frozenset(new[place].split()) for place in theirs}
    least = theirs.start
    for number in ours:
        if not old[number]:
            continue
        near = theirs.start + (number - ours.start) * len(theirs) // len(ours)
        about = frozenset(old[number].split())
        places = range(max(least, near - NEIGHBOURS), min(theirs.stop, near + NEIGHBOURS + 1))
        best = max(places, key=lambda place: _likeness(about, words[place]), default=None)
        if best is not None and _likeness(about, words[best]) >= ALTERED_FROM:
            yield number, best
            least = best + 1


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))
