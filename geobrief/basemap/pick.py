"""Which arcs and polygons a view needs, and in what detail: degrees in, degrees out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from geobrief.basemap.store import Layer, World
    from geobrief.projection import Projection

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]
    Shapes: TypeAlias = NDArray[np.object_]

__all__ = [
    "Box",
    "Scope",
    "Window",
    "arcs_near",
    "kept_arcs",
    "lines",
    "polygons",
    "polygons_near",
    "scope_of",
    "specks",
]

Box = tuple[float, float, float, float]
"""xmin, ymin, xmax, ymax in planar metres."""

SAMPLES = 33
"""A view's extent in degrees is measured on a grid of so many points a side."""

MARGIN = 0.5
"""Around a view, lines keep their detail for this part of its size."""

FAR_M = 32_000.0
"""Lines that a view does not show, but whose polygons it does, are this coarse at most."""

METRES_A_DEGREE = 111_195.0

POLE_DEG, TURN_DEG = 90.0, 360.0

LEAST_RING = 3

SPREAD = 68.0
"""Close to the story lines are finer: a tolerance is allowed so many times itself away from it."""

FOCI = 60
"""Places of the story around which lines are finer, at most."""

SMALL = 40.0
"""What is smaller than so many tolerances and bears a place of the story is drawn all the same."""

SHAPELY, SHAPED = 500.0, 20.0
"""How fine that is, in parts of its size: where one of the first FOCI places is, and elsewhere."""

SPECK = 3.0
"""The border round what is smaller than so many tolerances is left out."""

BESIDE_DEG = 0.1
"""A place may lie this far off the coast of its island, by its own or the map's inaccuracy."""


_AROUND = BESIDE_DEG * np.array([-1.0, -1.0, 1.0, 1.0])


