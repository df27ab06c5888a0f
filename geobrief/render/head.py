"""What a page's head says of it to search engines and to sites that link to it.

Title, description and language always; the rest only where the brief says under `publish` where the
map will stand.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import unescape
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from geobrief.layers.columns import rows_of
from geobrief.render.markup import Safe, json_in_script, url
from geobrief.render.told import first_told
from geobrief.render.words import stopped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime

    from geobrief.language import Words
    from geobrief.layers import Layers
    from geobrief.model import Brief, Movement, Sighting, When
    from geobrief.render.cards import Cards

__all__ = ["Head", "head"]

MOST_PLACES = 100
"""Places that are told one by one; of more only the box in which they lie."""
_LONGEST = 300
"""Characters of a description that is made of the records."""
_LONGEST_ALT = 420
"""Characters of an image's text that cards take."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands in a page's head; plain text, but for what is Safe."""

    description: str
    is_published: bool = False
    url: Safe = Safe("")  # noqa: RUF009 - as frozen as any text
    image: Safe = Safe("")  # noqa: RUF009 - likewise
    image_alt: str = ""
    locale: str = ""
    """The language with its country, if it has one: `ar_EG`."""
    json_ld: Safe = Safe("")  # noqa: RUF009 - likewise


def head(
    brief: Brief, layers: Layers, cards: Cards, words: Words, *, told: str, credit: Sequence[str]
) -> Head:
    """Return what a page's head says.

    Args:
        brief: the story's records.
        layers: what was made of them.
        cards: what is told of them.
        words: the page's.
        told: its whole text alternative.
        credit: the sentences of its credit line.
    """
    description = brief.summary or shorten(first_told(brief, cards), _LONGEST, placeholder="…")
    if brief.publish is None:
        return Head(description=description)
    address, image = url(brief.publish.url), url(brief.publish.image)
    return Head(
        description=description,
        is_published=True,
        url=address,
        image=image,
        image_alt=shorten(told, _LONGEST_ALT, placeholder="…") if image else "",
        locale=words.tag.replace("-", "_") if "-" in words.tag else "",
        json_ld=json_in_script(
            _filled(
                {
                    "@context": "https://schema.org",
                    "@type": "Map",
                    "name": brief.title,
                    "description": description,
                    "url": unescape(address),
                    "image": unescape(image),
                    "inLanguage": words.tag,
                    "temporalCoverage": _coverage(brief),
                    "spatialCoverage": _places(layers),
                    "correction": brief.corrected,
                    "creditText": " ".join(_credit(brief, credit, words)),
                    "isBasedOn": _source(brief),
                }
            )
        ),
    )


def _filled(entry: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if value not in ("", None, [])}


def _credit(brief: Brief, credit: Sequence[str], words: Words) -> Iterator[str]:
    if brief.source is not None:
        yield stopped(words.say("page.source", name=brief.source.name), words)
    yield from credit


def _source(brief: Brief) -> dict[str, Any] | None:
    if brief.source is None:
        return None
    address = url(brief.source.url)
    return _filled({"@type": "CreativeWork", "name": brief.source.name, "url": unescape(address)})


def _coverage(brief: Brief) -> str:
    """Return the days from the first to the last of the records that are shown, in ISO 8601.

    Of a moment the day counts that its own clock shows, as the map tells it.
    """
    ends = [end for when in _whens(brief) for end in (when.start, when.end) if end is not None]
    days = sorted(map(_day, ends or [brief.date] if brief.date else ends))
    return "/".join(dict.fromkeys((days[0], days[-1]))) if days else ""


def _whens(brief: Brief) -> Iterator[When]:
    events: tuple[Sighting | Movement, ...] = (*brief.sightings, *brief.movements)
    for event in events:
        if event.show and event.when is not None:
            yield event.when


def _day(moment: date | datetime) -> str:
    return moment.isoformat()[: len("2025-05-15")]


def _places(layers: Layers) -> list[dict[str, Any]] | dict[str, Any]:
    shown = layers.places[layers.places["show"]]
    if len(shown) > MOST_PLACES:
        west, south, east, north = shown.total_bounds.tolist()
        box = f"{south:.4f} {west:.4f} {north:.4f} {east:.4f}"
        return {"@type": "Place", "geo": {"@type": "GeoShape", "box": box}}
    return [_place(row) for row in rows_of(shown)]


def _place(row: dict[str, Any]) -> dict[str, Any]:
    """Return a place; a country has no point, though its capital's stands for it on the map."""
    point = row["geometry"]
    geo = {"@type": "GeoCoordinates", "latitude": point.y, "longitude": point.x}
    address = {"@type": "PostalAddress", "addressCountry": row["country"]}
    return {
        "@type": "Place",
        "name": row["name"],
        **({} if row["stands_in"] else {"geo": geo}),
        **({"address": address} if row["country"] else {}),
    }
