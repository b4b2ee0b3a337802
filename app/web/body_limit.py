"""How much a request may send, counted while it arrives and whatever its Content-Length says."""

from collections.abc import Mapping
from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

SMALL_BODY = 256 * 1024  # bytes: any form that takes no article
FORM_OVERHEAD = 64 * 1024  # bytes: the other fields of a form, and what parts them
DISCARDED = 64 * 1024 * 1024  # bytes over the limit that are read and dropped


class BodyTooLarge(HTTPException):
    """The body is over the limit of its path."""

    def __init__(self, limit: int) -> None:
        super().__init__(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"That is over the limit of {size_words(limit)}: send less."
        )
        self.limit = limit


class BodyLimit:
    """Raises BodyTooLarge in the route that reads a body over the limit; `larger` gives limits by path.

    The rest of a body somewhat over the limit is read and dropped first: a browser that is still sending
    when the answer comes shows a broken connection instead of the answer.
    """

    def __init__(self, app: ASGIApp, larger: Mapping[str, int]) -> None:
        self.app = app
        self.larger = larger

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in {"GET", "HEAD", "OPTIONS"}:
            await self.app(scope, receive, send)
            return
        limit = self.larger.get(scope["path"], SMALL_BODY)
        announced = Headers(scope=scope).get("content-length", "")
        hopeless = announced.isdecimal() and int(announced) > limit + DISCARDED
        seen = 0

        async def receive_within_limit() -> Message:
            nonlocal seen
            if hopeless:
                raise BodyTooLarge(limit)
            message = await receive()
            seen += len(message.get("body", b""))
            while seen > limit:
                if not message.get("more_body") or seen > limit + DISCARDED:
                    raise BodyTooLarge(limit)
                message = await receive()
                seen += len(message.get("body", b""))
            return message

        await self.app(scope, receive_within_limit, send)


def size_words(size: int) -> str:
    """`5000000` -> `5 MB`, `10485760` -> `10.5 MB`, `262144` -> `262 kB`."""
    return f"{size / 1e6:.3g} MB" if size >= 1e6 else f"{size / 1e3:.3g} kB"
