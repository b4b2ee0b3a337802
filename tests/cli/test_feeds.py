"""`basewatch feeds` and `basewatch watch`, on a site of loopback."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from app.cli.feeds import feeds, watch
from app.domain.errors import InputError
from app.intake.feed_web import FeedWeb
from tests.feed_site import FeedSite, item, serving

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
Call = Callable[..., Result]
BASE = "A foreign ministry spokesman said on Monday that no military base is planned in the country."


@pytest.fixture
def site() -> Iterator[FeedSite]:
    with serving() as site:
        site.article("/base", BASE)
        site.feed(item(f"{site.url}/base"))
        yield site


@pytest.fixture
def run(database_url: str, site: FeedSite, monkeypatch: pytest.MonkeyPatch) -> Iterator[Call]:
    monkeypatch.setenv("BASEWATCH_DATABASE_URL", database_url)
    monkeypatch.setenv("BASEWATCH_FETCH_PRIVATE", site.place)
    monkeypatch.setattr("app.cli.feeds.FeedWeb", partial(FeedWeb, pause_seconds=0.0))
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def call(*arguments: str, typed: str = "") -> Result:
        command = watch if arguments[0] == "watch" else feeds
        return CliRunner().invoke(command, arguments[1:] if command is watch else arguments, input=typed)

    yield call
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_feed_is_added_watched_paused_and_removed(run: Call, site: FeedSite) -> None:
    assert "basewatch feeds add URL" in run("list").output
    assert run("add", f"{site.url}/rss").output == "Added feed 1. Next: basewatch feeds poll 1\n"
    polled = run("watch", "--once")
    assert polled.exit_code == 0, polled.output
    assert f"feed 1, {site.url}/rss: 1 item: 1 taken in" in polled.output
    assert "The news of the day" in run("list").output
    assert site.asked("/base") == 1
    assert run("watch", "--once").output == ""  # none is due
    assert run("pause", "1").output == "Paused 1.\n"
    assert "; paused" not in run("list").output
    assert "      paused; " in run("list").output
    assert run("resume", "1").output == "Resumed 1.\n"
    assert "due 20" in run("list").output
    assert run("remove", "1").output == "Removed 1.\n"
    assert "There is no feed yet" in run("list").output


def test_a_feed_that_fails_ends_with_one(run: Call, site: FeedSite) -> None:
    run("add", f"{site.url}/gone")
    assert run("watch", "--once").exit_code == 1
    assert run("poll", "1").exit_code == 1
    unknown = run("poll", "9").exception
    assert isinstance(unknown, InputError)
    assert "feed 9: there is none" in str(unknown)


def test_a_list_of_feeds_is_shown_before_it_is_added(run: Call, site: FeedSite, tmp_path: Path) -> None:
    file = tmp_path / "list.opml"
    file.write_text(f'<opml version="2.0"><body><outline text="News" xmlUrl="{site.url}/rss"/></body></opml>')
    asked = run("import", str(file), typed="n\n")
    assert f"{site.url}/rss  News" in asked.output
    assert "1 to add, 0 here already." in asked.output
    assert "There is no feed yet" in run("list").output
    assert "Added 1." in run("import", str(file), "--yes").output
    assert "0 to add, 1 here already." in run("import", str(file)).output


def test_sigterm_ends_a_watch(run: Call, site: FeedSite) -> None:
    run("add", f"{site.url}/rss")
    program = "from app.cli.feeds import watch; watch()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=os.environ.copy()
    ) as watching:
        assert watching.stdout is not None
        watching.stdout.readline()  # it watches now
        watching.send_signal(signal.SIGTERM)
        said, _ = watching.communicate(timeout=20)
    assert watching.returncode == 0
    assert said.endswith("Stopped.\n")
