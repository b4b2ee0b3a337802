"""The ledger of a denial: what is proposed, what is decided, and what the counts open."""

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app.domain.kinds import (
    BearingRelation,
    ClaimProperty,
    DenialOutcome,
    ReviewState,
    StatementKind,
    StatementTopic,
    UserRole,
)
from app.query.denials import denial_record, denial_units
from app.query.ledger import load_bearings
from app.query.ledger_candidates import compute_proposals, load_proposals
from app.query.statement_page import StatementPage, get_statement
from app.query.statement_rows import load_statement
from app.query.statements import StatementFilter, count_statements
from app.resolve.bearing_rules import RecordNoun
from app.store.models import Base, Statement, StatementBase, StatementBearing
from app.store.reviewer import Reviewer
from app.store.settling import confirm_bearing, dismiss_bearing
from tests.factories import (
    make_agreement,
    make_base,
    make_bearing,
    make_claim,
    make_official,
    make_role,
    make_statement,
)
from tests.query.counting import plan_of, queries_of, reads

EDDA = Reviewer("edda", UserRole.EDITOR)


@pytest.fixture
def denial(session: Session) -> Statement:
    """On the base of Tajikistan, on 1 June 2012, by a minister."""
    minister = make_official(session, "Anna Orlova")
    make_role(session, minister, held_from="2010", held_to="2016")
    return make_statement(
        session,
        "There are no plans for a base.",
        official=minister,
        kind=StatementKind.DENIAL,
        said_on="2012-06-01",
        countries=["TJ"],
        bases=[make_base(session)],
        outcome=DenialOutcome.OPEN,
    )


def page_of(session: Session, denial: Statement) -> StatementPage:
    page = get_statement(session, denial.id, proposals=True)
    assert page is not None
    return page


def test_proposals_come_from_statements_claims_and_agreements(session: Session, denial: Statement) -> None:
    spokesman = make_official(session, "Boris Petrov")
    make_role(session, spokesman, held_from="2011", held_to="2016")
    said = make_statement(
        session,
        "The base opens.",
        official=spokesman,
        kind=StatementKind.ANNOUNCEMENT,
        said_on="2012-07-05",
        countries=["TJ"],
    )
    make_statement(session, "One elsewhere.", kind=StatementKind.ANNOUNCEMENT, countries=["SY"])
    base = make_base(session, "Another base", place=None)
    claim = make_claim(session, base_of(session, denial), ClaimProperty.STATUS, "active", as_of="2013-01")
    make_claim(session, base, ClaimProperty.STATUS, "active", as_of="2013-01")
    signed = make_agreement(session, signed="2012-10-05")
    found = page_of(session, denial).proposed
    assert [(one.target, one.relation.value) for one in found] == [
        ((RecordNoun.STATEMENT, said.id), "contradicts"),
        ((RecordNoun.AGREEMENT, signed.id), "supersedes"),
        ((RecordNoun.CLAIM, claim.id), "supersedes"),
    ]
    assert found[0].reason == "later word of a base by the same ministry about Tajikistan"
    assert found[0].gap == (34, 34)
    assert found[1].fact is not None
    assert found[1].fact.source is not None


def base_of(session: Session, denial: Statement) -> Base:
    """The base that the denial is about."""
    query = select(Base).join(StatementBase, StatementBase.base_id == Base.id)
    return session.scalars(query.where(StatementBase.statement_id == denial.id)).one()


def test_what_is_decided_is_proposed_no_more(session: Session, denial: Statement) -> None:
    one, two = (
        make_statement(
            session,
            f"The base opens, {day}.",
            kind=StatementKind.ANNOUNCEMENT,
            said_on=day,
            countries=["TJ"],
            official=make_official(session),
        )
        for day in ("2012-07-05", "2012-08-05")
    )
    confirm_bearing(
        session,
        denial.id,
        RecordNoun.STATEMENT,
        one.id,
        BearingRelation.CONTRADICTS,
        reason="later word",
        by=EDDA,
    )
    dismiss_bearing(session, denial.id, RecordNoun.STATEMENT, two.id, reason=None, by=EDDA)
    page = page_of(session, denial)
    assert page.proposed == ()
    assert [bearing.statement.id for bearing in page.bearings if bearing.statement] == [one.id]
    assert page.later == page.bearings
    assert len(compute_proposals(session, denial.id)) == 2


