"""What a reporter pastes into an article: a figure with the page in a frame, and its caption.

Inside the frame stands what a system without frames is left with: the image, its text alternative
and the way to the page. There is no style sheet, no script and no id in it, so that it can stand
twice in one article; what attributes say holds under the strictest of content security policies.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from geobrief.language import words
from geobrief.model.digest import digest
from geobrief.render.cards import make_cards
from geobrief.render.environment import asset, environment
from geobrief.render.heights import page_heights
from geobrief.render.markup import Safe, html, ours, url, without_shortcodes
from geobrief.render.told import text_alternative
from geobrief.render.words import Sayer, date_in_words
from geobrief.scene.tense import tenses

if TYPE_CHECKING:
    from geobrief.layers import Layers
    from geobrief.model import Brief

__all__ = ["Standing", "brief_mark", "changed_since", "make_snippet"]

_ARTICLE_PX = 680
"""Where only one height can be said, it is that of a page in a column of this width."""
_MARK_DIGITS = 12
_MARK = re.compile(r' data-geobrief="[0-9a-f]*"')
_ADDRESS = re.compile(r'(?<=[ ])(?:src|href)="[^"]*"')
_HEIGHT = re.compile(r'height="\d+"(?= frameborder)|(?<=; height: )(?:\d+px|calc[^;"]*)(?=;)')
_WORDS = re.compile(r'(?<=[ ])(?:title|alt|lang|dir)="[^"]*"|(?<=<figcaption>).*(?=</figcaption>)')


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
    figure = (
        environment()
        .get_template("embed.html")
        .render(
            brief=brief,
            words=said,
            as_of=date_in_words(brief.date, said) if brief.date else "",
            say=Sayer(said),
            id=brief_mark(brief),
            page=_address(standing.page),
            image=_address(standing.image),
            size=standing.size,
            told=text_alternative(
                brief,
                make_cards(layers, units=brief.units, words=said, tenses=tenses(brief)),
            ),
            height=round(heights.at(_ARTICLE_PX)),
            heights=ours(heights.css()),
        )
    )
    script = f"<script>\n{asset('listener.js')}\n</script>\n" if listens else ""
    return ours(without_shortcodes(figure) + script)


def changed_since(before: str, now: str) -> str:
    """Tell in what a snippet differs from an earlier one; its mark, a hash, is of no account.

    Returns:
        "" for nothing, "foreign" if the earlier text is no snippet; else the weightiest of
        "address", "heights", "words" and "rest".
    """
    parts = [_taken_apart(one) for one in (before, now)]
    if not parts[0]:
        return "foreign"
    differing = [name for name in parts[1] if parts[0].get(name) != parts[1][name]]
    return differing[0] if differing else ""


def _taken_apart(snippet: str) -> dict[str, str]:
    """Return a snippet's parts by their names, the weightiest first; none if it is no snippet."""
    plain, found = _MARK.subn("", snippet)
    addresses, plain = _cut(_ADDRESS, plain)
    heights, plain = _cut(_HEIGHT, plain)
    words, plain = _cut(_WORDS, plain)
    parts = {"address": addresses, "heights": heights, "words": words, "rest": plain}
    return parts if found == 1 else {}


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    return "\n".join(found[0] for found in pattern.finditer(text)), pattern.sub("", text)


def _address(where: str) -> Safe:
    """Write a web address, or the name of a file."""
    return url(where) or html(quote(where))
