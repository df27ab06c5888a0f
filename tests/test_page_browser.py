"""The page in a real browser, the network cut."""

from __future__ import annotations

import json
from itertools import combinations
from typing import TYPE_CHECKING

import pytest
from browsing import visit
from hostile import HOSTILE

from geobrief.model import Brief
from geobrief.render import notebook_html, render_html

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

SIZES = [(320, 568), (360, 640), (800, 700), (1400, 900)]

BOXES = """selector => [...document.querySelectorAll(selector)].map(element => {
    const box = element.getBoundingClientRect();
    return [element.textContent, box.left, box.top, box.right, box.bottom];
})"""


def overlap(one: list, other: list) -> bool:
    return (
        one[1] < other[3] - 0.5
        and other[1] < one[3] - 0.5
        and one[2] < other[4] - 0.5
        and other[2] < one[4] - 0.5
    )


def test_a_frame_that_is_hidden_while_it_loads_has_its_map_when_it_is_shown(
    browser: Browser, example_page: Path, tmp_path: Path
) -> None:
    page = tmp_path / "map.html"
    page.write_text(example_page.read_text(encoding="utf-8"), encoding="utf-8")
    host = tmp_path / "host.html"
    host.write_text(
        '<!doctype html><body data-ready="true">'
        '<iframe src="map.html" style="display:none;width:600px;height:700px"></iframe>'
        '<iframe src="map.html" style="width:20px;height:20px"></iframe>',
        encoding="utf-8",
    )
    with visit(browser, host) as seen:
        for frame in seen.page.frames[1:]:
            frame.wait_for_selector("[data-ready=true]", state="attached")
        seen.evaluate(
            """() => document.querySelectorAll("iframe").forEach(frame => {
                frame.style = "display:block;width:600px;height:700px";
            })"""
        )
        for frame in seen.page.frames[1:]:
            label = frame.locator(".gb-label", has_text="Doha")
            label.wait_for()
            box, width = label.bounding_box(), 600
            assert box
            assert 0 <= box["x"] < box["x"] + box["width"] <= width + 20
        assert not seen.said


def test_a_wide_page_is_printed_whole(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page, width=1400, height=1000) as seen:
        before = seen.evaluate(BOXES, ".gb-label")
        seen.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
        boxes = seen.evaluate(BOXES, ".gb-label")
        assert max(box[3] for box in boxes) <= 700, "within the width of a sheet of A4"
        assert max(box[4] for box in boxes) - min(box[2] for box in boxes) > 400, "and filling it"
        seen.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
        assert seen.evaluate(BOXES, ".gb-label") == before


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_the_example_shows_itself_silently(
    browser: Browser, example_page: Path, width: int, height: int
) -> None:
    with visit(browser, example_page, width=width, height=height) as seen:
        labels = [box[0] for box in seen.evaluate(BOXES, ".gb-label")]
        for name in ("Istanbul", "Ankara", "Antalya", "Doha", "Kyiv", "Moscow", "Albania"):
            assert any(name in label for label in labels), name
        assert seen.evaluate("() => document.querySelectorAll('.gb-marker').length") >= 7
        heads = "() => document.querySelectorAll('path[marker-end]').length"
        assert seen.evaluate(heads) == 5
        assert not seen.evaluate("() => document.documentElement.scrollWidth > innerWidth")
        assert seen.said == []
        assert seen.asked == []


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_no_label_covers_another_or_leaves_the_frame(
    browser: Browser, example_page: Path, width: int, height: int
) -> None:
    with visit(browser, example_page, width=width, height=height) as seen:
        story = seen.evaluate(BOXES, ".gb-label, .gb-mover, .gb-measure")
        names = seen.evaluate(BOXES, ".gb-context span")
        (frame,) = seen.evaluate(BOXES, ".gb-frame")
        for one, other in combinations(story + names, 2):
            assert not overlap(one, other), (one, other)
        for box in story:
            assert frame[1] <= box[1], box
            assert box[3] <= frame[3], box
            assert frame[2] <= box[2], box
            assert box[4] <= frame[4], box


