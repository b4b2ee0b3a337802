"""An editor's acts on a denial: what bears on it, what does not, and what became of it."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import Conflict, InputError, NotAllowed
from app.domain.kinds import BearingRelation, DenialOutcome, StatementKind, UserRole
from app.resolve.bearing_rules import RecordNoun
from app.store.models import Revision, Statement, StatementBearing
from app.store.reviewer import Reviewer
from app.store.settling import MOST_FINDING, confirm_bearing, dismiss_bearing, settle_denial
from app.store.undo import undo
from tests.factories import make_agreement, make_base, make_bearing, make_claim, make_statement

AGAINST = BearingRelation.CONTRADICTS

EDDA = Reviewer("edda", UserRole.EDITOR)


@pytest.fixture
def denial(session: Session) -> Statement:
    return make_statement(session, kind=StatementKind.DENIAL, countries=["TJ"], outcome=DenialOutcome.OPEN)


def rows(session: Session) -> list[tuple[Any, ...]]:
    query = select(
        StatementBearing.other_id,
        StatementBearing.claim_id,
        StatementBearing.agreement_id,
        StatementBearing.relation,
        StatementBearing.is_dismissed,
    )
    return [tuple(row) for row in session.execute(query.order_by(StatementBearing.id))]


def revisions(session: Session) -> list[Revision]:
    return list(session.scalars(select(Revision).order_by(Revision.id)))


def test_each_kind_of_record_can_bear_on_it(session: Session, denial: Statement) -> None:
    other = make_statement(session, "A base opens.", kind=StatementKind.ANNOUNCEMENT)
    claim = make_claim(session, make_base(session))
    signed = make_agreement(session)
    for noun, number in (
        (RecordNoun.STATEMENT, other.id),
        (RecordNoun.CLAIM, claim.id),
        (RecordNoun.AGREEMENT, signed.id),
    ):
        confirm_bearing(session, denial.id, noun, number, AGAINST, reason="later word", by=EDDA)
    assert rows(session) == [
        (other.id, None, None, AGAINST, False),
        (None, claim.id, None, AGAINST, False),
        (None, None, signed.id, AGAINST, False),
    ]
    told = revisions(session)
    assert {(one.record_type, one.record_id, one.actor) for one in told} == {("statement", denial.id, "edda")}
    assert told[1].after is not None
    assert told[1].after["bearing"] == f"claim {claim.id}"


def test_a_confirmed_one_is_dismissed_and_confirmed_again(session: Session, denial: Statement) -> None:
    other = make_statement(session, "A base opens.")
    confirm_bearing(session, denial.id, RecordNoun.STATEMENT, other.id, AGAINST, reason="why", by=EDDA)
    dismiss_bearing(session, denial.id, RecordNoun.STATEMENT, other.id, reason=None, by=EDDA)
    assert rows(session) == [(other.id, None, None, AGAINST, True)]
    with pytest.raises(InputError, match="so already"):
        dismiss_bearing(session, denial.id, RecordNoun.STATEMENT, other.id, reason=None, by=EDDA)
    relation = BearingRelation.SEE_ALSO
    confirm_bearing(session, denial.id, RecordNoun.STATEMENT, other.id, relation, reason="why", by=EDDA)
    assert rows(session) == [(other.id, None, None, relation, False)]
    assert len(revisions(session)) == 3


def test_what_the_seeds_say_can_be_dismissed(session: Session, denial: Statement) -> None:
    other = make_statement(session, "A base opens.")
    make_bearing(session, denial, other)
    dismiss_bearing(session, denial.id, RecordNoun.STATEMENT, other.id, reason="rule", by=EDDA)
    assert rows(session) == [(other.id, None, None, AGAINST, True)]
    assert session.scalar(select(StatementBearing.reason)) is None


def test_settled_with_a_finding_in_one_line(session: Session, denial: Statement) -> None:
    settle_denial(session, denial.id, DenialOutcome.CONTRADICTED, " The base\nopened. ", by=EDDA)
    assert (denial.outcome, denial.finding) == (DenialOutcome.CONTRADICTED, "The base opened.")
    (told,) = revisions(session)
    assert told.before == {"outcome": "open", "finding": None}
    assert told.after == {"outcome": "contradicted", "finding": "The base opened."}
    settle_denial(session, denial.id, DenialOutcome.OPEN, "", by=EDDA)
    assert (denial.outcome, denial.finding) == (DenialOutcome.OPEN, None)


def test_everything_is_undone_to_the_row_and_done_again(session: Session, denial: Statement) -> None:
    other = make_statement(session, "A base opens.")
    seeded = make_statement(session, "Another.")
    make_bearing(session, denial, seeded)
    start = rows(session)
    done = [
        confirm_bearing(session, denial.id, RecordNoun.STATEMENT, other.id, AGAINST, reason="why", by=EDDA),
        dismiss_bearing(session, denial.id, RecordNoun.STATEMENT, seeded.id, reason=None, by=EDDA),
        settle_denial(session, denial.id, DenialOutcome.CONTRADICTED, "It opened.", by=EDDA),
    ]
    end = rows(session)
    undone = [undo(session, number, by=EDDA) for number in reversed(done)]
    assert rows(session) == start
    assert (denial.outcome, denial.finding) == (DenialOutcome.OPEN, None)
    for number in reversed(undone):
        undo(session, number, by=EDDA)
    assert sorted(map(str, rows(session))) == sorted(map(str, end))
    assert (denial.outcome, denial.finding) == (DenialOutcome.CONTRADICTED, "It opened.")


def test_only_editors_settle_and_never_over_what_they_did_not_see(
    session: Session, denial: Statement
) -> None:
    anna = Reviewer("anna", UserRole.ANALYST)
    with pytest.raises(NotAllowed, match="for editors"):
        settle_denial(session, denial.id, DenialOutcome.HELD, "So it was.", by=anna)
    settle_denial(session, denial.id, DenialOutcome.HELD, "So it was.", by=EDDA)
    with pytest.raises(Conflict, match="edda"):
        settle_denial(session, denial.id, DenialOutcome.CONTRADICTED, "It was not.", by=EDDA, seen=0)


@pytest.mark.parametrize(
    ("outcome", "finding", "message"),
    [
        (DenialOutcome.HELD, "  ", "say in one line why"),
        (DenialOutcome.HELD, "x" * (MOST_FINDING + 1), "at most 300"),
        (DenialOutcome.OPEN, "", "so already"),
    ],
)
def test_what_no_denial_is_settled_with(
    session: Session, denial: Statement, outcome: DenialOutcome, finding: str, message: str
) -> None:
    with pytest.raises(InputError, match=message):
        settle_denial(session, denial.id, outcome, finding, by=EDDA)
    assert revisions(session) == []


def test_only_a_denial_is_settled_by_public_records(session: Session, denial: Statement) -> None:
    comment = make_statement(session, "A comment.")
    with pytest.raises(InputError, match="only a denial"):
        settle_denial(session, comment.id, DenialOutcome.HELD, "So it was.", by=EDDA)
    for noun, number in ((RecordNoun.CLAIM, 999), (RecordNoun.STATEMENT, denial.id)):
        with pytest.raises(InputError, match="no public record"):
            confirm_bearing(session, denial.id, noun, number, AGAINST, reason=None, by=EDDA)
