"""What was asked: a name, and what narrows it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.errors import InputError
from geobrief.gazetteer.normal import normalise
from geobrief.gazetteer.wording import shown

if TYPE_CHECKING:
    from geobrief.gazetteer.store import Entry, Store

__all__ = ["LONGEST_NAME", "Narrowing", "Question", "country_code", "split", "understand"]

LONGEST_NAME = 200
"""No place on earth bears a longer name; longer texts are not looked up, in characters."""

_SEPARATORS = re.compile("[,;()\\[\\]\uff0c\u3001\u060c]")
"""Commas, also the wide, the ideographic and the Arabic one, and brackets."""


_KINDS = {
    "country": ("PCL",),
    "state": ("ADM1",),
    "province": ("ADM1",),
    "region": ("ADM1", "RGN"),
    "county": ("ADM2",),
    "district": ("ADM2",),
    "city": ("PPL",),
    "town": ("PPL",),
    "village": ("PPL",),
    "island": ("ISL",),
    "airport": ("AIR",),
}
"""What tells namesakes apart in brackets: "Quebec (province)"."""


@dataclass(frozen=True, slots=True)
class Question:
    """A name with the qualifiers written after it: "Paris" and ("Texas",)."""

    base: str
    qualifiers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Narrowing:
    """One qualifier, understood: the countries and the divisions it may mean, or the kind."""

    text: str
    countries: frozenset[str]
    divisions: frozenset[int]
    """Numbers of first-order divisions."""
    territories: frozenset[str]
    """Codes of the territories of those countries."""
    subdivisions: frozenset[int]
    """Numbers of second-order divisions."""
    kinds: tuple[str, ...] = ()
    """How the feature codes begin that it means: "Georgia (country)"."""

    @property
    def is_known(self) -> bool:
        """Whether any country or division bears the qualifier, or it is a kind."""
        return bool(self.countries or self.divisions or self.subdivisions or self.kinds)

    def allows(self, entry: Entry, *, closely: bool) -> bool:
        """Whether the place lies in what the qualifier means.

        Second-order divisions and territories count only if one looks `closely`: counties are
        called like states, and Hamilton in the United Kingdom is not the one in Bermuda.
        """
        if entry.kind.startswith(self.kinds or ("-",)):
            return True
        return self.reads_as_country(entry) or (
            entry.division in self.divisions
            or (closely and entry.subdivision in self.subdivisions)
            or (closely and entry.country in self.territories)
        )

    def reads_as_country(self, entry: Entry) -> bool:
        """Whether the place lies in the country that the qualifier means."""
        return not self.countries.isdisjoint(entry.country.split())


def split(name: str) -> Question:
    """Take a name apart at its commas or brackets: "Springfield (Ill.)", "Donetsk, Ukraine"."""
    parts = [part.strip() for part in _SEPARATORS.split(name)]
    base, *qualifiers = [part for part in parts if normalise(part)] or [name]
    return Question(base, tuple(qualifiers))


def understand(qualifier: str, store: Store) -> Narrowing:
    """Return what a qualifier may mean: "GA" is Gabon, and Georgia in the United States."""
    key = normalise(qualifier)
    divisions = store.divisions(key)
    countries = store.countries(key)
    return Narrowing(
        qualifier,
        countries,
        frozenset(number for number, kind in divisions if kind == "ADM1"),
        store.territories(countries),
        frozenset(number for number, kind in divisions if kind == "ADM2"),
        _KINDS.get(key, ()),
    )


def country_code(country: str, store: Store, *, hint: bool = True) -> str:
    """Return the ISO 3166-1 alpha-2 code of a country given by code or name.

    Raises:
        InputError: no country bears the name; the message suggests one unless `hint` is false.
    """
    found = store.countries(normalise(country[:LONGEST_NAME]))
    if len(found) == 1:
        return next(iter(found))
    if found:
        names = " or ".join(sorted(store.country_name(code) for code in found))
        message = f"country {shown(country)} may be {names}; give its code of two letters"
    elif hint and (likely := _nearest_country(country, store)):
        message = f'no country is called {shown(country)}; did you mean "{likely}"?'
    else:
        message = f"no country is called {shown(country)}; give a name, or a code such as TR"
    raise InputError(message)


def _nearest_country(country: str, store: Store) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only for an error

    spellings = dict(store.country_spellings())
    near = get_close_matches(normalise(country[:LONGEST_NAME]), spellings, n=1, cutoff=0.7)
    return spellings[near[0]] if near else ""
