"""The one reader of the packaged places: rows of data/gazetteer.sqlite as plain values."""

from __future__ import annotations

import atexit
import sqlite3
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from geobrief.errors import DataError
from geobrief.gazetteer.spellings import Spellings
from geobrief.model.location import Basis

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Bearer", "Entry", "Rank", "Store", "packaged"]

PATH = Path(__file__).resolve().parent.parent / "data" / "gazetteer.sqlite"

_E5 = 100_000
"""Points are stored as whole hundred-thousandths of a degree, about a metre."""
_LARGEST_NUMBER = 2**63 - 1
_VARIABLES = 500
"""How many values go into one query; old SQLite allows 999."""

_ENTRIES = """
    SELECT place.number, place.name, place.country, coalesce(country.name, '') AS country_name,
           coalesce(country.sovereign, 1) AS sovereign,
           coalesce(country.number = place.number, 0) AS is_country,
           coalesce(country.lon_e5, 0) AS middle_lon_e5,
           coalesce(country.lat_e5, 0) AS middle_lat_e5,
           place.admin1 AS division, coalesce(admin1.name, '') AS admin1,
           place.admin2 AS subdivision, coalesce(admin2.name, '') AS admin2,
           place.kind, place.population, place.lon_e5, place.lat_e5,
           coalesce(capital.name, '') AS capital, source.text AS source, source.basis AS basis,
           coalesce(remarks.text, '') AS remark, {rank} AS rank
    FROM {start}
    JOIN sources AS source ON source.number = place.source
    LEFT JOIN countries AS country ON country.iso = place.country
    LEFT JOIN places AS admin1 ON admin1.number = place.admin1
    LEFT JOIN places AS admin2 ON admin2.number = place.admin2
    LEFT JOIN places AS capital ON capital.number = place.capital
    LEFT JOIN remarks ON remarks.number = place.number
"""
_BY_NAME = (
    _ENTRIES.format(rank="names.rank", start="names JOIN places AS place USING (number)")
    + "WHERE names.name = ?"
)
_BY_NUMBER = _ENTRIES.format(rank=0, start="places AS place") + "WHERE place.number = ?"
_FIRST_BEARERS = """
    SELECT names.name AS spelling, rank, population, place.name
    FROM names JOIN places AS place USING (number)
    WHERE names.name IN ({})
    ORDER BY spelling, rank, kind NOT GLOB 'PCL*', kind = 'ADM2', population DESC, number
"""
_WITHIN = """
    SELECT number, lon_e5, lat_e5, population, kind, country
    FROM places
    WHERE lat_e5 BETWEEN ?1 AND ?2
      AND (?3 = '' OR country = ?3)
      AND (population >= ?4 OR kind = 'PPLC')
      AND abs((lon_e5 - ?5 + 54000000) % 36000000 - 18000000) <= ?6
      AND number > 0 AND kind GLOB 'PPL*' AND kind NOT IN ('PPLQ', 'PPLH', 'PPLW', 'PPLCH')
"""


class Rank(IntEnum):
    """How a place bears a name; lower comes first. SQLite stores 0 and 1 in no bytes."""

    SETTLED = -1
    """An editor settled that the name means this place before its namesakes."""
    PRIMARY = 0
    """The place's main name."""
    ALTERNATE = 1
    """A former name, or one in another language or script."""
    SHORT = 2
    """The main name less a word that says what it is: "Kherson" for Kherson Oblast."""
    DERIVED = 3
    """Letter-by-letter transcriptions and codes: "ai si tan bu er", "IST", "Ill."."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place, as it bears one name."""

    number: int
    """The geonameid; negative for what GeoNames does not number."""
    name: str
    country: str
    """ISO 3166-1 alpha-2; several with spaces between, or none."""
    country_name: str
    """Empty if there is not just one country."""
    is_sovereign: bool
    """Whether its country is a state of its own, not a territory of another."""
    is_country: bool
    """Whether this is a country or territory as a whole."""
    division: int | None
    """Number of the first-order division it lies in."""
    admin1: str
    """Name of that division, or empty."""
    subdivision: int | None
    """Number of the second-order division it lies in."""
    admin2: str
    """Name of that division, or empty."""
    kind: str
    population: int
    """0 where unknown. Of a division that of its towns in here: for the rule, not for print."""
    lon_deg: float
    lat_deg: float
    middle_deg: tuple[float, float] | None
    """Longitude and latitude of a country's middle; None for every other place."""
    capital: str
    """What stands in for a country; empty for every other place."""
    source: str
    """The credit for the point."""
    basis: Basis
    remark: str
    """What it is, in the editors' words, or empty."""
    rank: Rank

    @property
    def is_own_name(self) -> bool:
        """Whether the place is called so first of all, not also."""
        return self.rank <= Rank.PRIMARY

    @property
    def is_capital(self) -> bool:
        """Whether this is a capital, of a state or of a territory."""
        return self.kind == "PPLC"

    @property
    def is_town(self) -> bool:
        """Whether people live here: a city, town or village."""
        return self.kind.startswith("PPL")

    @property
    def is_seat(self) -> bool:
        """Whether a division or country is governed from here."""
        return self.kind.startswith(("PPLA", "PPLC"))

    @property
    def is_division(self) -> bool:
        """Whether this is a first- or second-order division."""
        return self.kind in {"ADM1", "ADM2"}

    @property
    def is_airport(self) -> bool:
        """Whether this is an airport or air base."""
        return self.kind in {"AIRP", "AIRB"}


