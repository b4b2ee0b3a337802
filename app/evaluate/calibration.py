"""Whether a confidence means what it says: of the records marked 0.9, nine in ten are right."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0001)  # of the table's bins
SMALLEST_STEP = 12  # findings that a step of a fitted curve rests on at least


@dataclass(frozen=True, slots=True)
class Bin:
    """Findings whose confidence lies in [low, high): how many, their mean confidence, the share that is right."""

    low: float
    high: float
    count: int
    confidence: float
    right: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """`error` is the expected calibration error, `brier` the mean squared one; both null without findings.

    `curve` is what would set it right: (confidence, share that is right) points, both never falling.
    """

    bins: tuple[Bin, ...]
    error: float | None
    brier: float | None
    curve: tuple[tuple[float, float], ...]


def reliability(judged: Iterable[tuple[float, bool]]) -> Reliability:
    """The table of (confidence, right) pairs; a bin without findings is left out."""
    every = list(judged)
    bins = []
    for low, high in pairwise(EDGES):
        inside = [(confidence, right) for confidence, right in every if low <= confidence < high]
        if inside:
            count = len(inside)
            mean, share = sum(c for c, _ in inside) / count, sum(right for _, right in inside) / count
            bins.append(Bin(low, min(high, 1.0), count, mean, share))
    if not every:
        return Reliability((), None, None, ())
    error = sum(one.count * abs(one.confidence - one.right) for one in bins) / len(every)
    brier = sum((confidence - right) ** 2 for confidence, right in every) / len(every)
    return Reliability(tuple(bins), error, brier, tuple(_fit(every)))


def _fit(judged: Iterable[tuple[float, bool]]) -> list[tuple[float, float]]:
    """Isotonic regression (pool adjacent violators).

    Each point rests on SMALLEST_STEP findings or more, and its share is drawn a little to the middle: a handful of
    right ones is no proof of certainty.
    """
    by_score: dict[float, list[bool]] = defaultdict(list)
    for score, right in judged:
        by_score[round(score, 2)].append(right)
    blocks: list[_Block] = []
    for score, rights in sorted(by_score.items()):
        blocks.append(_Block(len(rights), score * len(rights), sum(rights)))
        while len(blocks) > 1 and (blocks[-2].size < SMALLEST_STEP or blocks[-2].share >= blocks[-1].share):
            blocks.append(_joined(blocks.pop(), blocks.pop()))
    if len(blocks) > 1 and blocks[-1].size < SMALLEST_STEP:
        blocks.append(_joined(blocks.pop(), blocks.pop()))
    return [(round(block.total / block.size, 3), round(block.share, 3)) for block in blocks]


class _Block(NamedTuple):
    size: int
    total: float  # of the scores
    right: int

    @property
    def share(self) -> float:
        return (self.right + 0.5) / (self.size + 1)


def _joined(one: _Block, other: _Block) -> _Block:
    return _Block(one.size + other.size, one.total + other.total, one.right + other.right)