def test_a_dismissed_or_rejected_one_counts_nowhere(session: Session, denial: Statement) -> None:
    other = make_statement(session, "The base opens.", said_on="2012-07-05")
    bearing = make_bearing(session, denial, other)
    answered = StatementFilter(kind=StatementKind.DENIAL, answered=True)
    assert count_statements(session, answered) == 1
    bearing.is_dismissed = True
    session.flush()
    assert count_statements(session, answered) == 0
    assert denial_units(session, StatementFilter())[0].days == ()
    bearing.is_dismissed = False
    other.review = ReviewState.REJECTED
    session.flush()
    assert count_statements(session, answered) == 0
    row = load_statement(session, denial.id)
    assert row is not None
    assert load_bearings(session, [row]) == {}


def test_every_number_is_the_length_of_its_list(session: Session, denial: Statement) -> None:
    before = make_statement(session, "Before.", said_on="2012-05-01")
    after = make_statement(session, "After.", said_on="2012-06-11")
    make_bearing(session, denial, before)
    second = make_statement(
        session,
        "No base.",
        kind=StatementKind.DENIAL,
        said_on="2012-06-01",
        countries=["TJ"],
        outcome=DenialOutcome.HELD,
    )
    make_bearing(session, second, after)
    third = make_statement(
        session,
        "None.",
        kind=StatementKind.DENIAL,
        said_on="2012",
        countries=["TJ"],
        outcome=DenialOutcome.OPEN,
    )
    make_bearing(session, third, after)  # of the year alone: not certain to be earlier
    where = StatementFilter(country="TJ")
    record = denial_record(session, where, denial_units(session, where))
    assert dict(record.outcomes) == {DenialOutcome.OPEN: 2, DenialOutcome.HELD: 1}
    assert (record.total, record.answered, record.answered_later, record.median_days) == (3, 3, 1, 10)
    for outcome, count in record.outcomes:
        listed = StatementFilter(country="TJ", kind=StatementKind.DENIAL, outcome=outcome)
        assert count_statements(session, listed) == count
    later = StatementFilter(country="TJ", kind=StatementKind.DENIAL, answered=True, answered_later=True)
    assert count_statements(session, later) == record.answered_later


@pytest.mark.parametrize("many", [3, 30])
def test_proposing_takes_the_same_queries_however_much_there_is(
    session: Session, engine: Engine, denial: Statement, many: int
) -> None:
    base = base_of(session, denial)
    for number in range(many):
        make_statement(
            session,
            f"A base, {number}.",
            kind=StatementKind.ANNOUNCEMENT,
            topic=StatementTopic.BASE,
            said_on=f"2013-01-{number + 1:02}",
            countries=["TJ"],
        )
        make_claim(session, base, ClaimProperty.STATUS, "active", as_of="2013-01")
        make_agreement(session, f"Agreement {number}", signed="2012-10-05")
    session.commit()
    row = load_statement(session, denial.id)
    assert row is not None
    with queries_of(engine) as seen:
        assert len(load_proposals(session, row)) >= 3
    assert len(reads(seen)) == 25


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)  # the plan is SQLite's
def test_candidates_are_found_by_index(seeded_session: Session, seeded_engine: Engine) -> None:
    query = select(Statement.id).where(Statement.kind == StatementKind.DENIAL).order_by(Statement.id)
    number = seeded_session.scalars(query).first()
    assert number is not None
    with queries_of(seeded_engine) as seen:
        compute_proposals(seeded_session, number)
    for sql, parameters in seen:
        if sql.startswith("SELECT") and "sort_day" in sql and "LIMIT" in sql:
            assert "USING" in plan_of(seeded_session, sql, parameters)
            assert "SCAN statement" not in plan_of(seeded_session, sql, parameters)


def test_the_seeded_pairs_show_and_the_rules_know_most_of_them(seeded_session: Session) -> None:
    """What the reference data holds against a denial, statement by statement: how much of it the rules propose."""
    query = (
        select(StatementBearing.statement_id, StatementBearing.other_id)
        .join(Statement, Statement.id == StatementBearing.statement_id)
        .where(
            Statement.kind == StatementKind.DENIAL,
            StatementBearing.relation == BearingRelation.CONTRADICTS,
            StatementBearing.other_id.is_not(None),
        )
    )
    pairs = [tuple(row) for row in seeded_session.execute(query)]
    assert len(pairs) > 20
    proposed = {
        (number, one.id)
        for number in {pair[0] for pair in pairs}
        for one in compute_proposals(seeded_session, number)
        if one.noun is RecordNoun.STATEMENT
    }
    assert sum(pair in proposed for pair in pairs) >= 0.8 * len(pairs)