def test_a_marker_opens_its_popup_by_mouse_and_by_keyboard(
    browser: Browser, example_page: Path
) -> None:
    with visit(browser, example_page) as seen:
        page = seen.page
        page.locator(".gb-marker[aria-label^=Ankara]").click()
        popup = page.locator(".leaflet-popup-content")
        assert "Volodymyr Zelenskyy" in popup.inner_text()
        assert "15 May 2025" in popup.inner_text()
        assert "confirmed" in popup.inner_text()
        page.keyboard.press("Escape")
        popup.wait_for(state="detached")
        page.locator(".gb-marker[aria-label^=Doha]").focus()
        page.keyboard.press("Enter")
        assert "Donald Trump" in popup.inner_text()
        assert seen.said == []
        assert seen.asked == []


POPUP = """() => {
    const box = selector => document.querySelector(selector).getBoundingClientRect();
    const [button, popup, frame] = ['.leaflet-popup-close-button', '.leaflet-popup', '.gb-frame']
        .map(box);
    const hit = document.elementFromPoint(
        (button.left + button.right) / 2, (button.top + button.bottom) / 2);
    return {
        free: hit !== null && hit.closest('.leaflet-popup-close-button') !== null,
        inside: popup.left >= frame.left && popup.right <= frame.right
            && popup.top >= frame.top + 8 && popup.bottom <= frame.bottom,
    };
}"""


@pytest.mark.parametrize(("width", "height"), [(320, 568), (360, 740), (600, 800), (1400, 900)])
def test_every_popup_is_whole_and_can_be_closed(
    browser: Browser, example_page: Path, width: int, height: int
) -> None:
    with visit(browser, example_page, width=width, height=height) as seen:
        page = seen.page
        marks = page.locator(".gb-marker, .gb-handle")
        assert marks.count() >= 12
        for number in range(marks.count()):
            marks.nth(number).focus()
            page.keyboard.press("Enter")
            page.wait_for_timeout(400)  # the map moves to make room
            name = marks.nth(number).get_attribute("aria-label")
            assert seen.evaluate(POPUP) == {"free": True, "inside": True}, name
            assert page.locator(".leaflet-control-zoom").is_visible() == (width >= 600)
            page.locator(".leaflet-popup-close-button").click()
            page.wait_for_function("() => !document.querySelector('.leaflet-popup')")
            assert page.locator(".leaflet-control-zoom").is_visible()
        assert seen.said == []


def test_a_movement_opens_its_popup(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page, width=1400, height=900) as seen:
        handle = seen.page.get_by_role("button", name="Rubio may go from Antalya to Istanbul")
        handle.focus()
        seen.page.keyboard.press("Enter")
        text = seen.page.locator(".leaflet-popup-content").inner_text()
        assert "Marco Rubio" in text
        assert "possible" in text
        assert "298 mi (480 km)" in text


def test_arrows_end_short_of_their_markers(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page) as seen:
        tips = seen.evaluate(
            """() => [...document.querySelectorAll('path[marker-end]')].map(path => {
                const tip = path.getPointAtLength(path.getTotalLength());
                const at = new DOMPoint(tip.x, tip.y).matrixTransform(path.getScreenCTM());
                return [at.x, at.y];
            })"""
        )
        dots = seen.evaluate(BOXES, ".gb-dot")
        middles = [((box[1] + box[3]) / 2, (box[2] + box[4]) / 2) for box in dots]
        for x, y in tips:
            nearest = min(((x - mx) ** 2 + (y - my) ** 2) ** 0.5 for mx, my in middles)
            assert 6 < nearest < 22


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_long_way_that_is_declined_is_crossed_three_times(
    browser: Browser, example_page: Path, width: int, height: int
) -> None:
    with visit(browser, example_page, width=width, height=height) as seen:
        ways = seen.evaluate(
            """() => [...document.querySelectorAll('path[marker-end].gb-declined')].map(path => {
                const at = share => path.getPointAtLength(share * path.getTotalLength())
                    .matrixTransform(path.getScreenCTM());
                const spots = [.2, .5, .8].map(at).map(spot => [spot.x, spot.y]);
                return [path.getTotalLength(), ...spots];
            })"""
        )
        crosses = seen.evaluate(BOXES, ".gb-crossing path")
        middles = [((box[1] + box[3]) / 2, (box[2] + box[4]) / 2) for box in crosses]
        assert len(ways) == 2
        assert len(crosses) == sum(3 if length > 350 else 1 for length, *_ in ways)
        for length, *spots in ways:
            for x, y in spots if length > 350 else spots[1:2]:
                nearest = min(((x - mx) ** 2 + (y - my) ** 2) ** 0.5 for mx, my in middles)
                assert nearest < 30


