"""Merge two officials, bases or agreements that are one, and split one that is two. (Statements: app.store.joins.)

A merged record stays as a row that leads to the other one; what was linked to it is linked to that. A link that the
other has already stays where it is, out of sight. Every moved link is remembered, so that one undo restores them all.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, aliased

from app.domain.errors import InputError
from app.domain.kinds import Origin, ReviewState
from app.store.changes import Changes, revise, table_of
from app.store.models import (
    AgreementBase,
    AgreementParty,
    AgreementReport,
    BaseReport,
    BaseSpelling,
    Claim,
    OfficialRole,
    OfficialSpelling,
    Statement,
    StatementBase,
    StatementBearing,
)
from app.store.records import MERGED, SLUGGED, Record, find_record, name_of
from app.store.reviewer import Reviewer, open_record, require_editor

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MOST_SLUG = 120


@dataclass(frozen=True, slots=True)
class Link:
    """Rows that belong to a record by their column `owner`.

    same: the columns by which two rows say the same; pick: the column by which a person names one of them.
    """

    name: str
    model: type[Any]
    owner: str
    pick: str = "id"
    same: tuple[str, ...] = ()

    def of(self, record_id: int) -> ColumnElement[bool]:
        where: ColumnElement[bool] = getattr(self.model, self.owner) == record_id
        return where

    @property
    def is_pair(self) -> bool:
        """The owner is part of the key: such a row is removed and added, for a key never changes."""
        return self.owner in {column.name for column in table_of(self.model).primary_key}


LINKS: dict[str, tuple[Link, ...]] = {
    "official": (
        Link("statement", Statement, "official_id"),
        Link("role", OfficialRole, "official_id", same=("title", "body", "held_from", "held_to")),
        Link("spelling", OfficialSpelling, "official_id", "spelling", ("spelling",)),
    ),
    "base": (
        Link("claim", Claim, "base_id"),
        Link("report", BaseReport, "base_id", same=("evidence_id",)),
        Link("spelling", BaseSpelling, "base_id", "spelling", ("spelling",)),
        Link("statement", StatementBase, "base_id", "statement_id", ("statement_id",)),
        Link("agreement", AgreementBase, "base_id", "agreement_id", ("agreement_id",)),
    ),
    "agreement": (
        Link("report", AgreementReport, "agreement_id", same=("evidence_id",)),
        Link("base", AgreementBase, "agreement_id", "base_id", ("base_id",)),
        Link("bearing", StatementBearing, "agreement_id", same=("statement_id",)),
    ),
}


def merge(
    session: Session, kept: Record, other: Record, *, by: Reviewer, reason: str = "", seen: int | None = None
) -> int:
    """Make `other` one with `kept`, in the caller's transaction. Returns: the revision, one of `kept`.

    Raises: InputError when they are one already, of two kinds, rejected, or merged before; NotAllowed; Conflict.
    """
    require_editor(by)
    if kept.kind != other.kind or kept.kind not in MERGED:
        raise InputError(
            f"{name_of(session, kept)} and {name_of(session, other)} cannot be merged: "
            f"choose two of one kind ({', '.join(MERGED)}); statements are joined instead"
        )
    if kept.id == other.id:
        raise InputError(f"{name_of(session, kept)} cannot be merged with itself")
    for record in sorted((kept, other), key=lambda one: one.id):  # always in one order: no deadlock
        row = open_record(session, record, by, seen if record == kept else None)
        if row.review is ReviewState.REJECTED:
            raise InputError(f"{name_of(session, record)} is rejected: accept it first, then merge it")
    changes = Changes(session)
    moved: dict[str, int] = {}
    for link in LINKS[kept.kind]:
        moved[link.name] = _move(changes, link, kept.id, link.of(other.id) & ~_held(link, kept.id))
        if link.is_pair:
            changes.remove(link.model, link.of(other.id))  # those that `kept` has, too
    changes.set(other.model, other.model.id == other.id, joined_into_id=kept.id)
    was = name_of(session, other)
    told = f"merged: {was} is the same as {name_of(session, kept)}"
    return revise(
        session,
        changes,
        kept,
        actor=by.name,
        reason=f"{told}. {reason.strip()}" if reason.strip() else told,
        before={},
        after={
            "merged": was.partition(" ")[2],
            **{f"moved_{n}s": count for n, count in moved.items() if count},
        },
    )


def split(
    session: Session,
    record: Record,
    links: Sequence[str],
    *,
    slug: str,
    name: str,
    by: Reviewer,
    reason: str = "",
    seen: int | None = None,
) -> tuple[Record, int]:
    """Make a second record, like the first but for slug and name, and give it some of its links.

    links: `statement:12`, `claim:5`, `role:3`, `report:7`, `spelling:TEXT`, `agreement:SLUG`, `base:SLUG`, each of
        the record; the kinds that a record has are in LINKS.
    Returns: the new record and the revision. To bring a merged record back, undo the merge.
    Raises: InputError when the slug is taken or a link is not one of the record; NotAllowed; Conflict.
    """
    require_editor(by)
    if record.kind not in MERGED:
        raise InputError(
            f"{name_of(session, record)} cannot be split here: its reports are split off instead"
        )
    row = open_record(session, record, by, seen)
    slug, name = slug.strip(), " ".join(name.split())
    if not _SLUG.fullmatch(slug) or len(slug) > MOST_SLUG:
        raise InputError(f"slug={slug[:60]!r} is none: write small letters and digits, parted by hyphens")
    if not name:
        raise InputError("name is empty: the new record needs one")
    if session.scalar(select(record.model.id).where(record.model.slug == slug)) is not None:
        raise InputError(f"slug={slug!r} is taken by another {record.kind}: choose another")
    picked = [_picked(session, record, text) for text in links]
    changes = Changes(session)
    title = "title" if record.kind == "agreement" else "name"
    columns = {column.name: getattr(row, column.name) for column in table_of(record.model).columns}
    own: dict[str, Any] = {
        "slug": slug,
        title: name,
        "origin": Origin.ANALYST,
        "review": ReviewState.ACCEPTED,
    }
    if "name_ru" in columns:
        own["name_ru"] = None
    made = changes.add(record.model, **{n: v for n, v in (columns | own).items() if n != "id"})
    new = Record(record.kind, made["id"])
    if record.kind == "agreement":
        for code in session.scalars(
            select(AgreementParty.country_code).where(AgreementParty.agreement_id == record.id)
        ).all():
            changes.add(AgreementParty, agreement_id=new.id, country_code=code)
    for link, where in picked:
        _move(changes, link, new.id, where)
    told = f"split: {slug} is another {record.kind} than {name_of(session, record).partition(' ')[2]}"
    revision = revise(
        session,
        changes,
        record,
        actor=by.name,
        reason=f"{told}. {reason.strip()}" if reason.strip() else told,
        before={},
        after={"split": slug, "moved": list(links)},
    )
    return new, revision


def _move(changes: Changes, link: Link, owner_id: int, where: ColumnElement[bool]) -> int:
    """Give rows to another owner; how many there were."""
    if not link.is_pair:
        return changes.set(link.model, where, **{link.owner: owner_id})
    table = table_of(link.model)
    rows = [dict(row) for row in changes.session.execute(select(table).where(where)).mappings()]
    changes.remove(link.model, where)
    for row in rows:
        changes.add(link.model, **{**row, link.owner: owner_id})
    return len(rows)


def _held(link: Link, owner_id: int) -> ColumnElement[bool]:
    """The condition that `owner_id` has a link that says the same."""
    if not link.same:
        return link.model.id.is_(None)  # type: ignore[no-any-return]  # each of these is one of a kind
    theirs = aliased(link.model)
    same = [getattr(theirs, name).is_not_distinct_from(getattr(link.model, name)) for name in link.same]
    return select(getattr(theirs, link.owner)).where(getattr(theirs, link.owner) == owner_id, *same).exists()


def _picked(session: Session, record: Record, text: str) -> tuple[Link, ColumnElement[bool]]:
    kind, _, key = text.partition(":")
    link = next((one for one in LINKS[record.kind] if one.name == kind), None)
    if link is None or not key:
        known = ", ".join(f"{one.name}:…" for one in LINKS[record.kind])
        raise InputError(f"{text[:120]!r} is no link of this {record.kind}: write {known}")
    value: str | int = key
    if link.pick != "spelling":
        if link.name in SLUGGED:
            value = find_record(session, link.name, key).id
        elif key.isascii() and key.isdigit() and len(key) < 10:
            value = int(key)
        else:
            raise InputError(f"{text[:120]!r}: give the number of the {link.name}")
    where = link.of(record.id) & (getattr(link.model, link.pick) == value)
    if session.scalar(select(getattr(link.model, link.owner)).where(where)) is None:
        raise InputError(f"{text[:120]!r} is no link of {name_of(session, record)}: its page shows them")
    return link, where
