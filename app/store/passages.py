"""The words of an article that a record rests on: chosen by a person, and chosen anew."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.spans import Span
from app.resolve.duplicates import words_key
from app.store.changes import Changes
from app.store.models import (
    AgreementReport,
    Article,
    BaseReport,
    Evidence,
    Statement,
    StatementReport,
)
from app.store.records import Record

OWNERS: dict[str, tuple[Any, Any]] = {
    "base_report": (BaseReport, BaseReport.base_id),
    "agreement_report": (AgreementReport, AgreementReport.agreement_id),
}
MOST_WORDS = 8_000  # code points of one passage


@dataclass(frozen=True, slots=True)
class Passage:
    """text[start:end] of an article; `words` are what stands there."""

    article_id: int
    text_length: int
    span: Span
    words: str

    def evidence_id(self, changes: Changes) -> int:
        """The evidence row of this passage; one is added where none holds it."""
        held = changes.session.scalar(
            select(Evidence.id)
            .where(
                Evidence.article_id == self.article_id,
                Evidence.start_at == self.span.start,
                Evidence.end_at == self.span.end,
            )
            .order_by(Evidence.id)
            .limit(1)
        )
        if held is not None:
            return held
        made = changes.add(
            Evidence,
            article_id=self.article_id,
            text_length=self.text_length,
            start_at=self.span.start,
            end_at=self.span.end,
            quote=self.words,
        )
        number: int = made["id"]
        return number


def passage_of(session: Session, article_id: int, span: Span) -> Passage:
    """A passage of an article. Raises InputError when it lies outside the text, is blank, or too long."""
    row = session.execute(select(Article.text, Article.text_length).where(Article.id == article_id)).first()
    if row is None:
        raise InputError(f"there is no article {article_id}: the list of articles has their numbers")
    if not 0 <= span.start < span.end <= row.text_length:
        raise InputError(
            f"characters {span.start} to {span.end} lie outside article {article_id}, which has {row.text_length:,}"
        )
    words = span.of(row.text)
    if not words.strip():
        raise InputError("the chosen words are blank: choose some that say something")
    if len(words) > MOST_WORDS:
        raise InputError(f"the chosen words are {len(words):,} characters: choose at most {MOST_WORDS:,}")
    return Passage(article_id, row.text_length, span, words)


def held_words(session: Session, record: Record, passage: Passage) -> Evidence:
    """The evidence that a record has in the article of `passage`. Raises InputError where it has none."""
    if record.kind == "statement":
        found = session.scalars(
            select(Evidence)
            .join(StatementReport, StatementReport.evidence_id == Evidence.id)
            .where(StatementReport.statement_id == record.id, Evidence.article_id == passage.article_id)
            .order_by(StatementReport.id)
            .limit(1)
        ).first()
    else:
        found = session.scalars(
            select(Evidence)
            .join(record.model, record.model.evidence_id == Evidence.id)
            .where(record.model.id == record.id, Evidence.article_id == passage.article_id)
        ).first()
    if found is None:
        raise InputError(f"{record.kind} {record.id} rests on no words of article {passage.article_id}")
    return found


def move_to(changes: Changes, record: Record, old: Evidence, passage: Passage) -> None:
    """Let a record rest on other words of the article. Raises InputError where another one of it rests there."""
    session = changes.session
    number = passage.evidence_id(changes)
    if record.kind == "statement":
        _refuse_second(session, StatementReport, StatementReport.statement_id, record.id, number)
        own = (StatementReport.statement_id == record.id) & (StatementReport.evidence_id == old.id)
        changes.set(StatementReport, own, evidence_id=number, words_key=words_key(passage.words))
        first = (Statement.id == record.id) & (Statement.evidence_id == old.id)
        changes.set(Statement, first, evidence_id=number, quote=passage.words)
        return
    if record.kind in OWNERS:
        model, owner = OWNERS[record.kind]
        of = session.scalar(select(owner).where(model.id == record.id))
        _refuse_second(session, model, owner, of, number)
    changes.set(record.model, record.model.id == record.id, evidence_id=number)


def refuse_second_report(session: Session, record: Record, owner_id: int) -> None:
    """A report that is given to another base or agreement: InputError where the same words report that one already."""
    model, owner = OWNERS[record.kind]
    evidence_id = session.scalar(select(model.evidence_id).where(model.id == record.id))
    _refuse_second(session, model, owner, owner_id, evidence_id)


def _refuse_second(session: Session, model: Any, owner: Any, of: Any, evidence_id: int | None) -> None:
    held = select(model.id).where(owner == of, model.evidence_id == evidence_id)
    if session.scalar(held.limit(1)) is not None:
        raise InputError("these words are on record for it already: choose others, or reject one of the two")
