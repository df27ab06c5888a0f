"""Colours of everything drawn: light, dark, and print for newspapers."""

from __future__ import annotations

from dataclasses import dataclass, fields
from types import MappingProxyType
from typing import TYPE_CHECKING

from geobrief.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["COLORS", "THEMES", "Theme", "theme"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Every colour of the drawing, as CSS writes it."""

    name: str
    sea: str
    land: str
    coast: str
    border: str
    division: str
    """Lines between first-order divisions."""
    river: str
    urban: str
    graticule: str
    country: str
    """Names of countries."""
    region: str
    """Names of divisions."""
    water: str
    """Names of seas, lakes and rivers."""
    city: str
    """Names and dots of cities that are not the story's."""
    ink: str
    """The story's text, and marks."""
    quiet: str
    """Text that matters less."""
    paper: str
    """The page, and what is hollow."""
    halo: str
    """Around text and under lines, so that they stand out."""
    move: str
    """Movements, where sides do not part them."""
    mover: str
    """Text beside movements."""
    declined: str
    ruler: str
    """Measured distances and their text."""
    area: str
    """Fill of areas that a brief tells of."""
    area_edge: str
    area_name: str
    callout: str
    """Ground of text that is set into the map."""
    leader: str
    key_ground: str
    control: str
    """Ground of the scale bar and what else stands in corners."""
    focus: str
    """Ring around what the keyboard is at."""
    rule: str
    """Hairlines between paragraphs."""
    disc: str
    """Ground of a number that stands for a name in the key."""
    disc_ink: str
    side_1: str
    side_2: str
    side_3: str
    side_4: str
    side_5: str
    side_6: str

    @property
    def colors(self) -> dict[str, str]:
        """Return all colours by key."""
        return {key: getattr(self, key) for key in COLORS}

    def css(self, *, but: Theme | None = None) -> str:
        """Return the declarations for a page, `:root{--sea:#dce8ef;...}`.

        Args:
            but: a theme that is in force already; what it has alike is left out.
        """
        known = but.colors if but else {}
        new = {key: value for key, value in self.colors.items() if known.get(key) != value}
        told = "".join(f"--{key.replace('_', '-')}:{value};" for key, value in new.items())
        return f":root{{{told.removesuffix(';')}}}"


COLORS: tuple[str, ...] = tuple(one.name for one in fields(Theme) if one.name != "name")
"""Keys of a theme's colours; CSS calls them the same, with - for _."""

_LIGHT = Theme(
    name="light",
    sea="#dce8ef",
    land="#f7f4ee",
    coast="#8fa9b8",
    border="#a59c8e",
    division="#c3bbae",
    river="#9dbbcc",
    urban="#e6ddd0",
    graticule="#c6d6df",
    country="#675f52",
    region="#6a6255",
    water="#3f6c88",
    city="#4f4a42",
    ink="#16202c",
    quiet="#51606e",
    paper="#ffffff",
    halo="rgba(255,255,255,0.92)",
    move="#b3400f",
    mover="#8c2f07",
    declined="#96553a",
    ruler="#5b6470",
    area="#eddcb4",
    area_edge="#9a7a2c",
    area_name="#6b5213",
    callout="#ffffff",
    leader="#16202c",
    key_ground="#ffffff",
    control="rgba(255,255,255,0.8)",
    focus="#0b57d0",
    rule="#d8dde2",
    disc="#16202c",
    disc_ink="#ffffff",
    side_1="#b3400f",
    side_2="#1f5fbf",
    side_3="#005448",
    side_4="#905478",
    side_5="#30240c",
    side_6="#300060",
)

_DARK = Theme(
    name="dark",
    sea="#101b26",
    land="#26323d",
    coast="#4f6475",
    border="#66727d",
    division="#46525d",
    river="#3a5468",
    urban="#35414c",
    graticule="#22303c",
    country="#b3bac0",
    region="#a5adb5",
    water="#86b3d1",
    city="#ced4d9",
    ink="#f3f6f8",
    quiet="#b4bec8",
    paper="#0b131b",
    halo="rgba(11,19,27,0.9)",
    move="#ff9d57",
    mover="#ffb27c",
    declined="#d79a7c",
    ruler="#b6c0ca",
    area="#4a4429",
    area_edge="#c9a648",
    area_name="#e6cd85",
    callout="#0b131b",
    leader="#f3f6f8",
    key_ground="#0b131b",
    control="rgba(11,19,27,0.8)",
    focus="#8ab4f8",
    rule="#33414d",
    disc="#f3f6f8",
    disc_ink="#0b131b",
    side_1="#ff9d57",
    side_2="#7cb8ff",
    side_3="#00fcb4",
    side_4="#fccce4",
    side_5="#fcfc30",
    side_6="#90a890",
)

_PRINT = Theme(
    name="print",
    sea="#e6e6e6",
    land="#ffffff",
    coast="#7a7a7a",
    border="#8a8a8a",
    division="#b4b4b4",
    river="#a8a8a8",
    urban="#ededed",
    graticule="#cfcfcf",
    country="#555555",
    region="#5e5e5e",
    water="#4d4d4d",
    city="#3d3d3d",
    ink="#000000",
    quiet="#444444",
    paper="#ffffff",
    halo="rgba(255,255,255,0.95)",
    move="#000000",
    mover="#000000",
    declined="#555555",
    ruler="#555555",
    area="#d2d2d2",
    area_edge="#555555",
    area_name="#2b2b2b",
    callout="#ffffff",
    leader="#000000",
    key_ground="#ffffff",
    control="rgba(255,255,255,0.9)",
    focus="#000000",
    rule="#bbbbbb",
    disc="#000000",
    disc_ink="#ffffff",
    side_1="#000000",
    side_2="#6a6a00",
    side_3="#00483c",
    side_4="#901884",
    side_5="#600000",
    side_6="#000c54",
)

THEMES: Mapping[str, Theme] = MappingProxyType({one.name: one for one in (_LIGHT, _DARK, _PRINT)})
"""The themes by name."""


def theme(name: str) -> Theme:
    """Return a theme by its name.

    Raises:
        InputError: there is no such theme.
    """
    if name not in THEMES:
        message = f"there is no theme {name!r}; there are {', '.join(THEMES)}"
        raise InputError(message)
    return THEMES[name]
