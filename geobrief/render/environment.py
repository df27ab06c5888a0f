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
def asset(name: str) -> markup.Safe:
    """Return the text of a script or style sheet in render/assets, without what only we read."""
    path = files("geobrief.render").joinpath("assets", name)
    lines = map(str.strip, path.read_text(encoding="utf-8").splitlines())
    return markup.ours("\n".join(line for line in lines if line and not _is_comment(line)))


def _is_comment(line: str) -> bool:
    """Tell a line that is nothing but our comment; those that name a licence stay."""
    ours = line.startswith("//") or (line.startswith("/*") and line.endswith("*/"))
    return ours and "LICENSE" not in line


@cache
def environment() -> Environment:
    """Return the one Jinja environment; it is only read, so threads may share it."""
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 - heavy

    from geobrief.render.drawing import number  # noqa: PLC0415 - with the heavy one
    from geobrief.style import side_look  # noqa: PLC0415 - likewise

    # Jinja's own escaping leaves alone what has __html__, and finalize has seen to everything.
    made = Environment(
        loader=PackageLoader("geobrief.render", "templates"),
        autoescape=True,
        finalize=_escape,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["side_look"] = side_look
    made.globals["n"] = number
    return made


def _escape(value: object) -> object:
    """Escape what a template writes; a macro's own output has been through here already."""
    return value if hasattr(value, "__html__") else markup.html(value)
