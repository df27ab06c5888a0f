"""The story in the plane: its places as markers, its movements and distances as arrows."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geobrief.errors import ViewError
from geobrief.geodesy import format_distance
from geobrief.language import Said, words
from geobrief.layers.columns import rows_of
from geobrief.model import When
from geobrief.model.location import is_rough
from geobrief.projection import Kind
from geobrief.scene.crowd import is_crowd
from geobrief.scene.lines import length
from geobrief.scene.model import MEASURED, Arrow, Marker
from geobrief.scene.numbering import NO_NUMBERS, signed
from geobrief.scene.placing import Callout
from geobrief.scene.routes import routed
from geobrief.scene.tense import tenses
from geobrief.scene.text import headed, shorten
from geobrief.scene.wording import is_rtl

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from geobrief.language import Words
    from geobrief.layers import Layers
    from geobrief.model import Brief
    from geobrief.projection import Projection
    from geobrief.scene.model import Point

__all__ = [
    "make_arrows",
    "make_callouts",
    "make_markers",
    "shown_places",
    "sides_of",
    "to_plane",
]

LONGEST_NAME = 90
LONGEST_WHO = 26
"""Characters of a place's name and a mover's on the map; popups have them whole."""
LONGEST_CALLOUT = 220
_FEWEST_SIDES = 2
_FEWEST_LEGS, _MANY_LEGS = 3, 5
"""Legs from which on a mover is named at one only: of who moves alone, and of one of several."""
_ISOLATE, _POP = "\u2068", "\u2069"
_ARROW_POINTS = 36
_SEAM_M = 17_000_000.0
"""A step longer than this, half the world on an Equal Earth map, crosses the map's edge."""


