"""What is known of a base: its claims side by side, and the one rule by which pages say one first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.kinds import ClaimProperty, Origin, ReviewState
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.resolve.claim_rules import (
    Criterion,
    count_sayings,
    disagree,
    disagreeing,
    ranked,
    why_first,
)
from app.store.models import Article, Claim, Evidence, Publisher
from app.store.visible import is_public

REVIEWED = (ReviewState.ACCEPTED, ReviewState.EDITED)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One sourced fact about a base."""

    id: int
    base_id: int
    what: ClaimProperty
    value: str  # as sourced
    low: float | None
    high: float | None
    as_of: str | None  # EDTF
    as_of_day: date | None
    note: str | None
    is_computed: bool
    credibility: int | None  # 1-6
    reliability: str | None  # A-F, of the publisher
    origin: Origin
    review: ReviewState
    confidence: float | None  # of the extractor; null where a person entered it
    extractor: str | None  # "rules", or the name of a language model
    quote: str  # the evidence: words of the article, or our note of the page
    source: SourceRow
    pin_reason: str | None = None  # why an editor has pages show it first; null: not pinned
    publisher_domain: str | None = None

    @property
    def reviewed(self) -> bool:
        """Whether a person stands behind it: entered from the seeds or by an analyst, or accepted."""
        return self.review in REVIEWED or (
            self.origin != Origin.EXTRACTED and self.review != ReviewState.REJECTED
        )


@dataclass(frozen=True, slots=True)
class Known:
    """What a page says of one property, why that, and the claims that disagree with it."""

    claim: ClaimRow
    against: tuple[ClaimRow, ...]
    why: Criterion | None = None  # what puts it before the others; null where none says otherwise


def known(claims: Iterable[ClaimRow], what: ClaimProperty, on: date | None = None) -> Known | None:
    """The rule of "now" and of "as known on day `on`"; null where no claim answers.

    1. What an editor pinned comes first; a pin is about now, and counts for no day in the past.
    2. Only claims that a person stands behind count; where none, those as extracted (pages mark them).
    3. With `on`, only claims dated on it or before: an undated claim cannot be placed in time. Without it,
       undated ones count where no claim has a date.
    4. The rest is the order of app/resolve/data/claims.toml: the latest as-of date, then the more credible claim,
       the more reliable publisher, what a source says over what we computed, the later record.
    5. Claims that disagree with it are `against`: shown beside it, never dropped.
    """
    about = [claim for claim in claims if claim.what == what and claim.review != ReviewState.REJECTED]
    without = (Criterion.PINNED,) if on is not None else ()
    counted = [claim for claim in about if claim.reviewed or (claim.pin_reason and not without)] or about
    if on is not None:
        counted = [claim for claim in counted if claim.as_of_day is not None and claim.as_of_day <= on]
    if not counted:
        return None
    found = ranked(counted, without=without)
    against = tuple(one for one in found[1:] if disagree(found[0], one))
    return Known(found[0], against, why_first(found, without=without))


@dataclass(frozen=True, slots=True)
class Disagreement:
    """The claims of one base and property of which some disagree."""

    what: ClaimProperty
    claims: tuple[ClaimRow, ...]  # that disagree with another of them
    sayings: int  # different things that they say

    @property
    def is_pinned(self) -> bool:
        return any(claim.pin_reason is not None for claim in self.claims)


def disagreements(claims: Iterable[ClaimRow]) -> dict[ClaimProperty, Disagreement]:
    """Of the claims of one base, by property; what an editor pinned disagrees still."""
    by_property: dict[ClaimProperty, list[ClaimRow]] = {}
    for claim in claims:
        if claim.review != ReviewState.REJECTED:
            by_property.setdefault(claim.what, []).append(claim)
    found = {what: tuple(disagreeing(about)) for what, about in by_property.items()}
    return {what: Disagreement(what, about, count_sayings(about)) for what, about in found.items() if about}


def figures(claims: Iterable[ClaimRow], what: ClaimProperty) -> list[ClaimRow]:
    """The claims of a property that are a number or a range."""
    return [claim for claim in claims if claim.what == what and claim.low is not None]


def list_claims(session: Session, base_ids: Sequence[int]) -> list[ClaimRow]:
    """The claims of some bases but the rejected: by property, newest as-of first, the undated last."""
    rows = load_claims(session, Claim.base_id.in_(base_ids))
    order = list(ClaimProperty)
    rows.sort(key=lambda c: (order.index(c.what), -(c.as_of_day or date.min).toordinal(), c.id))
    return rows


def load_claims(session: Session, which: ColumnElement[bool]) -> list[ClaimRow]:
    """The public ones of those, in no order. One query."""
    query = (
        select(
            Claim.id,
            Claim.base_id,
            Claim.property,
            Claim.value,
            Claim.low,
            Claim.high,
            Claim.as_of,
            Claim.as_of_day,
            Claim.note,
            Claim.is_computed,
            Claim.credibility,
            Publisher.reliability,
            Claim.origin,
            Claim.review,
            Claim.confidence,
            Claim.extractor,
            Evidence.quote,
            Claim.pin_reason,
            Publisher.domain,
            *SOURCE_COLUMNS,
        )
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(which, is_public(Claim))
    )
    return [_claim_of(row) for row in session.execute(query)]


def _claim_of(row: Sequence[Any]) -> ClaimRow:
    *facts, pin_reason, domain = row[: -len(SOURCE_COLUMNS)]
    return ClaimRow(*[*facts, source_of(row), pin_reason, domain])
