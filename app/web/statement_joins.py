"""A reviewer's acts on one statement: split a report off, or join it with another that is the same."""

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from app.query.statement_page import StatementPage, get_statement
from app.query.statements import StatementFilter, list_statements
from app.store.joins import join_statements, split_report
from app.web import csrf
from app.web.auth import RequireAnalyst
from app.web.pages import RequestSession, WriteSession, render

router = APIRouter(include_in_schema=False)
OFFERED = 20
NEAR = timedelta(days=31)

Token = Annotated[str, Form(max_length=200)]


@router.get("/statements/{number}/join", name="join_statement")
def choose(
    request: Request, session: RequestSession, user: RequireAnalyst, number: int, words: str = ""
) -> Response:
    """Statements that may be the same: the speaker's that hold the words, or of the days around it without words."""
    page = _statement(session, number)
    where = StatementFilter(official=page.row.official_slug, words=words.strip() or None)
    if where.words is None:
        day = page.row.sort_day
        where = replace(where, since=day - NEAR, until=day + NEAR)
    found = list_statements(session, where, limit=OFFERED)
    return render(
        request,
        "statements/join.html",
        row=page.row,
        words=words,
        others=[row for row in found.rows if row.id != number],
        csrf_token=csrf.token_of(request),
    )


@router.post("/statements/{number}/join")
def join(
    session: WriteSession,
    user: RequireAnalyst,
    number: int,
    other: Annotated[int, Form(gt=0, lt=2**31)],
    csrf_token: Token = "",
) -> Response:
    """The chosen one becomes part of this one."""
    csrf.require(csrf_token, user)
    _statement(session, number)
    join_statements(session, number, other, actor=user.name)
    return RedirectResponse(f"/statements/{number}#reports", HTTPStatus.SEE_OTHER)


@router.post("/statements/{number}/split")
def split(
    session: WriteSession,
    user: RequireAnalyst,
    number: int,
    report: Annotated[int, Form(gt=0, lt=2**31)],
    csrf_token: Token = "",
) -> Response:
    """The report leaves this statement, and leads to the one that it reports from then on."""
    csrf.require(csrf_token, user)
    page = _statement(session, number)
    if report not in {one.id for one in page.reports}:
        raise HTTPException(
            HTTPStatus.NOT_FOUND,
            f"Statement {number} has no report {report} any more. Look at its page again.",
        )
    return RedirectResponse(
        f"/statements/{split_report(session, report, actor=user.name)}", HTTPStatus.SEE_OTHER
    )


def _statement(session: RequestSession, number: int) -> StatementPage:
    page = get_statement(session, number, suggestions=True) if 0 < number < 2**31 else None
    if page is None:
        raise HTTPException(
            HTTPStatus.NOT_FOUND,
            f"There is no statement {number}, or an editor has rejected it. All statements: /statements",
        )
    return page
