"""Signing in by OpenID Connect, against a provider on loopback that lies where a test tells it to."""

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.domain.kinds import UserRole
from app.main import create_app
from app.settings import Settings
from app.store.accounts import disable_user, set_email
from app.store.models import User, UserIdentity
from app.store.oidc import account_of
from app.web import oidc
from app.web.oidc import STARTS_PER_MINUTE
from app.web.rate_limit import WINDOW, Windows
from tests.conftest import NewDatabase, open_engine
from tests.web.accounts import make_user

CLIENT = "basewatch"


@dataclass
class Provider:
    """What it says of who signs in; `claims` and `answers` override it."""

    url: str = ""
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "one"}))
    signs_with: RSAKey | None = None
    forges: str = ""  # an algorithm that needs no private key
    claims: dict[str, Any] = field(default_factory=dict)
    answers: dict[str, tuple[int, str]] = field(default_factory=dict)
    asked: dict[str, str] = field(default_factory=dict)  # of the last authorization
    used: set[str] = field(default_factory=set)

    def authorize(self, address: str) -> str:
        """What a person's browser does there: the state and code it comes back with."""
        self.asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        return f"/sign-in/oidc/done?state={self.asked['state']}&code={self.asked['nonce'][:20]}"

    def document(self, path: str, form: dict[str, str]) -> tuple[int, str]:
        if path in self.answers:
            return self.answers[path]
        if path == "/.well-known/openid-configuration":
            names = {
                "authorization_endpoint": "authorize",
                "token_endpoint": "token",
                "jwks_uri": "keys",
            }
            return 200, json.dumps({"issuer": self.url} | {k: f"{self.url}/{v}" for k, v in names.items()})
        if path == "/keys":
            return 200, json.dumps(KeySet([self.key]).as_dict(private=False))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if challenge != self.asked["code_challenge"] or form["code"] in self.used:
            return 400, '{"error": "invalid_grant"}'
        self.used.add(form["code"])
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": "s-1", "nonce": self.asked["nonce"], "iat": now,
            "exp": now + 300, "email": "Anna@Example.org", "email_verified": True, "preferred_username": "anna k",
        } | self.claims  # fmt: skip
        claims = {name: value for name, value in claims.items() if value is not None}
        token = jwt.encode({"alg": "RS256", "kid": self.key.kid}, claims, self.signs_with or self.key)
        if self.forges:
            token = forged(self.forges, self.key, claims)
        return 200, json.dumps({"id_token": token, "access_token": "a", "token_type": "Bearer"})


def forged(algorithm: str, key: RSAKey, claims: dict[str, Any]) -> str:
    """A token of who knows the public key alone: unsigned, or signed with that key as if it were a shared one."""

    def packed(part: bytes) -> str:
        return base64.urlsafe_b64encode(part).rstrip(b"=").decode()

    head = json.dumps({"alg": algorithm, "kid": key.kid}).encode()
    signed = f"{packed(head)}.{packed(json.dumps(claims).encode())}"
    if algorithm == "none":
        return f"{signed}."
    return f"{signed}.{packed(hmac.digest(key.as_pem(private=False), signed.encode(), 'sha256'))}"


@pytest.fixture(scope="module")
def served() -> Iterator[Provider]:
    provider = Provider()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            form = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
            status, body = provider.document(self.path, form)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(body.encode())

        do_POST = do_GET

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()


@pytest.fixture
def provider(served: Provider) -> Provider:
    served.claims, served.answers, served.signs_with, served.forges = {}, {}, None, ""
    return served


@pytest.fixture(scope="module")
def url(module_database: NewDatabase) -> str:
    return module_database("empty")


@pytest.fixture
def session(url: str) -> Iterator[Session]:
    """On the database of the module; anna has an account with her address in it."""
    with open_engine(url) as engine, Session(engine) as session:
        session.execute(delete(User))
        session.commit()
        make_user(session)
        set_email(session, "anna", "anna@example.org")
        session.commit()
        yield session


@pytest.fixture(scope="module")
def site(url: str, served: Provider) -> Iterator[TestClient]:
    settings = Settings(
        database_url=url,
        base_url="http://testserver",
        oidc_issuer=served.url,
        oidc_client_id=CLIENT,
        oidc_client_secret="hush",
        oidc_name="the ministry's sign-on",
    )
    with TestClient(create_app(settings), follow_redirects=False) as client:
        yield client


@pytest.fixture
def client(site: TestClient) -> TestClient:
    site.cookies.clear()
    site.app.state.oidc_starts = Windows(STARTS_PER_MINUTE, WINDOW)  # type: ignore[attr-defined]
    return site


def sign_on(client: TestClient, provider: Provider) -> httpx.Response:
    begun = client.get("/sign-in/oidc?next=/account")
    assert begun.status_code == 303, begun.text
    back: httpx.Response = client.get(provider.authorize(begun.headers["location"]))
    return back


