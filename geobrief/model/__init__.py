"""The brief and what it is made of; nothing in here can hold an impossible value.

Lent lazily: a distance needs a Location, but not the dozen classes of a brief.
"""

from typing import TYPE_CHECKING

from geobrief.lazy import lend

if TYPE_CHECKING:
    from geobrief.model.brief import (
        Area,
        Background,
        Brief,
        Claim,
        Evidence,
        Item,
        Label,
        Movement,
        Origin,
        Person,
        Place,
        Publish,
        Sighting,
        Source,
        Status,
        View,
    )
    from geobrief.model.location import Basis, Location, Namesake
    from geobrief.model.when import When

__all__ = [
    "Area",
    "Background",
    "Basis",
    "Brief",
    "Claim",
    "Evidence",
    "Item",
    "Label",
    "Location",
    "Movement",
    "Namesake",
    "Origin",
    "Person",
    "Place",
    "Publish",
    "Sighting",
    "Source",
    "Status",
    "View",
    "When",
]

if not TYPE_CHECKING:  # to type checkers, the imports above are all there is
    __getattr__ = lend(
        __name__,
        {
            "brief": (
                "Area Background Brief Claim Evidence Item Label Movement Origin Person Place "
                "Publish Sighting Source Status View"
            ),
            "location": "Basis Location Namesake",
            "when": "When",
        },
    )
