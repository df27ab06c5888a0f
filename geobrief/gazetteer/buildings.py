"""Names of buildings after the town that they stand in: "Schloss Guteneck", "Guteneck Castle"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geobrief.gazetteer.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["towns_in"]

_WORDS = """
    abbey academy airfield airport arena barracks basilica bridge castle cathedral chapel church
    clinic college court courthouse dam embassy factory fort fortress hall harbor harbour hospital
    hostel hotel jail library mansion market monastery monument mosque museum palace parliament
    port prison school shrine stadium station synagogue temple theater theatre tower university zoo

    abtei bahnhof botschaft bruecke burg dom fabrik festung flughafen flugplatz gef\u00e4ngnis
    gericht hafen halle hauptbahnhof hochschule kapelle kaserne kirche kloster klinik klinikum
    krankenhaus moschee rathaus ruine schloss schlo\u00df schule stadion synagoge theater turm
    universit\u00e4t

    a\u00e9roport ambassade caserne cath\u00e9drale centrale ch\u00e2teau clinique \u00e9cole
    \u00e9glise forteresse gare h\u00f4pital h\u00f4tel lyc\u00e9e mairie mosqu\u00e9e mus\u00e9e
    palais pont prison stade temple th\u00e9\u00e2tre tour universit\u00e9 usine

    aeropuerto ayuntamiento biblioteca c\u00e1rcel castillo catedral convento cuartel embajada
    escuela estaci\u00f3n estadio f\u00e1brica fortaleza hospital iglesia mezquita monasterio museo
    palacio puente puerto teatro torre universidad

    b\u00fcy\u00fckel\u00e7ili\u011fi camii cezaevi fabrikas\u0131 gar\u0131 hastanesi
    havaalan\u0131 havaliman\u0131 kalesi kilisesi k\u00f6pr\u00fcs\u00fc k\u00f6\u015fk\u00fc
    k\u0131\u015flas\u0131 kulesi lisesi liman\u0131 m\u00fczesi okulu oteli saray\u0131 stad\u0131
    stadyumu tiyatrosu t\u00fcrbesi \u00fcniversitesi br\u00fccke
"""
"""What buildings and works are, in English, German, French, Spanish and Turkish."""
_KINDS = frozenset(normalise(word) for word in _WORDS.split())
_LINK = re.compile(
    r"^(?:(?:of|at|in|near|the|de|du|des|del|della|la|le|les|el|los|von|zu|am|an|der|bei)\s+|"
    r"d['\u2019]\s*)+",
    re.IGNORECASE,
)
_MOST_WORDS = 3
"""Of the words that say what it is: "International Airport Foo", "Grand Hotel Foo"."""


def towns_in(name: str) -> Iterator[str]:
    """Yield what is left of a name that begins or ends with what a building is, longest first."""
    words = name.split()
    for count in range(1, min(len(words), _MOST_WORDS + 1)):
        if normalise(words[count - 1]) in _KINDS:
            yield _LINK.sub("", " ".join(words[count:]))
        if normalise(words[-count]) in _KINDS:
            yield " ".join(words[:-count])
