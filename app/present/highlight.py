"""Mark places in a text. Offsets are code points; places that overlap are split, so that marks can nest. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.errors import BasewatchError


class EvidenceMismatch(BasewatchError):
    """The words of a place are not those that were recorded: it is evidence of nothing and is not shown."""


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end] is `quote`. `css` names the look, `href` what rests on it, `anchor` the place's own id."""

    start: int
    end: int
    quote: str
    css: str = ""
    href: str | None = None
    label: str = ""
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text under the same marks; `anchors` are the ids that begin here."""

    text: str
    marks: tuple[Mark, ...]
    anchors: tuple[str, ...] = ()

    @property
    def top(self) -> Mark | None:
        """The innermost mark: the shortest, whose link the run carries."""
        return min(self.marks, key=lambda mark: mark.end - mark.start, default=None)


def highlight(text: str, marks: Sequence[Mark], offset: int = 0) -> list[Segment]:
    """Cut `text` where marks begin and end; the segments joined are `text` again.

    Args: text: a part of an article that begins at `offset`; marks: with offsets in the whole article. Those
        outside the part are left out; one that reaches beyond it is cut.
    Returns: in text order; an id is given once, where its first mark begins.
    Raises: EvidenceMismatch when a mark inside the part does not hold its quote.
    """
    end = offset + len(text)
    inside = [mark for mark in marks if mark.start < end and mark.end > offset]
    for mark in inside:
        held = text[max(mark.start - offset, 0) : mark.end - offset]
        if held != mark.quote[max(offset - mark.start, 0) : end - mark.start]:
            raise EvidenceMismatch(
                f"characters {mark.start} to {mark.end} are {held[:40]!r}, not {mark.quote[:40]!r}: extract again"
            )
    cuts = {offset, end}
    for mark in inside:
        cuts |= {max(mark.start, offset), min(mark.end, end)}
    edges = sorted(cuts)
    given: set[str] = set()
    segments = []
    for start, stop in pairwise(edges):
        over = tuple(mark for mark in inside if mark.start <= start and stop <= mark.end)
        new = [mark.anchor for mark in over if mark.anchor and mark.anchor not in given]
        anchors = tuple(dict.fromkeys(new))
        given.update(anchors)
        segments.append(Segment(text[start - offset : stop - offset], over, anchors))
    return segments
