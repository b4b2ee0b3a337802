"""Accept what remains of an article in one act, which one undo takes back."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import ReviewState
from app.store.changes import Changes, revise
from app.store.models import Revision
from app.store.records import Record
from app.store.reviewer import Reviewer, describe, latest_revisions, may_decide
from app.store.versions import wait_for_writers

ACCEPTED_TOGETHER = ("statement", "claim", "base_report", "agreement_report")
MOST_TOGETHER = 1_000


@dataclass(frozen=True, slots=True)
class Seen:
    """A record, and the newest revision of it that the person saw; null: as it is now."""

    record: Record
    revision: int | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted, by which revision (null: nothing), and why each of the others was not."""

    revision: int | None
    records: tuple[Record, ...]
    left: tuple[tuple[Record, str], ...]


def accept_together(session: Session, article_id: int, wanted: Sequence[Seen], *, by: Reviewer) -> Accepted:
    """Accept findings of an article as they were seen, in the caller's transaction.

    Left out, and said: what was changed since it was seen, what is decided on, and what is not the person's to decide.
    Raises: InputError when nothing, too much, or another kind of record is given; NotAllowed.
    """
    if not wanted or len(wanted) > MOST_TOGETHER:
        raise InputError(f"{len(wanted)} findings were sent to accept: send 1 to {MOST_TOGETHER:,}")
    wait_for_writers(session)
    changes = Changes(session)
    accepted: list[Record] = []
    left: list[tuple[Record, str]] = []
    for kind in dict.fromkeys(one.record.kind for one in wanted):
        if kind not in ACCEPTED_TOGETHER:
            raise InputError(
                f"a {kind.replace('_', ' ')} is not accepted with the rest: decide on it by itself"
            )
        of_kind = [one for one in wanted if one.record.kind == kind]
        fit = still_open(session, kind, of_kind, by, left)
        model = of_kind[0].record.model
        changes.set(model, model.id.in_([one.id for one in fit]), review=ReviewState.ACCEPTED)
        accepted += fit
    if not accepted:
        return Accepted(None, (), tuple(left))
    count: dict[str, int] = {}
    for one in accepted:
        count[one.kind] = count.get(one.kind, 0) + 1
    revision = revise(
        session,
        changes,
        Record("article", article_id),
        actor=by.name,
        reason="accepted: what remained",
        before={},
        after={f"accepted_{kind}s": number for kind, number in count.items()},
    )
    return Accepted(revision, tuple(accepted), tuple(left))


def still_open(
    session: Session, kind: str, wanted: Sequence[Seen], by: Reviewer, left: list[tuple[Record, str]]
) -> list[Record]:
    """The records of one kind that `by` may decide on, as they were seen; why each other is not goes to `left`."""
    ids = [one.record.id for one in wanted]
    model = wanted[0].record.model
    rows = session.execute(select(model.id, model.review).where(model.id.in_(ids)))
    states: dict[int, ReviewState] = {row.id: row.review for row in rows}
    latest = latest_revisions(session, kind, ids)
    fit = []
    for one in wanted:
        record = one.record
        if record.id not in states:
            left.append((record, "there is no such record any more"))
        elif one.revision is not None and latest[record.id] > one.revision:
            newer = session.get_one(Revision, latest[record.id])
            left.append((record, f"it was changed since you saw it: {describe(newer)}"))
        elif states[record.id] is not ReviewState.UNREVIEWED:
            left.append((record, f"it is {states[record.id].value} already"))
        elif not may_decide(session, record, by):
            left.append((record, "it is from another analyst's article: ask an editor"))
        else:
            fit.append(record)
    return fit
