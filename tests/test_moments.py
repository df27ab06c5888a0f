"""A map at a time of its story: what is past, what is gone, and what labels say then."""

from __future__ import annotations

import json
import re
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hostile import EVERYTHING
from stories import large_brief

from geobrief.cli import main
from geobrief.errors import ViewError
from geobrief.language import words
from geobrief.layers import Layers, build_layers, read_layers
from geobrief.model import Brief, When
from geobrief.render import make_page, make_still
from geobrief.render.drawing import items_of
from geobrief.scene import Frame, Scene, build_scene, plan_scene
from geobrief.scene.moments import Moment, Moments
from geobrief.scene.stepped import stepped
from geobrief.scene.type import measured
from geobrief.timeline import course, timeline

if TYPE_CHECKING:
    from geobrief.scene import Label

GALLERY = Path(__file__).resolve().parent.parent / "gallery"

STORY: dict[str, Any] = {
    "title": "A story",
    "people": [{"name": "Adalet Ağaoğlu", "aliases": ["Ada"]}],
    "places": [{"name": "Doha"}, {"name": "Kyiv"}],
    "sightings": [
        {"who": "Ada", "at": "Ankara", "when": "2025-05-11"},
        {"who": "Bo", "at": "Ankara", "when": "2025-05-15"},
        {"who": "Cy", "at": "Ankara"},
        {"who": "Di", "at": "Istanbul", "when": "2025-05-16", "status": "planned"},
    ],
    "movements": [
        {"who": "Ada", "from": "Ankara", "to": "Beirut", "when": "2025-05-15"},
        {"who": "Bo", "from": "Ankara", "to": "Istanbul", "when": "2025-05-16"},
        {"who": "Di", "from": "Kyiv", "to": "Istanbul"},
    ],
    "distances": [{"from": "Ankara", "to": "Kyiv"}, {"from": "Beirut", "to": "Istanbul"}],
}


def brief_of(**keys: object) -> Brief:
    return Brief.from_dict(STORY | keys)


def moments_of(brief: Brief, layers: Layers) -> list[Moment]:
    story = Moments(layers, words(brief.language), course(brief))
    return [story.at(step) for step in timeline(brief).steps]


def refs(ids: frozenset[str]) -> set[str]:
    return {one.removeprefix("place-") for one in ids}


def test_a_place_comes_with_its_first_record_and_is_past_while_none_lasts() -> None:
    brief = brief_of()
    first, second, third = moments_of(brief, build_layers(brief))
    assert refs(first.now) == {"sighting-1", "ankara"}
    assert refs(second.now) == {"sighting-2", "movement-1", "ankara", "beirut"}
    assert refs(second.past) == {"sighting-1"}
    assert {"istanbul", "movement-2", "distance-2"} <= refs(second.gone)
    assert {"beirut", "movement-1"} <= refs(third.past)
    assert {"istanbul", "ankara"} <= refs(third.now)


def test_without_a_date_a_record_is_at_no_step_and_a_place_at_every_one() -> None:
    brief = brief_of()
    for moment in moments_of(brief, build_layers(brief)):
        assert {"sighting-3", "movement-3"} <= moment.gone
        assert not {"place-doha", "place-kyiv"} & (moment.gone | moment.past)


def scenes_of(brief: Brief, frame: Frame | None = None) -> tuple[Scene, list[Scene], list[Moment]]:
    layers = build_layers(brief)
    scene = build_scene(plan_scene(brief, layers), frame)
    story = Moments(layers, words(brief.language), course(brief))
    moments = moments_of(brief, layers)
    return scene, [stepped(scene, story, one) for one in moments], moments


def said(scene: Scene, place: str) -> list[str]:
    """Return the lines of a place's label in a scene of one view."""
    (view,) = scene.views
    (label,) = (one for one in view.labels if one.ref == f"place-{place}")
    return [line.text for line in label.lines]


