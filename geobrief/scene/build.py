"""Brief and layers → Scene: the story in the plane, its views, the basemap under them."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from geobrief.basemap import Detail, basemap_for
from geobrief.language import city_names, country_names, words
from geobrief.progress import stage, tracked
from geobrief.projection import Kind, Projection, projection_for
from geobrief.scene.areas import drawn_areas, make_areas, names_of, within_reach
from geobrief.scene.cities import cities_in
from geobrief.scene.corners import (
    INSET_CORNERS,
    INSET_CORNERS_STILL,
    PAGE_CORNERS,
    STILL_CORNERS,
    Corner,
    inset_corner,
)
from geobrief.scene.crowd import crowd_labels, is_crowd, place_crowd, spots_shared
from geobrief.scene.drawn import draw_arrows
from geobrief.scene.framing import Frame, around_story, as_wide_as, cover_of, framed, page_frames
from geobrief.scene.furniture import graticule, north_arrow, scale_bar
from geobrief.scene.inset import inset_for
from geobrief.scene.model import Box, Mark, Scene
from geobrief.scene.moments import shown_at
from geobrief.scene.names import place_context
from geobrief.scene.notes import COARSE_M, check_house_style, notes_of
from geobrief.scene.numbering import NO_NUMBERS, numbering
from geobrief.scene.shots import Story, page_shots, still_shot
from geobrief.scene.stepped import stepped
from geobrief.scene.story import (
    make_arrows,
    make_callouts,
    make_markers,
    shown_places,
    sides_of,
    to_plane,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geobrief.basemap import Basemap, Borders
    from geobrief.language.words import Unit
    from geobrief.layers import Layers
    from geobrief.model import Brief, When
    from geobrief.scene.anchored import Anchored
    from geobrief.scene.cities import City
    from geobrief.scene.inset import Inset
    from geobrief.scene.model import Area, Arrow, Crowd, Label, Marker, Point, ScaleBar, View
    from geobrief.scene.moments import Shown
    from geobrief.scene.numbering import Numbering
    from geobrief.scene.shots import Shot

__all__ = ["Plan", "build_scene", "plan_scene"]

_FINEST_M = 2 * COARSE_M
_COVER_SHARE = 2500.0
"""The basemap's detail, as far as the output's size allows: so many tolerances to the cover."""
_PAGE_VERTICES = 8_000
"""More would make the page too large: 300 kB, 100 kB compressed, Leaflet within."""
_STILL_VERTICES = 40_000
_TOLERANCE_PX = 2.0
"""The closest zoom shows a tolerance of the basemap no larger than this."""
_CLOSEST = -math.log2(COARSE_M)
_CLOSER = 1.0
"""How much closer than its first view a reader may come to a story that is smaller than that."""
_TYPICAL_PX, _TYPICAL_SHAPE = 768, 1.3
_ROOM = 1.3
"""A frame shows about so many times the story's extent."""
_MOST_CITIES = 40
_QUARTER_M = 30_000.0
"""In a view less wide, the point of a town would be taken for a place in it."""
_ONE_COUNTRY_M = 120_000.0
_BAR_PX = 110.0
_EDGE = 0.01
_SEEN = 0.025
"""A disputed border shorter than so much of the view's width needs no row of the key."""
_UNITS: tuple[Unit, ...] = ("km", "m", "mi", "ft")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What there is to show, in its projection: before anything is framed."""

    brief: Brief
    layers: Layers
    projection: Projection
    sides: dict[str, int]
    markers: tuple[Marker, ...]
    arrows: tuple[Arrow, ...]
    areas: tuple[Area, ...]
    box: Box
    """What a view has to hold."""
    fixed: Box | None
    """The view an editor asked for, or None where the records decide."""
    borders: Borders
    shown: Shown | None = None
    """What is shown, if that is one time of the story: `layers` are of that, too."""
    numbering: Numbering = NO_NUMBERS
    """Numbers of the steps of its time, in a still image."""


def plan_scene(
    brief: Brief,
    layers: Layers,
    *,
    borders: Borders = "default",
    at: When | None = None,
    still: tuple[int, int] | None = None,
) -> Plan:
    """Bring a story into the plane.

    Args:
        brief: the story's records.
        layers: what was made of them.
        borders: whose point of view the borders show, as basemap_for takes it.
        at: the time to show: what is then, and what was before; else all of it.
        still: the width and height of a still image in px: its labels number the steps of the
            story's time, where its key has room for their dates.

    Raises:
        ViewError: there is no place to show, or nothing has begun by then.
        BriefError: a name under `names` or `areas` is none of the basemap's.
    """
    check_house_style(brief)
    stage("laying out the map")
    said = words(brief.language)
    shown = shown_at(brief, layers, at) if at else None
    layers = shown.layers if shown else layers
    places = shown_places(layers)
    ways = layers.movements["show"].sum() + layers.distances["show"].sum()
    numbers = (
        numbering(brief, size=still, is_crowd=is_crowd(len(places), int(ways)))
        if still and not at
        else NO_NUMBERS
    )
    projection = _projection(brief, layers, places)
    markers = make_markers(layers, places, projection, said, signs=numbers.signs)
    if projection.kind is Kind.LAEA and brief.view is None:
        projection = _centred(projection, markers)
        markers = make_markers(layers, places, projection, said, signs=numbers.signs)
    sides = sides_of(layers)
    arrows = make_arrows(brief, layers, markers, projection, sides, signs=numbers.signs)
    areas = make_areas(brief, projection, _house_names(brief))
    return Plan(
        brief=brief,
        layers=layers,
        projection=projection,
        sides=sides,
        markers=markers,
        arrows=arrows,
        areas=areas,
        box=within_reach(areas, around_story(_points(markers, arrows))),
        fixed=_fixed_view(brief, layers, projection),
        borders=borders,
        shown=shown,
        numbering=numbers,
    )


def build_scene(plan: Plan, frame: Frame | None = None) -> Scene:
    """Decide everything that is drawn.

    Args:
        plan: the story in the plane.
        frame: of a still image; without it, the scene has the views of a page.
    """
    story, inset, corner = _story(plan, frame)
    shots = (still_shot(story, frame),) if frame else page_shots(story)
    first = [shot.box for shot in shots if shot.frame]
    cover = first[0] if frame else cover_of(first)
    core = _typical(shots).box
    stage("drawing the basemap")
    basemap = _basemap(plan, cover, core, still=frame is not None)
    views, crowd = _views(plan, story, basemap, shots)
    scene = Scene(
        projection=plan.projection,
        basemap=basemap,
        cover=cover,
        fixed=plan.fixed,
        markers=plan.markers,
        arrows=plan.arrows,
        areas=drawn_areas(plan.areas, plan.projection, basemap),
        sides=tuple(plan.sides),
        views=views,
        inset=inset,
        inset_left=corner.left,
        inset_top=corner.top,
        inset_frames=corner.frames or frozenset(),
        graticule=graticule(plan.projection, cover),
        north_deg=north_arrow(plan.projection, core),
        notes=tuple(notes_of(plan, views, core, crowd)),
        coarse_zoom=min(story.closest, -math.log2(basemap.detail_m / _TOLERANCE_PX)),
        closest_zoom=story.closest,
        disputed=_is_seen(basemap.disputed, core),
        lang=plan.brief.language,
        crowd=crowd,
        past=plan.shown.moment.past if plan.shown else frozenset(),
    )
    return stepped(scene, plan.shown.moments, plan.shown.moment) if plan.shown else scene


def _story(plan: Plan, frame: Frame | None) -> tuple[Story, Inset | None, Corner]:
    """Return what is to be framed, with what covers the corners of its frames."""
    seen, closest = _seen(plan.fixed or plan.box, frame)
    inset = inset_for(plan.brief.inset, seen, plan.projection, borders=plan.borders)
    world = _world(plan.projection)
    frames = (frame,) if frame else page_frames(plan.box, world=world is not None)
    views = {one.width: _first_seen(plan, one, closest=closest, world=world) for one in frames}
    corner = inset_corner(
        inset,
        _points(plan.markers, plan.arrows),
        views,
        INSET_CORNERS_STILL if frame else INSET_CORNERS,
    )
    corners = STILL_CORNERS if frame else PAGE_CORNERS
    story = Story(
        markers=plan.markers,
        arrows=plan.arrows,
        callouts=make_callouts(plan.layers, plan.markers),
        areas=names_of(plan.areas, seen),
        box=plan.box,
        fixed=plan.fixed,
        world=world,
        is_crowd=is_crowd(len(plan.markers), len(plan.arrows)),
        corners=(*corners, corner) if inset else corners,
        closest=closest,
    )
    return story, inset, corner


def _house_names(brief: Brief) -> dict[str, str]:
    """Return what the basemap's names are in the brief's language, and in its own words."""
    return {**country_names(brief.language), **brief.names}


def _projection(brief: Brief, layers: Layers, places: Any) -> Projection:  # noqa: ANN401
    lons, lats = places.geometry.x.to_numpy(), places.geometry.y.to_numpy()
    if brief.view is None:
        return projection_for(lons, lats)
    center = _center(brief.view.center, layers)
    return projection_for(lons, lats, center=center, width_m=brief.view.width_km * 1000)


def _centred(projection: Projection, markers: Sequence[Marker]) -> Projection:
    """Return the projection centred on the middle of the frame: so its corners are truest."""
    x, y = Box.of([marker.at for marker in markers]).center
    lon, lat = projection.to_lonlat(x, y)
    return Projection(projection.kind, round(float(lon), 4), round(float(lat), 4))


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


def _seen(story: Box, frame: Frame | None) -> tuple[Box, float]:
    """Return about what a usual frame shows of a story, and the closest zoom to come to."""
    width: float = frame.width if frame else _TYPICAL_PX
    height = frame.height if frame else _TYPICAL_PX / _TYPICAL_SHAPE
    m_per_px = max(story.width / width, story.height / height) * _ROOM
    closest = max(_CLOSEST, -math.log2(m_per_px) + _CLOSER)
    return Box.around(story.center, width * m_per_px, height * m_per_px), closest


def _world(projection: Projection) -> Box | None:
    """Return what a map of the world reaches, with some room around it."""
    if projection.kind is not Kind.EQEARTH:
        return None
    left, bottom, right, top = projection.outline().bounds
    return Box(left, bottom, right, top).grown(_EDGE * (right - left))


def _points(markers: Iterable[Marker], arrows: Iterable[Arrow]) -> list[Point]:
    """Return the points of all that the story has on the map."""
    points = [marker.at for marker in markers]
    return points + [point for arrow in arrows for part in arrow.parts for point in part]


def _first_seen(plan: Plan, frame: Frame, *, closest: float, world: Box | None) -> Box:
    """Return what a frame shows if it need not stand back."""
    if plan.fixed is not None:
        return as_wide_as(plan.fixed, frame)[1]
    return framed(plan.box, frame, closest=closest, world=world)[1]


def _basemap(plan: Plan, cover: Box, core: Box, *, still: bool) -> Basemap:
    return basemap_for(
        plan.projection,
        cover.edges,
        tolerance_m=max(_FINEST_M, max(cover.width, cover.height) / _COVER_SHARE),
        detail=Detail(
            fine_m=_FINEST_M,
            straight_m=COARSE_M,
            most_vertices=_STILL_VERTICES if still else _PAGE_VERTICES,
        ),
        core=core.edges,
        names=_house_names(plan.brief),
        keep=[marker.at for marker in plan.markers],
        borders=plan.borders,
        close=True,
    )


def _typical(shots: Sequence[Shot]) -> Shot:
    """Return the frame that most readers see."""
    frames = [shot for shot in shots if shot.frame]
    return min(frames, key=lambda shot: abs(shot.frame.width - _TYPICAL_PX) if shot.frame else 0)


def _views(
    plan: Plan, story: Story, basemap: Basemap, shots: Sequence[Shot]
) -> tuple[tuple[View, ...], Crowd | None]:
    """Return what each shot shows, with the names of the basemap and the scale bar."""
    widest = max((shot.box for shot in shots), key=lambda box: box.width)
    told = _told(plan) | _needless(basemap, widest)
    most = _MOST_CITIES if widest.width > _QUARTER_M else 0
    cities = _cities(plan, widest, most)

    def names(number: int, taken: tuple[Anchored, ...] = ()) -> tuple[Label, ...]:
        shot = shots[number]
        room = replace(shot.room, taken=(*shot.room.taken, *taken))
        found = place_context(
            basemap, cities, room, shot.placing, told=told, lang=plan.brief.language
        )
        return tuple(found)

    crowd = None
    if story.is_crowd:
        crowd, around = place_crowd(
            plan.markers, [shot.zoom for shot in shots], names, words(plan.brief.language)
        )
    else:
        around = [names(number) for number in tracked(range(len(shots)), "placing names")]
    views = [
        replace(shot.view(told), scale_bar=_bar(plan, shot))
        for shot, told in zip(shots, around, strict=True)
    ]
    if crowd and len(views) == 1:
        views = [_with_crowd(plan, views[0], crowd)]
    return tuple(views), crowd


def _bar(plan: Plan, shot: Shot) -> ScaleBar | None:
    if shot.frame is None:
        return None
    units = plan.brief.units
    return scale_bar(
        plan.projection, shot.box, width_px=_BAR_PX, zoom=shot.zoom, units=units, say=_length(plan)
    )


def _length(plan: Plan) -> Callable[[float, str], str]:
    """Return what writes a length with its unit in the brief's language."""
    said = words(plan.brief.language)

    def written(number: float, unit: str) -> str:
        known = next(one for one in _UNITS if one == unit)
        return said.measure(number, known, decimals=0 if number == int(number) else 1)

    return written


