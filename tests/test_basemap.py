"""The basemap: what is drawn where, above all the borders for which its users answer."""

from __future__ import annotations

import math
import re
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import shapely

from geobrief.basemap import (
    Basemap,
    Detail,
    MapLabel,
    basemap_for,
    check_names,
    known_names,
    pick,
    store,
)
from geobrief.errors import DataError, InputError
from geobrief.projection import Kind, Projection

Point = tuple[float, float]

DATA = Path(store.__file__).parent.parent / "data"

WORLD = (-17.3e6, -8.4e6, 17.3e6, 8.4e6)


def square(half_m: float) -> tuple[float, float, float, float]:
    return -half_m, -half_m, half_m, half_m


@cache
def view(lon: float, lat: float, half_km: float, tolerance_m: float = 1000.0) -> Basemap:
    """Return a square of the map centred on a point."""
    projection = Projection(Kind.LAEA, lon, lat)
    return basemap_for(projection, square(half_km * 1000), tolerance_m=tolerance_m)


@cache
def world(lon_0: float = 0.0) -> Basemap:
    return basemap_for(Projection(Kind.EQEARTH, lon_0, 0.0), WORLD, tolerance_m=15_000)


def on_map(centre: Point, *points: Point) -> list[shapely.Point]:
    xs, ys = Projection(Kind.LAEA, *centre).to_plane(*np.transpose(points))
    return [shapely.Point(*xy) for xy in zip(xs, ys, strict=True)]


def crossings(a: Point, b: Point, *, tolerance_m: float = 1000.0) -> tuple[int, int]:
    """Count the solid and the dashed borders between two places."""
    centre = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    start, end = on_map(centre, a, b)
    way = shapely.LineString([start, end])
    shown = view(*centre, max(30.0, way.length / 1000), tolerance_m)
    return tuple(  # type: ignore[return-value]
        len(shapely.get_parts(way.intersection(lines))) if way.intersects(lines) else 0
        for lines in (shown.borders, shown.disputed)
    )


# --- borders: German point of view (docs/borders.md) --------------------------------------------

NONE, SOLID, DASHED = (0, 0), (1, 0), (0, 1)


