"""The review in a browser: by keyboard alone, by two people, and across a sign-in that ran out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from app.domain.kinds import ReviewState, UserRole
from app.store.models import Claim, Evidence, Statement, WebSession
from tests.browser.conftest import OpenPage
from tests.conftest import open_engine
from tests.right_findings import SENTENCES, make_right_findings
from tests.web.accounts import PASSWORD, make_user

MOST_KEYS = 25  # for twenty findings that are right
STORY = """No base is planned, says the minister

Russia has no plans to open a military base in Tajikistan, Foreign Minister Sergey Lavrov said on Tuesday.

The two ministers spoke for {minutes} minutes in the capital and will meet again in the autumn, officials said.
"""


class Records:
    """The records that the server under test works on."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def article(self, name: str, findings: int) -> int:
        """An article of our own making: so many findings, one a sentence, all of them right."""
        with Session(self.engine) as session, session.begin():
            return make_right_findings(session, name, findings, added_by="anna")

    def states(self, article_id: int) -> list[ReviewState]:
        """Of the statements and claims of an article, in the order of the text."""
        found: list[tuple[int, ReviewState]] = []
        with Session(self.engine) as session:
            for model in (Statement, Claim):
                query = (
                    select(Evidence.start_at, model.review)
                    .join(model, model.evidence_id == Evidence.id)
                    .where(Evidence.article_id == article_id)
                )
                found += [(row[0], row[1]) for row in session.execute(query)]
        return [state for _, state in sorted(found)]

    def sign_everybody_out(self) -> None:
        with Session(self.engine) as session, session.begin():
            session.execute(delete(WebSession))


@pytest.fixture(scope="module")
def records(live_database: str) -> Iterator[Records]:
    with open_engine(live_database) as engine:
        with Session(engine) as session:
            make_user(session)
            make_user(session, "boris", UserRole.EDITOR)
        yield Records(engine)


def signed_in(page: OpenPage, path: str, name: str = "anna", **options: object) -> Page:
    opened = page(f"/sign-in?next={path}", **options)
    opened.get_by_label("User name").fill(name)
    opened.get_by_label("Password").fill(PASSWORD)
    opened.locator("main button").click()
    opened.wait_for_url(f"**{path}")
    if path.startswith("/review"):
        opened.locator("#desk.keyed").wait_for()  # the script is there
    return opened


def press(opened: Page, keys: str) -> int:
    """Press keys parted by blanks; how many there were."""
    for key in keys.split():
        opened.keyboard.press(key)
    return len(keys.split())


def progress(opened: Page, told: str) -> None:
    expect(opened.locator("#bar")).to_contain_text(f"{told} decided", timeout=30_000)


@pytest.mark.parametrize("keys", ["A", "a " * 20], ids=["all at once", "one by one"])
def test_twenty_right_findings_take_few_keys(page: OpenPage, records: Records, keys: str) -> None:
    number = records.article(f"Talks {len(keys)}", 20)
    opened = signed_in(page, f"/review/articles/{number}")
    opened.route("**/review/next*", lambda route: route.fulfill(body="the next one"))
    total = opened.locator("#findings .find-card").count()
    pressed = press(opened, keys)
    progress(opened, f"{total} of {total}")
    pressed += press(opened, "n")
    opened.wait_for_url(f"**/review/next?after={number}")
    assert total == 20
    assert pressed <= MOST_KEYS
    assert set(records.states(number)) == {ReviewState.ACCEPTED}


def test_review_by_keyboard_alone(page: OpenPage, records: Records) -> None:
    number = records.article("By keyboard", 3)
    opened = signed_in(page, f"/review/articles/{number}")
    said = opened.locator("#said")
    press(opened, "a")
    expect(said).to_have_text(re.compile(r"^Accepted\. 2: Sergey Lavrov, comment, as extracted"))
    press(opened, "e")
    expect(opened.locator(".editing #e-official_q")).to_be_focused()
    opened.keyboard.type("a ? n u")  # keys mean nothing in a field
    expect(opened.locator(".editing #e-official_q")).to_have_value(re.compile("a [?] n u"))
    opened.locator("#e-official_q").fill("Пут")
    expect(opened.locator(".choice").first).to_contain_text("matched because: alias «")
    press(opened, "ArrowDown Enter")
    opened.locator("#e-kind").select_option("denial")
    opened.locator(".editing").get_by_role("button", name="Save the edit").press("Enter")
    progress(opened, "2 of 3")
    press(opened, "r 4")
    progress(opened, "3 of 3")
    expect(opened.locator("#f3")).to_contain_text("found twice. It stays rejected when it is found again")
    expect(opened.locator("#next")).to_be_focused()
    assert records.states(number) == [ReviewState.ACCEPTED, ReviewState.EDITED, ReviewState.REJECTED]
    press(opened, "u")
    progress(opened, "2 of 3")
    press(opened, "u")
    progress(opened, "1 of 3")
    assert records.states(number) == [ReviewState.ACCEPTED, ReviewState.UNREVIEWED, ReviewState.UNREVIEWED]
    press(opened, "?")
    expect(opened.locator("#keys")).to_be_visible()
    press(opened, "Escape k")
    expect(opened.locator("#keys")).to_be_hidden()
    expect(opened.locator("#f1")).to_be_focused()
    assert opened.locator(".doc .hl.at").inner_text() == f"1{SENTENCES[0]}"


