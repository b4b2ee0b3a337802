"""What of the database is public: the tables and columns of the dump, and which of their rows.

Every column of these tables is either in the dump or named in `withheld`; a test holds that, so that a new column is
a decision. Tables that are not here (accounts, revisions, proposals, batches in preview, raw bytes) never leave.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, Table, and_, case, func, null, or_, select, true
from sqlalchemy.orm import aliased

from app.domain.kinds import ArticleKind, Origin
from app.store.models import (
    Agreement,
    AgreementBase,
    AgreementParty,
    AgreementReport,
    Article,
    Base,
    BaseReport,
    BaseSpelling,
    Claim,
    Country,
    Evidence,
    Official,
    OfficialRole,
    OfficialSpelling,
    Publisher,
    PublisherDomain,
    Statement,
    StatementBase,
    StatementBearing,
    StatementCountry,
    StatementReport,
)
from app.store.visible import is_public


@dataclass(frozen=True, slots=True)
class DumpTable:
    """One table: its public rows, in the order of its key."""

    model: Any
    where: ColumnElement[bool] = field(default_factory=true)
    withheld: frozenset[str] = frozenset()
    instead: Mapping[str, ColumnElement[Any]] = field(
        default_factory=dict
    )  # what stands in place of a column

    @property
    def table(self) -> Table:
        table: Table = self.model.__table__
        return table

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def columns(self) -> list[Column[Any]]:
        return [one for one in self.table.columns if one.name not in self.withheld]

    def query(self, dialect: str) -> Select[Any]:
        """The public rows. Words are ordered by code point on every database, so that a dump is the same bytes."""
        chosen = [self.instead.get(one.name, one).label(one.name) for one in self.columns]
        keys = [
            one.collate("C") if dialect == "postgresql" and one.type.python_type is str else one
            for one in self.table.primary_key
        ]
        return select(*chosen).where(self.where).order_by(*keys)


def is_listed_publisher() -> ColumnElement[bool]:
    """The SQL condition that a publisher is shown: of the reference data, or with a public article.

    One that came with an article which an editor then rejected is not.
    """
    article = select(Article.id).where(Article.publisher_id == Publisher.id, is_public(Article)).exists()
    return or_(Publisher.origin == Origin.SEED, article)


def _ids(model: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(model.id).where(is_public(model), *conditions)


_OFFICIALS = _ids(Official)
_BASES = _ids(Base)
_STATEMENTS = _ids(Statement)
_AGREEMENTS = _ids(Agreement)
_CLAIM = and_(is_public(Claim), Claim.base_id.in_(_BASES))
_BASE_REPORT = and_(is_public(BaseReport), BaseReport.base_id.in_(_BASES))
_AGREEMENT_REPORT = and_(is_public(AgreementReport), AgreementReport.agreement_id.in_(_AGREEMENTS))
_EVIDENCE = Evidence.id.in_(
    select(Statement.evidence_id)
    .where(is_public(Statement))
    .union(
        select(StatementReport.evidence_id).where(StatementReport.statement_id.in_(_STATEMENTS)),
        select(Claim.evidence_id).where(_CLAIM),
        select(BaseReport.evidence_id).where(_BASE_REPORT),
        select(AgreementReport.evidence_id).where(_AGREEMENT_REPORT),
    )
)
# An article that was rejected stays where a public record rests on it, too: its pages name it as their source.
_ARTICLE = or_(
    is_public(Article),
    Article.id.in_(select(Evidence.article_id).where(_EVIDENCE)),
    Article.id.in_(select(Statement.article_id).where(is_public(Statement))),
)
_PUBLISHER = or_(is_listed_publisher(), Publisher.id.in_(select(Article.publisher_id).where(_ARTICLE)))


def _text() -> ColumnElement[Any]:
    """The whole text where the public may read it: our own words, and where its publisher allows it."""
    allowed = (
        select(Publisher.full_text_allowed).where(Publisher.id == Article.publisher_id).scalar_subquery()
    )
    return case((or_(Article.kind != ArticleKind.ARTICLE, allowed.is_(True)), Article.text), else_=null())


def _origin() -> ColumnElement[Any]:
    """The first of its origin that is in the dump."""
    copy = aliased(Article)
    shown = or_(
        is_public(copy),
        copy.id.in_(select(Evidence.article_id).where(_EVIDENCE)),
        copy.id.in_(select(Statement.article_id).where(is_public(Statement))),
    )
    first = select(func.min(copy.id)).where(copy.origin_id == Article.origin_id, shown).correlate(Article)
    return case((Article.origin_id.is_(None), null()), else_=first.scalar_subquery())


def _bearing() -> ColumnElement[bool]:
    other = aliased(Statement)
    return and_(
        StatementBearing.is_dismissed.is_(False),
        StatementBearing.statement_id.in_(_STATEMENTS),
        or_(StatementBearing.other_id.is_(None), StatementBearing.other_id.in_(_ids(other))),
        or_(
            StatementBearing.claim_id.is_(None), StatementBearing.claim_id.in_(select(Claim.id).where(_CLAIM))
        ),
        or_(StatementBearing.agreement_id.is_(None), StatementBearing.agreement_id.in_(_AGREEMENTS)),
    )


_JOINED = frozenset({"joined_into_id"})  # null of every public record
# In an order in which each table refers to those before it, or to itself.
DUMP_TABLES: tuple[DumpTable, ...] = (
    DumpTable(Country),
    DumpTable(Publisher, _PUBLISHER),
    DumpTable(PublisherDomain, PublisherDomain.publisher_id.in_(select(Publisher.id).where(_PUBLISHER))),
    DumpTable(Official, is_public(Official), _JOINED),
    DumpTable(OfficialSpelling, OfficialSpelling.official_id.in_(_OFFICIALS)),
    DumpTable(OfficialRole, OfficialRole.official_id.in_(_OFFICIALS)),
    DumpTable(Base, is_public(Base), _JOINED),
    DumpTable(BaseSpelling, BaseSpelling.base_id.in_(_BASES)),
    DumpTable(
        Article,
        _ARTICLE,
        frozenset({"minhash", "added_by", "met_rejected"}),
        {"text": _text(), "origin_id": _origin()},
    ),
    DumpTable(Evidence, _EVIDENCE),
    DumpTable(
        Statement,
        is_public(Statement),
        _JOINED,
        {"official_id": case((Statement.official_id.in_(_OFFICIALS), Statement.official_id), else_=null())},
    ),
    DumpTable(
        StatementReport,
        StatementReport.statement_id.in_(_STATEMENTS),
        frozenset({"found", "joined_from_id"}),
    ),
    DumpTable(StatementCountry, StatementCountry.statement_id.in_(_STATEMENTS)),
    DumpTable(
        StatementBase, and_(StatementBase.statement_id.in_(_STATEMENTS), StatementBase.base_id.in_(_BASES))
    ),
    DumpTable(Claim, _CLAIM),
    DumpTable(BaseReport, _BASE_REPORT),
    DumpTable(Agreement, is_public(Agreement), _JOINED),
    DumpTable(AgreementParty, AgreementParty.agreement_id.in_(_AGREEMENTS)),
    DumpTable(
        AgreementBase,
        and_(AgreementBase.agreement_id.in_(_AGREEMENTS), AgreementBase.base_id.in_(_BASES)),
    ),
    DumpTable(AgreementReport, _AGREEMENT_REPORT),
    DumpTable(StatementBearing, _bearing(), frozenset({"is_dismissed"})),
)
