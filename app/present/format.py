"""Values as readers see them; the Jinja filters of every template. Pure."""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urlsplit

from markupsafe import Markup

from app.domain.dates import is_edtf
from app.domain.kinds import BaseKind
from app.present.gaps import gap_words
from app.present.language import gettext as _
from app.present.language import ngettext, pgettext
from app.present.names import name
from app.query.statement_rows import StatementRow

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

COMMON_START = re.compile(r"^(?:Agreements?|Treaty|Treaties|Protocol|Memorandum) (?:on|for) (?:the )?")

SHAPES = {  # twelve kinds in six shapes, each readable at 9 px
    BaseKind.GARRISON: "square",
    BaseKind.HEADQUARTERS: "square",
    BaseKind.PEACEKEEPING: "square",
    BaseKind.TRAINING_CENTRE: "square",
    BaseKind.AIR_BASE: "triangle",
    BaseKind.NAVAL_BASE: "hull",
    BaseKind.LOGISTICS_POINT: "hull",
    BaseKind.RADAR_STATION: "diamond",
    BaseKind.SIGNALS_STATION: "diamond",
    BaseKind.SPACE_FACILITY: "diamond",
    BaseKind.TEST_RANGE: "ring",
    BaseKind.OTHER: "dot",
}


def day_words(day: str | date | None) -> str:
    """`2014-03-04` -> `4 Mar 2014`, `2012-07` -> `Jul 2012`, `2015~` -> `c. 2015`, null -> `undated`."""
    if isinstance(day, date):
        day = day.isoformat()
    if not day or not is_edtf(day):
        return day or _("undated")
    parts = day.rstrip("~?%").split("-")
    written = [str(int(parts[2]))] if len(parts) > 2 else []
    if len(parts) > 1:
        place = "month after a day" if written else "month alone"
        written.append(pgettext(place, MONTHS[int(parts[1]) - 1]))
    date_words = " ".join([*written, parts[0]])
    return _("c. %(date)s") % {"date": date_words} if day[-1] in "~?%" else date_words


def moment_words(moment: datetime) -> str:
    """A moment in UTC, to the minute: `4 Mar 2014, 09:05 UTC`."""
    moment = moment.astimezone(UTC)
    return f"{day_words(moment.date())}, {moment:%H:%M} UTC"


def said_words(row: StatementRow) -> str:
    """When a statement was said, as exactly as it is known: `4 Mar 2014`, `2013`, `published May 2024`, `undated`."""
    if row.said_on is None and row.source.published is not None:
        return _("published %(date)s") % {"date": day_words(row.source.published)}
    return day_words(row.said_on)


def plain_date(day: str | date | None) -> str:
    """An EDTF date as `<time datetime>` takes it: without its mark of doubt."""
    if isinstance(day, date):
        return day.isoformat()
    return (day or "").rstrip("~?%")


def words(value: str) -> str:
    """A word of a vocabulary inside a sentence: `air_base` -> `air base`."""
    return pgettext("vocabulary", str(value).replace("_", " "))


def label(value: str) -> str:
    """A word of a vocabulary on its own: `air_base` -> `Air base`."""
    text = words(value)
    return text[:1].upper() + text[1:]


def subject(title: str) -> str:
    """The title of an agreement without its first words, which are those of every other: for a short label.

    `Agreement on the expansion of the port` -> `Expansion of the port`.
    """
    rest = COMMON_START.sub("", title)
    return rest[:1].upper() + rest[1:] if rest else title


def number(value: float) -> str:
    """`7500.0` -> `7,500`; a fraction keeps at most two digits."""
    text = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.2f}".rstrip("0")
    whole, _point, fraction = text.partition(".")
    whole = whole.replace(",", pgettext("between thousands", ","))
    return whole + pgettext("before a fraction", ".") + fraction if fraction else whole


def counted(count: int, one: str, many: str) -> str:
    """`1, "site", "sites"` -> `1 site`; `53, "site", "sites"` -> `53 sites`, or `53 объекта` to a reader of Russian."""
    return f"{number(count)} {ngettext(one, many, count)}"


def listed(parts: Iterable[str]) -> str:
    """`a`, `a and b`, `a, b and c`."""
    items = [str(part) for part in parts]
    if len(items) < 2:
        return "".join(items)
    return _("%(first)s and %(last)s") % {"first": ", ".join(items[:-1]), "last": items[-1]}


def host(url: str | None) -> str:
    """The site of an address, as a reader names it: `https://www.rferl.org/a/1` -> `rferl.org`."""
    return (urlsplit(url or "").hostname or "").removeprefix("www.")


def kind_shape(kind: str) -> str:
    """The map shape of a base kind."""
    return SHAPES[BaseKind(kind)]


def relative(url: object) -> str:
    """An address of our own without scheme and host, so that a page is the same behind any proxy."""
    parts = urlsplit(str(url))
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def tight(text: str) -> str:
    """Markup on one line, without the blank that a template's line break leaves before a comma."""
    return Markup(re.sub(r"\s+(?=,)", "", " ".join(text.split())))  # noqa: S704 - the text is escaped markup


def shorten(text: str, most: int = 160) -> str:
    """At most `most` characters, cut between words, with an ellipsis where something is missing."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(",;:–- ") + "…"


def span_words(values: Sequence[float]) -> str:
    """The range of several figures: `3,083 to 5,000`, or the one figure."""
    low, high = min(values), max(values)
    if low == high:
        return number(low)
    return _("%(low)s to %(high)s") % {"low": number(low), "high": number(high)}


def lead_in(summary: str) -> str:
    """A summary that goes on from its speaker's name: `Denied that …` -> `denied that …`."""
    return summary[:1].lower() + summary[1:] if summary[1:2].islower() else summary


def is_cyrillic(text: str) -> bool:
    """Whether a name is written in Cyrillic letters, for `lang`."""
    return bool(re.search(r"[Ѐ-ӿ]", text))


def language_name(code: str) -> str:
    """The language of a text, by its ISO 639-1 code: `ru` -> `Russian`; a rare one as its code."""
    names = {
        "ar": _("Arabic"),
        "de": _("German"),
        "en": _("English"),
        "es": _("Spanish"),
        "fa": _("Persian"),
        "fr": _("French"),
        "it": _("Italian"),
        "pl": _("Polish"),
        "pt": _("Portuguese"),
        "ru": _("Russian"),
        "tr": _("Turkish"),
        "uk": _("Ukrainian"),
        "zh": _("Chinese"),
    }
    return names.get(code, code)


FILTERS: dict[str, Callable[..., Any]] = {
    "counted": counted,
    "day_words": day_words,
    "gap_words": gap_words,
    "host": host,
    "is_cyrillic": is_cyrillic,
    "kind_shape": kind_shape,
    "language_name": language_name,
    "lead_in": lead_in,
    "label": label,
    "listed": listed,
    "moment_words": moment_words,
    "name": name,
    "number": number,
    "plain_date": plain_date,
    "relative": relative,
    "said_words": said_words,
    "shorten": shorten,
    "span_words": span_words,
    "tight": tight,
    "words": words,
}
