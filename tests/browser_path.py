"""Where the browser is that the tests drive."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def browser_path() -> str | None:
    """Return the path of an installed Chromium or Chrome, or of Playwright's own; else None."""
    named = [os.environ.get("GEOBRIEF_BROWSER"), *map(shutil.which, NAMES), MAC]
    for path in named:
        if path and Path(path).exists():
            return path
    return _playwrights_own()


def _playwrights_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None
