import os
import sqlite3
import webbrowser
from contextlib import closing
from pathlib import Path

import pytest

from geobrief import render
from geobrief.cli import main
from geobrief.errors import ViewError
from geobrief.layers import read_layers
from geobrief.render.earlier import earlier_title
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

    def fake(brief: object, layers: object = None) -> Page:
        assert layers is not None
        titles.append(brief.title)  # type: ignore[attr-defined]
        return Page("<!doctype html>", ("the page has a note",))

    monkeypatch.setattr(render, "make_page", fake)
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
    other = BRIEF.replace("title: Talks", "title: '<b>Talks</b> & more'")
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


def test_layers_of_another_story_are_not_replaced_in_silence(capsys: Capture) -> None:
    first, second = brief_at("talks.yaml"), brief_at("two/talks.yaml")
    assert main(["map", first]) == 0
    assert main(["map", first]) == 0
    assert "replaced" not in capsys.readouterr().err
    assert main(["map", second, "-o", "second.html"]) == 0
    told = capsys.readouterr().err
    assert "layers/talks held layers, which are replaced, and second.html was not there" in told
    Path(second).write_text("title: Talks\nplaces: [{name: Oslo}]\n", encoding="utf-8")
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
