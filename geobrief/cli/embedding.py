"""What `geobrief embed` makes: the files of a framed map, or one figure without a frame."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urljoin, urlsplit

from geobrief.cli import output
from geobrief.cli.formats import FORMATS, SIZES
from geobrief.cli.making import NO_LAYERS, Drawing, Order, draw, drawn_files
from geobrief.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from geobrief.cli.formats import Wanted
    from geobrief.cli.story import Story

__all__ = ["Framing", "check_inline", "check_named", "draw_framed", "draw_inline", "pasted"]

_PICTURE = re.compile(r"\w[\w .~+-]*\.png", re.IGNORECASE)
"""What a PNG may be called for its name to be taken from a web address."""

_INLINE_SIZE = "360x540"
"""As wide as a telephone's column: it is shrunk in narrower ones, and its small type with it."""
_MOST_SNIPPET = 1_000_000
"""Characters; one has a few thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """What is asked of a snippet."""

    url: str | None
    """Where the page will stand; None for what the brief says."""
    listens: bool
    sized: bool
    """Whether the image is given a size."""


def check_inline(**options: object) -> None:
    """Refuse what has no effect on a figure without a frame.

    Raises:
        InputError: names the option.
    """
    for name, given in options.items():
        if given:
            option = f"--{name.replace('_', '-')}"
            message = f"{option} is for a page in a frame, and --inline makes none; leave one out"
            raise InputError(message)


def check_named(output: str | None, *, inline: bool) -> None:
    """Refuse a name of something else than HTML, which is what -o names here.

    Raises:
        InputError: it is one of an image, say.
    """
    suffix = "" if output is None else PurePath(output).suffix.lower()
    if output is None or suffix[1:] not in FORMATS or suffix == ".html":
        return
    path = PurePath(output)
    what = "the figure, which is HTML" if inline else "the page, and the others go beside it"
    message = (
        f"{path}: -o names {what}, such as {path.with_suffix('.html')}; "
        f"a {suffix[1:]} file alone is made by: geobrief map BRIEF -o {path}"
    )
    raise InputError(message)


def draw_inline(
    story: Story, asked: Callable[..., Wanted], *, size: str | None, named: bool
) -> Drawing:
    """Draw the figure that needs no frame: one file.

    Raises:
        GeobriefError: as `draw` does.
    """

    def wanted(page: Path) -> Wanted:
        found = asked(page, formats="html,svg", size=size or _INLINE_SIZE)
        target = found.targets["html"]
        return replace(
            found, targets={"inline": target if named else target.with_suffix(".inline.html")}
        )

    return draw(Order(story=story, asked=wanted, layers_folder=NO_LAYERS))


def draw_framed(
    story: Story, asked: Callable[..., Wanted], framing: Framing, *, named: bool
) -> Drawing:
    """Draw page, image and snippet, and the image for other sites if the brief names one.

    Raises:
        GeobriefError: as `draw` does; an address is none.
    """
    from geobrief.files import page_path  # noqa: PLC0415 - not for --help

    found = asked(page_path(story.name), formats="html,png")
    snippet = found.targets["html"].with_suffix(".embed.html")
    url = None if framing.url is None else framing.url.strip()
    if url is not None:
        _check_url(url)
    order = Order(
        story=story,
        asked=lambda _: found,
        named=named,
        layers_folder=NO_LAYERS,
        more=(snippet,),
        url=url,
    )
    drawing = _told_of_kept(draw(order))
    social = _social_file(drawing, framing)
    if social is not None:
        card = asked(page_path(story.name), formats="png", size="social", output=None, data=True)
        _add_social(drawing, social, card)
    _add_snippet(drawing, snippet, framing, social)
    return drawing


def _told_of_kept(drawing: Drawing) -> Drawing:
    """Tell what readers can find in a page that is published, and its map does not show."""
    from geobrief.render.kept import note_of_hidden  # noqa: PLC0415 - not for --help

    note = note_of_hidden(drawing.brief) if drawing.wanted.data else ""
    if not note:
        return drawing
    drawing.order.tell([note])
    return replace(drawing, notes=(*drawing.notes, note))


def _social_file(drawing: Drawing, framing: Framing) -> Path | None:
    """Return where the image for other sites goes: it is called as its address ends.

    Raises:
        InputError: it is called as the article's image, which is given another size.
        OutputError: it cannot be written there.
    """
    from geobrief.files import check_targets, is_plain  # noqa: PLC0415 - not for --help

    address = drawing.brief.publish.image if drawing.brief.publish else ""
    if not address:
        return None
    name = unquote(urlsplit(address).path.rpartition("/")[2])
    if not _PICTURE.fullmatch(name) or not is_plain(name.rpartition(".")[0]):
        output.note(
            f"publish.image is not the address of a .png file, so that image is not made: {address}"
        )
        return None
    image = drawing.wanted.targets["png"]
    social = image.with_name(name)
    if social == image and framing.sized:
        message = (
            f"publish.image has the name of the article's image, {name}, and is made in the size "
            "social; leave --size out, or give publish.image a name of its own"
        )
        raise InputError(message)
    others = (*drawing.wanted.targets.values(), *drawing.order.more)
    check_targets(
        [social, *(path for path in others if path != social)],
        sources=[*drawing.order.story.sources, *drawing.wanted.sources],
    )
    return social


def _add_social(drawing: Drawing, social: Path, asked: Wanted) -> None:
    """Add the image that other sites show with a link to the page."""
    drawn, notes = drawn_files(drawing.brief, drawing.layers, asked)
    drawing.order.tell([note for note in notes if note not in drawing.notes])
    drawing.contents[social] = drawn["png"]


def _check_url(url: str) -> None:
    """Refuse what a brief would not take as publish.url, for the page keeps it as that.

    Raises:
        InputError: it is no web address.
    """
    from geobrief.errors import BriefError  # noqa: PLC0415 - not for --help
    from geobrief.model import Brief  # noqa: PLC0415 - not for --help

    place = {"name": "Here", "lat": 0.0, "lon": 0.0}
    try:
        Brief.from_dict({"title": "Any", "places": [place], "publish": {"url": url}})
    except BriefError as error:
        message = f"--url {url}: give the page's whole web address: https://example.org/map.html"
        raise InputError(message) from error


def _add_snippet(drawing: Drawing, snippet: Path, framing: Framing, social: Path | None) -> None:
    """Add the snippet, and tell where it looks for the files."""
    from geobrief.render.embed import Standing, make_snippet  # noqa: PLC0415 - heavy

    page, image = (drawing.wanted.targets[kind] for kind in ("html", "png"))
    stands = drawing.brief.publish.url if drawing.brief.publish else ""
    beside = quote(image.name)
    standing = Standing(
        page=stands or quote(page.name),
        image=urljoin(stands, beside) if stands else beside,
        size=SIZES["social"] if image == social else drawing.wanted.size,
    )
    html = str(drawing.contents[page])
    drawing.contents[snippet] = make_snippet(
        drawing.brief, drawing.layers, html, standing, listens=framing.listens
    )
    _tell_of_earlier(snippet, str(drawing.contents[snippet]))
    if stands:
        output.note(f"{snippet.name} looks for {page.name} at {standing.page}")
        output.note(f"{snippet.name} looks for {image.name} at {standing.image}")
    else:
        output.note(
            f"{snippet.name} looks for {page.name} and {image.name} beside the article; give the "
            "page's address with --url, or as publish.url in the brief"
        )


def _tell_of_earlier(snippet: Path, now: str) -> None:
    """Tell what is to be done about the snippet that stands in an article already."""
    from geobrief.render.embed import changed_since  # noqa: PLC0415 - heavy

    before = _text_of(snippet)
    if before is None:
        return
    told = {
        "": "the snippet is as before: nothing to paste, upload page and image",
        "address": "the snippet has another address for the page: paste it again",
        "heights": "paste the snippet again: heights changed; under an old one the end of a page "
        "that has grown, its credits, is cut off or has to be scrolled to on a site without "
        "listener",
        "words": "the snippet's own words changed (title, caption, or what stands for the map "
        "where frames are taken out), not its heights: an old one works, a new one tells what is "
        "true; paste it again",
        "rest": "the snippet changed: paste it again",
        "foreign": f"{snippet} was not made by geobrief, or changed since, and is replaced",
    }
    output.note(told[changed_since(before, now)])


def _text_of(path: Path) -> str | None:
    if not path.is_file():
        return None
    try:
        with path.open(encoding="utf-8", errors="replace") as stream:
            return stream.read(_MOST_SNIPPET)
    except OSError:
        return None


def pasted(drawing: Drawing) -> str:
    """Return what is to be pasted into the article."""
    return str(next(reversed(drawing.contents.values())))
