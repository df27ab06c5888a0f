"""A basemap as a value: shapes and names in planar metres."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    import shapely

__all__ = [
    "BORDERS",
    "CREDIT",
    "CREDITS",
    "FINEST_M",
    "SOURCE",
    "SOURCES",
    "Basemap",
    "Borders",
    "Detail",
    "MapLabel",
]

Borders: TypeAlias = Literal["default", "de-facto"]
"""Whose borders are drawn."""

BORDERS: tuple[Borders, ...] = ("default", "de-facto")

CREDIT = "Natural Earth (borders: German point of view)"
CREDITS: dict[Borders, str] = {
    "default": CREDIT,
    "de-facto": "Natural Earth (borders: its own de facto point of view)",
}
SOURCE = "Natural Earth 5.1.1, 1:10,000,000, German point of view, public domain"
SOURCES: dict[Borders, str] = {
    "default": SOURCE,
    "de-facto": "Natural Earth 5.1.1, 1:10,000,000, de facto point of view, public domain",
}

FINEST_M = 400.0
"""What the source itself resolves: half of its vertices are farther than this from the next."""


@dataclass(frozen=True, slots=True)
class MapLabel:
    """A name, and where it may stand; all in planar metres."""

    text: str
    kind: str
    """country, sea or lake."""
    rank: int
    """0 is the most prominent."""
    x_m: float
    y_m: float
    width_m: float
    """How wide the shape is there, from left to right."""
    area_m2: float
    """Of what the view shows of it."""
    story: bool
    """A place of the story lies in it: of countries and lakes, not of seas."""
    spots: tuple[tuple[float, float], ...]
    """Further points well inside, best first."""
    widths_m: tuple[float, ...]
    """How wide the shape is at each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """What a page asks of the basemap's lines, besides a tolerance."""

    fine_m: float
    """The tolerance at the places to keep; from there on it grows with the distance."""
    straight_m: float = 0.0
    """A vertex nearer than this to the line through its neighbours is left out."""
    most_vertices: int | None = None
    """The tolerance is raised until there are no more than this."""


@dataclass(frozen=True, slots=True)
class Basemap:
    """What a view shows of the world, in planar metres, clipped to a rectangle."""

    land: shapely.MultiPolygon
    lakes: shapely.MultiPolygon
    borders: shapely.MultiLineString
    disputed: shapely.MultiLineString
    """Borders to draw dashed."""
    labels: tuple[MapLabel, ...]
    """The most prominent first."""
    outline: shapely.Polygon | None
    """The edge of the world where the rectangle reaches beyond it; inside is sea."""
    detail_m: float
    """How coarse the lines are: to zoom in closer shows nothing more."""
    fine_m: float
    """How coarse they are at the story's places; the same or finer."""
    rivers: shapely.MultiLineString
    divisions: shapely.MultiLineString
    """Lines between first-order divisions of one country; empty in wide views."""
    urban: shapely.MultiPolygon
    """Built-up areas; empty in wide views, and as long as no source for them is packaged."""
    credit: str = CREDIT
    source: str = SOURCE
