"""What is fuzzed: for each target, an input made of bytes and the laws that must hold for it.

A law is an assert; anything raised but what a target allows is a finding.
"""

# ruff: noqa: RUF001 - characters that look like others are what is tried here

from __future__ import annotations

import csv
import io
import json
import os
import re
import tempfile
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

from fuzz.draw import Draw
from fuzz.grammar import csv_bytes, geojson_bytes, json_bytes, yaml_bytes
from geobrief import gazetteer
from geobrief.errors import BriefError, InputError, PlaceError
from geobrief.gazetteer.coordinates import parse_coordinates
from geobrief.model import Brief, Location, When
from geobrief.model.parse import text_flaw
from geobrief.records import read_brief
from geobrief.records.cells import cell, cell_text
from geobrief.render import markup
from geobrief.render.words import date_in_words

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["TARGETS"]

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LONGEST_MESSAGE = 1500


@cache
def _folder() -> Path:
    memory = Path("/dev/shm")  # noqa: S108 - quicker than a disk, and gone when the machine is
    inside = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    kept = tempfile.TemporaryDirectory(prefix="geobrief-fuzz-", dir=inside)
    _kept.append(kept)
    return Path(kept.name)


_kept: list[object] = []


def _reader(suffix: str, make: Callable[[Draw], bytes]) -> Callable[[bytes], None]:
    """Return a target for one kind of file: its bytes become a Brief or a BriefError."""

    def check(data: bytes) -> None:
        path = _folder() / f"story{suffix}"
        path.write_bytes(make(Draw(data)))
        try:
            brief = read_brief(path)
        except BriefError as error:
            _check_problems(error, path)
        else:
            _check_brief(brief)

    return check


def _check_problems(error: BriefError, path: Path) -> None:
    """Every problem names the file, says something, and can be printed."""
    assert error.problems
    for problem in error.problems:
        assert problem.where.startswith(str(path)), problem
        assert problem.what.strip(), problem
        assert len(str(problem)) <= _LONGEST_MESSAGE, problem
        _check_printable(str(problem))
    for note in error.notes:
        _check_printable(note)


def _check_brief(brief: Brief) -> None:
    """A brief is made of what it writes out again, and holds no character that it should not."""
    written = brief.to_dict()
    if {} in written.get("background", ()):
        return  # a record of nothing but what is default: {show: true}
    assert Brief.from_dict(json.loads(json.dumps(written))) == brief
    for text in _texts(written):
        assert not text_flaw(text, long=True), text
    for note in brief.notes:
        _check_printable(note)


def _texts(value: object) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for part in pair for text in _texts(part)]
    if isinstance(value, list):
        return [text for part in value for text in _texts(part)]
    return [value] if isinstance(value, str) else []


def _check_message(text: str) -> None:
    assert text.strip()
    assert len(text) <= _LONGEST_MESSAGE * 2, text
    _check_printable(text)


def _check_printable(text: str) -> None:
    markup.terminal(text).encode("utf-8")


def _coordinates(data: bytes) -> None:
    """A text is a point on the earth, no point, or a PlaceError; a point written out is itself."""
    draw = Draw(data)
    parts = []
    while draw and len(parts) < _MOST_PARTS:
        number = draw.below(len(_PARTS) + 24)
        parts.append(_PARTS[number] if number < len(_PARTS) else draw.text(6))
    text = "".join(parts)
    try:
        point = parse_coordinates(text)
    except PlaceError as error:
        _check_message(str(error))
        return
    if point is not None:
        _check_point(point)


def _check_point(point: Location) -> None:
    written = f"{point.lat_deg:.7f}, {point.lon_deg:.7f}"
    again = parse_coordinates(written)
    assert again is not None, written
    assert abs(again.lat_deg - point.lat_deg) <= _ROUNDING_DEG, (point, again)
    assert abs(again.lon_deg - point.lon_deg) <= _ROUNDING_DEG, (point, again)


