"""A frame, a row each record, becomes a brief."""

from datetime import date
from typing import Any

import geopandas
import numpy as np
import pandas as pd
import pytest
from hostile import HOSTILE
from shapely import Point, Polygon

import geobrief
from geobrief.errors import BriefError, InputError
from geobrief.model import Brief, Movement, Person, Place, Sighting, Status, When
from geobrief.records import brief_of_frame, read_brief
from geobrief.records.rows import COLUMNS


def frame(points: list[Any] | None = None, crs: Any = 4326, **columns: Any) -> Any:  # noqa: ANN401
    table = pd.DataFrame(columns)
    return table if points is None else geopandas.GeoDataFrame(table, geometry=points, crs=crs)


def message_of(table: Any, **keys: Any) -> str:  # noqa: ANN401
    with pytest.raises(InputError) as caught:
        brief_of_frame(table, **keys)
    return str(caught.value)


def test_rows_become_markers_sightings_and_movements() -> None:
    brief = brief_of_frame(
        frame(
            [Point(29.0003, 41.0391), None, None],
            place=["Palace", "Ankara", "Oslo"],
            who=[None, "Ada", "Ada"],
            role=[None, "Minister", None],
            **{"from": [None, float("nan"), "Ankara"]},
            when=[pd.NaT, pd.Timestamp("2025-05-15"), pd.Timestamp("2025-05-16")],
            status=["", None, "Planned"],
            note=["By the water.", None, None],
        ),
        title="Two days",
        summary="Who went.",
        date=date(2025, 5, 15),
        units="mi",
    )
    assert (brief.title, brief.summary, brief.date, brief.units) == (
        "Two days",
        "Who went.",
        date(2025, 5, 15),
        "mi",
    )
    assert brief.places == (
        Place(name="Palace", lat_deg=41.0391, lon_deg=29.0003, note="By the water."),
    )
    assert brief.people == (Person(name="Ada", role="Minister"),)
    assert brief.sightings == (Sighting(who="Ada", at="Ankara", when=When.parse("2025-05-15")),)
    assert brief.movements == (
        Movement(
            who="Ada",
            from_="Ankara",
            to="Oslo",
            when=When.parse("2025-05-16"),
            status=Status.PLANNED,
        ),
    )
    assert brief.notes == ()


@pytest.mark.parametrize("crs", [4326, 3857, 5636, "ESRI:54030", "+proj=longlat +ellps=intl"])
def test_points_are_where_they_are_in_any_crs(crs: object) -> None:
    there = geopandas.GeoSeries([Point(32.85427, 39.91987)], crs=4326)
    brief = brief_of_frame(frame(list(there.to_crs(crs)), crs, place=["Here"]))
    (place,) = brief.places
    assert place.lon_deg == pytest.approx(32.85427, abs=2e-7)
    assert place.lat_deg == pytest.approx(39.91987, abs=2e-7)


def test_columns_may_be_called_otherwise() -> None:
    table = frame(city=["Doha"], Who=["Ada"], seen_on=["2025-05-15"], n=[7], place=["not this"])
    brief = brief_of_frame(table, columns={"place": "city", "when": "seen_on"})
    assert brief.sightings == (Sighting(who="Ada", at="Doha", when=When.parse("2025-05-15")),)
    assert brief.notes == ("frame: columns not used: n, place",)


@pytest.mark.parametrize("called", ["place", "at", "name", " Place "])
def test_names_of_places_are_found_as_in_geojson(called: str) -> None:
    assert brief_of_frame(frame(**{called: ["Doha"]})).places == (Place(name="Doha"),)


def test_a_table_with_lat_and_lon_needs_no_points() -> None:
    brief = brief_of_frame(frame(place=["A", "B"], lat=[41, None], lon=[29.5, None]))
    assert brief.places == (Place(name="A", lat_deg=41, lon_deg=29.5), Place(name="B"))


def test_points_count_and_not_the_columns_beside_them() -> None:
    brief = brief_of_frame(frame([Point(29, 41)], place=["A"], lat=[1.0], lon=[2.0]))
    assert brief.places == (Place(name="A", lat_deg=41, lon_deg=29),)
    assert brief.notes == ()


def test_numbers_are_names_as_in_a_table_of_text() -> None:
    brief = brief_of_frame(
        frame(
            [Point(1, 1), Point(2, 2)],
            place=pd.Series([2**60 + 1, 13.0], dtype=object),
            note=[1.5, float("inf")],
        )
    )
    assert [one.name for one in brief.places] == [str(2**60 + 1), "13"]
    assert [one.note for one in brief.places] == ["1.5", "inf"]


