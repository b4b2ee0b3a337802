"""What goes on with a batch while its owner watches: pages are fetched, articles looked at, the new ones saved.

Each step is kept as it is done: a process that stops loses one step, and the next look at the batch goes on with it.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from app.domain.errors import BasewatchError, FetchError
from app.domain.kinds import BatchState, RunOutcome
from app.intake.fetch import fetch
from app.intake.fetch_list import PoliteFetch
from app.intake.raw import PageAddress, RawArticle
from app.pipeline import ItemResult, Names, ingest, preview
from app.settings import Settings
from app.store.batches import (
    ask_to_save,
    find_batch,
    find_item,
    lay_down,
    next_waiting,
    numbers_to_save,
    settle,
    take_up,
)
from app.store.engine import transaction
from app.store.origins import find_original
from app.store.save import find_stored

log = logging.getLogger(__name__)
AT_ONCE = 2  # batches of one process; others wait for their turn


def in_thread(run: Callable[[], None]) -> None:
    """A daemon: the server can stop at any time, and the batch goes on when it is looked at again."""
    threading.Thread(target=run, name="batch", daemon=True).start()


class BatchWork:
    """Works at batches, one worker for each; `spawn` runs a worker."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        names: Names,
        settings: Settings,
        spawn: Callable[[Callable[[], None]], None] = in_thread,
    ) -> None:
        self.spawn = spawn
        self._sessions = sessions
        self._names = names
        self._settings = settings
        self._slots = threading.BoundedSemaphore(AT_ONCE)
        self._lock = threading.Lock()
        self._running: set[str] = set()

    def start(self, token: str, user_id: int, actor: str) -> None:
        """Go on with a batch, unless this process is at it already."""
        with self._lock:
            if token in self._running:
                return
            self._running.add(token)
        self.spawn(lambda: self._run(token, user_id, actor))

    def _run(self, token: str, user_id: int, actor: str) -> None:
        try:
            with self._slots:
                with transaction(self._sessions) as session:
                    if not take_up(session, token):
                        return
                try:
                    self._look_at_all(token)
                    self._save_new(token, user_id, actor)
                finally:
                    with transaction(self._sessions) as session:
                        lay_down(session, token)
        except Exception:  # of the database, most likely; the next look at the batch begins again
            log.exception("a batch was left where it stood")
        finally:
            with self._lock:
                self._running.discard(token)

    def _look_at_all(self, token: str) -> None:
        polite = PoliteFetch(self._fetched)
        while True:
            with transaction(self._sessions) as session:
                waiting = next_waiting(session, token)
            if waiting is None:
                return
            number, item = waiting
            try:
                raw = self._article(polite, item)
                found = self._found(raw)
            except BasewatchError as error:
                what: dict[str, Any] = {
                    "state": BatchState.FAILED,
                    "reason": str(error).removeprefix(f"{item.name}: "),
                }
            except (
                Exception
            ) as error:  # a defect of ours at one article: the others are still to be looked at
                log.exception("%s: %s", item.name, type(error).__name__)
                reason = f"a defect of Basewatch stopped it: {type(error).__name__}"
                what = {"state": BatchState.FAILED, "reason": reason}
            else:
                what = {"state": BatchState.READY, "raw": raw, "found": found}
            with transaction(self._sessions) as session:
                settle(session, token, number, **what)

    def _article(self, polite: PoliteFetch, item: RawArticle | PageAddress) -> RawArticle:
        if isinstance(item, RawArticle):
            return item
        try:
            return replace(polite.page(item.url), **item.known)  # type: ignore[arg-type]  # names of fields
        except FetchError as error:
            raise FetchError(str(error).removeprefix(f"{item.url}: ")) from error

    def _fetched(self, url: str) -> RawArticle:
        return fetch(
            url,
            deadline_seconds=self._settings.fetch_timeout_seconds,
            max_bytes=self._settings.fetch_max_bytes,
            allow_private=self._settings.allow_private,
        )

    def _found(self, raw: RawArticle) -> dict[str, Any]:
        """What a line of the batch says of an article. Raises InputError when the article cannot be used."""
        with self._sessions() as session:
            index = self._names.index(session)
        seen = preview(raw, index)
        article = seen.article
        with self._sessions() as session:
            stored = find_stored(session, article)
            near = None if stored else find_original(session, article.text, article.content_hash)
            return {
                "title": article.title or article.text[:80],
                "publisher": article.publisher,
                "published": article.published,
                "language": article.language,
                "statements": len(seen.findings.statements),
                "bases": len(seen.findings.bases),
                "agreements": len(seen.findings.agreements),
                "stored": stored.id if stored else None,
                "near": near.id if near else None,
            }

    def _save_new(self, token: str, user_id: int, actor: str) -> None:
        with self._sessions() as session:
            batch = find_batch(session, user_id, token)
            numbers = numbers_to_save(session, token) if batch and batch.saving else []
        if batch is None or not batch.saving:
            return
        given: list[int] = []

        def articles() -> Iterator[RawArticle]:
            for number in numbers:
                with self._sessions() as session:
                    raw = find_item(session, user_id, token, number)
                if raw is not None:  # else it was saved from its own preview meanwhile
                    given.append(number)
                    yield raw

        def kept(item: ItemResult) -> None:
            state = BatchState.FAILED if item.outcome is RunOutcome.FAILED else BatchState.SAVED
            with transaction(self._sessions) as session:
                settle(session, token, given[-1], state, reason=item.reason, article_id=item.article_id)

        if numbers:
            ingest(self._sessions, articles(), self._names, source=batch.name, actor=actor, on_item=kept)
        with transaction(self._sessions) as session:
            ask_to_save(session, token, wanted=False)
