"""`geobrief embed`: its files, the snippet, the figure without a frame, the heights."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import EXAMPLE, ROOT
from hostile import HOSTILE
from PIL import Image
from typer.testing import CliRunner

from geobrief.cli.app import app_for
from geobrief.layers import build_layers
from geobrief.model import Brief, Publish
from geobrief.records import read_brief
from geobrief.records.write_yaml import yaml_of_brief
from geobrief.render import make_page, make_still
from geobrief.render.embed import Standing, brief_mark, make_snippet
from geobrief.render.environment import asset
from geobrief.render.heights import page_heights
from geobrief.render.inline import inline_figure
from geobrief.render.inspect import inspect_page

if TYPE_CHECKING:
    from click.testing import Result

DOCS = (ROOT / "docs" / "embedding.md").read_text(encoding="utf-8")
STORY = """\
title: {title}
places:
  - {{name: Here, lat: 41.0, lon: 29.0}}
  - {{name: There, lat: 39.9, lon: 32.9}}
sightings:
  - {{who: Someone, at: Here}}
{publish}
"""
PAGE = '<figure class="geobrief"><h1>{title}</h1></figure>'
SHAPES = (
    "@container (width<480px){.gb-frame{--view:0;aspect-ratio:320/400}}\n"
    "@container (480px<=width<768px){.gb-frame{--view:1;aspect-ratio:480/480}}\n"
    "@container (width>=768px){.gb-frame{--view:2;aspect-ratio:768/384}}\n"
)


def embed(folder: Path, *options: str, title: str = "Here and there", publish: str = "") -> Result:
    """Run the command on a small story, in its folder."""
    story = folder / "story.yaml"
    story.write_text(STORY.format(title=title, publish=publish), encoding="utf-8")
    return CliRunner().invoke(app_for(["embed"]), ["embed", str(story), *options])


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Tags(HTMLParser):
    """The tags of a text, with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep a tag."""
        self.found.append((tag, dict(attrs)))

    def first(self, tag: str) -> dict[str, Any]:
        """Return the attributes of the first tag of a kind."""
        return next(attributes for name, attributes in self.found if name == tag)


def test_page_image_and_snippet_are_written_and_told(tmp_path: Path) -> None:
    told = embed(tmp_path)
    names = ["story.html", "story.png", "story.embed.html"]
    assert told.exit_code == 0, told.output
    assert told.stdout.split() == [str(Path("output") / name) for name in names]
    assert sorted(path.name for path in Path("output").iterdir()) == sorted(names)
    assert not Path("layers").exists()


def test_the_snippet_looks_beside_the_article_unless_told_and_says_so(tmp_path: Path) -> None:
    told = embed(tmp_path)
    snippet = Tags(Path("output/story.embed.html").read_text(encoding="utf-8"))
    assert snippet.first("iframe")["src"] == "story.html"
    assert "beside the article" in told.stderr


@pytest.mark.parametrize(
    ("options", "publish"),
    [
        (("--url", "https://x.example/m/a.html?b=1&c"), ""),
        ((), "publish: {url: 'https://x.example/m/a.html?b=1&c'}"),
        (
            ("--url", "https://x.example/m/a.html?b=1&c"),
            "publish: {url: 'https://other.example/'}",
        ),
    ],
)
def test_the_snippet_looks_where_the_page_will_stand(
    tmp_path: Path, options: tuple[str, ...], publish: str
) -> None:
    told = embed(tmp_path, *options, publish=publish)
    assert told.exit_code == 0, told.output
    snippet = Path("output/story.embed.html").read_text(encoding="utf-8")
    frame = snippet.index("<iframe")
    tags = Tags(snippet)
    assert tags.first("iframe")["src"] == "https://x.example/m/a.html?b=1&c"
    assert 'src="https://x.example/m/story.png"' in snippet[frame:]
    assert "https://x.example/m/story.png" in told.stderr


@pytest.mark.parametrize(
    "url",
    ["map.html", "javascript:alert(1)", "ftp://x.example/a", "https:///", "https://x.example/a b"],
)
def test_an_address_that_is_none_is_refused(tmp_path: Path, url: str) -> None:
    told = embed(tmp_path, "--url", url)
    assert told.exit_code != 0
    assert not Path("output").exists()


def test_the_image_for_other_sites_is_called_as_its_address_ends(tmp_path: Path) -> None:
    told = embed(tmp_path, publish="publish: {image: 'https://x.example/m/the%20card.png?v=2'}")
    assert told.exit_code == 0, told.output
    with Image.open("output/the card.png") as image:
        assert image.size == (1200, 630)
    assert "the card.png" in told.stdout


def test_one_image_does_for_both_if_both_are_called_the_same(tmp_path: Path) -> None:
    publish = "publish: {image: 'https://x.example/story.png'}"
    told = embed(tmp_path, publish=publish)
    assert told.exit_code == 0, told.output
    with Image.open("output/story.png") as image:
        assert image.size == (1200, 630)
    snippet = Path("output/story.embed.html").read_text(encoding="utf-8")
    assert 'width="800" height="420"' in snippet
    refused = embed(tmp_path, "--size", "600x600", publish=publish)
    assert refused.exit_code != 0


@pytest.mark.parametrize(
    "address", ["https://x.example/a.jpg", "https://x.example/", "https://x.example/..%2Fa.png"]
)
def test_an_image_that_cannot_be_called_so_is_left_out_with_a_note(
    tmp_path: Path, address: str
) -> None:
    told = embed(tmp_path, publish=f"publish: {{image: '{address}'}}")
    assert told.exit_code == 0, told.output
    assert "publish.image" in told.stderr
    assert len(list(Path("output").iterdir())) == 3
    assert not Path("a.png").exists()


def test_an_address_that_is_given_is_the_storys_and_comes_back(tmp_path: Path) -> None:
    url = "https://x.example/m/story.html"
    publish = "publish: {url: 'https://old.example/', image: 'https://x.example/m/card.png'}"
    assert embed(tmp_path, "--url", url, "-o", "p.html", publish=publish).exit_code == 0
    assert Path("card.png").is_file()
    page = Path("p.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{url}">' in page
    assert "old.example" not in page
    kept = inspect_page(Path("p.html"))
    assert kept.is_whole
    assert kept.brief.publish == Publish(url=url, image="https://x.example/m/card.png")
    Path("found.yaml").write_text(yaml_of_brief(kept.brief), encoding="utf-8")
    before = Path("p.embed.html").read_text(encoding="utf-8")
    again = CliRunner().invoke(app_for(["embed"]), ["embed", "found.yaml", "-o", "p.html"])
    assert again.exit_code == 0
    assert "nothing to paste" in again.stderr
    assert Path("p.html").read_text(encoding="utf-8") == page
    assert Path("p.embed.html").read_text(encoding="utf-8") == before


def test_it_is_told_whether_to_paste_again(tmp_path: Path) -> None:
    told = [
        embed(tmp_path, *options, publish=more, title=title).stderr
        for options, more, title in (
            ((), "", "Here"),
            ((), "background: [{name: Not drawn}]", "Here"),
            ((), "corrected: The day was wrong.", "Here"),
            ((), "corrected: The day was wrong.", "Over there"),
            (("--url", "https://x.example/story.html"), "", "Here"),
            (("--url", "https://x.example/story.html", "--listener"), "", "Here"),
        )
    ]
    Path("output/story.embed.html").write_text("<p>mine</p>", encoding="utf-8")
    told.append(embed(tmp_path).stderr)
    parts = (
        "",
        "nothing to paste",
        "paste the snippet again: heights changed",
        "own words changed",
        "another address",
        "the snippet changed",
        "was not made by geobrief",
    )
    for number, part in enumerate(parts):
        found = [one for one in parts[1:] if one in told[number]]
        assert found == ([part] if part else []), told[number]
    assert "credits" in told[2]


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("-o", "p.png"), "geobrief map BRIEF -o p.png"),
        (("-o", "p.svg"), "such as p.html"),
        (("--inline", "-o", "p.svg"), "the figure, which is HTML"),
    ],
)
def test_the_name_is_that_of_the_page(tmp_path: Path, options: tuple[str, ...], says: str) -> None:
    told = embed(tmp_path, *options)
    assert says in str(told.exception)
    assert not list(Path().glob("p.*"))


def test_an_image_for_other_sites_replaces_nobodys_file_in_silence(tmp_path: Path) -> None:
    publish = "publish: {image: 'https://x.example/m/logo.png'}"
    Image.new("RGB", (20, 20)).save("logo.png")
    told = embed(tmp_path, "-o", "p.html", publish=publish)
    assert told.exit_code == 0
    assert "logo.png was not made by geobrief, or changed since, and is replaced" in told.stderr
    again = embed(tmp_path, "-o", "p.html", publish=publish)
    assert "replaced" not in again.stderr
    Image.new("RGB", (20, 20)).save("logo.png")
    Path("house.toml").write_text("[logo]\nfile = 'logo.png'\nalt = 'X'\n", encoding="utf-8")
    refused = embed(tmp_path, "-o", "p.html", "--style", "house.toml", publish=publish)
    assert "would be written over" in str(refused.exception)


@pytest.mark.parametrize("name", ["con.png", "nul.png"])
def test_no_image_is_called_as_a_device(tmp_path: Path, name: str) -> None:
    told = embed(tmp_path, publish=f"publish: {{image: 'https://x.example/{name}'}}")
    assert told.exit_code == 0
    assert not Path("output", name).exists()
    assert "publish.image" in told.stderr


def test_a_blog_runs_no_shortcode_of_a_story(tmp_path: Path) -> None:
    title = "[gallery] [caption]x[/caption]"
    assert embed(tmp_path, "--url", "https://x.example/[a]/", title=f'"{title}"').exit_code == 0
    assert embed(tmp_path, "--inline", title=f'"{title}"').exit_code == 0
    for name in ("embed", "inline"):
        text = Path(f"output/story.{name}.html").read_text(encoding="utf-8")
        assert not set("[]") & set(text)
        assert "&#91;gallery&#93;" in text


def test_programs_get_the_snippet(tmp_path: Path) -> None:
    told = embed(tmp_path, "--json")
    answer = json.loads(told.stdout)
    assert answer["snippet"] == Path("output/story.embed.html").read_text(encoding="utf-8")
    assert len(answer["files"]) == 3


def test_an_inline_figure_is_one_file(tmp_path: Path) -> None:
    told = embed(tmp_path, "--inline")
    assert told.stdout.split() == [str(Path("output") / "story.inline.html")]
    figure = (Path("output") / "story.inline.html").read_text(encoding="utf-8")
    assert 'viewBox="0 0 360 540"' in figure
    embed(tmp_path, "--inline", "-o", "own.html")
    assert Path("own.html").read_text(encoding="utf-8").startswith("<figure")
    for option in (("--url", "https://x.example/"), ("--listener",), ("--no-data",)):
        assert embed(tmp_path, "--inline", *option).exit_code != 0


def snippet_of(brief: Brief, *, listens: bool = False) -> str:
    layers = build_layers(brief)
    page = PAGE.format(title="x") + f"<style>{SHAPES}</style>"
    standing = Standing(page="a b.html", image="a b.png", size=(800, 560))
    return make_snippet(brief, layers, page, standing, listens=listens)


def test_a_snippet_says_what_the_frame_may_and_what_stands_without_it() -> None:
    brief = read_brief(EXAMPLE)
    text = snippet_of(brief)
    tags = Tags(text)
    frame = tags.first("iframe")
    assert frame["sandbox"].split() == [
        "allow-scripts",
        "allow-downloads",
        "allow-popups",
        "allow-popups-to-escape-sandbox",
    ]
    assert frame["loading"] == "lazy"
    assert frame["title"] == f"Map: {brief.title}"
    assert frame["referrerpolicy"] == "no-referrer"
    assert frame["data-geobrief"] == brief_mark(brief)
    assert frame["src"] == "a%20b.html"
    assert int(frame["height"]) > 0
    inside = Tags(text.partition("<iframe")[2].partition(">")[2].partition("</iframe>")[0])
    assert inside.first("a")["href"] == "a%20b.html"
    assert inside.first("img")["src"] == "a%20b.png"
    assert len(inside.first("img")["alt"]) > 200
    caption = text.partition("<figcaption>")[2].partition("</figcaption>")[0]
    assert brief.title not in caption
    assert caption.startswith("As of 15 May 2025. Source: <bdi>")
    assert caption.count("<a href=") == 1
    assert not re.search(r"\sid=|<style|<script|\{\{", text)


def test_a_listener_comes_if_it_is_asked_for_and_is_small() -> None:
    listener = asset("listener.js")
    assert len(listener.encode("utf-8")) < 1024
    assert f"<script>\n{listener}\n</script>" in snippet_of(read_brief(EXAMPLE), listens=True)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_snippets_and_figures(text: str) -> None:
    brief = Brief.from_dict(
        {
            "title": text,
            "summary": text,
            "date": "2025-05-15",
            "source": {"name": text},
            "places": [{"name": text, "lat": 41.0, "lon": 29.0}],
            "sightings": [{"who": text, "at": text}],
        }
    )
    usual = [tag for tag, _ in Tags(snippet_of(read_brief(EXAMPLE))).found]
    assert [tag for tag, _ in Tags(snippet_of(brief)).found] == usual
    figure = inline_figure(make_still(brief, size=(390, 520)).svg)
    found = {tag for tag, _ in Tags(figure).found}
    assert found <= {
        "figure",
        "svg",
        "g",
        "path",
        "rect",
        "circle",
        "text",
        "line",
        "clippath",
        "defs",
    }
    assert "{{" not in figure


@pytest.mark.parametrize("size", [(390, 520), (800, 560)])
def test_an_inline_figure_has_nothing_to_look_up(size: tuple[int, int]) -> None:
    brief = read_brief(EXAMPLE)
    figure = inline_figure(make_still(brief, size=size).svg)
    assert not re.search(r"\sclass=|<style|<script|!important|<title|<metadata", figure)
    ids = re.findall(r'\sid="([^"]*)"', figure)
    called = re.findall(r"url\(#([^)]*)\)", figure)
    assert set(called) == set(ids)
    assert all(one.startswith("geobrief-") for one in ids)
    # AMP takes no style longer than this.
    assert max(map(len, re.findall(r'style="([^"]*)"', figure))) <= 1000
    label = Tags(figure).first("svg")["aria-label"]
    assert "219" in label
    assert brief_mark(brief) in Tags(figure).first("figure")["data-geobrief"]


def test_a_disc_is_clipped_by_an_id_of_its_own() -> None:
    brief = read_brief(EXAMPLE.parents[2] / "gallery" / "polar-expedition.yaml")
    figure = inline_figure(make_still(brief, size=(800, 560)).svg)
    for one in re.findall(r"url\(#([^)]*)\)", figure):
        assert f'id="{one}"' in figure


def test_a_selector_that_is_not_plain_is_found_out() -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><style>.a .b{fill:red}</style></svg>'
    with pytest.raises(ValueError, match="selector"):
        inline_figure(svg)


def test_heights_are_those_of_the_map_and_what_stands_around_it() -> None:
    heights = page_heights(PAGE.format(title="Short") + f"<style>{SHAPES}</style>")
    title, padding, spare = 22 * 1.2 + 4, 24, 3
    for width, shape in ((320, 1.25), (479, 1.25), (480, 1), (767, 1), (768, 0.5), (1900, 0.5)):
        around = heights.at(width) - width * shape
        assert around == pytest.approx(title + padding + spare, abs=1)


def test_a_longer_title_takes_more_lines_the_narrower_the_column_is() -> None:
    heights = page_heights(PAGE.format(title="word " * 40) + f"<style>{SHAPES}</style>")
    around = [height for _, height in heights.around]
    assert len(around) > 3
    assert around == sorted(around, reverse=True)


def test_heights_in_css_are_those_in_numbers() -> None:
    page = make_page(read_brief(EXAMPLE)).html
    heights = page_heights(page)
    css = heights.css()
    for width in (320, 361.5, 398, 479, 480, 640, 767, 768, 1000, 1199, 1200, 1700):
        assert reckoned(css, width) == pytest.approx(
            heights.at(int(width)) + (width % 1) * 1.2, abs=1
        )


def reckoned(css: str, width: float) -> float:
    """Reckon a CSS expression as a browser does."""
    plain = css.replace("calc", "").replace("px", "")
    plain = re.sub(r"([\d.]+)cqw", lambda found: f"({found[1]}*{width}/100)", plain)
    names = {"max": max, "min": min, "clamp": lambda low, at, high: max(low, min(at, high))}
    return float(eval(plain, {"__builtins__": {}}, names))  # noqa: S307 - our own arithmetic


def test_the_docs_have_the_listener_and_its_hash() -> None:
    listener = asset("listener.js")
    assert f"```js\n{listener}\n```" in DOCS
    digest = b64encode(sha256(f"\n{listener}\n".encode()).digest()).decode("ascii")
    assert f"'sha256-{digest}'" in DOCS


def test_the_docs_show_pictures_that_are_there() -> None:
    pictures = set(re.findall(r"pictures/(hosts-[a-z]+\.png)", DOCS))
    there = {path.name for path in (ROOT / "docs" / "pictures").glob("hosts-*.png")}
    assert pictures == there
