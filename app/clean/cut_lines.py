"""Which lines of the source are not in the cleaned text, and putting some of them back."""

from collections.abc import Collection

from app.clean.article import CutLine
from app.clean.lines import folded

SHORTEST_PART = 0.3  # of a line that stays in part: a dateline goes, most of the line is left


def put_back(
    lines: list[str], paragraphs: list[str], titles: list[str], wanted: Collection[int]
) -> tuple[list[str], list[CutLine]]:
    """The paragraphs with those `wanted` (by number in `lines`) in their places, and what is cut away.

    `paragraphs` are lines of `lines` in order, whole or in part. The headline, which stands apart, is not told as cut.
    Linear in the length of the text.
    """
    keys = set(map(folded, titles))
    wanted = frozenset(wanted)
    kept: list[str] = []
    cut: list[CutLine] = []
    at = place = 0  # the next paragraph; its offset in the text
    for number, line in enumerate(lines):
        if at < len(paragraphs) and _is_of(paragraphs[at], line):
            kept.append(paragraphs[at])
            at += 1
        elif number in wanted:
            cut.append(CutLine(number, line, place, back=True))
            kept.append(line)
        else:
            if folded(line) not in keys:
                cut.append(CutLine(number, line, place))
            continue
        place += len(kept[-1]) + len("\n\n")
    if at < len(paragraphs):  # one was made of several lines: they cannot be told apart
        return paragraphs, []
    return kept, cut


def _is_of(paragraph: str, line: str) -> bool:
    return paragraph == line or (len(paragraph) >= SHORTEST_PART * len(line) and paragraph in line)