@dataclass(frozen=True, slots=True)
class Window:
    """Part of the globe between two parallels and two meridians, in degrees."""

    west: float
    south: float
    width: float
    """Eastward, 360 at most."""
    north: float

    def holds(self, lon: Floats, lat: Floats) -> Flags:
        """Tell which points lie within."""
        east = np.remainder(lon - self.west, TURN_DEG)
        return (east <= self.width) & (lat >= self.south) & (lat <= self.north)

    def meets(self, bounds: Floats) -> Flags:
        """Tell which boxes (west, south, east, north in degrees) reach into the window."""
        off = np.remainder(bounds[:, 0] - self.west, TURN_DEG)
        across = (off <= self.width) | (off + bounds[:, 2] - bounds[:, 0] >= TURN_DEG)
        return across & (bounds[:, 3] >= self.south) & (bounds[:, 1] <= self.north)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a view reaches, and how fine its lines are."""

    world: World
    frame: shapely.Polygon
    """The rectangle of the map, in planar metres."""
    centre: tuple[float, float]
    """Its middle in degrees."""
    window: Window
    tolerance_m: float
    level: int
    """The packaged level of detail near by."""
    far_level: int
    """And of lines outside of the window."""
    fine_level: int
    """And of lines close to the places of the story; the same as `level` where it is not finer."""
    core: shapely.Polygon | None
    """The part of the map that most frames show, in planar metres; None if it is all of it."""
    keep: Floats
    """Longitudes and latitudes of the story's places, n by 2: their island must not vanish."""
    spots: Shapes
    """The same as points, at any turn of the globe that a polygon may lie at."""
    spots_first: Shapes
    """Those of the first FOCI places."""

    @property
    def detail_m(self) -> float:
        """The tolerance of the lines."""
        return self.world.tolerances_m[self.level]

    @property
    def fine_m(self) -> float:
        """The tolerance of the lines close to the story's places."""
        return self.world.tolerances_m[self.fine_level]

    def coarser(self, levels: int) -> Scope:
        """Return the same view with less detail."""
        last = len(self.world.tolerances_m) - 1
        return replace(
            self,
            level=min(self.level + levels, last),
            fine_level=min(self.level + levels, last),
            far_level=min(max(self.far_level, self.level + levels), last),
        )

    def rougher(self, factor: float) -> Scope:
        """Return the same view with tolerances so many times as large."""
        tolerances = np.array(self.world.tolerances_m)

        def rough(level: int) -> int:
            return int(np.flatnonzero(tolerances <= max(tolerances[level], 1.0) * factor)[-1])

        return replace(
            self,
            level=rough(self.level),
            far_level=rough(self.far_level),
            fine_level=rough(self.fine_level),
        )

    def needs(self) -> Flags:
        """Tell for each vertex of the world whether the view needs it."""
        world = self.world
        need: Flags = world.level >= self.far_level
        if self.far_level > self.level:
            fine = np.flatnonzero((world.level >= self.level) & ~need)
            need[fine[self.window.holds(world.lonlat[fine, 0], world.lonlat[fine, 1])]] = True
        self._add_close(need)
        self._add_kept(need)
        return need

    def _add_kept(self, need: Flags) -> None:
        """Add what shows the shape of small islands and countries that the story stands on."""
        world = self.world
        for layer in _grounds(world):
            wanted = self.kept(layer)
            rings, of_polygon = layer.rings_of(wanted)
            refs, of_ring = layer.refs_of(rings)
            index, of_ref = _vertices_of(world, refs)
            level = self._levels_of(layer, wanted)[of_polygon[of_ring[of_ref]]]
            need[index[world.level[index] >= level]] = True

    def _levels_of(self, layer: Layer, polygons: Ints) -> Ints:
        """Return the level of detail that polygons to keep are drawn in, by their size."""
        size_m = _sizes_deg(bounds_of(self.world, layer)[polygons]) * METRES_A_DEGREE
        first = np.isin(polygons, self._on(layer, polygons, self.spots_first))
        wanted_m = size_m / np.where(first, SHAPELY, SHAPED)
        tolerances = np.array(self.world.tolerances_m)
        return np.maximum(np.searchsorted(tolerances, wanted_m, side="right") - 1, 0)

    def _add_close(self, need: Flags) -> None:
        """Add the finer vertices close to the story: the tolerance grows with the distance."""
        if self.fine_level >= self.level:
            return
        levels = self.world.level
        fine = np.flatnonzero((levels >= self.fine_level) & (levels < self.level) & ~need)
        lonlat = self.world.lonlat[fine]
        fine = fine[self.window.holds(lonlat[:, 0], lonlat[:, 1])]
        # A vertex is needed where the next coarser level would be too coarse.
        reach_m = np.array(self.world.tolerances_m)[levels[fine] + 1] * SPREAD
        near_m = self.distances_m(self.world.lonlat[fine])
        need[fine[near_m < reach_m]] = True

    def tolerances_at(self, lonlat: Floats) -> Floats:
        """Return the tolerance at points in degrees, n by 2."""
        if self.fine_level >= self.level:
            return np.full(len(lonlat), self.tolerance_m)
        grown: Floats = np.clip(self.distances_m(lonlat) / SPREAD, self.fine_m, self.tolerance_m)
        return grown

    def distances_m(self, lonlat: Floats) -> Floats:
        """Return how far points are from the nearest place of the story, roughly: it may be 1 %.

        Beyond the first FOCI places, which are the story's most important, none is looked at.
        """
        nearest = np.full(len(lonlat), np.inf)
        for lon, lat in self.keep[:FOCI].tolist():
            east = np.remainder(lonlat[:, 0] - lon + TURN_DEG / 2, TURN_DEG) - TURN_DEG / 2
            east = east * max(np.cos(np.radians(lat)), 0.01)
            np.minimum(nearest, np.hypot(east, lonlat[:, 1] - lat), out=nearest)
        return nearest * METRES_A_DEGREE

    def kept(self, layer: Layer) -> Ints:
        """Return a layer's small polygons that a place of the story stands on or beside."""
        size_deg = _sizes_deg(bounds_of(self.world, layer))
        small = np.flatnonzero(size_deg * METRES_A_DEGREE < SMALL * self.tolerance_m)
        return self._on(layer, small, self.spots)

    def _on(self, layer: Layer, polygons: Ints, spots: Shapes) -> Ints:
        """Return those of some polygons that one of the spots stands on or beside."""
        bounds = bounds_of(self.world, layer)[polygons]
        boxes = shapely.STRtree(np.asarray(shapely.box(*(bounds + _AROUND).T)))
        found: Ints = polygons[np.unique(boxes.query(spots, predicate="intersects")[1])]
        return found


