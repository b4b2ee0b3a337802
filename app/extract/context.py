"""What stands near a place in a text: its sentence, its paragraph, and the countries named there."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable
from functools import cached_property, lru_cache
from typing import Generic, TypeVar

_T = TypeVar("_T")

# A sentence ends at . ! ? before a capital or a quotation mark, with or without a space ("region.Russia is");
# not after one letter ("S. Lavrov") or a title ("Gen. Dvornikov").
_SENTENCE_END = re.compile(
    r"[.!?\n](?:(?<=\n)|(?<![A-ZА-Я]\.)(?<!\b(?:Mr|Dr|Lt|No|St)\.)(?<!\b(?:Gen|Col|Sen|Mrs|Gov|Rep|Sgt|Maj|Adm)\.)"
    r"(?<!\b(?:Capt|Prof)\.)[\"')]*(?=\s*[A-ZА-Я\"(0-9\[-])(?<!\d\.)|(?<=\d[.!?])[\"')]*(?=\s*[A-ZА-Я\"]))"
)


class InOrder(Generic[_T]):
    """Things of a text in its order, looked up by where they start in the time of a bisection."""

    def __init__(self, items: Iterable[_T], start_of: Callable[[_T], int]) -> None:
        self._items = sorted(items, key=start_of)
        self._starts = [start_of(item) for item in self._items]

    def between(self, start: int, end: int) -> list[_T]:
        """Those that start in text[start:end]."""
        return self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


class Context:
    """Sentences and paragraphs of one folded text, and the countries that each names."""

    def __init__(self, folded: str, countries: list[tuple[int, str]]) -> None:
        self.text = folded
        self._starts_of_countries = [start for start, _ in countries]
        self._countries = countries

    @cached_property
    def _ends(self) -> list[int]:
        return _sentence_ends(self.text)

    def sentence(self, at: int) -> tuple[int, int]:
        """The sentence that holds the offset `at`, half-open."""
        number = bisect_right(self._ends, at)
        start = self._ends[number - 1] if number else 0
        end = self._ends[number] if number < len(self._ends) else len(self.text)
        return start, end

    def paragraph(self, at: int) -> tuple[int, int]:
        """The line that holds the offset `at`, half-open."""
        start = self.text.rfind("\n", 0, at) + 1
        end = self.text.find("\n", at)
        return start, len(self.text) if end < 0 else end

    def countries_in(self, start: int, end: int) -> set[str]:
        """Codes of the countries named in text[start:end]."""
        first, last = (
            bisect_left(self._starts_of_countries, start),
            bisect_left(self._starts_of_countries, end),
        )
        return {code for _, code in self._countries[first:last]}


@lru_cache(maxsize=2)
def _sentence_ends(text: str) -> list[int]:
    """Kept for the latest texts: the readers of bases, of agreements and of names cut the same article."""
    return [match.end() for match in _SENTENCE_END.finditer(text)]
