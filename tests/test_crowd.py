"""Stories of more places than a page has elements for: canvas, labels by priority, tables."""

from __future__ import annotations

import base64
import gzip
import json
import re
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, Any

import pytest
from browsing import visit
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import large_brief

from geobrief.language import words
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.render import make_page
from geobrief.scene import Marker, build_scene, plan_scene
from geobrief.scene.crowd import MOST_ELEMENTS, is_crowd, place_crowd
from geobrief.scene.model import Box
from geobrief.scene.type import measured

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Browser

    from geobrief.scene import Scene

LARGEST_BYTES = 2_000_000


def scene_data(html: str) -> dict[str, Any]:
    """Return what a page's data block holds."""
    found = re.search(r'id="geobrief-scene" data-packed>(.*?)</script>', html, re.DOTALL)
    assert found
    data: dict[str, Any] = json.loads(gzip.decompress(base64.b64decode(found[1])))
    return data


# --- which labels show from where


def test_a_thousand_are_no_crowd_yet() -> None:
    assert not is_crowd(MOST_ELEMENTS - 200, 200)
    assert is_crowd(MOST_ELEMENTS, 1)
    assert is_crowd(1, MOST_ELEMENTS)


spots = st.tuples(st.floats(-2e6, 2e6, allow_nan=False).map(round), st.floats(-1e6, 1e6).map(round))
names = st.text("abc mW漢", min_size=1, max_size=20)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(spots, names), min_size=1, max_size=40))
def test_labels_never_overlap_and_stay_when_the_reader_comes_closer(
    places: list[tuple[tuple[int, int], str]],
) -> None:
    markers = [
        Marker(id=str(number), at=(float(x), float(y)), name=name)
        for number, ((x, y), name) in enumerate(places)
    ]
    zooms = (-14.0, -13.0, -12.0, -10.0, -8.0)
    crowd, _ = place_crowd(markers, zooms, lambda _number, _taken: (), words())
    first = crowd.first_levels
    assert first[0] == 0, "the most important place has its label from the first step on"
    for level, zoom in enumerate(zooms):
        boxes = []
        for marker, name, since in zip(markers, crowd.names, first, strict=True):
            if 0 <= since <= level:
                x, y = marker.at[0] * 2.0**zoom, marker.at[1] * 2.0**zoom
                width, height = measured("name", name)
                boxes.append(Box(x + 7, y - height / 2, x + 7 + width, y + height / 2))
        assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))


def test_places_on_one_spot_say_so() -> None:
    at = {"lat": 41.0, "lon": 29.0}
    brief = Brief.from_dict(
        {
            "title": "One spot",
            "places": [{"name": f"Room {number}", **at} for number in range(1, 1003)]
            + [{"name": "Elsewhere", "lat": 42.0, "lon": 30.0}],
        }
    )
    scene = build_scene(plan_scene(brief, build_layers(brief)))
    assert scene.crowd
    assert scene.crowd.names[0] == "Room 1 and 1,001 more"
    assert scene.crowd.first_levels[:3] == (0, -1, -1)
    assert (
        "too close together to part on this basemap: 1,003 places stand on 2 spots, 1,002 of them "
        "where Room 1 is"
    ) in scene.notes


def test_what_is_named_most_then_the_largest_has_its_label_first() -> None:
    towns = [
        {"name": f"geonameid:{number}", "show": True} for number in (2950159, 2867714, 2925533)
    ]
    filling = [
        {"name": f"P{number}", "lat": 48.0 + number / 1000, "lon": 11.5} for number in range(1000)
    ]
    brief = Brief.from_dict(
        {
            "title": "Towns",
            "places": [*filling, *towns],
            "sightings": [{"who": "A", "at": "P500"}],
        }
    )
    markers = build_scene(plan_scene(brief, build_layers(brief))).markers
    assert [marker.name for marker in markers[:4]] == [
        "P500",
        "geonameid:2950159",  # Berlin
        "geonameid:2867714",  # Munich
        "geonameid:2925533",  # Frankfurt
    ]


