"""Work says how far it has come, to whoever listens; a terminal shows it after a second."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geobrief import progress
from geobrief.cli import bar


def test_nobody_listens() -> None:
    assert list(progress.tracked(iter(range(3)), "counting")) == [0, 1, 2]
    progress.stage("nothing happens")


def test_who_listens_is_told_of_stages_and_counts() -> None:
    told: list[tuple[str, int, int | None]] = []
    with progress.heard_by(lambda what, done, total: told.append((what, done, total))):
        progress.stage("beginning")
        assert list(progress.tracked(range(130), "counting")) == list(range(130))
        list(progress.tracked(iter("ab"), "of unknown length"))
    progress.stage("nobody listens any more")
    assert told == [
        ("beginning", 0, None),
        ("counting", 0, 130),
        ("counting", 64, 130),
        ("counting", 128, 130),
        ("of unknown length", 0, None),
    ]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        (("drawing", 0, None), "drawing ..."),
        (("reading", 1234, None), "reading (1,234)"),
        (("looking up", 5000, 10_000), "looking up [############------------]  50% of 10,000"),
        (("placing", 17, 17), "placing [########################] 100%"),
    ],
)
def test_a_line_of_the_bar(said: tuple[str, int, int | None], line: str) -> None:
    assert bar.line_of(*said) == line


def on_a_terminal(program: str, folder: Path) -> str:
    """Run Python with a terminal for its standard error, and return what it showed there."""
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "60"}
    with subprocess.Popen(
        [sys.executable, "-c", program], stderr=theirs, cwd=folder, env=environment
    ) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                piece = os.read(ours, 4096)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            shown += piece
        process.wait(20)
    os.close(ours)
    return shown.decode()


WORK = """
import time
from geobrief import progress
from geobrief.cli import bar, output
with bar.shown():
    for _ in progress.tracked(range(200), "working"):
        time.sleep({pause})
    output.note("done")
"""


def test_long_work_shows_a_bar_and_leaves_nothing(tmp_path: Path) -> None:
    shown = on_a_terminal(WORK.format(pause=0.008), tmp_path)
    strokes = shown.split("\r")
    assert any(re.match(r"working \[#+-+\] +\d+% of 200", stroke) for stroke in strokes)
    # Before the note the line is wiped with blanks, and nothing follows it.
    assert re.search(r"\r +\rgeobrief: note: done\r\n\Z", shown), shown
    assert max(map(len, strokes)) < 60


def test_short_work_shows_none(tmp_path: Path) -> None:
    assert on_a_terminal(WORK.format(pause=0.0), tmp_path) == "geobrief: note: done\r\n"


def test_no_terminal_no_bar(capfd: pytest.CaptureFixture[str]) -> None:
    with bar.shown():
        progress.stage("working")
        time.sleep(bar.DELAY_S + 0.3)
    assert capfd.readouterr().err == ""


RESTS = """
import time
from geobrief import progress
from geobrief.cli import bar, output
with bar.shown():
    bar.rest()
    time.sleep(1.4)
    output.note("rested")
    bar.work()
    progress.stage("at work")
    time.sleep({at_work})
    {then}
"""


def test_there_is_no_bar_while_nothing_is_done(tmp_path: Path) -> None:
    shown = on_a_terminal(RESTS.format(at_work=1.5, then="bar.rest(); time.sleep(0.3)"), tmp_path)
    before, _, after = shown.partition("rested")
    assert before == "geobrief: note: "
    assert "at work ..." in after
    assert after.rstrip().split("\r")[-1] == "at work ..."  # wiped by blanks
    assert after.endswith("\r")
    assert on_a_terminal(RESTS.format(at_work=0.3, then=""), tmp_path).count("at work") == 0


def test_a_quiet_command_has_no_bar(tmp_path: Path) -> None:
    program = RESTS.replace("bar.rest()\n", "bar.drop()\n", 1).format(at_work=1.5, then="")
    assert "at work" not in on_a_terminal(program, tmp_path)
