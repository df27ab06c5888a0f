"""What all commands have in common: --json, --quiet, help that shows examples, completion."""

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from geobrief.cli import main
from geobrief.cli.app import COMMANDS

Capture = pytest.CaptureFixture[str]
BRIEF = """\
title: Summit
places: [{name: Geneva}]
movements: [{who: Ada, from: Vienna, to: Geneva, when: 2025-05-01}]
"""
TABLE = "place,who,when,nonsense\nGeneva,Ada,2025-05-01,x\nVienna,Bo,2025-05-02,\n"
RUNS = {
    "new": ["new", "begun", "--from", "visits.csv"],
    "map": ["map", "visits.csv", "-o", "a.svg"],
    "embed": ["embed", "visits.csv"],
    "check": ["check", "visits.csv"],
    "distance": ["distance", "Geneva", "Vienna"],
    "geocode": ["geocode", "Geneva"],
    "inspect": ["inspect", "output/summit.html"],
}
"""A run of each command that has something to note."""


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a story, its page and a table."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "layers/summit").mkdir(parents=True)
    (folder / "layers/summit/brief.yaml").write_text(BRIEF, encoding="utf-8")
    (folder / "visits.csv").write_text(TABLE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert main(["map", "layers/summit/brief.yaml", "--quiet"]) == 0
    return folder


@pytest.fixture
def _there(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workplace)
    (workplace / "layers/begun/brief.yaml").unlink(missing_ok=True)


def test_each_command_has_a_run() -> None:
    assert set(RUNS) == set(COMMANDS)


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_every_command_answers_in_json(run: list[str], capsys: Capture) -> None:
    assert main([*run, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize("flag", ["-q", "--quiet"])
@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_every_command_can_be_quiet(run: list[str], flag: str, capsys: Capture) -> None:
    assert main(run) == 0
    loud = capsys.readouterr()
    assert "geobrief: note: " in loud.err
    Path("layers/begun/brief.yaml").unlink(missing_ok=True)
    assert main([*run, flag]) == 0
    quiet = capsys.readouterr()
    assert not quiet.err
    assert quiet.out == loud.out
    assert quiet.out


@pytest.mark.parametrize("flag", ["-q", "--json"])
def test_errors_are_told_all_the_same(flag: str, capsys: Capture) -> None:
    assert main(["distance", "Ankara", "Qqxzz", flag]) == 2
    told = capsys.readouterr()
    assert told.err.startswith("geobrief: error: ")
    assert not told.out


def test_what_was_found_is_answered_beside_what_failed(capsys: Capture) -> None:
    assert main(["geocode", "Ankara", "Qqxzz", "--json"]) == 2
    told = capsys.readouterr()
    assert [place["name"] for place in json.loads(told.out)] == ["Ankara"]
    assert "Qqxzz" in told.err


def test_quiet_lasts_for_one_command_only(capsys: Capture) -> None:
    assert main(["geocode", "Geneva", "-q"]) == 0
    assert main(["geocode", "Geneva"]) == 0
    assert capsys.readouterr().err.count("note") == 1


EXAMPLES = [
    (name, line)
    for name, command in COMMANDS.items()
    for line in command.examples
    if "--watch" not in line
]


@pytest.mark.usefixtures("_there")
@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_examples_run(name: str, line: str, tmp_path: Path, capsys: Capture) -> None:
    program, *words = shlex.split(line)
    assert (program, words[0]) == ("geobrief", name)
    if name == "new":
        (tmp_path / "visits.csv").write_text(TABLE, encoding="utf-8")
        os.chdir(tmp_path)  # the fixture brings it back
    assert main(words) == (2 if "--strict" in words else 0)
    assert capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_fits_a_terminal_and_shows_its_examples(
    name: str, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert main([name, "--help"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    shown = lines[lines.index("  Examples:") + 1 :]
    assert [line.strip() for line in shown] == list(COMMANDS[name].examples)
    assert "Arguments:" not in lines  # the words above tell what they are
    options = lines[lines.index("Options:") + 1 : lines.index("  Examples:")]
    assert not [line for line in options if line.startswith("  -") and "  " not in line[3:]]


def completed(*words: str) -> list[str]:
    """Return what the Tab key offers after these words."""
    environment = {
        **os.environ,
        "_GEOBRIEF_COMPLETE": "complete_bash",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    done = subprocess.run(
        [sys.executable, "-c", "from geobrief.cli import main; main()"],
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return done.stdout.split()


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("geobrief", ""), list(COMMANDS)),
        (("geobrief", "geo"), ["geocode"]),
        (("geobrief", "map", "--wa"), ["--watch"]),
        (("geobrief", "inspect", "--qu"), ["--quiet"]),
        (("geobrief", "map", "--theme", "d"), ["dark"]),
        (("geobrief", "map", "--size", "s"), ["square", "social"]),
        (("geobrief", "map", "--borders", ""), ["default", "de-facto"]),
        (("geobrief", "map", "--format", "html,p"), ["html,png", "html,pdf"]),
        (("geobrief", "distance", "--unit", "n"), ["nmi"]),
        (("geobrief", "map", "vis"), []),  # then the shell offers files
    ],
    ids=lambda one: " ".join(one) if isinstance(one, tuple) else "",
)
def test_completion(words: tuple[str, ...], offered: list[str]) -> None:
    assert completed(*words) == offered


def test_a_command_loads_neither_completion_nor_other_commands() -> None:
    code = (
        "import sys; from geobrief.cli import main; main(['distance', 'Ankara', 'Kyiv', '-q']); "
        "loaded = [name for name in sys.modules if name == 'rich' "
        "or name.endswith(('map_command', 'embed_command', 'making', 'pandas', 'numpy'))]; "
        "sys.exit(str(loaded) if loaded else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False, text=True)
    assert (done.returncode, done.stderr) == (0, "")
