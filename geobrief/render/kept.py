"""The brief that a page keeps, so that a map found in an archive can be corrected."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.render.data_json import packed
from geobrief.render.markup import Safe, json_in_script

if TYPE_CHECKING:
    from geobrief.model import Brief

__all__ = ["Kept", "kept"]

MOST_PLAIN = 50_000
"""Characters of a brief that are kept as they are; a longer one is compressed, to a quarter."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What stands in a page's data block."""

    text: Safe
    is_packed: bool
    """Whether the JSON is in gzip in base64."""


def kept(brief: Brief) -> Kept:
    """Return a brief as a page keeps it; the same text for the same brief."""
    data = brief.to_dict()
    is_packed = len(json.dumps(data, ensure_ascii=False)) > MOST_PLAIN
    return Kept((packed if is_packed else json_in_script)(data), is_packed)
