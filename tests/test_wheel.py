"""A file from `pip wheel .`, put on a machine without compilers, make or git, maps a story there.

The machine is an empty virtual environment with nothing else on its PATH. What it needs comes from
the package index that pip is set to, as files that are ready to use; where none answers, the tests
that need it are skipped.
"""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from geobrief.records import read_brief
from geobrief.render import render_html
from geobrief.version import __version__

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"
NOT_THERE = ("cc", "gcc", "g++", "clang", "make", "cmake", "git", "rustc", "cargo", "geos-config")
NO_INDEX = ("connection broken by", "Could not fetch URL")
STORY = """\
title: Two visits in one week
date: 2025-05-15
source: {name: Our own reporting}
sightings:
  - {who: The minister, at: Ankara, when: 2025-05-15}
movements:
  - {who: The minister, from: Ankara, to: Istanbul, when: 2025-05-16, status: planned}
distances:
  - {from: Ankara, to: Istanbul}
areas: [Turkey]
"""

pytestmark = pytest.mark.slow


def pip(*arguments: str, environment: dict[str, str] | None = None) -> None:
    """Run pip with the versions that the project pins; skip where no index answers."""
    pinned = str(ROOT / "constraints.txt")
    settings = {"PIP_CONSTRAINT": pinned, "PIP_BUILD_CONSTRAINT": pinned, "PIP_RETRIES": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q", *arguments],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={**(environment or os.environ), **settings},
        text=True,
        timeout=300,
    )
    if done.returncode == 0:
        return
    if "No module named pip" in done.stderr:
        pytest.skip("this environment has no pip to make and install a wheel with")
    if any(sign in done.stderr for sign in NO_INDEX):
        pytest.skip("no package index can be reached, and what geobrief needs comes from one")
    pytest.fail(done.stderr)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that `pip wheel .` makes."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), ".")
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="module")
def machine(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with geobrief in it, and what it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("machine") / "venv"
    venv.create(folder)
    python = folder / BIN / "python"
    # What pip would compile to save the first start some time is left.
    arguments = ("install", "--only-binary", ":all:", "--no-compile", str(wheel))
    pip("--python", str(python), *arguments, environment=bare(folder))
    return folder


def bare(folder: Path) -> dict[str, str]:
    """Return an environment whose PATH has an environment's own programs and nothing else."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    return {**kept, "PATH": str(folder / BIN)}


def run(machine: Path, program: str, *arguments: str, cwd: Path) -> str:
    """Run one of an environment's own programs."""
    done = subprocess.run(
        [machine / BIN / program, *arguments],
        capture_output=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
        env=bare(machine),
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_maps_a_story_there_as_it_is_mapped_here(machine: Path, tmp_path: Path) -> None:
    """One test, so that workers that share the tests out don't each set a machine up."""
    path = bare(machine)["PATH"]
    assert [one for one in NOT_THERE if shutil.which(one, path=path)] == []
    where = run(machine, "python", "-c", "import geobrief; print(geobrief.__file__)", cwd=tmp_path)
    assert Path(where.strip()).is_relative_to(machine)
    assert __version__ in run(machine, "geobrief", "--version", cwd=tmp_path)
    assert "219.1 mi" in run(machine, "geobrief", "distance", "Ankara", "Istanbul", cwd=tmp_path)

    story = tmp_path / "visits.yaml"
    story.write_text(STORY, encoding="utf-8")
    formats = ("--format", "html,svg,png")
    run(machine, "geobrief", "map", "visits.yaml", *formats, cwd=tmp_path)
    page = (tmp_path / "output" / "visits.html").read_text(encoding="utf-8")
    assert page == render_html(read_brief(story))
    assert (tmp_path / "output" / "visits.png").read_bytes().startswith(b"\x89PNG")
    assert (tmp_path / "output" / "visits.svg").is_file()
    assert (tmp_path / "layers" / "visits" / "movements.geojson").is_file()


def test_the_wheel_has_the_package_and_its_licences_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if not name.endswith("/")}
    package = {name for name in names if name.startswith("geobrief/")}
    there = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "geobrief").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert package == there
    about = {name.partition(".dist-info/")[2] for name in names - package}
    assert {"METADATA", "WHEEL", "entry_points.txt", "licenses/LICENSE"} <= about
    assert "" not in about
    assert wheel.name == f"geobrief-{__version__}-py3-none-any.whl"
