"""The brief in a page: kept, found again, drawn to the same page; from hostile pages nothing."""

from __future__ import annotations

import base64
import gzip
import json
import os
import re
import resource
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from conftest import EXAMPLE, ROOT
from hostile import EVERYTHING
from hypothesis import given, settings
from hypothesis import strategies as st
from stories import large_brief

from geobrief import cli
from geobrief.errors import GeobriefError, InputError
from geobrief.layers import build_layers
from geobrief.model import Brief, When
from geobrief.model.digest import digest
from geobrief.records import read_brief
from geobrief.records.write_yaml import yaml_of_brief
from geobrief.render import make_page, make_still
from geobrief.render.embed import Standing, make_snippet
from geobrief.render.inspect import LARGEST_BYTES, inspect_page
from geobrief.render.kept import MOST_PLAIN, kept, note_of_hidden

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

GALLERY = sorted((ROOT / "gallery").glob("*.yaml"))
BLOCK = re.compile(r'(<script type="application/json" id="geobrief-brief"[^>]*>)(.*?)(</script>)')


def small(**keys: object) -> Brief:
    return Brief.from_dict(
        {"title": "A story", "sightings": [{"who": "Ada", "at": "Ankara"}], **keys}
    )


@pytest.fixture(scope="module", name="html")
def small_page() -> str:
    return make_page(small(), theme="dark").html


def in_file(folder: Path, text: str | bytes, name: str = "page.html") -> Path:
    path = folder / name
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)
    return path


def with_kept(html: str, text: str, attributes: str = "") -> str:
    """Put another brief into a page."""
    opening = f'<script type="application/json" id="geobrief-brief"{attributes}>'
    changed, count = BLOCK.subn(lambda _: f"{opening}{text}</script>", html)
    assert count == 1
    return changed


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    """Run `geobrief inspect`; returns the exit code, and what went to either stream."""
    code = cli.main(["inspect", *map(str, arguments)])
    out, err = capsys.readouterr()
    return code, out, err


# Round


@pytest.mark.parametrize("source", [EXAMPLE, *GALLERY], ids=lambda path: path.stem)
def test_a_page_gives_its_brief_back_and_the_brief_the_page(source: Path, tmp_path: Path) -> None:
    brief = read_brief(source)
    html = make_page(brief).html
    found = inspect_page(in_file(tmp_path, html))
    assert found.is_whole
    assert found.digest == found.said == digest(brief)
    assert found.brief == brief
    again = read_brief(in_file(tmp_path, yaml_of_brief(found.brief), "again.yaml"))
    assert make_page(again).html == html


@pytest.mark.parametrize(
    ("places", "movements"), [(1_200, 50), pytest.param(10_000, 2_000, marks=pytest.mark.slow)]
)
def test_a_crowds_page_gives_its_brief_back_in_two_megabytes(
    places: int, movements: int, tmp_path: Path
) -> None:
    brief = large_brief(places, movements)
    html = make_page(brief).html
    assert len(html.encode("utf-8")) < 2_000_000
    found = inspect_page(in_file(tmp_path, html))
    assert found.is_whole
    assert found.brief == brief
    text = json.dumps(found.brief.to_dict())
    assert make_page(read_brief(in_file(tmp_path, text, "again.json"))).html == html


def test_a_table_comes_back_as_a_brief_of_the_same_page(tmp_path: Path) -> None:
    table = (
        'place,who,from,when,note\nAnkara,Ada,,2025-05-15,"Said ""yes"", twice"\nDoha,Bo,Ankara,,\n'
    )
    brief = read_brief(in_file(tmp_path, table, "my-trip.csv"))
    html = make_page(brief).html
    found = inspect_page(in_file(tmp_path, html))
    assert found.is_whole
    again = read_brief(in_file(tmp_path, yaml_of_brief(found.brief), "again.yaml"))
    assert make_page(again).html == html


def test_texts_that_want_to_be_more_come_back_as_they_were(tmp_path: Path) -> None:
    brief = small(
        background=[{"name": "x", "note": text} for text in EVERYTHING],
        names={},
        summary=EVERYTHING[0],
    )
    found = inspect_page(in_file(tmp_path, make_page(brief).html))
    assert found.is_whole
    assert found.brief == brief
    again = read_brief(in_file(tmp_path, yaml_of_brief(brief), "again.yaml"))
    assert again == brief


