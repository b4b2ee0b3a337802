"""The list of records that may be one, the likest first, with why each pair is asked about."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session, aliased

from app.domain.errors import InputError
from app.domain.kinds import PairState
from app.store.models import Agreement, Article, Base, Official, Publisher, SamePair, Statement
from app.store.records import RECORDS, SLUGGED
from app.store.same_pairs import KINDS
from app.store.visible import is_held

PAIRS_PAGE = 25


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: what a person needs to tell it from the other."""

    id: int
    key: str  # slug or number, as its address has it
    name: str
    about: str  # country, speaker and day, publisher and day
    words: str | None  # of a statement

    href: str


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two records that may be one, and why."""

    kind: str
    one: Side
    other: Side
    score: float
    reasons: tuple[str, ...]
    state: PairState
    key: str  # where the list goes on after it


@dataclass(frozen=True, slots=True)
class PairPage:
    """`after` is the key of the last row where there are more."""

    rows: list[PairRow]
    after: str | None


def list_pairs(
    session: Session,
    kind: str,
    state: PairState = PairState.OPEN,
    *,
    after: str | None = None,
    limit: int = PAIRS_PAGE,
) -> PairPage:
    """A page of the pairs of one kind of record, of which both still stand. Two queries."""
    query = _standing(kind, state).order_by(
        SamePair.score.desc(), SamePair.one_id.desc(), SamePair.other_id.desc()
    )
    if after:
        place = tuple_(SamePair.score, SamePair.one_id, SamePair.other_id)
        query = query.where(place < tuple_(*_key(after)))
    found = list(session.scalars(query.limit(limit + 1)))
    sides = _sides(session, kind, {number for one in found for number in (one.one_id, one.other_id)})
    rows = [
        PairRow(
            kind,
            sides[one.one_id],
            sides[one.other_id],
            one.score,
            tuple(one.reasons.get("reasons", ())),
            one.state,
            f"{one.score!r}_{one.one_id}_{one.other_id}",
        )
        for one in found[:limit]
    ]
    return PairPage(rows, rows[-1].key if len(found) > limit else None)


def count_pairs(session: Session) -> dict[tuple[str, PairState], int]:
    """How many pairs there are of each kind and state of which both records stand. Four queries."""
    found: dict[tuple[str, PairState], int] = {}
    for kind in KINDS:
        counted = (
            _standing(kind, None).with_only_columns(SamePair.state, func.count()).group_by(SamePair.state)
        )
        for state, count in session.execute(counted):
            found[kind, state] = count
    return found


def _standing(kind: str, state: PairState | None) -> Select[Any]:
    model: Any = RECORDS[kind]
    one, other = aliased(model), aliased(model)
    conditions: list[ColumnElement[bool]] = [SamePair.kind == kind, is_held(one), is_held(other)]
    if state is not None:
        conditions.append(SamePair.state == state)
    if model is Article:  # of one origin they are known to be copies
        conditions.append(one.origin_id.is_distinct_from(other.origin_id))
    return (
        select(SamePair)
        .join(one, one.id == SamePair.one_id)
        .join(other, other.id == SamePair.other_id)
        .where(*conditions)
    )


def _key(after: str) -> tuple[float, int, int]:
    try:
        score, one, other = after.split("_")
        return float(score), int(one), int(other)
    except ValueError:
        raise InputError(f"after={after[:60]!r} is no place in this list: follow its own links") from None


def _sides(session: Session, kind: str, ids: set[int]) -> dict[int, Side]:
    model: Any = RECORDS[kind]
    columns: dict[str, tuple[Any, Any, Any]] = {
        "official": (Official.name, Official.country_code, None),
        "base": (Base.name, Base.host_code, None),
        "agreement": (Agreement.title, Agreement.signed, None),
        "statement": (Statement.speaker, Statement.said_on, Statement.quote),
        "article": (Article.title, Article.published, None),
    }
    name, about, words = columns[kind]
    key = model.slug if kind in SLUGGED else model.id
    query = select(model.id, key, name, about, words if words is not None else name).where(
        model.id.in_(sorted(ids))
    )
    publishers: dict[int, str] = {}
    if kind == "article":
        of = select(Article.id, Publisher.name).join(Publisher, Publisher.id == Article.publisher_id)
        publishers = {row[0]: row[1] for row in session.execute(of.where(Article.id.in_(sorted(ids))))}
    return {
        row[0]: Side(
            row[0],
            str(row[1]),
            row[2],
            ", ".join(one for one in (publishers.get(row[0]), row[3]) if one),
            row[4] if words is not None else None,
            f"/{kind}s/{row[1]}",
        )
        for row in session.execute(query)
    }
