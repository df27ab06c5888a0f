"""What a brief highlights: outlines in the plane, and where their names may stand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geobrief.basemap.areas import area_on_map, outline_of
from geobrief.errors import BriefError, InputError, Problem
from geobrief.model import Origin
from geobrief.scene.model import Area, Box
from geobrief.scene.placing import AreaName

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geobrief.basemap import Basemap
    from geobrief.model import Brief
    from geobrief.projection import Projection
    from geobrief.scene.model import Point

__all__ = ["drawn_areas", "make_areas", "names_of", "within_reach"]

_LARGEST = 2.0
"""An area wider than so many stories is shown up as far as the view goes, which it does not set."""
_SPOTS = 6
_LEAST_PART = 0.15


def make_areas(brief: Brief, projection: Projection, names: Mapping[str, str]) -> tuple[Area, ...]:
    """Return what the brief highlights, in the plane, called as the basemap calls it.

    Raises:
        BriefError: there is no outline of a name.
    """
    problems, made = [], []
    for number, area in enumerate(brief.areas):
        if not area.show:
            continue
        try:
            outline = outline_of(area.name) if area.geojson is None else _shape(area.geojson)
        except InputError as error:
            field = f"areas[{number}].name"
            origin = brief.origins.get(field, Origin(field=field))
            problems.append(Problem(str(origin), str(error)))
            continue
        shape = projection.project(outline)
        if not shape.is_empty:
            text = area.label or names.get(area.name, area.name)
            ref = f"area-{number + 1}"
            made.append(Area(ref=ref, outline=outline, shape=shape, text=text))
    if problems:
        raise BriefError(problems)
    return tuple(made)


def _shape(geojson: Any) -> Any:  # noqa: ANN401 - a mapping in, a shapely geometry out
    from shapely.geometry import shape  # noqa: PLC0415 - heavy

    return shape(geojson)


def within_reach(areas: Sequence[Area], story: Box) -> Box:
    """Return the story's box with the areas that are not far larger than it."""
    whole = story
    for area in areas:
        left, bottom, right, top = area.shape.bounds
        box = Box(left, bottom, right, top)
        if max(box.width, box.height) <= _LARGEST * max(story.width, story.height):
            whole = whole.union(box)
    return whole


def drawn_areas(
    areas: Sequence[Area], projection: Projection, basemap: Basemap
) -> tuple[Area, ...]:
    """Return areas as a basemap shows them: on its land, and no finer."""
    shapes = ((area, area_on_map(area.outline, projection, basemap)) for area in areas)
    return tuple(replace(area, shape=shape) for area, shape in shapes if not shape.is_empty)


def names_of(areas: Sequence[Area], seen: Box) -> tuple[AreaName, ...]:
    """Return the areas' names, each with spots well inside of what a view shows of it."""
    named = ((area, tuple(_spots(area.shape, seen))) for area in areas if area.text)
    return tuple(AreaName(area.ref, area.text, spots) for area, spots in named if spots)


def _spots(shape: Any, seen: Box) -> Iterator[Point]:  # noqa: ANN401 - a shapely geometry
    """Yield points inside an area, the roomiest first: of its parts, then of these cut in rows."""
    import shapely  # noqa: PLC0415 - heavy

    inside = shapely.intersection(shape, shapely.box(*seen.edges))
    parts = [part for part in shapely.get_parts(inside) if part.area > 0]
    if not parts:
        return
    largest = max(part.area for part in parts)
    for part in sorted(parts, key=lambda part: -part.area):
        if part.area >= _LEAST_PART * largest:
            yield from _rows(part)


def _rows(part: Any) -> Iterator[Point]:  # noqa: ANN401 - a shapely geometry
    import shapely  # noqa: PLC0415 - heavy

    middle = shapely.get_coordinates(shapely.maximum_inscribed_circle(part))[0]
    yield float(middle[0]), float(middle[1])
    left, bottom, right, top = part.bounds
    for row in range(1, _SPOTS):
        y = bottom + (top - bottom) * row / _SPOTS
        cut = shapely.intersection(part, shapely.LineString([(left, y), (right, y)]))
        pieces = [piece for piece in shapely.get_parts(cut) if piece.length > 0]
        if pieces:
            longest = max(pieces, key=lambda piece: piece.length)
            point = shapely.line_interpolate_point(longest, 0.5, normalized=True)
            yield float(point.x), float(point.y)
