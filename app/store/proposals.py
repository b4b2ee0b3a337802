"""A name in an article that resolved to no record: a person makes it a record, or says which one it is.

One transaction and one revision either way: the record with its spelling, the statements and claims that waited for
it, and the proposal. All within the caller's transaction.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import ReviewState
from app.domain.spans import Span
from app.store.changes import Changes, revise
from app.store.creating import (
    Made,
    add_agreement,
    add_agreement_report,
    add_base_report,
    add_claim,
    checked,
)
from app.store.models import (
    Base,
    BaseSpelling,
    Evidence,
    OfficialSpelling,
    Proposal,
    Statement,
    StatementReport,
)
from app.store.new_names import add_base, add_official, add_spelling
from app.store.passages import passage_of
from app.store.records import Record, find_record
from app.store.reviewer import Reviewer, open_record


def make_record(
    session: Session, proposal_id: int, values: Mapping[str, Any], *, by: Reviewer, seen: int | None = None
) -> Made:
    """Make the proposed official, base or agreement; `values` as `app.store.review_fields` has them.

    An official becomes the speaker of the article's statements under that name; a base gets the claims found with it.
    Raises: InputError naming the field, or when the proposal is decided on; NotAllowed; Conflict.
    """
    proposal = _open(session, proposal_id, by, seen)
    changes = Changes(session)
    kind = proposal.kind
    if kind == "official":
        number = add_official(changes, values, proposal.name)
        _speaks(changes, proposal, number)
    elif kind == "base":
        number = add_base(changes, values, proposal.name)
        _place_base(changes, proposal, number)
    else:
        number = add_agreement(changes, values, proposal.evidence_id)
    record = Record(kind, number)
    told = {name: value for name, value in values.items() if value not in (None, "", [])}
    return record, _close(changes, proposal, record, by, None, told)


def link_record(
    session: Session, proposal_id: int, slug: str, *, by: Reviewer, seen: int | None = None
) -> Made:
    """The proposed name is one of a record that we hold: it is found by that name from now on. As `make_record`."""
    proposal = _open(session, proposal_id, by, seen)
    record = find_record(session, proposal.kind, slug.strip())
    row = session.get_one(record.model, record.id)
    if row.review is ReviewState.REJECTED or row.joined_into_id is not None:
        raise InputError(f"{proposal.kind} {slug.strip()} is rejected or merged: choose another")
    changes = Changes(session)
    if proposal.kind == "official":
        _speaks(changes, proposal, record.id)
        add_spelling(changes, OfficialSpelling, record.id, proposal.name)
    elif proposal.kind == "base":
        add_spelling(changes, BaseSpelling, record.id, proposal.name)
        _place_base(changes, proposal, record.id)
    else:
        told = {name: proposal.details.get(name) for name in ("status", "signed", "expires", "term_years")}
        columns, _ = checked(session, "agreement_report", {"agreement": slug.strip(), **told})
        add_agreement_report(changes, columns, proposal.evidence_id)
    return record, _close(changes, proposal, record, by, {}, {"spelling": proposal.name})


def _open(session: Session, proposal_id: int, by: Reviewer, seen: int | None) -> Proposal:
    row: Proposal = open_record(session, Record("proposal", proposal_id), by, seen)
    if row.review in (ReviewState.ACCEPTED, ReviewState.EDITED):
        made = row.details.get("record", "a record")
        raise InputError(f"the name {row.name[:60]!r} was decided on before: it is {made}")
    return row


def _close(
    changes: Changes,
    proposal: Proposal,
    record: Record,
    by: Reviewer,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> int:
    session = changes.session
    slug = session.scalar(select(record.model.slug).where(record.model.id == record.id))
    called = f"{record.kind}:{slug}"
    changes.set(
        Proposal,
        Proposal.id == proposal.id,
        review=ReviewState.ACCEPTED,
        details=proposal.details | {"record": called},
    )
    act = "made of" if before is None else "is"
    return revise(
        session,
        changes,
        record,
        actor=by.name,
        reason=f"{act} the name “{proposal.name[:120]}” in an article",
        before=before,
        after=after,
    )


def _speaks(changes: Changes, proposal: Proposal, official_id: int) -> None:
    """The statements of the article by a speaker of this name, who was no known official, are this one's."""
    article_id = _article_of(changes.session, proposal)
    reported = (
        select(StatementReport.statement_id)
        .join(Evidence, Evidence.id == StatementReport.evidence_id)
        .where(Evidence.article_id == article_id)
    )
    theirs = (
        Statement.id.in_(reported) & Statement.official_id.is_(None) & (Statement.speaker == proposal.name)
    )
    changes.set(Statement, theirs, official_id=official_id)


def _place_base(changes: Changes, proposal: Proposal, base_id: int) -> None:
    """The place where it is named, and each claim that was found of it, by its own words where they are known."""
    session = changes.session
    add_base_report(changes, base_id, proposal.evidence_id)
    slug = session.scalar(select(Base.slug).where(Base.id == base_id))
    for claim in proposal.details.get("claims") or ():
        values = {name: claim.get(name) for name in ("property", "value", "as_of")}
        columns, _ = checked(session, "claim", {"base": slug, **values})
        evidence_id = proposal.evidence_id
        if "start" in claim:
            span = Span(int(claim["start"]), int(claim["end"]))
            evidence_id = passage_of(session, _article_of(session, proposal), span).evidence_id(changes)
        add_claim(changes, columns, evidence_id)


def _article_of(session: Session, proposal: Proposal) -> int:
    return session.scalars(select(Evidence.article_id).where(Evidence.id == proposal.evidence_id)).one()
