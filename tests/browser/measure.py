"""What the first view of a page costs a reader: bytes over the wire, requests, and how it comes to stand.

    python tests/browser/measure.py http://127.0.0.1:8000 [PATH …]

A cold cache each time, on a processor slowed by four, as on a middling phone. Columns: kB transferred, requests,
largest contentful paint (ms), cumulative layout shift, total blocking time (ms). Exits 1 where a page is over its
budget: 120 kB, 300 kB where it has a map, or any layout shift.
"""

import argparse
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import HOW_TO_GET_IT, find_chromium, launch

PATHS = ("/", "/countries/TJ", "/bases/khmeimim-air-base", "/statements/209", "/search?q=Gyumri", "/map")
LIMIT, LIMIT_WITH_MAP = 120, 300  # kB
SLOWER = 4
QUIET_MS = 800  # after the load, for what comes late
WATCH = """
window.seen = {lcp: 0, shift: 0, blocked: 0, moved: []};
function watch(type, take) {
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({type, buffered: true});
}
watch("largest-contentful-paint", (one) => { seen.lcp = one.startTime; });
watch("longtask", (one) => { seen.blocked += Math.max(0, one.duration - 50); });
watch("layout-shift", (one) => {
  if (one.hadRecentInput) return;
  seen.shift += one.value;
  for (const {node} of one.sources) seen.moved.push(node?.outerHTML?.slice(0, 60) ?? "a text");
});
"""


def measure(browser: Browser, address: str, width: int) -> dict[str, Any]:
    """The figures of one page, nothing of it kept from before."""
    context = browser.new_context(viewport={"width": width, "height": 844 if width < 600 else 900})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    bytes_of: list[int] = []
    wire.on("Network.loadingFinished", lambda done: bytes_of.append(int(done["encodedDataLength"])))
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})
    wire.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load")
    page.wait_for_timeout(QUIET_MS)
    seen: dict[str, Any] = page.evaluate("seen")
    has_map = page.locator("svg.map").count() > 0
    context.close()
    return {"kb": sum(bytes_of) / 1000, "requests": len(bytes_of), "has_map": has_map, **seen}


def main() -> int:
    parser = argparse.ArgumentParser(description="What the first view of a page costs a reader.")
    parser.add_argument("server", help="such as http://127.0.0.1:8000")
    parser.add_argument("paths", nargs="*", default=PATHS)
    args = parser.parse_args()
    binary = find_chromium()
    if binary is None:
        print(HOW_TO_GET_IT, file=sys.stderr)
        return 2
    over = 0
    print(f"{'page':<34}{'width':>6}{'kB':>8}{'requests':>10}{'LCP ms':>8}{'shift':>8}{'TBT ms':>8}")
    with sync_playwright() as playwright:
        browser = launch(playwright, binary)
        for path in args.paths:
            for width in (1440, 390):
                got = measure(browser, args.server + path, width)
                limit = LIMIT_WITH_MAP if got["has_map"] else LIMIT
                bad = got["kb"] > limit or got["shift"] > 0
                over += bad
                print(
                    f"{path:<34}{width:>6}{got['kb']:>8.1f}{got['requests']:>10}{got['lcp']:>8.0f}"
                    f"{got['shift']:>8.3f}{got['blocked']:>8.0f}{'  over its budget' if bad else ''}"
                )
                for moved in got["moved"]:
                    print(f"    moved: {moved}")
        browser.close()
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
