"""Which decision stands on each finding of an article, and the newest revision of it: what a form remembers as seen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.store.models import Revision, RevisionChange

Place = tuple[str, int]  # kind and id of a record


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision that stands on a finding: who, when, and why in their words."""

    revision: int
    actor: str
    at: datetime
    reason: str


def load_decisions(
    session: Session, ids: Mapping[str, Sequence[int]]
) -> tuple[dict[Place, int], dict[Place, Decision]]:
    """(the newest revision, the decision that stands) of records by kind and id, where there is one. Two queries."""
    seen: dict[Place, int] = {}
    decisions: dict[Place, Decision] = {}
    if not ids:
        return seen, decisions
    own = [
        (Revision.record_type == kind) & Revision.record_id.in_(some) for kind, some in sorted(ids.items())
    ]
    newest = (
        select(Revision.record_type, Revision.record_id, func.max(Revision.id))
        .where(or_(*own))
        .group_by(Revision.record_type, Revision.record_id)
    )
    for kind, number, latest in session.execute(newest):
        seen[kind, number] = latest
    rows = [
        (RevisionChange.table_name == kind) & RevisionChange.row_key.in_([str(one) for one in some])
        for kind, some in sorted(ids.items())
    ]
    changes = (
        select(
            RevisionChange.table_name,
            RevisionChange.row_key,
            RevisionChange.after,
            Revision.id,
            Revision.actor,
            Revision.at,
            Revision.reason,
            Revision.undoes_id,
            Revision.undone_by_id,
        )
        .join(Revision, Revision.id == RevisionChange.revision_id)
        .where(or_(*rows))
        .order_by(Revision.id)
    )
    for row in session.execute(changes):
        place = row.table_name, int(row.row_key)
        seen[place] = max(seen.get(place, 0), row.id)
        if "review" in (row.after or {}) and row.undone_by_id is None and row.undoes_id is None:
            decisions[place] = Decision(row.id, row.actor, row.at, row.reason)
    return seen, decisions
