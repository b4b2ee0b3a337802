"""Pins and grades: who may set them, that each is a revision, and that each can be undone."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, InputError, NotAllowed
from app.domain.kinds import ClaimProperty, Origin, ReviewState, UserRole
from app.query.claims import known, list_claims
from app.query.disagreements import claim_excerpts, list_disagreements, newest_grades
from app.query.page import NumberKey
from app.resolve.claim_rules import Criterion
from app.store.grading import pin_claim, set_credibility, set_reliability, unpin_claim
from app.store.models import Claim, Publisher, Revision
from app.store.reviewer import Reviewer
from app.store.undo import undo
from tests.factories import make_article, make_base, make_claim, make_publisher

EDDA = Reviewer("edda", UserRole.EDITOR)
ANNA = Reviewer("anna", UserRole.ANALYST)


@pytest.fixture
def claims(session: Session) -> tuple[int, int, int]:
    """4,000 and 5,000 as of June 2021, from two publishers; 6,000 of years before."""
    base = make_base(session, "Kant", slug="kant")
    numbers = []
    for domain, value, as_of in (
        ("one.example", "4000", "2021-06"),
        ("two.example", "5000", "2021-06"),
        ("one.example", "6000", "2011"),
    ):
        article = make_article(
            session,
            f"It rained. Some {value} men serve there. Nobody asked.",
            publisher=make_publisher(session, domain),
        )
        numbers.append(
            make_claim(session, base, value=value, as_of=as_of, article=article, quote=f"{value} men").id
        )
    session.flush()
    return numbers[0], numbers[1], numbers[2]


def first(session: Session) -> tuple[str, Criterion | None]:
    (row,) = list_disagreements(session).rows
    return row.now.claim.value, row.now.why


def test_a_pin_from_the_act_to_the_undo(session: Session, claims: tuple[int, int, int]) -> None:
    assert first(session) == ("5000", Criterion.RECORDED)
    pinned = pin_claim(session, claims[0], reason="Counted on the spot.\n", by=EDDA)
    assert first(session) == ("4000", Criterion.PINNED)
    again = pin_claim(session, claims[2], reason="The old one.", by=EDDA)
    found = list_claims(session, [session.get_one(Claim, claims[0]).base_id])
    answer = known(found, ClaimProperty.PERSONNEL)
    assert answer is not None
    assert answer.claim.value == "6000"
    assert [claim.pin_reason for claim in found if claim.pin_reason] == ["The old one."], "one pin at a time"
    with pytest.raises(InputError, match="changed the same pin_reason"):
        undo(session, pinned, by=EDDA)
    undo(session, again, by=EDDA)
    assert first(session) == ("4000", Criterion.PINNED)
    unpinned = unpin_claim(session, claims[0], by=EDDA)
    assert first(session) == ("5000", Criterion.RECORDED)
    undo(session, unpinned, by=EDDA)
    undo(session, pinned, by=EDDA)
    assert first(session) == ("5000", Criterion.RECORDED)
    assert session.get_one(Claim, claims[0]).review is ReviewState.UNREVIEWED, "a pin is no review"


def test_grades_decide_and_are_undone(session: Session, claims: tuple[int, int, int]) -> None:
    reliable = set_reliability(session, "One.example", "b", by=EDDA)
    assert first(session) == ("4000", Criterion.RELIABILITY)
    credible = set_credibility(session, claims[1], 2, by=EDDA)
    assert first(session) == ("5000", Criterion.CREDIBILITY)
    (grade,) = newest_grades(session)
    assert (grade.publisher, grade.before, grade.after, grade.is_undone) == ("one.example", None, "B", False)
    undo(session, credible, by=EDDA)
    undo(session, reliable, by=EDDA)
    assert first(session) == ("5000", Criterion.RECORDED)
    assert session.scalar(select(Publisher.reliability).where(Publisher.domain == "one.example")) is None
    assert [row.is_undone for row in newest_grades(session)] == [False, True]


def test_the_sentence_stands_with_its_words(session: Session, claims: tuple[int, int, int]) -> None:
    found = list_claims(session, [session.get_one(Claim, claims[0]).base_id])
    excerpts = claim_excerpts(session, found)
    one = excerpts[claims[0]]
    assert f"{one.before}{one.quote}{one.after}" == "Some 4000 men serve there."
    assert list_disagreements(session, after=NumberKey(found[0].base_id)).rows == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_is_refused(session: Session, claims: tuple[int, int, int]) -> None:
    number = claims[0]
    before = session.scalars(select(Revision.id)).all()
    for refused, what in (
        ("say why", lambda: pin_claim(session, number, reason="  ", by=EDDA)),
        ("at most 300", lambda: pin_claim(session, number, reason="x" * 301, by=EDDA)),
        ("not pinned", lambda: unpin_claim(session, number, by=EDDA)),
        ("no claim 999", lambda: pin_claim(session, 999, reason="It is.", by=EDDA)),
        ("no grade", lambda: set_credibility(session, number, 7, by=EDDA)),
        ("already", lambda: set_credibility(session, number, None, by=EDDA)),
        ("no grade", lambda: set_reliability(session, "one.example", "G", by=EDDA)),
        ("no grade", lambda: set_reliability(session, "one.example", "AB", by=EDDA)),
        ("already", lambda: set_reliability(session, "one.example", "", by=EDDA)),
        ("no publisher", lambda: set_reliability(session, "nobody.example", "A", by=EDDA)),
    ):
        with pytest.raises(InputError, match=refused):
            what()
    for not_allowed in (
        lambda: pin_claim(session, number, reason="It is.", by=ANNA),
        lambda: set_credibility(session, number, 1, by=ANNA),
        lambda: set_reliability(session, "one.example", "A", by=ANNA),
    ):
        with pytest.raises(NotAllowed):
            not_allowed()
    assert session.scalars(select(Revision.id)).all() == before


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_suggestion_and_a_rejected_claim_are_not_pinned(
    session: Session, claims: tuple[int, int, int]
) -> None:
    suggestion = session.get_one(Claim, claims[0])
    suggestion.origin, suggestion.confidence = Origin.EXTRACTED, 0.1
    session.get_one(Claim, claims[1]).review = ReviewState.REJECTED
    with pytest.raises(InputError, match="not public"):
        pin_claim(session, claims[0], reason="It is.", by=EDDA)
    with pytest.raises(InputError, match="rejected"):
        pin_claim(session, claims[1], reason="It is.", by=EDDA)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_who_saw_an_older_state_is_told(session: Session, claims: tuple[int, int, int]) -> None:
    seen = set_credibility(session, claims[0], 3, by=EDDA)
    set_credibility(session, claims[0], 4, by=EDDA)
    with pytest.raises(Conflict, match="credibility"):
        pin_claim(session, claims[0], reason="It is.", by=EDDA, seen=seen)
