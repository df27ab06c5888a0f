"""Layers that geobrief wrote, read as records: the same places and records again, or an error."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from geobrief.errors import BriefError
from geobrief.layers import build_layers, write_layers
from geobrief.layers.columns import LAYER_NAMES, rows_of
from geobrief.layers.sheets import SHEET_COLUMNS
from geobrief.model import Brief
from geobrief.records import read_brief
from geobrief.records.ours import KNOWN, NEEDED

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geobrief.layers import Layers

STORY: dict[str, Any] = {
    "title": "A story",
    "people": [{"name": "Ada", "aliases": ["A."], "role": "Minister", "side": "Exampleland"}],
    "places": [
        {"name": "Paris", "lat": 33.66, "lon": -95.55},
        {"name": "Georgia", "country": "US"},
        {"name": "Tbilisi", "geonameid": 611717, "label": {"text": "-T", "at": "left"}},
        {"name": "Camp", "lat": 10, "lon": 20, "country": "Chad", "show": False, "note": "=1"},
        {"name": "Oslo", "evidence": "e", "confidence": 0.5, "alternatives": ["a", ";=b"]},
    ],
    "sightings": [
        {"who": "A.", "at": "Turkey", "when": "2025-05-15", "inferred": True, "confidence": 0.25},
        {"who": "Bo", "at": "the White House", "show": False, "alternatives": ["Oslo"]},
        {"who": "Bo", "at": "41.01, 28.95", "note": "- one\n- two"},
    ],
    "movements": [
        {"who": "Ada", "from": "Paris", "to": "Dallas", "status": "planned", "show": False},
        {"who": "Bo", "from": "Texas", "to": "the Black Sea", "when": "2025-05-15/2025-05-16"},
        {"who": "Bo", "from": "Suva", "to": "Apia", "evidence": "a letter"},
    ],
    "distances": [
        {"from": "Crimea", "to": "Paris", "claim": "-1", "note": "n", "show": False},
        {"from": "Kosovo", "to": "geonameid:745044", "inferred": True},
    ],
}


@pytest.fixture(scope="module")
def layers() -> Layers:
    return build_layers(Brief.from_dict(STORY))


@pytest.fixture
def folder(layers: Layers, tmp_path: Path) -> Path:
    write_layers(layers, tmp_path, sheets=True)
    return tmp_path


def message_of(path: Path) -> str:
    with pytest.raises(BriefError) as caught:
        read_brief(path)
    return str(caught.value).replace(f"{path.parent}/", "")


def change(path: Path, how: Callable[[list[dict[str, str]]], None]) -> None:
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    how(rows)
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    path.write_text(out.getvalue(), encoding="utf-8", newline="")


@pytest.mark.parametrize("suffix", [".csv", ".geojson"])
@pytest.mark.parametrize("layer", LAYER_NAMES)
def test_a_layer_comes_back_as_it_was(
    layers: Layers, folder: Path, layer: str, suffix: str
) -> None:
    again = build_layers(read_brief(folder / f"{layer}{suffix}"))
    before = {row["name"]: row for row in rows_of(layers.places)}
    for row in rows_of(again.places):
        assert repr(row) == repr(before[row["name"]])
    assert len(getattr(again, layer)) == len(STORY[layer]) or layer == "places"
    assert repr(rows_of(getattr(again, layer))) == repr(rows_of(getattr(layers, layer)))


def test_no_place_of_that_name_takes_the_place_of_ours(folder: Path) -> None:
    brief = read_brief(folder / "movements.csv")
    paris = build_layers(brief).movements
    assert brief.movements[0].show is False
    assert paris["distance_m"][0] < 200_000, "Paris, Texas, and not the one in France"


def test_an_area_is_not_an_exact_point(folder: Path) -> None:
    places = build_layers(read_brief(folder / "movements.csv")).places
    assert dict(zip(places["name"], places["basis"], strict=True))["Texas"] == "area"


def test_what_is_not_in_a_layer_is_said(folder: Path) -> None:
    what, where = read_brief(folder / "movements.csv").notes
    assert what == (
        f"{folder}/movements.csv: this is a layer that geobrief wrote, movements; the brief's "
        "other records, title, summary, date, source, units, language, areas, view, inset and "
        "names are not in it"
    )
    assert where == (
        f"{folder}/places.csv: places are looked up anew by their number or name; "
        "only where the basis is brief do lon and lat count"
    )


def test_coordinates_count_where_the_basis_is_brief(folder: Path) -> None:
    def move(rows: list[dict[str, str]]) -> None:
        rows[4] |= {"basis": "brief", "lat": "1.5", "lon": "2"}

    change(folder / "places.csv", move)
    place = read_brief(folder / "places.csv").places[4]
    assert (place.lat_deg, place.lon_deg, place.geonameid) == (1.5, 2, 3143244)


def test_a_spreadsheet_may_have_saved_it(layers: Layers, folder: Path) -> None:
    path = folder / "places.csv"
    rows = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))
    out = io.StringIO(newline="")
    signs = {"true": "TRUE", "false": "FALSE"}
    for *texts, lon, lat in rows:
        cells = [signs.get(text, text) for text in texts]
        numbers = [number.replace(".", ",") for number in (lon, lat)]
        csv.writer(out, delimiter=";").writerow([*cells, *numbers])
    path.write_text(out.getvalue(), encoding="utf-8-sig", newline="")
    assert repr(rows_of(build_layers(read_brief(path)).places)) == repr(rows_of(layers.places))


def test_the_places_have_to_be_there(folder: Path) -> None:
    (folder / "places.csv").unlink()
    assert message_of(folder / "sightings.csv") == (
        "sightings.csv: this is a layer that geobrief wrote, and what its places are stands in "
        "places.csv, which is not beside it; put it there, or map the brief that the layers were "
        "made of"
    )
    (folder / "places.csv").write_text("place\nOslo\n", encoding="utf-8")
    assert message_of(folder / "sightings.csv") == (
        "places.csv: this is not the table of places that geobrief wrote; put that in its place"
    )
    (folder / "places.geojson").write_text('{"title": "x"}', encoding="utf-8")
    assert "places.geojson: this is not the layer of places that geobrief wrote" in message_of(
        folder / "movements.geojson"
    )


def test_a_place_that_is_not_among_the_places_is_told(folder: Path) -> None:
    def rename(rows: list[dict[str, str]]) -> None:
        rows[0]["to"] = "Houston"
        rows[1] |= {"from": "Oslo", "from_id": ""}
        rows[2] |= {"to": "Oslo"}

    change(folder / "movements.csv", rename)
    said = message_of(folder / "movements.csv").splitlines()
    assert len(said) == 2
    assert said[0] == (
        "movements.csv, row 2, to: 'Houston' with the id 'place-dallas' does not stand in "
        "places.csv, which says what the places are; put it there, or map the brief that the "
        "layers were made of"
    )
    assert said[1].startswith("movements.csv, row 4, to: 'Oslo' with the id 'place-apia' does not")


@pytest.mark.parametrize("layer", LAYER_NAMES)
def test_a_layer_without_a_column_it_needs_is_refused(folder: Path, layer: str) -> None:
    path = folder / f"{layer}.csv"
    last = {"places": "geonameid", "distances": "from"}.get(layer, "who")

    def drop(rows: list[dict[str, str]]) -> None:
        for row in rows:
            del row[last]

    change(path, drop)
    assert message_of(path) == (
        f"{layer}.csv, row 1: this is a layer that geobrief wrote, {layer}, without {last}; "
        "put that back, or map the brief that the layers were made of"
    )


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("basis", "guess", "basis must be one of gazetteer, capital, brief, coordinates, area, ed"),
        ("show", "maybe", "show must be true or false, not the text 'maybe'"),
        ("confidence", "much", "confidence must be a number, not the text 'much'"),
        ("alternatives", "a, b", "alternatives must be a list"),
        ("label_at", "top", "at must be right, left, above"),
        ("geonameid", "x", "geonameid must be a whole number, not the text 'x'"),
    ],
)
def test_a_cell_that_is_wrong_is_told_by_row_and_column(
    folder: Path, column: str, value: str, message: str
) -> None:
    change(folder / "places.csv", lambda rows: rows[2].update({column: value}))
    where = "label" if column == "label_at" else column
    assert message_of(folder / "places.csv").startswith(f"places.csv, row 4, {where}: {message}")


def test_a_column_of_anyone_elses_is_named(folder: Path) -> None:
    def add(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row["mine"] = "x"

    change(folder / "sightings.csv", add)
    assert f"{folder}/sightings.csv: not used: mine" in read_brief(folder / "sightings.csv").notes


def test_anyone_elses_table_is_none_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text("id,place,basis,stands_in,name\n1,Oslo,x,,\n", encoding="utf-8")
    assert [place.name for place in read_brief(path).places] == ["Oslo"]


@pytest.mark.parametrize(
    ("features", "message"),
    [
        ([7], "features[1]: a Feature should stand here"),
        (
            [{"type": "Feature", "geometry": None, "properties": {"basis": "brief", "name": "A"}}],
            "features[1].properties.basis: the basis is brief, and lat and lon are missing",
        ),
        (
            [{"type": "Feature", "geometry": 7, "properties": {"basis": "brief", "name": "A"}}],
            "features[1].geometry: the geometry is 7, and geobrief reads Points",
        ),
        ([{"type": "Feature", "properties": {"basis": "area", "name": [1]}}], "name must be text"),
        ([{"type": "Feature", "properties": {"basis": [], "name": "A"}}], "basis must be one of"),
    ],
)
def test_broken_layers_in_geojson_are_told(folder: Path, features: list[Any], message: str) -> None:
    path = folder / "places.geojson"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["features"][1:] = features
    path.write_text(json.dumps(data), encoding="utf-8")
    assert message in message_of(path)


@pytest.mark.parametrize("layer", LAYER_NAMES)
def test_the_columns_are_those_that_are_written(layer: str) -> None:
    assert KNOWN[layer] == set(SHEET_COLUMNS[layer])
    assert set(NEEDED[layer]) < KNOWN[layer]
