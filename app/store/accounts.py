"""Users and their passwords. A password is kept as Argon2id alone; changing one ends the user's sessions."""

import re
import secrets
import threading
from datetime import UTC, datetime

from argon2 import PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import UserRole
from app.store.models import User, UserIdentity, WebSession
from app.store.token_hash import hash_of

MIN_PASSWORD = 12  # characters; no rule on their kind (NIST SP 800-63B)
MAX_PASSWORD = 256
MAX_NAME = 60
FIRST_ANALYST = "analyst"

_PARAMETERS = profiles.RFC_9106_LOW_MEMORY  # Argon2id, 64 MiB, three passes
_HASHER = PasswordHasher.from_parameters(_PARAMETERS)
_HASHING = threading.BoundedSemaphore(2)  # a flood of sign-ins takes 128 MiB at most
_UNKNOWN_USER = _HASHER.hash(
    secrets.token_urlsafe(16)
)  # checked for a name that no one has: same time, same answer


def create_user(session: Session, name: str, password: str, role: UserRole) -> User:
    """Add a user. Raises InputError when the name is taken or the name or password cannot be used."""
    name = name.strip()
    if not name or len(name) > MAX_NAME or not name.isprintable() or " " in name:
        raise InputError(f"user name {name[:MAX_NAME]!r}: give 1 to {MAX_NAME} characters without spaces")
    if _by_name(session, name) is not None:
        raise InputError(
            f"user {name!r} exists already: `basewatch users password {name}` sets a new password"
        )
    user = User(
        name=name, password_hash=_hash(password), role=role, created_at=datetime.now(UTC), disabled_at=None
    )
    session.add(user)
    session.flush()
    return user


def set_password(session: Session, name: str, password: str) -> None:
    """Give a user a new password and end every session of theirs. Raises InputError: no such user."""
    user = existing_user(session, name)
    user.password_hash = _hash(password)
    end_sessions(session, user.id)


def change_password(session: Session, user_id: int, old: str, new: str, keep: str) -> None:
    """A user's own change of password; every session of theirs ends but the one of the token `keep`.

    Raises InputError when the old one is wrong or the new one cannot be used.
    """
    user = session.get_one(User, user_id)
    if verified_user(session, user.name, old) is None:
        raise InputError("the present password is another one: capitals count")
    user.password_hash = _hash(new)
    session.execute(
        delete(WebSession).where(WebSession.user_id == user.id, WebSession.token_hash != hash_of(keep))
    )


def set_role(session: Session, name: str, role: UserRole) -> None:
    """Give a user another role. Raises InputError: no such user, or nobody would be left to give roles."""
    user = existing_user(session, name)
    if role is not UserRole.ADMIN:
        _keep_an_admin(session, user)
    user.role = role


def set_email(session: Session, name: str, email: str) -> None:
    """Give a user the e-mail address by which single sign-on knows them; an empty one takes it away.

    Whom the account was linked to is forgotten: the next sign-on with the address links it anew.

    Raises InputError: no such user, no such address, or it is another user's.
    """
    user = existing_user(session, name)
    email = email.strip().lower()
    if email and not re.fullmatch(r"[^\s@]{1,64}@[^\s@]{1,190}", email):
        raise InputError(f"{email[:80]!r} is no e-mail address: write name@example.org")
    if email and session.scalar(select(User.id).where(User.email == email, User.id != user.id)):
        raise InputError(f"{email} is the address of another user")
    user.email = email or None
    session.execute(delete(UserIdentity).where(UserIdentity.user_id == user.id))


def enable_user(session: Session, name: str) -> None:
    """Let a disabled user sign in again. Raises InputError when there is no such user."""
    existing_user(session, name).disabled_at = None


def disable_user(session: Session, name: str) -> None:
    """Let a user sign in no more, and end every session of theirs; what they did keeps their name.

    Raises InputError when there is no such user, or nobody would be left to give roles.
    """
    user = existing_user(session, name)
    _keep_an_admin(session, user)
    user.disabled_at = user.disabled_at or datetime.now(UTC)
    end_sessions(session, user.id)


def list_users(session: Session) -> list[User]:
    """Every user, by name, the disabled ones too."""
    return list(session.scalars(select(User).order_by(User.name)))


def generate_password() -> str:
    """A random password of 120 bits, in groups that can be read aloud."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"  # none that look alike
    return "-".join("".join(secrets.choice(letters) for _ in range(6)) for _ in range(4))


def create_first_analyst(session: Session) -> tuple[str, str] | None:
    """Where nobody has an account yet, make one that can add articles.

    Returns: its name and password, to be shown once; null where there is a user.
    """
    if session.scalar(select(func.count()).select_from(User)):
        return None
    password = generate_password()
    return create_user(session, FIRST_ANALYST, password, UserRole.ANALYST).name, password


def verified_user(session: Session, name: str, password: str) -> User | None:
    """The user of this name when the password is theirs and they are not disabled.

    A name that no one has costs the same time. A hash made with older parameters is renewed.
    """
    user = _by_name(session, name.strip())
    with _HASHING:
        try:
            _HASHER.verify(user.password_hash if user else _UNKNOWN_USER, password[: MAX_PASSWORD + 1])
        except (VerificationError, InvalidHashError):
            return None
    if user is None or user.disabled_at is not None:
        return None
    if _HASHER.check_needs_rehash(user.password_hash):
        user.password_hash = _hash(password)
    return user


def end_sessions(session: Session, user_id: int) -> None:
    """Sign a user out everywhere."""
    session.execute(delete(WebSession).where(WebSession.user_id == user_id))


def _keep_an_admin(session: Session, leaving: User) -> None:
    """Raises InputError when `leaving` is the only administrator who can sign in."""
    if leaving.role is not UserRole.ADMIN or leaving.disabled_at is not None:
        return
    others = select(func.count()).where(
        User.role == UserRole.ADMIN, User.disabled_at.is_(None), User.id != leaving.id
    )
    if not session.scalar(others):
        raise InputError(f"{leaving.name} is the only administrator: make another one first")


def _hash(password: str) -> str:
    if not MIN_PASSWORD <= len(password) <= MAX_PASSWORD:
        raise InputError(f"a password of {len(password)} characters: give {MIN_PASSWORD} to {MAX_PASSWORD}")
    with _HASHING:
        return _HASHER.hash(password)


def _by_name(session: Session, name: str) -> User | None:
    return session.scalars(select(User).where(func.lower(User.name) == func.lower(name))).first()


def existing_user(session: Session, name: str) -> User:
    user = _by_name(session, name.strip())
    if user is None:
        raise InputError(f"there is no user {name!r}: `basewatch users list` shows them all")
    return user