HEADS = """() => [...document.querySelectorAll('path[marker-end]')].map(path => {
    const length = path.getTotalLength();
    const turn = (from, to) => Math.atan2(to.y - from.y, to.x - from.x) * 180 / Math.PI;
    const tip = path.getPointAtLength(length);
    const numbers = path.getAttribute('d').match(/-?[\\d.]+(e-?\\d+)?/g).map(Number);
    const [x, y] = numbers.slice(-4);
    const before = path.getPointAtLength(length - Math.min(30, length * 0.75));
    const off = Math.abs(turn({x, y}, tip) - turn(before, tip)) % 360;
    return [length, Math.hypot(tip.x - x, tip.y - y), Math.min(off, 360 - off)];
})"""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_heads_point_where_their_arrows_go(
    browser: Browser, example_page: Path, width: int, height: int
) -> None:
    with visit(browser, example_page, width=width, height=height) as seen:
        heads = seen.evaluate(HEADS)
        assert len(heads) == 5
        for length, last, off_deg in heads:
            assert last >= min(11.9, length - 0.1)
            assert off_deg < 25


def test_no_stray_head_stands_in_a_close_view(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page) as seen:
        dot = seen.page.locator(".gb-marker[aria-label^=Moscow] .gb-dot")
        dot.click()  # the reader turns to the map: now the wheel zooms it
        seen.page.keyboard.press("Escape")
        for _ in range(8):
            box = dot.bounding_box()
            seen.page.mouse.move(box["x"] + 5, box["y"] + 5)
            seen.page.mouse.wheel(0, -240)
            seen.page.wait_for_timeout(400)
        heads = seen.evaluate(HEADS)
        assert len(heads) == 5
        assert min(length for length, _, _ in heads) > 20
        assert max(off_deg for _, _, off_deg in heads) < 25


def test_each_status_is_drawn_its_own_way(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page) as seen:
        dashes = seen.evaluate(
            """() => Object.fromEntries(['planned', 'possible', 'declined'].map(status => {
                const path = document.querySelector('path[marker-end].gb-' + status);
                return [status, getComputedStyle(path).strokeDasharray];
            }))"""
        )
        assert len({dashes["planned"], dashes["possible"], dashes["declined"]}) == 3
        assert dashes["declined"] == "none"
        heads = seen.evaluate(
            """() => [...document.querySelectorAll('path[marker-end]')].map(path =>
                [path.classList.contains('gb-declined'), path.getAttribute('marker-end')])"""
        )
        assert {head for declined, head in heads if declined} == {"url(#geobrief-head-open)"}
        assert {head for declined, head in heads if not declined} == {"url(#geobrief-head)"}
        key = seen.page.locator(".gb-key").inner_text()
        assert "may go" in key
        assert "will not go" in key


@pytest.mark.parametrize(("width", "height"), [(360, 640), (840, 360), (700, 700), (1400, 600)])
def test_the_basemap_fills_any_frame_and_cannot_be_left(
    browser: Browser, example_page: Path, width: int, height: int
) -> None:
    with visit(browser, example_page, width=width, height=height) as seen:
        seen.evaluate(
            """([width, height]) => {
                const frame = document.querySelector('.gb-frame');
                frame.style.aspectRatio = 'auto';
                frame.style.width = width + 'px';
                frame.style.height = height + 'px';
            }""",
            [width, height],
        )
        seen.page.wait_for_timeout(300)
        for _ in range(3):
            (frame,) = seen.evaluate(BOXES, ".gb-frame")
            (basemap,) = seen.evaluate(BOXES, ".gb-basemap")
            assert basemap[1] <= frame[1] + 1
            assert basemap[2] <= frame[2] + 1
            assert basemap[3] >= frame[3] - 1
            assert basemap[4] >= frame[4] - 1
            seen.page.locator(".folium-map").focus()
            seen.page.keyboard.press("-")
            seen.page.wait_for_timeout(350)


