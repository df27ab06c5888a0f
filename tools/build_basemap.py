"""Build geobrief/data/basemap.npz and basemap-labels.csv from the pinned Natural Earth packages.

`python tools/build_basemap.py [FOLDER]` writes both there, or into FOLDER. The same sources, GEOS
and zlib give the same bytes. What is drawn as a border, and why, is in docs/borders.md; what the
arrays mean, in geobrief/data/SOURCES-basemap.md.
"""

from __future__ import annotations

import csv
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from basemap_sources import (
    Label,
    heal,
    polygonal,
    read_countries,
    read_default_view,
    read_lakes,
    read_named_lakes,
    read_seas,
    read_shapefile,
)
from basemap_topology import (
    ALWAYS,
    GRID_DEG,
    TOLERANCES_M,
    Arc,
    Polygon,
    Topology,
    build_topology,
    degrees,
    edge_counts,
    exteriors_and_holes,
    from_grid,
    is_paper,
    stitch,
    to_grid,
    vertex_levels,
    walk,
)
from fetch import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from basemap_topology import Edge
    from numpy.typing import NDArray

DATA = ROOT / "geobrief" / "data"
NAMES = ROOT / "tools" / "basemap_names.toml"

COAST, BORDER, DISPUTED, PAPER = range(4)
"""Kinds of arc, as the file numbers them."""

DASHED = {
    "Disputed (please verify)",
    "Indefinite (please verify)",
    "Indeterminant frontier",
    "Lease limit",
    "Line of control (please verify)",
    "Unrecognized",
}
SOLID = {"International boundary (verify)"}
"""Classes of Natural Earth's boundary lines; what is in neither set is no border on land."""

PARTS = ("N. Cyprus", "Siachen Glacier", "Somaliland")
"""Areas that the German point of view gives to a country while Natural Earth's lines keep a line
of control or a disputed line round them: they stay with the country, the line is drawn dashed."""

NEAR_DEG = 0.002
"""A border this near to a boundary line is that line: the two data sets share their vertices."""

LEAST_GAP_DEG2 = 1e-5
"""What is land in Natural Earth's default view and nobody's in the German one is a gap to fill;
smaller ones are rounding."""

OUTLINE_DETAIL = 60
"""An outline that only places a name is simplified to this fraction of its size."""


@dataclass(frozen=True, slots=True)
class Face:
    """A piece of land: a country, a part of one behind a line of control, or nobody's."""

    country: int
    """The number of its label; -1 where there is none."""
    polygons: list[Polygon]


def main(arguments: Sequence[str]) -> int:
    """Build both files and say how big they are."""
    folder = Path(arguments[0]) if arguments else DATA
    names = tomllib.loads(NAMES.read_text(encoding="utf-8"))
    labels, shapes = read_countries(names["countries"])
    faces = [*split_parts(shapes), *gaps(shapes)]
    lake_labels, named_lakes = read_named_lakes(names["lakes"])
    sea_labels, seas = read_seas(names["seas"])
    countries = country_layer(faces)
    layers = {
        "country": countries,
        "land": land_layer(countries),
        "water": shore_layer(read_lakes(names["lakes"])),
        "lake": outline_layer(named_lakes),
        "sea": outline_layer(seas),
    }
    write_arrays(layers, folder / "basemap.npz")
    write_labels([*labels, *lake_labels, *sea_labels], folder / "basemap-labels.csv")
    return 0


def split_parts(shapes: Sequence[shapely.Geometry]) -> list[Face]:
    """Cut the parts behind a line of control from their country, which they stay part of."""
    default = read_default_view()
    parts = default.geometry[default.NAME.isin(PARTS)].values
    faces = []
    for number, shape in enumerate(shapes):
        pieces = [polygonal(shapely.intersection(shape, part)) for part in parts]
        pieces = [piece for piece in pieces if not piece.is_empty]
        rest = polygonal(shapely.difference(shape, shapely.union_all(pieces))) if pieces else shape
        faces += [Face(number, to_grid(piece)) for piece in (rest, *pieces)]
    return faces


def gaps(shapes: Sequence[shapely.Geometry]) -> list[Face]:
    """Return the land that the German point of view gives to nobody, such as the Golan Heights."""
    default = shapely.make_valid([heal(shape) for shape in read_default_view().geometry.values])
    land = shapely.union_all(shapely.make_valid(np.asarray(shapes)))
    empty = shapely.get_parts(shapely.difference(shapely.union_all(default), land))
    return [Face(-1, to_grid(gap)) for gap in empty[shapely.area(empty) > LEAST_GAP_DEG2]]


@dataclass(frozen=True, slots=True)
class Layer:
    """Polygons of one kind as arcs, with the label number of each."""

    topology: Topology
    numbers: list[int]
    levels: Mapping[tuple[int, int], int]


