"""The dateline with which an agency opens a story: `MOSCOW, June 6. /TASS/.`, `МОСКВА, 6 июн — РИА Новости.`"""

import re
from functools import cache
from typing import NamedTuple

from app.clean.written_dates import find_dates, find_month_day, months

_UPPER = "[A-ZÀ-ÞА-ЯЁІЇЄҐ]"
_PLACE = rf"{_UPPER}[\w'’.-]*(?:[ /-](?:{_UPPER}[\w'’.-]*|de|del|la|el|on|sur|an|der|на|am|upon)){{0,4}}(?:,\s{_UPPER}[\w'’. ]{{1,20}})?"
_AGENCY = (
    r"(?:TASS|ТАСС|ITAR-TASS|ИТАР-ТАСС|RIA Novosti|РИА Новости|РИА «?Новости»?|Sputnik|Спутник|Interfax\S*|INTERFAX\S*|"
    r"Интерфакс\S*|ИНТЕРФАКС\S*|Reuters|REUTERS|Рейтер|AFP|AP|Associated Press|UPI|EFE|dpa|DPA|ANSA|Xinhua|XINHUA|IANS|"
    r"PTI|ANI|AA|Anadolu Agency|KUNA|SANA|MNA|IRNA|Tasnim|FNA|ARMENPRESS|Armenpress|АРМЕНПРЕСС|Арменпресс|News\.am|"
    r"NEWS\.am|PanARMENIAN\S*|ARKA|АРКА|BelTA|БЕЛТА|Kabar|Кабар|AKIpress|АКИpress|24\.kg|AZERTAC|Azertac|Trend|APA|"
    r"Report|Ukrinform|Укринформ|Укрінформ|UNIAN|УНИАН|УНІАН|Prensa Latina|PL|teleSUR|Europa Press|VOA|RFE/RL|"
    r"Yonhap|Kyodo|KCNA|Bloomberg|NOVOSTI|Infotag|Инфотаг|MOLDPRES|IPN|Regnum|REGNUM|РЕГНУМ|Регнум|Росбалт|Khovar|Ховар|"
    r"Avesta|Авеста|Asia-Plus|Азия-Плюс|Kazinform|Казинформ|QHA|Civil\.ge|InterPressNews|Apsnypress|Апсныпресс|Turan|Туран|Sana|CubaSí|ACN|IIP Digital|Sputnik \w+)"
).replace(" ", r"\s")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{1,2}[./]\d{1,2}[./])(\d\d)(?!\d)")  # 28.12.23
_DASH = r"\s?[-–—:]{1,2}-?\s"


@cache
def _dateline() -> re.Pattern[str]:
    month = "(?i:" + "|".join(sorted(map(re.escape, months()), key=len, reverse=True)) + ")"
    day = (
        rf"(?:{month}\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}(?:\sde)?\s{month}\.?(?:,?\s(?:de\s)?\d{{4}})?"
        rf"(?:\sг(?:\.|ода)?)?|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{4}})"
    )
    place_day = rf"(?:{_PLACE}[,.]?\s)?(?:{day}[.,]?)"
    return re.compile(
        rf"""(?:
          {place_day}\s?(?:/[^/\n]{{2,40}}/|\([^)\n]{{2,40}}\)|\[[^\]\n]{{2,40}}\]|[-–—]?\s?{_AGENCY})
              [.,:]?(?:\s?[-–—:]{{1,2}}\s?-?|\s|(?<=\.)\s?)
        | {_PLACE},?\s(?:/{_AGENCY}/|\({_AGENCY}[^)\n]{{0,30}}\)|\[{_AGENCY}\])(?:[.:]|{_DASH})\s?
        | (?:/{_AGENCY}/|\({_AGENCY}[^)\n]{{0,20}}\)|\[{_AGENCY}\])(?:[.:]|{_DASH})?\s?
        | {_AGENCY}(?:,\s{_PLACE})?\s?(?:[–—]|--)\s
        | {_PLACE}/\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}/\s?{_AGENCY}:\s?
        | {_PLACE},\s{day},\s\d{{4}}(?:,\s\d{{1,2}}:\d\d)?\s?[-–—]\s?(?:ИА\s)?{_AGENCY}[.:]?\s
        | {_PLACE}\.\s?[-–—]\s
        | {_PLACE},\s{_AGENCY}\s?[-–—]\s
        | \d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}\s?(?:г\.)?(?:,?\s\d{{1,2}}:\d\d)?\s?[-–—]\s
        | {_PLACE}[,.]\s{day}(?:{_DASH}|\.\s?[-–—]+\s?)
        | (?!(?:NATO|CSTO|OSCE|ОДКБ|НАТО|ОБСЕ)\b)[A-ZÀ-ÞА-ЯЁ]{{4,}}(?:[ -][A-ZÀ-ÞА-ЯЁ]+){{0,3}}(?:,\s[A-Z][\w.]+)?\s?(?:[–—]|--)\s?(?=[A-ZА-ЯЁ"“«])
        )(?=\S)""",
        re.VERBOSE,
    )


class Dateline(NamedTuple):
    length: int  # code points that the dateline takes at the start of the paragraph
    published: str | None  # EDTF, where the dateline has the year
    month_day: tuple[int, int] | None  # where it has the day


# `… at a press conference. RIA Novosti, 23.10.2021` closes a standfirst, and says what a dateline says.
_CLOSING = re.compile(rf"(?<=[.!?»\"”])\s{_AGENCY},\s(?P<date>\d{{1,2}}\.\d{{1,2}}\.\d{{4}})$")


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