def test_a_label_says_who_is_there_then() -> None:
    scene, (first, second, third), _ = scenes_of(brief_of(), Frame(1200, 800))
    assert said(scene, "ankara") == ["Ankara", "Ada, Bo, Cy"]
    assert said(first, "ankara") == ["Ankara", "Ada"]
    assert said(second, "ankara") == ["Ankara", "Bo"]
    assert said(third, "ankara") == ["Ankara"]
    assert said(third, "istanbul") == ["Istanbul", "Di (planned)"]


@pytest.mark.parametrize("name", ["shuttle-diplomacy", "summit", "world-tour"])
def test_what_a_step_says_keeps_to_the_room_of_the_whole_map(name: str) -> None:
    from geobrief.records import read_brief

    scene, steps, _ = scenes_of(read_brief(GALLERY / f"{name}.yaml"))
    changed = 0
    for step in steps:
        for before, after in zip(scene.views, step.views, strict=True):
            for label, said_then in zip(before.labels, after.labels, strict=True):
                changed += label != said_then
                assert (label.at, label.ref) == (said_then.at, said_then.ref)
                assert label.box == said_then.box or names_a_mover(said_then, scene)
                assert_holds(said_then)
    assert changed


def names_a_mover(label: Label, scene: Scene) -> bool:
    """Tell whether a label names whoever moves: there it may take more room if that is free."""
    return any(arrow.texts[-1] in line.text for arrow in scene.arrows for line in label.lines)


def assert_holds(label: Label) -> None:
    for line in label.lines:
        assert line.width == pytest.approx(measured(line.style, line.text)[0])
        left = line.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[line.align] * line.width
        assert label.box.left - 0.1 <= left
        assert left + line.width <= label.box.right + 0.1
        assert label.box.bottom - 0.1 <= line.y <= label.box.top + 0.1


PEOPLE = ("Al", "Bartholomew Longfellow", "Cy", "Constantinople Jones", "Wilhelmina Ostrowska")


def test_any_of_the_people_have_room_where_all_of_them_had() -> None:
    for count in (1, 2, 3):
        for those in combinations(range(len(PEOPLE)), count):
            sightings = [
                {"who": who, "at": "Ankara", "when": f"2025-05-{12 if at in those else 20}"}
                for at, who in enumerate(PEOPLE)
            ]
            brief = Brief.from_dict({"title": "A", "sightings": sightings})
            scene, (first, _), _ = scenes_of(brief, Frame(600, 400))
            (before,), (after,) = (
                [one for one in view.labels if one.kind == "place"]
                for view in (*scene.views, *first.views)
            )
            assert_holds(after)
            told = " ".join(line.text for line in after.lines)
            assert before.lines[0] == after.lines[0]
            shown = sum(PEOPLE[at] in told for at in those)
            rest = re.search(r"\+(\d)", told)
            cut = told.count("…")
            assert shown + (int(rest[1]) if rest else 0) + cut == count, told


def test_who_was_at_a_past_place_is_told_in_pale_letters_wherever_it_is() -> None:
    """Be it with its mark, or alone where another place keeps the mark from being paler."""
    near = {"name": "The other", "lat": 39.9199, "lon": 32.8543}
    past = {"who": "Ada", "at": "Ankara", "when": "2025-05-11"}
    later = {"who": "Bo", "at": "Doha", "when": "2025-05-12"}
    for places, told in (([], ["Ankara", "Ada"]), ([near], ["Ankara", "Ada", "The other"])):
        brief = Brief.from_dict({"title": "A", "places": places, "sightings": [past, later]})
        _, (_, second), _ = scenes_of(brief, Frame(600, 400))
        assert said(second, "ankara") == told
        (label,) = (one for one in second.views[0].labels if one.ref == "place-ankara")
        styles = [line.style for line in label.lines]
        assert styles == (["name", "remark", "name"] if places else ["name", "people"])
        items = items_of(second, second.views[0])
        (mark,) = (one for one in items if (one.kind, one.ref) == ("mark", "place-ankara"))
        assert mark.look == ("empty" if places else "peopled")


