"""Capitals and large towns of a view: the best known, the right way round the globe."""

from __future__ import annotations

import pytest

from geobrief.projection import Kind, Projection
from geobrief.scene.cities import City, cities_in
from geobrief.scene.model import Box


def cities(lon: float, lat: float, width_km: float, *, most: int = 60) -> tuple[City, ...]:
    width_m = width_km * 1000
    return cities_in(
        Projection(Kind.LAEA, lon, lat), Box.around((0.0, 0.0), width_m, width_m * 0.7), most=most
    )


@pytest.mark.parametrize(
    ("lon", "lat", "width_km", "expected"),
    [
        pytest.param(36, 33, 600, {"Beirut", "Damascus", "Amman", "Jerusalem"}, id="Levant"),
        pytest.param(10, 50, 3000, {"London", "Berlin", "Paris", "Rome"}, id="Europe"),
        pytest.param(179.9, -17, 800, {"Suva"}, id="west of the antimeridian"),
        pytest.param(-179.9, -17, 800, {"Suva"}, id="and east of it"),
        pytest.param(-160, 63, 3500, {"Anchorage"}, id="astride it"),
        pytest.param(15.6, 78.2, 300, {"Longyearbyen"}, id="high in the north"),
        pytest.param(33, 35, 250, {"Nicosia"}, id="an island"),
    ],
)
def test_the_best_known_come_first(
    lon: float, lat: float, width_km: float, expected: set[str]
) -> None:
    assert expected <= {city.name for city in cities(lon, lat, width_km, most=12)}


def test_round_a_pole_all_longitudes_count() -> None:
    names = {city.name for city in cities(0, 90, 5500)}
    assert {"Longyearbyen", "Norilsk", "Nuuk"} <= names


@pytest.mark.parametrize("width_km", [15, 200, 900, 4000])
def test_all_lie_within_the_view(width_km: float) -> None:
    width_m = width_km * 1000
    box = Box.around((0.0, 0.0), width_m, width_m * 0.7)
    found = cities(2.35, 48.85, width_km)
    assert found
    assert all(box.holds(city.at) for city in found)


def test_a_wider_view_has_larger_towns() -> None:
    near, far = cities(10, 50, 300), cities(10, 50, 3000)
    smallest = [
        min(city.population for city in found if not city.is_capital) for found in (near, far)
    ]
    assert smallest[0] < smallest[1]


def test_capitals_are_those_of_states() -> None:
    capital = {city.name: city.is_capital for city in cities(36, 33, 600)}
    assert capital["Damascus"]
    assert not capital["Haifa"]


def test_suburbs_come_after_other_towns() -> None:
    names = [city.name for city in cities(31.2, 29.0, 600)]
    assert names.index("Cairo") < names.index("Minya") < names.index("Giza")


def test_there_are_no_more_than_asked_for() -> None:
    assert len(cities(10, 50, 3000, most=5)) == 5
    assert cities(10, 50, 3000, most=5) == cities(10, 50, 3000)[:5]


def test_the_open_sea_has_none() -> None:
    assert cities(-140, -40, 1000) == ()


def test_a_map_of_the_world_has_the_world_s() -> None:
    found = cities_in(
        Projection(Kind.EQEARTH, 10.0, 0.0), Box(-17.3e6, -8.4e6, 17.3e6, 8.4e6), most=40
    )
    assert {"Beijing", "London", "Moscow", "Tokyo"} <= {city.name for city in found}