@pytest.mark.parametrize("tolerance_m", [300.0, 3000.0])
@pytest.mark.parametrize(
    ("what", "a", "b", "expected"),
    [
        ("Crimea is in Ukraine: Kherson to Simferopol", (32.62, 46.64), (34.10, 44.95), NONE),
        ("the isthmus: Armiansk to Chaplynka", (33.69, 46.10), (33.53, 46.36), NONE),
        ("Donetsk to Rostov", (37.80, 48.00), (39.71, 47.23), SOLID),
        ("Kharkiv to Belgorod", (36.25, 49.99), (36.59, 50.60), SOLID),
        ("Kyiv to Donetsk", (30.52, 50.45), (37.80, 48.00), NONE),
        ("Kosovo: Pristina to Nis", (21.17, 42.66), (21.90, 43.32), SOLID),
        ("Western Sahara: Tarfaya to Laayoune", (-12.92, 27.94), (-13.20, 27.15), DASHED),
        ("and Mauritania", (-14.80, 22.60), (-11.00, 22.60), SOLID),
        ("no berm: Dakhla to Guerguerat's east", (-15.93, 23.70), (-13.30, 22.00), NONE),
        ("Golan, west: Tiberias to Qatzrin", (35.53, 32.79), (35.69, 32.99), DASHED),
        ("Golan, east: Qatzrin to Damascus", (35.69, 32.99), (36.29, 33.51), DASHED),
        ("West Bank: Tel Aviv to Nablus", (34.78, 32.08), (35.26, 32.22), DASHED),
        ("West Bank and Jordan: Nablus to Amman", (35.26, 32.22), (35.93, 31.95), SOLID),
        ("Gaza Strip: Gaza to Beersheba", (34.46, 31.50), (34.79, 31.25), DASHED),
        ("Egypt and Israel", (34.20, 30.60), (34.70, 30.60), SOLID),
        ("Kashmir: Muzaffarabad to Srinagar", (73.47, 34.37), (74.80, 34.08), DASHED),
        ("India and Pakistan: Amritsar to Lahore", (74.87, 31.63), (74.34, 31.55), SOLID),
        ("Aksai Chin: Leh to the plateau", (77.58, 34.16), (79.60, 35.20), DASHED),
        ("Arunachal Pradesh: Itanagar to Nyingchi", (93.61, 27.08), (94.36, 29.65), DASHED),
        ("Taiwan is across the sea", (119.30, 26.08), (121.56, 25.04), NONE),
        ("Korea: Seoul to Pyongyang", (126.98, 37.57), (125.75, 39.03), DASHED),
        ("Cyprus: Nicosia to Kyrenia", (33.36, 35.14), (33.32, 35.34), DASHED),
        ("Somaliland: Berbera to Bosaso", (45.01, 10.30), (49.18, 11.00), DASHED),
        ("Abyei, from the north", (28.40, 10.40), (28.40, 9.75), DASHED),
        ("Abyei, from the south", (28.40, 9.00), (28.40, 9.75), DASHED),
        ("Essequibo: Guyana and Venezuela", (-59.50, 7.60), (-62.00, 7.60), DASHED),
        ("Abkhazia is in Georgia", (41.02, 43.00), (41.87, 42.51), NONE),
        ("Transnistria is in Moldova", (29.63, 46.84), (28.86, 47.01), NONE),
        ("Karabakh is in Azerbaijan", (46.75, 39.82), (47.15, 40.60), NONE),
        ("Halaib: Egypt and Sudan", (35.50, 22.60), (35.50, 21.50), DASHED),
        ("Germany and Poland", (13.40, 52.52), (16.93, 52.41), SOLID),
        ("the United States and Canada", (-97.14, 49.90), (-96.79, 46.88), SOLID),
        ("Chukotka has no border on 180", (178.0, 67.0), (-178.0, 67.0), NONE),
    ],
)
def test_borders(
    what: str, a: Point, b: Point, expected: tuple[int, int], tolerance_m: float
) -> None:
    assert crossings(a, b, tolerance_m=tolerance_m) == expected, what


def test_no_border_near_the_isthmus_of_perekop() -> None:
    centre = (33.7, 46.15)
    shown = view(*centre, 120.0, 400.0)
    assert shown.borders.is_empty
    assert shown.disputed.is_empty
    assert shown.land.contains(shapely.Point(0, 0))


def test_simferopol_bears_ukraine_s_name() -> None:
    projection = Projection(Kind.LAEA, 34.1, 45.0)
    shown = basemap_for(projection, square(50_000), tolerance_m=500)
    assert [label.text for label in shown.labels if label.kind == "country"] == ["Ukraine"]


def test_a_drained_reservoir_is_not_drawn() -> None:
    centre = (34.3, 47.3)
    (middle,) = on_map(centre, centre)
    assert not view(*centre, 60.0, 400.0).lakes.intersects(middle)


# --- land ---------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_whole_world_has_the_land_it_should() -> None:
    # 148.9 million km² by the encyclopedias with ice shelves, of which Natural Earth draws none
    shown = world()
    assert shown.land.area == pytest.approx(147.5e12, rel=0.01)
    assert shown.outline is not None
    assert shown.outline.buffer(1000).covers(shown.land)


