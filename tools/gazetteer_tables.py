"""The rows of the packaged gazetteer while tools/build_gazetteer.py gathers them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.store import Rank

if TYPE_CHECKING:
    from collections.abc import Iterator


LONGEST_CODE = 2
"""A spelling of so few plain letters is a code before it is another name of a place."""


class BuildError(Exception):
    """The sources and the editors' tables do not fit together."""


class Row(NamedTuple):
    """A row of the table `places`."""

    number: int
    """The geonameid; negative for what GeoNames does not number."""
    name: str
    country: str
    """ISO 3166-1 alpha-2; several with spaces between, or none."""
    admin1: int | None
    admin2: int | None
    kind: str
    population: int
    lon_e5: int
    lat_e5: int
    capital: int | None
    source: int

    @property
    def at(self) -> tuple[float, float]:
        """Longitude and latitude in degrees."""
        return self.lon_e5 / 100_000, self.lat_e5 / 100_000


@dataclass
class Tables:
    """The rows of the file."""

    places: dict[int, Row] = field(default_factory=dict)
    names: dict[tuple[str, int], Rank] = field(default_factory=dict)
    countries: dict[str, tuple[object, ...]] = field(default_factory=dict)
    country_names: dict[tuple[str, str], int] = field(default_factory=dict)
    demonyms: set[tuple[str, str]] = field(default_factory=set)
    remarks: dict[int, str] = field(default_factory=dict)
    sources: dict[str, tuple[int, str]] = field(default_factory=dict)

    _lowest: int = 0
    _by_country: dict[str, list[int]] = field(default_factory=dict)
    _by_point: dict[tuple[float, float], int] = field(default_factory=dict)
    _borne: dict[str, set[int]] = field(default_factory=dict)

    def source(self, text: str, basis: str) -> int:
        """Return the number of a source, which is new with its first row."""
        return self.sources.setdefault(text, (len(self.sources) + 1, basis))[0]

    def number(self) -> int:
        """Return a number of our own for what GeoNames does not number."""
        self._lowest -= 1
        return self._lowest

    def add(self, row: Row) -> int:
        """Add a place and return its number."""
        if row.number in self.places:
            message = f"{row.number} is both {self.places[row.number].name!r} and {row.name!r}"
            raise BuildError(message)
        self.places[row.number] = row
        return row.number

    def name_place(self, name: str, number: int, rank: Rank) -> None:
        """Let a place bear a name, at the best rank that any of its spellings has."""
        key = normalise(name)
        if _is_name(key):
            if rank is Rank.ALTERNATE and _is_no_word(key):
                rank = Rank.DERIVED
            self.names[key, number] = min(rank, self.names.get((key, number), rank))
            self._borne.setdefault(key, set()).add(number)

    def unname(self, name: str, number: int) -> None:
        """Take a name from a place."""
        key = normalise(name)
        del self.names[key, number]
        self._borne[key].discard(number)

    def bearing(self, name: str) -> Iterator[tuple[Rank, Row]]:
        """Yield the places that bear a name, each after how it does."""
        key = normalise(name)
        for number in sorted(self._borne.get(key, ())):
            yield self.names[key, number], self.places[number]

    def bearers(self, name: str, country: str) -> list[Row]:
        """Return the towns of a country that bear a name, main names first, largest first."""
        borne = [
            (rank, -row.population, row.number)
            for rank, row in self.bearing(name)
            if row.country == country and row.kind.startswith("PPL")
        ]
        return [self.places[number] for *_, number in sorted(borne)]

    def of_country(self, country: str) -> list[Row]:
        """Return the towns of a country."""
        if not self._by_country:
            for row in self.places.values():
                if row.kind.startswith("PPL"):
                    self._by_country.setdefault(row.country, []).append(row.number)
        return [self.places[number] for number in self._by_country.get(country, ())]

    def town_at(self, at: tuple[float, float]) -> Row:
        """Return the largest town at a point."""
        if not self._by_point:
            towns = [row for row in self.places.values() if row.kind.startswith("PPL")]
            self._by_point = {row.at: row.number for row in sorted(towns, key=_by_population)}
        return self.places[self._by_point[at]]

    def add_up_populations(self) -> None:
        """Give each division the population of its places, those within a city left out."""
        within: Counter[int | None] = Counter()
        for row in self.places.values():
            if row.kind.startswith("PPL") and row.kind != "PPLX":
                within.update({row.admin1: row.population})
                within.update({row.admin2: row.population})
        for number, row in self.places.items():
            if row.kind in {"ADM1", "ADM2"}:
                self.places[number] = row._replace(population=within[number])


def _is_name(key: str) -> bool:
    """Whether a normalised spelling has a letter; districts are numbered, too."""
    return any(char.isalpha() for char in key)


def _is_no_word(key: str) -> bool:
    """Whether it reads like a code: Vietnamese calls the United States Mỹ, Italy Ý."""
    return len(key) <= LONGEST_CODE and key.isascii()


def by_hand(tables: Tables, said: dict[str, Any], country: str, source: int) -> Row:
    """Return the row of a place that the editors' tables give."""
    return Row(
        number=tables.number(),
        name=said["name"],
        country=country,
        admin1=None,
        admin2=None,
        kind=said.get("kind", "PPL"),
        population=0,
        lon_e5=round(said["lon"] * 100_000),
        lat_e5=round(said["lat"] * 100_000),
        capital=None,
        source=source,
    )


def _by_population(row: Row) -> tuple[int, int]:
    return row.population, row.number
