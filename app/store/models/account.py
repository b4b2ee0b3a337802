"""Who may write: users and their server-side sessions."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.domain.kinds import UserRole
from app.store.models.base import Id, Model, not_blank


class User(Model):
    __tablename__ = "app_user"
    __table_args__ = (not_blank("name"), Index("ix_app_user_email", "email", unique=True))

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(unique=True)
    password_hash: Mapped[str]  # Argon2id
    role: Mapped[UserRole]
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    email: Mapped[str | None] = mapped_column(default=None)  # in small letters; for single sign-on alone


class UserIdentity(Model):
    """What a provider of OpenID Connect calls a user."""

    __tablename__ = "user_identity"
    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    id: Mapped[Id]
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str]
    subject: Mapped[str]


class OidcStart(Model):
    """A sign-in that was sent to the provider and has not come back; good for one return of the same browser."""

    __tablename__ = "oidc_start"

    state_hash: Mapped[str] = mapped_column(primary_key=True)
    browser_hash: Mapped[str]  # of the cookie
    nonce: Mapped[str]
    verifier: Mapped[str]  # of PKCE
    target: Mapped[str]  # a path of this site
    expires_at: Mapped[datetime] = mapped_column(index=True)


class WebSession(Model):
    """A signed-in browser. The cookie carries a random token; only its SHA-256 is kept."""

    __tablename__ = "web_session"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    csrf_token: Mapped[str]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class ResetLink(Model):
    """A link by which a user sets a password once; an administrator makes it. Only the token's SHA-256 is kept."""

    __tablename__ = "reset_link"

    token_hash: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), unique=True)
    made_by: Mapped[str]
    expires_at: Mapped[datetime]


class ApiToken(Model):
    """What a program signs in with, for its user. Only the token's SHA-256 is kept; a revoked one stays on record."""

    __tablename__ = "api_token"
    __table_args__ = (not_blank("label"),)

    id: Mapped[Id]
    token_hash: Mapped[str] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("app_user.id", ondelete="CASCADE"), index=True)
    label: Mapped[str]  # what its user calls it
    scopes: Mapped[str]  # words of TokenScope, parted by a blank
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class SignInAttempt(Model):
    """A failed sign-in, kept for the time in which failures are counted."""

    __tablename__ = "sign_in_attempt"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(index=True)  # the user name as given, casefolded
    address: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
