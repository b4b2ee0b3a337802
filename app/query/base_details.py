"""One base with all that stands about it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from app.domain.kinds import ArticleKind, BaseKind, BaseStatus, Branch, Origin, Precision, ReviewState
from app.domain.spans import Span
from app.query.agreement_rows import AgreementRow, load_agreements, select_agreements
from app.query.bases import BaseFilter, PlaceRow, country_names, list_places
from app.query.claims import ClaimRow, list_claims
from app.query.excerpts import Excerpt, excerpt, public_limit
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.query.statement_rows import StatementRow, load_statements, select_statements
from app.store.models import (
    Agreement,
    AgreementBase,
    Article,
    Base,
    BaseReport,
    BaseSpelling,
    Country,
    Evidence,
    Publisher,
    Statement,
    StatementBase,
)
from app.store.visible import is_public

STATEMENTS_SHOWN = 8
REPORTS_SHOWN = 60
NEARBY_SHOWN = 6
NEARBY_KM = 800
EARTH_RADIUS_KM = 6371.0


@dataclass(frozen=True, slots=True)
class BaseFacts:
    """The base's own columns, with the names of its host and territory."""

    id: int
    slug: str
    name: str
    name_ru: str | None
    host_code: str
    host_name: str
    territory_code: str | None
    territory_name: str | None
    territory_note: str | None
    locality: str | None
    latitude: float | None
    longitude: float | None
    precision: Precision | None
    coordinates_source: str | None
    kind: BaseKind
    branch: Branch | None
    status: BaseStatus
    status_as_of: str | None
    opened: str | None
    closed: str | None
    summary: str | None
    note: str | None
    origin: Origin
    review: ReviewState


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A place in an article where the base is named."""

    quote: str
    confidence: float | None  # of the extractor; null where a person entered it
    extractor: str | None  # "rules", or the name of a language model
    source: SourceRow


@dataclass(frozen=True, slots=True)
class NearbyRow:
    place: PlaceRow
    km: float


@dataclass(frozen=True, slots=True)
class BaseRecord:
    """What the page of a base shows."""

    facts: BaseFacts
    spellings: list[str]
    claims: list[ClaimRow]
    agreements: list[AgreementRow]
    statements: list[StatementRow]  # the newest STATEMENTS_SHOWN, up to `on`
    statement_count: int
    reports: list[ReportRow]
    evidence: tuple[ClaimRow, Excerpt] | None  # the newest claim that quotes an article, in its context
    nearby: list[NearbyRow]
    places: list[PlaceRow]  # every base with coordinates, for the map
    country_names: dict[str, str]  # of the hosts of `places`

    @property
    def named(self) -> list[ReportRow]:
        """The mentions in articles and briefs; our notes on a page name the base too, and are sources only."""
        return [row for row in self.reports if row.source.kind != ArticleKind.REFERENCE]

    @property
    def sources(self) -> list[SourceRow]:
        """Each article once that a claim, an agreement or a mention stands on, the newest first."""
        rows = [claim.source for claim in self.claims] + [report.source for report in self.reports]
        rows += [source for agreement in self.agreements for source in agreement.sources]
        by_article = {row.article_id: row for row in reversed(rows)}
        return sorted(
            by_article.values(), key=lambda row: (row.published or "", row.article_id), reverse=True
        )


def get_base(session: Session, slug: str, on: date | None = None) -> BaseRecord | None:
    """One base, its statements up to day `on`; null where there is none. Fourteen queries at most.

    Claims and agreements are given whole: `known` and `stood_on` say what of them holds on a day.
    """
    facts = base_facts(session, slug)
    if facts is None:
        return None
    places = list_places(session, BaseFilter())
    about = [StatementBase.base_id == facts.id]
    if on is not None:
        about.append(StatementBase.sort_day <= on)
    statements = (
        select_statements()
        .join(StatementBase, StatementBase.statement_id == Statement.id)
        .where(*about)
        .order_by(StatementBase.sort_day.desc(), StatementBase.statement_id.desc())
        .limit(STATEMENTS_SHOWN)
    )
    counted = (
        select(func.count())
        .select_from(StatementBase)
        .join(Statement, Statement.id == StatementBase.statement_id)
        .where(*about, is_public(Statement))
    )
    agreements = (
        select_agreements()
        .join(AgreementBase, AgreementBase.agreement_id == Agreement.id)
        .where(AgreementBase.base_id == facts.id)
        .order_by(Agreement.sort_day.desc(), Agreement.id.desc())
    )
    claims = list_claims(session, [facts.id])
    return BaseRecord(
        facts=facts,
        spellings=_spellings(session, facts),
        claims=claims,
        agreements=load_agreements(session, agreements),
        statements=load_statements(session, statements),
        statement_count=session.scalar(counted) or 0,
        reports=_reports(session, facts.id),
        evidence=_evidence(session, claims, on),
        nearby=nearby(places, facts.slug, facts.longitude, facts.latitude),
        places=places,
        country_names=country_names(session, {place.host_code for place in places}),
    )


def nearby(
    places: Sequence[PlaceRow], slug: str, longitude: float | None, latitude: float | None
) -> list[NearbyRow]:
    """The other bases within NEARBY_KM, the nearest first, at most NEARBY_SHOWN."""
    if longitude is None or latitude is None:
        return []
    rows = [
        NearbyRow(place, distance_km(longitude, latitude, place.longitude, place.latitude))
        for place in places
        if place.slug != slug
    ]
    near = sorted((row for row in rows if row.km <= NEARBY_KM), key=lambda row: (row.km, row.place.slug))
    return near[:NEARBY_SHOWN]


def distance_km(lon_a: float, lat_a: float, lon_b: float, lat_b: float) -> float:
    """The way over the globe between two points in degrees (haversine)."""
    a, b = math.radians(lat_a), math.radians(lat_b)
    across = math.radians(lon_b - lon_a)
    h = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(across / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, h)))


def base_facts(session: Session, slug: str) -> BaseFacts | None:
    """The base's own columns; null where there is none that is public. One query."""
    territory = aliased(Country)
    query = (
        select(
            Base.id,
            Base.slug,
            Base.name,
            Base.name_ru,
            Base.host_code,
            Country.name,
            Base.territory_code,
            territory.name,
            territory.note,
            Base.locality,
            Base.latitude,
            Base.longitude,
            Base.precision,
            Base.coordinates_source,
            Base.kind,
            Base.branch,
            Base.status,
            Base.status_as_of,
            Base.opened,
            Base.closed,
            Base.summary,
            Base.note,
            Base.origin,
            Base.review,
        )
        .join(Country, Country.code == Base.host_code)
        .outerjoin(territory, territory.code == Base.territory_code)
        .where(Base.slug == slug, is_public(Base))
    )
    row = session.execute(query).one_or_none()
    return BaseFacts(*[*row]) if row else None


