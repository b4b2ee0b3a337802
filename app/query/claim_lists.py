"""Lists of claims over all bases, in the order in which they were recorded."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.kinds import ClaimProperty, ReviewState
from app.query.claims import ClaimRow, load_claims
from app.query.page import PAGE_SIZE, NumberKey, Page
from app.store.models import Article, Base, Claim, Evidence, Publisher
from app.store.visible import is_public


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Which claims; a null field filters nothing."""

    base: str | None = None  # slug
    country: str | None = None  # code of the host
    what: ClaimProperty | None = None
    review: ReviewState | None = None
    publisher: str | None = None  # main domain

    def conditions(self) -> list[ColumnElement[bool]]:
        """For a query of Claim joined to Base."""
        found: list[ColumnElement[bool]] = [is_public(Claim), is_public(Base)]
        if self.base is not None:
            found.append(Base.slug == self.base)
        if self.country is not None:
            found.append(Base.host_code == self.country)
        if self.what is not None:
            found.append(Claim.property == self.what)
        if self.review is not None:
            found.append(Claim.review == self.review)
        if self.publisher is not None:
            published = (
                select(Evidence.id)
                .join(Article, Article.id == Evidence.article_id)
                .join(Publisher, Publisher.id == Article.publisher_id)
                .where(Publisher.domain == self.publisher)
            )
            found.append(Claim.evidence_id.in_(published))
        return found


@dataclass(frozen=True, slots=True)
class BaseClaimRow:
    """A claim with the base that it is about."""

    claim: ClaimRow
    base_slug: str
    base_name: str
    host_code: str


def list_all_claims(
    session: Session, where: ClaimFilter, *, after: NumberKey | None = None, limit: int = PAGE_SIZE
) -> Page[BaseClaimRow]:
    """By number. Two queries."""
    query = (
        select(Claim.id, Base.slug, Base.name, Base.host_code)
        .join(Base, Base.id == Claim.base_id)
        .where(*where.conditions())
        .order_by(Claim.id)
        .limit(limit + 1)
    )
    if after is not None:
        query = query.where(Claim.id > after.id)
    found = session.execute(query).all()
    page = Page.cut(list(found), limit, key=lambda row: NumberKey(row[0]))
    claims = load_claims(session, Claim.id.in_([row[0] for row in page.rows]))
    by_id = {claim.id: claim for claim in claims}
    rows = [BaseClaimRow(by_id[number], slug, name, host) for number, slug, name, host in page.rows]
    return Page(rows, page.after)
