"""What is known of a base: its claims side by side, and the one rule by which pages say one first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.domain.kinds import ClaimProperty, Origin, ReviewState
from app.query.sources import SOURCE_COLUMNS, SourceRow, source_of
from app.store.models import Article, Claim, Evidence, Publisher
from app.store.visible import is_public

REVIEWED = (ReviewState.ACCEPTED, ReviewState.EDITED)
WORST_GRADE = "G"  # after F: a publisher that no editor has graded
UNGRADED = 7  # after 6


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

    @property
    def reviewed(self) -> bool:
        """Whether a person stands behind it: entered from the seeds or by an analyst, or accepted."""
        return self.review in REVIEWED or (
            self.origin != Origin.EXTRACTED and self.review != ReviewState.REJECTED
        )

    def differs(self, other: "ClaimRow") -> bool:
        """Whether the two say different things: other figures, or where they are no figures other words."""
        if self.low is not None and other.low is not None:
            return (self.low, self.high) != (other.low, other.high)
        return self.value.strip().casefold() != other.value.strip().casefold()


@dataclass(frozen=True, slots=True)
class Known:
    """What a page says of one property, and the claims of the same date that say otherwise."""

    claim: ClaimRow
    against: tuple[ClaimRow, ...]


def known(claims: Iterable[ClaimRow], what: ClaimProperty, on: date | None = None) -> Known | None:
    """The rule of "now" and of "as known on day `on`"; null where no claim answers.

    1. Only claims that a person stands behind count; where none, those as extracted (pages mark them).
    2. With `on`, only claims dated on it or before: an undated claim cannot be placed in time. Without it,
       undated ones count where no claim has a date.
    3. The latest as-of date wins; a month or a year counts from its first day.
    4. Ties go to the more credible claim, then to the more reliable publisher, then to what a source says
       over what we computed, then to the later record.
    5. Claims of that same date that say otherwise are `against`: shown beside it, never dropped.
    """
    about = [claim for claim in claims if claim.what == what and claim.review != ReviewState.REJECTED]
    about = [claim for claim in about if claim.reviewed] or about
    dated = [c for c in about if c.as_of_day is not None and (on is None or c.as_of_day <= on)]
    candidates = dated or ([] if on is not None else about)
    if not candidates:
        return None
    first = max(candidates, key=_rank)
    same_day = [c for c in candidates if c.as_of_day == first.as_of_day and c.differs(first)]
    return Known(first, tuple(sorted(same_day, key=_rank, reverse=True)))


def _rank(claim: ClaimRow) -> tuple[date, int, int, bool, int]:
    grade = claim.reliability or WORST_GRADE
    return (
        claim.as_of_day or date.min,
        -(claim.credibility or UNGRADED),
        -ord(grade),
        not claim.is_computed,
        claim.id,
    )


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
            *SOURCE_COLUMNS,
        )
        .join(Evidence, Evidence.id == Claim.evidence_id)
        .join(Article, Article.id == Evidence.article_id)
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(which, is_public(Claim))
    )
    return [_claim_of(row) for row in session.execute(query)]


def _claim_of(row: Sequence[Any]) -> ClaimRow:
    return ClaimRow(*[*row[: -len(SOURCE_COLUMNS)], source_of(row)])
