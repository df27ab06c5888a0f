"""What lies around a point: held against brute force over every place there is."""

import math
import random
import sqlite3
from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import geobrief
from geobrief import gazetteer
from geobrief.errors import InputError, PlaceError, PlaceNotFound
from geobrief.gazetteer import around, store
from geobrief.geodesy import inverse, inverse_many
from geobrief.model import Location
from geobrief.nearby import MOST_PLACES, near, told

EQUATOR_M, POLE_M = 6_378_137.0, 6_356_752.314245
"""Half-axes of WGS 84, in metres."""
GONE = {"PPLQ", "PPLH", "PPLW", "PPLCH"}


@cache
def everywhere() -> tuple[np.ndarray, np.ndarray]:
    """Return the longitudes and latitudes of all living populated places that GeoNames has."""
    connection = sqlite3.connect(f"{store.PATH.as_uri()}?mode=ro", uri=True)
    query = "SELECT kind, lon_e5, lat_e5 FROM places WHERE number > 0"
    rows = connection.execute(query).fetchall()
    connection.close()
    living = [row for row in rows if row[0].startswith("PPL") and row[0] not in GONE]
    _, lons, lats = zip(*living, strict=True)
    return np.array(lons) / 1e5, np.array(lats) / 1e5


def by_brute_force(lon_deg: float, lat_deg: float, count: int) -> list[float]:
    """Return how far the nearest places are, in metres, having measured to all of them."""
    lons, lats = everywhere()
    distance_m, _ = inverse_many(lons, lats, lon_deg, lat_deg)
    return sorted(np.partition(distance_m, count)[:count].tolist())


def assert_as_by_brute_force(lon_deg: float, lat_deg: float, count: int) -> None:
    point = Location(query="there", name="there", lon_deg=lon_deg, lat_deg=lat_deg)
    ours = [leg.distance_m for leg in near(point, limit=count).legs[:count]]
    assert ours == pytest.approx(by_brute_force(lon_deg, lat_deg, count), abs=1e-6)


@pytest.mark.parametrize(
    ("lon_deg", "lat_deg", "count"),
    [
        pytest.param(29.0, 41.0, 5, id="in a city"),
        pytest.param(179.99, -16.8, 12, id="Fiji, west of the antimeridian"),
        pytest.param(-180.0, 65.0, 6, id="on the antimeridian, from the east"),
        pytest.param(17.3, 90.0, 7, id="the north pole, whatever its longitude"),
        pytest.param(-123.4, -48.9, 5, id="the furthest sea"),
    ],
)
def test_the_nearest_are_those_of_brute_force(lon_deg: float, lat_deg: float, count: int) -> None:
    assert_as_by_brute_force(lon_deg, lat_deg, count)


def seeded_points() -> list[tuple[float, float, int]]:
    """Return points all over the earth, along the antimeridian and about the poles."""
    dice = random.Random(3)  # noqa: S311 - a test's
    anywhere = [
        (dice.uniform(-180, 180), math.degrees(math.asin(dice.uniform(-1, 1)))) for _ in range(24)
    ]
    edge = [
        (dice.choice((-1, 1)) * (180 - dice.uniform(0, 0.5)), dice.uniform(-89, 89))
        for _ in range(12)
    ]
    poles = [
        (dice.uniform(-180, 180), dice.choice((-1, 1)) * (90 - dice.uniform(0, 2)))
        for _ in range(10)
    ]
    ends = [(180.0, -90.0), (-180.0, 90.0), (180.0, 0.0), (0.0, 0.0)]
    return [(*place, dice.choice((1, 5, 40))) for place in (*anywhere, *edge, *poles, *ends)]


@pytest.mark.slow
@pytest.mark.parametrize(("lon_deg", "lat_deg", "count"), seeded_points())
def test_the_nearest_are_those_of_brute_force_anywhere(
    lon_deg: float, lat_deg: float, count: int
) -> None:
    assert_as_by_brute_force(lon_deg, lat_deg, count)


LON, LAT = st.floats(-180, 180), st.floats(-90, 90)


@given(LON, LAT, LON, LAT)
def test_the_sphere_bounds_the_ellipsoid(
    lon1: float, lat1: float, lon2: float, lat2: float
) -> None:
    spot = around._Spot(1, round(lon2 * 1e5), round(lat2 * 1e5), 0, "PPL", "")  # noqa: SLF001 - the bound that all rests on
    arc = math.radians(around._arc_deg(lon1, lat1, spot))  # noqa: SLF001
    assume(arc > 1e-6)  # below it, the noise of the haversines counts
    metres = inverse(lon1, lat1, spot.lon_e5 / 1e5, spot.lat_e5 / 1e5).distance_m
    slack = 1e-6
    assert POLE_M**2 / EQUATOR_M * (1 - slack) <= metres / arc
    assert metres / arc <= EQUATOR_M**2 / POLE_M * (1 + slack)
    assert pytest.approx((EQUATOR_M / POLE_M) ** 3) == around._STRETCH  # noqa: SLF001


def test_legs_go_from_the_place_to_the_point() -> None:
    found = near("41.1, 29.1", limit=3)
    for leg in found.legs:
        assert leg.to is found.point
        way = inverse(leg.from_.lon_deg, leg.from_.lat_deg, 29.1, 41.1)
        assert (leg.distance_m, leg.bearing_deg) == (way.distance_m, way.bearing_deg)
    assert found.text == told(found.legs[-1]) == "16 km NE of Istanbul, Turkey"


