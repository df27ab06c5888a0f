"""Options that commands have in common, each in the same words."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["AtOption", "BordersOption", "NoDataOption", "StyleOption", "ThemeOption"]

ThemeOption = Annotated[
    str | None, typer.Option("--theme", metavar="NAME", help="light, dark or print; else light.")
]
StyleOption = Annotated[
    Path | None,
    typer.Option("--style", metavar="FILE", help="The house style, such as style.toml."),
]
BordersOption = Annotated[
    str | None,
    typer.Option("--borders", metavar="VIEW", help="Whose point of view: default or de-facto."),
]
AtOption = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="DATE", help="One time of the story, such as 2025-05-15; else all of it."
    ),
]
NoDataOption = Annotated[
    bool, typer.Option("--no-data", help="Keep no brief in the page, and no downloads.")
]
