"""Addresses of a list -> their pages, one after another, with a pause between two of one host."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from app.domain.errors import FetchError
from app.intake.raw import InputProblem, PageAddress, RawArticle

PAUSE_SECONDS = 2.0  # between two pages of one host


class HostPauses:
    """Leaves a host alone for a while between two requests; waits with `sleep`, by `clock`."""

    def __init__(
        self,
        pause_seconds: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._pause = pause_seconds
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}

    @contextmanager
    def turn(self, url: str, pause_seconds: float = 0.0) -> Iterator[None]:
        """The time of one request to the host of `url`; `pause_seconds` is what the host itself asks for."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        pause = max(self._pause, pause_seconds)
        wait = self._last[host] + pause - self._clock() if host in self._last else 0.0
        if wait > 0:
            self._sleep(wait)
        try:
            yield
        finally:
            self._last[host] = self._clock()


class PoliteFetch:
    """Fetches with `fetch`, never two pages of one host within `pause_seconds`."""

    def __init__(
        self,
        fetch: Callable[[str], RawArticle],
        *,
        pause_seconds: float = PAUSE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._fetch = fetch
        self._pauses = HostPauses(pause_seconds, clock, sleep)

    def page(self, url: str) -> RawArticle:
        """The page at `url`, once its host was left alone for long enough. Raises FetchError."""
        with self._pauses.turn(url):
            return self._fetch(url)

    def pages(
        self, items: Iterator[RawArticle | InputProblem | PageAddress]
    ) -> Iterator[RawArticle | InputProblem]:
        """`items` with each address fetched; one that cannot be is an InputProblem."""
        for item in items:
            if not isinstance(item, PageAddress):
                yield item
                continue
            try:
                yield self.page(item.url)
            except FetchError as error:
                yield InputProblem(item.name, str(error))
