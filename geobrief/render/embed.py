"""What a reporter pastes into an article: a figure with the page in a frame, and its caption.

Inside the frame stands what a system without frames is left with: the image, its text alternative
and the way to the page. There is no style sheet, no script and no id in it, so that it can stand
twice in one article; what attributes say holds under the strictest of content security policies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from geobrief.language import words
from geobrief.model.digest import digest
from geobrief.render.cards import make_cards
from geobrief.render.environment import asset, environment
from geobrief.render.heights import page_heights
from geobrief.render.markup import Safe, html, ours, url
from geobrief.render.told import text_alternative
from geobrief.render.words import stopped

if TYPE_CHECKING:
    from geobrief.layers import Layers
    from geobrief.model import Brief

__all__ = ["Standing", "brief_mark", "make_snippet"]

_ARTICLE_PX = 680
"""Where only one height can be said, it is that of a page in a column of this width."""
_MARK_DIGITS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where page and image stand, as web addresses or names of files beside the article."""

    page: str
    image: str
    size: tuple[int, int]
    """The image's width and height in px."""


def brief_mark(brief: Brief) -> str:
    """Return the beginning of a brief's hash, by which its frames are known."""
    return digest(brief)[:_MARK_DIGITS]


def make_snippet(
    brief: Brief, layers: Layers, page: str, standing: Standing, *, listens: bool = False
) -> Safe:
    """Return the snippet.

    Args:
        brief: the story's records.
        layers: what was made of them.
        page: the finished page, whose heights are read from it.
        standing: where page and image stand.
        listens: with a script that hears how high the page is, for sites without one.
    """
    said = words(brief.language)
    heights = page_heights(page)
    made = (
        environment()
        .get_template("embed.html")
        .render(
            brief=brief,
            words=said,
            caption=stopped(brief.title, said),
            id=brief_mark(brief),
            page=_address(standing.page),
            image=_address(standing.image),
            size=standing.size,
            told=text_alternative(brief, make_cards(layers, units=brief.units, words=said)),
            height=round(heights.at(_ARTICLE_PX)),
            heights=ours(heights.css()),
            listener=asset("listener.js") if listens else "",
        )
    )
    return ours(made)


def _address(where: str) -> Safe:
    """Write a web address, or the name of a file."""
    return url(where) or html(quote(where))
