"""CSV: a row per location record, as a reporter's spreadsheet has it."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from geobrief.errors import BriefError
from geobrief.records.cells import cell_text
from geobrief.records.guess import guesses, misspelt, plain_name, shown, unused_notes
from geobrief.records.ours import brief_of_layer, layer_of, plain_values
from geobrief.records.rows import COLUMNS, Row, RowCollector
from geobrief.records.source import MOST_RECORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.model.brief import Brief, Origin
    from geobrief.records.source import SourceText

__all__ = ["brief_of_table"]

_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab"}
_EXCEL_HINT = re.compile(r"sep=(.)\n", re.IGNORECASE)
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
_LONGEST_NUMBER = 40
_DATES_ANEW = (
    "to have a spreadsheet write dates as 2025-05-15, give the column when the format yyyy-mm-dd "
    "(in Excel: Format Cells, Custom), or format it as Text and type the dates; then save again"
)
_WRITE_ONE_OF = f"write one of {', '.join(COLUMNS)} over each"
_NAME_PLACE = "name the column with the places place"
_TRUTHS = {"true": True, "yes": True, "false": False, "no": False}
_COMMA_NUMBER = re.compile(r"[-+]?\d+,\d+")


def brief_of_table(source: SourceText) -> Brief:
    """Make a brief of a table; the first row names the columns.

    Raises:
        BriefError: lists everything that is wrong, by row as a spreadsheet counts them.
    """
    sheet = _Sheet.read(source)
    layer = sheet.layer
    columns = None if layer else _Columns(sheet)
    if not sheet.records:
        source.refuse("has a header and no row under it; add one, with a place")
    try:
        if columns is None:
            return brief_of_layer(layer, _layer_rows(sheet), source, read_places=_rows_of_places)
        return _brief_of_rows(sheet, columns)
    except BriefError as error:
        about_dates = [f"{source.file}: {_DATES_ANEW}"] if _has_wrong_date(error) else []
        notes = (*error.notes, *about_dates)
        raise BriefError(error.problems, notes=notes, rest=error.rest) from error


def _brief_of_rows(sheet: _Sheet, columns: _Columns) -> Brief:
    collector = RowCollector(sheet.source.title, sheet.source.origin())
    collector.notes += columns.notes
    for number, cells in sheet.records:
        _add_row(columns, number, cells, collector)
    return collector.to_brief()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table's header and the rows under it, each with its number in a spreadsheet."""

    source: SourceText
    header_row: int
    headers: list[str]
    records: list[tuple[int, list[str]]]
    has_decimal_comma: bool

    @classmethod
    def read(cls, source: SourceText) -> _Sheet:
        """Split a file's text into rows and cells.

        Raises:
            BriefError: it has blank rows only, too many, or is no CSV.
        """
        text, delimiter = _without_hint(source.text)
        delimiter = delimiter or _delimiter_of(text)
        rows = _rows(text, delimiter, source)
        header = next(rows, None)
        if header is None:
            source.refuse(
                "has blank rows only; name the columns in the first, and a place in another"
            )
        records = list(islice(rows, MOST_RECORDS + 1))
        source.refuse_more_than_most(len(records))
        return cls(source, *header, records, delimiter != ",")

    @property
    def layer(self) -> str:
        """Which layer of ours it is, or an empty text.

        Raises:
            BriefError: it is one that lacks a column.
        """
        return layer_of(self.headers, self.source, row=self.header_row)

    def origin(self, number: int, column: str) -> Origin:
        """Return where the cell of a column stands."""
        return self.source.origin(row=number, path=column)

    def excess(self, cells: list[str]) -> str:
        """Say what is wrong with a row that has more cells than there are headers."""
        width = len(self.headers)
        if not any(cells[width:]):
            return ""
        return (
            f"the row has {len(cells)} cells under {width} headers; put a cell that holds the "
            'delimiter in "quotes", or give the last column a header'
        )

    def value(self, column: str, cell: str) -> str | float:
        """Return a cell's value."""
        return _value(column, cell, decimal_comma=self.has_decimal_comma)


def _layer_rows(sheet: _Sheet) -> list[Row]:
    """Return the rows of a layer of ours, without the apostrophes of its texts."""
    rows = []
    for number, read in sheet.records:
        excess = sheet.excess(read)
        if excess:
            sheet.source.refuse(excess, row=number)
        cells = [cell_text(cell).strip() for cell in read]
        values = {
            name: sheet.value(name, cell)
            for name, cell in zip(sheet.headers, cells, strict=False)
            if cell
        }
        rows.append(Row(plain_values(values), partial(sheet.origin, number)))
    return rows


def _rows_of_places(source: SourceText) -> list[Row]:
    """Read the table of the places that stands beside another of ours."""
    sheet = _Sheet.read(source)
    if sheet.layer != "places":
        source.refuse("this is not the table of places that geobrief wrote; put that in its place")
    return _layer_rows(sheet)


def _has_wrong_date(error: BriefError) -> bool:
    return any(problem.where.endswith(", when") for problem in error.problems)


