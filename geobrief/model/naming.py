"""When two spellings of a name are the same name."""

from __future__ import annotations

import unicodedata

__all__ = ["name_key"]

_APOSTROPHES = "\u00b4\u2018\u2019\u201b\u02b9\u02bb\u02bc\u02bd\u02c8\u2032\uff07\ua78c"
"""Keyboards, typesetters and transliterations differ over them: O'Neil, Hawai'i, Sana'a."""
_HYPHENS = "\u2010\u2011"
"""Those that differ from a hyphen-minus in nothing but where a line may break."""
_UNSEEN = [
    0x00AD,  # soft hyphen
    0x061C,  # Arabic letter mark
    *range(0x200B, 0x2010),  # zero-width space, joiners, direction marks
    *range(0x202A, 0x202F),  # embeddings
    *range(0x2060, 0x2065),  # word joiner and invisible operators
    *range(0x2066, 0x2070),  # isolates
    0xFEFF,  # byte order mark
]
"""Not all of Unicode's format characters: some are drawn, and tags tell flags apart."""
_FOLDED = (
    dict.fromkeys(map(ord, _APOSTROPHES), "'")
    | dict.fromkeys(map(ord, _HYPHENS), "-")
    | dict.fromkeys(_UNSEEN)
)


def name_key(name: str) -> str:
    """Return what two spellings share that differ in nothing that makes another name.

    That is case, blanks, Unicode form, the form of apostrophes and hyphens, and marks that nobody
    sees.
    """
    folded = name.translate(_FOLDED)
    if not folded.isascii():
        folded = unicodedata.normalize("NFKC", folded).translate(_FOLDED)
    return " ".join(folded.casefold().split())