BROKEN: list[dict[str, Any]] = [
    {"name": "Neustadt an der Waldnaab am Fluss", "lat": 49.73, "lon": 12.17},
    {"name": "Weiden in der Oberpfalz", "lat": 49.7301, "lon": 12.1701},
]


FIRSTS = {place["name"][:6] for place in BROKEN}


def test_a_broken_name_ends_with_a_comma_where_another_follows_it_at_every_step() -> None:
    """Where a step leaves out the one or the other, or who is there, the commas follow."""
    who = {"who": "Ada", "at": BROKEN[1]["name"], "when": "2025-05-12"}
    where = {"who": "Bo", "at": BROKEN[0]["name"], "when": "2025-05-13"}
    far = {"who": "Cy", "at": "Munich", "when": "2025-05-11"}
    broken = 0
    for sightings in ([who, far], [who, where, far], [far]):
        brief = Brief.from_dict({"title": "A", "places": BROKEN, "sightings": sightings})
        scene, steps, _ = scenes_of(brief)
        for one in (scene, *steps):
            for label in (one for view in one.views for one in view.labels if one.kind == "place"):
                names = [line for line in label.lines if line.style == "name"]
                is_broken = len(names) > 2
                for line, after in zip(label.lines, [*label.lines[1:], None], strict=True):
                    begins = bool(after) and after.style == "name" and after.text[:6] in FIRSTS
                    ended = line.style == "name" and line.text.endswith(",")
                    assert ended == (is_broken and begins and line.style == "name")
                    broken += ended
                if one is not scene:
                    assert_holds(label)
    assert broken


# --- the page


def scene_in(html: str) -> dict[str, Any]:
    found = re.search(r'<script[^>]* id="geobrief-scene"[^>]*>(.*?)</script>', html, re.DOTALL)
    assert found
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_a_page_has_a_shape_for_each_that_a_step_changes() -> None:
    page = make_page(brief_of()).html
    times = scene_in(page)["times"]
    assert len(times) == 3
    shapes = dict(re.findall(r"<g id=(s\d+) [^>]*>(.*?)</g>", page))
    told = {}
    for time in times:
        for before, after in time["swap"].items():
            assert f"s{before}" in shapes
            told[shapes[f"s{before}"]] = shapes[f"s{after}"]
    assert any("Ada, Bo, Cy" in shape for shape in told)
    assert not any("Cy" in shape for shape in told.values())
    assert times[1]["names"]["place-ankara"] == "Ankara, Bo"
    assert "place-istanbul" not in times[1]["names"]


def test_a_page_of_one_day_or_of_one_moment_has_no_steps() -> None:
    one_day = brief_of(sightings=STORY["sightings"][:1], movements=[])
    assert not scene_in(make_page(one_day).html).get("times")
    assert not scene_in(make_page(brief_of(), at=When.parse("2025-05-15")).html).get("times")


def test_hostile_names_stay_text_at_every_step() -> None:
    sightings = [
        {"who": text, "at": "Ankara", "when": f"2025-05-{number % 9 + 10}"}
        for number, text in enumerate(EVERYTHING[:40])
    ]
    page = make_page(Brief.from_dict({"title": "A", "sightings": sightings})).html
    assert "<script>window.hacked" not in page
    assert len(scene_in(page)["times"]) == 9


# --- one time of the story


def test_one_moment_shows_what_is_and_was_and_leaves_the_layers_alone() -> None:
    brief = brief_of()
    layers = build_layers(brief)
    plan = plan_scene(brief, layers, at=When.parse("2025-05-15"))
    assert {marker.name for marker in plan.markers} == {"Ankara", "Beirut", "Doha", "Kyiv"}
    assert {arrow.id for arrow in plan.arrows} == {"movement-1", "distance-1"}
    assert layers.movements["show"].all()
    scene = build_scene(plan, Frame(1200, 800))
    assert said(scene, "ankara") == ["Ankara", "Bo"]
    assert any(
        "2 records without a date: Cy at Ankara; Di from Kyiv to Istanbul" in n for n in scene.notes
    )


