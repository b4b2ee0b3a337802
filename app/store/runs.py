"""The record of ingest runs: what was given, what became of each input, and why."""

from datetime import UTC, datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from app.domain.kinds import RunOutcome
from app.store.models import IngestItem, IngestRun


def start_run(session: Session, *, source: str, actor: str) -> int:
    """Record that a run began; returns its id."""
    run = IngestRun(source=source, actor=actor, started_at=datetime.now(UTC), finished_at=None)
    session.add(run)
    session.flush()
    return run.id


def record_item(
    session: Session, run_id: int, *, name: str, outcome: RunOutcome, reason: str, article_id: int | None
) -> None:
    """Record what became of one input."""
    session.add(IngestItem(run_id=run_id, name=name, outcome=outcome, reason=reason, article_id=article_id))


def finish_run(session: Session, run_id: int) -> None:
    """Record that the run came to its end."""
    session.execute(update(IngestRun).where(IngestRun.id == run_id).values(finished_at=datetime.now(UTC)))
