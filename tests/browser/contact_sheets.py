"""Contact sheets of the pages for docs/pictures: each page at 1440, 768 and 390 px, in light and in dark.

    python tests/browser/contact_sheets.py http://127.0.0.1:8000 docs/pictures

Also takes the three pictures of the README. To be run on the data of `basewatch run`.
"""

import argparse
import base64
import sys
from html import escape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import HOW_TO_GET_IT, find_chromium, launch

PAGES = (
    *(
        "/",
        "/map?on=2015",
        "/bases",
        "/bases/khmeimim-air-base",
        "/countries",
        "/countries/SY",
        "/statements",
    ),
    *(
        "/statements/240",
        "/denials",
        "/agreements",
        "/agreements/armenia-1995-military-base-treaty",
        "/officials",
    ),
    *("/officials/sergey-lavrov", "/articles/876", "/publishers", "/publishers/tass.com", "/topics/base"),
    *(
        "/search?q=troops",
        "/pictures",
        "/pictures/ledger/all",
        "/changes",
        "/vocabulary",
        "/certainty",
        "/privacy",
    ),
    *("/corrections", "/alerts", "/data", "/api/v1", "/add", "/ru/", "/ru/countries/SY", "/ru/denials"),
)
WIDTHS = (1440, 768, 390)
HEIGHT = 1300  # of a page that is shown
SCALE = 0.2
IN_A_ROW = 3
README = (
    ("/", "home", 1440, "light"),
    ("/denials", "denials", 1440, "light"),
    ("/countries/SY", "country-phone", 390, "dark"),
)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("server")
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    binary = find_chromium()
    if binary is None:
        print(HOW_TO_GET_IT, file=sys.stderr)
        return 1
    with sync_playwright() as playwright:
        browser = launch(playwright, binary)
        for scheme in ("light", "dark"):
            target = asked.folder / f"pages-{scheme}.jpg"
            target.write_bytes(sheet(browser, asked.server, scheme))
            print(target)
        for path, name, width, scheme in README:
            target = asked.folder / f"{name}.png"
            target.write_bytes(shot(browser, asked.server + path, width, scheme, 900, "png"))
            print(target)
    return 0


def shot(browser: Browser, address: str, width: int, scheme: str, height: int, kind: str = "jpeg") -> bytes:
    """The upper part of a page."""
    with browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
    ) as context:
        page = context.new_page()
        page.goto(address, wait_until="networkidle")
        return page.screenshot(type=kind)  # type: ignore[arg-type]


def sheet(browser: Browser, server: str, scheme: str) -> bytes:
    """All of PAGES in one scheme, side by side."""
    figures = []
    for path in PAGES:
        images = "".join(
            f'<img width="{width * SCALE:.0f}" height="{HEIGHT * SCALE:.0f}" src="data:image/jpeg;base64,'
            f'{base64.b64encode(shot(browser, server + path, width, scheme, HEIGHT)).decode()}">'
            for width in WIDTHS
        )
        figures.append(f"<figure><figcaption>{escape(path)}</figcaption>{images}</figure>")
    wide = round((sum(WIDTHS) * SCALE + 40) * IN_A_ROW)
    style = (
        f"body{{margin:16px;width:{wide}px;display:grid;grid-template-columns:repeat({IN_A_ROW},1fr);gap:18px;"
        "background:#8a8f94;font:13px sans-serif;color:#fff}figure{margin:0}img{margin-right:6px}"
        "figcaption{margin-bottom:4px}"
    )
    with browser.new_context(viewport={"width": wide + 32, "height": 800}) as context:
        page = context.new_page()
        page.set_content(f"<style>{style}</style>{''.join(figures)}")
        return page.screenshot(type="jpeg", quality=72, full_page=True)


if __name__ == "__main__":
    raise SystemExit(main())
