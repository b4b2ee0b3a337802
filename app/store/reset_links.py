"""One-time links by which a user sets a password: an administrator makes one and hands it over."""

import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.store.accounts import set_password
from app.store.models import ResetLink, User
from app.store.token_hash import hash_of

LIFETIME = timedelta(hours=24)


def make_reset_link(session: Session, user_id: int, made_by: str) -> str:
    """The token of a new link for this user, shown once; a link made before holds no longer.

    Raises InputError when there is no such user.
    """
    if session.get(User, user_id) is None:
        raise InputError("there is no such user: the list of users shows them all")
    token = secrets.token_urlsafe(32)
    session.execute(delete(ResetLink).where(ResetLink.user_id == user_id))
    expires = datetime.now(UTC) + LIFETIME
    session.add(ResetLink(token_hash=hash_of(token), user_id=user_id, made_by=made_by, expires_at=expires))
    session.flush()
    return token


def user_of_link(session: Session, token: str) -> str | None:
    """Whose password this link sets; null when it is used, over, replaced or never was."""
    return session.scalar(
        select(User.name)
        .join(ResetLink, ResetLink.user_id == User.id)
        .where(
            ResetLink.token_hash == hash_of(token),
            ResetLink.expires_at > datetime.now(UTC),
            User.disabled_at.is_(None),
        )
    )


def use_reset_link(session: Session, token: str, password: str) -> str | None:
    """Set the password and use the link up: the user's name; null when the link holds no longer.

    Raises InputError when the password cannot be used; the link then stays.
    """
    name = user_of_link(session, token)
    if name is not None:
        set_password(session, name, password)
        session.execute(delete(ResetLink).where(ResetLink.token_hash == hash_of(token)))
    return name
