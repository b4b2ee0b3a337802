"""The record that stands for a merged one, and slugs that are nearly what was asked for."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.store.records import RECORDS, Record, standing_record
from app.store.visible import is_public

MOST_NEAR = 200


def moved_to(session: Session, record_type: str, slug: str) -> str | None:
    """The slug of the public record that stands for a merged one; null where none was merged."""
    model = RECORDS[record_type]
    number = session.scalar(select(model.id).where(model.slug == slug, model.joined_into_id.is_not(None)))
    if number is None:
        return None
    kept = standing_record(session, Record(record_type, number))
    found: str | None = session.scalar(select(model.slug).where(model.id == kept.id, is_public(model)))
    return found


def near_slugs(session: Session, record_type: str, slug: str) -> list[str]:
    """Slugs that begin as this one does; a bounded list to look for near ones in."""
    model = RECORDS[record_type]
    start = slug[:2].lower()
    query = select(model.slug).where(model.slug.between(start, start + "\U0010ffff"), is_public(model))
    return list(session.scalars(query.order_by(model.slug).limit(MOST_NEAR)))
