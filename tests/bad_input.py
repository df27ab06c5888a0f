"""Every kind of input that geobrief cannot use: what is given, and what it says.

tests/test_bad_input.py runs each of them through the command line. Run as a program, this module
writes docs/errors.md anew.
"""

# ruff: noqa: E501 - each message stands in one line, as it is printed

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FOLDER = object()
PIPE = object()
DEVICE = object()
MISSING = object()
LOOP = object()


@dataclass(frozen=True)
class Case:
    """One kind of bad input."""

    given: str
    """In words, for the documentation; empty where `content` shows it."""
    file: str
    content: str | bytes | object | Callable[[], str | bytes]
    """What the file holds, or how it is none."""
    says: str = ""
    """All lines on standard error, without `geobrief: ` and `error: ` before them."""
    code: int = 2
    arguments: tuple[str, ...] = ()
    """What is typed after `geobrief map`, if not the file's name."""
    is_slow: bool = False


def yaml(text: str, *, says: str, given: str = "") -> Case:
    """Return a file in YAML."""
    return Case(given or _code(text), "a.yaml", text, says)


def brief(text: str, *, says: str, given: str = "") -> Case:
    """Return a brief in YAML whose title is in order."""
    return Case(given or _code(text), "a.yaml", f"title: x\n{text}\n", says)


def sighting(text: str, *, says: str, given: str = "") -> Case:
    """Return a brief of one sighting."""
    return brief(
        f"sightings: [{{who: A, at: Oslo, {text}}}]", says=says, given=given or _code(text)
    )


def place(text: str, *, says: str, given: str = "") -> Case:
    """Return a brief of one place."""
    return brief(f"places: [{{name: A, {text}}}]", says=says, given=given or _code(text))


def table(text: str, *, says: str, given: str) -> Case:
    """Return a table."""
    return Case(given, "a.csv", text, says)


def js(text: str, *, says: str, given: str = "", file: str = "a.json") -> Case:
    """Return a file in JSON."""
    return Case(given or _code(text), file, text, says)


def points(*features: object, says: str, given: str, **more: object) -> Case:
    """Return a file in GeoJSON."""
    data = {"type": "FeatureCollection", **more, "features": features}
    return Case(given, "a.geojson", json.dumps(data), says)


def _code(text: str) -> str:
    """Return what is given as it is given, for a table in Markdown."""
    lines = text.strip().split("\n")
    mark = "``" if "`" in text else "`"
    blank = " " if mark == "``" else ""
    return "<br>".join(f"{mark}{blank}{line.strip()}{blank}{mark}" for line in lines)


def feature(geometry: object = None, /, **properties: object) -> dict[str, object]:
    """Return a feature of a GeoJSON file."""
    return {"type": "Feature", "geometry": geometry, "properties": properties}


