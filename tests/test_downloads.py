"""What a reader downloads: made in the page by no server, and read back by others' programs."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
from browsing import visit
from conftest import ROOT
from hostile import EVERYTHING
from stories import large_brief

from geobrief.geodesy import geodesic_line, inverse
from geobrief.layers import build_layers, cell_text
from geobrief.model import Brief, When
from geobrief.records import read_brief
from geobrief.render import make_page, notebook_html, render_html
from geobrief.render.data_json import data_json

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Browser, Frame, Page

STORY: dict[str, Any] = {
    "title": "A story",
    "people": [{"name": "Ada Lovelace", "aliases": ["Ada"], "role": "Engineer", "side": "A"}],
    "places": [
        {"name": "Ankara", "note": "A capital,\nsince 1923."},
        {"name": "Suva", "lat": -18.1416, "lon": 178.4415},
        {"name": "Apia", "lat": -13.8333, "lon": -171.7667},
        {"name": "Doha", "show": False, "note": "hidden"},
    ],
    "sightings": [
        {"who": "Ada", "at": "Ankara", "when": "2025-05-15T10:00+03:00", "note": "=1+1"},
        {"who": "Bo", "at": "Istanbul", "inferred": True, "status": "possible"},
        {"who": "Cy", "at": "Ankara", "show": False},
    ],
    "movements": [
        {"who": "Ada", "from": "Ankara", "to": "Istanbul", "status": "planned"},
        {"who": "Bo", "from": "Suva", "to": "Apia", "when": "2025-05-15/2025-05-16"},
        {"who": "Di", "from": "Ankara", "to": "Doha"},
    ],
    "distances": [{"from": "Istanbul", "to": "Ankara", "claim": "about 400 km"}],
}


def save(page: Page, frame: Page | Frame, kind: str) -> bytes:
    """Press a button, and return what comes of it."""
    if not frame.locator(".gb-data").evaluate("one => one.open"):
        frame.locator(".gb-data summary").click()
    with page.expect_download() as download:
        frame.locator(f"[data-save={kind}]").click()
    assert download.value.suggested_filename == f"a-story.{kind}"
    return download.value.path().read_bytes()


def written(brief: Brief, folder: Path) -> Path:
    path = folder / "a-story.html"
    path.write_text(render_html(brief), encoding="utf-8", newline="")
    return path


@pytest.fixture(scope="module")
def seen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    path = written(Brief.from_dict(STORY), tmp_path_factory.mktemp("page"))
    with visit(browser, path) as visited:
        yield visited


@pytest.fixture(scope="module")
def table(seen: Visit) -> bytes:
    return save(seen.page, seen.page, "csv")


def rows_of(table: bytes) -> list[dict[str, str]]:
    read = csv.DictReader(io.StringIO(table.decode("utf-8-sig"), newline=""))
    return [{key: value for key, value in row.items() if value} for row in read]


def test_the_csv_has_a_row_for_each_record_that_is_shown(table: bytes) -> None:
    assert table.startswith(b"\xef\xbb\xbfrecord,")
    assert table.count(b"\r\n") == 10
    rows = rows_of(table)
    assert [row["record"] for row in rows] == [
        *["place"] * 4,
        *["sighting"] * 2,
        *["movement"] * 2,
        "distance",
    ]
    assert rows[0] == {
        "record": "place",
        "place": "Ankara",
        "lat": "39.91987",
        "lon": "32.85427",
        "country": "TR",
        "basis": "gazetteer",
        "geonameid": "323786",
        "note": "A capital,\nsince 1923.",
    }
    ada, bo = rows[4:6]
    assert (ada["who"], ada["role"]) == ("Ada Lovelace", "Engineer")
    assert ada["when"] == "2025-05-15T10:00+03:00"
    assert ada["note"] == "'=1+1", "a spreadsheet would run it"
    assert (bo["status"], bo["inferred"], bo["lat"]) == ("possible", "true", "41.01384")
    assert b"hidden" not in table
    assert b"Doha" not in table


def test_the_csv_can_be_mapped_again(table: bytes, tmp_path: Path) -> None:
    path = tmp_path / "again.csv"
    path.write_bytes(table)
    again, brief = read_brief(path), Brief.from_dict(STORY)
    shown = [one for one in brief.sightings if one.show]
    assert [
        (one.at, str(one.when), one.status, cell_text(one.note)) for one in again.sightings
    ] == [(one.at, str(one.when), one.status, one.note) for one in shown]
    assert [(one.from_, one.to) for one in again.movements] == [
        (one.from_, one.to) for one in brief.movements[:2]
    ]
    assert [one.name for one in again.places] == ["Ankara", "Suva", "Apia", "Istanbul"]
    assert again.person_of("Ada Lovelace") is not None


def test_the_geojson_is_what_others_read(seen: Visit, tmp_path: Path) -> None:
    path = tmp_path / "a.geojson"
    path.write_bytes(save(seen.page, seen.page, "geojson"))
    read = gpd.read_file(path)
    assert read.crs == "EPSG:4326"
    assert list(read.geometry.geom_type) == [
        *["Point"] * 6,
        *["LineString", "MultiLineString", "LineString"],
    ]
    assert read.geometry.is_valid.all()
    assert (read.geometry[0].x, read.geometry[0].y) == (32.85427, 39.91987)
    assert read["note"][4] == "=1+1", "no spreadsheet opens it"
    collection = json.loads(path.read_text(encoding="utf-8"))
    assert collection["title"] == "A story"
    assert "GeoNames" in collection["credit"]
    bounds = read.geometry[7].geoms[0].bounds, read.geometry[7].geoms[1].bounds
    assert (bounds[0][2], bounds[1][0]) == (180, -180), "cut at the antimeridian"


def test_a_way_is_a_geodesic_from_place_to_place(seen: Visit) -> None:
    collection = json.loads(save(seen.page, seen.page, "geojson"))
    points = {
        feature["properties"]["place"]: feature["geometry"]["coordinates"]
        for feature in collection["features"]
        if feature["properties"]["record"] == "place"
    }
    way = collection["features"][6]
    line = way["geometry"]["coordinates"]
    assert line[0] == points["Ankara"]
    assert line[-1] == points["Istanbul"]
    length = sum(inverse(*a, *b).distance_m for a, b in pairwise(line))
    assert length == pytest.approx(way["properties"]["distance_m"], rel=1e-4)
    fine = geodesic_line(*line[0], *line[-1], tolerance_m=10)[0]
    assert all(min(inverse(*a, *b).distance_m for b in fine) < 12_000 for a in line)


def test_every_text_comes_back_as_it_was_written(browser: Browser, tmp_path: Path) -> None:
    """Cells are made harmless as the layers' are, and what undoes that undoes this."""
    texts = [*EVERYTHING, "\t=1", ";=1;;+2", "'=1", "a;\n=b", '"', "a,b"]
    places = [
        {"name": f"P{number}", "lat": 1 + number / 100, "lon": 2, "note": text}
        for number, text in enumerate(texts)
    ]
    brief = Brief.from_dict({"title": "T", "places": places})
    with visit(browser, written(brief, tmp_path)) as seen:
        rows = rows_of(save(seen.page, seen.page, "csv"))
        features = json.loads(save(seen.page, seen.page, "geojson"))["features"]
    wanted = [place.note for place in brief.places]
    assert [cell_text(row["note"]) for row in rows] == wanted
    assert [feature["properties"]["note"] for feature in features] == wanted
    assert not [row["note"] for row in rows if row["note"].lstrip()[:1] in {"=", "+", "-", "@"}]


