"""Polling feeds: what is new in each is fetched, cleaned and stored as an ingest does, one transaction an item.

Every new item is recorded before the first page is fetched: a poll that dies is taken up where it stopped.
"""

import email.utils
import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker

from app.clean import clean
from app.clean.feed_items import FeedContent, read_feed
from app.clean.feed_items import FeedItem as SeenItem
from app.domain.errors import FeedError, FetchTooLarge, InputError
from app.domain.kinds import FeedItemOutcome, RunOutcome
from app.extract.name_index import NameIndex
from app.intake.chat import ChatModel
from app.intake.feed_web import FeedWeb
from app.intake.http_get import Answer
from app.intake.raw import RawArticle
from app.pipeline import ItemResult, Names, ingest
from app.store.engine import transaction
from app.store.feed_polls import (
    Decided,
    claim,
    count_waiting,
    due_feed,
    finish_poll,
    items_to_fetch,
    keep_items,
    known_addresses,
    lay_down,
    settle_item,
    show_life,
    unknown_items,
)
from app.store.feed_rules import FeedRules, Matter, excluded_by, is_included, read_rules
from app.store.models import Article, Feed, FeedItem
from app.store.save import find_at

log = logging.getLogger(__name__)
ACTOR = "feeds"
MOST_NEW = 1_000  # items of a feed that one poll records; ten thousand are in after ten polls
MOST_PAGES = 50  # that one poll fetches
LONGEST_WAIT = timedelta(days=1)  # after failures, where the feed is polled more often
LONGEST_RETRY_AFTER = timedelta(days=7)  # that a site may ask for
SOON = timedelta(minutes=15)  # until the next poll of a feed that was not read to its end
NOT_INCLUDED = "no include rule fits its title, text or categories"


def now_utc() -> datetime:
    """The clock of the machine."""
    return datetime.now(UTC)


@dataclass(slots=True)
class PollReport:
    """How one poll went."""

    feed_id: int
    name: str
    result: str = ""
    failed: bool = False
    counts: Counter[FeedItemOutcome] = field(default_factory=Counter)


