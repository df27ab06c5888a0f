"""The story in the plane: its places as markers, its movements and distances as arrows."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geobrief.errors import ViewError
from geobrief.geodesy import format_distance
from geobrief.scene.arrows import bow, choose_bows
from geobrief.scene.lines import length
from geobrief.scene.model import MEASURED, Arrow, Marker
from geobrief.scene.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geobrief.layers import Layers
    from geobrief.model import Brief
    from geobrief.projection import Projection
    from geobrief.scene.model import Point

__all__ = ["make_arrows", "make_markers", "shown_places", "to_plane"]

LONGEST_NAME = 40
LONGEST_WHO = 26
"""Characters of a place's name and a mover's on the map; popups have them whole."""

_ARROW_POINTS = 36
_SEAM_M = 17_000_000.0
"""A step longer than this, half the world on an Equal Earth map, crosses the map's edge."""


def shown_places(layers: Layers) -> Any:  # noqa: ANN401 - a GeoDataFrame; geopandas is untyped
    """Return the places to draw, those that most records name first, else in the brief's order.

    Raises:
        ViewError: there is none.
    """
    places = layers.places[layers.places["show"]]
    if places.empty:
        message = (
            "there is no place to show; give at least one under places:, sightings: or movements:, "
            "or take show: false away"
        )
        raise ViewError(message)
    named = [
        *layers.sightings.loc[layers.sightings["show"], "place_id"],
        *layers.movements.loc[layers.movements["show"], "from_id"],
        *layers.movements.loc[layers.movements["show"], "to_id"],
    ]
    weight = [-named.count(place_id) for place_id in places["id"]]
    order = sorted(range(len(places)), key=lambda index: (weight[index], index))
    return places.iloc[order]


def make_markers(layers: Layers, places: Any, projection: Projection) -> tuple[Marker, ...]:  # noqa: ANN401
    """Return a marker for each of the places, with who is there."""
    points = zip(places.geometry.x, places.geometry.y, strict=True)
    spots = to_plane(list(points), projection)
    sightings = layers.sightings[layers.sightings["show"]]
    return tuple(
        Marker(
            id=row["id"],
            at=spot,
            name=shorten(row["label"] or row["name"], longest=LONGEST_NAME),
            remark=shorten(f"shown at {row['stands_in']}", longest=LONGEST_NAME)
            if row["stands_in"]
            else "",
            people=tuple(_people(sightings[sightings["place_id"] == row["id"]])),
            label_at=row["label_at"],
            peopled=bool(
                ((sightings["place_id"] == row["id"]) & (sightings["status"] == "confirmed")).any()
            ),
        )
        for spot, (_, row) in zip(spots, places.iterrows(), strict=True)
    )


def _people(sightings: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield who is at a place, and how sure it is unless it is confirmed."""
    for name, status in zip(sightings["short_name"], sightings["status"], strict=True):
        yield name, "" if status == "confirmed" else status


def make_arrows(
    brief: Brief, layers: Layers, markers: Sequence[Marker], projection: Projection
) -> tuple[Arrow, ...]:
    """Return distances, which are straight, then movements, which make way for them."""
    index_of = {marker.id: index for index, marker in enumerate(markers)}
    rows = [
        row
        for table in (layers.distances, layers.movements)
        for _, row in table[table["show"]].iterrows()
        if row["from_id"] in index_of and row["to_id"] in index_of
    ]
    ways = [_way_in_plane(row.geometry, projection) for row in rows]
    whole = [max(parts, key=length) for parts in ways]
    bows = choose_bows(whole, [marker.at for marker in markers])
    return tuple(
        Arrow(
            id=row["id"],
            text=_arrow_text(row, brief),
            status=row.get("status", MEASURED),
            start=index_of[row["from_id"]],
            end=index_of[row["to_id"]],
            parts=tuple(bow(part, amount) for part in parts) if len(parts) == 1 else tuple(parts),
            bowed=bool(amount) and len(parts) == 1,
        )
        for row, parts, amount in zip(rows, ways, bows, strict=True)
    )


def _arrow_text(row: Any, brief: Brief) -> str:  # noqa: ANN401
    if "short_name" in row:
        return shorten(row["short_name"], longest=LONGEST_WHO)
    return format_distance(row["distance_m"], units=brief.units)


def _way_in_plane(geometry: Any, projection: Projection) -> list[tuple[Point, ...]]:  # noqa: ANN401
    """Project a geodesic and split it where it jumps across the plane's own seam."""
    parts = getattr(geometry, "geoms", [geometry])
    points = [point for part in parts for point in part.coords]
    plane = to_plane(points, projection)
    pieces: list[list[Point]] = [[plane[0]]]
    for before, point in pairwise(plane):
        if abs(point[0] - before[0]) > _SEAM_M:
            pieces.append([])
        pieces[-1].append(point)
    lines = [_evenly(piece) for piece in pieces if length(piece) > 0]
    return lines or [tuple(plane[:2])]


def _evenly(line: Sequence[Point]) -> tuple[Point, ...]:
    """Return points spread evenly along a line, its ends kept."""
    from shapely import LineString, get_coordinates, line_interpolate_point  # noqa: PLC0415 - heavy

    shape = LineString(line)
    steps = [index / _ARROW_POINTS for index in range(_ARROW_POINTS + 1)]
    spread = get_coordinates(line_interpolate_point(shape, steps, normalized=True))
    return tuple((float(x), float(y)) for x, y in spread)


def to_plane(points: Sequence[Point], projection: Projection) -> list[Point]:
    """Project points of lon, lat to metres."""
    import numpy as np  # noqa: PLC0415 - heavy

    lons, lats = np.array(points, dtype=float).T
    xs, ys = projection.to_plane(lons, lats)
    return [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]
