"""The packaged world as it lies in geobrief/data: arcs with levels of detail, and names.

basemap.npz holds every line once, as an arc of vertices in whole units of a ten-thousandth of a
degree. Countries, land, lakes and seas are polygons of rings of references to arcs; ~n is arc n
backwards. Every vertex knows the coarsest level of detail that needs it, so that leaving out the
finer ones simplifies coasts, borders and countries alike. tools/build_basemap.py writes it.

context.npz has the same form, and holds what close views and the de facto point of view add.
tools/build_context.py writes it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from typing import TYPE_CHECKING, Any, TypeAlias

from geobrief.errors import DataError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    import numpy as np
    from numpy.typing import NDArray

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]
    Flags: TypeAlias = NDArray[np.bool_]

__all__ = [
    "BORDER",
    "DISPUTED",
    "DIVISION",
    "DIVISION_BY_DEFAULT",
    "DIVISION_DE_FACTO",
    "RIVER",
    "Division",
    "Layer",
    "Name",
    "World",
    "load_context",
    "load_de_facto_names",
    "load_divisions",
    "load_names",
    "load_world",
]

COAST, BORDER, DISPUTED, PAPER = range(4)
"""Kinds of arc; the last is the edge of the paper, along the antimeridian and the pole."""

RIVER, DIVISION, DIVISION_BY_DEFAULT, DIVISION_DE_FACTO = range(4, 8)
"""Further kinds in context.npz. A line between divisions that is a country's border de facto is one
of divisions only by default, and the other way round."""


@dataclass(frozen=True, slots=True)
class Name:
    """What a country, a sea or a lake is called, and where its source puts the name."""

    kind: str
    number: int
    """The number by which polygons refer to it."""
    text: str
    rank: int
    """0 is the most prominent."""
    lon_deg: float
    lat_deg: float


@dataclass(frozen=True, slots=True)
class Division:
    """What a first-order division is called, and what it belongs to."""

    number: int
    """The number by which polygons refer to it."""
    name: str
    also: tuple[str, ...]
    """Its other names."""
    country: str
    """Natural Earth's three-letter code of the country, de facto."""
    region: str
    """What groups it with others of its country, or empty."""
    unit: str
    """The part of a state that it lies in, such as England, or empty."""
    geonameid: int
    """0 where unknown."""


@dataclass(frozen=True, slots=True)
class Layer:
    """Polygons of one kind; polygon p has the rings ring_end[p-1]:ring_end[p], and so on."""

    number: Ints
    """The number of each polygon's name; -1 where it has none."""
    ring_end: Ints
    arc_end: Ints
    refs: Ints
    arcs: Ints
    """The arcs that refs refer to, in whichever direction."""
    first_ref: Ints
    """Where each polygon begins among refs."""

    def rings_of(self, polygons: Ints) -> tuple[Ints, Ints]:
        """Return the rings of some polygons, and which of the polygons each belongs to."""
        return _ranges(self.ring_end, polygons)

    def refs_of(self, rings: Ints) -> tuple[Ints, Ints]:
        """Return the references of some rings, and which of the rings each belongs to."""
        index, owner = _ranges(self.arc_end, rings)
        return self.refs[index], owner


@dataclass(frozen=True, slots=True)
class World:
    """All arcs, one after another; arc a has the vertices end[a-1]:end[a]."""

    lonlat: Floats
    """Vertices in degrees, n by 2; longitudes may pass 180° to stay in one piece."""
    level: NDArray[np.uint8]
    end: Ints
    kind: NDArray[np.uint8]
    closed: Flags
    bounds: Floats
    """West, south, east, north of each arc, in degrees."""
    rank: NDArray[np.uint8]
    """How little each arc matters among its kind: of rivers, 0 are the largest."""
    layers: dict[str, Layer]
    tolerances_m: tuple[float, ...]
    """Of each level of detail."""


@cache
def load_world() -> World:
    """Read the packaged arcs, once in a process; nothing changes them.

    Raises:
        DataError: the file is missing or damaged.
    """
    return _loaded("basemap.npz")


@cache
def load_context() -> World:
    """Read rivers, divisions and the de facto borders, once in a process.

    Raises:
        DataError: the file is missing or damaged.
    """
    return _loaded("context.npz")


@cache
def load_names() -> tuple[Name, ...]:
    """Read the packaged names, once in a process.

    Raises:
        DataError: the file is missing or damaged.
    """
    return _names("basemap-labels.csv")


@cache
def load_de_facto_names() -> tuple[Name, ...]:
    """Read the names of the countries of the de facto point of view, once in a process.

    Raises:
        DataError: the file is missing or damaged.
    """
    return _names("context-labels.csv")


