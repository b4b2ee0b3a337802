"""Polls that an administrator asks for: in the background, while the page shows how far they are."""

import logging
import threading
from collections.abc import Callable

from sqlalchemy.orm import Session, sessionmaker

from app.intake.chat import ChatModel
from app.intake.feed_web import FeedWeb
from app.intake.fetch_list import PAUSE_SECONDS
from app.intake.polite_web import limited_get
from app.pipeline import Names
from app.polling import Poller
from app.settings import Settings
from app.web.batch_work import in_thread

log = logging.getLogger(__name__)
AT_ONCE = 2  # polls of one process; others wait for their turn


class FeedWork:
    """Polls feeds, each by one worker; `spawn` runs a worker, `pause_seconds` are between requests to one host."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        names: Names,
        settings: Settings,
        model: ChatModel | None,
        spawn: Callable[[Callable[[], None]], None] = in_thread,
    ) -> None:
        self.spawn = spawn
        self.pause_seconds = PAUSE_SECONDS
        self._sessions, self._names, self._settings, self._model = sessions, names, settings, model
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._running: set[int] = set()

    def start(self, feed_id: int) -> None:
        """Poll a feed, unless this process is at it already."""
        with self._lock:
            if feed_id in self._running:
                return
            self._running.add(feed_id)
        self.spawn(lambda: self._run(feed_id))

    def is_at(self, feed_id: int) -> bool:
        """Whether this process polls the feed, or is about to."""
        with self._lock:
            return feed_id in self._running

    def _run(self, feed_id: int) -> None:
        try:
            with self._slots:
                get = limited_get(self._settings.fetch_timeout_seconds, self._settings.allow_private)
                web = FeedWeb(
                    get,
                    contact=self._settings.base_url,
                    max_page_bytes=self._settings.fetch_max_bytes,
                    pause_seconds=self.pause_seconds,
                )
                Poller(self._sessions, self._names, web, model=self._model).poll(feed_id)
        except Exception:  # of the database, most likely; the poll is taken up by the next one
            log.exception("the poll of feed %s was left where it stood", feed_id)
        finally:
            with self._lock:
                self._running.discard(feed_id)
