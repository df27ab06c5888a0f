"""The stepper below the map: a story's dates, one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from browsing import visit

from geobrief.model import Brief
from geobrief.render import render_html

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

DATED = {
    "title": "There and <b>back</b>",
    "places": [{"name": "Ankara"}, {"name": "Istanbul"}, {"name": "Izmir"}],
    "sightings": [
        {"who": "Ann", "at": "Ankara", "when": "2025-05-11"},
        {"who": "Ann", "at": "Istanbul", "when": "2025-05-13"},
        {"who": "<i>Bob</i> & ${1}", "at": "Izmir", "when": "2025-05-12"},
        {"who": "Cem", "at": "Izmir"},
    ],
    "movements": [
        {"who": "Ann", "from": "Ankara", "to": "Istanbul", "when": "2025-05-12"},
        {"who": "Cem", "from": "Izmir", "to": "Ankara", "status": "declined", "when": "2025-05-13"},
    ],
}

STATE = """() => {
    const shown = one => getComputedStyle(one).visibility === 'visible';
    const refs = (selector, past) => [...new Set([...document.querySelectorAll(selector)]
        .filter(one => shown(one) && one.matches('.gb-past, .gb-past *') === past)
        .map(one => one.closest('[data-ref]').dataset.ref))].sort();
    const all = '.leaflet-pane :is(.gb-line, [data-kind=mark], [data-kind=head])';
    return {
        now: refs(all, false),
        past: refs(all, true),
        crosses: [...document.querySelectorAll('.leaflet-pane [data-kind=cross]')]
            .filter(shown).length > 0,
        labels: [...document.querySelectorAll('.leaflet-pane [data-kind=place]')]
            .filter(shown).map(one => [...one.querySelectorAll('text')]
                .map(text => text.textContent).join(' ')).sort(),
    };
}"""


@pytest.fixture(scope="module")
def dated_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a page of a story with three days."""
    path = tmp_path_factory.mktemp("dated") / "dated.html"
    path.write_text(render_html(Brief.from_dict(DATED)), encoding="utf-8", newline="")
    return path


def said(seen: Visit) -> str:
    return seen.page.get_by_role("status").first.inner_text()


def is_off(seen: Visit, name: str) -> bool:
    return seen.page.get_by_role("button", name=name).get_attribute("aria-disabled") == "true"


def test_a_story_of_three_days_is_gone_through_by_buttons(
    browser: Browser, dated_page: Path
) -> None:
    with visit(browser, dated_page, width=800, height=900, reduced_motion="reduce") as seen:
        page, slider = seen.page, seen.page.get_by_role("slider", name="Step")
        whole = seen.evaluate(STATE)
        ways = {"movement-1", "movement-2"}
        assert ways | {"place-ankara", "place-istanbul", "place-izmir"} == set(whole["now"])
        assert whole["crosses"]
        assert " ".join(said(seen).split()) == "All dates 11 May 2025 to 13 May 2025, in 3 steps."
        assert slider.input_value() == "0"
        assert is_off(seen, "Previous step")
        onward = page.get_by_role("button", name="Next step")

        onward.click()
        assert said(seen).startswith("11 May 2025")
        assert "Ann was in Ankara" in said(seen)
        assert "Istanbul" not in said(seen)
        assert slider.get_attribute("aria-valuetext") == "11 May 2025"
        first = seen.evaluate(STATE)
        assert "place-ankara" in first["now"]
        assert not {"place-istanbul", *ways} & {*first["now"], *first["past"]}
        assert not first["crosses"]

        onward.click()
        second = seen.evaluate(STATE)
        assert "movement-1" in second["now"]
        assert "movement-2" not in {*second["now"], *second["past"]}
        assert "<i>Bob</i> & ${1} was in Izmir" in said(seen)
        assert "Ann went from Ankara to Istanbul" in said(seen)
        assert any("<i>Bob</i>" in label and "Cem" not in label for label in second["labels"])

        onward.click()
        third = seen.evaluate(STATE)
        assert "movement-1" in third["past"]
        assert "movement-2" in third["now"]
        assert third["crosses"]
        assert any("Istanbul" in label and "Ann" in label for label in third["labels"])
        assert is_off(seen, "Next step")
        onward.click(force=True)
        assert slider.input_value() == "3"

        for _ in range(4):
            page.get_by_role("button", name="Previous step").click(force=True)
        assert slider.input_value() == "0"
        assert seen.evaluate(STATE) == whole
        assert page.locator(".gb-stepper i").count() == 0
        assert seen.said == []
        assert seen.asked == []


