"""The dateline of an agency's story: `MOSCOW, June 6. /TASS/.`, `МОСКВА, 6 июн — РИА Новости.`"""

import re
from functools import cache
from typing import NamedTuple

from app.clean.lexicon import agencies
from app.clean.written_dates import find_dates, find_month_day, months

_UPPER = "[A-ZÀ-ÞА-ЯЁІЇЄҐ]"
_PLACE = (
    rf"(?!(?:On|In|Since|By|Until|From|After|Before|El|Le|В|С|До|На|Після|Do)\s){_UPPER}[\w'’.-]*"
    rf"(?:[ /-](?:{_UPPER}[\w'’.-]*|de|del|la|el|on|sur|an|der|на|am|upon)){{0,4}}"
    rf"(?:,\s{_UPPER}[\w'’. ]{{1,20}})?"
)
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2}[./]\d{1,2}[./])(\d\d)(?!\d)")  # 28.12.23
_DASH = r"\s?[-–—:]{1,2}-?\s"
_CAPITALS = r"[A-ZÀ-ÞА-ЯЁ]"


@cache
def _dateline() -> re.Pattern[str]:
    agency = f"(?:{agencies().dateline})"
    month = "(?i:" + "|".join(sorted(map(re.escape, months()), key=len, reverse=True)) + ")"
    day = (
        rf"(?:{month}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?"
        rf"|\d{{1,2}}(?:\sde)?\s{month}\.?(?:,?\s(?:de\s)?\d{{4}})?(?:\sг(?:\.|ода)?)?"
        r"|\d{1,2}[./-]\d{1,2}[./-]\d{4})[.,]?"
    )
    signed = rf"(?:/{agency}/|\({agency}[^)\n]{{0,30}}\)|\[{agency}\])"
    return re.compile(
        rf"""(?:
          (?:{_PLACE}[,.]?\s)?{day}\s?(?:/[^/\n]{{2,40}}/|{signed})[.,:]?(?:\s?[-–—:]{{1,2}}\s?-?|\s|(?<=\.)\s?)
        | (?:{_PLACE}[,.]?\s)?{day}\s?\([^)\n]{{2,40}}\)\s?[-–—]{{1,2}}\s?
        | (?:{_PLACE}[,.]?\s)?{day}\s?[-–—]?\s?{agency}(?:[.:]\s?|\s?[-–—]{{1,2}}\s)
        | {_PLACE},?\s{signed}(?:[.:]|{_DASH})\s?
        | {signed}(?:[.:]|{_DASH})?\s?
        | {agency}(?:,\s{_PLACE})?\s?(?:[–—]|--)\s
        | {_PLACE}/\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}/\s?{agency}:\s?
        | {_PLACE},\s{day}\s\d{{4}}(?:,\s\d{{1,2}}:\d\d)?\s?[-–—]\s?(?:ИА\s)?{agency}[.:]?\s
        | (?:{_UPPER}\w{{3,}}\s?){{1,3}}\.\s?[-–—]\s
        | {_PLACE},\s{agency}\s?[-–—]\s
        | \d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\s?(?:г\.)?(?:,?\s\d{{1,2}}:\d\d)?\s?[-–—]\s
        | {_PLACE}[,.]\s{day}(?:{_DASH}|\s?[-–—]+\s?)
        | (?!(?:NATO|CSTO|OSCE|ОДКБ|НАТО|ОБСЕ)\b){_CAPITALS}{{4,}}(?:[ -]{_CAPITALS}+){{0,3}}
              (?:,\s[A-Z][\w.]+)?\s?(?:[–—]|--)\s?(?=[A-ZА-ЯЁ"“«])
        )(?=\S)""",
        re.VERBOSE,
    )


class Dateline(NamedTuple):
    length: int  # code points that the dateline takes at the start of the paragraph
    published: str | None  # EDTF, where the dateline has the year
    month_day: tuple[int, int] | None  # where it has the day


# `… at a press conference. RIA Novosti, 23.10.2021` closes a standfirst, and says what a dateline says.
_CLOSING = re.compile(
    rf"(?<=[.!?»\"”])\s(?:{agencies().dateline}),\s(?P<date>\d{{1,2}}\.\d{{1,2}}\.\d{{4}})$"
)


def find_closing(paragraph: str) -> tuple[int, str] | None:
    """Where the agency's closing signature begins in `paragraph`, and its date; None when it has none."""
    match = _CLOSING.search(paragraph)
    dates = find_dates(match["date"]) if match else []
    return (match.start(), dates[0].edtf) if match and dates else None


def find_dateline(paragraph: str) -> Dateline | None:
    """The dateline at the start of `paragraph`, if it has one."""
    match = _dateline().match(paragraph[:200])
    if match is None:
        return None
    dates = find_dates(_SHORT_YEAR.sub(r"\g<1>20\2", match[0]))
    return Dateline(match.end(), dates[0].edtf if dates else None, find_month_day(match[0]))
