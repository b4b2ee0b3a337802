"""A page edits a sentence and every reader is told; an editor pins a claim that disagrees, and takes the pin away."""

import re
from urllib.parse import urlsplit

import pytest

from app.domain.kinds import ClaimProperty, UserRole
from app.store.engine import session_factory, transaction
from tests.browser.conftest import OpenPage
from tests.conftest import open_engine
from tests.factories import make_base, make_claim
from tests.pages_again import Pages, add_article, answer, edited, stored_text
from tests.web.accounts import PASSWORD, make_user

WHY = "Counted on the spot"


@pytest.fixture(scope="module")
def edited_base(live_database: str) -> str:
    """The address of a base: one of its two figures for June 2023 rests on a sentence that its page has edited."""
    with open_engine(live_database) as engine:
        sessions = session_factory(engine)
        add_article(sessions)
        with transaction(sessions) as session:
            base = make_base(session, "Made-up field", slug="made-up-field")
            article = stored_text(session)
            make_claim(session, base, value="500", as_of="2023-06", article=article, quote="About 500 men")
            make_claim(session, base, value="800", as_of="2023-06")
            make_claim(session, base, ClaimProperty.STATUS, "active", as_of="2023-06")
        Pages().look(sessions, answer(edited()))
        with sessions() as session:
            make_user(session, "edda", UserRole.EDITOR)
    return "/bases/made-up-field"


def test_readers_are_told_and_compare(page: OpenPage, edited_base: str) -> None:
    reader = page(edited_base, width=390)
    told = reader.locator("#edited")
    assert "About 500 men serve" in told.inner_text()
    assert "About 900 men serve" in told.inner_text()
    told.get_by_role("link", name="edited after publication").click()
    reader.wait_for_url(re.compile(r"/articles/\d+/versions#e\d+"))
    before, after = (reader.locator(".pair > div").nth(n).bounding_box() for n in (0, 1))
    assert before is not None
    assert after is not None
    assert after["y"] > before["y"], "stacked on a phone"
    wide = page(urlsplit(reader.url).path)
    before, after = (wide.locator(".pair > div").nth(n).bounding_box() for n in (0, 1))
    assert before is not None
    assert after is not None
    assert (after["y"], after["x"] > before["x"]) == (before["y"], True), "side by side on a screen"


@pytest.mark.parametrize("javascript", [True, False])
def test_an_editor_pins_and_unpins(page: OpenPage, edited_base: str, javascript: bool) -> None:
    claims = f"{edited_base}/claims/personnel"
    desk = page(f"/sign-in?next={claims}", javascript=javascript)
    desk.get_by_label("Name").fill("edda")
    desk.get_by_label("Password").fill(PASSWORD)
    desk.locator("main form button").click()
    desk.wait_for_url(f"**{claims}")
    assert "pages say 800" in desk.locator("main").inner_text()
    row = desk.locator("tr.act", has=desk.get_by_role("button", name="Pin 500", include_hidden=True))
    row.locator("summary").click()
    row.get_by_label("Why it is shown first").fill(WHY)
    row.get_by_role("button", name="Pin 500").click()
    desk.get_by_text(f"because an editor pinned it: “{WHY}”").wait_for()
    reader = page(claims)
    assert (
        f"pages say 500, as of Jun 2023, because an editor pinned it: “{WHY}”"
        in reader.locator("main").inner_text()
    )
    assert reader.locator("tr.is-now .fig").inner_text() == "500"
    assert "sources disagree: 2 figures" in page(edited_base).locator(".keys").inner_text()
    desk.locator("tr.act", has=desk.get_by_role("button", name="Unpin", include_hidden=True)).locator(
        "summary"
    ).click()
    desk.get_by_role("button", name="Unpin").click()
    desk.get_by_text("pages say 800").wait_for()
