"""An analyst's own GeoDataFrame, a row each record, becomes a brief."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from functools import cached_property, partial
from math import isfinite
from numbers import Real
from typing import TYPE_CHECKING, Any, NoReturn

from geobrief.errors import BriefError, InputError, Problem
from geobrief.model.brief import Origin
from geobrief.model.parse import show_origin, show_value
from geobrief.records.guess import guesses, listed, plain_name, shown, unused_notes
from geobrief.records.rows import COLUMNS, Row, RowCollector
from geobrief.records.source import MOST_RECORDS
from geobrief.records.uncollected import uncollected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pandas import DataFrame

    from geobrief.model.brief import Brief

__all__ = ["brief_of_frame"]

_FRAME = "frame"
_PLACE_IS_IN = ("place", "at", "name")
"""Where a name of a place may be, as in GeoJSON."""
_COORDINATES = ("lat", "lon")
_SMALL = frozenset({"status", "curve"})
_DECIMALS = 7
"""A centimetre: what the layers keep of a coordinate."""
_WITH_ZONE = (
    "times without a zone are ambiguous; give the column one, as in "
    'frame["when"].dt.tz_localize("Europe/Istanbul")'
)


_OFF_THE_EARTH = (
    "the point is nowhere on the earth, as the frame's CRS has it; check the point, and the CRS"
)


def brief_of_frame(
    frame: DataFrame,
    *,
    columns: Mapping[str, Any] | None = None,
    **keys: Any,  # noqa: ANN401 - whatever a brief's keys hold
) -> Brief:
    """Make a brief of a GeoDataFrame, a row each record, as in a table (CSV).

    A row with only a place is a marker; with `who`, a sighting; with `from`, a movement. Where
    there are points, in whatever CRS, they are where the places are; rows without are looked up by
    the name. A DataFrame works too, with or without columns `lat` and `lon`.

    Args:
        frame: its columns are called as a table's (place, who, from, when, ...), or `columns` says.
        columns: our column to the frame's own: `{"place": "city", "when": "seen_on"}`.
        keys: a brief's own keys: `title` above all, `summary`, `date`, `source`, `units`, ...

    Raises:
        BriefError: lists everything that is wrong, by the label of its row.
        InputError: it is no frame, or `columns` names a column that is not there.
    """
    table = _Table.of(frame, columns or {})
    collector = RowCollector(keys.get("title", "Map"), Origin(file=_FRAME), keys)
    collector.notes += table.notes
    try:
        with uncollected():
            for row in table.rows(collector):
                collector.add(row)
            return collector.to_brief()
    except BriefError as error:
        notes = (*error.notes, *([_WITH_ZONE] if "no time zone" in str(error) else []))
        raise BriefError(error.problems, notes=notes, rest=error.rest) from error


@dataclass(frozen=True)
class _Table:
    """A frame, and which of its columns says what."""

    frame: DataFrame
    theirs: Mapping[str, Any]
    """Our column to the frame's."""
    geometry: Any
    """The column with the points, if there is one."""

    @classmethod
    def of(cls, frame: DataFrame, columns: Mapping[str, Any]) -> _Table:
        """Find out what is where.

        Raises:
            BriefError: it has no rows, too many, or no column for the places.
            InputError: it is no frame, or `columns` names what is not there.
        """
        import pandas as pd  # noqa: PLC0415 - heavy

        if not isinstance(frame, pd.DataFrame):
            message = f"a GeoDataFrame or a DataFrame is needed, not {show_value(frame)}"
            raise InputError(message)
        _check_columns(frame, columns)
        geometry = getattr(frame, "active_geometry_name", None)
        table = cls(frame, _their_names(frame, columns, geometry), geometry)
        table.check()
        return table

    def check(self) -> None:
        """Stop at what no brief can be made of.

        Raises:
            BriefError: there are no rows, or too many, or nothing says which place they are of.
        """
        if self.frame.empty:
            _refuse("has no rows; give one for each record")
        if len(self.frame) > MOST_RECORDS:
            _refuse(f"has more than {MOST_RECORDS:,} rows; split it into stories")
        if "place" not in self.theirs:
            meant = next((name for name, our in self._guessed.items() if our == "place"), "city")
            _refuse(
                "has no column place; say which one has the places' names, as in "
                f'columns={{"place": "{shown(meant)}"}}'
            )
        twice = [str(name) for name in self.theirs.values() if _count(self.frame, name) > 1]
        if twice:
            _refuse(f"has the column {shown(twice[0])} twice; rename one of them")

    @cached_property
    def _labels(self) -> list[Any]:
        return list(self.frame.index.tolist())

    @cached_property
    def _unused(self) -> list[str]:
        used = {*self.theirs.values(), self.geometry}
        left = [name for name in self.frame.columns if name not in used]
        if self.geometry is not None:
            left = [name for name in left if plain_name(str(name)) not in _COORDINATES]
        return [str(name) for name in left]

    @cached_property
    def _guessed(self) -> dict[str, str]:
        return guesses(self._unused, self.theirs)

    @property
    def notes(self) -> list[str]:
        """Which columns are not used, and what each may mean."""
        there = {*self.theirs, *_COORDINATES} if self.geometry is not None else self.theirs
        return unused_notes(_FRAME, "column", self._unused, there)

    def rows(self, collector: RowCollector) -> Iterator[Row]:
        """Yield the rows that say something; what is wrong with a point goes to `collector`."""
        cells = {our: self._cells(our) for our in self.theirs}
        points = self._points(collector)
        for number in range(len(self.frame)):
            values = {our: column[number] for our, column in cells.items() if number in column}
            values |= points.get(number, {})
            if values:
                yield Row(values, partial(self.origin, number))

    def origin(self, number: int, column: str) -> Origin:
        """Return where a cell stands, in the words of pandas."""
        label = show_value(self._labels[number])
        if not self.frame.index.is_unique:
            return Origin(file=_FRAME, field=f"iloc[{number}]" + (f", {column}" if column else ""))
        theirs = self.theirs.get(column, self.geometry if column in _COORDINATES else None)
        within = f", {show_value(theirs)}" if theirs is not None else ""
        return Origin(file=_FRAME, field=f"loc[{label}{within}]")

    def _cells(self, our: str) -> dict[int, Any]:
        """Return the cells of a column that are not empty, by the number of their row."""
        column = self.frame[self.theirs[our]]
        pairs = zip(column.tolist(), column.isna().tolist(), strict=True)
        read = {number: _value(our, cell) for number, (cell, no) in enumerate(pairs) if not no}
        return {
            number: value
            for number, value in read.items()
            if not (isinstance(value, str) and not value)
        }

    def _points(self, collector: RowCollector) -> dict[int, dict[str, float]]:
        """Return where the rows' points are, by the number of the row, in WGS 84."""
        if self.geometry is None:
            return {}
        kinds = self.frame[self.geometry].geom_type.tolist()
        there = [isinstance(kind, str) for kind in kinds]
        for number, kind in enumerate(kinds):
            if there[number] and kind != "Point":
                there[number] = False
                collector.flaws.add_at(self.origin(number, "lon"), _not_a_point(kind))
                collector.flaws.doubt([self.frame.iloc[number][self.theirs["place"]]])
        places = self._in_degrees(there)
        numbers = [number for number, is_there in enumerate(there) if is_there]
        found = {}
        for number, point in zip(numbers, places, strict=True):
            if point.is_empty:
                continue
            if isfinite(point.x) and isfinite(point.y):
                found[number] = {"lat": round(point.y, _DECIMALS), "lon": round(point.x, _DECIMALS)}
            else:
                collector.flaws.add_at(self.origin(number, "lon"), _OFF_THE_EARTH)
        return found

    def _in_degrees(self, there: list[bool]) -> list[Any]:
        """Return points in WGS 84 longitude and latitude.

        Raises:
            BriefError: it is not known, or cannot be told, where on the earth they are.
        """
        from pyproj.exceptions import ProjError  # noqa: PLC0415 - heavy

        if not any(there):
            return []
        points = self.frame[self.geometry][there]
        if points.crs is None:
            _refuse(
                "has points, and no CRS that says where on the earth they are; name it, as in "
                'frame.set_crs("EPSG:4326")'
            )
        try:
            return list(points.to_crs("EPSG:4326"))
        except ProjError as error:
            _refuse(
                f"has points in the CRS {show_value(points.crs.name)}, which cannot be turned "
                "into longitude and latitude; give it another with frame.to_crs",
                cause=error,
            )


