"""Accounts, for administrators: who there is, in which role, and a one-time link for a new password."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from app.domain.errors import InputError
from app.domain.kinds import UserRole
from app.store.accounts import (
    create_user,
    disable_user,
    enable_user,
    generate_password,
    list_users,
    set_role,
)
from app.store.reset_links import make_reset_link
from app.web import csrf
from app.web.auth import RequireAdmin
from app.web.pages import RequestSession, WriteSession, render

router = APIRouter(prefix="/admin/users", include_in_schema=False)
Csrf = Annotated[str, Form(max_length=200)]
Name = Annotated[str, Form(max_length=200)]


@router.get("", name="users")
def index(request: Request, session: RequestSession, user: RequireAdmin) -> Response:
    """Every account."""
    return _page(request, session)


@router.post("")
def add(
    request: Request,
    session: WriteSession,
    user: RequireAdmin,
    name: Name = "",
    role: Annotated[UserRole, Form()] = UserRole.ANALYST,
    csrf_token: Csrf = "",
) -> Response:
    """Make an account whose password nobody knows, and a link by which its owner sets one."""
    csrf.require(csrf_token, user)
    try:
        added = create_user(session, name, generate_password(), role)
    except InputError as error:
        return _page(request, session, errors={"name": str(error)}, name=name)
    return _with_link(request, session, added.id, added.name, user.name)


@router.post("/{user_id}/link")
def link(
    request: Request,
    session: WriteSession,
    user: RequireAdmin,
    user_id: Annotated[int, Path(gt=0, lt=2**31)],
    name: Name = "",
    csrf_token: Csrf = "",
) -> Response:
    """Show a new one-time link for this account."""
    csrf.require(csrf_token, user)
    return _with_link(request, session, user_id, name, user.name)


@router.post("/role")
def change_role(
    request: Request,
    session: WriteSession,
    user: RequireAdmin,
    name: Name,
    role: Annotated[UserRole, Form()],
    csrf_token: Csrf = "",
) -> Response:
    """Give an account another role."""
    csrf.require(csrf_token, user)
    try:
        set_role(session, name, role)
    except InputError as error:
        return _page(request, session, errors={"form": str(error)})
    return RedirectResponse("/admin/users", HTTPStatus.SEE_OTHER)


@router.post("/state")
def change_state(
    request: Request,
    session: WriteSession,
    user: RequireAdmin,
    name: Name,
    disabled: Annotated[bool, Form()],
    csrf_token: Csrf = "",
) -> Response:
    """Disable an account, or let it sign in again."""
    csrf.require(csrf_token, user)
    try:
        (disable_user if disabled else enable_user)(session, name)
    except InputError as error:
        return _page(request, session, errors={"form": str(error)})
    return RedirectResponse("/admin/users", HTTPStatus.SEE_OTHER)


def _with_link(request: Request, session: Session, user_id: int, name: str, by: str) -> Response:
    try:
        token = make_reset_link(session, user_id, by)
    except InputError as error:
        return _page(request, session, errors={"form": str(error)})
    base = request.app.state.settings.base_url or str(request.base_url).rstrip("/")
    return _page(request, session, link=f"{base}/reset/{token}", name=name)


def _page(
    request: Request,
    session: Session,
    *,
    errors: dict[str, str] | None = None,
    link: str | None = None,
    name: str = "",
) -> Response:
    return render(
        request,
        "account/users.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if errors else HTTPStatus.OK,
        users=list_users(session),
        roles=list(UserRole),
        errors=errors or {},
        link=link,
        name=name,
        csrf_token=csrf.token_of(request),
    )
