"""Rectangles as a browser draws them: no text over anything, and nothing of the story left out."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from briefs import COUNT, brief_data, place_names
from browsing import visit
from overlap import SCRIPT, Drawn, faults_of, left_out

from geobrief.cli.formats import SIZES
from geobrief.errors import ViewError
from geobrief.model import Brief

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from playwright.sync_api import Browser, Page

    from geobrief.layers import Layers
    from geobrief.render.image import Still

pytestmark = pytest.mark.browser

FRAME = ".gb-frame"
WIDTHS = (320, 400, 480, 700, 768, 1000, 1200, 1600)
"""The widths that views are made for, and some between them."""
STEPS = 3
"""Clicks on the button to zoom in."""

SAMPLE = (0, 1, 5, 10, 23, 42, 101, 107)

PLANTED = Path(__file__).resolve().parent / "data" / "planted.html"


@pytest.mark.parametrize(
    ("planted", "fault"),
    [
        ("", ""),
        ('<text x="310" y="204">Other</text>', "overlap"),
        ('<g data-kind="mark"><circle class="gb-core" cx="322" cy="197" r="4"/></g>', "mark"),
        ('<g data-kind="head"><path class="gb-head" d="M320 190l9 4l-9 4z"/></g>', "head"),
        ('<g data-kind="context"><circle class="gb-city" cx="322" cy="197" r="4"/></g>', "context"),
        ('<rect class="gb-inset" x="90" y="80" width="25" height="25"/>', "gb-inset"),
        ('<text x="580" y="50">Far out</text>', "leaves the frame"),
        ('<text x="310" y="230">Below</text>', ""),
    ],
)
def test_a_planted_fault_is_found(
    browser: Browser, tmp_path: Path, planted: str, fault: str
) -> None:
    page = tmp_path / "planted.html"
    html = PLANTED.read_text(encoding="utf-8").replace("{planted}", planted)
    page.write_text(html, encoding="utf-8", newline="")
    with visit(browser, page) as seen:
        drawn = Drawn.of(seen.evaluate(SCRIPT, FRAME))
    assert left_out(drawn, ["Unterfeld", "Unter feld", "Graz"]) == []
    assert left_out(drawn, ["Unter den Linden", "Elsewhere", "Graz 2"]) == [
        "Unter den Linden",
        "Elsewhere",
        "Graz 2",
    ]
    faults = list(faults_of(drawn))
    assert bool(faults) == bool(fault), faults
    assert all(fault in one for one in faults)


@pytest.mark.parametrize("number", SAMPLE)
def test_a_brief_s_page_has_all_its_names_and_none_over_another(
    browser: Browser, tmp_path: Path, number: int
) -> None:
    _assert_clear(_page_faults(browser, tmp_path, brief_data(number)))


@pytest.mark.parametrize("number", SAMPLE[2::3])
def test_a_brief_s_stills_likewise(browser: Browser, number: int) -> None:
    sizes = list(SIZES.values())
    _assert_clear(_still_faults(browser, brief_data(number), sizes[number % len(sizes) :][:1]))


@pytest.mark.exhaustive
@pytest.mark.parametrize("number", range(COUNT))
def test_the_other_briefs_likewise(browser: Browser, tmp_path: Path, number: int) -> None:
    data = brief_data(number)
    _assert_clear(
        [*_page_faults(browser, tmp_path, data), *_still_faults(browser, data, SIZES.values())]
    )


def _assert_clear(faults: Iterable[str]) -> None:
    found = list(faults)
    assert not found, "\n".join([f"{len(found)} faults", *found[:40]])


def _page_faults(browser: Browser, folder: Path, data: dict[str, Any]) -> Iterator[str]:
    """Yield what is wrong in a brief's page, without scripts at every width, and zoomed in."""
    from geobrief.render import render_html

    path = folder / "page.html"
    path.write_text(render_html(Brief.from_dict(data)), encoding="utf-8", newline="")
    names = place_names(data)
    with visit(browser, path, java_script_enabled=False) as seen:
        for width in WIDTHS:
            seen.page.set_viewport_size({"width": width, "height": 900})
            yield from _view_faults(seen.page, f"static at {width}", names)
    with visit(browser, path, width=800, height=900, reduced_motion="reduce") as seen:
        yield from _view_faults(seen.page, "live at 800", names)
        closer = seen.page.locator(".leaflet-control-zoom-in:not(.leaflet-disabled)")
        for step in range(1, STEPS + 1):
            if closer.count():
                closer.click()
                drawn = Drawn.of(seen.evaluate(SCRIPT, FRAME))
                yield from (f"zoomed {step}: {one}" for one in faults_of(drawn, framed=False))
        yield from seen.said


def _still_faults(
    browser: Browser, data: dict[str, Any], sizes: Iterable[tuple[int, int]]
) -> Iterator[str]:
    """Yield what is wrong in a brief's still images; where one is too small, in a higher one."""
    from geobrief.layers import build_layers

    brief = Brief.from_dict(data)
    layers = build_layers(brief)
    page = browser.new_page(viewport={"width": 1250, "height": 950})
    try:
        for width, height in sizes:
            still = _image(brief, layers, width, height)
            page.set_content(f'<body style="margin: 0">{still.svg}')
            yield from _view_faults(page, f"still of {width} x {height}", place_names(data), "svg")
    finally:
        page.close()


def _image(brief: Brief, layers: Layers, width: int, height: int) -> Still:
    """Draw an image, as high as the error says that it must be: more room may take a longer key."""
    from geobrief.render.image import render_image

    for _ in range(3):
        try:
            return render_image(brief, layers, size=(width, height))
        except ViewError as error:
            height = int(re.search(r"make it (\d+) high", str(error))[1])
    return render_image(brief, layers, size=(width, height))


def _view_faults(page: Page, view: str, names: list[str], frame: str = FRAME) -> Iterator[str]:
    drawn = Drawn.of(page.evaluate(SCRIPT, frame))
    yield from (f"{view}: {one}" for one in faults_of(drawn))
    yield from (f"{view}: {name!r} is not to be read" for name in left_out(drawn, names))
