"""The pages on commands, distances and layers: what they show is what happens."""

import ast
import re
import shlex
from pathlib import Path

import commands_doc
import pytest

import geobrief
from geobrief import geodesy
from geobrief.cli import main
from geobrief.cli.app import COMMANDS as ALL_COMMANDS
from geobrief.layers.columns import COLUMNS

DOCS = Path(__file__).parent.parent / "docs"
COMMANDS = (DOCS / "commands.md").read_text(encoding="utf-8")
LAYERS = (DOCS / "layers.md").read_text(encoding="utf-8")
DISTANCES = (DOCS / "distances.md").read_text(encoding="utf-8")


README = (DOCS.parent / "README.md").read_text(encoding="utf-8")


def examples() -> list[tuple[str, str]]:
    """Return each command that a page shows together with its answer."""
    blocks = re.findall(r"```console\n\$ (.*?)\n(.*?)```", COMMANDS, flags=re.DOTALL)
    blocks += re.findall(r"```console\n\$ (.*?)\n(.*?)```", README, flags=re.DOTALL)
    return [(command, shown) for command, shown in blocks if shown and not shown.startswith("$ ")]


def test_there_are_examples() -> None:
    assert len(examples()) >= 8
    assert "```console\n$ geobrief distance" in README


def test_the_readme_names_a_schema_where_it_says_it_is() -> None:
    (path,) = re.findall(r"yaml-language-server: \$schema=(\S+)", README)
    assert (DOCS.parent / path).is_file()


@pytest.mark.parametrize(("command", "shown"), examples(), ids=lambda text: text.split("\n")[0])
def test_examples_answer_as_shown(
    command: str, shown: str, capsys: pytest.CaptureFixture[str]
) -> None:
    program, *arguments = shlex.split(command)
    assert program == "geobrief"
    assert main(arguments) == 0
    assert capsys.readouterr().out == shown


def parameters() -> list[tuple[str, str]]:
    return [
        (command, flag)
        for command in ALL_COMMANDS
        for pair in re.findall(r"^  (?:(-[a-z]), )?(--[a-z-]+)", _help_of(command), re.MULTILINE)
        for flag in pair
        if flag not in {"", "--help", "-h"}
    ]


def _help_of(command: str) -> str:
    import contextlib
    import io

    with contextlib.redirect_stdout(io.StringIO()) as told:
        main([command, "--help"])
    return told.getvalue().split("Options:")[1]


@pytest.mark.parametrize("command", list(ALL_COMMANDS))
def test_every_command_is_documented(command: str) -> None:
    assert f"\n## geobrief {command}\n" in COMMANDS


@pytest.mark.parametrize(("command", "flag"), parameters())
def test_every_option_is_documented(command: str, flag: str) -> None:
    section = COMMANDS.split(f"\n## geobrief {command}\n")[1].split("\n## ")[0]
    assert re.search(rf"(?<![-\w]){flag}\b", section)


def test_the_help_in_the_page_is_the_programs() -> None:
    """`python tools/commands_doc.py` brings it up to date."""
    assert commands_doc.with_help(COMMANDS) == COMMANDS
    with pytest.raises(ValueError, match="geobrief new --help"):
        commands_doc.with_help(COMMANDS.replace("<!-- geobrief new --help -->", ""))
    spoilt = COMMANDS.replace("[required]", "").replace("Draw anew at", "Draw nothing at")
    assert commands_doc.with_help(spoilt) == COMMANDS


def test_every_column_is_documented() -> None:
    named = set(re.findall(r"`(\w+)`", LAYERS))
    assert {column for columns in COLUMNS.values() for column in columns} <= named


def test_numbers_in_the_page_on_distances_are_those_of_the_program() -> None:
    apart_m = geobrief.distance("Ankara", "Istanbul").distance_m
    assert geodesy.format_distance(apart_m, units="mi") in DISTANCES
    assert f"within {geodesy.TOLERANCE_M:.0f} m of the geodesic" in DISTANCES
    assert f"{geodesy.MILE_M:,.3f} m" in DISTANCES


@pytest.mark.parametrize("page", [COMMANDS, LAYERS], ids=["commands", "layers"])
def test_python_examples_use_what_there_is(page: str) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", page, flags=re.DOTALL)
    used = {
        node.attr
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "geobrief"
    }
    assert used
    assert used <= set(geobrief.__all__)


@pytest.mark.parametrize("page", ["commands.md", "distances.md", "layers.md"])
def test_links_between_pages_lead_somewhere(page: str) -> None:
    text = (DOCS / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([\w./-]+\.md)\)", text):
        assert (DOCS / target).is_file(), target
