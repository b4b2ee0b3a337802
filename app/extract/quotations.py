"""Quotations: the runs of text between quotation marks, in every style, with lost marks mended where safe."""

import re
from typing import NamedTuple

from app.domain.spans import Span

# Opening mark -> the marks that may close it.
_PAIRS = {"“": '”"', "„": '“”"', "«": "»", "‘": "’", '"': '"”', "”": "”"}
_FOREIGN = {"«": "”", "“": "»"}  # closes too, after a comma or a stop
_AFTER_CLOSING = " \u00a0,.;:)"
_MARK = re.compile(r"''|‘‘|’’|[“”„«»\"‘’']")
_WORD = re.compile(r"\w+")
# After a quotation that lost its closing mark: `, he said` or `, said X`.
_REPORTS = re.compile(r",? (?:said|told|stated|announced) ")
_TAIL = re.compile(
    r",\s+(?:he|she|they|[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+)*)?\s?(?:said|says|added|told|noted|stated)\b"
)
# A line of dialogue without quotation marks, with the place where the writer breaks in.
_DIALOGUE = re.compile(r"([–—-]\s+)(?=[^\W\d_a-zà-ÿа-яё])[^“”„«»\"\n]{1,3000}?[,?!…]\s+[–—-]\s+[a-zà-ÿа-яё]")
_SINGLE_PARTNER = re.compile(r"[\w.,!?]'(?=[\s,.;:)!?]|$)")
_SINGLE_REACH = 400  # code points
MAX_QUOTATION = 6_000  # code points; a longer one is a lost mark


class Quotation(NamedTuple):
    """`span` is the quoted words without their marks; `outer` includes the marks that the text has."""

    span: Span
    outer: Span
    closed: bool  # False: its closing mark is missing, so its end is a guess
    words: int


def outer_start(quotation: Quotation) -> int:
    """The key by which quotations are in order."""
    return quotation.outer.start


def find_quotations(text: str, paragraphs: list[Span]) -> list[Quotation]:
    """Find quotations, in text order, never overlapping and never crossing a paragraph.

    A quotation that goes on over several paragraphs is one per paragraph: each opens with a mark, the last
    one closes. A mark that opens and never closes runs to `, he said` or to the paragraph's end.
    """
    found: list[Quotation] = []
    broken = ""  # the straight mark that the paragraph before opened and did not close
    for paragraph in paragraphs:
        inside = _in_paragraph(text, paragraph, broken)
        found.extend(inside)
        last = inside[-1] if inside else None
        open_end = last is not None and not last.closed and last.outer.end == paragraph.end
        broken = text[last.outer.start] if last is not None and open_end else ""
    return found


