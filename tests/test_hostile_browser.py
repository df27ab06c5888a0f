"""Pages full of hostile text in a real browser: opened, hovered, clicked, tabbed through.

Nothing runs, nothing is asked for, nothing is lost, and every text reads as it was written, on both
kinds of page: with an element for each mark, and with all marks of a crowded story on one canvas.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from browsing import visit
from hostile import EVERYTHING
from test_hostile import hostile_data

from geobrief.model import Brief
from geobrief.render import render_html
from geobrief.scene.crowd import is_crowd

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browsing import Visit
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

COUNT = len(EVERYTHING)
FILLERS = 900
LONGEST_TITLE = 300

TRAP = """() => {
    window.ran = [];
    Object.defineProperty(window, 'hacked', {
        get: () => undefined, set: value => window.ran.push('hacked=' + value)});
    for (const name of ['alert', 'confirm', 'prompt', 'open', 'print']) {
        window[name] = (...given) => { window.ran.push(name + given); };
    }
    addEventListener('securitypolicyviolation', event => window.ran.push(event.violatedDirective));
}"""

SOUND = """() => ({
    ran: window.ran,
    polluted: Object.keys(Object.prototype).concat(Object.keys(Array.prototype)),
    tags: [...new Set([...document.querySelectorAll('*')].map(one => one.localName))],
    attributes: [...new Set([...document.querySelectorAll('*')]
        .flatMap(one => one.getAttributeNames()))],
    links: [...document.querySelectorAll('a[href]')].map(one => one.href),
    scripts: document.querySelectorAll('script').length,
})"""

TAGS = {
    *("html", "head", "meta", "title", "style", "body", "noscript", "script", "template"),
    *("figure", "figcaption", "header", "section", "h1", "h2", "p", "div", "span", "i", "b", "q"),
    *("a", "ul", "li", "bdi", "details", "summary", "label", "input", "button"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
    *("main", "link"),
    *("ol", "svg", "defs", "path", "circle", "line", "g", "text", "use", "clippath", "canvas"),
}
"""The tags that our own templates, script and Leaflet make."""


@dataclass
class Watched:
    """A page, and what it did beyond showing itself."""

    seen: Visit
    did: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Nothing ran, nothing was asked for, and there are no elements but ours."""
        sound = self.seen.evaluate(SOUND)
        assert sound["ran"] == []
        assert sound["polluted"] == []
        assert set(sound["tags"]) <= TAGS
        assert not [name for name in sound["attributes"] if name.startswith("on")]
        assert not set(sound["attributes"]) & {"src", "srcset", "srcdoc", "action", "formaction"}
        away = [link for link in sound["links"] if ".html#" not in link]
        assert [link.partition("?q=")[0] for link in away] in ([], ["https://example.org/"])
        assert self.did == []
        assert self.seen.said == []
        assert self.seen.asked == []


@contextmanager
def watched(browser: Browser, path: Path) -> Iterator[Watched]:
    """Open a page and note dialogs, windows, navigation and downloads."""
    with visit(browser, path, width=1400, height=900, before=TRAP) as seen:
        here = Watched(seen)
        page = seen.page
        page.on("dialog", lambda dialog: here.did.append(f"dialog {dialog.message}"))
        page.on("popup", lambda window: here.did.append(f"window {window.url}"))
        page.on("framenavigated", lambda frame: here.did.append(f"went to {frame.url}"))
        page.on("download", lambda file: here.did.append(f"download {file.url}"))
        page.context.on("page", lambda window: here.did.append(f"page {window.url}"))
        yield here
        here.check()


def page_of(data: dict[str, Any], path: Path) -> Path:
    path.write_text(render_html(Brief.from_dict(data)), encoding="utf-8", newline="")
    return path


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    """The brief of test_hostile.py, its long texts made of all strings."""
    return hostile_data() | {"summary": "\n".join(EVERYTHING), "corrected": "\t".join(EVERYTHING)}


