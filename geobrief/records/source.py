"""A file's text, and what is wrong with a file before its first line makes sense."""

from __future__ import annotations

import codecs
import os
import re
import stat
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property
from typing import IO, TYPE_CHECKING, NoReturn

from geobrief.errors import BriefError, Problem
from geobrief.files import story_stem
from geobrief.model.brief import Origin
from geobrief.model.parse import show_origin, text_flaw
from geobrief.records.foreign import EXCEL_CALLS_IT

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["SourceText"]

LARGEST_BYTES = 100_000_000
"""A table of 100,000 rows takes some ten megabytes; ten times as much is no story's records."""

MOST_RECORDS = 200_000
"""Twice what is promised to be read in half a minute."""

_NOT_IN_FILES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_NO_PLAIN_FILE = (
    "is a pipe or a device; save what it gives in a file whose name ends in .yaml, .json, .csv or "
    ".geojson, and name that"
)
_BEGINNING = 1_000
_ZEROS_IN_UTF_16 = 3
"""In UTF-16 every other byte of most languages' letters and all blanks is zero."""
_TABLES = frozenset({".csv", ".tsv", ".txt"})
_SAVE_TABLE = f"save its table as CSV in UTF-8 (in Excel: {EXCEL_CALLS_IT})"
_BINARY = {
    b"PK\x03\x04": f"a spreadsheet, a document or an archive; {_SAVE_TABLE}",
    b"\xd0\xcf\x11\xe0": f"an old spreadsheet or document; {_SAVE_TABLE}",
    b"%PDF": "a PDF; geobrief reads YAML, JSON, CSV and GeoJSON",
    b"SQLite format 3\x00": "a database or GeoPackage; export it as GeoJSON",
    b"\x1f\x8b": "compressed; unpack it first",
    b"\x89PNG": "a picture; geobrief reads YAML, JSON, CSV and GeoJSON",
    b"\xff\xd8\xff": "a picture; geobrief reads YAML, JSON, CSV and GeoJSON",
}


@dataclass(frozen=True)
class SourceText:
    """What a file says, with line feeds for line ends, and where in it things stand."""

    path: Path
    text: str = field(repr=False)

    @classmethod
    def read(cls, path: Path) -> SourceText:
        """Read a UTF-8 text file, with or without a byte order mark.

        Raises:
            BriefError: it cannot be read, is empty, is no text, or is not UTF-8.
        """
        data = _bytes_of(path)
        text = _decoded(path, data.removeprefix(codecs.BOM_UTF8))
        source = cls(path, text.replace("\r\n", "\n").replace("\r", "\n"))
        if not text.strip():
            source.refuse("is empty; geobrief needs a brief or a table of places in it")
        stray = _NOT_IN_FILES.search(source.text)
        if stray:
            line = source.line_at(stray.start())
            source.refuse(f"the text {text_flaw(stray.group(), long=True)}", line=line)
        return source

    @property
    def file(self) -> str:
        """The file as it was named."""
        return str(self.path)

    @property
    def title(self) -> str:
        """A title for a file that has none: `my-trip.csv` is `My trip`."""
        words = re.sub(r"[-_\s]+", " ", story_stem(self.path)).strip()
        if not words or text_flaw(words):
            return "Map"
        return words[0].upper() + words[1:]

    def line_at(self, index: int) -> int:
        """Return the 1-based line of a character."""
        return bisect_right(self._line_starts, index)

    def column_at(self, index: int) -> int:
        """Return the 1-based column of a character."""
        return index - self._line_starts[self.line_at(index) - 1] + 1

    def origin(self, *, line: int | None = None, row: int | None = None, path: str = "") -> Origin:
        """Return the origin of a field of this file."""
        return Origin(file=self.file, line=line, row=row, field=path)

    def refuse_more_than_most(self, count: int) -> None:
        """Stop at a file of so many records that nobody would wait for them.

        Raises:
            BriefError: there are more than `MOST_RECORDS`.
        """
        if count > MOST_RECORDS:
            self.refuse(f"has more than {MOST_RECORDS:,} records; split it into stories")

    def refuse(
        self,
        what: str,
        *,
        line: int | None = None,
        row: int | None = None,
        path: str = "",
        cause: Exception | None = None,
    ) -> NoReturn:
        """Stop where the file cannot be read further.

        Raises:
            BriefError: always.
        """
        where = show_origin(self.origin(line=line, row=row, path=path))
        raise BriefError([Problem(where, what)]) from cause

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _file_error(path, "is a folder; name the file in it")
        if path.exists() and not path.is_file():
            raise _file_error(path, _NO_PLAIN_FILE)
        # Path.open takes no opener.
        with open(path, "rb", opener=_without_waiting) as stream:
            return _all_of(stream, path)
    except FileNotFoundError as error:
        raise _file_error(path, _not_there(path)) from error
    except (OSError, ValueError) as error:
        if "\0" in str(path):
            raise _file_error(path, "no file's name holds a NUL character; check it") from error
        reason = getattr(error, "strerror", None) or str(error)
        raise _file_error(path, f"cannot be read: {reason}") from error


