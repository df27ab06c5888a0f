"""When two spellings of a name are the same name."""

from __future__ import annotations

import unicodedata

__all__ = ["name_key"]


def name_key(name: str) -> str:
    """Return what two spellings share that differ in case, blanks or Unicode form only."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())