def test_selected_words_become_a_statement(page: OpenPage, records: Records) -> None:
    number = records.article("Selected", 1)
    opened = signed_in(page, f"/review/articles/{number}")
    select_words = """words => {
        const paragraph = document.querySelector(".doc p");
        const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) return document.getSelection().setBaseAndExtent(node, at, node, at + words.length);
        }
    }"""
    opened.evaluate(select_words, SENTENCES[8])
    expect(opened.locator("#of-selection")).to_be_visible()
    press(opened, "s")
    expect(opened.locator("#new #e-words")).to_have_value(SENTENCES[8])
    opened.wait_for_function("!document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling')")
    opened.locator("#e-speaker").fill("A minister")
    opened.evaluate(select_words, SENTENCES[9])
    opened.locator('#of-selection [data-new="words"]').click()
    expect(opened.locator("#new #e-words")).to_have_value(SENTENCES[9])
    opened.locator("#new").get_by_role("button", name="Add it").click()
    expect(opened.locator("#error")).to_have_count(0)
    progress(opened, "1 of 2")
    assert opened.locator(".doc .hl").nth(1).inner_text() == f"2{SENTENCES[9]}"


def test_rejected_stays_rejected_when_it_comes_again(page: OpenPage, records: Records) -> None:
    opened = signed_in(page, "/add")
    for address, note in (("https://one.example/a", ""), ("https://two.example/b", "It stays rejected")):
        opened.goto("/add")
        opened.get_by_label("Text", exact=True).fill(STORY.format(minutes="forty"))
        opened.get_by_label("Address of the article").fill(address)
        opened.get_by_role("button", name="Preview").click()
        opened.get_by_role("button", name=re.compile("^Save")).click()
        opened.wait_for_url("**/articles/*")
        opened.get_by_role("link", name="Review it").click()
        opened.locator("#desk.keyed").wait_for()
        card = opened.locator(".find-card", has_text="Sergey Lavrov").first
        if note:
            expect(card).to_contain_text("Rejected by anna")
            expect(card).to_contain_text(
                "the text does not say so. It stays rejected when it is found again."
            )
        else:
            press(opened, "r 5")
            expect(card).to_contain_text("Rejected")


def test_the_second_of_two_is_told_and_asked(page: OpenPage, records: Records) -> None:
    number = records.article("Two", 2)
    first = signed_in(page, f"/review/articles/{number}", refused=(409,))
    second = signed_in(page, f"/review/articles/{number}", "boris")
    expect(second.locator("#present")).to_contain_text("anna has had this article open since")
    press(second, "r 1")
    progress(second, "1 of 2")
    press(first, "a")
    expect(first.locator("#desk")).to_contain_text("Somebody else decided meanwhile")
    expect(first.locator(".conflict")).to_contain_text("boris")
    first.get_by_role("button", name="Keep theirs").click()
    progress(first, "1 of 2")
    assert records.states(number)[0] is ReviewState.REJECTED


def test_a_sign_in_that_ran_out_loses_nothing(page: OpenPage, records: Records) -> None:
    number = records.article("Expired", 2)
    opened = signed_in(page, f"/review/articles/{number}", refused=(401,))
    press(opened, "a")
    progress(opened, "1 of 2")
    press(opened, "e")
    expect(opened.locator("#e-official_q")).to_be_focused()  # the form is open and at rest
    opened.locator("#e-said_on").fill("2023-05")
    records.sign_everybody_out()
    opened.locator(".editing").get_by_role("button", name="Save the edit").click()
    expect(opened.locator("#desk")).to_contain_text("You were signed out")
    opened.get_by_label("User name").fill("anna")
    opened.get_by_label("Password").fill(PASSWORD)
    opened.get_by_role("button", name="Sign in and go on").click()
    expect(opened.locator("#desk")).to_contain_text("2023-05")
    opened.get_by_role("button", name="Send it").click()
    progress(opened, "2 of 2")
    assert records.states(number) == [ReviewState.ACCEPTED, ReviewState.EDITED]
