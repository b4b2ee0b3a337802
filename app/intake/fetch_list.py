"""Addresses of a list -> their pages, one after another, with a pause between two of one host."""

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from app.domain.errors import FetchError
from app.intake.raw import InputProblem, PageAddress, RawArticle

PAUSE_SECONDS = 2.0  # between two pages of one host


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
        self._pause = pause_seconds
        self._clock = clock
        self._sleep = sleep
        self._last: dict[str, float] = {}

    def page(self, url: str) -> RawArticle:
        """The page at `url`, once its host was left alone for long enough. Raises FetchError."""
        host = (urlsplit(url).hostname or "").removeprefix("www.")
        wait = self._last.get(host, -self._pause) + self._pause - self._clock()
        if wait > 0:
            self._sleep(wait)
        try:
            return self._fetch(url)
        finally:
            self._last[host] = self._clock()

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
