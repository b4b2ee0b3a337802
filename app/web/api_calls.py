"""How the API is called: where a list goes on, which fields and related records are wanted; what is refused."""

import base64
import binascii
import difflib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import orjson
from fastapi import Query, Request, Response
from pydantic import BaseModel

from app.domain.errors import InputError
from app.query.page import MAX_PAGE_SIZE, PAGE_SIZE, AnyKey, Page
from app.web.addresses import address_of

EXAMPLES = Path(__file__).with_name("api_examples.json")
PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: {"description": "A parameter cannot be used: `parameter` names it, `allowed` lists what can be."},
    404: {"description": "There is no such record."},
    422: {"description": "The body cannot be used; `detail` says why."},
    429: {"description": "Too many calls: wait as long as Retry-After says."},
}
for _status, _about in PROBLEMS.items():
    _about["content"] = {
        "application/problem+json": {
            "schema": {
                "type": "object",
                "properties": {
                    "type": {"type": "string"},
                    "title": {"type": "string"},
                    "status": {"type": "integer"},
                    "detail": {"type": "string"},
                    "parameter": {"type": "string"},
                    "allowed": {"type": "array", "items": {"type": "string"}},
                },
                "required": ["type", "title", "status", "detail"],
            }
        }
    }
MOST_INCLUDING = 50  # rows of one page that brings related records
Limit = Annotated[int, Query(ge=1, le=MAX_PAGE_SIZE, description="Rows of one page.", examples=[50])]
After = Annotated[str | None, Query(description="Where the list goes on; taken from `next`.", max_length=400)]


Out = TypeVar("Out", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class ListCall:
    """What a call of a list asks for. `after` is a key of that list as `app.query.page` reads it."""

    name: str
    after: str | None
    limit: int
    fields: tuple[str, ...]  # empty: all
    include: tuple[str, ...]
    related: tuple[str, ...]  # those that the list can bring


def list_call(name: str, model: type[BaseModel], related: Sequence[str] = ()) -> Callable[..., ListCall]:
    """The dependency of one list. related: the fields of the model that come only where `include` names them."""
    known = tuple(one for one in model.model_fields if one not in related)
    about_fields = f"Only these, parted by commas: {', '.join(known)}."
    Fields = Annotated[str | None, Query(description=about_fields, max_length=400)]

    def made(after: str | None, limit: int, fields: str | None, include: str | None) -> ListCall:
        wanted = _names("fields", fields, known)
        brought = _names("include", include, related)
        if brought and limit > MOST_INCLUDING:
            raise InputError(
                f"limit={limit} is too many with include: at most {MOST_INCLUDING}", parameter="limit"
            )
        key = _key_of(name, after) if after else None
        return ListCall(name, key, limit, wanted, brought, tuple(related))

    def plain(after: After = None, limit: Limit = PAGE_SIZE, fields: Fields = None) -> ListCall:
        return made(after, limit, fields, None)

    if not related:
        return plain
    about_include = (
        f"Related records, by commas: {', '.join(related)}. Then `limit` is at most {MOST_INCLUDING}."
    )
    Include = Annotated[str | None, Query(description=about_include, max_length=200)]

    def including(
        after: After = None, limit: Limit = PAGE_SIZE, fields: Fields = None, include: Include = None
    ) -> ListCall:
        return made(after, limit, fields, include)

    return including


Fields = tuple[str, ...]  # of a record; empty: all


def fields_of(model: type[BaseModel]) -> Callable[..., Fields]:
    """The dependency of the route of one record: which of its fields are wanted."""
    known = tuple(model.model_fields)
    Asked = Annotated[
        str | None, Query(description=f"Only these, parted by commas: {', '.join(known)}.", max_length=400)
    ]

    def wanted(fields: Asked = None) -> Fields:
        return _names("fields", fields, known)

    return wanted


def picked(record: Out, fields: Fields) -> Out | Response:
    """The record, or an answer with those of its fields alone."""
    if not fields:
        return record
    body = orjson.dumps(record.model_dump(mode="json", include=set(fields)))
    return Response(body, media_type="application/json")


def _names(parameter: str, given: str | None, known: Sequence[str]) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(one.strip() for one in (given or "").split(",") if one.strip()))
    for one in names:
        if one not in known:
            near = difflib.get_close_matches(one, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"choose of {', '.join(known)}"
            raise InputError(
                f"{parameter}={one[:40]!r} is not known: {hint}", parameter=parameter, allowed=known
            )
    return names


def _cursor(name: str, key: AnyKey) -> str:
    """The key with the list that it is of: in another list it would mean another place."""
    return base64.urlsafe_b64encode(f"{name}\n{key}".encode()).decode().rstrip("=")


def _key_of(name: str, after: str) -> str:
    try:
        text = base64.b64decode(after + "=" * (-len(after) % 4), altchars=b"-_", validate=True).decode()
        of, _, key = text.partition("\n")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        of = key = ""
    if of and of != name and key:
        raise InputError(
            f"after={after!r} is a place in the list {of!r}, not in {name!r}: take it from `next` of this list",
            parameter="after",
        )
    if not key or of != name:
        raise InputError(
            f"after={after!r} is no place in this list: take it from `next` of the page before",
            parameter="after",
        )
    return key


def answer(request: Request, call: ListCall, page: Page[Any], items: Sequence[BaseModel]) -> Response:
    """The page with the address of the next one, in the body and as a Link header."""
    following = address_of(request, after=_cursor(call.name, page.after)) if page.after else None
    only = set(call.fields) | set(call.include) if call.fields else None
    left_out = set(call.related) - set(call.include)
    shown = [item.model_dump(mode="json", include=only, exclude=left_out) for item in items]
    headers = {"Link": f'<{following}>; rel="next"'} if following else {}
    body = orjson.dumps({"items": shown, "next": following})
    return Response(body, media_type="application/json", headers=headers)


def refuse_unknown(request: Request) -> None:
    """Raises InputError for a parameter that the called route does not have: it would be ignored without a word."""
    known = _parameters(request)
    for given in request.query_params:
        if known is not None and given not in known:
            near = difflib.get_close_matches(given, known, n=1)
            hint = f"did you mean {near[0]}?" if near else f"there is {', '.join(known) or 'none'}"
            raise InputError(
                f"{given[:40]!r} is no parameter here: {hint}", parameter=given[:40], allowed=known
            )


def _parameters(request: Request) -> list[str] | None:
    """Of the called route; null where it is not in the description."""
    path = getattr(request.scope.get("route"), "path", "")
    described = request.app.openapi()["paths"].get(path, {}).get(request.method.lower())
    if described is None:
        return None
    return [one["name"] for one in described.get("parameters", ()) if one["in"] == "query"]


def example(name: str) -> dict[int | str, dict[str, Any]]:
    """What a route answers, for its description: a call of it on the reference data, shortened."""
    content = {"application/json": {"example": _examples().get(name)}}
    return {200: {"description": "As described.", "content": content}}


@cache
def _examples() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(EXAMPLES.read_text(encoding="utf-8")) if EXAMPLES.exists() else {}
    return found
