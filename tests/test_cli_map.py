import os
import sqlite3
import webbrowser
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from geobrief import render
from geobrief.cli import main
from geobrief.errors import ViewError
from geobrief.layers import read_layers
from geobrief.render.earlier import earlier_title
from geobrief.render.image import Still
from geobrief.render.page import Page

Capture = pytest.CaptureFixture[str]

BRIEF = """\
format: 1
title: Talks
places: [{name: Ankara}, {name: Albania}]
movements: [{who: A, from: Ankara, to: Istanbul, status: planned}]
"""
LAYERS = ["places", "sightings", "movements", "distances"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Draw no map, which is render's to test, but note its title."""
    titles: list[str] = []

    def fake(brief: object, layers: object, **_: object) -> Page:
        assert layers is not None
        titles.append(brief.title)  # type: ignore[attr-defined]
        return Page("<!doctype html>", ("the page has a note",))

    def fake_still(brief: object, layers: object, *, size: tuple[int, int], **_: object) -> Still:
        assert layers is not None
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="{}" height="{}"><title>{}</title>'
            '<metadata>geobrief 0</metadata><rect width="9" height="9"/></svg>'
        ).format(*size, brief.title)  # type: ignore[attr-defined]
        return Still(svg, svg, ("Kyiv",), ("the image has a note",))

    monkeypatch.setattr(render, "make_page", fake)
    monkeypatch.setattr(render, "make_still", fake_still)
    return titles


def brief_at(path: str) -> str:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(BRIEF, encoding="utf-8")
    return path


def files() -> set[str]:
    return {path.as_posix() for path in Path().rglob("*") if path.is_file()}


def test_from_a_brief_to_layers_and_page(capsys: Capture) -> None:
    brief = brief_at("layers/talks/brief.yaml")
    assert main(["map", brief]) == 0
    told = capsys.readouterr()
    written = [*(f"layers/talks/{name}.geojson" for name in LAYERS), "output/talks.html"]
    assert told.out.splitlines() == [str(Path(path)) for path in written]
    assert told.err == (
        "geobrief: note: Albania: its capital, Tirana, stands for it (its middle: 40.65, 20.11)\n"
    )
    assert files() == {brief, *written}
    assert list(read_layers("layers/talks").movements["to"]) == ["Istanbul"]
    assert "Istanbul" in Path("output/talks.html").read_text(encoding="utf-8")


def test_a_page_of_another_story_is_not_replaced_in_silence(capsys: Capture) -> None:
    first, second = brief_at("a/brief.yaml"), brief_at("b/brief.yaml")
    assert main(["map", first, "-o", "page.html"]) == 0
    assert main(["map", first, "-o", "page.html"]) == 0
    assert "showed" not in capsys.readouterr().err
    other = BRIEF.replace("title: Talks", "title: '<b>Talks</b> & more'").replace("Ankara", "Oslo")
    other = other.replace("Istanbul", "Bergen")
    Path(second).write_text(other, encoding="utf-8")
    assert main(["map", second, "-o", "page.html"]) == 0
    assert 'page.html showed "Talks" and is replaced' in capsys.readouterr().err
    assert main(["map", first, "-o", "page.html"]) == 0
    assert 'page.html showed "<b>Talks</b> & more" and is' in capsys.readouterr().err
    Path("page.html").write_text("<title>My own</title>", encoding="utf-8")
    assert main(["map", first, "-o", "page.html"]) == 0
    told = capsys.readouterr().err
    assert "page.html was not made by geobrief, or changed since, and is replaced" in told
    assert "showed" not in told


def test_a_story_under_a_new_title_is_no_other_story(capsys: Capture) -> None:
    table = "place,who,from\nAnkara,A,\nIstanbul,A,Ankara\nTripoli,A,Istanbul\n"
    Path("talks.csv").write_text(table, encoding="utf-8")
    assert main(["map", "talks.csv", "--format", "html,png"]) == 0
    assert main(["new", "talks", "--from", "talks.csv"]) == 0
    brief = Path("layers/talks/brief.yaml")
    text = brief.read_text(encoding="utf-8").replace("Tripoli", "'Tripoli, Lebanon'")
    brief.write_text(text.replace("title: Talks", "title: Now titled"), encoding="utf-8")
    capsys.readouterr()
    assert main(["embed", str(brief)]) == 0
    assert "replaced" not in capsys.readouterr().err
    assert main(["map", str(brief), "-o", "day1.png"]) == 0
    assert "replaced" not in capsys.readouterr().err
    # Of a page that keeps no brief it cannot be told.
    assert main(["map", str(brief), "--no-data"]) == 0
    brief.write_text(text, encoding="utf-8")
    assert main(["map", str(brief)]) == 0
    assert 'talks.html showed "Now titled" and is replaced' in capsys.readouterr().err


