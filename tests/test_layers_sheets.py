"""The layers as tables: whole, the same bytes, equal when read back, and computed by nothing."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pandas as pd
import pytest
from hostile import EVERYTHING
from hypothesis import example, given
from hypothesis import strategies as st

from geobrief.cli import main
from geobrief.errors import InputError
from geobrief.layers import build_layers, layer_paths, write_layers
from geobrief.layers.columns import COLUMNS, LAYER_NAMES
from geobrief.layers.sheets import SHEET_COLUMNS
from geobrief.model import Brief, Place
from geobrief.records import read_brief
from geobrief.records.cells import cell, cell_text

if TYPE_CHECKING:
    from pathlib import Path

    from geobrief.layers import Layers

SIGNS = "=+-@\N{MINUS SIGN}\uff1d\uff0b\uff0d\uff20"

ANYTHING = st.text(
    st.sampled_from(SIGNS + "'\";,\t\r\n \u00a0\u200b\ufeff1ax|!") | st.characters(codec="utf-8")
)


@pytest.fixture(scope="module")
def layers() -> Layers:
    keys = {
        "title": "A story",
        "places": [
            {"name": "South", "lat": -33.8688, "lon": -70.6693, "note": "-5 °C; =1\n- one"},
            {"name": "=1+1", "lat": 0.0000001, "lon": -0.0000001, "note": "'quoted'"},
            {"name": "Windhoek"},
            {"name": "Ankara", "alternatives": ["=1", "a;@b", 'say "x"'], "confidence": 0.25},
        ],
        "sightings": [{"who": "+1", "at": "=1+1", "note": " =1", "inferred": True}],
        "movements": [{"who": "@a", "from": "South", "to": "=1+1", "note": "x\ty\tz"}],
        "distances": [{"from": "Ankara", "to": "South", "claim": "-1", "show": False}],
    }
    return build_layers(Brief.from_dict(keys))


def row_of(texts: list[str], delimiter: str = ",") -> list[list[str]]:
    line = ",".join(map(cell, texts)) + "\r\n"
    return list(csv.reader(io.StringIO(line, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("sign", [*SIGNS, "\t", "\r"])
def test_what_begins_like_a_formula_gets_an_apostrophe(sign: str) -> None:
    ((read, _),) = row_of([f"{sign}1+1", ""])
    assert read == f"'{sign}1+1"
    assert cell_text(read) == f"{sign}1+1"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("two words", "two words"),
        ("'quoted'", "'quoted'"),
        ("a-b=c", "a-b=c"),
        ("'=1", "''=1"),
        (" =1", "' =1"),
        ("\u200b=1", "'\u200b=1"),
        ('"=1"', '"\'""=1"""'),
        ("x;=1", '"x;\'=1"'),
        ("one\n- two", '"one\n\'- two"'),
        ("a, =b", '"a, =b"'),
        ("say \u2028 it", '"say \u2028 it"'),
    ],
)
def test_cells_are_written_so(text: str, written: str) -> None:
    assert cell(text) == written


@pytest.mark.parametrize("text", EVERYTHING)
def test_a_hostile_text_comes_back(text: str) -> None:
    assert [list(map(cell_text, row)) for row in row_of([text, "x", text])] == [[text, "x", text]]


@given(st.lists(ANYTHING, min_size=2, max_size=4))
@example(["x;\"=cmd|'/C calc'!A0;\"", "\t\t=x"])
@example(["'\r'\t=", "''=\n'=;'="])
def test_any_row_comes_back_and_no_cell_is_computed(texts: list[str]) -> None:
    (read,) = row_of(texts)
    assert list(map(cell_text, read)) == texts
    for delimiter in ",;\t":  # a spreadsheet may be set to another than we write
        for row in row_of(texts, delimiter):
            for one in row:
                assert not one.lstrip(' "\u00a0\u200b\ufeff').startswith(tuple(SIGNS)), one


@pytest.mark.parametrize("layer", LAYER_NAMES)
def test_pandas_reads_every_column_back(layers: Layers, tmp_path: Path, layer: str) -> None:
    write_layers(layers, tmp_path, sheets=True)
    table = getattr(layers, layer)
    path = tmp_path / f"{layer}.csv"
    texts = [name for name, dtype in COLUMNS[layer].items() if dtype in {"str", "object"}]
    missing = {name: [""] for name in ("confidence", "geonameid", "label_leader")}
    read = pd.read_csv(
        path, keep_default_na=False, na_values=missing,
        dtype=dict.fromkeys(texts, "str"),
    )  # fmt: skip
    assert tuple(read.columns) == SHEET_COLUMNS[layer]
    for name, dtype in COLUMNS[layer].items():
        back = read[name].map(cell_text) if dtype in {"str", "object"} else read[name]
        if dtype == "object":
            assert back.map(json.loads).tolist() == table[name].tolist()
        elif name == "population":
            assert [str(value) for value in back] == [
                "" if pd.isna(value) else str(value) for value in table[name]
            ]
        else:
            assert back.astype(dtype).tolist() == table[name].tolist() or (
                back.isna().tolist() == table[name].isna().tolist()
                and back.dropna().tolist() == table[name].dropna().tolist()
            ), name