GROUPS: dict[str, dict[str, Case]] = {
    "Files": {
        "no file": Case(
            "a file that is not there",
            "a.yaml",
            MISSING,
            says="a.yaml: there is no such file; check the name and the folder",
        ),
        "another ending": Case(
            "`a.yaml`, where there is `a.yml`",
            "a.yml",
            "title: x\n",
            arguments=("a.yaml",),
            says="a.yaml: there is no such file, but there is a.yml",
        ),
        "a folder": Case(
            "a folder", "a.yaml", FOLDER, says="a.yaml: is a folder; name the file in it"
        ),
        "a pipe": Case(
            "a named pipe",
            "a.yaml",
            PIPE,
            says="a.yaml: is a pipe or a device; save what it gives in a file whose name ends in .yaml, .json, .csv or .geojson, and name that",
        ),
        "a device": Case(
            "a device",
            "/dev/null",
            DEVICE,
            arguments=("/dev/null",),
            says="/dev/null: is a pipe or a device; save what it gives in a file whose name ends in .yaml, .json, .csv or .geojson, and name that",
        ),
        "a loop": Case(
            "a link that leads to itself",
            "a.yaml",
            LOOP,
            says="a.yaml: cannot be read: Too many levels of symbolic links",
        ),
        "a name with a NUL": Case(
            "a file name with a NUL character",
            "",
            MISSING,
            arguments=("a\0b.yaml",),
            says="a\\x00b.yaml: no file's name holds a NUL character; check it",
        ),
        "a name with odd characters": Case(
            "a file name with a line break, an escape character and an override",
            "a\nb\x1b\u202ec.yaml",
            "title: 5\n",
            says='a\\nb\\x1b\\u202ec.yaml, line 1, title: title must be text, not the number 5; put it in quotes: "5"',
        ),
        "a name that no file can have": Case(
            "a file name of 10,000 characters",
            "b",
            MISSING,
            arguments=("x" * 10_000 + ".yaml",),
            says="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx.yaml: cannot be read: File name too long",
        ),
        "no ending": Case(
            "a file without an ending, that is there",
            "trip",
            "title: x\n",
            says="trip: a file's name says what it is; rename it to end in one of .csv, .geojson, .json, .tsv, .txt, .yaml, .yml",
        ),
        "another ending that is none": Case(
            "`trip.dat`",
            "trip.dat",
            "title: x\n",
            arguments=("./trip.dat",),
            says="trip.dat: a file's name says what it is; rename it to end in one of .csv, .geojson, .json, .tsv, .txt, .yaml, .yml",
        ),
        "a workbook": Case(
            "an Excel workbook",
            "a.xlsx",
            b"PK\x03\x04",
            says='a.xlsx: is an Excel workbook, which geobrief does not read; in Excel choose File, Save As, "CSV UTF-8 (Comma delimited)"',
        ),
        "a document": Case(
            "a Word document",
            "a.docx",
            b"PK\x03\x04",
            says="a.docx: is a document, which geobrief does not read; put its records into a spreadsheet saved as CSV (UTF-8), or into a brief (YAML)",
        ),
        "geodata": Case(
            "a GPX track",
            "a.gpx",
            "<gpx/>",
            says="a.gpx: is geodata of a kind which geobrief does not read; export its points as GeoJSON in WGS 84 (EPSG:4326)",
        ),
        "an archive": Case(
            "an archive, `a.zip`",
            "a.zip",
            b"PK\x03\x04",
            says="a.zip: is an archive; unpack it, and give the file in it",
        ),
        "an archive called a table": Case(
            "an archive that is called `a.csv`",
            "a.csv",
            b"PK\x03\x04" + bytes(100),
            says='a.csv: is a spreadsheet, a document or an archive; save its table as CSV in UTF-8 (in Excel: "CSV UTF-8 (Comma delimited)")',
        ),
        "compressed, called a brief": Case(
            "a compressed file that is called `a.yaml`",
            "a.yaml",
            b"\x1f\x8b\x08" + bytes(100),
            says="a.yaml: is compressed; unpack it first",
        ),
        "a PDF called a brief": Case(
            "a PDF that is called `a.yaml`",
            "a.yaml",
            b"%PDF-1.7\n",
            says="a.yaml: is a PDF; geobrief reads YAML, JSON, CSV and GeoJSON",
        ),
        "a picture called a brief": Case(
            "a picture that is called `a.json`",
            "a.json",
            b"\x89PNG\r\n\x1a\n",
            says="a.json: is a picture; geobrief reads YAML, JSON, CSV and GeoJSON",
        ),
        "a GeoPackage called a GeoJSON": Case(
            "a GeoPackage that is called `a.geojson`",
            "a.geojson",
            b"SQLite format 3\0",
            says="a.geojson: is a database or GeoPackage; export it as GeoJSON",
        ),
        "binary": Case(
            "bytes that are no text",
            "a.json",
            b"\x80\x00\x01",
            says="a.json: is not a text file; geobrief reads YAML, JSON, CSV and GeoJSON",
        ),
        "empty": Case(
            "an empty file",
            "a.yaml",
            b"",
            says="a.yaml: is empty; geobrief needs a brief or a table of places in it",
        ),
        "blanks": Case(
            "a file of nothing but blanks",
            "a.csv",
            b" \n\n\t\n",
            says="a.csv: is empty; geobrief needs a brief or a table of places in it",
        ),
        "a mark": Case(
            "a file of nothing but a byte order mark",
            "a.yaml",
            b"\xef\xbb\xbf",
            says="a.yaml: is empty; geobrief needs a brief or a table of places in it",
        ),
        "Latin-1": Case(
            "Latin-1",
            "a.yaml",
            "title: x\nsummary: café\n".encode("latin-1"),
            says="a.yaml, line 2: the byte 0xe9 is not UTF-8; save the file as UTF-8",
        ),
        "Windows-1252": Case(
            "Windows-1252, as Excel's plain CSV is",
            "a.csv",
            "place\nKöln\n".encode("cp1252"),
            says='a.csv, line 2: the byte 0xf6 is not UTF-8; save the file as UTF-8 (in Excel: "CSV UTF-8 (Comma delimited)")',
        ),
        "UTF-16": Case(
            "UTF-16",
            "a.csv",
            "place\nOslo\n".encode("utf-16"),
            says='a.csv: is UTF-16; save the file as UTF-8 (in Excel: "CSV UTF-8 (Comma delimited)")',
        ),
        "UTF-16 without a mark": Case(
            "UTF-16 without a byte order mark",
            "a.csv",
            "place\nOslo\n".encode("utf-16-le"),
            says='a.csv: looks like UTF-16; save the file as UTF-8 (in Excel: "CSV UTF-8 (Comma delimited)")',
        ),
        "UTF-32": Case(
            "UTF-32",
            "a.yaml",
            "title: x\n".encode("utf-32"),
            says="a.yaml: is UTF-32; save the file as UTF-8",
        ),
        "cut in a character": Case(
            "a file that ends in the middle of a character",
            "a.yaml",
            "title: Zürich, Köln\nsummary: ö".encode()[:-1],
            says="a.yaml, line 2: the file ends within a character; it was cut short, so save it anew",
        ),
        "NUL": Case(
            "a NUL character",
            "a.yaml",
            "title: x\nsummary: a\0b\n",
            says="a.yaml, line 2: the text holds a NUL character (U+0000); take it out",
        ),
        "escape": Case(
            "an escape character",
            "a.csv",
            "place\nOs\x1b[2Jlo\n",
            says="a.csv, line 2: the text holds an escape character (U+001B); take it out",
        ),
        "too large": Case(
            "a file of 101 MB",
            "a.csv",
            lambda: b"place\n" + b"x" * 101_000_000,
            says="a.csv: is larger than 100 MB; split it into stories",
        ),
    },
    "YAML": {
        "broken": yaml(
            "title: a: b\n",
            says="a.yaml, line 1, column 9: a colon with a blank after it; put the text in quotes, or check the indentation",
        ),
        "a tab": yaml(
            "title: x\nplaces:\n\t- {name: Oslo}\n",
            given="a tab before a line",
            says="a.yaml, line 3, column 1: a tab; YAML is indented with blanks, so write blanks in its place",
        ),
        "a sign": yaml(
            "title: @x\n",
            says="a.yaml, line 1, column 8: a text that starts with @ must stand in quotes",
        ),
        "back-quote": yaml(
            "title: `x`\n",
            says="a.yaml, line 1, column 8: a text that starts with ` must stand in quotes",
        ),
        "percent": yaml(
            "title: %x\n",
            says="a.yaml, line 1, column 8: a text that starts with % must stand in quotes",
        ),
        "open quote": yaml(
            "title: x\nunits: 'mi\n",
            given="a quote that is not closed",
            says="a.yaml, line 3, column 1: the quote that opens in line 2 is not closed",
        ),
        "open list": yaml(
            "title: x\nplaces: [Oslo,\nunits: mi\n",
            given="a list that is not closed",
            says="a.yaml, line 4, column 1: the list that opens with [ in line 2 is not closed with ]",
        ),
        "open entry": yaml(
            "title: x\nsource: {name: A\nunits: mi\n",
            given="an entry that is not closed",
            says="a.yaml, line 3, column 6: the entry that opens with { in line 2 is not closed with }",
        ),
        "a bracket too many": yaml(
            "title: x]\nplaces: []]\n",
            given="a bracket too many",
            says="a.yaml, line 2, column 11: a ] that nothing opens; take it out, or put the text in quotes",
        ),
        "indentation": yaml(
            "view:\n  center: A\n width_km: 1\n",
            given="an indentation that fits nothing",
            says="a.yaml, line 3, column 2: the indentation does not fit the lines above",
        ),
        "no colon": yaml(
            "title: x\nunits\ndate: y\n",
            given="a line without a colon",
            says="a.yaml, line 3, column 1: a line without a colon; write key: value, or indent the line if it goes on from the one above",
        ),
        "text after a quote": yaml(
            "title: 'x' y\n",
            says="a.yaml, line 1, column 12: text after a closing quote; put all of it into the quotes",
        ),
        "a backslash": yaml(
            'title: "C:\\q"\n',
            says='a.yaml, line 1, column 12: a backslash between "double quotes"; use single quotes',
        ),
        "an anchor": yaml(
            "title: &x y\n",
            says="a.yaml, line 1: a text that starts with & must stand in quotes: '&x' (YAML's names for parts have no use in a brief)",
        ),
        "an alias": yaml(
            "title: *x\n",
            says="a.yaml, line 1: a text that starts with * must stand in quotes: '*x' (YAML's names for parts have no use in a brief)",
        ),
        "a merge key": yaml(
            "title: x\n<<: {units: mi}\n",
            says="a.yaml, line 2, <<: '<<' is not a key of a brief; a brief takes no keys over from elsewhere: write them out",
        ),
        "a bomb": yaml(
            "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
            given="a bomb: lists of lists of lists, by aliases",
            says="a.yaml, line 1: a text that starts with & must stand in quotes: '&a' (YAML's names for parts have no use in a brief)",
        ),
        "code": yaml(
            "title: !!python/object/apply:os.system ['touch pwned']\n",
            says="a.yaml, line 1: the tag '!!python/object/apply:os.system' has no place in a brief; put the text in quotes",
        ),
        "a tag": yaml(
            "title: !env HOME\n",
            says="a.yaml, line 1: the tag '!env' has no place in a brief; put the text in quotes",
        ),
        "documents": yaml(
            "title: x\n---\ntitle: y\n",
            given="two documents in one file",
            says="a.yaml, line 2: a second document starts here (---); make it a file of its own",
        ),
        "a directive": yaml(
            "%YAML 1.1\n---\ntitle: NO\nunits: yes\n",
            given="`%YAML 1.1` on top, and `units: yes`",
            says="a.yaml, line 4, units: units must be mi or km, not 'yes'",
        ),
        "a key twice": yaml(
            "title: x\nunits: mi\ntitle: y\n",
            given="a key that stands twice",
            says="a.yaml, line 3, title: 'title' stands here twice, first in line 1; keep one of them",
        ),
        "a list as key": yaml(
            "title: {{ x }}\n",
            says="a.yaml, line 1: a list or an entry stands where a key should; put the text in quotes",
        ),
        "only a comment": yaml(
            "# x\n",
            given="nothing but comments",
            says="a.yaml: a brief must be an entry with keys, not nothing; start with title: ...",
        ),
        "a list": yaml(
            "- who: A\n",
            given="a list instead of keys",
            says="a.yaml: a brief must be an entry with keys, not a list; start with title: ...",
        ),
        "a text": yaml(
            "Ankara, Istanbul\n",
            given="a text instead of keys",
            says="a.yaml: a brief must be an entry with keys, not the text 'Ankara, Istanbul'; start with title: ...",
        ),
        "a long key": yaml(
            "? " + "x" * 10_000 + "\n: y\n",
            given="a key of 10,000 characters",
            says="a.yaml, line 1: a key of 10000 characters ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'); 300 is the most",
        ),
        "lists in lists": yaml(
            "[" * 100_000,
            given="100,000 opening brackets",
            says="a.yaml, line 1: more than 40 levels inside one another, which no brief needs",
        ),
        "entries in entries": yaml(
            "{a: " * 100_000,
            given="100,000 times `{a: `",
            says="a.yaml, line 1: more than 40 levels inside one another, which no brief needs",
        ),
        "dashes": yaml(
            "- " * 100_000,
            given="100,000 dashes in one line",
            says="a.yaml, line 1: more than 40 levels inside one another, which no brief needs",
        ),
        "indents": yaml(
            "\n".join(" " * level + "a:" for level in range(1000)),
            given="1,000 levels of indentation",
            says="a.yaml, line 41: more than 40 levels inside one another, which no brief needs",
        ),
        "cut": yaml(
            "title: x\nsightings:\n  - {who: A, at",
            given="a file that ends in the middle",
            says="a.yaml, line 3, column 16: the entry that opens with { in line 3 is not closed with }",
        ),
        "too large": yaml(
            "title: x\nsightings:\n" + "  - {who: A, at: Oslo, when: 2025-05-15}\n" * 100_000,
            given="100,000 sightings in YAML, 4.1 MB",
            says="a.yaml: 4.1 MB is too much for YAML, which is slow to read; write the records as a table (CSV) or as JSON, or split them into stories; 2 MB is the most",
        ),
        "too many": yaml(
            "a: [" + "1," * 900_000 + "]\n",
            given="900,000 values within 2 MB",
            says="a.yaml: a brief of some 900,004 keys and values is too much for YAML, which is slow to read; write the records as a table (CSV) or as JSON, or split them into stories",
        ),
    },
    "YAML's own traps": {
        "yes": sighting(
            "show: yes",
            says="a.yaml, line 2, sightings[0].show: show must be true or false, not the text 'yes'; write true",
        ),
        "no": sighting(
            "inferred: no",
            says="a.yaml, line 2, sightings[0].inferred: inferred must be true or false, not the text 'no'; write false",
        ),
        "a title of digits": yaml(
            "title: 2025\n",
            says='a.yaml, line 1, title: title must be text, not the number 2025; put it in quotes: "2025"',
        ),
        "a title that is true": yaml(
            "title: true\n",
            says='a.yaml, line 1, title: title must be text, not true; put it in quotes: "true"',
        ),
        "a title that is nothing": yaml(
            "title: ~\n", says="a.yaml: a brief needs title; add title: ..."
        ),
        "octal": place(
            "geonameid: 0o17",
            given="geonameid: 0o17 (which is 15, no place's number)",
            says="a.yaml, line 2, places[0].name: the gazetteer has no place with geonameid 15; check the number, or give lat and lon",
        ),
        "underscores": place(
            "geonameid: 745_044",
            says="a.yaml, line 2, places[0].geonameid: geonameid must be a whole number, not the text '745_044'; write 745044",
        ),
        "exponent": place(
            "lat: 1e3, lon: 5",
            says="a.yaml, line 2, places[0].lat: lat 1000.0 is not between -90 and 90 degrees",
        ),
        "sexagesimal": place(
            "lat: 10:30, lon: 5",
            says="a.yaml, line 2, places[0].lat: lat must be a number, not the text '10:30'; write decimal degrees, as in 41.0391, or give the whole point as the place's name",
        ),
        "nan": place(
            "lat: .nan, lon: 5",
            says="a.yaml, line 2, places[0].lat: a brief cannot hold nan; give text or a number, or take the line out",
        ),
        "inf": brief(
            "view: {center: Oslo, width_km: .inf}",
            says="a.yaml, line 2, view.width_km: a brief cannot hold inf; give text or a number, or take the line out",
        ),
        "ten thousand digits": place(
            "lat: " + "9" * 10_000 + ", lon: 5",
            given="a latitude of 10,000 digits",
            says="a.yaml, line 2, places[0].lat: lat must be a number, not the text '9999999999999999999999999999999999999999999999999999999999…'; give a shorter one",
        ),
        "beyond": place(
            "lat: 1e999, lon: 5",
            says="a.yaml, line 2, places[0].lat: a brief cannot hold inf; give text or a number, or take the line out",
        ),
        "a comma in braces": brief(
            "sightings: [{who: Bo, at: Paris, Texas}]",
            says="a.yaml, line 2, sightings[0].at: 'Texas' has no colon after it; in braces, a text with a comma stands in quotes: 'Paris, Texas'",
        ),
        "who is a number": brief(
            "sightings: [{who: 47, at: Oslo}]",
            says='a.yaml, line 2, sightings[0].who: who must be text, not the number 47; put it in quotes: "47"',
        ),
        "country is no code": brief(
            "places: [{name: Oslo, country: no way}]",
            says='a.yaml, line 2, places[0].country: no country is called "no way"; did you mean "Norway"?',
        ),
    },
    "JSON": {
        "a comma too many": js(
            '{"title": "x",\n}',
            says='a.json, line 2, column 1: a key in "double quotes" should stand here; is there a comma too many?',
        ),
        "a comma missing": js(
            '{"title": "x"\n"units": "mi"}',
            given="a missing comma",
            says="a.json, line 2, column 1: a comma is missing before this, or a bracket is not closed",
        ),
        "a colon missing": js(
            '{"title" "x"}',
            given="a missing colon",
            says="a.json, line 1, column 10: a colon is missing after the key",
        ),
        "single quotes": js(
            "{'title': 'x'}",
            says='a.json, line 1, column 2: a key in "double quotes" should stand here; is there a comma too many?',
        ),
        "open text": js(
            '{"title": "x}',
            given="a quote that is not closed",
            says="a.json, line 1, column 11: the quote that opens here is not closed",
        ),
        "cut": js(
            '{"title": "x", "sightings": [{"who": "A"',
            given="a file that ends in the middle",
            says="a.json, line 1, column 41: a comma is missing before this, or a bracket is not closed",
        ),
        "goes on": js(
            '{"title": "x"}\nx',
            given="text after the last bracket",
            says="a.json, line 2, column 1: the text goes on after its last bracket",
        ),
        "a comment": js(
            '{"title": "x" // why\n}',
            says="a.json, line 1, column 15: a comment, which JSON has not; take it out, or write the brief in YAML",
        ),
        "line break": js(
            '{"title": "a\nb"}',
            given="a line break inside a text",
            says="a.json, line 1, column 13: a line break or tab inside a text; write it as \\n or \\t",
        ),
        "backslash": js(
            '{"title": "C:\\q"}',
            says="a.json, line 1, column 14: a backslash that begins nothing; write it twice",
        ),
        "nothing": js(
            '{"title": }',
            says='a.json, line 1, column 11: a value should stand here: "text", a number, true, false, null, [ or {',
        ),
        "NaN": js(
            '{"title": "x", "view": {"center": "Oslo", "width_km": NaN}}',
            given="`NaN`",
            says="a.json, line 1, view.width_km: a brief cannot hold nan; give text or a number, or take the line out",
        ),
        "Infinity": js(
            '{"title": "x", "view": {"center": "Oslo", "width_km": -Infinity}}',
            given="`-Infinity`",
            says="a.json, line 1, view.width_km: a brief cannot hold -inf; give text or a number, or take the line out",
        ),
        "beyond": js(
            '{"title": "x", "view": {"center": "Oslo", "width_km": 1e999}}',
            given="`1e999`",
            says="a.json, line 1, view.width_km: a brief cannot hold inf; give text or a number, or take the line out",
        ),
        "digits": js(
            '{"title": "x", "view": {"center": "Oslo", "width_km": ' + "9" * 10_000 + "}}",
            given="a number of 10,000 digits",
            says="a.json, line 1, view.width_km: width_km must be a number, not the text '9999999999999999999999999999999999999999999999999999999999…'; give a shorter one",
        ),
        "twice": js(
            '{"title": "x",\n"title": "y"}',
            given="a key that stands twice",
            says="a.json, line 2, title: 'title' stands here twice, first in line 1; keep one of them",
        ),
        "deep lists": js(
            "[" * 100_000,
            given="100,000 opening brackets",
            says="a.json, line 1: more than 40 levels inside one another, which no brief needs",
        ),
        "deep entries": js(
            '{"a":' * 100_000,
            given='100,000 times `{"a":`',
            says="a.json, line 1: more than 40 levels inside one another, which no brief needs",
        ),
        "null": js(
            "null",
            says="a.json: a brief must be an entry with keys, not nothing; start with title: ...",
        ),
        "a list": js(
            "[]",
            says="a.json: a brief must be an entry with keys, not a list; start with title: ...",
        ),
        "too many records": Case(
            "200,001 sightings",
            "a.json",
            '{"title": "x", "sightings": [' + "0," * 200_000 + "0]}",
            says="a.json: has more than 200,000 records; split it into stories",
        ),
        "half": js(
            '{"title": "\\ud83d"}',
            given="half a character, `\\ud83d`",
            says="a.json, line 1, title: '\\ud83d' holds half a character (U+D83D); take it out",
        ),
        "a control": js(
            '{"title": "\\u001b[31m"}',
            given="an escape character, `\\u001b`",
            says="a.json, line 1, title: '\\x1b[31m' holds an escape character (U+001B); take it out",
        ),
        "a hostile key": js(
            '{"title": "x", "\\u001b[31m": 1}',
            given="an escape character in a key",
            says="a.json, line 1, \\x1b[31m: the key '\\x1b[31m' holds an escape character (U+001B); take it out",
        ),
        "NUL": js(
            '{"title": "a\\u0000b"}',
            given="a NUL character, `\\u0000`",
            says="a.json, line 1, title: 'a\\x00b' holds a NUL character (U+0000); take it out",
        ),
        "too many": Case(
            "5,200,000 brackets",
            "a.json",
            '{"title": "x", "sightings": [' + "[]," * 2_600_000 + "[]]}",
            is_slow=True,
            says="a.json, line 1: more than 5,000,000 values and brackets up to here; split them into stories, or leave out what the map does not need",
        ),
    },
    "CSV": {
        "no header": table(
            "Istanbul,Ada\nAnkara,Bo\n",
            given="a table without a header",
            says="a.csv, row 1: the header names no column that geobrief knows; write one of place, who, role, side, from, when, status, note, evidence, lat, lon, country, callout, curve over each",
        ),
        "other words": table(
            "Name,Date,City\nAda,2025-05-15,Oslo\n",
            given="the header `Name,Date,City`",
            says="a.csv, row 1: the header names no column that geobrief knows; rename Date to when, Name to who, City to place",
        ),
        "no place column": table(
            "who,when\nA,2025-05-15\n",
            given="the header `who,when`",
            says="a.csv, row 1: the header has no column place; name the column with the places place",
        ),
        "column twice": table(
            "place,who,Place\nA,B,C\n",
            given="the header `place,who,Place`",
            says="a.csv, row 1: the header names the column place twice; rename one of them",
        ),
        "only a header": table(
            "place,who\n\n,\n",
            given="a header with no row under it",
            says="a.csv: has a header and no row under it; add one, with a place",
        ),
        "too many cells": table(
            "place,who\nOslo,Ada\nParis, Texas,Bo\n",
            given="`Paris, Texas` without quotes",
            says='a.csv, row 3: the row has 3 cells under 2 headers; put a cell that holds the delimiter in "quotes", or give the last column a header',
        ),
        "open quote": table(
            'place,who\nOslo,"Ada\nStavanger,Bo\n',
            given="a quote that is not closed",
            says='a.csv, row 2: a quote (") opens here and is not closed; close it, or take it out',
        ),
        "after a quote": table(
            'place;who\nOslo;"Ada" Bo\n',
            given='`"Ada" Bo`',
            says='a.csv, row 2: text after a closing quote ("), where a semicolon should follow; write a quote inside a quoted cell twice',
        ),
        "no place": table(
            "place,who\n,Ada\n",
            given="a row without a place",
            says="a.csv, row 2, place: place is missing; name one, or take the record out",
        ),
        "from without who": table(
            "place,from\nOslo,Stavanger\n",
            given="a row with `from` and no `who`",
            says="a.csv, row 2, from: from says that someone moved, and who is missing; add who, or take from out",
        ),
        "to itself": table(
            "place,who,from\nOslo,Ada,oslo\n",
            given="from Oslo to `oslo`",
            says="a.csv, row 2, place: a movement from 'oslo' to itself; give two places",
        ),
        "no number": table(
            "place,lat,lon\nA,north,3\n",
            given="the latitude `north`",
            says="a.csv, row 2, lat: lat must be a number, not the text 'north'; write decimal degrees, as in 41.0391, or give the whole point as the place's name",
        ),
        "nan": table(
            "place,lat,lon\nA,nan,inf\n",
            given="the coordinates `nan` and `inf`",
            says="a.csv, row 2, lat: lat must be a number, not the text 'nan'; write decimal degrees, as in 41.0391, or give the whole point as the place's name\na.csv, row 2, lon: lon must be a number, not the text 'inf'; write decimal degrees, as in 41.0391, or give the whole point as the place's name",
        ),
        "comma": table(
            'place,lat,lon\nA,"41,5",3\n',
            given='the latitude `"41,5"` in a table with commas',
            says="a.csv, row 2, lat: lat must be a number, not the text '41,5'; write it with a point: 41.5",
        ),
        "digits": table(
            "place,lat,lon\nA," + "9" * 10_000 + ",3\n",
            given="a latitude of 10,000 digits",
            says="a.csv, row 2, lat: lat must be a number, not the text '9999999999999999999999999999999999999999999999999999999999…'; give a shorter one",
        ),
        "swapped": table(
            "place,lat,lon\nSydney,151.2,-33.86\n",
            given="latitude 151.2, longitude -33.86",
            says="a.csv, row 2, lat: lat 151.2 is not between -90 and 90 degrees; they look swapped, so perhaps lat: -33.86, lon: 151.2",
        ),
        "exchanged": table(
            "place,country,lat,lon\nA,TR,28.95,41.01\n",
            given="latitude and longitude exchanged, where the country shows it",
            says="a.csv, row 2, lat: lat and lon look exchanged: 28.95, 41.01 lies in Saudi Arabia, and 41.01, 28.95 in Turkey; exchange them, or correct the country",
        ),
        "alone": table(
            "place,lat\nA,3\n",
            given="a latitude without a longitude",
            says="a.csv, row 2: lat and lon belong together; give both or neither",
        ),
        "two points": table(
            "place,lat,lon\nA,1,2\nB,1,2\na,1,3\n",
            given="one place at two points",
            says="a.csv, row 4, lon: 'A' has lon 3.0 here and 2.0 in row 2; make them the same, or tell the two apart by name",
        ),
        "two countries": table(
            "place,country\nParis,FR\nParis,US\n",
            given="one place in two countries",
            says="a.csv, row 3, country: 'Paris' has country 'US' here and 'FR' in row 2; make them the same, or tell the two apart by name",
        ),
        "two roles": table(
            "place,who,role\nOslo,Ada,Minister\nStavanger,Ada,Pilot\n",
            given="one person with two offices",
            says="a.csv, row 3, role: 'Ada' has role 'Pilot' here and 'Minister' in row 2; make them the same, or tell the two apart by name",
        ),
        "status": table(
            "place,who,status\nOslo,Ada,sure\n",
            given="the status `sure`",
            says="a.csv, row 2, status: status must be confirmed, planned, possible or declined, not 'sure'",
        ),
        "date": table(
            "place,who,when\nOslo,Ada,9/10/2015\n",
            given="the date `9/10/2015`",
            says="note: a.csv: to have a spreadsheet write dates as 2025-05-15, give the column when the format yyyy-mm-dd (in Excel: Format Cells, Custom), or format it as Text and type the dates; then save again\na.csv, row 2, when: '9/10/2015' is not a date; write year-month-day, as in 2025-05-15",
        ),
        "month": table(
            "place,who,when\nOslo,Ada,2025-13-45\n",
            given="the date `2025-13-45`",
            says="note: a.csv: to have a spreadsheet write dates as 2025-05-15, give the column when the format yyyy-mm-dd (in Excel: Format Cells, Custom), or format it as Text and type the dates; then save again\na.csv, row 2, when: '2025-13-45' is no day or time that exists; write 2025-05-15, 2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16",
        ),
        "long name": table(
            "place\n" + "x" * 10_000 + "\n",
            given="a name of 10,000 characters",
            says="a.csv, row 2, place: name is 10000 characters long ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'); 300 is the most",
        ),
        "long note": table(
            "place,note\nOslo," + "x" * 10_000 + "\n",
            given="a note of 10,000 characters",
            says="a.csv, row 2, note: note is 10000 characters long ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'); 5000 is the most",
        ),
        "long cell": table(
            "place\n" + "x" * 1_000_000 + "\n",
            given="a cell of 1 MB",
            says='a.csv, row 2: a cell of more than 131,072 characters; shorten it, or close the quote (") that opens before it',
        ),
        "line break": table(
            'place\n"Os\nlo"\n',
            given="a line break in a name",
            says="a.csv, row 2, place: 'Os\\nlo' holds a line break (U+000A); take it out",
        ),
        "override": table(
            "place\nOs\u202elo\n",
            given="a right-to-left override without its end",
            says="a.csv, row 2, place: 'Os\\u202elo' holds the character U+202E (right-to-left override), which turns the text after it around; take it out, or close it with the character U+202C (pop directional formatting)",
        ),
        "unknown": table(
            "place\nQqxzz\n",
            given="an unknown place",
            says='a.csv, row 2, place: no place called "Qqxzz" is known; check the spelling, or give lat and lon, or geonameid:NUMBER',
        ),
        "too many rows": Case(
            "200,001 rows",
            "a.csv",
            "place\n" + "Oslo\n" * 200_001,
            says="a.csv: has more than 200,000 records; split it into stories",
        ),
        "wide": table(
            "place," + "place," * 100_000 + "\nOslo\n",
            given="100,000 columns of one name",
            says="a.csv, row 1: the header names the column place twice; rename one of them",
        ),
    },
    "GeoJSON": {
        "a line": points(
            feature({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, name="A"),
            given="a line",
            says="a.geojson, line 1, features[0].geometry: the geometry is 'LineString', and geobrief reads Points; give a Point, or null to have the place looked up by its name",
        ),
        "texts": points(
            feature({"type": "Point", "coordinates": ["1", 2]}, name="A"),
            given="a coordinate in quotes",
            says="a.geojson, line 1, features[0].geometry.coordinates: a Point has coordinates [longitude, latitude], both numbers, not ['1', 2]",
        ),
        "no coordinates": points(
            feature({"type": "Point"}, name="A"),
            given="a point without coordinates",
            says="a.geojson, line 1, features[0].geometry.coordinates: a Point has coordinates [longitude, latitude], both numbers",
        ),
        "swapped": points(
            feature({"type": "Point", "coordinates": [-33.86, 151.2]}, name="Sydney"),
            given="latitude before longitude",
            says="a.geojson, line 1, features[0].geometry.coordinates: lat 151.2 is not between -90 and 90 degrees; they look swapped, so perhaps lat: -33.86, lon: 151.2",
        ),
        "no name": points(
            feature({"type": "Point", "coordinates": [1, 2]}),
            given="a point without a name",
            says="a.geojson, line 1, features[0]: place is missing; name one, or take the record out",
        ),
        "a number": points(
            feature(name=5),
            given="a number for a name",
            says='a.geojson, line 1, features[0].properties.name: name must be text, not the number 5; put it in quotes: "5"',
        ),
        "no properties": points(
            {"type": "Feature", "geometry": None},
            given="a feature without properties",
            says="a.geojson, line 1, features[0]: has no properties; geobrief needs at least a place or a name",
        ),
        "no feature": points(
            {"type": "Point", "coordinates": [1, 2]},
            given="a geometry where a feature should be",
            says='a.geojson, line 1, features[0]: a Feature should stand here: {"type": "Feature", "geometry": ..., "properties": ...}',
        ),
        "null": points(
            None,
            given="`null` where a feature should be",
            says='a.geojson, line 1, features[0]: a Feature should stand here: {"type": "Feature", "geometry": ..., "properties": ...}',
        ),
        "no features": js(
            '{"type": "FeatureCollection"}',
            given="no features",
            file="a.geojson",
            says="a.geojson: has no features; geobrief reads a FeatureCollection of Points",
        ),
        "a point": js(
            '{"type": "Point", "coordinates": [1, 2]}',
            given="a bare geometry",
            file="a.geojson",
            says="a.geojson: is a GeoJSON Point; geobrief reads a FeatureCollection of Points",
        ),
        "TopoJSON": js(
            '{"type": "Topology", "objects": {}}',
            given="TopoJSON",
            file="a.geojson",
            says='a.geojson: is no GeoJSON; it needs "type": "FeatureCollection"',
        ),
        "metres": points(
            feature(name="A"),
            given="coordinates in metres (EPSG:3857)",
            crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}},
            says="a.geojson, line 1, crs: coordinates must be WGS 84 longitude and latitude, not 'urn:ogc:def:crs:EPSG::3857'; export as EPSG:4326",
        ),
        "twice": js(
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, "properties": {"name": "A", "name": "B"}}]}',
            given="a property that stands twice",
            file="a.geojson",
            says="a.geojson, line 1, features[0].properties.name: 'name' stands here twice, first in line 1; keep one of them",
        ),
        "deep": js(
            '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"name": '
            + '{"a":' * 50
            + "1"
            + "}" * 50
            + "}}]}",
            given="50 levels of properties",
            file="a.geojson",
            says="a.geojson, line 1: more than 40 levels inside one another, which no brief needs",
        ),
        "too many features": Case(
            "200,001 features",
            "a.geojson",
            '{"type": "FeatureCollection", "features": [' + "0," * 200_000 + "0]}",
            says="a.geojson: has more than 200,000 records; split it into stories",
        ),
        "pole": points(
            feature({"type": "Point", "coordinates": [1, 90.5]}, name="A"),
            given="a latitude beyond the pole",
            says="a.geojson, line 1, features[0].geometry.coordinates: lat 90.5 is not between -90 and 90 degrees; they look swapped, so perhaps lat: 1, lon: 90.5",
        ),
    },
    "Keys and values": {
        "no title": yaml(
            "units: mi\n", given="no title", says="a.yaml: a brief needs title; add title: ..."
        ),
        "a slip": brief(
            "sumary: y",
            says="a.yaml, line 2, sumary: 'sumary' is not a key of a brief; did you mean summary?",
        ),
        "another word": place(
            "latitude: 1, longitude: 2",
            says="a.yaml, line 2, places[0].latitude: 'latitude' is not a key of a place; did you mean lat?\na.yaml, line 2, places[0].longitude: 'longitude' is not a key of a place; did you mean lon?",
        ),
        "wrong place": sighting(
            "lat: 3",
            says="a.yaml, line 2, sightings[0].lat: 'lat' is not a key of a sighting; it belongs under places",
        ),
        "unlike any": brief(
            "view: {center: Oslo, width_km: 900, zoom: 3}",
            says="a.yaml, line 2, view.zoom: 'zoom' is not a key of view; its keys are center, width_km",
        ),
        "missing": brief(
            "movements: [{who: A, from: Oslo}]",
            says="a.yaml, line 2, movements[0]: a movement needs to; add to: ...",
        ),
        "empty": brief(
            "sightings: [{who: ' ', at: Oslo}]",
            says="a.yaml, line 2, sightings[0].who: who is empty; give it a name, or take the line out",
        ),
        "invisible": brief(
            'sightings: [{who: "\\u200b", at: Oslo}]',
            says="a.yaml, line 2, sightings[0].who: who '\\u200b' shows nothing; write a name",
        ),
        "choice": sighting(
            "status: canceled",
            says="a.yaml, line 2, sightings[0].status: status must be confirmed, planned, possible or declined, not 'canceled'; did you mean declined?",
        ),
        "units": brief(
            "units: miles",
            says="a.yaml, line 2, units: units must be mi or km, not 'miles'; did you mean mi?",
        ),
        "format": brief(
            "format: 2",
            says="a.yaml, line 2, format: this geobrief reads format 1, not 2; write format: 1, or use the geobrief that the brief was made for",
        ),
        "a text for a list": brief(
            "places: Istanbul",
            says="a.yaml, line 2, places: places must be a list, not the text 'Istanbul'; write [{name: Istanbul}]",
        ),
        "texts for entries": brief(
            "places: [Istanbul]",
            says="a.yaml, line 2, places[0]: places[0] must be an entry with keys, not the text 'Istanbul'; write {name: Istanbul}",
        ),
        "an entry for a list": brief(
            "places: {Istanbul: {lat: 41.01}}",
            says="a.yaml, line 2, places: places must be a list, not keys and values; start each of its entries with a dash",
        ),
        "nothing in a list": brief(
            "sightings: [~]",
            says="a.yaml, line 2, sightings[0]: sightings[0] must be an entry with keys, not nothing; write {who: ..., at: ...}",
        ),
        "a list for a text": sighting(
            "note: [a, b]",
            says="a.yaml, line 2, sightings[0].note: note must be text, not a list; write it as one text",
        ),
        "lat": place(
            "lat: 91, lon: 99",
            says="a.yaml, line 2, places[0].lat: lat 91 is not between -90 and 90 degrees",
        ),
        "lon": place(
            "lat: 1, lon: 181",
            says="a.yaml, line 2, places[0].lon: lon 181 is not between -180 and 180 degrees",
        ),
        "swapped": place(
            "lat: 151.2, lon: -33.86",
            says="a.yaml, line 2, places[0].lat: lat 151.2 is not between -90 and 90 degrees; they look swapped, so perhaps lat: -33.86, lon: 151.2",
        ),
        "lat alone": place(
            "lat: 1",
            says="a.yaml, line 2, places[0]: lat and lon belong together; give both or neither",
        ),
        "exchanged": place(
            "country: TR, lat: 28.95, lon: 41.01",
            says="a.yaml, line 2, places[0].lat: lat and lon look exchanged: 28.95, 41.01 lies in Saudi Arabia, and 41.01, 28.95 in Turkey; exchange them, or correct the country",
        ),
        "minutes": place(
            'lat: "41°00\'36\\"N", lon: "28°57\'E"',
            says="a.yaml, line 2, places[0].lat: lat must be a number, not the text '41°00\\'36\"N'; write decimal degrees: 41.01\na.yaml, line 2, places[0].lon: lon must be a number, not the text \"28°57'E\"; write decimal degrees: 28.95",
        ),
        "decimal comma": place(
            'lat: "41,5", lon: 29',
            says="a.yaml, line 2, places[0].lat: lat must be a number, not the text '41,5'; write it with a point: 41.5",
        ),
        "quotes": place(
            'lat: "41.5", lon: 29',
            says="a.yaml, line 2, places[0].lat: lat must be a number, not the text '41.5'; take the quotes away",
        ),
        "confidence": sighting(
            "confidence: 90",
            says="a.yaml, line 2, sightings[0].confidence: confidence 90 is not between 0 and 1",
        ),
        "width": brief(
            "view: {center: Oslo, width_km: 50000}",
            says="a.yaml, line 2, view.width_km: width_km 50000 is not between 1 and 40000",
        ),
        "url": brief(
            "source: {name: A, url: 'javascript:alert(1)'}",
            says="a.yaml, line 2, source.url: url cannot be 'javascript:alert(1)'; a web address starts with https:// or http:// and has no blanks and no user name",
        ),
        "side": place(
            "label: {at: north}",
            says="a.yaml, line 2, places[0].label.at: at must be right, left, above, below, above-right, above-left, below-right or below-left, not 'north'",
        ),
        "evidence long": sighting(
            "evidence: " + "x" * 5_001,
            given="an evidence of 5,001 characters",
            says="a.yaml, line 2, sightings[0].evidence: evidence is 5001 characters long ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'); 5000 is the most",
        ),
        "long title": yaml(
            "title: " + "x" * 10_000 + "\n",
            given="a title of 10,000 characters",
            says="a.yaml, line 1, title: title is 10000 characters long ('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'); 300 is the most",
        ),
        "long value": brief(
            "units: " + "x" * 10_000,
            given="a unit of 10,000 characters",
            says="a.yaml, line 2, units: units must be mi or km, not 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…'",
        ),
        "override": yaml(
            'title: "a\\u202eb"\n',
            says="a.yaml, line 1, title: 'a\\u202eb' holds the character U+202E (right-to-left override), which turns the text after it around; take it out, or close it with the character U+202C (pop directional formatting)",
        ),
        "controls": yaml(
            'title: "a\\x1b[31mb"\n',
            says="a.yaml, line 1, title: 'a\\x1b[31mb' holds an escape character (U+001B); take it out",
        ),
        "line break": yaml(
            'title: "a\\nb"\n',
            says="a.yaml, line 1, title: 'a\\nb' holds a line break (U+000A); take it out",
        ),
    },
    "Labels and areas": {
        "language without a table": brief(
            "language: de",
            says="a.yaml, line 2, language: language must be ar, en or tr, not 'de'; docs/language.md tells how to add one",
        ),
        "language in words": brief(
            "language: Turkish",
            says="a.yaml, line 2, language: language must be ar, en or tr, not 'Turkish'; did you mean tr?",
        ),
        "language as two": brief(
            "language: en and tr",
            says="a.yaml, line 2, language: language cannot be 'en and tr'; a language is a tag such as en, tr or ar",
        ),
        "inset": brief(
            "inset: globe",
            says="a.yaml, line 2, inset: inset must be auto, world, region or none, not 'globe'; did you mean world?",
        ),
        "inset off": brief(
            "inset: false",
            says="a.yaml, line 2, inset: inset must be auto, world, region or none, not false; did you mean none?",
        ),
        "label as text": brief(
            "places: [{name: A, label: AA}]",
            says="a.yaml, line 2, places[0].label: label must be an entry with keys, not the text 'AA'; write {text: AA}",
        ),
        "leader": brief(
            "places: [{name: A, label: {leader: no}}]",
            says="a.yaml, line 2, places[0].label.leader: leader must be true or false, not the text 'no'; write false",
        ),
        "leader of a place": brief(
            "places: [{name: A, leader: true}]",
            says="a.yaml, line 2, places[0].leader: 'leader' is not a key of a place; it belongs under label",
        ),
        "callout": brief(
            "sightings: [{who: A, at: Oslo, callout: yes}]",
            says="a.yaml, line 2, sightings[0].callout: callout must be true or false, not the text 'yes'; write true",
        ),
        "callout of a movement": brief(
            "movements: [{who: A, from: Oslo, to: Stavanger, callout: true}]",
            says="a.yaml, line 2, movements[0].callout: 'callout' is not a key of a movement; it belongs under sightings",
        ),
        "curve": brief(
            "movements: [{who: A, from: Oslo, to: Stavanger, curve: lft}]",
            says="a.yaml, line 2, movements[0].curve: curve must be left, right or straight, not 'lft'; did you mean left?",
        ),
        "curve off": brief(
            "movements: [{who: A, from: Oslo, to: Stavanger, curve: false}]",
            says="a.yaml, line 2, movements[0].curve: curve must be left, right or straight, not false; did you mean straight?",
        ),
        "areas as text": brief(
            "areas: Norway",
            says="a.yaml, line 2, areas: areas must be a list, not the text 'Norway'; write [Norway]",
        ),
        "an area as a number": brief(
            "areas: [47]",
            says="a.yaml, line 2, areas[0]: areas[0] must be an entry with keys, not the number 47; write a name, or {name: ...}",
        ),
        "an area that is nothing": brief(
            "areas: [{label: A}]",
            says="a.yaml, line 2, areas[0]: an area says nothing; give name or geojson, or take it out",
        ),
        "an area with a label as of a place": brief(
            "areas: [{name: Norway, label: {text: A}}]",
            says="a.yaml, line 2, areas[0].label: label must be text, not keys and values; write the text alone",
        ),
        "an area by name and outline": brief(
            "areas: [{name: Norway, geojson: {type: Polygon, coordinates: []}}]",
            says="a.yaml, line 2, areas[0].name: an area has a name or a geojson, not both; to write into an outline, use label",
        ),
        "an outline in a file": brief(
            "areas: [{geojson: a.geojson}]",
            says="a.yaml, line 2, areas[0].geojson: geojson must be an entry with keys, not the text 'a.geojson'; write the GeoJSON itself: {type: Polygon, coordinates: ...}",
        ),
        "an outline without a type": brief(
            "areas: [{geojson: {}}]",
            says="a.yaml, line 2, areas[0].geojson: geojson needs type; add type: ...",
        ),
        "an outline that is a point": brief(
            "areas: [{geojson: {type: Point, coordinates: [1, 2]}}]",
            says="a.yaml, line 2, areas[0].geojson: an outline is a Polygon or a MultiPolygon, not 'Point'",
        ),
        "an outline without rings": brief(
            "areas: [{geojson: {type: Polygon, coordinates: []}}]",
            says="a.yaml, line 2, areas[0].geojson.coordinates: a polygon is a list of rings, the outer one first",
        ),
        "a ring of two points": brief(
            "areas: [{geojson: {type: Polygon, coordinates: [[[1, 1], [2, 2], [1, 1]]]}}]",
            says="a.yaml, line 2, areas[0].geojson.coordinates[0]: a ring has at least three points, and the first again at its end",
        ),
        "a ring left open": brief(
            "areas: [{geojson: {type: Polygon, coordinates: [[[1, 1], [2, 1], [2, 2], [1, 2]]]}}]",
            says="a.yaml, line 2, areas[0].geojson.coordinates[0]: the ring is not closed; write its first point, [1, 1], at its end again",
        ),
        "a ring across itself": brief(
            "areas: [{geojson: {type: Polygon, coordinates: [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]}}]",
            says="a.yaml, line 2, areas[0].geojson: the outline is not sound: self-intersection near 1, 1; draw it anew there",
        ),
        "a ring with latitude first": brief(
            "areas: [{geojson: {type: Polygon, coordinates: [[[41, 120], [42, 120], [42, 121], [41, 120]]]}}]",
            says="a.yaml, line 2, areas[0].geojson.coordinates[0][0]: latitude 120 is not between -90 and 90 degrees; they look swapped: GeoJSON has longitude first",
        ),
        "a ring with texts": brief(
            "areas: [{geojson: {type: Polygon, coordinates: [[['1', 1], [2, 1], [2, 2], ['1', 1]]]}}]",
            says="a.yaml, line 2, areas[0].geojson.coordinates[0][0]: a point is [longitude, latitude], both numbers, not ['1', 1]",
        ),
        "a ring across 180 degrees": brief(
            "areas: [{geojson: {type: Polygon, coordinates: [[[179, 1], [-179, 1], [-179, 2], [179, 1]]]}}]",
            says="a.yaml, line 2, areas[0].geojson.coordinates[0][1]: from [179, 1] to [-179, 1] the outline goes round the Earth; where it crosses 180 degrees, cut it there into two polygons",
        ),
        "a collection of nothing": brief(
            "areas: [{geojson: {type: FeatureCollection, features: []}}]",
            says="a.yaml, line 2, areas[0].geojson: the FeatureCollection has no features; give one, with a Polygon",
        ),
    },
    "Publish": {
        "a relative address": brief(
            "publish: {url: visit.html}",
            says="a.yaml, line 2, publish.url: url cannot be 'visit.html'; write the page's whole web address: it starts with https:// or http:// and has no blanks and no user name",
        ),
        "a relative image": brief(
            "publish: {image: visit.png}",
            says="a.yaml, line 2, publish.image: image cannot be 'visit.png'; other sites fetch the image from there, so write its whole web address: it starts with https:// or http:// and has no blanks and no user name",
        ),
        "an address that leads nowhere": brief(
            "publish: {url: 'https://example.org:99999/'}",
            says="a.yaml, line 2, publish.url: 'https://example.org:99999/' is no web address; copy it from a browser",
        ),
        "an address alone": brief(
            "publish: https://example.org/",
            says="a.yaml, line 2, publish: publish must be an entry with keys, not the text 'https://example.org/'; write {url: ...}, the page's own web address",
        ),
        "no address": brief(
            "publish: {}",
            says="a.yaml, line 2, publish: publish says nothing; give url or image, or take it out",
        ),
        "an image outside": brief(
            "image: https://example.org/visit.png",
            says="a.yaml, line 2, image: 'image' is not a key of a brief; it belongs under publish",
        ),
    },
    "Dates": {
        "no day": sighting(
            "when: 2025-13-45",
            says="a.yaml, line 2, sightings[0].when: '2025-13-45' is no day or time that exists; write 2025-05-15, 2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16",
        ),
        "February": sighting(
            "when: 2025-02-30",
            says="a.yaml, line 2, sightings[0].when: '2025-02-30' is no day or time that exists; write 2025-05-15, 2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16",
        ),
        "words": sighting(
            "when: yesterday",
            says="a.yaml, line 2, sightings[0].when: 'yesterday' is not a date; write 2025-05-15, 2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16",
        ),
        "a day in words": sighting(
            "when: 15 May 2025",
            says="a.yaml, line 2, sightings[0].when: '15 May 2025' is not a date in figures; write 2025-05-15",
        ),
        "slashes": sighting(
            "when: 5/6/2025",
            says="a.yaml, line 2, sightings[0].when: '5/6/2025' is not a date; write year-month-day, as in 2025-05-15",
        ),
        "a month": sighting(
            "when: 2025-05",
            says="a.yaml, line 2, sightings[0].when: '2025-05' is a month; write a day in it, or the range 2025-05-01/2025-05-31",
        ),
        "no zone": sighting(
            "when: 2025-05-15T10:00",
            says="a.yaml, line 2, sightings[0].when: '2025-05-15T10:00' has no time zone; add it, as in 2025-05-15T10:00+03:00 or 2025-05-15T10:00Z",
        ),
        "a time alone": sighting(
            "when: 10:30",
            says="a.yaml, line 2, sightings[0].when: '10:30' is not a date; write 2025-05-15, 2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16",
        ),
        "a number": sighting(
            "when: 2025",
            says="a.yaml, line 2, sightings[0].when: 2025 is a year; write a day in it, or the range 2025-01-01/2025-12-31",
        ),
        "backwards": sighting(
            "when: 2025-05-16/2025-05-15",
            says="a.yaml, line 2, sightings[0].when: '2025-05-16/2025-05-15' ends before it starts; write 2025-05-15, 2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16",
        ),
        "the brief's": brief(
            "date: 2025-05-15/2025-05-16",
            says="a.yaml, line 2, date: '2025-05-15/2025-05-16' is not a single day; write 2025-05-15",
        ),
        "long": sighting(
            "when: " + "2025-05-15/" * 1_000,
            given="a date of 11,000 characters",
            says="a.yaml, line 2, sightings[0].when: when is 11000 characters long ('2025-05-15/2025-05-15/2025-05-15/2025-05-15/2025-05-15/202…'); 300 is the most",
        ),
    },
    "People and places": {
        "unknown": brief(
            "sightings: [{who: A, at: Qqxzz}]",
            says='a.yaml, line 2, sightings[0].at: no place called "Qqxzz" is known; check the spelling, or give lat and lon, or geonameid:NUMBER',
        ),
        "a slip": brief(
            "sightings: [{who: A, at: Istambull}]",
            says='a.yaml, line 2, sightings[0].at: no place called "Istambull" is known; did you mean "Istanbul"? Or give lat and lon, or geonameid:NUMBER',
        ),
        "ambiguous": brief(
            "sightings: [{who: A, at: Springfield}]",
            says='a.yaml, line 2, sightings[0].at: "Springfield" may mean several places:\n  1. Springfield, Missouri, United States (pop. 170,188): type "Springfield, Missouri"\n  2. Springfield, Massachusetts, United States (pop. 154,341): type "Springfield, Massachusetts"\n  3. Springfield, Illinois, United States (pop. 114,394): type "Springfield, Illinois"\n  4. Springfield, Oregon, United States (pop. 60,870): type "Springfield, Oregon"\n  5. Springfield, Ohio, United States (pop. 59,680): type "Springfield, Ohio"\n  6. Springfield, Virginia, United States (pop. 30,484): type "Springfield, Virginia"\n  7. Springfield, Pennsylvania, United States (pop. 23,363): type "Springfield, Pennsylvania"\n  8. Springfield, Tennessee, United States (pop. 16,808): type "Springfield, Tennessee"\n  And 2 more: narrow the name, or give lat and lon, or geonameid:NUMBER.',
        ),
        "to itself": brief(
            "movements: [{who: A, from: Oslo, to: oslo}]",
            says="a.yaml, line 2, movements[0].to: a movement from 'Oslo' to itself; give two places",
        ),
        "one point": brief(
            "movements: [{who: A, from: Ankara, to: Turkey}]",
            says="note: Turkey: its capital, Ankara, stands for it (its middle: 39.35, 34.51)\na.yaml, line 2, movements[0]: 'Ankara' and 'Turkey' are one point (Ankara stands for Turkey); name two places, or give one of them its lat and lon under places",
        ),
        "no such country": brief(
            "places: [{name: Oslo, country: Norge9}]",
            says='a.yaml, line 2, places[0].country: no country is called "Norge9"; did you mean "Norway"?',
        ),
        "no such number": brief(
            "places: [{name: Oslo, geonameid: 999999999}]",
            says="a.yaml, line 2, places[0].name: the gazetteer has no place with geonameid 999999999; check the number, or give lat and lon",
        ),
        "an impossible point": brief(
            'sightings: [{who: A, at: "95.5, 28.95"}]',
            says='a.yaml, line 2, sightings[0].at: latitude 95.5 is not between -90 and 90 degrees; latitude comes first: did you mean "28.95, 95.5"?',
        ),
        "two people": brief(
            "people: [{name: A}, {name: a}]",
            says="a.yaml, line 2, people[1].name: 'a' is already a name in people (a.yaml, line 2, people[0]); make them one entry, or tell the two apart by name",
        ),
        "an alias twice": brief(
            "people: [{name: A, aliases: [X]}, {name: B, aliases: [x]}]",
            says="a.yaml, line 2, people[1].aliases[0]: 'x' is already a name in people (a.yaml, line 2, people[0]); make them one entry, or tell the two apart by name",
        ),
        "two places": brief(
            "places: [{name: Oslo}, {name: OSLO, lat: 1, lon: 2}]",
            says="a.yaml, line 2, places[1].name: 'OSLO' is already a name in places (a.yaml, line 2, places[0]); make them one entry, or tell the two apart by name",
        ),
        "house style": brief(
            "places: [{name: Oslo}]\nnames: {Turkei: Türkiye}",
            given="`names: {Turkei: Türkiye}`",
            says="a.yaml, line 3, names.Turkei: the basemap has no name 'Turkei'; did you mean Turkey or Turkmenistan?",
        ),
        "no view": brief(
            "view: {center: Qqxzz, width_km: 900}",
            says='a.yaml, line 2, view.center: no place called "Qqxzz" is known; check the spelling, or give lat and lon, or geonameid:NUMBER',
        ),
        "nothing to show": yaml(
            "title: x\n",
            given="a brief that shows no place",
            says="there is no place to show; give at least one under places:, sightings: or movements:, or take show: false away",
        ),
        "all at once": brief(
            "sightings:\n  - {who: A, at: Qqxzz, when: 2025-13-45}\n  - {who: B}\nnames: {Turkei: Türkiye}",
            given="an unknown place, a day that is none, a missing key and a wrong name of the map",
            says="a.yaml, line 3, sightings[0].when: '2025-13-45' is no day or time that exists; write 2025-05-15, 2025-05-15T10:00+03:00, or a range 2025-05-15/2025-05-16\na.yaml, line 3, sightings[0].at: no place called \"Qqxzz\" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.yaml, line 4, sightings[1]: a sighting needs at; add at: ...\na.yaml, line 5, names.Turkei: the basemap has no name 'Turkei'; did you mean Turkey or Turkmenistan?",
        ),
        "twenty and more": Case(
            "25 unknown places",
            "a.csv",
            "place\n" + "".join(f"Qqxz{chr(97 + i)}q\n" for i in range(25)),
            says='a.csv, row 2, place: no place called "Qqxzaq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 3, place: no place called "Qqxzbq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 4, place: no place called "Qqxzcq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 5, place: no place called "Qqxzdq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 6, place: no place called "Qqxzeq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 7, place: no place called "Qqxzfq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 8, place: no place called "Qqxzgq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 9, place: no place called "Qqxzhq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 10, place: no place called "Qqxziq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 11, place: no place called "Qqxzjq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 12, place: no place called "Qqxzkq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 13, place: no place called "Qqxzlq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 14, place: no place called "Qqxzmq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 15, place: no place called "Qqxznq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 16, place: no place called "Qqxzoq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 17, place: no place called "Qqxzpq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 18, place: no place called "Qqxzqq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 19, place: no place called "Qqxzrq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 20, place: no place called "Qqxzsq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\na.csv, row 21, place: no place called "Qqxztq" is known; check the spelling, or give lat and lon, or geonameid:NUMBER\nand 5 more',
        ),
    },
}

