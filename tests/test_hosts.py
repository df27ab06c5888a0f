"""Maps in articles: of the plain kind, under hostile styles and strict policies, right to left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from browser_path import browser_path
from conftest import EXAMPLE
from hosting import MAPS, STRICT, article, content_height, is_scrolled, start

from geobrief.layers import build_layers
from geobrief.records import read_brief
from geobrief.render import make_page, make_still
from geobrief.render.embed import Standing, make_snippet
from geobrief.render.heights import page_heights
from geobrief.render.inline import inline_figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

LINES_PX, LINE_PX = 95, 30
"""What a frame may be too high before its page has told, where the reader's font is no wider than
the packaged one: a line of its title, and of a few texts; and what it may be too low in another."""
PHONES = (320, 360, 375, 390, 414, 430)
WIDTHS = (*PHONES, 512, 640, 700, 768, 900, 1024, 1280)


@pytest.fixture(scope="module")
def reader(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser with the packaged fonts only."""
    started = start(browser.browser_type, browser_path() or "", tmp_path_factory.mktemp("fonts"))
    yield started
    started.close()


@dataclass(frozen=True)
class Map:
    """A map as it stands on its site, and what is pasted."""

    files: dict[str, str]
    snippet: str
    heard: str
    """The snippet that brings its listener."""
    inline: str


def stem(path: Path) -> str:
    return path.stem


def made(path: Path, name: str) -> Map:
    brief = read_brief(path)
    layers = build_layers(brief)
    page = make_page(brief, layers).html
    standing = Standing(page=f"{MAPS}/{name}.html", image=f"{MAPS}/{name}.png", size=(800, 560))
    still = make_still(brief, layers, size=(390, 520))
    return Map(
        files={f"{name}.html": page},
        snippet=make_snippet(brief, layers, page, standing),
        heard=make_snippet(brief, layers, page, standing, listens=True),
        inline=inline_figure(still.svg),
    )


@pytest.fixture(scope="module")
def talks() -> Map:
    """The example story's map."""
    return made(EXAMPLE, "talks")


@pytest.fixture(scope="module")
def border() -> Map:
    """Another story's."""
    return made(EXAMPLE.parents[2] / "gallery" / "border-crossing.yaml", "border")


@pytest.mark.parametrize("width", WIDTHS)
def test_before_a_page_tells_its_frame_is_about_as_high_as_it(
    reader: Browser, talks: Map, width: int
) -> None:
    with article(
        reader, "plain", talks.snippet, maps=talks.files, width=width, scripts=False
    ) as seen:
        (frame,) = seen.maps()
        (height,) = seen.heights()
        assert 0 <= height - content_height(frame) <= LINES_PX
        assert not is_scrolled(frame)


@pytest.mark.parametrize("host", ["plain", "hostile", "rtl"])
@pytest.mark.parametrize("width", [320, 390, 800, 1280])
def test_in_any_article_a_frame_is_as_high_as_its_page(
    reader: Browser, talks: Map, host: str, width: int
) -> None:
    snippet = talks.heard if host == "hostile" else talks.snippet
    with article(reader, host, snippet, maps=talks.files, width=width) as seen:
        (frame,) = seen.maps()
        (height,) = seen.heights()
        assert 0 <= height - content_height(frame) < 1
        assert not is_scrolled(frame)
        assert seen.said == []


@pytest.mark.parametrize("width", [320, 800])
def test_under_a_strict_policy_attributes_do_and_a_listener_of_the_site_is_heard(
    reader: Browser, talks: Map, width: int
) -> None:
    shown = {"maps": talks.files, "width": width, "policy": STRICT}
    with article(reader, "strict", talks.snippet, scripts=False, **shown) as seen:
        seen.maps()
        box = seen.page.eval_on_selector("iframe", "one => one.getBoundingClientRect().toJSON()")
        told = int(seen.page.get_attribute("iframe", "height") or "")
        assert box["height"] == told
        assert box["width"] == seen.page.eval_on_selector("figure", "one => one.clientWidth")
    with article(reader, "strict", talks.snippet, **shown) as seen:
        (frame,) = seen.maps()
        (height,) = seen.heights()
        assert 0 <= height - content_height(frame) < 1