def test_near_places_part_at_closer_zooms(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page) as seen:
        dot = seen.page.locator(".gb-marker[aria-label^=Istanbul] .gb-dot")
        names = ".gb-marker[aria-label^=Istanbul] .gb-name"
        assert seen.page.locator(names).count() == 2
        dot.click()  # the reader turns to the map: now the wheel zooms it
        seen.page.keyboard.press("Escape")
        for _ in range(12):
            box = dot.bounding_box()
            seen.page.mouse.move(box["x"] + 5, box["y"] + 5)
            seen.page.mouse.wheel(0, -240)
            seen.page.wait_for_timeout(400)
        assert seen.page.locator(names).count() == 1
        assert seen.page.locator(".gb-marker[aria-label^=Dolmabah]").count() == 1
        assert seen.said == []


def test_nothing_stands_in_the_corner_but_our_credit(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page) as seen:
        corner = seen.page.locator(".leaflet-control-attribution")
        assert corner.inner_text() == "geobrief · Natural Earth · GeoNames"
        assert corner.locator("a, svg").count() == 0


def test_without_scripts_the_story_is_still_told(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page, java_script_enabled=False) as seen:
        assert seen.page.locator(".gb-basemap").bounding_box()["width"] > 700
        assert "switched on" in seen.page.locator(".gb-noscript").inner_text()
        seen.page.locator("summary").click()
        assert "Marco Rubio" in seen.page.locator(".gb-cards").inner_text()