ELSEWHERE: dict[str, list[tuple[str, str, str]]] = {
    "Outputs": [
        (
            "the disk is full, or a quota used up (at whichever file)",
            "`cannot write output/talks.html: No space left on device; make room, or choose another place with -o or --layers`",
            "1",
        ),
        (
            "the file system is read-only",
            "`cannot write layers/talks/places.geojson: the folder /mnt/x is read-only; choose another place with -o or --layers`",
            "1",
        ),
        (
            "the folder may not be written to",
            "`cannot write talks.html: the folder /srv/x may not be written to by you; choose another place with -o or --layers`",
            "1",
        ),
        (
            "the earlier file is write-protected",
            "`cannot write talks.html: /srv/x/talks.html is protected from being written; choose another place with -o or --layers`",
            "1",
        ),
        (
            "the disk or the network fails while writing",
            "`cannot write output/talks.html: Input/output error; the disk or the network fails; choose another place with -o or --layers`",
            "1",
        ),
        (
            "a rename fails and an earlier one cannot be taken back (file systems without hard links)",
            "`cannot write layers/layers.gpkg: Permission denied; choose another place with -o or --layers (already written: layers/places.geojson)`",
            "1",
        ),
        (
            "an output path that is a folder",
            "`folder is a folder; name a file in it, such as folder/page.html`",
            "1",
        ),
        (
            "an output path below a file",
            "`cannot write file/page.html: /srv/x/file is no folder; choose another place with -o or --layers`",
            "1",
        ),
        (
            "an output path that is a device or a pipe, `/dev/stdout` too",
            "`pipe is a device or a pipe; name a file`",
            "1",
        ),
        (
            "an output path that is too long",
            "`cannot write xxx….html: File name too long; choose a shorter name with -o or --layers`",
            "1",
        ),
        (
            "an output path that is a circle of links",
            "`cannot write circle: Too many levels of symbolic links; the link leads in a circle; remove it, or choose another place with -o or --layers`",
            "1",
        ),
        (
            "an output path with a NUL character (from Python)",
            "`cannot write a\\x00b: a name cannot hold a NUL character; choose another name with -o or --layers`",
            "1",
        ),
        (
            "an output path with a line break, or a link to a file that is not there yet",
            "none: it is written (the path is printed with the break as `\\n`)",
            "0",
        ),
        (
            "an output that is the brief",
            "`talks.yaml would be written over the file it is made from, talks.yaml; choose another place with -o or --layers`",
            "2",
        ),
        (
            "two outputs that are one file",
            "`x/places.geojson and x/places.geojson are one file; choose another place with -o`",
            "2",
        ),
        (
            "a `layers.gpkg` that another program has open, or was stopped while it wrote it",
            "`cannot write layers/layers.gpkg: another program has it open (QGIS, perhaps), for layers.gpkg-wal stands beside it; close it there, or choose another --layers. If no program has it open, one was stopped while it did: delete layers.gpkg and layers.gpkg-wal`",
            "1",
        ),
        (
            "a page, or layers, of another story; a file that geobrief did not make",
            "a note, such as `output/talks.html was not made by geobrief, or changed since, and is replaced`",
            "0",
        ),
        (
            "a GeoPackage in a path with `!` or a control character",
            "`cannot write a!b/layers.gpkg: a GeoPackage's path cannot hold the character '!'; leave out --gpkg, or choose another --layers`",
            "1",
        ),
    ],
    "Pages that are inspected": [
        (
            "a page that another program made, or an article that shows a map",
            "`page.html: geobrief did not make this page, or what says so was taken out of it; name the map's own page, not the article that shows it`",
            "2",
        ),
        (
            "a snippet, or an article that has one in it",
            "`story.embed.html: this shows the map that stands at https://…/story.html, and keeps no brief; name that page, saved as a file`",
            "2",
        ),
        (
            "a web address",
            "`https://…/story.html is a web address, and geobrief does not go online; open it in a browser, save the page as a file (HTML only), and name that file`",
            "2",
        ),
        (
            "a page made with `--no-data`",
            "`page.html: this page keeps no brief: it was made with --no-data, of the brief with the SHA-256 37bb…`",
            "2",
        ),
        (
            "a still image as SVG",
            "`map.svg: a still image of geobrief 0.1.0, which has the hash of its brief (SHA-256 37bb…) and not the brief; name the page (HTML) that geobrief made with it`",
            "2",
        ),
        (
            "a page that was cut off",
            "`page.html: the page is cut off within its brief; find a whole copy`",
            "2",
        ),
        (
            "a page whose brief was changed, and is one still",
            "a note with both hashes: `it was changed since, so compare it with what the map shows`",
            "0",
        ),
        (
            "a page whose brief was changed, and is none any more",
            "`page.html: the brief in it cannot be read: 'hologram' is not a key of a brief; its keys are format, … The page was changed, or geobrief 9.1, which made it, knows more than this one`",
            "2",
        ),
        (
            "a page with two briefs",
            "`page.html: several briefs are in this page; save each map as a page of its own`",
            "2",
        ),
        (
            "a page of more than 100 MB, or with a brief that unpacks to more",
            "`page.html: the brief in it is larger than 100 MB, which no brief may be`",
            "2",
        ),
        (
            "`-o` with a file that is there",
            "`found.yaml is there already and stays as it is; name another file with -o`",
            "2",
        ),
    ],
    "Stopped and cut off": [
        (
            "standard output on a full disk",
            "`cannot write to standard output: No space left on device; make room there, or send the answer elsewhere` (what `map` wrote stays)",
            "1",
        ),
        ("standard output whose reader has gone (`geobrief … | head -1`)", "none", "1"),
        (
            "standard output or error closed from the start, standard error full or unread",
            "none; the work goes on",
            "as else",
        ),
        (
            "Ctrl-C (SIGINT)",
            "`geobrief: stopped; no file was written`, or, once all have taken their places, `geobrief: stopped; the files are written`",
            "130",
        ),
        ("SIGTERM; the terminal closed (SIGHUP)", "the same", "143; 129"),
        (
            "killed (SIGKILL), or the power fails",
            "none; every file is whole, old or new; the next run that writes there removes the hidden folder `.geobrief-…` that is left",
            "none",
        ),
        (
            "a brief that changes while it is read",
            "`talks.yaml: changed while it was read; save it, and run the command again`",
            "2",
        ),
        (
            "a brief that vanishes",
            "`talks.yaml: there is no such file; check the name and the folder`",
            "2",
        ),
    ],
}
"""What other tests hold to account: what is given, what geobrief says, and the exit code."""