class _Refused(Exception):
    """The site answered with no feed; `retry_after` is what it asks for."""

    def __init__(self, message: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class Poller:
    """Polls feeds one after another. Clock and web are passed in, so that a test needs no waiting."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        names: Names,
        web: FeedWeb,
        *,
        clock: Callable[[], datetime] = now_utc,
        model: ChatModel | None = None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        """`stopped` is asked before each item: what is left waits for the next poll."""
        self._sessions, self._names, self._web = sessions, names, web
        self._clock, self._model, self._stopped = clock, model, stopped

    def poll_due(self) -> Iterator[PollReport]:
        """Poll every feed that is due, the one that waits for the longest first."""
        while not self._stopped():
            with self._sessions() as session:
                feed_id = due_feed(session, self._clock())
            if feed_id is None:
                return
            report = self.poll(feed_id)
            if report is not None:
                yield report

    def poll(self, feed_id: int) -> PollReport | None:
        """Poll one feed now, due or not; null where somebody else does just now, or it was removed."""
        with transaction(self._sessions) as session:
            feed = claim(session, feed_id, self._clock())
        if feed is None:
            return None
        report = PollReport(feed_id, feed.title or feed.url)
        try:
            self._poll(feed, report)
        except Exception as error:  # a defect of ours at one feed: the others are still to be polled
            log.exception("feed %s: %s", feed_id, type(error).__name__)
            self._failed(feed, report, FeedError(f"a defect of Basewatch stopped it: {type(error).__name__}"))
        except BaseException:
            with transaction(self._sessions) as session:
                lay_down(session, feed_id)
            raise
        return report

    def _poll(self, feed: Feed, report: PollReport) -> None:
        try:
            with self._sessions() as session:
                index = self._names.index(session)
            rules = read_rules(feed.include, feed.exclude, index)
            answer = self._web.feed(feed.url, feed.etag, feed.last_modified)
            if answer.status == 410:
                gone = "gone: its site says (410) that this feed is no more, so it is polled no longer"
                self._finish(feed, report, gone, failed=True, gone=True)
                return
            content = self._content(feed, answer)
        except (InputError, _Refused) as error:
            self._failed(feed, report, error)
            return
        decide = _Decider(feed, rules, index)
        left = self._record(content, decide, report) if content else 0
        self._fetch_items(decide, report)
        with self._sessions() as session:
            waiting = count_waiting(session, feed.id)
        result = self._in_words(content, report, left, waiting)
        if content and answer.url != feed.url:
            result += f"; it answers at {answer.url}: keep that address if it stays so"
        whole = not left and not waiting
        every = timedelta(minutes=feed.every_minutes)
        self._finish(
            feed,
            report,
            result,
            after=every if whole else min(every, SOON),
            title=content.title if content else "",
            # What was not read to its end is asked for again, changed or not.
            validators=_validators(answer) if content and not left else (None, None) if left else None,
        )

    def _content(self, feed: Feed, answer: Answer) -> FeedContent | None:
        """The feed as read; null where it has not changed. Raises FeedError, _Refused."""
        if answer.status == 304:
            return None
        if not 200 <= answer.status < 300:
            said = {404: "there is nothing at this address", 403: "its site refuses", 429: "asked too often"}
            words = said.get(answer.status, "its site does not answer as it should")
            raise _Refused(
                f"{words} (status {answer.status})",
                _retry_after(answer.headers.get("retry-after", ""), self._clock()),
            )
        return read_feed(answer.body, answer.url, today=self._clock().date(), charset=answer.charset)

    def _record(self, content: FeedContent, decide: "_Decider", report: PollReport) -> int:
        """Record the new items of a feed, at most MOST_NEW; returns how many are left for another poll."""
        feed = decide.feed
        with self._sessions() as session:
            new = unknown_items(session, feed.id, content.items)
            taken = new[:MOST_NEW]
            addresses = known_addresses(session, feed.id, taken)
        decided: list[Decided] = []
        for item in taken:
            outcome, reason = decide.at_sight(item, addresses)
            if item.url:
                addresses.add(item.url)
            decided.append(Decided(item, outcome, reason))
            if outcome is not FeedItemOutcome.WAITING:
                report.counts[outcome] += 1
        with transaction(self._sessions) as session:
            if session.get(Feed, feed.id) is not None:
                keep_items(session, feed.id, decided, self._clock())
        return len(new) - len(taken)

    def _fetch_items(self, decide: "_Decider", report: PollReport) -> None:
        feed = decide.feed
        with self._sessions() as session:
            items = items_to_fetch(session, feed.id, MOST_PAGES)
        if not items:
            return
        given: list[FeedItem] = []

        def articles() -> Iterator[RawArticle]:
            for item in items:
                if self._stopped():
                    return
                with transaction(self._sessions) as session:
                    show_life(session, feed.id, self._clock())
                raw = self._article(item, decide, report)
                if raw is not None:
                    given.append(item)
                    yield raw

        def settle(session: Session, result: ItemResult) -> None:
            outcome, reason = _settled(session, given[-1], result)
            settle_item(session, given[-1].id, outcome, reason, article_id=result.article_id)

        def count(result: ItemResult) -> None:
            report.counts[_OUTCOMES[result.outcome]] += 1

        ingest(
            self._sessions,
            articles(),
            self._names,
            source=f"feed {feed.id}: {feed.url}",
            actor=ACTOR,
            model=self._model,
            on_item=count,
            beside=settle,
        )

    def _article(self, item: FeedItem, decide: "_Decider", report: PollReport) -> RawArticle | None:
        """The page of an item; null where the item is settled without it."""
        assert item.url is not None  # items without an address are settled when they are recorded
        with self._sessions() as session:
            stored = find_at(session, item.url)
        if stored is not None:
            reason = f"its address is stored already, as article {stored}"
            self._settle(item, FeedItemOutcome.KNOWN, reason, report, stored)
            return None
        try:
            raw = self._web.page(item.url)
            # A headline cut short is worse than the page's own; a date of the feed steps back behind the page's.
            title = None if item.title.endswith(("…", "...")) else item.title or None
            raw = replace(raw, name=item.url, title=title, sent_on=item.published)
            if decide.feed.whole_text and (against := decide.by_text(item, clean(raw).text)):
                self._settle(item, FeedItemOutcome.SKIPPED, against, report)
                return None
        except InputError as error:
            reason = str(error).removeprefix(f"{item.url}: ")
            self._settle(item, FeedItemOutcome.FAILED, reason, report)
            return None
        return raw

    def _settle(
        self,
        item: FeedItem,
        outcome: FeedItemOutcome,
        reason: str,
        report: PollReport,
        article_id: int | None = None,
    ) -> None:
        with transaction(self._sessions) as session:
            settle_item(session, item.id, outcome, reason, article_id=article_id)
        report.counts[outcome] += 1

    def _failed(self, feed: Feed, report: PollReport, error: Exception) -> None:
        failures = feed.failures + 1
        every = timedelta(minutes=feed.every_minutes)
        wait = min(every * 2 ** min(failures, 12), max(every, LONGEST_WAIT))
        if isinstance(error, _Refused) and error.retry_after is not None:
            wait = max(wait, min(error.retry_after, LONGEST_RETRY_AFTER))
        reason = str(error).removeprefix(f"{feed.url}: ")
        if isinstance(error, FetchTooLarge):
            reason += ": too large for a feed"
        again = f"; {failures} failures in a row" if failures > 1 else ""
        self._finish(feed, report, f"failed: {reason}{again}", failed=True, after=wait, failures=failures)

    def _finish(
        self,
        feed: Feed,
        report: PollReport,
        result: str,
        *,
        after: timedelta = timedelta(),
        failed: bool = False,
        failures: int = 0,
        gone: bool = False,
        title: str = "",
        validators: tuple[str | None, str | None] | None = None,
    ) -> None:
        now = self._clock()
        with transaction(self._sessions) as session:
            finish_poll(
                session,
                feed.id,
                result=result,
                now=now,
                next_due_at=now + after,
                failures=failures,
                gone=gone,
                title=title,
                validators=validators,
            )
        report.result, report.failed, report.name = result, failed, report.name or title

    def _in_words(self, content: FeedContent | None, report: PollReport, left: int, waiting: int) -> str:
        """`12 items: 3 taken in, 2 skipped`; what was the matter with the feed after it."""
        counts = report.counts
        each = [
            f"{counts[outcome]} {outcome.value.replace('_', ' ')}"
            for outcome in FeedItemOutcome
            if counts[outcome]
        ]
        if content is None:
            said = "not changed"
        elif not content.items:
            said = "it has no items"
        else:
            said = f"{len(content.items):,} item{'s' if len(content.items) != 1 else ''}"
        said += f": {', '.join(each)}" if each else ", none new" if content and content.items else ""
        if content and content.repeated:
            said += f"; {content.repeated} listed twice"
        if left:
            said += f"; {left:,} more are left for the next polls, {MOST_NEW:,} at a time"
        if waiting:
            said += f"; {waiting} wait for their pages, {MOST_PAGES} are fetched at a time"
        if content and content.note:
            said += f"; {content.note}"
        return said


_OUTCOMES = {
    RunOutcome.ADDED: FeedItemOutcome.TAKEN_IN,
    RunOutcome.UNCHANGED: FeedItemOutcome.KNOWN,
    RunOutcome.SKIPPED: FeedItemOutcome.KNOWN,
    RunOutcome.FAILED: FeedItemOutcome.FAILED,
}


def _settled(session: Session, item: FeedItem, result: ItemResult) -> tuple[FeedItemOutcome, str]:
    """What became of an item whose article went through the pipeline."""
    reason = result.reason.removeprefix(f"{result.name}: ")
    if result.outcome is RunOutcome.ADDED:
        origin = session.get_one(Article, result.article_id).origin_id
        if origin is not None and origin != result.article_id:
            reason = f"a further report of article {origin}, whose text it repeats; {reason}"
        if doubt := (item.matter or {}).get("doubt"):
            reason += f"; {doubt}"
    return _OUTCOMES[result.outcome], reason


@dataclass(frozen=True, slots=True)
class _Decider:
    """What the rules of a feed say of its items."""

    feed: Feed
    rules: FeedRules
    index: NameIndex

    def at_sight(self, item: SeenItem, addresses: set[str]) -> tuple[FeedItemOutcome, str]:
        """What is to become of a new item, by what the feed says of it."""
        if item.url is None:
            return FeedItemOutcome.FAILED, "it has no address of a web page"
        if item.url in addresses:
            return FeedItemOutcome.SKIPPED, "another item of this feed has the same address"
        matter = Matter(item.title, item.text, item.categories)
        if rule := excluded_by(self.rules, matter, self.index):
            return FeedItemOutcome.SKIPPED, f"left out by the rule “{rule.line}”"
        if not self.feed.whole_text and not is_included(self.rules, matter, self.index):
            return FeedItemOutcome.SKIPPED, NOT_INCLUDED
        return FeedItemOutcome.WAITING, ""

    def by_text(self, item: FeedItem, text: str) -> str | None:
        """Why an item is skipped for the whole text of its page; null where it is not."""
        kept = item.matter or {}
        words = Matter(item.title, f"{kept.get('text', '')}\n{text}", tuple(kept.get("categories", ())))
        if rule := excluded_by(self.rules, words, self.index):
            return f"left out by the rule “{rule.line}”, in the whole text"
        return None if is_included(self.rules, words, self.index) else f"{NOT_INCLUDED}, nor its whole text"


def _validators(answer: Answer) -> tuple[str | None, str | None]:
    etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
    return (
        etag if etag and len(etag) <= 300 else None,
        modified if modified and len(modified) <= 100 else None,
    )


def _retry_after(value: str, now: datetime) -> timedelta | None:
    """Seconds or a date, as a header has it; null for anything else."""
    value = value.strip()
    if value.isdecimal():
        return timedelta(seconds=min(int(value), 10**7))
    try:
        when = email.utils.parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    return max(when.astimezone(UTC) - now, timedelta())
