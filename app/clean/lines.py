"""A text as lines, and what can be told of a line by itself."""

import re
from functools import lru_cache

_WORD = re.compile(r"\w+(?:['’\-.]\w+)*")
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
# The end of a sentence, closing marks and a footnote after it included; Arabic, Devanagari, CJK, Armenian
# stops too.
_SENTENCE_END = re.compile(r"(?:[.!?…؟۔।。！？։]|[.!?…]\s?)[\"'»”’“)\]]*(?:\[\d+\])?$")
_QUOTED_END = re.compile(r"[\"»”“’]$")
_OPEN_END = re.compile(r"[\w,;:–—-]$")
_INITIAL_END = re.compile(r"(?:\b\w|\b(?:Mr|Mrs|Dr|Gen|Col|Lt|Sgt|Sen|Rep|St|No|им|ул|г|стр|см))\.$")


@lru_cache(maxsize=1024)  # every rule asks it of the same lines
def count_words(text: str) -> int:
    """Words; two ideographs count as one."""
    return len(_WORD.findall(text)) + len(_CJK.findall(text)) // 2


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
    """Hard-wrapped text: many lines of nearly one width, most of them stopping in mid-sentence."""
    for block in blocks:
        body = block[:-1]
        if len(body) >= 4:
            widths = sorted(len(line) for line in body)
            open_ends = sum(_OPEN_END.search(line) is not None for line in body)
            if widths[-1] <= 110 and widths[0] >= 0.6 * widths[-1] and open_ends > 0.5 * len(body):
                return True
    return False


def _joined(block: list[str]) -> list[str]:
    lines: list[str] = []
    parts = [block[0]]  # of the line that is being put together
    words = count_words(block[0])
    wrapped = _is_wrapped([block])
    for line in block[1:]:
        end = parts[-1][-8:]
        open_end = _OPEN_END.search(end) is not None or _INITIAL_END.search(end) is not None
        continues = line[0].islower() or (words >= 25 and is_prose(line))
        if not (wrapped or (open_end and words >= 6 and continues)):
            lines.append(" ".join(parts))
            parts, words = [], 0
        parts.append(line)
        words += count_words(line)
    return [*lines, " ".join(parts)]


def folded(text: str) -> str:
    """Words alone, lower case, one space apart: what two copies of one sentence share."""
    return " ".join(_WORD.findall(text.lower()))
