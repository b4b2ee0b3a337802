"""An editor's acts on a denial: what bears on it and what does not, and what became of it.

Each is one revision of the denial, kept to the row, so that it can be undone.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import BearingRelation, DenialOutcome, ReviewState, StatementKind
from app.resolve.bearing_rules import RecordNoun
from app.store.changes import Changes, revise
from app.store.models import Agreement, Claim, Statement, StatementBearing
from app.store.records import Record
from app.store.reviewer import Reviewer, open_record, require_editor
from app.store.visible import is_public

MOST_FINDING = 300  # characters
_COLUMNS: dict[RecordNoun, tuple[type[Any], str]] = {
    RecordNoun.STATEMENT: (Statement, "other_id"),
    RecordNoun.CLAIM: (Claim, "claim_id"),
    RecordNoun.AGREEMENT: (Agreement, "agreement_id"),
}


def confirm_bearing(
    session: Session,
    denial_id: int,
    noun: RecordNoun,
    number: int,
    relation: BearingRelation,
    *,
    reason: str | None,
    by: Reviewer,
) -> int:
    """A record bears on a denial, as `relation` says, in the caller's transaction; the public sees it from then on.

    reason: why it was proposed; null where the editor found it themselves. Returns: the revision.
    Raises: InputError when one of the two is no public record, the first is no denial, or it is so already; NotAllowed.
    """
    decided = {"relation": relation, "reason": reason, "is_dismissed": False}
    return _decide(session, denial_id, noun, number, by, decided)


def dismiss_bearing(
    session: Session, denial_id: int, noun: RecordNoun, number: int, *, reason: str | None, by: Reviewer
) -> int:
    """A record does not bear on a denial: it is shown no more, and not proposed again. As `confirm_bearing`."""
    return _decide(session, denial_id, noun, number, by, {"reason": reason, "is_dismissed": True})


def settle_denial(
    session: Session,
    denial_id: int,
    outcome: DenialOutcome,
    finding: str,
    *,
    by: Reviewer,
    seen: int | None = None,
) -> int:
    """What became of a denial, and why in one line, in the caller's transaction. An open one needs no finding.

    seen: see `app.store.reviewer`. Returns: the revision.
    Raises: InputError when it is no denial, the finding is missing or too long, or nothing would change; NotAllowed;
        Conflict.
    """
    denial = _denial(session, denial_id, by, seen)
    told = " ".join(finding.replace("\0", " ").split())
    if len(told) > MOST_FINDING:
        raise InputError(f"the finding has {len(told)} characters: at most {MOST_FINDING}, in one line")
    if not told and outcome is not DenialOutcome.OPEN:
        raise InputError(f"say in one line why the denial is {outcome.value}: whoever reads it will ask")
    before = {"outcome": (denial.outcome or DenialOutcome.OPEN).value, "finding": denial.finding}
    after = {"outcome": outcome.value, "finding": told or None}
    if before == after:
        raise InputError(f"statement {denial_id} is so already: {outcome.value}")
    changes = Changes(session)
    changes.set(Statement, Statement.id == denial_id, outcome=outcome, finding=told or None)
    return _revise(changes, denial_id, by, f"settled: {outcome.value}", before, after)


def _decide(
    session: Session, denial_id: int, noun: RecordNoun, number: int, by: Reviewer, decided: dict[str, Any]
) -> int:
    _denial(session, denial_id, by, None)
    model, column = _COLUMNS[noun]
    known = session.scalar(select(model.id).where(model.id == number, is_public(model)))
    if known is None or (noun is RecordNoun.STATEMENT and number == denial_id):
        raise InputError(
            f"{noun.value} {number} is no public record that could bear on statement {denial_id}"
        )
    of_it = (StatementBearing.statement_id == denial_id) & (getattr(StatementBearing, column) == number)
    row = session.scalars(select(StatementBearing).where(of_it)).first()
    name = f"{noun.value} {number}"
    before = _told(name, row.relation, row.is_dismissed) if row is not None else None
    relation = decided.get("relation", row.relation if row is not None else BearingRelation.SEE_ALSO)
    after = _told(name, relation, decided["is_dismissed"])
    if before == after:
        raise InputError(f"{name} is decided on so already")
    changes = Changes(session)
    if row is None:
        changes.add(
            StatementBearing, **{"statement_id": denial_id, column: number, "relation": relation, **decided}
        )
    else:
        if row.reason is None:
            del decided["reason"]  # what the reference data says was not proposed
        changes.set(StatementBearing, of_it, **decided)
    act = "dismissed: {} does not bear on it" if decided["is_dismissed"] else "confirmed: {} bears on it"
    return _revise(changes, denial_id, by, act.format(name), before, after)


def _told(name: str, relation: BearingRelation, is_dismissed: bool) -> dict[str, Any]:
    return {"bearing": name, "relation": relation.value, "dismissed": is_dismissed}


def _denial(session: Session, denial_id: int, by: Reviewer, seen: int | None) -> Statement:
    require_editor(by, "settling what became of a denial")
    row: Statement = open_record(session, Record("statement", denial_id), by, seen)
    if row.review is ReviewState.REJECTED:
        raise InputError(f"statement {denial_id} is rejected: accept it first")
    if row.kind is not StatementKind.DENIAL:
        raise InputError(f"statement {denial_id} is a {row.kind.value}: only a denial is settled")
    return row


def _revise(
    changes: Changes,
    denial_id: int,
    by: Reviewer,
    reason: str,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> int:
    record = Record("statement", denial_id)
    # never null: a revision without `before` is one that made the record
    return revise(
        changes.session, changes, record, actor=by.name, reason=reason, before=before or {}, after=after
    )
