"""The steps of a story's time, as the page's script and its template read them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geobrief.render.scene_json import marker_name
from geobrief.render.steps_told import crowd_told, step_told
from geobrief.render.words import date_in_words
from geobrief.scene.moments import Moments
from geobrief.scene.stepped import stepped
from geobrief.timeline import MOST_STEPS, course, timeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geobrief.language import Words
    from geobrief.layers import Layers
    from geobrief.model import Brief
    from geobrief.render.cards import Cards
    from geobrief.scene import Scene
    from geobrief.scene.moments import Moment
    from geobrief.timeline import Course, Step

__all__ = ["Steps", "steps_json", "steps_of"]

FEWEST_STEPS = 2
MOST_REFS = 20_000
"""Steps times what is drawn: more would make a page too large."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What a page shows step by step."""

    steps: tuple[Step, ...] = ()
    moments: tuple[Moment, ...] = ()
    scenes: tuple[Scene, ...] = ()
    """The page's scene at each."""
    undated: int = 0
    crowd: Course | None = None
    """Of a crowd, whose script draws each step by itself, all that there is."""
    note: str = ""
    """Why there are none, where an editor might wonder."""


def steps_of(brief: Brief, layers: Layers, scene: Scene, words: Words) -> Steps:
    """Return the steps of a page's scene; none where time makes no story, or too long a one."""
    short = course(brief)
    count = len(short.texts)
    if count < FEWEST_STEPS:
        return Steps()
    drawn = 0 if scene.crowd else len(scene.markers) + len(scene.arrows)
    if count > MOST_STEPS or count * drawn > MOST_REFS:
        return Steps(note=_too_many(count))
    if scene.crowd:
        return Steps(crowd=short)
    line = timeline(brief)
    story = Moments(layers, words, short)
    moments = tuple(map(story.at, line.steps))
    scenes = tuple(stepped(scene, story, moment) for moment in moments)
    return Steps(line.steps, moments, scenes, line.undated)


def _too_many(count: int) -> str:
    return (
        f"the story has {count:,} dates, and too much is drawn for a page that shows it step by "
        "step; --at shows one of them"
    )


def steps_json(
    told: Steps, scene: Scene, swaps: Sequence[dict[int, int]], cards: Cards, words: Words
) -> dict[str, Any]:
    """Return `times`, a dict for each step, and `undated`; nothing where there are none.

    Of a step: its title and what is told of it; ids of the places where something is then, of what
    is past, and of what is gone, for it is still to come or carries no date; shapes in place of
    others; places' names in place of others. Of a crowd's step: its title and what is told of it.
    """
    if told.crowd:
        return _of_crowd(told.crowd, cards, words)
    if not told.steps:
        return {}
    drawn = {marker.id for marker in scene.markers} | {arrow.id for arrow in scene.arrows}
    drawn |= {label.ref for view in scene.views for label in view.labels}
    times = [
        {
            "title": date_in_words(step.text, words),
            "told": step_told(cards, step, words),
            "now": sorted(moment.now & {marker.id for marker in scene.markers}),
            "past": sorted(moment.past & drawn),
            "gone": sorted(moment.gone & drawn),
            "swap": swap,
            "names": _names(scene, after, moment, words),
        }
        for step, moment, after, swap in zip(
            told.steps, told.moments, told.scenes, swaps, strict=True
        )
    ]
    return {"times": times, "undated": told.undated}


def _of_crowd(line: Course, cards: Cards, words: Words) -> dict[str, Any]:
    titles = [date_in_words(text, words) for text in line.texts]
    said = zip(titles, crowd_told(cards, line, words), strict=True)
    return {
        "times": [{"title": title, "told": told} for title, told in said],
        "undated": line.undated,
    }


def _names(scene: Scene, after: Scene, moment: Moment, words: Words) -> dict[str, str]:
    """Return what the places' buttons are called at a step, where that is not as ever."""
    return {
        marker.id: marker_name(marker, words)
        for before, marker in zip(scene.markers, after.markers, strict=True)
        if before.people != marker.people and marker.id not in moment.gone
    }
