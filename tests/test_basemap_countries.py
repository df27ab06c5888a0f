"""In which country a point lies: the packaged outlines, and what suits disputed ground."""

from __future__ import annotations

import math
import sqlite3
import time

import pytest

from geobrief import gazetteer
from geobrief.basemap.countries import (
    ACROSS_KM,
    AT_SEA_KM,
    outline_codes,
    outside,
    outside_km,
    whose,
)
from geobrief.basemap.store import load_names
from geobrief.gazetteer.store import PATH


def is_outside(lat_deg: float, lon_deg: float, code: str) -> bool:
    return bool(outside([lon_deg], [lat_deg], [code])[0])


def test_every_outline_has_a_code_or_is_nobodys() -> None:
    codes = outline_codes()
    assert set(codes) == {name.text for name in load_names() if name.kind == "country"}
    bare = {name for name, suits in codes.items() if not suits}
    assert bare == {"Antarctica", "Spratly Islands", "Scarborough Shoal"}


def test_every_code_of_the_gazetteer_suits_an_outline() -> None:
    connection = sqlite3.connect(f"{PATH.as_uri()}?mode=ro&immutable=1", uri=True)
    known = {iso for (iso,) in connection.execute("SELECT iso FROM countries")}
    connection.close()
    drawn = frozenset[str]().union(*outline_codes().values())
    assert known - drawn == {"AQ"}
    assert drawn <= known


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Turkey", "TR"),
        ("DR Congo", "CD"),
        ("Czechia", "CZ"),
        ("Macau", "MO"),
        ("East Timor", "TL"),
    ],
)
def test_outlines_are_those_of_their_names(name: str, code: str) -> None:
    assert code in outline_codes()[name]


@pytest.mark.parametrize(
    ("place", "name"),
    [((41.01, 28.95), "Turkey"), ((48.85, 2.35), "France"), ((-18.14, 178.44), "Fiji")],
)
def test_points_lie_in_their_country(place: tuple[float, float], name: str) -> None:
    (found,) = whose([place[1]], [place[0]])
    assert found.name == name


def test_the_open_sea_is_nobodys() -> None:
    assert whose([-30.0], [40.0])[0] == (frozenset(), "")


@pytest.mark.parametrize(
    ("what", "lat_deg", "lon_deg", "codes"),
    [
        ("Simferopol in Crimea", 44.957, 34.11, "UA RU"),
        ("Ramallah", 31.9, 35.2, "PS"),
        ("Ariel in the West Bank", 32.106, 35.17, "PS IL"),
        ("East Jerusalem", 31.785, 35.24, "IL PS"),
        ("Gaza", 31.5, 34.46, "PS"),
        ("Majdal Shams on the Golan Heights", 33.27, 35.77, "SY IL"),
        ("Laayoune", 27.15, -13.2, "EH MA"),
        ("Pristina", 42.66, 21.16, "XK RS"),
        ("Kyrenia in Northern Cyprus", 35.33, 33.32, "CY TR"),
        ("Taipei", 25.05, 121.53, "TW CN"),
        ("Hong Kong", 22.3, 114.17, "HK CN"),
        ("Macau", 22.2, 113.54, "MO CN"),
        ("Saint-Denis on Réunion", -20.88, 55.45, "RE FR"),
        ("Cayenne in French Guiana", 4.94, -52.33, "GF FR"),
        ("Longyearbyen on Svalbard", 78.22, 15.64, "SJ NO"),
        ("Gibraltar", 36.14, -5.35, "GI GB ES"),
        ("Port Stanley", -51.7, -57.85, "FK GB AR"),
        ("Guantanamo Bay", 19.93, -75.12, "US CU"),
        ("Srinagar", 34.09, 74.8, "IN PK"),
        ("Sukhumi", 43.0, 41.02, "GE RU"),
        ("Tiraspol", 46.84, 29.63, "MD RU"),
        ("Stepanakert", 39.82, 46.75, "AZ AM"),
        ("Nuuk", 64.18, -51.74, "GL DK"),
        ("San Juan", 18.47, -66.1, "PR US"),
        ("Vatican City", 41.902, 12.453, "VA IT"),
        ("McMurdo Station", -77.85, 166.67, "AQ NZ US"),
    ],
)
def test_disputed_and_overseas_ground_gives_no_alarm(
    what: str, lat_deg: float, lon_deg: float, codes: str
) -> None:
    assert not any(is_outside(lat_deg, lon_deg, code) for code in codes.split()), what