def _in_paragraph(text: str, paragraph: Span, broken: str) -> list[Quotation]:
    """`broken`: a mark that goes on from the paragraph before, where a line break fell into a quotation."""
    found: list[Quotation] = []
    dialogue = _DIALOGUE.match(text, paragraph.start, paragraph.end)
    if (
        dialogue is not None
    ):  # "— Нет, — сказал он. — Не планируем.": the speaker's words until the writer breaks in
        _append(found, text, dialogue.end(1), paragraph.end, paragraph.start, paragraph.end, True)
        return found
    opened: int | None = None  # index just after the opening mark
    outer = 0
    closers = ""
    depth = 0  # of quotations inside the open one
    for mark in _MARK.finditer(text, paragraph.start, paragraph.end):
        at, end, sign = mark.start(), mark.end(), mark[0]
        if len(sign) == 2:
            sign = '"'
        before = text[at - 1] if at > paragraph.start else " "
        after = text[end] if end < paragraph.end else " "
        if opened is None:
            if sign in _PAIRS and _opens(sign, before, after):
                opened, outer, closers = end, at, _PAIRS[sign]
            elif (
                sign == "'"
                and before in " (\u00a0"
                and after.isalpha()
                and _single_closes(text, end, paragraph.end)
            ):
                opened, outer, closers = end, at, "'"
            elif (
                not found
                and (sign in "”»" or (sign == broken == '"' and not before.isspace()))
                # A stray mark in "…, said the president, quoted by an agency”".
                and not _REPORTS.search(text, paragraph.start, min(at, paragraph.start + MAX_QUOTATION))
            ):
                # The opening mark was lost: the quotation starts with the paragraph.
                _append(found, text, paragraph.start, at, paragraph.start, end, True)
            continue
        if sign in closers and depth:
            depth -= 1
        elif sign in _FOREIGN.get(text[outer], "") and before in ",.!?" and not depth:
            _append(found, text, opened, at, outer, end, True)  # «…, “…»: marks of two styles
            opened = None
        elif (
            sign == text[outer] == '"'
            and before in " ("
            and after.isalnum()
            and _is_nested(text, end, paragraph)
        ):
            depth += 1  # a straight mark within straight marks
        elif sign in closers and _closes(sign, before, after):
            _append(found, text, opened, at, outer, end, True)
            opened = None
        elif (
            sign in "“«"
            and sign == text[outer]
            and not before.isspace()
            and after in _AFTER_CLOSING
            and not depth
        ):
            _append(found, text, opened, at, outer, end, True)  # «…« : typed twice
            opened = None
        elif sign in "“„«" and at - opened > 1 and sign == text[outer] and depth:
            depth += 1
        elif sign in "“„«" and at - opened > 1 and sign == text[outer]:
            ahead = text[end : min(paragraph.end, end + MAX_QUOTATION)]
            if sum(ahead.count(c) for c in closers if c != '"') > ahead.count(sign) + 1:
                depth += 1  # a quotation within the quotation
                continue
            # A second opening mark of the same style: the first one was never closed.
            _append(found, text, opened, at, outer, at, False)
            opened, outer = end, at
    if opened is not None:
        tail = _TAIL.search(text, opened, paragraph.end)
        stop = tail.start() if tail else paragraph.end
        _append(found, text, opened, stop, outer, stop, False)
    return found


def _is_nested(text: str, start: int, paragraph: Span) -> bool:
    """True when two marks follow that can only close."""
    stop = min(paragraph.end, start + MAX_QUOTATION)
    for _ in range(2):
        at = text.find('"', start, stop)
        if at < 0 or text[at - 1].isspace() or (at + 1 < paragraph.end and text[at + 1].isalnum()):
            return False
        start = at + 1
    return True


def _opens(sign: str, before: str, after: str) -> bool:
    if sign in "“„«":
        return True
    if sign == "‘":
        return not before.isalnum()
    if sign == "”":  # a typist's slip: a closing mark where one opens
        return before in " \u00a0(" and after.isalnum()
    # A straight mark opens before a letter; glued to a full stop it opens too ("discussions.\"We").
    return not after.isspace() and (not before.isalnum() or before in " \u00a0")


def _closes(sign: str, before: str, after: str) -> bool:
    if sign in "’'":
        return not after.isalnum() and before != " "
    if sign == '"':
        return not before.isspace() or not after.isalnum()
    return True


def _single_closes(text: str, start: int, end: int) -> bool:
    """True when a single straight mark at `start` has its partner, at least two words on, in the same paragraph."""
    end = min(end, start + _SINGLE_REACH)
    stop = text.find("\n", start, end)
    partner = _SINGLE_PARTNER.search(text, start, end if stop < 0 else stop)
    return partner is not None and len(_WORD.findall(text, start, partner.end())) >= 2


def _append(
    found: list[Quotation], text: str, start: int, end: int, outer_start: int, outer_end: int, closed: bool
) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",–—"):
        end -= 1
    if end - start > MAX_QUOTATION:
        return
    words = len(_WORD.findall(text, start, end))
    if words:
        found.append(Quotation(Span(start, end), Span(outer_start, outer_end), closed, words))
