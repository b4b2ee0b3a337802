"""Change rows so that the change can be taken back: each row's old and new values are kept with the revision.

changes = Changes(session)
changes.set(Statement, Statement.id == 12, kind=StatementKind.DENIAL)
revise(session, changes, Record("statement", 12), actor="anna", reason="…", before={…}, after={…})
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, insert, select, update
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState
from app.store.models import (
    AgreementBase,
    Model,
    Revision,
    RevisionChange,
    Statement,
    StatementBase,
)
from app.store.plain_values import key_values, plain_row, row_key, typed_row
from app.store.records import Record
from app.store.review_queue import articles_of_changes, refresh_queue
from app.store.same_candidates import NAMED, refresh_names
from app.store.search_facets import write_facets
from app.store.search_index import index_records
from app.store.versions import bump_data_version

CHUNK = 500  # ids in one IN (…)
ALWAYS = "review"  # kept also where a decision repeats it: which decision stands is read from the changes
Rows = dict[tuple[str, str], dict[str, Any]]  # by table and key, plain values
_OWNERS = {
    "statement_id": "statement",
    "base_id": "base",
    "official_id": "official",
    "agreement_id": "agreement",
}
_INDEXED = frozenset({*_OWNERS.values(), "article"})


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row; `before` and `after` hold the changed columns, or the whole row where it was removed or added."""

    table: str
    key: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class Changes:
    """The rows that one act changes, in the order in which it does."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.rows: list[RowChange] = []
        session.flush()

    def set(self, model: type[Model], where: ColumnElement[bool], **values: Any) -> int:
        """Set columns, no key, in every row of a condition; how many rows this changed."""
        table = table_of(model)
        columns = [*table.primary_key, *(table.c[name] for name in values)]
        found = self.session.execute(select(*columns).where(where).order_by(*table.primary_key)).mappings()
        changed = 0
        for row in found.all():
            new = {name: value for name, value in values.items() if row[name] != value or name == ALWAYS}
            if new:
                self._write(table, row_key(table, row), plain_row({n: row[n] for n in new}), plain_row(new))
                changed += 1
        return changed

    def add(self, model: type[Model], **values: Any) -> dict[str, Any]:
        """Add a row; its key."""
        table = table_of(model)
        made = self.session.execute(insert(table).values(values).returning(*table.primary_key)).one()
        key = "/".join(map(str, made))
        self.rows.append(RowChange(table.name, key, None, current(self.session, table, key)))
        return dict(made._mapping)

    def remove(self, model: type[Model], where: ColumnElement[bool]) -> None:
        """Remove every row of a condition."""
        table = table_of(model)
        for key in keys_of(self.session, table, where):
            self._write(table, key, current(self.session, table, key), None)

    def apply(self, change: RowChange) -> None:
        """Change a row as `change` says; that it fits the row as it is now was checked."""
        self._write(Model.metadata.tables[change.table], change.key, change.before, change.after)

    def note(self, before: Rows, after: Rows) -> None:
        """Keep changes that were made already: the difference of two states."""
        for (table, key), new in after.items():
            old = before.get((table, key))
            if old is None:
                self.rows.append(RowChange(table, key, None, new))
            elif different := [name for name in new if new[name] != old[name]]:
                self.rows.append(
                    RowChange(table, key, {n: old[n] for n in different}, {n: new[n] for n in different})
                )
        for (table, key), old in before.items():
            if (table, key) not in after:
                self.rows.append(RowChange(table, key, old, None))

    def _write(
        self, table: Table, key: str, before: dict[str, Any] | None, after: dict[str, Any] | None
    ) -> None:
        where = at_key(table, key)
        if after is None:
            self.session.execute(delete(table).where(*where))
        elif before is None:
            self.session.execute(insert(table).values(typed_row(table, after)))
        elif after:
            self.session.execute(update(table).where(*where).values(typed_row(table, after)))
        self.rows.append(RowChange(table.name, key, before, after))


def table_of(model: type[Model]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def at_key(table: Table, key: str) -> list[ColumnElement[bool]]:
    """The conditions that pick one row by its key."""
    return [table.c[name] == value for name, value in key_values(table, key).items()]


def current(session: Session, table: Table, key: str) -> dict[str, Any] | None:
    """A whole row as it is now, in plain values; null where it is none."""
    row = session.execute(select(table).where(*at_key(table, key))).mappings().first()
    return plain_row(row) if row is not None else None


def keys_of(session: Session, table: Table, where: ColumnElement[bool]) -> list[str]:
    """The keys of the rows of a condition, in order."""
    found = session.execute(select(*table.primary_key).where(where).order_by(*table.primary_key))
    return [row_key(table, row) for row in found.mappings()]


def rows_of(session: Session, wanted: Mapping[type[Model], ColumnElement[bool]]) -> Rows:
    """The rows of some tables as they are now: a state for `Changes.note`. Tables before those that refer to them."""
    session.flush()
    found: Rows = {}
    for model, where in wanted.items():
        table = table_of(model)
        for row in session.execute(select(table).where(where).order_by(*table.primary_key)).mappings():
            found[table.name, row_key(table, row)] = plain_row(row)
    return found


def revise(
    session: Session,
    changes: Changes,
    record: Record,
    *,
    actor: str,
    reason: str,
    before: dict[str, Any] | None,
    after: dict[str, Any] | None,
    undoes_id: int | None = None,
) -> int:
    """Keep one act as one revision with its changes, and bring search, queue and data version up to date.

    before, after: the fields that it changed of `record`, for people to read. Returns: the revision's id.
    """
    revision = Revision(
        record_type=record.kind,
        record_id=record.id,
        at=datetime.now(UTC),
        actor=actor,
        reason=reason,
        before=before,
        after=after,
        undoes_id=undoes_id,
        undone_by_id=None,
    )
    session.add(revision)
    session.flush()
    if changes.rows:
        session.execute(
            insert(RevisionChange),
            [
                {
                    "revision_id": revision.id,
                    "table_name": one.table,
                    "row_key": one.key,
                    "before": one.before,
                    "after": one.after,
                }
                for one in changes.rows
            ],
        )
    for record_type, ids in _documents(session, changes).items():
        index_records(session, record_type, sorted(ids))
    articles = articles_of_changes(session, changes.rows)
    refresh_queue(session, articles)
    write_facets(session, "article", sorted(articles))
    for kind, ids in _compared_by(changes).items():
        refresh_names(session, kind, ids)
    bump_data_version(session)
    session.flush()
    session.expire_all()  # rows were changed beside the session's objects
    return revision.id


def _compared_by(changes: Changes) -> dict[str, set[int]]:
    """The officials and bases of which something changed that they are compared by, see app.resolve.likeness."""
    found: dict[str, set[int]] = {}
    for one in changes.rows:
        kind = one.table.partition("_")[0]
        before, after = one.before or {}, one.after or {}
        # A rejected record is compared with none: its keys come back with it.
        hidden, shown = (side.get("review") == ReviewState.REJECTED for side in (before, after))
        if one.table in NAMED and (hidden != shown or {*before, *after} - {ALWAYS, "note", "summary"}):
            found.setdefault(kind, set()).add(int(one.key))
        elif kind in NAMED and one.table.endswith(("_spelling", "_role")):
            owners = [side.get(f"{kind}_id") for side in (one.before or {}, one.after or {})]
            found.setdefault(kind, set()).update(number for number in owners if number)
    return found


def _documents(session: Session, changes: Changes) -> dict[str, set[int]]:
    """The records whose search documents the changes concern, by type."""
    found: dict[str, set[int]] = {}
    renamed: dict[str, set[int]] = {"official": set(), "base": set()}
    for one in changes.rows:
        table = Model.metadata.tables[one.table]
        values = {**(one.before or {}), **key_values(table, one.key)}
        if one.table in _INDEXED:
            found.setdefault(one.table, set()).add(int(one.key))
        for side in (values, one.after or {}):
            for column, record_type in _OWNERS.items():
                if isinstance(number := side.get(column), int):
                    found.setdefault(record_type, set()).add(number)
                    if one.table == f"{record_type}_spelling":
                        renamed[record_type].add(number)
        if one.table == "official" and "name" in (one.after or {}):
            renamed["official"].add(int(one.key))
    _add_named(session, found, renamed)
    return found


def _add_named(session: Session, found: dict[str, set[int]], renamed: dict[str, set[int]]) -> None:
    """A statement is found by the names of its official and bases, an agreement by those of its bases."""
    statements = select(Statement.id).where(Statement.official_id.in_(renamed["official"]))
    about = select(StatementBase.statement_id).where(StatementBase.base_id.in_(renamed["base"]))
    agreements = select(AgreementBase.agreement_id).where(AgreementBase.base_id.in_(renamed["base"]))
    for record_type, query in (("statement", statements), ("statement", about), ("agreement", agreements)):
        found.setdefault(record_type, set()).update(session.scalars(query))
    said = sorted(found["statement"])
    for start in range(0, len(said), CHUNK):  # an official is sorted by their newest statement
        speakers = select(Statement.official_id).where(
            Statement.id.in_(said[start : start + CHUNK]), Statement.official_id.is_not(None)
        )
        found.setdefault("official", set()).update(one for one in session.scalars(speakers) if one)