class Bearer(NamedTuple):
    """The little about a place and one of its names that it takes to suggest it."""

    spelling: str
    """The name, normalised."""
    rank: int
    """As `Rank` numbers them."""
    population: int
    name: str
    """The main name."""


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

    def entry(self, number: int) -> Entry | None:
        """Return the place with that number, or None."""
        if not abs(number) <= _LARGEST_NUMBER:
            return None
        rows = self._rows(_BY_NUMBER, (number,))
        return _entry(rows[0]) if rows else None

    def countries(self, name: str) -> frozenset[str]:
        """Return the codes of two letters of the countries that a normalised name or code means.

        A code comes before a name, and an English name before one in another language: BI is
        Burundi, though Belgium is called so in Vietnamese.
        """
        rows = self._rows("SELECT country, rank FROM country_names WHERE name = ?", (name,))
        best = min((row["rank"] for row in rows), default=0)
        return frozenset(row["country"] for row in rows if row["rank"] == best)

    def territories(self, countries: Iterable[str]) -> frozenset[str]:
        """Return the codes of the territories of those countries."""
        asked = sorted(countries)
        marks = ",".join("?" * len(asked))
        query = f"SELECT iso FROM countries WHERE belongs_to IN ({marks})"  # noqa: S608 - question marks only
        return frozenset(row["iso"] for row in self._rows(query, asked)) if asked else frozenset()

    def codes(self, number: int) -> list[str]:
        """Return the names of three or four letters that a place bears; it scans all names."""
        rows = self._rows(
            "SELECT name FROM names WHERE number = ? AND length(name) IN (3, 4) ORDER BY name",
            (number,),
        )
        return [row["name"] for row in rows]

    def divisions(self, name: str) -> list[tuple[int, str]]:
        """Return number and kind (ADM1, ADM2) of the divisions that bear the normalised `name`."""
        rows = self._rows(
            """
            SELECT place.number, place.kind
            FROM names JOIN places AS place USING (number)
            WHERE names.name = ? AND place.kind IN ('ADM1', 'ADM2')
            """,
            (name,),
        )
        return [(row["number"], row["kind"]) for row in rows]

    def nationals(self, name: str) -> list[str]:
        """Return the names of the countries whose people a normalised demonym means, in order."""
        rows = self._rows(
            """
            SELECT country.name FROM demonyms
            JOIN countries AS country ON country.iso = demonyms.country
            WHERE demonyms.name = ? ORDER BY country.name
            """,
            (name,),
        )
        return [row["name"] for row in rows]

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

    def country(self, iso: str) -> Entry | None:
        """Return a country as a whole, or None."""
        rows = self._rows("SELECT number FROM countries WHERE iso = ?", (iso,))
        return self.entry(rows[0]["number"]) if rows else None

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
        abandoned, historical and destroyed places are not, nor what editors placed roughly. It
        scans the table: 10 ms to 40 ms.
        """
        return self._rows(_WITHIN, (south_e5, north_e5, country, population, lon_e5, aside_e5))

    def known(self, names: Iterable[str]) -> list[str]:
        """Return those of the normalised `names` that some place bears, in order."""
        query = "SELECT DISTINCT name FROM names WHERE name IN ({}) ORDER BY name"
        return [row["name"] for row in self._rows_of_each(query, names)]

    def first_bearers(self, names: Iterable[str]) -> list[Bearer]:
        """Return for each of the normalised `names` the place that it means before others.

        The order is the rule's, roughly: countries first, second-order divisions last.
        """
        firsts: dict[str, Bearer] = {}
        for row in self._rows_of_each(_FIRST_BEARERS, names):
            firsts.setdefault(row["spelling"], Bearer._make(row))
        return list(firsts.values())

    @cached_property
    def spellings(self) -> Spellings:
        """The table of the names that are suggested first, read when it is first needed."""
        ((slots,),) = self._rows("SELECT slots FROM spellings")
        return Spellings(slots)

    def names_from(self, prefix: str, *, rank: Rank) -> list[str]:
        """Return the normalised names that begin so and are borne at `rank` or better."""
        rows = self._rows(
            "SELECT DISTINCT name FROM names WHERE name >= ? AND name < ? AND rank <= ?",
            (prefix, prefix + chr(0x10FFFF), rank),
        )
        return [row["name"] for row in rows]

    def _rows_of_each(self, query: str, values: Iterable[str]) -> list[Any]:
        """Return the rows for the distinct values, in their order, as many at once as can be."""
        asked = sorted(set(values))
        found: list[Any] = []
        for start in range(0, len(asked), _VARIABLES):
            some = asked[start : start + _VARIABLES]
            found += self._rows(query.format(",".join("?" * len(some))), some)
        return found

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
    is_country = bool(row["is_country"])
    return Entry(
        number=row["number"],
        name=row["name"],
        country=row["country"],
        country_name=row["country_name"],
        is_sovereign=bool(row["sovereign"]),
        is_country=is_country,
        division=row["division"],
        admin1=row["admin1"],
        subdivision=row["subdivision"],
        admin2=row["admin2"],
        kind=row["kind"],
        population=row["population"],
        lon_deg=row["lon_e5"] / _E5,
        lat_deg=row["lat_e5"] / _E5,
        middle_deg=(row["middle_lon_e5"] / _E5, row["middle_lat_e5"] / _E5) if is_country else None,
        capital=row["capital"],
        source=row["source"],
        basis=Basis.CAPITAL if row["capital"] else Basis(row["basis"]),
        remark=row["remark"],
        rank=Rank(row["rank"]),
    )
