"""What changed since a day, or since the last visit."""

from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import StatementKind, UserRole
from app.store.records import Record
from app.store.reviewer import Reviewer
from app.store.reviews import accept, edit, reject
from tests.factories import make_base, make_statement

EDDA = Reviewer("edda", UserRole.EDITOR)


@pytest.fixture
def site(client: TestClient, session: Session) -> TestClient:
    kept = make_statement(session, "There is no base.", kind=StatementKind.DENIAL)
    gone = make_statement(session, "Nobody asked for one.")
    base = make_base(session, "Kant", slug="kant")
    accept(session, Record("statement", kept.id), by=EDDA)
    reject(session, Record("statement", gone.id), by=EDDA, reason="Found twice.")
    edit(session, Record("base", base.id), {"name": "Kant air base"}, by=EDDA)
    session.commit()
    return client


def test_public_changes_are_told_with_their_records(site: TestClient) -> None:
    today = datetime.now(UTC).date()
    page = site.get(f"/changes?since={today.isoformat()}").text
    assert "<b>2 changes</b>" in page
    assert 'href="/bases/kant">Kant air base</a>' in page
    assert "Found twice" not in page, "what is rejected is public no more"
    tomorrow = (today + timedelta(days=1)).isoformat()
    assert "Nothing changed" in site.get(f"/changes?since={tomorrow}").text


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_the_last_visit_is_remembered_and_looking_twice_a_day_loses_nothing(site: TestClient) -> None:
    today = datetime.now(UTC).date()
    week = (today - timedelta(days=7)).isoformat()
    first = site.get("/changes")
    assert "your last visit" not in first.text
    assert first.headers["set-cookie"].startswith(f"visited={today.isoformat()}.;")
    assert "no-store" in first.headers["cache-control"]
    site.cookies.set("visited", f"{week}.", path="/changes")
    for _ in range(2):
        assert "<b>2 changes</b> since your last visit" in site.get("/changes").text
    site.cookies.clear()
    site.cookies.set("visited", "drop table.x", path="/changes")
    assert site.get("/changes").status_code == 200


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_no_date_is_told_of_and_left_out(site: TestClient) -> None:
    answer = site.get("/changes?since=2026-13-45")
    assert answer.status_code == 200
    assert "is no date" in answer.text
    assert "<b>2 changes</b>" in answer.text
