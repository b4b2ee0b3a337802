"""Addresses of a filtered list: with one filter more, another or less, and always from the first page."""

from collections.abc import Callable, Mapping
from urllib.parse import urlencode

from fastapi import Request

Removal = tuple[str, str]  # text, address without the filter


def linker(request: Request) -> Callable[..., str]:
    """`link(kind="denial")` is this address with that filter; `link(kind=None)` without it."""
    here = {key: value for key, value in request.query_params.items() if value and key != "after"}

    def link(**changes: object) -> str:
        parameters = here | {key: str(value) for key, value in changes.items() if value}
        kept = {key: value for key, value in parameters.items() if key not in changes or changes[key]}
        return request.url.path + (f"?{urlencode(kept)}" if kept else "")

    return link


def removals(request: Request, texts: Mapping[str, str | None]) -> list[Removal]:
    """Each filter of `texts` (field -> what it reads as, null where it is off) with the address without it."""
    link = linker(request)
    return [(text, link(**{field: None})) for field, text in texts.items() if text]
