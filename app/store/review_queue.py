"""Keep the queue of what is to be reviewed: one row an article with open findings, with the values it is chosen by.

Open is what extraction found and nobody has decided on: a statement (where it was first reported), a claim, a place
where a base or an agreement is named, or a name of no known record. Whatever writes findings calls `refresh_queue` for
their articles: the save of an article, and `app.store.changes.revise` for every act of a person and every undo.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, select, true
from sqlalchemy.orm import Session

from app.domain.kinds import Origin, ReviewState
from app.domain.queue import PRESSING, FindingKind
from app.store.models import (
    AgreementReport,
    Article,
    ArticleSeen,
    BaseReport,
    Claim,
    Evidence,
    Proposal,
    Publisher,
    QueuedArticle,
    QueuedMark,
    Revision,
    Statement,
    StatementCountry,
)

BATCH = 400  # articles at a time


Placed = type[Claim] | type[BaseReport] | type[AgreementReport] | type[Proposal]  # found at a row of Evidence
PLACED: dict[str, tuple[Placed, FindingKind]] = {
    "claim": (Claim, FindingKind.CLAIM),
    "base_report": (BaseReport, FindingKind.BASE),
    "agreement_report": (AgreementReport, FindingKind.AGREEMENT),
    "proposal": (Proposal, FindingKind.NAME),
}


def was_found(record: type[Statement] | Placed) -> ColumnElement[bool]:
    """The SQL condition that a record is a finding of extraction, to be reviewed."""
    columns: Any = record
    if record is BaseReport:  # named in the very words of a claim about it, it is no finding beside that
        claimed = select(Claim.id).where(
            Claim.evidence_id == BaseReport.evidence_id, Claim.base_id == BaseReport.base_id
        )
        return BaseReport.extractor.is_not(None) & ~claimed.exists()
    if record is AgreementReport:
        return AgreementReport.extractor.is_not(None)
    condition: ColumnElement[bool] = true() if record is Proposal else columns.origin == Origin.EXTRACTED
    return condition


def is_open(record: type[Statement] | Placed) -> ColumnElement[bool]:
    """The SQL condition that a record is a finding and nobody has decided on it."""
    columns: Any = record
    condition: ColumnElement[bool] = was_found(record) & (columns.review == ReviewState.UNREVIEWED)
    return condition & Statement.joined_into_id.is_(None) if record is Statement else condition


@dataclass(slots=True)
class _Waiting:
    """What is open in one article."""

    kinds: Counter[FindingKind] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    confidence: float = 1.0
    found: int = 0

    def note(self, kind: FindingKind, confidence: float | None) -> None:
        self.kinds[kind] += 1
        self.confidence = min(self.confidence, 1.0 if confidence is None else confidence)


def refresh_queue(session: Session, article_ids: Iterable[int]) -> None:
    """Bring the rows of some articles up to date with their findings, in the caller's transaction."""
    session.flush()
    ids = sorted(set(article_ids))
    for start in range(0, len(ids), BATCH):
        _refresh(session, ids[start : start + BATCH])


def fill_queue(session: Session) -> None:
    """Make the queue from all findings where there is none: after a migration from a version that kept none."""
    if session.scalar(select(QueuedArticle.article_id).limit(1)) is not None:
        return
    of_open = [
        select(Evidence.article_id).join(model, model.evidence_id == Evidence.id).where(is_open(model))
        for model in (Statement, *(one for one, _ in PLACED.values()))
    ]
    refresh_queue(session, {number for query in of_open for number in session.scalars(query.distinct())})


def mark_seen(session: Session, user_id: int, article_id: int) -> None:
    """A user looks at what was found in an article now: later changes are told as such."""
    newest = session.scalar(select(func.max(Revision.id))) or 0
    found = session.scalar(select(QueuedArticle.found).where(QueuedArticle.article_id == article_id)) or 0
    session.merge(
        ArticleSeen(
            user_id=user_id, article_id=article_id, revision_id=newest, found=found, at=datetime.now(UTC)
        )
    )
    session.flush()


