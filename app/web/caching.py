"""Answers of anonymous GETs, kept in process and checked by ETag: made once per data version.

What an anonymous answer depends on is in its ETag: the data version, the program, the address, the day
(pages say what is about to expire), the language, the htmx variant, the theme, and the encoding. A write bumps the data
version; nothing else has to be told. Pages of a signed-in user pass by: they are neither kept nor
compressed, since they carry a token that compression could leak (BREACH).
"""

import gzip
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.auth import session_token

MAX_BYTES = 32 * 1024 * 1024  # of all kept answers, compressed and not
MAX_ANSWER = 2 * 1024 * 1024  # a larger answer passes through as it comes
MIN_COMPRESSED = 500
LEVEL = 6
NEVER_KEPT = (
    "/static/",
    "/sign-in",
    "/sign-out",
    "/add",
    "/alerts/",
    "/account",
    "/review",
    "/admin",
    "/reset",
    "/theme",
    "/changes",
    "/healthz",
    "/readyz",
    "/metrics",
)
THEMES = {"", "light", "dark"}
VARIANT_HEADERS = ("hx-request", "hx-boosted", "hx-history-restore-request")
_GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))")  # not "gzip;q=0": refused
VARY = "Accept-Encoding, Accept-Language, Cookie, HX-Request, HX-Boosted, HX-History-Restore-Request"
API_PAGES = {"/api/v1", "/api/v1/recipes"}
API_VARY = "Accept-Encoding"  # it reads no cookie and knows no fragments
KEEP_AND_ASK = "public, no-cache"
RawHeaders = list[tuple[bytes, bytes]]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as it leaves; `packed` is its gzip form where that is worth it."""

    headers: RawHeaders  # without Content-Length, Content-Encoding, ETag and Vary
    body: bytes
    packed: bytes | None

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"") + 500  # about what headers and key take


class AnswerStore:
    """The answers used last, up to `max_bytes` in all. Safe to share between threads."""

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        self._answers: OrderedDict[str, Answer] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Answer | None:
        with self._lock:
            answer = self._answers.get(key)
            if answer is not None:
                self._answers.move_to_end(key)
            return answer

    def put(self, key: str, answer: Answer) -> None:
        with self._lock:
            old = self._answers.pop(key, None)
            self.size += answer.size - (old.size if old else 0)
            self._answers[key] = answer
            while self.size > self.max_bytes and self._answers:
                _, dropped = self._answers.popitem(last=False)
                self.size -= dropped.size


class PageCache:
    """Plain ASGI middleware. `data_version` is asked once a request; `program` is a digest of the code.

    `is_private`: the site is closed to readers, so that no answer is for everybody.
    """

    def __init__(
        self, app: ASGIApp, data_version: Callable[[], int], program: str, *, is_private: bool = False
    ) -> None:
        self.app = app
        self.is_private = is_private
        self.data_version = data_version
        self.program = program
        self.store = AnswerStore()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
        elif self.is_private or not _is_public(scope):
            await self.app(scope, receive, _with_default(send, "private, no-store"))
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = Headers(scope=scope)
        version = await run_in_threadpool(self.data_version)
        key = self._key(scope, asked, version)
        takes_gzip = _GZIP.search(asked.get("accept-encoding", "")) is not None
        # Known by its address alone: who holds this ETag holds what we would render.
        seen = asked.get("if-none-match", "")
        for etag in (f'"{key}-gz"', f'"{key}"'):
            if etag in seen:
                await _not_modified(send, scope, etag)
                return
        answer = self.store.get(key)
        if answer is None:
            # An answer that is not kept (an error) may be gone at the next write: ask again each time.
            recorder = Recorder(
                _with_default(send, "no-cache"), lambda made: self._leave(send, scope, key, made, takes_gzip)
            )
            await self.app(dict(scope, method="GET"), receive, recorder)
            if recorder.answer is not None:
                self.store.put(key, recorder.answer)
            return
        await self._leave(send, scope, key, answer, takes_gzip)

    async def _leave(self, send: Send, scope: Scope, key: str, answer: Answer, takes_gzip: bool) -> None:
        packed = answer.packed if takes_gzip else None
        body = packed or answer.body
        headers = [
            *answer.headers,
            (b"etag", f'"{key}-gz"'.encode() if packed else f'"{key}"'.encode()),
            (b"vary", _vary(scope)),
            (b"content-length", str(len(body)).encode()),
        ]
        if packed:
            headers.append((b"content-encoding", b"gzip"))
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    def _key(self, scope: Scope, asked: Headers, version: int) -> str:
        parts = [
            str(version),
            self.program,
            datetime.now(UTC).date().isoformat(),
            asked.get("host", ""),  # feeds and the API write absolute addresses
            scope.get("scheme", ""),
            scope.get("language", ""),
            scope.get("prefix", ""),
            scope["path"],
            scope["query_string"].decode("latin-1"),
            _theme(scope),
            *(asked.get(name, "") for name in VARIANT_HEADERS),
        ]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


class Recorder:
    """Takes an answer whole, to keep it; one that is not to be kept, or too large, goes out as it comes."""

    def __init__(self, send: Send, leave: Callable[[Answer], Awaitable[None]]) -> None:
        self.answer: Answer | None = None
        self._send = send
        self._leave = leave
        self._start: Message | None = None  # held back while the answer may still be kept
        self._chunks: list[bytes] = []
        self._size = 0

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _may_be_kept(message):
            self._start = message
        elif self._start is None or message["type"] != "http.response.body":
            await self._send(message)
        else:
            await self._take(self._start, message)

    async def _take(self, start: Message, message: Message) -> None:
        self._chunks.append(message.get("body", b""))
        self._size += len(self._chunks[-1])
        if self._size > MAX_ANSWER:
            self._start = None
            await self._send(start)
            await self._send({**message, "body": b"".join(self._chunks)})
        elif not message.get("more_body"):
            self.answer = await run_in_threadpool(_answer_of, start, b"".join(self._chunks))
            await self._leave(self.answer)


def _answer_of(start: Message, body: bytes) -> Answer:
    dropped = {b"content-length", b"vary", b"etag"}
    headers = [(name, value) for name, value in start["headers"] if name.lower() not in dropped]
    if not any(name.lower() == b"cache-control" for name, _ in headers):
        headers.append((b"cache-control", KEEP_AND_ASK.encode()))
    packed = gzip.compress(body, LEVEL, mtime=0) if len(body) >= MIN_COMPRESSED else None
    return Answer(headers, body, packed)


def _may_be_kept(start: Message) -> bool:
    headers = Headers(raw=start["headers"])
    return (
        start["status"] == 200
        and "set-cookie" not in headers
        and "content-encoding" not in headers
        and "no-store" not in headers.get("cache-control", "")
    )


def _is_public(scope: Scope) -> bool:
    """A GET or HEAD whose answer is the same for everybody."""
    if scope["method"] not in {"GET", "HEAD"} or scope["path"].startswith(NEVER_KEPT):
        return False
    if _is_api(scope):
        return "authorization" not in Headers(scope=scope)  # reads no cookie
    return session_token(scope) is None and _theme(scope) in THEMES


def _is_api(scope: Scope) -> bool:
    """Whether a program asks; the pages about the API are pages, which know who is signed in."""
    return scope["path"].startswith("/api/") and scope["path"] not in API_PAGES


def _theme(scope: Scope) -> str:
    if _is_api(scope):
        return ""
    return HTTPConnection(scope).cookies.get("theme", "")  # read as `render` reads it


def _vary(scope: Scope) -> bytes:
    return (API_VARY if _is_api(scope) else VARY).encode()


def _with_default(send: Send, cache_control: str) -> Send:
    """Sends `Cache-Control` where the route set none: static files say for themselves how long they keep."""

    async def send_with_default(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).setdefault("Cache-Control", cache_control)
        await send(message)

    return send_with_default


async def _not_modified(send: Send, scope: Scope, etag: str) -> None:
    headers = [
        (b"etag", etag.encode()),
        (b"vary", _vary(scope)),
        (b"cache-control", KEEP_AND_ASK.encode()),
    ]
    await send({"type": "http.response.start", "status": 304, "headers": headers})
    await send({"type": "http.response.body", "body": b""})