def country_layer(faces: Sequence[Face], *, classes: str = "FCLASS_DE") -> Layer:
    """Cut the countries into coasts, borders and disputed lines; `classes` has a view's classes."""
    polygons = [polygon for face in faces for polygon in face.polygons]
    numbers = [face.country for face in faces for _ in face.polygons]
    kinds = edge_kinds(edge_counts(polygons), classes)
    topology = build_topology(polygons, kinds)
    vertices = unique_vertices(topology)
    levels = vertex_levels([from_grid(face.polygons) for face in faces], vertices)
    return Layer(topology, numbers, by_vertex(vertices, levels))


def edge_kinds(counts: Mapping[Edge, int], classes: str) -> dict[Edge, int]:
    """Tell coast from border, and an agreed border from a disputed one."""
    kinds = {
        edge: PAPER if is_paper(edge) else COAST for edge, count in counts.items() if count == 1
    }
    shared = [edge for edge, count in counts.items() if count > 1]
    kinds |= dict(zip(shared, border_kinds(shared, classes), strict=True))
    return kinds


def border_kinds(edges: Sequence[Edge], column: str) -> list[int]:
    """Class each border by the boundary line it runs along; dashed where there is none."""
    frame = read_shapefile("cultural/ne_10m_admin_0_boundary_lines_land")
    classes = frame[column].where(frame[column].notna(), frame.FEATURECLA)
    drawn = classes.isin(DASHED | SOLID).values
    lines = shapely.get_parts(frame.geometry.values[drawn])
    owner = np.repeat(
        np.flatnonzero(drawn), shapely.get_num_geometries(frame.geometry.values[drawn])
    )
    points, of_line = shapely.get_coordinates(lines, return_index=True)
    same = np.flatnonzero(of_line[:-1] == of_line[1:])
    segments = shapely.linestrings(np.stack([points[same], points[same + 1]], axis=1))
    middles = shapely.points(np.array([degrees(edge).mean(axis=0) for edge in edges]))
    nearest, distance = shapely.STRtree(segments).query_nearest(
        middles, return_distance=True, all_matches=False
    )
    is_solid = classes.isin(SOLID).values[owner[of_line[same[nearest[1]]]]]
    return [
        BORDER if near and solid else DISPUTED
        for near, solid in zip(distance < NEAR_DEG, is_solid, strict=True)
    ]


def land_layer(countries: Layer) -> Layer:
    """Dissolve the countries: what is left are the coasts."""
    topology = countries.topology
    rings = stitch(topology, {COAST, PAPER})
    outlines = [degrees(ring_vertices(topology.arcs, ring)) for ring in rings]
    polygons = [[rings[number] for number in group] for group in exteriors_and_holes(outlines)]
    return Layer(Topology(topology.arcs, polygons), [-1] * len(polygons), countries.levels)


def shore_layer(shapes: Sequence[shapely.Geometry]) -> Layer:
    """Make the lakes to draw a layer with levels of detail."""
    polygons = [polygon for shape in shapes for polygon in to_grid(shape)]
    topology = lone_topology(polygons)
    vertices = unique_vertices(topology)
    levels = vertex_levels([from_grid([polygon]) for polygon in polygons], vertices)
    return Layer(topology, [-1] * len(polygons), by_vertex(vertices, levels))


def outline_layer(shapes: Sequence[shapely.Geometry]) -> Layer:
    """Make the coarse outlines of seas or lakes, which only place names, a layer."""
    coarse = [shapely.simplify(shape, np.sqrt(shape.area) / OUTLINE_DETAIL) for shape in shapes]
    clean = shapely.set_precision(coarse, GRID_DEG)
    found = [(number, polygon) for number, shape in enumerate(clean) for polygon in to_grid(shape)]
    topology = lone_topology([polygon for _, polygon in found])
    vertices = unique_vertices(topology)
    levels = np.full(len(vertices), len(TOLERANCES_M) - 1)
    return Layer(topology, [number for number, _ in found], by_vertex(vertices, levels))


def lone_topology(polygons: Sequence[Polygon]) -> Topology:
    """Cut polygons that share no edges worth keeping into arcs."""
    kinds = {edge: PAPER if is_paper(edge) else COAST for edge in edge_counts(polygons)}
    return build_topology(polygons, kinds)


def by_vertex(vertices: NDArray[np.int64], levels: NDArray[Any]) -> dict[tuple[int, int], int]:
    """Return each vertex's level."""
    return dict(zip(map(tuple, vertices.tolist()), levels.tolist(), strict=True))


def ring_vertices(arcs: Sequence[Arc], ring: Sequence[int]) -> list[tuple[int, int]]:
    """Return a ring's vertices, the first not repeated."""
    if len(ring) == 1 and arcs[max(ring[0], ~ring[0])].closed:
        return list(walk(arcs, ring[0]))
    return [vertex for ref in ring for vertex in walk(arcs, ref)[:-1]]


