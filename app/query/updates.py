"""When records were last changed: what feeds and the sitemap say."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.store.models import DataVersion, Revision


def last_changes(session: Session, record_type: str, ids: Sequence[int]) -> dict[int, datetime]:
    """The moment of the newest revision of each; one that has none lacks. One query."""
    query = (
        select(Revision.record_id, func.max(Revision.at))
        .where(Revision.record_type == record_type, Revision.record_id.in_(ids))
        .group_by(Revision.record_id)
    )
    return dict(session.execute(query).all())


def last_change(session: Session) -> datetime | None:
    """Of anything; null before the first write. One query."""
    return session.scalar(select(DataVersion.changed_at).where(DataVersion.id == 1))