def articles_of_changes(session: Session, rows: Sequence[Any]) -> set[int]:
    """The articles whose findings some changed rows (`app.store.changes.RowChange`) concern."""
    found: set[int] = set()
    keys: dict[str, set[int]] = defaultdict(set)
    for one in rows:
        if one.table in ("statement", "article", *PLACED):
            keys[one.table].add(int(one.key))
        elif one.table == "statement_country":
            keys["statement"].add(int(one.key.partition("/")[0]))
        for side in (one.before or {}, one.after or {}) if one.table == "statement" else ():
            if isinstance(number := side.get("article_id"), int):
                found.add(number)
    found |= keys["article"]
    for number in _chunks(keys["statement"]):
        found.update(session.scalars(select(Statement.article_id).where(Statement.id.in_(number))))
    for name, (model, _) in PLACED.items():
        placed = select(Evidence.article_id).join(model, model.evidence_id == Evidence.id)
        for number in _chunks(keys[name]):
            found.update(session.scalars(placed.where(model.id.in_(number))))
    return found


def _chunks(ids: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(ids)
    for start in range(0, len(ordered), BATCH):
        yield ordered[start : start + BATCH]


def _refresh(session: Session, ids: list[int]) -> None:
    waiting: dict[int, _Waiting] = defaultdict(_Waiting)
    _add_findings(session, ids, waiting)
    session.execute(delete(QueuedMark).where(QueuedMark.article_id.in_(ids)))
    session.execute(delete(QueuedArticle).where(QueuedArticle.article_id.in_(ids)))
    known = session.execute(
        select(Article.id, Article.added_by, func.coalesce(Publisher.domain, ""))
        .outerjoin(Publisher, Publisher.id == Article.publisher_id)
        .where(Article.id.in_(ids), Article.review != ReviewState.REJECTED)
    )
    rows: list[dict[str, Any]] = []
    marks: list[dict[str, Any]] = []
    for number, added_by, source in known:
        one = waiting[number]
        if not one.kinds:
            continue
        country = min(one.countries, key=lambda code: (-one.countries[code], code), default="")
        rows.append(
            {
                "article_id": number,
                "confidence": one.confidence,
                "country": country,
                "source": source,
                "kind": min(PRESSING[kind] for kind in one.kinds),
                "findings": one.kinds.total(),
                "found": one.found,
                "added_by": added_by,
            }
        )
        for name, counted in (("kind", one.kinds), ("country", one.countries)):
            marks += [
                {"field": name, "value": str(value), "article_id": number, "count": count}
                for value, count in counted.items()
            ]
    if rows:
        session.execute(insert(QueuedArticle), rows)
        session.execute(insert(QueuedMark), marks)


def _add_findings(session: Session, ids: list[int], waiting: dict[int, _Waiting]) -> None:
    said = select(Statement.article_id, Statement.kind, Statement.confidence, is_open(Statement)).where(
        Statement.article_id.in_(ids), Statement.origin == Origin.EXTRACTED
    )
    for number, does, confidence, still in session.execute(said):
        waiting[number].found += 1
        if still:
            waiting[number].note(FindingKind(does), confidence)
    about = (
        select(Statement.article_id, StatementCountry.country_code, func.count())
        .join(StatementCountry, StatementCountry.statement_id == Statement.id)
        .where(Statement.article_id.in_(ids), is_open(Statement))
        .group_by(Statement.article_id, StatementCountry.country_code)
    )
    for number, code, count in session.execute(about):
        waiting[number].countries[code] = count
    for model, kind in PLACED.values():
        columns: Any = model
        sure = Proposal.details if model is Proposal else columns.confidence
        query = (
            select(Evidence.article_id, sure, is_open(model))
            .join(model, model.evidence_id == Evidence.id)
            .where(Evidence.article_id.in_(ids), was_found(model))
        )
        for number, confidence, still in session.execute(query):
            waiting[number].found += 1
            if still:
                given = confidence.get("confidence") if model is Proposal else confidence
                waiting[number].note(kind, given)
