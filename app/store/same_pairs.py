"""Records that may be one, and what a person decides about them. How they are found: app.store.same_candidates.

A pair that was kept apart stays so: it is not proposed again.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import PairState
from app.store.changes import Changes, revise
from app.store.joins import join_statements
from app.store.merges import merge
from app.store.models import Article, SamePair
from app.store.records import MERGED, Record, find_record, name_of
from app.store.reviewer import Reviewer, newest_revision, require_editor

KINDS = ("official", "base", "statement", "article")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two records that may be one, the lower number first."""

    kind: str
    one_id: int
    other_id: int


def decide_pair(session: Session, pair: Pair, state: PairState, *, by: Reviewer) -> int:
    """Keep two records apart, put the question off, or ask it again, in the caller's transaction: the revision.

    Raises: InputError when there is no such pair, or it is so already; NotAllowed.
    """
    row = _open(session, pair, by)
    if row.state is state:
        raise InputError(f"{_told(session, pair)} are {_STATES[state]} already")
    changes = Changes(session)
    before = {"pair": row.state.value}
    changes.set(SamePair, _at(pair), state=state)
    return revise(
        session,
        changes,
        Record(pair.kind, pair.one_id),
        actor=by.name,
        reason=f"{_STATES[state]}: {_told(session, pair)}",
        before=before,
        after={"pair": state.value},
    )


def merge_pair(session: Session, pair: Pair, kept_id: int, *, by: Reviewer) -> int:
    """Make the two one, in the caller's transaction: the revision. `kept_id` is the one that stays.

    Officials and bases are merged, statements joined; articles get one origin. Raises: as those do.
    """
    if kept_id not in (pair.one_id, pair.other_id):
        raise InputError(f"{pair.kind} {kept_id} is none of these two: keep one of them")
    other_id = pair.other_id if kept_id == pair.one_id else pair.one_id
    kept, other = Record(pair.kind, kept_id), Record(pair.kind, other_id)
    if pair.kind in MERGED:
        return merge(session, kept, other, by=by)
    if pair.kind == "statement":
        join_statements(session, kept_id, other_id, actor=by.name)
        return newest_revision(session)
    rows = [session.get_one(Article, number) for number in (kept_id, other_id)]
    origins = [row.origin_id or row.id for row in rows]
    if origins[0] == origins[1]:
        raise InputError(f"{_told(session, pair)} are of one origin already")
    changes = Changes(session)
    moved = changes.set(Article, Article.origin_id == origins[1], origin_id=origins[0])
    return revise(
        session,
        changes,
        kept,
        actor=by.name,
        reason=f"one origin: {name_of(session, other)} is a copy of the text of {name_of(session, kept)}",
        before={},
        after={"moved_articles": moved},
    )


def pair_of(session: Session, kind: str, one: str | int, other: str | int) -> Pair:
    """The pair of two records by slug or number. Raises InputError that says what to do."""
    if kind not in KINDS:
        raise InputError(f"{kind[:40]!r} has no pairs: choose one of {', '.join(KINDS)}")
    numbers = sorted(find_record(session, kind, key).id for key in (one, other))
    if numbers[0] == numbers[1]:
        raise InputError(f"{kind} {str(one)[:80]} cannot be a pair with itself: name two")
    return Pair(kind, *numbers)


_STATES = {PairState.OPEN: "asked about", PairState.LATER: "put off", PairState.APART: "kept apart"}


def _open(session: Session, pair: Pair, by: Reviewer) -> SamePair:
    if pair.kind in MERGED:
        require_editor(by, "deciding on officials and bases that may be one")
    row = session.scalars(select(SamePair).where(_at(pair))).first()
    if row is None:
        raise InputError(
            f"{_told(session, pair)} are no pair that is asked about: the list of them is at /review/same"
        )
    return row


def _told(session: Session, pair: Pair) -> str:
    names = (name_of(session, Record(pair.kind, number)) for number in (pair.one_id, pair.other_id))
    return " and ".join(names)


def _at(pair: Pair) -> Any:
    return (
        (SamePair.kind == pair.kind) & (SamePair.one_id == pair.one_id) & (SamePair.other_id == pair.other_id)
    )
