"""What the first page shows: one query object, a bounded number of queries."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.kinds import AgreementStatus, ArticleKind, BaseStatus, StatementKind
from app.query.agreement_rows import AgreementRow, load_agreements, select_agreements
from app.query.bases import BaseFilter, Cell, PlaceRow, count_cells, country_names, list_places
from app.query.denials import DenialUnit, LedgerRow, denial_units, list_denials
from app.query.sources import SourceRow
from app.query.statement_rows import StatementRow
from app.query.statements import StatementFilter, count_statements, list_statements
from app.store.models import Agreement, Article, DataVersion, Evidence, Publisher
from app.store.visible import is_public

LATEST = 6
LEDGER = 3
ENDING = 6
ENDED = (AgreementStatus.EXPIRED, AgreementStatus.TERMINATED)


@dataclass(frozen=True, slots=True)
class NewArticle:
    """An article or a brief that was read lately."""

    source: SourceRow  # of the article as a whole
    places: int  # that records rest on


@dataclass(frozen=True, slots=True)
class Home:
    """Everything on the first page."""

    cells: list[Cell]
    places: list[PlaceRow]
    names: dict[str, str]  # of the hosts
    statements: int
    denials: int
    answered: int  # denials on which something bears
    units: list[DenialUnit]
    ledger: list[LedgerRow]
    latest: list[StatementRow]
    ending: list[AgreementRow]  # those that end from today on, the soonest first
    agreements: int
    articles: list[NewArticle]
    as_of: date | None  # of the last change of the data

    @property
    def active(self) -> int:
        return sum(cell.count for cell in self.cells if cell.status == BaseStatus.ACTIVE)

    @property
    def active_hosts(self) -> int:
        return len({cell.host for cell in self.cells if cell.status == BaseStatus.ACTIVE})

    @property
    def disputed(self) -> int:
        return sum(cell.count for cell in self.cells if cell.status == BaseStatus.DISPUTED)

    @property
    def bases(self) -> int:
        return sum(cell.count for cell in self.cells)

    @property
    def main_disputed_host(self) -> tuple[str, str] | None:
        """(code, name) of the state that hosts more than half of the disputed bases."""
        counts: dict[str, int] = {}
        for cell in self.cells:
            if cell.status == BaseStatus.DISPUTED:
                counts[cell.host] = counts.get(cell.host, 0) + cell.count
        code = max(counts, key=lambda code: counts[code], default=None)
        if code is None or counts[code] * 2 <= self.disputed:
            return None
        return code, self.names.get(code, code)


def get_home(session: Session, today: date) -> Home:
    """The first page as of `today`. Twenty-eight queries at most, whatever the data."""
    cells = count_cells(session)
    denials = StatementFilter(kind=StatementKind.DENIAL)
    answered = StatementFilter(kind=StatementKind.DENIAL, answered=True)
    changed = session.scalar(select(DataVersion.changed_at).where(DataVersion.id == 1))
    return Home(
        cells=cells,
        places=list_places(session, BaseFilter()),
        names=country_names(session, {cell.host for cell in cells}),
        statements=count_statements(session, StatementFilter()),
        denials=count_statements(session, denials),
        answered=count_statements(session, answered),
        units=denial_units(session, denials),
        ledger=list_denials(session, answered, limit=LEDGER).rows,
        latest=list_statements(session, StatementFilter(), limit=LATEST).rows,
        ending=ending_agreements(session, today, ENDING),
        agreements=session.scalar(select(func.count(Agreement.id)).where(is_public(Agreement))) or 0,
        articles=_articles(session),
        as_of=changed.date() if changed else None,
    )


def ending_agreements(session: Session, today: date, limit: int) -> list[AgreementRow]:
    """Those that stand and end from `today` on, the soonest first. Three queries."""
    query = (
        select_agreements()
        .where(Agreement.expires_day >= today, Agreement.status.not_in(ENDED))
        .order_by(Agreement.expires_day, Agreement.id)
        .limit(limit)
    )
    return load_agreements(session, query)


def _articles(session: Session) -> list[NewArticle]:
    newest = (
        select(Article.id)
        .where(Article.kind != ArticleKind.REFERENCE, is_public(Article))
        .order_by(Article.sort_day.desc(), Article.id.desc())
        .limit(LATEST)
    )
    ids = list(session.scalars(newest))
    query = (
        select(
            Article.id,
            Article.kind,
            Article.url,
            Article.title,
            Article.language,
            Article.published,
            Publisher.name,
            Publisher.domain,
            Publisher.state_controlled,
            select(func.count()).where(Evidence.article_id == Article.id).scalar_subquery(),
        )
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Article.id.in_(ids))
        .order_by(Article.sort_day.desc(), Article.id.desc())
    )
    return [
        NewArticle(
            SourceRow(
                None,
                number,
                kind,
                url,
                title,
                language,
                published,
                name or domain or "Unnamed publisher",
                controlled is True,
            ),
            places,
        )
        for number, kind, url, title, language, published, name, domain, controlled, places in (
            session.execute(query)
        )
    ]
