"""The review queue by programs, with a token of scope `review`: what waits, many decisions at once, doubles."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from app.domain.errors import InputError
from app.domain.kinds import PairState
from app.domain.queue import BulkAct, FindingKind, QueueOrder
from app.present.bulk import doubts_about
from app.query.bulk_findings import FindingFilter, open_findings
from app.query.review_queue import QueueFilter, count_queue, list_queue, queue_key
from app.query.same_pairs import list_pairs
from app.store.accepting import Seen
from app.store.bulk_reviews import decide_in_bulk, plan_bulk
from app.store.records import find_record
from app.store.reviewer import newest_revision
from app.store.same_pairs import decide_pair, merge_pair, pair_of
from app.web.api_reviews import By, Done
from app.web.pages import RequestSession, WriteSession
from app.web.same_pairs import PairAct, kind_of

router = APIRouter(prefix="/api/v1/review", tags=["reviews"])
Share = Annotated[float | None, Field(ge=0, le=1)]
Text = Annotated[str | None, Field(max_length=200)]
After = Annotated[str | None, Query(max_length=200, description="Taken from `next` of the page before.")]
Limit = Annotated[int, Query(ge=1, le=200)]


class QueueItem(BaseModel):
    """An article with findings that nobody has decided on; `kinds` counts them by kind."""

    article: int
    title: str
    publisher: str | None
    published: str | None
    added_by: str
    confidence: float
    findings: int
    kinds: dict[str, int]
    countries: list[str]


class QueueOut(BaseModel):
    """`next` is the `after` of the page that follows."""

    articles: int
    findings: int
    items: list[QueueItem]
    next: str | None


class Bulk(BaseModel):
    """Which open findings to decide on, and how. With `dry_run` nothing is written.

    seen: the newest revision that was looked at (a dry run says it); what was changed since is left out.
    """

    model_config = ConfigDict(extra="forbid")

    act: BulkAct
    articles: Annotated[list[int] | None, Field(max_length=1_000)] = None
    country: Text = None
    kind: FindingKind | None = None
    source: Text = None
    added_by: Text = None
    unsure: bool = False
    least: Share = None
    most: Share = None
    reason: Annotated[str, Field(max_length=4_000)] = ""
    seen: Annotated[int | None, Field(ge=0, lt=2**31)] = None
    dry_run: bool = False


class BulkLeft(BaseModel):
    record: str
    why: str


class BulkOut(BaseModel):
    """What was, or would be, decided on. `revision` takes all of it back; null of a dry run."""

    revision: int | None
    seen: int
    records: list[str]
    counts: dict[str, int]
    left: list[BulkLeft]


class PairItem(BaseModel):
    """Two records that may be one, by slug or number, and why."""

    one: str
    other: str
    score: float
    reasons: list[str]


class PairsOut(BaseModel):
    items: list[PairItem]
    next: str | None


class PairDecision(BaseModel):
    """What to do with two records; `keep` is the one that stays of a merge."""

    model_config = ConfigDict(extra="forbid")

    one: Annotated[str, Field(max_length=120)]
    other: Annotated[str, Field(max_length=120)]
    act: PairAct
    keep: Annotated[str, Field(max_length=120)] = ""


@router.get("/queue")
def queue(
    session: RequestSession,
    by: By,
    order: QueueOrder = QueueOrder.AGE,
    country: Annotated[str | None, Query(max_length=8)] = None,
    kind: FindingKind | None = None,
    source: Annotated[str | None, Query(max_length=200)] = None,
    added_by: Annotated[str | None, Query(max_length=200)] = None,
    unsure: bool = False,
    after: After = None,
    limit: Limit = 50,
) -> QueueOut:
    """What waits for a decision, article by article."""
    where = QueueFilter(country, kind, source, added_by, unsure)
    page = list_queue(session, where, order, after=queue_key(after), limit=limit)
    articles, findings = count_queue(session, where)
    items = [
        QueueItem(
            article=row.id,
            title=row.title,
            publisher=row.publisher,
            published=row.published,
            added_by=row.added_by,
            confidence=row.confidence,
            findings=row.findings,
            kinds=dict(row.kinds),
            countries=[code for code, _ in row.countries],
        )
        for row in page.rows
    ]
    return QueueOut(
        articles=articles, findings=findings, items=items, next=str(page.after) if page.after else None
    )


@router.post("/bulk")
def bulk(session: WriteSession, by: By, given: Bulk) -> BulkOut:
    """Accept or reject many findings in one act, which one undo takes back."""
    where = QueueFilter(given.country, given.kind, given.source, given.added_by, given.unsure)
    articles = tuple(given.articles) if given.articles is not None else None
    found = open_findings(session, FindingFilter(where, articles, given.least, given.most))
    doubts = {one.record: why for one, why in doubts_about(found)}
    seen = newest_revision(session) if given.seen is None else given.seen
    wanted = [Seen(one.record, seen) for one in found]
    revision: int | None = None
    options: dict[str, Any] = {"by": by, "doubts": doubts}
    if given.dry_run:
        plan = plan_bulk(session, given.act, wanted, **options)
    else:
        revision, plan = decide_in_bulk(session, given.act, wanted, reason=given.reason, **options)
    return BulkOut(
        revision=revision,
        seen=seen,
        records=[f"{one.kind}:{one.id}" for one in plan.records],
        counts=plan.counts,
        left=[BulkLeft(record=f"{one.kind}:{one.id}", why=why) for one, why in plan.left],
    )


@router.get("/same/{kind}")
def pairs(
    session: RequestSession,
    by: By,
    kind: str,
    state: PairState = PairState.OPEN,
    after: After = None,
    limit: Limit = 50,
) -> PairsOut:
    """Officials, bases, statements or articles (`kind`: official …) that may be one, the likest first."""
    page = list_pairs(session, kind_of(kind), state, after=after, limit=limit)
    items = [
        PairItem(one=row.one.key, other=row.other.key, score=row.score, reasons=list(row.reasons))
        for row in page.rows
    ]
    return PairsOut(items=items, next=page.after)


@router.post("/same/{kind}")
def decide(session: WriteSession, by: By, kind: str, given: PairDecision) -> Done:
    """Merge two records, keep them apart, put the question off, or ask it again."""
    pair = pair_of(session, kind_of(kind), given.one, given.other)
    if given.act is not PairAct.MERGE:
        return Done(revision=decide_pair(session, pair, PairState(given.act.value), by=by))
    if given.keep not in (given.one, given.other):
        raise InputError("keep names none of the two: give the slug or the number of the one that stays")
    return Done(revision=merge_pair(session, pair, find_record(session, kind, given.keep).id, by=by))
