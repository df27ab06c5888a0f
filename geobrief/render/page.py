"""A brief, its layers and its scene → one HTML file that loads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from geobrief.progress import stage
from geobrief.render.cards import make_cards
from geobrief.render.credits import CORNER, credit_lines
from geobrief.render.crowd_json import crowd_json
from geobrief.render.environment import asset, environment
from geobrief.render.key import key_rows
from geobrief.render.markup import Safe, html, json_in_script, ours, url
from geobrief.render.paths import Grid, path_data
from geobrief.render.scene_json import scene_json
from geobrief.render.stable import content_security_policy, with_stable_ids
from geobrief.render.told import text_alternative
from geobrief.render.words import date_in_words
from geobrief.scene import build_scene

if TYPE_CHECKING:
    from geobrief.layers import Layers
    from geobrief.model import Brief
    from geobrief.render.cards import Cards
    from geobrief.scene import Scene

__all__ = ["Page", "render_page"]

_UNIT_SHARE = 0.75
"""Units of the basemap's drawing in tolerances: rounding stays below what simplifying did."""
_POLICY = "GEOBRIEF-CONTENT-SECURITY-POLICY"


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page, and what the editor should know of it."""

    html: str
    notes: tuple[str, ...] = ()


def render_page(brief: Brief, layers: Layers) -> Page:
    """Return the page; the same bytes for the same brief and layers.

    Raises:
        ViewError: there is nothing to show, or not as asked.
    """
    from geobrief.render.folium_map import Drawing, StoryFigure, StoryMap  # noqa: PLC0415 - heavy

    scene = build_scene(brief, layers)
    stage("writing the page")
    figure = StoryFigure(environment().get_template("page.html"), _context(brief, layers, scene))
    story_map = StoryMap(
        partial(_frame_html, scene),
        zoom_start=scene.levels[0].zoom,
        zoom_snap=0,
        zoom_delta=0.5,
        max_bounds_viscosity=1.0,
        attribution_control=False,
        **_zoom_limits(scene),
    )
    figure.add_child(story_map)
    story_map.add_child(Drawing())
    page = with_stable_ids(figure.render(), figure)
    return Page(page.replace(_POLICY, content_security_policy(page), 1), scene.notes)


def _zoom_limits(scene: Scene) -> dict[str, Any]:
    """Return Leaflet's limits, spelt as Leaflet does: folium's own go to a tile layer only."""
    return {"minZoom": scene.levels[0].zoom - 1, "maxZoom": scene.closest_zoom}


def _context(brief: Brief, layers: Layers, scene: Scene) -> dict[str, Any]:
    from geobrief import __version__  # noqa: PLC0415 - one version, kept at the top

    cards = make_cards(layers, units=brief.units)
    return {
        "version": __version__,
        "policy": ours(_POLICY),
        "brief": brief,
        "cards": cards,
        "told": text_alternative(brief, cards),
        "key": key_rows(scene),
        "tall": scene.tall,
        "as_of": date_in_words(brief.date) if brief.date else "",
        "source_url": url(brief.source.url) if brief.source else Safe(""),
        "credits": credit_lines(layers, scene),
        "style": ours("".join(map(asset, _styles(scene)))),
        "scene": json_in_script(_scene(scene, cards)),
        "leaflet": asset("leaflet.js"),
        "script": asset("page.js"),
        "crowd": asset("crowd.js") if scene.crowd else "",
    }


def _styles(scene: Scene) -> tuple[str, ...]:
    return ("leaflet.css", "page.css", *(["crowd.css"] if scene.crowd else []))


def _scene(scene: Scene, cards: Cards) -> dict[str, Any]:
    told = scene_json(scene, corner=html(CORNER))
    return told | {"crowd": crowd_json(scene, cards)} if scene.crowd else told


def _frame_html(scene: Scene, map_id: str) -> Safe:
    """Return the map's element with the basemap in it."""
    basemap = scene.basemap
    grid = Grid(scene.cover, basemap.fine_m * _UNIT_SHARE)
    drawn = (
        environment()
        .get_template("map.html")
        .render(
            map_id=map_id,
            grid=grid,
            sphere=path_data(basemap.outline, grid) if basemap.outline is not None else "",
            land=path_data(basemap.land, grid),
            lakes=path_data(basemap.lakes, grid),
            borders=path_data(basemap.borders, grid),
            disputed=path_data(basemap.disputed, grid),
        )
    )
    return ours(drawn)