@cache
def load_divisions() -> tuple[Division, ...]:
    """Read what first-order divisions are called, once in a process; the number is the index.

    Raises:
        DataError: the file is missing or damaged.
    """
    try:
        text = _data("context-divisions.csv").read_text(encoding="utf-8")
        return tuple(
            Division(
                int(row["number"]),
                row["name"],
                tuple(filter(None, row["also"].split("|"))),
                row["country"],
                row["region"],
                row["unit"],
                int(row["geonameid"]),
            )
            for row in csv.DictReader(text.splitlines())
        )
    except (OSError, KeyError, ValueError) as error:
        message = f"the packaged names cannot be read ({error}); install geobrief again"
        raise DataError(message) from error


def _loaded(name: str) -> World:
    import numpy as np  # noqa: PLC0415 - heavy

    try:
        with as_file(_data(name)) as path, np.load(path, allow_pickle=False) as stored:
            arrays = dict(stored)
        return _world(arrays)
    except (OSError, KeyError, ValueError) as error:
        message = f"the packaged basemap cannot be read ({error}); install geobrief again"
        raise DataError(message) from error


def _names(file: str) -> tuple[Name, ...]:
    try:
        text = _data(file).read_text(encoding="utf-8")
        return tuple(
            Name(
                row["kind"],
                int(row["number"]),
                row["name"],
                int(row["rank"]),
                float(row["lon_deg"]),
                float(row["lat_deg"]),
            )
            for row in csv.DictReader(text.splitlines())
        )
    except (OSError, KeyError, ValueError) as error:
        message = f"the packaged names cannot be read ({error}); install geobrief again"
        raise DataError(message) from error


def _ranges(end: Ints, wanted: Ints) -> tuple[Ints, Ints]:
    """Return all numbers from end[w-1] to before end[w], for each w that is wanted."""
    import numpy as np  # noqa: PLC0415 - heavy

    begin = np.where(wanted > 0, end[wanted - 1], 0)
    size = end[wanted] - begin
    owner = np.repeat(np.arange(len(wanted)), size)
    return np.arange(int(size.sum())) + np.repeat(begin - (np.cumsum(size) - size), size), owner


def _data(name: str) -> Traversable:
    return files("geobrief").joinpath("data", name)


def _world(arrays: dict[str, NDArray[Any]]) -> World:
    import numpy as np  # noqa: PLC0415 - heavy

    end: Ints = np.cumsum(arrays["arc_size"], dtype=np.int64)
    begin = np.append(0, end[:-1])
    grid: Floats = arrays["grid_deg"]
    lonlat: Floats = _vertices(arrays["steps"], begin, arrays["arc_start"]) * grid
    low, high = np.minimum.reduceat(lonlat, begin), np.maximum.reduceat(lonlat, begin)
    kinds = {name.removesuffix("_refs") for name in arrays if name.endswith("_refs")}
    return World(
        lonlat=lonlat,
        level=arrays["level"],
        end=end,
        kind=arrays["arc_kind"],
        closed=arrays["arc_closed"],
        rank=arrays.get("arc_rank", np.zeros(len(end), dtype=np.uint8)),
        bounds=np.hstack([low, high]),
        layers={kind: _layer(arrays, kind) for kind in sorted(kinds)},
        tolerances_m=tuple(arrays["tolerances_m"].tolist()),
    )


def _vertices(planes: NDArray[np.uint8], begin: Ints, start: Ints) -> Ints:
    """Undo the coding: low and high bytes, zigzag, steps from vertex to vertex.

    An arc's first step takes back all before it, so that one running sum serves all arcs.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    zigzag = planes[:, 0].astype(np.int64) | (planes[:, 1].astype(np.int64) << 8)
    steps = ((zigzag >> 1) ^ -(zigzag & 1)).T
    ends: Ints = np.add.reduceat(steps, begin) + start
    steps[begin] = start
    steps[begin[1:]] -= ends[:-1]
    vertices: Ints = np.cumsum(steps, axis=0)
    return vertices


def _layer(arrays: dict[str, NDArray[Any]], kind: str) -> Layer:
    import numpy as np  # noqa: PLC0415 - heavy

    refs = arrays[f"{kind}_refs"].astype(np.int64)
    ring_end = np.cumsum(arrays[f"{kind}_rings"], dtype=np.int64)
    arc_end = np.cumsum(arrays[f"{kind}_arcs"], dtype=np.int64)
    first_ring = np.append(0, ring_end[:-1])
    return Layer(
        number=arrays[f"{kind}_number"].astype(np.int64),
        ring_end=ring_end,
        arc_end=arc_end,
        refs=refs,
        arcs=np.where(refs >= 0, refs, ~refs),
        first_ref=np.append(0, arc_end[:-1])[first_ring],
    )