def test_the_downloads_work_in_a_frame_that_may_do_nothing_else(
    browser: Browser, tmp_path: Path
) -> None:
    page = written(Brief.from_dict(STORY), tmp_path)
    host = tmp_path / "host.html"
    host.write_text(
        f'<!doctype html><body data-ready="true"><iframe src="{page.name}" '
        'sandbox="allow-scripts allow-downloads" width="700" height="900"></iframe>',
        encoding="utf-8",
    )
    with visit(browser, host) as seen:
        frame = seen.page.frames[1]
        frame.wait_for_selector(".folium-map[data-ready=true]")
        rows = rows_of(save(seen.page, frame, "csv"))
        assert rows[0]["place"] == "Ankara"
        assert len(json.loads(save(seen.page, frame, "geojson"))["features"]) == len(rows)
        assert seen.said == []


def test_a_notebook_hands_out_its_maps_data(browser: Browser, tmp_path: Path) -> None:
    notebook = tmp_path / "notebook.html"
    frame_of = notebook_html(Brief.from_dict(STORY))
    notebook.write_text(f'<!doctype html><body data-ready="true">{frame_of}', encoding="utf-8")
    with visit(browser, notebook) as seen:
        frame = seen.page.frames[1]
        frame.wait_for_selector(".folium-map[data-ready=true]")
        frame.locator(".gb-data summary").click()
        with seen.page.expect_download() as download:
            frame.locator("[data-save=csv]").click()
        assert download.value.suggested_filename == "geobrief.csv"
        assert rows_of(download.value.path().read_bytes())[0]["place"] == "Ankara"


def test_without_scripts_there_are_no_buttons(browser: Browser, example_page: Path) -> None:
    with visit(browser, example_page, java_script_enabled=False) as seen:
        seen.page.locator(".gb-data summary").click()
        assert not seen.page.locator(".gb-save").is_visible()


def test_the_columns_are_documented() -> None:
    docs = (ROOT / "docs" / "layers.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+)`", docs.partition("## What readers download")[2]))
    data = data_json(build_layers(Brief.from_dict(STORY)))
    columns = {name for made in data.values() for name in made["columns"]}
    assert columns - {"line"} <= told
    assert {"record", *data} <= told


def test_a_page_without_data_has_its_tables_and_no_downloads(example_brief: Brief) -> None:
    page = make_page(example_brief, data=False).html
    assert page.count("<caption>") == 4
    for part in ('id="geobrief-data"', "gb-save", "geo+json"):
        assert part not in page.partition("</style>")[2]
        assert part in make_page(example_brief).html


def test_a_page_of_one_moment_hands_out_what_it_shows() -> None:
    brief = Brief.from_dict(STORY | {"movements": [], "distances": []})
    layers = build_layers(brief)
    data = data_json(layers)
    assert [row[0] for row in data["sighting"]["rows"]] == ["Ada Lovelace", "Bo"]
    page = make_page(brief, at=When.parse("2025-05-15T10:00+03:00")).html
    shown = json.loads(page.split('id="geobrief-data">')[1].split("</script>")[0])
    assert [row[0] for row in shown["sighting"]["rows"]] == ["Ada Lovelace"]
    assert '<th scope="row">Bo<' not in page


@pytest.mark.slow
def test_a_crowd_has_its_downloads_too(browser: Browser, tmp_path: Path) -> None:
    brief = large_brief(1_500, 300)
    with visit(browser, written(brief, tmp_path)) as seen:
        rows = rows_of(save(seen.page, seen.page, "csv"))
        assert [row["place"] for row in rows[:1_500]] == [place.name for place in brief.places]
        assert sum(row["record"] == "movement" for row in rows) == 300
        features = json.loads(save(seen.page, seen.page, "geojson"))["features"]
        assert len(features) == len(rows)
        assert seen.said == []