@pytest.mark.parametrize(
    ("what", "centre", "half_km", "km2"),
    [
        ("Jamaica", (-77.3, 18.1), 130.0, 10_991),
        ("Iceland", (-18.6, 65.0), 400.0, 103_000),
        ("Fiji, astride the antimeridian", (179.0, -17.6), 350.0, 18_270),
        ("Antarctica, round the pole", (0.0, -90.0), 2900.0, 12.3e6),
    ],
)
def test_land_has_its_area(what: str, centre: Point, half_km: float, km2: float) -> None:
    frame = view(*centre, half_km, 2000.0)
    assert frame.land.area / 1e6 == pytest.approx(km2, rel=0.03), what


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lon", "lat", "is_land"),
    [
        (0.0, -90.0, True),
        (180.0, -88.0, True),
        (-180.0, 68.0, True),  # Chukotka
        (180.0, 71.2, True),  # Wrangel Island
        (0.0, 90.0, False),
        (180.0, 75.0, False),
        (-90.0, 19.5, True),  # Yucatan
        (36.0, 50.0, True),
        (35.75, 33.0, True),  # the Golan Heights, which the German polygons leave out
        (28.4, 9.7, True),  # Abyei, likewise
        (51.0, 42.0, False),  # the Caspian
        (29.0, 40.8, False),  # Marmara
    ],
)
def test_land_is_land_and_sea_is_sea(lon: float, lat: float, *, is_land: bool) -> None:
    for half_km, tolerance_m in ((40.0, 400.0), (1500.0, 3000.0), (4000.0, 30_000.0)):
        shown = view(lon, lat, half_km, tolerance_m)
        assert shown.land.intersects(shapely.Point(0, 0)) == is_land, half_km


def test_no_coast_runs_along_the_antimeridian() -> None:
    for lat in (67.0, 71.2, -80.0, -85.0, -16.8):
        centre = (180.0, lat)
        ends = on_map(centre, (180.0, lat - 0.4), (180.0, lat + 0.4))
        seam = shapely.LineString(ends).buffer(30)
        coast = view(*centre, 100.0, 400.0).land.boundary
        assert coast.intersection(seam).length < 500, lat


@pytest.mark.slow
@pytest.mark.parametrize("lon_0", [0.0, 30.0, 179.0, -150.0, -169.0])
def test_nothing_runs_across_a_world_map(lon_0: float) -> None:
    shown = world(lon_0)
    for lines in (shown.land.boundary, shown.borders, shown.disputed):
        xy, of = shapely.get_coordinates(shapely.get_parts(lines), return_index=True)
        step = np.hypot(*np.diff(xy, axis=0).T)[of[1:] == of[:-1]]
        # Antarctica's edge at the pole is the map's own and long
        south = np.minimum(xy[1:, 1], xy[:-1, 1])[of[1:] == of[:-1]] < -7.9e6
        assert step[~south].max() < 900_000
    assert shown.land.is_valid
    assert shown.land.area == pytest.approx(world().land.area, rel=0.002)


@pytest.mark.slow
@pytest.mark.parametrize("centre", [(-150.0, 10.0), (30.0, 60.0), (0.0, 89.0), (120.0, -35.0)])
def test_a_view_of_half_the_globe_is_not_inside_out(centre: Point) -> None:
    shown = view(*centre, 12_600.0, 20_000.0)
    assert shown.outline is not None
    assert shown.land.is_valid
    cap = (1 - math.cos(math.radians(150))) / 2 * 5.1e14
    assert 0.15 * cap < shown.land.area < 0.45 * cap


def test_a_view_without_any_line_is_all_land_or_all_sea() -> None:
    sahara, pacific = view(2.0, 27.0, 20.0, 400.0), view(-130.0, -40.0, 20.0, 400.0)
    assert sahara.land.area == pytest.approx(40_000.0**2)
    assert pacific.land.is_empty
    assert [label.text for label in pacific.labels] == ["Pacific Ocean"]
    assert [label.text for label in sahara.labels] == ["Algeria"]


# --- detail -------------------------------------------------------------------------------------

VIEWS = [(21.0, 43.0, 500.0), (35.3, 32.5, 200.0), (77.0, 34.0, 700.0), (-70.0, -52.0, 500.0)]


