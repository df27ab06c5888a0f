"""Brief and layers → Scene: projection, story, zoom steps, cover, basemap, labels."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from geobrief.basemap import Detail, basemap_for, check_names
from geobrief.errors import BriefError, Problem
from geobrief.layers.columns import rows_of
from geobrief.model import Origin
from geobrief.progress import stage, tracked
from geobrief.projection import Kind, Projection, projection_for
from geobrief.scene.context import place_context
from geobrief.scene.crowd import bare_placing, is_crowd, place_crowd, spots_shared
from geobrief.scene.frames import (
    FRAMES_PX,
    MANY_STEP,
    STEP,
    TYPICAL_FRAME_PX,
    cover_of,
    first_view,
    zoom_at_most,
    zooms,
)
from geobrief.scene.labels import MOST_LABELLED, place_story
from geobrief.scene.model import Box, Level, Scene
from geobrief.scene.story import make_arrows, make_markers, shown_places, to_plane

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from geobrief.basemap import Basemap
    from geobrief.layers import Layers
    from geobrief.model import Brief
    from geobrief.scene.labels import Placing
    from geobrief.scene.model import Arrow, ContextLabel, Crowd, Marker, Point
    from geobrief.scene.sheet import Sheet

__all__ = ["build_scene"]

NARROWEST_M = 60_000.0
"""A story closer together than this is shown with this much land around it."""
ALONE_M = 700_000.0
"""How much a map of one place shows."""

_SMALLEST_PX = (150.0, 200.0)
"""Room that the smallest frame leaves for the story's points, its labels taken off."""
_LARGEST_PX = (1500.0, 950.0)
_TOLERANCE_PX = 2.0
"""The closest zoom shows a tolerance of the basemap no larger than this."""
_COVER_SHARE = 2500.0
"""The basemap's detail, as far as the page's size allows it: so many tolerances to the cover."""
_FINEST_M = 400.0
_DETAIL = Detail(fine_m=_FINEST_M, straight_m=_FINEST_M / _TOLERANCE_PX, most_vertices=12_500)
"""More vertices would make the page too large: 300 kB, 100 kB compressed, Leaflet within."""
_CLOSEST = zoom_at_most(_FINEST_M / _TOLERANCE_PX)
_MOST_TOLD = 20
"""Names in one note."""
_CLOSER_STEP = 2 * STEP
"""Closer than any first view, labels have room: fewer steps will do."""