@pytest.mark.parametrize(
    ("lat_deg", "lon_deg", "code"),
    [
        (50.45, 30.52, "RU"),  # Kyiv
        (41.01, 28.95, "GR"),  # Istanbul
        (41.01, 28.95, "GE"),
        (31.9, 35.2, "TR"),  # Ramallah
        (48.85, 2.35, "US"),
        (28.95, 41.01, "TR"),  # Istanbul the other way round
        (35.0, 30.0, "TR"),  # at sea
        (0.0, 0.0, "GH"),
        (32.08, 34.78, "PS"),  # Tel Aviv
        (-18.14, 178.44, "NZ"),
    ],
)
def test_what_lies_elsewhere_is_told(lat_deg: float, lon_deg: float, code: str) -> None:
    assert is_outside(lat_deg, lon_deg, code)


def test_the_border_and_the_coast_have_a_margin() -> None:
    # Kehl lies on the Rhine opposite Strasbourg; Offenburg is 17 km inside Germany.
    assert not is_outside(48.573, 7.815, "FR")
    assert is_outside(48.473, 7.944, "FR")
    assert ACROSS_KM < outside_km(7.944, 48.473, "FR") < AT_SEA_KM
    # Off Brest: a ship 10 km from the Pointe de Corsen is not outside of France, one at 80 km is.
    assert not is_outside(48.41, -4.9, "FR")
    assert is_outside(48.41, -6.2, "FR")


def test_codes_without_an_outline_are_taken_at_their_word() -> None:
    assert not is_outside(0.0, 0.0, "ZZ")
    assert not is_outside(0.0, 0.0, "")
    assert outside_km(0.0, 0.0, "ZZ") == math.inf


def test_codes_may_be_in_small_letters() -> None:
    assert is_outside(41.01, 28.95, "gr")
    assert not is_outside(41.01, 28.95, "tr")


def test_it_is_the_distance_to_the_nearest_ground() -> None:
    assert outside_km(28.95, 41.01, "TR") == 0.0
    # Dover to the French coast is 33 km.
    assert outside_km(1.37, 51.13, "FR") == pytest.approx(33, abs=2)
    # Over the antimeridian: Attu is the nearest American ground to the Commander Islands.
    assert outside_km(166.0, 55.2, "US") == pytest.approx(480, abs=60)


def test_the_antimeridian_is_no_border() -> None:
    assert not is_outside(66.0, -173.0, "RU")  # Chukotka
    assert not is_outside(-16.8, -179.98, "FJ")  # Taveuni
    assert is_outside(64.5, -165.4, "RU")  # Nome


@pytest.mark.slow
def test_all_of_the_gazetteer_lies_at_home_and_quickly() -> None:
    """But for 150 islands that have no outline, each of them at sea."""
    connection = sqlite3.connect(f"{PATH.as_uri()}?mode=ro&immutable=1", uri=True)
    rows = connection.execute(
        "SELECT lon_e5 / 1e5, lat_e5 / 1e5, country FROM places WHERE length(country) = 2"
    ).fetchall()
    connection.close()
    lon, lat, codes = zip(*rows, strict=True)
    before = time.perf_counter()
    astray = outside(lon, lat, codes).nonzero()[0].tolist()
    took_s = time.perf_counter() - before
    assert len(rows) > 250_000
    assert took_s < 20, f"{took_s:.1f} s"
    assert len(astray) < 200
    places = whose([lon[i] for i in astray], [lat[i] for i in astray])
    assert [place for place in places if place.name] == []


def test_countries_are_known_by_name_and_code() -> None:
    assert gazetteer.country_code("Turkey") == "TR"
    assert gazetteer.country_code("tr") == "TR"
    assert gazetteer.country_code("Narnia") == ""