@pytest.mark.parametrize(("lon", "lat", "half_km"), VIEWS)
@pytest.mark.parametrize("tolerance_m", [400.0, 2000.0, 9000.0])
def test_borders_end_on_coasts_and_lie_on_land(
    lon: float, lat: float, half_km: float, tolerance_m: float
) -> None:
    shown = view(lon, lat, half_km, tolerance_m)
    for lines in (shown.borders, shown.disputed):
        assert lines.difference(shown.land.buffer(20)).length < 1.0
    ends = shapely.get_parts(shapely.union_all([shown.borders, shown.disputed]).boundary)
    edge = shapely.union_all([shown.land.boundary, shown.borders, shown.disputed]).buffer(20)
    assert all(edge.intersects(end) for end in ends)


def test_coarser_means_fewer_vertices_and_true_to_its_tolerance() -> None:
    counts = []
    finest = view(21.0, 43.0, 500.0, 100.0)
    for tolerance_m in (100.0, 500.0, 2000.0, 8000.0):
        shown = view(21.0, 43.0, 500.0, tolerance_m)
        counts.append(shapely.get_num_coordinates(shown.borders))
        assert shown.borders.hausdorff_distance(finest.borders) < max(5 * tolerance_m, 1000)
        assert shown.detail_m <= max(tolerance_m, 400.0)
    assert counts == sorted(counts, reverse=True)
    assert counts[-1] < counts[0] / 5


def test_what_lies_far_off_does_not_change_a_view() -> None:
    # lines beyond a view's margin are coarse; inside it they must be the same as in a wide view
    frame = shapely.box(*square(100_000))
    near = view(29.0, 41.0, 100.0, 500.0)
    wide = view(29.0, 41.0, 1500.0, 500.0)
    assert near.land.symmetric_difference(wide.land.intersection(frame)).area < 1e6


def test_an_island_that_bears_a_place_is_drawn_however_small() -> None:
    projection = Projection(Kind.LAEA, 14.0, 40.0)
    malta = [tuple(float(v[0]) for v in projection.to_plane([14.44], [35.9]))]
    cover = square(3_000_000)
    left_out = basemap_for(projection, cover, tolerance_m=40_000)
    kept = basemap_for(projection, cover, tolerance_m=40_000, keep=malta)  # type: ignore[arg-type]
    place = shapely.Point(malta[0])
    assert left_out.land.distance(place) > 20_000
    assert kept.land.distance(place) < 1_000
    assert len(kept.land.geoms) <= len(left_out.land.geoms) + 4


def test_a_tiny_country_that_bears_a_place_has_its_border() -> None:
    projection = Projection(Kind.LAEA, 12.46, 43.94)
    cover = square(1_000_000)
    without = basemap_for(projection, cover, tolerance_m=8_000)
    kept = basemap_for(projection, cover, tolerance_m=8_000, keep=[(0.0, 0.0)])
    assert without.borders.distance(shapely.Point(0, 0)) > 50_000
    assert kept.borders.distance(shapely.Point(0, 0)) < 8_000


def test_lakes_lie_on_land() -> None:
    shown = view(-84.0, 45.0, 500.0)
    assert shown.lakes.area > 2e11
    assert shown.lakes.difference(shown.land.buffer(2000)).area < 1e9


@pytest.mark.slow
def test_the_same_view_is_the_same_in_any_thread() -> None:
    projection = Projection(Kind.LAEA, 29.0, 41.0)

    def again(_: int) -> tuple[bytes, tuple[MapLabel, ...]]:
        shown = basemap_for(projection, square(600_000), tolerance_m=1500)
        shapes = [shown.land, shown.lakes, shown.borders, shown.disputed]
        return b"".join(shapely.to_wkb(shapes)), shown.labels

    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(again, range(8))
    assert all(other == first for other in others)


