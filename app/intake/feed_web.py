"""Feeds and the pages that they name, asked for politely."""

from typing import Any

from app.intake.decode import MAX_BYTES
from app.intake.fetch import fetch_by
from app.intake.http_get import Answer
from app.intake.polite_web import Get, PoliteWeb, known_by
from app.intake.raw import RawArticle

MAX_FEED = 5 * 1024 * 1024  # bytes, unpacked
_ACCEPT = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"


class FeedWeb(PoliteWeb):
    """Asks for feeds and articles. Not to be shared between threads."""

    def __init__(
        self, get: Get, *, contact: str | None = None, max_page_bytes: int = MAX_BYTES, **polite: Any
    ) -> None:
        """`contact`: the public address of this installation; `polite` as of PoliteWeb."""
        super().__init__(get, f"reads feeds; +{contact}" if contact else "reads feeds", **polite)
        self._max_page = max_page_bytes

    def feed(self, url: str, etag: str | None, last_modified: str | None) -> Answer:
        """What is at the address of a feed; 304 where it is as in the answer that had this ETag or Last-Modified.

        Raises FetchError where there is no answer, or robots.txt forbids to ask.
        """
        headers = {"Accept": _ACCEPT, **known_by(etag, last_modified)}
        return self.ask(url, max_bytes=MAX_FEED, headers=headers)

    def page(self, url: str) -> RawArticle:
        """The article at `url`. Raises FetchError."""
        return fetch_by(self.ask, url, max_bytes=self._max_page)