def test_a_time_keeps_its_zone() -> None:
    times = pd.to_datetime(["2025-05-15T10:00", "2025-05-16T00:00"]).tz_localize("Europe/Istanbul")
    brief = brief_of_frame(frame(place=["Doha", "Doha"], who=["A", "A"], when=times))
    assert [str(one.when) for one in brief.sightings] == [
        "2025-05-15T10:00:00+03:00",
        "2025-05-16T00:00:00+03:00",
    ]


@pytest.mark.parametrize(
    "days",
    [
        pd.period_range("2025-05-15", periods=1, freq="D"),
        pd.DatetimeIndex(["2025-05-15"]),
        [date(2025, 5, 15)],
        [" 2025-05-15"],
    ],
)
def test_a_day_is_a_day_however_it_is_kept(days: Any) -> None:  # noqa: ANN401
    (sighting,) = brief_of_frame(frame(place=["Doha"], who=["A"], when=days)).sightings
    assert sighting.when == When.parse("2025-05-15")


def test_other_keys_of_a_brief_are_taken() -> None:
    brief = brief_of_frame(
        frame(place=["Ankara"], who=["Ada Example"]),
        title="A week",
        people=[{"name": "Ada Example", "aliases": ["Ada"]}],
        distances=[{"from": "Ankara", "to": "Istanbul"}],
    )
    assert brief.people[0].short_name == "Ada"
    assert len(brief.distances) == 1


def test_the_same_rows_as_a_table_are_the_same_brief(tmp_path: Any) -> None:  # noqa: ANN401
    path = tmp_path / "map.csv"
    path.write_text(
        "place,who,from,when,status,note,lat,lon\n"
        "Ankara,Ada,,2025-05-15,confirmed,,,\n"
        "Istanbul,Ada,Ankara,2025-05-16,planned,By train,,\n"
        'Palace,,,,,"Talks, it is said",41.0391,29.0003\n',
        encoding="utf-8",
    )
    assert brief_of_frame(pd.read_csv(path), title="Map") == read_brief(path)


def test_layers_that_were_built_are_frames_like_others(example_brief: Brief) -> None:
    sightings = geobrief.build_layers(example_brief).sightings
    brief = brief_of_frame(sightings, title="Again")
    assert [(one.who, one.at) for one in brief.sightings] == [
        (one.who, one.at) for one in example_brief.sightings
    ]


def test_rows_that_are_the_same_count_once() -> None:
    brief = brief_of_frame(frame(place=["Doha", "Oslo", "Doha"]))
    assert len(brief.places) == 2
    assert brief.notes == ("frame, loc[2]: the same as in loc[0] and kept once",)


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_a_name_as_it_is_in_a_brief(text: str) -> None:
    place = Place(name=text, lat_deg=1, lon_deg=1)
    assert brief_of_frame(frame([Point(1, 1)], place=[text])).places == (place,)


