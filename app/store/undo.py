"""Take a revision back by a revision of its own, to the row; an undo can be undone like anything else.

Refused where a later revision that stands builds on it: one that changed the same column of the same row. Whether a
record counts as reviewed is no such column: it is what the newest decision on it that stands says.
"""

from typing import Any

from sqlalchemy import ForeignKeyConstraint, Table, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from app.domain.errors import InputError, NotAllowed
from app.domain.kinds import UserRole
from app.store.changes import ALWAYS, Changes, RowChange, current, revise
from app.store.models import (
    Model,
    Revision,
    RevisionChange,
    Statement,
    StatementBase,
    StatementCountry,
)
from app.store.records import RECORDS, Record
from app.store.reviewer import Reviewer, describe
from app.store.sign_in import is_at_least
from app.store.versions import wait_for_writers

FOLLOWING = {"statement_country": ("sort_day",), "statement_base": ("sort_day",)}  # repeat the statement's


def may_undo(actor: str, by: Reviewer) -> bool:
    """Whether a revision by `actor` is theirs to undo: an editor's any, an analyst's what they did themselves."""
    if is_at_least(by.role, UserRole.EDITOR):
        return True
    return is_at_least(by.role, UserRole.ANALYST) and actor == by.name


def undo(session: Session, revision_id: int, *, by: Reviewer, reason: str = "") -> int:
    """Put every row that a revision changed back as it was, in the caller's transaction. Returns: the new revision.

    Raises: InputError when there is nothing to undo, it is undone already, or a later one builds on it; NotAllowed.
    """
    wait_for_writers(session)
    revision = session.get(Revision, revision_id, populate_existing=True)
    if revision is None:
        raise InputError(f"there is no revision {revision_id}: the history of a record lists them")
    if not may_undo(revision.actor, by):
        raise NotAllowed(
            f"revision {revision_id} is by {revision.actor}: an analyst undoes their own, an editor any"
        )
    if revision.undone_by_id is not None:
        raise InputError(f"revision {revision_id} was undone before, by revision {revision.undone_by_id}")
    made = session.scalars(
        select(RevisionChange)
        .where(RevisionChange.revision_id == revision_id)
        .order_by(RevisionChange.id.desc())
    ).all()
    if not made:
        raise InputError(
            f"revision {revision_id} is by {revision.actor} ({revision.reason}): what was loaded or taken in is "
            "no decision to undo; edit or reject the record instead"
        )
    _refuse_what_later_ones_build_on(session, revision)
    changes = Changes(session)
    _let_stand_again(session, revision)
    try:
        with session.begin_nested():
            for one in made:
                _put_back(changes, revision, one)
            _follow_days(changes)
    except IntegrityError as error:  # what a row may hold once alone is held by another one now
        raise InputError(
            f"revision {revision_id} cannot be undone: something that came since has taken the place of what it "
            "would bring back; undo that first"
        ) from error
    fields = revision.before, revision.after
    number = revise(
        session,
        changes,
        Record(revision.record_type, revision.record_id),
        actor=by.name,
        reason=_told(revision_id, revision.reason, reason),
        before=fields[1],
        after=fields[0],
        undoes_id=revision_id,
    )
    session.get_one(Revision, revision_id).undone_by_id = number
    session.flush()
    return number


def _let_stand_again(session: Session, revision: Revision) -> None:
    """What this revision undid stands again; what that one had undone does not; and so on down the line."""
    stands = False
    while revision.undoes_id is not None:
        older = session.get_one(Revision, revision.undoes_id)
        older.undone_by_id = revision.id if stands else None
        revision, stands = older, not stands
    session.flush()


def _put_back(changes: Changes, revision: Revision, one: RevisionChange) -> None:
    session = changes.session
    back = RowChange(one.table_name, one.row_key, one.after, one.before)
    if None not in (one.before, one.after):
        if one.table_name in RECORDS:
            back = _with_review(session, revision, one)
        elif not (own := _own(one.table_name, one.after)):
            return  # only a day that `_follow_days` sets, where the link still is
        else:
            back = RowChange(one.table_name, one.row_key, own, _own(one.table_name, one.before))
    _require_fit(session, revision, Model.metadata.tables[one.table_name], back)
    changes.apply(back)


def _own(table: str, values: dict[str, Any] | None) -> dict[str, Any]:
    """The columns that follow from nothing else."""
    return {name: value for name, value in (values or {}).items() if name not in FOLLOWING.get(table, ())}


def _follow_days(changes: Changes) -> None:
    """The links of the statements that were put back are sorted by their days as those are now."""
    keys = {
        one.key.partition("/")[0]
        for one in changes.rows
        if (one.table == "statement" and "sort_day" in (one.after or {}))
        or (one.table in FOLLOWING and one.before is None)
    }
    for key in sorted(keys, key=int):
        day = changes.session.scalar(select(Statement.sort_day).where(Statement.id == int(key)))
        for model in (StatementCountry, StatementBase) if day else ():
            changes.set(model, model.statement_id == int(key), sort_day=day)


