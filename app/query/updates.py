"""When records were last changed: what feeds and the sitemap say."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from app.store.models import AgreementReport, Article, Claim, Evidence, Revision, Statement

_FIRST: dict[str, tuple[Any, Any]] = {  # type -> (column of the record, column of its evidence)
    "statement": (Statement.id, Statement.evidence_id),
    "claim": (Claim.id, Claim.evidence_id),
    "base": (Claim.base_id, Claim.evidence_id),
    "agreement": (AgreementReport.agreement_id, AgreementReport.evidence_id),
}


def last_changes(session: Session, record_type: str, ids: Sequence[int] | Select[Any]) -> dict[int, datetime]:
    """The moment of the newest revision of each, else that in which its source was added. Two queries."""
    revised = (
        select(Revision.record_id, func.max(Revision.at))
        .where(Revision.record_type == record_type, Revision.record_id.in_(ids))
        .group_by(Revision.record_id)
    )
    return _added(session, record_type, ids) | dict(session.execute(revised).all())


def _added(session: Session, record_type: str, ids: Sequence[int] | Select[Any]) -> dict[int, datetime]:
    """What comes with the reference data or an article has no revision until it is changed."""
    if record_type == "article":
        return dict(session.execute(select(Article.id, Article.added_at).where(Article.id.in_(ids))).all())
    if record_type not in _FIRST:
        return {}
    record, evidence = _FIRST[record_type]
    query = (
        select(record, func.max(Article.added_at))
        .join(Evidence, Evidence.id == evidence)
        .join(Article, Article.id == Evidence.article_id)
        .where(record.in_(ids))
        .group_by(record)
    )
    return dict(session.execute(query).all())
