"""The page as a file: golden, the same bytes each time, within its size, and loading nothing."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import subprocess
import sys
import threading
from base64 import b64encode
from html.parser import HTMLParser
from pathlib import Path

import pytest
from branca.element import Element
from conftest import EXAMPLE, ROOT

from geobrief.errors import BriefError, InputError, ViewError
from geobrief.language import words
from geobrief.layers import build_layers
from geobrief.model import Brief
from geobrief.render import make_page, render_html
from geobrief.render.cards import make_cards
from geobrief.render.key import key_rows
from geobrief.render.stable import content_security_policy, with_stable_ids
from geobrief.render.told import text_alternative
from geobrief.render.words import date_in_words
from geobrief.scene import build_scene, plan_scene
from geobrief.scene.key import key_kinds, not_drawn

GOLDEN = Path(__file__).parent / "golden"

MOST_BYTES, MOST_GZIPPED = 300_000, 100_000


class _Tags(HTMLParser):
    """Gathers tags, and attributes by name."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]


def brief_of(**keys: object) -> Brief:
    return Brief.from_dict({"title": "A story", **keys})


def without_assets(page: str) -> str:
    """Leave out Leaflet and our own script and style: the golden file is of what the brief made."""
    return re.sub(r"<(style|script)>.*?</\1>", r"<\1>…</\1>", page, count=3, flags=re.DOTALL)


def test_the_example_is_golden(example_page: Path) -> None:
    """Renew with GEOBRIEF_GOLDEN=1 after looking at the difference and at the map."""
    made = without_assets(example_page.read_text(encoding="utf-8"))
    made = re.sub(r"'sha256-[^']+'", "'sha256-…'", made)
    made = re.sub(r' d="[^"]{200,}"', ' d="…"', made)
    path = GOLDEN / "istanbul-talks.html"
    if os.environ.get("GEOBRIEF_GOLDEN"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(made, encoding="utf-8", newline="")
    assert made == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("layer", ["places", "sightings", "movements", "distances"])
def test_the_examples_layers_are_what_the_brief_makes(
    example_brief: Brief, tmp_path: Path, layer: str
) -> None:
    from geobrief.layers import write_layers

    write_layers(build_layers(example_brief), tmp_path)
    made = (tmp_path / f"{layer}.geojson").read_bytes()
    assert made == (EXAMPLE.parent / f"{layer}.geojson").read_bytes()


def test_the_page_keeps_within_its_size(example_page: Path) -> None:
    page = example_page.read_bytes()
    assert len(page) <= MOST_BYTES
    assert len(gzip.compress(page)) <= MOST_GZIPPED


def test_the_page_loads_nothing(example_page: Path) -> None:
    page = example_page.read_text(encoding="utf-8")
    tags = _Tags()
    tags.feed(page)
    assert not set(tags.tags) & {"link", "img", "iframe", "object", "embed", "base", "form"}
    loading = {"src", "srcset", "data", "background", "poster", "action", "style"}
    assert [entry for entry in tags.attributes if entry[1] in loading] == []
    links = [value for _, name, value in tags.attributes if name == "href"]
    shapes = [link for link in links if re.fullmatch(r"#s\d+", link or "")]
    assert sorted(set(links) - set(shapes)) == ["#geobrief-after"], "past the map, in the page"
    ids = {value for _, name, value in tags.attributes if name == "id"}
    assert {link[1:] for link in shapes if link} <= ids
    assert 'id="geobrief-after"' in page
    for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL):
        assert not re.search(r"url\(|@import", style)
    for gone in ("jquery", "bootstrap", "fontawesome", "glyphicon", "cdn."):
        assert gone not in page.lower(), gone


