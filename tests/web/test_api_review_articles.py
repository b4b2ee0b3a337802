"""The review of an article by a program: read the findings, accept them as seen, add what is missing, take it back."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState, TokenScope, UserRole
from app.store.models import Official, Proposal, Statement
from tests.factories import make_article, make_country, make_evidence, make_official, make_statement
from tests.web.accounts import make_user
from tests.web.test_history import token

TEXT = "No base is planned, he said. Ivan Testov was silent. No base is planned, he said again."
VALUES = {"speaker": "A minister", "kind": "comment", "topic": "base", "mode": "indirect"}


@pytest.fixture
def review(session: Session) -> tuple[str, dict[str, str]]:
    """The address of an article under review, and the token of an editor."""
    make_country(session, "RU")
    article = make_article(session, TEXT)
    make_statement(session, "he said again", official=make_official(session), article=article)
    make_statement(session, "he said", speaker="Somebody", article=article, confidence=0.4)
    evidence = make_evidence(session, article, "Ivan Testov was silent.")
    session.add(Proposal(kind="official", name="Ivan Testov", evidence_id=evidence.id, details={}))
    make_user(session, "edith", UserRole.EDITOR)
    return f"/api/v1/articles/{article.id}", token(session, "edith", TokenScope.REVIEW)


def test_findings_are_accepted_as_they_were_seen(
    client: TestClient, session: Session, review: tuple[str, dict[str, str]]
) -> None:
    address, headers = review
    assert client.get(f"{address}/findings").status_code == 401
    found = client.get(f"{address}/findings", headers=headers).json()
    for one in found["findings"]:
        assert found["text"][one["start"] : one["end"]] == one["words"]
    sure = [one for one in found["findings"] if not one["doubts"] and one["record"].startswith("statement")]
    assert [one["words"] for one in sure] == ["he said again"]
    wanted = {"findings": [{"record": one["record"], "seen": one["seen"]} for one in sure]}
    done = client.post(f"{address}/accept-together", json=wanted, headers=headers).json()
    assert done["accepted"] == [sure[0]["record"]]
    again = client.post(f"{address}/accept-together", json=wanted, headers=headers).json()
    assert (again["revision"], len(again["left"])) == (None, 1)
    undone = client.post(f"/api/v1/revisions/{done['revision']}/undo", json={}, headers=headers)
    assert undone.status_code == 200
    session.expire_all()
    assert {row.review for row in session.scalars(select(Statement))} == {ReviewState.UNREVIEWED}


@pytest.mark.parametrize(
    ("given", "status", "detail"),
    [
        ({"words": "was silent"}, 201, ""),
        ({"start": 29, "end": 40}, 201, ""),
        ({"words": "No base is planned"}, 422, "stand 0-18, 53-71: give start and end of the place"),
        ({"words": "nothing of it"}, 422, "stand nowhere"),
        ({"start": 0, "end": 7, "words": "A base"}, 422, "do not stand at 0 to 7"),
        ({"start": 0, "end": 999}, 422, "lie outside article"),
    ],
)
def test_a_statement_is_made_of_words_or_a_place(
    client: TestClient, review: tuple[str, dict[str, str]], given: dict[str, object], status: int, detail: str
) -> None:
    address, headers = review
    answer = client.post(f"{address}/statements", json={**given, "values": VALUES}, headers=headers)
    assert answer.status_code == status
    assert detail in answer.json().get("detail", "")
    if status == 201:
        made = answer.json()
        assert client.get(f"/statements/{made['record'].partition(':')[2]}").status_code == 200


def test_a_proposed_name_is_made_a_record_not_accepted(
    client: TestClient, session: Session, review: tuple[str, dict[str, str]]
) -> None:
    _, headers = review
    number = session.scalars(select(Proposal.id)).one()
    refused = client.post(f"/api/v1/proposals/{number}/accept", json={}, headers=headers)
    assert refused.status_code == 422
    made = client.post(
        f"/api/v1/proposals/{number}/make",
        json={"values": {"name": "Ivan Testov", "country": "RU"}},
        headers=headers,
    )
    assert made.json()["record"] == "official:ivan-testov"
    session.rollback()  # a new look at the database
    assert session.scalars(select(Official.name).where(Official.slug == "ivan-testov")).one() == "Ivan Testov"
    assert client.get(f"/api/v1/proposals/{number}/history").status_code == 404
