"""docs/extending.md: its code is put into a copy of geobrief, and does what it is said to do."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from geobrief.gazetteer import candidates, geocode
from geobrief.gazetteer.rule import rough_km
from geobrief.model.location import is_spot

ROOT = Path(__file__).resolve().parent.parent
DOC = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
BLOCK = re.compile(
    r"`(?P<path>[\w./]+)`(?P<how> is new| begins as a copy of `(?P<source>[\w./]+)`)?:\n\n"
    r"(?P<fence>`{3,})(?P<kind>\w+)\n(?P<text>.*?)^(?P=fence)$",
    re.DOTALL | re.MULTILINE,
)
HELD_BY = re.findall(r"^Held by .*", DOC, re.MULTILINE)
COPIED = ("docs", "gallery", "geobrief", "layers", "tests", "tools")
NEEDS_A_BUILD = "tests/test_gazetteer_editors.py"


def changed(text: str, diff: str) -> str:
    """Return a text with the hunks of a diff put in, each where alone it fits."""
    for hunk in re.split(r"^@@\n", diff, flags=re.MULTILINE):
        lines = [line or " " for line in hunk.splitlines()]
        old = "".join(f"{line[1:]}\n" for line in lines if line[0] != "+")
        new = "".join(f"{line[1:]}\n" for line in lines if line[0] != "-")
        assert text.count(old) == 1, f"{text.count(old)} times there:\n{old}"
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A copy of geobrief with all that the page adds, and the files that it changes."""
    folder = tmp_path_factory.mktemp("extended")
    for name in COPIED:
        ignored = shutil.ignore_patterns("__pycache__", "golden", "pictures")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", folder)
    files = []
    for block in BLOCK.finditer(DOC):
        if block["path"].startswith("tools/"):
            continue
        path = folder / block["path"]
        files.append(block["path"])
        if block["how"] == " is new":
            path.write_text(block["text"], encoding="utf-8")
            continue
        source = folder / block["source"] if block["source"] else path
        text = source.read_text(encoding="utf-8")
        path.write_text(changed(text, block["text"]), encoding="utf-8")
    return folder, files


def python(folder: Path, *arguments: str) -> str:
    """Run Python in the copy, with the copy's geobrief."""
    done = subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(folder)},
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_has_the_six_and_what_holds_each() -> None:
    assert len(re.findall(r"^## ", DOC, re.MULTILINE)) == len(HELD_BY) == 6
    named = {name for line in HELD_BY for name in re.findall(r"`(tests/\w+\.py)`", line)}
    assert all((ROOT / name).is_file() for name in named)
    assert NEEDS_A_BUILD in named
    assert DOC.count("\n```") + DOC.count("\n````") >= 2 * len(list(BLOCK.finditer(DOC)))


@pytest.mark.slow
def test_the_code_of_the_page_does_what_it_is_said_to_do(
    extended: tuple[Path, list[str]],
) -> None:
    folder, files = extended
    where = python(folder, "-c", "import geobrief; print(geobrief.__file__)")
    assert Path(where.strip()).is_relative_to(folder)
    held = {name for line in HELD_BY for name in re.findall(r"`(tests/\w+\.py)`", line)}
    new = {name for name in files if name.startswith("tests/")}
    tests = sorted((held | new) - {NEEDS_A_BUILD})
    options = ("-q", "-p", "no:cacheprovider", "-k", "not take_seconds")  # two at once are slower
    said = python(folder, "-m", "pytest", *options, *tests)
    assert re.search(r"^\d+ passed", said, re.MULTILINE), said
    assert "sepia" in python(folder, "-c", "from geobrief.style import THEMES; print(*THEMES)")


@pytest.mark.slow
def test_the_code_of_the_page_is_as_the_project_writes(extended: tuple[Path, list[str]]) -> None:
    folder, files = extended
    ours = [name for name in files if name.endswith(".py")]
    python(folder, "-m", "ruff", "check", "--no-cache", *ours)
    python(folder, "-m", "ruff", "format", "--no-cache", "--check", *ours)


def test_the_landmark_is_one_that_the_editors_table_could_take() -> None:
    (text,) = (block["text"] for block in BLOCK.finditer(DOC) if block["path"][:6] == "tools/")
    (said,) = tomllib.loads(text)["landmark"]
    there = tomllib.loads((ROOT / "tools" / "landmarks.toml").read_text(encoding="utf-8"))
    assert said.keys() == there["landmark"][0].keys()
    assert is_spot(said["kind"])
    assert [name for name in (said["name"], *said["aliases"]) if candidates(name)] == []
    city = geocode(said["city"], country=said["country"])
    assert rough_km((said["lon"], said["lat"]), (city.lon_deg, city.lat_deg)) < 30
