"""What changed in the public record since a day: its revisions, newest first, each with the record that it is of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from app.query.page import NumberKey, Page
from app.store.models import Agreement, Article, Base, Official, Revision, Statement
from app.store.visible import is_public

NEWS_PAGE = 50
TOLD: dict[
    str, tuple[Any, str, Any, Any]
] = {  # type -> (model, noun of its address, key of it, what it is called)
    "statement": (Statement, "statements", Statement.id, Statement.speaker),
    "base": (Base, "bases", Base.slug, Base.name),
    "agreement": (Agreement, "agreements", Agreement.slug, Agreement.title),
    "official": (Official, "officials", Official.slug, Official.name),
    "article": (Article, "articles", Article.id, Article.title),
}


@dataclass(frozen=True, slots=True)
class NewsRow:
    """One change. `fields` are those that it set; empty where the record came in."""

    id: int
    record_type: str
    at: datetime
    actor: str
    reason: str
    fields: tuple[str, ...]
    is_new: bool
    path: str  # of the record's page
    name: str


def list_news(
    session: Session, since: date, *, after: NumberKey | None = None, limit: int = NEWS_PAGE
) -> Page[NewsRow]:
    """The changes since the start of a day (UTC). Six queries at most."""
    query = select(Revision).where(*_shown(since)).order_by(Revision.id.desc()).limit(limit + 1)
    if after is not None:
        query = query.where(Revision.id < after.id)
    found = list(session.scalars(query))
    names = _names(session, found)
    rows = [
        NewsRow(
            one.id,
            one.record_type,
            one.at,
            one.actor,
            one.reason,
            tuple(sorted({*(one.before or {}), *(one.after or {})})) if one.before is not None else (),
            one.before is None,
            *names[one.record_type, one.record_id],
        )
        for one in found
    ]
    return Page.cut(rows, limit, key=lambda row: NumberKey(row.id))


def count_news(session: Session, since: date) -> int:
    """How many `list_news` has. One query."""
    return session.scalar(select(func.count(Revision.id)).where(*_shown(since))) or 0


def _shown(since: date) -> tuple[ColumnElement[bool], ...]:
    of_public = [
        and_(
            Revision.record_type == record_type,
            select(model.id).where(model.id == Revision.record_id, is_public(model)).exists(),
        )
        for record_type, (model, *_) in TOLD.items()
    ]
    return Revision.at >= datetime.combine(since, time(), UTC), or_(*of_public)


def _names(session: Session, found: Sequence[Revision]) -> dict[tuple[str, int], tuple[str, str]]:
    names: dict[tuple[str, int], tuple[str, str]] = {}
    for record_type, (model, noun, key, name) in TOLD.items():
        ids = {one.record_id for one in found if one.record_type == record_type}
        if ids:
            for number, slug, called in session.execute(select(model.id, key, name).where(model.id.in_(ids))):
                names[record_type, number] = (f"/{noun}/{slug}", called)
    return names
