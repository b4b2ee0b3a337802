"""The history of a record: its revisions, newest first, with an undo for who may; and the audit log as a file."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Annotated

import orjson
from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.present.history import field_lines, references
from app.query.history import (
    RevisionRow,
    count_history,
    export_history,
    is_shown,
    list_history,
    names_of_references,
)
from app.query.statement_page import joined_into
from app.store.records import RECORDS, Record, find_record, title_of
from app.store.reviewer import Reviewer
from app.store.undo import may_undo, undo
from app.web import csrf
from app.web.auth import CurrentUser, RequireAdmin, RequireAnalyst, reviewer_of, safe_next
from app.web.moved import NOUNS, elsewhere
from app.web.pages import RequestSession, WriteSession, render
from app.web.statements import After

router = APIRouter(include_in_schema=False)
PATHS = NOUNS | {"statement": "statements", "article": "articles"}
TYPES = {path: record_type for record_type, path in PATHS.items()}


@router.get("/{noun}/{key}/history", name="history")
def show(
    request: Request, session: RequestSession, user: CurrentUser, noun: str, key: str, after: After
) -> Response:
    """The changes of one record; without what is not public for who is not signed in. At most twelve queries."""
    if noun not in TYPES:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no history of {noun[:40]!r}.")
    record_type = TYPES[noun]
    everything = user is not None
    record = _record(session, record_type, key)
    if (
        record is None
        or (joined := _joined(session, record))
        or not is_shown(session, record, everything=everything)
    ):
        if record_type in NOUNS:
            return elsewhere(session, record_type, key, "/history")
        if record is not None and joined:
            return RedirectResponse(f"/statements/{joined}/history", HTTPStatus.MOVED_PERMANENTLY)
        raise HTTPException(
            HTTPStatus.NOT_FOUND,
            f"There is no {record_type} {key[:80]!r}, or an editor has rejected it. All {noun}: /{noun}",
        )
    page = list_history(session, record, everything=everything, after=after)
    known = names_of_references(session, references(page.rows))
    by = reviewer_of(user) if user is not None else None
    return render(
        request,
        "history/show.html",
        "history/_results.html",
        page=page,
        total=count_history(session, record, everything=everything),
        record=record,
        title=title_of(session, record),
        noun=noun,
        address=f"/{noun}/{key}",
        lines={row.id: field_lines(row, known) for row in page.rows},
        may_undo=lambda row: by is not None and _may(row, by),
        csrf_token=csrf.token_of(request),
    )


@router.post("/revisions/{number}/undo")
def take_back(
    session: WriteSession,
    user: RequireAnalyst,
    number: int,
    next: Annotated[str, Form(max_length=400)] = "/",
    csrf_token: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Undo one revision, and go back to the history."""
    csrf.require(csrf_token, user)
    if not 0 < number < 2**31:
        raise InputError(f"there is no revision {number}: the history of a record lists them")
    undo(session, number, by=reviewer_of(user))
    return RedirectResponse(safe_next(next), HTTPStatus.SEE_OTHER)


@router.get("/admin/audit.jsonl")
def audit(request: Request, user: RequireAdmin) -> Response:
    """Every revision ever made with the rows that it changed, one JSON object a line, streamed."""
    name = "basewatch-audit.jsonl"
    return StreamingResponse(
        _lines(request),
        media_type="application/x-ndjson",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _lines(request: Request) -> Iterator[bytes]:
    with request.app.state.sessions() as session:
        for one in export_history(session):
            yield orjson.dumps(one) + b"\n"


def _record(session: Session, record_type: str, key: str) -> Record | None:
    try:
        return find_record(session, record_type, key)
    except InputError:
        return None


def _joined(session: Session, record: Record) -> int | None:
    """What stands for the record since a person joined it."""
    if record.kind == "statement":
        return joined_into(session, record.id)
    if record.kind not in NOUNS:
        return None
    into: int | None = session.get_one(RECORDS[record.kind], record.id).joined_into_id
    return into


def _may(row: RevisionRow, by: Reviewer) -> bool:
    return row.can_be_undone and may_undo(row.actor, by)
