"""A brief, its layers and its scene → one HTML file that loads nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from geobrief.language import words
from geobrief.model.digest import digest
from geobrief.progress import stage
from geobrief.render.cards import make_cards
from geobrief.render.credits import CORNER, credit_lines
from geobrief.render.crowd_json import crowd_json
from geobrief.render.crowd_svg import crowd_lines, crowd_spots
from geobrief.render.data_json import data_json, packed
from geobrief.render.environment import asset, environment
from geobrief.render.frames_css import frames_css
from geobrief.render.head import head
from geobrief.render.kept import kept
from geobrief.render.key import key_rows
from geobrief.render.look import drawing_css, families
from geobrief.render.markup import Safe, json_in_script, ours, url
from geobrief.render.moment import moment_in_words, told_at
from geobrief.render.numbers import numbered_rows
from geobrief.render.paths import Grid
from geobrief.render.scene_json import scene_json
from geobrief.render.sheets import minified, without
from geobrief.render.stable import content_security_policy, with_stable_ids
from geobrief.render.steps_json import Steps, steps_json, steps_of
from geobrief.render.svg import basemap_paths, family_names, inset_parts, picture
from geobrief.render.tables import make_tables
from geobrief.render.told import text_alternative
from geobrief.render.views import page_views
from geobrief.render.words import Sayer, date_in_words, quoted
from geobrief.scene import build_scene, plan_scene
from geobrief.scene.framing import PAGE_WIDTHS
from geobrief.scene.key import key_kinds, not_drawn
from geobrief.scene.tense import tense_of_kinds, tenses
from geobrief.style import PLAIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geobrief.basemap import Borders
    from geobrief.layers import Layers
    from geobrief.model import Brief, When
    from geobrief.render.cards import Cards
    from geobrief.render.views import PageViews
    from geobrief.scene import Scene
    from geobrief.style import Style, Theme

__all__ = ["Page", "render_page"]

_UNIT_SHARE = 0.75
"""Units of the basemap's drawing in tolerances: rounding stays below what simplifying did."""
_UNUSED = (
    *("tile", "layers", "attribution", "vml", "oldie", "safari", "shadow", "zoom-box"),
    *("crosshair", "div-icon", "draggable", "img"),
)
"""What selectors of Leaflet's style sheet have that are for things no page of ours has."""
_MOST_PLAIN_STEPS = 50
"""What more steps change in the map is packed, for much of it is the same at each."""
_POLICY = "GEOBRIEF-CONTENT-SECURITY-POLICY"


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page, and what the editor should know of it."""

    html: str
    notes: tuple[str, ...] = ()


def render_page(
    brief: Brief,
    layers: Layers,
    *,
    theme: str = "light",
    style: Style = PLAIN,
    borders: Borders = "default",
    data: bool = True,
    at: When | None = None,
) -> Page:
    """Return the page; the same bytes for the same brief and layers.

    Args:
        brief: the story's records.
        layers: what was made of them.
        theme: light, dark or print.
        style: the house's.
        borders: whose point of view the borders show, as basemap_for takes it.
        data: whether the page keeps its brief, and hands out its data.
        at: the time to show, if it is not all of the story.

    Raises:
        ViewError: there is nothing to show, or not as asked.
    """
    from geobrief.render.folium_map import Drawing, StoryFigure, StoryMap  # noqa: PLC0415 - heavy

    plan = plan_scene(brief, layers, borders=borders, at=at)
    scene = build_scene(plan)
    layers, said = plan.layers, words(scene.lang)
    stage("writing the page")
    steps = Steps() if at else steps_of(brief, layers, scene, said)
    views = page_views(scene, style.marker, steps.scenes)
    context = _context(brief, layers, scene, style) | {
        "style": _style(scene, style.theme(theme), style),
        "kept": kept(brief, theme=theme, borders=borders, at=str(at or "")) if data else None,
    }
    context |= {
        "moment": moment_in_words(plan, said),
        "told": told_at(plan, context["told"], said),
    }
    context |= _scripted(scene, views, steps, context["cards"])
    if not data:
        context["download"] = Safe("")
    figure = StoryFigure(environment().get_template("page.html"), context)
    story_map = StoryMap(
        partial(_frame_html, scene, views),
        zoom_start=scene.views[0].zoom,
        zoom_snap=0,
        zoom_delta=0.5,
        max_bounds_viscosity=1.0,
        attribution_control=False,
        **_zoom_limits(scene),
    )
    figure.add_child(story_map)
    story_map.add_child(Drawing())
    page = with_stable_ids(figure.render(), figure)
    notes = (*scene.notes, steps.note)
    return Page(page.replace(_POLICY, content_security_policy(page), 1), tuple(filter(None, notes)))


def _zoom_limits(scene: Scene) -> dict[str, Any]:
    """Return Leaflet's limits, spelt as Leaflet does: folium's own go to a tile layer only."""
    return {"minZoom": scene.views[0].zoom - 1, "maxZoom": scene.closest_zoom}


def _context(brief: Brief, layers: Layers, scene: Scene, house: Style) -> dict[str, Any]:
    from geobrief import __version__  # noqa: PLC0415 - one version, kept at the top

    said = words(scene.lang)
    cards = make_cards(layers, units=brief.units, words=said, tenses=tenses(brief))
    told = text_alternative(brief, cards)
    credit = [
        *credit_lines(layers, scene.basemap.credit, scene.arrows, said),
        *([house.credit] if house.credit else []),
    ]
    write = packed if scene.crowd else json_in_script
    return {
        "version": __version__,
        "digest": digest(brief),
        "policy": ours(_POLICY),
        "words": said,
        "say": Sayer(said),
        "quoted": quoted,
        "brief": brief,
        "cards": cards,
        "tables": () if scene.crowd else make_tables(cards, said),
        "download": write(data_json(layers)),
        "saving": asset("data.js"),
        "told": told,
        "head": head(brief, layers, cards, said, told=told, credit=credit),
        "key": key_rows(_kinds(scene), scene.sides, said, tense_of_kinds(scene.arrows)),
        "numbered": [
            {"index": index, "rows": numbered_rows(scene, view, said)}
            for index, view in enumerate(scene.views)
            if view.numbered
        ],
        "as_of": date_in_words(brief.date, said) if brief.date else "",
        "source_url": url(brief.source.url) if brief.source else Safe(""),
        "credits": credit,
        "marker": house.marker,
        "sides": scene.sides,
        "logo": house.logo and picture(house.logo),
        "logo_alt": house.logo.alt if house.logo else "",
        "leaflet": asset("leaflet.js"),
        "script": asset("page.js"),
        "stepping": asset("stepper.js"),
        "frame": asset("frame.js"),
        "crowd": asset("crowd.js") if scene.crowd else "",
    }


def _kinds(scene: Scene) -> tuple[str, ...]:
    sides = len(scene.sides)
    kinds = key_kinds(scene.markers, scene.arrows, disputed=True, sides=sides)
    absent = not_drawn(scene)
    return tuple(kind for kind in kinds if kind not in absent)


def _style(scene: Scene, theme: Theme, house: Style) -> Safe:
    unused = _UNUSED if scene.crowd else (*_UNUSED, "tooltip")
    sheets = [
        without(asset("leaflet.css"), *unused),
        asset("page.css"),
        asset("tables.css"),
        drawing_css(),
    ]
    if scene.crowd:
        sheets.append(asset("crowd.css"))
    names = family_names(house.fonts.values())
    if names:
        sheets.append(f"body{{font-family:{families(names)},sans-serif}}")
    queries = frames_css(
        scene.views, scene.cover, scene.inset_frames if scene.inset else PAGE_WIDTHS
    )
    paper = f"@media print{{{house.theme('print').css(but=theme)}}}"
    return ours("\n".join([theme.css(), paper, minified("\n".join(sheets)), queries]))


def _scripted(scene: Scene, views: PageViews, steps: Steps, cards: Cards) -> dict[str, Any]:
    """Return what the page's script reads, and what of it stands in the page."""
    said = words(scene.lang)
    times = steps_json(steps, scene, views.swaps, cards, said)
    told = scene_json(scene, views.steps, said)
    if scene.crowd:
        told |= {"crowd": crowd_json(scene, cards, steps.crowd)}
    else:
        told |= _changes(times)
    is_packed = bool(scene.crowd) or len(times.get("times", [])) > _MOST_PLAIN_STEPS
    return {
        "times": times.get("times", []),
        "undated": times.get("undated", 0),
        "is_packed": is_packed,
        "scene": (packed if is_packed else json_in_script)(told),
    }


def _changes(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what steps change in the map; what they say stands in the page's markup."""
    said = {"title", "told"}
    times = told.get("times", [])
    return {"times": [{k: v for k, v in time.items() if k not in said} for time in times]}


def _frame_html(scene: Scene, views: PageViews, map_id: str) -> Safe:
    """Return the map's element: the basemap once, and what each frame shows upon it."""
    grid = Grid(scene.cover, scene.basemap.fine_m * _UNIT_SHARE)
    drawn = (
        environment()
        .get_template("map.html")
        .render(
            map_id=map_id,
            grid=grid,
            views=views,
            corner=CORNER,
            words=words(scene.lang),
            scene=scene,
            inset=scene.inset and inset_parts(scene.inset),
            crowd=scene.crowd
            and {"lines": crowd_lines(scene, grid), "spots": crowd_spots(scene, grid)},
            paths=basemap_paths(scene, grid),
        )
    )
    return ours(drawn)
