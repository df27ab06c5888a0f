"""How long the main jobs take and how large the page is, beside bare programs.

`make bench`. Whole processes, run in turn A B A B ..., so that a machine's moods strike both alike.
Quote the median of the ratios; single times say little. What is measured within one process or a
browser has a module of its own: `misspelt`, `paint`, `large`.
"""

from __future__ import annotations

import gzip
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import large
import misspelt
import paint

ROOT = Path(__file__).resolve().parent.parent
BRIEF = ROOT / "layers" / "istanbul-talks" / "brief.yaml"
ROUNDS = int(os.environ.get("ROUNDS", "9"))

MOST_BYTES = 300_000
MOST_GZIPPED = 100_000

SIX_MARKERS = """
import folium
import geopandas
m = folium.Map(location=[41, 33], zoom_start=4)
for name, lat, lon in [
    ("Istanbul", 41.01, 28.95), ("Ankara", 39.92, 32.85), ("Antalya", 36.91, 30.70),
    ("Doha", 25.29, 51.53), ("Kyiv", 50.45, 30.52), ("Moscow", 55.75, 37.62),
]:
    folium.Marker([lat, lon], popup=name).add_to(m)
m.save("six.html")
"""

BARE_TYPER = """
import pyproj
import typer
app = typer.Typer()
@app.command()
def nothing(start: str, end: str) -> None:
    pass
app()
"""


def main() -> int:
    """Run the pairs, print ratios, recall and the page's size; 1 if any misses its limit."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "six.py").write_text(SIX_MARKERS, encoding="utf-8")
        (here / "bare.py").write_text(BARE_TYPER, encoding="utf-8")
        us = [sys.executable, "-m", "geobrief"]
        compare(
            "geobrief map, against folium with six markers",
            [*us, "map", str(BRIEF)],
            [sys.executable, "six.py"],
            here,
        )
        compare(
            "geobrief distance, against a bare typer and pyproj",
            [*us, "distance", "Ankara", "Istanbul"],
            [sys.executable, "bare.py", "Ankara", "Istanbul"],
            here,
        )
        page = (here / "output" / "istanbul-talks.html").read_bytes()
        layers = sum(path.stat().st_size for path in (here / "layers").rglob("*.geojson"))
    return max(report_size(page, layers), misspelt.main(), paint.main(SIX_MARKERS), large.main())


def compare(what: str, ours: list[str], theirs: list[str], folder: Path) -> None:
    """Time two commands in turn and print the median times and the ratio."""
    run(ours, folder)
    run(theirs, folder)
    pairs = [(run(ours, folder), run(theirs, folder)) for _ in range(ROUNDS)]
    ratios = [mine / other for mine, other in pairs]
    mine, other = (statistics.median(times) for times in zip(*pairs, strict=True))
    print(
        f"{what}: ratio {statistics.median(ratios):.2f} "
        f"(from {min(ratios):.2f} to {max(ratios):.2f}, {ROUNDS} pairs; "
        f"medians {mine:.3f} s and {other:.3f} s)"
    )


def run(command: list[str], folder: Path) -> float:
    """Return a command's wall time in seconds, its start and its end included."""
    start = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def report_size(page: bytes, layers: int) -> int:
    """Print the page's size, whole and compressed, beside its limits."""
    packed = len(gzip.compress(page, mtime=0))
    print(f"the example's page: {len(page):,} bytes (at most {MOST_BYTES:,})")
    print(f"the example's page, gzipped: {packed:,} bytes (at most {MOST_GZIPPED:,})")
    print(f"the example's layers: {layers:,} bytes")
    return 0 if len(page) <= MOST_BYTES and packed <= MOST_GZIPPED else 1


if __name__ == "__main__":
    sys.exit(main())
