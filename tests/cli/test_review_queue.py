"""`basewatch review list`, `bulk`, `same` and `pair`: what waits, and many decisions at once."""

import json
import re

import pytest
from click.testing import CliRunner
from sqlalchemy.orm import Session

from app.cli.main import cli
from app.domain.errors import InputError
from app.store.models import Article
from app.store.review_queue import refresh_queue
from app.store.same_candidates import fill_pairs
from tests.factories import make_official, make_statement

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def run(*arguments: str) -> str:
    return CliRunner().invoke(cli, arguments, catch_exceptions=False).output


@pytest.fixture
def waiting(session: Session, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two articles in the queue, one of them with a suggestion; two officials who sound alike."""
    for confidence in (0.9, 0.5):
        make_statement(session, f"It was said with {confidence}.", countries=["SY"], confidence=confidence)
    refresh_queue(session, [row.id for row in session.query(Article)])
    make_official(session, "Anna Orlova")
    make_official(session, "Анна Орлова", slug="a-orlova")
    fill_pairs(session)
    session.commit()
    monkeypatch.setenv("BASEWATCH_DATABASE_URL", database_url)


@pytest.mark.usefixtures("waiting")
def test_what_waits_is_listed_and_decided_on_in_bulk() -> None:
    assert "2 findings in 2 articles" in run("review", "list")
    rows = [
        json.loads(line) for line in run("review", "list", "--order", "confidence", "--json").splitlines()
    ]
    assert [row["confidence"] for row in rows] == [0.5, 0.9]
    said = run("review", "bulk", "accept", "--country", "SY", "--dry-run")
    assert "1 finding would be accepted" in said
    assert "left out: 1, flagged" in said
    assert "It was said with 0.9." in said
    assert "2 findings in 2 articles" in run("review", "list")
    with pytest.raises(InputError, match="say why they are rejected"):
        run("review", "bulk", "reject")
    done = run("review", "bulk", "reject", "--reason", "nothing of it is so")
    assert "2 findings rejected" in done
    assert "0 findings in 0 articles" in run("review", "list")
    number = re.search(r"revision (\d+)\)", done)
    assert number
    run("review", "undo", number[1])
    assert "2 findings in 2 articles" in run("review", "list")
    with pytest.raises(InputError, match="was undone before"):
        run("review", "undo", number[1])


@pytest.mark.usefixtures("waiting")
def test_pairs_are_listed_and_decided_on() -> None:
    assert "sound alike" in run("review", "same", "official")
    assert "apart" in run("review", "pair", "apart", "official", "anna-orlova", "a-orlova")
    assert run("review", "same", "official") == ""
    apart = json.loads(run("review", "same", "official", "--state", "apart", "--json"))
    assert {apart["one"], apart["other"]} == {"anna-orlova", "a-orlova"}
    assert "To undo" in run("review", "pair", "merge", "official", "anna-orlova", "a-orlova")
    with pytest.raises(InputError, match="was joined to official anna-orlova before"):
        run("review", "pair", "merge", "official", "anna-orlova", "a-orlova")
