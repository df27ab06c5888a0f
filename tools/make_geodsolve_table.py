"""Make tests/data/geodsolve.csv: what GeographicLib's own GeodSolve says of seeded pairs of points.

Needs GeodSolve (Debian: geographiclib-tools; made with 2.1.2). Run from the root of the project:

    python tools/make_geodsolve_table.py
"""

from __future__ import annotations

import csv
import random
import subprocess
from pathlib import Path

TARGET = Path("tests/data/geodsolve.csv")
SEED = 20250515

Pair = tuple[str, float, float, float, float]
"""Kind, then longitude and latitude of the first and of the second point."""


def pairs() -> list[Pair]:
    """Return the pairs: ordinary ones, and each kind that formulas stumble over."""
    draw = random.Random(SEED)  # noqa: S311 - a reproducible table, no secret

    def lon() -> float:
        return round(draw.uniform(-180, 180), 5)

    def lat() -> float:
        return round(draw.uniform(-90, 90), 5)

    def near(value: float, span: float) -> float:
        return round(value + draw.uniform(-span, span), 5)

    table: list[Pair] = [("ordinary", lon(), lat(), lon(), lat()) for _ in range(20)]
    for _ in range(8):
        at = lon(), round(draw.uniform(-80, 80), 5)
        table.append(("short", *at, near(at[0], 0.01), near(at[1], 0.01)))
    for _ in range(10):
        at = round(draw.uniform(-180, 0), 5), round(draw.uniform(-60, 60), 5)
        table.append(("near-antipodal", *at, near(at[0] + 180, 0.4), near(-at[1], 0.3)))
    table += [("antimeridian", near(175, 5), lat(), near(-175, 5), lat()) for _ in range(8)]
    for pole in (90.0, -90.0):
        table += [("pole", lon(), pole, lon(), lat()), ("pole", lon(), lat(), lon(), pole)]
        table.append(("over pole", 20.0, near(pole * 0.9, 5), -160.0, near(pole * 0.9, 5)))
    table += [
        ("poles", 0.0, 90.0, 0.0, -90.0),
        ("antipodal on the equator", 0.0, 0.0, 180.0, 0.0),
        ("equator", 10.0, 0.0, 100.0, 0.0),
        ("equator, short of antipodal", 0.0, 0.0, 179.3, 0.0),
        ("meridian", 30.0, -20.0, 30.0, 70.0),
        ("nowhere", 28.94966, 41.01384, 28.94966, 41.01384),
        ("Ankara to Istanbul", 32.85427, 39.91987, 28.94966, 41.01384),
        ("Istanbul to Kyiv", 28.94966, 41.01384, 30.5238, 50.45466),
    ]
    return table


def solve(table: list[Pair]) -> list[tuple[str, str]]:
    """Return azimuth at the first point and distance of each pair, as GeodSolve prints them."""
    lines = [f"{la1:.5f} {lo1:.5f} {la2:.5f} {lo2:.5f}" for _, lo1, la1, lo2, la2 in table]
    answer = subprocess.run(
        ["GeodSolve", "-i", "-E", "-p", "10"],
        input="\n".join(lines) + "\n",
        capture_output=True,
        check=True,
        text=True,
    )
    return [(words[0], words[2]) for words in map(str.split, answer.stdout.splitlines())]


def main() -> None:
    """Write the table."""
    table = pairs()
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    with TARGET.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["kind", "lon1", "lat1", "lon2", "lat2", "azimuth_deg", "distance_m"])
        for pair, solution in zip(table, solve(table), strict=True):
            writer.writerow([pair[0], *(f"{value:.5f}" for value in pair[1:]), *solution])
    print(f"{TARGET}: {len(table)} pairs")


if __name__ == "__main__":
    main()
