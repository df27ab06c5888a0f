"""Killed, stopped, two at once, no room, nobody reading: files are whole, and nothing is left.

What is long stands behind the marker `exhaustive`; `make test` runs a sample of the same.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from itertools import count, cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import writing

from geobrief import cli, files
from geobrief.errors import BriefError, OutputError
from geobrief.files import whole
from geobrief.layers import (
    Layers,
    build_layers,
    geopackage,
    layer_paths,
    read_layers,
    write_layers,
)
from geobrief.records import read_brief

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geopandas import GeoDataFrame

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="kills processes the way of POSIX systems"),
]

SEED = 4
BRIEF = """\
title: Talks
movements: [{who: A, from: Ankara, to: Istanbul}, {who: B, from: Doha, to: Albania}]
"""
EVERY = pytest.mark.exhaustive

Contents = dict[str, bytes]


def contents(folder: Path) -> Contents:
    """Read all that is in a folder and below."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


class Writers:
    """The process of tests/writing.py, which forks writers."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, writing.__file__],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
            env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        )
        assert self.answer() == "ready"

    def answer(self) -> Any:  # noqa: ANN401 - JSON
        """Wait for the process's next line."""
        assert self.process.stdout
        return json.loads(self.process.stdout.readline())

    def start(self, *orders: dict[str, Any]) -> list[int]:
        """Start writers and return their process ids; `ends` has to be called after it."""
        assert self.process.stdin
        self.process.stdin.write(f"{json.dumps(orders)}\n")
        self.process.stdin.flush()
        return self.answer()  # type: ignore[no-any-return] # JSON

    def ends(self) -> list[dict[str, Any]]:
        """Wait for the writers; return for each its exit code and what it told."""
        return self.answer()  # type: ignore[no-any-return] # JSON

    def write(self, folder: Path, *versions: str, **more: object) -> dict[str, Any]:
        """Have one writer write versions one after another, and wait for its end."""
        order = {"folder": str(folder), "versions": versions, "times": len(versions), **more}
        self.start(order)
        return self.ends()[0]


@pytest.fixture(scope="module")
def writers() -> Iterator[Writers]:
    writers = Writers()
    yield writers
    assert writers.process.stdin
    writers.process.stdin.close()
    assert writers.process.wait(10) == 0
    assert writers.process.stdout
    writers.process.stdout.close()


@pytest.fixture
def quick_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory, where there is one: flushing to a disk takes most of a kill's time."""
    memory = Path("/dev/shm")  # noqa: S108 - the name below is nobody else's
    if not (memory.is_dir() and os.access(memory, os.W_OK)):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory, prefix="geobrief-test-") as folder:
        yield Path(folder)


@pytest.fixture(scope="module")
def by_command(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    """What the command makes of the brief when nothing comes between."""
    folder = tmp_path_factory.mktemp("by-command")
    ended = geobrief(folder, "map", brief_in(folder).name, "--gpkg")
    assert ended.returncode == 0
    assert len(ended.stdout.splitlines()) == 6
    return contents(folder)


@pytest.fixture(scope="module")
def known(writers: Writers, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Contents]:
    """Both versions, as they are when nothing comes between."""
    known = {}
    for name in ("a", "b"):
        folder = tmp_path_factory.mktemp(name)
        assert writers.write(folder, name) == {"code": 0, "told": ""}
        known[name] = contents(folder)
        assert len(read_layers(folder / "layers" / "story").places)
        assert len(read_layers(folder / "layers" / "story" / "layers.gpkg").places)
        assert not [path for path in folders(folder) if ".geobrief" in path]
    assert known["a"].keys() == known["b"].keys()
    assert len(known["a"]) == 10  # four layers twice, a GeoPackage, the page
    assert all(
        known["a"][path] != known["b"][path] for path in known["a"] if "distances" not in path
    )
    return known


def shown(folder: Path) -> Contents:
    """Read what readers see: all but the workshops."""
    return {
        path: data for path, data in contents(folder).items() if "/.geobrief-" not in f"/{path}"
    }


def assert_whole(folder: Path, known: dict[str, Contents]) -> None:
    for path, data in shown(folder).items():
        assert data in (known["a"][path], known["b"][path]), f"{path} is neither old nor new"


def workshops(folder: Path) -> list[Path]:
    return list(folder.rglob(".geobrief-*"))


# --- Killed


@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=EVERY)])
def test_killed_at_random_moments(
    kills: int, writers: Writers, known: dict[str, Contents], quick_disk: Path
) -> None:
    moments = random.Random(SEED)  # noqa: S311 - no secret
    amid = 0
    for _ in range(kills):
        (writer,) = writers.start({"folder": str(quick_disk), "versions": ["a", "b"]})
        time.sleep(moments.uniform(0, 0.3))
        os.kill(writer, signal.SIGKILL)
        assert writers.ends()[0]["code"] == -signal.SIGKILL
        amid += bool(workshops(quick_disk))
        assert_whole(quick_disk, known)
        last = moments.choice("ab")
        assert writers.write(quick_disk, last)["code"] == 0
        assert contents(quick_disk) == known[last]
        assert not workshops(quick_disk)
    assert amid > kills / 2, "most of them should have fallen into the writing"