@pytest.mark.parametrize("host", ["plain", "hostile", "rtl"])
def test_a_narrow_article_is_not_made_wider(reader: Browser, talks: Map, host: str) -> None:
    with article(reader, host, talks.snippet, maps=talks.files, width=320) as seen:
        (frame,) = seen.maps()
        assert frame.evaluate("innerWidth") == 320
        assert seen.page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_frame_grows_with_its_tables_and_shrinks_again(reader: Browser, talks: Map) -> None:
    with article(reader, "plain", talks.snippet, maps=talks.files) as seen:
        (frame,) = seen.maps()
        (closed,) = seen.heights()
        frame.click(".gb-data > summary")
        seen.page.wait_for_function(f"document.querySelector('iframe').offsetHeight > {closed}")
        seen.page.wait_for_timeout(100)
        (opened,) = seen.heights()
        assert 0 <= opened - content_height(frame) < 1
        assert not is_scrolled(frame)
        frame.click(".gb-data > summary")
        seen.page.wait_for_timeout(200)
        assert seen.heights() == [closed]


def test_a_popup_and_a_step_leave_the_height_alone(reader: Browser, talks: Map) -> None:
    with article(reader, "plain", talks.snippet, maps=talks.files) as seen:
        (frame,) = seen.maps()
        before = seen.heights()
        frame.eval_on_selector(".gb-marker", "mark => mark.click()")
        frame.wait_for_selector(".leaflet-popup")
        for _ in range(3):
            frame.eval_on_selector(".gb-turn-on", "button => button.click()")
        seen.page.wait_for_timeout(200)
        assert seen.heights() == before


def test_a_window_made_narrower_has_its_frame_follow(reader: Browser, talks: Map) -> None:
    with article(reader, "plain", talks.snippet, maps=talks.files, width=900) as seen:
        (frame,) = seen.maps()
        seen.page.set_viewport_size({"width": 390, "height": 900})
        seen.page.wait_for_timeout(500)
        (height,) = seen.heights()
        assert 0 <= height - content_height(frame) < 1


def test_two_maps_and_the_same_one_twice_do_not_disturb_one_another(
    reader: Browser, talks: Map, border: Map
) -> None:
    files = talks.files | border.files
    for second in (border, talks):
        with article(reader, "plain", talks.heard, second.heard, maps=files) as seen:
            first_frame, second_frame = seen.maps()
            first_frame.click(".gb-data > summary")
            seen.page.wait_for_timeout(300)
            heights = seen.heights()
            for height, frame in zip(heights, (first_frame, second_frame), strict=True):
                assert 0 <= height - content_height(frame) < 1
            assert heights[0] > heights[1]
            assert seen.said == []


HEARD = """told => {
    parent.postMessage(told, "*");
    return new Promise(done => setTimeout(done, 100));
}"""


@pytest.mark.parametrize(
    ("told", "height"),
    [
        (777, 777),
        (5, 200),
        (1e9, 9000),
        (float("nan"), None),
        (-40, None),
        ("5000", None),
        (None, None),
        ([4000], None),
    ],
)
def test_a_listener_clamps_what_it_is_told(
    reader: Browser, talks: Map, told: object, height: int | None
) -> None:
    with article(reader, "plain", talks.snippet, maps=talks.files) as seen:
        (frame,) = seen.maps()
        before = seen.heights()
        frame.evaluate(HEARD, {"geobrief": {"height": told}})
        assert seen.heights() == ([height] if height else before)
        assert seen.said == []


def test_a_listener_believes_a_frame_about_itself_only(reader: Browser, talks: Map) -> None:
    ad = '<iframe src="https://news.example/ad.html" height="90"></iframe>'
    with article(reader, "plain", talks.snippet, ad, maps=talks.files) as seen:
        seen.maps()
        before = seen.heights()
        other = seen.page.query_selector("iframe:not([data-geobrief])")
        assert other is not None
        frame = other.content_frame()
        assert frame is not None
        for told in ({"geobrief": {"height": 3000}}, None, "geobrief", {"geobrief": None}):
            frame.evaluate(HEARD, told)
        assert seen.heights() == before
        assert other.bounding_box()["height"] < 100  # type: ignore[index] # it is seen
        assert seen.said == []