def test_a_view_past_the_edge_of_the_world_is_empty_there() -> None:
    shown = basemap_for(
        Projection(Kind.EQEARTH, 0.0, 0.0), (17e6, 8e6, 20e6, 10e6), tolerance_m=9000
    )
    assert shown.land.is_empty
    assert shown.outline is not None
    assert not shown.labels


@pytest.mark.parametrize(
    ("cover", "tolerance_m"),
    [
        ((0.0, 0.0, 0.0, 1.0), 1.0),
        ((0.0, 0.0, 1.0, math.nan), 1.0),
        ((1.0, 0.0, 0.0, 1.0), 1.0),
        (square(1.0), 0.0),
        (square(1.0), -1.0),
        (square(1.0), math.nan),
    ],
)
def test_what_is_no_view_is_refused(
    cover: tuple[float, float, float, float], tolerance_m: float
) -> None:
    with pytest.raises(ValueError, match="no map covers"):
        basemap_for(Projection(Kind.LAEA, 0.0, 0.0), cover, tolerance_m=tolerance_m)


# --- names --------------------------------------------------------------------------------------


def test_names_are_written_out() -> None:
    for name in known_names():
        assert not re.search(r"(?<![.\w])(?!St\.|U\.)\w+\.", name), name
        assert name == name.strip()
        assert "\ufffd" not in name
    assert {"Türkiye", "Dem. Rep. Congo", "People's Republic of China"}.isdisjoint(known_names())
    assert {
        "Bosnia and Herzegovina",
        "Bosphorus",
        "Ivory Coast",
        "China",
        "Czechia",
        "DR Congo",
        "Kosovo",
        "Lake Victoria",
        "South Korea",
        "Turkey",
        "United Arab Emirates",
        "West Bank",
    } <= set(known_names())


def test_every_name_stands_where_it_should() -> None:
    shown = world()
    texts = [label.text for label in shown.labels]
    assert len(texts) == len(set(texts))
    assert texts[0] == "Pacific Ocean"
    for label in shown.labels:
        spots = [(label.x_m, label.y_m), *label.spots]
        rooms = [label.width_m, *label.widths_m]
        assert len(spots) == len(rooms) <= 10
        assert all(0 < room < 4e7 for room in rooms)
        if label.kind == "country" and label.area_m2 > 1e11:
            # smaller ones may be archipelagos, named across their waters; and the shapes that
            # place names are coarser than the land that is drawn
            assert all(shown.land.distance(shapely.Point(spot)) < 150_000 for spot in spots)


def test_a_country_s_name_keeps_out_of_great_lakes() -> None:
    shown = view(-84.0, 45.0, 500.0)
    countries = [label for label in shown.labels if label.kind == "country"]
    assert {label.text for label in countries} == {"Canada", "United States"}
    for label in countries:
        for spot in [(label.x_m, label.y_m), *label.spots]:
            assert not shown.lakes.intersects(shapely.Point(spot))


def test_an_archipelago_is_named_across_its_waters() -> None:
    shown = view(-176.0, -18.0, 700.0)
    (tonga,) = [label for label in shown.labels if label.text == "Tonga"]
    assert tonga.width_m > 50_000


def test_every_name_is_there_once() -> None:
    texts = [name.text for name in store.load_names()]
    assert len(texts) == len(set(texts))
    de_facto = {name.text for name in store.load_de_facto_names()}
    assert sorted(de_facto - set(texts)) == [
        "Baikonur",
        "Northern Cyprus",
        "Siachen Glacier",
        "Somaliland",
        "Southern Patagonian Ice Field",
    ]
    assert set(known_names()) == {*texts, *de_facto}
    assert {"Lake Huron", "Lake Michigan", "Dead Sea"} < set(texts)