def _check_columns(frame: DataFrame, columns: Mapping[str, Any]) -> None:
    """Stop at a column that is not one of ours, or is not there.

    Raises:
        InputError: names it, and what there is.
    """
    if not isinstance(columns, Mapping):
        message = (
            f"columns: {show_value(columns)} does not say which column is which; write our column "
            'and the frame\'s own, as in {"place": "city"}'
        )
        raise InputError(message)
    for our, name in columns.items():
        if our not in COLUMNS:
            message = f"columns: {show_value(our)} is none of {', '.join(COLUMNS)}"
            raise InputError(message)
        if not isinstance(name, Hashable) or name not in frame.columns:
            there = listed([shown(str(one)) for one in frame.columns])
            message = f"columns: the frame has no column {show_value(name)}; it has {there}"
            raise InputError(message)


def _their_names(frame: DataFrame, columns: Mapping[str, Any], geometry: object) -> dict[str, Any]:
    """Return our columns that the frame has, each with what it is called there."""
    taken = set(columns.values())
    named = {
        plain_name(str(name)): name
        for name in reversed(list(frame.columns))
        if name != geometry and name not in taken
    }
    theirs = {our: named[our] for our in COLUMNS if our in named}
    place = next((name for name in _PLACE_IS_IN if name in named), None)
    if place:
        theirs["place"] = named[place]
    theirs |= columns
    if geometry is not None:
        theirs = {our: name for our, name in theirs.items() if our not in _COORDINATES}
    return {our: theirs[our] for our in COLUMNS if our in theirs}