def test_what_the_map_was_drawn_with_is_known(tmp_path: Path, html: str) -> None:
    assert inspect_page(in_file(tmp_path, html)).options == {"theme": "dark"}
    usual = make_page(small()).html
    assert inspect_page(in_file(tmp_path, usual)).options == {}
    of_facts = make_page(small(), borders="de-facto").html
    assert inspect_page(in_file(tmp_path, of_facts)).options == {"borders": "de-facto"}
    dated = small(sightings=[{"who": "Ada", "at": "Ankara", "when": "2025-05-15"}])
    moment = make_page(dated, at=When.parse("2025-05-15T10:00+03:00")).html
    found = inspect_page(in_file(tmp_path, moment))
    assert found.options == {"at": "2025-05-15T10:00+03:00"}
    assert found.brief == dated, "the whole story, not only what is drawn"
    odd = html.replace('data-theme="dark"', 'data-theme="$(rm x)" data-at="\x1b[2J"')
    assert inspect_page(in_file(tmp_path, odd)).options == {}


def test_a_long_brief_is_packed_and_a_short_one_can_be_read() -> None:
    short, long = kept(small()), kept(large_brief(1_500, 0))
    assert not short.is_packed
    assert json.loads(short.text) == small().to_dict()
    assert long.is_packed
    assert len(long.text) < MOST_PLAIN
    assert json.loads(gzip.decompress(base64.b64decode(long.text)))["format"] == 1
    assert kept(large_brief(1_500, 0)) == long


def test_a_browser_that_saves_the_page_keeps_its_brief(
    browser: Browser, tmp_path: Path, html: str
) -> None:
    tab = browser.new_page()
    tab.goto(in_file(tmp_path, html).as_uri())
    found = inspect_page(in_file(tmp_path, tab.content(), "saved.html"))
    tab.close()
    assert found.is_whole
    assert found.options == {"theme": "dark"}


def test_an_archive_may_write_before_and_within_the_page(tmp_path: Path, html: str) -> None:
    banner = (
        '<head><script src="banner.js"></script><meta name="archive" content="x">' + " " * 9_000
    )
    assert inspect_page(in_file(tmp_path, html.replace("<head>", banner, 1))).is_whole
    assert inspect_page(in_file(tmp_path, "\ufeff" + html)).is_whole
    assert inspect_page(in_file(tmp_path, html.encode() + b"<!-- \xff\xfe -->")).is_whole


# As YAML

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
odd = st.sampled_from(
    ["yes", "NO", "null", "~", "1", "1e5", "0x1F", "2025-05-15", "- a", "a: b", "a #b", "'", '"',
     "a,b", "{", "[a]", "|", ">", "&a", "*a", "!a", "%a", "@a", "`", "?", ":", "a:", "<<", "=",
     " a", "a ", "a  b", "\u200d", "\u2028", "\u00a0", "é", "ﷺ", "\U0001f600", "a\\b", ".inf", "on"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(st.one_of(texts, odd), min_size=3, max_size=8))
def test_any_text_is_the_same_in_yaml(
    tmp_path_factory: pytest.TempPathFactory, said: list[str]
) -> None:
    first, second, third, *more = said
    data = {
        "title": first,
        "summary": second,
        "people": [{"name": third, "aliases": more}] if third not in more else [],
        "background": [{"name": one, "note": f"{one}\n\t{one}"} for one in said],
        "names": {one: one for one in more},
    }
    try:
        brief = Brief.from_dict(data)
    except GeobriefError:
        return  # no brief may hold it
    folder = tmp_path_factory.getbasetemp()
    text = yaml_of_brief(brief)
    assert read_brief(in_file(folder, text, "any.yaml")) == brief
    assert all(char.isprintable() or char in "\n\u200c\u200d" for char in text)


def test_yaml_keeps_numbers_keys_and_outlines(tmp_path: Path) -> None:
    ring = [[28.93, 41.0], [28.99, 41.0], [28.99, 41.03], [28.93, 41.0]]
    brief = small(
        date="2025-05-15",
        places=[
            {"name": "A", "lat": 1e-7, "lon": -0.5, "label": {"text": "a", "leader": False}},
            {"name": "B", "geonameid": 745044, "show": False, "confidence": 1.0},
        ],
        movements=[{"who": "Bo", "from": "A", "to": "B", "when": "2025-05-15 10:00 +03:00"}],
        areas=[{"label": "Z", "geojson": {"type": "Polygon", "coordinates": [ring]}}],
        view={"center": "A", "width_km": 2000},
        names={"\u2067" * 100 + "x" * 50 + "\u2069" * 100: "x"},
    )
    again = read_brief(in_file(tmp_path, yaml_of_brief(brief), "a.yaml"))
    assert again == brief
    assert digest(again) == digest(brief)


def test_yaml_reads_as_an_editor_writes_it() -> None:
    text = yaml_of_brief(read_brief(EXAMPLE))
    assert "\n  - {name: Ankara, country: TR, evidence: paragraphs 4 and 8}\n" in text
    assert "\n    when: 2025-05-16T10:00+03:00\n" in text
    assert "\ndate: 2025-05-15\n" in text


# Without a brief


def refused(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        inspect_page(path)
    return str(caught.value)


def test_a_page_without_data_says_whose_it_is(tmp_path: Path) -> None:
    brief = small(places=[{"name": "Doha", "note": "A secret source."}], background=[
        {"name": "Not for readers"}
    ])  # fmt: skip
    html = make_page(brief, data=False).html
    assert "Not for readers" not in html
    assert "geobrief-data" not in re.sub(
        r"<script type=\"module\">.*?</script>", "", html, flags=re.DOTALL
    )
    assert "--no-data, of the brief with the SHA-256 " + digest(brief) in refused(
        in_file(tmp_path, html)
    )


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({}, ""),
        ({"background": [{"name": "x"}]}, "with 1 record not shown;"),
        (
            {"places": [{"name": "Doha", "show": False}], "background": [{"name": "x"}]},
            "with 2 rec",
        ),
        ({"places": [{"name": "Doha", "evidence": "a call"}]}, "with the evidence;"),
        ({"background": [{"who": "x", "evidence": "a"}]}, "1 record not shown and the evidence;"),
    ],
)
def test_what_is_kept_and_not_shown_is_noted(keys: dict[str, object], told: str) -> None:
    noted = note_of_hidden(small(**keys))
    assert bool(noted) == bool(told)
    assert told in noted


