"""Polygons that share edges → arcs, each stored once, whose vertices know how long they last.

A line that two countries share is one arc, and so is a coast. Every vertex carries the coarsest
level of detail at which it is still needed; whoever drops the finer ones gets land, countries
and borders that still fit together, at any level. The levels come from GEOS's coverage
simplification (Visvalingam-Whyatt, in an equal-area plane, so that the tolerance is the square
root of a true area), which keeps lines from crossing and polygons from vanishing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

Vertex: TypeAlias = tuple[int, int]
Ring: TypeAlias = list[Vertex]
"""Vertices in grid units; the first is not repeated."""
Polygon: TypeAlias = list[Ring]
"""The exterior counter-clockwise, then holes clockwise."""
Edge: TypeAlias = tuple[Vertex, Vertex]
"""Its lesser vertex first."""

EARTH_RADIUS_M = 6_371_007.2
"""Radius of the sphere that has the surface of the WGS 84 ellipsoid."""

GRID_DEG = 1e-4
"""Coordinates are whole numbers of this many degrees, 11 m: a hundredth of a millimetre at the
source's scale of 1:10,000,000."""

TOLERANCES_M = (0.0, *(250.0 * 2 ** (step / 2) for step in range(17)))
"""What each level of detail leaves out; level 0 is the source as it is, the last 64 km."""

ALWAYS = 255
"""The level of a vertex in which arcs meet."""

ANTIMERIDIAN = round(180 / GRID_DEG)
SOUTH_POLE = round(-90 / GRID_DEG)

LEAST_RING = 3


@dataclass(frozen=True, slots=True)
class Arc:
    """A line between two nodes, or a closed ring without one (first vertex not repeated)."""

    vertices: tuple[Vertex, ...]
    closed: bool
    kind: int


@dataclass(frozen=True, slots=True)
class Topology:
    """Arcs, and each polygon as rings of arc references (~n is arc n backwards)."""

    arcs: list[Arc]
    polygons: list[list[list[int]]]


def to_grid(geometry: shapely.Geometry) -> list[Polygon]:
    """Return a geometry's polygons in grid units; what is thinner than the grid is gone."""
    return [polygon for part in shapely.get_parts(geometry) for polygon in _on_grid(part)]


def from_grid(polygons: Sequence[Polygon]) -> shapely.Geometry:
    """Return the polygons in degrees as one geometry."""
    return shapely.multipolygons(
        [
            shapely.Polygon(degrees(exterior), [degrees(hole) for hole in holes])
            for exterior, *holes in polygons
        ]
    )


def degrees(ring: Sequence[Vertex]) -> NDArray[np.float64]:
    """Return vertices as lon, lat in degrees, always by the same floating-point steps."""
    return np.asarray(ring, dtype=np.int64) * GRID_DEG


def edge_counts(polygons: Sequence[Polygon]) -> dict[Edge, int]:
    """Count how many polygons own each edge: 1 on a coast, 2 where countries meet."""
    counts: dict[Edge, int] = defaultdict(int)
    for edge in (edge for polygon in polygons for ring in polygon for edge in _edges(ring)):
        counts[edge] += 1
    return dict(counts)


def build_topology(polygons: Sequence[Polygon], kinds: Mapping[Edge, int]) -> Topology:
    """Cut the rings into arcs wherever other than two edges meet, or two of different kinds."""
    nodes = _nodes(kinds)
    arcs: list[Arc] = []
    index: dict[tuple[Vertex, ...], int] = {}
    built = []
    for polygon in polygons:
        rings = []
        for pieces in ([*_cut(ring, nodes)] for ring in polygon):
            whole = len(pieces) == 1 and pieces[0][0] != pieces[0][-1]
            refs = [_reference(piece, kinds, arcs, index, closed=whole) for piece in pieces]
            rings.append(refs)
        built.append(rings)
    return Topology(arcs, built)


def vertex_levels(
    geometries: Sequence[shapely.Geometry], vertices: NDArray[np.int64]
) -> NDArray[np.uint8]:
    """Return for each vertex (in grid units) the coarsest level at which it is still there."""
    keys = _keys(equal_area(vertices * GRID_DEG))
    levels = np.zeros(len(keys), dtype=np.uint8)
    coverage = shapely.transform(np.asarray(geometries), equal_area)
    for level, tolerance_m in enumerate(TOLERANCES_M[1:], start=1):
        coverage = shapely.coverage_simplify(coverage, tolerance_m)
        levels[np.isin(keys, _keys(shapely.get_coordinates(coverage)))] = level
    return levels


def exteriors_and_holes(rings: Sequence[NDArray[np.float64]]) -> list[list[int]]:
    """Group rings into polygons: lists of ring numbers, the exterior first, then its holes."""
    shapes = [shapely.Polygon(ring) for ring in rings]
    areas = [_signed_area(ring) for ring in rings]
    outer = [number for number, area in enumerate(areas) if area > 0]
    tree = shapely.STRtree([shapes[number] for number in outer])
    groups = {number: [number] for number in outer}
    for hole in (number for number, area in enumerate(areas) if area < 0):
        inside = shapes[hole].representative_point()
        around = [outer[hit] for hit in tree.query(inside, predicate="intersects")]
        groups[min(around, key=areas.__getitem__)].append(hole)
    return [groups[number] for number in outer]


def stitch(topology: Topology, kinds: set[int]) -> list[list[int]]:
    """Chain the arcs of these kinds, each with its polygon on the left, into closed rings."""
    rings = []
    starts: dict[Vertex, list[int]] = defaultdict(list)
    for ref in (ref for polygon in topology.polygons for ring in polygon for ref in ring):
        arc = topology.arcs[max(ref, ~ref)]
        if arc.kind in kinds and arc.closed:
            rings.append([ref])
        elif arc.kind in kinds:
            starts[walk(topology.arcs, ref)[0]].append(ref)
    for start in sorted(starts):
        while starts[start]:
            rings += _follow(topology.arcs, starts, starts[start].pop(0))
    return rings


