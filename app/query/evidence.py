"""The exact places that records rest on, by id: what the API gives beside each source."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.query.sources import SourceRow
from app.store.models import Evidence


class Place(NamedTuple):
    """text[start:end] of the article is `quote`; code points, half-open."""

    start: int
    end: int
    quote: str


def load_places(session: Session, sources: Iterable[SourceRow | None]) -> dict[int, Place]:
    """The place of every source that has one, by evidence id. One query."""
    ids = {one.evidence_id for one in sources if one is not None and one.evidence_id is not None}
    if not ids:
        return {}
    query = select(Evidence.id, Evidence.start_at, Evidence.end_at, Evidence.quote).where(
        Evidence.id.in_(ids)
    )
    return {number: Place(start, end, quote) for number, start, end, quote in session.execute(query)}