def test_who_has_an_account_of_the_verified_address_is_signed_in(
    client: TestClient, provider: Provider, session: Session
) -> None:
    assert "Sign in by the ministry&#39;s sign-on" in client.get("/sign-in").text
    back = sign_on(client, provider)
    assert (back.status_code, back.headers["location"]) == (303, "/account")
    assert "Signed in as <b>anna</b>" in client.get("/account").text
    assert provider.asked["code_challenge_method"] == "S256"
    assert provider.asked["redirect_uri"].endswith("/sign-in/oidc/done")
    assert session.scalars(select(UserIdentity.subject)).one() == "s-1"
    session.rollback()

    client.cookies.clear()
    provider.claims = {
        "email": "other@example.org",
        "email_verified": False,
    }  # the subject is what counts now
    assert sign_on(client, provider).status_code == 303
    provider.claims = {"sub": "s-2"}  # the address was given to somebody else there
    assert "belongs to the account of another sign-in" in sign_on(client, provider).text


@pytest.mark.parametrize(
    ("claims", "says"),
    [
        ({"nonce": "another"}, "ID token does not hold"),
        ({"nonce": None}, "ID token does not hold"),
        ({"iss": "https://elsewhere.example.org"}, "ID token does not hold"),
        ({"aud": "another site"}, "ID token does not hold"),
        ({"aud": [CLIENT, "another"], "azp": "another"}, "ID token does not hold"),
        ({"aud": [CLIENT, "another"]}, "ID token does not hold"),
        ({"exp": 1_700_000_000}, "ID token does not hold"),
        ({"iat": 9_000_000_000}, "ID token does not hold"),
        ({"nbf": 9_000_000_000}, "ID token does not hold"),
        ({"sub": None}, "ID token does not hold"),
        ({"email_verified": False}, "has not verified your e-mail address"),
        ({"email_verified": None}, "has not verified your e-mail address"),
        ({"email": None}, "has not verified your e-mail address"),
        ({"email": "stranger@example.org"}, "No account has the address stranger@example.org"),
    ],
    ids=lambda value: json.dumps(value) if isinstance(value, dict) else "",
)
def test_what_proves_nobody(
    client: TestClient, provider: Provider, session: Session, claims: dict[str, Any], says: str
) -> None:
    provider.claims = claims
    refused = sign_on(client, provider)
    assert refused.status_code >= 400
    assert says in refused.text
    assert client.get("/account").status_code == 303
    assert session.scalars(select(UserIdentity)).all() == []


def test_another_key_proves_nobody(client: TestClient, provider: Provider, session: Session) -> None:
    provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    assert "ID token does not hold" in sign_on(client, provider).text


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_an_algorithm_that_needs_no_private_key_proves_nobody(
    client: TestClient, provider: Provider, session: Session, algorithm: str
) -> None:
    provider.forges = algorithm
    assert "ID token does not hold" in sign_on(client, provider).text


def test_a_new_key_of_the_provider_counts_at_once(
    client: TestClient, provider: Provider, session: Session
) -> None:
    assert sign_on(client, provider).status_code == 303
    provider.key = RSAKey.generate_key(2048, {"kid": "two"})
    assert sign_on(client, provider).status_code == 303


def test_the_way_back_is_of_the_settings_whatever_the_request_calls_the_site(
    client: TestClient, provider: Provider
) -> None:
    begun = client.get("/sign-in/oidc", headers={"Host": "evil.example"})
    provider.authorize(begun.headers["location"])
    assert provider.asked["redirect_uri"] == "http://testserver/sign-in/oidc/done"


def test_two_tabs_both_come_back(client: TestClient, provider: Provider, session: Session) -> None:
    returns = [provider.authorize(client.get("/sign-in/oidc").headers["location"]) for _ in range(2)]
    assert client.get(returns[1]).status_code == 303
    late = client.get(returns[0])  # the provider of this test knows the last nonce alone
    assert "began in another browser" not in late.text


def test_the_session_is_new_and_no_site_is_led_to(
    client: TestClient, provider: Provider, session: Session
) -> None:
    client.cookies.set("basewatch_session", "planted")
    begun = client.get("/sign-in/oidc?next=//evil.example")
    assert "samesite=lax" in begun.headers["set-cookie"].lower()
    back = client.get(provider.authorize(begun.headers["location"]))
    assert back.headers["location"] == "/"
    assert "basewatch_session=planted" not in back.headers["set-cookie"]
    client.cookies.clear()
    client.cookies.set("basewatch_session", "planted")
    assert client.get("/account").status_code == 303


def test_a_letter_that_only_looks_like_the_address_is_another(
    client: TestClient, provider: Provider, session: Session
) -> None:
    set_email(session, "anna", "kay@example.org")
    session.commit()
    provider.claims = {"email": "\N{KELVIN SIGN}ay@example.org"}  # small, it is the letter k
    assert sign_on(client, provider).status_code == 403


def test_an_address_that_is_set_anew_ends_the_link_of_the_one_before(
    client: TestClient, provider: Provider, session: Session
) -> None:
    assert sign_on(client, provider).status_code == 303
    set_email(session, "anna", "")
    session.commit()
    assert sign_on(client, provider).status_code == 403


