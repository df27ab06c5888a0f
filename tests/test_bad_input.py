"""Bad input: every kind in tests/bad_input.py through the command line, and laws about the rest.

Whatever is given, the answer is exit code 2 and a message that says where, what, and the way out;
nothing on standard output, nothing written, never a traceback.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bad_input import GROUPS, PAGE, Case, page, put
from hypothesis import given, settings
from hypothesis import strategies as st

from geobrief.cli import main
from geobrief.errors import BriefError, Problem
from geobrief.model import Brief
from geobrief.records import read_brief
from geobrief.render.markup import terminal

if TYPE_CHECKING:
    from collections.abc import Callable

Capture = pytest.CaptureFixture[str]

CASES = {
    f"{group}: {name}": case for group, cases in GROUPS.items() for name, case in cases.items()
}
QUICK = {name: case for name, case in CASES.items() if not case.is_slow}
EARLIER = ("output/a.html", "layers/a/places.geojson")


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty folder with outputs of an earlier run."""
    monkeypatch.chdir(tmp_path)
    for name in EARLIER:
        Path(name).parent.mkdir(parents=True)
        Path(name).write_text("earlier", encoding="utf-8")


def tree() -> dict[str, float]:
    """Return every file and folder here with the time of its last change."""
    return {str(path): path.lstat().st_mtime_ns for path in Path().rglob("*")}


def errors_of(told: str) -> str:
    return told.removesuffix("\n").replace("geobrief: ", "").replace("error: ", "")


# The table


@pytest.mark.parametrize("case", QUICK.values(), ids=QUICK)
def test_each_kind_of_bad_input_has_its_message(case: Case, capsys: Capture) -> None:
    put(case)
    before = tree()
    code = main(["map", *(case.arguments or (case.file,))])
    told = capsys.readouterr()
    assert errors_of(told.err) == case.says
    assert code == case.code == 2
    assert told.out == ""
    assert tree() == before


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.is_slow])
def test_each_slow_kind_has_its_message_too(name: str, capsys: Capture) -> None:
    test_each_kind_of_bad_input_has_its_message(CASES[name], capsys)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_each_message_is_short_plain_and_names_the_file(case: Case) -> None:
    for line in case.says.split("\n"):
        assert "Traceback" not in line
        assert terminal(line) == line
        assert len(line) < 900
        if not line.startswith((" ", "note: ", "there is no place to show", "and ")):
            file = (case.arguments or (case.file,))[0]
            assert line.startswith(terminal(file.replace("\0", "\\x00"))[:200].removeprefix("./"))


def test_the_page_tells_what_geobrief_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/bad_input.py"


@pytest.mark.parametrize(
    "name", ["Files: Latin-1", "YAML: code", "CSV: to itself", "JSON: deep lists"]
)
def test_a_real_process_says_the_same(name: str) -> None:
    case = CASES[name]
    put(case)
    before = tree()
    command = [sys.executable, "-m", "geobrief", "map", case.file]
    done = subprocess.run(command, capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stdout) == (2, b"")
    assert errors_of(done.stderr.decode("utf-8").replace("\r\n", "\n")) == case.says
    assert tree() == before


@pytest.mark.skipif(not hasattr(os, "seteuid") or os.geteuid() != 0, reason="root only")
def test_a_file_that_may_not_be_read(tmp_path: Path, capsys: Capture) -> None:
    Path("a.yaml").write_text("title: x\n", encoding="utf-8")
    Path("a.yaml").chmod(0)
    put(CASES["Files: empty"])  # so that all is imported that needs be
    main(["map", "a.yaml"])
    capsys.readouterr()
    folders = [folder for folder in (tmp_path, *tmp_path.parents) if folder.stat().st_uid == 0]
    modes = {folder: folder.stat().st_mode for folder in folders}
    Path("a.yaml").chmod(0)
    try:
        for folder, mode in modes.items():
            folder.chmod(mode | 0o711)
        os.seteuid(65534)
        code = main(["map", "a.yaml"])
    finally:
        os.seteuid(0)
        for folder, mode in modes.items():
            folder.chmod(mode)
    said = f"geobrief: error: a.yaml: cannot be read: {os.strerror(errno.EACCES)}\n"
    assert (code, capsys.readouterr().err) == (2, said)


