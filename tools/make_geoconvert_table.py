"""Make tests/data/geoconvert.csv: how GeographicLib's GeoConvert writes and reads seeded points.

Needs GeoConvert (Debian: geographiclib-tools; made with 2.1.2). Run from the root of the project:

    python tools/make_geoconvert_table.py
"""

from __future__ import annotations

import csv
import random
import subprocess
from pathlib import Path

TARGET = Path("tests/data/geoconvert.csv")
SEED = 20261122
POINTS = 40

NOTATIONS = {
    "minutes": ("-d", "-p", "-3"),
    "decimal minutes": ("-d", "-p", "-2"),
    "seconds": ("-d", "-p", "-1"),
    "decimal seconds": ("-d", "-p", "1"),
    "colons": ("-:", "-p", "-1"),
    "MGRS 10 km": ("-m", "-p", "-4"),
    "MGRS 1 km": ("-m", "-p", "-3"),
    "MGRS 100 m": ("-m", "-p", "-2"),
    "MGRS 10 m": ("-m", "-p", "-1"),
    "MGRS 1 m": ("-m", "-p", "0"),
}
"""Options of GeoConvert by what they make it write."""


def main() -> None:
    """Write the table."""
    chance = random.Random(SEED)  # noqa: S311 - no secret
    points = [(chance.uniform(-79.9, 83.9), chance.uniform(-180, 180)) for _ in range(POINTS)]
    points += [(85.5, 100.25), (89.9, -40.0), (-88.0, -120.5), (-81.25, 15.0)]
    typed = [f"{lat_deg:.6f} {lon_deg:.6f}" for lat_deg, lon_deg in points]
    with TARGET.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["notation", "text", "lat_deg", "lon_deg"])
        for notation, options in NOTATIONS.items():
            texts = converted(typed, *options)
            understood = converted(texts, "-g", "-p", "5")
            rows = zip(texts, understood, strict=True)
            writer.writerows([notation, text, *point.split()] for text, point in rows)


def converted(lines: list[str], *options: str) -> list[str]:
    """Return what GeoConvert makes of each line."""
    command = ["GeoConvert", *options]
    done = subprocess.run(
        command, input="\n".join(lines), capture_output=True, encoding="utf-8", check=True
    )
    return done.stdout.splitlines()


if __name__ == "__main__":
    main()
