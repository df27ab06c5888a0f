import json

import pytest

from geobrief import gazetteer
from geobrief.cli import main

Capture = pytest.CaptureFixture[str]


def answer(capsys: Capture, *arguments: str) -> list[str]:
    assert main(["distance", *arguments]) == 0
    return capsys.readouterr().out.splitlines()


def as_json(capsys: Capture, *arguments: str) -> dict[str, object]:
    assert main(["distance", *arguments, "--json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert isinstance(value, dict)
    return value


def test_two_places(capsys: Capture) -> None:
    assert answer(capsys, "Ankara", "Istanbul") == [
        "Ankara to Istanbul  219.1 mi  352.7 km  291.4°  WNW",
        "",
        "Ankara    Ankara, Turkey    39.91987, 32.85427  geonameid:323786",
        "Istanbul  Istanbul, Turkey  41.01384, 28.94966  geonameid:745044",
    ]


def test_three_places_have_their_legs_and_the_total(capsys: Capture) -> None:
    lines = answer(capsys, "Ankara", "Istanbul", "Kyiv")
    assert [line.split("  ")[0] for line in lines[:3]] == [
        "Ankara to Istanbul",
        "Istanbul to Kyiv",
        "Total",
    ]
    assert "1,409.1 km" in lines[2]
    assert len(lines) == 3 + 1 + 3


@pytest.mark.parametrize(
    ("unit", "told"), [("km", "352.7 km"), ("mi", "219.1 mi"), ("nmi", "190.4 nmi")]
)
def test_one_unit_only(unit: str, told: str, capsys: Capture) -> None:
    first = answer(capsys, "Ankara", "Istanbul", "--unit", unit)[0]
    assert first == f"Ankara to Istanbul  {told}  291.4°  WNW"


def test_negative_coordinates_need_no_dashes(capsys: Capture) -> None:
    legs = as_json(capsys, "-33.86, 151.2", "-0.5,10", "-34 -58.5")["legs"]
    ends = [[leg[end][axis] for end in ("from", "to") for axis in ("lat", "lon")] for leg in legs]  # type: ignore[attr-defined]
    assert ends == [[-33.86, 151.2, -0.5, 10], [-0.5, 10, -34, -58.5]]


def test_options_still_work_between_coordinates(capsys: Capture) -> None:
    lines = answer(capsys, "-33.86, 151.2", "--unit", "km", "--", "-34, -58.5")
    assert "km" in lines[0]
    assert "mi" not in lines[0]


def test_json_is_as_documented(capsys: Capture) -> None:
    value = as_json(capsys, "Ankara", "Istanbul", "Kyiv")
    first, second = value["legs"]  # type: ignore[misc]
    assert first == {
        "from": {
            "name": "Ankara",
            "country": "TR",
            "lat": 39.91987,
            "lon": 32.85427,
            "geonameid": 323786,
        },
        "to": {
            "name": "Istanbul",
            "country": "TR",
            "lat": 41.01384,
            "lon": 28.94966,
            "geonameid": 745044,
        },
        "distance_m": 352686.023,
        "bearing_deg": 291.405017,
    }
    assert value["total_m"] == pytest.approx(first["distance_m"] + second["distance_m"], abs=0.002)


def test_the_matrix_has_a_table_for_each_unit(capsys: Capture) -> None:
    lines = answer(capsys, "Ankara", "Istanbul", "Kyiv", "--matrix")
    assert lines[0].split() == ["mi", "Ankara", "Istanbul", "Kyiv"]
    assert lines[1].split()[:3] == ["Ankara", "0.0", "219.1"]
    assert lines[5].split() == ["km", "Ankara", "Istanbul", "Kyiv"]
    assert lines[7].split()[:3] == ["Istanbul", "352.7", "0.0"]
    assert sum("geonameid:" in line for line in lines) == 3


def test_the_matrix_as_json(capsys: Capture) -> None:
    value = as_json(capsys, "Ankara", "Istanbul", "--matrix")
    assert list(value) == ["places", "distance_m", "bearing_deg"]
    assert [place["name"] for place in value["places"]] == ["Ankara", "Istanbul"]  # type: ignore[attr-defined]
    assert value["distance_m"] == [[0.0, 352686.023], [352686.023, 0.0]]


def test_what_stands_for_what_is_noted_apart_from_the_answer(capsys: Capture) -> None:
    assert main(["distance", "Albania", "Georgia"]) == 0
    told = capsys.readouterr()
    assert "geobrief: note: Albania: its capital, Tirana, stands for it (its middle: " in told.err
    rivals = gazetteer.geocode("Georgia").rivals
    assert f"passed over: {'; '.join(rivals)}\n" in told.err
    assert "note" not in told.out


def test_the_answer_says_what_a_country_was_taken_for(capsys: Capture) -> None:
    line = answer(capsys, "Albania", "Kyiv")[2]
    assert line.startswith("Albania  Albania (its capital, Tirana, stands for it)  41.32")


def test_the_country_narrows(capsys: Capture) -> None:
    legs = as_json(capsys, "Birmingham", "Houston", "--country", "US")["legs"]
    assert legs[0]["from"]["country"] == "US"  # type: ignore[index]


def test_one_place_is_too_few(capsys: Capture) -> None:
    assert main(["distance", "Ankara"]) == 2
    assert "two places or more" in capsys.readouterr().err


@pytest.mark.parametrize("more", [[], ["--matrix"], ["--json"]])
def test_negative_coordinates_are_echoed_as_typed(more: list[str], capsys: Capture) -> None:
    assert main(["distance", "-33.86, 151.2", "-10 20", *more]) == 0
    assert main(["distance", "-33.86, 151.2", "-99, 20"]) == 2
    assert main(["geocode", "-33.86, 151.2", "-41,01 28,95", "-1, 2, 3"]) == 2
    told = capsys.readouterr()
    assert "-33.86, 151.2" in told.out
    assert "-99" in told.err
    assert '"-1, 2, 3"' in told.err
    assert "\N{MINUS SIGN}" not in told.out + told.err
