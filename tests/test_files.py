"""Files are whole or not at all, and go where the rule says."""

from __future__ import annotations

import errno
import os
import re
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.errors import InputError, OutputError
from geobrief.files import (
    check_targets,
    layers_dir,
    page_path,
    slug,
    stop_writing,
    story_name,
    together,
    whole_file,
    workshop,
    write_whole,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="of POSIX systems")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def texts(folder: Path) -> dict[str, str]:
    """Read all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("layers/istanbul-talks/brief.yaml", "istanbul-talks"),
        ("my trip.csv", "my trip"),
        ("Reise nach Köln.yaml", "Reise nach Köln"),
        ("...yaml", "story"),
        ("con.yaml", "story-con"),
        ("-x.yaml", "x"),
        (" .yaml", "story"),
        ("a\nb.yaml", "a-b"),
    ],
)
def test_the_name_of_a_story(path: str, name: str) -> None:
    assert story_name(Path(path)) == name


@given(st.text(max_size=200))
def test_no_name_leads_elsewhere(text: str) -> None:
    file = Path("x") / (text.replace("/", "").replace("\0", "") + ".yaml")
    for name in (slug(text), story_name(file)):
        assert Path("output") / f"{name}.html" == page_path(name)
        assert page_path(name).parent == Path("output")
        assert layers_dir(name).parent == Path("layers")
        assert name not in {"", ".", ".."}
        assert not name.startswith("-")


def test_what_is_written_is_there_and_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "page.html"
    write_whole(path, "é\n")
    assert path.read_bytes() == "é\n".encode()
    assert names(path.parent) == ["page.html"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~_mask()


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_a_failure_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(ZeroDivisionError), whole_file(path) as part:  # noqa: PT012 - it is one
        part.write_text("half", encoding="utf-8")
        _ = 1 / 0
    assert path.read_text(encoding="utf-8") == "old"
    assert names(tmp_path) == ["page.html"]


def test_folders_pipes_and_looping_links_are_refused(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for name in ("folder", "pipe", "loop"):
        with pytest.raises(OutputError, match=name):
            write_whole(tmp_path / name, "x")
    assert names(tmp_path) == ["folder", "loop", "pipe"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to(tmp_path / "real.html")
    write_whole(tmp_path / "link.html", "x")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "real.html").read_text(encoding="utf-8") == "x"


def test_sources_are_not_overwritten(tmp_path: Path) -> None:
    source = tmp_path / "story.yaml"
    source.write_text("title: A", encoding="utf-8")
    (tmp_path / "link.html").symlink_to(source)
    for target in (source, tmp_path / "x" / ".." / "story.yaml", tmp_path / "link.html"):
        with pytest.raises(InputError, match="made from"):
            check_targets([target], sources=[source])
    with pytest.raises(InputError, match="one file"):
        check_targets([tmp_path / "a.html", tmp_path / "a.html"])
    assert source.read_text(encoding="utf-8") == "title: A"


def test_targets_are_tried_before_any_is_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError):
        check_targets([tmp_path / "a.html", tmp_path / "file" / "b.html"])
    check_targets([tmp_path / "a.html"])
    assert names(tmp_path) == ["file"]


def test_what_is_in_the_way_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for name, told in {
        "folder": "is a folder; name a file in it, such as",
        "file/page.html": f"{tmp_path / 'file'} is no folder; choose another place with -o",
        "x" * 300: "File name too long; choose a shorter name with -o or --layers",
        "a\0b": "a name cannot hold a NUL character; choose another name with -o",
    }.items():
        with pytest.raises(OutputError, match=re.escape(told)):
            check_targets([tmp_path / name])
    assert names(tmp_path) == ["file", "folder"]


@POSIX
@pytest.mark.parametrize("device", ["/dev/null", "/dev/tty"])
def test_devices_are_refused(device: str) -> None:
    with pytest.raises(OutputError, match="is a device or a pipe; name a file"):
        check_targets([Path(device)])


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """Be a user who may not write everything, and have a folder of one's own."""
    if sys.platform == "win32":
        pytest.skip("of POSIX systems")
    with tempfile.TemporaryDirectory(prefix="geobrief-test-") as name:
        Path(name).chmod(0o755)
        folder = Path(name) / "mine"
        folder.mkdir()
        root = os.geteuid() == 0
        if root:
            os.chown(folder, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield folder
        finally:
            if root:
                os.setresuid(0, 0, 0)


NOBODY = 65534


def test_what_may_not_be_written_is_told(as_nobody: Path) -> None:
    page = as_nobody / "page.html"
    page.write_text("old", encoding="utf-8")
    page.chmod(0o444)
    with pytest.raises(OutputError) as protected:
        write_whole(page, "new")
    as_nobody.chmod(0o555)
    with pytest.raises(OutputError) as folder:
        write_whole(as_nobody / "deep" / "new.html", "new")
    as_nobody.chmod(0o755)
    assert texts(as_nobody) == {"page.html": "old"}
    way_out = "choose another place with -o or --layers"
    assert str(protected.value) == (
        f"cannot write {page}: {page} is protected from being written; {way_out}"
    )
    assert str(folder.value) == (
        f"cannot write {as_nobody / 'deep' / 'new.html'}: the folder {as_nobody} may not be "
        f"written to by you; {way_out}"
    )


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs two users")
def test_what_another_user_left_is_left_alone(as_nobody: Path) -> None:
    as_nobody.chmod(0o777)
    os.setresuid(0, 0, 0)
    left = left_in(as_nobody, "lock", "1.html")
    os.setresuid(NOBODY, NOBODY, 0)
    write_whole(as_nobody / "page.html", "x")
    os.setresuid(0, 0, 0)
    assert names(left) == ["1.html", "lock"]
    left_in(as_nobody, "lock", name=LEFT.replace("0", "1"))
    write_whole(as_nobody / "page.html", "y")
    assert names(as_nobody) == ["page.html"]


def test_a_name_may_hold_what_names_may_hold(tmp_path: Path) -> None:
    for name in ("a\nb.html", "-", "page", ".hidden", "é.old", "x.a b", "x..", "\udcff.html"):
        with suppress(UnicodeEncodeError):  # where the system knows no such names
            write_whole(tmp_path / name, name.encode(errors="replace").decode())
            assert (tmp_path / name).is_file()
    assert not [name for name in names(tmp_path) if name.startswith(".geobrief")]


@POSIX
def test_a_link_that_leads_nowhere_yet(tmp_path: Path) -> None:
    (tmp_path / "link.html").symlink_to(Path("new") / "real.html")
    write_whole(tmp_path / "link.html", "x")
    assert (tmp_path / "link.html").is_symlink()
    assert (tmp_path / "new" / "real.html").read_text(encoding="utf-8") == "x"


@POSIX
def test_a_new_file_is_for_whom_the_old_one_was(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    write_whole(path, "old")
    path.chmod(0o640)
    write_whole(path, "new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_names_that_differ_in_capitals_only_are_one_on_many_systems(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="one file"):
        check_targets([tmp_path / "Places.geojson", tmp_path / "places.geojson"])
    (tmp_path / "story.yaml").write_text("x", encoding="utf-8")
    os.link(tmp_path / "story.yaml", tmp_path / "STORY.yaml")
    with pytest.raises(InputError, match="made from"):
        check_targets([tmp_path / "STORY.yaml"], sources=[tmp_path / "story.yaml"])


# --- Together


def test_files_take_their_places_together(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", "old a")
    with together():
        write_whole(tmp_path / "a", "new a")
        with together():
            write_whole(tmp_path / "deep" / "er" / "b", "new b")
        assert (tmp_path / "a").read_text(encoding="utf-8") == "old a"
        assert not (tmp_path / "deep" / "er" / "b").exists()
    assert texts(tmp_path) == {"a": "new a", "deep/er/b": "new b"}


def test_none_takes_its_place_when_one_fails(tmp_path: Path) -> None:
    write_whole(tmp_path / "a", "old a")
    (tmp_path / "c").mkdir()
    with pytest.raises(OutputError, match="c is a folder"), together():  # noqa: PT012 - it is one
        write_whole(tmp_path / "a", "new a")
        write_whole(tmp_path / "deep" / "er" / "b", "new b")
        write_whole(tmp_path / "c", "new c")
    assert texts(tmp_path) == {"a": "old a"}
    assert names(tmp_path) == ["a", "c"]


FAULTS = {
    "no room": (errno.ENOSPC, "make room, or choose another place with -o or --layers"),
    "a bad disk": (errno.EIO, "the disk or the network fails; choose another place"),
    "no right": (errno.EPERM, "choose another place with -o or --layers"),
}
if hasattr(errno, "EDQUOT"):
    FAULTS["a quota"] = (errno.EDQUOT, "make room, or choose another place")


@pytest.mark.parametrize("call", ["fsync", "open", "mkdir"])
@pytest.mark.parametrize(("number", "way_out"), FAULTS.values(), ids=FAULTS)
def test_faults_of_the_system(
    number: int, way_out: str, call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "page.html", "old")

    def fail(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, call, fail)
        with pytest.raises(OutputError) as raised:
            write_whole(tmp_path / "page.html", "new")
    assert str(raised.value).startswith(
        f"cannot write {tmp_path / 'page.html'}: {os.strerror(number)}; {way_out}"
    )
    assert texts(tmp_path) == {"page.html": "old"}
    assert names(tmp_path) == ["page.html"]


@pytest.mark.parametrize("links", [True, False], ids=["with links", "without"])
def test_a_failing_rename_takes_the_others_back(
    links: bool,  # noqa: FBT001 - pytest's way
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in "abc":
        write_whole(tmp_path / name, f"old {name}")
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: os.open(tmp_path / "no such thing", 0))
    with pytest.raises(OutputError) as raised, together():  # noqa: PT012 - it is one
        for name in ("a", "new", "b", "c"):
            write_whole(tmp_path / name, f"new {name}")
        (tmp_path / "c").unlink()
        (tmp_path / "c").mkdir()  # meanwhile, somebody made it a folder
    assert str(raised.value).startswith(f"cannot write {tmp_path / 'c'}: ")
    assert (tmp_path / "c").is_dir()
    if links:
        assert texts(tmp_path) == {"a": "old a", "b": "old b"}
        assert "already written" not in str(raised.value)
    else:  # what cannot be taken back is told
        assert texts(tmp_path) == {"a": "new a", "b": "new b"}
        told = f"(already written: {tmp_path / 'a'}, {tmp_path / 'b'})"
        assert str(raised.value).endswith(told)
    assert "new" not in names(tmp_path)


def test_an_interrupt_amid_the_renames_takes_all_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_whole(tmp_path / "a", "old a")
    rename, done = os.replace, []

    def interrupted(old: Path, new: Path) -> None:
        rename(old, new)
        done.append(new)
        if len(done) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt), together():  # noqa: PT012 - it is one
        for name in "abc":
            write_whole(tmp_path / name, f"new {name}")
    assert texts(tmp_path) == {"a": "old a"}


def test_stopping_removes_what_is_half_written(tmp_path: Path) -> None:
    told: list[bool] = []
    write_whole(tmp_path / "a", "old a")
    with suppress(OutputError), together():
        write_whole(tmp_path / "a", "new a")
        write_whole(tmp_path / "deep" / "b", "new b")
        stop_writing(told.append)
        assert texts(tmp_path) == {"a": "old a"}
        assert names(tmp_path) == ["a"]
    assert len(told) == 1


@POSIX
def test_files_are_flushed_before_they_take_their_places_and_folders_after(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, int]] = []
    flush, rename = os.fsync, os.replace

    def noted_flush(handle: int) -> None:
        flush(handle)
        done.append(("flush", os.fstat(handle).st_ino))

    def noted_rename(old: Path, new: Path) -> None:
        done.append(("rename", old.stat().st_ino))
        rename(old, new)

    monkeypatch.setattr(os, "fsync", noted_flush)
    monkeypatch.setattr(os, "replace", noted_rename)
    page = tmp_path / "deep" / "er" / "page.html"
    with together():
        write_whole(page, "x")
        with whole_file(tmp_path / "other") as part:
            part.write_bytes(b"y")
    renamed = done.index(("rename", page.stat().st_ino))
    for path in (page, tmp_path / "other"):
        assert ("flush", path.stat().st_ino) in done[:renamed]
    for folder in (page.parent, page.parent.parent, tmp_path):
        assert ("flush", folder.stat().st_ino) in done[renamed:]


# --- What others left

LEFT = ".geobrief-0123456789abcdef"


def left_in(folder: Path, *inside: str, name: str = LEFT) -> Path:
    """Make what a killed process leaves."""
    left = folder / name
    left.mkdir()
    for one in inside:
        (left / one).write_bytes(b"")
    if "lock" in inside:
        sign = workshop._SIGN + workshop._system().encode()  # noqa: SLF001 - the real one
        (left / "lock").write_bytes(sign)
    return left


LEFTS = {
    "killed at once": (),
    "killed before it wrote": ("lock",),
    "killed while it wrote": ("lock", "1.html"),
    "killed within SQLite": ("lock", "1.gpkg", "1.gpkg-journal", "1.gpkg-wal", "1.gpkg-shm"),
    "killed between renames": ("lock", "1-old", "2.geojson", "2-old", "3", "3.gpkg.aux.xml"),
}


@pytest.mark.parametrize("inside", LEFTS.values(), ids=LEFTS)
@pytest.mark.parametrize("locks", [True, False], ids=["by lock", "by name, as on Windows"])
def test_what_the_dead_left_is_swept(
    inside: tuple[str, ...],
    locks: bool,  # noqa: FBT001 - pytest's way
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not locks:
        monkeypatch.setattr(workshop, "fcntl", None)
    left_in(tmp_path, *inside)
    write_whole(tmp_path / "page.html", "x")
    assert names(tmp_path) == ["page.html"]


NOT_OURS = {
    "another name": (".geobrief-notes", ("lock", "1.html")),
    "a longer name": (f"{LEFT}0", ("lock", "1.html")),
    "capitals": (LEFT.upper(), ("lock", "1.html")),
    "somebody's file in it": (LEFT, ("lock", "1.html", "notes.txt")),
    "no lock": (LEFT, ("1.html",)),
}


@pytest.mark.parametrize(("name", "inside"), NOT_OURS.values(), ids=NOT_OURS)
def test_what_only_looks_like_ours_is_left_alone(
    name: str, inside: tuple[str, ...], tmp_path: Path
) -> None:
    left_in(tmp_path, *inside, name=name)
    write_whole(tmp_path / "page.html", "x")
    assert names(tmp_path / name) == sorted(inside)


@POSIX
def test_a_sign_that_the_disk_had_no_room_for(tmp_path: Path) -> None:
    left = left_in(tmp_path, "lock", "1.html")
    (left / "lock").write_bytes(workshop._SIGN[:9])  # noqa: SLF001 - the real one
    workshop.sweep(tmp_path)
    assert not left.exists()


def test_a_file_or_another_sign_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / f".geobrief-{'f' * 16}").write_text("mine", encoding="utf-8")
    left = left_in(tmp_path, "lock", "1.html")
    (left / "lock").write_text("my lock", encoding="utf-8")
    before = texts(tmp_path)
    workshop.sweep(tmp_path)
    assert texts(tmp_path) == before


@POSIX
def test_links_are_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "1.html").write_text("mine", encoding="utf-8")
    (elsewhere / "lock").write_bytes(workshop._SIGN)  # noqa: SLF001 - the real one
    here = tmp_path / "here"
    here.mkdir()
    (here / LEFT).symlink_to(elsewhere)
    inner = left_in(here, "lock", name=LEFT.replace("0", "1"))
    (inner / "1.html").symlink_to(elsewhere / "1.html")
    workshop.sweep(here)
    assert names(elsewhere) == ["1.html", "lock"]
    assert (here / LEFT).is_symlink()
    assert inner.is_dir()


@POSIX
def test_where_locks_do_not_reach_age_tells(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fcntl = pytest.importorskip("fcntl")

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    without = SimpleNamespace(flock=no_locks, LOCK_EX=fcntl.LOCK_EX, LOCK_NB=fcntl.LOCK_NB)
    monkeypatch.setattr(workshop, "fcntl", without)
    assert_swept_when_old(left_in(tmp_path, "lock", "1.html"))


@POSIX
def test_another_machines_lock_may_not_reach_here(tmp_path: Path) -> None:
    left = left_in(tmp_path, "lock", "1.html")
    (left / "lock").write_bytes(workshop._SIGN + b"another-host another-start")  # noqa: SLF001 - the real one
    assert_swept_when_old(left)


def assert_swept_when_old(left: Path) -> None:
    write_whole(left.parent / "page.html", "x")
    assert names(left) == ["1.html", "lock"]
    day_before_yesterday = time.time() - 2 * 24 * 60 * 60
    os.utime(left / "lock", (day_before_yesterday, day_before_yesterday))
    write_whole(left.parent / "page.html", "x")
    assert names(left.parent) == ["page.html"]


def test_a_folder_that_may_not_be_listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "scandir", refuse)
    write_whole(tmp_path / "page.html", "x")
    assert (tmp_path / "page.html").is_file()


def test_a_workshop_that_is_swept_as_it_is_made_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_open, swept = os.open, []

    def open_late(path: Path, *rest: int) -> int:
        if Path(path).name == "lock" and len(swept) < 3:
            swept.append(path)
            Path(path).parent.rmdir()  # another process found it empty
        return real_open(path, *rest)

    monkeypatch.setattr(os, "open", open_late)
    write_whole(tmp_path / "page.html", "x")
    assert len(swept) == 3
    assert names(tmp_path) == ["page.html"]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no names for open files")
def test_a_pipe_that_has_no_path_of_its_own_is_refused() -> None:
    ends = os.pipe()
    try:
        with pytest.raises(OutputError, match="is a device or a pipe; name a file"):
            check_targets([Path(f"/proc/self/fd/{ends[1]}")])
    finally:
        for end in ends:
            os.close(end)
