"""States, territories and organisations: how much is on record about each, and one with all of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import case, func, select, union
from sqlalchemy.orm import Session, aliased

from app.domain.kinds import AgreementStatus, BaseStatus, CountryKind, StatementKind
from app.query.agreement_rows import AgreementRow, load_agreements, select_agreements
from app.query.bases import (
    STANDING_STATUSES,
    BaseFilter,
    BaseRow,
    Cell,
    PlaceRow,
    complete_rows,
    count_cells,
    country_names,
    list_places,
    row_columns,
)
from app.query.claims import ClaimRow, list_claims
from app.query.denials import DenialRecord, LedgerRow, denial_record, denial_units, list_denials
from app.query.statement_rows import StatementRow
from app.query.statements import StatementFilter, count_statements, list_statements
from app.store.models import (
    Agreement,
    AgreementParty,
    Article,
    Base,
    Claim,
    Country,
    Evidence,
    Official,
    Statement,
    StatementCountry,
    StatementReport,
)
from app.store.visible import is_public

RUSSIA = "RU"  # the owner of every base: no host
MOST_BASES = 200
STATEMENTS_SHOWN = 6
MOST_SAID = 60
DENIALS_SHOWN = 5
AGREEMENTS_SHOWN = 12
OFFICIALS_SHOWN = 10
BINDING = (AgreementStatus.IN_FORCE, AgreementStatus.RATIFIED)


@dataclass(frozen=True, slots=True)
class CountryFacts:
    """The record of a state, a territory or an organisation."""

    code: str
    kind: CountryKind
    name: str
    name_ru: str
    region: str
    subregion: str | None
    parent_code: str | None
    parent_name: str | None
    note: str | None
    source_url: str | None


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One of the list, with how much is on record about it."""

    facts: CountryFacts
    active: int
    standing: int  # active, disputed or suspended
    bases: int
    agreements: int
    statements: int
    denials: int


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """An official of the country, with how often they are on record."""

    slug: str
    name: str
    is_body: bool
    statements: int
    denials: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """How fresh what is on record about a country is, by what its statements and claims rest on."""

    articles: int
    last_year: int  # of them published within twelve months
    publishers: int
    newest_article: str | None  # EDTF: when the newest was published
    taken_in: date | None  # when the last one was stored


@dataclass(frozen=True, slots=True)
class CountryRecord:
    """What the page of a country shows."""

    facts: CountryFacts
    territories: list[tuple[str, str, int]]  # (code, name, bases)
    bases: list[BaseRow]  # standing first, at most MOST_BASES
    base_count: int
    claims: list[ClaimRow]  # of those bases
    places: list[PlaceRow]  # of them, for the map
    names: dict[str, str]  # of the hosts of `places`
    agreements: list[AgreementRow]
    agreement_count: int
    binding: int  # of them in force or ratified
    said: list[StatementRow]  # the newest MOST_SAID, for the life line
    by_moscow: list[StatementRow]  # what Russian officials said of it, the newest few
    by_host: list[StatementRow]  # what its own officials said of it
    side_counts: tuple[int, int]  # of both, in all
    coverage: "Coverage"
    statement_count: int
    denials: list[LedgerRow]
    record: DenialRecord
    speakers: list[SpeakerRow]

    @property
    def denial_count(self) -> int:
        return self.record.total

    @property
    def answered(self) -> int:
        """The denials that something on record goes against."""
        return self.record.answered

    @property
    def publishers(self) -> int:
        """How many publishers the claims stand on."""
        return len({claim.source.publisher for claim in self.claims})

    @property
    def articles(self) -> int:
        """How many pages and articles the claims stand on."""
        return len({claim.source.article_id for claim in self.claims})

    @property
    def newest(self) -> str | None:
        """The latest date of a source on record about it: a claim's or a statement's."""
        dates = [claim.source.published for claim in self.claims]
        dates += [row.source.published for row in self.said]
        return max((day for day in dates if day), default=None)