def shown_places(layers: Layers) -> Any:  # noqa: ANN401 - a GeoDataFrame; geopandas is untyped
    """Return the places to draw, those that most records name first, else in the brief's order.

    Among more than can all have labels, of those named alike the larger come first.

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
    named = Counter(layers.sightings.loc[layers.sightings["show"], "place_id"])
    for end in ("from_id", "to_id"):
        named.update(layers.movements.loc[layers.movements["show"], end])
    people = places["population"].fillna(0) if is_crowd(len(places), 0) else [0] * len(places)
    weight = [
        (-named[place_id], -size) for place_id, size in zip(places["id"], people, strict=True)
    ]
    order = sorted(range(len(places)), key=lambda index: (weight[index], index))
    return places.iloc[order]


def make_markers(
    layers: Layers,
    places: Any,  # noqa: ANN401
    projection: Projection,
    said: Words,
    *,
    signs: Mapping[str, str] = NO_NUMBERS.signs,
) -> tuple[Marker, ...]:
    """Return a marker for each of the places, with who is there, in the brief's words.

    Args:
        layers: the story's.
        places: those to show.
        projection: to the plane.
        said: the brief's words.
        signs: numbers of sightings' times, by their ids, where they are told.
    """
    points = zip(places.geometry.x, places.geometry.y, strict=True)
    spots = to_plane(list(points), projection)
    people = _people(layers, said, signs)
    comma = said.comma(["", ""]).rstrip()
    return tuple(
        Marker(
            id=row["id"],
            at=spot,
            name=shorten(headed(row["label"] or row["name"]), longest=LONGEST_NAME),
            remark=said.say("label.stands_in", place=row["stands_in"]) if row["stands_in"] else "",
            people=tuple(people[row["id"]]),
            label_at=row["label_at"],
            leader=_yes_or_no(row["label_leader"]),
            peopled=any(not status for _, status in people[row["id"]]),
            is_rough=is_rough(row["basis"]),
            comma=comma,
        )
        for spot, row in zip(spots, rows_of(places), strict=True)
    )


def _yes_or_no(value: Any) -> bool | None:  # noqa: ANN401 - a boolean, or pandas' missing value
    return value if isinstance(value, bool) else None


def _people(
    layers: Layers, said: Words, signs: Mapping[str, str]
) -> Mapping[str, list[tuple[str, str]]]:
    """Return who is at each place, and how sure it is unless it is confirmed."""
    people: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    shown = layers.sightings[layers.sightings["show"]]
    columns = ("id", "place_id", "short_name", "status")
    times: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for record, place_id, name, status in zip(*(shown[one] for one in columns), strict=True):
        doubt = "" if status == "confirmed" else said.say(f"status.{status}")
        times[place_id, name, doubt].append(signs.get(record, ""))
    for (place_id, name, doubt), told in times.items():
        people[place_id].append((signed(told, name), doubt))
    return people


def make_arrows(
    brief: Brief,
    layers: Layers,
    markers: Sequence[Marker],
    projection: Projection,
    sides: Mapping[str, int],
    *,
    signs: Mapping[str, str] = NO_NUMBERS.signs,
) -> tuple[Arrow, ...]:
    """Return distances, which are straight, then movements, which make way for them.

    A distance between two places that a movement joins is told by the movement's label.

    Args:
        brief: the story's records.
        layers: what was made of them.
        markers: the places.
        projection: to the plane.
        sides: numbers of the sides that movers belong to.
        signs: numbers of movements' times, by their ids, where they are told.
    """
    index_of = {marker.id: index for index, marker in enumerate(markers)}
    movements = list(_joining(layers.movements, index_of))
    joined = {_ends(row) for row in movements}
    distances = [row for row in _joining(layers.distances, index_of) if _ends(row) not in joined]
    told = {_ends(row) for row in _joining(layers.distances, index_of)}
    rows = [*distances, *movements]
    known = tenses(brief)
    days = _days(brief, rows, signs)
    often = _often(movements)
    ways = [tuple(_way_in_plane(row["geometry"], projection)) for row in rows]
    drawn = routed(
        ways,
        [marker.at for marker in markers],
        curves=[(row["curve"] or None) if "short_name" in row else "straight" for row in rows],
        bounds=_bounds(projection),
    )
    return tuple(
        Arrow(
            id=row["id"],
            texts=tuple(
                signed([signs.get(row["id"], "")], text)
                for text in _arrow_texts(row, brief, days, measured=_ends(row) in told)
            ),
            status=row.get("status", MEASURED),
            start=index_of[row["from_id"]],
            end=index_of[row["to_id"]],
            parts=parts,
            bowed=parts != way,
            mover=row.get("short_name", "") if row.get("short_name", "") in often else "",
            later=tuple(
                signed([signs.get(row["id"], "")], text)
                for text in _later_texts(row, brief, days, measured=_ends(row) in told)
            ),
            tense=known.get(row["id"], ""),
            side=sides.get(row.get("side", ""), 0),
            sign=signs.get(row["id"], ""),
            style="mover-upright" if signs else "mover",
        )
        for row, way, parts in zip(rows, ways, drawn, strict=True)
    )


def sides_of(layers: Layers) -> dict[str, int]:
    """Number the sides whose people move, in the order of the brief; one alone parts nobody."""
    shown = layers.movements[layers.movements["show"]]
    sides = dict.fromkeys(side for side in shown["side"] if side)
    if len(sides) < _FEWEST_SIDES:
        return {}
    return {side: number for number, side in enumerate(sides, start=1)}


def make_callouts(layers: Layers, markers: Sequence[Marker]) -> tuple[Callout, ...]:
    """Return the notes that an editor wants in the map itself."""
    at = {marker.id: marker.at for marker in markers}
    shown = layers.sightings[layers.sightings["show"] & layers.sightings["callout"]]
    return tuple(
        Callout(row["id"], at[row["place_id"]], shorten(row["note"], longest=LONGEST_CALLOUT))
        for row in rows_of(shown)
        if row["note"] and row["place_id"] in at
    )


def _joining(table: Any, index_of: Mapping[str, int]) -> Iterator[Any]:  # noqa: ANN401
    """Yield the rows to show whose two places are shown."""
    for row in rows_of(table[table["show"]]):
        if row["from_id"] in index_of and row["to_id"] in index_of:
            yield row


def _ends(row: Any) -> frozenset[str]:  # noqa: ANN401
    return frozenset((row["from_id"], row["to_id"]))


def _bounds(projection: Projection) -> Any:  # noqa: ANN401 - a shapely polygon or None
    """Return the edge of a map of the world, which no arrow may leave."""
    return projection.outline() if projection.kind is Kind.EQEARTH else None


def _years(brief: Brief, rows: Iterable[Mapping[str, Any]]) -> set[int]:
    """Return the years of the story and its movements, the last day of each included."""
    spans = [When.parse(row["when"]) for row in rows if row.get("when")]
    years = {day.year for span in spans for day in (span.start, span.end) if day is not None}
    return years | ({brief.date.year} if brief.date else set())


def _often(movements: Sequence[Any]) -> set[str]:
    """Return who moves so often that one leg's label is enough to name them."""
    legs = Counter(row["short_name"] for row in movements)
    fewest = _FEWEST_LEGS if len(legs) == 1 else _MANY_LEGS
    return {who for who, count in legs.items() if count >= fewest}


