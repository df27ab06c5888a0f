"""Options that commands have in common, each in the same words."""

from pathlib import Path
from typing import Annotated

import typer

from geobrief.cli import completing

__all__ = ["AtOption", "BordersOption", "NoDataOption", "StyleOption", "ThemeOption"]

ThemeOption = Annotated[
    str | None,
    typer.Option(
        "--theme",
        metavar="NAME",
        autocompletion=completing.themes,
        help="Colours: light, dark or print; else light.",
    ),
]
StyleOption = Annotated[
    Path | None,
    typer.Option(
        "--style", metavar="FILE", help="Your house's colours, fonts and logo: style.toml."
    ),
]
BordersOption = Annotated[
    str | None,
    typer.Option(
        "--borders",
        metavar="VIEW",
        autocompletion=completing.borders,
        help="From whose point of view: default or de-facto.",
    ),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at",
        metavar="DATE",
        help="Draw one time of the story, such as 2025-05-15; else all of it.",
    ),
]
NoDataOption = Annotated[
    bool, typer.Option("--no-data", help="Keep no brief in the page, and no downloads.")
]