def test_what_is_past_is_pale_and_the_date_told() -> None:
    at = When.parse("2025-05-16")
    still = make_still(brief_of(), size=(1200, 800), at=at)
    pale = re.findall(r'<g class="gb-past"[^>]*>(.*?)</g>', still.svg)
    assert any("Beirut" in one for one in pale)
    assert not any("Istanbul" in one for one in pale)
    assert re.search(r'class="gb-line gb-confirmed gb-past', still.svg)
    assert "The map shows 16 May 2025; what was before is paler" in still.svg
    assert "16 May 2025; what was" in make_page(brief_of(), at=at).html
    moment = scene_in(make_page(brief_of(), at=at).html)["moment"]
    assert "movement-1" in moment["past"]
    assert "place-istanbul" in moment["now"]
    first = make_still(brief_of(), size=(1200, 800), at=When.parse("2025-05-11"))
    told = "The map shows 11 May 2025; 2 records without a date are not shown"
    assert told in first.svg
    assert told in make_page(brief_of(), at=When.parse("2025-05-11")).html
    assert 'class="gb-past"' not in first.svg


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2025-05-20", "on that day: the story's dates run from 11 May 2025 to 16 May 2025"),
        ("2025-05-13", "on that day: the story's dates run from 11 May 2025 to 16 May 2025"),
        ("2025-05-20T10:00+03:00", "at that time: the story's dates run from 11 May 2025 to"),
        ("2025-05-15", ""),
    ],
)
def test_a_day_without_a_record_is_noted(at: str, told: str) -> None:
    brief = brief_of()
    plan = plan_scene(brief, build_layers(brief), at=When.parse(at))
    notes = [note for note in build_scene(plan, Frame(600, 400)).notes if "no record" in note]
    assert [told in note for note in notes] == ([True] if told else [])


def test_the_story_of_one_day_has_no_other() -> None:
    brief = brief_of(sightings=STORY["sightings"][:1], movements=[])
    plan = plan_scene(brief, build_layers(brief), at=When.parse("2025-05-12"))
    assert plan.shown
    assert "the story's one date is 11 May 2025" in plan.shown.notes[0]


def test_before_the_first_date_there_is_nothing_to_show() -> None:
    with pytest.raises(ViewError, match="2025-05-11 to 2025-05-16"):
        make_page(brief_of(), at=When.parse("2025-05-10"))
    with pytest.raises(ViewError, match="nothing of the story carries a date"):
        make_page(
            Brief.from_dict({"title": "A", "places": [{"name": "Doha"}]}),
            at=When.parse("2025-05-10"),
        )


def test_a_crowd_can_show_a_day() -> None:
    day = make_page(large_brief(1100, 30), at=When.parse("2025-05-03"))
    assert "3 May 2025" in day.html


@pytest.mark.parametrize(
    ("at", "code", "told"),
    [
        ("2025-05-15", 0, ""),
        ("2025-05-15T10:00+03:00", 0, ""),
        ("2025-05-15T10:00", 2, "has no time zone"),
        ("15.5.2025", 2, "as in 2025-05-15"),
        ("2025-05-11/2025-05-15", 2, "such as 2025-05-11"),
        ("2020-01-01", 1, "2025-05-11 to 2025-05-16"),
    ],
)
def test_the_command_takes_a_day_or_a_moment(
    at: str,
    code: int,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.json").write_text(json.dumps(STORY | {"format": 1}), encoding="utf-8")
    assert bool(main(["map", "story.json", "--at", at])) is bool(code)
    assert told in capsys.readouterr().err
    assert Path("output/story.html").exists() is not bool(code)
    if not code:
        assert read_layers(Path("layers/story")).movements["show"].all()
