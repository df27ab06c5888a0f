"""Whom a step still tells of: until they leave, or are seen elsewhere; where their names stand."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING, Any

import pytest

from geobrief.language import words
from geobrief.layers import build_layers
from geobrief.model import Brief, When
from geobrief.render.environment import asset
from geobrief.scene import Frame, build_scene, plan_scene
from geobrief.scene.anew import set_anew
from geobrief.scene.model import Box, Label
from geobrief.scene.moments import Moments
from geobrief.scene.positions import field_of
from geobrief.scene.stepped import stepped
from geobrief.scene.type import block_size, measured, set_lines
from geobrief.timeline import course, timeline

if TYPE_CHECKING:
    from geobrief.scene import Scene

TALKS: dict[str, Any] = {
    "title": "Talks",
    "sightings": [
        {"who": "Sergei Lavrenko", "at": "Geneva", "when": "2025-03-03"},
        {"who": "Amira Haddad", "at": "Cairo", "when": "2025-03-03"},
        {"who": "John Carver", "at": "Geneva", "when": "2025-03-04"},
        {"who": "Sergei Lavrenko", "at": "Ankara", "when": "2025-03-06"},
    ],
    "movements": [
        {"who": "Amira Haddad", "from": "Cairo", "to": "Doha", "when": "2025-03-05"},
        {"who": "John Carver", "from": "Geneva", "to": "Cairo", "when": "2025-03-05"},
    ],
}


def steps_of(story: dict[str, Any], frame: Frame | None = None) -> tuple[Scene, list[Scene]]:
    brief = Brief.from_dict(story)
    layers = build_layers(brief)
    scene = build_scene(plan_scene(brief, layers), frame)
    told = Moments(layers, words(brief.language), course(brief))
    return scene, [stepped(scene, told, told.at(step)) for step in timeline(brief).steps]


def label_of(scene: Scene, place: str) -> Label:
    (found,) = (one for one in scene.views[0].labels if one.ref == f"place-{place}")
    return found


def people(scene: Scene, place: str) -> list[tuple[str, str]]:
    """Return whom a label tells of, each line with "was" if it is pale."""
    lines = label_of(scene, place).lines
    told = {"people": "is", "remark": "was"}
    return [(told[line.style], line.text) for line in lines if line.style in told]


def test_who_was_there_is_told_until_they_leave_or_are_seen_elsewhere() -> None:
    _, steps = steps_of(TALKS, Frame(900, 600))
    lavrenko, carver = "Sergei Lavrenko", "John Carver"
    assert [people(step, "geneva") for step in steps] == [
        [("is", lavrenko)],
        [("is", carver), ("was", lavrenko)],
        [("was", lavrenko)],
        [],
    ]
    assert [people(step, "cairo") for step in steps] == [
        [("is", "Amira Haddad")],
        [("is", "Amira Haddad")],  # the whole label is pale
        [],
        [],
    ]


def test_whoever_declined_to_go_has_not_left() -> None:
    for status, still in (("confirmed", []), ("planned", []), ("declined", [("was", "Ada")])):
        story = {
            "title": "A",
            "sightings": [{"who": "Ada", "at": "Ankara", "when": "2025-05-11"}],
            "movements": [
                {
                    "who": "Ada",
                    "from": "Ankara",
                    "to": "Doha",
                    "when": "2025-05-12",
                    "status": status,
                }
            ],
        }
        _, (_, second) = steps_of(story, Frame(600, 400))
        assert people(second, "ankara") == still
        (mark,) = (one for one in second.markers if one.name == "Ankara")
        assert not mark.peopled


def test_whoever_made_room_for_another_does_not_come_back() -> None:
    days = (("Ada", "11"), ("Bo", "12"), ("Cy", "14"))
    sightings: list[dict[str, Any]] = [
        {"who": who, "at": "Ankara", "when": f"2025-05-{day}"} for who, day in days
    ]
    sightings.append({"who": "Di", "at": "Doha", "when": "2025-05-13"})
    _, steps = steps_of({"title": "A", "sightings": sightings}, Frame(600, 400))
    assert [people(step, "ankara") for step in steps] == [
        [("is", "Ada")],
        [("is", "Bo")],
        [("is", "Bo")],  # pale with the label
        [("is", "Cy")],
    ]


@pytest.mark.parametrize("other", ["sighting", "movement"])
def test_nobody_rises_again(other: str) -> None:
    """Whatever the order of the records, a name that has gone stays away, unless seen again."""
    for first, second, third in product(range(11, 14), repeat=3):
        story: dict[str, Any] = {
            "title": "A",
            "sightings": [
                {"who": "Ada", "at": "Ankara", "when": f"2025-05-{first}"},
                {"who": "Bo", "at": "Doha", "when": f"2025-05-{third}"},
                {"who": "Bo", "at": "Doha", "when": "2025-05-15"},
            ],
        }
        if other == "sighting":
            story["sightings"].append({"who": "Ada", "at": "Doha", "when": f"2025-05-{second}"})
        else:
            away = {"who": "Ada", "from": "Ankara", "to": "Doha", "when": f"2025-05-{second}"}
            story["movements"] = [away]
        brief = Brief.from_dict(story)
        told = Moments(build_layers(brief), words("en"), course(brief))
        there = [bool(told.people("place-ankara", told.at(step))) for step in timeline(brief).steps]
        begun = there.index(True)
        ended = [*there[begun:], False].index(False)
        assert not any(there[begun + ended :])
        assert there[-1] is (second < first or (second == first and other == "sighting"))


def test_one_time_of_the_story_tells_the_same() -> None:
    brief = Brief.from_dict(TALKS)
    layers = build_layers(brief)
    for at, told in (("2025-03-05", [("was", "Sergei Lavrenko")]), ("2025-03-07", [])):
        scene = build_scene(plan_scene(brief, layers, at=When.parse(at)), Frame(900, 600))
        assert people(scene, "geneva") == told


SHARED: dict[str, Any] = {
    "title": "A",
    "places": [{"name": "The Old Winter Palace", "lat": 41.0083, "lon": 28.9785}],
    "sightings": [
        {"who": "Medinsky", "at": "Istanbul", "when": "2025-05-16", "status": "planned"},
        {"who": "Medinsky", "at": "The Old Winter Palace"},
        {"who": "Bo", "at": "Doha", "when": "2025-05-15"},
    ],
}


@pytest.mark.parametrize(("name", "said"), [("The Old Winter Palace", True), ("Palace", False)])
def test_any_place_of_a_shared_label_may_say_who_is_there(name: str, *, said: bool) -> None:
    """In the whole map only the palace's line tells of him; his status has room or is left out."""
    story = SHARED | {
        "places": [SHARED["places"][0] | {"name": name}],
        "sightings": [
            one | {"at": one["at"].replace("The Old Winter Palace", name)}
            for one in SHARED["sightings"]
        ],
    }
    scene, (_, second) = steps_of(story, Frame(600, 400))
    (ref,) = {mark.members for mark in scene.views[0].marks if len(mark.members) > 1}
    place = scene.markers[ref[0]].id.removeprefix("place-")
    room = max(line.width for line in label_of(scene, place).lines)
    assert (measured("people", "Medinsky (planned)")[0] <= room) is said
    lines = [line.text for line in label_of(second, place).lines]
    at = lines.index("Istanbul")
    assert lines[at + 1] == ("Medinsky (planned)" if said else "Medinsky")


