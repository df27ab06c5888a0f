"""Draw the example and the stories of gallery/: `make gallery`, or name some of the latter.

Each as page, SVG and PNG into output/gallery/, and for the README as a small PNG.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pictures import reduced
from PIL import Image

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "layers" / "istanbul-talks" / "brief.yaml"
STORIES = ROOT / "gallery"
OUTPUT = ROOT / "output" / "gallery"
PICTURES = ROOT / "docs" / "pictures"

SIZE = "760x570"
MOST_BYTES = 120_000


def main(names: Iterable[str]) -> int:
    """Draw the stories of these names, or all."""
    OUTPUT.mkdir(parents=True, exist_ok=True)
    PICTURES.mkdir(parents=True, exist_ok=True)
    stories = [STORIES / f"{name}.yaml" for name in names] or [
        EXAMPLE,
        *sorted(STORIES.glob("*.yaml")),
    ]
    too_large = [picture.name for picture in map(draw, stories) if not _small(picture)]
    for name in too_large:
        print(f"{name} is larger than {MOST_BYTES:,} bytes")
    return 1 if too_large else 0


def draw(story: Path) -> Path:
    """Write all outputs of a story, and return the README's picture."""
    name = story.parent.name if story == EXAMPLE else story.stem
    page = OUTPUT / f"{name}.html"
    options = ["--format", "html,svg,png", "--size", SIZE, "--scale", "2", "--layers", "none"]
    command = [sys.executable, "-m", "geobrief", "map", story, "-o", page, *options]
    subprocess.run([*map(str, command)], check=True)
    picture = PICTURES / f"{name}.png"
    _reduce(page.with_suffix(".png"), picture)
    print(picture.relative_to(ROOT))
    return picture


def _reduce(source: Path, target: Path) -> None:
    """Write a picture at half its size and in few colours: sharp enough, and quick to load."""
    with Image.open(source) as whole:
        half = whole.convert("RGB").resize(
            (whole.width // 2, whole.height // 2), Image.Resampling.LANCZOS
        )
    reduced(half).save(target, optimize=True)


def _small(picture: Path) -> bool:
    return picture.stat().st_size <= MOST_BYTES


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
