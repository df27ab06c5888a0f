"""What a file that was made before shows, so that nobody replaces another story's in silence."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["earlier_title"]

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
