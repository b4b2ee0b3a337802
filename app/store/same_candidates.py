"""Find the records that may be one with a record, by keys and indexes: never by comparing all with all.

Renewed for the officials and bases that a seed or an act of a person concerned, and for what an article brought in.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import delete, func, insert, or_, select
from sqlalchemy.orm import Session

from app.domain.kinds import ArticleKind, Origin, PairState
from app.resolve.likeness import (
    DAYS,
    ArticleLike,
    BaseLike,
    OfficialLike,
    StatementLike,
    like_articles,
    like_bases,
    like_officials,
    like_statements,
    name_keys,
    place_keys,
)
from app.store.models import (
    Article,
    ArticleBand,
    Base,
    BaseSpelling,
    BlockKey,
    Official,
    OfficialRole,
    OfficialSpelling,
    SamePair,
    Statement,
)
from app.store.visible import is_held

MOST_SHARING = 40  # records: a key that more of them have says nothing
MOST_CANDIDATES = 40  # of one record
BATCH = 200
NAMED = ("official", "base")


def refresh_names(session: Session, kind: str, ids: Iterable[int]) -> None:
    """Renew the keys and the pairs of officials or bases, in the caller's transaction."""
    session.flush()
    wanted = sorted(set(ids))
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        session.execute(delete(BlockKey).where(BlockKey.kind == kind, BlockKey.record_id.in_(some)))
        keys = {number: _keys(like) for number, like in _likes(session, kind, some).items()}
        rows = [
            {"kind": kind, "key": key, "record_id": number}
            for number, own in keys.items()
            for key in sorted(own)
        ]
        if rows:
            session.execute(insert(BlockKey), rows)
    for number in wanted:
        _renew(session, kind, number, _sharing(session, kind, number))


def refresh_article(
    session: Session, article_id: int, bands: Sequence[int], statement_ids: Iterable[int]
) -> None:
    """Find what a newly stored article and its statements may be one with. Two queries a record at most."""
    session.flush()
    for number in sorted(set(statement_ids)):
        _renew(session, "statement", number, _said_about_then(session, number))
    _renew(session, "article", article_id, _sharing_bands(session, article_id, bands))


def fill_pairs(session: Session) -> None:
    """Compare the officials and bases that never were: after a migration, and after the reference data was loaded."""
    for kind, model in (("official", Official), ("base", Base)):
        known = select(BlockKey.record_id).where(BlockKey.kind == kind, BlockKey.record_id == model.id)
        missing = select(model.id).where(is_held(model), ~known.exists()).order_by(model.id)
        refresh_names(session, kind, session.scalars(missing).all())


def _renew(session: Session, kind: str, number: int, others: Sequence[int]) -> None:
    """Write the pairs of one record anew; what was decided stays as it is."""
    of_it = (SamePair.kind == kind) & or_(SamePair.one_id == number, SamePair.other_id == number)
    session.execute(delete(SamePair).where(of_it, SamePair.state == PairState.OPEN))
    others = [one for one in others if one != number][:MOST_CANDIDATES]
    likes = _likes(session, kind, [number, *others]) if others else {}
    if number not in likes:
        return
    decided = set(session.execute(select(SamePair.one_id, SamePair.other_id).where(of_it)).all())
    rows = []
    for other in others:
        ends = min(number, other), max(number, other)
        likeness = _LIKE[kind](likes[ends[0]], likes[ends[1]]) if other in likes else None
        if likeness is not None and ends not in decided:
            rows.append(
                {
                    "kind": kind,
                    "one_id": ends[0],
                    "other_id": ends[1],
                    "score": likeness.score,
                    "reasons": {"reasons": list(likeness.reasons)},
                    "state": PairState.OPEN,
                }
            )
    if rows:
        session.execute(insert(SamePair), rows)


def _sharing(session: Session, kind: str, number: int) -> Sequence[int]:
    """Records that share a key with this one, those that share the most first."""
    own = set(
        session.scalars(select(BlockKey.key).where(BlockKey.kind == kind, BlockKey.record_id == number))
    )
    if kind == "base":
        row = session.execute(select(Base.latitude, Base.longitude).where(Base.id == number)).first()
        if row is not None and row.latitude is not None:
            own |= place_keys((row.latitude, row.longitude), around=True)
    if not own:
        return []
    rare = (
        select(BlockKey.key)
        .where(BlockKey.kind == kind, BlockKey.key.in_(sorted(own)))
        .group_by(BlockKey.key)
        .having(func.count() <= MOST_SHARING)
    )
    query = (
        select(BlockKey.record_id)
        .where(BlockKey.kind == kind, BlockKey.key.in_(rare), BlockKey.record_id != number)
        .group_by(BlockKey.record_id)
        .order_by(func.count().desc(), BlockKey.record_id)
        .limit(MOST_CANDIDATES)
    )
    return session.scalars(query).all()