class _Columns:
    """The header: which column says what.

    Raises:
        BriefError: no column is known, `place` is missing, or a column stands there twice.
    """

    def __init__(self, sheet: _Sheet) -> None:
        self.sheet = sheet
        names = [plain_name(cell) for cell in sheet.headers]
        self._check(names)
        self.index_of = {name: names.index(name) for name in COLUMNS if name in names}
        self.nameless = [index for index, name in enumerate(names) if not name]
        self.notes = unused_notes(sheet.source.file, "column", self._unknown(), names)

    def _check(self, names: list[str]) -> None:
        known = [name for name in names if name in COLUMNS]
        counts = Counter(known)
        twice = next((name for name in known if counts[name] > 1), None)
        renaming = self._renaming(known)
        if not known:
            what = f"names no column that geobrief knows; {renaming or _WRITE_ONE_OF}"
        elif twice:
            what = f"names the column {twice} twice; rename one of them"
        elif "place" not in known:
            hint = renaming if renaming.endswith("to place") else _NAME_PLACE
            what = f"has no column place; {hint}"
        elif slips := misspelt(self._unknown(), known):
            heading, column = next(iter(slips.items()))
            what = (
                f"has a column {shown(heading)}; did you mean {column}? Rename it, or call it "
                "something else if it is another thing"
            )
        else:
            return
        self.sheet.source.refuse(f"the header {what}", row=self.sheet.header_row)

    def _renaming(self, known: list[str]) -> str:
        """Say what to rename to what, place last, where the headings can be guessed."""
        found = guesses(self._unknown(), known)
        pairs = sorted(found.items(), key=lambda pair: pair[1] == "place")
        texts = [f"{shown(heading)} to {column}" for heading, column in pairs]
        return f"rename {', '.join(texts)}" if texts else ""

    def _unknown(self) -> list[str]:
        return [cell for cell in self.sheet.headers if cell and plain_name(cell) not in COLUMNS]


def _add_row(columns: _Columns, number: int, cells: list[str], collector: RowCollector) -> None:
    """Read one row's cells and add it to the brief."""
    sheet = columns.sheet
    excess = sheet.excess(cells)
    if excess:
        collector.flaws.add_at(sheet.origin(number, ""), excess)
        collector.flaws.doubt(cells)
        return
    values = {
        name: sheet.value(name, cells[index])
        for name, index in columns.index_of.items()
        if index < len(cells) and cells[index]
    }
    row = Row(values, partial(sheet.origin, number))
    if any(cells[index] for index in columns.nameless if index < len(cells)):
        collector.remark("a cell without a header is not used; give its column a header", row)
    if values:
        collector.add(row)


def _rows(text: str, delimiter: str, source: SourceText) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row that is not blank, as a spreadsheet counts, and its cells."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            trimmed = [cell.strip() for cell in cells]
            if any(trimmed):
                yield number, trimmed
    except csv.Error as error:
        source.refuse(_plain_words(str(error), delimiter), row=number + 1, cause=error)


def _plain_words(problem: str, delimiter: str) -> str:
    if "unexpected end" in problem:
        return 'a quote (") opens here and is not closed; close it, or take it out'
    if "field larger" in problem:
        return (
            f"a cell of more than {csv.field_size_limit():,} characters; shorten it, or close "
            'the quote (") that opens before it'
        )
    if "expected after" in problem:
        return (
            f'text after a closing quote ("), where a {_DELIMITERS[delimiter]} should follow; '
            "write a quote inside a quoted cell twice"
        )
    return f"this is not CSV ({problem})"


def _without_hint(text: str) -> tuple[str, str]:
    """Split off the line `sep=;` that Excel writes and obeys."""
    hint = _EXCEL_HINT.match(text)
    if hint and hint.group(1) in _DELIMITERS:
        return text[hint.end() :], hint.group(1)
    return text, ""


def _delimiter_of(text: str) -> str:
    """Return what splits the header into the most columns that are known.

    A header of one column has none; then a tab leaves `Paris, Texas` in one piece.
    """
    header = next((line for line in text.split("\n") if line.strip()), "")

    def known(delimiter: str) -> tuple[int, int]:
        try:
            cells = next(csv.reader([header], delimiter=delimiter), [])
        except csv.Error:
            return 0, 0
        return sum(plain_name(cell) in COLUMNS for cell in cells), len(cells)

    return max(("\t", *_DELIMITERS), key=known)


def _value(column: str, cell: str, *, decimal_comma: bool) -> str | float | bool:
    """Return a cell's value: numbers for coordinates, `confirmed` for `Confirmed`."""
    if column in {"status", "curve"}:
        return cell.lower()
    if column == "callout":
        return _TRUTHS.get(cell.lower(), cell)
    if column not in {"lat", "lon"}:
        return cell
    text = cell.replace("\N{MINUS SIGN}", "-")
    if decimal_comma and _COMMA_NUMBER.fullmatch(text):
        text = text.replace(",", ".")
    return float(text) if len(text) <= _LONGEST_NUMBER and _NUMBER.fullmatch(text) else cell
