"""Fetching one page: what comes in, and that nothing private, endless or huge does."""

import socket
import time
from typing import Any

import pytest

from app.domain.errors import FetchError
from app.intake.fetch import USER_AGENT, fetch
from app.intake.raw import MediaType, RawArticle
from tests.intake.conftest import Site


def get(site: Site, path: str, **limits: Any) -> RawArticle:
    return fetch(f"{site.url}{path}", allow_private={site.place}, **limits)


@pytest.mark.parametrize("path", ["/page", "/gzip", "/deflate", "/hops?5"])
def test_a_page_comes_in(site: Site, path: str) -> None:
    article = get(site, path)
    assert "no base is planned" in article.body
    assert article.media is MediaType.HTML
    assert article.name == f"{site.url}{path}"


def test_plain_text_comes_in(site: Site) -> None:
    assert get(site, "/plain").media is MediaType.TEXT


def test_the_declared_charset_is_used(site: Site) -> None:
    assert "Глава ведомства" in get(site, "/cp1251").body


def test_the_address_that_answered_is_kept(site: Site) -> None:
    assert get(site, "/hops?2").url == f"{site.url}/page"


def test_it_says_who_it_is(site: Site) -> None:
    get(site, "/page")
    assert site.requests[0]["User-Agent"] == USER_AGENT
    assert "Basewatch/" in USER_AGENT


@pytest.mark.parametrize(
    ("path", "says"),
    [
        pytest.param("/bomb", "over 1 MB", id="gzip bomb"),
        pytest.param("/endless", "over 1 MB", id="endless body"),
        pytest.param("/stated-large", "over 1 MB", id="stated length"),
        pytest.param("/kind?application/pdf", "this PDF is damaged", id="pdf"),
        pytest.param("/kind?image/png", "this is image/png", id="image"),
        pytest.param("/kind?text/html", "this PDF is damaged", id="pdf called html"),
        pytest.param("/loop", "more than 5 redirects", id="redirects for ever"),
        pytest.param("/hops?6", "more than 5 redirects", id="six redirects"),
        pytest.param("/nowhere", "leads nowhere", id="redirect without address"),
        pytest.param("/status?404", "no such page", id="404"),
        pytest.param("/status?403", "the site refuses", id="403"),
        pytest.param("/status?500", "status 500", id="500"),
        pytest.param("/damaged", "a damaged gzip answer", id="damaged gzip"),
        pytest.param("/brotli", "packed as br", id="unasked packing"),
        pytest.param("/to?ftp://example.org/a", "no http or https address", id="redirect to ftp"),
        pytest.param("/to?file:///etc/passwd", "no http or https address", id="redirect to a file"),
        pytest.param("/to?http://10.0.0.1/", "no public address", id="redirect to a private address"),
        pytest.param("/to?http://[::1]/", "no public address", id="redirect to loopback"),
        pytest.param("/to?http://169.254.169.254/latest", "no public address", id="redirect to link-local"),
        pytest.param("/to?http://127.1/", "no public address", id="redirect to short loopback"),
    ],
)
def test_what_is_refused(site: Site, path: str, says: str) -> None:
    with pytest.raises(FetchError, match=says) as raised:
        get(site, path, max_bytes=1_000_000, deadline_seconds=10)
    assert str(raised.value).startswith(f"{site.url}{path}")


@pytest.mark.parametrize("path", ["/hang", "/drip"])
def test_one_deadline_ends_it_all(site: Site, path: str) -> None:
    started = time.perf_counter()
    with pytest.raises(FetchError, match=r"no whole answer in 0\.3 seconds"):
        get(site, path, deadline_seconds=0.3)
    assert time.perf_counter() - started < 2


def test_a_name_that_does_not_resolve_in_time(monkeypatch: pytest.MonkeyPatch, site: Site) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1))
    with pytest.raises(FetchError, match="did not resolve in time"):
        fetch("http://slow.example.org/", deadline_seconds=0.1)


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("http://127.0.0.1/", "no public address"),
        ("http://localhost/", "no public address"),
        ("http://2130706433/", "no public address"),
        ("http://[::ffff:10.0.0.1]/", "no public address"),
        ("http://192.168.1.1/admin", "no public address"),
        ("http://example.org:22/", "port 22"),
        ("ftp://example.org/", "no http or https address"),
        ("example.org/a", "no http or https address"),
        ("http://user:secret@example.org/", "user name or password"),
        ("http://[broken/", "no web address"),
        ("http://example.org:notaport/", "no web address"),
    ],
)
def test_addresses_that_are_never_asked(url: str, says: str) -> None:
    with pytest.raises(FetchError, match=says):
        fetch(url, deadline_seconds=5)


def answers(*addresses: str) -> Any:
    """A resolver that gives each answer once, the last one for ever: a name that is rebound."""
    left = list(addresses)

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (part, port)) for part in address.split(",")]

    return getaddrinfo


def test_one_private_answer_of_several_refuses_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", answers("93.184.216.34,10.0.0.1"))
    with pytest.raises(FetchError, match=r"two\.example\.org is at 10\.0\.0\.1"):
        fetch("http://two.example.org/")


def test_the_checked_address_is_the_one_connected_to(monkeypatch: pytest.MonkeyPatch) -> None:
    """A second answer, private, must never be asked for: the name would be rebound between check and use."""
    asked: list[Any] = []

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        asked.append(address)
        raise OSError("not in a test")

    monkeypatch.setattr(socket, "getaddrinfo", answers("93.184.216.34", "127.0.0.1"))
    monkeypatch.setattr(socket, "create_connection", connect)
    with pytest.raises(FetchError, match="the connection failed"):
        fetch("http://rebound.example.org/", deadline_seconds=2)
    assert asked == [("93.184.216.34", 80)]


def test_nobody_listens(site: Site) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    with pytest.raises(FetchError, match="the connection failed"):
        fetch(f"http://{place}/", allow_private={place}, deadline_seconds=2)