def test_coordinates_are_numbers_at_the_end(layers: Layers, tmp_path: Path) -> None:
    write_layers(layers, tmp_path, sheets=True)
    places = pd.read_csv(tmp_path / "places.csv")
    assert places["lon"].tolist() == layers.places.geometry.x.tolist()
    assert places["lat"].tolist() == layers.places.geometry.y.tolist()
    text = (tmp_path / "places.csv").read_text(encoding="utf-8")
    assert ",-70.6693,-33.8688" in text
    assert ",-0.0000001,0.0000001" in text
    (way,) = pd.read_csv(tmp_path / "movements.csv").to_dict("records")
    ends = [way[name] for name in ("from_lon", "from_lat", "to_lon", "to_lat")]
    assert ends == [-70.6693, -33.8688, -0.0000001, 0.0000001]


def test_the_bytes_are_excels_and_the_same_each_time(layers: Layers, tmp_path: Path) -> None:
    for folder in ("one", "two"):
        write_layers(layers, tmp_path / folder, sheets=True)
    for name in LAYER_NAMES:
        data = (tmp_path / "one" / f"{name}.csv").read_bytes()
        assert data == (tmp_path / "two" / f"{name}.csv").read_bytes()
        assert data.startswith(b"\xef\xbb\xbfid,")
        assert data.endswith(b"\r\n")
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))
        assert {len(row) for row in rows} == {len(SHEET_COLUMNS[name])}
        assert len(rows) == 1 + len(getattr(layers, name))


def test_tables_that_are_there_are_written_anew_and_others_left(tmp_path: Path) -> None:
    before, after = (
        build_layers(Brief.from_dict({"title": "A", "places": [{"name": name}]}))
        for name in ("Ankara", "Doha")
    )
    write_layers(before, tmp_path)
    assert not list(tmp_path.glob("*.csv"))
    (tmp_path / "sightings.csv").write_text("id,mine\n", encoding="utf-8")
    write_layers(before, tmp_path / "full", sheets=True)
    (tmp_path / "full" / "places.csv").rename(tmp_path / "places.csv")
    written = write_layers(after, tmp_path)
    assert written == layer_paths(tmp_path)
    assert tmp_path / "places.csv" in written
    assert "Doha" in (tmp_path / "places.csv").read_text(encoding="utf-8")
    assert (tmp_path / "sightings.csv").read_text(encoding="utf-8") == "id,mine\n"


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_what_no_table_can_keep_is_named_and_nothing_is_written(tmp_path: Path, text: str) -> None:
    layers = build_layers(Brief(title="A", places=(Place(name="Ankara", note=text),)))
    with pytest.raises(InputError, match=r"note of place-ankara.*--csv"):
        write_layers(layers, tmp_path, sheets=True)
    assert not list(tmp_path.iterdir())


def test_the_command_writes_the_tables_and_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["map", "Ankara", "--csv"]) == 0
    told = capsys.readouterr().out.split()
    assert [f"layers/ankara/{name}.csv" for name in LAYER_NAMES] == told[4:8]
    assert all((tmp_path / path).is_file() for path in told)
    assert main(["map", "Ankara", "--csv", "--layers", "none"]) == 2
    assert "--csv adds to the layers" in capsys.readouterr().err


def test_our_own_tables_are_records_without_apostrophes(layers: Layers, tmp_path: Path) -> None:
    write_layers(layers, tmp_path, sheets=True)
    places = read_brief(tmp_path / "places.csv")
    assert [place.name for place in places.places] == layers.places["name"].tolist()
    assert places.places[0].note == "-5 °C; =1\n- one"
    assert places.places[0].lon_deg == -70.6693
    (seen,) = read_brief(tmp_path / "sightings.csv").sightings
    assert (seen.who, seen.at, seen.note) == ("+1", "=1+1", "=1")
    (way,) = read_brief(tmp_path / "movements.csv").movements
    assert (way.who, way.from_, way.to) == ("@a", "South", "=1+1")


def test_an_apostrophe_in_anyone_elses_table_is_theirs(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,place,note\n1,Ankara,'-1\n", encoding="utf-8")
    assert read_brief(path).places[0].note == "'-1"
