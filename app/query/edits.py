"""Evidence that its page has edited since: both wordings, for the pages of records, for readers and for the queue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import Session

from app.domain.kinds import EditKind
from app.query.article_marks import RecordMark, bears_record, load_marks_on
from app.query.page import PAGE_SIZE, NumberKey, Page
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.store.models import Article, Evidence, EvidenceEdit, Publisher
from app.store.visible import is_public, stands


@dataclass(frozen=True, slots=True)
class EditRow:
    """One sentence that records rest on, as it was stored and as its page has it now."""

    id: int
    kind: EditKind
    before: str
    after: str | None  # null where it vanished
    stored_at: datetime  # when the article came in
    found_at: datetime  # when a look first found the edit
    ended_at: datetime | None  # when the page had the stored sentence again
    is_dismissed: bool
    source: SourceRow
    records: tuple[RecordMark, ...] = ()  # the public ones that rest on it


def load_edits(session: Session, sources: Iterable[SourceRow]) -> list[EditRow]:
    """The edits that stand of these sources, once each, in order. No query where there is none, else one."""
    ids = list(dict.fromkeys(one.evidence_id for one in sources if one.is_edited and one.evidence_id))
    if not ids:
        return []
    query = _select().where(EvidenceEdit.evidence_id.in_(ids), stands(EvidenceEdit))
    found = {one.source.evidence_id: one for one in _rows(session, query)}
    return [found[number] for number in ids if number in found]


def edits_of(session: Session, article_id: int, *, everything: bool) -> list[EditRow]:
    """The edits of an article in text order, those that stand; with `everything` what ended or was dismissed, too."""
    query = _select().where(EvidenceEdit.article_id == article_id).order_by(Evidence.start_at, Evidence.id)
    if not everything:
        query = query.where(stands(EvidenceEdit), bears_record())
    return _with_records(session, _rows(session, query))


def list_edits(session: Session, *, after: NumberKey | None = None, limit: int = PAGE_SIZE) -> Page[EditRow]:
    """What an editor has to look at: edits that stand and that public records rest on, the newest first.

    At most six queries. `app.store.source_acts.dismiss_edit` takes one off the list.
    """
    query = _select().where(*_waiting()).order_by(EvidenceEdit.id.desc()).limit(limit + 1)
    if after is not None:
        query = query.where(EvidenceEdit.id < after.id)
    page = Page.cut(_rows(session, query), limit, key=lambda row: NumberKey(row.id))
    return replace(page, rows=_with_records(session, page.rows))


def count_edits(session: Session) -> int:
    """How many `list_edits` has."""
    query = select(func.count(EvidenceEdit.id)).join(Evidence, Evidence.id == EvidenceEdit.evidence_id)
    query = query.join(Article, Article.id == Evidence.article_id)
    return session.scalar(query.where(*_waiting())) or 0


def _waiting() -> tuple[ColumnElement[bool], ...]:
    return stands(EvidenceEdit), is_public(Article), bears_record()


def _select() -> Select[Any]:
    return (
        select(
            EvidenceEdit.id,
            EvidenceEdit.kind,
            EvidenceEdit.before,
            EvidenceEdit.after,
            Article.added_at,
            EvidenceEdit.found_at,
            EvidenceEdit.ended_at,
            EvidenceEdit.is_dismissed,
            *SOURCE_COLUMNS,
        )
        .select_from(EvidenceEdit)
        .join(Evidence, Evidence.id == EvidenceEdit.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
    )


def _rows(session: Session, query: Select[Any]) -> list[EditRow]:
    found = session.execute(query)
    return [EditRow(*[*row[: -len(SOURCE_COLUMNS)], source_of(row)]) for row in found]


def _with_records(session: Session, rows: Sequence[EditRow]) -> list[EditRow]:
    marks = load_marks_on(session, [row.source.evidence_id for row in rows if row.source.evidence_id])
    return [
        replace(row, records=tuple(one for one in marks if one.evidence_id == row.source.evidence_id))
        for row in rows
    ]
