"""The one place that says which records are public. Every query and every search document goes by it.

    select(Statement.id).where(is_public(Statement), …)

Public is what was not rejected, stands for itself (was not joined to another record), and either was entered or
accepted by a person or was extracted with a confidence of PUBLISHED_FROM or more. What falls short of that alone is
a suggestion: who is signed in sees it on the page of its article, and may open it.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, true

from app.domain.kinds import Origin, ReviewState
from app.domain.publishing import PUBLISHED_FROM
from app.store.models import (
    Agreement,
    AgreementReport,
    Article,
    Base,
    BaseReport,
    Claim,
    EvidenceEdit,
    Official,
    Statement,
    StatementReport,
)

REVIEWED = (ReviewState.ACCEPTED, ReviewState.EDITED)

Record = (
    type[Statement]
    | type[StatementReport]
    | type[Claim]
    | type[Base]
    | type[BaseReport]
    | type[Agreement]
    | type[AgreementReport]
    | type[Official]
    | type[Article]
)


def is_public(record: Record) -> ColumnElement[bool]:
    """The SQL condition that a record of this type (or alias of it) is public."""
    return and_(is_held(record), ~is_suggestion(record)) if PUBLISHED_FROM > 0 else is_held(record)


def is_held(record: Record) -> ColumnElement[bool]:
    """The record is neither rejected nor joined to another: public, or a suggestion."""
    conditions: list[ColumnElement[bool]] = []
    columns: Any = record  # each type has some of these
    if hasattr(record, "review"):
        conditions.append(columns.review != ReviewState.REJECTED)
    if hasattr(record, "joined_into_id"):
        conditions.append(columns.joined_into_id.is_(None))
    return and_(true(), *conditions)


def is_suggestion(record: Record) -> ColumnElement[bool]:
    """Extracted with less confidence than is published, and not accepted since; for any other record false.

    A record without a confidence was found by a version that did not say: it counts as sure.
    """
    columns: Any = record
    if not hasattr(record, "confidence"):
        return ~true()
    conditions: list[ColumnElement[bool]] = [columns.confidence < PUBLISHED_FROM]
    if hasattr(record, "review"):
        conditions.append(columns.review.not_in(REVIEWED))
    if hasattr(record, "origin"):
        conditions.append(columns.origin == Origin.EXTRACTED)
    # Not (null < x) would be null, and the record gone: a null confidence is no suggestion.
    return and_(columns.confidence.is_not(None), *conditions)


def stands(edit: type[EvidenceEdit]) -> ColumnElement[bool]:
    """The page still reads otherwise than the evidence, and no editor found that of no weight."""
    return and_(edit.ended_at.is_(None), edit.is_dismissed.is_(False))
