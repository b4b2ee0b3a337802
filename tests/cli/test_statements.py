"""`basewatch statements`: join and split, and what is said when that cannot be."""

import pytest
from click.testing import CliRunner
from sqlalchemy import select
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
    kept = make_statement(session)
    other = make_statement(session, "The same in other words, he said.")
    one, two, article = kept.id, other.id, other.article_id
    session.commit()
    into = select(Statement.joined_into_id).where(Statement.id == two)
    for arguments, said, joined in (
        (["join", f"{one}", f"{two}"], f"statement {two} is statement {one} now", one),
        (["split", f"{one}", f"{article}"], f"article {article} reports statement {two} now", None),
    ):
        assert said in run.invoke(statements, arguments, catch_exceptions=False).output
        assert session.scalar(into) == joined
        session.rollback()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_what_cannot_be_is_said(run: CliRunner, session: Session) -> None:
    done = run.invoke(statements, ["join", "7", "8"])
    assert "there is no statement 7" in str(done.exception)