@pytest.mark.parametrize("every", [17, pytest.param(1, marks=EVERY)])
@pytest.mark.parametrize("before", ["a", None], ids=["over an earlier version", "the first time"])
def test_killed_at_each_step(
    every: int, before: str | None, writers: Writers, known: dict[str, Contents], quick_disk: Path
) -> None:
    step, code = 1, -signal.SIGKILL
    while code == -signal.SIGKILL:
        folder = quick_disk / str(step)
        if before:
            shutil.copytree(quick_disk / "a", folder) if step > 1 else writers.write(folder, before)
            if step == 1:
                shutil.copytree(folder, quick_disk / "a")
        else:
            folder.mkdir()
        code = writers.write(folder, "b", step=step, signal="SIGKILL")["code"]
        assert_whole(folder, known)
        assert writers.write(folder, "b")["code"] == 0
        assert contents(folder) == known["b"]
        assert not workshops(folder)
        step += every
    assert code == 0
    assert step > 60, "there is more to be done than that"


@pytest.mark.parametrize("kills", [2, pytest.param(20, marks=EVERY)])
def test_the_command_killed(kills: int, by_command: Contents, tmp_path: Path) -> None:
    brief = brief_in(tmp_path)
    moments = random.Random(SEED)  # noqa: S311 - no secret
    for _ in range(kills):
        with started(tmp_path, "map", brief.name, "--gpkg") as process:
            time.sleep(moments.uniform(0.1, 2.5))
            process.kill()
        assert all(by_command[path] == data for path, data in shown(tmp_path).items())
    assert geobrief(tmp_path, "map", brief.name, "--gpkg").returncode == 0
    assert contents(tmp_path) == by_command
    assert not workshops(tmp_path)


# --- Two at once


@pytest.mark.parametrize("times", [4, pytest.param(60, marks=EVERY)])
def test_several_at_once(
    times: int, writers: Writers, known: dict[str, Contents], quick_disk: Path
) -> None:
    assert writers.write(quick_disk, "a")["code"] == 0
    order = {"folder": str(quick_disk), "times": times}
    writers.start(*({**order, "versions": versions} for versions in ("a", "b", "ab", "ba")))
    until = time.monotonic() + times / 20
    looks = 0
    while time.monotonic() < until or not looks:
        for path in known["a"]:
            data = (quick_disk / path).read_bytes()
            assert data in (known["a"][path], known["b"][path])
        looks += 1
    assert writers.ends() == [{"code": 0, "told": ""}] * 4
    assert contents(quick_disk) in (known["a"], known["b"]), "the files are of different runs"
    assert not workshops(quick_disk)


