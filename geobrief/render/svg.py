"""A scene of one view as a still image in SVG, which stands by itself."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from geobrief.fonts import family_name
from geobrief.render.drawing import Text, bar_text, disc_text, items_of, lines_of, number
from geobrief.render.environment import environment
from geobrief.render.look import drawing_css, families, solid
from geobrief.render.markup import Safe, ours
from geobrief.render.paths import Grid, path_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from geobrief.scene import Scene
    from geobrief.scene.inset import Inset
    from geobrief.scene.model import View
    from geobrief.scene.surround import Placed, Surround
    from geobrief.style import Logo, Marker, Theme

__all__ = ["About", "Look", "basemap_paths", "family_names", "inset_parts", "picture", "still_svg"]

_AREAS = ("area", "area gb-area-2")
"""Every second one has another tint: two may touch."""
_GROUPS = {
    "basemap": ("sphere", "land", "urban"),
    "areas": ("area",),
    "water": ("rivers", "lakes"),
    "borders": ("graticule", "divisions", "borders", "disputed"),
}
_SIDE_PX = 10.0


def _grouped(paths: Sequence[tuple[str, Safe]]) -> list[tuple[str, list[tuple[str, Safe]]]]:
    """Return paths in the groups that an image names, in their order."""
    return [
        (group, [(name, d) for name, d in paths if name.split()[0] in names])
        for group, names in _GROUPS.items()
    ]


def basemap_paths(scene: Scene, grid: Grid) -> list[tuple[str, Safe]]:
    """Return what scales with the map, the lowest first: classes without `gb-`, and path data."""
    basemap = scene.basemap
    shapes = [
        ("sphere", basemap.outline),
        ("land", basemap.land),
        ("urban", basemap.urban),
        *((_AREAS[number % 2], area.shape) for number, area in enumerate(scene.areas)),
        ("rivers", basemap.rivers),
        ("lakes", basemap.lakes),
        ("graticule", _graticule(scene)),
        ("divisions", basemap.divisions),
        ("borders", basemap.borders),
        ("disputed", basemap.disputed),
    ]
    paths = ((name, path_data(shape, grid)) for name, shape in shapes if shape is not None)
    return [(name, d) for name, d in paths if d]


def _graticule(scene: Scene) -> Any:  # noqa: ANN401 - a shapely geometry
    from shapely import MultiLineString  # noqa: PLC0415 - heavy

    return MultiLineString([part for line in scene.graticule for part in line.parts])


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an image says of itself to those who do not see it, and how its words run."""

    title: str
    told: str
    rtl: bool
    digest: str
    """The brief's hash."""
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """How an image looks: a theme, and the house's marker and fonts."""

    theme: Theme
    marker: Marker
    families: Sequence[str] = ()
    """Before the packaged ones."""


def family_names(fonts: Iterable[Path]) -> list[str]:
    """Return the families of the house's fonts, each once."""
    return list(dict.fromkeys(map(family_name, fonts)))


def still_svg(
    scene: Scene, around: Surround, look: Look, about: About, *, split: bool = True
) -> str:
    """Return a still image of a scene that has one view.

    Args:
        scene: what is drawn in the map's frame.
        around: what stands around it.
        look: its colours, marks and fonts.
        about: what it says of itself.
        split: halos are text of their own below the labels, for programs that know no paint-order,
            and the map is cut at its frame; else what stands around it covers what juts out, which
            is drawn faster.
    """
    from geobrief import __version__  # noqa: PLC0415 - one version, kept at the top

    (view,) = scene.views
    grid = Grid(view.box, 0.1 / view.px_per_m, digits=1)
    paths = basemap_paths(scene, grid)
    items = list(items_of(scene, view))
    return ours(
        environment()
        .get_template("still.svg")
        .render(
            about=about,
            around=around,
            lang=scene.lang,
            rtl=about.rtl,
            sides=scene.sides,
            families=families(look.families),
            marker=look.marker,
            logo=about.logo and picture(about.logo),
            alt=about.logo.alt if about.logo else "",
            title=about.title,
            told=about.told,
            version=__version__,
            style=ours(_still_css(look.theme, split=split)),
            split=split,
            sphere=any(name == "sphere" for name, _ in paths),
            groups=_grouped(paths),
            context=[item for item in items if item.kind == "context"],
            lines=list(lines_of(scene, view)),
            heads=[item for item in items if item.kind in {"head", "cross"}],
            marks=[item for item in items if item.kind == "mark"],
            labels=[item for item in items if item.kind in {"place", "arrow", "callout", "area"}],
            furniture=furniture_svg(scene, view),
            placed=_placed,
            disc=disc_text,
        )
    )


