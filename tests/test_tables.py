"""The tables under the map: every record that is shown, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from browsing import visit

from geobrief.language import words
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.render import render_html
from geobrief.render.cards import make_cards
from geobrief.render.tables import Table, make_tables

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

STORY: dict[str, Any] = {
    "title": "A story",
    "units": "km",
    "people": [{"name": "Ada Lovelace", "aliases": ["Ada"], "role": "Engineer"}],
    "places": [{"name": "Ankara"}, {"name": "Doha", "show": False}, {"name": "the Kremlin"}],
    "sightings": [
        {"who": "Bo", "at": "the Kremlin", "when": "2025-05-16", "note": "By night."},
        {"who": "Ada", "at": "Ankara", "inferred": True},
        {"who": "Cy", "at": "Ankara", "show": False},
    ],
    "movements": [{"who": "Ada", "from": "Ankara", "to": "Istanbul", "status": "planned"}],
    "distances": [{"from": "Istanbul", "to": "Ankara", "claim": "about 400 km"}],
}


def tables_of(**keys: object) -> dict[str, Table]:
    brief = Brief.from_dict(STORY | keys)
    cards = make_cards(build_layers(brief), units=brief.units, words=words(brief.language))
    return {table.name: table for table in make_tables(cards, words(brief.language))}


def test_there_is_a_row_for_each_record_that_is_shown_and_places_come_as_records_name_them() -> (
    None
):
    tables = tables_of()
    assert {name: [row[0] for row in table.rows] for name, table in tables.items()} == {
        "places": ["The Kremlin", "Ankara", "Istanbul"],
        "sightings": ["Bo", "Ada Lovelace"],
        "movements": ["Ada Lovelace"],
        "distances": ["Istanbul"],
    }
    assert tables["sightings"].heads == ("Who", "Place", "When", "Status", "Role", "Note")
    assert tables["sightings"].rows == (
        ("Bo", "The Kremlin", "16 May 2025", "confirmed", "", "By night."),
        ("Ada Lovelace", "Ankara", "", "confirmed; inferred", "Engineer", ""),
    )
    assert tables["movements"].rows == (
        (
            *("Ada Lovelace", "Ankara", "Istanbul", "planned"),
            *("353 km (219 mi)", "Engineer"),
        ),
    )
    assert tables["distances"].rows == (("Istanbul", "Ankara", "353 km (219 mi)", "about 400 km"),)


def test_what_there_is_none_of_has_no_table_and_no_column() -> None:
    tables = tables_of(movements=[], distances=[], sightings=[])
    assert [*tables] == ["places"]
    assert tables["places"].heads == ("Place", "Position")


def test_rows_that_all_carry_dates_are_in_order_of_date() -> None:
    days = ["2025-05-16", "2025-05-15T20:00+03:00", "2025-05-15T19:00+00:00", "2025-05-15"]
    stays = [{"who": f"P{day}", "at": "Ankara", "when": when} for day, when in enumerate(days)]
    moves = [
        {"who": f"M{day}", "from": "Ankara", "to": "Doha", "when": when}
        for day, when in enumerate(["2025-05-16/2025-05-20", "2025-05-15/2025-05-21"])
    ]
    story = {"places": [], "distances": []}
    tables = tables_of(**story, sightings=stays, movements=moves)
    assert [row[0] for row in tables["sightings"].rows] == ["P3", "P1", "P2", "P0"]
    assert [row[0] for row in tables["movements"].rows] == ["M1", "M0"]
    undated = {"who": "Q", "at": "Ankara"}
    kept = tables_of(**story, sightings=[*stays, undated], movements=moves)["sightings"]
    assert [row[0] for row in kept.rows] == ["P0", "P1", "P2", "P3", "Q"]


def test_the_longest_column_is_the_last_and_headings_hold_for_all_rows() -> None:
    places = [{"name": "Ankara", "note": "A note."}]
    assert tables_of(places=places)["places"].heads == ("Place", "Note", "Position")
    assert words().say("table.sightings") == "Who, where and when"


CUT = """() => [...document.querySelectorAll('.gb-wide')].map(wide => {
    const look = getComputedStyle(wide);
    return [wide.scrollWidth > wide.clientWidth, look.backgroundAttachment,
        look.backgroundImage.split('linear-gradient').length - 1, look.backgroundPositionX];
})"""


@pytest.mark.parametrize(("language", "edge"), [("en", "100%, 100%"), ("ar", "0px, 0px")])
def test_where_a_table_is_cut_a_shadow_says_that_it_scrolls(
    browser: Browser, tmp_path: Path, language: str, edge: str
) -> None:
    path = tmp_path / "page.html"
    brief = Brief.from_dict(STORY | {"language": language})
    path.write_text(render_html(brief), encoding="utf-8", newline="")
    with visit(browser, path, width=360) as seen:
        seen.page.locator(".gb-data summary").click()
        shadows = seen.evaluate(CUT)
        assert any(is_cut for is_cut, *_ in shadows)
        assert all(rest == ["local, scroll", 2, edge] for _, *rest in shadows)


def test_the_tables_are_in_the_pages_language() -> None:
    tables = tables_of(language="tr")
    assert tables["sightings"].heads == ("Kim", "Yer", "Tarih", "Durum", "Görev", "Not")
    assert tables["sightings"].rows[1][3] == "doğrulandı; çıkarım"  # noqa: RUF001 - Turkish


READ = """() => [...document.querySelectorAll('.gb-data table')].map(table => ({
    caption: table.caption.textContent,
    group: table.parentElement.getAttribute('aria-label'),
    heads: [...table.tHead.rows[0].cells].map(cell => [cell.scope, cell.textContent]),
    names: [...table.tBodies[0].rows].map(row => [row.cells[0].tagName, row.cells[0].scope]),
    rows: [...table.tBodies[0].rows].map(row => [...row.cells].map(cell => cell.textContent)),
}))"""


def test_a_browser_reads_the_tables_as_they_were_made(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    odd = "<td>a\nb</table>"
    brief = Brief.from_dict({**STORY, "places": [{"name": "Ankara", "note": odd}]})
    path.write_text(render_html(brief), encoding="utf-8", newline="")
    wanted = tables_of(places=brief.to_dict()["places"])
    with visit(browser, path, java_script_enabled=False) as seen:
        assert not seen.page.locator(".gb-data table").first.is_visible()
        seen.page.locator(".gb-data summary").click()
        assert seen.page.locator(".gb-data table").first.is_visible()
    with visit(browser, path) as seen:
        read = seen.evaluate(READ)
    assert [table["caption"] for table in read] == [words().say(f"table.{name}") for name in wanted]
    for table, made in zip(read, wanted.values(), strict=True):
        assert table["group"] == table["caption"]
        assert table["heads"] == [["col", head] for head in made.heads]
        assert table["names"] == [["TH", "row"]] * len(made.rows)
        assert table["rows"] == [[*row] for row in made.rows]
    assert odd in read[0]["rows"][1]
