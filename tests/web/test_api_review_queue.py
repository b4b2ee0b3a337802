"""The queue by a program: what waits, a dry run and the act, and records that may be one."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import TokenScope, UserRole
from app.store.models import Article
from app.store.review_queue import refresh_queue
from app.store.same_candidates import fill_pairs
from tests.factories import make_official, make_statement
from tests.web.accounts import make_user, sign_in
from tests.web.test_history import token

Headers = dict[str, str]


@pytest.fixture
def headers(session: Session) -> Headers:
    """The token of an editor; two articles wait, and two officials sound alike."""
    for number, code in enumerate(("SY", "VE")):
        make_statement(session, f"It was said for the {number}. time.", countries=[code])
    refresh_queue(session, [row.id for row in session.query(Article)])
    make_official(session, "Anna Orlova")
    make_official(session, "Анна Орлова", slug="a-orlova")
    fill_pairs(session)
    make_user(session, "edith", UserRole.EDITOR)
    return token(session, "edith", TokenScope.REVIEW)


def test_a_program_decides_in_bulk(client: TestClient, headers: Headers) -> None:
    assert client.get("/api/v1/review/queue").status_code == 401
    first = client.get("/api/v1/review/queue?limit=1", headers=headers).json()
    assert (first["articles"], len(first["items"])) == (2, 1)
    rest = client.get("/api/v1/review/queue", params={"after": first["next"]}, headers=headers).json()
    assert rest["items"][0]["countries"] == ["VE"]
    body = {"act": "reject", "country": "SY", "dry_run": True}
    dry = client.post("/api/v1/review/bulk", json=body, headers=headers).json()
    assert (dry["revision"], dry["counts"]) == (None, {"statement": 1})
    act = body | {"dry_run": False, "seen": dry["seen"], "reason": "it is not so"}
    done = client.post("/api/v1/review/bulk", json=act, headers=headers).json()
    assert done["records"] == dry["records"]
    again = client.post("/api/v1/review/bulk", json=act, headers=headers)
    assert again.status_code == 422
    assert client.post(f"/api/v1/revisions/{done['revision']}/undo", json={}, headers=headers).is_success
    assert client.get("/api/v1/review/queue", headers=headers).json()["articles"] == 2


def test_a_program_decides_on_pairs(client: TestClient, headers: Headers) -> None:
    (pair,) = client.get("/api/v1/review/same/official", headers=headers).json()["items"]
    body = {"one": pair["one"], "other": pair["other"], "act": "merge"}
    assert "keep names none" in client.post("/api/v1/review/same/official", json=body, headers=headers).text
    merged = client.post("/api/v1/review/same/official", json=body | {"keep": "anna-orlova"}, headers=headers)
    assert client.get("/officials/a-orlova", follow_redirects=False).status_code == 301
    again = client.post("/api/v1/review/same/official", json=body | {"keep": "anna-orlova"}, headers=headers)
    assert "was joined to official anna-orlova before" in again.text
    number = merged.json()["revision"]
    assert client.post(f"/api/v1/revisions/{number}/undo", json={}, headers=headers).is_success
    again = client.post(f"/api/v1/revisions/{number}/undo", json={}, headers=headers)
    assert "was undone before" in again.text
    itself = body | {"other": pair["one"], "keep": pair["one"]}
    refused = client.post("/api/v1/review/same/official", json=itself, headers=headers)
    assert "cannot be a pair with itself" in refused.text


def test_pairs_are_decided_on_at_the_desk(client: TestClient, headers: Headers) -> None:
    sign_in(client, "edith")
    page = client.get("/review/same").text
    assert "sound alike" in page
    csrf = page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"one": "anna-orlova", "other": "a-orlova", "csrf_token": csrf}
    page = client.post("/review/same/official", data=form | {"act": "apart"}).text
    assert "Done, as revision" in page
    assert "No two officials look like one" in page
    assert "sound alike" in client.get("/review/same?kind=official&state=apart").text
    page = client.post("/review/same/official", data=form | {"act": "merge", "keep": "a-orlova"}).text
    assert "Done, as revision" in page
    assert (
        client.get("/officials/anna-orlova", follow_redirects=False).headers["location"].endswith("a-orlova")
    )
    refused = client.post("/review/same/official", data=form | {"act": "merge", "keep": "a-orlova"})
    assert refused.status_code == 422
    assert "was joined to official a-orlova before" in refused.text
