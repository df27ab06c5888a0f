"""Write Leaflet into geobrief/render/assets, from the pinned package, with nothing it would load.

A page carries Leaflet in itself, and two thirds of it are all that a page uses: tools/
leaflet_parts.js names these, and esbuild, pinned as well, joins and shortens them.

`python tools/build_leaflet.py` writes; with `--check` it only compares and exits 1 on a difference.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from fetch import fetch, read_member

PARTS = Path(__file__).resolve().parent / "leaflet_parts.js"
ESBUILD = "@esbuild/linux-x64"
TARGET = "es2019"
"""Browsers that know the container queries of our style sheets know this."""
CREDIT = (
    "/* Leaflet 1.9.4 (parts of it), (c) 2010-2023 Volodymyr Agafonkin, (c) 2010-2011 CloudMade; "
    "see LICENSE-leaflet.txt */"
)
ASSETS = Path(__file__).resolve().parent.parent / "geobrief" / "render" / "assets"


def built() -> dict[str, str]:
    """Return the files to write and their text."""
    licence = read_member("leaflet", "LICENSE").decode("utf-8")
    return {
        "leaflet.js": script(),
        "leaflet.css": style(read_member("leaflet", "dist/leaflet.css").decode("utf-8")),
        "LICENSE-leaflet.txt": licence.replace("\r\n", "\n"),
    }


def script() -> str:
    """Return the parts of Leaflet that pages use, as one script."""
    with TemporaryDirectory() as folder:
        for name, part in (("leaflet", "src"), (ESBUILD, "bin")):
            with tarfile.open(fetch(name)) as archive:
                archive.extractall(Path(folder, part), _within(archive, part), filter="data")
        home = Path(folder, "src", "package")
        (home / PARTS.name).write_bytes(PARTS.read_bytes())
        command = [str(Path(folder, "bin", "package", "bin", "esbuild")), PARTS.name]
        command += ["--bundle", "--minify", "--format=iife", f"--target={TARGET}"]
        command += ["--charset=utf8", "--legal-comments=none", "--log-level=error"]
        done = subprocess.run(command, cwd=home, capture_output=True, check=True)
    return f"{CREDIT}\n{done.stdout.decode('utf-8').strip()}\n"


def _within(archive: tarfile.TarFile, part: str) -> list[tarfile.TarInfo]:
    return [one for one in archive.getmembers() if one.name.startswith(f"package/{part}/")]


def style(text: str) -> str:
    """Drop comments, white space and declarations with url(): images and behaviours."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"[\w-]+:[^;{}]*url\([^)]*\)[^;{}]*;", "", text)
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r"\s*([{};,])\s*", r"\1", text).replace(";}", "}")
    text = re.sub(r"[^{}]+\{\s*\}", "", text)
    return (
        "/* Leaflet 1.9.4, see LICENSE-leaflet.txt */\n" + text.replace("}", "}\n").strip() + "\n"
    )


def main() -> int:
    """Write the assets, or compare them with what stands there."""
    wrong = []
    for name, text in built().items():
        path = ASSETS / name
        if "--check" in sys.argv:
            if path.read_text(encoding="utf-8") != text:
                wrong.append(name)
        else:
            path.write_text(text, encoding="utf-8", newline="\n")
            print(path.relative_to(ASSETS.parent.parent.parent))
    if wrong:
        print(f"not what the build makes: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