def _told(revision_id: int, why: str, reason: str) -> str:
    told = f"undone: revision {revision_id} ({why[:200]})"
    return f"{told}. {reason.strip()}" if reason.strip() else told


def _refuse_what_later_ones_build_on(session: Session, revision: Revision) -> None:
    """An undo that took back something later than this revision has cancelled with it: neither counts."""
    mine, theirs = aliased(RevisionChange), aliased(RevisionChange)
    found = session.execute(
        select(Revision, mine.table_name, mine.before, mine.after, theirs.before, theirs.after)
        .join(theirs, theirs.revision_id == Revision.id)
        .join(mine, (mine.table_name == theirs.table_name) & (mine.row_key == theirs.row_key))
        .where(
            mine.revision_id == revision.id,
            Revision.id > revision.id,
            Revision.undone_by_id.is_(None),
            Revision.undoes_id.is_(None) | (Revision.undoes_id < revision.id),
        )
        .order_by(Revision.id.desc())
    )
    for later, table, *sides in found:
        ours, others = (_changed(table, *pair) for pair in (sides[:2], sides[2:]))
        shared = others if "*" in ours else ours if "*" in others else (ours & others) - {ALWAYS}
        if shared:
            told = "links" if "*" in shared else ", ".join(sorted(shared))
            raise InputError(
                f"revision {revision.id} cannot be undone while {describe(later)} stands, which changed the same "
                f"{told} since: undo that one first"
            )


def _changed(table: str, before: dict[str, Any] | None, after: dict[str, Any] | None) -> set[str]:
    """The columns that a change is about; `*` for all of a row that was added or removed."""
    if before is None or after is None:
        return {"*"}
    return set(_own(table, after))


def _with_review(session: Session, revision: Revision, one: RevisionChange) -> RowChange:
    """The way back, but for the review state, which follows from what stands once this revision does not."""
    before, after = dict(one.before or {}), dict(one.after or {})
    before.pop(ALWAYS, None), after.pop(ALWAYS, None)
    row = current(session, Model.metadata.tables[one.table_name], one.row_key)
    wanted = _standing_review(session, revision, one)
    if row is not None and wanted is not None and row[ALWAYS] != wanted:
        after[ALWAYS], before[ALWAYS] = row[ALWAYS], wanted
    return RowChange(one.table_name, one.row_key, after, before)


def _standing_review(session: Session, revision: Revision, one: RevisionChange) -> Any:
    """Null where nobody decided on the row; else what the newest decision says that is neither undone nor an undo.

    Where none stands, the state that the row first had."""
    decisions = session.execute(
        select(Revision.id, Revision.undone_by_id, RevisionChange.before, RevisionChange.after)
        .join(Revision, Revision.id == RevisionChange.revision_id)
        .where(
            RevisionChange.table_name == one.table_name,
            RevisionChange.row_key == one.row_key,
            Revision.undoes_id.is_(None),
        )
        .order_by(Revision.id)
    ).all()
    decided = [row for row in decisions if ALWAYS in (row.after or {})]
    standing = [row for row in decided if row.undone_by_id is None and row.id != revision.id]
    if standing:
        return standing[-1].after[ALWAYS]
    return (decided[0].before or decided[0].after)[ALWAYS] if decided else None


def _require_fit(session: Session, revision: Revision, table: Table, back: RowChange) -> None:
    """The row is as the revision left it, and nothing refers to one that is to go. Raises InputError."""
    row = current(session, table, back.key)
    expected = back.before
    if expected is not None:
        expected = _own(table.name, expected)
    as_left = row is None if expected is None else row is not None and expected.items() <= row.items()
    if not as_left:
        raise InputError(
            f"revision {revision.id} cannot be undone: {table.name} {back.key} is no longer as it left it"
        )
    if back.after is None and (user := _user_of(session, table, row or {})):
        raise InputError(
            f"revision {revision.id} cannot be undone: {user} came to {table.name} {back.key} since, "
            "which it would take away"
        )


def _user_of(session: Session, table: Table, row: dict[str, Any]) -> str | None:
    """A row elsewhere that refers to this one, in words."""
    for other in Model.metadata.sorted_tables:
        for constraint in other.constraints:
            if not isinstance(constraint, ForeignKeyConstraint) or constraint.referred_table is not table:
                continue
            pairs = [(element.parent, element.column.name) for element in constraint.elements]
            where = [column == row[name] for column, name in pairs]
            if session.execute(select(*other.primary_key).where(*where).limit(1)).first() is not None:
                return f"a row of {other.name}"
    return None
