"""Signing in through the form, as a browser does."""

import re

from fastapi.testclient import TestClient
from sqlalchemy.orm import Session

from app.domain.kinds import UserRole
from app.store.accounts import create_user

PASSWORD = "correct horse battery"


def make_user(session: Session, name: str = "anna", role: UserRole = UserRole.ANALYST) -> str:
    """A committed user with `PASSWORD`; its name."""
    create_user(session, name, PASSWORD, role)
    session.commit()
    return name


def sign_in(client: TestClient, name: str = "anna", password: str = PASSWORD) -> None:
    """The client carries the session cookie from here on."""
    answer = client.post(
        "/sign-in", data={"name": name, "password": password, "next": "/healthz"}, follow_redirects=False
    )
    assert answer.status_code == 303, answer.text


def csrf_token(page: str) -> str:
    """The token in the first form of a page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found, "the page has no form that writes"
    return found[1]
