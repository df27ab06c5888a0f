"""The rules by which a map is drawn: one style sheet, for pages and for still images."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geobrief.fonts import FAMILY
from geobrief.render.environment import asset
from geobrief.scene.type import STYLES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geobrief.scene.type import TextStyle
    from geobrief.style import Theme

__all__ = ["drawing_css", "families", "solid"]

_UPRIGHT = ".gb-upright{font-style:normal}\n"
"""After the rules of type, which it overrules: for scripts that know no italics."""
_RGBA = re.compile(r"rgba\((\d+),\s*(\d+),\s*(\d+),\s*[\d.]+\)")
_VAR = re.compile(r"var\(--([a-z0-9-]+)\)")


def drawing_css(theme: Theme | None = None) -> str:
    """Return the rules of what is drawn: with a theme's colours, or with variables for them.

    Raises:
        KeyError: the theme lacks a colour that is drawn with.
    """
    rules = f"{asset('drawing.css')}\n{''.join(map(_type_rule, STYLES.items()))}{_UPRIGHT}"
    if theme is None:
        return rules
    colors = {key.replace("_", "-"): solid(value) for key, value in theme.colors.items()}
    return _VAR.sub(lambda found: colors[found[1]], rules)


def solid(color: str) -> str:
    """Return a colour without its transparency, which not every drawing program reads."""
    found = _RGBA.fullmatch(color)
    return f"rgb({found[1]},{found[2]},{found[3]})" if found else color


def families(more: Iterable[str] = ()) -> str:
    """Return the families that text is set in, first those of the house style."""
    return ", ".join(f"'{name}'" for name in (*more, FAMILY))


def _type_rule(one: tuple[str, TextStyle]) -> str:
    name, style = one
    parts = [f"font-size:{style.size_px:g}px"]
    if style.weight == "bold":
        parts.append("font-weight:700")
    if style.italic:
        parts.append("font-style:italic")
    if style.spacing_em:
        parts.append(f"letter-spacing:{style.spacing_em:g}em")
    return f".gb-t-{name}{{{';'.join(parts)}}}\n"
