"""`basewatch statements`: join and split, and what is said when that cannot be."""

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from app.cli.statements import statements
from app.store.models import Statement
from tests.factories import make_statement


@pytest.fixture
def run(database_url: str, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("BASEWATCH_DATABASE_URL", database_url)
    return CliRunner()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_join_and_split(run: CliRunner, session: Session) -> None:
    one, other = make_statement(session), make_statement(session, "The same in other words, he said.")
    article = other.article_id
    session.commit()
    done = run.invoke(statements, ["join", str(one.id), str(other.id)], catch_exceptions=False)
    assert f"statement {other.id} is statement {one.id} now" in done.output
    session.expire_all()
    assert session.get_one(Statement, other.id).joined_into_id == one.id
    session.rollback()
    done = run.invoke(statements, ["split", str(one.id), str(article)], catch_exceptions=False)
    assert f"article {article} reports statement {other.id} now" in done.output
    session.expire_all()
    assert session.get_one(Statement, other.id).joined_into_id is None


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_cannot_be_is_said(run: CliRunner, session: Session) -> None:
    done = run.invoke(statements, ["join", "7", "8"])
    assert "there is no statement 7" in str(done.exception)
