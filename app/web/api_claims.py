"""Claims side by side for programs; with a token of scope `review` an editor's program pins and grades them."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path
from pydantic import Field

from app.domain.kinds import ClaimProperty
from app.present.api_beside import ClaimsOut
from app.query.base_details import base_facts
from app.query.claims import disagreements, known, list_claims
from app.query.evidence import load_places
from app.store.grading import pin_claim, set_credibility, set_reliability, unpin_claim
from app.web.api_calls import PROBLEMS, example
from app.web.api_reviews import By, Decision, Done
from app.web.pages import RequestSession, WriteSession

router = APIRouter(prefix="/api/v1", responses=PROBLEMS)
Number = Annotated[int, Path(gt=0, lt=2**31)]


class CredibilityIn(Decision):
    """A grade of the Admiralty code; null takes it away."""

    credibility: int | None


class ReliabilityIn(Decision):
    """A grade of the Admiralty code; null takes it away."""

    reliability: Annotated[str, Field(max_length=1)] | None


@router.get("/bases/{slug}/claims/{what}", tags=["bases"], responses=example("claims_of"))
def claims(session: RequestSession, slug: str, what: ClaimProperty) -> ClaimsOut:
    """The claims on one property of a base, which one pages show first, and why."""
    facts = base_facts(session, slug)
    if facts is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no base {slug[:80]!r}.")
    found = [claim for claim in list_claims(session, [facts.id]) if claim.what is what]
    places = load_places(session, [claim.source for claim in found])
    return ClaimsOut.of(slug, what, found, known(found, what), disagreements(found).get(what), places)


@router.post("/claims/{number}/pin", tags=["reviews"])
def pin(session: WriteSession, by: By, number: Number, given: Decision) -> Done:
    """Have pages show this claim first; `reason` is shown with it."""
    return Done(revision=pin_claim(session, number, reason=given.reason, by=by, seen=given.seen))


@router.post("/claims/{number}/unpin", tags=["reviews"])
def unpin(session: WriteSession, by: By, number: Number, given: Decision) -> Done:
    """Let the rule decide again which claim pages show first."""
    return Done(revision=unpin_claim(session, number, by=by, seen=given.seen))


@router.post("/claims/{number}/credibility", tags=["reviews"])
def grade_claim(session: WriteSession, by: By, number: Number, given: CredibilityIn) -> Done:
    """Grade what a claim says, 1 to 6."""
    return Done(revision=set_credibility(session, number, given.credibility, by=by, seen=given.seen))


@router.post("/publishers/{domain}/reliability", tags=["reviews"])
def grade_publisher(session: WriteSession, by: By, domain: str, given: ReliabilityIn) -> Done:
    """Grade a publisher, A to F."""
    return Done(revision=set_reliability(session, domain, given.reliability, by=by, seen=given.seen))
