"""Take the picture for README: `python tools/take_picture.py`, after `make map`.

Needs a browser, as the tests do.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser_path import browser_path  # noqa: E402 - the path is set above
from browsing import ARGUMENTS, visit  # noqa: E402 - likewise
from playwright.sync_api import sync_playwright  # noqa: E402 - likewise

PAGE = ROOT / "output" / "istanbul-talks.html"
PICTURE = ROOT / "docs" / "istanbul-talks.png"
WIDTH = 800


def main() -> None:
    """Open the example's page as an article would show it, and keep all but the small print."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=ARGUMENTS)
        with visit(browser, PAGE, width=WIDTH, height=900) as seen:
            box = seen.page.locator(".gb-distances").bounding_box()
            clip = {"x": 0, "y": 0, "width": WIDTH, "height": box["y"] + box["height"] + 8}
            seen.page.screenshot(path=PICTURE, clip=clip, full_page=True)
        browser.close()
    print(PICTURE.relative_to(ROOT))


if __name__ == "__main__":
    main()
