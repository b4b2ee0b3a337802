"""Sign-ins by OpenID Connect: what is kept until a browser comes back, and whose account an identity is."""

import hmac
import re
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from app.domain.errors import NotAllowed
from app.domain.kinds import UserRole
from app.intake.oidc import Identity, Start
from app.store.accounts import MAX_NAME, create_user, generate_password
from app.store.models import OidcStart, User, UserIdentity
from app.store.token_hash import hash_of

LIFETIME = timedelta(minutes=10)


def keep_start(session: Session, start: Start, browser: str, target: str) -> None:
    """Keep a sign-in that began; `browser` is the token of its cookie, `target` where to go in the end."""
    now = datetime.now(UTC)
    session.execute(delete(OidcStart).where(OidcStart.expires_at <= now))
    session.add(
        OidcStart(
            state_hash=hash_of(start.state),
            browser_hash=hash_of(browser),
            nonce=start.nonce,
            verifier=start.verifier,
            target=target,
            expires_at=now + LIFETIME,
        )
    )


def take_start(session: Session, state: str, browser: str) -> OidcStart | None:
    """The sign-in that began with this state in this browser, once; null for a second time, or another browser."""
    row = session.execute(
        delete(OidcStart)
        .where(OidcStart.state_hash == hash_of(state), OidcStart.expires_at > datetime.now(UTC))
        .returning(OidcStart)
    ).scalar_one_or_none()
    return row if row and hmac.compare_digest(row.browser_hash, hash_of(browser)) else None


def account_of(session: Session, identity: Identity, new_role: UserRole | None) -> User:
    """The account of an identity: the one linked to its subject, else the one of its verified e-mail, else a new one
    where `new_role` says which role new ones get. Raises NotAllowed.
    """
    linked = session.scalar(
        select(User)
        .join(UserIdentity, UserIdentity.user_id == User.id)
        .where(UserIdentity.issuer == identity.issuer, UserIdentity.subject == identity.subject)
    )
    if linked is not None:
        return _usable(linked)
    if identity.email is None:
        raise NotAllowed(
            "The provider has not verified your e-mail address, so it is not known whose account is yours. "
            "Verify it there, or sign in with a password."
        )
    user = session.scalar(select(User).where(User.email == identity.email))
    if user is None and new_role is None:
        raise NotAllowed(f"No account has the address {identity.email}: ask an administrator for one.")
    if user is None:
        assert new_role is not None
        user = create_user(session, _free_name(session, identity), generate_password(), new_role)
        user.email = identity.email
    other = select(UserIdentity.id).where(UserIdentity.user_id == user.id).limit(1)
    if session.scalar(other) is not None:  # an address can be given to another person
        raise NotAllowed("This address belongs to the account of another sign-in: ask an administrator.")
    session.add(UserIdentity(user_id=_usable(user).id, issuer=identity.issuer, subject=identity.subject))
    session.flush()
    return user


def _usable(user: User) -> User:
    if user.disabled_at is not None:
        raise NotAllowed("This account is disabled: ask an administrator.")
    return user


def _free_name(session: Session, identity: Identity) -> str:
    wanted = identity.name or (identity.email or "").partition("@")[0]
    base = re.sub(r"[^\w.@-]", "", wanted)[: MAX_NAME - 5] or "user"
    for number in range(1, 1000):
        name = base if number == 1 else f"{base}-{number}"
        if session.scalar(select(User.id).where(func.lower(User.name) == name.lower())) is None:
            return name
    raise NotAllowed("No user name is free for this account: ask an administrator for one.")
