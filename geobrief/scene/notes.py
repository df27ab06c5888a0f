"""What an editor might not expect of a map, each a sentence; and names the basemap lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.basemap import FINEST_M, check_names
from geobrief.errors import BriefError, Problem
from geobrief.layers.columns import rows_of
from geobrief.model import Origin
from geobrief.scene.crowd import spots_shared
from geobrief.scene.story import LONGEST_CALLOUT, LONGEST_NAME
from geobrief.scene.text import shorten

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geobrief.layers import Layers
    from geobrief.model import Brief
    from geobrief.scene.build import Plan
    from geobrief.scene.model import Area, Arrow, Box, Crowd, Marker, View

__all__ = ["COARSE_M", "check_house_style", "notes_of"]

_MOST_TOLD = 20
_MOST_BEGUN = 40
_WHOLE_KM = 10.0
"""Names in one note."""
COARSE_M = FINEST_M / 2
"""Metres to a pixel; closer, the basemap's lines show how coarse they are."""


def check_house_style(brief: Brief) -> None:
    """Refuse house style for what the basemap does not name, with where it was written.

    Raises:
        BriefError: a name under `names` is none of the basemap's.
    """
    wrong = check_names(brief.names)
    if wrong:
        origins = (
            brief.origins.get(f"names.{key}", Origin(field=f"names.{key}")) for key, _ in wrong
        )
        raise BriefError(
            Problem(str(origin), message)
            for origin, (_, message) in zip(origins, wrong, strict=True)
        )


def notes_of(plan: Plan, views: Sequence[View], core: Box, crowd: Crowd | None) -> Iterator[str]:
    """Yield what an editor might not expect of the map.

    Args:
        plan: what there is to show.
        views: what was made of it, the farthest first.
        core: what most frames show.
        crowd: set where there is more than labels could tell.
    """
    layers, markers, arrows = plan.layers, plan.markers, plan.arrows
    yield from plan.shown.notes if plan.shown else ()
    yield from [plan.numbering.note] if plan.numbering.note else ()
    yield from _hidden_notes(layers, {marker.id for marker in markers})
    yield from _cut_notes(layers)
    extent = plan.fixed or plan.box
    if plan.fixed is not None:
        outside = [marker.name for marker in markers if not core.holds(marker.at)]
        if outside:
            yield f"outside of the view that the brief asks for: {_some(outside)}"
    yield from _coarse_notes(views, max(extent.width, extent.height))
    if crowd is None:
        yield from _sharing_notes(markers, arrows, views)
        yield from _unplaced_notes(layers, plan.areas, views)
        yield from _wished_notes(markers, views)
    yield from _label_notes(markers, views[-1], crowd)


def _hidden_notes(layers: Layers, shown: Collection[str]) -> Iterator[str]:
    hidden = _at_hidden_places(layers, shown)
    for text in hidden[:_MOST_TOLD]:
        yield f"not drawn, for one of its places has show: false: {text}"
    if len(hidden) > _MOST_TOLD:
        yield f"and {len(hidden) - _MOST_TOLD:,} more are not drawn for that reason"


def _cut_notes(layers: Layers) -> Iterator[str]:
    """Yield which texts are longer than a map bears."""
    for row in rows_of(layers.places[layers.places["show"]]):
        name = row["label"] or row["name"]
        if len(name) > LONGEST_NAME:
            yield f"cut on the map to {LONGEST_NAME} characters: the label {_begun(name)}"
    shown = layers.sightings[layers.sightings["show"] & layers.sightings["callout"]]
    for row in rows_of(shown):
        if len(row["note"]) > LONGEST_CALLOUT:
            begun = _begun(row["note"])
            yield f"cut on the map to {LONGEST_CALLOUT} characters: the callout {begun}"


def _begun(text: str) -> str:
    return f'"{shorten(text, longest=_MOST_BEGUN)}"'


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


def _coarse_notes(views: Sequence[View], extent_m: float) -> Iterator[str]:
    """Yield that the story is closer together than the basemap bears."""
    if min(1 / view.px_per_m for view in views if view.framed) < COARSE_M:
        yield (
            f"the story is {_km(extent_m)} km across: coasts and borders are good to about "
            f"{FINEST_M:g} m, and there are no streets; the points are exact, what lies around "
            "them is not"
        )


def _km(metres: float) -> str:
    km = metres / 1000
    return f"{km:,.0f}" if km >= _WHOLE_KM else f"{km:.1f}"


