"""Whether two pictures look the same, and where they do not."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageChops, ImageFilter

__all__ = ["Unlikeness", "opened", "unlikeness"]

SHADE = 28
"""By how much red, green and blue may differ, of 255: reducing the colours takes some of it."""
REACH_PX = 3
"""Width of the square about a pixel in which the other picture must have its colour."""


@dataclass(frozen=True, slots=True)
class Unlikeness:
    """What a reader could see between two pictures of one size."""

    pixels: int
    """How many have a colour that the other picture has nowhere near."""
    box: tuple[int, int, int, int] | None
    """Where they are: left, top, right, bottom."""
    picture: Image.Image
    """The actual picture, pale, with those pixels in red."""

    def __str__(self) -> str:
        return f"{self.pixels} px differ, within {self.box}"


def opened(png: bytes) -> Image.Image:
    """Return a picture, on white where it is transparent."""
    picture = Image.open(BytesIO(png)).convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture).convert("RGB")


def unlikeness(actual: Image.Image, golden: Image.Image) -> Unlikeness:
    """Compare two pictures as a reader would: smoothed edges and slight shades do not count.

    A pixel differs where its colour lies outside what the other picture has within a pixel of
    there, from the darkest to the lightest of each of red, green and blue. So an edge may be
    smoothed in another way, or drawn up to a pixel off, while a hair line may not go.

    Raises:
        ValueError: where they differ in size.
    """
    if actual.size != golden.size:
        message = f"the picture has {actual.size} px, the golden one {golden.size}"
        raise ValueError(message)
    one, other = actual.convert("RGB"), golden.convert("RGB")
    outside = ImageChops.lighter(_beyond(one, other), _beyond(other, one))
    strongest = ImageChops.lighter(ImageChops.lighter(*outside.split()[:2]), outside.split()[2])
    mask = strongest.point(lambda by: 255 if by > SHADE else 0)
    pale = Image.blend(one, Image.new("RGB", one.size, "white"), 0.7)
    pale.paste("red", mask=mask)
    return Unlikeness(mask.histogram()[255], mask.getbbox(), pale)


def _beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return by how much each pixel of one is lighter or darker than what is near in the other."""
    lightest = other.filter(ImageFilter.MaxFilter(REACH_PX))
    darkest = other.filter(ImageFilter.MinFilter(REACH_PX))
    return ImageChops.add(ImageChops.subtract(one, lightest), ImageChops.subtract(darkest, one))