def test_a_country_cut_by_the_frame_is_named_within_it() -> None:
    projection = Projection(Kind.LAEA, 40.0, 56.0)
    shown = basemap_for(projection, square(300_000), tolerance_m=1000)
    (russia,) = [label for label in shown.labels if label.text == "Russia"]
    frame = shapely.box(*square(300_000))
    for spot in [(russia.x_m, russia.y_m), *russia.spots]:
        assert frame.contains(shapely.Point(spot))


def test_house_style_renames() -> None:
    projection = Projection(Kind.LAEA, 33.0, 39.0)
    shown = basemap_for(projection, square(900_000), tolerance_m=3000, names={"Turkey": "Türkiye"})
    texts = {label.text for label in shown.labels}
    assert "Türkiye" in texts
    assert "Turkey" not in texts


def test_a_name_that_the_basemap_does_not_know_is_an_error_with_a_way_out() -> None:
    with pytest.raises(InputError, match="no name 'Turky'; did you mean Turkey"):
        basemap_for(
            Projection(Kind.LAEA, 33.0, 39.0),
            square(1e6),
            tolerance_m=5000,
            names={"Turky": "Türkiye"},
        )
    assert check_names({"Turkey": "Türkiye", "Black Sea": ""}) == []
    ((key, message),) = check_names({"Xyzzy Sea of Nowhere At All": "x"})
    assert key == "Xyzzy Sea of Nowhere At All"
    assert "docs/borders.md" in message


# --- the packaged files -------------------------------------------------------------------------


def test_damaged_data_is_said_to_be_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_data", lambda name: tmp_path / name)
    for reader in (store.load_world.__wrapped__, store.load_names.__wrapped__):
        with pytest.raises(DataError, match="install geobrief again"):
            reader()
    (tmp_path / "basemap.npz").write_bytes(b"PK no zip")
    (tmp_path / "basemap-labels.csv").write_text("kind,number\nsea,x\n", encoding="utf-8")
    for reader in (store.load_world.__wrapped__, store.load_names.__wrapped__):
        with pytest.raises(DataError, match="install geobrief again"):
            reader()


@pytest.mark.parametrize("kind", ["land", "country", "water", "lake", "sea"])
def test_polygons_are_valid_at_every_packaged_level(kind: str) -> None:
    packaged = store.load_world()
    assert packaged.tolerances_m[0] == 0.0
    assert list(packaged.tolerances_m) == sorted(packaged.tolerances_m)
    layer = packaged.layers[kind]
    for level in range(0, len(packaged.tolerances_m), 4):
        every = np.arange(len(layer.number))
        shapes = pick.polygons(packaged, layer, every, packaged.level >= level)
        assert len(shapes) == len(layer.number), "none may vanish"
        assert shapely.is_valid(shapes).sum() >= len(shapes) - 1  # the rest is mended when drawn


@pytest.mark.sources
@pytest.mark.parametrize(
    ("tool", "file", "tables"),
    [
        ("build_basemap", "basemap.npz", ["basemap-labels.csv"]),
        pytest.param(
            "build_context",
            "context.npz",
            ["context-labels.csv", "context-divisions.csv"],
            marks=pytest.mark.exhaustive,  # a minute
        ),
    ],
)
def test_the_packaged_data_is_what_the_build_makes(
    tool: str, file: str, tables: list[str], tmp_path: Path
) -> None:
    building, fetching = import_module(tool), import_module("fetch")
    with np.load(DATA / file) as packaged:
        made_with = str(packaged["made_with"])
        if made_with != f"GEOS {shapely.geos_version_string}":
            pytest.skip(f"the data was made with {made_with}, which may simplify otherwise")
        try:
            building.main([str(tmp_path)])
        except fetching.FetchError as error:
            pytest.skip(f"the sources cannot be had: {error}")
        with np.load(tmp_path / file) as made:
            assert set(made) == set(packaged)
            assert all(np.array_equal(made[name], packaged[name]) for name in made)
    for name in tables:
        assert (tmp_path / name).read_bytes() == (DATA / name).read_bytes()


