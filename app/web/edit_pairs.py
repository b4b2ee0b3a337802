"""What the pages of a record's sources have edited since, as its page shows it."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from app.present.text_diff import Piece, word_diff
from app.query.edits import EditRow, load_edits
from app.query.sources import SourceRow

Wordings = tuple[tuple[Piece, ...], tuple[Piece, ...]]


def edit_pairs(session: Session, sources: Iterable[SourceRow]) -> list[tuple[EditRow, Wordings]]:
    """Each edit that stands with both wordings word by word. No query where no source is edited."""
    return with_wordings(load_edits(session, sources))


def with_wordings(edits: Iterable[EditRow]) -> list[tuple[EditRow, Wordings]]:
    """Each edit with both wordings word by word."""
    return [(one, word_diff(one.before, one.after or "")) for one in edits]
