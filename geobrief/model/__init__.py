"""The brief and what it is made of; nothing in here can hold an impossible value."""

from geobrief.model.brief import (
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
    Sighting,
    Source,
    Status,
    View,
)
from geobrief.model.location import Basis, Location
from geobrief.model.when import When

__all__ = [
    "Background",
    "Basis",
    "Brief",
    "Claim",
    "Evidence",
    "Item",
    "Label",
    "Location",
    "Movement",
    "Origin",
    "Person",
    "Place",
    "Sighting",
    "Source",
    "Status",
    "View",
    "When",
]
