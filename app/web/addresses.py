"""The address of the site, for links that are read outside its pages: downloads, feeds, the API, pictures."""

import re

from fastapi import Request

from app.settings import Settings

# What a browser may send; anything else in a Host header is somebody's try to write an address of their own.
_HOST = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?", re.IGNORECASE
)


def site_of(request: Request) -> str:
    """`https://bases.example.org`: BASEWATCH_BASE_URL, else the address that was asked for, without a final slash.

    A Host header that is no host is not repeated: the address that the server listens on stands for it.
    """
    settings: Settings = request.app.state.settings
    if settings.base_url:
        return settings.base_url
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        host = f"{settings.host}:{settings.port}"
    return f"{request.url.scheme}://{host}"


def address_of(request: Request, **changes: object) -> str:
    """The address of this page with other parameters; null takes one away."""
    url = request.url.include_query_params(
        **{key: value for key, value in changes.items() if value is not None}
    )
    url = url.remove_query_params([key for key, value in changes.items() if value is None])
    return site_of(request) + url.path + (f"?{url.query}" if url.query else "")
