"""A picture that sites which link to the map would not show."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from geobrief.check.model import Doubt
from geobrief.check.story import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.check.story import Story

__all__ = ["doubts_of_cards"]

_NOT_SHOWN = frozenset({".svg", ".svgz", ".pdf", ".html", ".htm", ".tif", ".tiff", ".eps"})


def doubts_of_cards(story: Story) -> Iterator[Doubt]:
    """Yield what is doubtful about the image that cards are to show."""
    brief = story.brief
    if brief.publish is None or not brief.publish.image:
        return
    found = _doubt(brief.publish.image)
    if found:
        what, do = found
        origin = brief.origins.get("publish.image", brief.origin)
        yield Doubt(rule="card-image", origin=origin, what=what, do=do)


def _doubt(image: str) -> tuple[str, str] | None:
    parts = urlsplit(image)
    suffix = PurePosixPath(unquote(parts.path)).suffix.lower()
    if suffix in _NOT_SHOWN:
        what = f"{quoted(image)} ends in {suffix}, of which other sites show no picture"
        return what, "give the address of a PNG, as --format png --size social makes one"
    if parts.scheme.lower() != "https":
        what = f"{quoted(image)} is no https address, and many sites show no picture from others"
        return what, "write https://, if it can be fetched there"
    return None
