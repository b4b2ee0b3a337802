"""One page from the web, within limits of address, time, size, redirects and form."""

import ssl
import time
from collections.abc import Collection
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import httpcore

import app
from app.domain.errors import FetchError, InputError
from app.intake.addresses import public_addresses, resolve
from app.intake.article_bytes import raw_article
from app.intake.decode import MAX_BYTES, decode
from app.intake.pdf import is_pdf
from app.intake.raw import RawArticle
from app.intake.timed_streams import TimedBackend, seconds_left
from app.intake.unpacking import too_large_page, unpacked

DEADLINE_SECONDS = 15.0
MAX_REDIRECTS = 5
USER_AGENT = f"Basewatch/{app.__version__} (reads one article at a person's request)"
_PORTS = frozenset({80, 443, 8000, 8080, 8443})
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TYPES = _HTML_TYPES | {"text/plain", "application/pdf"}
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CHUNK = 65_536


def fetch(
    url: str,
    *,
    deadline_seconds: float = DEADLINE_SECONDS,
    max_bytes: int = MAX_BYTES,
    allow_private: Collection[str] = (),
) -> RawArticle:
    """Fetch the page at `url`, HTML, plain text or a PDF, following at most MAX_REDIRECTS redirects.

    Args: deadline_seconds: for everything together, names, redirects and body; max_bytes: of the unpacked
    body, MAX_BYTES at most;
        allow_private: `host:port` places that may be at a private address and an unusual port (for tests).
    Returns: a RawArticle whose `url` is the address that answered at last.
    Raises: FetchError naming `url`, what went wrong and what to do.
    """
    deadline = time.monotonic() + deadline_seconds
    max_bytes = min(max_bytes, MAX_BYTES)
    place = url.strip()
    try:
        for _ in range(MAX_REDIRECTS + 1):
            answer = _get(place, deadline, max_bytes, frozenset(allow_private))
            if isinstance(answer, str):
                place = answer
                continue
            body, charset, is_html = answer
            text = decode(body, url, charset=charset)
            return raw_article(text, url, {"url": place}, html=(is_html and not is_pdf(body)) or None)
        raise FetchError(
            f"more than {MAX_REDIRECTS} redirects: open it in a browser and give the last address"
        )
    except FetchError as error:
        raise FetchError(f"{url}: {error}") from error
    except InputError as error:  # undecodable: the message names the URL already
        raise FetchError(str(error)) from error
    except (httpcore.TimeoutException, TimeoutError) as error:
        raise FetchError(
            f"{url}: no whole answer in {deadline_seconds:g} seconds: try later, or paste the text"
        ) from error
    except (httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        reason = str(error) or type(error).__name__
        raise FetchError(f"{url}: the connection failed ({reason}): try later, or paste the text") from error


def _get(
    url: str, deadline: float, max_bytes: int, allowed: frozenset[str]
) -> str | tuple[bytes, str | None, bool]:
    """The address that a redirect leads to; or the body, its declared charset and whether it is HTML."""
    target = _target(url, allowed)
    backend = _CheckedBackend(deadline, allowed)
    headers: dict[bytes | str, bytes | str] = {
        "Host": target.netloc,
        "User-Agent": USER_AGENT,
        "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,application/pdf;q=0.8",
        "Accept-Encoding": "gzip, deflate",
        "Connection": "close",
    }
    with (
        httpcore.ConnectionPool(
            network_backend=backend, ssl_context=ssl.create_default_context(), http2=False
        ) as pool,
        pool.stream("GET", target.url, headers=headers) as response,
    ):
        found = {key.decode("latin-1").lower(): value.decode("latin-1") for key, value in response.headers}
        if response.status in _REDIRECTS:
            if not found.get("location"):
                raise FetchError(f"a redirect ({response.status}) that leads nowhere: check the address")
            return urljoin(url, _as_utf8(found["location"]))
        _check_status(response.status)
        kind, _, parameters = found.get("content-type", "").partition(";")
        kind = kind.strip().lower()
        if kind and kind not in _TYPES:
            raise FetchError(
                f"this is {kind}, not an HTML or text page nor a PDF: give the page of the article, or its text"
            )
        declared = found.get("content-length", "")
        if declared.isdecimal() and int(declared) > max_bytes:
            raise too_large_page(max_bytes)
        body = unpacked(response.iter_stream(), found.get("content-encoding", ""), max_bytes)
    charset = next(
        (
            p.split("=", 1)[1].strip(" \"'")
            for p in parameters.split(";")
            if p.strip().lower().startswith("charset=")
        ),
        None,
    )
    return body, charset or None, kind in _HTML_TYPES


class _Target:
    """A checked address, as the connection needs it."""

    def __init__(self, url: httpcore.URL, netloc: str) -> None:
        self.url = url
        self.netloc = netloc


def _target(url: str, allowed: frozenset[str]) -> _Target:
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
    return _Target(httpcore.URL(scheme=scheme, host=host, port=number, target=target), netloc)


def _check_status(status: int) -> None:
    if 200 <= status < 300:
        return
    if status in (401, 402, 403, 429, 451):
        raise FetchError(f"the site refuses (status {status}): open it in a browser and paste the text")
    if status in (404, 410):
        raise FetchError(f"no such page (status {status}): check the address")
    raise FetchError(f"the site answered with status {status}: try later, or paste the text")


def _as_utf8(location: str) -> str:
    """Header values are read as Latin-1; many servers send UTF-8."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


class _CheckedBackend(TimedBackend):
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