def test_what_is_kept_and_not_shown_is_noted_when_a_page_is_published(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    brief = small(background=[{"name": "x"}])
    in_file(tmp_path, yaml_of_brief(brief), "story.yaml")
    told = []
    for arguments in (["map", "--layers", "none"], ["embed"], ["embed", "--no-data"]):
        assert cli.main([*arguments, "story.yaml"]) == 0
        told.append("keeps its whole brief" in capsys.readouterr().err)
    assert told == [False, True, False]
    assert cli.main(["embed", "story.yaml", "--json"]) == 0
    assert "keeps its whole brief" in "".join(json.loads(capsys.readouterr().out)["notes"])


def test_an_earlier_page_of_ours(tmp_path: Path, html: str) -> None:
    earlier = re.sub(r'<meta name="geobrief-brief"[^>]*>', "", BLOCK.sub("", html))
    assert "made before pages kept theirs" in refused(in_file(tmp_path, earlier))


def test_a_still_image_says_the_hash(tmp_path: Path) -> None:
    brief = small()
    svg = in_file(tmp_path, make_still(brief, size=(800, 600)).svg, "a.svg")
    assert f"(SHA-256 {digest(brief)}) and not the brief" in refused(svg)
    earlier = "<svg><title>x</title><metadata>geobrief 0.1.0</metadata></svg>"
    assert "still image of geobrief 0.1.0" in refused(in_file(tmp_path, earlier, "a.svg"))


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        ("<html><title>x</title></html>", "a.html", "geobrief did not make this page"),
        ('<meta name="generator" content="geobriefly 1">', "a.html", "did not make this page"),
        ('<meta name="generator" content="WordPress 6">', "a.html", "did not make this page"),
        ("", "a.html", "did not make this page"),
        (b"\x89PNG\r\n\x1a\n", "a.html", "a picture, which keeps no brief"),
        (b"%PDF-1.7", "a.pdf", "a PDF, which keeps no brief"),
        (b"\x1f\x8b\x08", "a.html.gz", "is compressed; unpack it first"),
        (b"PK\x03\x04", "a.zip", "unpack it first"),
        ("<html>".encode("utf-16"), "a.html", "UTF-16; save it as UTF-8"),
        ("title: x\n", "a.yaml", "these are records, not a page"),
        ('{"title": "x"}', "a.json", "these are records, not a page"),
    ],
)
def test_what_is_no_page_of_ours(
    content: str | bytes, name: str, says: str, tmp_path: Path
) -> None:
    path = in_file(tmp_path, content, name)
    assert refused(path).startswith(f"{path}: ")
    assert says in refused(path)


