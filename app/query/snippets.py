"""A few words of a document around what was searched for."""

from collections.abc import Set
from typing import NamedTuple

from app.store.stems import words_of

SNIPPET = 220  # code points
BEFORE = 60  # of them before the first hit


class SnippetPart(NamedTuple):
    """A run of text; `hit` where it is a word that was searched for."""

    text: str
    hit: bool


def snippet(body: str, stems: Set[str], length: int = SNIPPET) -> tuple[SnippetPart, ...]:
    """At most about `length` code points of `body` around the first hit, its start where there is none."""
    hits = []
    for word in words_of(body):
        if word.stem in stems:
            hits.append(word)
        if hits and word.end > hits[0].start + length:
            break
    start = _word_start(body, hits[0].start - BEFORE) if hits else 0
    end = _word_end(body, start + length)
    parts: list[SnippetPart] = []
    at = start
    for word in hits:
        if word.end <= end:
            parts += [
                SnippetPart(body[at : word.start], False),
                SnippetPart(body[word.start : word.end], True),
            ]
            at = word.end
    parts.append(SnippetPart(body[at:end], False))
    if start > 0:
        parts.insert(0, SnippetPart("… ", False))
    if end < len(body):
        parts.append(SnippetPart(" …", False))
    return tuple(part for part in parts if part.text)


def _word_start(text: str, at: int) -> int:
    if at <= 0:
        return 0
    blank = max(text.find(" ", at), text.find("\n", at))
    return blank + 1 if 0 <= blank < at + 30 else at


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    blank = max(text.rfind(" ", 0, at), text.rfind("\n", 0, at))
    return blank if blank > at - 30 else at
