import pytest

from geobrief.errors import InputError, PlaceNotFound
from geobrief.gazetteer import geocode
from geobrief.model import Location
from geobrief.route import matrix, measure

NEWS = {
    ("Ankara", "Istanbul"): 352.7,
    ("Istanbul", "Kyiv"): 1056,
    ("Istanbul", "Moscow"): 1757,
    ("Istanbul", "Doha"): 2720,
    ("Antalya", "Istanbul"): 480,
    ("Ankara", "Doha"): 2380,
    ("Moscow", "Kyiv"): 756,
}
"""Kilometres between GeoNames' points, as the design has them."""


@pytest.mark.parametrize(("places", "km"), NEWS.items(), ids=map(" to ".join, NEWS))
def test_distances_that_news_desks_know(places: tuple[str, str], km: float) -> None:
    precision = 0.05 if km % 1 else 1.0
    assert measure(*places).km == pytest.approx(km, abs=precision)


def test_a_leg_in_every_unit() -> None:
    (leg,) = measure("Ankara", "Istanbul").legs
    assert (round(leg.km, 1), round(leg.mi, 1), round(leg.nmi, 1)) == (352.7, 219.1, 190.4)
    assert leg.distance_m == leg.km * 1000
    assert (round(leg.bearing_deg), leg.compass) == (291, "WNW")
    assert (leg.from_.geonameid, leg.to.geonameid) == (323786, 745044)


def test_a_route_adds_up_its_legs() -> None:
    route = measure("Ankara", "Istanbul", "Kyiv")
    assert [place.name for place in route.places] == ["Ankara", "Istanbul", "Kyiv"]
    assert route.distance_m == sum(leg.distance_m for leg in route.legs)
    assert route.mi == pytest.approx(sum(leg.mi for leg in route.legs))


def test_places_may_be_locations_and_coordinates() -> None:
    ankara = geocode("Ankara")
    assert measure(ankara, "Istanbul") == measure("Ankara", "Istanbul")
    assert measure("0, 0", "0, 1").distance_m == pytest.approx(111_319.491, abs=1e-3)


def test_a_country_narrows_every_name() -> None:
    route = measure("Birmingham", "Houston", country="US")
    assert {place.country for place in route.places} == {"US"}


def test_to_the_same_place_is_no_distance() -> None:
    assert measure("Ankara", "Ankara").distance_m == 0


def test_matrix_has_a_row_for_each_start() -> None:
    table = matrix("Ankara", "Istanbul", "Kyiv")
    assert [[leg.from_.name for leg in row] for row in table] == [
        [name] * 3 for name in ("Ankara", "Istanbul", "Kyiv")
    ]
    for i, row in enumerate(table):
        for j, leg in enumerate(row):
            assert leg.distance_m == pytest.approx(table[j][i].distance_m, abs=1e-6)
            assert (leg.distance_m == 0) == (i == j)


@pytest.mark.parametrize("measured", [measure, matrix])
@pytest.mark.parametrize("places", [(), ("Ankara",)], ids=["none", "one"])
def test_two_places_are_needed(measured: type, places: tuple[str, ...]) -> None:
    with pytest.raises(InputError, match="two places or more"):
        measured(*places)


def test_one_unknown_name_is_that_error() -> None:
    with pytest.raises(PlaceNotFound, match="Qqxzz") as caught:
        measure("Ankara", "Qqxzz")
    assert caught.value.name == "Qqxzz"


def test_all_unknown_names_are_told_at_once() -> None:
    with pytest.raises(InputError, match=r"(?s)Qqxzz.*Zzxqq"):
        measure("Qqxzz", "Ankara", "Zzxqq")


def test_what_is_no_place_is_named() -> None:
    with pytest.raises(InputError, match="41"):
        measure((41.0, 28.9), "Ankara")  # type: ignore[arg-type]


def test_a_location_needs_no_name_to_be_measured() -> None:
    pole = Location(query="", name="", lon_deg=0, lat_deg=90)
    equator = Location(query="", name="", lon_deg=77, lat_deg=0)
    assert measure(pole, equator).distance_m == pytest.approx(10_001_965.729, abs=1e-3)
