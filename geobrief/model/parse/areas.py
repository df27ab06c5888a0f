"""The outlines of a brief's areas: GeoJSON of whatever kind becomes one Polygon or MultiPolygon."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geobrief.model.parse.flaws import show_value

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["MOST_POINTS", "geometry_of", "outline_flaws", "with_named_areas"]

MOST_POINTS = 20_000
"""Of one outline; a map of the largest size shows no more."""

_Geometry = dict[str, Any]
_KINDS = ("Polygon", "MultiPolygon")
_FEW = 4
"""Points of a ring, of which the last is the first."""
_LIMITS_DEG = (180, 90)
_HALF_TURN_DEG = 180


def with_named_areas(data: Any) -> Any:  # noqa: ANN401 - any JSON
    """Return a brief's data with entries where areas are written as bare names."""
    areas = data.get("areas") if isinstance(data, dict) else None
    if not isinstance(areas, list):
        return data
    return data | {"areas": [{"name": one} if isinstance(one, str) else one for one in areas]}


def geometry_of(geojson: _Geometry) -> _Geometry:
    """Return an outline without a flaw as one geometry, and nothing besides."""
    parts = [
        [[point[:2] for point in ring] for ring in polygon]  # heights are of no use
        for _, geometry in _geometries(geojson, "")
        for polygon in _polygons(geometry)
    ]
    if len(parts) == 1:
        return {"type": "Polygon", "coordinates": parts[0]}
    return {"type": "MultiPolygon", "coordinates": parts}


def outline_flaws(geojson: _Geometry, path: str) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an outline, each with its path: of each ring the first."""
    geometries = list(_geometries(geojson, path))
    if not geometries:
        yield path, "the FeatureCollection has no features; give one, with a Polygon"
    count = 0
    whole = True
    for where, geometry in geometries:
        flaws = list(_geometry_flaws(geometry, where))
        yield from flaws
        whole = whole and not flaws
        count += 0 if flaws else _points_in(geometry)
    if count > MOST_POINTS:
        yield path, f"the outline has {count:,} points; {MOST_POINTS:,} is the most: simplify it"
    elif whole and geometries:
        yield from _crossing(geometry_of(geojson), path)


def _geometries(geojson: Any, path: str) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 - any JSON
    """Yield the geometries of a feature or a collection, or what stands there, with its path."""
    kind = geojson.get("type") if isinstance(geojson, dict) else None
    if kind == "FeatureCollection" and isinstance(geojson.get("features"), list):
        for index, feature in enumerate(geojson["features"]):
            yield from _geometries(feature, f"{path}.features[{index}]")
    elif kind == "Feature":
        yield f"{path}.geometry", geojson.get("geometry")
    else:
        yield path, geojson


def _geometry_flaws(geometry: Any, path: str) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    kind = geometry.get("type") if isinstance(geometry, dict) else geometry
    if kind not in _KINDS:
        given = "nothing" if kind is None else show_value(kind)
        yield path, f"an outline is a Polygon or a MultiPolygon, not {given}"
        return
    where, coordinates = f"{path}.coordinates", geometry.get("coordinates")
    polygons = {where: coordinates}
    if kind == "MultiPolygon":
        if not isinstance(coordinates, list) or not coordinates:
            yield where, "a MultiPolygon has a list of polygons, each a list of rings"
            return
        polygons = {f"{where}[{index}]": polygon for index, polygon in enumerate(coordinates)}
    for at, polygon in polygons.items():
        if not isinstance(polygon, list) or not polygon:
            yield at, "a polygon is a list of rings, the outer one first"
            continue
        for index, ring in enumerate(polygon):
            flaw = _ring_flaw(ring, f"{at}[{index}]")
            if flaw:
                yield flaw


def _ring_flaw(ring: Any, path: str) -> tuple[str, str] | None:  # noqa: ANN401
    if not isinstance(ring, list):
        return path, f"a ring is a list of points [longitude, latitude], not {show_value(ring)}"
    for index, point in enumerate(ring):
        flaw = _point_flaw(point)
        if flaw:
            return f"{path}[{index}]", flaw
    pairs = [tuple(point[:2]) for point in ring]
    if len(pairs) < _FEW or len(set(pairs)) < _FEW - 1:
        return path, "a ring has at least three points, and the first again at its end"
    if pairs[0] != pairs[-1]:
        first = list(pairs[0])
        return path, f"the ring is not closed; write its first point, {first}, at its end again"
    for index, (one, other) in enumerate(pairwise(pairs), 1):
        if _goes_round(one[0], other[0]):
            what = (
                f"from {list(one)} to {list(other)} the outline goes round the Earth; where it "
                "crosses 180 degrees, cut it there into two polygons"
            )
            return f"{path}[{index}]", what
    return None


def _goes_round(lon: float, next_lon: float) -> bool:
    """Tell whether a step is longer than half a turn; along a pole it may be a whole one."""
    is_seam = abs(lon) == abs(next_lon) == _LIMITS_DEG[0]
    return abs(lon - next_lon) > _HALF_TURN_DEG and not is_seam


def _point_flaw(point: Any) -> str:  # noqa: ANN401
    numbers = isinstance(point, list) and all(type(part) in {int, float} for part in point)
    if not numbers or len(point) not in {2, 3}:
        return f"a point is [longitude, latitude], both numbers, not {show_value(point)}"
    for word, value, limit in zip(("longitude", "latitude"), point, _LIMITS_DEG, strict=False):
        if abs(value) > limit:
            swapped = abs(point[0]) <= _LIMITS_DEG[1] and abs(point[1]) <= _LIMITS_DEG[0]
            hint = "; they look swapped: GeoJSON has longitude first" if swapped else ""
            return f"{word} {show_value(value)} is not between -{limit} and {limit} degrees{hint}"
    return ""


def _points_in(geometry: _Geometry) -> int:
    return sum(len(ring) for polygon in _polygons(geometry) for ring in polygon)


def _polygons(geometry: _Geometry) -> list[Any]:
    coordinates: list[Any] = geometry["coordinates"]
    return [coordinates] if geometry["type"] == "Polygon" else coordinates


def _crossing(geometry: _Geometry, path: str) -> Iterator[tuple[str, str]]:
    """Yield where an outline crosses itself, of which nobody knows what is inside."""
    import shapely  # noqa: PLC0415 - heavy
    from shapely.geometry import shape  # noqa: PLC0415 - heavy

    why = str(shapely.is_valid_reason(shape(geometry)))
    kind, _, where = why.partition("[")
    if why != "Valid Geometry":
        near = f" near {where.rstrip(']').replace(' ', ', ')}" if where else ""
        yield path, f"the outline is not sound: {kind.strip().lower()}{near}; draw it anew there"
