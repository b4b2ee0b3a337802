"""Passwords, sessions, and the count of failures that locks out."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher
from sqlalchemy import Engine, select, update
from sqlalchemy.orm import Session, sessionmaker

from app.domain.errors import InputError
from app.domain.kinds import UserRole
from app.store import accounts
from app.store.accounts import create_first_analyst, create_user, disable_user, set_password
from app.store.engine import session_factory, transaction
from app.store.models import SignInAttempt, User, WebSession
from app.store.sign_in import (
    FAILURES_PER_NAME,
    LOCK_OUT,
    Opened,
    Refused,
    find_signed_in,
    sign_in,
    sign_out,
)

PASSWORD = "correct horse battery"


@pytest.fixture
def sessions(engine: Engine) -> sessionmaker[Session]:
    sessions = session_factory(engine)
    with transaction(sessions) as session:
        create_user(session, "anna", PASSWORD, UserRole.ANALYST)
    return sessions


def attempt(
    sessions: sessionmaker[Session], name: str = "anna", password: str = PASSWORD, address: str = "192.0.2.1"
) -> Opened | Refused:
    return sign_in(sessions, name=name, password=password, address=address, lifetime=timedelta(hours=1))


def token(sessions: sessionmaker[Session]) -> str:
    opened = attempt(sessions)
    assert isinstance(opened, Opened)
    return opened.token


def is_signed_in(sessions: sessionmaker[Session], token: str) -> bool:
    with transaction(sessions) as session:
        return find_signed_in(session, token) is not None


def test_password_is_kept_as_argon2id_only(sessions: sessionmaker[Session]) -> None:
    with transaction(sessions) as session:
        kept = session.scalars(select(User.password_hash)).one()
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in kept


def test_right_password_opens_a_session_for_its_user(sessions: sessionmaker[Session]) -> None:
    opened = token(sessions)
    with transaction(sessions) as session:
        signed_in = find_signed_in(session, opened)
    assert signed_in is not None
    assert (signed_in.name, signed_in.role) == ("anna", UserRole.ANALYST)


def test_name_is_matched_whatever_its_case(sessions: sessionmaker[Session]) -> None:
    assert isinstance(attempt(sessions, name=" Anna "), Opened)


def test_database_holds_no_token(sessions: sessionmaker[Session]) -> None:
    opened = token(sessions)
    with transaction(sessions) as session:
        kept = session.execute(select(WebSession.token_hash, WebSession.csrf_token)).one()
    assert opened not in kept


@pytest.mark.parametrize(
    ("name", "password"),
    [
        pytest.param("anna", "wrong horse battery", id="wrong password"),
        pytest.param("boris", PASSWORD, id="unknown name"),
        pytest.param("anna", "x" * 1999, id="endless password"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_refusal_does_not_say_what_was_wrong(
    sessions: sessionmaker[Session], name: str, password: str
) -> None:
    refused = attempt(sessions, name, password)
    assert isinstance(refused, Refused)
    assert (
        refused.reason
        == "No user has this name with this password. Check both; capitals count in the password."
    )


def test_a_stranger_who_guesses_locks_out_no_one_elsewhere(sessions: sessionmaker[Session]) -> None:
    for number in range(FAILURES_PER_NAME + 1):
        attempt(sessions, password=f"wrong guess {number}", address="192.0.2.1")
    assert isinstance(attempt(sessions, address="192.0.2.1"), Refused)
    assert isinstance(attempt(sessions, address="198.51.100.1"), Opened)


def test_guesses_from_many_addresses_lock_the_name_even_for_the_right_password(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.store.sign_in.FAILURES_ANYWHERE", 5)
    for number in range(5):
        attempt(sessions, password=f"wrong guess {number}", address=f"192.0.2.{number}")
    refused = attempt(sessions, address="198.51.100.1")
    assert isinstance(refused, Refused)
    assert "Try again in 15 minutes" in refused.reason
    assert refused.retry_after is not None
    assert 0 < refused.retry_after <= LOCK_OUT.total_seconds() + 1


def test_lock_ends_by_itself(sessions: sessionmaker[Session]) -> None:
    for number in range(FAILURES_PER_NAME):
        attempt(sessions, password=f"wrong guess {number}")
    with transaction(sessions) as session:
        session.execute(update(SignInAttempt).values(at=datetime.now(UTC) - LOCK_OUT - timedelta(seconds=1)))
    assert isinstance(attempt(sessions), Opened)


def test_success_forgets_the_failures_of_its_name(sessions: sessionmaker[Session]) -> None:
    for _ in range(2):
        for number in range(FAILURES_PER_NAME - 1):
            attempt(sessions, password=f"wrong guess {number}")
        assert isinstance(attempt(sessions), Opened)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("addresses", "locked"),
    [
        pytest.param(["192.0.2.7"] * 4, True, id="one address"),
        pytest.param([f"2001:db8:0:1::{number}" for number in range(4)], True, id="one IPv6 household"),
        pytest.param([f"192.0.2.{number}" for number in range(4)], False, id="many addresses"),
    ],
)
def test_address_that_tries_many_names_is_locked(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch, addresses: list[str], locked: bool
) -> None:
    monkeypatch.setattr("app.store.sign_in.FAILURES_PER_ADDRESS", 3)
    for number, address in enumerate(addresses[:3]):
        attempt(sessions, f"name-{number}", "wrong guess", address)
    assert isinstance(attempt(sessions, address=addresses[3]), Refused) is locked


def test_session_ends_with_its_time(sessions: sessionmaker[Session]) -> None:
    opened = token(sessions)
    with transaction(sessions) as session:
        session.execute(update(WebSession).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    assert not is_signed_in(sessions, opened)


def test_signing_out_ends_one_session(sessions: sessionmaker[Session]) -> None:
    first, second = token(sessions), token(sessions)
    with transaction(sessions) as session:
        sign_out(session, first)
    assert not is_signed_in(sessions, first)
    assert is_signed_in(sessions, second)


def test_new_password_ends_every_session_and_the_old_password(sessions: sessionmaker[Session]) -> None:
    opened = token(sessions)
    with transaction(sessions) as session:
        set_password(session, "anna", "another long password")
    assert not is_signed_in(sessions, opened)
    assert isinstance(attempt(sessions), Refused)
    assert isinstance(attempt(sessions, password="another long password"), Opened)


def test_disabled_user_is_out_at_once(sessions: sessionmaker[Session]) -> None:
    opened = token(sessions)
    with transaction(sessions) as session:
        disable_user(session, "anna")
    assert not is_signed_in(sessions, opened)
    assert isinstance(attempt(sessions), Refused)


def test_hash_of_older_parameters_is_renewed_at_sign_in(
    sessions: sessionmaker[Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the program's own parameters, which the other tests do without."""
    monkeypatch.setattr(accounts, "_HASHER", PasswordHasher.from_parameters(accounts._PARAMETERS))
    weak = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    with transaction(sessions) as session:
        session.execute(update(User).values(password_hash=weak))
    assert isinstance(attempt(sessions), Opened)
    with transaction(sessions) as session:
        assert "m=65536,t=3" in session.scalars(select(User.password_hash)).one()
    assert isinstance(attempt(sessions), Opened)


