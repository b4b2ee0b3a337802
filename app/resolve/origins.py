"""When two texts are near-copies of one: MinHash over runs of three words, found by bands of it.

Two texts share as many marks of their signatures as runs of words (Jaccard), within some 0.04. A store that
keeps each band with its article finds the candidates of a text by one look-up.
"""

import hashlib
import struct
from dataclasses import dataclass

from rensa import CMinHash

from app.resolve.folded_words import folded_words

MARKS = 120
BANDS = 40  # of three marks: texts that share half of their runs share a band 99.5 % of the time
RUN = 3  # words
SEED = 20230606
FEWEST_RUNS = 25  # a shorter text is a copy only if it is the very same
COPY = 0.5  # share of runs from which two texts are near-copies
CUT = 0.8  # share of the shorter text's runs from which it is the longer one cut down …
CUT_AT_LEAST = 0.3  # … where this share of all runs agrees, so that a long page is no copy of a notice in it

_PER_BAND = MARKS // BANDS
_CHANCE = 1 / 256  # two marks, kept as one byte each, agree by chance


@dataclass(frozen=True, slots=True)
class Signature:
    """`marks` is the low byte of each of MARKS minima; `bands` are signed 64-bit keys, equal where bands are."""

    marks: bytes
    bands: tuple[int, ...]


def signature_of(text: str) -> Signature | None:
    """The signature of `text`; null where it has fewer than FEWEST_RUNS different runs of words."""
    words = folded_words(text)
    runs = {" ".join(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
    if len(runs) < FEWEST_RUNS:
        return None
    minhash = CMinHash(MARKS, SEED)
    minhash.update(sorted(runs))
    digest: list[int] = minhash.digest()
    return Signature(bytes(mark & 0xFF for mark in digest), tuple(_bands(digest)))


def similarity(one: bytes, other: bytes) -> float:
    """The share of runs that two texts have in common, 0 to 1, estimated from their marks."""
    agreeing = sum(a == b for a, b in zip(one, other, strict=True)) / MARKS
    return max((agreeing - _CHANCE) / (1 - _CHANCE), 0.0)


def is_near_copy(shared: float, length: int, other_length: int) -> bool:
    """Whether two texts of these lengths (code points) that share this much are copies of one.

    Either most of both is the same, or the shorter one is the longer one cut down.
    """
    if shared >= COPY:
        return True
    in_common = shared / (1 + shared) * (length + other_length)
    return shared >= CUT_AT_LEAST and in_common >= CUT * min(length, other_length)


def _bands(digest: list[int]) -> list[int]:
    found = []
    for band in range(BANDS):
        marks = digest[band * _PER_BAND : (band + 1) * _PER_BAND]
        packed = struct.pack(f"<B{_PER_BAND}Q", band, *marks)
        found.append(int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "little", signed=True))
    return found
