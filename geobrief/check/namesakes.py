"""Places that were taken for one far away, while another of the name lies within the story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geobrief import gazetteer
from geobrief.check.model import Doubt
from geobrief.check.story import quoted
from geobrief.layers.namesakes import far_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.check.story import Story

__all__ = ["doubts_of_namesakes"]


def doubts_of_namesakes(story: Story) -> Iterator[Doubt]:
    """Yield names taken for a place far from the story, where a namesake is much nearer."""
    places = tuple(place.location for place in story.gathered.places.values())
    for name, origin in story.place_names():
        location = story.location(name)
        found = far_off(location, places) if location else None
        if location is None or found is None:
            continue
        entry = story.gathered[name].entry
        text = gazetteer.to_type(
            name, found.namesake.number, country=entry.country if entry else ""
        )
        yield Doubt(
            rule="far-namesake",
            origin=origin,
            what=f"{quoted(name)} was taken for {location.full_name}, {found.away_km:,.0f} km from "
            f"the nearest other place of the story, {found.nearest.query}; "
            f"{found.namesake.text} is {found.namesake_km:,.0f} km from "
            f"{found.namesake_nearest.query}",
            do=f"if that is meant, write {quoted(text)}",
        )
