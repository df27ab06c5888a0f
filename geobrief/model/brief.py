"""The records of a story, as an editor writes them. Frozen; checked at birth.

Every item is keyword-only. A wrong value raises ValueError with a message that names the value and
the way out; `Brief.from_dict` gathers them all into one BriefError, each with its origin.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

from geobrief.model.naming import name_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from geobrief.model.when import When

__all__ = [
    "Area",
    "Background",
    "Brief",
    "Claim",
    "Evidence",
    "Item",
    "Label",
    "Movement",
    "Origin",
    "Person",
    "Place",
    "Publish",
    "Sighting",
    "Source",
    "Status",
    "View",
]

WIDEST_KM = 40_000
"""A view cannot be wider than the Earth is round."""

Units = Literal["mi", "km"]
Curve = Literal["left", "right", "straight"]
Inset = Literal["auto", "world", "region", "none"]
Side = Literal[
    "right", "left", "above", "below", "above-right", "above-left", "below-right", "below-left"
]


class Status(StrEnum):
    """How sure it is that someone was, or went, there."""

    CONFIRMED = "confirmed"
    PLANNED = "planned"
    POSSIBLE = "possible"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where an item was written: for messages, never for meaning."""

    file: str = ""
    line: int | None = None
    """1-based line in a text file."""
    row: int | None = None
    """Row in a table as a spreadsheet numbers it: the header is row 1."""
    field: str = ""
    """Path inside the file: `sightings[2].when`."""

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line is not None else ""
        row = f"row {self.row}" if self.row is not None else ""
        return ", ".join(part for part in (self.file, line, row, self.field) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What an item rests on, where a machine or an editor says so."""

    evidence: str = ""
    confidence: float | None = None
    inferred: bool = False
    alternatives: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.confidence is not None and not 0 <= self.confidence <= 1:
            message = f"confidence {self.confidence!r} is not between 0 and 1"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What every record carries besides its own fields."""

    support: Evidence = field(default_factory=Evidence)
    show: bool = True
    origin: Origin = field(default_factory=Origin, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Item):
    """Someone the story names."""

    name: str
    aliases: tuple[str, ...] = ()
    role: str = ""
    side: str = ""

    @property
    def short_name(self) -> str:
        """What a label says: the first alias an editor gave, or the whole name."""
        return self.aliases[0] if self.aliases else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """What an editor wants written at a place, and on which side of its marker."""

    text: str = ""
    at: Side | None = None
    leader: bool | None = None
    """Whether a line leads from the marker to it; None where the map decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Item):
    """A place an editor says more about than its name."""

    name: str
    lat_deg: float | None = None
    lon_deg: float | None = None
    country: str = ""
    geonameid: int | None = None
    label: Label = field(default_factory=Label)
    note: str = ""

    def __post_init__(self) -> None:
        if (self.lat_deg is None) != (self.lon_deg is None):
            message = "lat and lon belong together; give both or neither"
            raise ValueError(message)
        for word, value, limit in (("lat", self.lat_deg, 90), ("lon", self.lon_deg, 180)):
            if value is not None and not (math.isfinite(value) and abs(value) <= limit):
                message = f"{word} {value!r} is not between -{limit} and {limit} degrees"
                raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting(Item):
    """Who was where."""

    who: str
    at: str
    when: When | None = None
    status: Status = Status.CONFIRMED
    note: str = ""
    callout: bool = False
    """Whether the note stands in the map itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement(Item):
    """Who goes from where to where."""

    who: str
    from_: str
    to: str
    when: When | None = None
    status: Status = Status.CONFIRMED
    note: str = ""
    curve: Curve | None = None
    """To which side of the way the arrow bends, seen in its direction; None: the map decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Area(Item):
    """A country, a division, or an area of the brief's own, that the map shows up."""

    name: str = ""
    geojson: Mapping[str, Any] | None = None
    """A Polygon or MultiPolygon, in degrees, with `type` and `coordinates` and nothing else."""
    label: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        if bool(self.name) == (self.geojson is not None):
            message = "an area has a name or a geojson, and not both"
            raise ValueError(message)

    @property
    def text(self) -> str:
        """What is written into it; empty for an outline without a label."""
        return self.label or self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim(Item):
    """A distance that a text claims, or that the map should show."""

    from_: str
    to: str
    claim: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background(Item):
    """A record that is kept and not drawn: whichever of these fields it has."""

    name: str = ""
    who: str = ""
    at: str = ""
    from_: str = ""
    to: str = ""
    when: When | None = None
    status: Status | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where the story's facts come from."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publish:
    """Where the map will stand on the web, for what links to it."""

    url: str = ""
    """The page's own address."""
    image: str = ""
    """The address of a still image of it, which other sites show with a link."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What the map shows, where the records do not decide."""

    center: str
    width_km: float

    def __post_init__(self) -> None:
        if not (math.isfinite(self.width_km) and 1 <= self.width_km <= WIDEST_KM):
            message = f"width_km {self.width_km!r} is not between 1 and {WIDEST_KM}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A story's records: what goes in. See docs/brief.md for the format."""

    title: str
    summary: str = ""
    date: date | None = None
    source: Source | None = None
    units: Units = "km"
    language: str = "en"
    """Of the page's own words, numbers and dates: a BCP 47 tag, as in `tr` or `ar-EG`."""
    people: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    sightings: tuple[Sighting, ...] = ()
    movements: tuple[Movement, ...] = ()
    distances: tuple[Claim, ...] = ()
    areas: tuple[Area, ...] = ()
    background: tuple[Background, ...] = ()
    view: View | None = None
    inset: Inset = "auto"
    """The small map that tells where the large one lies."""
    names: Mapping[str, str] = field(default_factory=dict)
    corrected: str = ""
    publish: Publish | None = None
    origin: Origin = field(default_factory=Origin, compare=False)
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False, repr=False)
    """Field path (`sightings[2].at`, `view.center`, `names.Turkey`) to where it was written."""
    notes: tuple[str, ...] = field(default=(), compare=False)
    """What was passed over when it was read (columns nobody knows, say), each a sentence."""
    _people_by_key: Mapping[str, Person] = field(init=False, repr=False, compare=False)
    _places_by_key: Mapping[str, Place] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        people = {name_key(name): one for one in self.people for name in (one.name, *one.aliases)}
        object.__setattr__(self, "_people_by_key", people)
        object.__setattr__(self, "_places_by_key", {name_key(one.name): one for one in self.places})

    def person_of(self, who: str) -> Person | None:
        """Return the entry of `people` that bears `who` as its name or alias, if one does."""
        return self._people_by_key.get(name_key(who))

    def place_of(self, name: str) -> Place | None:
        """Return the entry of `places` that bears `name`, if one does."""
        return self._places_by_key.get(name_key(name))

    @classmethod
    def from_dict(
        cls,
        data: Mapping[str, Any],
        *,
        origin_of: Callable[[str], Origin] | None = None,
    ) -> Brief:
        """Check `data` (the keys of a brief file) and make a Brief of it.

        Args:
            data: what a YAML or JSON brief holds.
            origin_of: tells the origin of a field path; without it, origins are bare paths.

        Raises:
            BriefError: lists everything that is wrong.
        """
        from geobrief.model.parse import parse_brief  # noqa: PLC0415 - it imports this module

        return parse_brief(data, origin_of=origin_of)

    def to_dict(self) -> dict[str, Any]:
        """Return what `from_dict` takes, without what is default."""
        from geobrief.model.parse import unparse_brief  # noqa: PLC0415 - it imports this module

        return unparse_brief(self)

    def _repr_html_(self) -> str:
        """Show the map in a notebook."""
        import geobrief  # noqa: PLC0415 - the one look upwards, allowed in tests/test_layer_order.py

        return geobrief.notebook_html(self)
