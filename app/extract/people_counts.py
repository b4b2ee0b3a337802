"""How many people a sentence speaks of, with the bound that it puts on the number."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from app.domain.spans import Span
from app.extract.fact_words import fact_words
from app.extract.triggers import FOLDED

_BOUNDS = ("up_to", "at_least", "over", "under", "about")
_FEWEST = 10
_YEARS = range(1900, 2101)


class PeopleCount(NamedTuple):
    """`value`: "7500", "about 7500", "up to 300", "over 5000", "at least 20", "under 100", "5000-7000"."""

    span: Span
    value: str


class PeopleCounts:
    """Reads the counts of one language: "up to 300 military and civilian personnel", «около 7,5 тыс. военных»."""

    def __init__(self, claims: dict[str, Any]) -> None:
        self._spelled: dict[str, float] = claims["words"]
        self._thousand = f"(?:{'|'.join(claims['thousand'])})(?!\\w)"
        self._bounds = {
            bound: re.compile(rf"(?<!\w)(?:{'|'.join(claims[bound])})(?!\w)", re.IGNORECASE)
            for bound in _BOUNDS
        }
        self._generic = frozenset(claims["generic_people"])
        join = "|".join(claims["range_join"])
        # A count of thousands may have a decimal or one digit: "7.5 thousand", "5-7 thousand".
        digits = (
            rf"\d{{1,3}}(?:{claims['separator']}\d{{3}}){{1,3}}(?!\d)|\d{{1,3}}[.,]\d(?= ?(?:{self._thousand}))"
            rf"|\d{{2,6}}|\d(?= ?(?:{self._thousand})| ?(?:{join}) ?\d)"
        )
        number = "|".join([digits, *(re.escape(word) for word in self._spelled)])
        opening = "|".join(rf"(?P<{bound}>{'|'.join(claims[bound])})" for bound in _BOUNDS)
        self._counted = FOLDED.compile(
            rf"(?<![\w$€£,.-])(?:(?:{opening}|{'|'.join(claims['range_open'])}) )*"
            rf"(?P<low>{number})(?: ?(?:{self._thousand}))?(?P<high_part> ?(?:{join}) ?(?P<high>{number}))?"
            rf"(?: ?(?P<thousand>{self._thousand}))? (?:{claims['glue']})?"
            rf"(?:(?:{'|'.join(claims['adjectives'])}),? (?:(?:{claims['glue_and']}) )?){{0,3}}"
            rf"(?P<people>{'|'.join(claims['people'])})(?!\w)",
            re.IGNORECASE,
            least=1,
        )
        self._size = FOLDED.compile(rf"(?<!\w)(?:{'|'.join(claims['size'])})(?!\w)", re.IGNORECASE)
        self._size_value = re.compile(
            rf"{claims['size_gap']}[^.\d]{{0,25}}?(?P<number>\d{{1,3}}(?:{claims['separator']}\d{{3}}){{1,3}}|\d{{3,6}}"
            rf"|\d{{1,3}}(?:[.,]\d)?(?= ?(?:{self._thousand})))"
            rf"(?: ?(?P<thousand>{self._thousand}))?(?![\d%]|-?(?:st|nd|rd|th)|-[а-я])(?!{claims['not_a_size']})",
            re.IGNORECASE,
        )

    def counted(self, folded: str, start: int, end: int) -> Iterator[PeopleCount]:
        """ "some 1,500 servicemen"."""
        for match in self._counted.finditer(folded, start, end):
            value = self._value(match)
            if value is not None:
                yield PeopleCount(Span(match.start(), match.end()), value)

    def sizes(self, folded: str, start: int, end: int) -> Iterator[PeopleCount]:
        """ "The number of military personnel is about 7,500": the people stand before the number."""
        for match in self._size.finditer(folded, start, end):
            value = self._size_value.match(folded, match.end(), end)
            if value is None:
                continue
            number = self._number(value["number"], value["thousand"])
            if number is None or (number in _YEARS and value["number"].isdigit()):
                continue
            gap = folded[match.end() : value.start("number")]
            bound = next((name for name, words in self._bounds.items() if words.search(gap)), None)
            yield PeopleCount(Span(match.start(), value.end()), _bounded(bound, number))

    def _value(self, match: re.Match[str]) -> str | None:
        thousands = self._thousands_of(match)
        low = self._number(match["low"], thousands)
        if low is None or low < _FEWEST:
            return None
        bound = next((name for name in _BOUNDS if match[name]), None)
        if (
            low in _YEARS
            and match["low"].isdigit()
            and bound is None
            and match["people"].lower() in self._generic
        ):
            return None  # a year
        high = self._number(match["high"], match["thousand"]) if match["high"] else None
        if high is not None and high > low:
            return f"{low}-{high}"
        return _bounded(bound, low)

    def _thousands_of(self, match: re.Match[str]) -> str | None:
        """The word that makes the first number thousands: its own, or the one that closes the range."""
        own: str = match.string[match.end("low") : match.end("low") + 9]
        if re.match(rf" ?(?:{self._thousand})", own, re.IGNORECASE):
            return own
        return match["thousand"]

    def _number(self, written: str, thousand: str | None) -> int | None:
        spelled = self._spelled.get(written.lower())
        if spelled is not None:
            return round(spelled * (1000 if thousand else 1)) or None
        if thousand:
            return round(float(written.replace(",", ".")) * 1000) if written.count(".") < 2 else None
        digits = re.sub(r"\D", "", written)
        return int(digits) if digits else None


@cache
def people_counts(language: str) -> PeopleCounts:
    """The counts of an ISO 639-1 language; English where there are no words for it."""
    words = fact_words(language)
    return PeopleCounts(words.raw["claims"])


def _bounded(bound: str | None, number: int) -> str:
    return f"{bound.replace('_', ' ')} {number}" if bound else str(number)