def test_the_packaged_data_is_small() -> None:
    assert (DATA / "basemap.npz").stat().st_size < 2_500_000
    context = ("context.npz", "context-labels.csv", "context-divisions.csv")
    assert sum((DATA / name).stat().st_size for name in context) < 2_500_000


def test_the_credit_names_source_and_point_of_view() -> None:
    shown = world()
    for text in (shown.credit, shown.source):
        assert "Natural Earth" in text
        assert "German point of view" in text


# --- borders: Natural Earth's own, de facto (docs/borders.md) -----------------------------------


def de_facto_crossings(a: Point, b: Point) -> tuple[int, int]:
    """Count the solid and the dashed borders between two places from the other point of view."""
    centre = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
    start, end = on_map(centre, a, b)
    way = shapely.LineString([start, end])
    shown = basemap_for(
        Projection(Kind.LAEA, *centre),
        square(max(30_000.0, way.length)),
        tolerance_m=1000.0,
        borders="de-facto",
    )
    return tuple(  # type: ignore[return-value]
        len(shapely.get_parts(way.intersection(lines))) if way.intersects(lines) else 0
        for lines in (shown.borders, shown.disputed)
    )


@pytest.mark.parametrize(
    ("a", "b", "solid", "dashed"),
    [
        pytest.param((33.72, 46.3), (33.8, 45.9), 0, 1, id="Perekop"),
        pytest.param((-13.0, 26.0), (-10.5, 26.0), 0, 1, id="the sand berm"),
        pytest.param((-11.5, 28.5), (-11.5, 27.0), 0, 0, id="Morocco and what it holds"),
        pytest.param((35.5, 33.0), (35.8, 33.0), 0, 0, id="Israel and the Golan Heights"),
        pytest.param((35.75, 32.95), (36.2, 33.0), 0, 1, id="the Golan Heights and Syria"),
        pytest.param((33.2, 35.3), (33.2, 34.95), 0, 2, id="the buffer zone in Cyprus"),
        pytest.param((48.0, 9.5), (49.5, 9.5), 0, 1, id="Somaliland and Somalia"),
        pytest.param((44.0, 8.3), (44.0, 9.9), 1, 0, id="Ethiopia and Somaliland"),
        pytest.param((28.5, 9.7), (28.5, 11.0), 0, 0, id="Abyei and Sudan"),
        pytest.param((28.5, 9.7), (28.5, 9.0), 0, 1, id="Abyei and South Sudan"),
        pytest.param((20.9, 42.6), (20.9, 43.4), 1, 0, id="Kosovo and Serbia"),
        pytest.param((-58.2, 2.5), (-56.2, 2.5), 0, 1, id="Guyana and Suriname, in the south"),
        pytest.param((34.3, 31.35), (34.7, 31.3), 0, 1, id="Gaza Strip and Israel"),
        pytest.param((63.0, 46.0), (64.5, 47.5), 0, 1, id="Baikonur"),
        pytest.param((41.5, 43.0), (42.6, 42.3), 0, 0, id="Abkhazia and Georgia"),
        pytest.param((13.4, 52.5), (15.5, 52.3), 1, 0, id="Germany and Poland"),
    ],
)
def test_de_facto_borders(a: Point, b: Point, solid: int, dashed: int) -> None:
    assert de_facto_crossings(a, b) == (solid, dashed)


def test_the_other_view_has_names_and_a_credit_of_its_own() -> None:
    horn = basemap_for(
        Projection(Kind.LAEA, 46.0, 8.0), square(900e3), tolerance_m=3000.0, borders="de-facto"
    )
    assert {"Somaliland", "Somalia"} <= {label.text for label in horn.labels}
    assert "Somaliland" not in {label.text for label in view(46.0, 8.0, 900.0, 3000.0).labels}
    assert "de facto" in horn.credit
    assert "Natural Earth" in horn.credit
    assert "German" not in horn.credit + horn.source


