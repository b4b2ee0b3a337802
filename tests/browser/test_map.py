"""The map in a browser: the slider, Play, closer by key and button, and all of it without a script."""

from playwright.sync_api import expect

from tests.browser.conftest import OpenPage


def test_the_year_moves_and_the_map_comes_closer(page: OpenPage) -> None:
    opened = page("/map?on=2024")
    opened.locator("#f-on").focus()
    opened.keyboard.press("ArrowRight")
    expect(opened.locator("h1")).to_have_text("Where the bases were, as known on 31 Dec 2025")
    opened.wait_for_url("**/map?on=2025*")
    opened.go_back()
    expect(opened.locator("h1")).to_contain_text("31 Dec 2024")
    opened.get_by_role("button", name="Play").click()
    expect(opened.locator("#year-now")).to_have_text("2026", timeout=10_000)
    expect(opened.get_by_role("button", name="Play")).to_be_visible()
    sheet = opened.locator("#sheet")
    whole = sheet.locator("svg.map").get_attribute("viewBox")
    sheet.focus()
    opened.keyboard.press("+")
    assert sheet.locator("svg.map").get_attribute("viewBox") != whole
    opened.get_by_role("button", name="Whole map").click()
    assert float((sheet.locator("svg.map").get_attribute("viewBox") or "").split()[2]) == float(
        (whole or "").split()[2]
    )


def test_without_a_script_the_form_asks_for_the_year(page: OpenPage) -> None:
    opened = page("/map", javascript=False, width=390)
    opened.get_by_label("Country").select_option("TJ")
    opened.get_by_role("link", name="One year back").click()
    expect(opened.locator("h1")).to_contain_text("31 Dec 2025")
    opened.get_by_role("button", name="Show").click()
    expect(opened.locator("#list")).to_be_visible()
