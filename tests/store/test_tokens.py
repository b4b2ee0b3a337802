"""API tokens and one-time links in both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import TokenScope, UserRole
from app.store.api_tokens import MOST_PER_USER, find_caller, list_api_tokens, make_api_token, revoke_api_token
from app.store.models import ApiToken, ResetLink, User
from app.store.reset_links import make_reset_link, use_reset_link, user_of_link

READ = frozenset({TokenScope.READ})


@pytest.fixture
def user_id(session: Session) -> int:
    """A user whose password nobody needs here."""
    user = User(
        name="anna", password_hash="!", role=UserRole.ANALYST, created_at=datetime.now(UTC), disabled_at=None
    )
    session.add(user)
    session.flush()
    return user.id


def test_a_token_tells_whose_it_is_and_what_it_may(session: Session, user_id: int) -> None:
    secret = make_api_token(session, user_id, "a  script ", frozenset(TokenScope), 1)
    caller = find_caller(session, secret)
    assert caller is not None
    assert (caller.name, caller.role, caller.scopes) == ("anna", UserRole.ANALYST, frozenset(TokenScope))
    assert [one.label for one in list_api_tokens(session, user_id)] == ["a script"]
    assert find_caller(session, secret + "x") is None


def test_a_token_that_ended_is_none(session: Session, user_id: int) -> None:
    revoked, over = (make_api_token(session, user_id, label, READ, 1) for label in ("one", "two"))
    first, second = session.scalars(select(ApiToken.id).order_by(ApiToken.id))
    revoke_api_token(session, user_id, first)
    session.execute(update(ApiToken).where(ApiToken.id == second).values(expires_at=datetime.now(UTC)))
    assert find_caller(session, revoked) is None
    assert find_caller(session, over) is None


@pytest.mark.parametrize(
    ("label", "scopes", "days", "says"),
    [
        (" ", READ, 1, "characters"),
        ("x" * 61, READ, 1, "characters"),
        ("x", frozenset[TokenScope](), 1, "may do nothing"),
        ("x", READ, 0, "1 to 366"),
        ("x", READ, 400, "1 to 366"),
    ],
)
def test_a_token_that_cannot_be_made_says_why(
    session: Session, user_id: int, label: str, scopes: frozenset[TokenScope], days: int, says: str
) -> None:
    with pytest.raises(InputError, match=says):
        make_api_token(session, user_id, label, scopes, days)


def test_a_user_cannot_fill_the_database_with_tokens(session: Session, user_id: int) -> None:
    for number in range(MOST_PER_USER):
        make_api_token(session, user_id, f"token {number}", READ, 1)
    with pytest.raises(InputError, match="revoke one first"):
        make_api_token(session, user_id, "one more", READ, 1)


def test_a_link_sets_a_password_once(session: Session, user_id: int) -> None:
    token = make_reset_link(session, user_id, "root")
    assert user_of_link(session, token) == "anna"
    with pytest.raises(InputError):
        use_reset_link(session, token, "short")
    assert use_reset_link(session, token, "a long enough password") == "anna"
    assert user_of_link(session, token) is None
    assert use_reset_link(session, token, "a long enough password") is None


def test_a_link_that_is_over_or_replaced_sets_none(session: Session, user_id: int) -> None:
    first, second = make_reset_link(session, user_id, "root"), make_reset_link(session, user_id, "root")
    assert user_of_link(session, first) is None
    assert user_of_link(session, second) == "anna"
    session.execute(update(ResetLink).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    assert user_of_link(session, second) is None


def test_there_is_no_link_for_nobody(session: Session) -> None:
    with pytest.raises(InputError, match="no such user"):
        make_reset_link(session, 999, "root")
