"""Which lines of a page's text are the article, and which are the page around it.

A removed paragraph of the article is worse than a kept line of navigation: a rule takes a line of running text only
when the line itself shows what it is.
"""

import re
from collections import Counter

from app.clean.lexicon import lexicon
from app.clean.lines import count_words, ends_sentence, folded, is_prose
from app.clean.written_dates import find_dates, find_month_day

_MACHINE = re.compile(
    r"""(?:
      \[/?(?:ad|adrotate|advert\w*|caption|gallery|embed|video|audio|media|image|photo|quads|shortcode|sc|wp\w*|
            social|related|newsletter|toc|ads?by\w*|google\w*|divider|row|column|vc_\w+|et_pb_\w+|/?\w+_\w+)
            [^\]]*\]\s*
    | (?:date\s+[\d-]+\s+)?/?https?(?:://|%3A)\S+ | www\.\S+ | \S+\.(?:jpe?g|png|gif|webp|svg|mp4|pdf|html?)(?:\?\S*)?
    | (?:/html(?:/\S*|\b)\s*)+ | /{1,2}\w+(?:\[@[^\]]*\])?(?:/\S+)+
    | (?:\d{2,5}\s*[x×*]?\s*){1,3}(?:true|false|px)?
    | (?:true|false|null|undefined|none|nan|n/a)
    | [\W_\d]+
    | \#\w+(?:[\s,]+\#\w+)*
    | @\w+(?:[\s,]+@\w+)*
    | [<{][^>}]*[>}]
    | (?:var|function|window|document|jQuery|googletag|\$)\b[^.!?]*[({=].*
    | .{0,80}\{\s*[\w-]+\s*:[^}]*\}.*
    | (?:0?\d|1\d|2[0-3])[:.]\d\d(?:\s?(?:am|pm|h|hs|мск|gmt|utc|msk))?
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_INLINE_MACHINE = re.compile(
    r"\s*(?:\[/?(?:ad|adrotate|caption|quads|embed|gallery)(?:_\d+)?(?:\s[^\]]*)?\]|\[(?:…|\.\.\.)?read more\]?)\s*",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")
_PHONE = re.compile(r"(?<![\w-])\+?\d[\d\s()-]{7,}\d(?!\w)")
_AGENCIES = (
    "Reuters|AFP|AP|EPA|EFE|TASS|ТАСС|РИА Новости|RIA Novosti|Sputnik|Getty(?: Images)?|Shutterstock|AP Photo|"
    "Anadolu(?: Agency)?|Xinhua|DPA|dpa|REUTERS|EPA-EFE|UPI|NurPhoto|Bloomberg|ИТАР-ТАСС|Коммерсантъ|RFE/RL|"
    "Wikimedia Commons|Wikipedia|Flickr|iStock|Depositphotos|Alamy|Creative Commons|Public Domain|AA|Pool|pool|"
    "Telegram|Twitter|X|YouTube|Facebook|Instagram"
)
_GLUED = re.compile(
    r"^(?:(?:Read on the website [A-Z]\w+ [A-Z][a-z]+|Підписатися|Подписаться|Subscribe|Реклама|Advertisement|Publicidad)"
    r"(?=[A-ZА-ЯІЇЄ][a-zа-яіїє])|Узнайте больше в полной версии\s?➞\s?"
    rf"|(?:[^.!?\n]{{2,80}}[.,]\s)?(?:Фото|Photo|Foto|Image):\s(?:{_AGENCIES})\s(?=[A-ZА-ЯІЇЄ][\w-]+\s[\w-]+\s))"
)
_CAPTION_END = re.compile(
    rf"(?:[\[(](?:file(?: photo)?|photo|image|foto|фото|credit|courtesy|архив|via|©)?[:\s]*[^\])]{{0,80}}(?:{_AGENCIES})"
    rf"[^\])]{{0,30}}[\])]|©\s?[^.]{{2,80}}|(?:photo|image|foto|фото|credit|picture)\s?(?:by|:|/)\s?[^.]{{2,60}}"
    rf"|(?:/|\||—|–)\s?(?:{_AGENCIES})(?:\s?/\s?\w[\w ]{{1,30}})?)[.\s]*$"
)
_CREDIT = re.compile(
    rf"(?:[\w.'’ -]{{2,40}}\s?(?:/|\||—|–|-|via|for)\s?)?(?:{_AGENCIES})(?:\s?(?:/|\||,|via)\s?[\w.'’ /-]{{2,50}})?\.?"
)
_BYLINE = re.compile(
    r"(?:by|von|par|por|da|автор|text by)\s+(?-i:[A-ZА-ЯЁÀ-Þ])[\w.'’-]+(?:\s+(?:(?:and|y|et|e|и|,|&|de|van|von|al|bin)\s+)*"
    r"(?-i:[A-ZА-ЯЁÀ-Þ])[\w.'’-]*){0,7}(?:\s?[,|/–—-].{0,60})?",
    re.IGNORECASE,
)
_DECORATION = " -–—•*·|>»→#[]()~=_+"
_BULLET = re.compile(r"^(?:[-–—•*·▪►■]|\d+[.)])\s*")
_LISTED = re.compile(r"^(?:[-–—•*·▪►■]\s*)?(?:\d{1,2}[.):]?\s|\d{1,2}:\d\d)|^[-•*·▪►■]\s")
_BROKEN_OFF = re.compile(r"(?:\.\.\.|…)\s*(?:\[[+…]\]|read more)?$", re.IGNORECASE)
_SPEECH = re.compile(r"[\"«»“”„]")
_DAY_AND_TIME = re.compile(
    r"[\W_]*(?:\d{1,2}\s\w{3,10}\.?|\w{3,10}\.?\s\d{1,2})(?:\W{1,3}(?:\w{1,2}\s)?\d{1,2}[:.]\d\d.{0,12})?"
)
_LABEL_LEFT = 4  # letters-only words beside a date that are still no sentence


def strip_inline(line: str) -> str:
    """The line without what is glued into it: shortcodes (`[ad_1]`), a button's or a picture's words at its start."""
    if "[" in line:
        line = _INLINE_MACHINE.sub(" ", line).strip()
    return _GLUED.sub("", line, count=1)


def is_date_line(line: str, *, day_first: bool | None = None) -> bool:
    """True for a line that holds a date or time, and beside it only labels, a name or a place."""
    if count_words(line) > 20 or not any(c.isdigit() for c in line):
        return False
    dates = find_dates(line, day_first=True if day_first is None else day_first)
    if not dates:
        return _DAY_AND_TIME.fullmatch(line) is not None and find_month_day(line) is not None
    rest = line
    for date in reversed(dates):
        rest = f"{rest[: date.start]} {rest[date.end :]}"
    rest = lexicon().label.sub(" ", rest)
    words = re.findall(r"[^\W\d_]{2,}", rest)
    return len(words) <= _LABEL_LEFT and not (ends_sentence(line) and len(words) > 2)


def is_furniture(line: str) -> bool:
    """True for a line that is never part of an article, wherever it stands."""
    if _MACHINE.fullmatch(line):
        return True
    words = count_words(line)
    lex = lexicon()
    core = line.strip(_DECORATION)
    if words <= 60 and (lex.line.fullmatch(line) or lex.line.fullmatch(core)):
        return True
    if (
        words <= 40
        and lex.start.match(line)
        and not (_SPEECH.search(line) and ends_sentence(line) and words > 20)
    ):
        return True
    if words <= 45 and _CAPTION_END.search(line) and not _is_dateline(line):
        return True
    if _CREDIT.fullmatch(line) or (words <= 14 and not ends_sentence(line) and _BYLINE.fullmatch(line)):
        return True
    if (
        _EMAIL.search(line)
        and (words <= 12 or _PHONE.search(line))
        and not (ends_sentence(line) and words > 8)
    ):
        return True
    if words <= 8 and not ends_sentence(line) and _PHONE.search(line) and not find_dates(line):
        return True
    return is_date_line(line)


def _is_dateline(line: str) -> bool:
    return bool(re.match(r"[^.]{2,60}[(/]", line)) and is_prose(line) and count_words(line) > 25


def body_lines(lines: list[str]) -> list[str]:
    """The lines of the article, in order."""
    lines = _without_appeals([line for line in map(strip_inline, lines) if line])
    lines = _without_related(lines)
    lines = _until_end(lines)
    lines = [line for line in lines if not is_furniture(line)]
    return _without_lists(lines)


def _without_appeals(lines: list[str]) -> list[str]:
    """Drop each run of lines that asks for money, a subscription or a membership."""
    lex = lexicon()
    kept: list[str] = []
    i = 0
    while i < len(lines):
        if count_words(lines[i]) <= 60 and lex.appeal.match(lines[i]) and not _SPEECH.match(lines[i]):
            i = _end_of_appeal(lines, i)
        elif _is_lone_appeal(lines[i]):
            i += 1
        else:
            kept.append(lines[i])
            i += 1
    return kept


def _end_of_appeal(lines: list[str], start: int) -> int:
    """Index after the last line of the appeal; one line in between may be without its words."""
    lex = lexicon()
    last = start
    for i in range(start + 1, len(lines)):
        if i - last > 2:
            break
        if lex.appeal_word.search(lines[i]) or lex.line.fullmatch(lines[i]):
            last = i
    return last + 1


def _is_lone_appeal(line: str) -> bool:
    """An appeal without a header: two of its words in a short text, or one in a very short one, nobody quoted."""
    words = count_words(line)
    if words > 80 or _SPEECH.search(line):
        return False
    hits = {match[0].lower() for match in lexicon().appeal_word.finditer(line)}
    return len(hits) >= (1 if words <= 8 and not ends_sentence(line) else 2 if words <= 40 else 3)


def _without_related(lines: list[str]) -> list[str]:
    """Drop lead-ins to other articles and the headlines under them.

    "Read also: headline" goes alone; under a bare header the following headlines go too; under the header of a list
    ("Latest news") also the teasers between them, until two paragraphs in a row or the last line of the page show
    that the article goes on.
    """
    lex = lexicon()
    kept: list[str] = []
    i = 0
    while i < len(lines):
        short = count_words(lines[i]) <= 40
        related = lex.related.fullmatch(lines[i]) if short else None
        listed = lex.listed.fullmatch(lines[i]) if short else None
        if related is None and listed is None:
            kept.append(lines[i])
        i += 1
        if listed is not None:
            i = _end_of_list(lines, i)
        elif related is not None and count_words(related["rest"] or "") == 0:
            i = _next_prose(lines, i)
    return kept


def _next_prose(lines: list[str], start: int) -> int:
    return next((i for i in range(start, len(lines)) if _is_paragraph(lines[i])), len(lines))


def _end_of_list(lines: list[str], start: int) -> int:
    """Index of the first line after a list of headlines, times and teasers."""
    i = _next_prose(lines, start)
    while i < len(lines):
        is_last = i == len(lines) - 1 or (i == start and not any(map(is_prose, lines[i + 1 :])))
        if is_last or _is_paragraph(lines[i + 1]):
            return i
        i = _next_prose(lines, i + 1)
    return i


def _is_paragraph(line: str) -> bool:
    """Running text of an article, not a headline that ends in a mark, nor a teaser that breaks off."""
    return (
        is_prose(line) and count_words(line) >= 9 and not _LISTED.match(line) and not _BROKEN_OFF.search(line)
    )


def _until_end(lines: list[str]) -> list[str]:
    """Cut at the first header after which a page has only comments or its foot; never before the article began."""
    end = lexicon().end
    prose = 0
    for i, line in enumerate(lines):
        if prose >= 1 and count_words(line) <= 25 and end.fullmatch(line.strip(_DECORATION)):
            rest = sum(is_prose(x) and count_words(x) >= 20 for x in lines[i:])
            if rest <= prose or i > len(lines) // 2:
                return lines[:i]
        prose += is_prose(line)
    return lines


def _without_lists(lines: list[str]) -> list[str]:
    """Drop runs of short lines that are no sentences: menus before the text, tags and headlines after it."""
    prose = [i for i, line in enumerate(lines) if is_prose(line)]
    if not prose:
        return lines
    first, last = prose[0], prose[-1]
    kept = [line for line in lines[:first] if count_words(line) >= 8 and not find_dates(line[-24:])]
    i = first
    while i <= last:
        run = i
        while run <= last and not is_prose(lines[run]):
            run += 1
        if run == i:
            kept.append(lines[i])
            i += 1
            continue
        kept += _kept_of_run(lines[i:run])
        i = run
    tail = lines[last + 1 :]
    # A last paragraph may have lost its full stop; headlines of other articles come in rows.
    if len(tail) == 1 and (count_words(tail[0]) >= 12 or _SPEECH.search(tail[0])):
        kept += tail
    return kept


def _kept_of_run(run: list[str]) -> list[str]:
    """Inner headings, bullets and short replies stay; three and more labels in a row, or lower-case tags, do not."""
    labels = [
        line for line in run if count_words(line) <= 4 and not ends_sentence(line) and not _BULLET.match(line)
    ]
    if len(labels) >= 3 and len(labels) > len(run) // 2:
        run = [line for line in run if line not in labels and not line.islower()]
    return [
        line for line in run if not (line.islower() and count_words(line) <= 3 and not ends_sentence(line))
    ]


def without_repeats(lines: list[str]) -> list[str]:
    """Of two paragraphs that say the same, keep one: the longer where one holds the other, else the first."""
    keys = [folded(line) for line in lines]
    everything = f" {' | '.join(keys)} "
    seen: set[str] = set()
    kept: list[str] = []
    for line, key in zip(lines, keys, strict=True):
        words = count_words(line)
        if words >= 5 and key in seen:
            continue
        seen.add(key)
        if words >= 8 and _is_held_by_longer(key, everything):
            continue
        kept.append(line)
    return _without_standfirst(kept)


def _without_standfirst(lines: list[str]) -> list[str]:
    """Drop an opening paragraph that the next one or two open with again in nearly the same words."""
    for i, line in enumerate(lines[:3]):
        words = folded(line).split()
        for other in lines[i + 1 : i + 3]:
            opening = folded(other).split()[: len(words) + 2]
            shared = sum((Counter(words) & Counter(opening)).values())
            if len(words) >= 8 and shared >= 0.85 * len(words):
                return lines[:i] + lines[i + 1 :]
    return lines


def _is_held_by_longer(key: str, everything: str) -> bool:
    """True when `key` stands inside a longer paragraph: with words, not paragraph marks, on one side at least."""
    at = everything.find(f" {key} ")
    while at >= 0:
        before, after = everything[:at], everything[at + len(key) + 2 :]
        if not (before.endswith("|") or not before) or not (after.startswith("|") or not after):
            return True
        at = everything.find(f" {key} ", at + 1)
    return False
