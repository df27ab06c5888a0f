"""The scene of whole stories: what is decided, before any page draws it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from geobrief.errors import BriefError
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.records import read_brief
from geobrief.render import make_page
from geobrief.scene import Frame, Label, Scene, View, build_scene, plan_scene
from geobrief.scene.framing import PAGE_WIDTHS
from geobrief.scene.model import MEASURED


def scene_of(frame: Frame | None = None, **keys: object) -> Scene:
    return scene_of_brief(Brief.from_dict({"title": "A story", **keys}), frame)


def scene_of_brief(brief: Brief, frame: Frame | None = None) -> Scene:
    return build_scene(plan_scene(brief, build_layers(brief)), frame)


def names_in(view: View, *, kind: str = "context") -> set[str]:
    return {text_of(label) for label in view.labels if label.kind == kind}


def text_of(label: Label) -> str:
    return " ".join(line.text for line in label.lines)


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
def test_any_story_has_its_views(keys: dict) -> None:
    scene = scene_of(**keys)
    assert sorted(view.width_px for view in scene.views if view.framed) == sorted(PAGE_WIDTHS)
    zooms = [view.zoom for view in scene.views]
    assert zooms == sorted(zooms)
    assert zooms[-1] <= scene.closest_zoom + 1e-9
    for view, after in pairwise(scene.views):
        assert view.reach >= 2.0 ** (after.zoom - view.zoom) - 1e-9
    for view in scene.views:
        shown = {index for mark in view.marks for index in mark.members}
        assert shown == set(range(len(scene.markers)))
        if view.framed:
            assert scene.cover.union(view.box) == scene.cover
            assert view.box.width * view.px_per_m == pytest.approx(view.width_px)
            assert view.box.height * view.px_per_m == pytest.approx(view.height_px)
            assert all(view.box.holds(mark.at) for mark in view.marks)
    if scene.basemap.outline is None:
        left, bottom, right, top = scene.basemap.land.bounds
        assert left >= scene.cover.left - 1
        assert right <= scene.cover.right + 1
        assert bottom >= scene.cover.bottom - 1
        assert top <= scene.cover.top + 1


@pytest.mark.slow
@pytest.mark.parametrize("keys", STORIES.values(), ids=STORIES)
def test_every_place_is_named_or_numbered_in_every_view(keys: dict) -> None:
    scene = scene_of(**keys)
    for view in scene.views:
        told = " ".join(names_in(view, kind="place"))
        numbered = {index for mark in view.numbered for index in mark.members}
        for index, marker in enumerate(scene.markers):
            assert index in numbered or marker.name in told, (view.width_px, marker.name)


def test_a_still_has_one_view_of_just_its_size() -> None:
    scene = scene_of(Frame(640, 360), places=[{"name": "Kyiv"}, {"name": "Ankara"}])
    (view,) = scene.views
    assert (view.width_px, view.height_px, view.reach) == (640, 360, 1.0)
    assert scene.cover == view.box


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
    assert any("20 km across" in note for note in scene_of(**keys).notes)


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


def test_where_places_share_a_marker_is_told_of_a_page_and_of_an_image() -> None:
    places = [
        {"name": "Neustadt an der Waldnaab"},
        {"name": "Weiden"},
        {"name": "Munich"},
        {"name": "Bamberg"},
    ]
    page, wide, image = (
        [note for note in one.notes if note.startswith("too close together")]
        for one in (
            scene_of(places=places),
            scene_of(places=places[:2]),
            scene_of(Frame(300, 200), places=places),
        )
    )
    names = "Neustadt an der Waldnaab, Weiden"
    close = "too close together to part in"
    assert page == [f"{close} narrow columns, so they share a marker there: {names}"]
    assert wide == []
    assert image == [f"{close} this image, so they share one marker: {names}"]


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
        return {name for view in scene.views for name in names_in(view)}

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
    for view in scene.views:
        for label in view.labels:
            people = [line.text for line in label.lines if line.style == "people"]
            assert not people or people[-1].endswith("(declined)")


def test_days_of_several_years_are_told_with_their_year() -> None:
    way = {"who": "A", "from": "Ankara", "to": "Doha"}
    brief = Brief.from_dict(
        {"title": "T", "movements": [way | {"when": f"{year}-05-15"} for year in (2024, 2025)]}
    )
    scene = scene_of_brief(brief)
    assert [arrow.texts[0] for arrow in scene.arrows] == ["A, 15 May 2024", "A, 15 May 2025"]
    one = Brief.from_dict({"title": "T", "movements": [way | {"when": "2025-05-15"}]})
    assert scene_of_brief(one).arrows[0].texts[0] == "A, 15 May"


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
    assert list(scene_of_brief(brief).notes) == [
        f"{why}Ada at Oslo",
        f"{why}Bo, Oslo to Berlin",
        f"{why}Oslo to Berlin",
    ]


def test_the_storys_own_country_is_named_first() -> None:
    scene = scene_of(places=[{"name": "Kyiv"}, {"name": "Ankara"}])
    names = {name for view in scene.views for name in names_in(view)}
    assert {"UKRAINE", "TURKEY"} <= names


def test_house_style_for_an_unknown_name_is_told_with_its_line(tmp_path) -> None:  # noqa: ANN001
    path = tmp_path / "story.yaml"
    path.write_text(
        "title: A\nplaces:\n  - {name: Ankara}\nnames:\n  Turky: Türkiye\n", encoding="utf-8"
    )
    brief = read_brief(path)
    with pytest.raises(BriefError, match=r"story\.yaml, line 5, names\.Turky.*Turkey"):
        scene_of_brief(brief)


def test_the_editors_side_holds_for_a_shared_marker_too() -> None:
    scene = scene_of(
        places=[
            {"name": "A", "lat": 41.0, "lon": 29.0},
            {"name": "B", "lat": 41.0001, "lon": 29.0, "label": {"at": "left"}},
        ]
    )
    for view in scene.views:
        if len(view.marks) == 1 and not view.marks[0].number:
            (label,) = (label for label in view.labels if label.kind == "place")
            assert label.box.right < 0


def test_the_callout_and_the_area_stand_in_the_map() -> None:
    scene = scene_of(
        Frame(900, 600),
        sightings=[{"who": "Ada", "at": "Ankara", "note": "Spoke to the press", "callout": True}],
        places=[{"name": "Kyiv"}],
        areas=["Turkey", {"name": "Ukraine", "label": "At war"}],
    )
    (view,) = scene.views
    assert names_in(view, kind="callout") == {"Spoke to the press"}
    assert names_in(view, kind="area") == {"Turkey", "At war"}
    assert len(scene.areas) == 2


def test_an_area_that_nobody_knows_is_told_with_its_line(tmp_path) -> None:  # noqa: ANN001
    path = tmp_path / "story.yaml"
    path.write_text("title: A\nplaces:\n  - {name: Ankara}\nareas:\n  - Turky\n", encoding="utf-8")
    with pytest.raises(BriefError, match=r"story\.yaml, line 5.*Turky"):
        scene_of_brief(read_brief(path))


def test_sides_are_numbered_where_there_are_two() -> None:
    people = [{"name": "A", "side": "North"}, {"name": "B", "side": "South"}, {"name": "C"}]
    ways = [{"who": who, "from": "Ankara", "to": "Doha"} for who in "BAC"]
    scene = scene_of(people=people, movements=ways)
    assert scene.sides == ("South", "North")
    assert [arrow.side for arrow in scene.arrows] == [1, 2, 0]
    assert not scene_of(people=people, movements=ways[:1]).sides


@pytest.mark.parametrize(
    ("inset", "width_km", "there"),
    [("auto", 3000, False), ("auto", 200, True), ("none", 200, False), ("world", 3000, True)],
)
def test_an_inset_where_it_is_asked_for_or_the_view_is_small(
    inset: str,
    width_km: int,
    there: bool,  # noqa: FBT001
) -> None:
    scene = scene_of(
        Frame(900, 600),
        places=[{"name": "Ankara"}],
        view={"center": "Ankara", "width_km": width_km},
        inset=inset,
    )
    assert (scene.inset is not None) == there


def test_a_text_longer_than_a_map_bears_is_noted() -> None:
    long = "A very long name " * 10
    scene = scene_of(
        Frame(900, 600),
        places=[{"name": "Ankara", "label": {"text": long}}],
        sightings=[{"who": "Ada", "at": "Kyiv", "note": long * 3, "callout": True}],
    )
    cut = [note for note in scene.notes if note.startswith("cut on the map")]
    assert len(cut) == 2
    assert "the label" in cut[0]
    assert "the callout" in cut[1]
