"""The sentence that a record rests on, with its neighbours: what the public reads of an article."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.spans import Span
from app.extract.quotations import find_quotations
from app.extract.sentences import find_paragraphs, find_sentences

NEIGHBOURS = 1  # sentences on each side
MAX_NEIGHBOUR = 400  # code points on each side: a "sentence" of a table or a list may be very long


@dataclass(frozen=True, slots=True)
class Excerpt:
    """text[start:end] between what stands before and after it.

    `is_true` false: the stored words are not those of the text; they are evidence of nothing and stay hidden.
    """

    before: str
    quote: str
    after: str
    is_true: bool = True


def sentences_of(text: str) -> list[Span]:
    """All sentences, in text order."""
    paragraphs = find_paragraphs(text)
    return [one.span for one in find_sentences(text, paragraphs, find_quotations(text, paragraphs))]


def excerpt(text: str, span: Span, quote: str, neighbours: int = NEIGHBOURS) -> Excerpt:
    """The words of `span`, which must be `quote`, with their sentence and its neighbours."""
    if span.of(text) != quote:
        return Excerpt("", "", "", is_true=False)
    around = _widened(text, sentences_of(text), span, neighbours)
    if not neighbours:  # a line of notes stands alone: nothing that belongs to it is cut away
        return Excerpt(text[around.start : span.start].lstrip(), quote, text[span.end : around.end].rstrip())
    before = ("… " if _is_cut(text, around.start) else "") + text[around.start : span.start].lstrip()
    after = text[span.end : around.end].rstrip() + (" …" if _is_cut(text, around.end, after=True) else "")
    return Excerpt(before, quote, after)


def passages(text: str, spans: Iterable[Span], neighbours: int = NEIGHBOURS) -> list[Span]:
    """The parts of a text that show every span with its neighbours, in order; those that touch are one."""
    sentences = sentences_of(text)
    merged: list[Span] = []
    for one in sorted(_widened(text, sentences, span, neighbours) for span in spans):
        if merged and not text[merged[-1].end : one.start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return merged


def _widened(text: str, sentences: Sequence[Span], span: Span, neighbours: int) -> Span:
    starts = [one.start for one in sentences]
    first = bisect_right(starts, span.start) - 1 - neighbours
    last = bisect_right(starts, span.end - 1) - 1 + neighbours
    if not sentences or last < 0:
        return span
    start = min(span.start, sentences[max(first, 0)].start)
    end = max(span.end, sentences[min(last, len(sentences) - 1)].end)
    if span.start - start > MAX_NEIGHBOUR:
        start = text.find(" ", span.start - MAX_NEIGHBOUR, span.start) + 1 or span.start
    if end - span.end > MAX_NEIGHBOUR:
        blank = text.rfind(" ", span.end, span.end + MAX_NEIGHBOUR)
        end = blank if blank > 0 else span.end
    return Span(start, end)


def _is_cut(text: str, at: int, *, after: bool = False) -> bool:
    return bool((text[at:] if after else text[:at]).strip())
