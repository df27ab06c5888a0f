"""Who made what the map shows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.layers import BRIEF_SOURCE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.layers import Layers
    from geobrief.scene import Arrow

__all__ = ["CORNER", "credit_lines"]

CORNER = "geobrief · Natural Earth · GeoNames"


def credit_lines(layers: Layers, basemap: str, arrows: Sequence[Arrow]) -> tuple[str, ...]:
    """Return the sentences of the credit line, in order.

    Args:
        layers: whose places have sources.
        basemap: the basemap's own credit.
        arrows: the scene's.
    """
    return tuple(_lines(layers, basemap, arrows))


def _source(source: str) -> str:
    return "coordinates given by the editors" if source == BRIEF_SOURCE else source


def _lines(layers: Layers, basemap: str, arrows: Sequence[Arrow]) -> Iterator[str]:
    yield f"Basemap: {basemap}."
    sources = dict.fromkeys(_source(source) for source in layers.places["source"] if source)
    if sources:
        yield f"Places: {'; '.join(sources)}."
    if arrows:
        yield "Distances: shortest lines on the WGS 84 ellipsoid."
    if any(arrow.bowed for arrow in arrows):
        yield "Arrows are curved where they would coincide; the curve is not a route."
