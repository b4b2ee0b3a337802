"""The bytes of a source as they came, with what the server said of them, and how they are packed."""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime

from app.domain.kinds import FetchHow
from app.intake.raw import KeptBytes

LEVEL = 6  # of zlib, which every Python has
SAFE_HEADERS = frozenset(  # what a server says of a page; never cookies, nor anything about who asked
    (
        "age", "cache-control", "content-disposition", "content-encoding", "content-language", "content-length",
        "content-location", "content-type", "date", "etag", "expires", "last-modified", "location", "server",
    )
)  # fmt: skip
MOST_HEADER = 500  # characters of one value


def fetched_bytes(
    data: bytes, url: str, final_url: str, status: int, headers: Mapping[str, str]
) -> KeptBytes:
    """What a server sent for `url`; `data` is unpacked from the transfer, `headers` go by names in lower case."""
    return KeptBytes(FetchHow.FETCHED, datetime.now(UTC), url, final_url, status, safe_headers(headers), data)


def uploaded_bytes(data: bytes) -> KeptBytes:
    """What a person gave as a file."""
    return KeptBytes(FetchHow.UPLOADED, datetime.now(UTC), None, None, None, {}, data)


def safe_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """The response headers that may be kept, by name, without control characters."""
    return {
        name: "".join(c for c in value if c.isprintable())[:MOST_HEADER]
        for name, value in sorted(headers.items())
        if name in SAFE_HEADERS
    }


def pack(data: bytes) -> bytes:
    """The bytes as they are kept."""
    return zlib.compress(data, LEVEL)


def unpack(packed: bytes) -> bytes:
    """The reverse of `pack`."""
    return zlib.decompress(packed)
