"""The text of a PDF: a statement or a treaty as ministries publish them.

Pages are read as laid out: lines from top to bottom, a column before the next one. What each page repeats at its edges
goes; lines become the paragraphs that they were.
"""

import io
import re
import time
from collections import Counter
from typing import Any

from app.domain.errors import InputTooLarge, NotText

MAX_PAGES = 300
DEADLINE_SECONDS = 30.0
_MAGIC = b"%PDF-"
_HEAD = 1024  # bytes in which the mark may stand
_EDGE = 2  # lines at the top and the foot of a page that may be repeated on each
_NUMBER = re.compile(
    r"\W*(?:(?:page|p|стр|страница|página|pág|сторінка)\.?\s?)?\d{1,4}(?:\s?(?:/|of|из|de|sur|з)\s?\d{1,4})?\W*",
    re.IGNORECASE,
)
_BULLET = re.compile(r"(?:[•▪●■–—*-]|\(?\d{1,2}[.)]|\(?[a-zа-я][.)])\s", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?…:;][\"'»”’)\]]*$")
_BROKEN_WORD = re.compile(r"(\w+)[-\u00ad\u2010]$")
_GUTTER = 3  # blanks at least between two columns
_SHARE_IN_COLUMNS = 0.4  # of the lines of a page, those with words on both sides


def is_pdf(data: bytes) -> bool:
    return _MAGIC in data[:_HEAD]


def text_of_pdf(data: bytes, name: str, *, deadline_seconds: float = DEADLINE_SECONDS) -> str:
    """The text layer, paragraphs parted by a blank line.

    Raises: NotText when the file is damaged, locked, or holds pictures of pages alone; InputTooLarge over MAX_PAGES or
    when it is not read within `deadline_seconds`. Messages begin with `name`.
    """
    from pypdf import PdfReader  # a quarter of a second, and rarely needed

    deadline = time.monotonic() + deadline_seconds
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
    except Exception as error:  # a damaged or hostile file raises anything
        raise _damaged(name, error) from error
    if locked:
        raise NotText(f"{name}: this PDF is locked with a password: save it without one, or paste its text")
    if count > MAX_PAGES:
        raise InputTooLarge(
            f"{name}: {count:,} pages, at most {MAX_PAGES}: give the pages of the statement alone"
        )
    pages: list[list[str]] = []
    for number in range(count):
        if time.monotonic() > deadline:
            raise InputTooLarge(
                f"{name}: {number} of {count} pages read in {deadline_seconds:g} seconds: "
                "give the pages of the statement alone, or paste its text"
            )
        pages.append(_lines_of(reader, number, name))
    text = "\n\n".join(_paragraphs(_without_edges(pages)))
    if not any(c.isalpha() for c in text):
        raise NotText(
            f"{name}: this PDF holds pictures of pages and no text (a scan): read it with OCR first, or paste its text"
        )
    return text


def _damaged(name: str, error: Exception) -> NotText:
    return NotText(
        f"{name}: this PDF is damaged ({str(error)[:80] or type(error).__name__}): save it again, or paste its text"
    )


def _lines_of(reader: Any, number: int, name: str) -> list[str]:
    """The lines of one page, blanks kept as laid out, an empty one where there is room between two."""
    try:
        laid_out = reader.pages[number].extract_text(extraction_mode="layout")
    except Exception as error:
        raise _damaged(name, error) from error
    return _in_columns([line.rstrip() for line in laid_out.split("\n")])


