"""Claims and agreements as they stand in a ledger: in words, with their day and source."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import ClaimProperty
from app.query.agreement_rows import load_agreements, select_agreements
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.resolve.bearing_rules import RecordNoun
from app.store.models import Agreement, Article, Base, Claim, Evidence, Publisher
from app.store.visible import is_public

Target = tuple[RecordNoun, int]


@dataclass(frozen=True, slots=True)
class FactRow:
    """What a claim or an agreement says, in our words."""

    text: str  # "Kant Air Base: active", the title of an agreement
    href: str
    day: str | None  # EDTF: as of, signed
    source: SourceRow | None


def load_facts(session: Session, targets: Iterable[Target]) -> dict[Target, FactRow]:
    """The public ones, by what they are: four queries whatever their number."""
    targets = list(targets)
    claims = [number for noun, number in targets if noun is RecordNoun.CLAIM]
    agreements = [number for noun, number in targets if noun is RecordNoun.AGREEMENT]
    return (_claims(session, claims) if claims else {}) | (
        _agreements(session, agreements) if agreements else {}
    )


def _claims(session: Session, ids: list[int]) -> dict[Target, FactRow]:
    query = (
        select(Claim.id, Claim.property, Claim.value, Claim.as_of, Base.slug, Base.name, *SOURCE_COLUMNS)
        .join(Base, Base.id == Claim.base_id)
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Claim.id.in_(ids), is_public(Claim), is_public(Base))
    )
    return {
        (RecordNoun.CLAIM, row[0]): FactRow(
            f"{row[5]}: {row[2] if row[1] is ClaimProperty.STATUS else f'{row[1].value} {row[2]}'}",
            f"/bases/{row[4]}#claim-{row[0]}",
            row[3],
            source_of(row),
        )
        for row in session.execute(query)
    }


def _agreements(session: Session, ids: list[int]) -> dict[Target, FactRow]:
    rows = load_agreements(session, select_agreements().where(Agreement.id.in_(ids)))
    return {
        (RecordNoun.AGREEMENT, row.id): FactRow(
            row.title,
            f"/agreements/{row.slug}",
            row.signed or row.ratified or row.in_force,
            row.sources[0] if row.sources else None,
        )
        for row in rows
    }
