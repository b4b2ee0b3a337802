"""Write what a search can be narrowed by: a row for each value of a document, taken from its record."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, delete, exists, insert, literal, select, union
from sqlalchemy.orm import Session

from app.store.models import (
    AgreementParty,
    Article,
    Base,
    Country,
    Evidence,
    Official,
    Publisher,
    SearchDocument,
    SearchFacet,
    Statement,
    StatementCountry,
)
from app.store.records import RECORDS
from app.store.visible import is_public

FIELDS = ("country", "official", "kind", "topic", "language", "publisher", "review")
REVIEWED = ("base", "agreement", "statement")
Values = Select[Any, Any, Any]  # (document id, field, value)


def write_facets(session: Session, record_type: str, record_ids: Sequence[int]) -> None:
    """Bring the facets of these documents up to date, and those of the articles that statements stand in.

    The caller commits.
    """
    _write(session, record_type, record_ids)
    if record_type == "statement":
        articles = session.scalars(
            select(Statement.article_id).where(Statement.id.in_(record_ids)).distinct()
        )
        _write(session, "article", articles.all())


def _write(session: Session, record_type: str, record_ids: Sequence[int]) -> None:
    documents = select(SearchDocument.id).where(
        SearchDocument.record_type == record_type, SearchDocument.record_id.in_(record_ids)
    )
    session.execute(delete(SearchFacet).where(SearchFacet.document_id.in_(documents)))
    values = [one.where(SearchDocument.record_id.in_(record_ids)) for one in _values(record_type)]
    session.execute(insert(SearchFacet).from_select(["document_id", "field", "value"], union(*values)))


def fill_facets(session: Session) -> None:
    """Write all facets where there are none yet: the database was indexed before there were any."""
    if session.scalar(select(exists().where(SearchFacet.document_id > 0))):
        return
    for record_type in ("base", "official", "country", "agreement", "statement", "article"):
        session.execute(
            insert(SearchFacet).from_select(["document_id", "field", "value"], union(*_values(record_type)))
        )


def _values(record_type: str) -> list[Values]:
    """The queries that together give the facets of one kind of record."""
    model = RECORDS.get(record_type, Country)
    found = _BY_TYPE[record_type]()
    if record_type in REVIEWED:
        found.append(_value(record_type, "review", model.review).join(model, _is(model)))
    return found


def _value(record_type: str, field: str, value: Any) -> Values:
    return select(SearchDocument.id, literal(field, String), cast(value, String)).where(
        SearchDocument.record_type == record_type, cast(value, String).is_not(None)
    )


def _is(model: Any) -> ColumnElement[bool]:
    return model.id == SearchDocument.record_id  # type: ignore[no-any-return]


def _bases() -> list[Values]:
    return [
        _value("base", "country", Base.host_code).join(Base, _is(Base)),
        _value("base", "country", Base.territory_code).join(Base, _is(Base)),
    ]


def _officials() -> list[Values]:
    return [
        _value("official", "country", Official.country_code).join(Official, _is(Official)),
        _value("official", "official", Official.slug).join(Official, _is(Official)),
    ]


def _countries() -> list[Values]:
    return [_value("country", "country", SearchDocument.record_key)]


def _agreements() -> list[Values]:
    parties = AgreementParty.agreement_id == SearchDocument.record_id
    return [_value("agreement", "country", AgreementParty.country_code).join(AgreementParty, parties)]


def _statements() -> list[Values]:
    def of(field: str, value: Any) -> Values:
        return _value("statement", field, value).join(Statement, _is(Statement))

    said_in = Article.id == Statement.article_id
    return [
        of("kind", Statement.kind),
        of("topic", Statement.topic),
        of("official", Official.slug).join(Official, Official.id == Statement.official_id),
        of("country", StatementCountry.country_code).join(
            StatementCountry, StatementCountry.statement_id == Statement.id
        ),
        of("language", Article.language).join(Article, said_in),
        of("publisher", Publisher.domain)
        .join(Article, said_in)
        .join(Publisher, Publisher.id == Article.publisher_id),
    ]


def _articles() -> list[Values]:
    """Their countries and speakers are those of the public statements that stand on their words."""
    stands_on = (Evidence.id == Statement.evidence_id) & is_public(Statement)

    def of(field: str, value: Any) -> Values:
        return _value("article", field, value).join(Article, _is(Article))

    def said(field: str, value: Any) -> Values:
        return of(field, value).join(Evidence, Evidence.article_id == Article.id).join(Statement, stands_on)

    return [
        of("language", Article.language),
        of("publisher", Publisher.domain).join(Publisher, Publisher.id == Article.publisher_id),
        said("country", StatementCountry.country_code).join(
            StatementCountry, StatementCountry.statement_id == Statement.id
        ),
        said("official", Official.slug).join(Official, Official.id == Statement.official_id),
    ]


_BY_TYPE = {
    "base": _bases,
    "official": _officials,
    "country": _countries,
    "agreement": _agreements,
    "statement": _statements,
    "article": _articles,
}