def scope_of(
    world: World,
    projection: Projection,
    cover: Box,
    *,
    tolerance_m: float,
    fine_m: float | None = None,
    core: Box | None = None,
    keep: Sequence[tuple[float, float]],
) -> Scope:
    """Find out what a rectangle of the map reaches, and which packaged detail suits it.

    `fine_m` is the tolerance at the places to keep, where it is to be finer than elsewhere.

    Raises:
        ValueError: the rectangle is none, or the tolerance not above 0.
    """
    xmin, ymin, xmax, ymax = cover
    if not (np.isfinite(cover).all() and xmin < xmax and ymin < ymax and tolerance_m > 0):
        message = f"no map covers {cover} with a tolerance of {tolerance_m} m"
        raise ValueError(message)
    tolerances = np.array(world.tolerances_m)
    far_m = max(min(FAR_M, max(xmax - xmin, ymax - ymin) * MARGIN / 4), tolerance_m)
    spots = np.array(keep, dtype=np.float64).reshape(-1, 2)
    lonlat = np.column_stack(projection.to_lonlat(spots[:, 0], spots[:, 1]))
    lonlat = lonlat[np.isfinite(lonlat).all(axis=1)]
    return Scope(
        world=world,
        frame=shapely.box(*cover),
        centre=_centre_of(projection, cover),
        window=_window_of(projection, cover),
        tolerance_m=tolerance_m,
        level=int(np.flatnonzero(tolerances <= tolerance_m)[-1]),
        far_level=int(np.flatnonzero(tolerances <= far_m)[-1]),
        fine_level=int(np.flatnonzero(tolerances <= min(fine_m or tolerance_m, tolerance_m))[-1]),
        core=None if core is None else shapely.box(*core),
        keep=lonlat,
        spots=_points_at_turns(lonlat),
        spots_first=_points_at_turns(lonlat[:FOCI]),
    )


def _points_at_turns(lonlat: Floats) -> Shapes:
    """Return points at three turns of the globe: longitudes of polygons may pass 180°.

    What is nearer than a tenth of a kilometre to another is that point, too.
    """
    few = np.unique(np.round(lonlat, 3), axis=0)
    turns = [few + np.array([turn, 0.0]) for turn in (-TURN_DEG, 0.0, TURN_DEG)]
    return np.asarray(shapely.points(np.concatenate(turns)))


def lines(scope: Scope, arcs: Ints, need: Flags) -> Shapes:
    """Return arcs as lines in degrees, those round an enclave closed."""
    world = scope.world
    index, owner = _vertices_of(world, arcs)
    own = need[index]
    index, owner = index[own], owner[own]
    first = np.flatnonzero(np.diff(owner, prepend=-1))
    after = np.append(first[1:], len(owner))
    rings = world.closed[arcs[owner[first]]]
    index = np.insert(index, after[rings], index[first[rings]])
    owner = np.insert(owner, after[rings], owner[first[rings]])
    return np.asarray(shapely.linestrings(world.lonlat[index], indices=_dense(owner)))


def polygons(world: World, layer: Layer, wanted: Ints, need: Flags) -> Shapes:
    """Return a layer's polygons in degrees."""
    if not wanted.size:
        return np.empty(0, dtype=object)
    rings, of_polygon = layer.rings_of(wanted)
    refs, of_ring = layer.refs_of(rings)
    index, of_ref = _vertices_of(world, refs, open_ends=True)
    own = need[index]
    index, ring = index[own], of_ring[of_ref[own]]
    whole = np.bincount(ring, minlength=len(rings)) >= LEAST_RING
    used = whole[ring]
    made = np.asarray(shapely.linearrings(world.lonlat[index[used]], indices=_dense(ring[used])))
    return np.asarray(shapely.polygons(made, indices=_dense(of_polygon[whole])))


def polygons_near(scope: Scope, layer: Layer) -> Ints:
    """Return the polygons with an arc in the window, or that may hold the whole of it."""
    world = scope.world
    near = arcs_near(scope)[layer.arcs]
    meets = np.logical_or.reduceat(near, layer.first_ref)
    around = _box_holds(bounds_of(world, layer), *scope.centre)
    return np.flatnonzero(meets | around)


def arcs_near(scope: Scope) -> Flags:
    """Tell which arcs may run through the window."""
    return scope.window.meets(scope.world.bounds)


def arcs_of(layer: Layer, wanted: Ints) -> Ints:
    """Return the arcs of some of a layer's polygons."""
    if not wanted.size:
        return wanted
    refs, _ = layer.refs_of(layer.rings_of(wanted)[0])
    return np.unique(np.where(refs >= 0, refs, ~refs))


def kept_arcs(scope: Scope) -> Ints:
    """Return the arcs of the small islands and countries that the story stands on."""
    found = [arcs_of(layer, scope.kept(layer)) for layer in _grounds(scope.world)]
    return np.unique(np.concatenate([*found, np.empty(0, dtype=np.int64)]))


def _grounds(world: World) -> list[Layer]:
    """Return the layers of what a place can stand on."""
    return [world.layers[name] for name in ("land", "country") if name in world.layers]


def _sizes_deg(bounds: Floats) -> Floats:
    sizes: Floats = (bounds[:, 2:] - bounds[:, :2]).max(axis=1)
    return sizes


