"""The scene of whole stories: what is decided, before any page draws it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geobrief.errors import BriefError
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.records import read_brief
from geobrief.render import make_page
from geobrief.scene import Scene, build_scene
from geobrief.scene.frames import FRAMES_PX, first_view
from geobrief.scene.model import MEASURED


def scene_of(**keys: object) -> Scene:
    brief = Brief.from_dict({"title": "A story", **keys})
    return build_scene(brief, build_layers(brief))


STORIES = {
    "one place": {"places": [{"name": "Ankara"}]},
    "a city quarter": {
        "places": [
            {"name": "Here", "lat": 41.0391, "lon": 29.0003},
            {"name": "There", "lat": 41.0421, "lon": 29.0093},
        ]
    },
    "neighbours": {"places": [{"name": "Brussels"}, {"name": "Antwerp"}]},
    "a continent": {"movements": [{"who": "A", "from": "Lisbon", "to": "Moscow"}]},
    "the Pacific": {
        "movements": [
            {"who": "A", "from": "Auckland", "to": "Honolulu"},
            {"who": "A", "from": "Honolulu", "to": "Suva, Fiji"},
        ]
    },
    "the Arctic": {"movements": [{"who": "A", "from": "Murmansk", "to": "Nuuk"}]},
    "at the pole": {"places": [{"name": "Amundsen-Scott Station", "lat": -90.0, "lon": 0.0}]},
    "the world": {"movements": [{"who": "A", "from": "London", "to": "Sydney"}]},
    "two ends of the world": {
        "places": [
            {"name": "Here", "lat": 10.0, "lon": 20.0},
            {"name": "Opposite", "lat": -10.0, "lon": -160.0},
        ]
    },
}


@pytest.mark.slow
@pytest.mark.parametrize("keys", STORIES.values(), ids=STORIES)
def test_any_story_fills_every_frame(keys: dict) -> None:
    scene = scene_of(**keys)
    steps = [(level.zoom, level.box) for level in scene.levels]
    for frame in FRAMES_PX:
        view = first_view(steps, frame, scene.fixed)
        assert scene.cover.union(view) == scene.cover, frame
        assert frame[0] / view.width <= 2.0**scene.closest_zoom * 1.0001
    zooms = [level.zoom for level in scene.levels]
    assert zooms == sorted(zooms)
    assert zooms[-1] <= scene.closest_zoom
    shown = {index for group in scene.levels[-1].groups for index in group.members}
    assert shown == set(range(len(scene.markers)))
    if scene.basemap.outline is None:
        left, bottom, right, top = scene.basemap.land.bounds
        assert left >= scene.cover.left - 1
        assert right <= scene.cover.right + 1
        assert bottom >= scene.cover.bottom - 1
        assert top <= scene.cover.top + 1


@pytest.mark.slow
@pytest.mark.parametrize("keys", STORIES.values(), ids=STORIES)
def test_arrows_lead_from_marker_to_marker_without_a_jump(keys: dict) -> None:
    scene = scene_of(**keys)
    for arrow in scene.arrows:
        assert arrow.parts[0][0] == pytest.approx(scene.markers[arrow.start].at, abs=1)
        assert arrow.parts[-1][-1] == pytest.approx(scene.markers[arrow.end].at, abs=1)
        for part in arrow.parts:
            steps = [max(abs(a[0] - b[0]), abs(a[1] - b[1])) for a, b in pairwise(part)]
            assert max(steps) < 3_000_000


def test_a_view_shows_what_was_asked_and_names_what_it_leaves_out() -> None:
    scene = scene_of(
        places=[{"name": "Istanbul"}, {"name": "Doha"}],
        view={"center": "Istanbul", "width_km": 800},
    )
    assert scene.fixed is not None
    assert scene.fixed.width == 800_000
    assert scene.fixed.center == pytest.approx((0, 0), abs=20)
    assert any("Doha" in note and "outside" in note for note in scene.notes)


def test_a_view_too_close_for_the_basemap_is_noted() -> None:
    keys = {"places": [{"name": "Istanbul"}], "view": {"center": "Istanbul", "width_km": 20}}
    assert any("view of 20 km" in note for note in scene_of(**keys).notes)


@pytest.mark.slow
def test_many_movements_stay_quick_and_apart() -> None:
    movements = [{"who": f"w{n}", "from": "Ankara", "to": "Istanbul"} for n in range(120)]
    scene = scene_of(movements=movements)
    middles = {arrow.parts[0][len(arrow.parts[0]) // 2] for arrow in scene.arrows}
    assert len(middles) == 120


def test_places_that_cannot_part_are_noted() -> None:
    scene = scene_of(
        places=[
            {"name": "Moscow", "country": "RU"},
            {"name": "Kremlin", "lat": 55.752, "lon": 37.6175},
        ]
    )
    assert any("Moscow, Kremlin" in note and "share one marker" in note for note in scene.notes)


def test_notes_reach_whoever_renders() -> None:
    brief = Brief.from_dict(
        {
            "title": "A",
            "places": [{"name": "Istanbul"}, {"name": "Doha"}],
            "view": {"center": "Istanbul", "width_km": 500},
        }
    )
    assert any("Doha" in note for note in make_page(brief).notes)


def test_areas_and_what_editors_placed_are_rough_and_nothing_else_is() -> None:
    names = ["Texas", "the Kremlin", "Black Sea", "Kyiv", "Albania", "41.0, 29.0"]
    places = [{"name": name} for name in names]
    scene = scene_of(places=[*places, {"name": "Gaza Strip", "lat": 31.45, "lon": 34.4}])
    rough = [marker.name for marker in scene.markers if marker.is_rough]
    assert rough == ["Texas", "The Kremlin", "Black Sea"]


def test_a_name_that_a_rough_place_bears_does_not_stand_on_the_basemap_too() -> None:
    def seas(*names: str) -> set[str]:
        scene = scene_of(places=[{"name": name} for name in ("Odesa", "Trabzon", *names)])
        return {" ".join(label.lines) for level in scene.levels for label in level.context}

    assert "Black Sea" in seas()
    assert "Black Sea" not in seas("the Black Sea")


def test_a_distance_is_told_by_the_movement_on_the_same_way() -> None:
    both = scene_of(
        movements=[{"who": "A", "from": "Ankara", "to": "Istanbul"}],
        distances=[{"from": "Istanbul", "to": "Ankara"}],
    )
    (arrow,) = both.arrows
    assert arrow.texts == ("A, 353 km (219 mi)", "A")
    (ruler,) = scene_of(distances=[{"from": "Istanbul", "to": "Ankara"}]).arrows
    assert (ruler.status, ruler.texts) == (MEASURED, ("353 km (219 mi)",))


def test_a_status_is_never_cut_off() -> None:
    who = "Foreign Minister Aleksandar Petrov the Younger"
    scene = scene_of(sightings=[{"who": who, "at": "Skopje", "status": "declined"}])
    for level in scene.levels:
        (group,) = level.groups
        people = [text for style, text in group.lines if style == "people"]
        assert all(text.endswith("(declined)") for text in people)


def test_days_of_several_years_are_told_with_their_year() -> None:
    way = {"who": "A", "from": "Ankara", "to": "Doha"}
    brief = Brief.from_dict(
        {"title": "T", "movements": [way | {"when": f"{year}-05-15"} for year in (2024, 2025)]}
    )
    scene = build_scene(brief, build_layers(brief))
    assert [arrow.texts[0] for arrow in scene.arrows] == ["A, 15 May 2024", "A, 15 May 2025"]
    one = Brief.from_dict({"title": "T", "movements": [way | {"when": "2025-05-15"}]})
    assert build_scene(one, build_layers(one)).arrows[0].texts[0] == "A, 15 May"


def test_what_a_hidden_place_takes_off_the_map_is_noted() -> None:
    brief = Brief.from_dict(
        {
            "title": "T",
            "places": [{"name": "Oslo", "show": False}, {"name": "Berlin"}],
            "sightings": [{"who": "Ada", "at": "Oslo"}],
            "movements": [{"who": "Bo", "from": "Oslo", "to": "Berlin"}],
            "distances": [{"from": "Oslo", "to": "Berlin"}],
        }
    )
    why = "not drawn, for one of its places has show: false: "
    assert list(build_scene(brief, build_layers(brief)).notes) == [
        f"{why}Ada at Oslo",
        f"{why}Bo, Oslo to Berlin",
        f"{why}Oslo to Berlin",
    ]


def test_the_storys_own_country_is_named_first() -> None:
    scene = scene_of(places=[{"name": "Kyiv"}, {"name": "Ankara"}])
    names = {line for level in scene.levels for name in level.context for line in name.lines}
    assert {"UKRAINE", "TURKEY"} <= names


def test_house_style_for_an_unknown_name_is_told_with_its_line(tmp_path) -> None:  # noqa: ANN001
    path = tmp_path / "story.yaml"
    path.write_text(
        "title: A\nplaces:\n  - {name: Ankara}\nnames:\n  Turky: Türkiye\n", encoding="utf-8"
    )
    brief = read_brief(path)
    with pytest.raises(BriefError, match=r"story\.yaml, line 5, names\.Turky.*Turkey"):
        build_scene(brief, build_layers(brief))


def test_the_editors_side_holds_for_a_shared_marker_too() -> None:
    scene = scene_of(
        places=[
            {"name": "A", "lat": 41.0, "lon": 29.0},
            {"name": "B", "lat": 41.0001, "lon": 29.0, "label": {"at": "left"}},
        ]
    )
    assert {level.groups[0].side for level in scene.levels} == {"left"}
