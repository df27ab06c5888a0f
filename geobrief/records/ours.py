"""Layers that geobrief wrote (layers/), as a table or as GeoJSON, become the records they were.

A layer knows what each of its places was taken for, and so nothing of it is guessed anew: where a
place is says `places`, which stands beside the other three.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geobrief.model.location import Basis
from geobrief.model.naming import name_key
from geobrief.model.parse import show_value
from geobrief.records.guess import listed, shown
from geobrief.records.rows import Row, RowCollector

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from geobrief.model.brief import Brief
    from geobrief.records.source import SourceText

__all__ = ["KNOWN", "brief_of_layer", "layer_of", "plain_values"]

_OF_PLACE = (
    "label",
    "label_at",
    "label_leader",
    "taken_for",
    "country_name",
    "admin1",
    "kind",
    "population",
    "stands_in",
    "source",
    "note",
)
_SUPPORT = ("show", "evidence", "confidence", "inferred", "alternatives")
_PERSON = ("who", "short_name", "role", "side")
_WAY = ("from_id", "from", "to_id", "to")
_STATE = ("when", "status", "note")
_POINT = ("lon", "lat")
_ENDS = ("distance_m", "bearing_deg", "from_lon", "from_lat", "to_lon", "to_lat")

NEEDED = {
    "places": ("id", "name", "basis", "geonameid", "country"),
    "sightings": ("id", "who", "place_id", "at"),
    "movements": ("id", "who", *_WAY),
    "distances": ("id", *_WAY, "claim"),
}
"""Layer to the columns without which its rows are not what they were."""

KNOWN = {
    "places": frozenset((*NEEDED["places"], *_OF_PLACE, *_SUPPORT, *_POINT)),
    "sightings": frozenset(
        (*NEEDED["sightings"], *_PERSON, *_STATE, "callout", *_SUPPORT, *_POINT)
    ),
    "movements": frozenset((*NEEDED["movements"], *_PERSON, *_STATE, "curve", *_SUPPORT, *_ENDS)),
    "distances": frozenset((*NEEDED["distances"], "note", *_SUPPORT, *_ENDS)),
}
"""Layer to all columns that it may have (layers/columns.py, layers/sheets.py)."""

_KEYS = {
    "sightings": ("who", "at", *_STATE, "callout", *_SUPPORT),
    "movements": ("who", "from", "to", *_STATE, "curve", *_SUPPORT),
    "distances": ("from", "to", "claim", "note", *_SUPPORT),
}
"""What a row says in the very words of a brief."""

_IDS = {"at": "place_id", "from": "from_id", "to": "to_id"}
_TRUTHS = {"true": True, "false": False}
_INSTEAD = "map the brief that the layers were made of"
_COLUMN_OF = {"label": "label", "aliases": "short_name"}


def layer_of(columns: Iterable[str], source: SourceText, *, row: int | None = None) -> str:
    """Return which layer of ours has these columns, or an empty text.

    Raises:
        BriefError: it is one, and lacks a column that it cannot be without.
    """
    there = set(columns)
    layer = _layer_by_marks(there)
    missing = [column for column in NEEDED.get(layer, ()) if column not in there]
    if missing:
        what = (
            f"this is a layer that geobrief wrote, {layer}, without {', '.join(missing)}; "
            f"put that back, or {_INSTEAD}"
        )
        source.refuse(what, row=row)
    return layer


def _layer_by_marks(columns: set[str]) -> str:
    """Tell a layer by columns that nobody else has, together."""
    if "place" in columns:
        return ""
    if {"name", "basis", "stands_in"} <= columns:
        return "places"
    if {"at", "place_id"} <= columns:
        return "sightings"
    if not {"from_id", "to_id"} <= columns:
        return ""
    return "distances" if "claim" in columns else "movements"


def plain_values(cells: Mapping[str, str | float]) -> dict[str, Any]:
    """Return what a table's cells say where they are no texts.

    What cannot be read so stays text, and is told by whoever checks the brief.
    """
    values: dict[str, Any] = dict(cells)
    for key, read in (
        ("show", _truth),
        ("callout", _truth),
        ("label_leader", _truth),
        ("inferred", _truth),
        ("confidence", float),
        ("geonameid", int),
        ("alternatives", json.loads),
    ):
        if isinstance(values.get(key), str):
            try:
                values[key] = read(values[key])
            except (ValueError, RecursionError):
                continue
    return values


def _truth(cell: str) -> bool | str:
    return _TRUTHS.get(cell.lower(), cell)


def brief_of_layer(
    layer: str,
    rows: Sequence[Row],
    source: SourceText,
    *,
    read_places: Callable[[SourceText], Sequence[Row]],
) -> Brief:
    """Make a brief of a layer's rows.

    Args:
        layer: which it is.
        rows: its rows; their values have the layer's columns for keys.
        source: the file they stand in.
        read_places: reads the rows of the places, from a file of the same kind.

    Raises:
        BriefError: lists everything that is wrong, by row; or the places are not there.
    """
    collector = _LayerCollector(source.title, source.origin())
    unknown = dict.fromkeys(key for row in rows for key in row.values if key not in KNOWN[layer])
    collector.notes += _notes(layer, source, list(unknown))
    if layer == "places":
        for row in rows:
            collector.add_place(row)
        return collector.to_brief()
    beside = _Places(read_places(_beside(source)) if rows else (), source)
    for row in rows:
        for name in beside.named_in(row, collector):
            collector.add_place(name)
        collector.add_record(layer, row)
    return collector.to_brief()


def _notes(layer: str, source: SourceText, unknown: list[str]) -> list[str]:
    """Say what is not in a layer, and what in it is not used."""
    places = source.file if layer == "places" else str(_path_beside(source))
    whole = (
        f"{source.file}: this is a layer that geobrief wrote, {layer}; the brief's other records, "
        "title, summary, date, source, units, language, areas, view, inset and names are not in it"
    )
    where = (
        f"{places}: places are looked up anew by their number or name; "
        "only where the basis is brief do lon and lat count"
    )
    notes = [whole, where]
    if unknown:
        names = [shown(name) or "a column without a header" for name in unknown]
        notes.append(f"{source.file}: not used: {listed(names)}")
    return notes


def _path_beside(source: SourceText) -> Path:
    return source.path.with_name(f"places{source.path.suffix}")


def _beside(source: SourceText) -> SourceText:
    """Read the file of the places, which stands beside a layer's.

    Raises:
        BriefError: there is none.
    """
    path = _path_beside(source)
    if not path.is_file():
        source.refuse(
            "this is a layer that geobrief wrote, and what its places are stands in "
            f"{path.name}, which is not beside it; put it there, or {_INSTEAD}"
        )
    return type(source).read(path)


@dataclass
class _LayerCollector(RowCollector):
    """Gathers the rows of a layer into a brief."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._data["distances"] = []
        self._rows["distances"] = []
        self._placed: set[int] = set()

    def add_place(self, row: Row) -> None:
        """Take a row of `places`, once."""
        if id(row) in self._placed:
            return
        self._placed.add(id(row))
        basis = row.values.get("basis")
        wrong = _wrong_basis(row, basis)
        if wrong:
            self.flaws.add_at(row.origin_of("basis"), wrong)
            self.flaws.doubt([row.values.get("name")])
            return
        entry = {key: row.values[key] for key in ("name", "note", *_SUPPORT) if key in row.values}
        self._append("places", entry | _label(row) | _where(row, basis), row)

    def add_record(self, layer: str, row: Row) -> None:
        """Take a row of another layer."""
        values = row.values
        self._append(layer, {key: values[key] for key in _KEYS[layer] if key in values}, row)
        who, short = values.get("who"), values.get("short_name")
        said = {key: values[key] for key in ("role", "side") if key in values}
        if short not in (None, who):
            said["aliases"] = [short]
        if said and who is not None:
            self._merge("people", who, said, Row({**values, **said}, row.origin_of))

    def column_of(self, key: str, name: str) -> str:
        """Return the column that a field of the brief was made from."""
        return "who" if (key, name) == ("people", "name") else _COLUMN_OF.get(name, name)


