"""Projections: known values, laws, and geometry that no map tears where it should not."""

from __future__ import annotations

import math
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import example, given, settings
from hypothesis import strategies as st

from geobrief.errors import ViewError
from geobrief.projection import Kind, Projection, projection_for

EARTH_M2 = 5.10065622e14
"""Surface of the WGS 84 ellipsoid."""

ISTANBUL, ANKARA, ANTALYA = (28.9497, 41.0138), (32.8543, 39.9199), (30.6956, 36.9081)
DOHA, KYIV, MOSCOW = (51.531, 25.2855), (30.5238, 50.4547), (37.6156, 55.7522)
TALKS = (ISTANBUL, ANKARA, ANTALYA, DOHA, KYIV, MOSCOW)

centers = st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-90, 90, allow_nan=False))
degrees_round = st.floats(0.0, 360.0, exclude_max=True)


def choose(*places: tuple[float, float], **options: object) -> Projection:
    lons, lats = zip(*places, strict=True)
    return projection_for(lons, lats, **options)  # type: ignore[arg-type]


def apart_m(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Return the distance on the sphere, by the haversine formula."""
    lon1, lat1, lon2, lat2 = map(math.radians, (*a, *b))
    h = (
        math.sin((lat2 - lat1) / 2) ** 2
        + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    )
    return 2 * 6_371_007.2 * math.asin(min(1.0, math.sqrt(h)))


# --- known values -----------------------------------------------------------------------------


def test_azimuthal_equal_area_agrees_with_the_epsg_s_example() -> None:
    # EPSG Guidance Note 7-2, Lambert Azimuthal Equal Area: ETRS89-LAEA (EPSG:3035)
    projection = Projection(Kind.LAEA, 10.0, 52.0)
    x, y = projection.to_plane([5.0], [50.0])
    assert x[0] == pytest.approx(3962799.45 - 4321000, abs=0.01)
    assert y[0] == pytest.approx(2999718.85 - 3210000, abs=0.01)


@pytest.mark.parametrize(
    ("lon", "lat", "x", "y"),
    [
        # PROJ's own regression values for +proj=eqearth +ellps=WGS84
        (0.0, 0.0, 0.0, 0.0),
        (180.0, 90.0, 10216474.79, 8392927.6),
        (-180.0, 45.0, -14792474.75, 5466867.76),
        (-70.0, -31.2, -6241081.64, -3907019.16),
    ],
)
def test_equal_earth_agrees_with_proj_s_regression_values(
    lon: float, lat: float, x: float, y: float
) -> None:
    # exactly on the map's edge either end is right
    found = Projection(Kind.EQEARTH, 0.0, 0.0).to_plane([lon], [lat])
    assert abs(found[0][0]) == pytest.approx(abs(x), abs=0.01)
    assert found[1][0] == pytest.approx(y, abs=0.01)


def test_its_crs_is_what_proj_and_gis_programs_take() -> None:
    projection = choose(*TALKS)
    x, y = projection.to_plane(*np.transpose(TALKS))
    transformer = pyproj.Transformer.from_crs("EPSG:4326", projection.crs, always_xy=True)
    expected = transformer.transform(*np.transpose(TALKS))
    assert np.allclose([x, y], expected, atol=0.001)


# --- the choice -------------------------------------------------------------------------------


def test_a_story_of_one_place_is_centred_on_it() -> None:
    projection = choose(ISTANBUL)
    assert projection.kind is Kind.LAEA
    assert (projection.lon_0_deg, projection.lat_0_deg) == ISTANBUL


def test_two_places_meet_half_way_across_the_antimeridian() -> None:
    projection = choose((178.0, -18.0), (-176.0, -18.0))
    assert abs(projection.lon_0_deg) == pytest.approx(179.0, abs=1e-3)
    assert projection.lat_0_deg == pytest.approx(-18.0, abs=0.1)


def test_places_round_a_pole_are_centred_on_it() -> None:
    projection = choose((0.0, 80.0), (120.0, 80.0), (-120.0, 80.0))
    assert projection.lat_0_deg == pytest.approx(90.0, abs=1e-3)


def test_the_scale_bar_is_right_all_over_the_example() -> None:
    projection = choose(*TALKS)
    x, y = projection.to_plane(*np.transpose(TALKS))
    assert np.hypot(x, y).max() < projection.scale_radius_m


def test_a_story_wider_than_8000_km_is_the_world_s() -> None:
    far = choose((-0.13, 51.5), (139.7, 35.7))
    near = choose((-0.13, 51.5), (77.2, 28.6))
    assert (far.kind, near.kind) == (Kind.EQEARTH, Kind.LAEA)
    assert far.scale_radius_m == 0.0


def test_a_wide_view_of_one_place_is_the_world_s() -> None:
    assert choose(ISTANBUL, width_m=8_000_000.0).kind is Kind.LAEA
    assert choose(ISTANBUL, width_m=8_000_001.0).kind is Kind.EQEARTH


def test_an_editor_s_center_is_kept() -> None:
    azimuthal = choose(*TALKS, center=ISTANBUL)
    assert (azimuthal.lon_0_deg, azimuthal.lat_0_deg) == ISTANBUL
    assert choose(*TALKS, center=ISTANBUL, width_m=2e7).lon_0_deg == ISTANBUL[0]
    assert projection_for([], [], center=ISTANBUL) == choose(ISTANBUL)


def test_a_world_tour_is_cut_in_its_largest_gap() -> None:
    # the Pacific stays whole: the gap runs from New York over Europe to Delhi
    projection = choose((-74, 40.7), (-118.2, 34), (139.7, 35.7), (151.2, -33.9), (77.2, 28.6))
    edge = math.remainder(projection.lon_0_deg + 180.0, 360.0)
    assert edge == pytest.approx((-74 + 77.2) / 2, abs=1e-3)


def test_no_place_and_no_center_is_an_error() -> None:
    with pytest.raises(ViewError, match="no place has a position"):
        projection_for([], [])


@pytest.mark.parametrize("center", [(math.nan, 0.0), (math.inf, 0.0), (0.0, 91.0), (0.0, math.nan)])
def test_no_map_is_centred_on_nowhere(center: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="no map is centred"):
        Projection(Kind.LAEA, *center)


places_near = st.lists(st.tuples(st.floats(-30, 30), st.floats(-30, 30)), min_size=1, max_size=12)


@given(places=places_near, turn=st.sampled_from([-170.0, 0.0, 165.0]))
@settings(max_examples=60, deadline=None)
def test_no_other_centre_is_nearer_to_the_farthest_place(
    places: list[tuple[float, float]], turn: float
) -> None:
    moved = [(lon + turn, lat) for lon, lat in places]
    projection = choose(*moved)
    if projection.kind is Kind.EQEARTH:
        return
    centre = (projection.lon_0_deg, projection.lat_0_deg)
    reach = max(apart_m(centre, place) for place in moved)
    for lon_off, lat_off in ((0.3, 0), (-0.3, 0), (0, 0.3), (0, -0.3), (0.2, 0.2), (-0.2, 0.2)):
        other = (centre[0] + lon_off, max(-90.0, min(90.0, centre[1] + lat_off)))
        assert max(apart_m(other, place) for place in moved) > reach - 15


@example(places=[(1.75, 18.70775846070124), (1.125, 14.976946982627247)], turns=0)
@given(places=places_near, turns=st.integers(-2, 2))
@settings(max_examples=40, deadline=None)
def test_the_choice_heeds_neither_order_nor_turns_of_the_globe(
    places: list[tuple[float, float]], turns: int
) -> None:
    turned = [(lon + 360.0 * turns, lat) for lon, lat in reversed(places)]
    a, b = choose(*places), choose(*turned)
    assert a.kind is b.kind
    assert a.lon_0_deg == pytest.approx(b.lon_0_deg, abs=2e-4)
    assert a.lat_0_deg == pytest.approx(b.lat_0_deg, abs=2e-4)


@given(
    center=centers,
    spread_deg=st.sampled_from([1e-7, 1e-5, 1e-3, 0.1, 5.0]),
    offs=st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=8),
)
@settings(max_examples=100, deadline=None)
def test_places_close_together_have_a_centre_among_them(
    center: tuple[float, float], spread_deg: float, offs: list[tuple[float, float]]
) -> None:
    lat = max(-85.0, min(85.0, center[1]))
    places = [(center[0] + x * spread_deg, lat + y * spread_deg) for x, y in offs]
    projection = choose(*places)
    x, y = projection.to_plane(*np.transpose(places))
    assert np.hypot(x, y).max() < spread_deg * 111_700 * math.sqrt(2) + 120


def test_thousands_of_places_are_no_matter() -> None:
    generator = np.random.default_rng(1)
    lons, lats = generator.uniform(-30, 30, 10_000), generator.uniform(-20, 20, 10_000)
    projection = projection_for(lons, lats)
    assert projection.kind is Kind.LAEA
    assert abs(projection.lon_0_deg) < 1
    assert abs(projection.lat_0_deg) < 1


# --- there and back ---------------------------------------------------------------------------


@given(center=centers, bearing=degrees_round, distance=st.floats(0, 9e6))
@settings(max_examples=100, deadline=None)
def test_azimuthal_there_and_back(
    center: tuple[float, float], bearing: float, distance: float
) -> None:
    projection = Projection(Kind.LAEA, *center)
    x, y = distance * math.sin(bearing), distance * math.cos(bearing)
    lons, lats = projection.to_lonlat([x], [y])
    again_x, again_y = projection.to_plane(lons, lats)
    assert math.hypot(again_x[0] - x, again_y[0] - y) < 0.1
    assert -180 <= lons[0] <= 180


@given(lon_0=st.floats(-180, 180), lon=st.floats(-180, 180), lat=st.floats(-89.9, 89.9))
@settings(max_examples=100, deadline=None)
def test_equal_earth_there_and_back(lon_0: float, lon: float, lat: float) -> None:
    projection = Projection(Kind.EQEARTH, lon_0, 0.0)
    lons, lats = projection.to_lonlat(*projection.to_plane([lon], [lat]))
    assert abs(math.remainder(lons[0] - lon, 360.0)) < 1e-6
    assert lats[0] == pytest.approx(lat, abs=1e-6)


@given(
    kind=st.sampled_from(Kind),
    center=centers,
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    turns=st.integers(-3, 3),
)
@settings(max_examples=100, deadline=None)
def test_a_longitude_may_be_any_turn_away(
    kind: Kind, center: tuple[float, float], lon: float, lat: float, turns: int
) -> None:
    projection = Projection(kind, *center)
    off = abs(math.remainder(lon - projection.lon_0_deg, 360.0))
    if off > 179.999:  # the edge itself belongs to both sides
        return
    x, y = projection.to_plane([lon, lon + 360.0 * turns], [lat, lat])
    if math.hypot(x[0], y[0]) < 12_500_000:
        assert math.hypot(x[1] - x[0], y[1] - y[0]) < 0.01


def test_outside_of_the_world_there_are_no_degrees() -> None:
    lons, lats = Projection(Kind.EQEARTH, 0.0, 0.0).to_lonlat([3e7], [0.0])
    assert not np.isfinite(lons[0])
    assert not np.isfinite(lats[0])


# --- scale ------------------------------------------------------------------------------------


@pytest.mark.parametrize("lat_0", [-90.0, -33.0, 0.0, 41.0, 77.0, 90.0])
def test_the_scale_is_right_to_2_percent_within_its_radius_and_not_beyond(lat_0: float) -> None:
    projection = Projection(Kind.LAEA, 28.95, lat_0)
    proj = pyproj.Proj(projection.crs)

    def worst(radius_m: float) -> float:
        turns = np.radians(np.arange(0.5, 360.0, 5.0))
        lons, lats = projection.to_lonlat(radius_m * np.sin(turns), radius_m * np.cos(turns))
        factors = proj.get_factors(lons, lats)
        scales = np.concatenate([factors.meridional_scale, factors.parallel_scale])
        return float(np.abs(scales - 1).max())

    assert worst(projection.scale_radius_m) <= 0.02
    assert worst(projection.scale_radius_m * 1.02) > 0.02


# --- shapes -----------------------------------------------------------------------------------


def test_areas_are_true() -> None:
    octant = shapely.box(0, 0, 90, 90)
    for projection in (
        Projection(Kind.LAEA, 40.0, 30.0),
        Projection(Kind.LAEA, 0.0, 90.0),
        Projection(Kind.EQEARTH, 45.0, 0.0),
        Projection(Kind.EQEARTH, 200.0, 0.0),  # cuts it
    ):
        assert projection.project(octant).area == pytest.approx(EARTH_M2 / 8, rel=2e-4)


@pytest.mark.parametrize("lon_0", [-180.0, -91.0, 0.0, 45.0, 179.9])
def test_a_cap_round_the_pole_closes(lon_0: float) -> None:
    # as RFC 7946 writes it: down the antimeridian, along the pole
    cap = shapely.Polygon([(-180, -70), (-180, -90), (180, -90), (180, -70), (0, -70)])
    expected = EARTH_M2 * (1 - math.sin(math.radians(70))) / 2
    on_pole = Projection(Kind.LAEA, lon_0, -90.0).project(cap)
    assert on_pole.geom_type == "Polygon"
    assert not shapely.get_num_interior_rings(on_pole)
    assert on_pole.contains(shapely.Point(0, 0))
    assert on_pole.area == pytest.approx(expected, rel=0.01)
    on_world = Projection(Kind.EQEARTH, lon_0, 0.0).project(cap)
    assert on_world.is_valid
    assert on_world.area == pytest.approx(expected, rel=0.01)


def test_parts_cut_at_the_antimeridian_join() -> None:
    island = shapely.MultiPolygon(
        [shapely.box(178, -18, 180, -16), shapely.box(-180, -18, -179, -16)]
    )
    whole = Projection(Kind.LAEA, 180.0, -17.0).project(island)
    assert whole.geom_type == "Polygon"
    track = shapely.MultiLineString([[(178, 0), (180, 1)], [(-180, 1), (-178, 2)]])
    assert Projection(Kind.LAEA, 180.0, 0.0).project(track).geom_type == "LineString"


def test_on_a_world_map_nothing_runs_across_it() -> None:
    projection = Projection(Kind.EQEARTH, 0.0, 0.0)
    across = shapely.LineString([(170, 10), (190, 20)])
    line = projection.project(across)
    assert line.geom_type == "MultiLineString"
    assert line.length < 3_000_000
    island = projection.project(shapely.box(170, -5, 190, 5))
    assert [part.bounds[0] > 0 for part in shapely.get_parts(island)].count(True) == 1
    assert island.area == pytest.approx(
        projection.project(shapely.box(0, -5, 20, 5)).area, rel=1e-6
    )


def test_long_edges_follow_their_parallel() -> None:
    projection = Projection(Kind.LAEA, -100.0, 49.0)
    border = projection.project(shapely.LineString([(-123, 49), (-95, 49)]))
    lons, lats = projection.to_lonlat(*np.transpose(shapely.get_coordinates(border)))
    assert len(lons) > 50
    assert np.allclose(lats, 49.0, atol=1e-6)


def test_what_holds_the_point_opposite_is_not_turned_inside_out() -> None:
    projection = Projection(Kind.LAEA, 0.0, 0.0)
    back = projection.project(shapely.box(120, -40, 240, 40))
    assert not back.contains(shapely.Point(0, 0))
    seen = shapely.box(*back.bounds)
    assert seen.contains(shapely.Point(0, 0))  # it goes all round
    assert projection.outline().covers(back)
    hollow = shapely.Polygon(
        shapely.box(100, -60, 260, 60).exterior, [shapely.box(150, -20, 210, 20).exterior]
    )
    ring = projection.project(hollow)
    assert ring.is_valid
    assert not ring.contains(shapely.Point(0, 0))
    assert ring.contains(shapely.Point(*(value[0] for value in projection.to_plane([120], [0]))))


def test_what_lies_beyond_the_horizon_is_not_shown() -> None:
    projection = Projection(Kind.LAEA, 0.0, 90.0)
    assert projection.project(shapely.box(10, -85, 20, -80)).is_empty
    line = projection.project(shapely.LineString([(0, 0), (0, -89)]))
    assert projection.outline().buffer(1).covers(line)


def test_points_and_mixed_collections_pass() -> None:
    projection = choose(ISTANBUL)
    assert projection.project(shapely.Point(ISTANBUL)).distance(shapely.Point(0, 0)) < 0.01
    assert projection.project(shapely.MultiPoint([ISTANBUL, ANKARA])).geom_type == "MultiPoint"
    mixed = shapely.GeometryCollection([shapely.Point(ANKARA), shapely.box(28, 40, 30, 42)])
    assert {part.geom_type for part in shapely.get_parts(projection.project(mixed))} == {
        "Point",
        "Polygon",
    }
    assert projection.project(shapely.Polygon()).is_empty


def test_the_world_has_an_edge() -> None:
    world = Projection(Kind.EQEARTH, 11.0, 0.0).outline()
    assert world.area == pytest.approx(EARTH_M2, rel=1e-3)
    assert world.bounds[2] == pytest.approx(17243959.06, abs=1)


def test_threads_get_the_same() -> None:
    expected = choose(*TALKS).to_plane(*np.transpose(TALKS))

    def again(_: int) -> bool:
        return bool(np.array_equal(choose(*TALKS).to_plane(*np.transpose(TALKS)), expected))

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(again, range(40)))