def _without_waiting(path: str, flags: int) -> int:
    """Open a file, and if it has become a pipe by now, without waiting for who writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


def _all_of(stream: IO[bytes], path: Path) -> bytes:
    """Read a file that stays as it is while it is read."""
    before = os.fstat(stream.fileno())
    if not stat.S_ISREG(before.st_mode):
        raise _file_error(path, _NO_PLAIN_FILE)
    data = b"" if before.st_size > LARGEST_BYTES else stream.read(LARGEST_BYTES + 1)
    if max(before.st_size, len(data)) > LARGEST_BYTES:
        megabytes = LARGEST_BYTES // 1_000_000
        raise _file_error(path, f"is larger than {megabytes} MB; split it into stories")
    after = os.fstat(stream.fileno())
    if (after.st_size, after.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise _file_error(path, "changed while it was read; save it, and run the command again")
    return data


def _not_there(path: Path) -> str:
    """Say that a file is missing, and name the one that may be meant."""
    for suffix in (".yaml", ".yml", ".json", ".csv", ".geojson"):
        other = path.with_suffix(suffix) if path.name else path
        if other != path and other.is_file():
            return f"there is no such file, but there is {other.name}"
    return "there is no such file; check the name and the folder"


def _decoded(path: Path, data: bytes) -> str:
    for mark, encoding in _OTHER_MARKS.items():
        if data.startswith(mark):
            raise _file_error(path, f"is {encoding}; {_save_as_utf_8(path)}")
    for mark, kind in _BINARY.items():
        if data.startswith(mark):
            raise _file_error(path, f"is {kind}")
    if data[:_BEGINNING].count(0) > len(data[:_BEGINNING]) / _ZEROS_IN_UTF_16:
        raise _file_error(path, f"looks like UTF-16; {_save_as_utf_8(path)}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if b"\x00" in data:
            what = "is not a text file; geobrief reads YAML, JSON, CSV and GeoJSON"
            raise _file_error(path, what) from error
        line = data.count(b"\n", 0, error.start) + 1
        if "unexpected end" in error.reason and not data[: error.start].isascii():
            what = "the file ends within a character; it was cut short, so save it anew"
        else:
            what = f"the byte 0x{data[error.start]:02x} is not UTF-8; {_save_as_utf_8(path)}"
        raise BriefError([Problem(show_origin(Origin(file=str(path), line=line)), what)]) from error


def _save_as_utf_8(path: Path) -> str:
    in_excel = f" (in Excel: {EXCEL_CALLS_IT})" if path.suffix.lower() in _TABLES else ""
    return f"save the file as UTF-8{in_excel}"


def _file_error(path: Path, what: str) -> BriefError:
    return BriefError([Problem(show_origin(Origin(file=str(path))), what)])