def test_layers_of_the_same_places_are_replaced_in_silence(capsys: Capture) -> None:
    for number in (1, 2):
        assert main(["map", brief_at("talks.yaml"), "-o", f"day{number}.html"]) == 0
    own = brief_at("layers/talks/brief.yaml")
    Path(own).write_text(BRIEF.replace("Ankara", "Oslo"), encoding="utf-8")
    assert main(["map", own, "-o", "day3.html"]) == 0
    assert "replaced" not in capsys.readouterr().err


def test_layers_of_another_story_are_not_replaced_in_silence(capsys: Capture) -> None:
    first, second = brief_at("talks.yaml"), brief_at("two/talks.yaml")
    Path(second).write_text(BRIEF.replace("Ankara", "Oslo"), encoding="utf-8")
    assert main(["map", first]) == 0
    assert main(["map", first]) == 0
    assert "replaced" not in capsys.readouterr().err
    assert main(["map", second, "-o", "second.html"]) == 0
    told = capsys.readouterr().err
    assert "layers/talks held layers, which are replaced, and second.html was not there" in told
    Path(second).write_text("title: Talks\nplaces: [{name: Bergen}]\n", encoding="utf-8")
    assert main(["map", second]) == 0
    assert "layers/talks held layers of other places, which are replaced; if" in (
        capsys.readouterr().err
    )


@pytest.mark.usefixtures("drawn")
def test_a_page_that_is_called_like_a_folder_is_refused(capsys: Capture) -> None:
    assert main(["map", brief_at("talks.yaml"), "-o", "out/"]) == 1
    assert "out/ is a folder; name a file in it, such as out/page.html" in capsys.readouterr().err
    assert files() == {"talks.yaml"}


@pytest.mark.usefixtures("drawn")
def test_files_of_others_are_not_replaced_in_silence(capsys: Capture) -> None:
    brief = brief_at("talks.yaml")
    Path("layers/talks").mkdir(parents=True)
    Path("layers/talks/places.csv").write_text("mine\n", encoding="utf-8")
    Path("layers/talks/sightings.geojson").write_text("{}", encoding="utf-8")
    assert main(["map", brief, "--csv", "--gpkg"]) == 0
    told = capsys.readouterr().err
    for name in ("places.csv", "sightings.geojson"):
        assert f"layers/talks/{name} was not made by geobrief, or changed since, and is" in told
    assert main(["map", brief]) == 0
    assert "layers/talks" not in capsys.readouterr().err
    with closing(sqlite3.connect("layers/talks/layers.gpkg")) as package:
        package.execute("create table layer_styles (id integer)")
        package.commit()
    assert main(["map", brief]) == 0
    assert (
        "layers/talks/layers.gpkg is written anew, without what others have added to it: "
        "layer_styles\n"
    ) in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_an_earlier_page_is_not_looked_for_in_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert earlier_title(tmp_path / "pipe") is None  # and does not wait for one
    assert earlier_title(tmp_path) is None
    assert earlier_title(tmp_path / "nothing") is None


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("brief", "name"), [("talks.yaml", "talks"), ("a/brief.yaml", "a"), ("x/y/z.yml", "z")]
)
def test_outputs_bear_the_storys_name(brief: str, name: str) -> None:
    assert main(["map", brief_at(brief)]) == 0
    assert {f"output/{name}.html", f"layers/{name}/places.geojson"} <= files()


def test_from_names_of_places(drawn: list[str], capsys: Capture) -> None:
    assert main(["map", "Ankara", "Kyiv"]) == 0
    assert drawn == ["Ankara, Kyiv"]
    assert capsys.readouterr().err == "geobrief: note: the page has a note\n"
    assert {"output/ankara-kyiv.html", "layers/ankara-kyiv/places.geojson"} <= files()


@pytest.mark.usefixtures("drawn")
def test_a_name_that_begins_with_a_minus_is_a_place() -> None:
    assert main(["map", "-33.86, 151.2"]) == 0
    assert "output/33-86-151-2.html" in files()


@pytest.mark.usefixtures("drawn")
def test_outputs_elsewhere() -> None:
    assert main(["map", "Ankara", "-o", "there/page.html", "--layers", "other", "--gpkg"]) == 0
    assert files() == {
        "there/page.html",
        "other/layers.gpkg",
        *(f"other/{name}.geojson" for name in LAYERS),
    }


@pytest.mark.usefixtures("drawn")
def test_no_layers() -> None:
    assert main(["map", "Ankara", "--layers", "none"]) == 0
    assert files() == {"output/ankara.html"}


