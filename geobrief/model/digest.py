"""A brief's hash: what a page, an image or an archive names it by."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geobrief.model.brief import Brief

__all__ = ["digest", "digest_of_data"]


def digest(brief: Brief) -> str:
    """Return the SHA-256 of what a brief says, in hexadecimal.

    It is taken of the brief's dict as canonical JSON, not of a file's bytes: comments, the order of
    keys and the file's format do not matter, and what a page keeps of its brief can be checked.
    """
    return digest_of_data(brief.to_dict())


def digest_of_data(data: Any) -> str:  # noqa: ANN401 - whatever JSON can hold
    """Return the same of a brief's dict, whether or not it makes a brief here and now."""
    said = json.dumps(
        data, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(said.encode("ascii")).hexdigest()
