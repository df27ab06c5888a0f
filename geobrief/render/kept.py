"""The brief that a page keeps, so that a map found in an archive can be corrected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.render.data_json import packed
from geobrief.render.markup import Safe, json_in_script

if TYPE_CHECKING:
    from geobrief.model import Brief

__all__ = ["OPTIONS", "Kept", "kept"]

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
