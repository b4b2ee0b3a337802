"""Lists of bases: filtered, by country, with what each choice would show and the places for the map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import Session

from app.domain.kinds import BaseKind, BaseStatus, Branch, ClaimProperty, Precision
from app.query.claims import ClaimRow, disagreements, load_claims
from app.query.page import PAGE_SIZE, NameKey, Page, no_place
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.store.models import Article, Base, Claim, Country, Evidence, Publisher
from app.store.visible import is_public

STANDING = "standing"  # in a filter: active, disputed or suspended
STANDING_STATUSES = (BaseStatus.ACTIVE, BaseStatus.DISPUTED, BaseStatus.SUSPENDED)
MOST_ON_A_MAP = 2000


@dataclass(frozen=True, slots=True)
class BaseFilter:
    """Which bases; a null field filters nothing. `status` is a status or `standing`."""

    country: str | None = None
    territory: str | None = None
    kind: BaseKind | None = None
    branch: Branch | None = None
    status: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """For a query of Base; the rejected are always left out."""
        found: list[ColumnElement[bool]] = [is_public(Base)]
        if self.country:
            found.append(Base.host_code == self.country)
        if self.territory:
            found.append(Base.territory_code == self.territory)
        if self.kind:
            found.append(Base.kind == self.kind)
        if self.branch:
            found.append(Base.branch == self.branch)
        if self.status == STANDING:
            found.append(Base.status.in_(STANDING_STATUSES))
        elif self.status:
            found.append(Base.status == BaseStatus(self.status))
        return found

    def matches(self, cell: "Cell") -> bool:
        """The same test, on a cell of counts."""
        return (
            (not self.country or cell.host == self.country)
            and (not self.territory or cell.territory == self.territory)
            and (not self.kind or cell.kind == self.kind)
            and (not self.branch or cell.branch == self.branch)
            and (
                not self.status
                or cell.status == self.status
                or (self.status == STANDING and cell.status in STANDING_STATUSES)
            )
        )


@dataclass(frozen=True, slots=True)
class Cell:
    """How many bases share these five properties; every count of the list pages is a sum of cells."""

    host: str
    territory: str | None
    kind: BaseKind
    branch: Branch | None
    status: BaseStatus
    count: int


@dataclass(frozen=True, slots=True)
class BaseRow:
    """One base in a list."""

    id: int
    slug: str
    name: str
    host_code: str
    host_name: str
    territory_code: str | None
    territory_name: str | None
    locality: str | None
    kind: BaseKind
    branch: Branch | None
    status: BaseStatus
    status_as_of: str | None
    note: str | None
    name_ru: str | None
    latitude: float | None
    longitude: float | None
    precision: Precision | None
    opened: str | None  # EDTF
    closed: str | None
    summary: str | None
    low: float | None  # of all numeric personnel claims, whatever their date
    high: float | None
    articles: int  # that its claims stand on
    source: SourceRow | None  # of the newest claim of its status, else of its newest claim
    figures: int = 0  # of its personnel that disagree with one another


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where a base is."""

    slug: str
    name: str
    kind: BaseKind
    status: BaseStatus
    host_code: str
    longitude: float
    latitude: float


def count_cells(session: Session) -> list[Cell]:
    """One query for all counts: as many rows as there are combinations in use."""
    columns = (Base.host_code, Base.territory_code, Base.kind, Base.branch, Base.status)
    query = select(*columns, func.count()).where(is_public(Base)).group_by(*columns)
    return [Cell(*row) for row in session.execute(query)]


def total(cells: Iterable[Cell], where: BaseFilter) -> int:
    """How many bases a filter shows."""
    return sum(cell.count for cell in cells if where.matches(cell))


def facet(cells: Iterable[Cell], where: BaseFilter, field: str) -> dict[str, int]:
    """For each value of a field in use: how many bases choosing it would show, the other filters kept."""
    others = replace(where, **{field: None})
    attribute = "host" if field == "country" else field
    counts: dict[str, int] = {}
    for cell in cells:
        value = getattr(cell, attribute)
        if value is not None and others.matches(cell):
            counts[str(value)] = counts.get(str(value), 0) + cell.count
    return counts


def list_bases(
    session: Session, where: BaseFilter, *, after: NameKey | None = None, limit: int = PAGE_SIZE
) -> Page[BaseRow]:
    """By name of the host country, then by name. The key's name is the host code and the name: `TJ Ayni`.

    Four queries. Raises InputError when `after` names no host country.
    """
    territory = _territory()
    query = (
        select(*row_columns(territory.c.name))
        .join(Country, Country.code == Base.host_code)
        .outerjoin(territory, territory.c.code == Base.territory_code)
        .where(*where.conditions())
        .order_by(Country.name, Base.name, Base.id)
    )
    if after is not None:
        query = query.where(_below(session, after))
    found = session.execute(query.limit(limit + 1)).all()
    rows = [BaseRow(*[*row, None, None, 0, None]) for row in found]
    page = Page.cut(rows, limit, key=lambda row: NameKey(f"{row.host_code} {row.name}", row.id))
    return replace(page, rows=_with_figures(session, complete_rows(session, page.rows)))


