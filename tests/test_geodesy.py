import csv
import itertools
import math
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyproj import Geod  # noqa: TID251 - the ruler that geodesy is held against

from geobrief.geodesy import (
    Units,
    compass_point,
    format_distance,
    geodesic_line,
    inverse,
    inverse_many,
)

TABLE = Path(__file__).parent / "data" / "geodsolve.csv"
WGS84 = Geod(ellps="WGS84")
EARTH_RADIUS_M = 6_371_000

Point = tuple[float, float]
"""Longitude, latitude."""

points = st.tuples(
    st.floats(-180, 180).map(lambda value: round(value, 7)),
    st.floats(-90, 90).map(lambda value: round(value, 7)),
)


def rows() -> list[tuple[str, Point, Point, float, float]]:
    with TABLE.open(encoding="utf-8", newline="") as stream:
        return [
            (
                row["kind"],
                (float(row["lon1"]), float(row["lat1"])),
                (float(row["lon2"]), float(row["lat2"])),
                float(row["azimuth_deg"]),
                float(row["distance_m"]),
            )
            for row in csv.DictReader(stream)
        ]


def turned(first_deg: float, second_deg: float) -> float:
    """Return the angle between two directions."""
    return abs((first_deg - second_deg + 180) % 360 - 180)


def apart_m(first: Point, second: Point) -> float:
    return inverse(*first, *second).distance_m


@pytest.mark.parametrize(
    ("start", "end", "azimuth", "distance_m"),
    [row[1:] for row in rows()],
    ids=[f"{number} {row[0]}" for number, row in enumerate(rows(), 1)],
)
def test_agrees_with_geographiclib(
    start: Point, end: Point, azimuth: float, distance_m: float
) -> None:
    measured = inverse(*start, *end)
    assert measured.distance_m == pytest.approx(distance_m, abs=1e-6)
    if distance_m:
        # A millimetre to the side at the far end, or a thousandth of a second of arc.
        assert turned(measured.bearing_deg, azimuth) < max(3e-7, math.degrees(1e-6 / distance_m))


def test_the_table_holds_every_kind_of_pair() -> None:
    kinds = {row[0] for row in rows()}
    assert len(rows()) == 60
    assert {"near-antipodal", "pole", "over pole", "antimeridian", "nowhere"} <= kinds


def test_no_distance_has_bearing_zero() -> None:
    assert inverse(10, 20, 370, 20) == inverse(10, 20, 10, 20)
    assert inverse(10, 20, 10, 20).bearing_deg == 0.0


@given(points, points)
def test_there_is_as_far_as_back(start: Point, end: Point) -> None:
    there, back = inverse(*start, *end), inverse(*end, *start)
    assert there.distance_m == pytest.approx(back.distance_m, abs=1e-7)
    assert 0 <= there.bearing_deg < 360


@given(points, points, st.integers(-3, 3), st.integers(-3, 3))
def test_whole_turns_of_longitude_change_nothing(
    start: Point, end: Point, turns1: int, turns2: int
) -> None:
    further = (start[0] + 360 * turns1, start[1]), (end[0] + 360 * turns2, end[1])
    assert apart_m(*further) == pytest.approx(apart_m(start, end), abs=1e-6)


@given(points, points, points)
def test_no_detour_is_shorter(start: Point, over: Point, end: Point) -> None:
    assert apart_m(start, end) <= apart_m(start, over) + apart_m(over, end) + 1e-6


@pytest.mark.parametrize(
    ("lon", "lat", "named"),
    [(0, 90.1, "90.1"), (0, math.nan, "nan"), (math.inf, 0, "inf"), (math.nan, 0, "nan")],
)
def test_impossible_coordinates_are_named(lon: float, lat: float, named: str) -> None:
    with pytest.raises(ValueError, match=named):
        inverse(lon, lat, 0, 0)
    with pytest.raises(ValueError, match=named):
        inverse(0, 0, lon, lat)
    with pytest.raises(ValueError, match=named):
        geodesic_line(0, 0, lon, lat)


def test_bulk_gives_what_single_pairs_give() -> None:
    pairs = [(*start, *end) for _, start, end, _, _ in rows()]
    distances, bearings = inverse_many(*zip(*pairs, strict=True))
    for pair, distance_m, bearing_deg in zip(pairs, distances, bearings, strict=True):
        single = inverse(*pair)
        assert (distance_m, bearing_deg) == (single.distance_m, single.bearing_deg)


