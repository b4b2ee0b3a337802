"""A stored text beside what its page holds now, for people: only what differs, word by word, with a line around it."""

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.resolve.edits import Comparison, Line, LineState

MOST_TOKENS = 400  # of one sentence that are compared word by word; a longer one is marked as a whole
MOST_ROWS = 400
AROUND = 1  # lines that are as they were, shown on each side of what differs
_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a sentence; `differs` where the other wording has others."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class DiffRow:
    """One line of both texts; `skipped` counts lines that are the same and left out, and the row has no words."""

    state: LineState
    before: tuple[Piece, ...] = ()
    after: tuple[Piece, ...] = ()
    skipped: int = 0


def diff_rows(before: str, after: str) -> list[DiffRow]:
    """At most MOST_ROWS rows, in order; none where the words are the same."""
    lines = list(Comparison(before, after).lines())
    shown = [False] * len(lines)
    for number, line in enumerate(lines):
        if line.state is not LineState.SAME:
            start = max(number - AROUND, 0)
            shown[start : number + AROUND + 1] = [True] * (min(number + AROUND + 1, len(lines)) - start)
    return list(_rows(lines, shown))[:MOST_ROWS] if any(shown) else []


def _rows(lines: list[Line], shown: list[bool]) -> Iterator[DiffRow]:
    skipped = 0
    for line, is_shown in zip(lines, shown, strict=True):
        if not is_shown:
            skipped += 1
            continue
        if skipped:
            yield DiffRow(LineState.SAME, skipped=skipped)
            skipped = 0
        yield _row(line)
    if skipped:
        yield DiffRow(LineState.SAME, skipped=skipped)


def _row(line: Line) -> DiffRow:
    if line.state is LineState.ALTERED and line.before and line.after:
        before, after = word_diff(line.before, line.after)
        return DiffRow(line.state, before, after)
    differs = line.state is not LineState.SAME
    old, new = ((Piece(words, differs),) if words else () for words in (line.before, line.after))
    return DiffRow(line.state, old, new)


def word_diff(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Two wordings of one sentence, with the words that differ apart."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > MOST_TOKENS:
        return (Piece(before, True),), (Piece(after, True),)
    blocks = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    sides = (
        [("".join(old[a:b]), tag != "equal") for tag, a, b, _, _ in blocks],
        [("".join(new[c:d]), tag != "equal") for tag, _, _, c, d in blocks],
    )
    return _joined(sides[0]), _joined(sides[1])


def _joined(parts: Iterable[tuple[str, bool]]) -> tuple[Piece, ...]:
    """A blank between two words that differ belongs to them."""
    found: list[Piece] = []
    for text, differs in parts:
        if not text:
            continue
        if found and not differs and text.isspace() and found[-1].differs:
            found[-1] = Piece(found[-1].text + text, True)
        elif found and found[-1].differs == differs:
            found[-1] = Piece(found[-1].text + text, differs)
        else:
            found.append(Piece(text, differs))
    return tuple(found)
