"""The page by keyboard alone: what is reached, in which order, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import visit

from geobrief.model import Sighting

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Browser

    from geobrief.model import Brief

pytestmark = pytest.mark.browser

AT = """() => {
    const one = document.activeElement, style = getComputedStyle(one);
    const ring = getComputedStyle(one, '::after').boxShadow;
    const box = one.getBoundingClientRect();
    return {
        name: one.getAttribute('aria-label') || one.textContent.trim().replace(/\\s+/g, ' '),
        kind: one.matches('.gb-marker') ? 'place' : one.matches('.gb-handle') ? 'way'
            : one === document.body ? 'end' : one.localName,
        seen: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
            || ring !== 'none',
        size: [box.width, box.height],
    };
}"""


def tabbed(
    seen: Visit,
) -> list[dict]:
    """Return everything that the Tab key comes by, from the heading until it leaves the page."""
    seen.evaluate(
        """() => {
            const start = document.querySelector('h1');
            start.tabIndex = -1;
            start.focus();
        }"""
    )
    stops: list[dict] = []
    while len(stops) < 100:
        seen.page.keyboard.press("Tab")
        stop = seen.evaluate(AT)
        if stop["kind"] == "end":
            return stops
        stops.append(stop)
    pytest.fail("the keyboard is trapped")


def names(stops: list[dict], kind: str) -> list[str]:
    return [stop["name"] for stop in stops if stop["kind"] == kind]


def go_to(seen: Visit, step: int) -> None:
    seen.page.locator(".gb-steps input").focus()
    seen.page.keyboard.press("Home")
    for _ in range(step):
        seen.page.keyboard.press("ArrowUp")
    seen.evaluate("() => document.activeElement.blur()")


def as_named(brief: Brief) -> list[str]:
    """Return the names of the listed places as sightings and then movements come to them."""
    records = [one for one in (*brief.sightings, *brief.movements, *brief.distances) if one.show]
    named = [one.at if isinstance(one, Sighting) else (one.from_, one.to) for one in records]
    flat = [name.lower() for one in named for name in ([one] if isinstance(one, str) else one)]
    return sorted(
        (place.name for place in brief.places),
        key=lambda name: flat.index(name.lower()) if name.lower() in flat else len(flat),
    )


@pytest.mark.parametrize("zoomed", [False, True])
def test_the_keyboard_meets_the_brief_in_its_order(
    browser: Browser, example_brief: Brief, example_page: Path, *, zoomed: bool
) -> None:
    with visit(browser, example_page, width=1200, height=900) as seen:
        if zoomed:  # to where other places part, and back
            seen.page.locator(".folium-map").focus()
            for key in "++--":
                seen.page.keyboard.press(key)
                seen.page.wait_for_timeout(400)
            seen.page.locator(".gb-home").click()
            seen.evaluate("() => document.activeElement.blur()")
            seen.page.wait_for_timeout(300)
        stops = tabbed(seen)
        told = ", ".join(names(stops, "place"))
        wanted = as_named(example_brief)
        for name in wanted:
            assert told.lower().count(name.lower()) == 1, name
        firsts = [name.split(",")[0].split(";")[0] for name in names(stops, "place")]
        order = [
            next(index for index, name in enumerate(wanted) if name.lower() in first.lower())
            for first in firsts
        ]
        assert order == sorted(order)
        ways = names(stops, "way")
        assert len(ways) == len(example_brief.movements)
        for way, movement in zip(ways, example_brief.movements, strict=True):
            assert movement.who.split()[-1] in way
            assert movement.from_ in way or "Moscow" in way
            assert movement.to in way
        for sighting in example_brief.sightings:
            if sighting.status == "confirmed":
                assert sighting.who.split()[-1] in told
        assert all(stop["name"] for stop in stops)
        assert all(stop["seen"] for stop in stops), [s for s in stops if not s["seen"]]
        assert stops[0]["kind"] == "a"
        assert stops[-1]["kind"] == "summary"
        assert seen.said == []


def test_the_way_back_is_the_same(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page, width=800, height=900) as seen:
        there = [stop["name"] for stop in tabbed(seen)]
        back = []
        for _ in there:
            seen.page.keyboard.press("Shift+Tab")
            back.append(seen.evaluate(AT)["name"])
        assert back == there[::-1]


def test_what_is_still_to_come_is_not_reached(
    browser: Browser, example_brief: Brief, example_page: Path
) -> None:
    with visit(browser, example_page, width=1200, height=900) as seen:
        whole = tabbed(seen)
        go_to(seen, 1)  # 11 May: of all that is dated only Putin's offer
        first = tabbed(seen)
        assert names(first, "way") == []
        places = names(first, "place")
        assert 0 < len(places) < len(names(whole, "place"))
        assert not any(name.startswith(("Ankara", "Doha")) for name in places)
        assert any("Kremlin" in name and "Putin" in name for name in places)
        go_to(seen, 2)  # 15 May
        second = names(tabbed(seen), "place")
        assert any(name.startswith("Ankara") and "Zelenskyy" in name for name in second)
        assert any(name.startswith("Doha") and "Trump" in name for name in second)
        go_to(seen, 0)
        assert [s["name"] for s in tabbed(seen)] == [s["name"] for s in whole]
        assert example_brief.sightings


@pytest.mark.parametrize("key", ["Enter", " "])
def test_escape_closes_and_returns(browser: Browser, example_page: Path, key: str) -> None:
    with visit(browser, example_page, width=800, height=900) as seen:
        for kind in (".gb-marker", ".gb-handle"):
            for button in seen.page.locator(kind).all():
                button.focus()
                name = button.get_attribute("aria-label")
                seen.page.keyboard.press(key)
                popup = seen.page.get_by_role("dialog", name=name, exact=True)
                popup.wait_for()
                assert seen.evaluate("() => document.activeElement.role") == "dialog"
                seen.page.keyboard.press("Escape")
                popup.wait_for(state="detached")
                assert seen.evaluate(AT)["name"] == name
        assert seen.said == []


def test_a_popup_is_left_by_tab_and_covers_nothing_that_has_the_focus(
    browser: Browser, example_page: Path
) -> None:
    with visit(browser, example_page, width=800, height=900) as seen:
        seen.page.locator(".gb-marker").first.focus()
        seen.page.keyboard.press("Enter")
        popup = seen.page.get_by_role("dialog")
        popup.wait_for()
        seen.page.keyboard.press("Tab")
        assert seen.page.locator(".leaflet-popup-close-button:focus").count() == 1
        seen.page.keyboard.press(" ")
        popup.wait_for(state="detached")
        assert seen.page.locator(".gb-marker:focus").count() == 1
        seen.page.keyboard.press("Enter")
        popup.wait_for()
        seen.page.keyboard.press("Shift+Tab")  # among the marks again
        popup.wait_for(state="detached")
        assert seen.page.locator(":is(.gb-marker, .gb-handle):focus").count() == 1


def test_buttons_of_the_map_work_with_the_space_bar(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page, reduced_motion="reduce") as seen:
        width = "() => document.querySelector('.gb-basemap').getBoundingClientRect().width"
        before = seen.evaluate(width)
        seen.page.locator(".leaflet-control-zoom-in").focus()
        seen.page.keyboard.press(" ")
        seen.page.wait_for_timeout(300)
        assert seen.evaluate(width) > before * 1.2
        seen.page.locator(".gb-home").focus()
        seen.page.keyboard.press(" ")
        seen.page.wait_for_timeout(300)
        assert seen.evaluate(width) == pytest.approx(before)
