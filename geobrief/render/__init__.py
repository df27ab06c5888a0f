"""From a Scene to what readers see."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geobrief.basemap import Borders
    from geobrief.layers import Layers
    from geobrief.model import Brief, When
    from geobrief.render.image import Still
    from geobrief.render.page import Page
    from geobrief.style import Style

__all__ = ["make_page", "make_still", "notebook_html", "render_html"]


def render_html(brief: Brief, layers: Layers | None = None) -> str:
    """Return the map of a brief as one HTML page that loads nothing.

    Args:
        brief: the story's records.
        layers: what build_layers made of it; made here if it is not given.

    Raises:
        BriefError: a name does not become one point.
        ViewError: there is nothing to show, or not as asked.
    """
    return make_page(brief, layers).html


def make_page(
    brief: Brief,
    layers: Layers | None = None,
    *,
    theme: str = "light",
    style: Style | None = None,
    borders: Borders = "default",
    data: bool = True,
    at: When | None = None,
) -> Page:
    """Return the same page with notes of what an editor might not expect; raises likewise.

    Args:
        brief: the story's records.
        layers: what build_layers made of it; made here if it is not given.
        theme: light, dark or print.
        style: the house's, as style.read_style gives it.
        borders: whose point of view the borders show: default or de-facto.
        data: whether the page keeps its brief, and hands out its data.
        at: the time to show, with what was before; else all of the story.
    """
    from geobrief.layers import build_layers  # noqa: PLC0415 - heavy
    from geobrief.render.page import render_page  # noqa: PLC0415 - heavy
    from geobrief.style import PLAIN  # noqa: PLC0415 - with the heavy ones

    built = build_layers(brief) if layers is None else layers
    return render_page(
        brief, built, theme=theme, style=style or PLAIN, borders=borders, data=data, at=at
    )


def make_still(
    brief: Brief,
    layers: Layers | None = None,
    *,
    size: tuple[int, int],
    theme: str = "light",
    style: Style | None = None,
    borders: Borders = "default",
    at: When | None = None,
) -> Still:
    """Return a still image of a brief, as SVG; raises as make_page.

    Args:
        brief: the story's records.
        layers: what build_layers made of it; made here if it is not given.
        size: width and height in px.
        theme: light, dark or print.
        style: the house's, as style.read_style gives it.
        borders: whose point of view the borders show: default or de-facto.
        at: the time to show, with what was before; else all of the story.
    """
    from geobrief.layers import build_layers  # noqa: PLC0415 - heavy
    from geobrief.render.image import render_image  # noqa: PLC0415 - heavy
    from geobrief.style import PLAIN  # noqa: PLC0415 - with the heavy ones

    built = build_layers(brief) if layers is None else layers
    return render_image(
        brief, built, size=size, theme=theme, style=style or PLAIN, borders=borders, at=at
    )


def notebook_html(brief: Brief, *, height_px: int = 640) -> str:
    """Return the map of a brief in a frame of its own, for a notebook's output cell."""
    from geobrief.render.environment import environment  # noqa: PLC0415 - heavy

    template = environment().get_template("notebook.html")
    return template.render(page=render_html(brief), title=brief.title, height_px=height_px)
