"""The records that followers are told of, and which of them a search finds."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.query.agreement_rows import load_agreements, select_agreements
from app.query.bases import base_rows
from app.query.claim_lists import BaseClaimRow
from app.query.claims import load_claims
from app.query.search import EVERYTHING
from app.query.search_filter import SearchFilter, narrowed
from app.query.search_terms import read_terms, records_matching
from app.query.statement_rows import load_statements, select_statements
from app.store.models import Agreement, Base, Claim, SearchDocument, Statement
from app.store.visible import is_public

FOUND = ("statement", "base", "agreement")  # by a search that is followed
Key = tuple[str, int]  # record type and number


def load_records(session: Session, keys: Iterable[Key]) -> dict[Key, Any]:
    """The public ones of those, as the lists have them: StatementRow, BaseClaimRow, BaseRow, AgreementRow."""
    wanted: dict[str, list[int]] = {}
    for record_type, number in keys:
        wanted.setdefault(record_type, []).append(number)
    found: dict[Key, Any] = {}
    if ids := wanted.get("statement"):
        rows = load_statements(session, select_statements().where(Statement.id.in_(ids)))
        found |= {("statement", row.id): row for row in rows}
    if ids := wanted.get("claim"):
        found |= {("claim", row.claim.id): row for row in _claims(session, ids)}
    if ids := wanted.get("base"):
        found |= {("base", row.id): row for row in base_rows(session, Base.id.in_(ids))}
    if ids := wanted.get("agreement"):
        agreements = load_agreements(session, select_agreements().where(Agreement.id.in_(ids)))
        found |= {("agreement", row.id): row for row in agreements}
    return found


def found_by_search(session: Session, words: str, record_type: str, ids: Sequence[int]) -> set[int]:
    """Those of some records of one type that a search for `words` finds."""
    matches = records_matching(session, record_type, words)
    if matches is None or not ids:
        return set()
    query = select(SearchDocument.record_id).where(matches, SearchDocument.record_id.in_(ids))
    return set(session.scalars(query))


def newest_found(session: Session, words: str, where: SearchFilter = EVERYTHING, *, limit: int) -> list[Key]:
    """The records of the types FOUND that a search finds, the newest first. One query."""
    terms = read_terms(words)
    if not terms.wanted and not where.is_on:
        return []
    query = (
        select(SearchDocument.record_type, SearchDocument.record_id)
        .where(SearchDocument.record_type.in_(FOUND), narrowed(session, terms, where))
        .order_by(SearchDocument.sort_day.desc(), SearchDocument.id.desc())
        .limit(limit)
    )
    return [(record_type, number) for record_type, number in session.execute(query)]


def _claims(session: Session, ids: Sequence[int]) -> list[BaseClaimRow]:
    query = select(Claim.id, Base.slug, Base.name, Base.host_code).join(Base, Base.id == Claim.base_id)
    named = {row[0]: row[1:] for row in session.execute(query.where(Claim.id.in_(ids), is_public(Base)))}
    return [
        BaseClaimRow(claim, *named[claim.id])
        for claim in load_claims(session, Claim.id.in_(ids))
        if claim.id in named
    ]
