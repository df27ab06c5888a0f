"""A name that became a point."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["Basis", "Location", "Namesake", "is_rough", "is_spot"]

_SPOTS = frozenset(
    {
        "ADMF", "AIRB", "AIRP", "ANS", "BDG", "BLDG", "CH", "CMPRF", "CMTY", "CSTL", "CTHSE",
        "CTRA", "CTRS", "DAM", "FCL", "FT", "GATE", "GOSP", "HSE", "HSP", "HSTS", "HTL", "INDS",
        "INSM", "LOCK", "MFG", "MFGQ", "MILB", "MNMT", "MSQE", "MSTY", "MUS", "NVB", "OILR", "PAL",
        "PRN", "PRT", "PSN", "PSTB", "PYRS", "RLG", "RSRT", "RSTN", "SCH", "SHRN", "SQR", "STDM",
        "THTR", "TMB", "TMPL", "TNL", "TOWR", "UNIV",
    }
)  # fmt: skip
"""GeoNames' codes of what one is at, not in: buildings, grounds, works."""

_POLE_DEG = 90.0
_ANTIMERIDIAN_DEG = 180.0


def is_spot(kind: str) -> bool:
    """Tell a GeoNames feature code of something that one is at, not in: an airport, a palace."""
    return kind in _SPOTS


class Basis(StrEnum):
    """What a location's point rests on."""

    GAZETTEER = "gazetteer"
    CAPITAL = "capital"
    """A country for which its capital stands."""
    BRIEF = "brief"
    """The coordinates were given in the brief."""
    COORDINATES = "coordinates"
    """The name was itself a pair of coordinates."""
    AREA = "area"
    """The middle of an area stands for it: of a region, a division, a sea."""
    EDITOR = "editor"
    """The point was set by geobrief's editors to a hundredth of a degree: approximate."""


def is_rough(basis: str) -> bool:
    """Tell whether a point is good to about a hundredth of a degree only."""
    return basis in {Basis.AREA, Basis.EDITOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """A place that bears the name, too, and was passed over."""

    number: int
    """The geonameid; negative for what GeoNames does not number."""
    text: str
    """What a note calls it: "Portland, Maine, United States (pop. 68,408)"."""
    lon_deg: float
    lat_deg: float


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
    middle_deg: tuple[float, float] | None = None
    """Longitude and latitude of a country's middle, where its capital stands for it."""
    remark: str = ""
    """What it is, in the words of geobrief's editors, where they placed it."""
    is_also_called: bool = False
    """Whether it was asked for by a name that is not its own, nor another spelling of that."""
    rivals: tuple[str, ...] = ()
    """Other places that bear the name and were passed over, for a note, best first."""

    namesakes: tuple[Namesake, ...] = field(default=(), compare=False, repr=False)
    """These and more of them, with where they are."""
    far_off: str = ""
    """How far it is from the story's other places, where a namesake is much nearer."""

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
    def written(self) -> str:
        """Latitude and longitude, with the decimals that they bear: "41.01384, 28.94966"."""
        digits = 2 if is_rough(self.basis) else 5
        return f"{self.lat_deg:.{digits}f}, {self.lon_deg:.{digits}f}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the gazetteer decided and a reader might decide otherwise, a sentence each."""
        told = []
        if self.basis is Basis.CAPITAL:
            told.append(f"{self.query}: its capital, {self.stands_in}, stands for it{self._middle}")
        if self.basis is Basis.AREA:
            told.append(f"{self.query}: the middle of the area stands for it")
        if self.basis is Basis.EDITOR:
            what = f"{self.remark}; " if self.remark else ""
            told.append(f"{self.query}: {what}placed by geobrief's editors, approximate")
        if self.is_also_called and not self.rivals:
            told.append(f"{self.query}: taken for {self.full_name}, which is also called so")
        if self.rivals:
            others = "; ".join(self.rivals)
            far_off = f", {self.far_off}" if self.far_off else ""
            told.append(f"{self.query}: taken for {self.full_name}{far_off}; passed over: {others}")
        return tuple(told)

    @property
    def _middle(self) -> str:
        if self.middle_deg is None:
            return ""
        lon_deg, lat_deg = self.middle_deg
        return f" (its middle: {lat_deg:.2f}, {lon_deg:.2f})"