def list_countries(session: Session) -> list[CountryRow]:
    """All but Russia that anything is on record about, by region and name. Four queries."""
    cells = count_cells(session)
    agreements = _agreement_counts(session)
    statements = _statement_counts(session)
    codes = {cell.host for cell in cells} | {cell.territory for cell in cells if cell.territory}
    codes |= set(agreements) | set(statements)
    rows = []
    for facts in _facts(session, codes - {RUSSIA}):
        mine = [cell for cell in cells if facts.code in (cell.host, cell.territory)]
        said, denied = statements.get(facts.code, (0, 0))
        rows.append(
            CountryRow(
                facts,
                active=_total(mine, (BaseStatus.ACTIVE,)),
                standing=_total(mine, STANDING_STATUSES),
                bases=_total(mine, tuple(BaseStatus)),
                agreements=agreements.get(facts.code, 0),
                statements=said,
                denials=denied,
            )
        )
    return rows


def get_country(session: Session, code: str) -> CountryRecord | None:
    """One state, territory or organisation; null where the code is none. 42 queries at most."""
    found = _facts(session, {code})
    if not found:
        return None
    facts = found[0]
    is_territory = facts.kind == CountryKind.TERRITORY
    where = BaseFilter(territory=code) if is_territory else BaseFilter(country=code)
    cells = count_cells(session)
    bases = _bases(session, where)
    places = list_places(session, where)
    statements = StatementFilter(country=code)
    denials = StatementFilter(country=code, kind=StatementKind.DENIAL)
    by_moscow, by_host = replace(statements, by=RUSSIA), replace(statements, by=code)
    agreements = _agreements(session, code)
    return CountryRecord(
        facts=facts,
        territories=_territories(session, code, cells),
        bases=bases,
        base_count=sum(cell.count for cell in cells if where.matches(cell)),
        claims=list_claims(session, [row.id for row in bases]),
        places=places,
        names=country_names(session, {place.host_code for place in places}),
        agreements=agreements[:AGREEMENTS_SHOWN],
        agreement_count=len(agreements),
        binding=sum(row.status in BINDING for row in agreements),
        said=list_statements(session, statements, limit=MOST_SAID).rows,
        by_moscow=list_statements(session, by_moscow, limit=STATEMENTS_SHOWN).rows,
        by_host=list_statements(session, by_host, limit=STATEMENTS_SHOWN).rows if code != RUSSIA else [],
        side_counts=(count_statements(session, by_moscow), count_statements(session, by_host)),
        coverage=_coverage(session, code),
        statement_count=count_statements(session, statements),
        denials=list_denials(session, denials, limit=DENIALS_SHOWN).rows,
        record=denial_record(session, denials, denial_units(session, denials)),
        speakers=_speakers(session, code),
    )


def _coverage(session: Session, code: str) -> Coverage:
    """Two queries."""
    statements = (
        select(Evidence.article_id)
        .join(StatementReport, StatementReport.evidence_id == Evidence.id)
        .join(Statement, Statement.id == StatementReport.statement_id)
        .join(StatementCountry, StatementCountry.statement_id == Statement.id)
        .where(StatementCountry.country_code == code, is_public(Statement))
    )
    claims = (
        select(Evidence.article_id)
        .join(Claim, Claim.evidence_id == Evidence.id)
        .join(Base, Base.id == Claim.base_id)
        .where((Base.host_code == code) | (Base.territory_code == code), is_public(Claim), is_public(Base))
    )
    year_ago = datetime.now(UTC).date() - timedelta(days=365)
    about = (Article.id.in_(union(statements, claims)), is_public(Article))
    counted = session.execute(
        select(
            func.count(),
            func.sum(case((Article.sort_day >= year_ago, 1), else_=0)),
            func.count(Article.publisher_id.distinct()),
            func.max(Article.added_at),
        ).where(*about)
    ).one()
    newest = session.scalar(
        select(Article.published)
        .where(*about, Article.published.is_not(None))
        .order_by(Article.sort_day.desc(), Article.id.desc())
        .limit(1)
    )
    return Coverage(
        counted[0], counted[1] or 0, counted[2], newest, counted[3].date() if counted[3] else None
    )


