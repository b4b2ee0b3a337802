"""A language model's endpoint on loopback, in the OpenAI protocol, that answers as it is told to."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Endpoint:
    """`content` is what the model says; `behaviour` how the endpoint misbehaves, if it does."""

    url: str
    content: str = "{}"
    behaviour: str = "well"
    usage: object = field(default_factory=lambda: {"total_tokens": 900})
    requests: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serve_model() -> Iterator[Endpoint]:
    """The endpoint of one test."""
    endpoint = Endpoint("")

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            endpoint.requests.append({"path": self.path, **json.loads(body)})
            endpoint.keys.append(self.headers["Authorization"])
            try:
                getattr(self, endpoint.behaviour)()
            except OSError:
                return  # the client has had enough

        def send(self, body: bytes, status: int = 200, **headers: str) -> None:
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **headers}.items():
                self.send_header(name.replace("_", "-"), value)
            self.end_headers()
            self.wfile.write(body)

        def completion(self, finish: str = "stop") -> bytes:
            message = {"role": "assistant", "content": endpoint.content}
            choices = [{"index": 0, "message": message, "finish_reason": finish}]
            return json.dumps({"choices": choices, "usage": endpoint.usage}).encode()

        def well(self) -> None:
            self.send(self.completion())

        def cut(self) -> None:
            self.send(self.completion("length"))

        def html(self) -> None:
            self.send(b"<html>Bad gateway</html>", Content_Type="text/html")

        def other_form(self) -> None:
            self.send(b'{"choices": "many"}')

        def no_choice(self) -> None:
            self.send(b'{"choices": []}')

        def no_words(self) -> None:
            self.send(b'{"choices": [{"message": {"content": null}}]}')

        def refused(self) -> None:
            self.send(b'{"error": {"message": "invalid key sk-secret"}}', 401)

        def overloaded(self) -> None:
            self.send(b"{}", 429)

        def moved(self) -> None:
            self.send(b"", 307, Location="http://169.254.169.254/")

        def silent(self) -> None:
            endpoint.stop.wait(20)

        def drip(self) -> None:
            self.send(b"{")
            while not endpoint.stop.wait(0.02):
                self.wfile.write(b" ")
                self.wfile.flush()

        def endless(self) -> None:
            self.send(b'{"choices": [{"message": {"content": "')
            while not endpoint.stop.is_set():
                self.wfile.write(b"base " * 20_000)

        def nested(self) -> None:
            self.send(b"[" * 200_000)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    endpoint.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        endpoint.stop.set()
        server.shutdown()
        server.server_close()
