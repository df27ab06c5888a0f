"""Who made what the map shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.basemap import CREDITS
from geobrief.language import words as words_of
from geobrief.layers import BRIEF_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.language import Words
    from geobrief.layers import Layers
    from geobrief.scene import Arrow

__all__ = ["CORNER", "credit_lines"]

CORNER = "geobrief · Natural Earth · GeoNames"


def credit_lines(
    layers: Layers,
    basemap: str,
    arrows: Sequence[Arrow],
    words: Words | None = None,
    *,
    distances: bool = True,
) -> tuple[str, ...]:
    """Return the sentences of the credit line, in order.

    Args:
        layers: whose places have sources.
        basemap: the basemap's own credit.
        arrows: the scene's.
        words: the page's, English if not given.
        distances: whether any distance is told.
    """
    said = words or words_of()
    lines = dict(_lines(layers, basemap, arrows, said))
    if not distances:
        lines.pop("distances", None)
    return tuple(lines.values())


def _source(source: str, words: Words) -> str:
    return words.say("credits.editors") if source == BRIEF_SOURCE else source


def _lines(
    layers: Layers, basemap: str, arrows: Sequence[Arrow], words: Words
) -> Iterator[tuple[str, str]]:
    views = {CREDITS["default"]: "german_view", CREDITS["de-facto"]: "de_facto_view"}
    credit = words.say(f"credits.{views[basemap]}") if basemap in views else basemap
    yield "basemap", words.say("credits.basemap", credit=credit)
    sources = dict.fromkeys(_source(source, words) for source in layers.places["source"] if source)
    if sources:
        yield "places", words.say("credits.places", sources=words.semicolon(list(sources)))
    if arrows:
        yield "distances", words.say("credits.distances")
    if any(arrow.bowed for arrow in arrows):
        yield "curves", words.say("credits.curves")
