"""What a file that was made before shows, so that nobody replaces another story's in silence."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from geobrief.errors import InputError
from geobrief.model.naming import name_key

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geobrief.model import Brief

__all__ = ["earlier_title", "is_of_story"]

_HEAD_BYTES = 20_000
"""What stands before a title: the policy and a few more elements, or a PNG's header."""
_TAIL_BYTES = 100_000
"""Where a PDF tells its title: after fonts and drawing, before its table of contents."""
_PAGE = re.compile(
    r'<meta name="generator" content="geobrief [^"]*">\s*<title>(.*?)</title>', re.DOTALL
)
_SVG = re.compile(r"<title\b[^>]*>(.*?)</title>.*?<metadata>geobrief [^<]*</metadata>", re.DOTALL)
_PDF = re.compile(
    r"<dc:title>.*?<rdf:li[^>]*>([^<]*)</rdf:li>.*?</dc:title>"
    r".{0,1000}?<pdf:Keywords>geobrief [^<]*</pdf:Keywords>",
    re.DOTALL,
)


_TEXTS = {b"tEXt", b"iTXt"}


def earlier_title(path: Path) -> str | None:
    """Return the title of what geobrief made at `path`; None if there is no such file."""
    if not path.is_file():  # nothing is there, or a pipe, which would be waited for
        return None
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES)
            size = stream.seek(0, 2)
            stream.seek(max(0, size - _TAIL_BYTES))
            tail = stream.read()
    except OSError:
        return None
    if head.startswith(b"\x89PNG"):
        return _png_title(head)
    if head.startswith(b"%PDF"):
        return _found(_PDF, tail)
    return _found(_SVG if head.lstrip().startswith(b"<svg") else _PAGE, head)


def is_of_story(page: Path, brief: Brief, *, shown_at: Path) -> bool:
    """Tell whether the page made before is of this story, under another title.

    It is if more than half of all places that the two name are in both.

    Args:
        page: the page, which keeps its brief; if it is none of ours, or keeps none, it is not.
        brief: the story's records as they are now.
        shown_at: the page, or an image of the same title beside it.
    """
    from geobrief.render.inspect import inspect_page  # noqa: PLC0415 - seldom

    if shown_at != page and earlier_title(page) != earlier_title(shown_at):
        return False
    try:
        there = _places(inspect_page(page).brief)
    except InputError:
        return False
    here = _places(brief)
    return 2 * len(here & there) > len(here | there)


def _places(brief: Brief) -> frozenset[str]:
    """Return the names of a brief's places, without what tells which of several they are."""
    named = [
        *(place.name for place in brief.places),
        *(sighting.at for sighting in brief.sightings),
        *(end for one in brief.movements for end in (one.from_, one.to)),
        *(end for one in brief.distances for end in (one.from_, one.to)),
    ]
    return frozenset(name_key(name.partition(",")[0]) for name in named)


def _found(pattern: re.Pattern[str], part: bytes) -> str | None:
    found = pattern.search(part.decode("utf-8", errors="replace"))
    return unescape(found[1]) if found else None


def _png_title(head: bytes) -> str | None:
    """Return the title among a PNG's texts, if another of them says that it was made here."""
    texts = dict(body.split(b"\0", 1) for kind, body in _chunks(head) if kind in _TEXTS)
    if not texts.get(b"Software", b"").startswith(b"geobrief "):
        return None
    return texts.get(b"Title", b"").lstrip(b"\0").decode("utf-8", errors="replace")


def _chunks(head: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield a PNG's chunks, each its kind and what is in it, before the picture itself."""
    start = 8  # behind the signature
    while head[start + 4 : start + 8] not in {b"", b"IDAT"}:
        end = start + 8 + int.from_bytes(head[start : start + 4])
        yield head[start + 4 : start + 8], head[start + 8 : end]
        start = end + 4  # the sum
