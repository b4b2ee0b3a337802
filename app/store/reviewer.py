"""Who decides on a record, what they may, and which state of it they saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, InputError, NotAllowed
from app.domain.kinds import UserRole
from app.store.models import Article, Evidence, Revision, RevisionChange, Statement
from app.store.records import Record, name_of, standing_record
from app.store.sign_in import is_at_least
from app.store.versions import wait_for_writers

MOST_NAMED = 5  # revisions that a conflict tells of
PLACED = ("claim", "base_report", "agreement_report", "proposal")  # rest on one place of one article


@dataclass(frozen=True, slots=True)
class Reviewer:
    """A person, by their account; the command line acts as an admin of the machine's user name."""

    name: str
    role: UserRole


def may_decide(session: Session, record: Record, by: Reviewer) -> bool:
    """An editor on everything, an analyst on what they added themselves."""
    if is_at_least(by.role, UserRole.EDITOR):
        return True
    return is_at_least(by.role, UserRole.ANALYST) and added_by(session, record) == by.name


def require_editor(by: Reviewer, what: str = "merging, and splitting what was merged,") -> None:
    """Raises NotAllowed for whom editors' acts are not open."""
    if not is_at_least(by.role, UserRole.EDITOR):
        raise NotAllowed(f"{what} is for editors: ask one of them")


def added_by(session: Session, record: Record) -> str | None:
    """Who brought a record in: whose article it is from, or who made it; null where nobody is on record."""
    adder = select(Article.added_by)
    if record.kind == "article":
        return session.scalar(adder.where(Article.id == record.id))
    if record.kind == "statement":
        return session.scalar(
            adder.join(Statement, Statement.article_id == Article.id).where(Statement.id == record.id)
        )
    if record.kind in PLACED:
        model = record.model
        placed = adder.join(Evidence, Evidence.article_id == Article.id)
        return session.scalar(
            placed.join(model, model.evidence_id == Evidence.id).where(model.id == record.id)
        )
    made = select(Revision.actor).where(*_of(record), Revision.before.is_(None))
    return session.scalar(made.order_by(Revision.id).limit(1))


def latest_revision(session: Session, record: Record) -> int:
    """The number of the newest revision that changed a record: what a form remembers as seen. 0: never changed."""
    of_record = session.scalar(select(func.max(Revision.id)).where(*_of(record)))
    of_row = session.scalar(
        select(func.max(RevisionChange.revision_id)).where(
            RevisionChange.table_name == record.kind, RevisionChange.row_key == str(record.id)
        )
    )
    return max(of_record or 0, of_row or 0)


def newest_revision(session: Session) -> int:
    """The number of the newest revision of all: a page remembers that it saw everything up to it. 0: there is none."""
    return session.scalar(select(func.max(Revision.id))) or 0


def latest_revisions(session: Session, kind: str, ids: Sequence[int]) -> dict[int, int]:
    """As `latest_revision`, for many records of one kind. Two queries."""
    found = dict.fromkeys(ids, 0)
    of_records = (
        select(Revision.record_id, func.max(Revision.id))
        .where(Revision.record_type == kind, Revision.record_id.in_(ids))
        .group_by(Revision.record_id)
    )
    of_rows = (
        select(RevisionChange.row_key, func.max(RevisionChange.revision_id))
        .where(RevisionChange.table_name == kind, RevisionChange.row_key.in_([str(one) for one in ids]))
        .group_by(RevisionChange.row_key)
    )
    for number, latest in (*session.execute(of_records), *session.execute(of_rows)) if ids else ():
        found[int(number)] = max(found[int(number)], latest)
    return found


def open_record(session: Session, record: Record, by: Reviewer, seen: int | None) -> Any:
    """The row for a decision, with other writers waiting.

    seen: the newest revision that the person saw; null: it is decided on as it is now.
    Raises: NotAllowed; InputError where it was joined to another; Conflict where it was changed since.
    """
    if not may_decide(session, record, by):
        added = added_by(session, record)
        raise NotAllowed(
            f"{name_of(session, record)} was added by {added or 'nobody of this site'}, not by {by.name}: "
            "an analyst decides on what they added, an editor on everything"
        )
    wait_for_writers(session)
    row: Any = session.get_one(record.model, record.id, populate_existing=True)
    if getattr(row, "joined_into_id", None) is not None:
        into = name_of(session, standing_record(session, record))
        raise InputError(f"{name_of(session, record)} was joined to {into} before: use that one")
    refuse_changed(session, record, seen)
    return row


def refuse_changed(session: Session, record: Record, seen: int | None) -> None:
    """Raises Conflict, which tells of the changes, where a record has any since the revision that a person saw."""
    if seen is not None and latest_revision(session, record) > seen:
        raise Conflict(_told(session, record, seen))


def changed_fields(revision: Revision) -> list[str]:
    """The names of the fields that a revision changed."""
    return sorted({*(revision.before or {}), *(revision.after or {})} - {"review"})


def describe(revision: Revision) -> str:
    """One revision in a message: `revision 14 by anna, 5 Jan 2026 12:30 UTC (kind, topic)`."""
    fields = ", ".join(changed_fields(revision)) or revision.reason
    return f"revision {revision.id} by {revision.actor}, {revision.at:%-d %b %Y %H:%M} UTC ({fields[:120]})"


def _told(session: Session, record: Record, seen: int) -> str:
    rows = select(RevisionChange.revision_id).where(
        RevisionChange.table_name == record.kind,
        RevisionChange.row_key == str(record.id),
        RevisionChange.revision_id > seen,
    )
    newer = (
        select(Revision)
        .where(
            Revision.id > seen,
            or_(
                Revision.id.in_(rows),
                (Revision.record_type == record.kind) & (Revision.record_id == record.id),
            ),
        )
        .order_by(Revision.id.desc())
        .limit(MOST_NAMED)
    )
    told: Sequence[str] = [describe(one) for one in session.scalars(newer)]
    return (
        f"{name_of(session, record)} was changed since you opened it: {'; '.join(told)}. "
        "Nothing of yours was saved: look at it as it is now, then decide again"
    )


def _of(record: Record) -> tuple[Any, ...]:
    return Revision.record_type == record.kind, Revision.record_id == record.id
