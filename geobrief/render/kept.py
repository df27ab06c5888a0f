"""The brief that a page keeps, so that a map found in an archive can be corrected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.render.data_json import packed
from geobrief.render.markup import Safe, json_in_script

if TYPE_CHECKING:
    from geobrief.model import Brief, Item

__all__ = ["OPTIONS", "Kept", "kept", "note_of_hidden"]

OPTIONS = {"theme": "light", "borders": "default", "at": ""}
"""What a map is drawn with besides its brief, and what is usual."""

MOST_PLAIN = 50_000
"""Characters of a brief that are kept as they are; a longer one is compressed, to a quarter."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in a page's data block."""

    text: Safe
    is_packed: bool
    """Whether the JSON is in gzip in base64."""
    options: tuple[tuple[str, str], ...] = ()
    """How the map was drawn besides, where it was not as usual: of OPTIONS, each with its value."""


def kept(brief: Brief, **options: str) -> Kept:
    """Return a brief as a page keeps it; the same text for the same brief.

    Args:
        brief: the story's records.
        options: those of `geobrief map` that change what the map shows.
    """
    data = brief.to_dict()
    unusual = [
        (name, options[name])
        for name, usual in OPTIONS.items()
        if options.get(name, usual) != usual
    ]
    is_packed = len(json.dumps(data, ensure_ascii=False)) > MOST_PLAIN
    text = (packed if is_packed else json_in_script)(data)
    return Kept(text, is_packed, tuple(unusual))


def note_of_hidden(brief: Brief) -> str:
    """Return the note that a page keeps what its map does not show; empty if there is nothing.

    Who reads the source of a page should find nothing there that its editor did not expect.
    """
    hidden = len(brief.background) + sum(not item.show for item in _records(brief))
    backed = any(item.support.evidence for item in (*_records(brief), *brief.background))
    told = [
        *([f"{hidden:,} record{'s' if hidden > 1 else ''} not shown"] if hidden else []),
        *(["the evidence"] if backed else []),
    ]
    if not told:
        return ""
    return f"the page keeps its whole brief, with {' and '.join(told)}; --no-data keeps none of it"


def _records(brief: Brief) -> tuple[Item, ...]:
    return (
        *brief.people,
        *brief.places,
        *brief.sightings,
        *brief.movements,
        *brief.distances,
        *brief.areas,
    )