def _spellings(session: Session, facts: BaseFacts) -> list[str]:
    query = select(BaseSpelling.spelling).where(BaseSpelling.base_id == facts.id).order_by(BaseSpelling.id)
    return [text for text in session.scalars(query) if text not in (facts.name, facts.name_ru)]


def _evidence(
    session: Session, claims: Sequence[ClaimRow], on: date | None
) -> tuple[ClaimRow, Excerpt] | None:
    quoted = [
        claim
        for claim in claims
        if claim.source.kind != ArticleKind.REFERENCE
        and (on is None or (claim.as_of_day is not None and claim.as_of_day <= on))
    ]
    if not quoted:
        return None
    claim = quoted[0]
    text, start, end = session.execute(
        select(Article.text, Evidence.start_at, Evidence.end_at)
        .join(Article, Article.id == Evidence.article_id)
        .where(Evidence.id == claim.source.evidence_id)
    ).one()
    found = excerpt(text, Span(start, end), claim.quote, limit=public_limit(claim.source.kind, len(text)))
    return (claim, found) if found.is_true else None


def _reports(session: Session, base_id: int) -> list[ReportRow]:
    query = (
        select(Evidence.quote, BaseReport.confidence, BaseReport.extractor, *SOURCE_COLUMNS)
        .select_from(BaseReport)
        .join(Evidence, Evidence.id == BaseReport.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(BaseReport.base_id == base_id, is_public(BaseReport))
        .order_by(Article.sort_day.desc(), Evidence.id)
        .limit(REPORTS_SHOWN)
    )
    return [ReportRow(row[0], row[1], row[2], source_of(row)) for row in session.execute(query)]
