"""Switching the theme with a link: no script, one cookie that holds a word."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse

from app.domain.errors import InputError

router = APIRouter()
YEAR_SECONDS = 365 * 24 * 3600
THEMES = ("light", "dark", "device")


@router.get("/theme", include_in_schema=False)
def switch(
    request: Request, to: str, back_to: Annotated[str, Query(alias="next", max_length=2000)] = "/"
) -> RedirectResponse:
    """Remember the theme and go back. `next` must be a path of ours: anything else leads home."""
    if to not in THEMES:
        raise InputError(f"to={to[:40]!r} is no theme: choose one of {', '.join(THEMES)}")
    response = RedirectResponse(safe_path(back_to), status_code=303)
    if to == "device":
        response.delete_cookie("theme", path="/")
    else:
        response.set_cookie(
            "theme",
            to,
            max_age=YEAR_SECONDS,
            path="/",
            httponly=True,
            samesite="lax",
            secure=request.app.state.settings.cookie_secure,
        )
    return response


def safe_path(path: str) -> str:
    """The path where it leads to this site, else `/`: no other host, no scheme, no control character."""
    plain = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if plain and "\\" not in path else "/"