# What is no fault, though it looks like one


TRAPS = """\
%YAML 1.1
---
title: NO
summary: 10:30
date: 2025-05-15
people:
  - {name: Yes, aliases: [on, 1_000, 0o17x, '012', 12:30:45, null and void]}
places:
  - {name: Oslo, country: NO, lat: 0x10, lon: 1e1, show: FALSE}
sightings:
  - {who: y, at: Oslo, when: 2001-01-01}
  - {who: off, at: Oslo, note: "012"}
  - {who: ~x, at: Oslo, note: =}
"""


def test_yaml_traps_are_none() -> None:
    Path("a.yaml").write_text(TRAPS, encoding="utf-8")
    brief = read_brief("a.yaml")
    assert (brief.title, brief.summary, str(brief.date)) == ("NO", "10:30", "2025-05-15")
    (person,) = brief.people
    assert (person.name, person.aliases) == (
        "Yes",
        ("on", "1_000", "0o17x", "012", "12:30:45", "null and void"),
    )
    (place,) = brief.places
    assert (place.country, place.lat_deg, place.lon_deg, place.show) == ("NO", 16, 10, False)
    assert [one.who for one in brief.sightings] == ["y", "off", "~x"]
    assert brief.sightings[1].note == "012"


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_mixed_line_ends_are_lines(mark: str, capsys: Capture) -> None:
    Path("a.yaml").write_bytes(f"{mark}title: x\r\nunits: km\rplaces:\n- {{nam: A}}\n".encode())
    assert main(["map", "a.yaml"]) == 2
    assert capsys.readouterr().err.startswith("geobrief: error: a.yaml, line 4, places[0]")


def test_rows_that_are_the_same_are_kept_once_and_said() -> None:
    Path("a.csv").write_text("place,who\nOslo,Ada\nOslo,Ada\n", encoding="utf-8")
    brief = read_brief("a.csv")
    assert len(brief.sightings) == 1
    assert brief.notes == ("a.csv, row 3: the same as in row 2 and kept once",)


def test_a_missing_number_of_another_program_is_no_matter() -> None:
    text = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null, '
        '"properties": {"name": "Oslo", "score": NaN, "note": null}}]}'
    )
    Path("a.geojson").write_text(text, encoding="utf-8")
    assert [place.name for place in read_brief("a.geojson").places] == ["Oslo"]


# All at once


def test_everything_is_told_at_once_and_nothing_that_is_not_so(capsys: Capture) -> None:
    Path("a.yaml").write_text(
        """\
title: x
places:
  - {name: Camp Unheard, lat: 95, lon: 3}
  - {name: Camp Unseen, lng: 5}
  - {name: Qqxzz, note: 5}
sightings:
  - {who: A, at: Camp Unheard}
  - {who: A, at: Qqxzy, when: 2025-13-45}
  - {at: Qqxzx}
movements:
  - {who: A, from: Ankara, to: Turkey, status: sure}
  - {who: A, from: Camp Unseen, to: Qqxzw}
view: {center: Qqxzv, width_km: 50000}
names: {Turkei: Türkiye}
""",
        encoding="utf-8",
    )
    assert main(["map", "a.yaml"]) == 2
    err = capsys.readouterr().err.splitlines()
    told = [line for line in err if not line.startswith("geobrief: note: Turkey: its capital")]
    assert len(told) == len(err) - 1  # what is known is told, too
    found = [line.removeprefix("geobrief: error: a.yaml, ").split(": ")[0] for line in told]
    assert found == [
        "line 3, places[0].lat",
        "line 4, places[1].lng",
        "line 5, places[2].note",
        "line 5, places[2].name",
        "line 8, sightings[1].when",
        "line 8, sightings[1].at",
        "line 9, sightings[2]",
        "line 9, sightings[2].at",
        "line 11, movements[0].status",
        "line 11, movements[0]",
        "line 12, movements[1].to",
        "line 13, view.width_km",
        "line 13, view.center",
        "line 14, names.Turkei",
    ]


