"""Outlines of countries and divisions by name: the right ones, or a question."""

from __future__ import annotations

import pytest
import shapely

from geobrief.basemap import basemap_for
from geobrief.basemap.areas import area_on_map, outline_of
from geobrief.errors import InputError
from geobrief.projection import Kind, Projection


def km2(name: str) -> float:
    outline = outline_of(name)
    lon, lat = shapely.get_coordinates(shapely.centroid(outline))[0].tolist()
    return float(Projection(Kind.LAEA, lon, lat).project(outline).area) / 1e6


@pytest.mark.parametrize(
    ("name", "expected_km2"),
    [
        pytest.param("Turkey", 783_600, id="a country"),
        pytest.param("Türkiye", 783_600, id="by another name"),
        pytest.param("TR", 783_600, id="by its code"),
        pytest.param("California", 408_000, id="a state"),
        pytest.param("Donetsk Oblast", 26_500, id="with the word for its kind"),
        pytest.param("Donetsk", 26_500, id="without"),
        pytest.param("Gaza Strip", 365, id="a territory"),
        pytest.param("Bavaria", 70_550, id="in English"),
        pytest.param("Bayern", 70_550, id="in its own language"),
        pytest.param("Crimea", 27_000, id="a peninsula of two divisions"),
        pytest.param("Donbas", 53_200, id="a region of two divisions"),
        pytest.param("Scotland", 78_000, id="a country of a country"),
        pytest.param("Lombardy", 23_900, id="what provinces make up"),
        pytest.param("Punjab, Pakistan", 205_000, id="told from a namesake"),
        pytest.param("Punjab, India", 50_400, id="and that one"),
        pytest.param("Georgia (country)", 69_700, id="a country with a namesake"),
        pytest.param("Georgia, USA", 153_000, id="and that one, by its country's other name"),
        pytest.param("Mexico", 1_964_000, id="larger than its namesakes"),
        pytest.param("Tigray", 50_000, id="inland"),
        pytest.param("Fiji", 18_300, id="astride the antimeridian"),
    ],
)
def test_an_outline_has_the_area_of_its_name(name: str, expected_km2: float) -> None:
    assert km2(name) == pytest.approx(expected_km2, rel=0.08)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Georgia", ["'Georgia (country)'", "'Georgia, United States'"]),
        ("Punjab", ["'Punjab, India'", "'Punjab, Pakistan'"]),
        ("Kurdistan", ["Iran", "Iraq"]),
        ("Congo", ["DR Congo", "Republic of Congo"]),
        ("Kyiv", ["'Kyiv Oblast, Ukraine'", "'Kyiv City, Ukraine'"]),
        ("Calfornia", ["did you mean 'California'"]),
        ("Qwertzuiop", ["no outline is called 'Qwertzuiop'", "GeoJSON"]),
        ("", ["no outline is called ''"]),
        ("Punjab, France", ["no outline is called 'Punjab, France'"]),
        ("\ud800" * 3, ["no outline"]),
    ],
)
def test_what_is_no_one_area_is_asked_about(name: str, told: list[str]) -> None:
    with pytest.raises(InputError) as error:
        outline_of(name)
    assert [part for part in told if part not in str(error.value)] == []


@pytest.mark.parametrize(
    "name",
    ["Georgia (country)", "Georgia, United States", "Kyiv Oblast, Ukraine", "Kyiv City, Ukraine"],
)
def test_what_an_error_offers_is_understood(name: str) -> None:
    assert not outline_of(name).is_empty


def test_divisions_have_the_coasts_of_the_basemap_and_no_overlap() -> None:
    crimea, kherson = outline_of("Crimea"), outline_of("Kherson Oblast")
    ukraine = outline_of("Ukraine")
    assert shapely.difference(crimea, ukraine).area < 1e-6
    assert shapely.intersection(crimea, kherson).area < 1e-6
    coast = shapely.difference(crimea.boundary, shapely.buffer(kherson, 0.02))
    assert shapely.difference(coast, shapely.buffer(ukraine.boundary, 1e-6)).length < 0.001


def test_an_area_on_a_map_stays_on_its_land() -> None:
    projection = Projection(Kind.LAEA, 34.0, 45.5)
    shown = basemap_for(projection, (-3e5, -3e5, 3e5, 3e5), tolerance_m=2000.0)
    area = area_on_map(outline_of("Crimea"), projection, shown)
    assert area.area == pytest.approx(27_000e6, rel=0.05)
    assert shapely.difference(area, shown.land).area < 1.0
    fine = projection.project(outline_of("Crimea"))
    assert shapely.get_num_coordinates(area) < shapely.get_num_coordinates(fine)


def test_an_area_out_of_view_is_empty() -> None:
    projection = Projection(Kind.LAEA, 0.0, 0.0)
    shown = basemap_for(projection, (-3e5, -3e5, 3e5, 3e5), tolerance_m=2000.0)
    assert area_on_map(outline_of("Crimea"), projection, shown).is_empty