def _said_about_then(session: Session, number: int) -> Sequence[int]:
    """Statements of the same official of the days around."""
    row = session.execute(
        select(Statement.official_id, Statement.sort_day).where(Statement.id == number)
    ).first()
    if row is None or row.official_id is None:
        return []
    near = timedelta(days=DAYS)
    query = select(Statement.id).where(
        Statement.official_id == row.official_id,
        Statement.sort_day.between(row.sort_day - near, row.sort_day + near),
        Statement.id != number,
        Statement.origin != Origin.SEED,
        is_held(Statement),
    )
    return session.scalars(query.order_by(Statement.sort_day, Statement.id).limit(MOST_CANDIDATES)).all()


def _sharing_bands(session: Session, number: int, bands: Sequence[int]) -> Sequence[int]:
    """Articles of other origins that share a band of their MinHash."""
    if not bands:
        return []
    origin = select(Article.origin_id).where(Article.id == number).scalar_subquery()
    query = (
        select(ArticleBand.article_id)
        .join(Article, Article.id == ArticleBand.article_id)
        .where(ArticleBand.band.in_(bands), Article.id != number, Article.origin_id != origin)
        .group_by(ArticleBand.article_id)
        .order_by(func.count().desc(), ArticleBand.article_id)
        .limit(MOST_CANDIDATES)
    )
    return session.scalars(query).all()


def _keys(like: Any) -> frozenset[str]:
    if isinstance(like, OfficialLike):
        return name_keys(like.names, is_person=not like.is_body)
    return name_keys(like.names, is_person=False) | place_keys(like.place, around=False)


def _likes(session: Session, kind: str, ids: Sequence[int]) -> dict[int, Any]:
    """What is compared of the records that are held."""
    rows: Any
    fresh: dict[str, Any] = {
        "execution_options": {"populate_existing": True}
    }  # rows are changed beside objects
    if kind == "statement":
        said = select(Statement.id, Statement.quote, Statement.said_on, Statement.kind, Statement.topic)
        rows = session.execute(said.where(Statement.id.in_(ids), is_held(Statement)))
        return {row[0]: StatementLike(*row[1:]) for row in rows}
    if kind == "article":
        told = select(Article.id, Article.title, Article.published, Article.minhash)
        rows = session.execute(
            told.where(Article.id.in_(ids), is_held(Article), Article.kind == ArticleKind.ARTICLE)
        )
        return {row[0]: ArticleLike(*row[1:]) for row in rows}
    names: dict[int, list[str]] = {}
    if kind == "official":
        for number, name in session.execute(
            select(OfficialSpelling.official_id, OfficialSpelling.spelling).where(
                OfficialSpelling.official_id.in_(ids)
            )
        ):
            names.setdefault(number, []).append(name)
        roles: dict[int, set[str]] = {}
        for number, title in session.execute(
            select(OfficialRole.official_id, OfficialRole.title).where(OfficialRole.official_id.in_(ids))
        ):
            roles.setdefault(number, set()).add(title)
        people = session.scalars(select(Official).where(Official.id.in_(ids), is_held(Official)), **fresh)
        return {
            one.id: OfficialLike(
                _every(one.name, one.name_ru, names.get(one.id)),
                one.country_code,
                one.is_body,
                frozenset(roles.get(one.id, ())),
            )
            for one in people
        }
    for number, name in session.execute(
        select(BaseSpelling.base_id, BaseSpelling.spelling).where(BaseSpelling.base_id.in_(ids))
    ):
        names.setdefault(number, []).append(name)
    bases = session.scalars(select(Base).where(Base.id.in_(ids), is_held(Base)), **fresh)
    return {
        one.id: BaseLike(
            _every(one.name, one.name_ru, names.get(one.id)),
            one.host_code,
            one.territory_code,
            one.locality,
            one.kind.value,
            None if one.latitude is None or one.longitude is None else (one.latitude, one.longitude),
        )
        for one in bases
    }


def _every(name: str, russian: str | None, spellings: list[str] | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys([name, *([russian] if russian else []), *sorted(spellings or ())]))


_LIKE: dict[str, Any] = {
    "official": like_officials,
    "base": like_bases,
    "statement": like_statements,
    "article": like_articles,
}
