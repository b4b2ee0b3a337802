"""Adding articles as an analyst does: paste, put a cut line back, save; a file of many; an address that fails."""

import json
import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from tests.browser.conftest import OpenPage
from tests.conftest import open_engine
from tests.web.accounts import PASSWORD, make_user

TEXT = """No base is planned, says the minister

Russia has no plans to open a military base in Tajikistan, Foreign Minister Sergey Lavrov said on Tuesday.

Read also: The fleet sails home

The two ministers spoke for an hour in the capital and will meet again in the autumn, officials said.
"""
SIGN_IN = "/sign-in?next=/add"


@pytest.fixture(scope="module", autouse=True)
def _analyst(live_database: str) -> None:
    with open_engine(live_database) as engine, Session(engine) as session:
        make_user(session)


def signed_in(page: OpenPage, **options: object) -> Page:
    opened = page(SIGN_IN, **options)
    opened.get_by_label("User name").fill("anna")
    opened.get_by_label("Password").fill(PASSWORD)
    opened.locator("main button").click()
    opened.wait_for_url("**/add")
    return opened


@pytest.mark.parametrize("width", [1440, 390])
def test_paste_put_back_and_save(page: OpenPage, width: int) -> None:
    opened = signed_in(page, width=width)
    opened.get_by_label("Text", exact=True).fill(TEXT.replace("an hour", f"{width} minutes"))
    opened.get_by_role("button", name="Preview").click()
    opened.get_by_text("taken for the page around the article").click()
    opened.get_by_label("Read also: The fleet sails home").check()
    assert opened.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    opened.locator(".cuts button").click()
    expect(opened.locator("article.doc")).to_contain_text("The fleet sails home")
    opened.get_by_role("button", name=re.compile("^Save")).click()
    opened.wait_for_url("**/articles/*")


@pytest.mark.parametrize("javascript", [True, False])
def test_many_are_looked_at_and_saved(page: OpenPage, javascript: bool) -> None:
    opened = signed_in(page, javascript=javascript)
    lines = [
        {"text": TEXT, "url": f"https://news.example/{javascript}/{number}", "title": f"Part {number}"}
        for number in range(3)
    ]
    data = "\n".join(json.dumps(line) for line in [*lines, {"text": ""}]).encode()
    opened.locator("#file").set_input_files({"name": "a.jsonl", "mimeType": "text/plain", "buffer": data})
    opened.get_by_role("button", name="Preview").click()
    opened.wait_for_url("**/add/batch/*")
    go_on(opened, "Save all 3 that are new", javascript=javascript)
    opened.get_by_role("button", name="Save all 3 that are new").click()
    go_on(opened, "Saved", javascript=javascript)
    expect(opened.locator("#item-4")).to_contain_text("Text is empty")


def go_on(opened: Page, awaited: str, *, javascript: bool) -> None:
    """Wait for the page to renew itself; without JavaScript, follow its link until it is done."""
    if javascript:
        expect(opened.locator("#batch")).to_contain_text(awaited)
        expect(opened.locator(".progress")).to_have_count(0)
        return
    again = opened.get_by_role("link", name="Reload to see how far it is")
    for _ in range(200):
        if again.count() == 0:
            break
        again.click()
    expect(opened.locator("#batch")).to_contain_text(awaited)


def test_an_address_that_fails_is_said_and_kept(page: OpenPage) -> None:
    opened = signed_in(page)
    opened.get_by_label("Address of the article").fill("http://10.0.0.8/news")
    opened.get_by_role("button", name="Fetch").click()
    expect(opened.locator("#batch")).to_contain_text("no public address")
    opened.get_by_role("link", name="Back to the form").click()
    expect(opened.get_by_label("Address of the article")).to_have_value("http://10.0.0.8/news")
