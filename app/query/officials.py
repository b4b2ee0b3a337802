"""Lists of officials, and one official with roles, spellings and record of denials."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select, tuple_
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState, StatementKind
from app.query.denials import DenialRecord, DenialUnit, denial_record, denial_units
from app.query.page import PAGE_SIZE, NameKey, Page
from app.query.search_terms import records_matching
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.query.statements import StatementFilter
from app.store.models import (
    Article,
    Country,
    Evidence,
    Official,
    OfficialRole,
    OfficialSpelling,
    Publisher,
    SearchDocument,
    Statement,
)
from app.store.visible import is_public

GENERAL_KNOWLEDGE = "general knowledge"  # the source of a role that no page has been found for yet


@dataclass(frozen=True, slots=True)
class OfficialFilter:
    """Which officials; a null field filters nothing."""

    country: str | None = None  # code
    is_body: bool | None = None  # an office rather than a person
    words: str | None = None  # a name in any spelling, or words of a post

    def conditions(self, session: Session) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [is_public(Official)]
        if self.country is not None:
            found.append(Official.country_code == self.country)
        if self.is_body is not None:
            found.append(Official.is_body.is_(self.is_body))
        if self.words and (matches := records_matching(session, "official", self.words)) is not None:
            found.append(Official.id.in_(select(SearchDocument.record_id).where(matches)))
        return found


@dataclass(frozen=True, slots=True)
class RoleRow:
    title: str
    body: str
    held_from: str | None  # EDTF, null where not established
    held_to: str | None  # null: still held, or not established
    source: str

    @property
    def source_url(self) -> str | None:
        """The page that states the role; null where it is general knowledge, and so provisional."""
        return self.source if self.source.startswith(("https://", "http://")) else None


@dataclass(frozen=True, slots=True)
class OfficialRow:
    """An official as the list shows it."""

    id: int
    slug: str
    name: str
    name_ru: str | None
    is_body: bool
    country_code: str | None
    country: str | None
    review: ReviewState
    role: RoleRow | None  # the latest
    statements: int
    denials: int
    latest: SourceRow | None  # where the newest of the statements stands


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """An official without the statements, which are a list of their own (app.query.statements)."""

    id: int
    slug: str
    name: str
    name_ru: str | None
    is_body: bool
    country_code: str | None
    country: str | None
    note: str | None
    review: ReviewState
    roles: tuple[RoleRow, ...]  # the latest first
    spellings: tuple[str, ...]  # other than the two names
    denials: tuple[DenialUnit, ...]  # oldest first
    record: DenialRecord
    first_day: date | None  # of the statements
    last_day: date | None


def list_officials(
    session: Session, where: OfficialFilter, *, after: NameKey | None = None, limit: int = PAGE_SIZE
) -> Page[OfficialRow]:
    """By name. Four queries."""
    query = (
        _officials().where(*where.conditions(session)).order_by(Official.name, Official.id).limit(limit + 1)
    )
    if after is not None:
        query = query.where(tuple_(Official.name, Official.id) > tuple_(*after))
    found = session.execute(query).all()
    ids = [row.id for row in found]
    roles = _roles(session, ids)
    counts = _counts(session, ids)
    latest = latest_sources(session, ids)
    rows = [
        OfficialRow(
            *[
                *row,
                roles.get(row.id, (None,))[0],
                sum(counts.get(row.id, {}).values()),
                counts.get(row.id, {}).get(StatementKind.DENIAL, 0),
                latest.get(row.id),
            ]
        )
        for row in found
    ]
    return Page.cut(rows, limit, key=lambda row: NameKey(row.name, row.id))


def count_officials(session: Session, where: OfficialFilter) -> int:
    return session.scalar(select(func.count(Official.id)).where(*where.conditions(session))) or 0


def countries_of_officials(session: Session) -> list[tuple[str, str, int]]:
    """(code, name, number of officials), by name."""
    query = (
        select(Country.code, Country.name, func.count())
        .join(Official, Official.country_code == Country.code)
        .where(is_public(Official))
        .group_by(Country.code, Country.name)
        .order_by(Country.name)
    )
    return [(code, name, count) for code, name, count in session.execute(query)]


def get_official(session: Session, slug: str) -> OfficialPage | None:
    """The official, or null where there is none or it was rejected. Seven queries."""
    query = _officials().add_columns(Official.note)
    row = session.execute(query.where(Official.slug == slug, is_public(Official))).first()
    if row is None:
        return None
    names = {row.name, row.name_ru}
    spelled = session.scalars(
        select(OfficialSpelling.spelling)
        .where(OfficialSpelling.official_id == row.id)
        .order_by(OfficialSpelling.id)
    )
    said = (Statement.official_id == row.id, is_public(Statement))
    first, last = session.execute(
        select(func.min(Statement.sort_day), func.max(Statement.sort_day)).where(*said)
    ).one()
    denied = StatementFilter(official=row.slug)
    units = denial_units(session, denied)
    return OfficialPage(
        id=row.id,
        slug=row.slug,
        name=row.name,
        name_ru=row.name_ru,
        is_body=row.is_body,
        country_code=row.country_code,
        country=row.country,
        note=row.note,
        review=row.review,
        roles=_roles(session, [row.id]).get(row.id, ()),
        spellings=tuple(one for one in spelled if one not in names),
        denials=tuple(units),
        record=denial_record(session, denied, units),
        first_day=first,
        last_day=last,
    )


def _officials() -> Select[*tuple[Any, ...]]:
    return select(
        Official.id,
        Official.slug,
        Official.name,
        Official.name_ru,
        Official.is_body,
        Official.country_code,
        Country.name.label("country"),
        Official.review,
    ).outerjoin(Country, Country.code == Official.country_code)


def _roles(session: Session, ids: list[int]) -> dict[int, tuple[RoleRow, ...]]:
    """The latest first; those without a known start last."""
    query = (
        select(
            OfficialRole.official_id,
            OfficialRole.title,
            OfficialRole.body,
            OfficialRole.held_from,
            OfficialRole.held_to,
            OfficialRole.source,
        )
        .where(OfficialRole.official_id.in_(ids))
        .order_by(OfficialRole.from_day.is_(None), OfficialRole.from_day.desc(), OfficialRole.id)
    )
    found: dict[int, tuple[RoleRow, ...]] = {}
    for row in session.execute(query):
        found[row[0]] = (*found.get(row[0], ()), RoleRow(*row[1:]))
    return found


def _counts(session: Session, ids: list[int]) -> dict[int, dict[StatementKind, int]]:
    query = (
        select(Statement.official_id, Statement.kind, func.count())
        .where(Statement.official_id.in_(ids), is_public(Statement))
        .group_by(Statement.official_id, Statement.kind)
    )
    found: dict[int, dict[StatementKind, int]] = {}
    for official_id, kind, count in session.execute(query):
        if official_id is not None:
            found.setdefault(official_id, {})[kind] = count
    return found


def latest_sources(session: Session, ids: Sequence[int]) -> dict[int, SourceRow]:
    """Where the newest statement of each official stands, the rejected left out. One query."""
    place = func.row_number().over(
        partition_by=Statement.official_id, order_by=(Statement.sort_day.desc(), Statement.id.desc())
    )
    ranked = (
        select(Statement.id, place.label("place"))
        .where(Statement.official_id.in_(ids), is_public(Statement))
        .subquery()
    )
    newest = select(ranked.c.id).where(ranked.c.place == 1)
    query = (
        select(Statement.official_id, *SOURCE_COLUMNS)
        .join(Evidence, Evidence.id == Statement.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Statement.id.in_(newest))
    )
    return {row[0]: source_of(row) for row in session.execute(query) if row[0] is not None}
