"""GeoJSON points become a brief, with the lines of the file."""

import json
from pathlib import Path
from typing import Any

import pytest
from hostile import HOSTILE

from geobrief.errors import BriefError
from geobrief.model import Brief, Person, Place, Sighting, Status, When
from geobrief.records import read_brief

HERE = {"type": "Point", "coordinates": [29.0003, 41.0391]}


def point(geometry: object = HERE, /, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def read(tmp_path: Path, *features: object, name: str = "my-trip.geojson", **more: object) -> Brief:
    data = {"type": "FeatureCollection", **more, "features": features}
    path = tmp_path / name
    path.write_text(json.dumps(data, indent=1), encoding="utf-8")
    return read_brief(path)


def message_of(tmp_path: Path, *features: object, **more: Any) -> str:  # noqa: ANN401
    with pytest.raises(BriefError) as caught:
        read(tmp_path, *features, **more)
    return str(caught.value).replace(str(tmp_path) + "/", "")


@pytest.mark.parametrize("name", ["my-trip.geojson", "my-trip.json"])
def test_points_become_markers_sightings_and_movements(tmp_path: Path, name: str) -> None:
    brief = read(
        tmp_path,
        point(name="Palace", note="By the water.", country="TR"),
        point(None, place="Ankara", who="Ada", role="Minister", when="2025-05-15"),
        point({"type": "Point", "coordinates": [51.5, 25.3, 10]}, place="Doha", who="Ada"),
        point(None, **{"place": "Oslo", "who": "Ada", "from": "Doha", "status": "possible"}),
        name=name,
    )
    assert brief.title == "My trip"
    assert brief.people == (Person(name="Ada", role="Minister"),)
    assert brief.places == (
        Place(name="Palace", lat_deg=41.0391, lon_deg=29.0003, country="TR", note="By the water."),
        Place(name="Doha", lat_deg=25.3, lon_deg=51.5),
    )
    assert brief.sightings == (
        Sighting(who="Ada", at="Ankara", when=When.parse("2025-05-15")),
        Sighting(who="Ada", at="Doha"),
    )
    (movement,) = brief.movements
    assert (movement.from_, movement.to, movement.status) == ("Doha", "Oslo", Status.POSSIBLE)


def test_properties_that_are_not_used_are_named(tmp_path: Path) -> None:
    brief = read(tmp_path, point(name="A", place="B", id=7, empty=None), point(name="C", pop=3))
    assert [place.name for place in brief.places] == ["B", "C"]
    guess, rest = brief.notes
    assert guess.endswith(
        "my-trip.geojson: the property name is not used; did you mean who? Rename it"
    )
    assert rest.endswith("my-trip.geojson: properties not used: id, pop")


def test_layers_of_points_come_back_as_records(tmp_path: Path, example_brief: Brief) -> None:
    from geobrief.layers import build_layers, write_layers

    write_layers(build_layers(example_brief), tmp_path)
    places = read_brief(tmp_path / "places.geojson")
    assert [place.name for place in places.places] == [one.name for one in example_brief.places]
    sightings = read_brief(tmp_path / "sightings.geojson").sightings
    facts = [(one.who, one.at, one.when, one.status, one.note) for one in sightings]
    assert facts == [
        (one.who, one.at, one.when, one.status, one.note) for one in example_brief.sightings
    ]


def test_origins_are_lines(tmp_path: Path) -> None:
    brief = read(tmp_path, point(name="A"), point(name="B", who="C"))
    path = tmp_path / "my-trip.geojson"
    lines = path.read_text(encoding="utf-8").splitlines()
    origin = brief.origins["sightings[0].at"]
    assert origin.field == "features[1].properties.name"
    assert origin.line is not None
    assert lines[origin.line - 1].strip() == '"name": "B",'


@pytest.mark.parametrize(
    ("feature", "message"),
    [
        (point(), "features[0]: place is missing; name one"),
        (point(name=5), "features[0].properties.name: name must be text, not the number 5"),
        (point(name="A", who=["B"]), "features[0].properties.who: who must be text, not a list"),
        (
            point({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}, name="A"),
            "features[0].geometry: the geometry is 'LineString', and geobrief reads",
        ),
        (
            point({"type": "Point", "coordinates": ["1", 2]}, name="A"),
            "features[0].geometry.coordinates: a Point has coordinates [longitude, latitude]",
        ),
        (
            point({"type": "Point", "coordinates": [True, 2]}, name="A"),
            "features[0].geometry.coordinates: a Point has coordinates [longitude, latitude]",
        ),
        (point({"type": "Point"}, name="A"), "a Point has coordinates [longitude, latitude]"),
        (point("Point", name="A"), "features[0].geometry: the geometry is 'Point'"),
        (
            point({"type": "Point", "coordinates": [13.75, 100.5]}, name="Bangkok"),
            (
                "features[0].geometry.coordinates: lat 100.5 is not between -90 and 90 degrees; "
                "they look swapped, so perhaps lat: 13.75, lon: 100.5"
            ),
        ),
        (point(name="A", who="B", status="sure"), "features[0].properties.status: status must be"),
        (point(**{"name": "A", "from": "B"}), "from says that someone moved, and who is missing"),
        ({"type": "Feature", "geometry": HERE}, "features[0]: has no properties; geobrief needs"),
        ({"type": "Point"}, "features[0]: a Feature should stand here"),
        (7, "features[0]: a Feature should stand here"),
    ],
)
def test_features_that_are_no_records(tmp_path: Path, feature: object, message: str) -> None:
    said = message_of(tmp_path, feature)
    assert message in said
    assert said.startswith("my-trip.geojson, line ")


def test_one_place_cannot_be_at_two_spots(tmp_path: Path) -> None:
    there = {"type": "Point", "coordinates": [29.0003, 42]}
    said = message_of(tmp_path, point(name="A"), point(there, name="A"))
    assert "features[1].geometry.coordinates: 'A' has lat 42 here and 41.0391 in line 4" in said


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"type": "FeatureCollection"}, "has no features"),
        ({"type": "FeatureCollection", "features": []}, "has no features"),
        ({"type": "FeatureCollection", "features": {}}, "has no features"),
        (HERE, "is a GeoJSON Point; geobrief reads a FeatureCollection of Points"),
        (point(name="A"), "is a GeoJSON Feature; geobrief reads a FeatureCollection of Points"),
        ({"title": "x"}, 'is no GeoJSON; it needs "type": "FeatureCollection"'),
        ([], 'is no GeoJSON; it needs "type": "FeatureCollection"'),
    ],
)
def test_files_that_are_no_collection(tmp_path: Path, data: object, message: str) -> None:
    path = tmp_path / "a.geojson"
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(BriefError) as caught:
        read_brief(path)
    assert f"a.geojson: {message}" in str(caught.value)


def test_coordinates_are_wgs_84(tmp_path: Path) -> None:
    mercator = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    wgs_84 = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert "crs: coordinates must be WGS 84" in message_of(tmp_path, point(name="A"), crs=mercator)
    assert len(read(tmp_path, point(name="A"), crs=wgs_84).places) == 1


def test_a_double_key_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    feature = '{"type": "Feature", "geometry": null, "properties": {"name": "A",\n"name": "B"}}'
    path.write_text(f'{{"type": "FeatureCollection", "features": [{feature}]}}', encoding="utf-8")
    with pytest.raises(BriefError, match=r"line 2, .*'name' stands here twice, first in line 1"):
        read_brief(path)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_properties_are_kept_as_they_were_written(tmp_path: Path, text: str) -> None:
    brief = read(tmp_path, point(None, place=text, who=text, note=text))
    assert brief.sightings == (Sighting(who=text, at=text, note=text),)
