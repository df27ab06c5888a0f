"""Files are whole or not at all, and go where the rule says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.errors import InputError, OutputError
from geobrief.files import (
    check_targets,
    layers_dir,
    page_path,
    slug,
    story_name,
    whole_file,
    write_whole,
)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


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
    with pytest.raises(ZeroDivisionError), whole_file(path) as part:  # noqa: PT012
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