@pytest.mark.parametrize("step", [12, 30, 60])
def test_what_a_living_process_makes_is_left_alone(
    step: int,
    writers: Writers,
    known: dict[str, Contents],
    quick_disk: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(whole, "_PATIENCE_S", 0.2)  # it may have stopped amid its renames
    layers = quick_disk / "layers" / "story"
    (writer,) = writers.start(
        *[
            {
                "folder": str(quick_disk),
                "versions": "a",
                "times": 1,
                "step": step,
                "signal": "SIGSTOP",
            }
        ]
    )
    try:
        wait_until_stopped(writer)
        (kept,) = layers.glob(".geobrief-*")
        files.write_whole(layers / "other.txt", "x")  # sweeps before it writes
        assert kept.is_dir()
        assert [path.name for path in layers.iterdir() if path.is_dir()] == [kept.name]
        (layers / "other.txt").unlink()
    finally:
        os.kill(writer, signal.SIGCONT)
        ended = writers.ends()
    assert ended == [{"code": 0, "told": ""}]
    assert contents(quick_disk) == known["a"]


def wait_until_stopped(pid: int) -> None:
    for _ in range(500):
        if (
            Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
            == "T"
        ):
            return
        time.sleep(0.02)
    pytest.fail("the writer did not come to that step")


# --- Asked to stop


@pytest.mark.parametrize("every", [23, pytest.param(1, marks=EVERY)])
@pytest.mark.parametrize("before", ["a", None], ids=["over an earlier version", "the first time"])
def test_stopped_at_each_step(
    every: int, before: str | None, writers: Writers, known: dict[str, Contents], quick_disk: Path
) -> None:
    numbers = cycle([signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    seen = []
    for step in count(1, every):
        number = next(numbers)
        folder = quick_disk / str(step)
        folder.mkdir()
        if before:
            assert writers.write(folder, before)["code"] == 0
        order = {"listen": True, "step": step, "signal": number.name}
        code = writers.write(folder, "b", **order)["code"]
        there = contents(folder)
        assert not workshops(folder)
        assert there or not folders(folder), "folders made in vain"
        if code == 0:  # there are no more steps
            assert there == known["b"]
            break
        assert code == 128 + number
        assert there in (known[before] if before else {}, known["b"]), "some, but not all"
        seen.append(there == known["b"])
    assert seen == sorted(seen), "once all is there, it stays"
    assert set(seen) == {False, True}


@pytest.mark.parametrize("times", [4, pytest.param(40, marks=EVERY)])
def test_the_command_asked_to_stop(times: int, tmp_path: Path) -> None:
    brief = brief_in(tmp_path)
    old = contents(tmp_path)
    moments = random.Random(SEED)  # noqa: S311 - no secret
    for turn in range(times):
        number = [signal.SIGINT, signal.SIGTERM, signal.SIGINT, signal.SIGHUP][turn % 4]
        with started(tmp_path, "map", brief.name, "--gpkg") as process:
            wait_until_it_listens(process)
            time.sleep(moments.uniform(0, 1.2) if turn else 0.15)  # numpy's import
            process.send_signal(number)
            told, errors = process.communicate(timeout=30)
        if process.returncode == 0:  # it had done its work already
            assert told
        else:
            assert process.returncode == 128 + number
            assert errors.decode().splitlines()[-1].startswith("geobrief: stopped; ")
            assert "Traceback" not in errors.decode()
            assert contents(tmp_path) == old or b"the files are written" in errors
        assert not workshops(tmp_path)
        for made in ("layers", "output"):
            shutil.rmtree(tmp_path / made, ignore_errors=True)


def test_what_was_to_be_ignored_is_ignored(tmp_path: Path) -> None:
    with started(tmp_path, "geocode", "Ankara", hup=signal.SIG_IGN) as process:
        wait_until_it_listens(process)
        process.send_signal(signal.SIGHUP)
        told, _ = process.communicate(timeout=30)
    assert process.returncode == 0
    assert b"Ankara" in told


def wait_until_it_listens(process: subprocess.Popen[bytes]) -> None:
    """Wait until the program, not Python, decides on signals: until it catches SIGTERM."""
    status = Path(f"/proc/{process.pid}/status")
    if not status.exists():
        pytest.skip("needs /proc to tell when the program listens")
    while process.poll() is None:
        caught = [
            line for line in status.read_text(encoding="ascii").splitlines() if "SigCgt" in line
        ]
        if caught and int(caught[0].split()[1], 16) >> (signal.SIGTERM - 1) & 1:
            return
        time.sleep(0.001)


# --- No room, no right


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, of two megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(disk)]
    if sys.platform != "linux" or os.geteuid() or subprocess.run(mount, check=False).returncode:
        pytest.skip("needs to be root, and allowed to mount a file system")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def leave_room(disk: Path, room: int) -> None:
    """Fill a file system but for so many bytes."""
    ballast = disk / "ballast"
    ballast.unlink(missing_ok=True)
    there = os.statvfs(disk)
    ballast.write_bytes(bytes(there.f_bavail * there.f_frsize - room))


@pytest.mark.parametrize("step", [140, pytest.param(4, marks=EVERY)])
@pytest.mark.parametrize("before", ["a", None], ids=["over an earlier version", "the first time"])
def test_a_full_disk(
    step: int,
    before: str | None,
    writers: Writers,
    known: dict[str, Contents],
    small_disk: Path,
) -> None:
    folder = small_disk / "story"
    folder.mkdir()
    told = set()
    for room in range(0, 1000, step):
        if before:
            assert writers.write(folder, before)["code"] == 0
        leave_room(small_disk, room * 1000)
        ended = writers.write(folder, "b")
        (small_disk / "ballast").unlink()
        there = contents(folder)
        assert not workshops(folder)
        if ended["code"] == 0:
            assert there == known["b"]
            break
        assert there == (known[before] if before else {}), f"at {room} kB: some, but not all"
        message = ended["told"]
        assert message.startswith(f"cannot write {folder}")
        assert ": No space left on device; make room, or choose another place" in message
        told.add(Path(message.removeprefix("cannot write ").split(":")[0]).suffix)
    else:
        pytest.fail("a megabyte should do")
    assert {".gpkg", ".html"} <= told, "the disk was to be full at each stage"


def test_the_command_on_a_full_disk(small_disk: Path) -> None:
    brief = brief_in(small_disk)
    leave_room(small_disk, 100_000)
    old = contents(small_disk)
    ended = geobrief(small_disk, "map", brief.name)
    assert ended.returncode == 1
    assert ended.stdout == b""
    assert ended.stderr.decode().splitlines()[-1] == (
        "geobrief: error: cannot write output/talks.html: No space left on device; "
        "make room, or choose another place with -o or --layers"
    )
    assert contents(small_disk) == old
    assert folders(small_disk) == set()


def test_the_command_on_a_read_only_disk(small_disk: Path) -> None:
    brief = brief_in(small_disk)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    ended = geobrief(small_disk, "map", brief.name)
    assert ended.returncode == 1
    assert ended.stderr.decode().startswith(
        f"geobrief: error: cannot write layers/talks/places.geojson: the folder {small_disk} is "
        "read-only; choose another place"
    )


# --- Nobody listens


def brief_in(folder: Path) -> Path:
    brief = folder / "talks.yaml"
    brief.write_text(BRIEF, encoding="utf-8")
    return brief


def geobrief(folder: Path, *arguments: str, **streams: Any) -> subprocess.CompletedProcess[bytes]:  # noqa: ANN401 - subprocess's
    return subprocess.run(
        [sys.executable, "-m", "geobrief", *arguments],
        cwd=folder,
        check=False,
        timeout=60,
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **streams},
    )


@contextmanager
def started(
    folder: Path, *arguments: str, hup: signal.Handlers = signal.SIG_DFL
) -> Iterator[subprocess.Popen[bytes]]:
    with subprocess.Popen(
        [sys.executable, "-m", "geobrief", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGHUP, hup),  # noqa: PLW1509 - the shell's nohup
    ) as process:
        yield process


def in_shell(folder: Path, command: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of sh, in which `geobrief` is ours."""
    function = f'geobrief() {{ "{sys.executable}" -m geobrief "$@"; }}\n'
    return subprocess.run(
        ["sh", "-c", function + command], cwd=folder, capture_output=True, check=False
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_behind_standard_output(tmp_path: Path) -> None:
    ended = in_shell(tmp_path, "geobrief geocode Ankara > /dev/full")
    assert ended.returncode == 1
    assert ended.stderr.decode().splitlines()[-1] == (
        "geobrief: error: cannot write to standard output: No space left on device; "
        "make room there, or send the answer elsewhere"
    )
    assert b"Traceback" not in ended.stderr


STREAMS = {
    "standard output closed from the start": ("geobrief geocode Ankara >&-", 0, b"", b""),
    "standard error closed from the start": ("geobrief geocode Qqxzz 2>&-", 2, b"", b""),
    "all closed from the start": ("geobrief geocode Qqxzz <&- >&- 2>&-", 2, b"", b""),
    "standard output that nobody reads": (
        "{ geobrief geocode Ankara Kyiv Paris; echo $? >&2; } | true",
        0,
        b"",
        b"1\n",
    ),
    "standard error that is full": ("geobrief geocode Qqxzz 2> /dev/full", 2, b"", b""),
}


@pytest.mark.parametrize(("command", "code", "out", "err"), STREAMS.values(), ids=STREAMS)
def test_streams_that_lead_nowhere(
    command: str, code: int, out: bytes, err: bytes, tmp_path: Path
) -> None:
    ended = in_shell(tmp_path, command)
    assert (ended.returncode, ended.stdout, ended.stderr) == (code, out, err)


def test_no_file_takes_the_number_of_a_closed_stream(by_command: Contents, tmp_path: Path) -> None:
    brief_in(tmp_path)
    assert in_shell(tmp_path, "geobrief map talks.yaml --gpkg <&- >&- 2>&-").returncode == 0
    assert contents(tmp_path) == by_command


# --- Where no file may go, and where none comes from

PLACES = {
    "a folder": ("-o", "folder", "folder is a folder; name a file in it, such as folder/page.html"),
    "below a file": ("-o", "file/page.html", "is no folder; choose another place with -o"),
    "a pipe": ("-o", "pipe", "pipe is a device or a pipe; name a file"),
    "a device": ("-o", "/dev/full", "/dev/full is a device or a pipe; name a file"),
    "a long name": ("-o", "x" * 300 + ".html", "File name too long; choose a shorter name with -o"),
    "a circle of links": (
        "-o",
        "circle",
        "the link leads in a circle; remove it, or choose another place",
    ),
    "layers below a file": ("--layers", "file", "file is no folder; choose another place with -o"),
    "layers in a long path": ("--layers", "y" * 300, "File name too long; choose a shorter name"),
}


@pytest.mark.parametrize(("option", "value", "told"), PLACES.values(), ids=PLACES)
def test_where_no_file_can_be_written(
    option: str,
    value: str,
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    brief_in(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "circle").symlink_to("circle")
    os.mkfifo("pipe")
    before = sorted(tmp_path.rglob("*"))
    assert cli.main(["map", "talks.yaml", option, value]) == 1
    captured = capsys.readouterr()
    assert not captured.out
    assert captured.err.startswith("geobrief: error: ")
    assert told in captured.err.splitlines()[-1]
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "command",
    [
        "geobrief map pipe.yaml",
        "cat talks.yaml | geobrief map /dev/stdin",
        "geobrief map /dev/zero",
    ],
)
def test_no_brief_is_waited_for(command: str, tmp_path: Path) -> None:
    brief_in(tmp_path)
    os.mkfifo(tmp_path / "pipe.yaml")
    ended = in_shell(tmp_path, command)
    assert ended.returncode == 2
    assert b"is a pipe or a device; save what it gives in a file whose name ends" in ended.stderr


def test_a_brief_that_becomes_a_pipe_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(tmp_path / "talks.yaml")
    monkeypatch.setattr(Path, "is_file", lambda _: True)
    with pytest.raises(BriefError, match="is a pipe or a device"):
        read_brief(tmp_path / "talks.yaml")


def test_a_brief_that_vanishes_or_changes_as_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = brief_in(tmp_path)
    see, seen = os.fstat, []

    def grow(handle: int) -> os.stat_result:
        seen.append(see(handle))
        with brief.open("a", encoding="utf-8") as stream:
            stream.write("# more\n")
        return seen[-1]

    with monkeypatch.context() as patch:
        patch.setattr(os, "fstat", grow)
        with pytest.raises(BriefError, match="changed while it was read; save it, and run"):
            read_brief(brief)
    assert len(seen) > 1
    brief.unlink()
    monkeypatch.setattr(Path, "exists", lambda _: True)
    monkeypatch.setattr(Path, "is_file", lambda path: path == brief)
    with pytest.raises(BriefError, match="there is no such file; check the name and the folder"):
        read_brief(brief)


# --- GeoPackages, which GDAL writes


@pytest.fixture(scope="module")
def layers() -> Layers:
    layers = build_layers(writing.story("Talks", there="Istanbul", notes=3))
    assert layers.notes
    return layers


def test_reading_a_geopackage_leaves_nothing_beside_it(layers: Layers, tmp_path: Path) -> None:
    write_layers(layers, tmp_path, geopackage=True)
    before = contents(tmp_path)
    assert read_layers(tmp_path / "layers.gpkg").notes == layers.notes
    assert tmp_path / "layers.gpkg" in layer_paths(tmp_path)
    assert contents(tmp_path) == before


DROPPED = {
    "a table": "DROP TABLE distances",
    "a row": "DELETE FROM sightings WHERE fid = 2",
    "the index": "DELETE FROM rtree_places_geom",
    "the notes": "DELETE FROM gpkg_metadata",
}


@pytest.mark.parametrize("statement", DROPPED.values(), ids=DROPPED)
def test_what_gdal_drops_in_silence_is_found(
    statement: str, layers: Layers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_layers(layers, tmp_path, geopackage=True)
    before = contents(tmp_path)
    real = geopackage._write_table  # noqa: SLF001 - what GDAL does is behind it

    def dropping(table: GeoDataFrame, path: Path, *, name: str, notes: tuple[str, ...]) -> None:
        real(table, path, name=name, notes=notes)
        if name == "distances":
            with closing(sqlite3.connect(path)) as package:
                package.execute(statement)
                package.commit()

    monkeypatch.setattr(geopackage, "_write_table", dropping)
    with pytest.raises(OutputError, match=r"cannot write .*layers\.gpkg: .*; leave out --gpkg"):
        write_layers(layers, tmp_path, geopackage=True)
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["a!b", "a\nb", "a\udcffb"])
def test_paths_that_gdal_would_take_for_others(
    name: str, layers: Layers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="a GeoPackage's path cannot hold the character"):
        write_layers(layers, tmp_path / name, geopackage=True)
    assert not list(tmp_path.iterdir())
    write_layers(layers, tmp_path / name)
    assert len(read_layers(tmp_path / name).places) == len(layers.places)
