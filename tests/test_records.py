"""Files come in: YAML and JSON, with their lines, their traps and what breaks them."""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import EXAMPLE
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.errors import BriefError, InputError
from geobrief.model import Brief
from geobrief.records import brief_of_places, read_brief
from geobrief.records.json_text import tree_of_json
from geobrief.records.source import SourceText
from geobrief.records.yaml_text import tree_of_yaml

Write = Callable[[str, str | bytes], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Write a file into an empty current folder and return its bare name."""
    monkeypatch.chdir(tmp_path)

    def write_one(name: str, content: str | bytes) -> Path:
        data = content if isinstance(content, bytes) else content.encode("utf-8")
        Path(name).write_bytes(data)
        return Path(name)

    return write_one


def message_of(path: Path) -> str:
    with pytest.raises(BriefError) as caught:
        read_brief(path)
    return str(caught.value)


# The example


def test_the_example_reads_and_goes_round() -> None:
    brief = read_brief(EXAMPLE)
    assert Brief.from_dict(brief.to_dict()) == brief
    assert brief.units == "mi"
    assert {place.name for place in brief.places} == {
        "Istanbul",
        "Ankara",
        "Antalya",
        "Doha",
        "Kyiv",
        "Moscow",
        "Dolmabahçe Palace",
        "Kremlin",
        "Albania",
    }
    short = [person.short_name for person in brief.people]
    assert short == ["Zelenskyy", "Umerov", "Putin", "Medinsky", "Trump", "Rubio"]
    ways = {(way.who.split()[-1], way.from_, way.to, str(way.status)) for way in brief.movements}
    assert ways == {
        ("Umerov", "Ankara", "Istanbul", "planned"),
        ("Zelenskyy", "Ankara", "Albania", "planned"),
        ("Putin", "Moscow", "Istanbul", "declined"),
        ("Trump", "Doha", "Istanbul", "declined"),
        ("Rubio", "Antalya", "Istanbul", "possible"),
    }
    assert [(one.from_, one.to, one.claim) for one in brief.distances] == [
        ("Istanbul", "Ankara", "nearly 300 miles")
    ]


def test_every_record_of_the_example_names_its_evidence() -> None:
    brief = read_brief(EXAMPLE)
    items = (
        *brief.people,
        *brief.places,
        *brief.sightings,
        *brief.movements,
        *brief.distances,
        *brief.background,
    )
    assert all(item.support.evidence.startswith("paragraph") for item in items)


def test_the_example_points_editors_to_the_schema() -> None:
    line = EXAMPLE.read_text(encoding="utf-8").splitlines()[0]
    prefix = "# yaml-language-server: $schema="
    assert line.startswith(prefix)
    assert (EXAMPLE.parent / line.removeprefix(prefix)).is_file()


# YAML and JSON

BRIEF_YAML = """\
# a comment
title: A title
places:
  - name: Oslo
    country: NO
  - {name: Doha,
     lat: 25.2867}
sightings:
- who: A
  at: 10:30
  when: 2025-05-15
  note: |
    two
    lines
"""


def test_yaml_has_no_surprises(write: Write) -> None:
    text = BRIEF_YAML.replace("25.2867}", "25.2867, lon: 0x33}")
    brief = read_brief(write("a.yaml", text))
    assert brief.places[0].country == "NO"
    assert brief.places[1].lon_deg == 51
    assert brief.sightings[0].at == "10:30"
    assert str(brief.sightings[0].when) == "2025-05-15"
    assert brief.sightings[0].note == "two\nlines\n"


def test_every_value_knows_its_line(write: Write) -> None:
    brief = read_brief(write("a.yaml", BRIEF_YAML.replace("25.2867}", "25.2867, lon: 51}")))
    assert str(brief.origin) == "a.yaml"
    assert str(brief.places[0].origin) == "a.yaml, line 4, places[0]"
    assert str(brief.places[1].origin) == "a.yaml, line 6, places[1]"
    assert str(brief.origins["sightings[0].at"]) == "a.yaml, line 10, sightings[0].at"
    assert message_of(write("b.yaml", BRIEF_YAML)) == (
        "b.yaml, line 6, places[1]: lat and lon belong together; give both or neither"
    )


def test_json_says_the_same_as_yaml_lines_included(write: Write) -> None:
    data = read_brief(EXAMPLE).to_dict()
    path = write("a.json", json.dumps(data, indent=1, ensure_ascii=False))
    brief = read_brief(path)
    assert brief == read_brief(EXAMPLE)
    line = brief.places[1].origin.line
    assert line is not None
    assert "{" in path.read_text(encoding="utf-8").splitlines()[line - 1]
    at = brief.origins["sightings[0].at"].line
    assert at is not None
    assert '"at": "Ankara"' in path.read_text(encoding="utf-8").splitlines()[at - 1]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_byte_order_marks_make_no_difference(
    write: Write, ends: str, mark: str
) -> None:
    text = mark + 'title: "x"\nsightings:\n  - {who: A}\n'.replace("\n", ends)
    assert message_of(write("a.yaml", text)).startswith("a.yaml, line 3, sightings[0]: ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("null", None),
        ("~", None),
        ("", None),
        ("true", True),
        ("FALSE", False),
        ("yes", "yes"),
        ("NO", "NO"),
        ("on", "on"),
        ("10", 10),
        ("-7", -7),
        ("+7", 7),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("10:30", "10:30"),
        ("2025-05-15", "2025-05-15"),
        ("2025-13-45", "2025-13-45"),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("1.", 1.0),
        ("-.inf", float("-inf")),
        ("9" * 5000, "9" * 5000),
        ("'10'", "10"),
        ('"10"', "10"),
        ("=", "="),
        ("<<", "<<"),
        (".", "."),
    ],
)
def test_plain_texts_are_typed_as_yaml_1_2_says(text: str, value: object) -> None:
    source = SourceText(Path("a.yaml"), f"key: {text}\n")
    typed = tree_of_yaml(source).data["key"]
    assert (typed, type(typed)) == (value, type(value))


json_data = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(codec="utf-8"), max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(codec="utf-8"), max_size=5), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(data=json_data, indent=st.sampled_from([None, 1]), escape=st.booleans())
def test_a_json_tree_holds_what_was_written(data: object, indent: int | None, escape: bool) -> None:  # noqa: FBT001
    text = json.dumps(data, indent=indent, ensure_ascii=escape)
    assert tree_of_json(SourceText(Path("a.json"), text)).data == data


@given(data=json_data)
def test_json_in_ascii_is_yaml_with_the_same_tree(data: object) -> None:
    text = json.dumps(data)
    yaml = tree_of_yaml(SourceText(Path("a.yaml"), text))
    again = tree_of_json(SourceText(Path("a.json"), text))
    assert (yaml.data, yaml.lines) == (again.data, again.lines)


# What is wrong with a text

BROKEN_YAML = {
    "colon in a text": ("title: a: b\n", "line 1, column 9: a colon with a blank after it"),
    "tab": ("title: x\n\tunits: mi\n", "line 2, column 1: a tab; YAML is indented with blanks"),
    "sign": ("title: @x\n", "line 1, column 8: a text that starts with @ must stand in quotes"),
    "open quote": ("title: x\nunits: 'mi\n", "the quote that opens in line 2 is not closed"),
    "open list": ("title: x\nplaces: [1,\nb: 3\n", "opens with [ in line 2 is not closed with ]"),
    "open entry": ("title: x\nsource: {name: 1\nb: 3\n", "opens with { in line 2 is not closed"),
    "indentation": ("view:\n  center: A\n width_km: 1\n", "line 3, column 2: the indentation does"),
    "no colon": ("title: x\nunits\ndate: y\n", "line 3, column 1: a line without a colon"),
    "text after a quote": ("title: 'x' y\n", "line 1, column 12: text after a closing quote"),
    "backslash": ('title: "C:\\q"\n', 'a backslash between "double quotes"; use single quotes'),
    "alias": ("title: *x\n", "line 1: a text that starts with * must stand in quotes: '*x'"),
    "anchor": ("title: &x y\n", "line 1: a text that starts with & must stand in quotes: '&x'"),
    "tag that runs code": (
        "title: !!python/object/apply:os.system ['touch pwned']\n",
        "line 1: the tag '!!python/object/apply:os.system' has no place in a brief",
    ),
    "tag": ("title: x\nsource: !env y\n", "line 2: the tag '!env' has no place in a brief"),
    "bomb": (
        "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
        "line 1: a text that starts with & must stand in quotes: '&a'",
    ),
    "two documents": ("title: x\n---\ntitle: y\n", "line 2: a second document starts here (---)"),
    "key twice": (
        "title: x\nunits: mi\ntitle: y\n",
        "line 3, title: 'title' stands here twice, first in line 1; keep one of them",
    ),
    "template": ("title: {{ x }}\n", "line 1: a list or an entry stands where a key should"),
    "only a comment": ("# x\n", "a brief must be an entry with keys, not nothing"),
    "deep list": ("[" * 100_000, "line 1: more than 40 levels inside one another"),
    "deep entry": ("{a: " * 100_000, "line 1: more than 40 levels inside one another"),
    "deep dashes": ("- " * 100_000, "line 1: more than 40 levels inside one another"),
    "long key": ("? " + "x" * 10_000 + "\n: y\n", "line 1: a key of 10000 characters ('xxx"),
    "escape": ('title: "a\\x1b"\n', "line 1, title: 'a\\x1b' holds an escape character (U+001B)"),
}
BROKEN_JSON = {
    "comma too many": ('{"title": "x",\n}', "a comma too many"),
    "comma missing": ('{"title": "x"\n"units": "mi"}', "line 2, column 1: a comma is missing"),
    "colon missing": ('{"title" "x"}', "line 1, column 10: a colon is missing after the key"),
    "single quotes": ("{'title': 'x'}", 'line 1, column 2: a key in "double quotes" should stand'),
    "open text": ('{"title": "x}', "line 1, column 11: the quote that opens here is not closed"),
    "goes on": ('{"title": "x"}\nx', "line 2, column 1: the text goes on after its last bracket"),
    "line break": ('{"title": "a\nb"}', "line 1, column 13: a line break or tab inside a text"),
    "backslash": ('{"title": "\\q"}', "line 1, column 12: a backslash that begins nothing"),
    "nothing": ('{"title": }', "line 1, column 11: a value should stand here"),
    "not a number": (
        '{"view": {\n"width_km": NaN}}',
        "width_km: a brief cannot hold nan",
    ),
    "endless": (
        '{"view": {\n"width_km": -Infinity}}',
        "width_km: a brief cannot hold -inf",
    ),
    "long number": (
        '{"view": {"center": "A", "width_km": ' + "9" * 5000 + "}}",
        "…'; give a shorter one",
    ),
    "key twice": (
        '{"title": "x",\n"title": "y"}',
        "line 2, title: 'title' stands here twice, first in line 1; keep one of them",
    ),
    "deep list": ("[" * 100_000, "line 1: more than 40 levels inside one another"),
    "deep entry": ('{"a":' * 100_000, "line 1: more than 40 levels inside one another"),
    "null": ("null", "a brief must be an entry with keys, not nothing"),
    "half a character": ('{"title": "\\ud83d"}', "holds half a character (U+D83D)"),
    "hostile key": ('{"title": "x", "\\u001b[31m": 1}', "line 1, \\x1b[31m: the key '\\x1b[31m'"),
}


@pytest.mark.parametrize(("text", "message"), BROKEN_YAML.values(), ids=BROKEN_YAML.keys())
def test_broken_yaml_in_plain_words(write: Write, text: str, message: str) -> None:
    start = time.monotonic()
    said = message_of(write("a.yaml", text))
    assert said.startswith("a.yaml")
    assert message in said
    assert time.monotonic() - start < 5
    assert os.listdir() == ["a.yaml"]  # noqa: PTH208 - nothing ran


@pytest.mark.parametrize(("text", "message"), BROKEN_JSON.values(), ids=BROKEN_JSON.keys())
def test_broken_json_in_plain_words(write: Write, text: str, message: str) -> None:
    start = time.monotonic()
    said = message_of(write("a.json", text))
    assert said.startswith("a.json")
    assert message in said
    assert time.monotonic() - start < 5


def test_double_keys_and_other_faults_are_told_together(write: Write) -> None:
    said = message_of(write("a.yaml", "title: x\nunits: feet\ntitle: y\nsumary: z\n"))
    assert [line.split(": ")[0] for line in said.splitlines()] == [
        "a.yaml, line 2, units",
        "a.yaml, line 3, title",
        "a.yaml, line 4, sumary",
    ]


# What is wrong with a file


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.yaml", "", "a.yaml: is empty; geobrief needs a brief or a table of places in it"),
        ("a.csv", " \n\n", "a.csv: is empty"),
        ("a.yaml", b"\xef\xbb\xbf", "a.yaml: is empty"),
        (
            "a.yaml",
            "title: x\nsummary: café".encode("latin-1"),
            "a.yaml, line 2: the byte 0xe9 is not UTF-8; save the file as UTF-8",
        ),
        (
            "a.csv",
            "place\nKöln\n".encode("cp1252"),
            (
                "a.csv, line 2: the byte 0xf6 is not UTF-8; save the file as UTF-8 "
                '(in Excel: "CSV UTF-8 (Comma delimited)")'
            ),
        ),
        ("a.csv", "place\nOslo\n".encode("utf-16"), "a.csv: is UTF-16; save the file as UTF-8 (in"),
        ("a.csv", "place\nOslo\n".encode("utf-32"), "a.csv: is UTF-32; save the file as UTF-8 (in"),
        ("a.csv", b"PK\x03\x04\x14\x00", "a.csv: is a spreadsheet, a document or an archive"),
        ("a.json", b"\x80\x00\x01", "a.json: is not a text file"),
        ("a.yaml", "title: a\x00b", "a.yaml, line 1: the text holds a NUL character (U+0000)"),
        ("a.csv", "place\n\x1b[2J\n", "a.csv, line 2: the text holds an escape character"),
        ("a.dat", "title: x", "a.dat: a file's name says what it is; rename it to end in one of"),
        ("a.docx", "title: x", "a.docx: is a document, which geobrief does not read; put its"),
        ("a.xlsx", b"PK\x03\x04", "a.xlsx: is an Excel workbook, which geobrief does not read; in"),
        ("brief", "title: x", "brief: a file's name says what it is"),
    ],
)
def test_files_that_are_no_briefs(
    write: Write, name: str, content: str | bytes, message: str
) -> None:
    said = message_of(write(name, content))
    assert said.startswith(message)
    assert name.endswith(".csv") or "Excel:" not in said


@pytest.mark.usefixtures("write")
def test_no_file() -> None:
    assert message_of(Path("a.yaml")) == (
        "a.yaml: there is no such file; check the name and the folder"
    )
    assert message_of(Path()) == ".: is a folder; name the file in it"
    assert "NUL character" in message_of(Path("a\0b.yaml"))
    Path("a.yml").write_text("title: x", encoding="utf-8")
    assert message_of(Path("a.yaml")) == "a.yaml: there is no such file, but there is a.yml"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files here")
@pytest.mark.usefixtures("write")
def test_a_pipe_is_no_file() -> None:
    os.mkfifo("a.yaml")
    assert message_of(Path("a.yaml")).startswith("a.yaml: is a pipe or a device; save what")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_file_that_may_not_be_read(write: Write) -> None:
    path = write("a.yaml", "title: x")
    path.chmod(0)
    assert message_of(path) == "a.yaml: cannot be read: Permission denied"


def test_a_file_that_is_too_large(write: Write) -> None:
    path = write("a.csv", "place\n")
    os.truncate(path, 200_000_000)
    assert message_of(path) == "a.csv: is larger than 100 MB; split it into stories"


# Bare names


def test_named_places_make_a_locator() -> None:
    brief = brief_of_places(["Ankara", "Istanbul", "ankara", "-33.86, 151.2"])
    assert brief.title == "Ankara, Istanbul, -33.86, 151.2"
    assert [place.name for place in brief.places] == ["Ankara", "Istanbul", "-33.86, 151.2"]
    assert all(place.show for place in brief.places)
    places = [{"name": place.name} for place in brief.places]
    assert brief == Brief.from_dict({"title": brief.title, "places": places})


def test_many_places_have_a_short_title() -> None:
    brief = brief_of_places([f"Place {number}" for number in range(100)])
    assert brief.title.endswith(", Place 7 and 92 more")
    assert len(brief.places) == 100


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([], "no place was named; name one, as in: geobrief map Ankara Istanbul"),
        (["Ankara", " "], "name is empty; give it a name, or take the line out"),
        (["a\x1bb"], "'a\\x1bb' holds an escape character (U+001B); take it out"),
        (["x" * 301], "name is 301 characters long"),
    ],
)
def test_names_that_name_nothing(names: list[str], message: str) -> None:
    with pytest.raises(InputError) as caught:
        brief_of_places(names)
    assert message in str(caught.value)


# Size, and chance


@pytest.mark.slow
def test_ten_thousand_records_are_read_in_a_few_seconds(write: Write) -> None:
    record = "  - {{who: P{0}, at: Ankara, when: 2025-05-15, status: confirmed, note: n{0}}}\n"
    path = write("a.yaml", "title: x\nsightings:\n" + "".join(map(record.format, range(10_000))))
    start = time.monotonic()
    brief = read_brief(path)
    assert time.monotonic() - start < 20
    assert len(brief.sightings) == 10_000
    assert brief.sightings[-1].origin.line == 10_002


SNIPPETS = [*"\"'[]{}:,-?&*!|>%@`#\n\t \\0eE.~", "\r", "\ufeff", "\x00", "\u202e", "null", "---"]
SNIPPETS += [
    "- ",
    "? ",
    ": ",
    "<<",
    "!!str ",
    "1e999",
    "0x1F",
    "\\ud83d",
    "é",
    "\x1b",
    "NaN",
    "\x85",
]
SEEDS = {
    "a.yaml": BRIEF_YAML,
    "a.json": '{"title": "x", "places": [{"name": "A", "lat": 1.5, "lon": 2, "show": false}]}',
    "a.csv": 'place,who,from,when,lat,lon\nA,B,,2025-05-15,1,2\n"C, D",B,A,,,\nE\n',
    "a.geojson": '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": '
    '{"name": "A", "who": "B"}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
}
edits = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 8), st.sampled_from(SNIPPETS)), max_size=5
)


@given(name=st.sampled_from(sorted(SEEDS)), changes=edits)
@settings(max_examples=300, deadline=None)
def test_a_damaged_file_is_a_brief_or_a_brief_error(
    tmp_path_factory: pytest.TempPathFactory, name: str, changes: list[tuple[float, int, str]]
) -> None:
    text = SEEDS[name]
    for spot, cut, snippet in changes:
        at = int(spot * len(text))
        text = text[:at] + snippet + text[at + cut :]
    path = tmp_path_factory.getbasetemp() / name
    path.write_bytes(text.encode("utf-8"))
    try:
        brief = read_brief(path)
    except BriefError as error:
        problems = error.problems
    else:
        problems = ()
        assert Brief.from_dict(brief.to_dict()) == brief
    assert all(str(problem).isprintable() for problem in problems)


@pytest.mark.parametrize(
    ("entry", "field", "whole"),
    [
        ("{who: Bo, at: Paris, Texas}", "at", "'Paris, Texas'"),
        (
            "{who: Bo, at: Oslo, note: Seen at ten, not at 11., status: planned}",
            "note",
            "'Seen at ",
        ),
        ("{who: Bo, at: Oslo, note: nearly 1,000 miles}", "note", "'nearly 1,000 miles'"),
        ("{who: Bo, at: 41.01, 28.95}", "at", "'41.01, 28.95'"),
        ("{who: Bo, at: Paris, Texas, USA}", "at", "'Paris, Texas, USA'"),
        ("{who: Bo, at: Paris,\n   Texas, USA # x\n  }", "at", "'Paris, Texas, USA'"),
        (
            '{who: Bo, at: Oslo, note: He\'s "sure", she said, smiling., status: planned}',
            "note",
            "'He''s \"sure\", she said, smiling.'",
        ),
        ("{who: Bo, at: Oslo, note: x, evidence}", "note", "'x, evidence'"),
    ],
)
def test_a_comma_in_braces_cuts_no_text_in_silence(
    write: Write, entry: str, field: str, whole: str
) -> None:
    said = message_of(write("a.yaml", f"title: x\nsightings:\n- {entry}\n"))
    assert said.startswith(f"a.yaml, line {4 if chr(10) in entry else 3}, sightings[0].{field}: ")
    assert "has no colon after it; in braces, a text with a comma stands in quotes: " in said
    assert whole in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    "entry",
    [
        "{who: Bo, at: 'Paris, Texas'}",
        "{who: Bo, at: Oslo, when: , note:}",
        '{"who": "Bo", "at" : "Oslo", "note" : null}',
        "{who: Bo, at: Oslo, alternatives: [a, b], note: x}",
        "\n  who: Bo\n  at: Paris, Texas\n  note: a, b",
    ],
)
def test_what_has_its_colon_is_no_cut_text(write: Write, entry: str) -> None:
    assert len(read_brief(write("a.yaml", f"title: x\nsightings:\n- {entry}\n")).sightings) == 1
