"""A person's decision on one record: accept it, edit it, reject it. Each is one revision that can be undone.

A rejected record stays as a tombstone, out of every public page, so that no later ingest or seed brings it back.
All within the caller's transaction. `seen` guards against the work of others, see `app.store.reviewer`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from app.domain.dates import first_day, last_day
from app.domain.errors import InputError
from app.domain.kinds import DenialOutcome, ReviewState, StatementKind
from app.domain.quantities import number_range
from app.store.changes import Changes, revise
from app.store.models import (
    Article,
    Claim,
    Evidence,
    Statement,
    StatementBase,
    StatementCountry,
    StatementReport,
)
from app.store.passages import OWNERS, Passage, held_words, move_to, refuse_second_report
from app.store.plain_values import plain
from app.store.records import Record, name_of
from app.store.review_fields import FIELDS, MOST_LINKS, MOST_TEXT, Field, Lines, Links
from app.store.reviewer import Reviewer, open_record

MOST_LINE = 400  # characters of one line
DATED = (
    "signed",
    "ratified",
    "in_force",
    "expires",
    "status_as_of",
)  # of an agreement, the first known sorts it


def accept(
    session: Session, record: Record, *, by: Reviewer, reason: str = "", seen: int | None = None
) -> int:
    """Find a record right as it is; one that was rejected comes back. Returns: the revision.

    Raises: InputError when it is accepted already, or joined to another; NotAllowed; Conflict.
    """
    row = open_record(session, record, by, seen)
    if record.kind == "proposal":
        raise InputError(
            "a proposed name is not accepted as it is: make it a record, or say which record it is"
        )
    if row.review is ReviewState.ACCEPTED:
        raise InputError(f"{name_of(session, record)} is accepted already")
    return _decide(session, record, row, ReviewState.ACCEPTED, by, reason_of(reason, "accepted"))


def reject(session: Session, record: Record, *, by: Reviewer, reason: str, seen: int | None = None) -> int:
    """Take a record out of sight. With an article go the statements and claims that rest on it alone.

    Raises: InputError without a reason, when it is rejected already, or joined to another; NotAllowed; Conflict.
    """
    row = open_record(session, record, by, seen)
    if row.review is ReviewState.REJECTED:
        raise InputError(f"{name_of(session, record)} is rejected already")
    if not reason.strip():
        raise InputError("say why it is rejected: whoever meets it again will read that")
    changes = Changes(session)
    if record.kind == "article":
        for model, ids in _resting_on(session, record.id).items():
            changes.set(model, model.id.in_(ids), review=ReviewState.REJECTED)
    return _decide(
        session, record, row, ReviewState.REJECTED, by, reason_of(reason, "rejected"), changes=changes
    )


def edit(
    session: Session,
    record: Record,
    values: Mapping[str, Any],
    *,
    by: Reviewer,
    reason: str = "",
    seen: int | None = None,
    passage: Passage | None = None,
) -> int:
    """Set fields of a record, checked as `app.store.review_fields` says; what is as it was is left out.

    passage: the words of an article that it is to rest on, instead of those that it rests on there.
    Raises: InputError naming the field, when nothing would change, or the record is rejected or joined to another;
        NotAllowed; Conflict.
    """
    row = open_record(session, record, by, seen)
    if row.review is ReviewState.REJECTED:
        raise InputError(f"{name_of(session, record)} is rejected: accept it first, then edit it")
    fields = FIELDS[record.kind]
    columns: dict[str, Any] = {}
    links: dict[str, list[Any]] = {}
    rows: dict[str, list[str]] = {}
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    for name, given in values.items():
        field = fields.get(name)
        if field is None:
            known = ", ".join(fields)
            raise InputError(f"{record.kind} has no field {name[:40]!r} to edit: its fields are {known}")
        if isinstance(field, Lines):
            held, lines = field.read(session, record.id), lines_of(name, given)
            for line in lines:
                field.parse(name, line)  # raises where a line says nothing
            if sorted(held) != sorted(lines):
                rows[name], before[name], after[name] = lines, held, lines
        elif isinstance(field, Links):
            targets, old, new = _linked(session, record, name, field, given)
            if old != new:
                links[name], before[name], after[name] = targets, old, new
        else:
            value = field.check(session, name, given)
            old = getattr(row, field.column)
            if value != old:
                columns[field.column] = value
                before[name], after[name] = field.show(session, old), field.show(session, value)
    if record.kind in OWNERS and (owner := columns.get(OWNERS[record.kind][1].key)) is not None:
        refuse_second_report(session, record, owner)
    words = held_words(session, record, passage) if passage is not None else None
    if passage is not None and words is not None and (words.start_at, words.end_at) != passage.span:
        before["words"], after["words"] = words.quote, passage.words
    if not after:
        raise InputError(f"nothing of {name_of(session, record)} would change: every field is so already")
    derived = _derived(session, record, row, columns)
    _explain(session, record, row, derived, before, after)
    changes = Changes(session)
    changes.set(record.model, record.model.id == record.id, **columns, **derived, review=ReviewState.EDITED)
    for name, targets in links.items():
        _relink(
            changes, record, fields[name], targets, derived.get("sort_day", getattr(row, "sort_day", None))
        )
    for name, wanted in rows.items():
        _rewrite(changes, record, fields[name], name, wanted)
    _follow_day(changes, record, derived)
    if passage is not None and words is not None and "words" in after:
        move_to(changes, record, words, passage)
    if row.review is not ReviewState.EDITED:
        before["review"], after["review"] = row.review.value, ReviewState.EDITED.value
    return revise(
        session,
        changes,
        record,
        actor=by.name,
        reason=reason_of(reason, "edited"),
        before=before,
        after=after,
    )


def values_of(session: Session, record: Record) -> dict[str, Any]:
    """The plain value of every field that can be edited: what a form starts from."""
    row: Any = session.get_one(record.model, record.id)
    return {
        name: field.read(session, record.id)
        if isinstance(field, Links | Lines)
        else field.show(session, getattr(row, field.column))
        for name, field in FIELDS[record.kind].items()
    }


def _decide(
    session: Session,
    record: Record,
    row: Any,
    state: ReviewState,
    by: Reviewer,
    reason: str,
    *,
    changes: Changes | None = None,
) -> int:
    changes = changes or Changes(session)
    before = {"review": row.review.value}
    changes.set(record.model, record.model.id == record.id, review=state)
    return revise(
        session,
        changes,
        record,
        actor=by.name,
        reason=reason,
        before=before,
        after={"review": state.value},
    )


def reason_of(given: str, act: str) -> str:
    """What a revision says: what was done, and why in the person's words. Raises InputError."""
    text = " ".join(given.replace("\0", " ").split())
    if len(text) > MOST_TEXT:
        raise InputError(f"the reason has {len(text):,} characters: at most {MOST_TEXT:,}")
    return f"{act}: {text}" if text else act


