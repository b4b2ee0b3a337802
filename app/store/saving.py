"""What the parts of one save share: the article, its evidence rows, and the ids of what slugs name."""

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import StoreError
from app.domain.kinds import ReviewState
from app.domain.spans import Span
from app.store.models import (
    Agreement,
    Article,
    Base,
    BaseSpelling,
    Country,
    Evidence,
    Official,
    OfficialSpelling,
    Proposal,
)
from app.store.models.base import EXTRACTOR_LENGTH
from app.store.records import Record, standing_record


@dataclass(slots=True)
class Saving:
    """The save of one article, within one transaction."""

    session: Session
    article: Article
    countries: frozenset[str]
    extractor: str  # "rules", or the name of a language model
    proposed: int = 0
    rejected: int = 0  # claims and names that a person has rejected before: they are left out
    _evidence: dict[Span, Evidence] = field(default_factory=dict)
    _ids: dict[tuple[str, str], int | None] = field(default_factory=dict)
    _proposed: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def begin(cls, session: Session, article: Article, extractor: str) -> "Saving":
        return cls(
            session, article, frozenset(session.scalars(select(Country.code))), extractor[:EXTRACTOR_LENGTH]
        )

    def evidence(self, span: Span) -> Evidence:
        """The evidence row of a span, one per place. Raises StoreError when it lies outside the text."""
        if span not in self._evidence:
            if not 0 <= span.start < span.end <= len(self.article.text):
                raise StoreError(f"evidence {span.start}-{span.end} lies outside article {self.article.id}")
            row = Evidence(
                article_id=self.article.id,
                text_length=self.article.text_length,
                start_at=span.start,
                end_at=span.end,
                quote=span.of(self.article.text),
            )
            self.session.add(row)
            self.session.flush()
            self._evidence[span] = row
        return self._evidence[span]

    def country(self, code: str | None) -> str | None:
        """`code` when it is a country that we hold."""
        return code if code in self.countries else None

    def official_id(self, slug: str | None) -> int | None:
        return self._id_of(Official, slug)

    def base_id(self, slug: str | None) -> int | None:
        return self._id_of(Base, slug)

    def agreement_id(self, slug: str | None) -> int | None:
        return self._id_of(Agreement, slug)

    def _id_of(self, record: type[Official] | type[Base] | type[Agreement], slug: str | None) -> int | None:
        """Asked once per save, however often the article names it."""
        if slug is None:
            return None
        key = record.__tablename__, slug
        if key not in self._ids:
            row = self.session.execute(
                select(record.id, record.joined_into_id).where(record.slug == slug)
            ).first()
            number = row.id if row else None
            if row and row.joined_into_id is not None:
                number = standing_record(self.session, Record(record.__tablename__, row.id)).id
            self._ids[key] = number
        return self._ids[key]

    def propose(self, kind: str, name: str, country: str | None, span: Span, details: dict[str, Any]) -> None:
        """Put a name that resolves to nothing before the reviewer, once per article.

        Not the name of a record, or of a proposal, that a person has rejected.
        """
        if (kind, name.casefold()) in self._proposed:
            return
        self._proposed.add((kind, name.casefold()))
        if self._is_rejected(kind, name):
            self.rejected += 1
            return
        self.proposed += 1
        self.session.add(
            Proposal(
                kind=kind,
                name=name,
                country_code=self.country(country),
                evidence_id=self.evidence(span).id,
                details=details | {"extractor": self.extractor},
            )
        )

    def _is_rejected(self, kind: str, name: str) -> bool:
        same = [
            select(Proposal.id).where(
                Proposal.kind == kind, Proposal.name == name, Proposal.review == ReviewState.REJECTED
            )
        ]
        if kind == "official":
            same.append(
                select(Official.id)
                .join(OfficialSpelling, OfficialSpelling.official_id == Official.id)
                .where(OfficialSpelling.spelling == name, Official.review == ReviewState.REJECTED)
            )
        elif kind == "base":
            same.append(
                select(Base.id)
                .join(BaseSpelling, BaseSpelling.base_id == Base.id)
                .where(BaseSpelling.spelling == name, Base.review == ReviewState.REJECTED)
            )
        else:
            same.append(
                select(Agreement.id).where(Agreement.title == name, Agreement.review == ReviewState.REJECTED)
            )
        return any(self.session.scalar(query.limit(1)) is not None for query in same)