PAGE = Path(__file__).resolve().parent.parent / "docs" / "errors.md"

_INTRODUCTION = """\
# Errors, and what to do

geobrief draws nothing from what it does not understand, and says why: **where** (the file, the line or row, the field), **what** (the value) and **the way out**. Read the first message, mend it, and run the command again.

- All that is wrong with a file is told at once, in the order of the file: the first twenty, then how many more there are. Only where a file cannot be read any further, as with a quote that is not closed, does that come alone.
- Lines are counted from 1. Rows are counted as a spreadsheet does, the header being row 1. Entries of a list are counted from 0: `sightings[0]` is the first.
- If anything is wrong, nothing is written, and earlier files stay as they were.
- The exit code is 2 where the input is at fault, 1 for anything else (a full disk, a fault of geobrief's), 130 after Ctrl-C (129 and 143 after the terminal was closed and SIGTERM).
- Each message begins with `geobrief: error: `, which is left out below. A line that begins with `note:` says something besides. Long values are cut, and characters that a terminal would obey are shown as `\\x1b`.

The tables below are made from the tests: every row is run by them. They show what `geobrief map` says of a file called `a.yaml`, `a.json`, `a.csv` or `a.geojson`.
"""


_AND_MORE = """\
What follows is shown by other tests, of full disks and signals. What may be drawn and is doubtful all the same, `geobrief check` tells: see [What geobrief check finds](check.md).
"""


