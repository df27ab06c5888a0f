"""`geobrief check` on the command line: what goes where, and with which exit code."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest

from geobrief.cli import main
from geobrief.cli.output import MOST_PROBLEMS

Capture = pytest.CaptureFixture[str]

FINE = """\
title: A story
source: {name: Our own reporting}
sightings:
  - {who: Ada Example, at: Ankara}
"""
DOUBTFUL = FINE + "  - {who: Bo Colleague, at: Doha, inferred: true}\n"
FLAWED = DOUBTFUL + "  - {who: Cy Delegate, at: Doha, status: maybe}\n"
UNKNOWN = DOUBTFUL + "  - {who: Cy Delegate, at: Nowhereville Upon Nothing}\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check(text: str, *options: str, name: str = "visit.yaml") -> int:
    Path(name).write_text(text, encoding="utf-8")
    return main(["check", name, *options])


def test_nothing_found(capsys: Capture) -> None:
    assert check(FINE) == 0
    told = capsys.readouterr()
    assert told.out == "nothing found in 1 sighting\n"
    assert told.err == ""


def test_an_empty_story_is_an_error(capsys: Capture) -> None:
    assert check("title: A story\n") == 2
    told = capsys.readouterr()
    assert "there is no place to show" in told.err
    assert told.out == "1 error, and nothing else to check\n"
    assert main(["map", "visit.yaml"]) == 2
    assert capsys.readouterr().err == told.err


def test_a_doubt_is_an_answer(capsys: Capture) -> None:
    assert check(DOUBTFUL) == 0
    told = capsys.readouterr()
    doubt, count = told.out.splitlines()
    assert doubt.startswith("visit.yaml, line 5, sightings[1].inferred: ")
    assert doubt.endswith(" [inferred]")
    assert count == "1 doubt in 2 sightings"
    assert told.err == ""


def test_strict_fails_for_doubts(capsys: Capture) -> None:
    assert check(DOUBTFUL, "--strict") == 2
    assert check(FINE, "--strict") == 0
    capsys.readouterr()


@pytest.mark.parametrize(
    ("text", "where"),
    [(FLAWED, "line 6, sightings[2].status"), (UNKNOWN, "line 6, sightings[2].at")],
)
def test_errors_and_doubts_are_told_together(text: str, where: str, capsys: Capture) -> None:
    assert check(text) == 2
    told = capsys.readouterr()
    assert told.err.startswith(f"geobrief: error: visit.yaml, {where}: ")
    assert "[inferred]" in told.out
    assert told.out.splitlines()[-1].startswith("1 error and 1 doubt in ")


def test_errors_are_those_of_the_map(capsys: Capture) -> None:
    for text in (FLAWED, UNKNOWN):
        check(text)
        checked = capsys.readouterr().err
        assert main(["map", "visit.yaml"]) == 2
        assert capsys.readouterr().err == checked


def test_what_was_written_is_not_said_to_be_missing(capsys: Capture) -> None:
    """Neither of two places with one name can be kept; that nothing is left is no second error."""
    camps = "  - {name: Camp, lat: 1, lon: 2}\n  - {name: camp, lat: 5, lon: 2}\n"
    seen = "sightings:\n  - {who: Ada, at: Camp}\n"
    assert check(f"title: A story\nplaces:\n{camps}{seen}") == 2
    told = capsys.readouterr()
    assert "is already a name in places" in told.err
    assert "there is no place to show" not in told.err
    assert told.err.count("error:") == 1
    assert told.out == "1 error, and nothing else to check\n"


def test_what_cannot_be_read_is_an_error(capsys: Capture) -> None:
    assert check("a: [") == 2
    told = capsys.readouterr()
    assert told.err.startswith("geobrief: error: visit.yaml, line 1")
    assert told.out == "1 error, and nothing else to check\n"
    assert main(["check", "missing.yaml"]) == 2
    assert "missing.yaml" in capsys.readouterr().err


def test_notes_go_to_standard_error(capsys: Capture) -> None:
    assert check(FINE + "  - {who: Bo Colleague, at: Albania}\n") == 0
    assert capsys.readouterr().err.startswith("geobrief: note: Albania: its capital, Tirana")


def test_json_is_as_documented(capsys: Capture) -> None:
    assert check(DOUBTFUL, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["brief", "checked", "errors", "doubts", "notes"]
    assert told["brief"] == "visit.yaml"
    assert told["checked"]["sightings"] == 2
    assert told["errors"] == []
    assert told["doubts"] == [
        {
            "rule": "inferred",
            "where": "visit.yaml, line 5, sightings[1].inferred",
            "file": "visit.yaml",
            "line": 5,
            "row": None,
            "field": "sightings[1].inferred",
            "text": "this is inferred, and from what is not said",
            "what_to_do": "write under evidence what it follows from",
            "also_at": [],
        }
    ]


def test_json_has_the_errors_too(capsys: Capture) -> None:
    assert check(UNKNOWN, "--json") == 2
    (error,) = json.loads(capsys.readouterr().out)["errors"]
    assert error["where"] == "visit.yaml, line 6, sightings[2].at"
    assert check("a: [", "--json") == 2
    told = json.loads(capsys.readouterr().out)
    assert told["checked"] == {}
    assert len(told["errors"]) == 1


def test_a_table_is_told_by_its_rows(capsys: Capture) -> None:
    rows = "".join(f"Ankara,Person {n},2025-05-15\n" for n in range(50))
    assert check("place,who,when\n" + rows, name="visit.csv") == 0
    doubt, count = capsys.readouterr().out.splitlines()
    assert doubt.startswith("visit.csv, row 2: 50 sightings rest on no source")
    assert "say under the column evidence what each row rests on" in doubt
    assert count == "1 doubt in 50 sightings"


def test_the_first_twenty_of_a_rule_and_a_count(capsys: Capture) -> None:
    places = "".join(f"Camp {n},41.01,28.95,Greece\n" for n in range(50))
    assert check("place,lat,lon,country\n" + places, name="visit.csv") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == MOST_PROBLEMS + 2
    assert lines[MOST_PROBLEMS] == "and 30 more [outside-country]"
    assert lines[-1] == "50 doubts in 50 listed places"


def test_nothing_is_written(tmp_path: Path, capsys: Capture) -> None:
    check(DOUBTFUL)
    capsys.readouterr()
    assert [path.name for path in tmp_path.iterdir()] == ["visit.yaml"]


def test_hostile_names_cannot_move_the_cursor(capsys: Capture) -> None:
    text = FINE + '  - {who: "\u202eoB\u202c", at: Doha, inferred: true, alternatives: [Dubai]}\n'
    assert check(text) == 0
    out = capsys.readouterr().out
    assert "\u202e" not in out


@pytest.mark.slow
@pytest.mark.parametrize("what", ["unknown", "exchanged", "known"])
def test_twenty_thousand_rows_take_seconds(what: str, capsys: Capture) -> None:
    """A hundred thousand have 30 s; a fifth of them has more than its share, on slow machines."""
    header, row = {
        "unknown": ("place", "Xqzv{0}kdt"),
        "exchanged": ("place,lat,lon,country", "Camp {0},28.95,41.01,Turkey"),
        "known": ("place,who,when,lat,lon,country", "C{0},P{1},2025-05-{2:02d},41.01,28.95,TR"),
    }[what]
    rows = "".join(row.format(n, n % 500, 1 + n % 28) + "\n" for n in range(20_000))
    before = time.perf_counter()
    code = check(f"{header}\n{rows}", name="large.csv")
    took_s = time.perf_counter() - before
    told = capsys.readouterr()
    assert code == (0 if what == "known" else 2)
    assert len(told.err.splitlines()) <= MOST_PROBLEMS + 1
    assert took_s < 15, f"{took_s:.1f} s"


def test_the_readme_shows_what_check_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(\w+)\n(.*?)```", readme, flags=re.DOTALL)
    brief = next(text for kind, text in blocks if kind == "yaml" and "claim:" in text)
    (shown,) = (text for kind, text in blocks if kind == "text" and "[claim]" in text)
    monkeypatch.chdir(tmp_path)
    Path("visits.yaml").write_text(brief, encoding="utf-8")
    assert main(["check", "visits.yaml"]) == 0
    assert capsys.readouterr().out.splitlines()[:-1] == shown.splitlines()
