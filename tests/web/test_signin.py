"""The sign-in form, its cookie, and what other sites may not do."""

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.kinds import UserRole
from app.main import create_app
from app.settings import Settings
from app.store.models import WebSession
from app.web.auth import COOKIE, safe_next
from tests.web.accounts import PASSWORD, csrf_token, make_user, sign_in


def post(client: TestClient, headers: dict[str, str] | None = None, **fields: str) -> tuple[int, str]:
    """The status and where it leads."""
    data = {"name": "anna", "password": PASSWORD} | fields
    answer = client.post("/sign-in", data=data, headers=headers or {}, follow_redirects=False)
    return answer.status_code, answer.headers.get("location", "")


def test_sign_in_leads_back_to_where_one_was(client: TestClient, session: Session) -> None:
    make_user(session)
    asked = client.get("/add", follow_redirects=False)
    assert (asked.status_code, asked.headers["location"]) == (303, "/sign-in?next=/add")
    assert 'name="next" value="/add"' in client.get(asked.headers["location"]).text
    assert post(client, next="/add") == (303, "/add")


def test_cookie_is_out_of_reach_of_scripts_and_other_sites(client: TestClient, session: Session) -> None:
    make_user(session)
    answer = client.post("/sign-in", data={"name": "anna", "password": PASSWORD}, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith(f"{COOKIE}=")
    assert {"HttpOnly", "SameSite=lax", "Max-Age=43200", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_cookie_is_for_https_alone_where_set_so(database_url: str, session: Session) -> None:
    make_user(session)
    web = create_app(Settings(database_url=database_url, cookie_secure=True))
    with TestClient(web) as client:
        answer = client.post("/sign-in", data={"name": "anna", "password": PASSWORD}, follow_redirects=False)
    assert "Secure" in answer.headers["set-cookie"].split("; ")


def test_wrong_password_keeps_the_name_and_says_so(client: TestClient, session: Session) -> None:
    make_user(session)
    answer = client.post("/sign-in", data={"name": "<anna>", "password": "wrong", "next": "/bases"})
    assert answer.status_code == 401
    assert 'value="&lt;anna&gt;"' in answer.text
    assert 'name="next" value="/bases"' in answer.text
    assert "No user has this name with this password." in answer.text
    assert "set-cookie" not in answer.headers
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_lock_out_says_how_long(
    client: TestClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.sign_in.FAILURES_PER_NAME", 1)
    make_user(session)
    post(client, password="wrong")
    answer = client.post("/sign-in", data={"name": "anna", "password": PASSWORD})
    assert answer.status_code == 429
    assert 890 <= int(answer.headers["retry-after"]) <= 901
    assert "Try again in 15 minutes" in answer.text


def test_sign_in_replaces_the_session_it_came_with(client: TestClient, session: Session) -> None:
    make_user(session)
    sign_in(client)
    first = client.cookies[COOKIE]
    sign_in(client)
    assert client.cookies[COOKIE] != first
    assert session.scalar(select(func.count()).select_from(WebSession)) == 1


def test_sign_out_ends_the_session(client: TestClient, session: Session) -> None:
    make_user(session)
    sign_in(client)
    token = csrf_token(client.get("/add").text)
    kept = client.cookies[COOKIE]
    answer = client.post("/sign-out", data={"csrf_token": token}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert COOKIE not in client.cookies
    client.cookies.set(COOKIE, kept)  # a copy of the cookie opens nothing either
    assert client.get("/add", follow_redirects=False).status_code == 303


def test_sign_out_needs_the_token(client: TestClient, session: Session) -> None:
    make_user(session)
    sign_in(client)
    assert client.post("/sign-out", data={"csrf_token": "guess"}).status_code == 403
    assert client.get("/add").status_code == 200


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="a sister host"),
        pytest.param({"Origin": "https://evil.example"}, 403, id="another origin"),
        pytest.param({"Origin": "null"}, 403, id="a sandboxed frame"),
        pytest.param({"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}, 303, id="our form"),
        pytest.param({"Origin": "http://testserver"}, 303, id="our form, older browser"),
        pytest.param({}, 303, id="a program"),
    ],
)
def test_only_our_own_form_signs_in(
    client: TestClient, session: Session, headers: dict[str, str], status: int
) -> None:
    make_user(session)
    assert post(client, headers)[0] == status


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_viewer_may_not_add(client: TestClient, session: Session) -> None:
    make_user(session, role=UserRole.VIEWER)
    sign_in(client)
    answer = client.get("/add")
    assert answer.status_code == 403
    assert "role of analyst" in answer.text


@pytest.mark.parametrize(
    ("target", "goes_to"),
    [
        ("/bases?country=TJ", "/bases?country=TJ"),
        ("", "/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("/\t/evil.example/", "/"),
        ("/bases\r\nSet-Cookie: a=b", "/"),
        ("javascript:alert(1)", "/"),
        ("bases", "/"),
    ],
)
def test_next_never_leaves_the_site(target: str, goes_to: str) -> None:
    assert safe_next(target) == goes_to


def test_a_name_that_no_one_can_have_is_refused_like_any_other(client: TestClient) -> None:
    assert post(client, name="an\0na")[0] == 401
