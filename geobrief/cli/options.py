"""Options that commands have in common, each in the same words."""

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["BordersOption", "NoDataOption", "StyleOption", "ThemeOption"]

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
NoDataOption = Annotated[
    bool, typer.Option("--no-data", help="Keep no brief in the page, and no downloads.")
]