_ROUNDING_DEG = 1e-7
_MOST_PARTS = 40
_PARTS = (
    " ", ", ", ",", ";", "°", "'", '"', "′", "″", "º", "N", "S", "E", "W", "n", "w", "-", "−",
    "+", ".", "41", "28", "0", "90", "180", "60", "59.999", "41.01", "28.95", "00", "1e5", "٤١",
    "４１", "north", "lat", "lon", "latitude: ", "lng=", "geo:", ";u=1", ";crs=wgs84", "(", ")",
    "[", "]", "/", "\t", "\u00a0", "O", "Ost", "deg", "min", "sec", "d", "m", "s", "35TPF",
    "6651", "4189", "35T", "PF", "99", "410036N", "0285700E", "\u200e", "|", "X", "A", "Z",
    "POINT", "nan", "inf", "_", "1_0",
)  # fmt: skip


def _names(data: bytes) -> None:
    """Any text is one place or a PlaceError, and what it says to type is that very place."""
    draw = Draw(data)
    parts = []
    while draw and len(parts) < _MOST_PARTS:
        number = draw.below(len(_WORDS) + 24)
        parts.append(_WORDS[number] if number < len(_WORDS) else draw.text(8))
    name = "".join(parts)
    country = draw.one_of(("", "", "", "TR", "Germany", "US", "nowhere", "\u0130"))
    try:
        place = gazetteer.geocode(name, country=country)
    except InputError as error:
        _check_message(str(error))
    else:
        assert isinstance(place, Location)
        assert place.query == name
        _check_printable("\n".join((place.full_name, *place.notes)))
        _check_choices(name)


def _check_choices(name: str) -> None:
    for place, text in gazetteer.choices(name)[:_MOST_CHOICES]:
        again = gazetteer.geocode(text)
        assert (again.lat_deg, again.lon_deg) == (place.lat_deg, place.lon_deg), (name, text)


_MOST_CHOICES = 3
_WORDS = (
    "Ankara", "Paris", "Texas", "London", "Kyiv", "Киев", "İstanbul", "the ", "of ", "Saint ",
    "St. ", " ", ", ", ",", "-", "'", "(", ")", "/", ". ", "Ont.", "TX", "US", "USA", "Turkey",
    "Türkiye", "New ", "York", "County", "Washington", "D.C.", "Georgia", "Springfield", "Sea",
    "Black ", "Mount ", "airport", "geonameid:", "745044", "3169070", "0", "北京", "القاهرة",
    "Frankfurt", " am ", "Main", "Aleppo", "Halab", "%", "_", "*", '"', "near ", "north ",
    "Republic of ", "Congo", "x", "University",
)  # fmt: skip


def _dates(data: bytes) -> None:
    """A text is a date or a ValueError that says what to write; what it says to write is one."""
    draw = Draw(data)
    parts = []
    while draw and len(parts) < _MOST_PARTS:
        number = draw.below(len(_DATE_PARTS) + 16)
        parts.append(_DATE_PARTS[number] if number < len(_DATE_PARTS) else draw.text(4))
    text = "".join(parts)
    try:
        when = When.parse(text)
    except ValueError as error:
        message = str(error)
        assert message.strip()
        found = re.search(
            r"(?:write|or the range) (\d{4}-\d\d-\d\d(?:/\d{4}-\d\d-\d\d)?)\Z", message
        )
        if found:
            When.parse(found[1])
        return
    assert When.parse(str(when)) == when
    assert date_in_words(when)


_DATE_PARTS = (
    "2025", "0000", "0001", "9999", "-", "05", "15", "00", "13", "31", "02", "29", "2024", "/",
    "T", "t", " ", "10", "24", "23", "60", ":", "59", "Z", "z", "+", "03", "99", "2025-05-15",
    "T10:00+03:00", "May", "may ", "Sept.", "of ", "the ", "st", "th", ",", ".", "٢٠٢٥", "２０２５",
    "\u2212", "+03:00", "-00:00", "+23:59", "+24:00", ":00", ".5", "W20", "-1", "\u00a0", "\n",
    "/2025-05-16",
)  # fmt: skip


