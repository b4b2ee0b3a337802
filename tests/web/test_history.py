"""The history of a record: what readers see, who may undo, where a merged record's address leads, and the API."""

import json

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState, TokenScope, UserRole
from app.store.api_tokens import make_api_token
from app.store.merges import merge
from app.store.models import Revision, User
from app.store.records import Record, find_record
from app.store.reviewer import Reviewer
from app.store.reviews import edit, reject
from tests.factories import make_base, make_claim, make_country, make_official, make_statement
from tests.web.accounts import csrf_token, make_user, sign_in

EDITOR = Reviewer("anna", UserRole.EDITOR)


@pytest.fixture
def statement(session: Session) -> int:
    """A statement that an editor has edited once."""
    make_country(session, "SY")
    make_country(session, "VE")
    row = make_statement(session, countries=["VE"], official=make_official(session))
    values = {"kind": "denial", "countries": ["SY"], "said_on": "2023-06"}
    edit(session, Record("statement", row.id), values, by=EDITOR, reason="read again")
    session.commit()
    return row.id


def token(session: Session, name: str, *scopes: TokenScope) -> dict[str, str]:
    user_id = session.scalars(select(User.id).where(User.name == name)).one()
    secret = make_api_token(session, user_id, "a program", frozenset(scopes), 5)
    session.commit()
    return {"Authorization": f"Bearer {secret}"}


def test_a_history_is_in_words(client: TestClient, statement: int) -> None:
    page = client.get(f"/statements/{statement}").text
    assert f'<a href="/statements/{statement}/history">History, 1 change</a>' in page
    page = client.get(f"/statements/{statement}/history").text
    assert "edited: read again" in page
    for before, after in (("Comment", "Denial"), ("Venezuela", "Syria"), ("6 Jun 2023", "Jun 2023")):
        assert f"<del>{before}</del>" in page
        assert f"<ins>{after}</ins>" in page
    assert "Undo" not in page


def test_an_editor_undoes_and_undoes_the_undo(client: TestClient, session: Session, statement: int) -> None:
    make_user(session, "edith", UserRole.EDITOR)
    sign_in(client, "edith")
    page = client.get(f"/statements/{statement}/history").text
    number = session.scalars(select(Revision.id)).one()
    form = {"csrf_token": csrf_token(page), "next": f"/statements/{statement}/history"}
    assert client.post(f"/revisions/{number}/undo", data=form | {"csrf_token": "x"}).status_code == 403
    page = client.post(f"/revisions/{number}/undo", data=form).text
    assert "Undo the undo" in page
    assert f"undone by revision {number + 1}" in page
    again = client.post(f"/revisions/{number}/undo", data=form)
    assert again.status_code == 422
    assert "was undone before" in again.text
    client.post(f"/revisions/{number + 1}/undo", data=form)
    assert "Denial" in client.get(f"/statements/{statement}").text


def test_who_may_not_undo_has_no_button(client: TestClient, session: Session, statement: int) -> None:
    for name, role, status in (("vera", UserRole.VIEWER, 403), ("alex", UserRole.ANALYST, 403)):
        make_user(session, name, role)
        sign_in(client, name)
        page = client.get(f"/statements/{statement}/history").text
        assert "Undo revision" not in page
        form = {"csrf_token": csrf_token(client.get("/account").text)}
        assert client.post("/revisions/1/undo", data=form).status_code == status
    client.cookies.clear()
    assert client.post("/revisions/1/undo", data={}).status_code == 401


def test_what_is_not_public_has_no_public_history(client: TestClient, session: Session) -> None:
    make_user(session, "edith", UserRole.EDITOR)
    row = make_statement(session)
    base = make_base(session)
    claim = make_claim(session, base, value="666")
    edit(session, Record("claim", claim.id), {"value": "777"}, by=EDITOR)
    edit(session, Record("base", base.id), {"status": "closed"}, by=EDITOR)
    for record in (Record("claim", claim.id), Record("statement", row.id)):
        reject(session, record, by=EDITOR, reason="it is wrong")
    session.commit()
    hidden = (f"/statements/{row.id}/history", f"/api/v1/claims/{claim.id}/history")
    assert [client.get(path).status_code for path in hidden] == [404, 404]
    page = client.get(f"/bases/{base.slug}/history").text
    assert "1 change" in page
    assert "777" not in page
    sign_in(client, "edith")
    assert "it is wrong" in client.get(hidden[0]).text
    assert "777" in client.get(f"/bases/{base.slug}/history").text


