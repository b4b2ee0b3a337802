"""API tokens: shown once, kept as SHA-256, with scopes and an end."""

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import TokenScope, UserRole
from app.store.models import ApiToken, User
from app.store.token_hash import hash_of

PREFIX = "bw_"  # by which a leaked one is recognised
MAX_LABEL = 60
MAX_DAYS = 366
MOST_PER_USER = 20  # that hold


@dataclass(frozen=True, slots=True)
class Caller:
    """The user whose token a program sent, and what it may do."""

    user_id: int
    name: str
    role: UserRole
    scopes: frozenset[TokenScope]


def make_api_token(
    session: Session, user_id: int, label: str, scopes: frozenset[TokenScope], days: int
) -> str:
    """A new token that holds for `days`, to be shown once. Raises InputError that says what is wrong."""
    label = " ".join(label.split())
    if not label or len(label) > MAX_LABEL or not label.isprintable():
        raise InputError(f"the name of a token has 1 to {MAX_LABEL} characters: say what it is for")
    if not scopes:
        raise InputError("a token that may do nothing: choose at least one thing")
    if not 1 <= days <= MAX_DAYS:
        raise InputError(f"{days} days: a token holds for 1 to {MAX_DAYS}")
    now = datetime.now(UTC)
    holding = select(func.count()).where(
        ApiToken.user_id == user_id, ApiToken.revoked_at.is_(None), ApiToken.expires_at > now
    )
    if (session.scalar(holding) or 0) >= MOST_PER_USER:
        raise InputError(f"{MOST_PER_USER} tokens hold already: revoke one first")
    secret = PREFIX + secrets.token_urlsafe(32)
    session.add(
        ApiToken(
            token_hash=hash_of(secret),
            user_id=user_id,
            label=label,
            scopes=" ".join(sorted(scopes)),
            created_at=now,
            expires_at=now + timedelta(days=days),
            revoked_at=None,
        )
    )
    session.flush()
    return secret


def find_caller(session: Session, secret: str) -> Caller | None:
    """Whose token this is; null when it is unknown, over or revoked, or its user is disabled."""
    row = session.execute(
        select(User.id, User.name, User.role, ApiToken.scopes)
        .join(User, User.id == ApiToken.user_id)
        .where(
            ApiToken.token_hash == hash_of(secret),
            ApiToken.revoked_at.is_(None),
            ApiToken.expires_at > datetime.now(UTC),
            User.disabled_at.is_(None),
        )
    ).first()
    if row is None:
        return None
    return Caller(row.id, row.name, row.role, frozenset(map(TokenScope, row.scopes.split())))


def list_api_tokens(session: Session, user_id: int) -> list[ApiToken]:
    """The tokens of a user, newest first; those that ended more than a year ago are forgotten."""
    session.execute(
        delete(ApiToken).where(
            ApiToken.user_id == user_id, ApiToken.expires_at < datetime.now(UTC) - timedelta(days=MAX_DAYS)
        )
    )
    return list(
        session.scalars(select(ApiToken).where(ApiToken.user_id == user_id).order_by(ApiToken.id.desc()))
    )


def revoke_api_token(session: Session, user_id: int, token_id: int) -> None:
    """End a token of this user; another's, or one that has ended, is left as it is."""
    token = session.get(ApiToken, token_id)
    if token is not None and token.user_id == user_id and token.revoked_at is None:
        token.revoked_at = datetime.now(UTC)
