"""Write Leaflet into geobrief/render/assets, from the pinned package, with nothing it would load.

`python tools/build_leaflet.py` writes; with `--check` it only compares and exits 1 on a difference.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from fetch import read_member

ASSETS = Path(__file__).resolve().parent.parent / "geobrief" / "render" / "assets"


def built() -> dict[str, str]:
    """Return the files to write and their text."""
    licence = read_member("leaflet", "LICENSE").decode("utf-8")
    return {
        "leaflet.js": script(read_member("leaflet", "dist/leaflet.js").decode("utf-8")),
        "leaflet.css": style(read_member("leaflet", "dist/leaflet.css").decode("utf-8")),
        "LICENSE-leaflet.txt": licence.replace("\r\n", "\n"),
    }


def script(text: str) -> str:
    """Drop the address of the source map: a browser's developer tools would ask for it."""
    return re.sub(r"\n?//# sourceMappingURL=.*", "", text).rstrip() + "\n"


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
