"""All of Leaflet, as folium's pages load it: ours carry the parts that they use."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "tools"))

from fetch import read_member

__all__ = ["whole_leaflet"]


@cache
def whole_leaflet() -> dict[str, str]:
    """Return the script and the style sheet by their names, from the pinned package.

    Raises:
        FetchError: npm does not give it.
    """
    names = ("leaflet.css", "leaflet.js")
    return {name: read_member("leaflet", f"dist/{name}").decode("utf-8") for name in names}
