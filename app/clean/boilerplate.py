"""Which lines of a page's text are the article, and which are the page around it.

A removed paragraph of the article is worse than a kept line of navigation: a rule takes a line of running
text only when the line itself shows what it is.
"""

import re

from app.clean.datelines import find_dateline
from app.clean.furniture import DECORATION, SPEECH, is_furniture, strip_inline
from app.clean.lexicon import lexicon
from app.clean.lines import count_words, ends_sentence, folded, is_prose, is_short
from app.clean.written_dates import find_dates

_JOINERS = frozenset("'’-.")
_PART = re.compile(r"\w+")
_BULLET = re.compile(r"^(?:[-–—•*·▪►■]|\d+[.)])\s*")
_CAPTION = re.compile(
    r"\((?:R|L|C|(?:far )?(?:left|right)|cent(?:er|re)|file (?:picture|image|photo)|pictured(?: here)?)\)"
)
_LISTED = re.compile(r"^(?:[-–—•*·▪►■]\s*)?(?:\d{1,2}[.):]?\s|\d{1,2}:\d\d)|^[-•*·▪►■]\s")
_BROKEN_OFF = re.compile(r"(?:\.\.\.|…)\s*(?:\[[+…]\]|read more)?$", re.IGNORECASE)


def body_lines(lines: list[str]) -> list[str]:
    """The lines of the article, in order."""
    lines = _without_appeals([line for line in map(strip_inline, lines) if line])
    lines = _without_related(lines)
    lines = _without_captions(_until_end(lines))
    lines = [line for line in lines if not is_furniture(line)]
    return _without_lists(lines)


def _without_appeals(lines: list[str]) -> list[str]:
    """Drop each run of lines that asks for money, a subscription or a membership."""
    lex = lexicon()
    kept: list[str] = []
    i = 0
    while i < len(lines):
        if is_short(lines[i], 60) and lex.appeal.match(lines[i].lower()) and not SPEECH.match(lines[i]):
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
        short = is_short(lines[i], 200)
        line = lines[i].lower()
        if short and (lex.appeal_word.search(line) or lex.line.fullmatch(line)):
            last = i
    return last + 1


def _is_lone_appeal(line: str) -> bool:
    """An appeal without a header: two of its words in a short text, or one in a very short one, nobody
    quoted."""
    words = count_words(line)
    if not is_short(line, 80) or SPEECH.search(line):
        return False
    lex = lexicon()
    lower = line.lower()
    if lex.appeal_person.isdisjoint(_words(line)) or (words >= 10 and lex.said.search(lower)):
        return False
    hits = {match[0] for match in lex.appeal_word.finditer(lower)}
    return len(hits) >= (1 if words <= 8 and not ends_sentence(line) else 2 if words <= 40 else 3)


def _words(line: str) -> list[str]:
    """The words of a line; what an apostrophe or a hyphen joins is two."""
    words = folded(line)
    return words.split() if _JOINERS.isdisjoint(words) else _PART.findall(words)


def _without_related(lines: list[str]) -> list[str]:
    """Drop lead-ins to other articles and the headlines under them.

    "Read also: headline" goes alone; under a bare header the following headlines go too; under the header
    of a list
    ("Latest news") also the teasers between them, until two paragraphs in a row or the last line of the
    page show
    that the article goes on.
    """
    lex = lexicon()
    kept: list[str] = []
    i = 0
    while i < len(lines):
        short = is_short(lines[i], 40)
        line = lines[i].lower()
        related = lex.related.fullmatch(line) if short else None
        listed = lex.listed.fullmatch(line) if short else None
        if related is None and listed is None:
            kept.append(lines[i])
        i += 1
        if listed is not None:
            i = _end_of_list(lines, i)
        elif related is not None and count_words(related["rest"] or "") == 0:
            i = _next_prose(lines, i)
    return kept


def _without_captions(lines: list[str]) -> list[str]:
    """Drop captions that show themselves ("X (R) meets Y", "(file picture)", one line twice) and what goes on with one.

    Neither ends like a sentence; an inner heading is shorter than the second line of a caption.
    """
    kept: list[str] = []
    after_caption = False
    for line in lines:
        if kept and line == kept[-1] and not ends_sentence(line):
            kept.pop()  # a picture's words and its caption: neither is the article's
            continue
        if not ends_sentence(line) and is_short(line, 40):
            if _CAPTION.search(line):
                after_caption = True
                continue
            if after_caption and count_words(line) >= 6:
                after_caption = False
                continue
        after_caption = False
        kept.append(line)
    return kept


def _next_prose(lines: list[str], start: int) -> int:
    return next((i for i in range(start, len(lines)) if _is_paragraph(lines[i])), len(lines))


def _end_of_list(lines: list[str], start: int) -> int:
    """Index of the first line after a list of headlines, times and teasers."""
    i = _next_prose(lines, start)
    while i < len(lines):
        if find_dateline(lines[i]) is not None:
            return i  # an agency's story begins, whatever stands after it
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
    """Cut at the first header after which a page has only comments or its foot; never before the article began.

    A bare "Comments" may be a counter above the text: it cuts only where most of the text stands before it.
    """
    lex = lexicon()
    words = [count_words(line) if is_prose(line) else 0 for line in lines]
    before, after = 0, sum(words)
    for i, line in enumerate(lines):
        before, after = before + (words[i - 1] if i else 0), after - words[i]
        if not before or not is_short(line, 25):
            continue
        core = line.strip(DECORATION).lower()
        if lex.end.fullmatch(core):
            return lines[:i]
        if lex.comments.fullmatch(core) and (before >= 80 or before >= after):
            return lines[:i]
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
    if len(tail) == 1 and (count_words(tail[0]) >= 12 or SPEECH.search(tail[0])):
        kept += tail
    return kept


def _kept_of_run(run: list[str]) -> list[str]:
    """Inner headings, bullets and short replies stay; three and more labels in a row, or lower-case tags,
    do not."""
    labels = [
        line for line in run if count_words(line) <= 4 and not ends_sentence(line) and not _BULLET.match(line)
    ]
    if len(labels) >= 3 and len(labels) > len(run) // 2:
        run = [line for line in run if line not in labels and not line.islower()]
    return [
        line for line in run if not (line.islower() and count_words(line) <= 3 and not ends_sentence(line))
    ]
