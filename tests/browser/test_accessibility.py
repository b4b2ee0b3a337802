"""Every type of page under axe (WCAG 2.2 A and AA, best practice) in both themes, by keyboard, and enlarged.

Lists are asked for with a filter: a row is made as every other, and axe takes its time over each.
A new page gets a line in PAGES, or in DESK where one must be signed in.
"""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy.orm import Session

from app.alerts import subscribe_webhook
from app.domain.following import Subject
from app.domain.kinds import MessageKind, UserRole
from app.main import ROUTERS
from app.store.accounts import existing_user
from app.store.alerts import add_message
from app.store.corrections import CorrectionDraft, file_correction
from tests.browser.shots import sign_in
from tests.conftest import open_engine
from tests.databases import ROOT
from tests.web.accounts import PASSWORD, make_user

PAGES = {
    "/": 200,
    "/bases?country=SY": 200,
    "/bases/tartus-naval-facility": 200,
    "/bases/tartus-naval-facility/claims/personnel": 200,
    "/bases/tartus-naval-facility/history": 200,
    "/map?on=2015&country=TJ": 200,
    "/changes?since=2026": 200,
    "/countries": 200,
    "/countries/TJ": 200,
    "/statements?country=TJ&kind=denial": 200,
    "/statements/1": 200,
    "/denials?country=SD": 200,
    "/officials?country=UA": 200,
    "/officials/valery-gerasimov": 200,
    "/agreements?country=SY": 200,
    "/agreements/armenia-2010-base-protocol": 200,
    "/articles?words=Syria": 200,
    "/articles/1": 200,
    "/articles/1/versions": 200,
    "/search?q=tartus": 200,
    "/publishers?words=tass": 200,
    "/publishers/tass.com": 200,
    "/topics": 200,
    "/topics/exercise": 200,
    "/search?q=zzzzqq": 200,
    "/method": 200,
    "/vocabulary": 200,
    "/certainty": 200,
    "/corrections": 200,
    "/corrections/new?page=/statements/1": 200,
    "/alerts": 200,
    "/alerts?subject=base:tartus-naval-facility": 200,
    "/licence": 200,
    "/privacy": 200,
    "/accessibility": 200,
    "/pictures": 200,
    "/pictures/by-month/TJ?since=nonsense": 200,
    "/pictures/personnel/tajikistan-201st-military-base": 200,
    "/embed/pictures/country/TJ": 200,
    "/embed/map?on=2015": 200,
    "/data": 200,
    "/api/v1": 200,
    "/api/v1/recipes": 200,
    "/sign-in": 200,
    "/add": 200,
    "/nothing-here": 404,
}
DESK = (
    "/account",
    "/account/alerts",
    "/account/alerts/1",
    "/add",
    "/admin/feeds",
    "/admin/sources",
    "/admin/users",
    "/officials/valery-gerasimov/edit",
    "/review",
    "/review/articles/1",
    "/review/bulk",
    "/review/corrections",
    "/review/corrections/1",
    "/review/disagreements",
    "/review/same",
    "/statements/1/join",
)
EVERYTHING = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "reporter": "no-passes",
    "preload": False,  # of style sheets, for a rule on turned devices; no sheet of ours turns anything
}
# What a theme can change, and what it cannot; colours take half of all the time.
COLOURS = ["color-contrast", "link-in-text-block"]
OF_COLOUR = {"runOnly": {"type": "rule", "values": COLOURS}}
# What a language can change: words and their lengths. All rules are asked where BASEWATCH_TEST_AXE is `all`.
WORDS = [
    *(
        "html-has-lang",
        "html-lang-valid",
        "valid-lang",
        "document-title",
        "page-has-heading-one",
        "empty-heading",
    ),
    *("label", "select-name", "link-name", "button-name", "summary-name", "image-alt", "svg-img-alt"),
    *("aria-input-field-name", "target-size"),
]
OF_WORDS = {"runOnly": {"type": "rule", "values": WORDS}}
BUT_COLOUR = EVERYTHING | {"rules": {one: {"enabled": False} for one in COLOURS}}
IN_RUSSIAN = BUT_COLOUR if os.environ.get("BASEWATCH_TEST_AXE") == "all" else OF_WORDS
# A row is made as every other: twelve of a list are enough for the second and third look.
THINNED = """() => document.querySelectorAll('tbody, ol, ul, .marks, #countries')
    .forEach(list => [...list.children].slice(12).forEach(one => one.remove()))"""