def build_scene(brief: Brief, layers: Layers) -> Scene:
    """Decide everything that is drawn.

    Raises:
        ViewError: there is no place to show.
        BriefError: a name under `names` is none of the basemap's.
    """
    _check_names(brief)
    stage("laying out the map")
    places = shown_places(layers)
    story = _story(brief, layers, places, _projection(brief, layers, places))
    if story.projection.kind is Kind.LAEA and brief.view is None:
        story = _story(brief, layers, places, _centred(story))
    projection, markers, arrows = story.projection, story.markers, story.arrows
    fixed, box, placed = story.fixed, story.box, story.placed
    cover = cover_of(first_view(story.steps, frame, fixed) for frame in FRAMES_PX)
    spots = [marker.at for marker in markers]
    core = first_view(story.steps, TYPICAL_FRAME_PX, fixed)
    stage("drawing the basemap")
    basemap = basemap_for(
        projection,
        cover.edges,
        tolerance_m=max(_FINEST_M, max(cover.width, cover.height) / _COVER_SHARE),
        detail=_DETAIL,
        core=core.edges,
        names=brief.names,
        keep=spots,
    )
    further = zooms(max(placed) + _CLOSER_STEP, _CLOSEST, _CLOSER_STEP)
    _place_all(markers, arrows, further, placed)
    coarse = zoom_at_most(basemap.detail_m / _TOLERANCE_PX)
    names = partial(_names, basemap, _areas(markers), coarse)
    crowd = place_crowd(markers, placed, names) if story.is_crowd else None
    around = crowd.context if crowd else (names(one.sheet, zoom) for zoom, one in placed.items())
    return Scene(
        projection=projection,
        basemap=basemap,
        cover=cover,
        fixed=fixed,
        markers=markers,
        arrows=arrows,
        notes=(
            *_notes(layers, markers, arrows, placed, core if fixed else None),
            *_view_notes(fixed),
            *_label_notes(markers, placed, crowd),
        ),
        coarse_zoom=coarse,
        closest_zoom=_CLOSEST,
        disputed=_meets(basemap.disputed, core),
        tall=box.height > box.width,
        crowd=crowd,
        levels=tuple(
            _level(zoom, placing, box, told)
            for (zoom, placing), told in zip(placed.items(), around, strict=True)
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Story:
    """The story in one projection, its labels placed for the zoom steps of first views."""

    projection: Projection
    markers: tuple[Marker, ...]
    arrows: tuple[Arrow, ...]
    fixed: Box | None
    box: Box
    placed: dict[float, Placing]

    @property
    def is_crowd(self) -> bool:
        """Whether there is more than a page can have elements for."""
        return is_crowd(len(self.markers), len(self.arrows))

    @property
    def steps(self) -> list[tuple[float, Box]]:
        """Return zoom steps and what must be inside the frame at each, in metres."""
        return [(zoom, self.box.union(placing.box)) for zoom, placing in self.placed.items()]


def _story(brief: Brief, layers: Layers, places: Any, projection: Projection) -> _Story:  # noqa: ANN401
    markers = make_markers(layers, places, projection)
    arrows = make_arrows(brief, layers, markers, projection)
    fixed = _fixed_view(brief, layers, projection)
    box = _story_box(markers, arrows)
    far, close = (min(zoom, _CLOSEST) for zoom in _zoom_range(box, fixed))
    placed: dict[float, Placing] = {}
    step = STEP if len(markers) <= MOST_LABELLED else MANY_STEP
    _place_all(markers, arrows, zooms(far, close, step), placed)
    return _Story(
        projection=projection, markers=markers, arrows=arrows, fixed=fixed, box=box, placed=placed
    )


def _meets(shape: Any, box: Box) -> bool:  # noqa: ANN401 - a shapely geometry
    from shapely import box as rectangle  # noqa: PLC0415 - heavy

    return bool(shape.intersects(rectangle(*box.edges)))


def _centred(story: _Story) -> Projection:
    """Return the projection centred on what a frame shows first: so its corners are truest."""
    x, y = first_view(story.steps, TYPICAL_FRAME_PX, None).center
    lon, lat = story.projection.to_lonlat(x, y)
    return Projection(story.projection.kind, round(float(lon), 4), round(float(lat), 4))


def _names(
    basemap: Basemap, told: frozenset[str], coarse: float, sheet: Sheet, zoom: float
) -> Iterator[ContextLabel]:
    """Place the basemap's names on a sheet; closer than it is fine, only near the story."""
    return place_context(basemap, sheet, only_near=zoom > coarse, told=told)


def _level(zoom: float, placing: Placing, story: Box, names: Iterable[ContextLabel]) -> Level:
    """Return a zoom step, the basemap's names placed around the story's labels."""
    return Level(
        zoom=zoom,
        type_scale=placing.sheet.type.scale,
        groups=placing.groups,
        arrow_labels=placing.arrow_labels,
        context=tuple(names),
        box=story.union(placing.box),
    )


def _areas(markers: Iterable[Marker]) -> frozenset[str]:
    """Return the names of areas that the story's labels tell, so that the basemap need not."""
    return frozenset(
        marker.name.casefold().removeprefix("the ") for marker in markers if marker.is_rough
    )


def _check_names(brief: Brief) -> None:
    """Refuse house style for what the basemap does not name, with where it was written."""
    wrong = check_names(brief.names)
    if wrong:
        origins = (
            brief.origins.get(f"names.{key}", Origin(field=f"names.{key}")) for key, _ in wrong
        )
        raise BriefError(
            Problem(str(origin), message)
            for origin, (_, message) in zip(origins, wrong, strict=True)
        )


def _notes(
    layers: Layers,
    markers: Sequence[Marker],
    arrows: Sequence[Arrow],
    placed: Mapping[float, Placing],
    view: Box | None,
) -> Iterator[str]:
    """Yield what an editor might not expect of the map."""
    hidden = _at_hidden_places(layers, {marker.id for marker in markers})
    for text in hidden[:_MOST_TOLD]:
        yield f"not drawn, for one of its places has show: false: {text}"
    if len(hidden) > _MOST_TOLD:
        yield f"and {len(hidden) - _MOST_TOLD:,} more are not drawn for that reason"
    outside = [marker.name for marker in markers if view and not view.holds(marker.at)]
    if outside:
        yield f"outside of the view that the brief asks for: {_some(outside)}"
    for group in list(placed.values())[-1].groups:
        if len(group.members) > 1:
            names = _some([markers[index].name for index in group.members])
            yield f"too close together to part on this basemap, so they share one marker: {names}"
            for arrow in arrows:
                if {arrow.start, arrow.end} <= set(group.members):
                    yield f"too short to draw here, only told in words: {arrow.texts[-1]}"


def _at_hidden_places(layers: Layers, shown: Collection[str]) -> list[str]:
    """Return the records that are to be shown, and have a place that is not."""
    told = [
        f"{row['who']} at {row['at']}"
        for row in rows_of(layers.sightings[layers.sightings["show"]])
        if row["place_id"] not in shown
    ]
    for table in (layers.movements, layers.distances):
        for row in rows_of(table[table["show"]]):
            if row["from_id"] not in shown or row["to_id"] not in shown:
                who = f"{row['who']}, " if "who" in row else ""
                told.append(f"{who}{row['from']} to {row['to']}")
    return told


def _label_notes(
    markers: Sequence[Marker], placed: Mapping[float, Placing], crowd: Crowd | None
) -> Iterator[str]:
    """Yield how many names find no room beside their marks, where that is allowed."""
    if crowd is not None:
        unnamed = crowd.first_levels.count(-1)
        yield (
            f"{len(markers):,} places: drawn as marks, with names where there is room, the most "
            "important first; the tables below the map list everything"
        )
        yield from _spot_notes(markers, max(placed))
    else:
        groups = list(placed.values())[-1].groups
        unnamed = sum(len(group.members) for group in groups if not group.side)
    if unnamed:
        yield (
            f"at no zoom is there room for the names of {unnamed:,} of the {len(markers):,} "
            "places; their popups tell them"
        )


def _spot_notes(markers: Sequence[Marker], zoom: float) -> Iterator[str]:
    """Yield how many places a crowd's marks stand for, where some cannot be told apart."""
    shared = spots_shared(markers, zoom)
    marks = sum(others >= 0 for others in shared)
    if marks < len(markers):
        sets = [index for index, others in enumerate(shared) if others > 0]
        largest = max(sets, key=lambda index: shared[index])
        yield (
            f"too close together to part on this basemap: {len(markers):,} places stand on "
            f"{marks:,} spots, {shared[largest] + 1:,} of them where {markers[largest].name} is"
        )


def _some(names: Sequence[str]) -> str:
    """Join names; of many, the first."""
    told = ", ".join(names[:_MOST_TOLD])
    more = len(names) - _MOST_TOLD
    return f"{told} and {more:,} more" if more > 0 else told


def _view_notes(fixed: Box | None) -> Iterator[str]:
    """Yield that a view is closer than the basemap bears, in frames of usual width."""
    finest_m = _FINEST_M / _TOLERANCE_PX
    if fixed is not None and fixed.width < TYPICAL_FRAME_PX[0] * finest_m:
        yield (
            f"the view of {fixed.width / 1000:g} km is closer than the basemap bears, which is "
            f"{finest_m:g} m to a pixel: frames wider than {fixed.width / finest_m:.0f} pixels "
            "show more around it"
        )


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
    ((x, y),) = to_plane([(lon, lat)], projection)
    width = brief.view.width_km * 1000
    return Box.around((x, y), width, width / 2)


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
    markers: Sequence[Marker],
    arrows: Sequence[Arrow],
    steps: Iterable[float],
    placed: dict[float, Placing],
) -> None:
    """Add the story's labels at further zoom steps, each keeping to those before where it can.

    A crowd's come later, all at once: they are no part of the story's box.
    """
    if is_crowd(len(markers), len(arrows)):
        box = _story_box(markers, arrows)
        placed |= {zoom: bare_placing(box, 2.0**-zoom) for zoom in steps}
        return
    sides = {
        group.members[0]: group.side for placing in placed.values() for group in placing.groups
    }
    for zoom in tracked(list(steps), "placing labels"):
        placing = place_story(markers, arrows, m_per_px=2.0**-zoom, earlier=sides)
        sides |= {group.members[0]: group.side for group in placing.groups}
        placed[zoom] = placing
