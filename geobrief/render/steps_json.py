"""The steps of a story's time, as the page's script and its template read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geobrief.render.told import step_told
from geobrief.render.words import date_in_words
from geobrief.scene.moments import Moments
from geobrief.timeline import timeline

if TYPE_CHECKING:
    from geobrief.language import Words
    from geobrief.layers import Layers
    from geobrief.model import Brief
    from geobrief.render.cards import Cards
    from geobrief.scene import Scene

__all__ = ["steps_json"]

FEWEST_STEPS = 2


def steps_json(
    brief: Brief, layers: Layers, scene: Scene, cards: Cards, words: Words
) -> dict[str, Any]:
    """Return `times`, a dict for each step, and `undated`; nothing where time makes no story.

    Of a step: its title and what is told of it; ids of what is past then, and of what is gone, for
    it is still to come or carries no date.
    """
    line = timeline(brief)
    if scene.crowd or len(line.steps) < FEWEST_STEPS:
        return {}
    moments = Moments(layers)
    drawn = {marker.id for marker in scene.markers} | {arrow.id for arrow in scene.arrows}
    drawn |= {label.ref for view in scene.views for label in view.labels}
    times = []
    for step in line.steps:
        moment = moments.at(step)
        times.append(
            {
                "title": date_in_words(step.text, words),
                "told": step_told(cards, step, words),
                "past": sorted(moment.past & drawn),
                "gone": sorted(moment.gone & drawn),
            }
        )
    return {"times": times, "undated": line.undated}
