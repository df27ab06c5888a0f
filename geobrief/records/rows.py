"""Location records, a row each, become a brief: markers, sightings, movements.

A table and a GeoJSON file differ in how a row is written, not in what it says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from geobrief.errors import BriefError
from geobrief.model.brief import Origin
from geobrief.model.naming import name_key
from geobrief.model.parse import Flaws, parse_with, show_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geobrief.model.brief import Brief

__all__ = ["COLUMNS", "Row", "RowCollector"]

COLUMNS = (
    "place",
    "who",
    "role",
    "side",
    "from",
    "when",
    "status",
    "note",
    "evidence",
    "lat",
    "lon",
    "country",
    "callout",
    "curve",
)
"""What a row may say, in the order of the documentation."""

_EVENT = ("when", "status", "note", "evidence")
_GROWS = ("note", "evidence")
"""What several rows may say of one place, each something else."""
_OF_PLACE = ("lat", "lon", "country")
_ONLY_WITH_WHO = ("role", "side", "when", "status", "callout", "curve")
_COLUMN_OF = {"at": "place", "to": "place", ("places", "name"): "place", ("people", "name"): "who"}
_ITEM = re.compile(r"(\w+)\[(\d+)\](?:\.(\w+))?")
_NAMED_IN_NOTE = 5


@dataclass(frozen=True, slots=True)
class Row:
    """One location record: its cells that are not empty, and where each was written."""

    values: Mapping[str, Any]
    origin_of: Callable[[str], Origin]
    """Tells the origin of a cell by its column, and of the row by an empty text."""

    @property
    def origin(self) -> Origin:
        """Where the row was written."""
        return self.origin_of("")


@dataclass
class RowCollector:
    """Gathers rows, one by one, into one brief.

    A row with only a place is a marker; with `who`, a sighting; with `from`, a movement.
    """

    title: str
    file: Origin
    keys: Mapping[str, Any] = field(default_factory=dict)
    """What the brief says besides its rows: `summary`, `date`, ..."""
    flaws: Flaws = field(init=False)
    notes: list[str] = field(default_factory=list)
    _data: dict[str, list[dict[str, Any]]] = field(init=False)
    _rows: dict[str, list[Row]] = field(init=False)
    _seen: dict[str, Row] = field(default_factory=dict)
    _by_name: dict[str, dict[str, tuple[dict[str, Any], Row]]] = field(init=False)
    _remarks: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.flaws = Flaws(self.origin_of)
        self._data = {"people": [], "places": [], "sightings": [], "movements": []}
        self._rows = {key: [] for key in self._data}
        self._by_name = {"people": {}, "places": {}}

    def add(self, row: Row) -> None:
        """Take one row."""
        if "place" not in row.values:
            self.flaws.add_at(
                row.origin_of("place"), "place is missing; name one, or take the record out"
            )
            self._keep_start(row)
            return
        same = self._seen.setdefault(repr(row.values), row)
        if same is not row:
            self.remark(f"the same as in {_short(same.origin)} and kept once", row)
            return
        self._add_place(row)
        if "who" in row.values:
            self._add_person(row)
            self._add_event(row)
        else:
            self._add_marker(row)

    def to_brief(self) -> Brief:
        """Make a Brief of all rows.

        Raises:
            BriefError: lists everything that is wrong, by row.
        """
        made = {key: items for key, items in self._data.items() if items}
        for key in made.keys() & self.keys.keys():
            self.flaws.add_at(
                Origin(field=key),
                f"{key} are made of the rows here; give them there only, or add to what "
                "the brief's to_dict() returns, and make a brief of it with Brief.from_dict",
            )
        data = {"title": self.title, **self.keys, **made}
        remarks = [f"{self.file}, {_list(rows)}: {what}" for what, rows in self._remarks.items()]
        notes = (*self.notes, *remarks)
        try:
            return replace(parse_with(self.flaws, data), notes=notes)
        except BriefError as error:
            rest = error.rest and replace(error.rest, notes=notes)
            raise BriefError(error.problems, notes=notes, rest=rest) from error

    def origin_of(self, path: str) -> Origin:
        """Return the cell that a field of the brief was made from."""
        match = _ITEM.match(path)
        if re.split(r"[.[]", path)[0] in self.keys:
            return Origin(field=path)
        if not match:
            return replace(self.file, field=path)
        key, index, name = match.groups()
        return self._rows[key][int(index)].origin_of(self.column_of(key, name or ""))

    def column_of(self, key: str, name: str) -> str:
        """Return the column that a field of the brief is made from."""
        return _COLUMN_OF.get((key, name)) or _COLUMN_OF.get(name, name)

    def remark(self, what: str, row: Row) -> None:
        """Remember what a note should say of a row, once for all rows of which it is true."""
        self._remarks.setdefault(what, []).append(_short(row.origin))

    def _add_event(self, row: Row) -> None:
        """Add a sighting or, if the row says from where, a movement."""
        values = row.values
        event = {"who": values["who"]} | {key: values[key] for key in _EVENT if key in values}
        if "from" in values:
            event |= {"from": values["from"], "to": values["place"]}
            self._append("movements", event | self._drawn("curve", row), row)
            self._pass_over("callout", "as the row has a from", row)
        else:
            self._append(
                "sightings", event | {"at": values["place"]} | self._drawn("callout", row), row
            )
            self._pass_over("curve", "as the row has no from", row)

    def _drawn(self, column: str, row: Row) -> dict[str, Any]:
        return {column: row.values[column]} if column in row.values else {}

    def _pass_over(self, column: str, why: str, row: Row) -> None:
        if column in row.values:
            self.remark(f"{column} is not used, {why}", row)

    def _keep_start(self, row: Row) -> None:
        """Have the start of a way that leads nowhere looked up all the same."""
        if "from" in row.values:

            def origin_of(column: str) -> Origin:
                return row.origin_of("from" if column == "place" else column)

            self._merge("places", row.values["from"], {}, Row(row.values, origin_of))

    def _add_marker(self, row: Row) -> None:
        if "from" in row.values:
            self.flaws.add_at(
                row.origin_of("from"),
                "from says that someone moved, and who is missing; add who, or take from out",
            )
        for column in _ONLY_WITH_WHO:
            if column in row.values:
                self.remark(f"{column} is not used, as the row has no who", row)

    def _add_place(self, row: Row) -> None:
        """Add what a row says about its place itself, unless the place's name says it all."""
        marker = "who" not in row.values
        said = {key: row.values[key] for key in _OF_PLACE if key in row.values}
        if marker:
            said |= {key: row.values[key] for key in _GROWS if key in row.values}
        if marker or said:
            self._merge("places", row.values["place"], said, row)

    def _add_person(self, row: Row) -> None:
        said = {key: row.values[key] for key in ("role", "side") if key in row.values}
        if said:
            self._merge("people", row.values["who"], said, row)

    def _merge(self, key: str, name: Any, said: dict[str, Any], row: Row) -> None:  # noqa: ANN401
        """Add what a row says to the entry of that name; two rows may not contradict each other."""
        known, first = self._by_name[key].setdefault(name_key(str(name)), ({}, row))
        if not known:
            known["name"] = name
            self._append(key, known, row)
        for column, value in said.items():
            if known.setdefault(column, value) != value:
                self._settle(known, column, row, first)

    def _settle(self, known: dict[str, Any], column: str, row: Row, first: Row) -> None:
        value = row.values[column]
        if column in _GROWS:
            known[column] = f"{known[column]}\n{value}"
            return
        if column in _OF_PLACE:
            self.flaws.doubt([known["name"]])
        self.flaws.add_at(
            row.origin_of(column),
            f"{show_value(known['name'])} has {column} {show_value(value)} here "
            f"and {show_value(known[column])} in "
            f"{_short(first.origin)}; make them the same, or tell the two apart by name",
        )

    def _append(self, key: str, item: dict[str, Any], row: Row) -> None:
        self._data[key].append(item)
        self._rows[key].append(row)


def _short(origin: Origin) -> str:
    """Return where a row is, for a message that has named the file already."""
    return str(replace(origin, file="", field="" if origin.row else origin.field))


def _list(rows: list[str]) -> str:
    more = len(rows) - _NAMED_IN_NOTE
    return ", ".join(rows[:_NAMED_IN_NOTE]) + (f" and {more} more" if more > 0 else "")
