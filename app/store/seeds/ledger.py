"""What was loaded before: tells a new seed, a changed one and a record that a person has changed apart."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.domain.kinds import ReviewState
from app.store.models import Revision, RevisionChange, SeedRecord
from app.store.plain_values import plain_row
from app.store.records import RECORDS

MACHINES = frozenset({"seed", "ingest"})  # actors whose revisions are no person's decision
REVISED_AS = {"page": "article"}  # a page is held as an article, and its revisions are the article's
ONCE = frozenset({"added_by", "added_at"})  # columns that stay as they were first written
CHUNK = 500  # ids in one IN (…)


@dataclass(slots=True)
class Counts:
    added: int = 0
    changed: int = 0
    left: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class LeftRecord:
    """A seed that differs from its record and was not loaded; `reason` is the end of a sentence."""

    record_type: str
    key: str
    reason: str


@dataclass(slots=True)
class SeedReport:
    """What one load did, per record type: country, publisher, official, base, claim, agreement, …, page."""

    counts: dict[str, Counts] = field(default_factory=dict)
    left: list[LeftRecord] = field(default_factory=list)

    def of(self, record_type: str) -> Counts:
        return self.counts.setdefault(record_type, Counts())

    @property
    def has_changes(self) -> bool:
        return any(one.added or one.changed for one in self.counts.values())


@dataclass(slots=True)
class Plan:
    """What is to be done with the seeds of one record type. `ids` holds every record that is stored."""

    record_type: str
    hashes: dict[str, str]
    new: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    left: set[str] = field(default_factory=set)
    vanished: list[str] = field(default_factory=list)  # loaded before, untouched by people, no seed any more
    ids: dict[str, int] = field(default_factory=dict)

    @property
    def written(self) -> list[str]:
        return [*self.changed, *self.new]

    @property
    def changed_ids(self) -> list[int]:
        return [self.ids[key] for key in self.changed]


class Ledger:
    """The seed records of one load, within one transaction."""

    def __init__(self, session: Session, actor: str) -> None:
        self.session = session
        self.actor = actor
        self.now = datetime.now(UTC)
        self.report = SeedReport()
        self.known: dict[str, dict[str, tuple[int | None, str]]] = {}
        for record_type, key, record_id, seed_hash in session.execute(
            select(SeedRecord.record_type, SeedRecord.key, SeedRecord.record_id, SeedRecord.seed_hash)
        ):
            self.known.setdefault(record_type, {})[key] = (record_id, seed_hash)
        revised = select(Revision.record_type, Revision.record_id).where(
            Revision.actor.not_in(MACHINES | {actor})
        )
        changed = select(RevisionChange.table_name, RevisionChange.row_key).where(
            RevisionChange.table_name.in_(RECORDS)
        )
        self._touched = {
            (record_type, int(record_id))
            for query in (revised, changed)
            for record_type, record_id in session.execute(query.distinct())
        }

    def plan(
        self,
        record_type: str,
        model: type[Any],
        hashes: Mapping[str, str],
        key_column: InstrumentedAttribute[Any] | None,
    ) -> Plan:
        """Compare the seeds with what was loaded and with the records of `model` as they are now.

        A record that a person edited, rejected or removed is left as it is, also where its key came into the
        database by another way than the seeds.
        """
        plan = Plan(record_type, dict(hashes))
        loaded = self.known.get(record_type, {})
        by_key: dict[str, int] = {}
        if key_column is not None:
            keyed = select(key_column, model.id).where(key_column.is_not(None))
            by_key = dict(self.session.execute(keyed).all())
            present = set(by_key.values())
        elif loaded:
            present = set(self.session.scalars(select(model.id)))
        else:
            present = set()
        kept = self._decided(record_type, model)
        counts = self.report.of(record_type)
        for key, seed_hash in hashes.items():
            row_id, loaded_hash = loaded.get(key, (by_key.get(key), None))
            if row_id is not None and row_id in present:
                plan.ids[key] = row_id
            if loaded_hash == seed_hash:
                counts.unchanged += 1
            elif row_id is None:
                plan.new.append(key)
                counts.added += 1
            elif row_id not in present:
                self._leave(plan, key, "its record was removed")
            elif row_id in kept:
                self._leave(plan, key, kept[row_id])
            else:
                plan.changed.append(key)
                counts.changed += 1
        for key, (row_id, _) in loaded.items():
            if key not in hashes and row_id in present:
                plan.ids[key] = row_id
                if row_id in kept:
                    plan.left.add(key)
                else:
                    plan.vanished.append(key)
        if hasattr(model, "joined_into_id"):
            plan.ids = self._standing(model, plan.ids)
        return plan

    def write(self, plan: Plan, model: type[Any], values: Mapping[str, dict[str, Any]]) -> None:
        """Insert the new and update the changed records of a plan, with a Revision for each change.

        values: by key, the columns of `model`; all of the same columns.
        """
        if plan.new:
            ids = self.insert(model, [values[key] for key in plan.new])
            plan.ids |= dict(zip(plan.new, ids, strict=True))
        for chunk in _chunks(plan.changed_ids):
            stored = {
                row["id"]: row
                for row in self.session.execute(select(model.__table__).where(model.id.in_(chunk))).mappings()
            }
            for key in plan.changed:
                if (row := stored.get(plan.ids[key])) is not None:
                    self._update(plan.record_type, model, row, values[key])
        self.remember(plan)

    def insert(self, model: type[Any], rows: Sequence[dict[str, Any]]) -> list[int]:
        """Insert rows; the ids that the database gave them, in the same order."""
        if not rows:
            return []
        table = model.__table__
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        return list(self.session.scalars(statement, rows))

    def insert_links(self, model: type[Any], rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows whose ids nobody needs."""
        if rows:
            self.session.execute(insert(model.__table__), rows)

    def delete_of(self, column: InstrumentedAttribute[Any], ids: Iterable[int]) -> None:
        """Delete the rows whose `column` is one of `ids`."""
        for chunk in _chunks(list(ids)):
            self.session.execute(delete(column.class_).where(column.in_(chunk)))

    def remember(self, plan: Plan) -> None:
        """Keep the hashes of a plan, so that the next load knows what it changes against."""
        loaded = self.known.get(plan.record_type, {})
        rows = []
        for key in [*plan.new, *plan.changed, *sorted(plan.left & plan.hashes.keys())]:
            if key in loaded:
                self.session.execute(
                    update(SeedRecord)
                    .where(SeedRecord.record_type == plan.record_type, SeedRecord.key == key)
                    .values(seed_hash=plan.hashes[key])
                )
            else:
                rows.append(
                    {
                        "record_type": plan.record_type,
                        "key": key,
                        "record_id": plan.ids.get(key),
                        "seed_hash": plan.hashes[key],
                    }
                )
        self.insert_links(SeedRecord, rows)

    def forget(self, record_type: str, keys: Iterable[str]) -> None:
        """Drop the seed records of what is in the seeds no more."""
        for key in keys:
            self.session.execute(
                delete(SeedRecord).where(SeedRecord.record_type == record_type, SeedRecord.key == key)
            )

    def removed(self, record_type: str, row: RowMapping) -> None:
        """Record that a seeded row went because its seed did."""
        self._revise(record_type, row["id"], plain_row(dict(row)), None, "taken out of the reference data")

    def _standing(self, model: type[Any], ids: dict[str, int]) -> dict[str, int]:
        """Each record, or the one that stands for it since a person joined it: what is linked to it goes there."""
        joins = select(model.id, model.joined_into_id).where(model.joined_into_id.is_not(None))
        into: dict[int, int] = dict(self.session.execute(joins).all())
        found = dict(ids)
        while moved := {key: into[one] for key, one in found.items() if one in into}:
            found |= moved
        return found

    def _leave(self, plan: Plan, key: str, reason: str) -> None:
        plan.left.add(key)
        self.report.of(plan.record_type).left += 1
        self.report.left.append(LeftRecord(plan.record_type, key, reason))

    def _decided(self, record_type: str, model: type[Any]) -> dict[int, str]:
        """The records that a person has decided on, with what was decided."""
        if record_type == "page":
            return {}  # its notes go on with the seeds; what a person changed of it stays, see `_update`
        decided = {row_id: "a person has changed it" for kind, row_id in self._touched if kind == record_type}
        if hasattr(model, "review"):
            states = (ReviewState.EDITED, ReviewState.REJECTED)
            for row_id, review in self.session.execute(
                select(model.id, model.review).where(model.review.in_(states))
            ):
                decided[row_id] = f"a person has {review.value} it"
        if hasattr(model, "joined_into_id"):
            for row_id in self.session.scalars(select(model.id).where(model.joined_into_id.is_not(None))):
                decided[row_id] = "a person has joined it to another"
        return decided

    def _update(self, record_type: str, model: type[Any], row: RowMapping, values: dict[str, Any]) -> None:
        kept = ONCE | self._edited(record_type, row["id"])
        changed = {name: value for name, value in values.items() if name not in kept and row[name] != value}
        if changed:
            self.session.execute(update(model).where(model.id == row["id"]).values(**changed))
        before = plain_row({name: row[name] for name in changed})
        self._revise(record_type, row["id"], before, plain_row(changed), "the reference data changed")

    def _edited(self, record_type: str, record_id: int) -> set[str]:
        """The columns of a page that a person changed."""
        if record_type != "page" or ("article", record_id) not in self._touched:
            return set()
        changed = select(RevisionChange.after).where(
            RevisionChange.table_name == "article", RevisionChange.row_key == str(record_id)
        )
        return {name for after in self.session.scalars(changed) for name in after or {}}

    def _revise(
        self,
        record_type: str,
        record_id: int,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
        reason: str,
    ) -> None:
        self.session.add(
            Revision(
                record_type=REVISED_AS.get(record_type, record_type),
                record_id=record_id,
                at=self.now,
                actor=self.actor,
                reason=reason,
                before=before,
                after=after,
            )
        )


def digest(content: object) -> str:
    """A hash of plain data that is the same on every machine."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