def _wrong_basis(row: Row, basis: object) -> str:
    if basis not in tuple(Basis):
        return f"basis must be one of {', '.join(Basis)}, not {show_value(basis)}"
    if basis == Basis.BRIEF and not {"lat", "lon"} <= row.values.keys():
        return "the basis is brief, and lat and lon are missing; give both"
    return ""


def _label(row: Row) -> dict[str, Any]:
    """Return the label that an editor gave: without one, the name stands at the marker."""
    text = row.values.get("label")
    label = {"text": text} if text not in (None, row.values.get("name")) else {}
    others = {"at": row.values.get("label_at"), "leader": row.values.get("label_leader")}
    label |= {key: value for key, value in others.items() if value is not None}
    return {"label": label} if label else {}


def _where(row: Row, basis: object) -> dict[str, Any]:
    """Return what of a row makes the place the same again: its point, number or country."""
    values = row.values
    country = values.get("country") or values.get("country_name")
    said = {"country": country} if country else {}
    numbered = {"geonameid": values["geonameid"]} if "geonameid" in values else {}
    if basis == Basis.BRIEF:
        return said | numbered | {key: values[key] for key in ("lat", "lon") if key in values}
    return {} if basis == Basis.COORDINATES else numbered or said


class _Places:
    """The rows of `places`, by name."""

    def __init__(self, rows: Sequence[Row], source: SourceText) -> None:
        self._file = _path_beside(source).name
        self._by_name = {name_key(str(row.values.get("name"))): row for row in rows}

    def named_in(self, row: Row, collector: RowCollector) -> list[Row]:
        """Return the places that a row names; one that is not there is a flaw of the row."""
        found = []
        for column, id_column in _IDS.items():
            name, place_id = row.values.get(column), row.values.get(id_column)
            if name is None:
                continue
            known = self._by_name.get(name_key(str(name)))
            if known is None or place_id not in (None, known.values.get("id")):
                by_id = f" with the id {show_value(place_id)}" if place_id is not None else ""
                what = (
                    f"{show_value(name)}{by_id} does not stand in {self._file}, which says what "
                    f"the places are; put it there, or {_INSTEAD}"
                )
                collector.flaws.add_at(row.origin_of(column), what)
                collector.flaws.doubt([name])
            else:
                found.append(known)
        return found
