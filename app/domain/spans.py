"""Spans of text: code points, half-open."""

from typing import NamedTuple


class Span(NamedTuple):
    """text[start:end]; counts code points of the cleaned article text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


def places_of(text: str, words: str, most: int = 20) -> list[Span]:
    """Where exact `words` stand in `text`, in order and not overlapping: the first `most`; none for no words."""
    found: list[Span] = []
    start = text.find(words) if words else -1
    while start >= 0 and len(found) < most:
        found.append(Span(start, start + len(words)))
        start = text.find(words, start + len(words))
    return found
