"""What is made from pinned sources is what the tools make, and is credited."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import build_leaflet
import build_notice
import fetch
import pytest

ROOT = Path(__file__).resolve().parent.parent


def test_notice_credits_every_source() -> None:
    assert build_notice.NOTICE.read_text(encoding="utf-8") == build_notice.text()


def test_every_licence_file_is_packaged() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for pattern in project["license-files"]:
        assert list(ROOT.glob(pattern)), pattern


def test_leaflet_asks_for_nothing() -> None:
    style = (build_leaflet.ASSETS / "leaflet.css").read_text(encoding="utf-8")
    script = (build_leaflet.ASSETS / "leaflet.js").read_text(encoding="utf-8")
    assert not re.search(r"url\(|@import", style)
    assert "sourceMappingURL" not in script


def test_stripping_styles_keeps_the_rest_of_a_rule() -> None:
    text = (
        "/* c */ .a { color: red; background-image: url(x.png); width: 1px }\n"
        ".b { behavior: url(#x); }"
    )
    assert build_leaflet.style(text).splitlines()[1:] == [".a{color: red;width: 1px}"]


@pytest.mark.sources
def test_leaflet_is_what_its_build_makes() -> None:
    try:
        fetch.fetch("leaflet")
        fetch.fetch(build_leaflet.ESBUILD)
    except (fetch.FetchError, OSError) as error:
        pytest.skip(f"leaflet's package cannot be had: {error}")
    tool = ROOT / "tools" / "build_leaflet.py"
    subprocess.run([sys.executable, str(tool), "--check"], check=True)


def test_no_file_names_a_registrys_host_or_a_machines_path() -> None:
    # Split, so that this file does not name them itself.
    hosts = ["pypi" + ".org", "npmjs" + ".com", "npmjs" + ".org", "python" + "hosted"]
    banned = [*hosts, "/" + "work/"]
    tracked = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.split("\0")
    if not any(tracked):
        pytest.skip("not a git checkout")
    for name in filter(None, tracked):
        path = ROOT / name
        if path.suffix in {".sqlite", ".npz", ".png", ".ttf"} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert not [word for word in banned if word in text], name


@pytest.mark.sources
@pytest.mark.exhaustive
def test_the_fonts_are_what_their_build_makes() -> None:
    import build_fonts

    try:
        for package in build_fonts.PACKAGES_USED:
            fetch.fetch(build_fonts.PACKAGES + package)
    except (fetch.FetchError, OSError) as error:
        pytest.skip(f"the fonts' packages cannot be had: {error}")
    tool = ROOT / "tools" / "build_fonts.py"
    subprocess.run([sys.executable, str(tool), "--check"], check=True)