@pytest.mark.usefixtures("drawn")
def test_the_page_is_shown_only_when_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Capture
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda uri: bool(shown.append(uri)))
    assert main(["map", "Ankara"]) == 0
    assert not shown
    assert main(["map", "Ankara", "--open"]) == 0
    assert shown == [(tmp_path / "output" / "ankara.html").as_uri()]
    assert "no browser opened" in capsys.readouterr().err


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("arguments", "made"),
    {
        "beside the page": (["--format", "html,svg,png,pdf"], "output/ankara.{html,svg,png,pdf}"),
        "in the order of formats": (["--format", "PNG, .html"], "output/ankara.{html,png}"),
        "by a name": (["-o", "x.png"], "x.png"),
        "by a name in capitals": (["-o", "x.PDF"], "x.PDF"),
        "with another ending": (["-o", "x.html", "--format", "html,svg"], "x.{html,svg}"),
        "an image first": (["-o", "a/x.svg", "--format", "svg,png"], "a/x.{svg,png}"),
        "a name without ending": (["-o", "v1.2", "--format", "svg,png"], "v1.2.{svg,png}"),
        "a page without ending": (["-o", "v1.2"], "v1.2"),
    }.values(),
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_formats_and_where_they_go(arguments: list[str], made: str, capsys: Capture) -> None:
    assert main(["map", "Ankara", "--layers", "none", *arguments]) == 0
    stem, _, endings = made.partition("{")
    written = [stem + one for one in endings.rstrip("}").split(",")]
    assert files() == set(written)
    assert capsys.readouterr().out.splitlines() == [str(Path(path)) for path in written]
    for path in written:
        begin = Path(path).read_bytes()[:5]
        kind = {b"<!doc": "html", b"<svg ": "svg", b"\x89PNG\r": "png", b"%PDF-": "pdf"}[begin]
        assert path.lower().endswith(kind) or path == "v1.2"


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize(
    ("arguments", "px"),
    [
        ([], (1600, 1120)),
        (["--size", "social"], (1200, 630)),
        (["--size", "300x400", "--scale", "1"], (300, 400)),
        (["--size", "16:9"], (1920, 1080)),
        (["--size", "Print"], (1063, 1419)),
        (["--size", "640 \u00d7 480 px", "--scale", "1"], (640, 480)),
    ],
)
def test_the_size_of_a_png(arguments: list[str], px: tuple[int, int]) -> None:
    assert main(["map", "Ankara", "--layers", "none", "-o", "x.png", *arguments]) == 0
    header = Path("x.png").read_bytes()[16:24]
    assert (int.from_bytes(header[:4]), int.from_bytes(header[4:])) == px


