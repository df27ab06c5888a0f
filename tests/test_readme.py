"""Someone who has only the README gets as far as it says."""

import re
import shutil
import subprocess
from contextlib import redirect_stdout
from functools import cache
from io import StringIO
from pathlib import Path

import pytest

import geobrief
from geobrief.cli import main

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
FLAG = re.compile(r"(?<=\s)--?[a-z]+\b")


def block(kind: str, number: int = 0) -> str:
    return re.findall(rf"```{kind}\n(.*?)```", README, flags=re.DOTALL)[number]


def commands(name: str) -> list[str]:
    """Return what the README types for a file, without comments."""
    lines = re.findall(rf"^geobrief .*\b{name}\b.*$", README, re.MULTILINE)
    return [re.sub(r"\s+#.*", "", line) for line in lines]


def run(command: str, *, without: str = "") -> int:
    program, *arguments = command.split()
    assert program == "geobrief"
    return main([one for one in arguments if one != without])


def test_the_table_in_the_text_is_the_file() -> None:
    rows = re.findall(r"^\| (\w+) \| (The convoy|who) \|(.*)\|$", README, re.MULTILINE)
    shown = [[place, who, *map(str.strip, rest.split("|"))] for place, who, rest in rows]
    assert shown == [line.split(",") for line in block("csv").splitlines()]


def test_a_spreadsheet_becomes_a_map_in_an_article_and_a_brief_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    table = block("csv")
    Path("convoy.csv").write_text(table, encoding="utf-8")
    mapped, begun = commands("convoy.csv")

    assert run(mapped, without="--open") == 0
    assert capsys.readouterr().err == block("text")
    assert Path("output/convoy.html").is_file()
    assert geobrief.read_layers("layers/convoy").places["country"].tolist() == ["TR", "SY", "LY"]

    corrected = table.replace("Tripoli,", '"Tripoli, Lebanon",')
    Path("convoy.csv").write_text(corrected, encoding="utf-8")
    assert run(mapped, without="--open") == 0
    assert capsys.readouterr().err == ""
    assert geobrief.read_layers("layers/convoy").places["country"].tolist() == ["TR", "SY", "LB"]

    assert run(begun) == 0
    brief = Path("layers/convoy/brief.yaml")
    assert geobrief.read_brief(brief) == geobrief.read_brief("convoy.csv")
    for key in ("source", "people"):
        assert f"`{key}`" in README
        assert f"# {key}:" in brief.read_text(encoding="utf-8")
    titled = brief.read_text(encoding="utf-8").replace("title: Convoy", "title: Help for Tripoli")
    brief.write_text(titled.replace("# source:", "source:"), encoding="utf-8")
    capsys.readouterr()

    (embedded,) = [one for one in commands("brief.yaml") if one.startswith("geobrief embed")]
    assert run(embedded) == 0
    for name in ("convoy.html", "convoy.png", "convoy.embed.html"):
        assert f"output/{name}" in README
        assert Path("output", name).is_file()
    assert "replaced" not in capsys.readouterr().err
    pasted = Path("output/convoy.embed.html").read_text(encoding="utf-8")
    assert 'src="https://www.example.org/maps/convoy.html"' in pasted
    assert "Tripoli, Lebanon" in pasted

    inspected, again = commands("convoy.yaml")
    assert run(inspected) == 0
    assert capsys.readouterr().out.strip() == "convoy.yaml"
    (line,) = re.findall(r"`(corrected: [^`]+)`", README)
    found = Path("convoy.yaml").read_text(encoding="utf-8")
    Path("convoy.yaml").write_text(f"{found}\n{line}\n", encoding="utf-8")
    assert run(again) == 0
    told = capsys.readouterr().err
    assert "paste the snippet again: heights changed" in told
    assert "replaced" not in told
    assert line.removeprefix("corrected: ") in Path("output/convoy.html").read_text("utf-8")
    pasted = Path("output/convoy.embed.html").read_text(encoding="utf-8")
    assert 'src="https://www.example.org/maps/convoy.html"' in pasted


def test_every_option_in_it_is_known() -> None:
    lines = re.findall(r"`(geobrief (\w+)[^`\n]*)`|^(geobrief (\w+).*)$", README, re.MULTILINE)
    told = {(one[1] or one[3], flag) for one in lines for flag in FLAG.findall(one[0] or one[2])}
    assert {"map", "embed", "geocode", "new"} <= {command for command, _ in told}
    for command, flag in told:
        assert flag in help_of(command), (command, flag)


@cache
def help_of(command: str) -> str:
    with redirect_stdout(StringIO()) as said:
        main([command, "--help"])
    return said.getvalue()


def test_the_brief_is_read_and_doubted_as_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("visits.yaml").write_text(block("yaml"), encoding="utf-8")
    brief = geobrief.read_brief("visits.yaml")
    assert brief.notes == ()
    assert geobrief.build_layers(brief).notes == ()
    assert [f"{doubt}\n" for doubt in geobrief.check_brief(brief).doubts] == [block("text", 1)]


@pytest.mark.skipif(shutil.which("make") is None, reason="there is no make")
def test_the_first_time_make_says_that_it_takes_its_time(tmp_path: Path) -> None:
    def steps() -> str:
        order = ["make", "-n", "--no-print-directory", "map", f"VENV={tmp_path}"]
        root = Path(__file__).resolve().parent.parent
        return subprocess.run(order, cwd=root, capture_output=True, text=True, check=True).stdout

    first, _, rest = steps().partition("\n")
    assert "setting up, about two minutes the first time" in first
    assert "tools/venv.sh" in rest
    for name in ("created", "installed"):
        (tmp_path / name).touch()
    assert "setting up" not in steps()


def test_the_python_in_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(__file__).resolve().parent.parent)
    names: dict[str, object] = {}
    exec(compile(block("python"), "README.md", "exec"), names)  # noqa: S102 - our own
    assert str(names["page"]).startswith("<!DOCTYPE html>")
    assert bytes(names["picture"]).startswith(b"\x89PNG")  # type: ignore[call-overload]