class _Page(HTMLParser):
    """Reads what a browser would of one element: its text, its tags, one attribute."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.title = "", list[str](), ""
        self.feed(page)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.title += dict(attrs).get("title") or ""


def _html(data: bytes) -> None:
    """Read back, a text in a page is itself; nothing in it could be a tag or code."""
    text = Draw(data).text(200)
    escaped = markup.html(text)
    assert not set(escaped) & set("<>\"'`\\{}$\0")
    assert not _UNPRINTABLE.search(escaped)
    shown = _UNPRINTABLE.sub("\ufffd", text)
    assert unescape(escaped) == shown
    page = _Page(f'<p title="{escaped}">{escaped}</p>')
    assert (page.text, page.title, page.tags) == (shown, shown, ["p"])
    tree = ET.fromstring(f'<text title="{markup.svg(text)}">{markup.svg(text)}</text>')  # noqa: S314
    assert (tree.text or "", tree.get("title")) == (shown, shown)
    escaped.encode("utf-8")


def _json_in_script(data: bytes) -> None:
    """Read back, a value in a script is itself; nothing in it could end the script."""
    draw = Draw(data)
    value = {draw.text(12): [draw.text(60) for _ in draw.some(4)] for _ in draw.some(4)}
    written = markup.json_in_script(value)
    assert json.loads(written) == value
    assert not set(written) & set("<>&\u2028\u2029")
    assert not _UNPRINTABLE.search(written)
    written.encode("utf-8")


def _terminal(data: bytes) -> None:
    """A terminal gets nothing to act on, all else as it is, and nothing is escaped twice."""
    text = Draw(data).text(200)
    shown = markup.terminal(text)
    assert not re.search("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", shown)
    assert markup.terminal(shown) == shown
    if not re.search("[^ -~]", text):
        assert shown == text
    shown.encode("utf-8")


def _url(data: bytes) -> None:
    """Only a web address becomes a link, and it leads where it was written to."""
    draw = Draw(data)
    parts = []
    while draw and len(parts) < _MOST_PARTS:
        number = draw.below(len(_URL_PARTS) + 16)
        parts.append(_URL_PARTS[number] if number < len(_URL_PARTS) else draw.text(6))
    text = "".join(parts)
    written = unescape(markup.url(text))
    if not written:
        return
    assert re.match(r"https?://[^/?#\s]", written, re.IGNORECASE), written
    assert not re.search(r"[^!-~]", written), written
    assert unquote(written) == unquote(text.strip()), written
    before, after = urlsplit(text.strip()), urlsplit(written)
    assert (before.scheme, unquote(before.netloc)) == (after.scheme, unquote(after.netloc))


_URL_PARTS = (
    "https://", "http://", "HTTPS://", "javascript:", "data:text/html,", "//", "/", "\\", "@",
    ":", "?", "#", "%", "%2f", "%0a", "example.org", "[::1]", "[", "]", "a", ".", "..", "\n",
    "\t", "\r", " ", "file:///", "vbscript:", "&", "=", '"', "<", ">", "'", "`", "{", "}", "|",
    "^", "münchen.de", "\u2044", "\uff0f", "\ud800", "\u202e", "ht\ntps://", "user:pw@", ":443",
    ":x", "\0", "\x1b",
)  # fmt: skip


def _csv_cell(data: bytes) -> None:
    """Read back, a row is itself; no cell is a formula, by comma or by semicolon."""
    draw = Draw(data)
    texts = ["", "", *(draw.text(40) for _ in draw.some(6))]
    line = ",".join(map(cell, texts)) + "\r\n"
    (row,) = csv.reader(io.StringIO(line, newline=""), strict=True)
    assert [cell_text(read) for read in row] == texts
    for delimiter in ",;\t":
        for read in csv.reader(io.StringIO(line, newline=""), delimiter=delimiter):
            assert not any(map(_is_formula, read)), (delimiter, read)
    assert not any(read.startswith(("\t", "\r")) for read in row), row


def _is_formula(read: str) -> bool:
    """Tell whether a spreadsheet, or one that passes over blanks and quotes, would compute it."""
    return read.lstrip('" \u00a0').startswith(tuple("=+-@\uff1d\uff0b\uff0d\uff20"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    "yaml": _reader(".yaml", yaml_bytes),
    "json": _reader(".json", json_bytes),
    "csv": _reader(".csv", csv_bytes),
    "geojson": _reader(".geojson", geojson_bytes),
    "coordinates": _coordinates,
    "names": _names,
    "dates": _dates,
    "html": _html,
    "json_in_script": _json_in_script,
    "terminal": _terminal,
    "url": _url,
    "csv_cell": _csv_cell,
}
"""Name to check: it takes any bytes, and raises if something is wrong."""
