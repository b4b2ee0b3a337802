"""A person joins two statements or splits a report off; each undoes the other, and both are remembered."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import Origin, ReviewState, StatementKind, StatementMode
from app.query.history import list_history
from app.query.statement_page import get_statement, joined_into
from app.query.statements import StatementFilter, list_statements
from app.store.joins import join_statements, report_in, split_report
from app.store.models import Revision, SearchDocument, Statement, StatementApart, StatementReport
from app.store.records import Record
from tests.factories import make_article, make_bearing, make_official, make_statement
from tests.resolve.test_origins import OTHER, STORY
from tests.store.test_origins import QUOTE, TOLD, known, reports, said, save

__all__ = ["known"]  # the fixture: countries and an official

State = dict[int, tuple[int | None, list[int], list[str]]]


def state(session: Session) -> State:
    """Of each statement: what it was joined to, its reports, and its countries as a page shows them."""
    session.expire_all()
    found: State = {}
    for row in session.scalars(select(Statement).order_by(Statement.id)):
        held = select(StatementReport.id).where(StatementReport.statement_id == row.id)
        shown = [one for one in list_statements(session, StatementFilter()).rows if one.id == row.id]
        found[row.id] = (
            row.joined_into_id,
            list(session.scalars(held.order_by(StatementReport.id))),
            [code for one in shown for code, _ in one.countries],
        )
    return found


def report_of(session: Session, article_id: int) -> int:
    (statement_id,) = {
        one.id
        for one in session.scalars(select(Statement))
        if (page := get_statement(session, one.id))
        and article_id in {report.source.article_id for report in page.reports}
    }
    return report_in(session, statement_id, article_id)


def two_quoted(session: Session) -> tuple[int, int]:
    """Two articles of different texts with the same quotation; one statement. Their ids."""
    first, second = f"“{QUOTE},” he said. {STORY}", f"“{QUOTE},” he said. {OTHER}"
    saved = [
        save(session, text, said(text, QUOTE, mode=StatementMode.DIRECT, kind=kind))
        for text, kind in ((first, StatementKind.DENIAL), (second, StatementKind.WARNING))
    ]
    return saved[0].article_id, saved[1].article_id


def test_a_split_report_is_the_statement_that_was_found_there(session: Session) -> None:
    _, second = two_quoted(session)
    before = state(session)
    (home,) = before
    new = split_report(session, report_of(session, second), actor="anna")
    row = session.get_one(Statement, new)
    assert (row.kind, row.quote, row.article_id) == (StatementKind.WARNING, QUOTE, second)
    assert (row.origin, row.review, row.extractor) == (Origin.EXTRACTED, ReviewState.UNREVIEWED, "rules")
    assert reports(session) == [1, 1]
    assert state(session)[new][2] == ["VE"]
    held = select(SearchDocument.record_id).where(SearchDocument.record_type == "statement")
    assert new in session.scalars(held).all()

    join_statements(session, home, new, actor="anna")
    after = state(session)
    assert (after[home], after[new][:2]) == (before[home], (home, []))
    assert session.scalars(select(StatementApart.statement_id)).all() == []
    assert split_report(session, report_of(session, second), actor="anna") == new


def test_a_split_is_remembered_for_later_copies(session: Session) -> None:
    first, second = two_quoted(session)
    split_report(session, report_of(session, second), actor="anna")
    for number, start in enumerate((STORY, OTHER)):
        text = f"“{QUOTE},” he said. {start} Printed again, number {number}."
        save(session, text, said(text, QUOTE, mode=StatementMode.DIRECT))
    assert reports(session) == [2, 2]
    assert first != second


def test_a_join_is_remembered_for_later_copies(session: Session) -> None:
    text, other = f"{TOLD} {STORY}", f"Petrov ruled out a base on the northern coast. {OTHER}"
    words = other.partition(". ")[0]
    save(session, text, said(text, TOLD))
    save(session, other, said(other, words))
    kept, joined = state(session)
    before = state(session)
    join_statements(session, kept, joined, actor="anna")
    assert reports(session) == [2, 0]
    assert get_statement(session, joined) is None
    assert joined_into(session, joined) == kept
    again = save(session, other, said(other, words))
    assert reports(session) == [3, 0]
    split_report(session, report_of(session, again.article_id), actor="anna")
    assert reports(session) == [2, 0, 1]
    report = next(number for number in before[joined][1])
    assert split_report(session, report, actor="anna") == joined
    assert {number: state(session)[number] for number in before} == before


def test_joining_twice_and_splitting_the_middle(session: Session) -> None:
    one, two, three = (make_statement(session, f"Words number {n} of him").id for n in range(3))
    before = state(session)
    join_statements(session, two, three, actor="anna")
    between = state(session)
    join_statements(session, one, two, actor="anna")
    assert joined_into(session, three) == one
    assert [len(held) for _, held, _ in state(session).values()] == [3, 0, 0]
    assert split_report(session, before[two][1][0], actor="anna") == two
    assert state(session) == between
    assert split_report(session, before[three][1][0], actor="anna") == three
    assert state(session) == before


def test_each_act_is_a_revision_that_both_histories_show(session: Session) -> None:
    one, two = (make_statement(session, f"Words number {n} of him").id for n in range(2))
    join_statements(session, one, two, actor="anna")
    report = session.scalars(select(StatementReport.id).where(StatementReport.joined_from_id == two)).one()
    split_report(session, report, actor="boris")
    revised = session.execute(
        select(Revision.record_id, Revision.actor, Revision.before, Revision.after).order_by(Revision.id)
    ).all()
    assert [(row.record_id, row.actor) for row in revised] == [(one, "anna"), (one, "boris")]
    assert revised[0].before == revised[1].after
    for number in (one, two):
        shown = list_history(session, Record("statement", number)).rows
        assert [row.actor for row in shown] == ["boris", "anna"]


def test_what_cannot_be_joined_or_split_is_said(session: Session) -> None:
    one = make_statement(session, official=make_official(session))
    stranger = make_statement(session, "Other words.", official=make_official(session, "Anna Orlova"))
    gone = make_statement(session, "No more.", review=ReviewState.REJECTED)
    joined = make_statement(session, "Words of nobody known.")
    join_statements(session, one.id, joined.id, actor="anna")
    borne = make_statement(session, "Words that an event bears on.")
    make_bearing(session, borne, event="Something came to pass.", source_url="https://news.example/1")
    own = session.scalars(
        select(StatementReport.id).where(StatementReport.evidence_id == one.evidence_id)
    ).one()
    for other, message in (
        (one.id, "are one already"),
        (stranger.id, "two people"),
        (gone.id, "rejected"),
        (joined.id, f"joined to statement {one.id}"),
        (borne.id, "keep it"),
        (9_999, "no statement 9999"),
    ):
        with pytest.raises(InputError, match=message):
            join_statements(session, one.id, other, actor="anna")
    for report, message in ((own, "is the first"), (9_999, "no report 9999")):
        with pytest.raises(InputError, match=message):
            split_report(session, report, actor="anna")
    with pytest.raises(InputError, match="no reports in article"):
        report_in(session, one.id, make_article(session).id)