@pytest.fixture(scope="module")
def small(data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with an element for each mark."""
    assert not is_crowd(COUNT, 2 * COUNT)
    return page_of(data, tmp_path_factory.mktemp("hostile") / "small.html")


@pytest.fixture(scope="module")
def crowded(data: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page whose marks are on a canvas and whose tables are made by its script."""
    fillers = [
        {"name": f"Filler {number}", "lat": -5 - number // 40, "lon": 10 + number % 40}
        for number in range(FILLERS)
    ]
    assert is_crowd(COUNT + FILLERS, 0)
    crowd = data | {"places": data["places"] + fillers}
    return page_of(crowd, tmp_path_factory.mktemp("hostile") / "crowded.html")


# --- what both kinds of page have in common


@pytest.mark.parametrize("kind", ["small", "crowded"])
def test_the_head_and_the_foot_read_as_written(
    browser: Browser, request: pytest.FixtureRequest, data: dict[str, Any], kind: str
) -> None:
    with watched(browser, request.getfixturevalue(kind)) as here:
        read = here.seen.evaluate(
            """() => ({
                title: document.title, h1: document.querySelector('h1').textContent,
                summary: document.querySelector('.gb-summary').textContent,
                description: document.querySelector('meta[name=description]').content,
                corrected: document.querySelector('.gb-corrected').textContent,
                source: document.querySelector('.gb-foot a').textContent,
                told: document.querySelector('#geobrief-told').textContent,
            })"""
        )
        assert read["title"] == read["h1"] == data["title"]
        assert read["summary"] == read["description"] == data["summary"]
        assert read["corrected"].endswith(data["corrected"])
        assert read["source"] == data["source"]["name"]
        assert read["told"].startswith("The map shows ")
        assert [text for text in EVERYTHING[:10] if text not in read["told"]] == []


def test_every_string_of_markup_may_be_a_title(browser: Browser) -> None:
    """Titles hold 300 characters, so there are several; a browser's own parser reads the pages."""
    titles = [""]
    for text in (text for text in EVERYTHING if set(text) & set("<&`") and len(text) < 64):
        if len(titles[-1]) + len(text) >= LONGEST_TITLE:
            titles.append("")
        titles[-1] += text + " "
    texts = [title.strip() for title in titles]
    place = {"name": "Ankara"}
    texts.append("A plain title")
    pages = [render_html(Brief.from_dict({"title": text, "places": [place]})) for text in texts]
    context = browser.new_context(offline=True)
    read = context.new_page().evaluate(
        """pages => pages.map(page => {
            const made = new DOMParser().parseFromString(page, 'text/html');
            return [made.querySelector('title').textContent, made.querySelector('h1').textContent,
                made.querySelectorAll('script').length, made.querySelectorAll('h1 *').length];
        })""",
        pages,
    )
    context.close()
    scripts = read[-1][2]
    assert read == [[text, text, scripts, 0] for text in texts]


# --- a page with an element for each mark


def test_cards_read_as_written_and_in_order(browser: Browser, small: Path) -> None:
    with watched(browser, small) as here:
        cards = here.seen.evaluate(
            """() => [...document.getElementById('geobrief-cards').content.children].map(card =>
                [...card.querySelectorAll('h2, p')].map(one => one.textContent))"""
        )
        assert len(cards) == 3 * COUNT
        for number, text in enumerate(EVERYTHING):
            place, movement, distance = (cards[number + step * COUNT] for step in range(3))
            assert place[:2] == [text, f"{text}, {text}"]
            assert place[3:5] == [text, text]
            following = EVERYTHING[(number + 1) % COUNT]
            assert movement[0] == f"{text}: {text} to {following}"
            assert movement[1] == movement[3] == text
            assert distance[0] == f"{text} to {following}"
            assert distance[2:] == [f"The claim: {text}", text]


def test_tables_read_as_written_and_in_order(browser: Browser, small: Path) -> None:
    with watched(browser, small) as here:
        tables = here.seen.evaluate(
            """() => [...document.querySelectorAll('.gb-data tbody')].map(body =>
                [...body.rows].map(row => [...row.cells].map(one => one.textContent)))"""
        )
        places, stays, movements, distances = tables
        assert {len(table) for table in tables} == {COUNT}
        for number, text in enumerate(EVERYTHING):
            following = EVERYTHING[(number + 1) % COUNT]
            assert places[number][:2] == [text, text]
            assert stays[number][:2] == [text, text]
            assert stays[number][-2:] == [text, text]
            assert movements[number][:3] == [text, text, following]
            assert movements[number][-2:] == [text, text]
            assert distances[number][:2] == [text, following]
            assert distances[number][3:] == [text, text]


OPEN_ALL = """() => [...document.querySelectorAll('.gb-marker, .gb-handle')].map(mark => {
    mark.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}));
    const popup = [...document.querySelectorAll('.leaflet-popup-content')].pop();
    return [mark.getAttribute('aria-label'),
        [...popup.querySelectorAll('.gb-card')].map(card => card.textContent)];
})"""


def test_every_popup_holds_the_text_of_its_mark(browser: Browser, small: Path) -> None:
    with watched(browser, small) as here:
        marks = here.seen.evaluate(OPEN_ALL)
        cards = here.seen.evaluate(
            """() => [...document.getElementById('geobrief-cards').content.children].map(
                card => card.textContent)"""
        )
        assert {text for _, read in marks for text in read} >= set(cards[:COUNT])
        for name, read in marks:
            assert read, name
            assert set(read) <= set(cards)
        names = [name for name, _ in marks]
        for text in EVERYTHING:  # labels are cut; what they leave out stands in the popup
            plain = " ".join(text.split())[:30]
            assert [name for name in names if name.startswith(plain)], text


@pytest.mark.parametrize("kind", ["small", "crowded"])
def test_a_reader_hovers_clicks_and_tabs_through_it(
    browser: Browser, request: pytest.FixtureRequest, kind: str
) -> None:
    with watched(browser, request.getfixturevalue(kind)) as here:
        page = here.seen.page
        page.locator("summary").click()
        page.locator(".gb-frame").scroll_into_view_if_needed()
        frame = page.locator(".gb-frame").bounding_box()
        popups = 0
        for step in range(24):  # across the map, where the marks are dense
            x = frame["x"] + frame["width"] * (0.34 + 0.016 * step)
            y = frame["y"] + frame["height"] * (0.3 + 0.018 * step)
            page.mouse.move(x, y)
            page.mouse.click(x, y)
            popups += page.locator(".leaflet-popup").count()
            page.keyboard.press("Escape")
        assert popups >= 2
        page.locator(".gb-foot a").focus()
        for number in range(160):
            page.keyboard.press("Tab")
            if number % 20 == 5:
                page.keyboard.press("Enter")
                page.keyboard.press("Escape")


# --- a crowded page

ROWS = """kind => [...document.querySelectorAll('[data-rows=' + kind + '] tbody tr')].map(row =>
    [...row.children].map(cell => cell.textContent))"""


def test_the_tables_of_a_crowded_page_read_as_written(browser: Browser, crowded: Path) -> None:
    with watched(browser, crowded) as here:
        page = here.seen.page
        page.locator("summary").click()
        places, ways = (all_rows(here, kind) for kind in ("places", "ways"))
        assert len(places) == COUNT + FILLERS
        assert len(ways) == 2 * COUNT
        by_name = {row[0]: row for row in places}
        moves = {row[0]: row for row in ways if row[0] != "Distance"}
        distances = {row[1]: row for row in ways if row[0] == "Distance"}
        for number, text in enumerate(EVERYTHING):
            _, stay, note, _ = by_name[text]
            assert note == text
            assert stay.startswith(f"{text}, {text} ")
            assert stay.endswith(f": {text}")
            following = EVERYTHING[(number + 1) % COUNT]
            assert moves[text][:3] == [text, text, following]
            assert moves[text][5] == text
            assert distances[text][:4] == ["Distance", text, following, f"claimed: {text}"]


def all_rows(here: Watched, kind: str) -> list[list[str]]:
    """Turn the pages of a table and return its rows, cell by cell."""
    onward = here.seen.page.locator(f"[data-rows={kind}] [data-turn='1']").first
    here.seen.page.locator(f"[data-rows={kind}] tbody tr").first.wait_for()
    found: list[list[str]] = here.seen.evaluate(ROWS, kind)
    while onward.get_attribute("aria-disabled") == "false":
        onward.click()
        found += here.seen.evaluate(ROWS, kind)
    return found


def test_what_is_searched_for_is_only_text(browser: Browser, crowded: Path) -> None:
    with watched(browser, crowded) as here:
        page = here.seen.page
        page.locator("summary").click()
        search = page.locator(".gb-find input")
        for text in EVERYTHING[::12]:
            search.fill(text)
            names = [row[0] for row in here.seen.evaluate(ROWS, "places")]
            assert text in names, text
        search.fill("")
        for number in (0, 13, 57):
            button = page.locator("[data-rows=places] tbody button").nth(number)
            name = button.text_content()
            button.click()
            assert page.locator(".leaflet-popup-content h2").last.text_content() == name
            page.keyboard.press("Escape")
            page.wait_for_function("() => !document.querySelector('.leaflet-popup')")


# --- texts that read from right to left

HEBREW = "\u05e9\u05dc\u05d5\u05dd 12"
ARABIC = "\u0645\u0631\u062d\u0628\u0627 (3)"
TURNED = "\u202eturned 45\u202c"

IN_ORDER = """selector => [...document.querySelectorAll(selector)].map(element => {
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT), pieces = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const range = document.createRange();
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter(box => box.width);
        if (node.data.trim() && boxes.length) {
            pieces.push([node.data.trim(), Math.min(...boxes.map(box => box.left)),
                Math.max(...boxes.map(box => box.right)), boxes[0].top, boxes.at(-1).bottom]);
        }
    }
    return pieces;
})"""
"""The pieces of text in an element, in the order of writing, each with where it is seen."""


def turned_story(first: str, second: str, fillers: int) -> dict[str, Any]:
    places = [{"name": first, "lat": 40, "lon": 30}, {"name": second, "lat": 45, "lon": 35}]
    places += [
        {"name": f"Filler {number}", "lat": number // 40, "lon": number % 40}
        for number in range(fillers)
    ]
    return {
        "title": first,
        "date": "2025-05-15",
        "source": {"name": first},
        "corrected": first,
        "people": [{"name": first, "role": second}],
        "places": places,
        "sightings": [{"who": first, "at": first, "note": second}],
        "movements": [{"who": first, "from": first, "to": second}],
        "distances": [{"from": first, "to": second, "claim": second, "note": first}],
    }


SENTENCES = (
    ".gb-distances li, .gb-corrected, .gb-foot span, .gb-card h2, .gb-stay p, .gb-card p, "
    ".gb-rows li"
)


@pytest.mark.parametrize(
    ("first", "second", "fillers"),
    [
        (HEBREW, ARABIC, 0),
        (ARABIC, "Ankara", 0),
        (TURNED, "Ankara", 0),
        (HEBREW, ARABIC, 1001),
    ],
    ids=ascii,
)
def test_no_text_turns_the_words_around_it(
    browser: Browser, tmp_path: Path, first: str, second: str, fillers: int
) -> None:
    """In every sentence of ours the pieces stand from left to right, whatever is in them."""
    path = page_of(turned_story(first, second, fillers), tmp_path / "turned.html")
    with watched(browser, path) as here:
        page = here.seen.page
        page.locator("summary").click()
        if fillers:
            for kind in ("places", "ways"):
                page.locator(f"[data-rows={kind}] tbody button").filter(
                    has_text=first
                ).first.click()
                page.wait_for_selector(".leaflet-popup .gb-card")
        sentences = here.seen.evaluate(IN_ORDER, SENTENCES)
        for mark in () if fillers else (".gb-marker", ".gb-handle"):
            page.locator(mark).first.press("Enter")
            sentences += here.seen.evaluate(IN_ORDER, SENTENCES)
        tried = [pieces for pieces in sentences if len(pieces) > 1]
        assert len(tried) >= 5
        for pieces in tried:
            for (_, _, right, _, bottom), (word, left, _, top, _) in pairwise(pieces):
                wrapped = top > bottom - 4
                assert wrapped or left >= right - 1, (word, pieces)
