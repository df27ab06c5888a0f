"""A name that became a point."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Basis", "Location"]

_POLE_DEG = 90.0
_ANTIMERIDIAN_DEG = 180.0


class Basis(StrEnum):
    """What a location's point rests on."""

    GAZETTEER = "gazetteer"
    CAPITAL = "capital"
    """A country for which its capital stands."""
    BRIEF = "brief"
    """The coordinates were given in the brief."""
    COORDINATES = "coordinates"
    """The name was itself a pair of coordinates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """A geocoded place: WGS 84 degrees, and where they come from."""

    query: str
    """The name as it was asked for."""
    name: str
    """The name it was taken for."""
    lon_deg: float
    lat_deg: float
    basis: Basis = Basis.GAZETTEER
    source: str = ""
    """The datum's source, with its version or date, as the credits print it."""
    country: str = ""
    """ISO 3166-1 alpha-2 code, or empty."""
    country_name: str = ""
    admin1: str = ""
    """First-order division's name or code, or empty."""
    kind: str = ""
    """GeoNames feature code: PPL, PPLC, PCLI, ...; empty for bare coordinates."""
    geonameid: int | None = None
    population: int | None = None
    stands_in: str = ""
    """What stands for the place, if it is not its own point: the name of a capital."""
    rivals: tuple[str, ...] = ()
    """Other places that bear the name and were passed over, for a note, best first."""

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat_deg) and abs(self.lat_deg) <= _POLE_DEG):
            message = f"latitude {self.lat_deg!r} is not between -90 and 90 degrees"
            raise ValueError(message)
        if not (math.isfinite(self.lon_deg) and abs(self.lon_deg) <= _ANTIMERIDIAN_DEG):
            message = f"longitude {self.lon_deg!r} is not between -180 and 180 degrees"
            raise ValueError(message)

    @property
    def full_name(self) -> str:
        """The place's own name with its division and country: `Paris, Texas, United States`."""
        parts = (self.name, self.admin1, self.country_name or self.country)
        return ", ".join(dict.fromkeys(part for part in parts if part))

    @property
    def notes(self) -> tuple[str, ...]:
        """What the gazetteer decided and a reader might decide otherwise, a sentence each."""
        told = []
        if self.basis is Basis.CAPITAL:
            told.append(f"{self.query}: its capital, {self.stands_in}, stands for it")
        if self.rivals:
            others = "; ".join(self.rivals)
            told.append(f"{self.query}: taken for {self.full_name}; passed over: {others}")
        return tuple(told)
