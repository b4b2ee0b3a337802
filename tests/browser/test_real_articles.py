"""The five real articles: added by address from a server of our own, again by paste and by file, then reviewed."""

import html
import json
import re
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect
from sqlalchemy.orm import Session

from app.main import create_app
from app.settings import Settings
from tests.browser.conftest import OpenPage
from tests.conftest import open_engine
from tests.web.accounts import PASSWORD, make_user


class Pages(BaseHTTPRequestHandler):
    """The articles as pages of a site: `/0`, `/1` …"""

    texts: tuple[tuple[str, str], ...] = ()  # (text, day)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        text, day = self.texts[int(self.path.strip("/"))]
        lines = [html.escape(line) for line in text.splitlines() if line.strip()]
        meta = f'<meta property="article:published_time" content="{day}">' if day else ""
        body = "".join(f"<p>{line}</p>" for line in lines)
        head = f"<head><title>Article {self.path}</title>{meta}</head>"
        page = f"<html>{head}<body><article>{body}</article></body></html>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())


@pytest.fixture(scope="module")
def texts(shared_articles: Path) -> tuple[tuple[str, str], ...]:
    lines = (shared_articles / "index.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line) for line in lines if line.strip()]
    return tuple(
        ((shared_articles / entry["path"]).read_text(encoding="utf-8"), entry.get("published", "2023-06-06"))
        for entry in entries
    )


@pytest.fixture(scope="module")
def site(texts: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """`127.0.0.1:PORT` of the publisher."""
    Pages.texts = texts
    server = ThreadingHTTPServer(("127.0.0.1", 0), Pages)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def live_server(browser: Browser, live_database: str, site: str) -> Iterator[str]:
    """The application in this process, which may fetch from `site` alone of all private places."""
    with open_engine(live_database) as engine, Session(engine) as session:
        make_user(session)
    application = create_app(Settings(database_url=live_database, fetch_private=frozenset({site})))
    server = uvicorn.Server(uvicorn.Config(application, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def signed_in(page: OpenPage, path: str, **options: object) -> Page:
    opened = page(f"/sign-in?next={path}", **options)
    opened.get_by_label("User name").fill("anna")
    opened.get_by_label("Password").fill(PASSWORD)
    opened.locator("main button").click()
    opened.wait_for_url(f"**{path}")
    return opened


def test_five_articles_are_added_and_reviewed(
    page: OpenPage, site: str, texts: tuple[tuple[str, str], ...]
) -> None:
    adding = signed_in(page, "/add", javascript=False)
    added = []
    for number in range(len(texts)):
        adding.goto("/add")
        adding.get_by_label("Address of the article").fill(f"http://{site}/{number}")
        adding.get_by_role("button", name="Fetch").click()
        adding.get_by_role("button", name=re.compile("^Save")).click()
        adding.wait_for_url("**/articles/*")
        added.append(int(adding.url.rpartition("/")[2]))
    assert len(set(added)) == 5

    adding.goto("/add")
    adding.get_by_label("Text", exact=True).fill(texts[0][0])
    adding.get_by_role("button", name="Preview").click()
    expect(adding.locator("main")).to_contain_text(re.compile("near-copy|already|stored", re.IGNORECASE))
    adding.goto("/add")
    name = {"name": "one.txt", "mimeType": "text/plain", "buffer": texts[1][0].encode()}
    adding.locator("#file").set_input_files(name)
    adding.get_by_role("button", name="Preview").click()
    expect(adding.locator("main")).to_contain_text(re.compile("near-copy|already|stored", re.IGNORECASE))

    opened = signed_in(page, f"/review/articles/{added[0]}")
    left = 0
    opened.route("**/review/next*", lambda route: route.fulfill(body="the next one"))
    for number in added:
        opened.goto(f"/review/articles/{number}")
        opened.locator("#desk.keyed").wait_for()
        total = opened.locator("#findings .find-card").count()
        together = opened.locator('input[name="finding"]').count()
        assert total >= together > 0  # new names and doubtful findings are looked at one by one
        left += total - together
        opened.keyboard.press("A")
        expect(opened.locator("#bar")).to_contain_text(f"{together} of {total} decided")
        assert opened.locator(".doc .hl").count() >= together
        opened.keyboard.press("n")
        opened.wait_for_url(f"**/review/next?after={number}")
    assert left > 0
