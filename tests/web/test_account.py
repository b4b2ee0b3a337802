"""One's own account, the administrator's list, one-time links, API tokens, and a closed site."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.domain.kinds import UserRole
from app.main import create_app
from app.settings import Settings
from app.store.models import ApiToken, Article, ResetLink, User, WebSession
from tests.factories import make_country, make_official
from tests.web.accounts import PASSWORD, csrf_token, make_user, sign_in

NEW = "another long password"
TEXT = (
    "Russia has no plans to open a military base in Tajikistan, Foreign Minister Sergey Lavrov said on Tuesday.\n\n"
    "The two ministers spoke for an hour in the capital and will meet again in the autumn."
)


@pytest.fixture(scope="module")
def backend() -> str:
    """What the databases do is tested by tests/store/test_tokens.py; this is about the pages."""
    return "sqlite"


@pytest.fixture
def admin(client: TestClient, session: Session) -> TestClient:
    make_user(session, "root", UserRole.ADMIN)
    sign_in(client, "root")
    return client


@pytest.fixture
def analyst(client: TestClient, session: Session) -> TestClient:
    make_user(session)
    sign_in(client)
    return client


def send(client: TestClient, path: str, page: str = "", **fields: object) -> tuple[int, str]:
    """Send a form of `page` (else of the path's own) with its token: status and page."""
    token = csrf_token(client.get(page or path).text)
    answer = client.post(path, data={"csrf_token": token} | fields, follow_redirects=False)
    return answer.status_code, answer.text


def may_sign_in(client: TestClient, name: str, password: str) -> bool:
    with TestClient(client.app) as other:
        data = {"name": name, "password": password}
        return other.post("/sign-in", data=data, follow_redirects=False).status_code == 303


# One's own account -------------------------------------------------------------------------------------------


def test_a_changed_password_signs_other_browsers_out(analyst: TestClient, session: Session) -> None:
    with TestClient(analyst.app) as other:
        sign_in(other)
        status, page = send(analyst, "/account/password", "/account", old=PASSWORD, new=NEW)
        assert status == 200
        assert "The password is changed" in page
        assert other.get("/account", follow_redirects=False).status_code == 303
    assert analyst.get("/account").status_code == 200
    assert may_sign_in(analyst, "anna", NEW)
    assert not may_sign_in(analyst, "anna", PASSWORD)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [("wrong", NEW, "present password is another"), (PASSWORD, "short", "5 characters")],
)
def test_a_password_that_cannot_be_changed_says_why(
    analyst: TestClient, old: str, new: str, says: str
) -> None:
    status, page = send(analyst, "/account/password", "/account", old=old, new=new)
    assert status == 422
    assert says in page
    assert may_sign_in(analyst, "anna", PASSWORD)


def test_sign_out_everywhere_ends_every_session(analyst: TestClient, session: Session) -> None:
    with TestClient(analyst.app) as other:
        sign_in(other)
        assert send(analyst, "/account/sign-out-everywhere", "/account")[0] == 303
        assert other.get("/account", follow_redirects=False).status_code == 303
    assert session.scalar(select(func.count()).select_from(WebSession)) == 0


@pytest.mark.parametrize(
    "path",
    ["/account/password", "/account/sign-out-everywhere", "/account/tokens", "/account/tokens/1/revoke"],
)
def test_a_form_without_its_token_changes_nothing(analyst: TestClient, path: str) -> None:
    data = {"old": PASSWORD, "new": NEW, "label": "x", "scopes": "read", "csrf_token": "forged"}
    assert analyst.post(path, data=data).status_code == 403
    assert may_sign_in(analyst, "anna", PASSWORD)


# Accounts ----------------------------------------------------------------------------------------------------


def link_in(page: str) -> str:
    found = re.search(r'<code class="break">https?://[^/]+(/reset/[^<]+)</code>', page)
    assert found, page
    return found[1]


def test_a_new_account_sets_its_password_by_a_link_that_works_once(admin: TestClient) -> None:
    status, page = send(admin, "/admin/users", name="boris", role="editor")
    assert status == 200
    link = link_in(page)
    with TestClient(admin.app) as owner:
        assert "boris" in owner.get(link).text
        assert owner.post(link, data={"new": "short"}).status_code == 422
        assert owner.post(link, data={"new": NEW}, follow_redirects=False).status_code == 303
        assert owner.get(link).status_code == 404
        assert owner.post(link, data={"new": "yet another password"}).status_code == 404
    assert may_sign_in(admin, "boris", NEW)