def _facts(session: Session, codes: Iterable[str]) -> list[CountryFacts]:
    parent = aliased(Country)
    query = (
        select(
            Country.code,
            Country.kind,
            Country.name,
            Country.name_ru,
            Country.region,
            Country.subregion,
            Country.parent_code,
            parent.name,
            Country.note,
            Country.source_url,
        )
        .outerjoin(parent, parent.code == Country.parent_code)
        .where(Country.code.in_(sorted(codes)))
        .order_by(Country.region, Country.name, Country.code)
    )
    return [CountryFacts(*[*row]) for row in session.execute(query)]


def _bases(session: Session, where: BaseFilter) -> list[BaseRow]:
    territory = aliased(Country)
    order = [BaseStatus.ACTIVE, BaseStatus.DISPUTED, BaseStatus.SUSPENDED]
    rank = case(*((Base.status == status, n) for n, status in enumerate(order)), else_=len(order))
    query = (
        select(*row_columns(territory.name))
        .join(Country, Country.code == Base.host_code)
        .outerjoin(territory, territory.code == Base.territory_code)
        .where(*where.conditions())
        .order_by(rank, Base.name, Base.id)
        .limit(MOST_BASES)
    )
    rows = [BaseRow(*[*row, None, None, 0, None]) for row in session.execute(query)]
    return complete_rows(session, rows)


def _agreements(session: Session, code: str) -> list[AgreementRow]:
    query = (
        select_agreements()
        .join(AgreementParty, AgreementParty.agreement_id == Agreement.id)
        .where(AgreementParty.country_code == code)
        .order_by(Agreement.sort_day.desc(), Agreement.id.desc())
        .limit(MOST_BASES)
    )
    return load_agreements(session, query)


def _territories(session: Session, code: str, cells: Sequence[Cell]) -> list[tuple[str, str, int]]:
    query = select(Country.code, Country.name).where(Country.parent_code == code).order_by(Country.name)
    return [
        (territory, name, sum(cell.count for cell in cells if cell.territory == territory))
        for territory, name in session.execute(query)
    ]


def _speakers(session: Session, code: str) -> list[SpeakerRow]:
    denied = func.sum(case((Statement.kind == StatementKind.DENIAL, 1), else_=0))
    query = (
        select(Official.slug, Official.name, Official.is_body, func.count(Statement.id), denied)
        .join(Statement, Statement.official_id == Official.id)
        .where(
            Official.country_code == code,
            is_public(Statement),
            is_public(Official),
        )
        .group_by(Official.id, Official.slug, Official.name, Official.is_body)
        .order_by(func.count(Statement.id).desc(), Official.name)
        .limit(OFFICIALS_SHOWN)
    )
    return [SpeakerRow(*[*row]) for row in session.execute(query)]


def _agreement_counts(session: Session) -> dict[str, int]:
    query = (
        select(AgreementParty.country_code, func.count())
        .join(Agreement, Agreement.id == AgreementParty.agreement_id)
        .where(is_public(Agreement))
        .group_by(AgreementParty.country_code)
    )
    return dict(session.execute(query).all())


def _statement_counts(session: Session) -> dict[str, tuple[int, int]]:
    denied = func.sum(case((Statement.kind == StatementKind.DENIAL, 1), else_=0))
    query = (
        select(StatementCountry.country_code, func.count(), denied)
        .join(Statement, Statement.id == StatementCountry.statement_id)
        .where(is_public(Statement))
        .group_by(StatementCountry.country_code)
    )
    return {code: (count, denials) for code, count, denials in session.execute(query)}


def _total(cells: Iterable[Cell], statuses: Sequence[BaseStatus]) -> int:
    return sum(cell.count for cell in cells if cell.status in statuses)
