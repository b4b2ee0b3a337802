"""Polling feeds: what comes in, what is left out and why, and what a site's bad day does."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from app import polling
from app.domain.kinds import FeedItemOutcome, FeedState
from app.intake.feed_web import FeedWeb
from app.intake.polite_web import limited_get
from app.pipeline import Names
from app.polling import MOST_NEW, Poller, PollReport
from app.store.engine import session_factory, transaction
from app.store.feeds import FeedDraft, add_feed, change_feed
from app.store.models import Article, Feed, FeedItem, IngestRun
from tests.feed_site import FeedSite, Reply, item, rss, serving

NOON = datetime(2026, 5, 4, 12, tzinfo=UTC)
BASE = "A foreign ministry spokesman said on Monday that no military base is planned in the country."
TRADE = "The minister of agriculture said on Monday that more wheat will be sold abroad this year."


@dataclass
class Polls:
    """A feed of a site, polled by a clock that the test turns."""

    site: FeedSite
    engine: Engine
    now: datetime = NOON
    pauses: list[float] = field(default_factory=list)
    stop_after: int = 10**9  # requests

    def __post_init__(self) -> None:
        self.sessions = session_factory(self.engine)
        self.names = Names()
        self.web = FeedWeb(
            limited_get(5, {self.site.place}),
            contact="https://bases.example.org",
            clock=self.seconds,
            sleep=self.pauses.append,
        )

    def seconds(self) -> float:
        return self.now.timestamp()

    def add(self, path: str = "/rss", **draft: object) -> int:
        with transaction(self.sessions) as session:
            asked = FeedDraft(f"{self.site.url}{path}", **draft)  # type: ignore[arg-type]
            return add_feed(session, asked, self.names.index(session), by="anna").id

    def poller(self) -> Poller:
        return Poller(
            self.sessions,
            self.names,
            self.web,
            clock=lambda: self.now,
            stopped=lambda: len(self.site.requests) >= self.stop_after,
        )

    def poll(self, feed_id: int) -> PollReport:
        report = self.poller().poll(feed_id)
        assert report is not None
        return report

    def feed(self, feed_id: int) -> Feed:
        with self.sessions() as session:
            return session.get_one(Feed, feed_id)

    def items(self) -> dict[str, tuple[FeedItemOutcome, str]]:
        """Title -> what became of it, and why."""
        with self.sessions() as session:
            return {row.title: (row.outcome, row.reason) for row in session.scalars(select(FeedItem))}

    def articles(self) -> list[Article]:
        with self.sessions() as session:
            return list(session.scalars(select(Article).order_by(Article.id)))


@pytest.fixture
def polls(engine: Engine) -> Iterator[Polls]:
    with serving() as site:
        yield Polls(site, engine)


sqlite_alone = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def test_new_items_become_articles_and_others_say_why_not(polls: Polls) -> None:
    site = polls.site
    site.article("/base", BASE, "No base, says the ministry")
    site.article("/again", BASE, "No base, says the ministry")  # the same text elsewhere
    site.article("/wheat", TRADE, "More wheat")
    site.feed(
        item("/base", "No base, says the ministry", guid="1", date="Mon, 04 May 2026 01:00:00 +0300")
        + item("/base?utm_source=rss", "No base, once more", guid="2")
        + item("/again", "The same base elsewhere", guid="3")
        + item("/wheat", "More wheat is sold", guid="4", more="<description>a base of trade</description>")
        + item("/football", "The cup final of the army base", guid="5")
        + item("/missing", "Where did the base go", guid="6")
        + item(None, "No link to the base", guid="7")
        + item("/nothing", "Weather of the day", guid="8")
    )
    feed = polls.add(include="base", exclude='title: "cup final"\ncategory: sport')

    report = polls.poll(feed)

    assert [(a.title, a.published, a.added_by) for a in polls.articles()] == [
        ("No base, says the ministry", "2026-05-04", "feeds"),
        ("The same base elsewhere", None, "feeds"),
        ("More wheat is sold", None, "feeds"),
    ]
    became = polls.items()
    assert {title: outcome.value for title, (outcome, _) in became.items()} == {
        "No base, says the ministry": "taken_in",
        "No base, once more": "known",
        "The same base elsewhere": "taken_in",
        "More wheat is sold": "taken_in",
        "The cup final of the army base": "skipped",
        "Where did the base go": "failed",
        "No link to the base": "failed",
        "Weather of the day": "skipped",
    }
    assert "a further report of article 1" in became["The same base elsewhere"][1]
    assert became["No base, once more"][1] == "its address is stored already, as article 1"
    assert "cup final" in became["The cup final of the army base"][1]
    assert "no such page (status 404)" in became["Where did the base go"][1]
    assert became["Weather of the day"][1] == "no include rule fits its title, text or categories"
    assert report.result == "8 items: 3 taken in, 1 known, 2 skipped, 2 failed"
    kept = polls.feed(feed)
    assert (kept.title, kept.failures, kept.next_due_at) == (
        "The news of the day",
        0,
        NOON + timedelta(hours=1),
    )

    asked = site.asked("/wheat")
    assert polls.poll(feed).result == "8 items: 1 failed"  # the missing page alone is asked for again
    assert site.asked("/wheat") == asked
    assert len(polls.articles()) == 3


@sqlite_alone
def test_an_unchanged_feed_is_asked_for_by_its_etag_and_makes_no_run(polls: Polls) -> None:
    polls.site.article("/base", BASE)
    polls.site.feed(item("/base"), ETag='"v1"', **{"Last-Modified": "Mon, 04 May 2026 08:00:00 GMT"})
    feed = polls.add()
    polls.poll(feed)
    assert polls.poll(feed).result == "not changed"
    last = polls.site.requests[-1]
    assert (last["path"], last["If-None-Match"]) == ("/rss", '"v1"')
    assert last["If-Modified-Since"] == "Mon, 04 May 2026 08:00:00 GMT"
    with polls.sessions() as session:
        assert session.scalar(select(func.count()).select_from(IngestRun)) == 1
        change_feed(
            session, feed, FeedDraft(f"{polls.site.url}/rss", include="base"), polls.names.index(session)
        )
        session.commit()
    assert polls.poll(feed).result == "1 item, none new"  # other rules: it is read anew


@sqlite_alone
def test_a_poll_that_dies_is_taken_up_where_it_stopped(polls: Polls) -> None:
    for number in range(3):
        polls.site.article(f"/{number}", f"{BASE} It was said for the {number + 1}. time.")
    polls.site.feed("".join(item(f"/{number}", f"Report {number}") for number in range(3)), ETag='"v1"')
    feed = polls.add()
    pages, real = [], polls.web.page

    def dies(url: str):  # type: ignore[no-untyped-def]
        pages.append(url)
        if len(pages) == 2:
            raise KeyboardInterrupt
        return real(url)

    polls.web.page = dies  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        polls.poll(feed)
    assert [outcome.value for outcome, _ in polls.items().values()].count("waiting") == 2
    assert len(polls.articles()) == 1

    report = polls.poll(feed)

    assert report.counts == {FeedItemOutcome.TAKEN_IN: 2}
    assert len(polls.articles()) == 3
    assert len(set(pages)) == 3


@sqlite_alone
def test_a_feed_is_polled_by_one_at_a_time_until_its_poller_is_dead(polls: Polls) -> None:
    polls.site.feed("")
    feed = polls.add()
    with transaction(polls.sessions) as session:
        session.get_one(Feed, feed).claimed_until = NOON + timedelta(minutes=5)
    assert polls.poller().poll(feed) is None
    assert list(polls.poller().poll_due()) == []
    polls.now = NOON + timedelta(minutes=6)
    assert polls.poll(feed).result == "it has no items"


@sqlite_alone
def test_only_due_feeds_are_polled_and_it_stops_when_asked(polls: Polls) -> None:
    for path in ("/rss", "/two"):
        polls.site.feed(item(f"/a{path}") + item(f"/b{path}", "Another"), path)
    polls.now = datetime.now(UTC) + timedelta(seconds=1)
    polls.add("/rss")
    polls.add("/two", every_minutes=120)
    assert [report.feed_id for report in polls.poller().poll_due()] == [1, 2]
    assert list(polls.poller().poll_due()) == []
    polls.now += timedelta(minutes=61)
    assert [report.feed_id for report in polls.poller().poll_due()] == [1]
    polls.now += timedelta(minutes=61)
    polls.stop_after = len(polls.site.requests) + 1  # asked to stop once the first feed was fetched
    assert len(list(polls.poller().poll_due())) == 1


@sqlite_alone
@pytest.mark.parametrize(
    ("reply", "says", "waits"),
    [
        pytest.param(Reply("gone away", 500), "does not answer as it should (status 500)", 2, id="500"),
        pytest.param(Reply("?", 404), "nothing at this address (status 404)", 2, id="404"),
        pytest.param(Reply("", 429, headers={"Retry-After": "18000"}), "asked too often", 5, id="429"),
        pytest.param(
            Reply("", 503, headers={"Retry-After": "Mon, 04 May 2026 22:00:00 GMT"}), "503", 10, id="503"
        ),
        pytest.param(Reply("", 302, headers={"Location": "/rss"}), "more than 5 redirects", 2, id="loop"),
        pytest.param(Reply(b"<rss>" + bytes(5_300_000)), "over 5.24 MB: too large for a feed", 2, id="large"),
        pytest.param(Reply("<html><body>Welcome"), "a web page, not a feed", 2, id="html"),
        pytest.param(
            Reply(
                "<html><head><link rel='alternate' type='application/atom+xml' href='/atom'></head></html>"
            ),
            "/atom as its feed",
            2,
            id="page that names its feed",
        ),
        pytest.param(Reply("plain words"), "this is no feed", 2, id="text"),
        pytest.param(Reply(""), "this is no feed", 2, id="empty"),
        pytest.param(Reply('{"items": []}'), "no JSON Feed", 2, id="json"),
        pytest.param(
            Reply('<!DOCTYPE r [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>' + rss("")), "declares entities", 2,
            id="entity bomb",
        ),
    ],
)  # fmt: skip
def test_a_feed_that_fails_says_why_and_is_left_alone_for_longer(
    polls: Polls, reply: Reply, says: str, waits: int
) -> None:
    polls.site.pages["/rss"] = reply
    feed = polls.add()
    report = polls.poll(feed)
    assert report.failed
    assert says in report.result
    assert polls.feed(feed).next_due_at == NOON + timedelta(hours=waits)
    assert "2 failures in a row" in polls.poll(feed).result
    assert polls.feed(feed).next_due_at >= NOON + timedelta(hours=4)
    polls.site.feed("")
    assert not polls.poll(feed).failed
    kept = polls.feed(feed)
    assert (kept.failures, kept.state, kept.next_due_at) == (0, FeedState.ACTIVE, NOON + timedelta(hours=1))


@sqlite_alone
def test_a_feed_that_is_gone_is_polled_no_longer(polls: Polls) -> None:
    polls.site.pages["/rss"] = Reply("", 410)
    feed = polls.add()
    assert "410" in polls.poll(feed).result
    assert polls.feed(feed).state is FeedState.GONE
    polls.now += timedelta(days=30)
    assert list(polls.poller().poll_due()) == []


@sqlite_alone
def test_a_long_feed_comes_in_by_parts(polls: Polls) -> None:
    polls.site.feed("".join(item(f"/{n}", f"Wheat {n}") for n in range(1_500)), ETag='"v1"')
    feed = polls.add(exclude="wheat")
    report = polls.poll(feed)
    assert f"500 more are left for the next polls, {MOST_NEW:,} at a time" in report.result
    assert len(polls.items()) == MOST_NEW
    assert polls.feed(feed).next_due_at == NOON + timedelta(minutes=15)
    polls.poll(feed)  # not asked for by its ETag, as it was not read to its end
    assert len(polls.items()) == 1_500
    assert "Wheat 1499" in polls.items()


@sqlite_alone
def test_pages_are_fetched_by_parts_too(polls: Polls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(polling, "MOST_PAGES", 2)
    polls.site.feed("".join(item(f"/{n}", f"Report {n}") for n in range(3)))
    feed = polls.add()
    assert "1 wait for their pages" in polls.poll(feed).result
    polls.poll(feed)
    assert FeedItemOutcome.WAITING not in {outcome for outcome, _ in polls.items().values()}


@sqlite_alone
def test_a_page_that_fails_is_asked_for_three_times(polls: Polls) -> None:
    polls.site.feed(item("/missing"))
    feed = polls.add()
    for _ in range(5):
        polls.poll(feed)
    assert polls.site.asked("/missing") == 3


@sqlite_alone
def test_robots_txt_is_obeyed_and_asked_for_once(polls: Polls) -> None:
    polls.site.pages["/robots.txt"] = Reply(
        "User-agent: *\nDisallow: /private\nCrawl-delay: 7\n", kind="text/plain"
    )
    polls.site.article("/base", BASE)
    polls.site.article("/private/base", BASE)
    polls.site.feed(item("/base") + item("/private/base", "Secret base"))
    feed = polls.add()
    polls.poll(feed)
    assert "robots.txt keeps programs away" in polls.items()["Secret base"][1]
    assert polls.site.asked("/private/base") == 0
    assert polls.site.asked("/robots.txt") == 1
    assert polls.pauses
    assert set(polls.pauses[1:]) == {7.0}
    assert all(r["User-Agent"].endswith("+https://bases.example.org)") for r in polls.site.requests)


@sqlite_alone
def test_a_site_that_hides_its_rules_is_left_alone_for_a_while(polls: Polls) -> None:
    polls.site.pages["/robots.txt"] = Reply("", 503)
    polls.site.feed("")
    feed = polls.add()
    assert "robots.txt could not be read" in polls.poll(feed).result
    assert polls.site.asked("/rss") == 0
    del polls.site.pages["/robots.txt"]
    polls.now += timedelta(hours=2)
    assert not polls.poll(feed).failed


@sqlite_alone
def test_rules_look_in_the_whole_text_where_they_are_told_to(polls: Polls) -> None:
    polls.site.article("/a", BASE, "Answers of the day")
    polls.site.article("/b", TRADE, "Other answers")
    polls.site.feed(item("/a", "Answers of the day") + item("/b", "Other answers"))
    feed = polls.add(include='"military base"', whole_text=True)
    polls.poll(feed)
    assert [article.title for article in polls.articles()] == ["Answers of the day"]
    assert polls.items()["Other answers"][1].endswith("nor its whole text")


@sqlite_alone
def test_a_feed_that_moved_says_where_it_is(polls: Polls) -> None:
    polls.site.pages["/rss"] = Reply("", 301, headers={"Location": "/new"})
    polls.site.feed("", "/new")
    assert f"it answers at {polls.site.url}/new" in polls.poll(polls.add()).result


@sqlite_alone
def test_private_addresses_are_not_fetched(polls: Polls) -> None:
    polls.site.feed(item("http://169.254.169.254/latest/meta-data/") + item("http://localhost:5432/", "Two"))
    polls.poll(polls.add())
    reasons = [reason for _, reason in polls.items().values()]
    assert "no public address" in reasons[1]
    assert "port 5432" in reasons[0]
