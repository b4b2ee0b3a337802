"""Accept or reject many findings in one act, which one undo takes back.

What is left out is told before and after: what is not the person's to decide, what somebody changed since they looked,
what is decided on already, and, of what would be accepted, what speaks against accepting it unseen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import ReviewState
from app.domain.queue import BulkAct
from app.store.accepting import ACCEPTED_TOGETHER, Seen, still_open
from app.store.changes import Changes, revise
from app.store.records import Record
from app.store.reviewer import Reviewer
from app.store.reviews import reason_of
from app.store.versions import wait_for_writers

MOST_IN_BULK = 1_000
BULK = Record("bulk", 0)  # what the revision of a bulk act is of: its changes name the findings
STATES = {BulkAct.ACCEPT: ReviewState.ACCEPTED, BulkAct.REJECT: ReviewState.REJECTED}


@dataclass(frozen=True, slots=True)
class BulkPlan:
    """What an act would do, or did: the findings that it decides on, and why each of the others is left out."""

    act: BulkAct
    records: tuple[Record, ...]
    left: tuple[tuple[Record, str], ...]

    @property
    def counts(self) -> dict[str, int]:
        """By kind of record."""
        return dict(Counter(one.kind for one in self.records))


def plan_bulk(
    session: Session,
    act: BulkAct,
    wanted: Sequence[Seen],
    *,
    by: Reviewer,
    doubts: Mapping[Record, str] | None = None,
) -> BulkPlan:
    """What `act` would do with findings as they were seen; nothing is written.

    doubts: what speaks against accepting a finding unseen; a rejection does not ask.
    Raises: InputError when nothing, or too much, is given.
    """
    if not wanted:
        raise InputError("nothing is chosen: tick articles, or take all under the filters")
    if len(wanted) > MOST_IN_BULK:
        raise InputError(
            f"{len(wanted):,} findings are more than one act takes ({MOST_IN_BULK:,}): "
            "narrow the filters or the confidence"
        )
    left: list[tuple[Record, str]] = []
    fit: list[Record] = []
    for kind in dict.fromkeys(one.record.kind for one in wanted):
        fit += still_open(session, kind, [one for one in wanted if one.record.kind == kind], by, left)
    if act is BulkAct.ACCEPT:
        doubted = {one: _doubt(one, doubts or {}) for one in fit}
        left += [(one, why) for one, why in doubted.items() if why]
        fit = [one for one in fit if not doubted[one]]
    return BulkPlan(act, tuple(fit), tuple(left))


def decide_in_bulk(
    session: Session,
    act: BulkAct,
    wanted: Sequence[Seen],
    *,
    by: Reviewer,
    reason: str = "",
    doubts: Mapping[Record, str] | None = None,
) -> tuple[int, BulkPlan]:
    """Do it, in the caller's transaction: the revision, and what became of each finding.

    Raises: InputError as `plan_bulk`, without a reason to reject, and when nothing is left to decide on.
    """
    if act is BulkAct.REJECT and not reason.strip():
        raise InputError("say why they are rejected: whoever meets them again will read that")
    wait_for_writers(session)
    plan = plan_bulk(session, act, wanted, by=by, doubts=doubts)
    if not plan.records:
        why = "; ".join(f"{count} {text}" for text, count in reasons_of(plan.left))
        raise InputError(f"nothing of it is left to decide on: {why}")
    changes = Changes(session)
    for kind in plan.counts:
        model = next(one for one in plan.records if one.kind == kind).model
        ids = [one.id for one in plan.records if one.kind == kind]
        changes.set(model, model.id.in_(ids), review=STATES[act])
    revision = revise(
        session,
        changes,
        BULK,
        actor=by.name,
        reason=reason_of(reason, f"{STATES[act].value} in bulk"),
        before={},
        after={f"{STATES[act].value}_{kind}s": count for kind, count in plan.counts.items()},
    )
    return revision, plan


def reasons_of(left: Iterable[tuple[Record, str]]) -> list[tuple[str, int]]:
    """Why findings are left out, the most frequent first; what names one finding alone is told without it."""
    return Counter(why.partition(":")[0] for _, why in left).most_common()


def _doubt(record: Record, doubts: Mapping[Record, str]) -> str | None:
    if record.kind not in ACCEPTED_TOGETHER:
        return "a new name is decided on by itself"
    return doubts.get(record)
