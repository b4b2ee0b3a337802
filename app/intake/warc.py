"""A web archive (WARC/1.x, packed with gzip or not) -> the HTML pages in it, one at a time, as a stream."""

import gzip
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, cast

from app.domain.errors import FetchError, InputError
from app.intake.article_bytes import raw_article
from app.intake.decode import MAX_BYTES, decode
from app.intake.kept_bytes import fetched_bytes
from app.intake.known import is_web_address
from app.intake.raw import InputProblem, RawArticle
from app.intake.unpacking import unpacked

MAX_UNPACKED = 20_000_000_000  # bytes of the whole archive
MAX_RECORDS = 2_000_000
_LINE = 65_536  # bytes of one header
_MOST_HEADERS = 200
_CHUNK = 1 << 20
_GZIP = b"\x1f\x8b"
_TYPES = ("text/html", "application/xhtml+xml")


class _CutShort(Exception):
    """The archive ends, or breaks, inside a record; the message says how."""


def is_warc(head: bytes) -> bool:
    """True for the first bytes of an archive; of a packed one, where its first bytes unpack to it."""
    if head.startswith(_GZIP):
        try:
            head = zlib.decompressobj(47).decompress(head, 64)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def read_warc(
    stream: BinaryIO, name: str, *, max_unpacked: int = MAX_UNPACKED
) -> Iterator[RawArticle | InputProblem]:
    """The pages that answered 200 with HTML, each with its address.

    A page that cannot be used is an InputProblem. An archive that is cut short or over `max_unpacked` bytes gives what
    came before, then an InputProblem that says so. Raises InputError for what is no archive or holds no page.
    """
    head = stream.peek(256)[:256] if hasattr(stream, "peek") else b""
    plain = cast(IO[bytes], gzip.GzipFile(fileobj=stream)) if head.startswith(_GZIP) else stream
    reader = _Reader(plain, max_unpacked)
    found = number = 0
    try:
        for number, (headers, length) in enumerate(reader.records(), 1):
            if number > MAX_RECORDS:
                raise _CutShort(f"more than {MAX_RECORDS:,} records: split the archive")
            kind = headers.get("warc-type", "").lower()
            if kind != "response" or not headers.get("content-type", "").startswith("application/http"):
                reader.skip(length)
                continue
            called = f"{name}, record {number}"
            if length > MAX_BYTES:
                reader.skip(length)
                yield InputProblem(
                    called, f"{called}: over {MAX_BYTES / 1e6:.3g} MB, the limit for one article"
                )
                continue
            block = reader.take(length)
            try:
                page = _page(block, headers.get("warc-target-uri", "").strip("<> "), called)
            except InputError as error:
                yield InputProblem(called, str(error))
                continue
            if page is not None:
                found += 1
                yield page
    except _CutShort as why:
        if number == 0:
            raise InputError(f"{name}: no web archive that can be read ({why}): get the file again") from why
        yield InputProblem(
            name, f"{name}: {why}; the {found} {'page' if found == 1 else 'pages'} before it came in"
        )
        return
    if found == 0:
        raise InputError(
            f"{name}: this archive holds no HTML page that answered: check that it is the right one"
        )


class _Reader:
    """Records of an archive, counted while they are read."""

    def __init__(self, stream: IO[bytes], max_unpacked: int) -> None:
        self._stream = stream
        self._left = max_unpacked
        self._limit = max_unpacked

    def records(self) -> Iterator[tuple[dict[str, str], int]]:
        """The headers of each record and the length of its block, which the caller takes or skips."""
        while version := self._line():
            if not version.strip():
                continue
            if not version.startswith(b"WARC/"):
                raise _CutShort("broken: a record does not begin with WARC/")
            headers: dict[str, str] = {}
            for _ in range(_MOST_HEADERS):
                line = self._line()
                if not line:
                    raise _CutShort("cut short inside the head of a record")
                if not line.strip():
                    break
                key, _, value = line.decode("utf-8", "replace").partition(":")
                headers[key.strip().lower()] = value.strip()
            length = headers.get("content-length", "")
            if not (length.isascii() and length.isdecimal() and len(length) < 16):
                raise _CutShort("broken: a record without its length")
            yield headers, int(length)

    def take(self, length: int) -> bytes:
        data = self._counted(self._read(length))
        if len(data) < length:
            raise _CutShort("cut short inside a record")
        return data

    def skip(self, length: int) -> None:
        while length > 0:
            data = self._counted(self._read(min(length, _CHUNK)))
            if not data:
                raise _CutShort("cut short inside a record")
            length -= len(data)

    def _line(self) -> bytes:
        try:
            return self._counted(self._stream.readline(_LINE))
        except (EOFError, OSError, zlib.error) as error:
            raise _CutShort(_how(error)) from error

    def _read(self, size: int) -> bytes:
        try:
            return self._stream.read(size)
        except (EOFError, OSError, zlib.error) as error:
            raise _CutShort(_how(error)) from error

    def _counted(self, data: bytes) -> bytes:
        self._left -= len(data)
        if self._left < 0:
            raise _CutShort(
                f"over {self._limit / 1e6:,.0f} MB unpacked, the most that is read: split the archive"
            )
        return data


def _how(error: Exception) -> str:
    return "cut short inside a record" if isinstance(error, EOFError) else f"damaged ({error})"


def _page(block: bytes, url: str, name: str) -> RawArticle | None:
    """The page of an HTTP answer as it was sent; null for another status or form. Raises InputError."""
    head, _, body = block.partition(b"\r\n\r\n")
    status, *lines = head.decode("latin-1").split("\r\n")
    parts = status.split(None, 2)
    if len(parts) < 2 or not parts[0].startswith("HTTP/") or parts[1] != "200":
        return None
    headers = {
        key.strip().lower(): value.strip()
        for key, _, value in (line.partition(":") for line in lines[:_MOST_HEADERS])
    }
    kind, _, parameters = headers.get("content-type", "").partition(";")
    if kind.strip().lower() not in _TYPES:
        return None
    if not is_web_address(url):
        raise InputError(f"{name}: the address {url!r:.80} is none of a web page")
    if headers.get("transfer-encoding", "").lower() == "chunked":
        body = _joined(body)
    try:
        body = unpacked([body], headers.get("content-encoding", ""), MAX_BYTES)
    except FetchError as error:
        raise InputError(f"{name}: {error}") from error
    charset = parameters.partition("charset=")[2].partition(";")[0].strip(" \"'")
    source = fetched_bytes(body, url, url, 200, headers)
    text = decode(body, name, charset=charset or None)
    return raw_article(text, name, {"url": url, "source": source}, html=True)


def _joined(body: bytes) -> bytes:
    """A chunked body put together; as it is, where the archive holds it so already."""
    whole = bytearray()
    at = 0
    while at < len(body):
        end = body.find(b"\r\n", at, at + 200)
        try:
            size = int(body[at:end].split(b";")[0], 16) if end > 0 else -1
        except ValueError:
            size = -1
        if size < 0:
            return bytes(whole) or body
        if size == 0:
            break
        whole += body[end + 2 : end + 2 + size]
        at = end + 2 + size + 2
    return bytes(whole)