WIDER_THAN_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SAID = """async how => (await axe.run(how)).violations.flatMap(one => one.nodes.map(
    node => `${one.id}: ${node.html.slice(0, 160)} ${(node.failureSummary || '').split('\\n')[1] || ''}`))"""


@pytest.fixture(scope="module")
def reader(browser: Browser, live_server: str) -> Iterator[Page]:
    """One page for all, of nobody in particular."""
    with browser.new_context(base_url=live_server) as context:
        yield opened(context)


@pytest.fixture(scope="module")
def admin(browser: Browser, live_server: str, live_database: str) -> Iterator[Page]:
    """One page for all, signed in as an administrator."""
    with open_engine(live_database) as engine, Session(engine) as session:
        draft = CorrectionDraft("/statements/1", "The speaker was another.")
        file_correction(session, draft, now=datetime.now(UTC))
        make_user(session, "ada", UserRole.ADMIN)
        ada = existing_user(session, "ada")
        hook = "https://example.org/hook"
        to = subscribe_webhook(session, ada.id, Subject.of("country:TJ"), hook, now=datetime.now(UTC))
        add_message(session, to, MessageKind.TEST, datetime.now(UTC))
        session.commit()
    with browser.new_context(base_url=live_server) as context:
        page = opened(context)
        sign_in(page, live_server, "ada", PASSWORD)
        yield page


def opened(context: BrowserContext) -> Page:
    context.set_default_timeout(10_000)
    return context.new_page()


def go(page: Page, path: str, *, status: int = 200, width: int = 1440, scheme: str = "light") -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    answer = page.goto(path, wait_until="load")
    assert answer is not None
    assert answer.status == status, f"{path}: {answer.status}"


def violations(page: Page, path: str, *, status: int = 200) -> list[str]:
    """What axe says of a page: of all in light, of its colours in dark, of the rest in Russian on a phone."""
    go(page, path, status=status)
    page.evaluate(AXE_SCRIPT)
    said: list[str] = page.evaluate(SAID, EVERYTHING)
    page.evaluate(THINNED)
    page.emulate_media(color_scheme="dark")
    said += [f"dark: {one}" for one in page.evaluate(SAID, OF_COLOUR)]
    go(page, f"/ru{path}", status=status, width=390)
    page.evaluate(THINNED)
    page.evaluate(AXE_SCRIPT)
    return said + [f"/ru, 390 px: {one}" for one in page.evaluate(SAID, IN_RUSSIAN)]


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(reader: Page, path: str) -> None:
    assert violations(reader, path, status=PAGES[path]) == []


@pytest.mark.parametrize("path", DESK)
def test_axe_finds_nothing_at_the_desk(admin: Page, path: str) -> None:
    assert violations(admin, path) == []


def test_the_skip_link_is_first_shows_and_leads_past_the_navigation(reader: Page) -> None:
    go(reader, "/countries/TJ")
    reader.keyboard.press("Tab")
    skip = reader.locator("a.skip")
    assert skip.evaluate("link => link === document.activeElement")
    box = skip.bounding_box()
    assert box
    assert box["x"] >= 0
    reader.keyboard.press("Enter")
    reader.keyboard.press("Tab")
    assert reader.evaluate("document.activeElement.closest('main') !== null")


# Tab by tab: what has the focus, whether it can be seen, whether it stands after what had it before.
STEP = """() => {
    const now = document.activeElement, before = window.before;
    if (now === document.body) return null;
    window.before = now;
    const box = now.getBoundingClientRect(), style = getComputedStyle(now);
    const after = !before || (before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
    const seen = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
    const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
        || now.querySelector('use') && getComputedStyle(now.querySelector('use')).strokeWidth !== '0px';
    return [now.outerHTML.slice(0, 120), after, seen, Boolean(marked)];
}"""


@pytest.mark.parametrize("path", ["/", "/bases?country=SY", "/statements?country=TJ&kind=denial"])
def test_the_keyboard_walks_through_in_order_and_out_again(reader: Page, path: str) -> None:
    go(reader, path)
    last = reader.evaluate("""() => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
        .filter(one => one.checkVisibility() && one.tabIndex >= 0).length""")
    assert last > 20
    wrong = []
    for _ in range(last + 5):
        reader.keyboard.press("Tab")
        step = reader.evaluate(STEP)
        if step is None:
            break
        if not all(step[1:]):
            wrong.append(step)
    else:
        pytest.fail(f"{path}: the focus does not come out after {last} steps")
    assert wrong == [], "html, follows the one before, in view, has a ring"


