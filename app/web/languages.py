"""Which language an answer is in: `/ru/bases` is `/bases` in Russian; without a prefix the reader's browser chooses.

The prefix is taken off before anything else sees the address, and put back where an answer leads somewhere: in the
links of a page (`localized`) and in the headers of a redirect. What is read by programs (the API, files, feeds) is in
English unless a prefix says otherwise.
"""

import re

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.present.language import ENGLISH, codes, offered, speaking

ALIKE = ("/static/", "/healthz", "/readyz", "/metrics")  # the same in every language
LEADING = ("location", "hx-redirect", "hx-push-url", "hx-replace-url", "hx-location")
_LINK = re.compile(
    r'(?P<name>\s(?:href|action|formaction|src|hx-(?:get|post|put|patch|delete|push-url|replace-url)|data-[a-z-]+)=")'
    r"(?P<path>/(?!/)[^\"]*)"
)
_WEIGHT = re.compile(r"([a-z]{2,3})(?:-[a-z0-9-]+)?\s*(?:;\s*q=([0-9.]+))?\s*$", re.IGNORECASE)


class Languages:
    """Plain ASGI middleware: sets `language` and `prefix` in the scope, and the language that texts are in."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        code, path = split(scope["path"])
        prefix = f"/{code}" if code else ""
        chosen = code or (wished(scope) if _is_page(scope) else ENGLISH)
        scope = dict(scope, language=chosen, prefix=prefix)
        if prefix:
            raw = scope.get("raw_path")
            scope |= {"path": path, "raw_path": (raw[len(prefix) :] or b"/") if raw else None}
        with speaking(chosen):
            await self.app(scope, receive, _leading_back(send, prefix, _own(scope)) if prefix else send)


def split(path: str) -> tuple[str, str]:
    """`/ru/bases` -> `("ru", "/bases")`; a path without a prefix -> `("", path)`."""
    first, slash, rest = path.removeprefix("/").partition("/")
    return (first, slash + rest or "/") if first in codes() else ("", path)


def localized(html: str, prefix: str) -> str:
    """The page with the prefix on each address of ours in it; those that name a language already keep theirs."""
    return _LINK.sub(lambda found: found["name"] + _prefixed(found["path"], prefix), html) if prefix else html


def alternates(request: Request) -> list[tuple[str, str]]:
    """The page in each language that is offered: (code, path with its prefix and query); empty where it is one."""
    query = request.url.query
    path = request.url.path + (f"?{query}" if query else "")
    return [(code, f"/{code}{path}") for code in offered()] if len(offered()) > 1 else []


def wished(scope: Scope) -> str:
    """The language that a browser likes best of those there are; English where it names none."""
    best, found = 0.0, ENGLISH
    for part in Headers(scope=scope).get("accept-language", "")[:500].split(","):
        named = _WEIGHT.match(part.strip())
        if named is None or named[1].lower() not in offered():
            continue
        try:
            weight = float(named[2] or 1)
        except ValueError:
            continue
        if weight > best:
            best, found = weight, named[1].lower()
    return found


def _is_page(scope: Scope) -> bool:
    asked = Headers(scope=scope)
    return "text/html" in asked.get("accept", "") or "hx-request" in asked


def _own(scope: Scope) -> str:
    return f"{scope.get('scheme', 'http')}://{Headers(scope=scope).get('host', '')}"


def _prefixed(path: str, prefix: str) -> str:
    return path if path.startswith(ALIKE) or split(re.split(r"[?#]", path)[0])[0] else prefix + path


def _leading_back(send: Send, prefix: str, own: str) -> Send:
    """own: scheme and host of this site, which a redirect by the router names."""

    async def send_back(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name in LEADING:
                path = headers.get(name, "").removeprefix(own)
                if path.startswith("/") and not path.startswith("//"):
                    headers[name] = _prefixed(path, prefix)
        await send(message)

    return send_back