def _with_crowd(plan: Plan, view: View, crowd: Crowd) -> View:
    """Return a view that draws a crowd's marks, lines and labels itself: it has no canvas."""
    shared = spots_shared(plan.markers, view.zoom)
    marks = tuple(
        Mark(at=marker.at, members=(index,))
        for index, (marker, others) in enumerate(zip(plan.markers, shared, strict=True))
        if others >= 0
    )
    drawn = draw_arrows(plan.arrows, plan.markers, marks, zoom=view.zoom, reach=1.0)
    labels = (*view.labels, *crowd_labels(plan.markers, crowd))
    return replace(view, marks=marks, arrows=drawn, labels=labels)


def _told(plan: Plan) -> frozenset[str]:
    """Return the names of areas that the story's labels tell, so that the basemap need not."""
    names = [marker.name for marker in plan.markers if marker.is_rough]
    names += [area.text for area in plan.areas]
    return frozenset(name.casefold().removeprefix("the ") for name in names)


def _cities(plan: Plan, seen: Box, most: int) -> tuple[City, ...]:
    """Return cities with their names in the brief's language."""
    names = city_names(plan.brief.language)
    found = cities_in(plan.projection, seen, most=most)
    return tuple(replace(city, name=names.get(city.name, city.name)) for city in found)


def _needless(basemap: Basemap, seen: Box) -> frozenset[str]:
    """Return the name of the one country that a close view lies in: the inset tells it."""
    countries = {label.text for label in basemap.labels if label.kind == "country"}
    alone = len(countries) == 1 and seen.width < _ONE_COUNTRY_M
    return frozenset(name.casefold() for name in countries) if alone else frozenset()


def _is_seen(lines: Any, box: Box) -> bool:  # noqa: ANN401 - a shapely geometry
    """Tell whether enough of some lines is in a view for readers to wonder what they are."""
    from shapely import box as rectangle  # noqa: PLC0415 - heavy

    seen = lines.intersection(rectangle(*box.edges))
    return bool(seen.length > _SEEN * box.width)