def test_what_no_step_has_is_told(browser: Browser, dated_page: Path) -> None:
    with visit(browser, dated_page) as seen:
        told = "1 record without a date is on the whole map only."
        assert seen.page.get_by_text(told).first.is_visible()


def test_each_step_is_read_aloud(browser: Browser, dated_page: Path) -> None:
    with visit(browser, dated_page) as seen:
        status = seen.page.locator(".gb-step")
        assert status.get_attribute("role") == "status"
        spoken = seen.page.locator(".gb-stepper").aria_snapshot()
        assert spoken.count("11 May 2025 to 13 May 2025") == 1
        assert "Ann was in Ankara" not in spoken
        seen.page.get_by_role("slider").focus()
        seen.page.keyboard.press("ArrowRight")
        spoken = seen.page.locator(".gb-stepper").aria_snapshot()
        assert spoken.count("Ann was in Ankara") == 1


def test_play_goes_through_all_steps_and_can_be_stopped(browser: Browser, dated_page: Path) -> None:
    with visit(browser, dated_page) as seen:
        page, slider = seen.page, seen.page.get_by_role("slider")
        page.clock.install()
        play = page.locator(".gb-play")
        assert play.get_attribute("aria-label") == "Play"
        play.click()
        assert slider.input_value() == "1"
        assert play.get_attribute("aria-label") == "Pause"
        page.clock.run_for(1_500)
        assert slider.input_value() == "1"
        page.clock.run_for(16_000)
        assert int(slider.input_value()) > 1
        page.keyboard.press("Escape")
        assert play.get_attribute("aria-label") == "Play"
        held = slider.input_value()
        page.clock.run_for(60_000)
        assert slider.input_value() == held
        play.click()
        page.clock.run_for(60_000)
        assert slider.input_value() == "3"
        assert play.get_attribute("aria-label") == "Play"
        play.click()
        assert slider.input_value() == "1"
        page.get_by_role("button", name="Next step").click()
        assert play.get_attribute("aria-label") == "Play"
        page.clock.run_for(60_000)
        assert slider.input_value() == "2"


def test_a_step_holds_wherever_the_reader_goes(browser: Browser, dated_page: Path) -> None:
    with visit(browser, dated_page, width=800, height=900, reduced_motion="reduce") as seen:
        seen.page.get_by_role("button", name="Next step").click()
        for key in "++-":
            seen.page.locator(".folium-map").focus()
            seen.page.keyboard.press(key)
            seen.page.wait_for_timeout(300)
            state = seen.evaluate(STATE)
            assert "place-ankara" in state["now"]
            assert "movement-1" not in {*state["now"], *state["past"]}
        assert seen.page.locator(".gb-handle").count() == 0
        assert seen.said == []


def test_a_step_closes_the_popup_and_keeps_the_focus(browser: Browser, dated_page: Path) -> None:
    with visit(browser, dated_page, width=800, height=900) as seen:
        seen.page.locator(".gb-marker").first.click()
        seen.page.get_by_role("dialog").wait_for()
        onward = seen.page.get_by_role("button", name="Next step")
        onward.focus()
        seen.page.keyboard.press("Enter")
        seen.page.get_by_role("dialog").wait_for(state="detached")
        assert seen.page.locator(".gb-turn-on:focus").count() == 1


def test_nothing_jumps_from_step_to_step(browser: Browser, dated_page: Path) -> None:
    for width in (320, 800):
        with visit(browser, dated_page, width=width, height=900) as seen:
            heights = set()
            for _ in range(4):
                box = seen.page.locator(".gb-stepper").bounding_box()
                assert box
                heights.add(box["height"])
                seen.page.get_by_role("button", name="Next step").click(force=True)
            assert len(heights) == 1
            steps = seen.page.locator(".gb-steps").bounding_box()
            assert steps
            assert steps["height"] <= 40, "one row"


