"""Title, publisher, date and language of an article: what the adder gave, else what the page says, else
the URL."""

import re
from dataclasses import dataclass

from app.clean.datelines import find_closing, find_dateline
from app.clean.furniture import is_date_line, is_furniture
from app.clean.lines import count_words, folded, is_prose, is_short
from app.clean.urls import slug_words
from app.clean.written_dates import find_dates
from app.domain.dates import first_day, is_edtf

# Parts of words, in lower case.
_PUBLISHED = (
    "publi", "posted", "first", "date", "опублик", "дата", "размещ", "добавл", "оприлюдн", "fecha", "created", "issued",
    "veröffentlicht",
)  # fmt: skip
_UPDATED = ("updat", "modif", "обновл", "измен", "оновл", "actualiz", "atualiz", "mis à jour", "aktualisiert")
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|"
    r"понеділок|вівторок|середа|п.ятниця|субота|неділя|lunes|martes|miércoles|jueves|viernes|sábado|domingo|"
    r"lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_STAMP = re.compile(r"\s*date\s+(?P<date>\d{4}(?:-\d\d){0,2})(?=\s|$)")
_SITE = re.compile(r"\s+(?:[|»•·]|[-–—])\s+(?P<site>[^|»•·–—]{2,50})$")
_LIKE = 0.7  # of the words of a slug and a headline, those that both have
MAX_TITLE = 300  # code points


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself; any may be missing. `published` is EDTF."""

    title: str | None = None
    published: str | None = None
    site: str | None = None
    url: str | None = None
    titles: tuple[str, ...] = ()  # every form of the headline that the page gives
    body: str | None = None  # the article's text as the page's data has it


def split_stamp(text: str) -> tuple[str | None, str]:
    """A text dump may begin with `date 2023-06-06`: that date (EDTF) or None, and the text after it."""
    match = _STAMP.match(text)
    if match is None or not is_edtf(match["date"]):
        return None, text
    return match["date"], text[match.end() :]


def published_date(stated: list[str | None], lines: list[str]) -> str | None:
    """The first date of `stated`; one that names no day takes it from a later one, or from the dateline,
    that agrees."""
    known = [date for date in stated if date is not None]
    if not known:
        return None
    best = known[0]
    for other in known[1:]:
        if other.startswith(f"{best}-"):
            best = other
    if len(best) < len("2023-06-06"):
        for line in [line for line in lines if is_prose(line)][:3]:
            dateline = find_dateline(line)
            if dateline and dateline.month_day:
                day = f"{best[:4]}-{dateline.month_day[0]:02d}-{dateline.month_day[1]:02d}"
                return day if day.startswith(best) and is_edtf(day) else best
    return best


def date_in_text(
    lines: list[str], *, language: str, title: str | None = None, in_url: str | None = None
) -> str | None:
    """The date of publication that the text itself gives: a date line at its head, a dateline, a labelled
    date.

    Dates inside sentences are events, not publication, and are left alone; so is the date of the day on
    which the
    page was saved: an unlabelled one with a weekday above the headline, or one later than the URL's by a
    week and more.
    """
    day_first = None if language == "en" else True
    head = next((i for i, line in enumerate(lines) if is_prose(line)), len(lines))
    above = next((i for i, line in enumerate(lines[:head]) if line == title), 0)
    found: list[tuple[int, str]] = []
    for i, line in enumerate(lines):
        in_head = i <= head
        if not _DIGIT.search(line) or not is_short(line, 30) or not (in_head or _holds(line, _PUBLISHED)):
            continue
        stands_alone = is_date_line(line) or (is_furniture(line) and not is_prose(line))
        if stands_alone and (dates := find_dates(line, day_first=day_first)):
            if not _holds(line, _PUBLISHED) and _is_day_of_saving(
                line, dates[0].edtf, in_url, above_title=i <= above
            ):
                continue
            rank = 0 if _holds(line, _PUBLISHED) and in_head else 1 if in_head else 3
            found.append((rank + (1 if _holds(line, _UPDATED) else 0), dates[0].edtf))
    if found:
        return min(found, key=lambda entry: entry[0])[1]
    for line in lines[head : head + 3]:
        dateline = find_dateline(line)
        if dateline and dateline.published:
            return dateline.published
        if closing := find_closing(line):
            return closing[1]
    return None


def _holds(line: str, words: tuple[str, ...]) -> bool:
    return any(map(line.lower().__contains__, words))


def date_in_title(title: str | None) -> str | None:
    """The date with which a title ends, as those of briefings do: "Briefing by …, Moscow, June 29, 2017"."""
    dates = find_dates(title) if title else []
    return dates[-1].edtf if title and dates and dates[-1].end >= len(title) - 1 else None


def _is_day_of_saving(line: str, found: str, in_url: str | None, *, above_title: bool) -> bool:
    if in_url is not None and found.startswith(in_url):
        return False
    if in_url is not None and len(in_url) == len(found):
        return (first_day(found) - first_day(in_url)).days >= 7
    return above_title and _WEEKDAY.search(line) is not None


def title_in_text(lines: list[str], *, url: str | None) -> str | None:
    """The headline in a text: the line that the URL's slug spells, else the first headline-like line at
    its head."""
    if url is not None:
        slug = slug_words(url)
        if len(slug) >= 3:
            best = max(lines, key=lambda line: _likeness(line, slug), default="")
            if _likeness(best, slug) >= _LIKE:
                return best
    head = next((i for i, line in enumerate(lines) if is_prose(line) and not _may_head(line)), len(lines))
    candidates = [line for line in lines[:head] if _could_be_title(line)]
    body = {word[:5] for line in lines[head : head + 4] for word in folded(line).split() if len(word) >= 3}
    told = [line for line in candidates if len({word[:5] for word in folded(line).split()} & body) >= 2]
    return next(iter(told or candidates), None)


def _may_head(line: str) -> bool:
    """A question, or a name and the words it said ("Lavrov: “No bases”"), ends like a sentence and may be
    a headline."""
    quotes = re.search(r"^[^\"«“„].*[^.!?,][\"»”]$", line) is not None
    return count_words(line) <= 18 and (line.endswith("?") or quotes)


def _could_be_title(line: str) -> bool:
    words = folded(line).split()
    return (
        len(words) >= 4
        and len(line) <= MAX_TITLE
        and not line.endswith(".")
        and len(set(words)) > 0.7 * len(words)  # tags say one name twice
        and not is_furniture(line)
    )


def _likeness(line: str, slug: frozenset[str]) -> float:
    """Share of words in common between a headline and a slug, by the larger of the two; 0 where it is under _LIKE."""
    if not 3 <= count_words(line) <= 30 or (line.endswith(".") and count_words(line) > 15):
        return 0.0
    plain = line.lower().replace("'", "").replace("’", "")
    if sum(map(plain.__contains__, slug)) < _LIKE * len(slug):
        return 0.0
    words = set(re.findall(r"[^\W\d_]{2,}", plain))
    return len(words & slug) / max(len(words), len(slug))


def plain_title(title: str, *, publisher: str | None, site: str | None = None) -> str:
    """The title without the name of the site after it: `X | The Example Times` -> `X`."""
    title = " ".join(title.split())
    while (match := _SITE.search(title)) is not None:
        tail, label = folded(match["site"]).replace(" ", ""), (publisher or "").split(".")[0].replace("-", "")
        is_site = (
            (count_words(title[: match.start()]) >= 3 and ("|" in match[0] or "»" in match[0]))
            or (label and len(tail) >= 3 and (label in tail or tail in label))
            or (site and folded(site).replace(" ", "") in (tail, tail + "com"))
        )
        if not is_site:
            break
        title = title[: match.start()]
    return title[:MAX_TITLE].strip()