def test_bulk_broadcasts_and_marks_what_cannot_be() -> None:
    distances, bearings = inverse_many(0, 0, [[0, 10, math.nan]], [[95, 0, 0]])
    assert distances.shape == bearings.shape == (1, 3)
    assert distances[0, 1] == pytest.approx(1_113_194.908, abs=1e-3)
    assert [math.isnan(value) for value in (*distances[0], *bearings[0])] == [
        *(True, False, True),
        *(True, False, True),
    ]


def strays_m(start: Point, end: Point, share: float) -> float:
    """Return how far the point at a share of the chord, in longitude and latitude, strays."""
    chord = start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
    along, out = inverse(*start, *end), inverse(*start, *chord)
    angle = math.radians(out.bearing_deg - along.bearing_deg)
    return EARTH_RADIUS_M * abs(
        math.asin(math.sin(out.distance_m / EARTH_RADIUS_M) * math.sin(angle))
    )


@settings(max_examples=60, deadline=None)
@given(points, points, st.sampled_from([50.0, 1000.0, 20_000.0]))
@example((32.85427, 39.91987), (28.94966, 41.01384), 100.0)
@example((5.0, 85.0), (-175.0001, 80.0), 100.0)
@example((0.0, 89.9), (179.0, 89.95), 1000.0)
@example((-60.0, 70.0), (100.0, 75.0), 20_000.0)
def test_lines_stray_no_further_than_stated(start: Point, end: Point, tolerance_m: float) -> None:
    for part in geodesic_line(*start, *end, tolerance_m=tolerance_m):
        for chord in itertools.pairwise(part):
            for share in (0.25, 0.5, 0.75):
                assert strays_m(*chord, share) <= tolerance_m * 1.01


@settings(max_examples=100, deadline=None)
@given(points, points)
@example((0.0, 0.0), (179.8, 0.01))
def test_lines_lie_on_the_geodesic(start: Point, end: Point) -> None:
    line = geodesic_line(*start, *end, tolerance_m=5000)[0]
    azimuth, _, _ = WGS84.inv(*line[0], *end)
    for position in line[:-1]:  # the last may be a cut, which lies on the chord
        lon, lat, _ = WGS84.fwd(*line[0], azimuth, apart_m(line[0], position))
        assert apart_m((lon, lat), position) < 1e-3


@settings(max_examples=200, deadline=None)
@given(points, points)
@example((170.0, 10.0), (-170.0, 12.0))
@example((-170.0, 10.0), (170.0, 12.0))
@example((180.0, 0.0), (-170.0, 5.0))
@example((-170.0, 1.0), (180.0, 1.0))
@example((170.0, 0.0), (-170.0, 0.0))
@example((180.0, 5.0), (-180.0, 10.0))
@example((0.0, 80.0), (180.0, 80.0))
@example((29.0003, 60.0), (-150.9997, 60.0))
@example((10.0, 90.0), (50.0, -90.0))
def test_lines_are_cut_as_rfc_7946_asks(start: Point, end: Point) -> None:
    parts = geodesic_line(*start, *end, tolerance_m=50_000)
    assert apart_m(parts[0][0], start) < 1e-6
    assert apart_m(parts[-1][-1], end) < 1e-6
    assert len(parts) <= 2
    for part in parts:
        assert len(part) >= 2
        assert all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in part)
        assert all(abs(a[0] - b[0]) <= 180 for a, b in itertools.pairwise(part))
    for before, after in itertools.pairwise(parts):
        assert before[-1][1] == after[0][1]
        at_antimeridian = (before[-1][0], after[0][0]) in {(180, -180), (-180, 180)}
        assert at_antimeridian or abs(after[0][1]) == 90