def put(case: Case) -> None:
    """Put what is given into the current folder."""
    content = case.content() if callable(case.content) else case.content
    if content is FOLDER:
        Path(case.file).mkdir()
    elif content is PIPE:
        os.mkfifo(case.file)
    elif content is LOOP:
        Path(case.file).symlink_to(case.file)
    elif isinstance(content, str | bytes):
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        Path(case.file).write_bytes(data)


def page() -> str:
    """Return docs/errors.md."""
    parts = [_INTRODUCTION, _contents()]
    for group, cases in GROUPS.items():
        rows = ((case.given, _said(case.says), str(case.code)) for case in cases.values())
        parts.append(_table(group, rows))
    parts.append(_AND_MORE)
    parts += (_table(group, rows) for group, rows in ELSEWHERE.items())
    return "\n".join(parts)


_ANCHOR = str.maketrans({" ": "-", "'": None})


def _contents() -> str:
    """Return links to the tables, those first that help most often."""
    often = [
        name for name in ("CSV", "Keys and values", "Dates", "People and places") if name in GROUPS
    ]
    names = [*often, *(name for name in [*GROUPS, *ELSEWHERE] if name not in often)]
    links = (f"[{name}](#{name.lower().translate(_ANCHOR)})" for name in names)
    return f"On this page: {' · '.join(links)}\n"


def _table(group: str, rows: Iterable[tuple[str, str, str]]) -> str:
    lines = [f"## {group}", "", "| Given | geobrief says | Exit code |", "| --- | --- | --- |"]
    lines += (f"| {_cell(given)} | {_cell(says)} | {code} |" for given, says, code in rows)
    return "\n".join(lines) + "\n"


def _said(says: str) -> str:
    lines = says.split("\n")
    if len(lines) > _MOST_LINES:
        lines = [*lines[:2], "…", lines[-1]]
    return "<br>".join(f"{_escaped(line)}" for line in lines)


def _escaped(line: str) -> str:
    """Return a message as it is, for Markdown: as code."""
    if len(line) > _LONGEST:
        line = f"{line[:_LONGEST]}…"
    mark = "``" if "`" in line else "`"
    return f"{mark}{line.strip()}{mark}" if mark == "`" else f"{mark} {line.strip()} {mark}"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


_MOST_LINES = 12
_LONGEST = 400

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="")
