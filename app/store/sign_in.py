"""Signing in and out: server-side sessions, and the count of failures that locks a name or an address out.

The browser holds a random token of 256 bits; the database holds its SHA-256 alone, so that a copy of the
database opens no session.
"""

import ipaddress
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.orm import Session, sessionmaker

from app.domain.kinds import UserRole
from app.store.accounts import verified_user
from app.store.engine import transaction
from app.store.models import SignInAttempt, User, WebSession
from app.store.token_hash import hash_of

LOCK_OUT = timedelta(minutes=15)
FAILURES_PER_NAME = 8  # from one address: a stranger elsewhere locks nobody out
FAILURES_ANYWHERE = 60  # of one name from all addresses together
FAILURES_PER_ADDRESS = 30  # an office may share one
_RANK = {UserRole.VIEWER: 0, UserRole.ANALYST: 1, UserRole.EDITOR: 2, UserRole.ADMIN: 3}


def is_at_least(role: UserRole, least: UserRole) -> bool:
    """Each role may what the ones below it may."""
    return _RANK[role] >= _RANK[least]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who makes a request, and the token that proves a form was theirs."""

    user_id: int
    name: str
    role: UserRole
    csrf_token: str

    @property
    def can_add(self) -> bool:
        """May add articles."""
        return self.is_at_least(UserRole.ANALYST)

    def is_at_least(self, role: UserRole) -> bool:
        return is_at_least(self.role, role)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session: the token is for the cookie and is kept nowhere else."""

    token: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Why nobody was signed in, in words for them; `retry_after` in seconds where they are locked out."""

    reason: str
    retry_after: int | None = None


def sign_in(
    sessions: sessionmaker[Session],
    *,
    name: str,
    password: str,
    address: str,
    lifetime: timedelta,
    replaces: str | None = None,
) -> Opened | Refused:
    """Open a session for who knows the password; `replaces` is the token of a session to end by that.

    Three transactions rather than one: the attempt is counted before the password is looked at, so that
    parallel guesses all count, and no lock on the database is held while Argon2 works.
    """
    name = name.replace("\0", " ")  # Postgres refuses NUL, and no name has a blank
    key = name.strip().casefold()[:100]
    with transaction(sessions) as session:
        attempt_id, wait = _count_attempt(session, key, _network(address))
    if wait is not None:
        minutes = max(1, round(wait.total_seconds() / 60))
        return Refused(
            f"Too many failed sign-ins. Try again in {minutes} minute{'s' if minutes > 1 else ''}, "
            "or ask an administrator for a new password.",
            retry_after=int(wait.total_seconds()) + 1,
        )
    with sessions.begin() as session:
        user = verified_user(session, name, password)
    if user is None:
        return Refused(
            "No user has this name with this password. Check both; capitals count in the password."
        )
    with transaction(sessions) as session:
        session.execute(delete(SignInAttempt).where(SignInAttempt.id == attempt_id))
        session.execute(delete(SignInAttempt).where(SignInAttempt.name == key))
        token = open_session(session, user.id, lifetime=lifetime, replaces=replaces)
    return Opened(token)


def open_session(session: Session, user_id: int, *, lifetime: timedelta, replaces: str | None) -> str:
    """A new session of a user whose identity is proved; its token, for the cookie alone."""
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    session.execute(delete(WebSession).where(WebSession.expires_at <= now))
    if replaces:
        sign_out(session, replaces)
    session.add(
        WebSession(
            token_hash=hash_of(token),
            user_id=user_id,
            csrf_token=secrets.token_urlsafe(32),
            created_at=now,
            expires_at=now + lifetime,
        )
    )
    return token


def find_signed_in(session: Session, token: str) -> SignedIn | None:
    """Whose session this token opens; null when it is unknown, over, or its user is disabled."""
    row = session.execute(
        select(User.id, User.name, User.role, WebSession.csrf_token)
        .join(User, User.id == WebSession.user_id)
        .where(
            WebSession.token_hash == hash_of(token),
            WebSession.expires_at > datetime.now(UTC),
            User.disabled_at.is_(None),
        )
    ).first()
    return SignedIn(*row) if row else None


def sign_out(session: Session, token: str) -> None:
    """End the session of this token; an unknown one changes nothing."""
    session.execute(delete(WebSession).where(WebSession.token_hash == hash_of(token)))


def _count_attempt(session: Session, name: str, address: str) -> tuple[int, timedelta | None]:
    """Record one attempt; also how long its name or address must wait, null when it may go on.

    A refused attempt is not kept: who keeps trying is let in again all the same once the time is over.
    """
    now = datetime.now(UTC)
    attempt = SignInAttempt(name=name, address=address, at=now)
    session.add(attempt)
    session.flush()  # writes first: on SQLite a read that turns into a write may find the database changed
    session.execute(delete(SignInAttempt).where(SignInAttempt.at < now - LOCK_OUT))
    waits = [
        wait
        for condition, most in (
            (and_(SignInAttempt.name == name, SignInAttempt.address == address), FAILURES_PER_NAME),
            (SignInAttempt.name == name, FAILURES_ANYWHERE),
            (SignInAttempt.address == address, FAILURES_PER_ADDRESS),
        )
        if (wait := _wait(session, condition, most, now)) is not None
    ]
    if waits:
        session.delete(attempt)
    return attempt.id, max(waits, default=None)


def _wait(session: Session, condition: ColumnElement[bool], most: int, now: datetime) -> timedelta | None:
    count = session.scalar(select(func.count()).select_from(SignInAttempt).where(condition)) or 0
    if count <= most:
        return None
    # The attempt that must grow old before fewer than `most` are left.
    oldest = session.scalars(
        select(SignInAttempt.at).where(condition).order_by(SignInAttempt.at).offset(count - most - 1).limit(1)
    ).one()
    return max(oldest + LOCK_OUT - now, timedelta(seconds=1))


def _network(address: str) -> str:
    """What failures are counted under: an IPv4 address as it is, IPv6 by the /64 that one household holds."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:100]
    if parsed.version == 6:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)
