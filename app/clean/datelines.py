"""The dateline of an agency's story: `MOSCOW, June 6. /TASS/.`, `МОСКВА, 6 июн — РИА Новости.`"""

import re
from functools import cache
from typing import NamedTuple

from app.clean.lexicon import agencies
from app.clean.written_dates import find_dates, find_month_day, months

_UPPER = "[A-ZÀ-ÞА-ЯЁІЇЄҐ]"
_PLACE = (
    r"(?!(?:Q|Question|Вопрос|Pregunta|On|In|Since|By|Until|From|After|Before|El|Le|В|С|До|На|Після|Do)\s)"
    rf"{_UPPER}[\w'’.]{{0,30}}"
    rf"(?:[ /-](?:{_UPPER}[\w'’.]{{0,30}}|de|del|la|el|on|sur|an|der|au|на|am|upon)(?![\w'’.])){{0,5}}"
    rf"(?:,\s{_UPPER}[\w'’. ]{{1,20}})?"
)
_DAY = (
    r"(?:(?P<month>\w{3,12})\.?\s\d{1,2}(?:st|nd|rd|th)?(?:,?\s\d{4})?"
    r"|\d{1,2}(?:\sde)?\s(?P<month_after>\w{3,12})\.?(?:,?\s(?:de\s)?\d{4})?(?:\sг(?:\.|ода)?)?"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4})[.,]?"
)
_DASH = r"\s?[-–—:]{1,2}-?\s"
_SIGNED = r"[(\[/](?P<agency>[^)\]/\n]{2,40})[)\]/]"  # between marks
_BARE = r"(?P<agency>[^\W\d_]\w*(?:\.\w+)?(?:\s«?\w[\w»]*)?)"
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2}[./]\d{1,2}[./])(\d\d)(?!\d)")  # 28.12.23

# Each is tried in turn; what it takes for a month or an agency must be one.
_FORMS = (
    rf"(?:{_PLACE}[,.]?\s)?{_DAY}\s?/[^/\n]{{2,40}}/[.,:]?(?:\s?[-–—:]{{1,2}}\s?-?|\s)",
    rf"(?:{_PLACE}[,.]?\s)?{_DAY}\s?{_SIGNED}[.,:]?(?:\s?[-–—:]{{1,2}}\s?-?|\s)",
    rf"(?:{_PLACE}[,.]?\s)?{_DAY}\s?\([^)\n]{{2,40}}\)\s?[-–—]{{1,2}}\s?",
    rf"(?:{_PLACE}[,.]?\s)?{_DAY}\s?[-–—]?\s?{_BARE}(?:[.:]\s?|\s?[-–—]{{1,2}}\s)",
    rf"{_PLACE},?\s{_SIGNED}(?:[.:]|{_DASH})\s?",
    r"[A-ZÀ-ÞА-ЯЁ]{4,}(?:[ -][A-ZÀ-ÞА-ЯЁ]+){0,3}\s\((?P<agency>[^)\n]{2,70})\)\s",
    rf"{_SIGNED}(?:[.:]|{_DASH})?\s?",
    rf"{_BARE}(?:,\s{_PLACE})?\s?(?:[–—]|--)\s",
    rf"{_PLACE}/\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}/\s?{_BARE}:\s?",
    rf"{_PLACE},\s{_DAY}\s\d{{4}}(?:,\s\d{{1,2}}:\d\d)?\s?[-–—]\s?(?:ИА\s)?{_BARE}[.:]?\s",
    rf"(?:{_UPPER}\w{{3,}}\s?){{1,3}}\.\s?[-–—]\s",
    rf"{_PLACE},\s{_BARE}\s?[-–—]\s",
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}\s?(?:г\.)?(?:,?\s\d{1,2}:\d\d)?\s?[-–—]\s",
    rf"{_PLACE}[,.]\s{_DAY}(?:{_DASH}|\s?[-–—]+\s?)",
    r"(?!(?:NATO|CSTO|OSCE|ОДКБ|НАТО|ОБСЕ)\b)[A-ZÀ-ÞА-ЯЁ]{4,}(?:[ -][A-ZÀ-ÞА-ЯЁ]+){0,3}(?:,\s[A-Z][\w.]+)?"
    r"\s?(?:[–—]|--)\s?(?=[A-ZА-ЯЁ\"“«])",
)


# What every form begins with, but for letters and digits, and what each has one of.
_OPENING = frozenset("([/")
_LOWER_WORD = re.compile(r"(?<![^\W_])[^\W\d_A-ZÀ-ÞА-ЯЁІЇЄҐ]{4,}")
_CONNECTING = frozenset({"upon", "года", "году"})
_MARKS = frozenset("([/–—-0123456789")


@cache
def _form(number: int) -> re.Pattern[str]:
    """Compiled when first tried: most articles have no dateline, or one of the first forms."""
    return re.compile(_FORMS[number] + r"(?=\S)")


@cache
def _agency() -> re.Pattern[str]:
    return re.compile(rf"(?:{agencies().dateline})(?!\w)")


class Dateline(NamedTuple):
    length: int  # code points that the dateline takes at the start of the paragraph
    published: str | None  # EDTF, where the dateline has the year
    month_day: tuple[int, int] | None  # where it has the day


# `… at a press conference. RIA Novosti, 23.10.2021` closes a standfirst, and says what a dateline says.
_CLOSING = re.compile(rf"(?<=[.!?»\"”])\s{_BARE},\s(?P<date>\d{{1,2}}\.\d{{1,2}}\.\d{{4}})$")


def find_closing(paragraph: str) -> tuple[int, str] | None:
    """Where the agency's closing signature begins in `paragraph`, and its date; None when it has none."""
    if not paragraph[-1:].isdigit():
        return None
    match = _CLOSING.search(paragraph)
    if match is None or not _agency().match(match["agency"]):
        return None
    dates = find_dates(match["date"])
    return (match.start(), dates[0].edtf) if dates else None


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline at the start of `paragraph`, if it has one."""
    head = paragraph[:200]
    if not (head[:1].isalnum() or head[:1] in _OPENING) or _MARKS.isdisjoint(_before_prose(head)):
        return None
    for number in range(len(_FORMS)):
        match = _form(number).match(head)
        if match is not None and _is_dateline(match.groupdict()):
            dates = find_dates(_SHORT_YEAR.sub(r"\g<1>20\2", match[0]))
            return Dateline(match.end(), dates[0].edtf if dates else None, find_month_day(match[0]))
    return None


def _before_prose(head: str) -> str:
    """What stands before the first word that no dateline has outside its marks: longer, in lower case, no month."""
    for match in _LOWER_WORD.finditer(head):
        if match[0] not in months() and match[0] not in _CONNECTING:
            return head[: match.start()]
    return head


def _is_dateline(parts: dict[str, str | None]) -> bool:
    agency, month = parts.get("agency"), parts.get("month") or parts.get("month_after")
    return (agency is None or _agency().match(agency) is not None) and (
        month is None or month.lower() in months()
    )