def test_a_flawed_table_is_looked_up_all_the_same(capsys: Capture) -> None:
    Path("a.csv").write_text(
        "place,who,when,lat,lon\nCamp X,A,,1,2,3\nCamp X,A,,,\nQqxzz,A,5.5.2025,,\nQqxzy,A,,,\n",
        encoding="utf-8",
    )
    assert main(["map", "a.csv"]) == 2
    told = [line for line in capsys.readouterr().err.splitlines() if ": note: " not in line]
    found = [line.removeprefix("geobrief: error: a.csv, ").split(": ")[0] for line in told]
    assert found == ["row 2", "row 4, when", "row 4, place", "row 5, place"]


@pytest.mark.parametrize(
    "text",
    [
        "format: 2\nsightings: [{who: A, at: Qqxzz}]",
        "places: {Qqxzz: {lat: 1}}\nsightings: [{who: A, at: Qqxzz}]",
        "places: [{name: Qqxzz, lat: 1, lon: 2}]\nplaces: []\nsightings: [{who: A, at: Qqxzz}]",
        "places: [{name: Qqxzz}, {name: qqxzz, lat: 1, lon: 2}]\nsightings: [{who: A, at: Qqxzz}]",
    ],
    ids=["another format", "places in disorder", "places twice", "a place twice"],
)
def test_where_places_are_not_known_yet_no_name_is_called_unknown(
    text: str, capsys: Capture
) -> None:
    Path("a.yaml").write_text(f"title: x\n{text}\n", encoding="utf-8")
    assert main(["map", "a.yaml"]) == 2
    assert "no place called" not in capsys.readouterr().err


def test_the_rest_knows_where_it_stood() -> None:
    data = {
        "title": "x",
        "sightings": [{"who": "A"}, {"who": "B", "at": "Oslo"}, {"at": "Bergen"}],
    }
    with pytest.raises(BriefError) as caught:
        Brief.from_dict(data)
    rest = caught.value.rest
    assert [(one.who, one.origin.field) for one in rest.sightings] == [("B", "sightings[1]")]
    assert rest.origins["sightings[0].at"].field == "sightings[1].at"
    (place,) = rest.places
    assert (place.name, place.show) == ("Bergen", False)
    assert rest.origins["places[0].name"].field == "sightings[2].at"


def test_twenty_are_told_and_the_others_counted(capsys: Capture) -> None:
    wrong = "".join(
        f"  - {{who: A{number}, at: Oslo, when: {number}.5.25}}\n" for number in range(1, 1001)
    )
    Path("a.yaml").write_text(f"title: A story\nsightings:\n{wrong}", encoding="utf-8")
    assert main(["map", "a.yaml"]) == 2
    told = [line for line in capsys.readouterr().err.splitlines() if ": note: " not in line]
    assert len(told) == 21
    assert told[-1] == "geobrief: error: and 980 more"


def test_one_mistake_in_many_rows_is_told_once(capsys: Capture) -> None:
    rows = "".join(f"Oslo,A{number},{number}.5.25\n" for number in range(1, 1001))
    Path("a.csv").write_text(f"place,who,when\n{rows}", encoding="utf-8")
    assert main(["map", "a.csv"]) == 2
    told = [line for line in capsys.readouterr().err.splitlines() if ": note: " not in line]
    assert len(told) == 3  # what begins with three or four figures may be a year: other mistakes
    assert "row 2, when: '1.5.25' is not a date" in told[0]
    assert told[0].endswith(" more)")


# Laws


def problems_of(read: Callable[[], Brief]) -> tuple[Problem, ...]:
    """Return what is wrong with a brief, and let every other exception through."""
    try:
        assert read().title
    except BriefError as error:
        found = error.problems
    else:
        return ()
    assert found
    return found


@given(data=st.binary(max_size=300), suffix=st.sampled_from([".yaml", ".json", ".csv", ".geojson"]))
@settings(max_examples=300, deadline=None)
def test_any_bytes_are_a_brief_or_an_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(data)
    problems = problems_of(lambda: read_brief(path))
    assert all(str(problem).isprintable() for problem in problems)


