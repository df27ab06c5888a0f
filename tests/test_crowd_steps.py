"""The stepper of a story of very many places, and what many dates make of a page."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from browsing import visit
from hypothesis import given, settings
from hypothesis import strategies as st
from test_crowd import point_of, scene_data

from geobrief.model import Brief
from geobrief.render import make_page
from geobrief.timeline import MOST_STEPS, course, timeline

if TYPE_CHECKING:
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Browser

FILLING = 1000

STORY = {
    "title": "Crowd & <b>time</b>",
    "places": [
        {"name": "Early", "lat": 41.0, "lon": 29.0},
        {"name": "Late", "lat": 41.0, "lon": 30.0},
        {"name": "Planned", "lat": 41.5, "lon": 29.5},
        {"name": "Twin one", "lat": 42.5, "lon": 29.5},
        {"name": "Twin two", "lat": 42.5, "lon": 29.5},
    ]
    + [
        {"name": f"P{number}", "lat": 38 + number % 40 / 20, "lon": 26 + number // 40 / 5}
        for number in range(FILLING)
    ],
    "sightings": [
        {"who": "<i>Ann</i> ${1}", "at": "Early", "when": "2025-05-11"},
        {"who": "Ann", "at": "Late", "when": "2025-05-13"},
        {"who": "Bo", "at": "Planned", "status": "planned", "when": "2025-05-12/2025-05-13"},
        {"who": "Cem", "at": "Twin one", "when": "2025-05-12"},
        {"who": "Di", "at": "Twin two", "when": "2025-05-13"},
        {"who": "Eve", "at": "Twin two"},
    ],
    "movements": [
        {"who": "Ann", "from": "Early", "to": "Late", "when": "2025-05-12"},
        {"who": "Fay", "from": "Late", "to": "Early"},
    ],
    "distances": [{"from": "Early", "to": "Late"}],
}


@pytest.fixture(scope="module")
def html() -> str:
    return make_page(Brief.from_dict(STORY)).html


# --- the data


def said(html: str) -> list[tuple[str, str]]:
    """Return what the page says of each step."""
    room = html.split('<div class="gb-room"', 1)[1]
    texts = re.findall(r"<p><b>([^<]*)</b> <span>([^<]*)</span></p>", room)[1:]
    return [(unescape(title), unescape(told)) for title, told in texts]


def test_a_record_has_its_first_step_and_how_long_it_lasts(html: str) -> None:
    crowd = scene_data(html)["crowd"]
    stays = zip(
        (crowd["texts"][who] for who in crowd["stays"]["who"]),
        crowd["stays"]["from"],
        crowd["stays"]["more"],
        strict=True,
    )
    assert set(stays) == {
        ("<i>Ann</i> ${1}", 1, 0),
        ("Ann", 3, 0),
        ("Bo", 2, 1),
        ("Cem", 2, 0),
        ("Di", 3, 0),
        ("Eve", 0, 0),
    }
    assert (crowd["ways"]["from"], crowd["ways"]["more"]) == ([2, 0], [0, 0])
    assert "times" not in scene_data(html)


def test_few_records_are_told_whole_and_many_in_figures(html: str) -> None:
    told = dict(said(html))
    assert list(told) == ["11 May 2025", "12 May 2025", "13 May 2025"]
    assert told["11 May 2025"] == "<i>Ann</i> ${1} was at Early."
    assert told["12 May 2025"].count(".") == 3
    assert "2 records without a date are on the whole map only." in html
    assert "Popups and tables tell of all dates." in html
    many = {**STORY, "sightings": [{"who": "Ann", "at": "P1", "when": "2025-05-11"}] * 40}
    many["movements"] = [{"who": "Bo", "from": "P1", "to": "P2", "when": "2025-05-12"}]
    assert said(make_page(Brief.from_dict(many)).html) == [
        (
            "11 May 2025",
            "40 sightings. The first of them: Ann was at P1.",
        ),
        ("12 May 2025", "Bo went from P1 to P2."),
    ]


def days(count: int, *, sightings: int, places: int, lasting: bool = False) -> Brief:
    """Return a story of so many days in a row; records may last until its end."""
    dates = [f"{date(2020, 1, 1) + timedelta(days=day)}" for day in range(count)]
    until = f"/{dates[-1]}" if lasting else ""
    return Brief.from_dict(
        {
            "title": "Days",
            "places": [
                {"name": f"P{number}", "lat": 38 + number % 40 / 20, "lon": 26 + number // 40 / 5}
                for number in range(places)
            ],
            "sightings": [
                {"who": f"U{n}", "at": f"P{n % places}", "when": dates[n % count] + until}
                for n in range(sightings)
            ],
        }
    )


def test_hundreds_of_steps_of_a_crowd_stay_small() -> None:
    few, many = (
        make_page(days(count, sightings=2000, places=1001, lasting=True)).html for count in (2, 400)
    )
    assert len(said(many)) == 400
    assert len(many.encode()) - len(few.encode()) < 400 * 300


def test_hundreds_of_steps_of_few_places_stay_small() -> None:
    few, many = (make_page(days(count, sightings=count, places=20)).html for count in (2, 300))
    assert len(said(many)) == 300
    assert len(scene_data(many)["times"]) == 300
    assert len(many.encode()) - len(few.encode()) < 300 * 2_500


def test_more_dates_than_anyone_steps_through_are_not_steps() -> None:
    brief = days(MOST_STEPS + 1, sightings=MOST_STEPS + 1, places=3)
    page = make_page(brief)
    assert '<div class="gb-stepper"' not in page.html
    assert any(f"the story has {MOST_STEPS + 1} dates" in note for note in page.notes)


def test_moments_beyond_count_are_told_by_day() -> None:
    moments = [
        {"who": "Ann", "at": "Ankara", "when": f"2025-05-1{n % 2}T{n // 60:02}:{n % 60:02}Z"}
        for n in range(MOST_STEPS + 100)
    ]
    brief = Brief.from_dict({"title": "A", "places": [{"name": "Ankara"}], "sightings": moments})
    assert course(brief).texts == ("2025-05-10", "2025-05-11")
    assert [step.text for step in timeline(brief).steps] == ["2025-05-10", "2025-05-11"]


dates = st.sampled_from(
    [
        *("2025-05-11", "2025-05-12", "2025-05-13", "2025-05-12/2025-05-13"),
        *("2025-05-12T09:00Z", "2025-05-12T12:00+09:00", "2025-05-12T23:00-10:00"),
        *("2025-05-11T10:00Z/2025-05-12T08:00Z", "2025-05-12T09:00Z/2025-05-12T20:00Z", None),
    ]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(dates, max_size=8), st.lists(dates, max_size=3))
def test_in_short_steps_are_what_they_are_at_length(
    there: list[str | None], ways: list[str | None]
) -> None:
    brief = Brief.from_dict(
        {
            "title": "A",
            "places": [{"name": "Ankara"}, {"name": "Izmir"}],
            "sightings": [{"who": "Ann", "at": "Ankara"} | dated(when) for when in there],
            "movements": [{"who": "Bo", "from": "Ankara", "to": "Izmir"} | dated(w) for w in ways],
        }
    )
    line, short = timeline(brief), course(brief)
    assert (short.texts, short.undated) == (tuple(step.text for step in line.steps), line.undated)
    for at, step in enumerate(line.steps):
        assert step.sightings == tuple(state(span, at) for span in short.sightings)
        assert step.movements == tuple(state(span, at) for span in short.movements)


def dated(when: str | None) -> dict[str, str]:
    return {"when": when} if when else {}


def state(span: tuple[int, int] | None, at: int) -> str:
    if span is None:
        return "undated"
    return "later" if at < span[0] else "past" if at > span[1] else "now"


# --- the canvas

WATCHED = """() => {
    const context = CanvasRenderingContext2D.prototype;
    window.drawn = { labels: {}, marks: 0, strokes: [] };
    const { fillText, drawImage, stroke } = context;
    context.fillText = function (text) {
        window.drawn.labels[text] = this.fillStyle;
        return fillText.apply(this, arguments);
    };
    context.drawImage = function () { window.drawn.marks += 1; drawImage.apply(this, arguments); };
    context.stroke = function () {
        if (this.canvas.matches('.gb-canvas')) {
            window.drawn.strokes.push(`${this.strokeStyle} ${this.getLineDash()}`);
        }
        stroke.apply(this, arguments);
    };
}"""

STEP = """async number => {
    window.drawn = { labels: {}, marks: 0, strokes: [] };
    const slider = document.querySelector('.gb-steps input');
    slider.value = number;
    slider.dispatchEvent(new Event('input'));
    await new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)));
    const ink = name => {
        const at = document.querySelector('.folium-map'), probe = at.appendChild(new Image());
        const context = document.createElement('canvas').getContext('2d');
        probe.remove();
        context.fillStyle = getComputedStyle(at).getPropertyValue('--' + name).trim();
        return context.fillStyle;
    };
    return { ...window.drawn, ink: ink('ink'), quiet: ink('quiet'), move: ink('move') };
}"""


@pytest.fixture(scope="module")
def page_path(html: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("crowd") / "steps.html"
    path.write_text(html, encoding="utf-8", newline="")
    return path


def step(seen: Visit, number: int) -> dict[str, Any]:
    drawn: dict[str, Any] = seen.evaluate(STEP, number)
    return drawn


def own(drawn: dict[str, Any]) -> dict[str, str]:
    """Return the labels of the places that have dates, each with the name of its colour."""
    inks = {drawn[name]: name for name in ("ink", "quiet")}
    return {
        text: inks[colour]
        for text, colour in drawn["labels"].items()
        if not re.fullmatch(r"P\d+", text)
    }


@pytest.mark.browser
def test_each_step_draws_what_has_begun_and_dims_what_is_past(
    browser: Browser, page_path: Path
) -> None:
    with visit(browser, page_path, width=1200, height=900, before=WATCHED) as seen:
        whole = {"Early": "ink", "Late": "ink", "Planned": "ink", "Twin two and 1 more": "ink"}
        first, second, third = (step(seen, number) for number in (1, 2, 3))
        assert own(first) == {"Early": "ink"}
        assert own(second) == {"Early": "ink", "Late": "ink", "Planned": "ink", "Twin one": "ink"}
        assert own(third) == {
            "Early": "quiet",
            "Late": "ink",
            "Planned": "ink",
            "Twin two and 1 more": "ink",
        }
        assert first["strokes"] == []
        assert f"{second['move']} " in second["strokes"]
        assert any(one.startswith(third["quiet"]) for one in third["strokes"])
        assert f"{third['move']} " not in third["strokes"]
        assert first["marks"] < second["marks"] <= third["marks"]
        assert own(step(seen, 0)) == whole
        assert seen.said == []
        assert seen.asked == []


@pytest.mark.browser
def test_what_is_still_to_come_has_no_popup_on_the_map_but_one_from_the_table(
    browser: Browser, page_path: Path
) -> None:
    with visit(browser, page_path, width=1200, height=900, reduced_motion="reduce") as seen:
        page = seen.page
        step(seen, 1)
        assert page.locator(".gb-step").inner_text().startswith("11 May 2025")
        page.locator("#geobrief-table summary").click()
        page.get_by_role("searchbox").fill("Late")
        page.locator("[data-rows=places] tbody button").first.click()
        card = page.locator(".leaflet-popup .gb-card").last
        assert "Ann" in card.inner_text()
        page.keyboard.press("Escape")
        page.locator(".leaflet-popup").wait_for(state="detached")
        page.evaluate("scrollTo(0, 0)")
        at = point_of(seen, 1)
        for number, popups in ((1, 0), (3, 1)):
            step(seen, number)
            page.mouse.click(*at)
            assert page.locator(".leaflet-popup").count() == popups
            page.wait_for_timeout(600)  # two clicks at once would come closer
        assert "Ann" in page.locator(".leaflet-popup").inner_text()
        assert seen.said == []