def test_the_address_of_a_merged_record_leads_on(client: TestClient, session: Session) -> None:
    kept, other = make_official(session), make_official(session, "Sergei Lavrov")
    merge(session, Record("official", kept.id), Record("official", other.id), by=EDITOR)
    session.commit()
    for path in ("/officials/sergei-lavrov", "/officials/sergei-lavrov/history"):
        answer = client.get(path, follow_redirects=False)
        assert answer.status_code == 301
        assert answer.headers["location"] == path.replace("sergei", "sergey")
    assert client.get("/api/v1/officials/sergei-lavrov").json()["slug"] == "sergey-lavrov"
    missing = client.get("/officials/sergey-lavrof")
    assert missing.status_code == 404
    assert "Did you mean /officials/sergey-lavrov?" in missing.text
    page = client.get("/officials/sergey-lavrov/history").text
    assert "merged: official sergei-lavrov is the same as official sergey-lavrov" in page


def test_a_long_history_is_cut_into_pages(client: TestClient, session: Session) -> None:
    base = make_base(session)
    for number in range(35):
        edit(session, Record("base", base.id), {"note": f"Note {number}."}, by=EDITOR)
    session.commit()
    page = client.get(f"/bases/{base.slug}/history").text
    assert page.count('id="revision-') == 30
    more = page.split('rel="next" href="')[1].split('"')[0]
    assert client.get(more).text.count('id="revision-') == 5


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_programs_decide_with_a_token_of_their_scope(
    client: TestClient, session: Session, statement: int
) -> None:
    make_user(session, "edith", UserRole.EDITOR)
    make_user(session, "alex", UserRole.ANALYST)
    path = f"/api/v1/statements/{statement}"
    history = client.get(f"{path}/history").json()
    assert history["items"][0]["fields"][0] == {"name": "kind", "before": "comment", "after": "denial"}
    body = {"values": {"topic": "deployment"}, "reason": "by a program", "seen": history["latest"]}
    assert client.post(f"{path}/edit", json=body).status_code == 401
    adds = token(session, "edith", TokenScope.ADD)
    assert client.post(f"{path}/edit", json=body, headers=adds).status_code == 403
    other = token(session, "alex", TokenScope.REVIEW)
    refused = client.post(f"{path}/edit", json=body, headers=other)
    assert refused.status_code == 403
    assert "an analyst decides on what they added" in refused.json()["detail"]
    edits = token(session, "edith", TokenScope.REVIEW)
    done = client.post(f"{path}/edit", json=body, headers=edits)
    assert done.status_code == 200, done.text
    late = client.post(f"{path}/accept", json={"seen": history["latest"]}, headers=edits)
    assert late.status_code == 409
    assert "by edith" in late.json()["detail"]
    assert client.post(f"{path}/reject", json={}, headers=edits).status_code == 422
    assert client.post(f"{path}/reject", json={"reason": "no"}, headers=edits).status_code == 200
    assert client.get(path).status_code == 404
    number = done.json()["revision"] + 1
    assert client.post(f"/api/v1/revisions/{number}/undo", json={}, headers=edits).status_code == 200
    assert client.get(path).json()["topic"] == "deployment"
    unknown = client.post("/api/v1/ships/1/accept", json={}, headers=edits)
    assert unknown.status_code == 404


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_programs_merge_and_split(client: TestClient, session: Session) -> None:
    make_user(session, "edith", UserRole.EDITOR)
    one, two = make_base(session, "Base one"), make_base(session, "Base two")
    claim = make_claim(session, two)
    edits = token(session, "edith", TokenScope.REVIEW)
    assert client.post("/api/v1/bases/base-one/merge", json={"other": "base-two"}, headers=edits).is_success
    again = client.post("/api/v1/bases/base-one/merge", json={"other": "base-two"}, headers=edits)
    assert "was joined to base base-one before" in again.json()["detail"]
    body = {"slug": "base-three", "name": "Base three", "links": [f"claim:{claim.id}"]}
    assert client.post("/api/v1/bases/base-one/split", json=body, headers=edits).is_success
    found = client.get("/api/v1/bases/base-three").json()
    assert [item["value"] for item in found["claims"]] == ["7500"]
    assert one.review is ReviewState.ACCEPTED
    assert find_record(session, "base", "base-three").id > two.id


def test_an_admin_takes_the_audit_log(client: TestClient, session: Session, statement: int) -> None:
    make_user(session, "edith", UserRole.EDITOR)
    make_user(session, "ada", UserRole.ADMIN)
    sign_in(client, "edith")
    assert client.get("/admin/audit.jsonl").status_code == 403
    sign_in(client, "ada")
    lines = [json.loads(line) for line in client.get("/admin/audit.jsonl").text.splitlines()]
    assert [(one["record"], one["actor"]) for one in lines] == [(f"statement:{statement}", "anna")]
    assert {"table": "statement", "key": str(statement)}.items() <= lines[0]["rows"][0].items()