NAMES = (("name", "Geneva"), ("people", "Sergei Lavrenko"), ("people", "John Carver"))


def test_a_label_with_less_to_say_keeps_next_to_its_mark_or_leader() -> None:
    size = block_size(NAMES)
    for position in field_of().positions:
        box = position.box(*size)
        whole = Label(
            kind="place",
            ref="",
            at=(0, 0),
            lines=set_lines(NAMES, box, position.align),
            box=box,
            leader=position.leader,
        )
        for count in (1, 2):
            less = set_anew(whole, NAMES[:count])
            assert [line.text for line in less.lines] == [text for _, text in NAMES[:count]]
            taken = _taken(less)
            assert box.left - 0.01 <= taken.left
            assert taken.right <= box.right + 0.01
            assert box.bottom - 0.01 <= taken.bottom
            assert taken.top <= box.top + 0.01
            best = position.box(*block_size(NAMES[:count]))
            if position.leader or position.side not in {"left", "right"}:
                assert taken.edges == pytest.approx(best.edges, abs=0.01)
            else:
                assert taken.bottom <= 0.01 <= taken.top + 0.02


def _taken(label: Label) -> Box:
    lines = [(line.style, line.text) for line in label.lines]
    width, height = block_size(lines)
    first, line = label.lines[0], max(label.lines, key=lambda one: one.width)
    top = first.y + height_above(first.style)
    left = line.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[line.align] * line.width
    return Box(left, top - height, left + width, top)


def height_above(style: str) -> float:
    (line,) = set_lines([(style, "x")], Box(0, 0, 0, 0), "start")
    return -line.y


def test_a_past_label_s_leader_is_past() -> None:
    rules = [
        rule for rule in asset("page.css").split("}") if ".gb-past" in rule and "stroke:" in rule
    ]
    assert any(".gb-leader" in rule for rule in rules)
