"""Ten questions of somebody who has never been here: each answered from the first page in three steps at most."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage

MOST_STEPS = 3


@dataclass
class Walk:
    """A reader on the way; a click, a choice and a search are a step each."""

    page: Page
    script: bool = True
    steps: int = 0

    def click(self, name: str, *, within: str = "main") -> "Walk":
        place = self.page.locator(within)
        link = place.get_by_role("link", name=name).or_(place.locator("summary", has_text=name))
        link.first.click()
        return self._step()

    def choose(self, label: str, value: str) -> "Walk":
        field = self.page.get_by_label(label, exact=True).first
        field.select_option(value)
        return self._sent(field)

    def year(self, year: int) -> "Walk":
        field = self.page.locator("#f-on")
        field.fill(str(year))
        return self._sent(field)

    def search(self, words: str) -> "Walk":
        self.page.locator("#find-q").fill(words)
        self.page.locator("#find-q").press("Enter")
        return self._step()

    def reads(self, pattern: str) -> None:
        assert self.steps <= MOST_STEPS, f"{self.steps} steps"
        expect(self.page.locator("main")).to_contain_text(re.compile(pattern, re.DOTALL))

    def _sent(self, field: Locator) -> "Walk":
        """A choice is sent by itself; without a script by the button of its form."""
        if not self.script:
            field.locator("xpath=ancestor::form").get_by_role("button", name="Show").click()
        return self._step()

    def _step(self) -> "Walk":
        self.steps += 1
        self.page.wait_for_load_state()
        return self


MENU = "nav.nav"
QUESTIONS: dict[str, Callable[[Walk], None]] = {
    "who hosts most": lambda walk: walk.click("Bases", within=MENU).reads(
        r"Ukraine, Belarus and Georgia host the most"
    ),
    "what did Peskov deny in 2020": lambda walk: (
        walk.click("The same as a table")
        .click("2020", within="main details")
        .choose("Official", "dmitry-peskov")
        .reads(r"Of \d+ denials? since 2020.*Dmitry Peskov")
    ),
    "when does the Gyumri treaty end": lambda walk: walk.click(
        "Treaty on the Russian military base on the territory of Armenia"
    ).reads(r"2044"),
    "which agreements end within ten years": lambda walk: (
        walk.click("Agreements", within=MENU)
        .click("within ten years")
        .reads(r"Agreements that end soon.*Kyrgyzstan")
    ),
    "which denials does something go against, and how fast": lambda walk: walk.click(
        "34 of those denials"
    ).reads(r"it came within \d+ days for half of them.*\d+ days? later"),
    "Russian troops in Tajikistan as known in 2015": lambda walk: (
        walk.click("any year since 1991")
        .year(2015)
        .choose("Country", "TJ")
        .reads(r"as known on 31 Dec 2015.*201st Military Base, Dushanbe.*6,000.*Aug 2014")
    ),
    "how many serve at Khmeimim, and who says so": lambda walk: (
        walk.click("Countries", within=MENU)
        .click("Syria")
        .reads(r"Personnel, Khmeimim Air Base.*6,000 to 7,500.*AK-UA")
    ),
    "is there a base at Port Sudan": lambda walk: walk.search("Port Sudan").reads(
        r"goes by that name.*Suspended.*Port Sudan naval logistics support point.*never ratified"
    ),
    "in which words, and where are they from": lambda walk: walk.click(
        "Lavrov: no request from Venezuela"
    ).reads(r"“No, we have not received any requests,”.*Statements in it"),
    "may I have all bases in Syria as a file": lambda walk: (
        walk.click("Bases", within=MENU).choose("Country", "SY").reads(r"Bases in Syria.*CSV")
    ),
}


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_a_newcomer_finds_the_answer(page: OpenPage, question: str, script: bool) -> None:
    QUESTIONS[question](Walk(page("/", javascript=script), script))
