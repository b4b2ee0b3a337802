"""The body of an HTTP answer, unpacked within a limit."""

import zlib
from collections.abc import Iterable
from typing import Any

from app.domain.errors import FetchError, FetchTooLarge


def unpacked(chunks: Iterable[bytes], encoding: str, max_bytes: int) -> bytes:
    """The body, unpacked step by step, so that no small answer can grow past `max_bytes`.

    `encoding` is a Content-Encoding. Raises FetchError without the name of the page.
    """
    encoding = encoding.strip().lower()
    if encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        raise FetchError(f"packed as {encoding}, which was not asked for: paste the text")
    unpacker: Any = None
    body = bytearray()
    for chunk in chunks:
        if encoding in ("", "identity"):
            body += chunk
        else:
            if unpacker is None:
                # 47: gzip or zlib by its head; some servers send deflate without any head
                bare = encoding == "deflate" and chunk[:1] != b"\x78"
                unpacker = zlib.decompressobj(-15 if bare else 47)
            try:
                body += unpacker.decompress(chunk, max_bytes + 1 - len(body))
            except zlib.error as error:
                raise FetchError(
                    f"a damaged {encoding} answer ({error}): try again, or paste the text"
                ) from error
        if len(body) > max_bytes:
            raise too_large_page(max_bytes)
    return bytes(body)


def too_large_page(max_bytes: int) -> FetchTooLarge:
    return FetchTooLarge(f"over {max_bytes / 1e6:.3g} MB")
