"""An editor's acts on a denial: confirm or dismiss what bears on it, and settle what became of it."""

from enum import StrEnum
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException
from fastapi.responses import RedirectResponse, Response

from app.domain.errors import InputError
from app.domain.kinds import BearingRelation, DenialOutcome
from app.query.ledger_candidates import find_proposal
from app.query.ledger_facts import Target
from app.query.statement_rows import load_statement
from app.resolve.bearing_rules import RecordNoun
from app.store.reviewer import Reviewer
from app.store.settling import MOST_FINDING, confirm_bearing, dismiss_bearing, settle_denial
from app.web import csrf
from app.web.auth import RequireEditor
from app.web.pages import RequestSession, WriteSession

router = APIRouter(include_in_schema=False)
Token = Annotated[str, Form(max_length=200)]


class Decision(StrEnum):
    CONFIRM = "confirm"
    DISMISS = "dismiss"


@router.post("/statements/{number}/bearings", name="decide_bearing")
def decide(
    session: WriteSession,
    user: RequireEditor,
    number: int,
    record: Annotated[str, Form(max_length=40)],
    decision: Annotated[Decision, Form()],
    relation: Annotated[BearingRelation | None, Form()] = None,
    csrf_token: Token = "",
) -> Response:
    """Confirm that a record bears on a denial, as `relation` (left out: as proposed), or dismiss it."""
    csrf.require(csrf_token, user)
    _require_denial(session, number)
    noun, record_id = _target(record)
    proposal = find_proposal(session, number, (noun, record_id))
    reason = proposal.reason if proposal else None
    if decision is Decision.DISMISS:
        dismiss_bearing(session, number, noun, record_id, reason=reason, by=Reviewer(user.name, user.role))
    else:
        chosen = relation or (proposal.relation if proposal else BearingRelation.SEE_ALSO)
        confirm_bearing(
            session, number, noun, record_id, chosen, reason=reason, by=Reviewer(user.name, user.role)
        )
    return RedirectResponse(f"/statements/{number}#bears", HTTPStatus.SEE_OTHER)


@router.post("/statements/{number}/outcome", name="settle_denial")
def settle(
    session: WriteSession,
    user: RequireEditor,
    number: int,
    outcome: Annotated[DenialOutcome, Form()],
    finding: Annotated[str, Form(max_length=4 * MOST_FINDING)] = "",
    seen: Annotated[int | None, Form(ge=0, lt=2**31)] = None,
    csrf_token: Token = "",
) -> Response:
    """Set what became of a denial, and why in one line; `seen` is the newest revision that the page showed."""
    csrf.require(csrf_token, user)
    _require_denial(session, number)
    settle_denial(session, number, outcome, finding, by=Reviewer(user.name, user.role), seen=seen)
    return RedirectResponse(f"/statements/{number}", HTTPStatus.SEE_OTHER)


def _require_denial(session: RequestSession, number: int) -> None:
    if not 0 < number < 2**31 or load_statement(session, number) is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND,
            f"There is no statement {number}, or an editor has rejected it. All denials: /denials",
        )


def _target(record: str) -> Target:
    """`claim:12` as what it names. Raises InputError."""
    noun, _, number = record.partition(":")
    if noun not in set(RecordNoun) or not (number.isascii() and number.isdigit()) or int(number) >= 2**31:
        raise InputError(f"record={record!r} names nothing: write statement:12, claim:12 or agreement:12")
    return RecordNoun(noun), int(number)
