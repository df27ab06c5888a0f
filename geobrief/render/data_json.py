"""What assets/data.js makes a reader's CSV and GeoJSON of: all that is shown, a row a record."""

from __future__ import annotations

import base64
import gzip
from typing import TYPE_CHECKING, Any

from geobrief.geodesy import geodesic_line
from geobrief.layers.columns import rows_of
from geobrief.render.markup import Safe, json_in_script, ours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geobrief.layers import Layers

__all__ = ["LINE_TOLERANCE_M", "data_json", "packed"]

LINE_TOLERANCE_M = 1_000.0
"""How far a line may stray from its geodesic."""
_DECIMALS = 4
"""Of degrees on the way: some ten metres."""

_PERSON = ("who", "role", "side")
_POINT = ("place", "lat", "lon")
_STATE = ("when", "status", "inferred", "note")
_WAY = ("from_lat", "from_lon", "distance_m", "bearing_deg", "line")
_COLUMNS = {
    "place": (*_POINT, "country", "basis", "geonameid", "note"),
    "sighting": (*_PERSON, *_POINT, *_STATE),
    "movement": (*_PERSON, "from", *_POINT, *_STATE, *_WAY),
    "distance": ("measured_from", *_POINT, "claim", "note", *_WAY),
}
"""Kind of record to what is told of it. They are named as in a table that is a brief
(records/rows.py), so that a download can be mapped again; there `from` is for who moves only."""

Row = dict[str, Any]


def data_json(layers: Layers) -> dict[str, Any]:
    """Return for each kind of record its columns and rows; of what is hidden there is nothing.

    The last column of a way is its line: what lies between its ends, or, where the antimeridian
    cuts it, all of its parts; each a flat list of longitudes and latitudes.
    """
    places = {row["id"]: row for row in _shown(layers.places)}
    movements = [row for row in _shown(layers.movements) if _has_ends(row, places)]
    distances = [row for row in _shown(layers.distances) if _has_ends(row, places)]
    stays = [row for row in _shown(layers.sightings) if row["place_id"] in places]
    rows = {
        "place": [row | _point(row) for row in places.values()],
        "sighting": [row | _point(places[row["place_id"]]) for row in stays],
        "movement": [row | _way(row, places) for row in movements],
        "distance": [row | _way(row, places) for row in distances],
    }
    return {
        kind: {"columns": columns, "rows": [[_told(row[name]) for name in columns] for row in made]}
        for (kind, columns), made in zip(_COLUMNS.items(), rows.values(), strict=True)
        if made
    }


def packed(value: Any) -> Safe:  # noqa: ANN401 - whatever JSON can hold
    """Write a value as JSON in gzip in base64; the same text for the same value."""
    text = json_in_script(value).encode("utf-8")
    return ours(base64.b64encode(gzip.compress(text, mtime=0)).decode("ascii"))


def _shown(table: Any) -> list[Row]:  # noqa: ANN401 - a GeoDataFrame
    return rows_of(table[table["show"]])


def _has_ends(row: Row, places: dict[str, Row]) -> bool:
    return row["from_id"] in places and row["to_id"] in places


def _point(place: Row) -> Row:
    return {"place": place["name"], "lat": place["geometry"].y, "lon": place["geometry"].x}


def _way(row: Row, places: dict[str, Row]) -> Row:
    start, end = places[row["from_id"]]["geometry"], places[row["to_id"]]["geometry"]
    parts = geodesic_line(start.x, start.y, end.x, end.y, tolerance_m=LINE_TOLERANCE_M)
    return {
        **_point(places[row["to_id"]]),
        "measured_from": row["from"],
        "from_lat": start.y,
        "from_lon": start.x,
        "distance_m": round(row["distance_m"]),
        "bearing_deg": round(row["bearing_deg"], 1) % 360,
        "line": _flat(parts[0][1:-1]) if len(parts) == 1 else [_flat(part) for part in parts],
    }


def _flat(points: Iterable[tuple[float, float]]) -> list[float]:
    return [round(degrees, _DECIMALS) + 0.0 for point in points for degrees in point]


def _told(value: Any) -> Any:  # noqa: ANN401 - whatever a layer's column holds
    """Return a value as the data block has it: empty for what is not known and not so."""
    if isinstance(value, bool):
        return value or ""
    return value if isinstance(value, str | int | float | list) else ""  # else pandas' missing
