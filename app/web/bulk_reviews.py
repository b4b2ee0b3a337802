"""Decide on many findings at once: the preview that says what will be done, the act, and the acts that were done."""

from http import HTTPStatus
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import RedirectResponse, Response

from app.domain.errors import InputError
from app.domain.queue import BulkAct
from app.present.bulk import doubts_about
from app.query.bulk_findings import FindingFilter, OpenFinding, list_acts, open_findings
from app.query.page import day_key
from app.store.accepting import Seen
from app.store.bulk_reviews import MOST_IN_BULK, BulkPlan, decide_in_bulk, plan_bulk, reasons_of
from app.store.records import RECORDS, Record
from app.store.undo import may_undo
from app.web import csrf
from app.web.auth import RequireAnalyst, reviewer_of
from app.web.pages import RequestSession, WriteSession, render
from app.web.params import share
from app.web.review_queue import queue_filter

router = APIRouter(include_in_schema=False)
SHOWN = 20
Token = Annotated[str, Form(max_length=200)]
Word = Annotated[str | None, Form(max_length=200)]


@router.get("/review/bulk", name="bulk_acts")
def acts(
    request: Request,
    session: RequestSession,
    user: RequireAnalyst,
    after: Annotated[str | None, Query(max_length=60)] = None,
    left: Annotated[int, Query(ge=0, le=MOST_IN_BULK)] = 0,
) -> Response:
    """What was decided in bulk, the newest first, each with its undo. `left`: how many the last act left out."""
    key = day_key(after)
    by = reviewer_of(user)
    return render(
        request,
        "review_queue/bulk_acts.html",
        page=list_acts(session, before=key.id if key else None),
        left=left,
        may_undo=lambda row: row.undone_by_id is None and may_undo(row.actor, by),
        csrf_token=user.csrf_token,
    )


@router.post("/review/bulk/preview", name="bulk_preview")
def preview(
    request: Request,
    session: RequestSession,
    user: RequireAnalyst,
    act: Annotated[BulkAct, Form()],
    scope: Annotated[str, Form(max_length=10)] = "ticked",
    article: Annotated[list[int] | None, Form()] = None,
    least: Word = None,
    most: Word = None,
    country: Word = None,
    kind: Word = None,
    source: Word = None,
    added_by: Word = None,
    unsure: Word = None,
    seen: Annotated[int, Form(ge=0, lt=2**31)] = 0,
    csrf_token: Token = "",
) -> Response:
    """Say exactly what an act would do; nothing is written."""
    csrf.require(csrf_token, user)
    ticked = tuple(one for one in article or () if 0 < one < 2**31)
    if scope != "all" and not ticked:
        raise InputError("no article is ticked: go back and tick some, or take all under the filters")
    chosen = FindingFilter(
        queue_filter(country, kind, source, added_by, unsure),
        articles=None if scope == "all" else ticked,
        least=share(least, "least"),
        most=share(most, "most"),
    )
    findings = open_findings(session, chosen)
    if not findings:
        raise InputError("no open finding is within this choice: widen the filters or the confidence")
    wanted = [Seen(one.record, seen) for one in findings]
    doubts = {one.record: why for one, why in doubts_about(findings)}
    plan = plan_bulk(session, act, wanted, by=reviewer_of(user), doubts=doubts)
    return render(
        request,
        "review_queue/bulk_preview.html",
        plan=plan,
        shown=_shown(plan, findings),
        counts=_counts(plan, findings),
        left=reasons_of(plan.left),
        articles=len({one.article_id for one in findings if one.record in set(plan.records)}),
        records=_packed(plan.records),
        seen=seen,
        csrf_token=user.csrf_token,
    )


@router.post("/review/bulk", name="bulk_decide")
def decide(
    session: WriteSession,
    user: RequireAnalyst,
    act: Annotated[BulkAct, Form()],
    records: Annotated[str, Form(max_length=20_000)],
    seen: Annotated[int, Form(ge=0, lt=2**31)],
    reason: Annotated[str, Form(max_length=4_000)] = "",
    csrf_token: Token = "",
) -> Response:
    """Do what the preview said, but for what was changed since."""
    csrf.require(csrf_token, user)
    wanted = [Seen(record, seen) for record in _unpacked(records)]
    revision, plan = decide_in_bulk(session, act, wanted, by=reviewer_of(user), reason=reason)
    query = f"?{urlencode({'left': len(plan.left)})}" if plan.left else ""
    return RedirectResponse(f"/review/bulk{query}#revision-{revision}", HTTPStatus.SEE_OTHER)


def _shown(plan: BulkPlan, findings: list[OpenFinding]) -> list[OpenFinding]:
    fit = set(plan.records)
    return [one for one in findings if one.record in fit][:SHOWN]


def _counts(plan: BulkPlan, findings: list[OpenFinding]) -> list[tuple[str, int]]:
    """By the kind of finding, the most frequent first."""
    fit = set(plan.records)
    counts: dict[str, int] = {}
    for one in findings:
        if one.record in fit:
            counts[one.kind.value] = counts.get(one.kind.value, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _packed(records: tuple[Record, ...]) -> str:
    """`statement:1,2;claim:4`: a thousand findings in one field of a form."""
    by_kind: dict[str, list[str]] = {}
    for one in records:
        by_kind.setdefault(one.kind, []).append(str(one.id))
    return ";".join(f"{kind}:{','.join(ids)}" for kind, ids in by_kind.items())


def _unpacked(text: str) -> list[Record]:
    """The reverse of `_packed`. Raises InputError."""
    found: list[Any] = []
    for part in text.split(";"):
        kind, _, ids = part.partition(":")
        numbers = ids.split(",")
        if kind not in RECORDS or not all(
            one.isascii() and one.isdigit() and len(one) < 10 for one in numbers
        ):
            raise InputError("records names no findings: send the form of the preview")
        found += [Record(kind, int(one)) for one in numbers]
    return list(dict.fromkeys(found))
