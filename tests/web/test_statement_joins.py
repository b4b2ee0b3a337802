"""Splitting and joining on the page of a statement, and where the old address leads."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import UserRole
from app.store.models import StatementReport
from app.store.search_index import index_records
from tests.factories import make_article, make_official, make_publisher, make_statement
from tests.web.accounts import csrf_token, make_user, sign_in

WORDS = "We have no plans for a base on that coast"


@pytest.fixture
def told(session: Session) -> tuple[int, int]:
    """A statement reported in two prints of one text and in one of another language; another statement."""
    lavrov = make_official(session)
    text = f"“{WORDS},” he said."
    first = make_article(
        session, text, publisher=make_publisher(session, "one.example"), published="2023-06-07"
    )
    reprint = make_article(session, text, publisher=make_publisher(session, "two.example"))
    russian = make_article(session, f"Он сказал: {WORDS}", language="ru", title="Нет")
    for article, origin in ((first, first), (reprint, first), (russian, russian)):
        article.origin_id = origin.id
    statement = make_statement(
        session, WORDS, official=lavrov, article=first, also_in=[reprint, russian], countries=["VE"]
    )
    other = make_statement(session, "There will be no base, he repeated", official=lavrov)
    index_records(session, "statement")
    session.commit()
    return statement.id, other.id


def test_reports_stand_by_their_origin(client: TestClient, told: tuple[int, int]) -> None:
    page = client.get(f"/statements/{told[0]}").text
    assert "3 articles, 2 origins, 2 languages" in page
    assert "One text, 2 reports; the first by two.example" in page
    reports = page[page.index('id="report-') :]
    assert reports.index("two.example") < reports.index("one.example")  # by the day of publication
    assert "split it off" not in page
    assert "in 3 articles" in client.get("/statements").text


def test_the_api_has_every_report_with_its_origin(client: TestClient, told: tuple[int, int]) -> None:
    found = client.get(f"/api/v1/statements/{told[0]}").json()
    assert (found["articles"], found["origins"], found["languages"]) == (3, 2, 2)
    origins = [one["source"]["origin"] for one in found["reports"]]
    assert len(origins) == 3
    assert len(set(origins)) == 2
    assert {one["source"]["quote"] for one in found["reports"]} == {WORDS}
    assert client.get("/api/v1/statements").json()["items"][0]["articles"] in (1, 3)


def test_a_report_is_split_off_and_joined_again(
    client: TestClient, session: Session, told: tuple[int, int]
) -> None:
    make_user(session)
    sign_in(client)
    page = client.get(f"/statements/{told[0]}").text
    report = re.findall(r'name="report" value="(\d+)"', page)[-1]
    token = csrf_token(page)
    split = f"/statements/{told[0]}/split"
    assert client.post(split, data={"report": report}).status_code == 403
    answer = client.post(split, data={"report": report, "csrf_token": token}, follow_redirects=False)
    assert answer.status_code == 303
    new = answer.headers["location"]
    assert WORDS in client.get(new).text
    assert "2 articles, 1 origin, 1 language" in client.get(f"/statements/{told[0]}").text
    assert client.post(split, data={"report": report, "csrf_token": token}).status_code == 404

    join = f"/statements/{told[0]}/join"
    number = new.rpartition("/")[2]
    offered = client.get(f"{join}?words=plans").text
    assert re.findall(r'name="other" value="(\d+)"', offered) == [number]
    answer = client.post(join, data={"other": number, "csrf_token": token}, follow_redirects=False)
    assert answer.status_code == 303
    assert "3 articles, 2 origins, 2 languages" in client.get(f"/statements/{told[0]}").text
    moved = client.get(new, follow_redirects=False)
    assert (moved.status_code, moved.headers["location"]) == (302, f"/statements/{told[0]}")
    assert client.get(f"/api/v1{new}").json()["id"] == told[0]


def test_only_analysts_may(client: TestClient, session: Session, told: tuple[int, int]) -> None:
    report = session.scalars(select(StatementReport.id).order_by(StatementReport.id.desc())).first()
    for address, data in (("split", {"report": report}), ("join", {"other": told[1]})):
        assert client.post(f"/statements/{told[0]}/{address}", data=data).status_code == 401
    assert client.get(f"/statements/{told[0]}/join", follow_redirects=False).status_code == 303
    make_user(session, "viewer", UserRole.VIEWER)
    sign_in(client, "viewer")
    page = client.get(f"/statements/{told[0]}").text
    assert "split it off" not in page
    assert client.get(f"/statements/{told[0]}/join").status_code == 403


def test_another_persons_words_are_refused_in_a_sentence(
    client: TestClient, session: Session, told: tuple[int, int]
) -> None:
    stranger = make_statement(session, "Other words.", official=make_official(session, "Anna Orlova"))
    make_user(session)
    sign_in(client)
    token = csrf_token(client.get(f"/statements/{told[0]}").text)
    answer = client.post(f"/statements/{told[0]}/join", data={"other": stranger.id, "csrf_token": token})
    assert answer.status_code == 422
    assert "two people" in answer.text
