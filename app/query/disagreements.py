"""Claims that disagree, over all bases; and the newest grades of publishers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.spans import Span
from app.query.claims import ClaimRow, Disagreement, Known, disagreements, known, list_claims
from app.query.excerpts import Excerpt, excerpt, public_limit
from app.query.page import NumberKey, Page
from app.store.models import Article, Base, Claim, Evidence, Publisher, Revision
from app.store.visible import is_public

BASES_AT_ONCE = 60
GRADES_SHOWN = 10


@dataclass(frozen=True, slots=True)
class DisagreementRow:
    """One base and property on which sources disagree, and what its page says."""

    base_slug: str
    base_name: str
    found: Disagreement
    now: Known


@dataclass(frozen=True, slots=True)
class GradeRow:
    """One change of a publisher's reliability."""

    revision: int
    at: datetime
    actor: str
    publisher: str
    before: str | None
    after: str | None
    is_undo: bool
    is_undone: bool


def list_disagreements(session: Session, *, after: NumberKey | None = None) -> Page[DisagreementRow]:
    """By number of the base, those of BASES_AT_ONCE bases that have more than one claim of a property. Two queries."""
    several = (
        select(Claim.base_id)
        .where(is_public(Claim))
        .group_by(Claim.base_id, Claim.property)
        .having(func.count(Claim.id) > 1)
    )
    query = (
        select(Base.id, Base.slug, Base.name)
        .where(is_public(Base), Base.id.in_(several))
        .order_by(Base.id)
        .limit(BASES_AT_ONCE + 1)
    )
    if after is not None:
        query = query.where(Base.id > after.id)
    bases = Page.cut(list(session.execute(query).all()), BASES_AT_ONCE, key=lambda row: NumberKey(row[0]))
    claims = list_claims(session, [number for number, _, _ in bases.rows])
    rows: list[DisagreementRow] = []
    for number, slug, name in bases.rows:
        own = [claim for claim in claims if claim.base_id == number]
        for what, found in disagreements(own).items():
            now = known(own, what)
            if now is not None:
                rows.append(DisagreementRow(slug, name, found, now))
    return Page(rows, bases.after)


def newest_grades(session: Session) -> list[GradeRow]:
    """The newest changes of publishers' reliability, undone ones too. One query."""
    query = (
        select(Revision, Publisher.domain, Publisher.name)
        .join(Publisher, Publisher.id == Revision.record_id)
        .where(Revision.record_type == "publisher")
        .order_by(Revision.id.desc())
        .limit(GRADES_SHOWN)
    )
    return [
        GradeRow(
            revision=one.id,
            at=one.at,
            actor=one.actor,
            publisher=name or domain,
            before=(one.before or {}).get("reliability"),
            after=(one.after or {}).get("reliability"),
            is_undo=one.undoes_id is not None,
            is_undone=one.undone_by_id is not None,
        )
        for one, domain, name in session.execute(query)
    ]


def claim_excerpts(session: Session, claims: Sequence[ClaimRow]) -> dict[int, Excerpt]:
    """The sentence of each claim with the words that it rests on, by the claim's id. One query."""
    by_evidence = {one.source.evidence_id: one for one in claims if one.source.evidence_id is not None}
    query = (
        select(Evidence.id, Evidence.start_at, Evidence.end_at, Article.text)
        .join(Article, Article.id == Evidence.article_id)
        .where(Evidence.id.in_(by_evidence))
    )
    found: dict[int, Excerpt] = {}
    for number, start, end, text in session.execute(query):
        claim = by_evidence[number]
        limit = public_limit(claim.source.kind, len(text))
        found[number] = excerpt(text, Span(start, end), claim.quote, 0, limit=limit)
    return {one.id: found[one.source.evidence_id] for one in claims if one.source.evidence_id in found}