def test_the_slider_has_half_of_a_wide_row_and_little_room_is_kept(
    browser: Browser, dated_page: Path
) -> None:
    for width, lines in ((800, 2), (360, 3)):
        with visit(browser, dated_page, width=width, height=900) as seen:
            steps, kept = seen.evaluate(
                """() => [
                    document.querySelector(".gb-steps").clientWidth,
                    Math.max(...[...document.querySelectorAll(".gb-room > p:not(.gb-undated)")]
                        .map(one => one.getBoundingClientRect().height)),
                ]"""
            )
            assert kept <= lines * 14 * 1.45 + 1
            if width > 720:
                assert steps >= 0.48 * (width - 24)


def test_without_scripts_there_is_no_stepper(browser: Browser, dated_page: Path) -> None:
    with visit(browser, dated_page, java_script_enabled=False) as seen:
        assert seen.page.locator(".gb-stepper").count() == 1
        assert seen.page.locator(".gb-stepper").bounding_box() is None


def test_a_story_of_one_day_has_no_stepper() -> None:
    brief = {"title": "One day", "sightings": [{"who": "A", "at": "Doha", "when": "2025-05-11"}]}
    assert 'class="gb-stepper"' not in render_html(Brief.from_dict(brief))


def test_in_arabic_time_runs_from_right_to_left(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "arabic.html"
    path.write_text(render_html(Brief.from_dict(DATED | {"language": "ar"})), encoding="utf-8")
    with visit(browser, path) as seen:
        back, on = (seen.page.locator(f".gb-turn-{way}").bounding_box() for way in ("back", "on"))
        assert back
        assert on
        assert back["x"] > on["x"]
        slider = seen.page.get_by_role("slider")
        slider.focus()
        seen.page.keyboard.press("ArrowLeft")
        assert slider.input_value() == "1"
        assert "2025" in said(seen)


MERGED = {
    "title": "One mark",
    "places": [
        {"name": "Eminonu", "lat": 41.0, "lon": 28.9},
        {"name": "Fatih", "lat": 41.001, "lon": 28.901},
        {"name": "Doha"},
    ],
    "sightings": [
        {"who": "Ann", "at": "Fatih", "when": "2025-05-11"},
        {"who": "Bob", "at": "Doha", "when": "2025-05-12"},
        {"who": "Cem", "at": "Eminonu", "when": "2025-05-13"},
    ],
}
TWO = """() => [...document.querySelectorAll('.leaflet-pane [data-kind=place]')]
    .filter(one => getComputedStyle(one).visibility === 'visible'
        && /Fatih|Eminonu/.test(one.textContent))
    .map(one => [one.matches('.gb-past'),
        [...one.querySelectorAll('text')].map(text => text.textContent)])"""


def test_a_mark_of_two_places_is_past_when_nothing_is_at_either(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "merged.html"
    path.write_text(render_html(Brief.from_dict(MERGED)), encoding="utf-8", newline="")
    with visit(browser, path, width=800, height=900, reduced_motion="reduce") as seen:
        ((past, whole),) = seen.evaluate(TWO)
        assert {"Fatih", "Eminonu"} < set(whole)
        states = []
        for _ in range(3):
            seen.page.get_by_role("button", name="Next step").click()
            ((past, lines),) = seen.evaluate(TWO)
            states.append((past, sorted(lines)))
        assert states == [
            (False, ["Ann", "Fatih"]),
            (True, ["Ann", "Fatih"]),
            (False, ["Ann", "Cem", "Eminonu", "Fatih"]),  # Ann pale: she is nowhere else since
        ]


def test_a_place_of_no_date_is_none_of_a_steps(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "with.html"
    story = {**DATED, "sightings": [*DATED["sightings"], {"who": "Dan", "at": "Antalya"}]}
    path.write_text(render_html(Brief.from_dict(story)), encoding="utf-8", newline="")
    with visit(browser, path, width=800, height=900, reduced_motion="reduce") as seen:
        assert "place-antalya" in seen.evaluate(STATE)["now"]
        for _ in range(3):
            seen.page.get_by_role("button", name="Next step").click()
            state = seen.evaluate(STATE)
            assert "place-antalya" in state["past"]
            assert "place-antalya" not in state["now"]