def _count(frame: DataFrame, name: object) -> int:
    return sum(1 for one in frame.columns if one == name)


def _value(our: str, cell: Any) -> Any:  # noqa: ANN401 - whatever a frame can hold
    """Return a cell as a table of text would have it: a day without a clock, a number as text."""
    if isinstance(cell, str):
        text = cell.strip()
        return text.lower() if our in _SMALL else text
    if our in _COORDINATES:
        is_number = isinstance(cell, Real) and not isinstance(cell, bool)
        return float(cell) if is_number else cell
    if our == "when":
        return _day_or_moment(cell)
    if our == "callout":
        return cell
    if isinstance(cell, bool) or not isinstance(cell, Real):
        return cell
    return str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)


def _day_or_moment(cell: Any) -> Any:  # noqa: ANN401 - whatever a frame can hold
    """Return the day where a date became a midnight, or a period, as pandas keeps days."""
    if hasattr(cell, "freqstr"):
        return str(cell)
    if isinstance(cell, datetime) and cell.tzinfo is None and cell.time() == time():
        return cell.date()
    return cell


def _not_a_point(kind: str) -> str:
    way = (
        "frame.set_geometry(frame.representative_point())"
        if kind.endswith("Polygon")
        else "None, to have the place looked up by its name"
    )
    return f"the geometry is a {kind}, and geobrief reads points; give one, or {way}"


def _refuse(what: str, *, cause: Exception | None = None) -> NoReturn:
    """Stop where a frame as a whole will not do.

    Raises:
        BriefError: always.
    """
    raise BriefError([Problem(show_origin(Origin(file=_FRAME)), what)]) from cause
