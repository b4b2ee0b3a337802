"""What the pictures of the whole record count: statements by month, denials by official, figures by base."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.kinds import ClaimProperty, StatementKind
from app.query.denials import DenialUnit, denial_units
from app.query.statement_rows import Loaded
from app.query.statements import StatementFilter, scoped
from app.store.models import Article, Base, Claim, Official, Statement
from app.store.visible import is_public

MOST_OFFICIALS = 20
MOST_BASES = 6


def count_by_day(session: Session, country: str | None = None) -> list[tuple[StatementKind, str | None, int]]:
    """(kind, EDTF no more exact than the month, statements); null where no date is known. One query."""
    month = func.substr(func.coalesce(Statement.said_on, Article.published), 1, 7)
    query: Loaded = (
        select(Statement.kind, month, func.count())
        .select_from(Statement)
        .join(Article, Article.id == Statement.article_id)
        .group_by(Statement.kind, month)
    )
    found = session.execute(scoped(query, session, StatementFilter(country=country)))
    return [(kind, day or None, count) for kind, day, count in found]


def denials_by_official(session: Session) -> list[tuple[str, str, list[DenialUnit]]]:
    """(slug, name, denials oldest first) of the officials who denied most often. Five queries."""
    denied = (Statement.kind == StatementKind.DENIAL, is_public(Statement), is_public(Official))
    most = (
        select(Official.id, Official.slug, Official.name)
        .join(Statement, Statement.official_id == Official.id)
        .where(*denied)
        .group_by(Official.id, Official.slug, Official.name)
        .order_by(func.count().desc(), Official.name)
        .limit(MOST_OFFICIALS)
    )
    officials = session.execute(most).all()
    units = {unit.id: unit for unit in denial_units(session, StatementFilter(kind=StatementKind.DENIAL))}
    speakers = select(Statement.id, Statement.official_id).where(Statement.id.in_(list(units)))
    said_by: dict[int | None, set[int]] = {}
    for number, official in session.execute(speakers):
        said_by.setdefault(official, set()).add(number)
    return [
        (slug, name, [unit for key, unit in units.items() if key in said_by.get(official, set())])
        for official, slug, name in officials
    ]


def largest_bases(session: Session) -> list[tuple[str, str]]:
    """(slug, name) of those with the highest figures, of each at least two. One query."""
    query = (
        select(Base.slug, Base.name)
        .join(Claim, Claim.base_id == Base.id)
        .where(
            Claim.property == ClaimProperty.PERSONNEL,
            Claim.low.is_not(None),
            is_public(Claim),
            is_public(Base),
        )
        .group_by(Base.id, Base.slug, Base.name)
        .having(func.count() > 1)
        .order_by(func.max(func.coalesce(Claim.high, Claim.low)).desc(), Base.slug)
        .limit(MOST_BASES)
    )
    return [(slug, name) for slug, name in session.execute(query)]
