"""What only a browser shows: pages load alone, filters swap in place, all works without JavaScript."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import OpenPage

PAGES = (
    "/",
    "/bases",
    "/countries",
    "/officials",
    "/statements",
    "/denials",
    "/agreements",
    "/articles",
    "/search?q=base",
    "/method",
)


def shown_statements(page: Page) -> int:
    return page.locator("[id^=statement-]").count()


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("width", [1440, 390])
def test_page_fits_its_window_and_has_one_heading(page: OpenPage, path: str, width: int) -> None:
    opened = page(path, width=width)
    assert opened.locator("h1").count() == 1
    assert opened.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_filter_swaps_the_list_without_a_new_page(page: OpenPage) -> None:
    opened = page("/statements")
    everything = shown_statements(opened)
    opened.evaluate("window.stayed = true")
    with opened.expect_response(lambda answer: "country=SD" in answer.url) as answered:
        opened.locator("form select[name=country]").select_option("SD")
    assert answered.value.request.headers.get("hx-request") == "true"
    opened.wait_for_url("**country=SD**")
    assert opened.evaluate("window.stayed") is True
    assert 0 < shown_statements(opened) < everything


def test_filter_works_without_javascript(page: OpenPage) -> None:
    opened = page("/statements", javascript=False)
    everything = shown_statements(opened)
    form = opened.locator("form.filters")
    form.locator("select[name=country]").select_option("SD")
    form.locator("button").click()
    opened.wait_for_url("**country=SD**")
    assert 0 < shown_statements(opened) < everything


def test_a_facet_narrows_and_its_link_takes_it_back(page: OpenPage) -> None:
    opened = page("/statements", javascript=False)
    opened.locator("a[href*='kind=denial']").first.click()
    opened.wait_for_url("**kind=denial**")
    kinds = opened.locator("[id^=statement-] .chip[class*=k-]").evaluate_all(
        "chips => [...new Set(chips.map(chip => chip.className.match(/k-\\w+/)[0]))]"
    )
    assert kinds == ["k-denial"]
    opened.locator(".on a").first.click()
    opened.wait_for_url(lambda url: "kind=" not in url)


def test_a_filtered_address_shows_the_same_list_after_reload(page: OpenPage) -> None:
    opened = page("/statements?kind=denial")
    first = opened.locator("[id^=statement-]").evaluate_all("rows => rows.map(row => row.id)")
    opened.reload()
    assert opened.locator("[id^=statement-]").evaluate_all("rows => rows.map(row => row.id)") == first