def test_borders_of_nobody_are_refused() -> None:
    with pytest.raises(ValueError, match="default or de-facto"):
        basemap_for(
            Projection(Kind.LAEA, 0.0, 0.0),
            square(1e5),
            tolerance_m=1000.0,
            borders="mine",  # type: ignore[arg-type]
        )


# --- rivers and divisions -----------------------------------------------------------------------


def close_view(lon: float, lat: float, half_km: float, most: int | None = None) -> Basemap:
    tolerance_m = max(400.0, half_km * 2.5)
    return basemap_for(
        Projection(Kind.LAEA, lon, lat),
        square(half_km * 1000),
        tolerance_m=tolerance_m,
        detail=Detail(fine_m=tolerance_m, most_vertices=most),
        close=True,
    )


@pytest.mark.parametrize(
    ("lon", "lat", "half_km", "rivers", "divisions"),
    [
        pytest.param(10.0, 51.0, 200, True, True, id="Germany, near"),
        pytest.param(10.0, 51.0, 590, True, True, id="Germany"),
        pytest.param(10.0, 51.0, 1200, True, False, id="Central Europe"),
        pytest.param(10.0, 51.0, 2500, False, False, id="Europe"),
        pytest.param(
            -97.0, 39.0, 2300, False, True, id="the United States, whose states are known"
        ),
    ],
)
def test_the_nearer_the_more_context(
    lon: float, lat: float, half_km: float, *, rivers: bool, divisions: bool
) -> None:
    shown = close_view(lon, lat, half_km)
    assert (not shown.rivers.is_empty, not shown.divisions.is_empty) == (rivers, divisions)


def test_context_is_only_there_where_it_is_asked_for() -> None:
    shown = view(10.0, 51.0, 300.0)
    assert shown.rivers.is_empty
    assert shown.divisions.is_empty
    assert shown.urban.is_empty


@pytest.mark.parametrize("most", [3000, 6000])
def test_context_keeps_to_its_share_of_a_page(most: int) -> None:
    shown = close_view(10.5, 49.0, 550.0, most)
    count = shapely.get_num_coordinates(shown.rivers) + shapely.get_num_coordinates(shown.divisions)
    assert 0 < count <= most * 0.35
    assert not shown.rivers.is_empty


def test_divisions_do_not_run_along_borders() -> None:
    shown = close_view(10.5, 49.0, 550.0)
    beside = shapely.intersection(shown.divisions, shapely.buffer(shown.borders, 100.0))
    assert beside.length < 0.01 * shown.borders.length


def test_rivers_do_not_run_through_lakes() -> None:
    shown = close_view(33.0, 49.0, 400.0)
    assert shapely.intersection(shown.rivers, shown.lakes).length < 1.0


def test_crimea_s_edge_is_a_line_of_divisions_by_default_and_a_border_de_facto() -> None:
    (start, end) = on_map((33.8, 45.9), (33.72, 46.3), (33.8, 45.9))
    way = shapely.LineString([start, end])
    for borders, expected in {"default": (True, False), "de-facto": (False, True)}.items():
        shown = basemap_for(
            Projection(Kind.LAEA, 33.8, 45.9),
            square(2e5),
            tolerance_m=1000.0,
            borders=borders,  # type: ignore[arg-type]
            close=True,
        )
        assert (way.intersects(shown.divisions), way.intersects(shown.disputed)) == expected


def test_an_enclave_s_border_goes_all_round_it() -> None:
    lesotho = view(28.3, -29.5, 300.0).borders
    assert shapely.area(shapely.get_parts(shapely.polygonize([lesotho]))).max() == pytest.approx(
        30_355e6, rel=0.02
    )


def test_atolls_are_drawn_where_there_is_nothing_else() -> None:
    maldives = view(73.3, 3.5, 500.0, 1500.0)
    assert len(maldives.land.geoms) > 100
