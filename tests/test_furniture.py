"""Scale bar, graticule, north arrow and inset: right where they stand, and absent elsewhere."""

from __future__ import annotations

import math
from itertools import pairwise

import pytest
import shapely

from geobrief.geodesy import inverse
from geobrief.projection import Kind, Projection
from geobrief.scene.furniture import graticule, north_arrow, scale_bar
from geobrief.scene.inset import inset_for
from geobrief.scene.model import Box

WORLD = Projection(Kind.EQEARTH, 10.0, 0.0)
WORLD_BOX = Box(-17.3e6, -8.4e6, 17.3e6, 8.4e6)


def laea(lon: float, lat: float) -> Projection:
    return Projection(Kind.LAEA, lon, lat)


def box(width_km: float, center: tuple[float, float] = (0.0, 0.0)) -> Box:
    return Box.around(center, width_km * 1000, width_km * 700)


# --- scale bar ----------------------------------------------------------------------------------


@pytest.mark.parametrize("width_km", [0.5, 3, 40, 350, 1900, 3500])
@pytest.mark.parametrize(("units", "unit_m"), [("km", 1000.0), ("mi", 1609.344)])
def test_a_scale_bar_is_round_and_fits(width_km: float, units: str, unit_m: float) -> None:
    zoom = math.log2(800 / (width_km * 1000))
    bar = scale_bar(laea(10, 50), box(width_km), width_px=110, zoom=zoom, units=units)
    assert bar is not None
    assert 40 < bar.length_m * 2**zoom <= 110.001
    number, unit = bar.text.replace(",", "").split("\N{NO-BREAK SPACE}")
    in_m = {units: unit_m, "m": 1.0, "ft": 0.3048}[unit]
    assert float(number) * in_m == pytest.approx(bar.length_m)
    assert number.lstrip("0.").rstrip("0").rstrip(".") in {"1", "2", "3", "5"}


def test_a_scale_bar_is_true_in_the_corners() -> None:
    projection, view = laea(10, 50), box(3500)
    bar = scale_bar(projection, view, width_px=110, zoom=math.log2(800 / view.width))
    assert bar is not None
    for x, y in ((view.left, view.bottom), (view.right - bar.length_m, view.top)):
        lons, lats = projection.to_lonlat([x, x + bar.length_m], [y, y])
        true_m = inverse(lons[0], lats[0], lons[1], lats[1]).distance_m
        assert bar.length_m == pytest.approx(true_m, rel=0.021)


def test_there_is_no_scale_bar_where_it_would_lie() -> None:
    assert scale_bar(WORLD, WORLD_BOX, width_px=110, zoom=-15) is None
    assert scale_bar(laea(10, 50), box(6000), width_px=110, zoom=-13) is None
    assert scale_bar(laea(10, 50), box(900, (3e6, 0)), width_px=110, zoom=-10) is None


def test_another_tongue_may_say_it() -> None:
    bar = scale_bar(
        laea(10, 50), box(800), width_px=110, zoom=-10, say=lambda n, unit: f"{n:.0f} <{unit}>"
    )
    assert bar is not None
    assert bar.text == "100 <km>"


# --- north ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("projection", "view", "expected"),
    [
        pytest.param(laea(35, 33), box(600), None, id="a region"),
        pytest.param(laea(10, 50), box(3000), None, id="Europe"),
        pytest.param(laea(-97, 39), box(4500), None, id="the United States"),
        pytest.param(laea(-97, 62), box(5000), 0.0, id="Canada, where it is up only in the middle"),
        pytest.param(laea(0, 89), box(3000), None, id="around a pole, where meridians tell"),
        pytest.param(WORLD, WORLD_BOX, None, id="the world"),
    ],
)
def test_an_arrow_tells_north_where_it_is_not_up(
    projection: Projection, view: Box, expected: float | None
) -> None:
    assert north_arrow(projection, view) == (expected and pytest.approx(expected, abs=0.01))


def test_the_arrow_is_right_where_it_stands() -> None:
    projection, view = laea(-97, 62), box(5000)
    east = north_arrow(projection, view, at=(view.right, 0.0))
    assert east is not None
    assert -60 < east < -20  # on the right, north lies to the left
    lon, lat = projection.to_lonlat(view.right, 0.0)
    x, y = projection.to_plane(lon, lat + 0.5)
    assert math.degrees(math.atan2(x - view.right, y)) == pytest.approx(east, abs=0.5)


def test_a_view_off_its_projection_s_middle_has_an_arrow() -> None:
    assert north_arrow(laea(10, 60), box(200, (1.5e6, 0.0))) == pytest.approx(-22, abs=5)


# --- graticule ----------------------------------------------------------------------------------


