"""Every public record with the moment of its last change, in parts: what the sitemap lists."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.query.countries import list_countries
from app.query.updates import last_changes
from app.store.dump_tables import is_listed_publisher
from app.store.models import Agreement, Article, Base, Official, Publisher, Statement
from app.store.visible import is_public

PART = 10_000  # numbers of one part; a sitemap holds 50,000 addresses at most
_RECORDS: dict[str, tuple[Any, str, str]] = {  # noun -> (model, column of its address, type of its revisions)
    "bases": (Base, "slug", "base"),
    "officials": (Official, "slug", "official"),
    "agreements": (Agreement, "slug", "agreement"),
    "statements": (Statement, "id", "statement"),
    "articles": (Article, "id", "article"),
}
NOUNS = (*_RECORDS, "countries", "publishers")


def sitemap_parts(session: Session) -> Iterator[tuple[str, int]]:
    """(noun, number from 1) of every part. A query a noun."""
    for noun, (model, _, _) in _RECORDS.items():
        highest = session.scalar(select(func.max(model.id)).where(is_public(model))) or 0
        yield from ((noun, number) for number in range(1, -(-highest // PART) + 1))
    yield "countries", 1
    highest = session.scalar(select(func.max(Publisher.id)).where(is_listed_publisher())) or 0
    yield from (("publishers", number) for number in range(1, -(-highest // PART) + 1))


def sitemap_part(session: Session, noun: str, number: int) -> list[tuple[str, datetime | None]]:
    """(path, last change) of the records with the numbers of one part. Three queries, four of countries."""
    if noun == "countries":
        return (
            [(f"/countries/{row.facts.code}", None) for row in list_countries(session)] if number == 1 else []
        )
    if noun == "publishers":
        of_part = (Publisher.id > (number - 1) * PART, Publisher.id <= number * PART)
        domains = session.scalars(
            select(Publisher.domain).where(is_listed_publisher(), *of_part).order_by(Publisher.id)
        )
        return [(f"/publishers/{domain}", None) for domain in domains]
    model, column, record_type = _RECORDS[noun]
    held = (is_public(model), model.id > (number - 1) * PART, model.id <= number * PART)
    changed = last_changes(session, record_type, select(model.id).where(*held))
    query = select(model.id, getattr(model, column)).where(*held).order_by(model.id)
    return [(f"/{noun}/{key}", changed.get(one)) for one, key in session.execute(query)]
