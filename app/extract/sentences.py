"""Paragraphs and sentences; a quotation is never cut, so a sentence may hold several quoted ones."""

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from app.domain.spans import Span
from app.extract.quotations import Quotation

_PARAGRAPH = re.compile(r"[^\n]+")
# An end of sentence: a stop, closing marks and brackets, then space or (lost space) a capital or a quotation.
_END = re.compile(r"[.!?…]+[)\]”»’\"']*(?=\s|$|[A-ZА-ЯЁ“«\"„])")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(“\"«])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|Rev|St|Jr|Sr|No|vs|etc|Inc|Ltd|Co|Corp"
    r"|MM|Sra|Srta|EE|Gral|Cnel|Tte|Almte|núm|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Mt|Ft|approx|Brig|Cmdr|Hon|Pres"
    r"|г|гг|т|д|им|ул|стр|млн|млрд|тыс|проф|ген|[A-ZА-ЯЁ]|(?:[A-ZА-ЯЁ]\.-)+[A-ZА-ЯЁ]|(?:[A-Za-zА-Яа-я]\.)+[A-Za-zА-Яа-я])\.$"
)
_DOMAIN = re.compile(r"(?:Az|Ru|Com|Org|Net|Info|Ua|Kz|Kg|Tj|Md|Ge|Am)\b")  # "Caliber.Az reports"
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}$|\b[ap]\.m\.$")
# After a quoted question: “Will they stay?” Petrov asked.
_SPEAKER_NEXT = re.compile(
    r"\s+(?:[A-Z][\w.’'-]*\s+){1,4}(?:said|says|told|tells|asked|asks|added|wrote|replied|answered|wondered|tweeted)\b"
)
MAX_SPEAKER = 60  # code points of the name after a quoted question
MAX_ABBREVIATION = 7  # letters that none has
MAX_SENTENCE = 10_000  # code points
_STARTS_LOWER = re.compile(r"\s*[,;]?\s*[a-zа-яё]")


class Sentence(NamedTuple):
    """`span` is stripped of blanks; `paragraph` counts from 0; `quotations` lie inside `span`, in order."""

    span: Span
    paragraph: int
    quotations: tuple[Quotation, ...]


def find_paragraphs(text: str) -> list[Span]:
    """Non-blank lines, stripped."""
    found = []
    for match in _PARAGRAPH.finditer(text):
        stripped = match[0].strip()
        if stripped:
            start = match.start() + match[0].index(stripped[0])
            found.append(Span(start, start + len(stripped)))
    return found


def find_sentences(text: str, paragraphs: list[Span], quotations: list[Quotation]) -> list[Sentence]:
    """Cut paragraphs into sentences, in text order, never inside a quotation that is a part of a sentence.

    What is longer than any sentence, a list or a table that lost its lines, is left out.
    """
    starts = [quotation.outer.start for quotation in quotations]
    found: list[Sentence] = []
    for number, paragraph in enumerate(paragraphs):
        begin = paragraph.start
        for end in (*_ends(text, paragraph, quotations, starts), paragraph.end):
            while begin < end and text[begin].isspace():
                begin += 1
            if begin < end <= begin + MAX_SENTENCE:
                inside = tuple(quotations[bisect_left(starts, begin) : bisect_left(starts, end)])
                found.append(Sentence(Span(begin, end), number, inside))
            begin = end
    return found


def _ends(text: str, paragraph: Span, quotations: list[Quotation], starts: list[int]) -> list[int]:
    ends: list[int] = []
    for match in _END.finditer(text, paragraph.start, paragraph.end):
        end = match.end()
        at = bisect_right(starts, match.start()) - 1
        if at + 1 < len(starts) and match.start() < starts[at + 1] < end:
            end = starts[at + 1]  # `discussions."We`: the mark opens the next sentence
        if end >= paragraph.end:
            continue
        inside = (
            quotations[at]
            if at >= 0 and quotations[at].outer.start <= match.start() < quotations[at].outer.end
            else None
        )
        if inside is not None:
            if end < inside.outer.end:
                continue
            if _STARTS_LOWER.match(text, end) or text[inside.span.end - 1] not in ".!?…":
                continue
            if _SPEAKER_NEXT.match(text, end, min(paragraph.end, end + MAX_SPEAKER)):
                continue
            end = inside.outer.end
        elif _is_no_end(text, match.start(), end, paragraph):
            continue
        # `He said: "…."` then more; a mark that opens the next sentence is not ours.
        if end > paragraph.start and (not ends or end > ends[-1]):
            ends.append(end)
    return ends


def _is_no_end(text: str, start: int, end: int, paragraph: Span) -> bool:
    if _STARTS_LOWER.match(text, end):
        return True
    if text[start] != ".":
        return False
    if text[start : start + 3] == "..." and end < len(text) and text[end].isspace() is False:
        return True
    left = text[max(paragraph.start, start - 12) : start + 1]
    long = start - paragraph.start >= MAX_ABBREVIATION and left[-MAX_ABBREVIATION - 1 : -1].isalpha()
    if long or (_ABBREVIATION.search(left) is None and _INITIALS.search(left) is None):
        # A stop without a space after it ends a sentence only between a word and a capital: "activities.Moscow".
        glued = end < paragraph.end and not text[end].isspace() and text[end] not in '“«"„'
        if glued and _DOMAIN.match(text, end):
            return True
        return glued and not (text[start - 1].islower() and end + 1 < len(text) and text[end + 1].islower())
    following = text[end : end + 14].lstrip()
    # "U.S. The": an abbreviation at a sentence's end is followed by a word that only starts sentences.
    opener = re.match(r"(?:The|He|She|It|They|In|On|But|This|That|We|Earlier|However|Meanwhile)\b", following)
    return not (opener and _INITIALS.search(left))