@pytest.mark.parametrize(
    ("name", "password", "said"),
    [
        pytest.param("ANNA", PASSWORD, "exists already", id="taken, in another case"),
        pytest.param("boris", "short", "give 12 to 256", id="short password"),
        pytest.param("boris", "x" * 257, "give 12 to 256", id="long password"),
        pytest.param("  ", PASSWORD, "without spaces", id="no name"),
        pytest.param("a b", PASSWORD, "without spaces", id="space in the name"),
        pytest.param("a\x1b[2J", PASSWORD, "without spaces", id="control characters"),
    ],
)
def test_user_that_cannot_be_made(
    sessions: sessionmaker[Session], name: str, password: str, said: str
) -> None:
    with transaction(sessions) as session, pytest.raises(InputError, match=said):
        create_user(session, name, password, UserRole.ANALYST)


def test_first_analyst_is_made_once(engine: Engine) -> None:
    sessions = session_factory(engine)
    with transaction(sessions) as session:
        made = create_first_analyst(session)
    assert made is not None
    name, password = made
    assert isinstance(attempt(sessions, name, password), Opened)
    with transaction(sessions) as session:
        assert create_first_analyst(session) is None


def test_a_name_in_cyrillic_capitals_signs_in_and_is_taken(sessions: sessionmaker[Session]) -> None:
    with transaction(sessions) as session:
        create_user(session, "Иван", PASSWORD, UserRole.ANALYST)
    assert isinstance(attempt(sessions, "Иван"), Opened)
    with transaction(sessions) as session, pytest.raises(InputError, match="exists already"):
        create_user(session, "Иван", PASSWORD, UserRole.ANALYST)
