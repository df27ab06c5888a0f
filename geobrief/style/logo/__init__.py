"""A house's logo: an SVG that does nothing but draw, or a PNG."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from geobrief.style.logo.fault import LogoError, check_shape
from geobrief.style.logo.png import PNG_HEAD, png_size
from geobrief.style.logo.svg import sized_in_px, svg_size
from geobrief.style.logo.utf8 import in_utf8

__all__ = ["MOST_BYTES", "Logo", "LogoError", "read_logo"]

MOST_BYTES = 200_000
"""Of a logo's file; it is a part of every map."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture to stand beside the credits."""

    data: bytes = field(repr=False)
    """The file; an SVG's text is in UTF-8 and its size in pixels, whatever the file's were."""
    media_type: Literal["image/svg+xml", "image/png"]
    width: float
    height: float
    """Its own size; only their ratio matters."""
    alt: str = ""
    """What it says to those who don't see it."""


def read_logo(data: bytes, *, alt: str = "") -> Logo:
    """Check a file's bytes and return the logo in it.

    Raises:
        LogoError: it is neither SVG nor PNG, too large, damaged, of a shape that no logo has, or
            an SVG that does more than draw or is more work to draw than a logo should be.
    """
    if len(data) > MOST_BYTES:
        message = (
            f"is {len(data):,} bytes large, and a logo has {MOST_BYTES:,} at most; every map "
            "carries it, so make it smaller"
        )
        raise LogoError(message)
    if data.startswith(PNG_HEAD):
        width, height = png_size(data)
        check_shape(width, height, f"is a PNG of {width:,} x {height:,} pixels")
        return Logo(data=data, media_type="image/png", width=width, height=height, alt=alt)
    text = in_utf8(data)
    if text.lstrip(b" \t\r\n").startswith(b"<"):
        size = svg_size(text)
        data = sized_in_px(text)
        return Logo(data=data, media_type="image/svg+xml", width=size[0], height=size[1], alt=alt)
    message = "is neither an SVG nor a PNG; export the logo as one of the two"
    raise LogoError(message)
