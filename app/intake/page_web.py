"""Pages looked at again, politely: by each site's robots.txt, and never two of one host in a moment."""

import time
from collections.abc import Callable
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import app
from app.domain.errors import FetchError, FetchForbidden
from app.intake.fetch import ACCEPT, TYPES
from app.intake.http_get import Answer

PAUSE_SECONDS = 2.0  # between two requests to one host
LONGEST_DELAY = 30.0  # seconds that a site may ask for
ROBOT = "Basewatch"
_MOST_ROBOTS = 500_000  # bytes

Get = Callable[..., Answer]  # `http_get` with its limits of time and place


class PageWeb:
    """Asks for pages that are stored already. Not to be shared between threads."""

    def __init__(
        self,
        get: Get,
        *,
        max_bytes: int,
        pause_seconds: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._get, self._max_bytes, self._pause = get, max_bytes, pause_seconds
        self._clock, self._sleep = clock, sleep
        self._agent = f"{ROBOT}/{app.__version__} (looks whether a page that it cites is still there)"
        self._last: dict[str, float] = {}
        self._robots: dict[str, RobotFileParser] = {}

    def page(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """What is at `url` now; 304 where it is as in the answer that had this ETag or Last-Modified.

        Raises: FetchForbidden where robots.txt keeps programs away; FetchError where there is no answer.
        """
        rules = self._rules(url)
        if not rules.can_fetch(ROBOT, url):
            raise FetchForbidden(f"{url}: the site's robots.txt keeps programs away from this page")
        headers = {"User-Agent": self._agent, "Accept": ACCEPT}
        if etag:
            headers["If-None-Match"] = etag
        if last_modified:
            headers["If-Modified-Since"] = last_modified
        delay = min(float(rules.crawl_delay(ROBOT) or 0), LONGEST_DELAY)
        return self._asked(url, max(self._pause, delay), self._max_bytes, headers, TYPES)

    def _asked(
        self, url: str, pause: float, most: int, headers: dict[str, str], types: frozenset[str] | None
    ) -> Answer:
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        wait = self._last.get(host, -pause) + pause - self._clock()
        if wait > 0:
            self._sleep(wait)
        try:
            return self._get(url, max_bytes=most, headers=headers, types=types)
        finally:
            self._last[host] = self._clock()

    def _rules(self, url: str) -> RobotFileParser:
        """The rules of a site, asked for once; one without any, or that does not answer, forbids nothing by them."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            rules = RobotFileParser()
            lines: list[str] = []
            try:
                headers = {"User-Agent": self._agent}
                answer = self._asked(f"{origin}/robots.txt", self._pause, _MOST_ROBOTS, headers, None)
                if 200 <= answer.status < 300:
                    lines = answer.body.decode("utf-8", "replace").splitlines()
            except FetchError:
                lines = []
            rules.parse(lines)
            self._robots[origin] = rules
        return self._robots[origin]
