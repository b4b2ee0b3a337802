"""What became of one record: its revisions, newest first, and those of other records that changed it, too."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.query.page import DayKey, Page
from app.store.models import Claim, Country, Revision, RevisionChange
from app.store.records import RECORDS, SLUGGED, Record, find_record
from app.store.visible import is_public

HISTORY_PAGE = 30
EXPORT_BATCH = 500


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field; plain values as the record has them, null where there was or is none."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """One revision as a history shows it."""

    id: int
    record_type: str
    record_id: int
    at: datetime
    actor: str
    reason: str
    fields: tuple[FieldChange, ...]
    undoes_id: int | None
    undone_by_id: int | None
    can_be_undone: bool  # as far as it goes by itself: later ones may build on it
    is_of_this: bool  # else of another record, which changed this one with it


def list_history(
    session: Session,
    record: Record,
    *,
    everything: bool = True,
    after: DayKey | None = None,
    limit: int = HISTORY_PAGE,
) -> Page[RevisionRow]:
    """The revisions of a record, newest first; of a base those of its claims, too. Three queries.

    everything: also those of claims that are not public.
    """
    query = select(Revision).where(_concerns(record, everything)).order_by(Revision.id.desc())
    if after is not None:
        query = query.where(Revision.id < after.id)
    found = list(session.scalars(query.limit(limit + 1)))
    ids = [one.id for one in found]
    own = _own_changes(session, record, ids)
    changed = select(RevisionChange.revision_id).where(RevisionChange.revision_id.in_(ids)).distinct()
    undoable = set(session.scalars(changed))
    rows = [_row(one, record, own.get(one.id), one.id in undoable) for one in found]
    return Page.cut(rows, limit, key=lambda row: DayKey(row.at.date(), row.id))


def count_history(session: Session, record: Record, *, everything: bool = True) -> int:
    """How many revisions `list_history` gives in all."""
    return session.scalar(select(func.count(Revision.id)).where(_concerns(record, everything))) or 0


def changes_of(session: Session, record_type: str, key: str | int, *, everything: bool) -> int:
    """As `count_history`, for a page that knows its record by slug or number. Two queries."""
    return count_history(session, find_record(session, record_type, key), everything=everything)


def export_history(session: Session) -> Iterator[dict[str, Any]]:
    """The whole audit log, oldest first, in batches: one plain object for each revision with its row changes."""
    last = 0
    while True:
        found = session.scalars(
            select(Revision).where(Revision.id > last).order_by(Revision.id).limit(EXPORT_BATCH)
        ).all()
        if not found:
            return
        rows: dict[int, list[dict[str, Any]]] = {}
        between = (RevisionChange.revision_id > last, RevisionChange.revision_id <= found[-1].id)
        for one in session.scalars(select(RevisionChange).where(*between).order_by(RevisionChange.id)):
            rows.setdefault(one.revision_id, []).append(
                {"table": one.table_name, "key": one.row_key, "before": one.before, "after": one.after}
            )
        for one_of in found:
            yield {
                "id": one_of.id,
                "record": f"{one_of.record_type}:{one_of.record_id}",
                "at": one_of.at.isoformat(),
                "actor": one_of.actor,
                "reason": one_of.reason,
                "before": one_of.before,
                "after": one_of.after,
                "undoes": one_of.undoes_id,
                "undone_by": one_of.undone_by_id,
                "rows": rows.get(one_of.id, []),
            }
        last = found[-1].id
        session.expunge_all()  # one batch is held at a time


def _concerns(record: Record, everything: bool) -> ColumnElement[bool]:
    of_record = (Revision.record_type == record.kind) & (Revision.record_id == record.id)
    of_row = Revision.id.in_(
        select(RevisionChange.revision_id).where(
            RevisionChange.table_name == record.kind, RevisionChange.row_key == str(record.id)
        )
    )
    if record.kind != "base":
        return or_(of_record, of_row)
    claims = select(Claim.id).where(Claim.base_id == record.id)
    if not everything:
        claims = claims.where(is_public(Claim))
    return or_(of_record, of_row, (Revision.record_type == "claim") & Revision.record_id.in_(claims))


def _own_changes(session: Session, record: Record, ids: list[int]) -> dict[int, RevisionChange]:
    """What revisions of other records changed of this one's row."""
    found = select(RevisionChange).where(
        RevisionChange.revision_id.in_(ids),
        RevisionChange.table_name == record.kind,
        RevisionChange.row_key == str(record.id),
    )
    return {one.revision_id: one for one in session.scalars(found)}


def _row(revision: Revision, record: Record, own: RevisionChange | None, can_be_undone: bool) -> RevisionRow:
    is_of_this = (revision.record_type, revision.record_id) == (record.kind, record.id)
    is_claim = record.kind == "base" and revision.record_type == "claim"
    before, after = revision.before, revision.after
    if own is not None and not is_of_this and not is_claim:
        before, after = own.before, own.after
    names = [*dict.fromkeys([*(before or {}), *(after or {})])]
    fields = (FieldChange(name, (before or {}).get(name), (after or {}).get(name)) for name in names)
    return RevisionRow(
        id=revision.id,
        record_type=revision.record_type,
        record_id=revision.record_id,
        at=revision.at,
        actor=revision.actor,
        reason=revision.reason,
        fields=tuple(one for one in fields if one.before != one.after),
        undoes_id=revision.undoes_id,
        undone_by_id=revision.undone_by_id,
        can_be_undone=can_be_undone and revision.undone_by_id is None,
        is_of_this=is_of_this,
    )


def is_shown(session: Session, record: Record, *, everything: bool) -> bool:
    """Whether the asker may read a record's history: of a public record everybody, of any who is signed in."""
    query = select(record.model.id).where(record.model.id == record.id)
    if record.kind == "proposal" and not everything:
        return False  # a name that nobody has looked at
    if not everything:
        query = query.where(is_public(record.model))
    return session.scalar(query) is not None


def names_of_references(session: Session, wanted: dict[str, set[str]]) -> dict[tuple[str, str], str]:
    """The names of countries by code, and of officials, bases and agreements by slug or number. Four queries."""
    found: dict[tuple[str, str], str] = {}
    codes = wanted.get("country", set())
    for code, name in session.execute(select(Country.code, Country.name).where(Country.code.in_(codes))):
        found["country", code] = name
    for record_type in SLUGGED:
        keys = wanted.get(record_type, set())
        model = RECORDS[record_type]
        title = model.title if record_type == "agreement" else model.name
        numbers = [int(one) for one in keys if one.isascii() and one.isdigit() and len(one) < 10]
        query = select(model.id, model.slug, title).where(model.slug.in_(keys) | model.id.in_(numbers))
        for number, slug, name in session.execute(query) if keys else ():
            found[record_type, slug] = found[record_type, str(number)] = name
    return found
