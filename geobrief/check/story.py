"""A brief as the rules see it: its records with their points, as far as they are known."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geobrief.geodesy import inverse
from geobrief.layers.resolve import Gathered, origin_of
from geobrief.model import Basis
from geobrief.model.brief import Sighting
from geobrief.model.naming import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.model import Brief, Item, Location, Movement, Origin

__all__ = ["Story", "far_km", "in_file", "is_point", "quoted"]


@dataclass(frozen=True, slots=True)
class Story:
    """A brief, and the places that its names became."""

    brief: Brief
    gathered: Gathered
    _locations: dict[str, Location | None] = field(default_factory=dict)
    _people: dict[str, str] = field(default_factory=dict)

    def location(self, name: str) -> Location | None:
        """Return the point of a name, or None where it has none."""
        if name not in self._locations:
            known = name in self.gathered
            self._locations[name] = self.gathered[name].location if known else None
        return self._locations[name]

    def origin(self, path: str, item: Item | None) -> Origin:
        """Return where a field of the brief was written; `path` as in `sightings[2].when`."""
        return origin_of(self.brief, path, item)

    def person(self, who: str) -> str:
        """Return what is the same for all names of a person."""
        if who not in self._people:
            entry = self.brief.person_of(who)
            self._people[who] = name_key(entry.name if entry else who)
        return self._people[who]

    def place_names(self) -> Iterator[tuple[str, Origin]]:
        """Yield every name of a place once, with where it first stands."""
        told: set[str] = set()
        for name, path, item in self._uses():
            key = name_key(name)
            if key not in told:
                told.add(key)
                yield name, self.origin(path, item)

    def _uses(self) -> Iterator[tuple[str, str, Item]]:
        for index, entry in enumerate(self.brief.places):
            yield entry.name, f"places[{index}].name", entry
        for path, event in self.events():
            if isinstance(event, Sighting):
                yield event.at, f"{path}.at", event
            else:
                yield event.from_, f"{path}.from", event
                yield event.to, f"{path}.to", event
        for index, claim in enumerate(self.brief.distances):
            yield claim.from_, f"distances[{index}].from", claim
            yield claim.to, f"distances[{index}].to", claim

    def events(self) -> Iterator[tuple[str, Sighting | Movement]]:
        """Yield sightings and movements, each with its path in the brief."""
        for index, sighting in enumerate(self.brief.sightings):
            yield f"sightings[{index}]", sighting
        for index, movement in enumerate(self.brief.movements):
            yield f"movements[{index}]", movement


def is_point(location: Location) -> bool:
    """Tell whether a place is where its point is: not a country, a region or a sea."""
    return location.basis not in {Basis.CAPITAL, Basis.AREA}


def in_file(origin: Origin) -> str:
    """Return where something is, for a message that has named the file already."""
    where = str(origin)
    return where.removeprefix(f"{origin.file}, ") if origin.file else where


def far_km(one: Location, two: Location) -> float:
    """Return the geodesic distance in kilometres."""
    return inverse(one.lon_deg, one.lat_deg, two.lon_deg, two.lat_deg).distance_m / 1000


def quoted(text: str, *, longest: int = 60) -> str:
    """Return a text for a message: on one line, and not too long."""
    flat = " ".join(text.split())
    return f'"{flat if len(flat) <= longest else flat[: longest - 1] + "…"}"'
