"""A brief's hash: what a page, an image or an archive names it by."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geobrief.model.brief import Brief

__all__ = ["digest"]


def digest(brief: Brief) -> str:
    """Return the SHA-256 of what a brief says, in hexadecimal.

    It is taken of the brief's dict as canonical JSON, not of a file's bytes: comments, the order of
    keys and the file's format do not matter, and what a page keeps of its brief can be checked.
    """
    said = json.dumps(
        brief.to_dict(), ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(said.encode("ascii")).hexdigest()
