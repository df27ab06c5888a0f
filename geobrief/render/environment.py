"""Templates: every value in them is escaped by markup.html unless it is Safe already."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geobrief.render import markup

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["asset", "environment"]


@cache
def asset(name: str) -> str:
    """Return the text of a file in render/assets."""
    return files("geobrief.render").joinpath("assets", name).read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Return the one Jinja environment; it is only read, so threads may share it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - heavy

    # Jinja's own escaping leaves alone what has __html__, and finalize has seen to everything.
    return Environment(
        loader=PackageLoader("geobrief.render", "templates"),
        autoescape=True,
        finalize=markup.html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