def test_a_new_link_ends_the_one_before_and_a_day_ends_both(admin: TestClient, session: Session) -> None:
    make_user(session)
    number = session.scalars(select(User.id).where(User.name == "anna")).one()
    first, second = (
        link_in(send(admin, f"/admin/users/{number}/link", "/admin/users", name="anna")[1]) for _ in range(2)
    )
    assert admin.get(first).status_code == 404
    assert admin.get(second).status_code == 200
    session.rollback()  # the time before what follows
    session.execute(update(ResetLink).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    session.commit()
    assert admin.get(second).status_code == 404


def test_the_page_of_a_link_is_kept_nowhere_and_leaks_no_address(admin: TestClient) -> None:
    link = link_in(send(admin, "/admin/users", name="boris", role="viewer")[1])
    with TestClient(admin.app) as owner:
        headers = owner.get(link).headers
    assert "no-store" in headers["cache-control"]
    assert headers["referrer-policy"] == "no-referrer"


def test_a_link_does_not_open_an_account_that_is_disabled(admin: TestClient, session: Session) -> None:
    status, page = send(admin, "/admin/users", name="boris", role="analyst")
    assert status == 200
    path = link_in(page)
    send(admin, "/admin/users/state", "/admin/users", name="boris", disabled="true")
    with TestClient(admin.app) as bearer_of_link:
        assert bearer_of_link.get(path).status_code == 404
        assert bearer_of_link.post(path, data={"new": NEW}).status_code == 404


def test_roles_and_states_are_set_here(admin: TestClient, session: Session) -> None:
    make_user(session)
    assert send(admin, "/admin/users/role", "/admin/users", name="anna", role="viewer")[0] == 303
    assert send(admin, "/admin/users/state", "/admin/users", name="anna", disabled="true")[0] == 303
    assert not may_sign_in(admin, "anna", PASSWORD)
    assert send(admin, "/admin/users/state", "/admin/users", name="anna", disabled="false")[0] == 303
    assert may_sign_in(admin, "anna", PASSWORD)
    session.expire_all()
    assert session.scalars(select(User.role).where(User.name == "anna")).one() is UserRole.VIEWER


@pytest.mark.parametrize(("path", "field"), [("role", {"role": "viewer"}), ("state", {"disabled": "true"})])
def test_the_only_administrator_stays_one(admin: TestClient, path: str, field: dict[str, str]) -> None:
    status, page = send(admin, f"/admin/users/{path}", "/admin/users", name="root", **field)
    assert status == 422
    assert "only administrator" in page
    assert may_sign_in(admin, "root", PASSWORD)


@pytest.mark.parametrize("role", [UserRole.VIEWER, UserRole.ANALYST, UserRole.EDITOR])
def test_accounts_are_for_administrators(client: TestClient, session: Session, role: UserRole) -> None:
    make_user(session, role=role)
    sign_in(client)
    assert client.get("/admin/users").status_code == 403
    assert client.post("/admin/users", data={"name": "x", "role": "admin"}).status_code == 403


# Tokens ------------------------------------------------------------------------------------------------------


def token_of(client: TestClient, *scopes: str, days: int = 30) -> str:
    fields = {"label": "import script", "scopes": list(scopes), "days": str(days)}
    status, page = send(client, "/account/tokens", "/account", **fields)
    assert status == 200, page
    found = re.search(r'<code class="break">(bw_[\w-]+)</code>', page)
    assert found
    return found[1]


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_token_is_shown_once_and_kept_as_a_hash(analyst: TestClient, session: Session) -> None:
    token = token_of(analyst, "add")
    assert token not in analyst.get("/account").text
    assert token not in session.scalars(select(ApiToken.token_hash)).one()


def test_a_program_adds_an_article_with_it(analyst: TestClient, session: Session) -> None:
    make_country(session, "RU")
    make_country(session, "TJ")
    make_official(session)
    session.commit()
    headers = bearer(token_of(analyst, "add"))
    given = {"text": TEXT, "url": "https://news.example/1", "published": "2023-06-06"}
    first = analyst.post("/api/v1/articles", json=given, headers=headers)
    assert first.status_code == 201, first.text
    assert analyst.get(first.headers["location"]).json()["url"] == "https://news.example/1"
    again = analyst.post("/api/v1/articles", json=given, headers=headers)
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    assert session.scalar(select(func.count()).select_from(Article)) == 1


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({}, "url: Give the address"),
        ({"text": TEXT, "published": "soon"}, "published"),
        ({"url": "ftp://x"}, "url"),
        ({"text": TEXT, "colour": "red"}, "colour"),
    ],
)
def test_an_article_that_cannot_be_used_names_its_field(
    analyst: TestClient, given: dict[str, str], says: str
) -> None:
    answer = analyst.post("/api/v1/articles", json=given, headers=bearer(token_of(analyst, "add")))
    assert answer.status_code == 422
    assert says in answer.json()["detail"]


