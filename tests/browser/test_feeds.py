"""A feed as an administrator adds it: polled, its items and the reasons read, with and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from app.domain.kinds import UserRole
from tests.browser.conftest import OpenPage
from tests.conftest import open_engine
from tests.feed_site import FeedSite, item, serving
from tests.web.accounts import PASSWORD, make_user


@pytest.fixture(scope="module")
def site() -> Iterator[FeedSite]:
    with serving() as served:
        for path in ("/script", "/plain"):
            served.article(
                f"{path}/base", f"The minister said at {path} that no military base is planned there."
            )
            served.feed(item(f"{path}/base") + item(f"{path}/cup", "The cup final"), f"{path}.rss")
        yield served


@pytest.fixture(scope="module")
def live_settings(site: FeedSite) -> dict[str, str]:
    return {"BASEWATCH_FETCH_PRIVATE": site.place}


@pytest.fixture(scope="module", autouse=True)
def _admin(live_database: str) -> None:
    with open_engine(live_database) as engine, Session(engine) as session:
        make_user(session, role=UserRole.ADMIN)


@pytest.mark.parametrize(("name", "width"), [("script", 1440), ("plain", 390)])
def test_a_feed_is_added_and_polled(page: OpenPage, site: FeedSite, name: str, width: int) -> None:
    opened = page("/sign-in?next=/admin/feeds", width=width, javascript=name == "script")
    opened.get_by_label("User name").fill("anna")
    opened.get_by_label("Password").fill(PASSWORD)
    opened.locator("main button").click()
    opened.get_by_label("Address of the feed").fill(f"{site.url}/{name}.rss")
    opened.get_by_label("Leave out").fill("cup final")
    opened.get_by_role("button", name="Add it").click()
    opened.get_by_role("button", name="Poll now").click()
    again = opened.get_by_role("link", name="Reload to see how far it is")
    if name == "plain":  # without JavaScript, the reader follows the link until the poll is done
        for _ in range(100):
            if again.count() == 0:
                break
            again.click()
            opened.wait_for_timeout(100)
    # Robots.txt, feed and page of one host, two seconds apart.
    expect(opened.locator(".answer")).to_contain_text("2 items: 1 taken in, 1 skipped", timeout=20_000)
    expect(again).to_have_count(0)
    expect(opened.locator("#results ol")).to_contain_text("Left out by the rule “cup final”")
    assert opened.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    opened.locator("#results").get_by_role("link", name="A base is planned").click()
    expect(opened.locator("main")).to_contain_text(f"The minister said at /{name} that no military base")
