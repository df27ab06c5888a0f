"""WCAG 2.2 AA in a real browser: what axe-core finds, and what no tool finds by itself."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING

import pytest
from browsing import visit
from conftest import ROOT
from PIL import Image, ImageChops

from geobrief.model import Brief
from geobrief.records import read_brief
from geobrief.render import make_page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Browser

    Pages = Callable[..., Path]

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDTHS = [320, 768, 1200]
STORIES = {
    "example": ROOT / "layers" / "istanbul-talks" / "brief.yaml",
    "turkish": ROOT / "gallery" / "election-tour.yaml",
    "arabic": ROOT / "gallery" / "summit.yaml",
}

AXE = """async tags => {
    const told = await axe.run({runOnly: tags, resultTypes: ['violations']});
    return told.violations.flatMap(rule => rule.nodes.filter(node =>
            rule.id !== 'target-size'
            || !document.querySelector(node.target[0]).matches('.gb-marker, .gb-handle'))
        .map(node => `${rule.id}: ${node.html.slice(0, 120)}: ${node.failureSummary}`));
}"""
"""Places that are near each other are so on any map: WCAG's own example of what 2.5.8 excepts."""


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Make the page of a story in a theme, once."""
    folder = tmp_path_factory.mktemp("pages")

    @cache
    def page(story: str, theme: str = "light") -> Path:
        path = folder / f"{story}-{theme}.html"
        html = make_page(read_brief(STORIES[story]), theme=theme).html
        path.write_text(html, encoding="utf-8", newline="")
        return path

    return page


def found_by_axe(seen: Visit) -> list[str]:
    """Return what axe-core finds: the rule, the element and what is wrong with it."""
    from axe_playwright_python.base import AXE_SCRIPT

    if not seen.evaluate("() => 'axe' in window"):
        # By the debugger, which the page's own policy does not bind.
        seen.page.context.new_cdp_session(seen.page).send(
            "Runtime.evaluate", {"expression": AXE_SCRIPT}
        )
    return seen.evaluate(AXE, TAGS)


def go_to(seen: Visit, step: int) -> None:
    """Move the stepper's slider as a reader does."""
    slider = seen.page.locator(".gb-steps input")
    slider.focus()
    seen.page.keyboard.press("Home")
    for _ in range(step):
        seen.page.keyboard.press("ArrowUp")
    assert slider.input_value() == str(step)


def steps_of(seen: Visit) -> int:
    return int(seen.page.locator(".gb-steps input").get_attribute("max") or "")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_at_any_step_with_popups_open_and_closed(
    browser: Browser, pages: Pages, theme: str, width: int
) -> None:
    with visit(browser, pages("example", theme), width=width, height=900) as seen:
        assert found_by_axe(seen) == []
        for number in range(1, steps_of(seen) + 1):
            go_to(seen, number)
            assert found_by_axe(seen) == [], number
        go_to(seen, 0)
        for kind in (".gb-marker", ".gb-handle"):
            seen.page.locator(kind).first.focus()
            seen.page.keyboard.press("Enter")
            seen.page.locator(".leaflet-popup").wait_for()
            seen.page.wait_for_timeout(300)  # it fades in
            assert found_by_axe(seen) == [], kind
            seen.page.keyboard.press("Escape")
            seen.page.locator(".leaflet-popup").wait_for(state="detached")
        for summary in seen.page.locator("summary").all():
            summary.click()
        assert found_by_axe(seen) == [], "tables"
        assert seen.said == []


@pytest.mark.parametrize("story", ["turkish", "arabic"])
def test_axe_finds_nothing_in_other_languages(browser: Browser, pages: Pages, story: str) -> None:
    with visit(browser, pages(story), width=360, height=900) as seen:
        assert found_by_axe(seen) == []
        go_to(seen, 2)
        seen.page.locator(".gb-marker").first.focus()
        seen.page.keyboard.press("Enter")
        seen.page.wait_for_timeout(300)  # the popup fades in
        assert found_by_axe(seen) == []


def test_axe_would_find_something(browser: Browser, pages: Pages) -> None:
    with visit(browser, pages("example")) as seen:
        seen.evaluate("() => document.querySelector('.gb-play').removeAttribute('aria-label')")
        assert any(found.startswith("button-name") for found in found_by_axe(seen))


SMALL = """() => [...document.querySelectorAll(
        'button, input, summary, [role=button], a[href]:not(figcaption a)')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !one.matches('.gb-skip'))
    .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
    .filter(([, box]) => box.width < 23.99 || box.height < 23.99).map(([html]) => html)"""


@pytest.mark.parametrize("width", WIDTHS)
def test_targets_are_24_px(browser: Browser, pages: Pages, width: int) -> None:
    with visit(browser, pages("example"), width=width, height=900) as seen:
        assert seen.evaluate(SMALL) == []
        seen.page.locator(".gb-marker").first.focus()
        seen.page.keyboard.press("Enter")
        seen.page.locator(".leaflet-popup").wait_for()
        assert seen.evaluate(SMALL) == []