def specks(scope: Scope) -> Ints:
    """Return the arcs that run round something too small to see, except those to keep."""
    world = scope.world
    begin = np.append(0, world.end[:-1])
    round_about = world.closed | (world.lonlat[begin] == world.lonlat[world.end - 1]).all(axis=1)
    size_deg = (world.bounds[:, 2:] - world.bounds[:, :2]).max(axis=1)
    small = size_deg * METRES_A_DEGREE < SPECK * scope.tolerance_m
    found = np.flatnonzero(round_about & small)
    kept = kept_arcs(scope) if _grounds(world) else _around_spots(scope, found)
    return np.setdiff1d(found, kept)


def _around_spots(scope: Scope, arcs: Ints) -> Ints:
    """Return those of some arcs whose box a place of the story lies in or beside."""
    boxes = shapely.STRtree(np.asarray(shapely.box(*(scope.world.bounds[arcs] + _AROUND).T)))
    found: Ints = arcs[np.unique(boxes.query(scope.spots, predicate="intersects")[1])]
    return found


def bounds_of(world: World, layer: Layer) -> Floats:
    """Return west, south, east, north of each polygon in degrees."""
    low = np.minimum.reduceat(world.bounds[layer.arcs, :2], layer.first_ref)
    high = np.maximum.reduceat(world.bounds[layer.arcs, 2:], layer.first_ref)
    return np.hstack([low, high])


def _box_holds(bounds: Floats, lon: float, lat: float) -> Flags:
    east = np.remainder(lon - bounds[:, 0], TURN_DEG)
    across = east <= bounds[:, 2] - bounds[:, 0]
    return across & (bounds[:, 1] <= lat) & (bounds[:, 3] >= lat)


def _centre_of(projection: Projection, cover: Box) -> tuple[float, float]:
    """Return a rectangle's middle in degrees; 0, 0 where that is outside of the world."""
    lon, lat = projection.to_lonlat((cover[0] + cover[2]) / 2, (cover[1] + cover[3]) / 2)
    return (float(lon), float(lat)) if np.isfinite(lon) else (0.0, 0.0)


def _window_of(projection: Projection, cover: Box) -> Window:
    """Return the part of the globe that a rectangle of the map shows, with a margin."""
    xmin, ymin, xmax, ymax = cover
    wide, high = (xmax - xmin) * MARGIN, (ymax - ymin) * MARGIN
    x, y = np.meshgrid(
        np.linspace(xmin - wide, xmax + wide, SAMPLES),
        np.linspace(ymin - high, ymax + high, SAMPLES),
    )
    if not shapely.contains_xy(projection.outline(), x, y).all():
        return Window(-TURN_DEG / 2, -POLE_DEG, TURN_DEG, POLE_DEG)
    lon, lat = projection.to_lonlat(x, y)
    slack = max(wide, high) / METRES_A_DEGREE / SAMPLES
    south, north = float(lat.min()) - slack, float(lat.max()) + slack
    poles_x, poles_y = projection.to_plane([0.0, 0.0], [-POLE_DEG, POLE_DEG])
    seen = (np.abs(poles_x - (xmin + xmax) / 2) <= wide * 2) & (
        np.abs(poles_y - (ymin + ymax) / 2) <= high * 2
    )
    if seen.any():
        south, north = -POLE_DEG if seen[0] else south, POLE_DEG if seen[1] else north
        return Window(-TURN_DEG / 2, south, TURN_DEG, north)
    around = np.unique(np.remainder(lon, TURN_DEG))
    gaps = np.diff(around, append=around[:1] + TURN_DEG)
    widest = int(np.argmax(gaps))
    slack /= max(float(np.cos(np.radians(max(abs(south), abs(north))))), 0.01)
    west = float(around[(widest + 1) % len(around)]) - slack
    return Window(west, south, min(TURN_DEG - float(gaps[widest]) + 2 * slack, TURN_DEG), north)


def _vertices_of(world: World, refs: Ints, *, open_ends: bool = False) -> tuple[Ints, Ints]:
    """Return the vertices along references to arcs, and which reference each belongs to.

    With open ends an arc's last vertex is left to the next arc of its ring.
    """
    arc = np.where(refs >= 0, refs, ~refs)
    end = world.end[arc]
    begin = np.where(arc > 0, world.end[arc - 1], 0)
    size = end - begin
    if open_ends:
        size = size - ~world.closed[arc]
    of_ref = np.repeat(np.arange(len(refs)), size)
    step = np.arange(int(size.sum())) - np.repeat(np.cumsum(size) - size, size)
    forth = refs[of_ref] >= 0
    return np.where(forth, begin[of_ref] + step, end[of_ref] - 1 - step), of_ref


def _dense(owner: Ints) -> Ints:
    """Number the owners that are there from 0 on."""
    return np.cumsum(np.diff(owner, prepend=owner[:1]) != 0)