def test_a_token_may_do_what_it_is_for_alone(analyst: TestClient) -> None:
    given = {"text": TEXT}
    assert analyst.post("/api/v1/articles", json=given).status_code == 401
    assert analyst.post("/api/v1/articles", json=given, headers=bearer("bw_forged")).status_code == 401
    assert (
        analyst.post("/api/v1/articles", json=given, headers=bearer(token_of(analyst, "read"))).status_code
        == 403
    )


def test_a_viewers_token_adds_nothing(client: TestClient, session: Session) -> None:
    make_user(session, role=UserRole.VIEWER)
    sign_in(client)
    token = token_of(client, "add")  # a forged form; the page does not offer it
    assert client.post("/api/v1/articles", json={"text": TEXT}, headers=bearer(token)).status_code == 403


@pytest.mark.parametrize("end", ["revoked", "over", "disabled"])
def test_a_token_that_ended_opens_nothing(analyst: TestClient, session: Session, end: str) -> None:
    headers = bearer(token_of(analyst, "add"))
    if end == "revoked":
        number = session.scalars(select(ApiToken.id)).one()
        assert send(analyst, f"/account/tokens/{number}/revoke", "/account")[0] == 303
    elif end == "over":
        session.execute(update(ApiToken).values(expires_at=datetime.now(UTC)))
        session.commit()
    else:
        session.execute(update(User).values(disabled_at=datetime.now(UTC)))
        session.commit()
    assert analyst.post("/api/v1/articles", json={"text": TEXT}, headers=headers).status_code == 401


def test_one_users_token_is_not_anothers_to_revoke(analyst: TestClient, session: Session) -> None:
    headers = bearer(token_of(analyst, "add"))
    number = session.scalars(select(ApiToken.id)).one()
    make_user(session, "boris")
    with TestClient(analyst.app) as other:
        sign_in(other, "boris")
        assert send(other, f"/account/tokens/{number}/revoke", "/account")[0] == 303
    assert analyst.post("/api/v1/articles", json={}, headers=headers).status_code == 422


# A closed site -----------------------------------------------------------------------------------------------


@pytest.fixture
def closed(database_url: str, session: Session) -> Iterator[TestClient]:
    make_user(session, role=UserRole.VIEWER)
    with TestClient(create_app(Settings(database_url=database_url, private=True))) as client:
        yield client


@pytest.mark.parametrize("path", ["/", "/bases", "/search?q=x", "/nowhere"])
def test_a_closed_site_wants_a_sign_in(closed: TestClient, path: str) -> None:
    asked = closed.get(path, follow_redirects=False)
    assert asked.status_code == 303
    assert asked.headers["location"].startswith("/sign-in?next=/")
    sign_in(closed)
    opened = closed.get(path)
    assert opened.status_code in (200, 404)
    assert "no-store" in opened.headers["cache-control"]
    closed.cookies.clear()
    assert closed.get(path, follow_redirects=False).status_code == 303


def test_a_closed_api_wants_a_token_that_may_read(closed: TestClient) -> None:
    refused = closed.get("/api/v1/bases")
    assert refused.status_code == 401
    assert refused.headers["www-authenticate"] == "Bearer"
    sign_in(closed)
    token = token_of(closed, "read")
    closed.cookies.clear()
    assert closed.get("/api/v1/bases", headers=bearer(token)).status_code == 200
    assert closed.get("/api/v1/bases").status_code == 401


def test_a_closed_api_is_not_read_with_a_token_that_only_adds(closed: TestClient, session: Session) -> None:
    make_user(session, "boris", UserRole.ANALYST)
    sign_in(closed, "boris")
    token = token_of(closed, "add")
    closed.cookies.clear()
    assert closed.get("/api/v1/bases", headers=bearer(token)).status_code == 401


def test_a_closed_site_still_shows_its_sign_in_and_its_health(closed: TestClient) -> None:
    for path in ("/sign-in", "/healthz", "/static/css/base.css"):
        assert closed.get(path).status_code == 200, path


@pytest.mark.parametrize("path", ["/admin/users/{}/link", "/account/tokens/{}/revoke"])
@pytest.mark.parametrize("number", [2**31, 10**19])
def test_a_number_that_no_record_can_have_is_refused(admin: TestClient, path: str, number: int) -> None:
    assert send(admin, path.format(number), "/account", name="anna")[0] == 422
