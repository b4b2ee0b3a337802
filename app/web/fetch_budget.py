"""How many pages one person may have fetched for them, so that the site is no tool to knock on others."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from app.domain.errors import FetchError

MOST = 20
PERIOD_SECONDS = 600.0
AT_ONCE = 4  # of all users: each holds a worker thread while it waits


class FetchBudget:
    """Counts by user, in this process. Two processes allow twice as many, which is no harm."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._times: defaultdict[int, deque[float]] = defaultdict(deque)
        self._slots = threading.BoundedSemaphore(AT_ONCE)

    @contextmanager
    def spend(self, user_id: int) -> Iterator[None]:
        """Hold a slot for one fetch. Raises FetchError when the user's are spent or all slots are taken."""
        self._count(user_id)
        if not self._slots.acquire(blocking=False):
            raise FetchError("several pages are being fetched just now: try again in half a minute")
        try:
            yield
        finally:
            self._slots.release()

    def _count(self, user_id: int) -> None:
        now = self._clock()
        with self._lock:
            times = self._times[user_id]
            while times and times[0] <= now - PERIOD_SECONDS:
                times.popleft()
            if len(times) >= MOST:
                minutes = max(1, round((times[0] + PERIOD_SECONDS - now) / 60))
                raise FetchError(
                    f"{MOST} pages in {PERIOD_SECONDS / 60:g} minutes is the most: "
                    f"wait {minutes} minute{'s' if minutes > 1 else ''}, or paste the text"
                )
            times.append(now)
