"""An interview whose questions and answers stand in turn, each opened by a dash: "— Will it stay?", "— It will."."""

import re
from typing import NamedTuple

from app.extract.lexicon import Lexicon
from app.extract.sentences import Sentence
from app.extract.spoken import with_insertions

_LINE = re.compile(r"(?:[^\W\d_][^:\n«»“”\"]{0,40}:\s+)?[–—]\s*(?=\S)")  # the first answer may bear a label
_BREAK = re.compile(r"[,.!?…]\s*[–—]\s+([^\W\d_]+)")
MIN_LINES = 4


class Dialogue(NamedTuple):
    """Sentences by number, with the offset at which their words begin; `paragraph` is that of the first line."""

    paragraph: int
    asked: dict[int, int]
    answered: dict[int, int]


def find_dialogue(text: str, sentences: list[Sentence], words: Lexicon) -> Dialogue | None:
    """The dialogue of an article, or none: where a line tells who speaks ("— No, he said") it is a story."""
    lines = _lines(text, sentences)
    if len(lines) < MIN_LINES:
        return None
    second = re.compile(words.raw["speakers"]["interviews"].get("second_person", "(?!)"), re.IGNORECASE)
    asking = 0
    for at, (start, numbers) in enumerate(lines):
        own = text[start : sentences[numbers[-1]].span.end]
        if at % 2:
            if own.endswith("?"):
                return None
        elif "?" in own or second.search(own):
            asking += 1
        elif at == 0:
            return None
        if any(tells(text, sentences[number], words) for number in numbers):
            return None
    if asking < max(2, (len(lines) + 1) // 4):
        return None
    sides: tuple[dict[int, int], dict[int, int]] = {}, {}
    for at, (start, numbers) in enumerate(lines):
        for number in numbers:
            sides[at % 2][number] = max(start, sentences[number].span.start)
    return Dialogue(sentences[lines[0][1][0]].paragraph, *sides)


def _lines(text: str, sentences: list[Sentence]) -> list[tuple[int, list[int]]]:
    """(offset of its words, sentences) of each line; what stands between two lines belongs to the first of them."""
    lines: list[tuple[int, list[int]]] = []
    for number, sentence in enumerate(sentences):
        opens = number == 0 or sentences[number - 1].paragraph != sentence.paragraph
        dash = _LINE.match(text, sentence.span.start, sentence.span.end) if opens else None
        if dash is not None:
            lines.append((dash.end(), [number]))
        elif lines:
            lines[-1][1].append(number)
    if lines:  # the article goes on after the last one
        start, numbers = lines[-1]
        last = sentences[numbers[0]].paragraph
        lines[-1] = start, [number for number in numbers if sentences[number].paragraph == last]
    return lines


def tells(text: str, sentence: Sentence, words: Lexicon) -> bool:
    """True for a line with its speaker: "— Non, a répondu le ministre."."""
    if sentence.quotations and sentence.quotations[0].outer.start > sentence.span.start:
        return False
    for match in _BREAK.finditer(text, sentence.span.start, sentence.span.end):
        if words.verb_at([match[1].lower()], 0):
            return True
    spoken = with_insertions(text, sentence, words).quotations
    return bool(spoken) and (len(spoken) > 1 or spoken[-1].span.end < sentence.span.end)