def _resting_on(session: Session, article_id: int) -> dict[type[Any], list[int]]:
    """The statements and claims with no evidence outside this article that are not rejected yet."""
    elsewhere = aliased(Evidence)
    other = (
        select(StatementReport.id)
        .join(elsewhere, elsewhere.id == StatementReport.evidence_id)
        .where(StatementReport.statement_id == Statement.id, elsewhere.article_id != article_id)
    )
    statements = select(Statement.id).where(
        Statement.article_id == article_id, Statement.review != ReviewState.REJECTED, ~other.exists()
    )
    claims = (
        select(Claim.id)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .where(Evidence.article_id == article_id, Claim.review != ReviewState.REJECTED)
    )
    return {Statement: list(session.scalars(statements)), Claim: list(session.scalars(claims))}


def _linked(
    session: Session, record: Record, name: str, field: Links, given: Any
) -> tuple[list[Any], list[str], list[str]]:
    """(what to link to, what is linked now, what will be); a text is a list parted by commas or blanks."""
    items: Iterable[Any] = given.replace(",", " ").split() if isinstance(given, str) else (given or ())
    wanted = sorted({str(one) for one in items})
    if len(wanted) > MOST_LINKS:
        raise InputError(f"{name} names {len(wanted)} records: at most {MOST_LINKS}")
    old = field.read(session, record.id)
    targets = [field.check(session, name, one) for one in wanted]
    return targets, old, wanted


def lines_of(name: str, given: Any) -> list[str]:
    """A text of lines, or a list of them, without blanks and repeats. Raises InputError when they are too many."""
    items = given.split("\n") if isinstance(given, str) else (given or ())
    lines = list(
        dict.fromkeys(line for one in items if (line := " ".join(str(one).replace("\0", "").split())))
    )
    if len(lines) > MOST_LINKS or any(len(line) > MOST_LINE for line in lines):
        raise InputError(f"{name} is too long: at most {MOST_LINKS} lines of {MOST_LINE} characters")
    return lines


