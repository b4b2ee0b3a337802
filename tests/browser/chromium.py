"""The Chromium of this machine, driven by Playwright's Python package; no browser is ever downloaded."""

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
FLAGS = (
    "--no-sandbox",  # as root, and in containers, the sandbox cannot start; only our own pages are opened
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
)
HOW_TO_GET_IT = (
    "no Chromium: `apt-get install chromium` (Debian, Ubuntu), `brew install --cask chromium` (macOS), "
    "or name one by BASEWATCH_TEST_CHROMIUM"
)


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome, `BASEWATCH_TEST_CHROMIUM` first; None where there is none."""
    named = os.environ.get("BASEWATCH_TEST_CHROMIUM")
    if named:
        return named
    for name in NAMES:
        if found := shutil.which(name):
            return found
    return next((path for path in MAC_PATHS if Path(path).exists()), None)


def launch(playwright: Playwright, binary: str) -> Browser:
    """Start `binary` without a window."""
    return playwright.chromium.launch(executable_path=binary, args=list(FLAGS), headless=True)