# --- the page's data


@pytest.fixture(scope="module")
def brief() -> Brief:
    return large_brief(1500, 300)


@pytest.fixture(scope="module")
def scene(brief: Brief) -> Scene:
    return build_scene(plan_scene(brief, build_layers(brief)))


@pytest.fixture(scope="module")
def html(brief: Brief) -> str:
    return make_page(brief).html


def test_the_same_story_has_the_same_bytes(brief: Brief, html: str) -> None:
    assert make_page(brief).html == html


def test_all_places_and_ways_are_in_the_page_where_they_are(scene: Scene, html: str) -> None:
    data = scene_data(html)
    crowd, places = data["crowd"], data["crowd"]["places"]
    assert (len(places["x"]), len(crowd["ways"]["line"])) == (1500, 300)
    assert not data["markers"]
    assert not data["arrows"]
    told = [crowd["texts"][number] for number in places["name"]]
    assert told == [f"Site {number}" for number in range(1, 1501)]
    by_name = {marker.name: marker.at for marker in scene.markers}
    for name, x, y in zip(told, places["x"], places["y"], strict=True):
        at = by_name[name]
        assert data["cover"][0] + x * crowd["unit"] == pytest.approx(at[0], abs=crowd["unit"])
        assert data["cover"][1] + y * crowd["unit"] == pytest.approx(at[1], abs=crowd["unit"])


def test_lines_begin_and_end_at_their_places(html: str) -> None:
    crowd = scene_data(html)["crowd"]
    places, ways = crowd["places"], crowd["ways"]
    for start, end, parts in zip(ways["start"], ways["end"], ways["line"], strict=True):
        (steps,) = parts
        xs, ys = steps[0::2], steps[1::2]
        assert (xs[0], ys[0]) == (places["x"][start], places["y"][start])
        assert sum(xs) == pytest.approx(places["x"][end], abs=1)
        assert sum(ys) == pytest.approx(places["y"][end], abs=1)


def test_only_pages_of_crowds_carry_what_draws_them(html: str, example_page: Path) -> None:
    assert "geobrief.crowd = function" in html
    assert "geobrief.crowd = function" not in example_page.read_text(encoding="utf-8")
    assert html.count('<th scope="row">') == 2, "the table is made when it is opened, not before"


def test_a_crowd_is_told_in_figures(html: str) -> None:
    told = re.search(r'id="geobrief-told"[^>]*>(.*?)</p>', html, re.DOTALL)
    assert told
    assert "1,500 places and 300 movements" in told[1]
    assert len(told[1]) < 500


@pytest.mark.slow
def test_ten_thousand_places_and_two_thousand_movements_are_under_two_megabytes() -> None:
    html = make_page(large_brief(10_000, 2000)).html
    assert len(html.encode()) < LARGEST_BYTES


# --- between sixty and a thousand: labels where there is room


def test_labels_of_many_places_stand_only_where_there_is_room() -> None:
    brief = large_brief(200, 0)
    scene = build_scene(plan_scene(brief, build_layers(brief)))
    told = []
    for view in scene.views:
        labels = [label for label in view.labels if label.kind == "place"]
        told.append(len(labels))
        assert labels
        assert all(label.leader is None for label in labels)
        assert not [mark for mark in view.marks if mark.number]
    assert told[0] < 60
    assert told[-1] > 100


# --- in a browser