def test_what_cannot_be_read(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path)
    assert "no such file" in refused(tmp_path / "none.html")
    assert "cannot be read" in refused(tmp_path / "a\0.html")
    os.mkfifo(tmp_path / "pipe")
    assert "a pipe or a device" in refused(tmp_path / "pipe")


# Damaged and hostile


def test_a_changed_brief_is_told(
    tmp_path: Path, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = in_file(tmp_path, with_kept(html, json.dumps(small(title="Another").to_dict())))
    assert not inspect_page(path).is_whole
    code, out, err = run(capsys, path)
    assert code == 0
    assert "title: Another" in out
    assert "it was changed since" in err
    assert digest(small()) in err
    assert digest(small(title="Another")) in err


def test_a_page_that_says_no_hash_is_told(
    tmp_path: Path, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = in_file(tmp_path, re.sub(r'<meta name="geobrief-brief"[^>]*>', "", html))
    code, out, err = run(capsys, path)
    assert code == 0
    assert "title: A story" in out
    assert "the page says none" in err


PACKED = ' data-packed=""'


def squeezed(text: bytes) -> str:
    return base64.b64encode(gzip.compress(text, mtime=0)).decode("ascii")


@pytest.mark.parametrize(
    ("text", "attributes", "says"),
    [
        ("", "", "cannot be read"),
        ("{", "", "cannot be read"),
        ('{"title": "x"', "", "a comma is missing"),
        ("[]", "", "cannot be read"),
        ("null", "", "cannot be read"),
        ('{"title": NaN}', "", "cannot be read"),
        ('{"format": 2, "title": "x"}', "", "this geobrief reads format 1, not 2"),
        ('{"title": "x", "hologram": true}', "", "'hologram' is not a key of a brief"),
        ('{"title": "x", "title": "y"}', "", "stands here twice"),
        ('{"title": "\\u001b[2J"}', "", "an escape character (U+001B)"),
        ('{"title": "\\u202ex"}', "", "turns the text after it around"),
        ("[" * 100_000, "", "levels inside one another"),
        ('{"a":' * 100_000, "", "levels inside one another"),
        ('{"title": ' + "9" * 100_000 + "}", "", "cannot be read"),
        ("AAAA", PACKED, "is damaged"),
        ("not base64!", PACKED, "is damaged"),
        (squeezed(b"\xff\xfe"), PACKED, "is damaged"),
        (squeezed(b'{"title": "x"}')[:-24], PACKED, "damaged|cut off"),
        (squeezed(os.urandom(3_000))[:2_000], PACKED, "cut off"),
        (squeezed(b"[" * 5_000_000), PACKED, "levels inside one another"),
    ],
)  # fmt: skip
def test_a_brief_that_is_none(
    text: str, attributes: str, says: str, tmp_path: Path, html: str
) -> None:
    told = refused(in_file(tmp_path, with_kept(html, text, attributes)))
    assert re.search(says if "|" in says else re.escape(says), told)
    assert len(told) < 2_000


pieces = st.sampled_from(
    ["<script", ">", "</script>", 'id="geobrief-brief"', " data-packed", '"', "{", "}", "[", "\\",
     '"title":', '"x"', ":", ",", "null", "9e999", "\x00", "\ud800", "&quot;", "H4sIAAAA", "=",
     "<!--", '<meta name="geobrief-brief" content="', "geobrief ", "\u202e", "\x1b[2J", "true",
     '"format":1']
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(pieces | st.text(max_size=5), max_size=12), st.floats(0, 1), st.integers(0, 400))
def test_whatever_is_done_to_a_page_a_brief_or_an_error_comes_out(
    tmp_path_factory: pytest.TempPathFactory,
    html: str,
    put: list[str],
    where: float,
    gone: int,
) -> None:
    first = html.index('<meta name="generator"')
    block = html.index('id="geobrief-brief"') - 50
    start = first if where < 0.3 else block + round((where - 0.3) / 0.7 * 400)
    broken = html[:start] + "".join(put) + html[start + gone :]
    path = tmp_path_factory.getbasetemp() / "broken.html"
    path.write_bytes(broken.encode("utf-8", errors="surrogatepass"))
    try:
        found = inspect_page(path)
    except InputError:
        return
    assert not found.is_whole or found.brief == small()


def test_what_was_made_by_a_later_geobrief_is_told_so(tmp_path: Path, html: str) -> None:
    later = with_kept(html, '{"title": "x", "hologram": true}')
    later = re.sub('content="geobrief [^"]*"', 'content="geobrief 9.1"', later, count=1)
    assert "or geobrief 9.1, which made it, knows more" in refused(in_file(tmp_path, later))


def test_an_archive_may_write_tags_in_capitals_and_break_long_lines(
    tmp_path: Path, html: str
) -> None:
    shouted = BLOCK.sub(r"\1\2</SCRIPT>", html)
    assert shouted != html
    assert inspect_page(in_file(tmp_path, shouted)).is_whole
    data = json.dumps(small().to_dict()).encode("utf-8")
    text = base64.encodebytes(gzip.compress(data, mtime=0)).decode("ascii")
    assert "\n" in text.strip()
    wrapped = with_kept(html, text, ' data-packed=""')
    assert inspect_page(in_file(tmp_path, wrapped)).brief == small()


def test_a_web_address_is_not_taken_for_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    for address in ("https://x.example/a//map.html", "HTTP://x.example/", "www.x.example/a.html"):
        code, out, err = run(capsys, address)
        assert (code, out) == (2, "")
        assert f"{address} is a web address, and geobrief does not go online" in err
        assert "save the page" in err


def test_a_snippet_names_the_page_that_it_shows(tmp_path: Path, html: str) -> None:
    standing = Standing(page="https://x.example/m.html?a=1&b", image="m.png", size=(800, 560))
    brief = small()
    snippet = make_snippet(brief, build_layers(brief), html, standing)
    for text in (snippet, f"<!doctype html><title>News</title><p>So it is.</p>{snippet}"):
        told = refused(in_file(tmp_path, text))
        assert "shows the map that stands at https://x.example/m.html?a=1&b" in told
    assert "did not make this page" in refused(
        in_file(tmp_path, snippet.replace("data-geobrief", "data-other"))
    )


def test_a_page_that_is_cut_off(tmp_path: Path, html: str) -> None:
    middle = html.index('id="geobrief-brief"') + 60
    assert "cut off within its brief" in refused(in_file(tmp_path, html[:middle]))
    assert "keeps no brief" in refused(in_file(tmp_path, html[: middle - 100]))


def test_two_briefs_in_one_page_are_not_chosen_from(tmp_path: Path, html: str) -> None:
    other = with_kept(html, json.dumps(small(title="Another").to_dict()))
    assert "several briefs" in refused(in_file(tmp_path, html + other))
    assert inspect_page(in_file(tmp_path, html + html)).brief == small()


def test_a_bomb_does_not_go_off(tmp_path: Path, html: str) -> None:
    zeros = gzip.compress(b"0" * (LARGEST_BYTES + 1_000), 9)
    path = in_file(tmp_path, with_kept(html, base64.b64encode(zeros).decode("ascii"), PACKED))
    assert path.stat().st_size < 2_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert "larger than 100 MB" in refused(path)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 700_000, "kilobytes"


def test_a_page_without_end_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.html"
    with path.open("wb") as stream:
        stream.truncate(LARGEST_BYTES * 50)  # sparse: it takes no room
    started = time.monotonic()
    assert "larger than 100 MB" in refused(path)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "part",
    [
        '<script id="geobrief-brief">',
        '<script id="geobrief-brief" ',
        "geobrief-brief",
        "<script ",
        '<meta name="generator" ',
        '<meta content="geobrief 1',
        "<metadata>geobrief 1, brief ",
        '<script id="geobrief-brief"></script>',
        "<a a=",
    ],
)
def test_no_page_takes_long(part: str, tmp_path: Path) -> None:
    maker = '<meta name="generator" content="geobrief 1">'
    for before in ("", maker):
        path = in_file(tmp_path, before + part * (8_000_000 // len(part)))
        started = time.monotonic()
        refused(path)
        assert time.monotonic() - started < 5


def test_nothing_of_a_page_moves_the_cursor(
    tmp_path: Path, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    html = re.sub('content="geobrief [^"]*"', 'content="geobrief \x1b[31m1\u202e"', html, count=1)
    html = re.sub('(name="geobrief-brief") content="[^"]*"', '\\1 content="\x1b]0;x\x07"', html)
    path = in_file(tmp_path, html, "a\x1b[2J\u202e.html")
    for arguments in ([path], [path, "--json"], [path, "-q"]):
        code, out, err = run(capsys, *arguments)
        assert code == 0
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out + err)


def test_a_page_that_is_hostile_in_its_brief_prints_what_can_be_read_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    brief = small(summary="a \u2067b\u2069 c", background=[{"name": "x\u200ey\u061c"}])
    path = in_file(tmp_path, make_page(brief).html)
    _, out, _ = run(capsys, path, "-q")
    assert "\u2067" not in out
    assert read_brief(in_file(tmp_path, out, "printed.yaml")) == brief


# The command


def test_the_command_prints_yaml_and_notes_what_made_it(
    tmp_path: Path, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = in_file(tmp_path, html)
    code, out, err = run(capsys, path)
    assert code == 0
    assert read_brief(in_file(tmp_path, out, "printed.yaml")) == small()
    assert re.search(r"was made by geobrief \d+\.\d+\S* of the brief with the SHA-256", err)
    assert "its map was drawn with --theme dark" in err


def test_the_command_prints_json(
    tmp_path: Path, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = in_file(tmp_path, html)
    code, out, _ = run(capsys, path, "--json")
    assert code == 0
    told = json.loads(out)
    assert Brief.from_dict(told["brief"]) == small()
    assert told["sha256"] == told["sha256_in_page"] == digest(small())
    assert told["unchanged"] is True
    assert told["options"] == {"theme": "dark"}


def test_letters_that_the_terminal_lacks_are_not_lost(tmp_path: Path) -> None:
    brief = small(summary="Łódź \u2014 é", names={"Turkey": "Türkiye"})
    path = in_file(tmp_path, make_page(brief).html)
    environment = os.environ | {"PYTHONIOENCODING": "cp1252"}
    for option in ([], ["--json"]):
        command = [sys.executable, "-m", "geobrief", "inspect", str(path), *option]
        told = subprocess.run(command, env=environment, capture_output=True, check=True)
        data = json.loads(told.stdout.decode("cp1252"))
        assert Brief.from_dict(data["brief"] if option else data) == brief
        assert (b"so this is JSON" in told.stderr) == (not option)


@pytest.mark.parametrize("name", ["found.yaml", "found.yml", "found.json", "FOUND.JSON"])
def test_the_command_writes_a_brief(
    name: str, tmp_path: Path, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = in_file(tmp_path, html)
    code, out, _ = run(capsys, path, "-o", tmp_path / name)
    assert code == 0
    assert out.strip() == str(tmp_path / name)
    assert read_brief(tmp_path / name) == small()


def test_the_command_overwrites_nothing(
    tmp_path: Path, html: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = in_file(tmp_path, html)
    taken = in_file(tmp_path, "title: mine\n", "mine.yaml")
    for target, says in {
        taken: "is there already and stays as it is",
        tmp_path / "found.txt": "ends in .yaml or .json",
        tmp_path / "none" / "x.html": "ends in .yaml or .json",
    }.items():
        code, out, err = run(capsys, path, "-o", target)
        assert code == 2
        assert not out
        assert says in err
    assert taken.read_text(encoding="utf-8") == "title: mine\n"
    assert path.read_text(encoding="utf-8") == html


def test_a_map_is_corrected_from_its_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    in_file(tmp_path, yaml_of_brief(small()), "story.yaml")
    assert cli.main(["map", "story.yaml", "--layers", "none", "-q"]) == 0
    assert cli.main(["inspect", "output/story.html", "-o", "found.yaml"]) == 0
    text = (tmp_path / "found.yaml").read_text(encoding="utf-8")
    in_file(tmp_path, text.replace("Ankara", "Istanbul"), "corrected.yaml")
    assert cli.main(["map", "corrected.yaml", "--layers", "none", "-q"]) == 0
    capsys.readouterr()
    assert inspect_page(tmp_path / "output" / "corrected.html").brief.sightings[0].at == "Istanbul"


def test_no_data_is_for_pages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    in_file(tmp_path, yaml_of_brief(small()), "story.yaml")
    assert cli.main(["map", "story.yaml", "--layers", "none", "--no-data", "-q"]) == 0
    assert "keeps no brief" in refused(tmp_path / "output" / "story.html")
    assert cli.main(["map", "story.yaml", "--no-data", "--format", "svg"]) == 2
    assert "--no-data is for pages" in capsys.readouterr().err


def test_the_example_keeps_its_brief_lean() -> None:
    html = make_page(read_brief(EXAMPLE)).html
    lean = make_page(read_brief(EXAMPLE), data=False).html
    (block,) = (found[2] for found in BLOCK.finditer(html))
    assert len(block.encode("utf-8")) < 5_600
    assert block not in lean
