"""An editor's judgement on claims and publishers: which claim pages show first, and how far each is trusted.

Credibility (1-6) and reliability (A-F) are grades of the Admiralty code. Each act is one revision, kept to the row, so
that it can be undone; none of them counts as a review of the claim.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import ReviewState
from app.store.changes import Changes, revise
from app.store.models import Claim, Publisher
from app.store.records import Record
from app.store.reviewer import Reviewer, open_record, refuse_changed, require_editor
from app.store.versions import wait_for_writers
from app.store.visible import is_public

MOST_REASON = 300  # characters
RELIABILITIES = "ABCDEF"
CREDIBILITIES = range(1, 7)


def pin_claim(session: Session, claim_id: int, *, reason: str, by: Reviewer, seen: int | None = None) -> int:
    """Have pages show this claim first on its base and property; another one that was pinned there is so no more.

    seen: see `app.store.reviewer`. Returns: the revision.
    Raises: InputError without a reason, or when the claim is not public or pinned so already; NotAllowed; Conflict.
    """
    told = " ".join(reason.replace("\0", " ").split())
    claim = _open(session, claim_id, by, seen)
    if not told:
        raise InputError("say why this claim is to be shown first: whoever reads it will ask")
    if len(told) > MOST_REASON:
        raise InputError(f"the reason has {len(told)} characters: at most {MOST_REASON}, in one line")
    if session.scalar(select(Claim.id).where(Claim.id == claim_id, is_public(Claim))) is None:
        raise InputError(f"claim {claim_id} is not public: accept it first, then pin it")
    if claim.pin_reason == told:
        raise InputError(f"claim {claim_id} is pinned so already")
    before = {"pin_reason": claim.pin_reason}
    changes = Changes(session)
    same = (Claim.base_id == claim.base_id) & (Claim.property == claim.property) & (Claim.id != claim_id)
    for other in session.scalars(select(Claim.id).where(same, Claim.pin_reason.is_not(None))):
        refuse_changed(session, Record("claim", other), seen)  # pinned by another since: it would go unseen
    changes.set(Claim, same & Claim.pin_reason.is_not(None), pin_reason=None)
    changes.set(Claim, Claim.id == claim_id, pin_reason=told)
    return _revise(
        changes, Record("claim", claim_id), by, "pinned: it is shown first", before, {"pin_reason": told}
    )


def unpin_claim(session: Session, claim_id: int, *, by: Reviewer, seen: int | None = None) -> int:
    """Let the rule decide again what pages show first. Raises as `pin_claim`, and when it is not pinned."""
    claim = _open(session, claim_id, by, seen)
    if claim.pin_reason is None:
        raise InputError(f"claim {claim_id} is not pinned")
    before = {"pin_reason": claim.pin_reason}
    changes = Changes(session)
    changes.set(Claim, Claim.id == claim_id, pin_reason=None)
    return _revise(
        changes, Record("claim", claim_id), by, "unpinned: the rule decides", before, {"pin_reason": None}
    )


def set_credibility(
    session: Session, claim_id: int, grade: int | None, *, by: Reviewer, seen: int | None = None
) -> int:
    """How credible what this claim says is, 1 (confirmed) to 5 (improbable), 6 (cannot be judged); null: ungraded."""
    claim = _open(session, claim_id, by, seen)
    if grade is not None and grade not in CREDIBILITIES:
        raise InputError(f"credibility={grade} is no grade: give 1 to 6, or nothing")
    if claim.credibility == grade:
        raise InputError(f"claim {claim_id} has that credibility already")
    before = {"credibility": claim.credibility}
    changes = Changes(session)
    changes.set(Claim, Claim.id == claim_id, credibility=grade)
    return _revise(
        changes, Record("claim", claim_id), by, "credibility graded", before, {"credibility": grade}
    )


def set_reliability(
    session: Session, domain: str, grade: str | None, *, by: Reviewer, seen: int | None = None
) -> int:
    """How reliable a publisher is, A (completely) to E (not), F (cannot be judged); null: ungraded."""
    require_editor(by, "grading publishers")
    wait_for_writers(session)
    row = session.scalars(select(Publisher).where(Publisher.domain == domain.strip().lower())).first()
    if row is None:
        raise InputError(f"{domain[:80]!r} is no publisher on record: give its domain, such as tass.com")
    given = grade.strip().upper() if grade and grade.strip() else None
    if given is not None and (len(given) != 1 or given not in RELIABILITIES):
        raise InputError(f"reliability={grade!r:.20} is no grade: give A to F, or nothing")
    if row.reliability == given:
        raise InputError(f"{row.domain} has that reliability already")
    before, number = {"reliability": row.reliability}, row.id
    refuse_changed(session, Record("publisher", number), seen)
    changes = Changes(session)
    changes.set(Publisher, Publisher.id == number, reliability=given)
    reason = f"reliability of {row.domain} graded"
    return _revise(changes, Record("publisher", number), by, reason, before, {"reliability": given})


def _open(session: Session, claim_id: int, by: Reviewer, seen: int | None) -> Claim:
    require_editor(by, "grading and pinning claims")
    if session.get(Claim, claim_id) is None:
        raise InputError(f"there is no claim {claim_id}: the page of its base has its number")
    claim: Claim = open_record(session, Record("claim", claim_id), by, seen)
    if claim.review is ReviewState.REJECTED:
        raise InputError(f"claim {claim_id} is rejected: accept it first")
    return claim


def _revise(
    changes: Changes, record: Record, by: Reviewer, reason: str, before: dict[str, Any], after: dict[str, Any]
) -> int:
    return revise(changes.session, changes, record, actor=by.name, reason=reason, before=before, after=after)
