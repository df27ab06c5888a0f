"""A story of 10,000 places and 2,000 movements: how large its page is, how soon it has settled.

Beside folium.Marker's page of the same places (without the movements, and with Leaflet at hand, so
that it need not wait for a network). Both are opened by one browser in turn; a page has settled
when its marks are there and two frames have been painted since.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from browser_path import browser_path  # noqa: E402 - from the tests
from browsing import ARGUMENTS  # noqa: E402
from stories import large_brief  # noqa: E402
from whole_leaflet import whole_leaflet  # noqa: E402

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

PLACES, MOVEMENTS = 10_000, 2_000
ROUNDS = int(os.environ.get("LARGE_ROUNDS", "3"))
MOST_BYTES = 2_000_000
LEAST_RATIO = 10.0
MOST_ZOOM_MS = 100.0

FOLIUM = """
import sys
import folium
sys.path.insert(0, {tests!r})
from stories import large_points
m = folium.Map(location=[48, 25], zoom_start=4, tiles=None)
for name, lat, lon in large_points({places}):
    folium.Marker([lat, lon], tooltip=name).add_to(m)
m.save("folium.html")
"""

_PAINTED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
_OURS_IS_THERE = "() => document.querySelector('[data-ready=true]')"
_THEIRS_IS_THERE = f"() => document.querySelectorAll('.leaflet-marker-icon').length === {PLACES}"
_ZOOM = """async step => {
  const map = window[Object.keys(window).find(key => key.startsWith("map_"))];
  const before = performance.now();
  map.setZoom(map.getZoom() + step, { animate: false });
  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
  return performance.now() - before;
}"""
_STEPS = (0.5, 0.5, 0.5, 0.5, 1, 1, -1, -1, -0.5, -0.5, -0.5, -0.5)


def main() -> int:
    """Print sizes, times and ratios; 1 if any misses its limit."""
    path = browser_path()
    if path is None:
        print("large stories: no Chromium or Chrome, so nothing was measured")
        return 0
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - heavy

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        ours, theirs = _pages(Path(folder))
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        pairs = [
            (_settled(browser, ours, _OURS_IS_THERE), _settled(browser, theirs, _THEIRS_IS_THERE))
            for _ in range(ROUNDS)
        ]
        zooms = _zooms(browser, ours)
        browser.close()
        size = ours.stat().st_size
    ratios = [other / mine for mine, other in pairs]
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    ratio, zoom = statistics.median(ratios), statistics.median(zooms)
    print(f"{PLACES:,} places and {MOVEMENTS:,} movements: {size:,} bytes (at most {MOST_BYTES:,})")
    print(
        f"settled sooner than folium.Marker's page: {ratio:.1f} times (from {min(ratios):.1f} to "
        f"{max(ratios):.1f}, {ROUNDS} pairs; medians {mine:.0f} ms and {other:.0f} ms)"
    )
    print(
        f"a zoom step until it is painted: {zoom:.0f} ms (from {min(zooms):.0f} to "
        f"{max(zooms):.0f}; at most {MOST_ZOOM_MS:.0f})"
    )
    return 0 if size <= MOST_BYTES and ratio >= LEAST_RATIO and zoom <= MOST_ZOOM_MS else 1


def _pages(folder: Path) -> tuple[Path, Path]:
    """Make both pages, and print how long that took."""
    brief = folder / "large.json"
    brief.write_text(json.dumps(large_brief(PLACES, MOVEMENTS).to_dict()), encoding="utf-8")
    script = FOLIUM.format(tests=str(ROOT / "tests"), places=PLACES)
    ours = [sys.executable, "-m", "geobrief", "map", brief.name, "-o", "ours.html"]
    theirs = [sys.executable, "-c", script]
    took = [_run(command, folder) for command in (ours, theirs)]
    print(
        f"made in {took[0]:.1f} s, layers and distances included; "
        f"folium's page of the places alone in {took[1]:.1f} s"
    )
    return folder / "ours.html", folder / "folium.html"


def _run(command: list[str], folder: Path) -> float:
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def _settled(browser: Browser, path: Path, is_there: str) -> float:
    """Return how long after the navigation's start a page had settled, in milliseconds."""
    page = _opened(browser)
    page.goto(path.resolve().as_uri(), timeout=180_000)
    page.wait_for_function(is_there, timeout=180_000, polling="raf")
    took: float = page.evaluate(f"async () => {{ await {_PAINTED}; return performance.now(); }}")
    page.context.close()
    return took


def _zooms(browser: Browser, path: Path) -> list[float]:
    page = _opened(browser)
    page.goto(path.resolve().as_uri(), timeout=60_000)
    page.wait_for_function(_OURS_IS_THERE)
    times = [page.evaluate(_ZOOM, step) for step in _STEPS]
    page.context.close()
    return times


def _opened(browser: Browser) -> Page:
    page = browser.new_context(viewport={"width": 800, "height": 700}).new_page()
    page.route("http*://**/*", _from_here)
    return page


def _from_here(route: Route) -> None:
    """Give folium's page its Leaflet, and nothing else."""
    name = route.request.url.rpartition("/")[2]
    text = whole_leaflet().get(name)
    if text is None:
        route.abort()
    else:
        kind = "text/css" if name.endswith(".css") else "text/javascript"
        route.fulfill(body=text, content_type=kind)


if __name__ == "__main__":
    sys.exit(main())
