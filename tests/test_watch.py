"""`geobrief map --watch`: each save is drawn, what is wrong is told, the last good map stays."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from geobrief import render
from geobrief.cli import main, watching
from geobrief.render.page import Page

Capture = pytest.CaptureFixture[str]
BRIEF = "title: Talks\nplaces: [{name: Ankara, country: TR}]\n"
RUN = ["map", "talks.yaml", "--watch", "--layers", "none"]


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("talks.yaml").write_text(BRIEF, encoding="utf-8")


@pytest.fixture
def saves(monkeypatch: pytest.MonkeyPatch) -> list[Callable[[], object]]:
    """Return what is done one after the other while it waits; then it is stopped."""
    to_do: list[Callable[[], object]] = []

    def pause(seconds: float) -> None:
        if seconds == watching._EVERY_S:  # noqa: SLF001 - else it looks whether all is saved
            if not to_do:
                raise KeyboardInterrupt
            to_do.pop(0)()

    def page(brief: object, _layers: object, **look: object) -> Page:
        return Page(f"<!doctype html>{brief.title} {look.get('style')}", ("drawn",))  # type: ignore[attr-defined]

    monkeypatch.setattr(watching, "_pause", pause)
    monkeypatch.setattr(watching, "_PATIENCE_S", 0.0)
    monkeypatch.setattr(render, "make_page", page)
    return to_do


def saved(text: str, path: str = "talks.yaml") -> Callable[[], object]:
    return lambda: Path(path).write_text(text, encoding="utf-8")


def made() -> str:
    return Path("output/talks.html").read_text(encoding="utf-8")


def test_each_save_is_drawn(saves: list[Callable[[], object]], capsys: Capture) -> None:
    seen: list[str] = []
    saves += [
        lambda: seen.append(made()),  # nothing is saved
        saved(BRIEF.replace("Talks", "More talks")),
        lambda: seen.append(made()),
    ]
    assert main(RUN) == 130
    assert ["More" in page for page in seen] == [False, True]
    told = capsys.readouterr()
    first, second = told.out.splitlines()
    assert first == str(Path("output/talks.html"))
    assert second.endswith(f", drawn anew: {first}")
    assert told.err.count("note: drawn") == 1  # a note is told when it is new
    assert "talks.yaml is watched; each save draws it anew, Ctrl-C ends" in told.err
    assert "replaced" not in told.err  # nor is its own page another story's


def test_what_is_wrong_is_told_and_the_last_good_map_stays(
    saves: list[Callable[[], object]], capsys: Capture
) -> None:
    pages: list[str] = []
    saves += [
        saved("title: Talks\nplaces: [{nam: Ankara}]\n"),
        lambda: pages.append(made()),
        Path("talks.yaml").unlink,
        saved(BRIEF.replace("Ankara", "Qqxzz")),
        lambda: pages.append(made()),
        saved(BRIEF.replace("Talks", "Mended")),
    ]
    assert main(RUN) == 130
    err = capsys.readouterr().err
    assert "geobrief: error: talks.yaml, line 2" in err
    assert "Qqxzz" in err
    assert "there is no such file" in err
    assert err.count("not drawn; the last good map stays") == 3
    assert ["Talks" in page for page in pages] == [True, True]
    assert "Mended" in made()


def test_a_first_brief_may_be_mended(saves: list[Callable[[], object]], capsys: Capture) -> None:
    saved("title: Talks\nplaces: [{nam: Ankara}]\n")()
    saves.append(saved(BRIEF))
    assert main(RUN) == 130
    told = capsys.readouterr()
    assert "not drawn; mend it and save" in told.err
    assert told.out.splitlines() == [str(Path("output/talks.html"))]


def test_the_style_and_what_it_names_are_watched(
    saves: list[Callable[[], object]], capsys: Capture
) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h{}v9z"/></svg>'
    saved('credit = "A"', "house.toml")()
    saves += [
        saved('credit = "B"\n[logo]\nfile = "l.svg"\nalt = "L"', "house.toml"),  # no such logo yet
        saved(logo.format(9), "l.svg"),
        saved(logo.format(5), "l.svg"),
        saved("credit = ", "house.toml"),
        saved('credit = "C"', "house.toml"),
    ]
    assert main([*RUN, "--style", "house.toml"]) == 130
    told = capsys.readouterr()
    assert len(told.out.splitlines()) == 4
    assert told.err.count("the last good map stays") == 2
    assert "credit='C'" in made()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["Ankara"], "--watch waits for a brief to be saved, and these are names of places"),
        (["no.yaml"], "no.yaml"),
        (["talks.yaml", "--theme", "drak"], "did you mean dark?"),
        (["talks.yaml", "--layers", "none", "--gpkg"], "leave one of the two out"),
        (["talks.yaml", "-o", "talks.yaml/x.html"], "talks.yaml"),
    ],
)
@pytest.mark.usefixtures("saves")
def test_what_no_save_mends_ends_it(arguments: list[str], told: str, capsys: Capture) -> None:
    assert main(["map", "--watch", *arguments]) in {1, 2}
    captured = capsys.readouterr()
    assert told in captured.err
    assert "watched" not in captured.err


def test_a_fault_of_ours_ends_nothing(
    saves: list[Callable[[], object]], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def fail(*_: object, **__: object) -> Page:
        raise ZeroDivisionError

    good = render.make_page
    monkeypatch.setattr(render, "make_page", fail)

    def mend() -> None:
        monkeypatch.setattr(render, "make_page", good)
        saved(BRIEF + "\n")()

    saves.append(mend)
    assert main(RUN) == 130
    told = capsys.readouterr()
    assert "ZeroDivisionError" in told.err
    assert told.out.splitlines() == [str(Path("output/talks.html"))]


def test_json_is_a_line_for_each_drawing(
    saves: list[Callable[[], object]], capsys: Capture
) -> None:
    saves.append(saved(BRIEF.replace("Talks", "More talks")))
    assert main([*RUN, "--json", "--quiet"]) == 130
    told = capsys.readouterr()
    assert [json.loads(line)["title"] for line in told.out.splitlines()] == ["Talks", "More talks"]
    assert not told.err


def test_it_is_shown_once(
    saves: list[Callable[[], object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    import webbrowser

    shown: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda uri: shown.append(uri) or True)
    saves.append(saved(BRIEF + "\n"))
    assert main([*RUN, "--open"]) == 130
    assert len(shown) == 1


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="Windows sends no interrupt to one process")
def test_a_real_watch_draws_and_ends_with_ctrl_c() -> None:
    command = [sys.executable, "-m", "geobrief", *RUN]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == str(Path("output/talks.html"))
        time.sleep(0.5)
        Path("new").write_text(BRIEF.replace("Talks", "Saved by renaming"), encoding="utf-8")
        Path("new").replace("talks.yaml")
        assert "drawn anew" in process.stdout.readline()
        assert "Saved by renaming" in made()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert "geobrief: stopped; the files are written" in err
    assert not list(Path("output").glob(".geobrief-*"))