def test_the_policy_names_what_runs_and_nothing_else(example_page: Path) -> None:
    page = example_page.read_text(encoding="utf-8")
    (policy,) = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    running = r'<(script|style)(?: type="module")?>(.*?)</\1>'
    inline = [text for _, text in re.findall(running, page, re.DOTALL)]
    assert len(inline) > 3
    for text in inline:
        digest = b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode()
        assert f"'sha256-{digest}'" in policy
    assert policy.count("sha256-") == len(inline)


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_any_process_makes_the_same_bytes(example_page: Path, tmp_path: Path, seed: str) -> None:
    command = [sys.executable, "-m", "geobrief", "map", str(EXAMPLE), "-o", "x.html"]
    environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": "Pacific/Auckland", "LC_ALL": "C"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert (tmp_path / "x.html").read_bytes() == example_page.read_bytes()


@pytest.mark.slow
def test_threads_may_render_at_once(example_brief: Brief, example_page: Path) -> None:
    pages: list[str] = []
    threads = [
        threading.Thread(target=lambda: pages.append(render_html(example_brief))) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert set(pages) == {example_page.read_text(encoding="utf-8")}
    assert len(pages) == 4


def test_only_brancas_ids_are_renumbered() -> None:
    element = Element()
    page = f"a_{element._id} {'f' * 32} {element._id}"  # noqa: SLF001
    assert with_stable_ids(page, element) == f"a_1 {'f' * 32} 1"


def test_a_policy_needs_something_to_name() -> None:
    from geobrief.errors import GeobriefError

    with pytest.raises(GeobriefError):
        content_security_policy("<p>no script</p>")


def test_a_brief_without_places_says_what_to_do() -> None:
    with pytest.raises(ViewError, match="no place to show"):
        render_html(brief_of())
    with pytest.raises(ViewError, match="show: false"):
        render_html(brief_of(places=[{"name": "Ankara", "show": False}]))


def test_an_unknown_house_style_name_is_an_error() -> None:
    with pytest.raises(InputError, match="Turkey"):
        render_html(brief_of(places=[{"name": "Ankara"}], names={"Turky": "Türkiye"}))


def test_house_style_changes_the_basemaps_names() -> None:
    page = render_html(brief_of(places=[{"name": "Ankara"}], names={"Turkey": "Türkiye"}))
    assert "TÜRKIYE" in page
    assert "TURKEY" not in page


def test_hidden_records_are_not_told() -> None:
    page = make_page(
        brief_of(
            places=[{"name": "Ankara"}, {"name": "Doha", "show": False}],
            sightings=[{"who": "Nobody Special", "at": "Ankara", "show": False}],
            background=[{"name": "Kept in mind", "at": "Kyiv"}],
        ),
        data=False,  # else the brief is kept in the page, whole
    ).html
    for hidden in ("Doha", "Nobody Special", "Kept in mind", "Kyiv"):
        assert hidden not in page, hidden


def rings(**keys: object) -> list[tuple[bool, ...]]:
    """Return what the key shows for approximate positions: a row's rings, with a core or not."""
    brief = brief_of(**keys)
    scene = build_scene(plan_scene(brief, build_layers(brief)))
    kinds = key_kinds(scene.markers, scene.arrows, disputed=True, sides=len(scene.sides))
    drawn = [kind for kind in kinds if kind not in not_drawn(scene)]
    rows = key_rows(drawn, scene.sides, words())
    return [
        tuple(sample == "rough-peopled" for sample in row.samples)
        for row in rows
        if row.text == "approximate position"
    ]


def test_the_key_explains_the_rings_that_the_map_has_and_no_others() -> None:
    someone = {"who": "A", "at": "the Kremlin"}
    assert rings(places=[{"name": "Kyiv"}, {"name": "Albania"}]) == []
    assert rings(places=[{"name": "Kyiv"}, {"name": "Texas"}]) == [(False,)]
    assert rings(sightings=[someone]) == [(True,)]
    assert rings(sightings=[someone], places=[{"name": "Texas"}]) == [(True, False)]


def test_a_shared_marker_looks_as_the_place_it_stands_at() -> None:
    exact, rough = {"who": "A", "at": "Moscow"}, {"who": "B", "at": "the Kremlin"}
    far = [{"name": "Paris"}]
    assert rings(sightings=[exact, rough], places=far) == []
    assert rings(sightings=[rough, exact], places=far) == [(True,)]


def test_what_is_exact_bears_no_word_of_rings() -> None:
    page = without_assets(render_html(brief_of(places=[{"name": "Kyiv"}, {"name": "Albania"}])))
    assert "approximate" not in page
    assert '"rough"' not in page


@pytest.mark.parametrize(
    ("place", "words", "point"),
    [
        ("the White House", "A was at the White House.", "by geobrief's editors: White House, "),
        ("Texas", "A was in Texas.", " W, its middle: Texas, United States"),
        ("the Black Sea", "A was in the Black Sea.", "a point in it set by geobrief's editors"),
        ("Snake Island", "A was on Snake Island.", " E, set by geobrief's editors: Snake Island, "),
        ("Mount Fuji", "A was at Mount Fuji.", " E, set by geobrief's editors: Mount Fuji, Japan"),
    ],
)
def test_an_approximate_position_is_told_in_words(place: str, words: str, point: str) -> None:
    brief = brief_of(sightings=[{"who": "A", "at": place}])
    cards = make_cards(build_layers(brief), units=brief.units)
    told = text_alternative(brief, cards)
    assert words in told
    assert f"Shown at an approximate position: {place}." in told
    (card,) = cards.places
    assert card.point.startswith("about ")
    assert point in card.point


def test_a_name_with_the_begins_with_a_capital_where_it_stands_alone() -> None:
    brief = brief_of(places=[{"name": "the White House"}, {"name": "The Hague"}])
    cards = make_cards(build_layers(brief), units=brief.units)
    assert [card.heading for card in cards.places] == ["The White House", "The Hague"]
    page = render_html(brief)
    assert "The map shows the White House and The Hague." in page
    assert ">The White House</text>" in page


def test_the_correction_the_date_and_the_source_are_told() -> None:
    page = render_html(
        brief_of(
            places=[{"name": "Ankara"}],
            date="2025-05-15",
            corrected="An earlier map had Ankara in the wrong place.",
            source={"name": "The Desk", "url": "https://example.org/a?b=c&d"},
        )
    )
    assert "As of 15 May 2025." in page
    assert "An earlier map had Ankara in the wrong place." in page
    assert 'href="https://example.org/a?b=c&amp;d"' in page
    assert "The Desk" in page


def test_a_place_that_cannot_be_found_is_named_with_its_line(tmp_path: Path) -> None:
    from geobrief.records import read_brief

    path = tmp_path / "story.yaml"
    path.write_text("title: A\nsightings:\n  - {who: B, at: Istambull}\n", encoding="utf-8")
    with pytest.raises(BriefError, match=r"story\.yaml, line 3, .*Istambull.*Istanbul"):
        build_layers(read_brief(path))


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("2025-05-05", "5 May 2025"),
        ("2025-05-15/2025-06-16", "15 May 2025 to 16 June 2025"),
        ("2025-05-16T10:00+03:00", "16 May 2025, 10:00 UTC+03:00"),
        ("2025-05-16T10:05Z", "16 May 2025, 10:05 UTC"),
        ("2025-05-16T10:05:09Z", "16 May 2025, 10:05:09 UTC"),
    ],
)
def test_dates_in_words(when: str, words: str) -> None:
    assert date_in_words(when) == words


def test_the_schema_line_of_the_example_leads_to_the_schema() -> None:
    first = EXAMPLE.read_text(encoding="utf-8").splitlines()[0]
    assert (EXAMPLE.parent / first.split("$schema=")[1]).resolve() == (
        ROOT / "geobrief" / "data" / "brief.schema.json"
    )


def test_the_examples_sentences_are_not_the_articles() -> None:
    article = ROOT.parent / "shared" / "seed" / "article.txt"
    if not article.exists():
        pytest.skip("the article is not here; it is no part of the project")
    words = re.findall(r"\w+", article.read_text(encoding="utf-8").lower())
    runs = {tuple(words[i : i + 7]) for i in range(len(words) - 6)}
    ours = re.findall(r"\w+", EXAMPLE.read_text(encoding="utf-8").lower())
    assert not [run for i in range(len(ours) - 6) if (run := tuple(ours[i : i + 7])) in runs]