def furniture_svg(scene: Scene, view: View) -> Safe:
    """Return scale bar, inset and north arrow, each at its place in a still image's map."""
    width, height = view.width_px, view.height_px
    inset = scene.inset
    left = (
        (_SIDE_PX / 2 if scene.inset_left else width - inset.width_px - _SIDE_PX / 2)
        if inset
        else 0
    )
    top = (
        (_SIDE_PX / 2 if scene.inset_top else height - inset.height_px - _SIDE_PX / 2)
        if inset
        else 0
    )
    bar = view.scale_bar
    north = scene.north_deg
    told = (
        environment()
        .get_template("furniture.svg")
        .render(
            bar=bar and number(bar.length_m * view.px_per_m),
            bar_text=bar and bar_text(bar.text),
            bar_y=number(height - 10),
            inset=inset and scene.inset_frames and inset_parts(inset),
            inset_at=(number(left), number(top)),
            north=None if north is None else number(north),
            north_at=_north_at(scene, width),
        )
    )
    return ours(told)


def _north_at(scene: Scene, width: float) -> tuple[str, str]:
    """Return where the north arrow stands: in the upper corner that the inset leaves free."""
    taken = scene.inset is not None and scene.inset_top and scene.inset_left
    return (number(width - 26) if taken else "26", "30")


def inset_parts(inset: Inset) -> dict[str, Any]:
    """Return what an inset's template draws, in px of the inset."""
    unit_m = inset.m_per_px / 10
    grid = Grid(inset.box, unit_m, digits=1)

    def px(at: tuple[float, float]) -> tuple[str, str]:
        x = (at[0] - inset.box.left) / inset.m_per_px
        y = (inset.box.top - at[1]) / inset.m_per_px
        return number(x), number(y)

    return {
        "width": inset.width_px,
        "height": inset.height_px,
        "disc": inset.disc_m and number(inset.disc_m / inset.m_per_px),
        "land": path_data(inset.basemap.land, grid),
        "borders": path_data(inset.basemap.borders, grid),
        "view": "M" + "L".join(f"{x} {y}" for x, y in map(px, inset.view)) + "z",
        "dot": px(inset.dot) if inset.dot else None,
    }


def picture(logo: Logo) -> str:
    """Return a logo as an address that holds it."""
    packed = base64.b64encode(logo.data).decode("ascii")
    return f"data:{logo.media_type};base64,{packed}"


def _still_css(theme: Theme, *, split: bool) -> str:
    ground = (
        f".gb-ground{{fill:{theme.paper}}}.gb-water{{fill:{theme.sea}}}"
        "path{stroke-linejoin:round}\n"
    )
    halo = "" if split else _halo(solid(theme.halo))
    return ground + halo + drawing_css(theme)


def _halo(color: str) -> str:
    """Return the rules that give every text its halo, but those with a ground of their own."""
    return (
        f"text{{paint-order:stroke;stroke:{color};stroke-width:3px;stroke-linejoin:round}}\n"
        ".gb-t-number,.gb-t-key-number{stroke:none}\n"
    )


def _placed(line: Placed) -> Text:
    return Text(
        style=line.style,
        text=line.text,
        x=number(line.x),
        y=number(line.y),
        align="start",
        width=number(line.width),
        halo=False,
    )
