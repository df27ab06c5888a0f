"""`geobrief map`: from a brief, or from names, to the layers and the page."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from geobrief.cli import completing, output
from geobrief.cli.command import Answer
from geobrief.cli.minus import as_typed
from geobrief.cli.options import AtOption, BordersOption, NoDataOption, StyleOption, ThemeOption

__all__ = ["map_command"]


def map_command(
    story: Annotated[
        list[str],
        typer.Argument(metavar="BRIEF|PLACE", parser=as_typed, show_default=False, hidden=True),
    ],
    made: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Write it there; else to output/NAME.html and so on.",
        ),
    ] = None,
    formats: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="LIST",
            autocompletion=completing.formats,
            help="What to make: html, svg, png, pdf, with commas between; else html.",
        ),
    ] = None,
    size: Annotated[
        str | None,
        typer.Option(
            metavar="SIZE",
            autocompletion=completing.sizes,
            help="Size of svg, png and pdf: 1200x800, or article, phone, square, 16:9, social, "
            "print; else article.",
        ),
    ] = None,
    scale: Annotated[
        float | None,
        typer.Option(metavar="N", help="Pixels of a png for each px of its size; else 2."),
    ] = None,
    theme: ThemeOption = None,
    style: StyleOption = None,
    borders: BordersOption = None,
    layers_folder: Annotated[
        str | None,
        typer.Option(
            "--layers", metavar="DIR|none", help="Write the layers there; else to layers/NAME/."
        ),
    ] = None,
    geopackage: Annotated[
        bool, typer.Option("--gpkg", help="Write the layers as one GeoPackage file, too.")
    ] = False,
    sheets: Annotated[
        bool, typer.Option("--csv", help="Write the layers as tables for spreadsheets, too.")
    ] = False,
    at: AtOption = None,
    no_data: NoDataOption = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Draw anew at each save of the brief or the style.")
    ] = False,
    open_page: Annotated[
        bool, typer.Option("--open", help="Show it in the browser when it is done.")
    ] = False,
) -> Answer | Iterator[Answer]:
    """Make the map of a brief (YAML, JSON, CSV or GeoJSON), or of a few places.

    BRIEF is a file with the records of a story; else each PLACE is a name or coordinates. Writes
    the geocoded layers and one HTML page that loads nothing, or still images, and prints their
    paths. NAME is the brief's file name, or its folder's if that is "brief".

    With --watch, each save is drawn until Ctrl-C; what is wrong is told, and the last good map
    stays. Reload it in the browser.
    """
    from geobrief.cli.formats import wanted  # noqa: PLC0415 - not for --help
    from geobrief.cli.making import Order, draw, keep  # noqa: PLC0415 - not for --help
    from geobrief.cli.making import made as answer_of  # noqa: PLC0415 - not for --help
    from geobrief.cli.story import story_of  # noqa: PLC0415 - not for --help

    order = Order(
        story=story_of(story),
        asked=partial(
            wanted,
            output=made,
            formats=formats,
            size=size,
            scale=scale,
            theme=theme,
            borders=borders,
            style=style,
            at=at,
            data=not no_data,
        ),
        named=made is not None,
        layers_folder=layers_folder,
        geopackage=geopackage,
        sheets=sheets,
    )
    if watch:
        from geobrief.cli.watching import watched  # noqa: PLC0415 - seldom

        return watched(order, style=style, show=_show if open_page else None)
    drawing = draw(order)
    answer = answer_of(drawing, keep(drawing))
    if open_page:
        _show(next(iter(drawing.contents)))
    return answer


def _show(path: Path) -> None:
    import webbrowser  # noqa: PLC0415 - only when asked for

    if not webbrowser.open(path.absolute().as_uri()):
        output.note(f"no browser opened; open {path} yourself")