@pytest.mark.parametrize("kind", sorted(GONE))
def test_only_living_populated_places_count(kind: str) -> None:
    connection = sqlite3.connect(f"{store.PATH.as_uri()}?mode=ro", uri=True)
    lon_e5, lat_e5 = connection.execute(
        "SELECT lon_e5, lat_e5 FROM places WHERE kind = ?", (kind,)
    ).fetchone()
    connection.close()
    kinds = [leg.from_.kind for leg in near(f"{lat_e5 / 1e5}, {lon_e5 / 1e5}", limit=50).legs]
    assert all(kind.startswith("PPL") for kind in kinds)
    assert not GONE & set(kinds)


@pytest.mark.parametrize(
    ("point", "city"),
    [
        ("41.0, 29.0", "Istanbul"),  # among districts of half a million
        ("48.44, 1.48", "Paris"),  # in Chartres; suburbs of Paris are nearer
        ("51.4966, 7.5", "Dortmund"),  # Essen is larger, and 32 km away
        ("51.47, -0.45", "London"),  # Heathrow
        ("51.75, -1.26", "Oxford"),  # London is 80 km away
        ("-4.27, 15.27", "Brazzaville"),  # Kinshasa is ten times as large, across the river
        ("31.76, -106.49", "El Paso"),  # Ciudad Juárez is larger, across the border
        ("46.19, 6.24", "Geneva"),  # in France, but Geneva is at hand
        ("41.9, 12.35", "Rome"),  # Vatican City is nearer
        ("45.5, 31.5", "Odesa"),  # in the Black Sea
        ("47.14, 9.52", "Vaduz"),  # a capital of 5,000
        ("78.2, 15.6", "Longyearbyen"),
    ],
)
def test_the_best_known_place_is_the_one_a_desk_would_name(point: str, city: str) -> None:
    found = near(point)
    assert found.best_known.from_.name == city
    assert f" {city}, " in found.text


def test_the_best_known_place_comes_last_if_it_is_not_among_the_nearest() -> None:
    found = near("48.44, 1.48")
    assert len(found.legs) == 6
    assert found.legs[-1] is found.best_known
    inside = near("-4.27, 15.27")
    assert len(inside.legs) == 5
    assert inside.best_known == inside.legs[0]


def test_a_section_of_a_city_is_not_what_it_is_known_by() -> None:
    navi_mumbai = gazetteer.by_geonameid(6619347)
    assert navi_mumbai.kind == "PPLX"
    assert (navi_mumbai.population or 0) > around.LARGE
    found = near(replace(navi_mumbai, geonameid=None))
    assert found.legs[0].from_ == navi_mumbai
    assert found.best_known.from_ != navi_mumbai


def test_the_place_itself_is_left_out() -> None:
    found = near("Kehl", limit=20)
    assert found.point.name == "Kehl"
    assert found.point.geonameid not in {leg.from_.geonameid for leg in found.legs}
    bare = near(f"{found.point.lat_deg}, {found.point.lon_deg}", limit=1)
    assert bare.legs[0].from_.name == "Kehl"


def test_a_country_leaves_its_capital_out_too() -> None:
    found = near("Albania", limit=20)
    assert found.point.stands_in == "Tirana"
    assert "Tirana" not in {leg.from_.name for leg in found.legs}


def test_the_country_narrows_what_is_given() -> None:
    found = near("Kehl", country="France")
    assert found.point.country == "DE"
    assert {leg.from_.country for leg in found.legs} == {"FR"}
    assert near("Birmingham", country="US").point.country == "US"
    assert near("Paris", country="NZ").best_known.from_.country == "NZ"


def test_a_country_without_a_populated_place_says_so() -> None:
    with pytest.raises(PlaceNotFound, match="no populated place"):
        near("Paris", country="AQ")


def test_at_the_place_no_direction_is_told() -> None:
    leg = near("39.91987, 32.85427", limit=1).legs[0]
    assert told(leg) == "at Ankara, Turkey"
    assert told(replace(leg, distance_m=499.9)) == "at Ankara, Turkey"
    assert told(replace(leg, distance_m=500.1)) == "0.5 km N of Ankara, Turkey"
    assert told(replace(leg, distance_m=9_949)) == "9.9 km N of Ankara, Turkey"
    assert told(replace(leg, distance_m=9_951, bearing_deg=90)) == "10 km E of Ankara, Turkey"
    assert told(replace(leg, distance_m=1_234_567)) == "1,235 km N of Ankara, Turkey"


@pytest.mark.parametrize("limit", [0, -1, MOST_PLACES + 1, 2.5, "5", True])
def test_a_limit_out_of_bounds_is_an_error(limit: object) -> None:
    with pytest.raises(InputError, match="from 1 to 100"):
        near("Paris", limit=limit)  # type: ignore[arg-type]


def test_the_limit_is_how_many_of_the_nearest() -> None:
    most = near("35.0, 40.0", limit=MOST_PLACES)
    assert len(most.legs) in (MOST_PLACES, MOST_PLACES + 1)
    assert near("35.0, 40.0", limit=3).legs[:3] == most.legs[:3]


def test_what_cannot_be_asked_is_refused() -> None:
    with pytest.raises(InputError, match="not a place"):
        near(41.0)  # type: ignore[arg-type]
    with pytest.raises(PlaceError, match="latitude"):
        near("141.0, 29.0")
    with pytest.raises(PlaceNotFound, match="Qqxzz"):
        near("Qqxzz", country="TR")
    with pytest.raises(InputError, match="no country"):
        near("41.0, 29.0", country="Qqxzz")


def test_it_is_lent_by_the_package() -> None:
    assert isinstance(geobrief.near("41.0, 29.0", limit=1), geobrief.Nearby)
