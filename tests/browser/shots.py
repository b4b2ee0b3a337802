"""Screenshots of pages of a running server: 1440 and 390 px wide, light and dark, full height.

    python tests/browser/shots.py http://127.0.0.1:8000 OUTDIR / /bases /statements?kind=denial
    python tests/browser/shots.py --width 390 --login analyst:PASSWORD http://127.0.0.1:8000 OUTDIR /add

Prints one line per picture, with what a reader should not meet: a status other than 200, a console error,
a request to another host, a page wider than its window. Exits 1 when there was any.
"""

import argparse
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import HOW_TO_GET_IT, find_chromium, launch

HEIGHTS = {1440: 900, 390: 844}
WIDER_THAN_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def main() -> int:
    parser = argparse.ArgumentParser(description="Screenshots of pages of a running server.")
    parser.add_argument("server", help="such as http://127.0.0.1:8000")
    parser.add_argument("folder", type=Path, help="where the pictures go; outside the repository")
    parser.add_argument("paths", nargs="+", help="such as / /bases /statements?kind=denial")
    parser.add_argument("--width", type=int, action="append", help="pixels; default 1440 and 390")
    parser.add_argument("--scheme", choices=["light", "dark"], action="append", help="default both")
    parser.add_argument("--login", metavar="NAME:PASSWORD", help="sign in first, at /sign-in")
    parser.add_argument("--no-js", action="store_true", help="with JavaScript off")
    args = parser.parse_args()
    binary = find_chromium()
    if binary is None:
        print(HOW_TO_GET_IT, file=sys.stderr)
        return 2
    args.folder.mkdir(parents=True, exist_ok=True)
    bad = 0
    with sync_playwright() as playwright:
        browser = launch(playwright, binary)
        for width in args.width or [1440, 390]:
            for scheme in args.scheme or ["light", "dark"]:
                bad += shoot(browser, args, width, scheme)
        browser.close()
    return 1 if bad else 0


def shoot(browser: Browser, args: argparse.Namespace, width: int, scheme: str) -> int:
    """Take every path at one width and scheme; return the number of pages with a problem."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS.get(width, 900)},
        color_scheme=scheme,
        java_script_enabled=not args.no_js,
    )
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: said.type == "error" and problems.append(f"console: {said.text}"))
    page.on("pageerror", lambda error: problems.append(f"script: {error}"))
    page.on("request", lambda request: note_other_host(request.url, args.server, problems))
    if args.login:
        sign_in(page, args.server, *args.login.split(":", 1))
    bad = 0
    for path in args.paths:
        problems.clear()
        answer = page.goto(args.server.rstrip("/") + path, wait_until="networkidle")
        if answer is None or answer.status != 200:
            problems.append(f"status {answer.status if answer else 'none'}")
        if not args.no_js:
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide > 0:
                problems.append(f"{wide} px wider than the window")
        name = re.sub(r"[^A-Za-z0-9]+", "-", path).strip("-") or "home"
        target = args.folder / f"{name}-{width}-{scheme}.png"
        page.screenshot(path=target, full_page=True)
        print(target, *(problems or ["ok"]), sep="  ")
        bad += bool(problems)
    context.close()
    return bad


def note_other_host(url: str, server: str, problems: list[str]) -> None:
    """Add a request that leaves the server to `problems`."""
    asked = urlsplit(url)
    if asked.scheme in {"http", "https"} and asked.netloc != urlsplit(server).netloc:
        problems.append(f"other host: {url}")


def sign_in(page: Page, server: str, name: str, password: str) -> None:
    """Fill the login form: the text field, the password field, the first submit button of their form."""
    page.goto(server.rstrip("/") + "/sign-in")
    form = page.locator("form", has=page.locator("input[type=password]"))
    form.locator("input:not([type=hidden]):not([type=password])").first.fill(name)
    form.locator("input[type=password]").fill(password)
    form.locator("[type=submit], button").first.click()
    page.wait_for_load_state("networkidle")


if __name__ == "__main__":
    raise SystemExit(main())
