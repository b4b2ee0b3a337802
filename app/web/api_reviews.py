"""Decisions on records by programs, with a token of scope `review`; and the history of a record."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import TokenScope
from app.query.history import is_shown, list_history
from app.query.page import MAX_PAGE_SIZE, day_key
from app.store.merges import merge, split
from app.store.proposals import link_record, make_record
from app.store.records import Record, find_record, name_of
from app.store.reviewer import Reviewer, latest_revision
from app.store.reviews import accept, edit, reject
from app.store.undo import undo
from app.web.api_callers import require_caller
from app.web.pages import RequestSession, WriteSession

router = APIRouter(prefix="/api/v1", tags=["reviews"])
PATHS = {
    "statements": "statement",
    "claims": "claim",
    "bases": "base",
    "agreements": "agreement",
    "officials": "official",
    "articles": "article",
    "base-reports": "base_report",
    "agreement-reports": "agreement_report",
    "proposals": "proposal",
}
Reason = Annotated[str, Field(max_length=4_000)]
Seen = Annotated[
    int | None,
    Field(ge=0, lt=2**31, description="The newest revision that was seen; 409 where there is a newer one."),
]


class Decision(BaseModel):
    """Why, and what was seen."""

    model_config = ConfigDict(extra="forbid")

    reason: Reason = ""
    seen: Seen = None


class Edit(Decision):
    """The fields to set, by name; the others stay."""

    values: dict[str, Any]


class Merge(Decision):
    """What becomes part of the record."""

    other: Annotated[str, Field(max_length=120, description="The slug of the record that is the same.")]


class Linked(Decision):
    """The record whose name it is."""

    slug: Annotated[str, Field(max_length=120)]


class Split(Decision):
    """The new record, and what it takes: `statement:12`, `claim:5`, `spelling:TEXT` …"""

    slug: Annotated[str, Field(max_length=120)]
    name: Annotated[str, Field(max_length=300)]
    links: Annotated[list[Annotated[str, Field(max_length=400)]], Field(max_length=1_000)]


class Done(BaseModel):
    """The revision that was made: what an undo takes, and what a next decision has seen."""

    revision: int


class Made(Done):
    """A record that was made: `statement:12`, `base:SLUG` as its address has it, and the revision that made it."""

    record: str


class FieldOut(BaseModel):
    name: str
    before: Any
    after: Any


class RevisionOut(BaseModel):
    """One change of a record; values as the record has them."""

    id: int
    record: str
    at: str
    actor: str
    reason: str
    fields: list[FieldOut]
    undoes: int | None
    undone_by: int | None


class HistoryOut(BaseModel):
    """Revisions, the newest first; `latest` is what a decision on the record has seen."""

    latest: int
    items: list[RevisionOut]
    next: str | None


def _reviewer(request: Request) -> Reviewer:
    caller = require_caller(request, TokenScope.REVIEW, "review")
    return Reviewer(caller.name, caller.role)


By = Annotated[Reviewer, Depends(_reviewer)]


def made_of(session: Session, record: Record, revision: int) -> Made:
    """The answer to an act that makes a record."""
    kind, _, key = name_of(session, record).partition(" ")
    return Made(record=f"{kind}:{key}", revision=revision)


@router.get("/{records}/{key}/history")
def history(
    request: Request,
    session: RequestSession,
    records: str,
    key: str,
    after: Annotated[str | None, Query(max_length=400)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE)] = 50,
) -> HistoryOut:
    """What became of a record: who changed what, when and why. A token sees what is not public, too."""
    everything = getattr(request.state, "caller", None) is not None
    record = _record(session, records, key)
    if not is_shown(session, record, everything=everything):
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no {record.kind} {key[:80]!r} that is public.")
    page = list_history(session, record, everything=everything, after=day_key(after), limit=limit)
    following = str(request.url.include_query_params(after=page.after)) if page.after else None
    items = [
        RevisionOut(
            id=row.id,
            record=f"{row.record_type}:{row.record_id}",
            at=row.at.isoformat(),
            actor=row.actor,
            reason=row.reason,
            fields=[
                FieldOut(name=one.name, before=one.before, after=one.after)
                for one in row.fields
                if one.name != "text"
            ],
            undoes=row.undoes_id,
            undone_by=row.undone_by_id,
        )
        for row in page.rows
    ]
    return HistoryOut(latest=latest_revision(session, record), items=items, next=following)


@router.post("/{records}/{key}/accept")
def accept_record(session: WriteSession, by: By, records: str, key: str, given: Decision) -> Done:
    """Find a record right as it is."""
    record = _record(session, records, key)
    return Done(revision=accept(session, record, by=by, reason=given.reason, seen=given.seen))


@router.post("/{records}/{key}/reject")
def reject_record(session: WriteSession, by: By, records: str, key: str, given: Decision) -> Done:
    """Take a record out of sight; a reason must be given."""
    record = _record(session, records, key)
    return Done(revision=reject(session, record, by=by, reason=given.reason, seen=given.seen))


@router.post("/{records}/{key}/edit")
def edit_record(session: WriteSession, by: By, records: str, key: str, given: Edit) -> Done:
    """Set fields of a record."""
    record = _record(session, records, key)
    return Done(revision=edit(session, record, given.values, by=by, reason=given.reason, seen=given.seen))


@router.post("/{records}/{key}/merge")
def merge_records(session: WriteSession, by: By, records: str, key: str, given: Merge) -> Done:
    """Make another official, base or agreement one with this one."""
    kept = _record(session, records, key)
    other = _record(session, records, given.other)
    return Done(revision=merge(session, kept, other, by=by, reason=given.reason, seen=given.seen))


@router.post("/{records}/{key}/split")
def split_record(session: WriteSession, by: By, records: str, key: str, given: Split) -> Done:
    """Make a second official, base or agreement, and give it some of what is linked to this one."""
    record = _record(session, records, key)
    _, revision = split(
        session,
        record,
        given.links,
        slug=given.slug,
        name=given.name,
        by=by,
        reason=given.reason,
        seen=given.seen,
    )
    return Done(revision=revision)


@router.post("/proposals/{key}/make")
def make_of_proposal(session: WriteSession, by: By, key: str, given: Edit) -> Made:
    """Make the proposed official, base or agreement, with what was found of it in the article."""
    record = _record(session, "proposals", key)
    return made_of(session, *make_record(session, record.id, given.values, by=by, seen=given.seen))


@router.post("/proposals/{key}/link")
def link_proposal(session: WriteSession, by: By, key: str, given: Linked) -> Made:
    """The proposed name is one of a record that is held."""
    record = _record(session, "proposals", key)
    return made_of(session, *link_record(session, record.id, given.slug, by=by, seen=given.seen))


@router.post("/revisions/{number}/undo")
def undo_revision(session: WriteSession, by: By, number: int, given: Decision) -> Done:
    """Take a revision back by one of its own."""
    return Done(revision=undo(session, number if 0 < number < 2**31 else 0, by=by, reason=given.reason))


def _record(session: Session, records: str, key: str) -> Record:
    if records not in PATHS:
        known = ", ".join(PATHS)
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There are no {records[:40]!r}: there are {known}.")
    try:
        return find_record(session, PATHS[records], key)
    except InputError as error:
        raise HTTPException(HTTPStatus.NOT_FOUND, str(error)) from error