def _in_columns(lines: list[str]) -> list[str]:
    """The left column, then the right one, where nearly all lines leave one place in their middle blank."""
    filled = [line for line in lines if line.strip()]
    width = max(map(len, filled), default=0)
    if len(filled) < 6:
        return lines
    # The last such place: the right column is aligned at its start, the left one ragged at its end.
    best = max(range(3 * width // 4, width // 4, -1), key=lambda at: _parted_at(filled, at), default=0)
    crossing = sum(len(line) > best and bool(line[best - 1 : best + 1].strip()) for line in filled)
    if _parted_at(filled, best) < _SHARE_IN_COLUMNS * len(filled) or crossing > 0.15 * len(filled):
        return lines
    left: list[str] = []
    right: list[str] = []
    columns: list[str] = []
    for line in lines:
        if line[best - 1 : best + 1].strip():  # a heading over both
            columns += [*left, *right, line]
            left, right = [], []
        else:
            left.append(line[:best].rstrip())
            right.append(line[best:].rstrip())
    return [*columns, *left, *right]


def _parted_at(lines: list[str], at: int) -> int:
    """How many lines have words on both sides of a gap at `at`."""
    gap = " " * _GUTTER
    return sum(
        len(line) > at and gap in line[max(at - _GUTTER + 1, 0) : at + _GUTTER] and line[at : at + 1] == " "
        and bool(line[:at].strip()) and bool(line[at:].strip())
        for line in lines
    )  # fmt: skip


def _without_edges(pages: list[list[str]]) -> list[list[str]]:
    """The pages without page numbers, and without the lines at their edges that most of them share but for a number."""
    edges = [_edge_lines(lines) for lines in pages]
    shared = Counter(
        line for lines, ats in zip(pages, edges, strict=True) for line in {_blurred(lines[at]) for at in ats}
    )
    often = max(2, len(pages) // 2)
    return [
        [
            line
            for at, line in enumerate(lines)
            if at not in ats or not (_NUMBER.fullmatch(line.strip()) or shared[_blurred(line)] >= often)
        ]
        for lines, ats in zip(pages, edges, strict=True)
    ]


def _edge_lines(lines: list[str]) -> set[int]:
    filled = [at for at, line in enumerate(lines) if line.strip()]
    return {*filled[:_EDGE], *filled[-_EDGE:]}


def _blurred(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _paragraphs(pages: list[list[str]]) -> list[str]:
    """Lines put together: a paragraph begins after more room than usual, at an indent, or after a short last line."""
    known = {word for lines in pages for line in lines for word in re.findall(r"\w+-\w+", line)}
    paragraphs: list[str] = []
    for lines in pages:
        rows = _rows(lines)
        usual = Counter(gap for gap, _ in rows[1:]).most_common(1)[0][0] if len(rows) > 1 else 0
        width = sorted(len(line) for _, line in rows)[len(rows) * 9 // 10] if rows else 0
        margin = Counter(_indent(line) for _, line in rows).most_common(1)[0][0] if rows else 0
        before = ""
        for number, (gap, line) in enumerate(rows):
            text = " ".join(line.split())
            if not paragraphs:
                begins = True
            elif number == 0:  # of a page: the sentence may go on from the one before
                begins = _SENTENCE_END.search(paragraphs[-1]) is not None or _BULLET.match(text) is not None
            else:
                begins = (
                    gap > usual
                    or _BULLET.match(text) is not None
                    or (_indent(line) >= margin + 2 and _indent(before) < _indent(line))
                    or (
                        len(before) < 0.75 * width
                        and (bool(_SENTENCE_END.search(before)) or not text[0].islower())
                    )
                )
            if begins:
                paragraphs.append(text)
            else:
                paragraphs[-1] = _joined(paragraphs[-1], text, known)
            before = line
    return paragraphs


def _rows(lines: list[str]) -> list[tuple[int, str]]:
    """The lines with words, each with the number of empty ones before it."""
    rows: list[tuple[int, str]] = []
    gap = 0
    for line in lines:
        if line.strip():
            rows.append((gap, line))
            gap = 0
        else:
            gap += 1
    return rows


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _joined(start: str, end: str, known: set[str]) -> str:
    """Two lines as one; a word broken at the line's end is whole again, one with a hyphen of its own keeps it."""
    broken = _BROKEN_WORD.search(start)
    if broken is None or not end[:1].islower():
        return f"{start} {end}"
    rest = re.match(r"\w+", end)
    hyphened = f"{broken[1]}-{rest[0] if rest else ''}"
    return start + end if hyphened in known else start[:-1] + end
