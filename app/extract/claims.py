"""Facts about a base in the sentences that speak of it, each with the span that states it."""

import re
from collections.abc import Iterator

from app.domain.kinds import BaseStatus, ClaimProperty
from app.domain.spans import Span
from app.extract.base_status import is_denied
from app.extract.fact_words import FactWords
from app.extract.findings import FoundClaim
from app.extract.status_words import StatusWords
from app.extract.written_dates import edtf_of_written

_PLACE = re.compile(r"[A-ZА-Я][\w'-]+(?: (?:al-|el-)?[A-ZА-Я][\w'-]+){0,2}")
_NO_TOWNS = frozenset(
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Africa Europe Asia Central Middle South North East West Southern Northern Eastern "
    "Western Black Mediterranean Red Caucasus Soviet Parliament Ministry Collective Commonwealth "
    "Африке Европе Азии Центральной Средней Черном Средиземном".split()
)
_NUMBER_WORD = re.compile(r"\d|thousand|hundred|ships|кораб|тысяч")  # every other claim holds one
_CLAUSE = re.compile(r"[;:\n]|, (?:and|but|while|who|when|where|а|но)\b")
# Between a comma and "located": the subject stands before the comma.
_RELATIVE = re.compile(
    r" (?:(?:which|that|котор\w+) )?(?:(?:is|are|was|were|has been) )?(?:\w+ly )?", re.IGNORECASE
)
_MOVED = 45  # code points before a number of people that tell of a movement, not of a garrison
_RESIZED = 120  # the same for a size that is only asked for: "increase the number of its troops in X to"
_STAY = 110  # code points between the word for a stay and its end
_YEARLY = 70  # code points between a sum and "annually"
_SUBJECT = 120  # code points before "located" that hold its subject
_SCALE = {
    "million": 1_000_000,
    "thousand": 1_000,
    "billion": 1_000_000_000,
    "млн": 1_000_000,
    "тыс": 1_000,
    "тыс.": 1_000,
    "млрд": 1_000_000_000,
}


def find_claims(
    text: str,
    folded: str,
    sentence: tuple[int, int],
    words: FactWords,
    cues: StatusWords,
    as_of: str | None,
    is_place: "IsPlace",
) -> Iterator[FoundClaim]:
    """Claims of one sentence about the base that it is about.

    Values: personnel as digits with the bound in words ("7500", "up to 300", "over 5000", "5000-7000");
    lease_expires and opened in EDTF; rent_usd_per_year and max_ships as digits; location one place a claim.
    Nothing that its clause denies, negates or only supposes.
    """
    for prop, value, span in (
        *_located(text, folded, sentence, words, is_place),
        *(_numbers(folded, sentence, words, as_of) if _NUMBER_WORD.search(folded, *sentence) else ()),
    ):
        if not is_denied(folded, sentence[0], span.start, cues):
            yield FoundClaim(prop, value, as_of, span)


_Fact = tuple[ClaimProperty, str, Span]


def _numbers(folded: str, sentence: tuple[int, int], words: FactWords, as_of: str | None) -> Iterator[_Fact]:
    start, end = sentence
    if not words.not_people.search(folded, start, end):
        for match in words.personnel.finditer(folded, start, end):
            value = _people(match, words)
            moved = words.moved.search(folded, max(start, match.start() - _MOVED), match.start())
            resized = words.resized.search(folded, max(start, match.start() - _RESIZED), match.start())
            if value is not None and moved is None and resized is None:
                yield ClaimProperty.PERSONNEL, value, Span(match.start(), match.end())
        for size, span in _sizes(folded, start, end, words):
            if not words.resized.search(folded, max(start, span.start - _RESIZED), span.end):
                yield ClaimProperty.PERSONNEL, size, span
    for match in words.until.finditer(folded, start, end):
        value = edtf_of_written(match[0])
        stays = list(words.lease.finditer(folded, max(start, match.start() - _STAY), match.end()))
        if value is None or not stays:
            continue
        gap = folded[stays[-1].end() : match.start()]
        if not _CLAUSE.search(gap) and not words.unsettled.search(folded, start, match.start()):
            yield ClaimProperty.LEASE_EXPIRES, value, Span(match.start(), match.end())
    if words.rent_words.search(folded, start, end):
        yield from _rents(folded, start, end, words)
    yield from _openings(folded, start, end, words, as_of)
    for match in words.ships.finditer(folded, start, end):
        number = next((group for group in match.groups() if group), "")
        value = number if number.isdigit() else str(words.raw["claims"]["digits"].get(number.lower(), ""))
        if value:
            yield ClaimProperty.MAX_SHIPS, value, Span(match.start(), match.end())


def _rents(folded: str, start: int, end: int, words: FactWords) -> Iterator[_Fact]:
    """ "$4.8 million a year", "annually pays some $4.5 million"."""
    for match in words.rent.finditer(folded, start, end):
        near = (max(start, match.start() - _YEARLY), min(end, match.end() + _YEARLY))
        if words.yearly.search(folded, *near) and not words.unsettled.search(folded, start, match.start()):
            scale = _SCALE.get((match["scale"] or "").lower(), 1)
            value = str(round(float(match["amount"].replace(",", ".")) * scale))
            yield ClaimProperty.RENT_USD_PER_YEAR, value, Span(match.start(), match.end())