@pytest.fixture(scope="module")
def page(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crowd") / "crowd.html"
    path.write_text(html, encoding="utf-8", newline="")
    return path


@pytest.fixture
def seen(browser: Browser, page: Path) -> Iterator[Visit]:
    with visit(browser, page) as seen:
        yield seen
        assert not seen.said
        assert not seen.asked


def point_of(seen: Visit, place: int) -> tuple[float, float]:
    """Return where in the window a place is drawn, the map moved to it and close."""
    x, y = seen.evaluate(
        """async place => {
          const scene = await new Promise(use => window.geobrief.read("geobrief-scene", use));
          const at = [scene.cover[0] + scene.crowd.places.x[place] * scene.crowd.unit,
                      scene.cover[1] + scene.crowd.places.y[place] * scene.crowd.unit];
          const map = window[Object.keys(window).find(key => key.startsWith("map_"))];
          map.setView([at[1], at[0]], scene.closest_zoom, { animate: false });
          const box = map.getContainer().getBoundingClientRect();
          const point = map.latLngToContainerPoint([at[1], at[0]]);
          return [box.left + point.x, box.top + point.y];
        }""",
        place,
    )
    return x, y


def ink_on(seen: Visit) -> int:
    """Count the pixels of the canvas that are not empty."""
    count: int = seen.evaluate(
        """() => {
          const canvas = document.querySelector("canvas.gb-canvas");
          const copy = document.createElement("canvas");
          copy.width = canvas.width;
          copy.height = canvas.height;
          const read = copy.getContext("2d", { willReadFrequently: true });
          read.drawImage(canvas, 0, 0);
          const dots = read.getImageData(0, 0, copy.width, copy.height).data;
          let inked = 0;
          for (let at = 3; at < dots.length; at += 4) { if (dots[at]) { inked += 1; } }
          return inked;
        }"""
    )
    return count


@pytest.mark.browser
def test_marks_are_drawn_on_one_canvas(seen: Visit) -> None:
    assert seen.page.locator(".folium-map :is(.gb-marker, .gb-handle, .gb-line)").count() == 0
    assert seen.page.locator("canvas.gb-canvas").count() == 1
    assert ink_on(seen) > 10_000


@pytest.mark.browser
def test_a_click_on_a_mark_opens_its_popup_and_escape_closes_it(seen: Visit) -> None:
    seen.page.mouse.click(*point_of(seen, 3))
    popup = seen.page.locator(".leaflet-popup")
    assert popup.locator("h2").first.inner_text() == "Site 4"
    text = popup.inner_text()
    assert "Unit 1\n" in text, "who was there"
    assert "2 May 2025" in text
    assert "given by the editors" in text
    seen.page.keyboard.press("Escape")
    popup.wait_for(state="detached")


@pytest.mark.browser
def test_what_a_popup_tells_of_is_marked_and_the_cross_gives_the_focus_back(seen: Visit) -> None:
    place = point_of(seen, 3)
    before = ink_on(seen)
    seen.page.mouse.click(*place)
    seen.page.locator(".leaflet-popup").wait_for()
    assert ink_on(seen) > before, "a ring around it"
    seen.page.locator(".leaflet-popup-close-button").focus()
    seen.page.keyboard.press("Enter")
    seen.page.locator(".leaflet-popup").wait_for(state="detached")
    assert "folium-map" in seen.evaluate("() => document.activeElement.className")
    assert ink_on(seen) == before


@pytest.mark.browser
def test_without_scripts_the_places_are_named_and_nothing_dead_is_shown(
    browser: Browser, page: Path
) -> None:
    with visit(browser, page, java_script_enabled=False) as seen:
        assert not seen.page.locator("#geobrief-table").is_visible()
        told = seen.page.locator("noscript").inner_text()
        assert "The first 200 of its 1,500 places: Site 1, Site 2, " in told


@pytest.mark.browser
def test_hovering_tells_the_name(seen: Visit) -> None:
    x, y = point_of(seen, 10)
    seen.page.mouse.move(x - 40, y - 40)
    seen.page.mouse.move(x, y, steps=3)
    assert seen.page.locator(".gb-tip").inner_text() == "Site 11"
    assert "gb-pointing" in (seen.page.locator(".folium-map").get_attribute("class") or "")


@pytest.mark.browser
def test_a_click_on_a_line_opens_its_popup(seen: Visit) -> None:
    seen.evaluate(
        """async () => {
          const scene = await new Promise(use => window.geobrief.read("geobrief-scene", use));
          const steps = scene.crowd.ways.line[7][0];
          const at = [scene.cover[0] + (steps[0] + steps[2] / 2) * scene.crowd.unit,
                      scene.cover[1] + (steps[1] + steps[3] / 2) * scene.crowd.unit];
          const map = window[Object.keys(window).find(key => key.startsWith("map_"))];
          map.setView([at[1], at[0]], scene.closest_zoom, { animate: false });
        }"""
    )
    box = seen.page.locator(".folium-map").bounding_box()
    assert box
    seen.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert "in a straight line, bearing" in seen.page.locator(".leaflet-popup").inner_text()


@pytest.mark.browser
def test_tables_are_made_when_they_are_opened_and_turned(seen: Visit) -> None:
    rows = seen.page.locator("[data-rows=places] tbody tr")
    assert rows.count() == 0
    seen.page.locator("#geobrief-table summary").click()
    rows.first.wait_for()
    assert rows.count() == 100
    assert rows.first.locator("th").inner_text() == "Site 1"
    assert (
        seen.page.locator("[data-rows=places] caption").inner_text() == "Places 1 to 100 of 1,500"
    )
    turn = seen.page.locator("[data-rows=places] [data-turn='1']").first
    turn.click()
    assert rows.first.locator("th").inner_text() == "Site 101"
    assert "gb-wide" in seen.evaluate("() => document.activeElement.className"), "where to read on"
    assert seen.page.locator("[data-rows=ways] tbody tr").count() == 100
    seen.page.locator("#geobrief-table input").fill("site 1499")
    assert [row.split("\t")[0] for row in rows.all_inner_texts()] == ["Site 1499"]
    assert seen.page.locator(".gb-found").inner_text().startswith("1 found")
    seen.page.locator("#geobrief-table input").fill("nobody at all")
    assert seen.page.locator(".gb-found").inner_text() == "0 found"


@pytest.mark.browser
def test_the_keyboard_reaches_a_place_through_the_table_and_comes_back(seen: Visit) -> None:
    keys = seen.page.keyboard
    seen.page.locator("#geobrief-table summary").focus()
    keys.press("Enter")
    seen.page.locator("[data-rows=ways] tbody tr").first.wait_for()
    focused = ""
    for _ in range(12):
        keys.press("Tab")
        focused = seen.evaluate("() => document.activeElement.textContent")
        if focused == "Site 1":
            break
    assert focused == "Site 1"
    keys.press("Enter")
    assert seen.page.locator(".leaflet-popup h2").inner_text() == "Site 1"
    assert seen.evaluate("() => document.activeElement.className") == "gb-popup"
    keys.press("Escape")
    seen.page.locator(".leaflet-popup").wait_for(state="detached")
    assert seen.evaluate("() => document.activeElement.textContent") == "Site 1"


@pytest.mark.browser
def test_coming_closer_draws_anew_and_shows_more_names(seen: Visit) -> None:
    drawn = seen.evaluate(
        """async () => {
          const map = window[Object.keys(window).find(key => key.startsWith("map_"))];
          const names = [], write = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (name) { names.push(name); };
          const told = [];
          for (let step = 0; step < 3; step += 1) {
            names.length = 0;
            map.setZoom(map.getZoom() + 1, { animate: false });
            const bounds = map.getBounds();
            told.push(names.length / ((bounds.getEast() - bounds.getWest()) ** 2));
          }
          CanvasRenderingContext2D.prototype.fillText = write;
          return told;
        }"""
    )
    assert all(before < after for before, after in pairwise(drawn)), "names for the area shown"


@pytest.mark.browser
@pytest.mark.exhaustive
def test_a_hundred_thousand_places_still_open(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    path.write_text(make_page(large_brief(100_000, 0)).html, encoding="utf-8", newline="")
    with visit(browser, path) as seen:
        assert ink_on(seen) > 10_000
        seen.page.locator("#geobrief-table summary").click()
        assert seen.page.locator("[data-rows=places] tbody tr").count() == 100
        assert not seen.said
