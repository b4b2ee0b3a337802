"""Title, publisher, date and language of an article: what the adder gave, else what the page says, else the URL."""

import re
from dataclasses import dataclass

from app.clean.boilerplate import is_date_line, is_furniture
from app.clean.datelines import find_dateline
from app.clean.lines import count_words, ends_sentence, folded, is_prose
from app.clean.urls import slug_words
from app.clean.written_dates import find_dates

_PUBLISHED = re.compile(
    r"publi|posted|first|date|опублик|дата|размещ|добавл|оприлюдн|дата|fecha|publié|created|issued|veröffentlicht",
    re.I,
)
_UPDATED = re.compile(r"updat|modif|обновл|измен|оновл|actualiz|atualiz|mis à jour|aktualisiert", re.I)
_SITE = re.compile(r"\s+(?:[|»•·]|[-–—])\s+(?P<site>[^|»•·–—]{2,50})$")
MAX_TITLE = 300  # code points


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """What a page says of itself; any may be missing. `published` is EDTF."""

    title: str | None = None
    published: str | None = None
    site: str | None = None
    url: str | None = None


def date_in_text(lines: list[str], *, language: str) -> str | None:
    """The date of publication that the text itself gives: a date line at its head, a dateline, a labelled date.

    Dates inside sentences are events, not publication, and are left alone.
    """
    day_first = None if language == "en" else True
    head = next((i for i, line in enumerate(lines) if is_prose(line)), len(lines))
    found: list[tuple[int, str]] = []
    for i, line in enumerate(lines):
        in_head = i <= head
        if count_words(line) > 30 or not (in_head or _PUBLISHED.search(line)):
            continue
        if is_date_line(line) or (is_furniture(line) and not is_prose(line)):
            if dates := find_dates(line, day_first=day_first):
                rank = 0 if _PUBLISHED.search(line) and in_head else 1 if in_head else 3
                found.append((rank + (1 if _UPDATED.search(line) else 0), dates[0].edtf))
    if found:
        return min(found, key=lambda entry: entry[0])[1]
    for line in lines[head : head + 3]:
        dateline = find_dateline(line)
        if dateline and dateline.published:
            return dateline.published
    return None


def title_in_text(lines: list[str], *, url: str | None) -> str | None:
    """The headline in a text: the line that the URL's slug spells, else the first headline-like line at its head."""
    if url is not None:
        slug = slug_words(url)
        if len(slug) >= 3:
            best = max(lines, key=lambda line: _likeness(line, slug), default="")
            if _likeness(best, slug) >= 0.7:
                return best
    for line in lines:
        if is_prose(line) and not (line.endswith("?") and count_words(line) <= 20):
            return None
        if (
            4 <= count_words(line)
            and len(line) <= MAX_TITLE
            and not line.endswith(".")
            and not is_furniture(line)
        ):
            return line
    return None


def _likeness(line: str, slug: frozenset[str]) -> float:
    """Share of words in common between a headline and a slug, by the larger of the two."""
    if not 3 <= count_words(line) <= 30 or (line.endswith(".") and count_words(line) > 15):
        return 0.0
    words = {w for w in re.findall(r"[^\W\d_]{2,}", re.sub(r"['’]", "", line.lower()))}
    return len(words & slug) / max(len(words), len(slug))


def plain_title(title: str, *, publisher: str | None, site: str | None = None) -> str:
    """The title without the name of the site after it: `X | The Example Times` -> `X`."""
    title = " ".join(title.split())
    while (match := _SITE.search(title)) is not None:
        tail, label = folded(match["site"]).replace(" ", ""), (publisher or "").split(".")[0].replace("-", "")
        is_site = (
            "|" in match[0]
            or "»" in match[0]
            or (label and (label in tail or tail in label))
            or (site and folded(site).replace(" ", "") in (tail, tail + "com"))
        )
        if not is_site or count_words(title[: match.start()]) < 3:
            break
        title = title[: match.start()]
    return title[:MAX_TITLE].strip()


def is_headline(line: str) -> bool:
    """True for a line of 3 to 30 words that ends like no sentence."""
    return 3 <= count_words(line) <= 30 and not ends_sentence(line)