NO_CRS = (
    "frame: has points, and no CRS that says where on the earth they are; name it, as in "
    'frame.set_crs("EPSG:4326")'
)
SQUARE = Polygon([(0, 0), (1, 0), (1, 1)])
WRONG: dict[str, tuple[Any, dict[str, Any], str]] = {
    "no frame": ([1], {}, "a GeoDataFrame or a DataFrame is needed, not [1]"),
    "no rows": (frame(place=[]), {}, "frame: has no rows; give one for each record"),
    "no place": (
        frame(town=["Doha"]),
        {},
        (
            "frame: has no column place; say which one has the places' names, as in "
            'columns={"place": "town"}'
        ),
    ),
    "no such column": (
        frame(town=["Doha"]),
        {"columns": {"place": "city"}},
        "columns: the frame has no column 'city'; it has town",
    ),
    "no column of ours": (
        frame(town=["Doha"]),
        {"columns": {"city": "town"}},
        f"columns: 'city' is none of {', '.join(COLUMNS)}",
    ),
    "no CRS": (frame([Point(1, 1)], None, place=["A"]), {}, NO_CRS),
    "areas": (
        frame([Point(1, 1), SQUARE], place=["A", "B"]),
        {},
        (
            "frame, loc[1, 'geometry']: the geometry is a Polygon, and geobrief reads points; give "
            "one, or frame.set_geometry(frame.representative_point())"
        ),
    ),
    "off the earth": (
        frame([Point(float("inf"), 0)], 3857, place=["A"]),
        {},
        (
            "frame, loc[0, 'geometry']: the point is nowhere on the earth, as the frame's CRS "
            "has it; check the point, and the CRS"
        ),
    ),
    "beyond the poles": (
        frame([Point(0, 91)], place=["A"]),
        {},
        "frame, loc[0, 'geometry']: lat 91.0 is not between -90 and 90 degrees",
    ),
    "a status": (
        frame(place=["Doha"], who=["A"], status=["maybe"]),
        {},
        (
            "frame, loc[0, 'status']: status must be confirmed, planned, possible or declined, "
            "not 'maybe'; did you mean possible?"
        ),
    ),
    "no such key": (
        frame(place=["Doha"]),
        {"titel": "A"},
        "titel: 'titel' is not a key of a brief; did you mean title?",
    ),
    "a row without a place": (
        frame(place=[None, "Doha"], who=["A", "B"]),
        {},
        "frame, loc[0, 'place']: place is missing; name one, or take the record out",
    ),
    "a list in a cell": (
        frame(place=["Doha"], note=[["a"]]),
        {},
        "frame, loc[0, 'note']: ",
    ),
    "an array in a cell": (
        frame(place=["Doha"], who=[np.array([1, 2])]),
        {},
        "frame, loc[0, 'who']: ",
    ),
    "columns that are a list": (
        frame(place=["Doha"]),
        {"columns": ["place"]},
        "columns: ['place'] does not say which column is which; write our column and the frame's",
    ),
    "a column that is a list": (
        frame(place=["Doha"]),
        {"columns": {"place": ["place"]}},
        "columns: the frame has no column ['place']; it has place",
    ),
    "yes and no for degrees": (
        frame(place=["Zork"], lat=[True], lon=[False]),
        {},
        "frame, loc[0, 'lat']: ",
    ),
    "moved apart": (
        frame([Point(1, 1), Point(2, 2)], place=["A", "A"]),
        {},
        "frame, loc[1, 'geometry']: 'A' has lat 2.0 here and 1.0 in loc[0]",
    ),
}


@pytest.mark.parametrize(("table", "keys", "message"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_said_with_the_way_out(
    table: object, keys: dict[str, Any], message: str
) -> None:
    assert message in message_of(table, **keys)


def test_rows_are_named_by_their_label_or_else_by_their_number() -> None:
    wrong = frame(place=["Doha", "Oslo"], who=["A", "B"], when=["soon", "soon"])
    assert "frame, loc['b', 'when']: " in message_of(wrong.set_axis(["a", "b"]))
    assert "frame, loc[7.0, 'when']: " in message_of(wrong.set_axis([6.0, 7]))
    assert "frame, iloc[1], when: " in message_of(wrong.set_axis(["a", "a"]))


def test_times_without_a_zone_are_refused_with_what_gives_them_one() -> None:
    table = frame(place=["Doha"], who=["A"], when=[pd.Timestamp("2025-05-15T10:00")])
    with pytest.raises(BriefError) as caught:
        brief_of_frame(table)
    assert "has no time zone" in str(caught.value)
    (note,) = caught.value.notes
    assert "tz_localize" in note
    aware = table.assign(when=table["when"].dt.tz_localize("Europe/Istanbul"))
    assert str(brief_of_frame(aware).sightings[0].when) == "2025-05-15T10:00:00+03:00"


def test_what_the_rows_make_cannot_be_given_beside_them() -> None:
    message = message_of(frame(place=["Doha"]), places=[{"name": "Oslo"}])
    assert message.startswith("places: places are made of the rows here; ")


def test_a_column_that_stands_twice_is_refused() -> None:
    table = pd.DataFrame([["Doha", "Oslo"]], columns=["place", "place"])
    assert message_of(table) == "frame: has the column place twice; rename one of them"


def test_a_crs_of_another_world_is_refused() -> None:
    moon = "+proj=longlat +R=1737400 +no_defs +type=crs"
    message = message_of(frame([Point(1, 1)], moon, place=["Crater"]))
    assert "cannot be turned into longitude and latitude" in message


def test_the_frame_stays_as_it_was() -> None:
    table = frame([Point(3_000_000, 4_000_000)], 3857, place=[" A "])
    before = table.copy()
    brief_of_frame(table)
    pd.testing.assert_frame_equal(pd.DataFrame(table), pd.DataFrame(before))
