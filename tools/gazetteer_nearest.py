"""The names that a misspelt one is first taken for, as the packaged file has them: a table of bits.

Every main name is in it, and the other names of what is well known. geobrief.gazetteer.spellings
says how the table works; the names that are not in it are found too, only more slowly.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief.gazetteer.spellings import fits, table
from geobrief.gazetteer.store import Rank

if TYPE_CHECKING:
    from gazetteer_tables import Row, Tables

__all__ = ["slots"]

WELL_KNOWN = 15_000
"""From this population on the other names of a town are suggested first, too."""


def slots(tables: Tables) -> bytes:
    """Return the table of the names that are suggested first."""
    names = {
        name
        for (name, number), rank in tables.names.items()
        if rank <= Rank.PRIMARY or (rank < Rank.DERIVED and _is_well_known(tables.places[number]))
    }
    return table(name for name in names if fits(name))


def _is_well_known(place: Row) -> bool:
    return place.kind != "ADM2" and (
        place.population >= WELL_KNOWN or not place.kind.startswith("PPL")
    )