def test_page_and_images_have_one_look(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[dict[str, object]] = []

    def fake(kind: type[Page | Still], *texts: str) -> object:
        return lambda *_, **look: looks.append(look) or kind(*texts, ())

    monkeypatch.setattr(render, "make_page", fake(Page, "<!doctype html>"))
    monkeypatch.setattr(render, "make_still", fake(Still, "<svg/>", "<svg/>", ()))
    Path("house.toml").write_text('credit = "Our Paper"', encoding="utf-8")
    chosen = ["--theme", "Dark", "--borders", "de-facto", "--style", "house.toml"]
    assert main(["map", "Ankara", "--format", "html,svg", "--size", "phone", *chosen]) == 0
    page, image = looks
    assert page.pop("data") is True
    assert image == {**page, "size": (390, 520)}
    assert (page["theme"], page["borders"]) == ("dark", "de-facto")
    assert page["style"].credit == "Our Paper"  # type: ignore[attr-defined]


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("kind", ["svg", "png", "pdf"])
def test_an_image_of_another_story_is_not_replaced_in_silence(kind: str, capsys: Capture) -> None:
    run = ["map", "--layers", "none", "-o", f"x.{kind}"]
    assert main([*run, "Ankara"]) == 0
    assert main([*run, "Ankara"]) == 0
    assert capsys.readouterr().err.count("note: ") == 2  # of the image
    assert main([*run, "Kyiv"]) == 0
    assert (
        f'x.{kind} showed "Ankara" and is replaced; if that is another' in capsys.readouterr().err
    )
    Path(f"x.{kind}").write_bytes(b"of somebody else")
    assert main([*run, "Kyiv"]) == 0
    assert f"x.{kind} was not made by geobrief, or changed since, and" in capsys.readouterr().err


def test_a_letter_that_no_font_has_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(
        render, "make_still", lambda *_, **__: Still("<svg/>", "<svg/>", ("Kyiv \U0001f30d",))
    )
    assert main(["map", "Ankara", "--format", "html,png"]) == 2
    assert '(U+1F30D) in "Kyiv \U0001f30d"' in capsys.readouterr().err
    assert not files()


def test_pdf_says_what_to_install(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.setattr("geobrief.render.still.find_spec", lambda _: None)
    assert main(["map", "Ankara", "-o", "x.pdf"]) == 2
    assert 'pip install "geobrief[pdf]"' in capsys.readouterr().err
    assert not files()


MISTAKES = {
    "no such file": (["talks.yaml"], "talks.yaml"),
    "no such file in a folder": (["a/b"], "a/b"),
    "a brief and a place": (["talks.csv", "Ankara"], "talks.csv is a brief; give it alone"),
    "a workbook": (["Pope trip 2015.xlsx"], '"CSV UTF-8 (Comma delimited)"'),
    "a document": (["notes.DOCX"], "is a document, which geobrief does not read; put its records"),
    "geodata": (["track.gpx"], "export its points as GeoJSON"),
    "a text that is not there": (["visits.txt"], "there is no such file"),
    "a GeoPackage and no layers": (["Ankara", "--gpkg", "--layers", "none"], "leave one of the"),
    "a name that no file could have": (["x" * 300], "no place bears so long a name"),
    "an unknown place": (["Ankara", "Qqxzz"], "Qqxzz"),
    "an unknown format": (["Ankara", "--format", "pgn"], "did you mean png?"),
    "no format": (["Ankara", "--format", ", "], "--format needs one or more of html, svg, png"),
    "a format that is not made": (["Ankara", "-o", "x.jpg"], "such as x.png"),
    "a name for another format": (
        ["Ankara", "-o", "x.html", "--format", "png"],
        "x.html is a name for html, which --format png leaves out; write --format html,png, or",
    ),
    "a size of a page": (["Ankara", "--size", "phone"], "a page fits itself to its frame"),
    "a scale of an SVG": (["Ankara", "-o", "x.svg", "--scale", "2"], "--scale is for PNG"),
    "an unknown size": (["Ankara", "-o", "x.svg", "--size", "artcle"], "did you mean article?"),
    "a size without a height": (["Ankara", "-o", "x.svg", "--size", "1200"], "such as 1200x800"),
    "too small": (["Ankara", "-o", "x.svg", "--size", "199x800"], "are 200 to 6,000 px"),
    "too large": (["Ankara", "-o", "x.svg", "--size", "6001x800"], "are 200 to 6,000 px"),
    "too many pixels": (
        ["Ankara", "-o", "x.png", "--size", "6000x3000"],
        "too large: it may have 60 million pixels; choose a smaller --size, or --scale 1.8 at most",
    ),
    "no scale": (["Ankara", "-o", "x.png", "--scale", "0"], "--scale 0: it is 0.5 to 10"),
    "no number": (["Ankara", "-o", "x.png", "--scale", "nan"], "--scale nan: it is 0.5 to 10"),
    "an unknown theme": (["Ankara", "--theme", "drak"], "did you mean dark?"),
    "a style that is not there": (["Ankara", "--style", "no.toml"], "no.toml: there is no such"),
    "unknown borders": (["Ankara", "--borders", "defacto"], "did you mean de-facto?"),
}


@pytest.mark.parametrize(("arguments", "told"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes_write_nothing(arguments: list[str], told: str, capsys: Capture) -> None:
    assert main(["map", *arguments]) == 2
    captured = capsys.readouterr()
    assert told in captured.err
    assert not captured.out
    assert not files()


@pytest.mark.parametrize("name", ["kissinger", "Springfield"])
@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".xlsx"])
def test_a_file_of_that_name_is_pointed_to(name: str, suffix: str, capsys: Capture) -> None:
    Path(f"{name}{suffix}").write_text(BRIEF, encoding="utf-8")
    assert main(["map", name]) == 2
    told = capsys.readouterr().err
    assert told.startswith("geobrief: error: ")
    assert f"did you mean {name}{suffix}?" in told.splitlines()[-1]
    assert told.count("error: ") == 1
    assert files() == {f"{name}{suffix}"}


@pytest.mark.usefixtures("drawn")
def test_a_place_that_is_a_file_too_is_a_place_with_a_note(capsys: Capture) -> None:
    Path("Ankara.yaml").write_text(BRIEF, encoding="utf-8")
    assert main(["map", "Ankara"]) == 0
    assert "for the file, type Ankara.yaml" in capsys.readouterr().err


def test_a_file_name_with_blanks_wants_quotes(capsys: Capture) -> None:
    Path("Pope trip 2015.csv").write_text("place\nRome\n", encoding="utf-8")
    assert main(["map", "Pope", "trip", "2015.csv"]) == 2
    assert 'stands in quotes: geobrief map "Pope trip 2015.csv"' in capsys.readouterr().err


def test_an_error_in_a_brief_names_its_line(capsys: Capture) -> None:
    Path("talks.yaml").write_text(BRIEF.replace("to: Istanbul", "to: Qqxzz"), encoding="utf-8")
    assert main(["map", "talks.yaml"]) == 2
    assert "talks.yaml, line 4" in capsys.readouterr().err
    assert files() == {"talks.yaml"}


@pytest.mark.parametrize("wrong", ["Oslo,north,Ada", "Qqxzz,,Ada"])
def test_notes_on_a_table_are_told_though_it_has_errors(wrong: str, capsys: Capture) -> None:
    Path("trip.csv").write_text(f"place,lat,person\n{wrong}\nOslo,,\n", encoding="utf-8")
    assert main(["map", "trip.csv"]) == 2
    first, *more = capsys.readouterr().err.splitlines()
    note = "geobrief: note: trip.csv: the column person is not used; did you mean who? Rename it"
    assert first == note
    assert note not in more
    assert any(line.startswith("geobrief: error: trip.csv, row 2, ") for line in more)


def test_nothing_is_written_if_drawing_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(*_: object, **__: object) -> str:
        message = "there is no place to show"
        raise ViewError(message)

    monkeypatch.setattr(render, "make_page", fail)
    assert main(["map", "Ankara"]) == 2
    assert capsys.readouterr().err == "geobrief: error: there is no place to show\n"
    assert not files()


@pytest.mark.usefixtures("drawn")
def test_where_nothing_can_be_written_is_told(capsys: Capture) -> None:
    Path("output").write_text("in the way", encoding="utf-8")
    assert main(["map", "Ankara", "--layers", "none"]) == 1
    assert "cannot write" in capsys.readouterr().err
    assert Path("output").read_text(encoding="utf-8") == "in the way"


@pytest.mark.usefixtures("drawn")
def test_an_existing_file_is_a_brief_whatever_its_name(capsys: Capture) -> None:
    Path("Ankara").write_text("nothing that is a brief", encoding="utf-8")
    assert main(["map", "Ankara"]) == 2
    assert "Ankara" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments",
    [
        ["places.geojson", "-o", "places.geojson"],
        ["places.geojson", "--layers", "."],
        ["places.geojson", "-o", "layers/places/places.geojson"],
    ],
    ids=["page over input", "layers over input", "page over a layer"],
)
def test_no_output_is_written_over_the_input_or_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    from geobrief.cli import main

    monkeypatch.chdir(tmp_path)
    text = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", '
        '"properties": {"place": "Ankara"}, "geometry": null}]}'
    )
    Path("places.geojson").write_text(text, encoding="utf-8")
    assert main(["map", *arguments]) == 2
    assert Path("places.geojson").read_text(encoding="utf-8") == text
    assert sorted(path.name for path in tmp_path.iterdir()) == ["places.geojson"]


