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
