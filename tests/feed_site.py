"""A web site on loopback with a feed: what stands at each path is set by the test."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from xml.sax.saxutils import escape


@dataclass
class Reply:
    """What a path answers; one with an ETag answers 304 to who has it."""

    body: str | bytes = ""
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class FeedSite:
    """The server's place (`127.0.0.1:port`), what it serves, and the requests that came."""

    place: str
    pages: dict[str, Reply] = field(default_factory=dict)
    requests: list[dict[str, str]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.place}"

    def asked(self, path: str) -> int:
        """How often a path was asked for."""
        return sum(request["path"] == path for request in self.requests)

    def article(self, path: str, sentence: str, title: str = "A headline of five words") -> None:
        """An article that says `sentence` at `path`."""
        self.pages[path] = Reply(article_page(sentence, title))

    def feed(self, items: str, path: str = "/rss", **headers: str) -> None:
        """An RSS feed of these items."""
        self.pages[path] = Reply(rss(items), kind="application/rss+xml", headers=headers)


def rss(items: str) -> str:
    head = '<?xml version="1.0" encoding="utf-8"?>'
    return f'{head}<rss version="2.0"><channel><title>The news of the day</title>{items}</channel></rss>'


def item(
    path: str | None, title: str = "A base is planned", *, guid: str = "", date: str = "", more: str = ""
) -> str:
    """One item of an RSS feed; `more` is further XML."""
    link = f"<link>{escape(path)}</link>" if path else ""
    known = f"<guid isPermaLink='false'>{escape(guid)}</guid>" if guid else ""
    when = f"<pubDate>{date}</pubDate>" if date else ""
    return f"<item><title>{escape(title)}</title>{link}{known}{when}{more}</item>"


def article_page(sentence: str, title: str) -> str:
    filling = "The government discussed the budget and the harvest of the year with the heads of the regions."
    return (
        f"<html><head><title>{escape(title)}</title></head><body><article><h1>{escape(title)}</h1>"
        f"<p>{escape(sentence)}</p><p>{filling}</p></article></body></html>"
    )


class _Handler(BaseHTTPRequestHandler):
    site: FeedSite

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.site.requests.append({**self.headers, "path": self.path})
        reply = self.site.pages.get(self.path, Reply("nothing here", 404))
        etag = reply.headers.get("ETag")
        unchanged = etag is not None and self.headers.get("If-None-Match") == etag
        body = b"" if unchanged else reply.body.encode() if isinstance(reply.body, str) else reply.body
        self.send_response(304 if unchanged else reply.status)
        self.send_header("Content-Type", reply.kind)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving() -> Iterator[FeedSite]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    site = FeedSite(f"127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = type("Handler", (_Handler,), {"site": site})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