def test_an_account_that_another_provider_vouched_for_is_not_linked_by_its_address(
    client: TestClient, provider: Provider, session: Session
) -> None:
    anna = session.scalars(select(User)).one()
    session.add(UserIdentity(user_id=anna.id, issuer="https://before.example", subject="a"))
    session.commit()
    assert "belongs to the account of another sign-in" in sign_on(client, provider).text


def test_a_return_counts_once_and_in_its_own_browser(
    client: TestClient, provider: Provider, session: Session
) -> None:
    begun = client.get("/sign-in/oidc")
    back = provider.authorize(begun.headers["location"])
    cookie = dict(client.cookies)
    client.cookies.clear()
    assert client.get(back).status_code == 400  # somebody else's link
    client.cookies.update(cookie)
    assert client.get(back).status_code == 400  # spent by that
    assert client.get("/sign-in/oidc/done?state=made-up&code=1").status_code == 400
    client.cookies.clear()
    first = client.get("/sign-in/oidc")
    back = provider.authorize(first.headers["location"])
    assert client.get(back).status_code == 303
    replayed = client.get(back)
    assert replayed.status_code == 400
    assert "is over, or began in another browser" in replayed.text


@pytest.mark.parametrize(
    "break_it",
    [
        lambda p: p.answers.update({"/.well-known/openid-configuration": (503, "busy")}),
        lambda p: p.answers.update(
            {"/.well-known/openid-configuration": (200, '{"issuer": "https://x.example"}')}
        ),
        lambda p: p.answers.update({"/.well-known/openid-configuration": (200, "[]")}),
        lambda p: p.answers.update(
            {
                "/.well-known/openid-configuration": (
                    200,
                    json.dumps({"issuer": p.url, "authorization_endpoint": "https://["}),
                )
            }
        ),
    ],
    ids=["down", "another issuer", "no object", "no address"],
)
def test_a_provider_that_is_down_is_said(
    client: TestClient, provider: Provider, session: Session, break_it: Callable[[Provider], None]
) -> None:
    break_it(provider)
    refused = client.get("/sign-in/oidc")
    assert refused.status_code == 502
    assert 'role="alert"' in refused.text
    assert 'name="password"' in refused.text


def test_a_large_answer_is_not_read_to_its_end(
    client: TestClient, provider: Provider, session: Session
) -> None:
    provider.answers["/.well-known/openid-configuration"] = (200, " " * 300_000 + "{}")
    assert "answer is too large" in client.get("/sign-in/oidc").text


@pytest.mark.parametrize("path", ["/token", "/keys"])
def test_a_provider_that_fails_on_the_way_back_is_said(
    client: TestClient, provider: Provider, session: Session, path: str
) -> None:
    provider.answers[path] = (500, "{}")
    assert sign_on(client, provider).status_code == 502


def test_a_disabled_account_stays_so(client: TestClient, provider: Provider, session: Session) -> None:
    disable_user(session, "anna")
    session.commit()
    assert "This account is disabled" in sign_on(client, provider).text


def test_new_accounts_are_made_where_the_settings_say_so(
    client: TestClient, provider: Provider, session: Session
) -> None:
    provider.claims = {"email": "kay@example.org", "sub": "s-9", "preferred_username": "anna"}
    settings = client.app.state.settings  # type: ignore[attr-defined]
    object.__setattr__(settings, "oidc_new_role", "viewer")
    try:
        assert sign_on(client, provider).status_code == 303
    finally:
        object.__setattr__(settings, "oidc_new_role", None)
    made = session.scalars(select(User).where(User.email == "kay@example.org")).one()
    assert (made.name, made.role) == ("anna-2", UserRole.VIEWER)


def test_the_second_of_two_first_sign_ins_at_once_finds_the_account_of_the_first(
    client: TestClient, provider: Provider, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    def too_late(*arguments: Any) -> User:
        tries.append(arguments)
        if len(tries) == 1:
            raise IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed: user.email"))
        return account_of(*arguments)

    monkeypatch.setattr(oidc, "account_of", too_late)
    assert sign_on(client, provider).headers["location"] == "/account"
    assert len(tries) == 2


@pytest.mark.usefixtures("session")
def test_sign_ins_that_begin_too_often_are_put_off(client: TestClient, provider: Provider) -> None:
    begun = [client.get("/sign-in/oidc") for _ in range(STARTS_PER_MINUTE + 1)]
    assert [one.status_code for one in begun] == [303] * STARTS_PER_MINUTE + [429]
    assert 0 < int(begun[-1].headers["retry-after"]) <= WINDOW
    assert "Too many sign-ins began from your address" in begun[-1].text


def test_without_a_provider_there_is_no_such_page(url: str, session: Session) -> None:
    with TestClient(create_app(Settings(database_url=url))) as client:
        assert client.get("/sign-in/oidc").status_code == 404
        assert "Sign in by" not in client.get("/sign-in").text