# Text that its own box cuts off; what is hidden on purpose (.vh) and what scrolls by itself is left out.
CUT_OFF = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(one => {
    const style = getComputedStyle(one);
    return !['visible', 'auto', 'scroll'].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1
        && one.clientWidth > 1 && one.innerText && style.textOverflow !== 'ellipsis' && !one.closest('svg');
}).map(one => one.outerHTML.slice(0, 120))"""
ENLARGED = {
    "zoom of 200 %": (720, "document.documentElement.style.fontSize = ''"),
    "zoom of 400 %": (320, "document.documentElement.style.fontSize = ''"),
    "text of 200 %": (1280, "document.documentElement.style.fontSize = '200%'"),
}
FITTED = ("/", "/bases?country=SY", "/bases/tartus-naval-facility", "/countries/TJ", "/denials?country=SD")
FITTED += ("/statements/1", "/officials/valery-gerasimov", "/agreements?country=SY", "/search?q=tartus")
FITTED += (
    "/method",
    "/certainty",
    "/alerts",
    "/corrections/new",
    "/data",
    "/sign-in",
    "/map?on=2015&country=TJ",
)


@pytest.mark.parametrize("path", FITTED)
def test_nothing_is_lost_or_scrolls_sideways_when_enlarged(reader: Page, path: str) -> None:
    go(reader, path)
    wrong = []
    for name, (width, act) in ENLARGED.items():
        reader.set_viewport_size({"width": width, "height": 900})
        reader.evaluate(act)
        if wide := reader.evaluate(WIDER_THAN_WINDOW):
            wrong.append(f"{name}: {wide} px wider than the window")
        wrong += [f"{name}: cuts off {one}" for one in reader.evaluate(CUT_OFF)]
    assert wrong == []


# Routes that answer with no page or lead elsewhere; then pages that only a form, a mail or a feed leads to.
NO_PAGES = (
    ".",
    "{extension}",
    "/theme",
    "/healthz",
    "/readyz",
    "/metrics",
    "/sign-in/oidc",
    "/review/next",
    "/search/suggest",
    "/review/pick",
)
NOT_LOOKED_AT = {
    "/add/{token}",
    "/add/batch/{token}",
    "/admin/feeds/{feed_id}",
    "/alerts/{purpose}/{number}/{signature}",
    "/articles/{number}/fetches/{fetch}",
    "/corrections/{ticket}",
    "/reset/{token}",
    "/review/articles/{article_id}/presence",
}


def test_every_page_is_in_the_tables() -> None:
    looked_at = [re.sub(r"\?.*", "", path) for path in (*PAGES, *DESK)]
    routes = {
        route.path
        for router in ROUTERS
        for route in router.routes
        if "GET" in (getattr(route, "methods", None) or ())
    }
    forgotten = {
        path
        for path in routes - NOT_LOOKED_AT
        if not path.startswith(("/api/v1/", "/cards/", "/data/"))
        and not any(one in path for one in NO_PAGES)
        and not any(re.fullmatch(re.sub(r"\{[^}]*\}", "[^/]+", path), one) for one in looked_at)
    }
    assert forgotten == set(), "give it a line in PAGES or DESK"


def test_what_moves_asks_whether_it_may() -> None:
    """A transition or animation stands inside `@media (prefers-reduced-motion: no-preference)`."""
    moving = {}
    for path in (ROOT / "static" / "css").glob("*.css"):
        text = path.read_text(encoding="utf-8").replace(" ", "")
        still, *asked = text.split("@media(prefers-reduced-motion:no-preference){")
        still += "".join(one.partition("}}")[2] for one in asked)
        if found := [
            word for word in ("transition:", "animation:", "scroll-behavior:smooth") if word in still
        ]:
            moving[path.name] = found
    assert moving == {}


def test_names_are_offered_while_somebody_types(reader: Page) -> None:
    go(reader, "/")
    field = reader.get_by_role("combobox", name="Search everything")
    field.press_sequentially("хмей")
    offered = reader.get_by_role("option")
    expect(offered.first).to_contain_text("Khmeimim")
    reader.evaluate(AXE_SCRIPT)
    assert reader.evaluate(SAID, EVERYTHING) == []
    field.press("ArrowDown")
    expect(offered.first).to_have_attribute("aria-selected", "true")
    field.press("Escape")
    expect(offered.first).to_be_hidden()
    field.press("m")
    field.press("Backspace")
    expect(offered.first).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(reader).to_have_url(re.compile("/bases/"))