CROSSINGS = {
    "no crossing": ((10, 0, 20, 0), [((10, 0), (20, 0))]),
    "eastward": ((170, 0, -170, 0), [((170, 0), (180, 0)), ((-180, 0), (-170, 0))]),
    "westward": ((-170, 0, 170, 0), [((-170, 0), (-180, 0)), ((180, 0), (170, 0))]),
    "from the antimeridian east": ((180, 0, -170, 0), [((-180, 0), (-170, 0))]),
    "from the antimeridian west": ((-180, 0, 170, 0), [((180, 0), (170, 0))]),
    "to the antimeridian": ((-170, 0, 180, 0), [((-170, 0), (-180, 0))]),
    "along the antimeridian": ((180, 5, -180, 10), [((180, 5), (180, 10))]),
    "over the north pole": ((20, 80, -160, 70), [((20, 80), (20, 90)), ((-160, 90), (-160, 70))]),
    "over the south pole": ((0, -80, 180, -80), [((0, -80), (0, -90)), ((180, -90), (180, -80))]),
    "from a pole": ((77, 90, 20, 0), [((20, 90), (20, 0))]),
    "to a pole": ((20, 0, 77, -90), [((20, 0), (20, -90))]),
    "pole to pole": ((20, 90, 77, -90), [((77, 90), (77, -90))]),
    "a turn further": ((370, 0, -340, 0), [((10, 0), (20, 0))]),
    "nowhere": ((10, 20, 10, 20), [((10, 20), (10, 20))]),
}


@pytest.mark.parametrize(("ends", "expected"), CROSSINGS.values(), ids=CROSSINGS)
def test_known_crossings(
    ends: tuple[float, float, float, float], expected: list[tuple[Point, Point]]
) -> None:
    assert [(part[0], part[-1]) for part in geodesic_line(*ends)] == expected


def test_a_line_keeps_its_ends_exactly() -> None:
    line = geodesic_line(32.85427, 39.91987, 28.94966, 41.01384)
    assert (line[0][0], line[0][-1]) == ((32.85427, 39.91987), (28.94966, 41.01384))


def test_meridians_and_low_latitudes_need_few_points() -> None:
    assert len(geodesic_line(30, 0, 30, 80)[0]) < 200
    assert len(geodesic_line(32.85427, 39.91987, 28.94966, 41.01384)[0]) < 12


@pytest.mark.parametrize("tolerance_m", [0, -1, math.nan])
def test_a_tolerance_is_over_zero(tolerance_m: float) -> None:
    with pytest.raises(ValueError, match="not over 0"):
        geodesic_line(0, 0, 1, 1, tolerance_m=tolerance_m)


@pytest.mark.parametrize(
    ("bearing_deg", "point"),
    [
        *((0, "N"), (11.24, "N"), (11.25, "NNE"), (33.75, "NE"), (90, "E"), (135, "SE")),
        *((180, "S"), (225, "SW"), (291.4, "WNW"), (348.74, "NNW"), (348.75, "N"), (359.9, "N")),
    ],
)
def test_compass_point(bearing_deg: float, point: str) -> None:
    assert compass_point(bearing_deg) == point


@pytest.mark.parametrize(
    ("distance_m", "units", "written"),
    [
        (352_686.02, "mi", "219 mi (353 km)"),
        (352_686.02, "km", "353 km (219 mi)"),
        (352_686.02, "nmi", "190 nmi (353 km)"),
        (14_933_800, "mi", "9,279 mi (14,934 km)"),
        (9_994, "km", "10 km (6.2 mi)"),
        (9_940, "km", "9.9 km (6.2 mi)"),
        (1_609.344, "mi", "1.0 mi (1.6 km)"),
        (994, "km", "990 m (0.6 mi)"),
        (996, "km", "1.0 km (0.6 mi)"),
        (160, "mi", "520 ft (160 m)"),
        (25.4, "mi", "83 ft (25 m)"),
        (0, "mi", "0 mi (0 km)"),
    ],
)
def test_format_distance(distance_m: float, units: Units, written: str) -> None:
    assert format_distance(distance_m, units=units) == written


def test_format_distance_to_so_many_decimals() -> None:
    assert format_distance(352_686.02, units="mi", decimals=1) == "219.1 mi (352.7 km)"
    assert format_distance(300, units="km", decimals=2) == "0.30 km (0.19 mi)"


@given(st.floats(0, 2.1e7), st.sampled_from(["mi", "km", "nmi"]))
def test_written_distances_are_right_to_their_last_digit(distance_m: float, units: Units) -> None:
    number, unit = format_distance(distance_m, units=units).split(" (")[0].split(" ")
    size_m = {"mi": 1609.344, "km": 1000, "nmi": 1852, "ft": 0.3048, "m": 1}[unit]
    value = float(number.replace(",", ""))
    step = 10 if unit in {"ft", "m"} and value >= 100 else 1 if "." not in number else 0.1
    assert abs(value * size_m - distance_m) <= step / 2 * size_m * 1.0001
