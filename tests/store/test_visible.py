"""What is public: one condition, for every record and its reports."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState
from app.query.statements import StatementFilter, choices, count_statements, facet, list_statements
from app.store.models import SearchDocument, Statement
from app.store.search_index import index_records, remove_hidden
from app.store.visible import is_held, is_public
from tests.factories import make_official, make_statement


def count(session: Session, condition: object) -> int:
    return session.scalar(select(func.count()).select_from(Statement).where(condition)) or 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "threshold", "public"),
    [
        pytest.param({"confidence": 0.4}, 0.0, True, id="no threshold"),
        pytest.param({"confidence": 0.4}, 0.5, False, id="below it"),
        pytest.param({"confidence": 0.5}, 0.5, True, id="at it"),
        pytest.param({"confidence": None}, 0.5, True, id="it did not say"),
        pytest.param({"confidence": 0.4, "review": ReviewState.ACCEPTED}, 0.5, True, id="accepted"),
        pytest.param({"confidence": 0.4, "review": ReviewState.EDITED}, 0.5, True, id="edited"),
        pytest.param({"confidence": 0.9, "review": ReviewState.REJECTED}, 0.5, False, id="rejected"),
        pytest.param({"confidence": 0.4, "is_summary": True}, 0.5, True, id="seeded"),
    ],
)
def test_what_is_public(
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    values: dict[str, object],
    threshold: float,
    *,
    public: bool,
) -> None:
    monkeypatch.setattr("app.store.visible.PUBLISHED_FROM", threshold)
    make_statement(session, **values)  # type: ignore[arg-type]
    assert count(session, is_public(Statement)) == public
    assert count(session, is_held(Statement)) == (values.get("review") != ReviewState.REJECTED)


def test_lists_counts_and_the_search_index_leave_suggestions_out(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.visible.PUBLISHED_FROM", 0.0)
    official = make_official(session)
    make_statement(session, official=official, confidence=0.4, countries=["VE"])
    index_records(session, "statement")
    assert count_statements(session, StatementFilter()) == 1
    monkeypatch.setattr("app.store.visible.PUBLISHED_FROM", 0.5)
    assert count_statements(session, StatementFilter(country="VE")) == 0
    assert list_statements(session, StatementFilter()).rows == []
    assert facet(session, StatementFilter(), "kind") == []
    assert choices(session).officials == choices(session).countries == ()
    assert remove_hidden(session) == 1
    index_records(session, "statement")
    assert session.scalars(select(SearchDocument.id)).all() == []


def test_a_joined_statement_is_no_row_of_its_own(session: Session) -> None:
    kept, joined = make_statement(session), make_statement(session)
    joined.joined_into_id = kept.id
    session.flush()
    assert [row.id for row in list_statements(session, StatementFilter()).rows] == [kept.id]
