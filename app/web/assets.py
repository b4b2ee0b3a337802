"""Static files, read once at start and served under a path that changes when any of them does.

`/static/<digest>/css/base.css` may be kept for a year. One digest stands for all files, so that a style sheet
can name a font by a relative URL. `/static/css/base.css` works too, and is asked about each time.
"""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

IMMUTABLE = "public, max-age=31536000, immutable"
REVALIDATE = "public, no-cache"
SMALLEST_PACKED = 512  # bytes; below it the headers outweigh what gzip saves
TYPES = {  # our own table: the operating system's differs from machine to machine
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".txt": "text/plain; charset=utf-8",
    ".md": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json",
}
NOT_SERVED = {".py"}
NOT_PACKED = {".woff2", ".png", ".ico"}  # compressed as they are


class UnknownAsset(LookupError):
    """A template names a static file that does not exist."""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file, with its gzip form where that is smaller."""

    body: bytes
    packed: bytes | None
    media_type: str
    etag: str


class Assets:
    """The files under a folder; an ASGI application to mount at `/static`."""

    def __init__(self, folder: Path) -> None:
        paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix not in NOT_SERVED)
        self._files = {path.relative_to(folder).as_posix(): _read(path) for path in paths}
        everything = "".join(f"{name} {asset.etag}\n" for name, asset in self._files.items())
        self.digest = hashlib.sha256(everything.encode()).hexdigest()[:12]

    def url(self, path: str) -> str:
        """The address of a file: `css/base.css` -> `/static/<digest>/css/base.css`.

        Raises UnknownAsset when there is no such file.
        """
        if path not in self._files:
            raise UnknownAsset(f"static/{path} does not exist")
        return f"/static/{self.digest}/{path}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answer(scope)(scope, receive, send)

    def _answer(self, scope: Scope) -> Response:
        if scope["method"] not in {"GET", "HEAD"}:
            return Response("Only GET.", 405, {"Allow": "GET, HEAD"}, "text/plain")
        path = scope["path"].removeprefix(scope.get("root_path", "")).lstrip("/")
        digest, _, rest = path.partition("/")
        current = digest == self.digest
        # A page from before the last change names an older digest: it gets the file as it is now.
        asset = self._files.get(rest if current else path) or self._files.get(rest)
        if asset is None:
            return Response("There is no such file.", 404, media_type="text/plain")
        return _response(asset, Headers(scope=scope), IMMUTABLE if current else REVALIDATE)


@cache
def program_digest(*folders: Path) -> str:
    """Changes with the code and the templates, and is the same in every process that runs the same ones."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(one for one in folder.rglob("*") if one.suffix in {".py", ".html", ".po"}):
            digest.update(f"{path.relative_to(folder)}\0".encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> Asset:
    body = path.read_bytes()
    packed = None
    if path.suffix not in NOT_PACKED and len(body) >= SMALLEST_PACKED:
        packed = gzip.compress(body, compresslevel=9, mtime=0)
    media_type = TYPES.get(path.suffix, "application/octet-stream")
    return Asset(body, packed, media_type, hashlib.sha256(body).hexdigest()[:20])


def _response(asset: Asset, asked: Headers, cache_control: str) -> Response:
    packed = asset.packed if "gzip" in asked.get("accept-encoding", "") else None
    etag = f'"{asset.etag}-gz"' if packed else f'"{asset.etag}"'
    headers = {"ETag": etag, "Cache-Control": cache_control, "Vary": "Accept-Encoding"}
    if etag in asked.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(packed or asset.body, headers=headers, media_type=asset.media_type)
