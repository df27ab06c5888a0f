"""A map projection as a value: degrees to metres in the plane and back."""

from __future__ import annotations

import math
import threading
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    import pyproj
    import shapely
    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

    Floats: TypeAlias = NDArray[np.float64]
    Shapes: TypeAlias = NDArray[np.object_]

__all__ = ["Kind", "Projection"]

SCALE_ERROR = 0.02
"""How far a scale bar may be off."""

EARTH_RADIUS_M = 6_371_007.2
"""Radius of the sphere that has the surface of the WGS 84 ellipsoid."""

POLE_DEG = 90.0

EDGE_M = 1.0
"""What is farther than this from where it projects back to is outside of the world."""

HORIZON_DEG = 150.0
"""How far from its centre an azimuthal map shows the world; beyond, shapes are all distortion."""

HORIZON_M = 2 * EARTH_RADIUS_M * math.sin(math.radians(HORIZON_DEG / 2))
"""The same on the map: the radius of its disc."""


class Kind(StrEnum):
    """The two projections in use; the values are PROJ's names for them."""

    LAEA = "laea"
    """Lambert azimuthal equal-area, for a story up to a continent across."""
    EQEARTH = "eqearth"
    """Equal Earth, for the world."""


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection of the WGS 84 ellipsoid, centred on a story.

    Threads may share one: PROJ's own objects, which they may not, are made for each thread.
    """

    kind: Kind
    lon_0_deg: float
    lat_0_deg: float
    crs: str = field(init=False)
    """PROJ string."""
    scale_radius_m: float = field(init=False)
    """Planar distance from the centre within which the scale is right to 2 % in every direction;
    0 where it is nowhere."""

    def __post_init__(self) -> None:
        if not math.isfinite(self.lon_0_deg) or not abs(self.lat_0_deg) <= POLE_DEG:
            message = f"no map is centred on {self.lon_0_deg!r}, {self.lat_0_deg!r}"
            raise ValueError(message)
        lon_0_deg = math.remainder(self.lon_0_deg, 360.0)
        crs = f"+proj={self.kind} +lat_0={self.lat_0_deg!r} +lon_0={lon_0_deg!r} +datum=WGS84"
        if self.kind is Kind.EQEARTH:
            crs = f"+proj={self.kind} +lon_0={lon_0_deg!r} +datum=WGS84"
        radius_m = _scale_radius_m(self.lat_0_deg) if self.kind is Kind.LAEA else 0.0
        for name, value in {
            "lon_0_deg": lon_0_deg,
            "crs": f"{crs} +units=m +no_defs",
            "scale_radius_m": radius_m,
        }.items():
            object.__setattr__(self, name, value)

    def to_plane(self, lons: ArrayLike, lats: ArrayLike) -> tuple[Floats, Floats]:
        """Project degrees to metres; a longitude may be any turn of the globe away."""
        import numpy as np  # noqa: PLC0415 - heavy

        off = np.remainder(np.asarray(lons, dtype=np.float64) - self.lon_0_deg + 180.0, 360.0)
        return self.forward(off - 180.0, np.asarray(lats, dtype=np.float64))

    def to_lonlat(self, xs: ArrayLike, ys: ArrayLike) -> tuple[Floats, Floats]:
        """Return degrees for metres, longitudes from -180 to 180; inf outside of the world."""
        import numpy as np  # noqa: PLC0415 - heavy

        x, y = np.asarray(xs, dtype=np.float64), np.asarray(ys, dtype=np.float64)
        found = _proj(self.kind, self.lat_0_deg)(x, y, inverse=True)
        off, lats = (np.asarray(values, dtype=np.float64) for values in found)
        again_x, again_y = self.forward(off, lats)  # PROJ may answer from the far side of the edge
        inside = np.hypot(again_x - x, again_y - y) < EDGE_M
        lons = np.where(inside, off, 0.0) + self.lon_0_deg
        lons -= 360.0 * np.round(lons / 360.0)
        return np.where(inside, lons, np.inf), np.where(inside, lats, np.inf)

    def forward(self, off_deg: Floats, lats: Floats) -> tuple[Floats, Floats]:
        """Project degrees east of the middle meridian, from -180 to 180, and latitudes."""
        import numpy as np  # noqa: PLC0415 - heavy

        xs, ys = _proj(self.kind, self.lat_0_deg)(off_deg, lats)
        return np.asarray(xs), np.asarray(ys)

    def project(self, geometry: BaseGeometry) -> BaseGeometry:
        """Project a geometry in degrees: what lies beyond the map's edge is cut, nothing jumps."""
        from geobrief.projection.shapes import project_one  # noqa: PLC0415 - heavy

        return project_one(self, geometry)

    def project_all(self, geometries: Shapes) -> Shapes:
        """Project many polygons or many lines at once, each to one geometry or an empty one."""
        from geobrief.projection.shapes import project_many  # noqa: PLC0415 - heavy

        return project_many(self, geometries)

    def outline(self) -> shapely.Polygon:
        """Return the edge of the world on this map, in metres."""
        from geobrief.projection.shapes import world_outline  # noqa: PLC0415 - heavy

        return world_outline(self)


_own = threading.local()
"""Holds the thread's latest PROJ object; a map needs no other."""


def _proj(kind: Kind, lat_0_deg: float) -> pyproj.Proj:
    """Return this thread's own PROJ object; its middle meridian is 0."""
    import pyproj  # noqa: PLC0415 - heavy

    made: tuple[tuple[Kind, float], pyproj.Proj] | None = getattr(_own, "made", None)
    if made is None or made[0] != (kind, lat_0_deg):
        centre = f" +lat_0={lat_0_deg!r}" if kind is Kind.LAEA else ""
        proj = pyproj.Proj(f"+proj={kind}{centre} +datum=WGS84 +units=m +no_defs")
        made = _own.made = ((kind, lat_0_deg), proj)
    return made[1]


@lru_cache(maxsize=64)
def _scale_radius_m(lat_0_deg: float) -> float:
    """Measure by PROJ's factors how far from the centre the scale stays within SCALE_ERROR.

    The semi-axes of Tissot's indicatrix are the greatest and the least scale at a point; along
    the meridian through the centre they are PROJ's h and k.
    """
    import numpy as np  # noqa: PLC0415 - heavy

    distances_m = np.arange(2_300_000.0, 2_800_000.0, 5_000.0)
    azimuths = np.radians(np.arange(0.0, 360.0, 22.5))
    x = np.outer(np.sin(azimuths), distances_m)
    y = np.outer(np.cos(azimuths), distances_m)
    proj = _proj(Kind.LAEA, lat_0_deg)
    lons, lats = proj(x, y, inverse=True)
    factors = proj.get_factors(lons, lats)
    largest = np.abs(np.asarray(factors.tissot_semimajor) - 1)
    least = np.abs(np.asarray(factors.tissot_semiminor) - 1)
    within = (np.maximum(largest, least) <= SCALE_ERROR).all(axis=0)
    return float(distances_m[int(np.argmin(within)) - 1])