BEYOND = """() => {
    const wide = document.documentElement.scrollWidth - innerWidth;
    const cut = [...document.querySelectorAll('h1, p, button, li, summary, figcaption, .gb-step')]
        .filter(one => one.checkVisibility({visibilityProperty: true})
            && !one.closest('.gb-hidden, .gb-room, .gb-skip, [aria-hidden=true]'))
        .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth
            || one.getBoundingClientRect().right > innerWidth + 1
            || one.getBoundingClientRect().left < -1)
        .map(one => one.outerHTML.slice(0, 90));
    return [wide > 0, cut];
}"""
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
        word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""
"""What 1.4.12 names."""


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize("spaced", [False, True])
def test_nothing_is_lost_at_400_percent_nor_with_text_spaced(
    browser: Browser, pages: Pages, story: str, *, spaced: bool
) -> None:
    with visit(browser, pages(story), width=320, height=256) as seen:  # 1280 x 1024 at 400 %
        if spaced:
            seen.evaluate(SPACED)
        for number in (0, 1):
            go_to(seen, number)
            assert seen.evaluate(BEYOND) == [False, []]
        slider = seen.page.locator(".gb-steps input").bounding_box()
        assert slider
        assert slider["width"] > 100
        assert seen.said == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_leave_the_stepper_to_the_system(
    browser: Browser, pages: Pages, scheme: str
) -> None:
    page = pages("example")
    with visit(browser, page, forced_colors="active", color_scheme=scheme) as seen:
        text, ground, edge, slider = seen.evaluate(
            """() => {
                const on = getComputedStyle(document.querySelector('.gb-turn-on'));
                const slider = getComputedStyle(document.querySelector('.gb-steps input'));
                return [on.color, on.backgroundColor, on.borderTopStyle, slider.appearance];
            }"""
        )
        assert text != ground
        assert edge == "solid"
        assert slider == "auto"
        seen.page.locator(".gb-play").focus()
        seen.page.keyboard.press("Tab")
        assert (
            seen.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"
        )


MOVING = """() => [...document.querySelectorAll('.leaflet-pane :is(.gb-item, .gb-lines path)')]
    .map(one => getComputedStyle(one).transitionDuration)"""


@pytest.mark.parametrize(("wish", "moves"), [("reduce", False), ("no-preference", True)])
def test_who_asked_for_less_motion_sees_none(
    browser: Browser, pages: Pages, wish: str, *, moves: bool
) -> None:
    with visit(browser, pages("example"), reduced_motion=wish) as seen:
        go_to(seen, 1)
        durations = {time for told in seen.evaluate(MOVING) for time in told.split(", ")}
        assert durations == ({"0.3s"} if moves else {"0s"})
        map_id = seen.page.locator(".folium-map").get_attribute("id")
        assert seen.evaluate("id => window[id].options.zoomAnimation", map_id) is moves


def test_paper_is_black_and_white_and_whole_wherever_the_reader_is(
    browser: Browser, tmp_path: Path
) -> None:
    brief = json.loads(
        '{"title": "On paper", "sightings": ['
        '{"who": "Ann", "at": "Ankara", "when": "2025-05-11"},'
        '{"who": "Ann", "at": "Istanbul", "when": "2025-05-12"}]}'
    )
    path = tmp_path / "paper.html"
    made = make_page(Brief.from_dict(brief), theme="dark").html
    path.write_text(made, encoding="utf-8", newline="")
    with visit(browser, path, width=700, height=900) as seen:
        go_to(seen, 1)
        seen.evaluate("() => document.activeElement.blur()")
        seen.page.emulate_media(media="print")
        assert not seen.page.locator(".gb-stepper").is_visible()
        static = seen.page.locator(".gb-static .gb-view:visible")
        assert static.locator("use[href]").count() > 0
        picture = tmp_path / "paper.png"
        seen.page.screenshot(path=picture, full_page=True)
    red, green, blue = Image.open(picture).convert("RGB").split()
    for one, other in ((red, green), (green, blue)):
        assert ImageChops.difference(one, other).getextrema()[1] <= 2
    assert sum(green.histogram()[250:]) > green.width * green.height / 4


def test_the_page_has_a_language_a_heading_a_landmark_and_a_way_past_the_map(
    browser: Browser, pages: Pages
) -> None:
    for story, language, way in (("turkish", "tr", "ltr"), ("arabic", "ar", "rtl")):
        with visit(browser, pages(story)) as seen:
            assert seen.evaluate("() => [document.documentElement.lang, document.dir]") == [
                language,
                way,
            ]
            assert seen.page.get_by_role("heading", level=1).count() == 1
            assert seen.page.get_by_role("main").count() == 1
            assert seen.page.get_by_role("region").count() == 1
            seen.page.keyboard.press("Tab")
            assert seen.evaluate("() => document.activeElement.className") == "gb-skip"
            assert seen.page.locator(".gb-skip").bounding_box()["width"] > 24
            seen.page.keyboard.press("Enter")
            assert seen.evaluate("() => document.activeElement.id") == "geobrief-after"