FIELDS = ["name", "who", "at", "from", "to", "when", "lat", "lon", "country", "note", "status"]
FIELDS += ["label", "aliases", "center", "width_km", "geonameid", "show", "nme"]
keys = st.sampled_from(FIELDS) | st.text(max_size=3)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["Oslo", "Qqxzz", "2025-05-15", "2025-13-45", "confirmed", "km"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=6,
)
entries = st.lists(st.dictionaries(keys, values, max_size=4) | values, max_size=3)
lists = ["people", "places", "sightings", "movements", "distances", "background"]
briefs = st.dictionaries(
    st.sampled_from([*lists, "title", "date", "view", "names", "source", "format", "x"]),
    entries | values,
    max_size=4,
)


@given(data=briefs)
@settings(max_examples=150, deadline=None)
def test_the_rest_of_a_flawed_brief_is_a_brief(data: dict[str, object]) -> None:
    rest = None
    try:
        Brief.from_dict(data)
    except BriefError as error:
        rest = error.rest
    if rest is not None:
        again = Brief.from_dict(rest.to_dict() | {"title": rest.title or "x"})
        assert replace(again, title=rest.title) == rest


# Large files: in `make test` a tenth, all of it in `make test-all`

BOTH = [
    pytest.param(10_000, 6, marks=pytest.mark.slow, id="10,000"),
    pytest.param(100_000, 30, marks=pytest.mark.exhaustive, id="100,000"),
]
"""How many, and in how many seconds of one core, whatever else the machine does."""


def table_of(count: int, row: Callable[[int], str]) -> str:
    return "place,who,when,status,lat,lon\n" + "\n".join(map(row, range(count))) + "\n"


LARGE = {
    "good rows": (
        "a.csv",
        lambda count: table_of(count, lambda n: f"P{n},W,2025-05-15,confirmed,{n % 90},{n % 90}"),
    ),
    "bad rows": ("a.csv", lambda count: table_of(count, lambda n: f"P{n},W,15.5.25,sure,95,x")),
    "columns": ("a.csv", lambda count: "place," + ",".join(map(str, range(count))) + "\nOslo\n"),
    "a cell": ("a.csv", lambda count: "place,note\nOslo," + "x" * (500 * count) + "\n"),
    "a text in JSON": ("a.json", lambda count: '{"title": "' + "x\\n" * (160 * count) + '"}'),
    "keys in YAML": (
        "a.yaml",
        lambda count: "title: x\n" + "".join(f"k{number}: 1\n" for number in range(count)),
    ),
    "keys in JSON": (
        "a.json",
        lambda count: "{" + ",".join(f'"k{number}": 1' for number in range(count)) + "}",
    ),
    "sightings in YAML": (
        "a.yaml",
        lambda count: "title: x\nsightings:\n" + "  - {who: A, at: Oslo}\n" * count,
    ),
    "sightings in JSON": (
        "a.json",
        lambda count: (
            '{"title": "x", "sightings": ['
            + ",\n".join(['{"who": "A", "at": "Oslo", "when": "2025-05-15"}'] * count)
            + "]}"
        ),
    ),
    "features": (
        "a.geojson",
        lambda count: (
            '{"type": "FeatureCollection", "features": ['
            + ",\n".join(
                '{"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, '
                f'"properties": {{"name": "P{number}", "who": "A"}}}}'
                for number in range(count)
            )
            + "]}"
        ),
    ),
}


@pytest.mark.parametrize(("count", "most_s"), BOTH)
@pytest.mark.parametrize("name", LARGE)
def test_large_files_are_answered_in_time(name: str, count: int, most_s: float) -> None:
    file, make = LARGE[name]
    Path(file).write_text(make(count), encoding="utf-8", newline="")
    start = time.process_time()
    problems_of(lambda: read_brief(file))
    assert time.process_time() - start < most_s


@pytest.mark.exhaustive
@pytest.mark.parametrize("row", ["Qqxz{}q,A,,,,", "P{},A,15.5.25,,,", "P{},A,,sure,95,x"])
def test_a_hundred_thousand_bad_rows_are_answered_in_time(row: str, capsys: Capture) -> None:
    Path("a.csv").write_text(table_of(100_000, row.format), encoding="utf-8")
    start = time.process_time()
    assert main(["map", "a.csv"]) == 2
    assert time.process_time() - start < 30
    assert " more\n" in capsys.readouterr().err
