"""The sentence that a record rests on, with its neighbours: what the public reads of an article.

Of a text by others no page shows more than a few excerpts and a bounded share: see `public_limit`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.kinds import ArticleKind
from app.domain.spans import Span
from app.extract.quotations import find_quotations
from app.extract.sentences import find_paragraphs, find_sentences

NEIGHBOURS = 1  # sentences on each side
PUBLIC_EXCERPTS = 3  # of one article by others
PUBLIC_SHARE = 0.25  # of its text, or where that is more …
PUBLIC_LEAST = 600  # … code points
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


def public_limit(kind: ArticleKind, length: int) -> int | None:
    """How many code points of a stored text a page may show to everybody; null, no limit, where it is our own."""
    return max(int(length * PUBLIC_SHARE), PUBLIC_LEAST) if kind is ArticleKind.ARTICLE else None


def excerpt(
    text: str, span: Span, quote: str, neighbours: int = NEIGHBOURS, *, limit: int | None = None
) -> Excerpt:
    """The words of `span`, which must be `quote`, with their sentence and its neighbours.

    limit: code points in all; the neighbours give way, never the words themselves.
    """
    if span.of(text) != quote:
        return Excerpt("", "", "", is_true=False)
    around = _widened(text, sentences_of(text), span, neighbours)
    if not neighbours:  # a line of notes stands alone: nothing that belongs to it is cut away
        return Excerpt(text[around.start : span.start].lstrip(), quote, text[span.end : around.end].rstrip())
    if limit is not None:
        around = _trimmed(text, around, span, limit)
    before = ("… " if _is_cut(text, around.start) else "") + text[around.start : span.start].lstrip()
    after = text[span.end : around.end].rstrip() + (" …" if _is_cut(text, around.end, after=True) else "")
    return Excerpt(before, quote, after)


def public_passages(text: str, spans: Sequence[Span], limit: int) -> list[Span]:
    """At most PUBLIC_EXCERPTS parts of a text, of `limit` code points together, in text order.

    spans: the more important first. Each is given with its neighbours where there is room, else with its sentence,
    else alone, else not at all; the first is cut short rather than left out.
    """
    sentences = sentences_of(text)
    chosen: list[Span] = []
    for span in dict.fromkeys(spans):
        for around in (_widened(text, sentences, span, NEIGHBOURS), _widened(text, sentences, span, 0), span):
            merged = _merged(text, [*chosen, around])
            if len(merged) <= PUBLIC_EXCERPTS and sum(one.end - one.start for one in merged) <= limit:
                chosen = merged
                break
    if not chosen and spans:
        first = spans[0]
        blank = text.rfind(" ", first.start, first.start + limit)
        chosen = [Span(first.start, blank if blank > first.start else first.start + limit)]
    return chosen


def _merged(text: str, spans: Iterable[Span]) -> list[Span]:
    """In order; those that touch or overlap are one."""
    merged: list[Span] = []
    for one in sorted(spans):
        if merged and not text[merged[-1].end : one.start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, one.end))
        else:
            merged.append(one)
    return merged


def _trimmed(text: str, around: Span, span: Span, limit: int) -> Span:
    """`around` cut between words to `limit` code points, evenly on both sides of `span`."""
    room = max(limit - (span.end - span.start), 0)
    before, after = span.start - around.start, around.end - span.end
    if before + after <= room:
        return around
    before = min(before, max(room // 2, room - after))
    after = min(after, room - before)
    start, end = span.start - before, span.end + after
    if start > around.start:
        start = text.find(" ", start, span.start) + 1 or span.start
    if end < around.end:
        blank = text.rfind(" ", span.end, end)
        end = blank if blank > 0 else span.end
    return Span(start, end)


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
