"""The web, asked politely: by each site's robots.txt, never two requests of one host in a moment."""

import time
from collections.abc import Callable, Collection
from typing import Any, Protocol
from urllib.parse import urlsplit

from protego import Protego

import app
from app.domain.errors import FetchError, FetchForbidden
from app.intake.fetch_list import PAUSE_SECONDS, HostPauses
from app.intake.http_get import Answer, http_get

ROBOT = "Basewatch"  # how robots.txt calls us
ROBOTS_SECONDS = 24 * 3600.0  # how long the rules of a site are kept
ROBOTS_RETRY_SECONDS = 1800.0  # how long a site that did not give its rules is left alone
LONGEST_CRAWL_DELAY = 30.0  # seconds that a site may ask for between two requests
_MAX_ROBOTS = 500 * 1024  # bytes (RFC 9309)


class Get(Protocol):
    """`http_get` within its limits of place and time."""

    def __call__(
        self,
        url: str,
        *,
        max_bytes: int,
        headers: dict[str, str],
        types: Collection[str] | None = None,
    ) -> Answer: ...


def limited_get(deadline_seconds: float, allow_private: Collection[str] = ()) -> Get:
    """`http_get` with this time for each request; `allow_private` for tests."""

    def get(url: str, **asked: Any) -> Answer:
        return http_get(
            url,
            deadline_seconds=deadline_seconds,
            allow_private=allow_private,
            otherwise="it is tried again later",
            **asked,
        )

    return get


class PoliteWeb:
    """Asks the web as a program that is welcome. Not to be shared between threads."""

    def __init__(
        self,
        get: Get,
        about: str,
        *,
        pause_seconds: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        """`about`: what we do there, for who finds us in their log."""
        self.user_agent = f"{ROBOT}/{app.__version__} ({about})"
        self._get = get
        self._clock = clock
        self._pauses = HostPauses(pause_seconds, clock, sleep)
        self._robots: dict[
            str, tuple[float, Protego | str]
        ] = {}  # origin: (kept until, rules or why none came)

    def ask(
        self, url: str, *, max_bytes: int, headers: dict[str, str], types: Collection[str] | None = None
    ) -> Answer:
        """What is at `url`, once its turn has come.

        Raises: FetchForbidden where robots.txt keeps programs away; FetchError where there is no answer, or no
        robots.txt to go by.
        """
        rules = self._rules(url)
        if isinstance(rules, str):
            raise FetchError(
                f"{url}: the site's robots.txt could not be read, so it is left alone for now ({rules})"
            )
        if not rules.can_fetch(url, ROBOT):
            raise FetchForbidden(f"{url}: the site's robots.txt keeps programs away from this page")
        delay = min(rules.crawl_delay(ROBOT) or 0.0, LONGEST_CRAWL_DELAY)
        with self._pauses.turn(url, delay):
            return self._get(
                url, max_bytes=max_bytes, headers={"User-Agent": self.user_agent, **headers}, types=types
            )

    def _rules(self, url: str) -> Protego | str:
        """The rules of the site of `url`, or why there are none to go by."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        until, rules = self._robots.get(origin, (float("-inf"), ""))
        if until <= self._clock():
            rules = self._fetched_rules(f"{origin}/robots.txt")
            kept = ROBOTS_RETRY_SECONDS if isinstance(rules, str) else ROBOTS_SECONDS
            self._robots[origin] = (self._clock() + kept, rules)
        return rules

    def _fetched_rules(self, url: str) -> Protego | str:
        try:
            with self._pauses.turn(url):
                answer = self._get(url, max_bytes=_MAX_ROBOTS, headers={"User-Agent": self.user_agent})
        except FetchError as error:
            return str(error).removeprefix(f"{url}: ")
        if answer.status >= 500 or answer.status == 429:
            return f"status {answer.status}"
        allowed = not 200 <= answer.status < 300  # a site without rules allows everything
        return Protego.parse("" if allowed else answer.body.decode("utf-8", errors="replace"))


def known_by(etag: str | None, last_modified: str | None) -> dict[str, str]:
    """The headers that ask for an answer only where it differs from the one that had these."""
    headers = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    return {name: value for name, value in headers.items() if value}