def _later_texts(
    row: Any,  # noqa: ANN401
    brief: Brief,
    days: Mapping[str, str],
    *,
    measured: bool,
) -> Iterator[str]:
    """Yield what an arrow's label may say where its mover is named elsewhere."""
    if "short_name" not in row:
        return
    said = words(brief.language)
    distance = format_distance(row["distance_m"], units=brief.units, words=said)
    day = days.get(row["id"], "")
    if measured and day:
        yield said.comma([day, distance])
    if measured:
        yield distance
    if day:
        yield day


def _days(brief: Brief, rows: Sequence[Any], signs: Mapping[str, str]) -> dict[str, str]:
    """Return when movements begin, as labels say it, by their ids; the key tells what is numbered.

    A day is told with its year if the story has several. Movements that all begin on one day, at
    several times of one zone, are told by the clock.
    """
    said = words(brief.language)
    starts = {row["id"]: When.parse(row["when"]).start for row in rows if row.get("when")}
    by_clock = _differ_by_clock(list(starts.values()))
    dated = len(_years(brief, rows)) > 1
    return {
        name: said.clock(start)
        if by_clock and isinstance(start, datetime)
        else said.short_date(start, with_year=dated)
        for name, start in starts.items()
        if name not in signs
    }


def _differ_by_clock(starts: Sequence[date]) -> bool:
    """Tell whether movements of one day begin at several times of one zone."""
    times = {one for one in starts if isinstance(one, datetime)}
    days = {(one.year, one.month, one.day) for one in starts}
    zones = {one.utcoffset() for one in times}
    return len(times) > 1 and len(days) == len(zones) == 1


def _apart(who: str, said: Words) -> str:
    """Keep a name of another direction from mixing with the date beside it."""
    strong = any(unicodedata.bidirectional(char) in {"L", "R", "AL"} for char in who)
    turns = strong and is_rtl(who) is not (said.direction == "rtl")
    return Said(f"{_ISOLATE}{who}{_POP}") if turns else who


def _arrow_texts(
    row: Any,  # noqa: ANN401
    brief: Brief,
    days: Mapping[str, str],
    *,
    measured: bool,
) -> Iterator[str]:
    """Yield what an arrow's label may say, the fullest first; `days` tell when they begin."""
    said = words(brief.language)
    distance = format_distance(row["distance_m"], units=brief.units, words=said)
    if "short_name" not in row:
        yield distance
        return
    who = shorten(row["short_name"], longest=LONGEST_WHO)
    day = days.get(row["id"], "")
    alone, who = who, _apart(who, said)
    if measured and day:
        yield said.comma([who, day, distance])
    if measured:
        yield said.say("label.mover", who=who, detail=distance)
    if day:
        yield said.say("label.mover", who=who, detail=day)
    yield alone


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
