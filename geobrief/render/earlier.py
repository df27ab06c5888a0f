"""What a page that was made before shows, so that nobody replaces another story's in silence."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["earlier_title"]

_HEAD_BYTES = 20_000
"""What stands before a title: the policy and a few more elements."""
_OURS = re.compile(
    r'<meta name="generator" content="geobrief [^"]*">\s*<title>(.*?)</title>', re.DOTALL
)


def earlier_title(path: Path) -> str | None:
    """Return the title of the page that geobrief made at `path`; None if there is no such page."""
    if not path.is_file():  # nothing is there, or a pipe, which would be waited for
        return None
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD_BYTES).decode("utf-8", errors="replace")
    except OSError:
        return None
    found = _OURS.search(head)
    return unescape(found[1]) if found else None