@pytest.mark.usefixtures("drawn")
@pytest.mark.parametrize("target", ["house.toml", "logo.png"])
def test_the_house_style_is_not_written_over(target: str, capsys: Capture) -> None:
    Image.new("RGB", (20, 20)).save("logo.png")
    Path("house.toml").write_text("[logo]\nfile = 'logo.png'\nalt = 'X'\n", encoding="utf-8")
    before = Path(target).read_bytes()
    kind = "png" if target.endswith("png") else "html"
    run = ["map", "Ankara", "--style", "house.toml", "--format", kind, "-o", target]
    assert main(run) == 2
    assert "would be written over the file it is made from" in capsys.readouterr().err
    assert Path(target).read_bytes() == before


@pytest.mark.parametrize("name", [".", "..", "/", "sub/..", "./."])
def test_a_folder_is_no_name_for_a_file(name: str, capsys: Capture) -> None:
    for command in ("map", "embed"):
        assert main([command, "Ankara", "-o", name]) == 1
        assert "is a folder; name a file in it" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["map", "embed"])
def test_what_stands_in_the_brief_is_no_option(command: str, capsys: Capture) -> None:
    assert main([command, "visits.csv", "--title", "A story"]) == 2
    told = capsys.readouterr().err
    assert "--title stands in the brief, as title: ...;" in told
    assert "geobrief new NAME --from TABLE.csv" in told
    assert main([command, "visits.csv", "--titel", "A story"]) == 2
    assert "stands in the brief" not in capsys.readouterr().err