def _rewrite(changes: Changes, record: Record, field: Any, name: str, wanted: list[str]) -> None:
    """Remove the rows whose line is not wanted, and add those of the lines that are new."""
    assert isinstance(field, Lines)
    model: Any = field.model
    owned = getattr(model, field.owner) == record.id
    held = {field.write(row): row.id for row in changes.session.scalars(select(model).where(owned))}
    gone = [number for line, number in held.items() if line not in wanted]
    changes.remove(field.model, owned & model.id.in_(gone))
    for line in wanted:
        if line not in held:
            changes.add(field.model, **{field.owner: record.id}, **field.parse(name, line))


def _relink(
    changes: Changes, record: Record, field: Field | Links | Lines, targets: list[Any], day: Any
) -> None:
    assert isinstance(field, Links)
    columns: Any = field.model
    owned = getattr(columns, field.owner) == record.id
    target = getattr(columns, field.column)
    changes.remove(field.model, owned & target.not_in(targets))
    held = set(changes.session.scalars(select(target).where(owned)))
    dated = {"sort_day": day} if hasattr(columns, "sort_day") else {}
    for one in targets:
        if one not in held:
            changes.add(field.model, **{field.owner: record.id, field.column: one}, **dated)


def _derived(session: Session, record: Record, row: Any, columns: dict[str, Any]) -> dict[str, Any]:
    """The columns that follow from the edited ones."""
    found: dict[str, Any] = {}
    if record.kind == "statement":
        if "said_on" in columns:
            said_on = columns["said_on"]
            found["sort_day"] = (
                first_day(said_on) if said_on else session.get_one(Article, row.article_id).sort_day
            )
        is_denial = columns.get("kind", row.kind) is StatementKind.DENIAL
        if not is_denial and columns.get("outcome") is not None:
            raise InputError(f"outcome={columns['outcome']!r} is of denials alone: this is none")
        outcome = columns.get("outcome", row.outcome)
        if is_denial != (outcome is not None):
            columns.pop("outcome", None)
            found["outcome"] = DenialOutcome.OPEN if is_denial else None
    elif record.kind == "claim":
        if "value" in columns:
            found["low"], found["high"] = number_range(columns["value"])
        if "as_of" in columns:
            found["as_of_day"] = first_day(columns["as_of"]) if columns["as_of"] else None
    elif record.kind == "agreement" and set(columns) & set(DATED):
        dates = [columns.get(name, getattr(row, name)) for name in DATED]
        known = [first_day(one) for one in dates if one]
        found["sort_day"] = known[0] if known else row.sort_day
        expires = columns.get("expires", row.expires)
        found["expires_day"] = last_day(expires) if expires else None
    elif record.kind == "article" and "published" in columns:
        published = columns["published"]
        found["sort_day"] = first_day(published) if published else row.added_at.date()
    if record.kind == "base":
        both = [columns.get(name, getattr(row, name)) for name in ("latitude", "longitude")]
        if (both[0] is None) != (both[1] is None):
            raise InputError("latitude and longitude go together: give both, or neither")
    return {name: value for name, value in found.items() if value != getattr(row, name)}


def _explain(
    session: Session,
    record: Record,
    row: Any,
    derived: dict[str, Any],
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """A derived field that people know is told with the rest, and one that was given in vain is not."""
    if record.kind == "statement" and "outcome" in derived:
        before["outcome"], after["outcome"] = plain(row.outcome), plain(derived["outcome"])
    elif "outcome" in after and after["outcome"] is None:
        del before["outcome"], after["outcome"]
        if not after:
            raise InputError("a denial has an outcome: open, held, contradicted or superseded")


def _follow_day(changes: Changes, record: Record, derived: dict[str, Any]) -> None:
    """The day that sorts a record is repeated where lists are cut by it."""
    if "sort_day" not in derived:
        return
    day = derived["sort_day"]
    ids = [record.id]
    if record.kind == "article":
        undated = (Statement.article_id == record.id) & Statement.said_on.is_(None)
        ids = list(changes.session.scalars(select(Statement.id).where(undated)))
        changes.set(Statement, undated, sort_day=day)
    elif record.kind != "statement":
        return
    for model in (StatementCountry, StatementBase):
        changes.set(model, model.statement_id.in_(ids), sort_day=day)
