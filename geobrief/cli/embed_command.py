"""`geobrief embed`: the page, a still image, and what is pasted into an article to show them."""

from dataclasses import replace
from functools import partial
from typing import Annotated

import typer

from geobrief.cli.command import Answer
from geobrief.cli.minus import as_typed
from geobrief.cli.options import (
    AtOption,
    BordersOption,
    NoDataOption,
    StyleOption,
    ThemeOption,
)

__all__ = ["embed_command"]


def embed_command(
    story: Annotated[
        list[str],
        typer.Argument(metavar="BRIEF|PLACE", parser=as_typed, show_default=False, hidden=True),
    ],
    page: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="The page; the others beside it."),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS", help="Where the page will stand: as publish.url in the brief."
        ),
    ] = None,
    inline: Annotated[
        bool, typer.Option("--inline", help="A figure without frame and scripts, and nothing else.")
    ] = False,
    listener: Annotated[
        bool,
        typer.Option("--listener", help="Put the script that sets heights into the snippet."),
    ] = False,
    size: Annotated[
        str | None,
        typer.Option(metavar="SIZE", help="Of the image: 1200x800, article, phone, and so on."),
    ] = None,
    theme: ThemeOption = None,
    style: StyleOption = None,
    borders: BordersOption = None,
    at: AtOption = None,
    no_data: NoDataOption = False,
) -> Answer:
    """Make what an article needs to show a map: page, still image, and a snippet to paste.

    Writes output/NAME.html, NAME.png and NAME.embed.html, and prints their paths. Upload the first
    two, and paste what is in the third. With publish.image in the brief, the image for other sites
    is made, too. With --inline there is one file only, NAME.inline.html.
    """
    from geobrief.cli import embedding  # noqa: PLC0415 - not for --help
    from geobrief.cli.formats import wanted  # noqa: PLC0415 - not for --help
    from geobrief.cli.making import keep, made  # noqa: PLC0415 - not for --help
    from geobrief.cli.story import story_of  # noqa: PLC0415 - not for --help

    asked = partial(
        wanted,
        output=page,
        size=size,
        scale=None,
        theme=theme,
        borders=borders,
        at=at,
        style=style,
    )
    found = story_of(story, command="geobrief embed")
    embedding.check_named(page, inline=inline)
    if inline:
        embedding.check_inline(url=url, listener=listener, no_data=no_data)
        drawing = embedding.draw_inline(found, asked, size=size, named=page is not None)
    else:
        drawing = embedding.draw_framed(
            found,
            partial(asked, data=not no_data),
            embedding.Framing(url=url, listens=listener, sized=size is not None),
            named=page is not None,
        )
    answer = made(drawing, keep(drawing))
    return replace(answer, data=lambda: {**answer.data(), "snippet": embedding.pasted(drawing)})
