"""A server with the briefs ingested, and a headless Chromium looking at it.

`page(path, width=…, javascript=…)` opens a page and fails the test on a console error or a request elsewhere.
"""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import HOW_TO_GET_IT, find_chromium, launch
from tests.databases import ROOT

OpenPage = Callable[..., Page]
START_LIMIT_SECONDS = 20


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    binary = find_chromium()
    if binary is None:
        pytest.skip(HOW_TO_GET_IT)
    with sync_playwright() as playwright:
        browser = launch(playwright, binary)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def live_database(all_databases: dict[str, Any]) -> Iterator[str]:
    """The URL of a filled SQLite database of the module's own, which `live_server` serves."""
    url = all_databases["sqlite"].new("filled")
    yield url
    all_databases["sqlite"].drop(url)


@pytest.fixture(scope="module")
def live_settings() -> dict[str, str]:
    """More settings of `live_server`, for a module to give in its own words."""
    return {}


@pytest.fixture(scope="module")
def live_server(browser: Browser, live_database: str, live_settings: dict[str, str]) -> Iterator[str]:
    """The address of `basewatch serve` on `live_database`."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [
        Path(sys.executable).with_name("basewatch"),
        "serve",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
    ]
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={
            "BASEWATCH_DATABASE_URL": live_database,
            "PYTHONPATH": str(ROOT),  # the code beside these tests
            **live_settings,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as server:
        try:
            wait_until_it_answers(address, server)
            yield address
        finally:
            server.terminate()
            server.communicate(timeout=10)


def wait_until_it_answers(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with suppress(URLError, ConnectionError, TimeoutError), urlopen(address, timeout=5):
            return
        time.sleep(0.05)
    server.kill()
    said = server.communicate()[0].decode(errors="replace")
    pytest.fail(f"basewatch serve did not answer at {address} within {START_LIMIT_SECONDS} s:\n{said}")


@pytest.fixture
def page(browser: Browser, live_server: str) -> Iterator[OpenPage]:
    """`page("/bases")` -> a Playwright page, loaded. `width` in px, `scheme` light or dark, `javascript`.

    refused: statuses that the test provokes; the browser tells of each in its console."""
    problems: list[str] = []
    contexts = []

    def note_request(url: str) -> None:
        asked = urlsplit(url)
        if asked.scheme in {"http", "https"} and asked.netloc != urlsplit(live_server).netloc:
            problems.append(f"request to another host: {url}")

    def open_page(
        path: str,
        *,
        width: int = 1440,
        scheme: str = "light",
        javascript: bool = True,
        refused: tuple[int, ...] = (),
    ) -> Page:
        context = browser.new_context(
            base_url=live_server,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        opened = context.new_page()
        statuses = tuple(f"status of {status} " for status in refused)
        opened.on(
            "console",
            lambda said: (
                said.type in {"error", "warning"}
                and not any(one in said.text for one in statuses)
                and problems.append(said.text)
            ),
        )
        opened.on("pageerror", lambda error: problems.append(f"script error: {error}"))
        opened.on("request", lambda request: note_request(request.url))
        answer = opened.goto(path, wait_until="load")
        assert answer is not None
        assert answer.status == 200, f"{path}: {answer.status}"
        return opened

    yield open_page
    for context in contexts:
        context.close()
    assert problems == []