def test_the_world_has_a_graticule_every_30_degrees() -> None:
    lines = graticule(WORLD, WORLD_BOX)
    parallels = {line.degrees for line in lines if line.kind == "parallel"}
    assert parallels == {-60.0, -30.0, 0.0, 30.0, 60.0}
    assert sum(line.kind == "meridian" for line in lines) == 12
    assert {"0°", "30°\N{NO-BREAK SPACE}N", "30°\N{NO-BREAK SPACE}E"} <= {
        line.text for line in lines
    }


@pytest.mark.parametrize("lat", [90.0, -90.0, 87.0])
def test_lines_are_where_they_say(lat: float) -> None:
    projection, view = laea(20, lat), box(3000)
    lines = graticule(projection, view)
    assert {line.kind for line in lines} == {"parallel", "meridian"}
    for line in lines:
        for part in line.parts:
            lons, lats = projection.to_lonlat(*zip(*part, strict=True))
            found = lats if line.kind == "parallel" else lons
            off = [math.remainder(value - line.degrees, 360.0) for value in found.tolist()]
            # Corners of a simplified line lie on it; where it is cut they lie on its chord.
            assert max(map(abs, off)) < (0.1 if line.kind == "parallel" else 0.5)
        assert view.grown(1.0).holds(line.at)


def test_lines_do_not_jump_over_the_map() -> None:
    for line in graticule(WORLD, WORLD_BOX):
        for part in line.parts:
            assert max(math.dist(a, b) for a, b in pairwise(part)) < 3.5e7
            x = [point[0] for point in part]
            assert x == sorted(x) or line.kind == "meridian"


def test_a_map_of_a_region_has_none() -> None:
    assert graticule(laea(10, 50), box(3000)) == ()


# --- inset --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "width_km", "expected"),
    [
        ("auto", 390, "region"),
        ("auto", 410, None),
        ("none", 50, None),
        ("region", 900, "region"),
        ("world", 50, "world"),
    ],
)
def test_an_inset_is_there_where_it_is_wanted(
    kind: str, width_km: float, expected: str | None
) -> None:
    inset = inset_for(kind, box(width_km), laea(36, 33))  # type: ignore[arg-type]
    assert (inset.kind if inset else None) == expected


def test_a_map_of_the_world_needs_none() -> None:
    assert inset_for("world", WORLD_BOX, WORLD) is None


@pytest.mark.parametrize("kind", ["region", "world"])
@pytest.mark.parametrize(
    ("lon", "lat"), [(29.0, 41.0), (179.9, -17.0), (0.0, 89.5), (-150.0, -80.0), (6.13, 49.6)]
)
def test_an_inset_shows_where_the_view_is(kind: str, lon: float, lat: float) -> None:
    main = laea(lon, lat)
    inset = inset_for(kind, box(120), main)  # type: ignore[arg-type]
    assert inset is not None
    x, y = inset.projection.to_plane(lon, lat)
    assert shapely.Polygon(inset.view).buffer(1.0).contains(shapely.Point(x, y))
    assert inset.box.holds((float(x), float(y)))
    assert 100 <= inset.width_px <= 150
    assert 100 <= inset.height_px <= 150
    if inset.dot is not None:
        assert math.dist(inset.dot, (float(x), float(y))) < 5_000
    map_ = inset.basemap
    shapes = (map_.land, map_.lakes, map_.borders, map_.disputed)
    assert sum(shapely.get_num_coordinates(shape) for shape in shapes) <= 1200
    if inset.disc_m is not None:
        disc = shapely.Point(0, 0).buffer(inset.disc_m * 1.001, quad_segs=64)
        assert all(disc.covers(shape) for shape in shapes if not shape.is_empty)


def test_a_view_too_small_to_see_is_a_dot() -> None:
    tiny = inset_for("region", box(5), laea(29, 41))
    wide = inset_for("region", box(390), laea(29, 41))
    assert tiny is not None
    assert wide is not None
    assert tiny.dot is not None
    assert wide.dot is None


@pytest.mark.parametrize(
    ("lon", "lat", "names"),
    [
        pytest.param(28.97, 41.01, {(28.97, 41.01), (42.0, 38.0)}, id="Istanbul: all of Turkey"),
        pytest.param(-77.0, 38.9, {(-122.0, 47.0), (-81.0, 26.0)}, id="Washington: the States"),
        pytest.param(6.13, 49.6, {(2.35, 48.85), (8.7, 50.1)}, id="Luxembourg: its neighbours"),
    ],
)
def test_a_region_is_the_country_if_that_is_of_a_fit_size(
    lon: float, lat: float, names: set[tuple[float, float]]
) -> None:
    inset = inset_for("region", box(60), laea(lon, lat))
    assert inset is not None
    for place in names:
        x, y = inset.projection.to_plane(*place)
        assert inset.box.holds((float(x), float(y))), place


@pytest.mark.parametrize(("lon", "lat"), [(178.4, -18.1), (-40.0, 30.0)])
def test_a_region_of_sea_is_shown_on_the_globe(lon: float, lat: float) -> None:
    inset = inset_for("auto", box(200), laea(lon, lat))
    assert inset is not None
    assert inset.kind == "world"
