"""The command line as people meet it: exit codes, streams, and text that stays text."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from geobrief.cli import main, minus, output
from geobrief.errors import BriefError, DataError, InputError, Problem
from geobrief.model import Location

Capture = pytest.CaptureFixture[str]
COMMANDS = ("map", "distance", "geocode")


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    """Run a whole process."""
    return subprocess.run(
        [sys.executable, "-m", "geobrief", *arguments],
        capture_output=True,
        check=False,
        **options,  # type: ignore[call-overload] # what subprocess.run takes
    )


def failing_with(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("geobrief.cli.distance.measure", fail)


def test_without_a_command_it_tells_what_there_is(capsys: Capture) -> None:
    assert main([]) == 0
    told = capsys.readouterr()
    assert not told.err
    assert all(f"  {command} " in told.out for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_every_command_has_help_with_an_example(command: str, flag: str, capsys: Capture) -> None:
    assert main([command, flag]) == 0
    assert "Example" in capsys.readouterr().out


def test_version(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("geobrief 0.")


WRONG_USAGE = {
    "no such command": (["nix"], "nix"),
    "no such option": (["distance", "--nix"], "--nix"),
    "no argument": (["distance"], "PLACE"),
    "a wrong choice": (["distance", "Ankara", "Kyiv", "--unit", "li"], "'km', 'mi', 'nmi'"),
    "an option without its value": (["map", "Ankara", "-o"], "-o"),
}


@pytest.mark.parametrize(("arguments", "told"), WRONG_USAGE.values(), ids=WRONG_USAGE)
def test_wrong_usage_is_told_on_standard_error(
    arguments: list[str], told: str, capsys: Capture
) -> None:
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert not captured.out
    first, second, *more = captured.err.splitlines()
    assert first.startswith("geobrief: error: ")
    assert told in first
    assert "--help" in second
    assert not more


def test_an_unknown_place_is_an_error_with_its_way_out(capsys: Capture) -> None:
    assert main(["distance", "Ankara", "Qqxzz"]) == 2
    captured = capsys.readouterr()
    assert not captured.out
    assert captured.err.startswith("geobrief: error: ")
    assert "Qqxzz" in captured.err


def test_every_problem_of_a_brief_has_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    problems = [Problem(f"a.yaml, line {n}", "is wrong\n  1. do this") for n in range(1, 24)]
    failing_with(monkeypatch, BriefError(problems))
    assert main(["distance", "a", "b"]) == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[:2] == ["geobrief: error: a.yaml, line 1: is wrong", "  1. do this"]
    assert len(lines) == 41
    assert lines[-1] == "geobrief: error: and 3 more"


def test_what_is_not_the_inputs_fault_exits_with_1(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    failing_with(monkeypatch, DataError("the gazetteer is damaged"))
    assert main(["distance", "a", "b"]) == 1
    assert capsys.readouterr().err == "geobrief: error: the gazetteer is damaged\n"


def test_a_fault_of_ours_is_one_line_that_asks_to_report(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.delenv("GEOBRIEF_TRACEBACK", raising=False)
    failing_with(monkeypatch, ZeroDivisionError("some\nthing"))
    assert main(["distance", "a", "b"]) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("geobrief: error: ZeroDivisionError: some\\nthing.")
    assert "report" in line


def test_a_fault_of_ours_is_traced_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOBRIEF_TRACEBACK", "1")
    failing_with(monkeypatch, ZeroDivisionError("x"))
    with pytest.raises(ZeroDivisionError):
        main(["distance", "a", "b"])


def test_an_interrupt_is_quiet(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    failing_with(monkeypatch, KeyboardInterrupt())
    assert main(["distance", "a", "b"]) == 130
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("place", ["\x1b[31mQq", "Qq\u202exz", "Qq\rxz", "Qq\x9b31m", "Qq\u2028xz"])
def test_text_cannot_act_on_the_terminal(place: str, capsys: Capture) -> None:
    assert main(["distance", "Ankara", place]) == 2
    assert main(["geocode", "--json", place]) == 2
    assert main(["map", f"{place}.yaml"]) == 2
    assert main(["distance", f"--{place}"]) == 2
    told = "".join(capsys.readouterr())
    assert not set("\x1b\u202e\r\x9b\u2028") & set(told)


def test_json_escapes_what_a_terminal_would_act_on(capsys: Capture) -> None:
    value = {"a": "x\x9b\u202e\x7f é ü 北京"}
    output.answer_json(value)
    text = capsys.readouterr().out
    assert not set("\x9b\u202e\x7f") & set(text)
    assert "北京" in text
    assert json.loads(text) == value


def test_tables_line_up_wide_and_combining_characters(capsys: Capture) -> None:
    accented = "e\N{COMBINING ACUTE ACCENT}t"
    output.answer_table([("北京", "1"), (accented, "22"), ("abcd", "3")], right=[1])
    assert capsys.readouterr().out.splitlines() == ["北京   1", f"{accented}    22", "abcd   3"]


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("-33.86, 151.2", "\N{MINUS SIGN}33.86, 151.2"),
        ("-33.86,151.2", "\N{MINUS SIGN}33.86,151.2"),
        ("-.5 10", "\N{MINUS SIGN}.5 10"),
        ("-33", "-33"),
        ("--33, 5", "--33, 5"),
        ("-o", "-o"),
        ("33, -5", "33, -5"),
        ("", ""),
    ],
)
def test_only_coordinates_get_a_minus_sign(typed: str, understood: str) -> None:
    assert minus.shielded(typed) == understood
    assert minus.as_typed(understood) == typed


def test_notes_are_told_once_and_apart(capsys: Capture) -> None:
    place = Location(query="Georgia", name="Georgia", lon_deg=0, lat_deg=0, rivals=("the state",))
    output.tell_notes([place, place])
    told = capsys.readouterr()
    assert told.err == "geobrief: note: Georgia: taken for Georgia; passed over: the state\n"
    assert not told.out


def test_errors_that_are_several_lines_are_several_errors(capsys: Capture) -> None:
    output.report(InputError("one\n  1. this\n  2. that\ntwo"))
    assert capsys.readouterr().err.splitlines() == [
        "geobrief: error: one",
        "  1. this",
        "  2. that",
        "geobrief: error: two",
    ]


# Whole processes


def test_it_runs_as_a_module_and_as_a_script() -> None:
    script = Path(sys.executable).with_name("geobrief")
    for command in ([sys.executable, "-m", "geobrief"], [str(script)]):
        answer = subprocess.run([*command, "--version"], capture_output=True, check=True)
        assert answer.stdout.startswith(b"geobrief ")


def test_an_ascii_terminal_gets_escapes_not_a_crash() -> None:
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    answer = run("geocode", "--country", "TR", "İzmir", env=environment)
    assert answer.returncode == 0
    assert b"\\u0130zmir" in answer.stdout


def test_bytes_that_are_no_text_are_an_error_like_another() -> None:
    answer = run(b"distance", b"\xff\xfe", b"Ankara")  # type: ignore[arg-type]
    assert answer.returncode == 2
    assert answer.stderr.startswith(b"geobrief: error: ")
    assert b"Traceback" not in answer.stderr


@pytest.mark.skipif(os.name == "nt", reason="a pipe of this kind is POSIX's")
def test_a_reader_that_leaves_early_is_no_error_to_look_at() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        answer = subprocess.run(
            [sys.executable, "-m", "geobrief", "geocode", "--all", "Springfield"],
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)
    assert answer.returncode == 1
    assert answer.stderr == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_standard_output_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        answer = subprocess.run(
            [sys.executable, "-m", "geobrief", "geocode", "Ankara"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert answer.returncode == 1
    assert answer.stderr.startswith(b"geobrief: error: cannot write to standard output: ")
    assert len(answer.stderr.splitlines()) == 1
