"""A list in the format that a program accepts: `Accept: text/csv` at `/bases` is `/bases.csv`."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HTML = ("text/html", "application/xhtml+xml")


class Formats:
    """Plain ASGI middleware. `lists`: path -> its formats, extension -> media type."""

    def __init__(self, app: ASGIApp, lists: Mapping[str, Mapping[str, str]]) -> None:
        self.app = app
        self.lists = lists

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        formats = self.lists.get(scope["path"]) if scope["type"] == "http" else None
        if formats is None or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        accepted = Headers(scope=scope).getlist("accept")
        chosen = choose(",".join(accepted), formats)
        if chosen is None:
            await _refusal(scope["path"], formats)(scope, receive, send)
            return
        if chosen:
            path = f"{scope['path']}.{chosen}"
            scope = dict(scope, path=path, raw_path=path.encode())
        await self.app(scope, receive, _varying(send))


def choose(accepted: str, formats: Mapping[str, str]) -> str | None:
    """The extension that suits an Accept header best; empty for the page itself, null where nothing does."""
    if not accepted.strip():
        return ""
    ranges = _ranges(accepted)
    best, found = 0.0, None
    for extension, media_type in [("", kind) for kind in HTML] + list(formats.items()):
        quality = _quality(media_type.partition(";")[0], ranges)
        if quality > best:
            best, found = quality, extension
    return found


def _ranges(accepted: str) -> list[tuple[str, float]]:
    found = []
    for part in accepted[:2000].split(","):
        media_range, *parameters = (piece.strip().lower() for piece in part.split(";"))
        quality = 1.0
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            if name.strip() == "q":
                try:
                    quality = min(max(float(value), 0.0), 1.0)
                except ValueError:
                    quality = 0.0
        found.append((media_range, quality))
    return found


def _quality(media_type: str, ranges: Sequence[tuple[str, float]]) -> float:
    """Of the range that names the type most exactly."""
    group = media_type.partition("/")[0] + "/*"
    for wanted in (media_type, group, "*/*"):
        found = [quality for media_range, quality in ranges if media_range == wanted]
        if found:
            return max(found)
    return 0.0


def _refusal(path: str, formats: Mapping[str, str]) -> JSONResponse:
    there = "; ".join(
        f"{media_type.partition(';')[0]} ({path}.{name})" for name, media_type in formats.items()
    )
    return JSONResponse(
        {
            "type": "about:blank",
            "title": "Not Acceptable",
            "status": 406,
            "detail": f"This list is there as text/html; {there}. Name one of them in Accept.",
        },
        status_code=HTTPStatus.NOT_ACCEPTABLE,
        headers={"Vary": "Accept"},
        media_type="application/problem+json",
    )


def _varying(send: Send) -> Send:
    async def send_varying(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept")
        await send(message)

    return send_varying
