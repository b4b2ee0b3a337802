"""What a citation of a record needs: who or what it is, where it was published, and which version of it is meant."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.kinds import StatementTopic
from app.query.statement_rows import StatementRow, load_statements, select_statements
from app.store.dump_tables import is_listed_publisher
from app.store.models import Agreement, Article, Base, Country, Official, Publisher, Revision, Statement
from app.store.visible import is_public

CITED = {
    "bases": "base",
    "officials": "official",
    "agreements": "agreement",
    "statements": "statement",
    "articles": "article",
    "countries": "country",
    "publishers": "publisher",
    "topics": "topic",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A record as a citation names it."""

    noun: str  # of its address: "bases"
    key: str  # slug, number or code
    title: str  # of a statement: its words, or our summary of them
    revision: int  # the newest that changed it; 0: it is as it was loaded or taken in
    revised_at: datetime | None
    statement: StatementRow | None = None
    publisher: str | None = None  # of an article
    published: str | None = None  # EDTF
    source_url: str | None = None


def load_cited(session: Session, noun: str, key: str) -> Cited | None:
    """The public record at `/{noun}/{key}`; null where there is none. Three queries at most."""
    number = int(key) if key.isascii() and key.isdigit() and len(key) < 10 else 0
    if noun == "statements":
        rows = load_statements(session, select_statements().where(Statement.id == number))
        return _of(session, noun, key, number, rows[0].quote, statement=rows[0]) if rows else None
    if noun == "articles":
        query = (
            select(Article.id, Article.title, Article.url, Article.published, Publisher.name)
            .outerjoin(Publisher, Publisher.id == Article.publisher_id)
            .where(Article.id == number, is_public(Article))
        )
        found = session.execute(query).one_or_none()
        if found is None:
            return None
        about = {"publisher": found[4], "published": found[3], "source_url": found[2]}
        return _of(session, noun, key, found[0], found[1], **about)
    if noun == "countries":
        name = session.scalar(select(Country.name).where(Country.code == key))
        return Cited(noun, key, name, 0, None) if name else None
    if noun == "publishers":
        name = session.scalar(select(Publisher.name).where(Publisher.domain == key, is_listed_publisher()))
        return Cited(noun, key, name, 0, None) if name else None
    if noun == "topics":
        called = f"Statements on the topic “{key.replace('_', ' ')}”"
        return Cited(noun, key, called, 0, None) if key in set(StatementTopic) else None
    columns: dict[str, tuple[Any, Any, ColumnElement[str]]] = {
        "bases": (Base, Base.slug, Base.__table__.c.name),
        "officials": (Official, Official.slug, Official.__table__.c.name),
        "agreements": (Agreement, Agreement.slug, Agreement.__table__.c.title),
    }
    if noun not in columns:
        return None
    model, slug, title = columns[noun]
    one = session.execute(select(model.id, title).where(slug == key, is_public(model))).one_or_none()
    return _of(session, noun, key, one[0], one[1]) if one else None


def _of(session: Session, noun: str, key: str, number: int, title: str, **more: Any) -> Cited:
    newest = session.execute(
        select(Revision.id, Revision.at)
        .where(Revision.record_type == CITED[noun], Revision.record_id == number)
        .order_by(Revision.id.desc())
        .limit(1)
    ).one_or_none()
    return Cited(noun, key, title, newest[0] if newest else 0, newest[1] if newest else None, **more)