def _openings(folded: str, start: int, end: int, words: FactWords, as_of: str | None) -> Iterator[_Fact]:
    """ "was established in Kant in 2003", "established in October 2003 its base", "In 1992 the base was created"."""
    for pattern in words.opened:
        for match in pattern.finditer(folded, start, end):
            value = edtf_of_written(match["date"])
            if value is None or words.not_opened_before.search(folded, start, match.start()):
                continue
            if as_of is None or value[:4] <= as_of[:4]:
                yield ClaimProperty.OPENED, value, Span(match.start(), match.end())


def _located(
    text: str, folded: str, sentence: tuple[int, int], words: FactWords, is_place: "IsPlace"
) -> Iterator[_Fact]:
    """Where the base or its people are: "servicemen are stationed in Dushanbe", not "talks located in Dushanbe"."""
    for match in words.located.finditer(folded, *sentence):
        lead = folded[max(sentence[0], match.start() - _SUBJECT) : match.start()]
        tail = lead.rsplit(",", maxsplit=1)[-1]
        if words.sited.search(lead if _RELATIVE.fullmatch(tail) else tail) is None:
            continue
        for span in _places(folded, match.end(), sentence[1], words):
            if is_place(text[span.start : span.end]):
                yield ClaimProperty.LOCATION, text[span.start : span.end], span


def place_of_facility(
    folded: str, sentence: tuple[int, int], words: FactWords
) -> Iterator[tuple[Span, Span]]:
    """(noun, place) of "maintenance base in the port city of Tartus": no verb is needed."""
    for match in words.facility_in_town.finditer(folded, *sentence):
        place = _PLACE.match(folded, match.end(), sentence[1])
        if place is not None:
            yield Span(match.start(), match.end()), Span(place.start(), place.end())


def find_status(folded: str, sentence: tuple[int, int], words: FactWords) -> tuple[BaseStatus, Span] | None:
    """The status that a sentence gives to its base, with the words that say so."""
    for status, pattern in words.statuses:
        match = pattern.search(folded, *sentence)
        if match is not None:
            return status, Span(match.start(), match.end())
    return None


class IsPlace:
    """True for a capitalised word that can be a town: no country, demonym, month, region or body."""

    def __init__(self, other_names: frozenset[str]) -> None:
        self._other = other_names

    def __call__(self, name: str) -> bool:
        first = name.split(maxsplit=1)[0]
        return name not in self._other and first not in _NO_TOWNS and len(name) > 2


def _people(match: re.Match[str], words: FactWords) -> str | None:
    low = _number(match["low"], words)
    if low is None or low < 10:
        return None
    if match["thousand"]:
        low *= 1000
    if (
        not match["thousand"]
        and 1900 <= low <= 2100
        and "," not in match["low"]
        and match["people"].lower() == "people"
    ):
        return None  # a year
    high = _number(match["high"], words) if match["high"] else None
    if high is not None and high > low:
        return f"{low}-{high}"
    if match["up_to"]:
        return f"up to {low}"
    return f"over {low}" if match["over"] else str(low)


def _number(written: str, words: FactWords) -> int | None:
    spelled = words.raw["claims"]["words"].get(written.lower())
    if spelled is not None:
        return int(spelled) or None
    if "тыс" in written:
        return round(float(written.split(maxsplit=1)[0].replace(",", ".")) * 1000)
    digits = re.sub(r"[, ]", "", written)
    return int(digits) if digits.isdigit() else None


_SIZE_VALUE = (
    r"[^.\d]{0,25}?(?P<number>\d{1,3}(?:[, ]\d{3})+|\d{3,6})(?![\d%]|-?(?:st|nd|rd|th|[а-я]))"
    r"(?! ?(?:km|kilomet|hectare|million|год))"
)


def _sizes(folded: str, start: int, end: int, words: FactWords) -> Iterator[tuple[str, Span]]:
    """ "The number of military personnel is about 7,500": the people stand before the number."""
    for match in words.size.finditer(folded, start, end):
        value = re.compile(
            rf"(?: \w+){{0,3}}? (?:is|are|was|of|at|totals|numbers|составляет|:)?{_SIZE_VALUE}"
        ).match(folded, match.end(), end)
        if value is None:
            continue
        digits = re.sub(r"[, ]", "", value["number"])
        if 1900 <= int(digits) <= 2100 and value["number"].isdigit():
            continue
        gap = folded[match.end() : value.start("number")].lower()
        bound = next((b for b in words.raw["claims"]["up_to"] if b in gap), None)
        over = next((b for b in words.raw["claims"]["over"] if re.search(rf"\b{b}\b", gap)), None)
        text = f"up to {digits}" if bound else f"over {digits}" if over else digits
        yield text, Span(match.start(), value.end())


def _places(folded: str, at: int, end: int, words: FactWords) -> Iterator[Span]:
    """The capitalised names of "in the cities of Dushanbe and Bokhtar"."""
    lead = re.compile(r" (?:in|at|near|outside|on|в|на|под|близ|около) ").match(folded, at, end)
    if lead is None:
        return
    at = lead.end()
    while at < end:
        before = re.compile(rf"(?:(?:{words.place_before.pattern}),? )*", re.IGNORECASE).match(
            folded, at, end
        )
        at = before.end() if before else at
        match = _PLACE.match(folded, at, end)
        if match is None:
            return
        yield Span(match.start(), match.end())
        gap = re.compile(r",? and (?:in )?|, |,? as well as (?:in )?| и (?:в )?").match(
            folded, match.end(), end
        )
        if gap is None:
            return
        at = gap.end()
