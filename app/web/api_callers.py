"""Which calls that write a token may make."""

from http import HTTPStatus

from fastapi import HTTPException, Request

from app.domain.kinds import TokenScope, UserRole
from app.store.api_tokens import Caller
from app.store.sign_in import is_at_least


def require_caller(
    request: Request, scope: TokenScope, may: str, least: UserRole = UserRole.ANALYST
) -> Caller:
    """The user, of this role or more, whose token has this scope; `may` says what it is for: "add articles".

    Raises: a 401 without a token, a 403 with one that is for something else.
    """
    caller: Caller | None = getattr(request.state, "caller", None)
    if caller is None:
        raise HTTPException(
            HTTPStatus.UNAUTHORIZED,
            f"Send a token that may {may}, as Authorization: Bearer …",
            {"WWW-Authenticate": "Bearer"},
        )
    if scope not in caller.scopes or not is_at_least(caller.role, least):
        raise HTTPException(HTTPStatus.FORBIDDEN, f"This token may not {may}.")
    return caller
