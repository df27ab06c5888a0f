"""At a step of the story's time every arrow has its mover's name, and nothing lies over it."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from geobrief.language import words
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.records import read_brief
from geobrief.scene import build_scene, plan_scene
from geobrief.scene.anchored import Anchored, clash
from geobrief.scene.anew import text_box
from geobrief.scene.moments import Moments
from geobrief.scene.stepped import stepped
from geobrief.timeline import course, timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.scene import Label, Scene, View
    from geobrief.scene.moments import Moment

SHUTTLE = Path(__file__).resolve().parent.parent / "gallery" / "shuttle-diplomacy.yaml"


def steps_of(brief: Brief) -> tuple[Scene, list[tuple[Scene, Moment]]]:
    layers = build_layers(brief)
    scene = build_scene(plan_scene(brief, layers))
    story = Moments(layers, words(brief.language), course(brief))
    moments = [story.at(step) for step in timeline(brief).steps]
    return scene, [(stepped(scene, story, moment), moment) for moment in moments]


def shown(view: View, scene: Scene, moment: Moment) -> Iterator[Label]:
    """Yield the labels of a view that a step shows."""
    marks = {
        scene.markers[mark.members[0]].id: {scene.markers[one].id for one in mark.members}
        for mark in view.marks
    }
    for label in view.labels:
        if label.lines and not marks.get(label.ref, {label.ref}) <= moment.gone:
            yield label


def named(view: View, scene: Scene, moment: Moment) -> Iterator[bool]:
    """Tell of each arrow of a step whether a label has its mover's name."""
    for drawn in view.arrows:
        arrow = scene.arrows[drawn.arrow]
        if arrow.id in moment.now:
            ends = {
                scene.markers[mark.members[0]].id
                for mark in view.marks
                if arrow.end in mark.members
            }
            yield any(
                arrow.texts[-1] in line.text
                for label in shown(view, scene, moment)
                if label.ref == arrow.id or label.ref in ends
                for line in label.lines
            )


def test_each_leg_of_a_shuttle_names_who_flies() -> None:
    brief = read_brief(SHUTTLE)
    scene, steps = steps_of(brief)
    flights = [(step, moment) for step, moment in steps if "sighting-1" in moment.gone]
    assert len(flights) == 7
    told = [
        one
        for step, moment in flights
        for view in step.views
        if view.width_px != 320
        for one in named(view, step, moment)
    ]
    whole = [
        one
        for step, moment in flights
        for view in scene.views
        for one in named(view, scene, moment)
    ]
    assert sum(whole) < len(whole) / 2
    assert len(told) > 40
    assert sum(told) >= 0.9 * len(told)


CROWDED: dict[str, Any] = {
    "title": "A",
    "movements": [
        {"who": who, "from": start, "to": end, "when": f"2025-05-{10 + day}"}
        for day, (who, start, end) in enumerate(
            [
                ("Bartholomew", "Vienna", "Bratislava"),
                ("Bartholomew", "Bratislava", "Budapest"),
                ("Bartholomew", "Budapest", "Prague"),
                ("Bartholomew", "Prague", "Vienna"),
                ("Bartholomew", "Vienna", "Budapest"),
                ("Wilhelmina", "Prague", "Bratislava"),
            ]
        )
    ],
}


@pytest.mark.parametrize("brief", [read_brief(SHUTTLE), Brief.from_dict(CROWDED)])
def test_no_name_lies_over_another_at_a_step(brief: Brief) -> None:
    scene, steps = steps_of(brief)
    changed = 0
    for step, moment in steps:
        for before, view in zip(scene.views, step.views, strict=True):
            new = {
                one.ref for one, was in zip(view.labels, before.labels, strict=True) if one != was
            }
            changed += len(new)
            for one, other in combinations(shown(view, step, moment), 2):
                if {one.ref, other.ref} & new:
                    assert not clash(
                        Anchored(one.at, text_box(one)),
                        Anchored(other.at, text_box(other)),
                        px_per_m=view.px_per_m,
                        reach=view.reach,
                    ), (one, other)
    assert changed
