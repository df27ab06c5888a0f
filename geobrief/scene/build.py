"""Brief and layers → Scene: projection, arrows, zoom steps, cover, basemap, labels."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geobrief.basemap import basemap_for
from geobrief.errors import ViewError
from geobrief.geodesy import format_distance
from geobrief.projection import projection_for
from geobrief.scene.arrows import bow, choose_bows
from geobrief.scene.context import place_context
from geobrief.scene.frames import FRAMES_PX, cover_of, first_view, zoom_at_most, zooms
from geobrief.scene.labels import place_story
from geobrief.scene.lines import length
from geobrief.scene.model import MEASURED, Arrow, Box, Level, Marker, Scene
from geobrief.scene.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geobrief.layers import Layers
    from geobrief.model import Brief
    from geobrief.projection import Projection
    from geobrief.scene.labels import Placing
    from geobrief.scene.model import Point

__all__ = ["build_scene"]

LONGEST_NAME = 40
LONGEST_WHO = 26
"""Characters of a place's name and a mover's on the map; popups have them whole."""

NARROWEST_M = 60_000.0
"""A story closer together than this is shown with this much land around it."""
ALONE_M = 700_000.0
"""How much a map of one place shows."""

_ARROW_POINTS = 36
_SEAM_M = 17_000_000.0
"""A step longer than this, half the world on an Equal Earth map, crosses the map's edge."""
_SMALLEST_PX = (190.0, 250.0)
"""Room that the smallest frame leaves for the story's points, its labels taken off."""
_LARGEST_PX = (1500.0, 950.0)
_COVER_SHARE = 3500.0
"""Detail of the basemap: this many tolerances to the cover's width keep a page near 250 kB."""
_FINEST_M = 400.0
_TOLERANCE_PX = 2.0
"""The closest zoom shows a tolerance of the basemap no larger than this."""


def build_scene(brief: Brief, layers: Layers) -> Scene:
    """Decide everything that is drawn.

    Raises:
        ViewError: there is no place to show.
        InputError: a name under `names` is none of the basemap's.
    """
    places = _shown_places(layers)
    projection = _projection(brief, layers, places)
    markers = _markers(layers, places, projection)
    arrows = _arrows(brief, layers, markers, projection)
    fixed = _fixed_view(brief, layers, projection)
    box = _story_box(markers, arrows)
    far, close = _zoom_range(box, fixed)
    placed = _place_all(markers, arrows, zooms(far, close))
    steps = [(zoom, box.union(placing.box)) for zoom, placing in placed]
    cover = cover_of(first_view(steps, frame, fixed) for frame in FRAMES_PX)
    basemap = basemap_for(
        projection,
        (cover.left, cover.bottom, cover.right, cover.top),
        tolerance_m=max(_FINEST_M, max(cover.width, cover.height) / _COVER_SHARE),
        names=brief.names,
        keep=[marker.at for marker in markers],
    )
    closest = zoom_at_most(basemap.detail_m / _TOLERANCE_PX)
    if closest > placed[-1][0]:
        placed = _place_all(markers, arrows, zooms(far, closest))
    else:
        placed = [step for step in placed if step[0] <= closest] or placed[:1]
    return Scene(
        projection=projection,
        basemap=basemap,
        cover=cover,
        fixed=fixed,
        markers=markers,
        arrows=arrows,
        levels=tuple(
            Level(
                zoom=zoom,
                groups=placing.groups,
                arrow_labels=placing.arrow_labels,
                context=tuple(place_context(basemap.labels, placing.sheet)),
                type_scale=placing.sheet.type.scale,
                box=box.union(placing.box),
            )
            for zoom, placing in placed
        ),
    )


def _shown_places(layers: Layers) -> Any:  # noqa: ANN401 - a GeoDataFrame; geopandas is untyped
    """Return the places to draw, those that most records name first, else in the brief's order."""
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


def _projection(brief: Brief, layers: Layers, places: Any) -> Projection:  # noqa: ANN401
    lons, lats = places.geometry.x.to_numpy(), places.geometry.y.to_numpy()
    if brief.view is None:
        return projection_for(lons, lats)
    center = _center(brief.view.center, layers)
    return projection_for(lons, lats, center=center, width_m=brief.view.width_km * 1000)


def _center(name: str, layers: Layers) -> Point:
    """Return the lon, lat of a place that the brief names."""
    places = layers.places
    point = places.geometry[places["id"] == layers.place_id(name)].iloc[0]
    return point.x, point.y


def _fixed_view(brief: Brief, layers: Layers, projection: Projection) -> Box | None:
    if brief.view is None:
        return None
    lon, lat = _center(brief.view.center, layers)
    ((x, y),) = _to_plane([(lon, lat)], projection)
    width = brief.view.width_km * 1000
    return Box.around((x, y), width, width / 2)


def _markers(layers: Layers, places: Any, projection: Projection) -> tuple[Marker, ...]:  # noqa: ANN401
    points = zip(places.geometry.x, places.geometry.y, strict=True)
    spots = _to_plane(list(points), projection)
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


def _arrows(
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
    plane = _to_plane(points, projection)
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


def _to_plane(points: Sequence[Point], projection: Projection) -> list[Point]:
    import numpy as np  # noqa: PLC0415 - heavy

    lons, lats = np.array(points, dtype=float).T
    xs, ys = projection.to_plane(lons, lats)
    return [(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]


def _story_box(markers: Iterable[Marker], arrows: Iterable[Arrow]) -> Box:
    """Return the box of all markers and arrows in metres, never too small to show land around."""
    points = [marker.at for marker in markers]
    if len(points) == 1:
        return Box.around(points[0], ALONE_M, ALONE_M)
    points += [point for arrow in arrows for part in arrow.parts for point in part]
    box = Box.of(points)
    return box.union(Box.around(box.center, NARROWEST_M, NARROWEST_M))


def _zoom_range(box: Box, fixed: Box | None) -> tuple[float, float]:
    """Return the farthest zoom step, for the smallest frame, and the closest for the largest."""
    if fixed is not None:
        return zoom_at_most(fixed.width / 300), zoom_at_most(fixed.width / 2000)
    smallest = max(box.width / _SMALLEST_PX[0], box.height / _SMALLEST_PX[1])
    largest = max(box.width / _LARGEST_PX[0], box.height / _LARGEST_PX[1])
    return zoom_at_most(smallest * 1.25), zoom_at_most(largest)


def _place_all(
    markers: Sequence[Marker], arrows: Sequence[Arrow], steps: Iterable[float]
) -> list[tuple[float, Placing]]:
    """Place the story's labels at every zoom step, each keeping to the step before where it can."""
    placed = []
    sides: dict[int, str] = {}
    for zoom in steps:
        placing = place_story(markers, arrows, m_per_px=2.0**-zoom, earlier=sides)
        sides |= {group.members[0]: group.side for group in placing.groups}
        placed.append((zoom, placing))
    return placed
