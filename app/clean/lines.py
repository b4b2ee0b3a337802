"""A text as lines, and what can be told of a line by itself."""

import re
from functools import cache, lru_cache

_WORD = re.compile(r"\w++(?:['’\-.]\w++)*+")
_LINE = 4_000  # code points; what is longer is not remembered
# The end of a sentence, closing marks and a footnote after it included; Arabic, Devanagari, CJK, Armenian
# stops too.
_SENTENCE_END = re.compile(r"(?:[.!?…؟۔।。！？։]|[.!?…]\s?)[\"'»”’“)\]]*(?:\[\d+\])?$")
_QUOTED_END = re.compile(r"[\"»”“’]$")
_WORD_OF_LETTERS = re.compile(r"[^\W\d_]{2,}")  # a line of digits, a date or a time, stands apart
_OPEN_END = re.compile(r"[\w,;:–—-]$")
_INITIAL_END = re.compile(r"(?:\b\w|\b(?:Mr|Mrs|Dr|Gen|Col|Lt|Sgt|Sen|Rep|St|No|им|ул|г|стр|см))\.$")


def count_words(text: str) -> int:
    """Words; two ideographs count as one."""
    return (_measured_line(text) if len(text) <= _LINE else _measure(text))[1]


def is_short(line: str, words: int) -> bool:
    """True for at most `words` words of common length: what patterns for single lines are tried on."""
    return len(line) <= 20 * words and count_words(line) <= words


def ends_sentence(line: str) -> bool:
    return bool(_SENTENCE_END.search(line[-20:]))


def is_prose(line: str) -> bool:
    """True for what reads as running text: a whole sentence of five words or more, or a very long line."""
    words = count_words(line)
    if words >= 25 or (words >= 8 and _QUOTED_END.search(line[-1:]) is not None):
        return True
    return words >= 5 and ends_sentence(line)


def split_lines(text: str) -> list[str]:
    """Stripped non-empty lines, with sentences that the page broke over lines put together again.

    Two lines are joined only inside one block (no blank line between them) of a text that parts its
    paragraphs by
    blank lines, where the first one stops in mid-sentence.
    """
    blocks = [[line.strip() for line in block.split("\n")] for block in re.split(r"\n\s*\n", text)]
    blocks = [kept for block in blocks if (kept := [line for line in block if line])]
    if len(blocks) < 2 and not _is_wrapped(blocks):
        return [line for block in blocks for line in block]
    return [line for block in blocks for line in _joined(block)]


def _is_wrapped(blocks: list[list[str]]) -> bool:
    """Hard-wrapped text: many lines of nearly one width, most of them stopping in mid-sentence.

    The last line of each paragraph may be short where nothing else parts the paragraphs; then many lines must
    begin in lower case, which headlines in a row do not.
    """
    for block in blocks:
        body = block[:-1]
        if len(body) < 4:
            continue
        widths = sorted(len(line) for line in body)
        open_ends = sum(_OPEN_END.search(line[-1:]) is not None for line in body)
        if widths[-1] > 110 or open_ends <= 0.5 * len(body):
            continue
        if widths[0] >= 0.6 * widths[-1]:
            return True
        full = sum(width >= 0.75 * widths[-1] for width in widths)
        lower = sum(line[0].islower() for line in block[1:])
        if len(body) >= 8 and full >= 0.6 * len(body) and lower >= 0.3 * len(body):
            return True
    return False


def _is_full(line: str, following: str, width: int) -> bool:
    """True when the first word of the next line had no room: the line was wrapped, it did not end a paragraph."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def _joined(block: list[str]) -> list[str]:
    if len(block) == 1:
        return block
    lines: list[str] = []
    parts = [block[0]]  # of the line that is being put together
    words = count_words(block[0])
    wrapped = _is_wrapped([block])
    width = max(map(len, block))
    for line in block[1:]:
        end = parts[-1][-8:]
        open_end = _OPEN_END.search(end) is not None or _INITIAL_END.search(end) is not None
        continues = line[0].islower() or (words >= 25 and is_prose(line))
        if wrapped:
            lettered = _WORD_OF_LETTERS.search(parts[-1]) and _WORD_OF_LETTERS.search(line)
            joins = lettered is not None and (line[0].islower() or _is_full(parts[-1], line, width))
        else:
            joins = open_end and words >= 6 and continues
        if not joins:
            lines.append(" ".join(parts))
            parts, words = [], 0
        parts.append(line)
        words += count_words(line)
    return [*lines, " ".join(parts)]


def folded(text: str) -> str:
    """Words alone, lower case, one space apart: what two copies of one sentence share."""
    return (_measured_line(text) if len(text) <= _LINE else _measure(text))[0]


def _measure(text: str) -> tuple[str, int]:
    """The words of `text`, folded, and how many they are."""
    words = _WORD.findall(text.lower())
    if text.isascii() or max(text) < "\u3040":
        return " ".join(words), len(words)
    return " ".join(words), len(words) + len(_ideographs().findall(text)) // 2


@cache
def _ideographs() -> re.Pattern[str]:
    return re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


_measured_line = lru_cache(maxsize=1024)(_measure)  # every rule asks it of the same lines
