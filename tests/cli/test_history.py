"""`basewatch review`, `merge`, `split` and `history`: what is done is told, with how to undo it."""

import json
import re
from collections.abc import Callable

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from app.cli.main import cli
from app.domain.errors import Conflict, InputError
from tests.factories import make_base, make_claim, make_official, make_statement

Run = Callable[..., str]


@pytest.fixture
def run(database_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("BASEWATCH_DATABASE_URL", database_url)

    def run(*arguments: str) -> str:
        return CliRunner().invoke(cli, arguments, catch_exceptions=False).output

    return run


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_a_record_is_decided_on_and_its_history_shown(run: Run, session: Session) -> None:
    record = f"statement:{make_statement(session).id}"
    session.commit()
    done = run("review", "edit", record, "kind=denial", "said_on=", "--reason", "read again")
    number = re.search(r"revision (\d+)\)", done)
    assert number is not None
    assert "To undo: basewatch review undo" in done
    run("review", "reject", record, "--reason", "a misquotation")
    run("review", "accept", record)
    shown = run("history", record)
    for line in (
        "Kind: Comment -> Denial",
        "Said on: 6 Jun 2023 -> –",
        "rejected: a misquotation",
        "Review: Rejected -> Accepted",
    ):
        assert line in shown
    assert json.loads(run("review", "edit", record))["kind"] == "denial"
    run("review", "undo", number[1])
    assert json.loads(run("review", "edit", record))["kind"] == "comment"
    with pytest.raises(Conflict, match="was changed since you opened it"):
        run("review", "accept", record, "--seen", number[1])
    log = [json.loads(line) for line in run("history", "--export").splitlines()]
    assert [one["undoes"] for one in log] == [None, None, None, int(number[1])]
    assert log[0]["rows"][0]["table"] == "statement"


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_records_are_merged_and_split(run: Run, session: Session) -> None:
    make_official(session)
    make_official(session, "Sergei Lavrov")
    claim = make_claim(session, make_base(session, "Base one")).id
    session.commit()
    assert "official sergei-lavrov is sergey-lavrov now" in run(
        "merge", "official", "sergey-lavrov", "sergei-lavrov"
    )
    assert "base base-two is a record of its own" in run(
        "split", "base", "base-one", "base-two", "Base two", f"claim:{claim}"
    )
    assert "Split off: – -> base-two" in run("history", "base:base-one")


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["history"], "give a record"),
        (["history", "statement:1", "--export"], "give a record"),
        (["history", "statement:9"], "no statement '9'"),
        (["review", "edit", "base:base-one", "status"], "sets nothing: write field=value"),
        (["review", "undo", "9"], "there is no revision 9"),
        (["merge", "base", "base-one", "base-one"], "with itself"),
    ],
)
def test_what_cannot_be_is_said(run: Run, session: Session, arguments: list[str], message: str) -> None:
    make_base(session, "Base one")
    session.commit()
    with pytest.raises(InputError, match=message):
        run(*arguments)
