"""`basewatch ledger`: all of it, one official's, one country's."""

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from app.cli.ledger import ledger
from app.domain.kinds import DenialOutcome, StatementKind
from tests.factories import make_bearing, make_official, make_statement


@pytest.fixture
def run(database_url: str, session: Session, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """Two denials: one of a known official with something against it, one about another country."""
    denial = make_statement(
        session,
        "No base in the south.",
        official=make_official(session),
        kind=StatementKind.DENIAL,
        said_on="2012-06-01",
        countries=["TJ"],
        outcome=DenialOutcome.CONTRADICTED,
    )
    denial.finding = "It opened."
    make_bearing(session, denial, make_statement(session, "The base opened.", said_on="2012-07-05"))
    make_statement(
        session,
        "No base in the west.",
        kind=StatementKind.DENIAL,
        countries=["SY"],
        outcome=DenialOutcome.OPEN,
    )
    session.commit()
    monkeypatch.setenv("BASEWATCH_DATABASE_URL", database_url)
    return CliRunner()


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("whom", "shown", "hidden"),
    [
        ([], ["Outcomes: 1 open, 1 contradicted; something goes against 1", "in the west"], []),
        (
            ["sergey-lavrov"],
            ["Denials: Sergey Lavrov", "34 days later", "found: It opened."],
            ["in the west"],
        ),
        (["SY"], ["Denials: Syria", "in the west"], ["in the south", "Median"]),
        (["--limit", "1"], ["in the west"], ["in the south"]),
    ],
)
def test_it_prints(run: CliRunner, whom: list[str], shown: list[str], hidden: list[str]) -> None:
    output = run.invoke(ledger, whom, catch_exceptions=False).output
    assert [one for one in shown if one not in output] == []
    assert [one for one in hidden if one in output] == []


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("whom", ["nobody-known", "ZZ"])
def test_an_unknown_name_is_said(run: CliRunner, whom: str) -> None:
    assert f"{whom!r} is no official's slug" in str(run.invoke(ledger, [whom]).exception)
