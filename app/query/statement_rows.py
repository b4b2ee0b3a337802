"""A statement as every list shows it. Lists differ only in their conditions and order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, cast, func, select
from sqlalchemy.orm import Session

from app.domain.kinds import (
    ArticleKind,
    DenialOutcome,
    ReviewState,
    StatementKind,
    StatementMode,
    StatementTopic,
)
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.store.models import (
    Article,
    Country,
    Evidence,
    Official,
    OfficialRole,
    Publisher,
    Statement,
    StatementCountry,
    StatementReport,
)
from app.store.visible import is_held, is_public, is_suggestion


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What `statement_row` of templates/macros/statements.html takes."""

    id: int
    sort_day: date
    said_on: str | None  # EDTF
    speaker: str  # the official's name, else the fullest name that the article gives
    official_slug: str | None
    role: str | None  # the post held on that day, where it is known
    kind: StatementKind
    topic: StatementTopic
    mode: StatementMode
    quote: str
    is_summary: bool  # `quote` is our summary
    outcome: DenialOutcome | None
    review: ReviewState
    countries: tuple[tuple[str, str], ...]  # (code, name) of those that it is about
    source: SourceRow
    articles: int = 1  # that report it; a brief and the page that it reports count once
    finding: str | None = None  # an editor's, on what became of a denial
    is_suggestion: bool = False  # extracted with too little confidence to be public, and not reviewed

    @property
    def dated(self) -> str | None:
        """EDTF: when it was said, else when its article was published; null where neither is known.

        Never `sort_day`, which for an undated article is the day on which it was added.
        """
        return self.said_on or self.source.published

    @property
    def is_ours(self) -> bool:
        """The words are Basewatch's: a summary, or a sentence of a brief that quotes nobody in full."""
        reported = self.source.kind is ArticleKind.BRIEF and self.mode is not StatementMode.DIRECT
        return self.is_summary or reported


Loaded = Select[*tuple[Any, ...]]


def select_statements(*, suggestions: bool = False) -> Loaded:
    """Columns of a `StatementRow`, the public ones; the caller adds conditions, order and limit.

    suggestions: those too that wait for a reviewer.
    """
    return (
        select(
            Statement.id,
            Statement.sort_day,
            Statement.said_on,
            Statement.speaker,
            Statement.kind,
            Statement.topic,
            Statement.mode,
            Statement.quote,
            Statement.is_summary,
            Statement.outcome,
            Statement.review,
            Statement.official_id,
            Official.slug,
            Official.name,
            is_suggestion(Statement),
            Statement.finding,
            *SOURCE_COLUMNS,
        )
        .outerjoin(Official, (Official.id == Statement.official_id) & is_held(Official))
        .join(Evidence, Evidence.id == Statement.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(is_held(Statement) if suggestions else is_public(Statement))
    )


def newest(query: Loaded) -> Loaded:
    """Newest first, then highest id: the order of `ix_statement_newest` and its kin."""
    return query.order_by(Statement.sort_day.desc(), Statement.id.desc())


def load_statements(session: Session, query: Loaded) -> list[StatementRow]:
    """Run `query` (of `select_statements`) and complete its rows: four queries however many they are."""
    found = session.execute(query).all()
    if not found:
        return []
    countries = _countries(session, [row[0] for row in found])
    roles = _roles(session, sorted({row[11] for row in found if row[11] is not None}))
    articles = _articles(session, [row[0] for row in found])
    sources = [source_of(row) for row in found]
    return [
        StatementRow(
            id=row[0],
            sort_day=row[1],
            said_on=row[2],
            speaker=row[13] or row[3],
            official_slug=row[12],
            # of an undated article `sort_day` is the day on which it was added: no post of that day
            role=_role_on(roles.get(row[11], ()), row[1]) if row[2] or source.published else None,
            kind=row[4],
            topic=row[5],
            mode=row[6],
            quote=row[7],
            is_summary=row[8],
            outcome=row[9],
            review=row[10],
            countries=countries.get(row[0], ()),
            source=source,
            articles=articles.get(row[0], 1),
            finding=row[15],
            is_suggestion=bool(row[14]),
        )
        for row, source in zip(found, sources, strict=True)
    ]


def load_statement(session: Session, statement_id: int) -> StatementRow | None:
    """One that is public; null where there is none. Four queries."""
    rows = load_statements(session, select_statements().where(Statement.id == statement_id))
    return rows[0] if rows else None


def _countries(session: Session, statement_ids: Sequence[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    query = (
        select(StatementCountry.statement_id, Country.code, Country.name)
        .join(Country, Country.code == StatementCountry.country_code)
        .where(StatementCountry.statement_id.in_(statement_ids))
        .order_by(Country.name)
    )
    for statement_id, code, name in session.execute(query):
        found[statement_id] = (*found.get(statement_id, ()), (code, name))
    return found


def _articles(session: Session, statement_ids: Sequence[int]) -> dict[int, int]:
    """In how many articles each is reported, where there are several."""
    page = func.coalesce(Article.url, cast(Article.id, String))
    several = func.count(page.distinct())
    query = (
        select(StatementReport.statement_id, several)
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .where(StatementReport.statement_id.in_(statement_ids))
        .group_by(StatementReport.statement_id)
        .having(several > 1)
    )
    return dict(session.execute(query).all())


Role = tuple[str, date | None, date | None]


def _roles(session: Session, official_ids: Sequence[int]) -> dict[int, list[Role]]:
    found: dict[int, list[Role]] = {}
    query = (
        select(OfficialRole.official_id, OfficialRole.title, OfficialRole.from_day, OfficialRole.to_day)
        .where(OfficialRole.official_id.in_(official_ids))
        .order_by(OfficialRole.from_day.desc(), OfficialRole.id)
    )
    for official_id, title, from_day, to_day in session.execute(query):
        found.setdefault(official_id, []).append((title, from_day, to_day))
    return found


def _role_on(roles: Sequence[Role], day: date) -> str | None:
    """The post whose known limits hold the day; one with both limits open only where it is the only one."""
    fitting = [
        (from_day is not None, title)
        for title, from_day, to_day in roles
        if (from_day is None or from_day <= day) and (to_day is None or day <= to_day)
    ]
    if not fitting:
        return None
    dated = [title for known, title in fitting if known]
    if dated:
        return dated[0]
    return fitting[0][1] if len(fitting) == 1 else None
