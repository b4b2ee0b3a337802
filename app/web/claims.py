"""Claims that disagree, side by side; an editor pins one, and grades claims and publishers."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Path, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import ClaimProperty, UserRole
from app.present.base_figures import claim_marks, claim_text, property_words
from app.query.base_details import base_facts
from app.query.claims import disagreements, known, list_claims
from app.query.disagreements import claim_excerpts, list_disagreements, newest_grades
from app.query.page import number_key
from app.store.grading import MOST_REASON, pin_claim, set_credibility, set_reliability, unpin_claim
from app.store.reviewer import newest_revision
from app.web import csrf
from app.web.auth import CurrentUser, RequireEditor, reviewer_of
from app.web.grade_conflict import decide
from app.web.moved import elsewhere
from app.web.pages import RequestSession, render

router = APIRouter(include_in_schema=False)
Token = Annotated[str, Form(max_length=200)]
Next = Annotated[str, Form(max_length=400)]
Number = Annotated[int, Path(gt=0, lt=2**31)]
Seen = Annotated[int | None, Form(ge=0, lt=2**31)]
Grade = Annotated[str, Form(max_length=10)]
LIST = "/review/disagreements"


@router.get("/bases/{slug}/claims/{what}", name="claims")
def show(request: Request, session: RequestSession, user: CurrentUser, slug: str, what: str) -> Response:
    """The claims on one property of a base, what pages show of it, and why. Five queries, six for an editor."""
    facts = base_facts(session, slug)
    if facts is None:
        return elsewhere(session, "base", slug, f"/claims/{what}" if what in set(ClaimProperty) else "")
    if what not in set(ClaimProperty):
        known_words = ", ".join(ClaimProperty)
        raise HTTPException(
            HTTPStatus.NOT_FOUND, f"There is no property {what[:40]!r} of a base: choose one of {known_words}"
        )
    prop = ClaimProperty(what)
    claims = [claim for claim in list_claims(session, [facts.id]) if claim.what is prop]
    if not claims:
        raise HTTPException(
            HTTPStatus.NOT_FOUND, f"No claim on {property_words()[prop].lower()} is on record: /bases/{slug}"
        )
    may_grade = user is not None and user.is_at_least(UserRole.EDITOR)
    return render(
        request,
        "bases/claims.html",
        base=facts,
        what=prop.value,
        name=property_words()[prop],
        claims=claims,
        publishers=len({claim.source.publisher for claim in claims}),
        now=known(claims, prop),
        found=disagreements(claims).get(prop),
        excerpts=claim_excerpts(session, claims),
        claim_text=claim_text,
        claim_marks=claim_marks,
        may_grade=may_grade,
        most_reason=MOST_REASON,
        seen=newest_revision(session) if may_grade else None,
        csrf_token=csrf.token_of(request),
    )


@router.get("/review/disagreements", name="disagreements")
def index(
    request: Request, session: RequestSession, user: RequireEditor, after: str | None = None
) -> Response:
    """Every base and property on which sources disagree, by base. Four queries."""
    return render(
        request,
        "claims/disagreements.html",
        "claims/_disagreements.html",
        page=list_disagreements(session, after=number_key(after)),
        grades=newest_grades(session),
        names=property_words(),
        claim_text=claim_text,
        csrf_token=csrf.token_of(request),
    )


@router.post("/claims/{number}/pin")
def pin(
    request: Request,
    user: RequireEditor,
    number: Number,
    reason: Annotated[str, Form(max_length=4 * MOST_REASON)] = "",
    seen: Seen = None,
    next: Next = LIST,
    csrf_token: Token = "",
) -> Response:
    """Have pages show this claim first."""
    csrf.require(csrf_token, user)
    by = reviewer_of(user)

    def act(session: Session, seen: int | None) -> int:
        return pin_claim(session, number, reason=reason, by=by, seen=seen)

    return decide(request, user, act, seen=seen, next=next, sent={"reason": reason})


@router.post("/claims/{number}/unpin")
def unpin(
    request: Request,
    user: RequireEditor,
    number: Number,
    seen: Seen = None,
    next: Next = LIST,
    csrf_token: Token = "",
) -> Response:
    """Let the rule decide again."""
    csrf.require(csrf_token, user)
    by = reviewer_of(user)

    def act(session: Session, seen: int | None) -> int:
        return unpin_claim(session, number, by=by, seen=seen)

    return decide(request, user, act, seen=seen, next=next, sent={})


@router.post("/claims/{number}/credibility")
def grade_claim(
    request: Request,
    user: RequireEditor,
    number: Number,
    grade: Grade = "",
    seen: Seen = None,
    next: Next = LIST,
    csrf_token: Token = "",
) -> Response:
    """Grade what a claim says, 1 to 6; an empty grade takes it away."""
    csrf.require(csrf_token, user)
    if grade and not (grade.isascii() and grade.isdigit()):
        raise InputError(f"credibility={grade!r} is no grade: give 1 to 6, or nothing")
    by = reviewer_of(user)

    def act(session: Session, seen: int | None) -> int:
        return set_credibility(session, number, int(grade) if grade else None, by=by, seen=seen)

    return decide(request, user, act, seen=seen, next=next, sent={"grade": grade})


@router.post("/publishers/reliability")
def grade_publisher(
    request: Request,
    user: RequireEditor,
    domain: Annotated[str, Form(max_length=253)],
    grade: Grade = "",
    seen: Seen = None,
    next: Next = LIST,
    csrf_token: Token = "",
) -> Response:
    """Grade a publisher, A to F; an empty grade takes it away."""
    csrf.require(csrf_token, user)
    by = reviewer_of(user)

    def act(session: Session, seen: int | None) -> int:
        return set_reliability(session, domain, grade or None, by=by, seen=seen)

    return decide(request, user, act, seen=seen, next=next, sent={"domain": domain, "grade": grade})
