"""How often one address may call the API, said in every answer (draft-ietf-httpapi-ratelimit-headers).

A window of a minute begins with the first call in it. Each web process counts for itself.
"""

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PREFIX = "/api/"
WINDOW = 60  # seconds
MOST_CALLERS = 20_000  # that are remembered; those that called longest ago are forgotten first
IPV6_NETWORK = 64  # bits: a household or a server has one such network, with more addresses than it can use


class Windows:
    """How often each caller came in a window of `seconds`. `clock` gives seconds that only grow."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.most = most
        self.seconds = seconds
        self.clock = clock
        self._windows: OrderedDict[str, tuple[float, int]] = OrderedDict()  # caller -> (began, calls)
        self._lock = threading.Lock()

    def count(self, caller: str) -> tuple[int, int]:
        """Count a call: how many are left (negative: none was), and the seconds until the window ends."""
        with self._lock:
            now = self.clock()
            began, calls = self._windows.pop(caller, (now, 0))
            if now - began >= self.seconds:
                began, calls = now, 0
            self._windows[caller] = (began, calls + 1)
            if len(self._windows) > MOST_CALLERS:
                self._windows.popitem(last=False)
        return self.most - calls - 1, math.ceil(began + self.seconds - now)


class RateLimit:
    """Plain ASGI middleware. `clock` gives seconds that only grow."""

    def __init__(self, app: ASGIApp, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self.per_minute = per_minute
        self._windows = Windows(per_minute, WINDOW, clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(PREFIX) or scope["method"] == "OPTIONS":
            await self.app(scope, receive, send)
            return
        left, seconds = self._windows.count(caller_of(scope))
        fields = {
            "RateLimit-Policy": f'"address";q={self.per_minute};w={WINDOW}',
            "RateLimit": f'"address";r={max(left, 0)};t={seconds}',
        }
        if left < 0:
            await self._refusal(seconds, fields)(scope, receive, send)
            return

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(fields)
            await send(message)

        await self.app(scope, receive, send_counted)

    def _refusal(self, seconds: int, fields: dict[str, str]) -> JSONResponse:
        return JSONResponse(
            {
                "type": "about:blank",
                "title": "Too Many Requests",
                "status": 429,
                "detail": f"At most {self.per_minute} calls a minute: go on in {seconds} seconds. "
                "For everything at once take the dump or a list as CSV: /data",
            },
            status_code=HTTPStatus.TOO_MANY_REQUESTS,
            headers={"Retry-After": str(seconds), "Cache-Control": "no-store", **fields},
            media_type="application/problem+json",
        )


def caller_of(scope: Scope) -> str:
    """The address that calls; of IPv6 its network."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return str(host)
    if address.version == 6:
        return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))
    return str(address)
