"""What the tables hold: each layer's columns in order, and their types; nothing else decides them.

Text is never missing but empty. What may be missing is of a type that knows it (Int64, Float64,
boolean), so that integers stay integers. `alternatives` is a list of strings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geopandas import GeoDataFrame
    from shapely.geometry.base import BaseGeometry

__all__ = ["COLUMNS", "CRS", "LAYER_NAMES", "frame", "rows_of"]

CRS = "EPSG:4326"

_TEXT = "str"
_SUPPORT = {
    "show": "bool",
    "evidence": _TEXT,
    "confidence": "Float64",
    "inferred": "bool",
    "alternatives": "object",
}
_PERSON = {"who": _TEXT, "short_name": _TEXT, "role": _TEXT, "side": _TEXT}
_WAY = {"from_id": _TEXT, "from": _TEXT, "to_id": _TEXT, "to": _TEXT}
_STATE = {"when": _TEXT, "status": _TEXT, "note": _TEXT}
_MEASURE = {"distance_m": "float64", "bearing_deg": "float64"}

COLUMNS: Mapping[str, Mapping[str, str]] = {
    "places": {
        "id": _TEXT,
        "name": _TEXT,
        "label": _TEXT,
        "label_at": _TEXT,
        "label_leader": "boolean",
        "taken_for": _TEXT,
        "country": _TEXT,
        "country_name": _TEXT,
        "admin1": _TEXT,
        "kind": _TEXT,
        "geonameid": "Int64",
        "population": "Int64",
        "basis": _TEXT,
        "stands_in": _TEXT,
        "source": _TEXT,
        "note": _TEXT,
        **_SUPPORT,
    },
    "sightings": {
        "id": _TEXT,
        **_PERSON,
        "place_id": _TEXT,
        "at": _TEXT,
        **_STATE,
        "callout": "bool",
        **_SUPPORT,
    },
    "movements": {
        "id": _TEXT,
        **_PERSON,
        **_WAY,
        **_STATE,
        "curve": _TEXT,
        **_MEASURE,
        **_SUPPORT,
    },
    "distances": {"id": _TEXT, **_WAY, "claim": _TEXT, "note": _TEXT, **_MEASURE, **_SUPPORT},
}
"""Layer to column to pandas type; a geometry follows as the last column."""

LAYER_NAMES = tuple(COLUMNS)


def frame(
    layer: str, rows: Iterable[Mapping[str, Any]], geometries: Sequence[BaseGeometry]
) -> GeoDataFrame:
    """Make a layer of its rows: the declared columns in the declared order and types."""
    import geopandas as gpd  # noqa: PLC0415 - heavy
    import pandas as pd  # noqa: PLC0415 - heavy

    kept = list(rows)
    columns = {
        name: pd.Series([row[name] for row in kept], dtype=dtype)
        for name, dtype in COLUMNS[layer].items()
    }
    return gpd.GeoDataFrame(columns, geometry=gpd.GeoSeries(geometries, crs=CRS))


def rows_of(table: GeoDataFrame) -> list[dict[str, Any]]:
    """Return a layer's rows, its geometries among them; several times as fast as pandas' own."""
    columns = (table[name].tolist() for name in table.columns)
    return [dict(zip(table.columns, values, strict=True)) for values in zip(*columns, strict=True)]
