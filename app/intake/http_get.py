"""One GET of a public address, within limits of place, time, size and redirects; what the body is, is not looked at."""

import ssl
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore

from app.domain.errors import FetchError
from app.intake.addresses import public_addresses, resolve
from app.intake.timed_streams import TimedBackend, seconds_left
from app.intake.unpacking import too_large_page, unpacked

MAX_REDIRECTS = 5
_PORTS = frozenset({80, 443, 8000, 8080, 8443})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back at last. Names of `headers` are in small letters; only a status of 200 to 299 has a body."""

    status: int
    url: str  # the address that answered, after redirects
    headers: dict[str, str]
    body: bytes
    moved: bool = False  # there were redirects on the way, and each said that it is for good

    @property
    def kind(self) -> str:
        """The declared media type, `text/html`; empty where none is declared."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        """The declared charset."""
        for part in self.headers.get("content-type", "").split(";")[1:]:
            if part.strip().lower().startswith("charset="):
                return part.split("=", 1)[1].strip(" \"'") or None
        return None


def http_get(
    url: str,
    *,
    deadline_seconds: float,
    max_bytes: int,
    headers: Mapping[str, str],
    types: Collection[str] | None = None,
    allow_private: Collection[str] = (),
    otherwise: str = "try later, or paste the text",
) -> Answer:
    """GET `url`, following at most MAX_REDIRECTS redirects.

    Args: deadline_seconds: for everything together, names, redirects and body; max_bytes: of the unpacked body;
        headers: User-Agent, Accept and what else is asked with; types: media types that are wanted, any where null;
        allow_private: `host:port` places that may be at a private address and an unusual port (for tests);
        otherwise: what to do where there is no answer, for the message.
    Returns: the answer, whatever its status.
    Raises: FetchError naming `url`, what went wrong and what to do.
    """
    deadline = time.monotonic() + deadline_seconds
    place, moved = url.strip(), True
    try:
        for hop in range(MAX_REDIRECTS + 1):
            answer = _get(place, deadline, max_bytes, headers, types, frozenset(allow_private))
            if answer.status not in _REDIRECTS:
                return replace(answer, moved=moved and hop > 0)
            place, moved = _next_place(answer), moved and answer.status in _PERMANENT
        raise FetchError(
            f"more than {MAX_REDIRECTS} redirects: open it in a browser and give the last address"
        )
    except FetchError as error:
        raise type(error)(f"{url}: {error}") from error
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise FetchError(f"{url}: no whole answer in {deadline_seconds:g} seconds: {otherwise}") from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        reason = str(error) or type(error).__name__
        raise FetchError(f"{url}: the connection failed ({reason}): {otherwise}") from error


def _next_place(answer: Answer) -> str:
    if not answer.headers.get("location"):
        raise FetchError(f"a redirect ({answer.status}) that leads nowhere: check the address")
    return urljoin(answer.url, _as_utf8(answer.headers["location"]))


def _get(
    url: str,
    deadline: float,
    max_bytes: int,
    asked_with: Mapping[str, str],
    types: Collection[str] | None,
    allowed: frozenset[str],
) -> Answer:
    """The answer of this address itself, a redirect too."""
    target = checked_target(url, allowed)
    headers: dict[bytes | str, bytes | str] = {
        "Host": target.netloc,
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
        **dict(asked_with.items()),
    }
    with (
        httpcore.ConnectionPool(
            network_backend=CheckedBackend(deadline, allowed),
            ssl_context=tls(),
            http2=False,
        ) as pool,
        pool.stream("GET", target.url, headers=headers) as response,
    ):
        found = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
        answer = Answer(response.status, url, found, b"")
        if not 200 <= response.status < 300:
            return answer
        if types is not None and answer.kind and answer.kind not in types:
            raise FetchError(
                f"this is {answer.kind}, not an HTML or text page nor a PDF: "
                "give the page of the article, or its text"
            )
        declared = found.get("content-length", "")
        if declared.isdecimal() and int(declared) > max_bytes:
            raise too_large_page(max_bytes)
        body = unpacked(response.iter_stream(), found.get("content-encoding", ""), max_bytes)
    return replace(answer, body=body)


@cache
def tls() -> ssl.SSLContext:
    """Once a process: to read the certificates takes longer than many an answer."""
    return ssl.create_default_context()


class Target:
    """A checked address, as the connection needs it."""

    def __init__(self, url: httpcore.URL, netloc: str) -> None:
        self.url = url
        self.netloc = netloc


def checked_target(url: str, allowed: frozenset[str]) -> Target:
    try:
        parts = urlsplit(url)
        port = parts.port
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise FetchError(f"{url[:100]} is no web address: give https://…") from None
    scheme = parts.scheme.lower()
    if scheme not in ("http", "https") or not host:
        raise FetchError(f"{url[:100]} is no http or https address: only web pages are fetched")
    if parts.username or parts.password:
        raise FetchError("a user name or password in the address: give the address without it")
    number = port or (443 if scheme == "https" else 80)
    if number not in _PORTS and f"{host}:{number}" not in allowed:
        raise FetchError(f"port {number} is none of a public web site's: give the site's own address")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?[]")
    bare = f"[{host}]" if ":" in host else host
    netloc = bare if port is None else f"{bare}:{port}"
    target = f"{path}?{query}" if query else path
    return Target(httpcore.URL(scheme=scheme, host=host, port=number, target=target), netloc)


def _as_utf8(location: str) -> str:
    """Header values are read as Latin-1; many servers send UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


class CheckedBackend(TimedBackend):
    """Connects to an address that was checked itself, so that a name cannot turn to another one in
    between."""

    def __init__(self, deadline: float, allowed: frozenset[str]) -> None:
        super().__init__(deadline)
        self._allowed = allowed

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore.NetworkStream:
        addresses = resolve if f"{host}:{port}" in self._allowed else public_addresses
        error: Exception = OSError("no address")
        for address in addresses(host, port, timeout=seconds_left(self._deadline)):
            try:
                return super().connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                error = failed
        raise error
