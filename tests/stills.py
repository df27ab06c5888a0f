"""Small drawings, and where their ink is."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops

from geobrief.render.still import png

__all__ = ["drawn", "ink", "line", "svg_of"]


def line(text: str, *, x: float = 50, y: float = 60, more: str = "") -> str:
    """Return a line of text of 40 px as SVG."""
    for char, entity in {"&": "&amp;", "<": "&lt;"}.items():
        text = text.replace(char, entity)
    return f'<text x="{x}" y="{y}" font-size="40" {more}>{text}</text>'


def svg_of(content: str, *, width: int = 900, height: int = 100) -> str:
    """Return a whole SVG: black on white."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        'xml:lang="en" font-family="Noto Sans"><title>A &lt;b&gt; &amp; é</title>'
        f'<rect width="{width}" height="{height}" fill="#fff"/>{content}</svg>'
    )


def drawn(content: str, *, scale: float = 1.0) -> Image.Image:
    """Return what is drawn, in grey."""
    return opened(png(svg_of(content), scale=scale))


def opened(made: bytes) -> Image.Image:
    """Return a PNG's picture, in grey."""
    return Image.open(BytesIO(made)).convert("L")


def ink(image: Image.Image) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of all that is not white; right and bottom excluded."""
    box = ImageChops.invert(image).point(lambda value: 255 * (value > 100)).getbbox()
    assert box is not None, "nothing is drawn"
    return box