def walk(arcs: Sequence[Arc], reference: int) -> tuple[Vertex, ...]:
    """Return an arc's vertices in the direction of the reference."""
    if reference >= 0:
        return arcs[reference].vertices
    return arcs[~reference].vertices[::-1]


def equal_area(lonlat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project with Lambert's cylindrical equal-area projection of the sphere, in metres."""
    radians = np.radians(lonlat)
    return EARTH_RADIUS_M * np.column_stack([radians[:, 0], np.sin(radians[:, 1])])


def is_paper(edge: Edge) -> bool:
    """Tell whether an edge is the paper's, not the world's: along the antimeridian or the pole."""
    (ax, ay), (bx, by) = edge
    return abs(ax) == abs(bx) == ANTIMERIDIAN or ay == by == SOUTH_POLE


def _on_grid(part: shapely.Polygon) -> list[Polygon]:
    """Round a polygon; where rounding makes it touch itself it becomes several, or gets a hole."""
    rounded = shapely.transform(part, lambda xy: np.rint(xy / GRID_DEG) * GRID_DEG)
    whole = part if shapely.is_valid(rounded) else shapely.set_precision(part, GRID_DEG)
    lines = shapely.get_rings(shapely.orient_polygons(shapely.get_parts(whole)))
    loops = [loop for line in lines for loop in _loops(_whole_numbers(line))]
    groups = exteriors_and_holes([degrees(loop) for loop in loops])
    return [[loops[number] for number in group] for group in groups]


def _whole_numbers(line: shapely.LinearRing) -> Ring:
    whole = np.rint(shapely.get_coordinates(line) / GRID_DEG).astype(np.int64)
    return [b for a, b in pairwise(map(tuple, whole.tolist())) if a != b]


def _loops(ring: Ring) -> Iterator[Ring]:
    """Yield the loops of a ring that comes back to a vertex; most rings are one."""
    path: Ring = []
    at: dict[Vertex, int] = {}
    for vertex in ring:
        if vertex in at:
            loop = path[at[vertex] :]
            del path[at[vertex] :]
            for passed in loop:
                del at[passed]
            if len(loop) >= LEAST_RING:
                yield loop
        at[vertex] = len(path)
        path.append(vertex)
    if len(path) >= LEAST_RING:
        yield path


def _edges(ring: Ring) -> Iterator[Edge]:
    for a, b in pairwise([*ring, ring[0]]):
        yield (a, b) if a < b else (b, a)


def _nodes(kinds: Mapping[Edge, int]) -> set[Vertex]:
    around: dict[Vertex, list[int]] = defaultdict(list)
    for (a, b), kind in kinds.items():
        around[a].append(kind)
        around[b].append(kind)
    through = 2
    return {v for v, found in around.items() if len(found) != through or found[0] != found[1]}


def _cut(ring: Ring, nodes: set[Vertex]) -> Iterator[Ring]:
    """Yield a ring's pieces between nodes; a ring without one as it is, from its least vertex."""
    at = [number for number, vertex in enumerate(ring) if vertex in nodes]
    if not at:
        least = ring.index(min(ring))
        yield ring[least:] + ring[:least]
        return
    turned = ring[at[0] :] + ring[: at[0]] + [ring[at[0]]]
    stops = [*(number - at[0] for number in at), len(ring)]
    yield from (turned[a : b + 1] for a, b in pairwise(stops))


def _reference(
    piece: Ring,
    kinds: Mapping[Edge, int],
    arcs: list[Arc],
    index: dict[tuple[Vertex, ...], int],
    *,
    closed: bool,
) -> int:
    """Return the arc's number, or its complement if it is known in the other direction."""
    forth = tuple(piece)
    back = (forth[0], *forth[:0:-1]) if closed else forth[::-1]
    if forth in index:
        return index[forth]
    if back in index:
        return ~index[back]
    index[forth] = len(arcs)
    arcs.append(Arc(forth, closed, kinds[next(_edges(piece))]))
    return index[forth]


def _follow(
    arcs: Sequence[Arc], starts: dict[Vertex, list[int]], first: int
) -> Iterator[list[int]]:
    """Yield the rings met on the way from an arc back to its start; one, unless coasts touch."""
    path = [first]
    while path:
        here = walk(arcs, path[-1])[-1]
        met = [number for number, ref in enumerate(path) if walk(arcs, ref)[0] == here]
        if met:
            yield path[met[0] :]
            del path[met[0] :]
        else:
            onward = starts[here]
            path.append(onward.pop(_leftmost(arcs, walk(arcs, path[-1]), onward)))


def _leftmost(arcs: Sequence[Arc], came: tuple[Vertex, ...], onward: Sequence[int]) -> int:
    """Choose where coasts touch in a point: the sharpest left turn keeps rings simple."""
    into = complex(came[-1][0] - came[-2][0], came[-1][1] - came[-2][1])

    def turn(ref: int) -> float:
        a, b = walk(arcs, ref)[:2]
        return float(np.angle(complex(b[0] - a[0], b[1] - a[1]) / into))

    return max(range(len(onward)), key=lambda number: turn(onward[number]))


def _signed_area(ring: NDArray[np.float64]) -> float:
    x, y = ring[:, 0], ring[:, 1]
    return float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))) / 2


def _keys(xy: NDArray[np.float64]) -> NDArray[np.complex128]:
    return np.ascontiguousarray(xy, dtype=np.float64).view(np.complex128).ravel()
