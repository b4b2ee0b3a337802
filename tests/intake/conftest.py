"""A web server on loopback that behaves badly on demand."""

import gzip
import threading
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = "<html><head><title>t</title></head><body><p>The minister said no base is planned.</p></body></html>"


@dataclass
class Site:
    """The server's place (`127.0.0.1:port`), its address, and the requests that came."""

    place: str
    url: str
    requests: list[dict[str, str]] = field(default_factory=list)


class _Handler(BaseHTTPRequestHandler):
    site: Site
    stop: threading.Event

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.site.requests.append({**self.headers, "path": self.path})
        path, _, query = self.path.partition("?")
        try:
            getattr(self, "get_" + path.strip("/").replace("-", "_"))(query)
        except OSError:
            return  # the client has had enough

    def answer(
        self, body: bytes, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str
    ) -> None:
        self.send_response(status)
        if kind:
            self.send_header("Content-Type", kind)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def get_page(self, _: str) -> None:
        self.answer(PAGE.encode(), Content_Length=str(len(PAGE)))

    def get_plain(self, _: str) -> None:
        self.answer(b"The minister said no base is planned.", "text/plain")

    def get_cp1251(self, _: str) -> None:
        self.answer(
            "<html><p>Глава ведомства заявил о планах.</p></html>".encode("cp1251"),
            "text/html; charset=cp1251",
        )

    def get_gzip(self, _: str) -> None:
        self.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip")

    def get_deflate(self, _: str) -> None:
        packer = zlib.compressobj(wbits=-15)
        self.answer(packer.compress(PAGE.encode()) + packer.flush(), Content_Encoding="deflate")

    def get_bomb(self, _: str) -> None:
        self.answer(gzip.compress(b"<html>" + bytes(50_000_000), 9), Content_Encoding="gzip")

    def get_damaged(self, _: str) -> None:
        self.answer(b"no gzip at all", Content_Encoding="gzip")

    def get_brotli(self, _: str) -> None:
        self.answer(b"?", Content_Encoding="br")

    def get_endless(self, _: str) -> None:
        self.answer(b"<html>")
        while not self.stop.is_set():
            self.wfile.write(b"word " * 20_000)

    def get_stated_large(self, _: str) -> None:
        self.answer(b"", Content_Length="999999999")

    def get_hang(self, _: str) -> None:
        self.stop.wait(20)

    def get_drip(self, _: str) -> None:
        self.answer(b"<html>")
        while not self.stop.wait(0.05):
            self.wfile.write(b"w")
            self.wfile.flush()

    def get_status(self, query: str) -> None:
        self.answer(b"no", status=int(query))

    def get_kind(self, query: str) -> None:
        self.answer(b"%PDF-1.4", query)

    def get_loop(self, query: str) -> None:
        self.answer(b"", status=302, Location=f"/loop?{int(query or 0) + 1}")

    def get_hops(self, query: str) -> None:
        left = int(query)
        self.answer(b"", status=301, Location=f"/hops?{left - 1}" if left > 1 else "/page")

    def get_to(self, query: str) -> None:
        self.answer(b"", status=307, Location=query)

    def get_nowhere(self, _: str) -> None:
        self.answer(b"", status=302)


@pytest.fixture
def site() -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    place = f"127.0.0.1:{server.server_port}"
    _Handler.site, _Handler.stop = Site(place, f"http://{place}"), threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield _Handler.site
    _Handler.stop.set()
    server.shutdown()
    server.server_close()
