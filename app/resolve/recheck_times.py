"""When a page is looked at again."""

from datetime import datetime, timedelta

from app.domain.kinds import SourceState

AFTER = {  # the page was there, or it is known why not
    SourceState.UNCHANGED: timedelta(days=30),
    SourceState.MOVED: timedelta(days=30),
    SourceState.CHANGED: timedelta(days=7),  # what was edited once is soon edited again
    SourceState.GONE: timedelta(days=30),
    SourceState.BLOCKED: timedelta(days=30),
}
FIRST_GONE = timedelta(days=3)  # a page that is missed for the first time may be back
FIRST_FAILURE = timedelta(days=1)  # then twice as long each time
LONGEST = timedelta(days=60)


def next_look(state: SourceState, failures: int, now: datetime) -> datetime:
    """`failures`: looks in a row that did not find the page, this one included."""
    if state is SourceState.FAILED:
        return now + min(FIRST_FAILURE * (1 << min(failures - 1, 10)), LONGEST)
    if state is SourceState.GONE and failures == 1:
        return now + FIRST_GONE
    return now + AFTER[state]
