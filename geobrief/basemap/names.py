"""What the basemap's places are called, and house style's say in it."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from geobrief.basemap.store import load_de_facto_names, load_names
from geobrief.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

__all__ = ["check_names", "house_style", "known_names"]

_MOST_HINTS = 20
"""To look for what is meant takes a while; of very many wrong names only the first are helped."""


def known_names() -> tuple[str, ...]:
    """Return every name that the basemap may print, from either point of view, sorted."""
    return tuple(sorted({name.text for name in (*load_names(), *load_de_facto_names())}))


def check_names(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what is wrong with house style's names: each key that the basemap does not know.

    Returns:
        Pairs of the key and a message that says what to write instead; empty if all is well.
    """
    known = dict.fromkeys(known_names())
    wrong = [key for key in names if key not in known]
    return [(key, _unknown(key, known, hint=n < _MOST_HINTS)) for n, key in enumerate(wrong)]


def house_style(names: Mapping[str, str]) -> dict[str, str]:
    """Return the names to print instead of the basemap's own.

    Raises:
        InputError: a key is no name of the basemap.
    """
    wrong = check_names(names)
    if wrong:
        raise InputError("\n".join(message for _, message in wrong))
    return dict(names)


def _unknown(key: str, known: Iterable[str], *, hint: bool) -> str:
    folded = {name.casefold(): name for name in known} if hint else {}
    near = [folded[found] for found in get_close_matches(key.casefold(), folded, n=3, cutoff=0.6)]
    way_out = (
        f"did you mean {' or '.join(near)}?" if near else "docs/borders.md tells where they are"
    )
    return f"the basemap has no name {key!r}; {way_out}"
