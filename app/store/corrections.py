"""Mistakes that people report: filed by anybody, decided by an editor, as often as they think better of it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, InputError
from app.domain.kinds import CorrectionState
from app.store.models import Correction, CorrectionDecision
from app.store.reviewer import Reviewer, require_editor
from app.store.token_hash import hash_of
from app.store.versions import bump_data_version, wait_for_writers

MOST_WAITING = 1_000  # more than any editors get through: a flood, not readers
MAX_PAGE = 500  # characters
MAX_WRONG = 4_000
MAX_SOURCE = 2_000
MAX_CONTACT = 200
MAX_REPLY = 2_000


@dataclass(frozen=True, slots=True)
class CorrectionDraft:
    """What a reader writes; `page` is a path of this site, `record` what that page is called."""

    page: str
    wrong: str
    source: str = ""
    contact: str = ""
    record: str = ""


def file_correction(session: Session, draft: CorrectionDraft, *, now: datetime) -> str | None:
    """Put a report into the editors' queue; the ticket by which its writer sees what becomes of it.

    Null where MOST_WAITING wait already.
    """
    waiting = select(func.count()).where(Correction.state == CorrectionState.WAITING)
    if (session.scalar(waiting) or 0) >= MOST_WAITING:
        return None
    ticket = secrets.token_urlsafe(32)
    session.add(
        Correction(
            ticket_hash=hash_of(ticket),
            page=draft.page,
            record=draft.record,
            wrong=draft.wrong,
            source=draft.source,
            contact=draft.contact or None,
            filed_at=now,
            state=CorrectionState.WAITING,
            reply="",
            decided_on=None,
        )
    )
    return ticket


def decide_correction(
    session: Session,
    number: int,
    state: CorrectionState,
    reply: str,
    *,
    by: Reviewer,
    seen: int,
    now: datetime,
) -> None:
    """Accept or decline a report, with a reply for everybody; the way to reach its writer is erased.

    seen: how many decisions on it the editor saw.
    Raises: NotAllowed, InputError, Conflict.
    """
    require_editor(by, "deciding on a correction")
    reply = reply.strip()
    if state is CorrectionState.WAITING:
        raise InputError("a correction is accepted or declined: choose one")
    if not reply or len(reply) > MAX_REPLY:
        raise InputError(
            f"a reply of 1 to {MAX_REPLY:,} characters is needed: say what was done, or why nothing"
        )
    wait_for_writers(session)
    correction = session.get(Correction, number)
    if correction is None:
        raise InputError(f"there is no correction {number}: look at the queue again")
    decided = select(func.count()).where(CorrectionDecision.correction_id == number)
    if (session.scalar(decided) or 0) != seen:
        raise Conflict("somebody decided on this report since you opened it: look at it as it is now")
    session.add(CorrectionDecision(correction_id=number, state=state, reply=reply, actor=by.name, at=now))
    correction.state, correction.reply, correction.decided_on = state, reply, now.date()
    correction.contact = None
    bump_data_version(session)
