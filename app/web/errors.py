"""Errors as pages: a sentence that says what to do, or problem+json (RFC 9457) under /api."""

import re
from collections.abc import Iterable
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from app.domain.errors import BasewatchError, Conflict, FetchError, InputError, InputTooLarge, NotAllowed
from app.present.language import gettext as _
from app.web.forgiving import leave_out
from app.web.pages import render


def title_of(status: HTTPStatus) -> str:
    """The heading of an error for people; a program reads the phrase of the standard."""
    titles = {
        HTTPStatus.NOT_FOUND: _("There is nothing at this address"),
        HTTPStatus.UNPROCESSABLE_ENTITY: _("This could not be understood"),
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: _("This is too large"),
        HTTPStatus.CONFLICT: _("Somebody else changed this meanwhile"),
        HTTPStatus.BAD_GATEWAY: _("The page could not be fetched"),
    }
    return titles.get(status, status.phrase)


def refuse_nul(request: Request) -> None:
    """Take parameters with the character NUL, which Postgres cannot even compare, out of the address of a page.

    Raises: InputError for a file or the API, and where the path holds it.
    """
    path = request.scope["path"]
    held = [name for name, value in request.query_params.items() if "\0" in value]
    is_page = request.method == "GET" and not is_api(request) and "." not in path.rpartition("/")[2]
    if "\0" in path or (held and not is_page):
        raise InputError("this address holds the character NUL, which no record does: take it out")
    for name in held:
        leave_out(request, name, _("%(field)s held the character NUL and is left out.") % {"field": name})


def install(web: FastAPI) -> None:
    """Answer our errors, HTTP errors and unreadable parameters with a page or problem+json."""
    web.add_exception_handler(BasewatchError, _refused)
    web.add_exception_handler(HTTPException, _http_error)
    web.add_exception_handler(RequestValidationError, _unreadable)


def _refused(request: Request, error: Exception) -> Response:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if isinstance(error, InputTooLarge):
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    elif isinstance(error, FetchError):
        status = HTTPStatus.BAD_GATEWAY
    elif isinstance(error, Conflict):
        status = HTTPStatus.CONFLICT
    elif isinstance(error, NotAllowed):
        status = HTTPStatus.FORBIDDEN
    elif isinstance(error, InputError) and error.parameter and is_api(request):
        return problem(request, HTTPStatus.BAD_REQUEST, str(error), error.parameter, error.allowed)
    return problem(request, status, str(error))


def _http_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    response = problem(request, HTTPStatus(error.status_code), str(error.detail))
    response.headers.update(error.headers or {})
    return response


def _unreadable(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    said = "; ".join(
        f"{'.'.join(str(part) for part in item['loc'][1:])}: {item['msg']}" for item in error.errors()
    )
    first = error.errors()[0]
    if is_api(request) and first["loc"][0] in ("query", "path"):
        allowed = re.findall(r"'([^']*)'", first.get("ctx", {}).get("expected", ""))
        return problem(request, HTTPStatus.BAD_REQUEST, said, str(first["loc"][-1]), allowed)
    return problem(request, HTTPStatus.UNPROCESSABLE_ENTITY, said)


def is_api(request: Request) -> bool:
    """Whether a program asks."""
    return request.url.path.startswith("/api/")


def problem(
    request: Request,
    status: HTTPStatus,
    detail: str,
    parameter: str | None = None,
    allowed: Iterable[str] = (),
) -> Response:
    """One error as a page for people, or as problem+json for programs.

    parameter: the one of the address that is wrong; allowed: the words that it takes.
    """
    if is_api(request):
        more: dict[str, object] = {"parameter": parameter} if parameter else {}
        if words := list(allowed):
            more["allowed"] = words
        return JSONResponse(
            {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **more},
            status_code=status.value,
            media_type="application/problem+json",
        )
    title = title_of(status)
    if detail == HTTPStatus.NOT_FOUND.phrase:
        detail = _(
            "The address may be mistyped, or the page has moved. The search finds records by any of their names."
        )
    back = request.url.path if status == HTTPStatus.UNPROCESSABLE_ENTITY and request.method == "GET" else None
    return render(request, "error.html", status=status.value, title=title, detail=detail, back=back)
