"""Write NOTICE from tools/sources.toml: what in geobrief others made, and under which licence.

`python tools/build_notice.py` writes; with `--check` it only compares and exits 1 on a difference.
"""

from __future__ import annotations

import sys
import textwrap

from fetch import ROOT, Source, sources

NOTICE = ROOT / "NOTICE"
WIDTH = 96

HEAD = """\
geobrief is free software under the MIT licence, see LICENSE. It holds data, fonts and a library
made by others, each under its own licence. What was taken from where, by version and hash:
"""

TAIL = """\
The licences' texts are in geobrief/data/LICENSES and geobrief/render/assets. What was changed is
told in geobrief/data/SOURCES-gazetteer.md, geobrief/data/SOURCES-basemap.md and
geobrief/data/SOURCES-fonts.md. No font is in a page: pages are shown in the reader's own.
"""


def text() -> str:
    """Return what NOTICE says."""
    return "\n".join([HEAD, *map(entry, sources().values()), TAIL])


def entry(source: Source) -> str:
    """Return a source's paragraph."""
    registry = {"pypi": "PyPI", "npm": "npm"}[source.registry]
    lines = [f"{source.name} {source.version} ({registry})"]
    told = {
        "taken": source.takes,
        "licence": source.license,
        "credit": source.credit,
        "date": source.date,
        "note": source.note,
        "file": source.file,
        "sha256": source.sha256,
    }
    for word, value in told.items():
        if value:
            filled = textwrap.fill(value, WIDTH - 11, break_long_words=False)
            lines.append(f"  {word + ':':<9}" + filled.replace("\n", "\n" + " " * 11))
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write NOTICE, or compare it with what stands there."""
    if "--check" in sys.argv:
        same = NOTICE.read_text(encoding="utf-8") == text()
        return 0 if same else 1
    NOTICE.write_text(text(), encoding="utf-8", newline="\n")
    print(NOTICE.name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