def _sharing_notes(
    markers: Sequence[Marker], arrows: Sequence[Arrow], views: Sequence[View]
) -> Iterator[str]:
    """Yield which places share a marker in an image, at a page's closest zoom, or in a column."""
    closest = views[-1]
    where = "on this map" if len(views) > 1 else "in this image"
    yield from _narrow_notes(markers, views)
    for mark in closest.marks:
        if len(mark.members) > 1:
            names = _some([markers[index].name for index in mark.members])
            yield f"too close together to part {where}, so they share one marker: {names}"
            for arrow in arrows:
                if {arrow.start, arrow.end} <= set(mark.members):
                    yield _short_note(arrow)
    drawn = {one.arrow for one in closest.arrows}
    mark_of = {index: mark for mark in closest.marks for index in mark.members}
    for number, arrow in enumerate(arrows):
        start, end = mark_of.get(arrow.start), mark_of.get(arrow.end)
        if number not in drawn and start is not end:
            yield _short_note(arrow)


def _narrow_notes(markers: Sequence[Marker], views: Sequence[View]) -> Iterator[str]:
    """Yield which places share a marker in a page's narrowest frame, and in its widest do not."""
    frames = sorted((view for view in views if view.framed), key=lambda view: view.width_px)
    mark_of = {index: mark for mark in frames[-1].marks for index in mark.members}
    sharing = [
        _some([markers[index].name for index in mark.members])
        for mark in frames[0].marks
        if len({mark_of[index].members for index in mark.members if index in mark_of}) > 1
    ]
    if sharing:
        told = "; ".join(sharing[:_MOST_TOLD])
        more = len(sharing) - _MOST_TOLD
        told += f"; and {more:,} more" if more > 0 else ""
        yield f"too close together to part in narrow columns, so they share a marker there: {told}"


def _short_note(arrow: Arrow) -> str:
    return f"too short to draw here, only told in words: {arrow.texts[-1]}"


def _unplaced_notes(layers: Layers, areas: Sequence[Area], views: Sequence[View]) -> Iterator[str]:
    """Yield the frames in which a callout, or the name of an area, finds no room."""
    shown = rows_of(layers.sightings[layers.sightings["callout"]])
    told = {row["id"]: f"the callout of {row['who']} at {row['at']}" for row in shown}
    told |= {area.ref: f"the name of the area {area.text}" for area in areas}
    for ref, what in told.items():
        yield from _without_room(what, [view for view in views if ref in view.unplaced])


def _wished_notes(markers: Sequence[Marker], views: Sequence[View]) -> Iterator[str]:
    """Yield where an editor's wish for a label left it no room, so that a number stands for it."""
    for index, marker in enumerate(markers):
        if marker.label_at or marker.leader is not None:
            without = [
                view for view in views if any(index in mark.members for mark in view.numbered)
            ]
            yield from _without_room(f"the label of {marker.name}, as the brief wants it,", without)


def _without_room(what: str, views: Sequence[View]) -> Iterator[str]:
    widths = [str(view.width_px) for view in views if view.framed]
    if widths:
        yield f"{what} finds no room on maps {', '.join(widths)} pixels wide"


def _label_notes(markers: Sequence[Marker], closest: View, crowd: Crowd | None) -> Iterator[str]:
    """Yield how many names find no room beside their marks, where that is allowed."""
    if crowd is not None:
        unnamed = crowd.first_levels.count(-1)
        yield (
            f"{len(markers):,} places: drawn as marks, with names where there is room, the most "
            "important first; the tables below the map list everything"
        )
        yield from _spot_notes(markers, closest.zoom)
    else:
        told = {label.ref for label in closest.labels}
        unnamed = sum(
            len(mark.members)
            for mark in closest.marks
            if not mark.number and markers[mark.members[0]].id not in told
        )
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
        spots = f"{marks:,} {'spot' if marks == 1 else 'spots'}"
        yield (
            f"too close together to part on this basemap: {len(markers):,} places stand on "
            f"{spots}, {shared[largest] + 1:,} of them where {markers[largest].name} is"
        )


def _some(names: Sequence[str]) -> str:
    """Join names; of many, the first."""
    told = ", ".join(names[:_MOST_TOLD])
    more = len(names) - _MOST_TOLD
    return f"{told} and {more:,} more" if more > 0 else told
