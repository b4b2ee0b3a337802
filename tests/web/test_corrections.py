"""A mistake that a reader reports: filed without an account, decided by an editor, told to both."""

import re

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.kinds import CorrectionState, UserRole
from app.store.corrections import MAX_WRONG
from app.store.models import Correction
from tests.factories import make_base
from tests.web.accounts import csrf_token, make_user, sign_in

REPORT = {
    "page": "/bases/kant",
    "wrong": "It stands at another town.",
    "source": "https://example.org/map",
    "contact": "reader@example.org",
}


@pytest.fixture
def reader(client: TestClient, session: Session) -> TestClient:
    make_base(session, "Kant air base", slug="kant")
    session.commit()
    return client


def send(client: TestClient, **changes: str) -> tuple[int, str]:
    answer = client.post("/corrections/new", data=REPORT | changes, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "") or answer.text


def stored(session: Session) -> list[Correction]:
    session.expire_all()
    return list(session.scalars(select(Correction).order_by(Correction.id)))


def test_each_page_leads_to_the_form_with_its_record(reader: TestClient) -> None:
    link = re.search(r'href="(/corrections/new\?page=[^"]+)"', reader.get("/bases/kant").text)
    assert link
    form = reader.get(link[1]).text
    assert 'value="/bases/kant"' in form
    assert "Kant air base" in form


def test_a_report_goes_from_its_writer_to_an_editor_and_back(reader: TestClient, session: Session) -> None:
    status, own = send(reader, page="http://testserver/ru/bases/kant")
    assert status == 303
    assert "waits for an editor" in reader.get(own).text
    (one,) = stored(session)
    assert (one.page, one.record, one.state) == ("/bases/kant", "Kant air base", CorrectionState.WAITING)
    assert "another town" not in reader.get("/corrections").text

    make_user(session, "ed", UserRole.EDITOR)
    sign_in(reader, "ed")
    assert f"/review/corrections/{one.id}" in reader.get("/review/corrections").text
    assert re.search(r'Reported mistakes <span class="num">1<', reader.get("/review").text)
    page = reader.get(f"/review/corrections/{one.id}").text
    assert "reader@example.org" in page
    form = {
        "csrf_token": csrf_token(page),
        "seen": "0",
        "reply": "Its place is set right.",
        "state": "accepted",
    }
    path = f"/review/corrections/{one.id}"
    assert reader.post(path, data=form, follow_redirects=False).status_code == 303
    late = reader.post(path, data=form | {"state": "declined"})
    assert late.status_code == 422
    assert "somebody decided" in late.text.lower()
    assert reader.post(path, data=form | {"seen": "1", "reply": " "}).status_code == 422
    again = form | {"seen": "1", "state": "declined", "reply": "The map is older."}
    assert reader.post(path, data=again, follow_redirects=False).status_code == 303
    assert reader.post(path, data=form | {"seen": "2"}, follow_redirects=False).status_code == 303
    reader.cookies.clear()

    log = reader.get("/corrections").text
    assert "Its place is set right." in log
    assert "another town" not in log
    assert "Its place is set right." in reader.get(own).text
    (one,) = stored(session)
    assert one.contact is None


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param(
            {"page": "https://elsewhere.example/x"}, "address of a page of this site", id="other-site"
        ),
        pytest.param({"page": "//elsewhere.example/x"}, "address of a page of this site", id="no-scheme"),
        pytest.param({"wrong": "bad" + "\0" * 20}, "Say what is wrong", id="no-words"),
        pytest.param({"wrong": "x" * (MAX_WRONG + 1)}, "at most 4,000 characters", id="too-long"),
    ],
)
def test_what_cannot_be_taken_is_said_beside_its_field(
    reader: TestClient, session: Session, changes: dict[str, str], said: str
) -> None:
    status, page = send(reader, **changes)
    assert status == 422
    assert said in page
    assert "https://example.org/map" in page, "what was typed is kept"
    assert stored(session) == []


def test_a_program_that_fills_every_field_is_thanked_and_forgotten(
    reader: TestClient, session: Session
) -> None:
    status, page = send(reader, website="https://spam.example")
    assert status == 200
    assert "waits for an editor" in page
    assert stored(session) == []


def test_one_address_sends_only_so_many(reader: TestClient, session: Session) -> None:
    statuses = [send(reader)[0] for _ in range(11)]
    assert statuses == [303] * 10 + [422]
    assert len(stored(session)) == 10


def test_another_site_cannot_send_one_and_readers_see_no_queue(reader: TestClient, session: Session) -> None:
    answer = reader.post("/corrections/new", data=REPORT, headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403
    assert reader.get("/review/corrections", follow_redirects=False).status_code == 303
    make_user(session, "ann", UserRole.ANALYST)
    sign_in(reader, "ann")
    assert reader.get("/review/corrections").status_code == 403
    assert reader.get("/corrections/unknown-ticket").status_code == 404
    assert stored(session) == []