def unique_vertices(topology: Topology) -> NDArray[np.int64]:
    """Return every vertex once."""
    return np.unique(np.array([v for arc in topology.arcs for v in arc.vertices]), axis=0)


def write_arrays(layers: Mapping[str, Layer], path: Path) -> None:
    """Write the arrays that geobrief/basemap reads."""
    arcs: list[Arc] = []
    arc_levels: list[NDArray[np.uint8]] = []
    arrays: dict[str, NDArray[Any]] = {
        "grid_deg": np.array(GRID_DEG),
        "tolerances_m": np.array(TOLERANCES_M),
        "made_with": np.array(f"GEOS {shapely.geos_version_string}"),
    }
    first: dict[int, int] = {}
    for name, layer in layers.items():
        if id(layer.topology.arcs) not in first:
            first[id(layer.topology.arcs)] = len(arcs)
            for arc in layer.topology.arcs:
                whole, levels = coded(arc, layer.levels)
                arcs.append(whole)
                arc_levels.append(levels)
        arrays |= layer_arrays(name, layer, first[id(layer.topology.arcs)])
    arrays |= arc_arrays(arcs, arc_levels)
    np.savez_compressed(path, **arrays)
    sizes = f"{path.stat().st_size:,} bytes, {len(arrays['level']):,} vertices, {len(arcs):,} arcs"
    print(f"{path}: {sizes}")


LONGEST_STEP = 32_000


def coded(arc: Arc, levels: Mapping[tuple[int, int], int]) -> tuple[Arc, NDArray[np.uint8]]:
    """Return an arc with steps that fit 16 bits, and the level of each vertex."""
    vertices = [arc.vertices[0]]
    found = [levels[arc.vertices[0]] if arc.closed else ALWAYS]
    for a, b in zip(arc.vertices, arc.vertices[1:], strict=False):
        pieces = max(abs(b[0] - a[0]), abs(b[1] - a[1])) // LONGEST_STEP + 1
        vertices += [
            (a[0] + (b[0] - a[0]) * k // pieces, a[1] + (b[1] - a[1]) * k // pieces)
            for k in range(1, pieces)
        ]
        found += [0] * (pieces - 1)
        vertices.append(b)
        found.append(levels[b])
    if not arc.closed:
        found[-1] = ALWAYS
    if arc.kind == PAPER:
        found = [ALWAYS] * len(found)
    return Arc(tuple(vertices), arc.closed, arc.kind), np.array(found, dtype=np.uint8)


def arc_arrays(arcs: Sequence[Arc], levels: Sequence[NDArray[np.uint8]]) -> dict[str, NDArray[Any]]:
    """Return vertices as steps from one to the next, zigzag-coded, low and high bytes apart."""
    steps = np.concatenate(
        [np.diff(np.array(arc.vertices), axis=0, prepend=[arc.vertices[0]]) for arc in arcs]
    )
    zigzag = ((steps << 1) ^ (steps >> 63)).astype("<u2")
    planes = zigzag.T.copy().view(np.uint8).reshape(2, -1, 2).transpose(0, 2, 1)
    return {
        "steps": np.ascontiguousarray(planes),
        "level": np.concatenate(levels),
        "arc_size": np.array([len(arc.vertices) for arc in arcs], dtype=np.int32),
        "arc_start": np.array([arc.vertices[0] for arc in arcs], dtype=np.int32),
        "arc_kind": np.array([arc.kind for arc in arcs], dtype=np.uint8),
        "arc_closed": np.array([arc.closed for arc in arcs], dtype=np.bool_),
    }


def layer_arrays(name: str, layer: Layer, first: int) -> dict[str, NDArray[Any]]:
    """Return polygons as counts of rings, rings as counts of arcs, and the arcs' references."""
    rings = [ring for polygon in layer.topology.polygons for ring in polygon]
    refs = np.array([ref for ring in rings for ref in ring], dtype=np.int32)
    return {
        f"{name}_number": np.array(layer.numbers, dtype=np.int16),
        f"{name}_rings": np.array([len(p) for p in layer.topology.polygons], dtype=np.int32),
        f"{name}_arcs": np.array([len(ring) for ring in rings], dtype=np.int32),
        f"{name}_refs": np.where(refs >= 0, refs + first, refs - first).astype(np.int32),
    }


def write_labels(labels: Iterable[Label], path: Path) -> None:
    """Write the names, with where and how prominently each stands."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = csv.writer(stream, lineterminator="\n")
        table.writerow(["kind", "number", "name", "rank", "lon_deg", "lat_deg"])
        for label in labels:
            if label.name:
                table.writerow(
                    [
                        label.kind,
                        label.number,
                        label.name,
                        label.rank,
                        f"{label.lon_deg:.4f}",
                        f"{label.lat_deg:.4f}",
                    ]
                )
    print(f"{path}: {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
