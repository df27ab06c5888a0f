"""What README, CONTRIBUTING and docs/ say of the program and of the world is so."""

from __future__ import annotations

import csv
import math
import re
from functools import cache
from pathlib import Path

import pytest
from test_basemap import crossings, de_facto_crossings

import geobrief
from geobrief.basemap.areas import outline_of
from geobrief.basemap.countries import whose
from geobrief.basemap.names import known_names
from geobrief.errors import InputError
from geobrief.geodesy import format_distance, inverse
from geobrief.projection import Kind, Projection
from geobrief.projection.plane import EARTH_RADIUS_M

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
BORDERS = (ROOT / "docs" / "borders.md").read_text(encoding="utf-8")
DISTANCES = (ROOT / "docs" / "distances.md").read_text(encoding="utf-8")


# Links


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


@cache
def anchors(page: Path) -> set[str]:
    """Return what a page's headings are called in links."""
    prose = re.sub(r"^(`{3,}).*?^\1$", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", prose, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    prose = re.sub(r"^(`{3,}).*?^\1$", "", text_of(page), flags=re.DOTALL | re.MULTILINE)
    for link in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"https?://", link):
            continue
        target, _, anchor = link.partition("#")
        path = (page.parent / target) if target else page
        assert path.exists(), link
        assert not anchor or anchor in anchors(path), link


def test_the_readme_leads_to_every_page() -> None:
    readme = text_of(ROOT / "README.md")
    names = {page.name for page in (ROOT / "docs").iterdir() if page.suffix in {".md", ".ipynb"}}
    assert {name for name in names if f"docs/{name}" not in readme} == set()
    assert "CONTRIBUTING.md" in readme


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_make_is_told_to_make_it_can(page: Path) -> None:
    targets = set(re.findall(r"^([\w-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    told = re.findall(r"`[A-Z_=0-9 ]*make ([\w-]+)", text_of(page))
    told += re.findall(r"^make ([\w-]+)", text_of(page), re.MULTILINE)
    assert set(told) <= targets


def test_a_first_day_leads_to_files_that_there_are() -> None:
    page = text_of(ROOT / "CONTRIBUTING.md")
    told = re.findall(r"`((?:geobrief|tests|tools|layers|docs)/[\w./-]+)`", page)
    assert len(told) > 10
    assert [name for name in told if not (ROOT / name).exists()] == []


# Distances


def test_the_method_is_as_good_as_it_is_said_to_be() -> None:
    with (ROOT / "tests" / "data" / "geodsolve.csv").open(encoding="utf-8") as file:
        pairs = len(list(csv.DictReader(line for line in file if not line.startswith("#"))))
    assert f"holds {pairs} pairs of points" in DISTANCES


def test_a_sphere_is_off_by_as_much_as_is_said() -> None:
    ways = [((0, 0), (0, 5)), ((0, 0), (5, 0)), ((0, 85), (0, 90)), ((30, 40), (60, 50))]
    off = [abs(on_sphere_m(*a, *b) / inverse(*a, *b).distance_m - 1) for a, b in ways]
    assert 0.0055 < max(off) <= 0.006
    assert "up to 0.6 % off" in DISTANCES


def on_sphere_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the haversine distance."""
    a, b, c, d = map(math.radians, (lat1, lat2, lat2 - lat1, lon2 - lon1))
    half = math.sin(c / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(d / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(half))


@pytest.mark.parametrize(
    ("metres", "mi"),
    [
        (352_700, "219 mi (353 km)"),
        (12_000, "7.5 mi (12 km)"),
        (5_000, "3.1 mi (5.0 km)"),
        (700, "0.4 mi (700 m)"),
        (100, "330 ft (100 m)"),
        (20, "66 ft (20 m)"),
    ],
)
def test_lengths_are_written_as_is_said(metres: float, mi: str) -> None:
    assert format_distance(metres, units="mi") == mi


def test_the_bar_holds_as_far_as_is_said() -> None:
    nearest = min(Projection(Kind.LAEA, 0, lat).scale_radius_m for lat in range(0, 91, 15))
    assert f"within about {round(nearest / 10_000) * 10:,} km of the map's centre" in DISTANCES


def test_on_the_map_movements_are_arcs_and_in_the_layers_geodesics() -> None:
    brief = geobrief.Brief.from_dict(
        {"title": "A", "movements": [{"who": "A", "from": "Lisbon", "to": "Moscow"}]}
    )
    (line,) = geobrief.build_layers(brief).movements.geometry
    lon, lat = line.coords[len(line.coords) // 2]
    parts = inverse(*line.coords[0], lon, lat), inverse(lon, lat, *line.coords[-1])
    whole = inverse(*line.coords[0], *line.coords[-1])
    assert sum(part.distance_m for part in parts) == pytest.approx(whole.distance_m, rel=1e-9)
    assert "curve is schematic and not a route" in geobrief.render_html(brief)


# Borders

NONE, SOLID, DASHED = (0, 0), (1, 0), (0, 1)


@pytest.mark.parametrize(
    ("a", "b", "expected", "de_facto"),
    [
        pytest.param((35.3, 33.0), (35.4, 33.25), DASHED, DASHED, id="Israel and Lebanon"),
        pytest.param((36.1, 33.9), (36.6, 33.9), DASHED, DASHED, id="Lebanon and Syria"),
        pytest.param((35.20, 31.78), (35.235, 31.78), NONE, NONE, id="Jerusalem"),
        pytest.param((35.235, 31.78), (35.45, 31.86), DASHED, DASHED, id="east of Jerusalem"),
        pytest.param((77.2, 34.9), (76.95, 35.35), DASHED, DASHED, id="Ladakh and Siachen"),
        pytest.param((75.5, 36.2), (76.5, 36.3), DASHED, DASHED, id="Gilgit and Shaksgam"),
        pytest.param((79.0, 32.7), (79.9, 32.7), DASHED, DASHED, id="China and India, west"),
        pytest.param((89.2, 27.3), (89.0, 27.6), DASHED, DASHED, id="China and Bhutan"),
        pytest.param((32.93, 34.75), (32.95, 34.6), SOLID, SOLID, id="Akrotiri"),
        pytest.param((44.5, 5.5), (46.0, 5.0), DASHED, DASHED, id="Ethiopia and Somalia"),
        pytest.param((-4.43, 31.93), (-2.22, 31.62), DASHED, DASHED, id="Morocco and Algeria"),
        pytest.param((33.8, 22.4), (33.8, 21.9), SOLID, SOLID, id="Egypt and Bir Tawil"),
        pytest.param((33.3, 21.6), (33.4, 21.95), DASHED, DASHED, id="Bir Tawil, south-west"),
        pytest.param((33.7, 21.4), (33.7, 21.9), NONE, NONE, id="Bir Tawil, the gap"),
        pytest.param((35.6, 3.1), (35.4, 4.9), NONE, NONE, id="Kenya and Ilemi"),
        pytest.param((34.2, -10.6), (34.7, -10.6), DASHED, DASHED, id="Lake Malawi"),
        pytest.param((-89.6, 17.2), (-88.8, 17.2), DASHED, DASHED, id="Belize and Guatemala"),
        pytest.param((-74.2, -49.6), (-73.3, -49.5), DASHED, DASHED, id="Chile and the ice"),
        pytest.param((-72.6, -49.6), (-73.3, -49.5), DASHED, DASHED, id="Argentina and the ice"),
        pytest.param((-55.7, -30.8), (-55.93, -30.98), DASHED, NONE, id="Brazil and Artigas"),
        pytest.param((-56.1, -31.1), (-55.93, -30.98), DASHED, DASHED, id="Uruguay and Artigas"),
        pytest.param((-54.9, 3.0), (-53.6, 3.0), SOLID, DASHED, id="Suriname and French Guiana"),
        pytest.param((19.03, 45.40), (19.03, 45.33), DASHED, DASHED, id="Serbia and Croatia"),
        pytest.param((13.62, 45.52), (13.61, 45.44), DASHED, DASHED, id="Slovenia and Croatia"),
        pytest.param((-7.35, 38.75), (-7.0, 38.7), DASHED, DASHED, id="Olivenza"),
        pytest.param((-75.25, 19.93), (-75.18, 19.93), DASHED, DASHED, id="Guantanamo Bay"),
        pytest.param((145.4, 43.4), (145.9, 44.0), NONE, NONE, id="Hokkaido and the Kurils"),
    ],
)
def test_borders_are_drawn_as_the_tables_say(
    a: tuple[float, float],
    b: tuple[float, float],
    expected: tuple[int, int],
    de_facto: tuple[int, int],
) -> None:
    assert crossings(a, b, tolerance_m=300.0) == expected
    assert de_facto_crossings(a, b) == de_facto


@pytest.mark.parametrize(
    ("lon", "lat", "code"),
    [
        pytest.param(34.10, 44.95, "UA", id="Crimea"),
        pytest.param(35.80, 33.00, "", id="the Golan Heights"),
        pytest.param(35.235, 31.78, "IL", id="East Jerusalem"),
        pytest.param(76.95, 35.35, "IN", id="the Siachen Glacier"),
        pytest.param(76.50, 36.30, "CN", id="the Shaksgam valley"),
        pytest.param(79.60, 35.20, "CN", id="Aksai Chin"),
        pytest.param(93.61, 27.08, "IN", id="Arunachal Pradesh"),
        pytest.param(33.40, 35.25, "CY", id="northern Cyprus"),
        pytest.param(45.01, 10.30, "SO", id="Somaliland"),
        pytest.param(28.40, 9.75, "", id="Abyei"),
        pytest.param(35.50, 22.60, "EG", id="Halaib"),
        pytest.param(33.75, 21.90, "", id="Bir Tawil"),
        pytest.param(35.40, 4.90, "KE", id="Ilemi"),
        pytest.param(-59.50, 6.80, "GY", id="Essequibo"),
        pytest.param(-73.35, -49.40, "", id="the Southern Patagonian Ice Field"),
        pytest.param(-55.93, -30.98, "", id="the Rincón de Artigas"),
        pytest.param(43.97, 42.22, "GE", id="South Ossetia"),
        pytest.param(-7.10, 38.68, "ES", id="Olivenza"),
    ],
)
def test_ground_belongs_to_whom_the_table_says(lon: float, lat: float, code: str) -> None:
    (found,) = whose([lon], [lat])
    assert found.codes == ({code} if code else set())


def test_names_that_the_page_tells_of_are_the_basemaps() -> None:
    (usual,) = re.findall(r"news desks do: (.*?)\. All", BORDERS)
    (contested,) = re.findall(r"yours to set: (.*?)\.$", BORDERS, re.MULTILINE)
    told = re.split(r", | and ", f"{usual}, {contested}")
    assert len(told) > 15
    assert [name for name in told if name not in known_names()] == []
    without = {"Bir Tawil", "Abkhazia", "South Ossetia", "Transnistria", "Nagorno-Karabakh"}
    assert not without & set(known_names())


def test_areas_are_known_as_far_as_the_page_says() -> None:
    for name in ("Telangana", "Scotland", "Brittany", "Lombardy", "Crimea", "Donbas"):
        assert outline_of(name).area > 0
    for name in ("Georgia", "Punjab"):
        with pytest.raises(InputError, match="write which"):
            outline_of(name)
    with pytest.raises(InputError):
        outline_of("South Papua")
    with (ROOT / "geobrief" / "data" / "context-divisions.csv").open(encoding="utf-8") as file:
        divisions = len(list(csv.DictReader(file)))
    assert f"of May 2022: {round(divisions, -2):,}" in BORDERS
