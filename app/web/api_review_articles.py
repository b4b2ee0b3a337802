"""The review of an article by programs, with a token of scope `review`: its findings, and records of chosen words."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.spans import Span, places_of
from app.present.review import cards_of
from app.query.review import Review, get_review
from app.store.accepting import Seen, accept_together
from app.store.creating import create_agreement, create_claim, create_statement
from app.store.passages import MOST_WORDS, Passage, passage_of
from app.store.records import parse_record
from app.web.api_reviews import By, Made, made_of
from app.web.pages import RequestSession, WriteSession

router = APIRouter(prefix="/api/v1/articles/{number}", tags=["reviews"])
MAKE = {"statements": create_statement, "claims": create_claim, "agreements": create_agreement}


class Chosen(BaseModel):
    """Words of the article: by place (code points, half-open), or the words themselves where they stand once."""

    model_config = ConfigDict(extra="forbid")

    start: Annotated[int | None, Field(ge=0, lt=2**31)] = None
    end: Annotated[int | None, Field(ge=0, lt=2**31)] = None
    words: Annotated[str | None, Field(max_length=MOST_WORDS)] = None
    values: dict[str, Any]


class SeenFinding(BaseModel):
    """A finding as `GET …/findings` gave it."""

    model_config = ConfigDict(extra="forbid")

    record: Annotated[str, Field(max_length=60)]
    seen: Annotated[int, Field(ge=0, lt=2**31)]


class Together(BaseModel):
    """What to accept, as it was seen."""

    model_config = ConfigDict(extra="forbid")

    findings: Annotated[list[SeenFinding], Field(min_length=1, max_length=1_000)]


class FindingOut(BaseModel):
    """One finding; `doubts` speak against accepting it unseen."""

    record: str
    seen: int
    start: int
    end: int
    words: str
    review: str
    confidence: float | None
    name: str
    values: dict[str, Any]
    doubts: list[str]
    may_decide: bool


class FindingsOut(BaseModel):
    """The text that offsets count in, and what was found in it, in its order."""

    title: str
    published: str | None
    text: str
    findings: list[FindingOut]


class LeftOut(BaseModel):
    record: str
    why: str


class TogetherOut(BaseModel):
    """`revision` takes all of it back; null where nothing was accepted."""

    revision: int | None
    accepted: list[str]
    left: list[LeftOut]


@router.get("/findings")
def findings(session: RequestSession, by: By, number: int) -> FindingsOut:
    """Everything that was found in an article, as its review shows it."""
    review = _review(session, number, by)
    return FindingsOut(
        title=review.title,
        published=review.published,
        text=review.text,
        findings=[
            FindingOut(
                record=one.record,
                seen=one.seen,
                start=one.start,
                end=one.end,
                words=one.quote,
                review=one.review.value,
                confidence=one.confidence,
                name=one.name,
                values=one.values,
                doubts=list(card.flags),
                may_decide=card.may_decide,
            )
            for card in cards_of(review)
            for one in [card.finding]
        ],
    )


@router.post("/accept-together")
def accept_findings(session: WriteSession, by: By, number: int, given: Together) -> TogetherOut:
    """Accept findings as they were seen; what was changed since, or is decided on, is left and said."""
    review = _review(session, number, by)
    unknown = [one.record for one in given.findings if review.find(one.record) is None]
    if unknown:
        raise InputError(f"{unknown[0]!r} is no finding of article {number}: its findings say what is")
    wanted = [Seen(parse_record(session, one.record), one.seen) for one in given.findings]
    done = accept_together(session, number, wanted, by=by)
    return TogetherOut(
        revision=done.revision,
        accepted=[f"{one.kind}:{one.id}" for one in done.records],
        left=[LeftOut(record=f"{one.kind}:{one.id}", why=why) for one, why in done.left],
    )


@router.post("/{records}", status_code=HTTPStatus.CREATED)
def create(session: WriteSession, by: By, number: int, records: str, given: Chosen) -> Made:
    """Make a statement, a claim or an agreement of words of the article."""
    if records not in MAKE:
        known = ", ".join(MAKE)
        raise HTTPException(HTTPStatus.NOT_FOUND, f"Nothing is made at {records[:40]!r}: there are {known}.")
    review = _review(session, number, by)
    return made_of(session, *MAKE[records](session, _passage(session, review, given), given.values, by=by))


def _review(session: Session, number: int, by: By) -> Review:
    review = get_review(session, number, by) if 0 < number < 2**31 else None
    if review is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, f"There is no article {number}.")
    return review


def _passage(session: Session, review: Review, given: Chosen) -> Passage:
    """Raises InputError where the words stand nowhere or several times, or no place is given."""
    if given.start is not None and given.end is not None:
        passage = passage_of(session, review.id, Span(given.start, given.end))
        if given.words is not None and given.words != passage.words:
            raise InputError(f"words={given.words[:60]!r} do not stand at {given.start} to {given.end}")
        return passage
    places = places_of(review.text, given.words or "")
    if len(places) != 1:
        told = ", ".join(f"{at.start}-{at.end}" for at in places) or "nowhere"
        raise InputError(f"words={(given.words or '')[:60]!r} stand {told}: give start and end of the place")
    return passage_of(session, review.id, places[0])
