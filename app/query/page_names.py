"""What the page of a record is called, by its path: for a form that was opened from it."""

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.store.models import Agreement, Article, Base, Country, Official, Statement
from app.store.visible import is_public

_PATH = re.compile(r"/(bases|officials|agreements|countries|statements|articles)/([^/?#]{1,120})")


def page_name(session: Session, path: str) -> str:
    """The name of the public record that a path leads to, or to a page below it; empty where there is none."""
    found = _PATH.match(path)
    if found is None:
        return ""
    name: str | None = session.scalar(_BY_NOUN[found[1]](found[2]))
    return name or ""


def _numbered(key: str) -> int:
    return int(key) if key.isascii() and key.isdigit() and len(key) < 10 else -1


def _statement(key: str) -> Select[Any]:
    words = Statement.speaker + ": " + Statement.quote
    return select(words).where(Statement.id == _numbered(key), is_public(Statement))


def _article(key: str) -> Select[Any]:
    return select(Article.title).where(Article.id == _numbered(key), is_public(Article))


_BY_NOUN: dict[str, Callable[[str], Select[Any]]] = {
    "bases": lambda key: select(Base.name).where(Base.slug == key, is_public(Base)),
    "officials": lambda key: select(Official.name).where(Official.slug == key, is_public(Official)),
    "agreements": lambda key: select(Agreement.title).where(Agreement.slug == key, is_public(Agreement)),
    "countries": lambda key: select(Country.name).where(Country.code == key),
    "statements": _statement,
    "articles": _article,
}