def hostile_brief(text: str) -> Brief:
    """Put a string into every field that takes text."""
    origin = {"name": "Ankara", "note": text, "label": {"text": text}, "evidence": text}
    return Brief.from_dict(
        {
            "format": 1,
            "title": text,
            "summary": text,
            "source": {
                "name": text,
                "url": "https://example.org/?q=" + text.split(maxsplit=1)[0].strip("\u202e"),
            },
            "corrected": text,
            "people": [{"name": text, "role": text, "side": text}],
            "places": [origin, {"name": text, "lat": 41.0, "lon": 29.0, "note": text}],
            "sightings": [{"who": text, "at": "Ankara", "note": text, "evidence": text}],
            "movements": [{"who": text, "from": "Ankara", "to": text, "note": text}],
            "distances": [{"from": "Ankara", "to": text, "claim": text, "note": text}],
        }
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_a_brief_stays_text(browser: Browser, tmp_path: Path, text: str) -> None:
    path = tmp_path / "hostile.html"
    path.write_text(render_html(hostile_brief(text)), encoding="utf-8", newline="")
    with visit(browser, path) as seen:
        page = seen.page
        shown = " ".join(text.split())
        assert " ".join(page.locator("h1").text_content().split()) == shown
        assert " ".join(page.title().split()) == shown
        for number in range(page.locator(".gb-marker").count()):
            page.locator(".gb-marker").nth(number).focus()
            page.keyboard.press("Enter")
            popup = page.locator(".leaflet-popup-content").text_content()
            assert shown in " ".join(popup.split())
            page.keyboard.press("Escape")
            page.wait_for_function("() => !document.querySelector('.leaflet-popup')")
        assert page.locator("script").count() == 4
        assert page.locator("img, iframe").count() == 0
        assert seen.evaluate("() => window.hacked") is None
        assert seen.said == []
        assert seen.asked == []


def test_a_brief_shows_itself_in_a_notebook(
    browser: Browser, example_brief: Brief, tmp_path: Path
) -> None:
    path = tmp_path / "cell.html"
    path.write_text("<!DOCTYPE html>" + example_brief._repr_html_(), encoding="utf-8")
    assert notebook_html(example_brief) == example_brief._repr_html_()
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("[data-ready=true]").wait_for(timeout=20_000)
    assert frame.locator(".gb-marker").count() >= 7
    context.close()


def test_the_scale_bar_is_right_where_it_shows(browser: Browser, tmp_path: Path) -> None:
    brief = Brief.from_dict(
        {"format": 1, "title": "Scale", "places": [{"name": "Ankara"}, {"name": "Istanbul"}]}
    )
    path = tmp_path / "scale.html"
    path.write_text(render_html(brief), encoding="utf-8", newline="")
    with visit(browser, path) as seen:
        bars = seen.evaluate(
            """() => [...document.querySelectorAll('.leaflet-control-scale-line')]
                .map(bar => [bar.textContent, bar.offsetWidth])"""
        )
        dots = {box[0]: box for box in seen.evaluate(BOXES, ".gb-place")}
        centers = [
            ((box[1] + box[3]) / 2, (box[2] + box[4]) / 2)
            for box in seen.evaluate(BOXES, ".gb-dot")
        ]
        assert len(dots) == len(centers) == 2
        (x0, y0), (x1, y1) = centers
        pixels = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
        metres = {"km": 1000.0, "mi": 1609.344, "m": 1.0, "ft": 0.3048}
        for text, width in bars:
            length, unit = text.split()
            measured = 352_700 / pixels * width
            assert float(length) * metres[unit] == pytest.approx(measured, rel=0.04)
        assert {text.split()[1] for text, _ in bars} == {"km", "mi"}


COLOURS = """selectors => selectors.map(selector => {
    const style = getComputedStyle(document.querySelector(selector));
    return [style.backgroundColor, style.printColorAdjust];
})"""


def test_the_map_and_its_key_are_printed_in_their_colours(
    browser: Browser, example_page: Path
) -> None:
    with visit(browser, example_page) as seen:
        marks = [".gb-frame", ".gb-dot", ".gb-land", ".gb-key", ".gb-tag"]
        screen = seen.evaluate(COLOURS, marks)
        assert {adjust for _, adjust in screen} == {"exact"}
        seen.page.emulate_media(media="print")
        assert seen.evaluate(COLOURS, marks) == screen
        assert not seen.page.locator(".leaflet-control-zoom").is_visible()


def test_forced_colours_leave_the_marks_as_they_are(browser: Browser, example_page: Path) -> None:
    marks = [".gb-dot", ".gb-empty .gb-dot", ".gb-frame"]
    with visit(browser, example_page) as seen:
        usual = seen.evaluate(COLOURS, marks)
    with visit(browser, example_page, forced_colors="active") as seen:
        assert seen.evaluate(COLOURS, marks) == usual


RINGS = """() => [...document.querySelectorAll('.gb-marker')].map(marker => {
    const dot = marker.querySelector('.gb-dot'), style = getComputedStyle(dot);
    return [marker.getAttribute('aria-label'), style.borderTopStyle,
        style.backgroundImage !== 'none', dot.offsetWidth];
})"""


@pytest.mark.parametrize("options", [{}, {"forced_colors": "active"}], ids=str)
@pytest.mark.parametrize("width", [360, 1400])
def test_an_approximate_position_has_a_dotted_ring_and_a_name_that_says_so(
    browser: Browser, tmp_path: Path, width: int, options: dict
) -> None:
    brief = Brief.from_dict(
        {
            "title": "Rough",
            "places": [{"name": "Cairo"}, {"name": "Gaza Strip"}],
            "sightings": [{"who": "A", "at": "the Black Sea"}, {"who": "B", "at": "Kyiv"}],
            "movements": [{"who": "A", "from": "Cairo", "to": "Gaza Strip"}],
        }
    )
    path = tmp_path / "rough.html"
    path.write_text(render_html(brief), encoding="utf-8", newline="")
    with visit(browser, path, width=width, height=900, **options) as seen:
        seen.page.emulate_media(media="print")
        rings = {name: rest for name, *rest in seen.evaluate(RINGS)}
        assert rings == {
            "Cairo": ["solid", False, 8],
            "Gaza Strip, approximate position": ["dotted", False, 15],
            "The Black Sea, A, approximate position": ["dotted", True, 15],
            "Kyiv, B": ["solid", False, 11],
        }
        row = seen.page.locator(".gb-key li", has_text="approximate position")
        assert row.locator("circle[stroke-dasharray]").count() == 2
        assert seen.said == []
        assert seen.asked == []


def test_a_world_tour_has_no_scale_bar_and_no_line_round_the_world(
    browser: Browser, tmp_path: Path
) -> None:
    brief = Brief.from_dict(
        {
            "format": 1,
            "title": "World",
            "movements": [
                {"who": "A", "from": "Tokyo", "to": "Los Angeles"},
                {"who": "B", "from": "London", "to": "Sydney"},
                {"who": "C", "from": "Paris, FR", "to": "Tokyo"},
            ],
        }
    )
    path = tmp_path / "world.html"
    path.write_text(render_html(brief), encoding="utf-8", newline="")
    with visit(browser, path, width=1000, height=700) as seen:
        assert seen.page.locator(".leaflet-control-scale-line").count() == 0
        grounds = seen.evaluate(COLOURS, [".gb-frame", ".leaflet-container"])
        assert [color for color, _ in grounds] == ["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"]
        assert seen.page.locator(".gb-frame.gb-globe").count() == 1
        (frame,) = seen.evaluate(BOXES, ".gb-frame")
        steps = seen.evaluate(
            """() => [...document.querySelectorAll('path[marker-end]')].map(path => {
                const pieces = path.getAttribute('d').split('M').filter(Boolean);
                const jumps = pieces.flatMap(piece => {
                    const xs = piece.split('L').map(parseFloat);
                    return xs.slice(1).map((x, index) => Math.abs(x - xs[index]));
                });
                return Math.max(...jumps);
            })"""
        )
        assert steps
        assert max(steps) < (frame[3] - frame[1]) / 4
        assert (frame[3] - frame[1]) / (frame[4] - frame[2]) == pytest.approx(2, abs=0.01)
        assert seen.said == []


def test_the_scene_in_the_page_is_data_only(example_page: Path) -> None:
    page = example_page.read_text(encoding="utf-8")
    data = page.split('id="geobrief-scene">')[1].split("</script>")[0]
    scene = json.loads(data)
    assert len(scene["markers"]) == 9
    assert len(scene["levels"]) > 5


@pytest.mark.parametrize("width", [360, 1400])
def test_zooming_in_never_throws_the_reader_out(
    browser: Browser, example_page: Path, width: int
) -> None:
    with visit(browser, example_page, width=width, height=900) as seen:
        size = "() => document.querySelector('.gb-basemap').getBoundingClientRect().width"
        before = seen.evaluate(size)
        first = before
        for _ in range(10):
            seen.page.locator(".folium-map").focus()
            seen.page.keyboard.press("+")
            seen.page.wait_for_timeout(600)
            after = seen.evaluate(size)
            assert after >= before - 1
            before = after
        assert before > first * 2


@pytest.mark.parametrize(("width", "height"), [(360, 740), (800, 900), (1400, 900), (1920, 1080)])
@pytest.mark.parametrize("view", [None, {"center": "Brussels", "width_km": 100}], ids=str)
def test_a_story_within_a_small_country_fills_its_frame(
    browser: Browser, tmp_path: Path, width: int, height: int, view: dict | None
) -> None:
    keys = {"title": "Near", "places": [{"name": "Brussels"}, {"name": "Antwerp"}]}
    path = tmp_path / "near.html"
    brief = Brief.from_dict(keys | ({"view": view} if view else {}))
    path.write_text(render_html(brief), encoding="utf-8", newline="")
    with visit(browser, path, width=width, height=height) as seen:
        (frame,) = seen.evaluate(BOXES, ".gb-frame")
        (basemap,) = seen.evaluate(BOXES, ".gb-basemap")
        assert basemap[1] <= frame[1] + 1
        assert basemap[2] <= frame[2] + 1
        assert basemap[3] >= frame[3] - 1
        assert basemap[4] >= frame[4] - 1


def test_the_scale_bar_waits_until_all_of_the_view_is_right(
    browser: Browser, example_page: Path
) -> None:
    with visit(browser, example_page, width=1400, height=900) as seen:
        bar = seen.page.locator(".leaflet-control-scale-line")
        assert bar.count() == 0  # 3,850 km to a corner: up to 5 % off there
        for _ in range(4):
            seen.page.locator(".folium-map").focus()
            seen.page.keyboard.press("+")
            seen.page.wait_for_timeout(500)
        assert bar.count() == 2
