"""Pages looked at again, politely."""

from typing import Any

from app.intake.fetch import ACCEPT, TYPES
from app.intake.http_get import Answer
from app.intake.polite_web import Get, PoliteWeb, known_by


class PageWeb(PoliteWeb):
    """Asks for pages that are stored already. Not to be shared between threads."""

    def __init__(self, get: Get, *, max_bytes: int, **polite: Any) -> None:
        """`polite` as of PoliteWeb."""
        super().__init__(get, "looks whether a page that it cites is still there", **polite)
        self._max_bytes = max_bytes

    def page(self, url: str, etag: str | None = None, last_modified: str | None = None) -> Answer:
        """What is at `url` now; 304 where it is as in the answer that had this ETag or Last-Modified.

        Raises: FetchForbidden where robots.txt keeps programs away; FetchError where there is no answer.
        """
        headers = {"Accept": ACCEPT, **known_by(etag, last_modified)}
        return self.ask(url, max_bytes=self._max_bytes, headers=headers, types=TYPES)