def test_paper_has_the_heights_of_the_snippet(reader: Browser, talks: Map) -> None:
    with article(reader, "plain", talks.snippet, maps=talks.files) as seen:
        seen.maps()
        style = "document.querySelector('iframe').style.height"
        told = seen.page.evaluate(style)
        assert told.endswith("px")
        seen.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert "cqw" in seen.page.evaluate(style)
        seen.page.evaluate("dispatchEvent(new Event('afterprint'))")
        seen.page.wait_for_timeout(200)
        assert seen.page.evaluate(style) == told


COLUMN = """(one, width) => {
    one.style.cssText = "position: absolute; left: 0; top: 0; margin: 0; border: 0; padding: 0";
    one.style.width = `${width}px`;
    one.style.maxWidth = "none";
    one.querySelector("figure").style.margin = "0";
}"""
LOOK = """() => {
    const paper = document.querySelector("figure > svg"), at = paper.getBoundingClientRect();
    const drawn = paper.querySelectorAll("path, rect, circle, line, text");
    return [at.width, at.height].concat(Array.from(drawn, one => {
        const style = getComputedStyle(one), box = one.getBoundingClientRect(), names = [];
        const place = [box.left - at.left, box.top - at.top, box.width, box.height];
        if (style.fill !== "none") { names.push("fill-opacity"); }
        if (style.stroke !== "none") { names.push("stroke-width", "stroke-dasharray"); }
        if (one.localName === "text") {
            names.push("font-size", "font-weight", "font-style", "font-family", "text-anchor");
            names.push("letter-spacing", "word-spacing", "text-transform", "paint-order");
        }
        names.push("fill", "stroke", "display", "visibility");
        return [one.localName, place.map(Math.round), names.map(name => style[name])];
    }));
}"""


@pytest.mark.parametrize(("host", "policy"), [("hostile", ""), ("strict", STRICT), ("rtl", "")])
@pytest.mark.parametrize("width", [320, 390])
def test_an_inline_figure_looks_the_same_in_every_article(
    reader: Browser, talks: Map, host: str, policy: str, width: int
) -> None:
    def look(host: str, policy: str) -> object:
        with article(reader, host, talks.inline, maps={}, width=width + 80, policy=policy) as seen:
            # How wide a column is, is the article's own business.
            seen.page.eval_on_selector("article", COLUMN, width)
            return seen.page.evaluate(LOOK)

    assert look(host, policy) == look("plain", "")


def test_an_inline_figure_is_not_enlarged(reader: Browser, talks: Map) -> None:
    with article(reader, "plain", talks.inline, maps={}, width=1280) as seen:
        assert seen.page.eval_on_selector("figure > svg", "one => one.clientWidth") == 390


@pytest.mark.parametrize("story", sorted((EXAMPLE.parents[2] / "gallery").glob("*.yaml")), ids=stem)
def test_heights_are_right_for_other_stories_and_languages(reader: Browser, story: Path) -> None:
    page = make_page(read_brief(story)).html
    heights = page_heights(page)
    with article(reader, "plain", maps={"story.html": page}) as seen:
        seen.page.goto(f"{MAPS}/story.html")
        seen.page.wait_for_selector("[data-ready=true]")
        over = []
        for width in (*PHONES, 343, 398, 512, 640, 700, 768, 900):
            seen.page.set_viewport_size({"width": width, "height": 900})
            seen.page.wait_for_timeout(150)
            over.append(heights.at(width) - content_height(seen.page.main_frame))
    assert all(0 <= more <= LINES_PX for more in over), over


@pytest.mark.parametrize("name", ["summit", "election-tour"])
def test_a_wider_font_has_room_in_a_frame(browser: Browser, name: str) -> None:
    """The machine's own fonts, whatever they are: DejaVu Sans, as a rule, the widest of all."""
    page = make_page(read_brief(EXAMPLE.parents[2] / "gallery" / f"{name}.yaml")).html
    heights = page_heights(page)
    with article(browser, "plain", maps={"story.html": page}) as seen:
        seen.page.goto(f"{MAPS}/story.html")
        seen.page.wait_for_selector("[data-ready=true]")
        over = []
        for width in (*PHONES, 512, 640, 700, 768, 900):
            seen.page.set_viewport_size({"width": width, "height": 900})
            seen.page.wait_for_timeout(100)
            over.append(heights.at(width) - content_height(seen.page.main_frame))
    # Where a word just fits, or just does not, it is a line: at one width in ten, and never more.
    assert all(-LINE_PX <= more <= LINES_PX for more in over), over
    assert sum(more >= 0 for more in over) >= 0.9 * len(over), over
