"""An agreement as every list shows it. Lists differ only in their conditions and order."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from app.domain.dates import first_day
from app.domain.kinds import AgreementKind, AgreementStatus, ReviewState
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.store.models import (
    Agreement,
    AgreementParty,
    AgreementReport,
    Article,
    Country,
    Evidence,
    Publisher,
)
from app.store.visible import is_public

ENDED = {AgreementStatus.EXPIRED, AgreementStatus.TERMINATED}


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement with its parties and the sources that report it."""

    id: int
    slug: str
    title: str
    kind: AgreementKind
    status: AgreementStatus
    status_as_of: str | None
    signed: str | None  # EDTF, as all dates here
    ratified: str | None
    in_force: str | None
    expires: str | None  # null is unknown, not endless
    expires_day: date | None
    sort_day: date
    term_years: int | None
    summary: str | None
    note: str | None
    review: ReviewState
    parties: tuple[tuple[str, str], ...]  # (code, name)
    sources: tuple[SourceRow, ...]

    @property
    def start(self) -> str | None:
        """When it began to bind, as far as that is sourced: in force, else ratified, else signed."""
        return self.in_force or self.ratified or self.signed

    def stood_on(self, day: date) -> bool:
        """Whether the record has it stand on that day: begun by then, its end later or unknown."""
        if self.start is None or self.status == AgreementStatus.PROPOSED or first_day(self.start) > day:
            return False
        return self.expires_day is None or self.expires_day >= day

    @property
    def end_unknown(self) -> bool:
        """It has ended, and no source says when: nothing can be said of a day in between."""
        return self.status in ENDED and self.expires is None


Loaded = Select[*tuple[Any, ...]]


def select_agreements() -> Loaded:
    """Columns of an `AgreementRow`, the rejected left out; the caller adds conditions, order and limit."""
    return select(
        Agreement.id,
        Agreement.slug,
        Agreement.title,
        Agreement.kind,
        Agreement.status,
        Agreement.status_as_of,
        Agreement.signed,
        Agreement.ratified,
        Agreement.in_force,
        Agreement.expires,
        Agreement.expires_day,
        Agreement.sort_day,
        Agreement.term_years,
        Agreement.summary,
        Agreement.note,
        Agreement.review,
    ).where(is_public(Agreement))


def load_agreements(session: Session, query: Loaded) -> list[AgreementRow]:
    """Run `query` (of `select_agreements`) and complete its rows: three queries however many they are."""
    found = session.execute(query).all()
    if not found:
        return []
    ids = [row[0] for row in found]
    parties = _parties(session, ids)
    sources = _sources(session, ids)
    return [AgreementRow(*[*row, parties.get(row[0], ()), sources.get(row[0], ())]) for row in found]


def _parties(session: Session, ids: Sequence[int]) -> dict[int, tuple[tuple[str, str], ...]]:
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    query = (
        select(AgreementParty.agreement_id, Country.code, Country.name)
        .join(Country, Country.code == AgreementParty.country_code)
        .where(AgreementParty.agreement_id.in_(ids))
        .order_by(Country.name)
    )
    for agreement_id, code, name in session.execute(query):
        found[agreement_id] = (*found.get(agreement_id, ()), (code, name))
    return found


def _sources(session: Session, ids: Sequence[int]) -> dict[int, tuple[SourceRow, ...]]:
    found: dict[int, tuple[SourceRow, ...]] = {}
    query = (
        select(AgreementReport.agreement_id, *SOURCE_COLUMNS)
        .join(Evidence, Evidence.id == AgreementReport.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(AgreementReport.agreement_id.in_(ids), is_public(AgreementReport))
        .order_by(AgreementReport.id)
    )
    for row in session.execute(query):
        found[row[0]] = (*found.get(row[0], ()), source_of(row))
    return found
