"""What a newcomer sees of a story that is not in order yet: notes, errors told once, doubts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geobrief.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

Capture = pytest.CaptureFixture[str]

PORTLAND = "geobrief: note: Portland: taken for Portland, Oregon, United States"
ERROR = "geobrief: error: "


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    yield
    assert not Path("output").exists()


def run(capsys: Capture, *words: str) -> list[str]:
    """Return what is told on standard error by a run that fails."""
    assert main(list(words)) == 2
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize("command", ["map", "embed", "check"])
@pytest.mark.parametrize(
    "wrong",
    [
        "{who: Bo, at: Boston, when: 12.05.2026}",
        "{who: Bo, at: Nowhere at all}",
    ],
)
def test_what_names_were_taken_for_is_told_beside_errors(
    command: str, wrong: str, capsys: Capture
) -> None:
    text = f"title: A story\nplaces: [{{name: Portland}}]\nsightings: [{wrong}]\n"
    Path("a.yaml").write_text(text, encoding="utf-8")
    told = run(capsys, command, "a.yaml")
    assert sum(line.startswith(PORTLAND) for line in told) == 1
    assert sum(line.startswith(ERROR) for line in told) == 1


def test_what_names_were_taken_for_is_told_where_the_map_cannot_be_drawn(capsys: Capture) -> None:
    text = "title: A story\nplaces: [{name: Portland}]\nareas: [{name: Atlantis}]\n"
    Path("a.yaml").write_text(text, encoding="utf-8")
    told = run(capsys, "map", "a.yaml")
    assert sum(line.startswith(PORTLAND) for line in told) == 1
    assert told[-1].startswith(ERROR)


COUNTRIES = (
    "Norway Sweden Finland France Spain Italy Greece Turkey Egypt Iran Iraq Cuba Peru Chile "
    "Brazil Bolivia Kenya Angola Ghana Portugal Poland Hungary Romania Albania"
)


def test_many_notes_beside_an_error_are_counted(capsys: Capture) -> None:
    rows = "\n".join((*COUNTRIES.split(), "Nowhere at all"))
    Path("a.csv").write_text(f"place\n{rows}\n", encoding="utf-8")
    told = run(capsys, "map", "a.csv")
    assert sum(line.endswith("notes of this kind") for line in told) == 1
    assert sum(line.startswith("geobrief: note: ") for line in told) == 21


ROWS = ("12.05.2026", "2026-05-13", "12.05.2026", "12.05.2026", "14.05.2026")
TABLE = "who,place,when\n" + "".join(f"P{n},Oslo,{when}\n" for n, when in enumerate(ROWS))


@pytest.mark.parametrize("command", ["map", "check", "embed"])
def test_one_mistake_in_many_rows_is_told_once(command: str, capsys: Capture) -> None:
    Path("a.csv").write_text(TABLE, encoding="utf-8")
    (told,) = [line for line in run(capsys, command, "a.csv") if line.startswith(ERROR)]
    assert told.startswith(f"{ERROR}a.csv, row 2, when: '12.05.2026' is not a date; ")
    assert told.endswith(" (so too rows 4, 5, 6: '14.05.2026')")


def test_json_tells_of_each_row(capsys: Capture) -> None:
    Path("a.csv").write_text(TABLE, encoding="utf-8")
    assert main(["check", "a.csv", "--json"]) == 2
    errors = json.loads(capsys.readouterr().out)["errors"]
    assert [error["where"] for error in errors] == [f"a.csv, row {n}, when" for n in (2, 4, 5, 6)]


def test_other_mistakes_of_a_column_are_told_apart(capsys: Capture) -> None:
    rows = "Ada,Oslo,someday\nAda,Oslo,2026-13-40\nAda,Nowhere one,\nAda,Nowhere two,\n"
    Path("a.csv").write_text(f"who,place,when\n{rows}", encoding="utf-8")
    told = [line for line in run(capsys, "map", "a.csv") if line.startswith(ERROR)]
    assert any("Nowhere one" in line and "so too" not in line for line in told)
    assert any("Nowhere two" in line and "so too" not in line for line in told)


def test_very_many_rows_are_counted(capsys: Capture) -> None:
    rows = "".join(f"Person {n},Oslo,12.05.2026\n" for n in range(100))
    Path("a.csv").write_text(f"who,place,when\n{rows}", encoding="utf-8")
    (told,) = [line for line in run(capsys, "map", "a.csv") if line.startswith(ERROR)]
    assert told.endswith(", 22 and 79 more)")
