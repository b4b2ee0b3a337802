"""An editor's acts on a denial: what bears on it and what does not, and what became of it. Each leaves a revision."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import BearingRelation, DenialOutcome, ReviewState, StatementKind
from app.resolve.bearing_rules import RecordNoun
from app.store.models import Agreement, Claim, Revision, Statement, StatementBearing
from app.store.search_index import index_records
from app.store.versions import bump_data_version
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
    actor: str,
) -> None:
    """A record bears on a denial, as `relation` says, in the caller's transaction; the public sees it from then on.

    reason: why it was proposed; null where the editor found it themselves.
    Raises: InputError when one of the two is no public record, or the denial is none.
    """
    _decide(session, denial_id, noun, number, actor, relation=relation, reason=reason, is_dismissed=False)


def dismiss_bearing(
    session: Session,
    denial_id: int,
    noun: RecordNoun,
    number: int,
    *,
    reason: str | None,
    actor: str,
) -> None:
    """A record does not bear on a denial: it is shown no more, and not proposed again. Raises: as `confirm_bearing`."""
    _decide(session, denial_id, noun, number, actor, reason=reason, is_dismissed=True)


def settle_denial(
    session: Session, denial_id: int, outcome: DenialOutcome, finding: str, *, actor: str
) -> None:
    """What became of a denial, and why in one line, in the caller's transaction. An open one needs no finding.

    Raises: InputError when it is no denial, the finding is missing or too long, or nothing would change.
    """
    denial = _denial(session, denial_id)
    told = " ".join(finding.replace("\0", " ").split())
    if len(told) > MOST_FINDING:
        raise InputError(f"the finding has {len(told)} characters: at most {MOST_FINDING}, in one line")
    if not told and outcome is not DenialOutcome.OPEN:
        raise InputError(f"say in one line why the denial is {outcome.value}: whoever reads it will ask")
    before = {"outcome": (denial.outcome or DenialOutcome.OPEN).value, "finding": denial.finding}
    after = {"outcome": outcome.value, "finding": told or None}
    if before == after:
        raise InputError(f"statement {denial_id} is so already: {outcome.value}")
    denial.outcome, denial.finding = outcome, told or None
    _finish(session, denial_id, actor, f"settled: {outcome.value}", before, after)


def _decide(
    session: Session, denial_id: int, noun: RecordNoun, number: int, actor: str, **decided: Any
) -> None:
    _denial(session, denial_id)
    model, column = _COLUMNS[noun]
    known = session.scalar(select(model.id).where(model.id == number, is_public(model)))
    if known is None or (noun is RecordNoun.STATEMENT and number == denial_id):
        raise InputError(
            f"{noun.value} {number} is no public record that could bear on statement {denial_id}"
        )
    row = session.scalars(
        select(StatementBearing).where(
            StatementBearing.statement_id == denial_id, getattr(StatementBearing, column) == number
        )
    ).first()
    name = f"{noun.value} {number}"
    before = _told(name, row) if row is not None else None
    if row is None:
        row = StatementBearing(
            statement_id=denial_id, relation=BearingRelation.SEE_ALSO, event=None, source_url=None, day=None
        )
        setattr(row, column, number)
        session.add(row)
    elif row.reason is None:
        decided.pop("reason")  # what the reference data says was not proposed
    for field, value in decided.items():
        setattr(row, field, value)
    session.flush()
    after = _told(name, row)
    if before == after:
        raise InputError(f"{name} is decided on so already")
    act = f"dismissed: {name} does not bear on it" if row.is_dismissed else f"confirmed: {name} bears on it"
    _finish(session, denial_id, actor, act, before, after)


def _told(name: str, row: StatementBearing) -> dict[str, Any]:
    return {"bearing": name, "relation": row.relation.value, "dismissed": row.is_dismissed}


def _denial(session: Session, denial_id: int) -> Statement:
    row = session.get(Statement, denial_id, with_for_update=True)
    if row is None or row.review is ReviewState.REJECTED or row.joined_into_id is not None:
        raise InputError(f"there is no statement {denial_id} that stands for itself")
    if row.kind is not StatementKind.DENIAL:
        raise InputError(f"statement {denial_id} is a {row.kind.value}: only a denial is settled")
    return row


def _finish(
    session: Session,
    denial_id: int,
    actor: str,
    reason: str,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> None:
    session.add(
        Revision(
            record_type="statement",
            record_id=denial_id,
            at=datetime.now(UTC),
            actor=actor,
            reason=reason,
            before=before,
            after=after,
        )
    )
    session.flush()
    index_records(session, "statement", [denial_id])
    bump_data_version(session)
