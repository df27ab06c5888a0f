"""How soon the example's page is painted, and how long its still images take.

Painted: the browser's own first contentful paint, beside a page of plain folium with six markers
whose libraries are inlined: Leaflet, jQuery, Bootstrap, Font Awesome, awesome-markers, fetched with
npm (without it Leaflet alone, which helps that page, and is said). Still images: in a process that
has imported what it needs, since that is paid once.
"""

from __future__ import annotations

import os
import re
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
from whole_leaflet import whole_leaflet  # noqa: E402

from geobrief import records  # noqa: E402
from geobrief.layers import build_layers  # noqa: E402
from geobrief.render import make_still  # noqa: E402
from geobrief.render.still import png  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser

BRIEF = ROOT / "layers" / "istanbul-talks" / "brief.yaml"
ROUNDS = int(os.environ.get("PAINT_ROUNDS", "9"))
SIZE = (1200, 800)
MOST_STILL_S = 1.0
MOST_RATIO = 1.0

_LIBRARIES = {
    "jquery@3.7.1": ("dist/jquery.min.js",),
    "bootstrap@5.2.2": ("dist/css/bootstrap.min.css", "dist/js/bootstrap.bundle.min.js"),
    "@fortawesome/fontawesome-free@6.2.0": ("css/all.min.css",),
    "leaflet.awesome-markers@2.0.5": (
        "dist/leaflet.awesome-markers.css",
        "dist/leaflet.awesome-markers.min.js",
    ),
}
"""What folium's pages load besides Leaflet, as far as npm has it."""
_LINKS = re.compile(r'<script src="[^"]*"></script>|<link rel="stylesheet" href="[^"]*"/?>')
_FIRST = """() => new Promise(done => new PerformanceObserver(list => {
  const found = list.getEntriesByName("first-contentful-paint")[0];
  if (found) { done(found.startTime); }
}).observe({ type: "paint", buffered: true }))"""


def main(six_markers: str) -> int:
    """Print both; 1 if any misses its limit.

    Args:
        six_markers: a script that writes plain folium's page, six.html.
    """
    return max(report_stills(), report_paint(six_markers))


def report_stills() -> int:
    """Time an SVG and a PNG of the example."""
    brief = records.read_brief(BRIEF)
    layers = build_layers(brief)
    make_still(brief, layers, size=SIZE)  # reads the basemap and the fonts, once in a process
    drawn = _median(lambda: make_still(brief, layers, size=SIZE))
    still = make_still(brief, layers, size=SIZE)
    pixels = _median(lambda: png(still.drawing, scale=2))
    print(
        f"still images of {SIZE[0]} x {SIZE[1]}: SVG {drawn:.2f} s, PNG at double scale "
        f"{pixels:.2f} s more (at most {MOST_STILL_S:.0f} s together)"
    )
    return 0 if drawn + pixels <= MOST_STILL_S else 1


def _median(job: Callable[[], object]) -> float:
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def report_paint(six_markers: str) -> int:
    """Open both pages in turn."""
    path = browser_path()
    if path is None:
        print("first paint: no Chromium or Chrome, so nothing was measured")
        return 0
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - heavy

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        here = Path(folder)
        _pages(here, six_markers)
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        pairs = [
            (_painted(browser, here / "ours.html"), _painted(browser, here / "theirs.html"))
            for _ in range(ROUNDS)
        ]
        browser.close()
    ratios = [mine / other for mine, other in pairs]
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(
        f"first paint, against plain folium with its libraries inlined: ratio "
        f"{statistics.median(ratios):.2f} (from {min(ratios):.2f} to {max(ratios):.2f}, "
        f"{ROUNDS} pairs; medians {mine:.0f} ms and {other:.0f} ms)"
    )
    return 0 if statistics.median(ratios) <= MOST_RATIO else 1


def _pages(folder: Path, six_markers: str) -> None:
    ours = [sys.executable, "-m", "geobrief", "map", str(BRIEF), "-o", "ours.html"]
    for command in (ours, [sys.executable, "-c", six_markers]):
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    found = whole_leaflet() | {
        str(path): path.read_text(encoding="utf-8") for path in _fetched(folder)
    }
    inlined = "".join(
        f"<style>{text}</style>" if name.endswith(".css") else f"<script>{text}</script>"
        for name, text in found.items()
    )
    page = _LINKS.sub("", (folder / "six.html").read_text(encoding="utf-8"))
    whole = page.replace("</head>", f"{inlined}</head>", 1)
    (folder / "theirs.html").write_text(whole, encoding="utf-8")


def _fetched(folder: Path) -> list[Path]:
    """Return the files of folium's other libraries; none where there is no npm."""
    here = folder / "npm"
    here.mkdir()
    command = ["npm", "install", "--silent", "--no-save", "--ignore-scripts", *_LIBRARIES]
    try:
        subprocess.run(command, cwd=here, check=True, capture_output=True, timeout=120)
    except (OSError, subprocess.SubprocessError):
        print("first paint: folium's page has Leaflet alone, for npm gave nothing else")
        return []
    return [
        here / "node_modules" / name.rpartition("@")[0] / file
        for name, files in _LIBRARIES.items()
        for file in files
    ]


def _painted(browser: Browser, path: Path) -> float:
    """Return how long after the navigation's start a page was painted, in milliseconds."""
    page = browser.new_context(viewport={"width": 800, "height": 700}).new_page()
    page.route("http*://**/*", lambda route: route.abort())
    page.goto(path.resolve().as_uri(), wait_until="commit")
    took: float = page.evaluate(_FIRST)
    page.context.close()
    return took