def base_rows(session: Session, which: ColumnElement[bool]) -> list[BaseRow]:
    """The public ones of those, by name. Three queries."""
    territory = _territory()
    query = (
        select(*row_columns(territory.c.name))
        .join(Country, Country.code == Base.host_code)
        .outerjoin(territory, territory.c.code == Base.territory_code)
        .where(which, is_public(Base))
        .order_by(Base.name, Base.id)
    )
    return complete_rows(session, [BaseRow(*[*row, None, None, 0, None]) for row in session.execute(query)])


def _with_figures(session: Session, rows: Sequence[BaseRow]) -> list[BaseRow]:
    """Rows with how many figures of their personnel disagree. One query."""
    people = (Claim.property == ClaimProperty.PERSONNEL) & Claim.base_id.in_([row.id for row in rows])
    by_base: dict[int, list[ClaimRow]] = {}
    for claim in load_claims(session, people):
        by_base.setdefault(claim.base_id, []).append(claim)
    found = {number: disagreements(claims) for number, claims in by_base.items()}
    counts = {
        number: of_base[ClaimProperty.PERSONNEL].sayings for number, of_base in found.items() if of_base
    }
    return [replace(row, figures=counts.get(row.id, 0)) for row in rows]


def row_columns(territory_name: Any) -> tuple[Any, ...]:
    """The first columns of a `BaseRow`: the query joins Country, and the territory by an outer join."""
    return (
        Base.id,
        Base.slug,
        Base.name,
        Base.host_code,
        Country.name,
        Base.territory_code,
        territory_name,
        Base.locality,
        Base.kind,
        Base.branch,
        Base.status,
        Base.status_as_of,
        Base.note,
        Base.name_ru,
        Base.latitude,
        Base.longitude,
        Base.precision,
        Base.opened,
        Base.closed,
        Base.summary,
    )


def complete_rows(session: Session, rows: Sequence[BaseRow]) -> list[BaseRow]:
    """Rows with what their claims say: two queries however many they are."""
    if not rows:
        return []
    ids = [row.id for row in rows]
    is_personnel = Claim.property == ClaimProperty.PERSONNEL
    figures = select(
        Claim.base_id,
        func.min(case((is_personnel, Claim.low))),
        func.max(case((is_personnel, Claim.high))),
        func.count(func.distinct(Evidence.article_id)),
    )
    figures = (
        figures.join(Evidence, Evidence.id == Claim.evidence_id)
        .where(Claim.base_id.in_(ids), is_public(Claim))
        .group_by(Claim.base_id)
    )
    by_base = {row[0]: row[1:] for row in session.execute(figures)}
    sources = _status_sources(session, ids)
    completed = []
    for row in rows:
        low, high, articles = by_base.get(row.id, (None, None, 0))
        completed.append(replace(row, low=low, high=high, articles=articles, source=sources.get(row.id)))
    return completed


def list_places(session: Session, where: BaseFilter) -> list[PlaceRow]:
    """The bases of a filter that have coordinates, at most MOST_ON_A_MAP of them, by slug."""
    query = (
        select(Base.slug, Base.name, Base.kind, Base.status, Base.host_code, Base.longitude, Base.latitude)
        .where(*where.conditions(), Base.longitude.is_not(None))
        .order_by(Base.slug)
        .limit(MOST_ON_A_MAP)
    )
    return [
        PlaceRow(slug, name, kind, status, host, longitude or 0.0, latitude or 0.0)  # the query has no nulls
        for slug, name, kind, status, host, longitude, latitude in session.execute(query)
    ]


def country_names(session: Session, codes: Iterable[str]) -> dict[str, str]:
    """Code -> English name."""
    query = select(Country.code, Country.name).where(Country.code.in_(sorted(set(codes))))
    return dict(session.execute(query).all())


def _territory() -> Any:
    return select(Country.code, Country.name).subquery("territory")


def _below(session: Session, after: NameKey) -> ColumnElement[bool]:
    code, _, name = after.name.partition(" ")
    country = session.scalar(select(Country.name).where(Country.code == code))
    if country is None:
        raise no_place(str(after))
    return or_(
        Country.name > country,
        and_(Country.name == country, Base.name > name),
        and_(Country.name == country, Base.name == name, Base.id > after.id),
    )


def _status_sources(session: Session, ids: Sequence[int]) -> dict[int, SourceRow]:
    """Where the status of each stands: its newest status claim with a date, else any claim of it."""
    best = (
        func.row_number()
        .over(
            partition_by=Claim.base_id,
            order_by=(
                case((Claim.property == ClaimProperty.STATUS, 0), else_=1),
                case((Claim.as_of_day.is_(None), 1), else_=0),
                Claim.as_of_day.desc(),
                Claim.id.desc(),
            ),
        )
        .label("place")
    )
    ranked = (
        select(Claim.base_id, Claim.evidence_id, best)
        .where(Claim.base_id.in_(ids), is_public(Claim))
        .subquery()
    )
    query = (
        select(ranked.c.base_id, *SOURCE_COLUMNS)
        .join(Evidence, Evidence.id == ranked.c.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(ranked.c.place == 1)
    )
    return {row[0]: source_of(row) for row in session.execute(query)}
