"""GeoJSON points with the properties of a table's columns."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from geobrief.model.location import Basis
from geobrief.model.parse import show_value
from geobrief.records.guess import unused_notes
from geobrief.records.json_text import tree_of_json
from geobrief.records.ours import brief_of_layer, layer_of
from geobrief.records.rows import COLUMNS, Row, RowCollector

if TYPE_CHECKING:
    from geobrief.model.brief import Brief, Origin
    from geobrief.records.source import SourceText
    from geobrief.records.tree import Tree

__all__ = ["brief_of_geojson", "is_geojson"]

_TYPES = frozenset(
    {
        "Feature",
        "FeatureCollection",
        "GeometryCollection",
        "LineString",
        "MultiLineString",
        "MultiPoint",
        "MultiPolygon",
        "Point",
        "Polygon",
    }
)
_PROPERTIES = frozenset(COLUMNS) - {"lat", "lon"}
_PLACE_IS_IN = ("place", "at", "name")
"""Where a name of a place may be: as in a table, in a layer of sightings, in most other files."""

_FEATURE = re.compile(r"features\[(\d+)\]")
_WGS_84 = ("CRS84", "4326")
_LON_LAT = 2


def is_geojson(data: object) -> bool:
    """Tell whether a JSON file is GeoJSON, whatever it is called."""
    return isinstance(data, dict) and data.get("type") in _TYPES


def brief_of_geojson(tree: Tree, source: SourceText) -> Brief:
    """Make a brief of the points of a FeatureCollection.

    Raises:
        BriefError: lists everything that is wrong, by line.
    """
    features = _features(tree, source)
    layer = _layer_of(features, source)
    if layer:
        return brief_of_layer(
            layer, _layer_rows(tree, features), source, read_places=_rows_of_places
        )
    collector = RowCollector(source.title, source.origin())
    for origin, what in tree.doubles:
        collector.flaws.add_at(origin, what)
        collector.flaws.doubt(_texts_of(_feature_at(origin.field, features)))
    unused: dict[str, None] = {}
    used: set[str] = set()
    for index, feature in enumerate(features):
        try:
            row, left = _row(feature, partial(_origin, tree, f"features[{index}]"))
        except _UnfitError as unfit:
            collector.flaws.add_at(tree.origin_of(f"features[{index}]{unfit.path}"), str(unfit))
            collector.flaws.doubt(_texts_of(feature))
            continue
        unused |= dict.fromkeys(left)
        used.update(row.values)
        collector.add(row)
    collector.notes += unused_notes(source.file, "property", unused, {*used, "lat", "lon"})
    return collector.to_brief()


def _layer_of(features: list[Any], source: SourceText) -> str:
    """Return which layer of ours this is; its features are all alike."""
    first = features[0] if isinstance(features[0], dict) else {}
    properties = first.get("properties")
    columns = properties if isinstance(properties, dict) else {}
    return layer_of([*columns, *(["id"] if "id" in first else [])], source)


def _layer_rows(tree: Tree, features: list[Any]) -> list[Row]:
    """Return the features of a layer of ours as rows.

    Raises:
        BriefError: a key stands twice, or the point of a place is none.
    """
    flaws = tree.flaws()
    rows = []
    for index, feature in enumerate(features):
        path = f"features[{index}]"
        try:
            values = _said(feature)
            values |= {"id": feature["id"]} if "id" in feature else {}
            if values.get("basis") == Basis.BRIEF:
                values |= _coordinates(feature.get("geometry"))
        except _UnfitError as unfit:
            flaws.add_at(tree.origin_of(path + unfit.path), str(unfit))
        else:
            rows.append(Row(values, partial(_origin, tree, path)))
    flaws.raise_any(lambda: None)
    return rows


def _rows_of_places(source: SourceText) -> list[Row]:
    """Read the layer of the places that stands beside another of ours."""
    tree = tree_of_json(source)
    features = _features(tree, source) if is_geojson(tree.data) else []
    if not features or _layer_of(features, source) != "places":
        source.refuse("this is not the layer of places that geobrief wrote; put that in its place")
    return _layer_rows(tree, features)


class _UnfitError(ValueError):
    """A feature that is no location record."""

    def __init__(self, what: str, path: str = "") -> None:
        self.path = path
        super().__init__(what)


def _features(tree: Tree, source: SourceText) -> list[Any]:
    kind = tree.data["type"]
    features = tree.data.get("features")
    if kind != "FeatureCollection":
        source.refuse(f"is a GeoJSON {kind}; geobrief reads a FeatureCollection of Points")
    if not isinstance(features, list) or not features:
        source.refuse("has no features; geobrief reads a FeatureCollection of Points")
    source.refuse_more_than_most(len(features))
    crs = tree.data.get("crs")
    if crs is not None and not any(name in str(crs) for name in _WGS_84):
        origin = tree.origin_of("crs")
        given = show_value(_name_of(crs))
        what = (
            f"coordinates must be WGS 84 longitude and latitude, not {given}; export as EPSG:4326"
        )
        source.refuse(what, line=origin.line, path=origin.field)
    return features


def _name_of(crs: object) -> object:
    properties = crs.get("properties") if isinstance(crs, dict) else None
    return properties.get("name", crs) if isinstance(properties, dict) else crs


def _row(
    feature: Any,  # noqa: ANN401 - whatever JSON can hold
    origin_of: partial[Origin],
) -> tuple[Row, list[str]]:
    """Return a feature as a row, and the properties that no column is for.

    Raises:
        _UnfitError: it is no Point with properties.
    """
    said = _said(feature)
    place = next((key for key in _PLACE_IS_IN if key in said), "place")
    values = {key: said[key] for key in COLUMNS if key in said and key in _PROPERTIES}
    if place in said:
        values = {"place": said[place]} | values
    left = [key for key in said if key not in {*values, place}]
    return Row(values | _coordinates(feature.get("geometry")), origin_of), left


def _said(feature: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever JSON can hold
    """Return the properties of a Feature that say something.

    Raises:
        _UnfitError: it is none, or has no properties.
    """
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        what = (
            'a Feature should stand here: {"type": "Feature", "geometry": ..., "properties": ...}'
        )
        raise _UnfitError(what)
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        what = "has no properties; geobrief needs at least a place or a name"
        raise _UnfitError(what)
    return {key: value for key, value in properties.items() if value not in (None, "")}


def _feature_at(path: str, features: list[Any]) -> object:
    match = _FEATURE.match(path)
    return features[int(match[1])] if match and int(match[1]) < len(features) else None


def _texts_of(feature: object) -> list[object]:
    """Return all that a feature's properties say, a place's name among it."""
    properties = feature.get("properties") if isinstance(feature, dict) else None
    return list(properties.values()) if isinstance(properties, dict) else []


def _coordinates(geometry: object) -> dict[str, float]:
    """Return lat and lon of a Point; without a geometry the place is looked up by name.

    Raises:
        _UnfitError: any other geometry.
    """
    if geometry is None:
        return {}
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        kind = geometry.get("type") if isinstance(geometry, dict) else geometry
        what = (
            f"the geometry is {show_value(kind)}, and geobrief reads Points; "
            "give a Point, or null to have the place looked up by its name"
        )
        raise _UnfitError(what, ".geometry")
    pair = geometry.get("coordinates")
    numbers = isinstance(pair, list) and all(type(part) in {int, float} for part in pair)
    if not (isinstance(pair, list) and numbers and len(pair) >= _LON_LAT):
        given = f", not {show_value(pair)}" if pair is not None else ""
        what = f"a Point has coordinates [longitude, latitude], both numbers{given}"
        raise _UnfitError(what, ".geometry.coordinates")
    return {"lat": pair[1], "lon": pair[0]}


def _origin(tree: Tree, path: str, column: str) -> Origin:
    """Return where a column of a feature was written."""
    if column in {"lat", "lon"}:
        return tree.origin_of(f"{path}.geometry.coordinates")
    if column == "place":
        written = (key for key in _PLACE_IS_IN if f"{path}.properties.{key}" in tree.lines)
        column = next(written, "")
    return tree.origin_of(f"{path}.properties.{column}" if column else path)
