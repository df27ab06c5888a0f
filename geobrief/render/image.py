"""A brief, its layers and a size → one still image as SVG, which stands by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.basemap import CREDITS
from geobrief.errors import ViewError
from geobrief.language import words
from geobrief.model.digest import digest
from geobrief.progress import stage
from geobrief.render.cards import make_cards
from geobrief.render.credits import credit_lines
from geobrief.render.key import key_rows
from geobrief.render.moment import moment_in_words, told_at
from geobrief.render.numbers import numbered_rows
from geobrief.render.svg import About, Look, family_names, still_svg
from geobrief.render.told import text_alternative
from geobrief.scene import Frame, build_scene, plan_scene
from geobrief.scene.key import key_kinds, not_drawn
from geobrief.scene.model import MEASURED
from geobrief.scene.numbering import no_room, unsaid
from geobrief.scene.surround import Around, Surround, surround
from geobrief.scene.tense import tense_of_kinds, tenses
from geobrief.style import PLAIN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from geobrief.basemap import Borders
    from geobrief.language import Words
    from geobrief.layers import Layers
    from geobrief.model import Brief, When
    from geobrief.scene import Plan, Scene
    from geobrief.style import Style

__all__ = ["Still", "render_image"]


@dataclass(frozen=True, slots=True)
class Still:
    """A still image, and what the editor should know of it."""

    svg: str
    """For readers and drawing programs: its text is text, and halos are groups of their own."""
    drawing: str
    """The same for what draws it at once, into pixels or on paper: every text is there once."""
    texts: tuple[str, ...]
    """All that is written in it."""
    notes: tuple[str, ...] = ()


def render_image(
    brief: Brief,
    layers: Layers,
    *,
    size: tuple[int, int],
    theme: str = "light",
    style: Style = PLAIN,
    borders: Borders = "default",
    at: When | None = None,
) -> Still:
    """Return a still image; the same bytes for the same brief, layers and size.

    Args:
        brief: the story's records.
        layers: what was made of them.
        size: width and height in px.
        theme: light, dark or print.
        style: the house's.
        borders: whose point of view the borders show.
        at: the time to show, if it is not all of the story.

    Raises:
        ViewError: there is nothing to show, or not as asked, or no room for the map.
        BriefError: a name under `names` or `areas` is none of the basemap's.
    """
    plan = plan_scene(brief, layers, borders=borders, at=at, still=size)
    notes: tuple[str, ...] = ()
    try:
        scene, around = _framed(plan, size, style)
    except ViewError:
        if not plan.numbering.dates:
            raise
        notes = (no_room(len(plan.numbering.dates), size),)
        plan = plan_scene(brief, layers, borders=borders, at=at)
        scene, around = _framed(plan, size, style)
    notes += tuple(unsaid(plan.numbering, plan.numbering.missing(scene.views[0]), size))
    stage("drawing the image")
    said = words(brief.language)
    about = About(
        title=brief.title,
        told=told_at(
            plan,
            text_alternative(
                brief,
                make_cards(plan.layers, units=brief.units, words=said, tenses=tenses(brief)),
            ),
            said,
        ),
        rtl=said.direction == "rtl",
        digest=digest(brief),
        logo=style.logo,
    )
    look = Look(style.theme(theme), style.marker, family_names(style.fonts.values()))
    return Still(
        svg=still_svg(scene, around, look, about),
        drawing=still_svg(scene, around, look, about, split=False),
        texts=tuple(_written(scene, around)),
        notes=(*scene.notes, *notes),
    )


def _framed(plan: Plan, size: tuple[int, int], style: Style) -> tuple[Scene, Surround]:
    """Build the scene in what key and credits leave of the image.

    Names without room stand in the key, which takes room from the map: it only grows, until the
    map above it is the one that its numbers belong to.
    """
    around = _around(plan, size, style, _Key(signs=plan.numbering.dates))
    scene = build_scene(plan, Frame(around.width, around.map_height))
    first = _key_of(plan, scene)
    lower = _around(plan, size, style, first)
    if not first.numbered and lower.foot < around.foot:
        around = lower
        scene = build_scene(plan, Frame(around.width, around.map_height))
    while True:
        key = _key_of(plan, scene, around.foot)
        fitting = _around(plan, size, style, key)
        if fitting.foot == around.foot:
            return scene, fitting
        around = fitting
        scene = build_scene(plan, Frame(around.width, around.map_height))


@dataclass(frozen=True, slots=True)
class _Key:
    """What is in a key besides what the plan tells, and how much room it takes at least."""

    numbered: Sequence[tuple[int, str]] = ()
    absent: Collection[str] = ()
    """Marks that turned out not to be drawn."""
    signs: Collection[str] = ()
    """Numbers of dates that stand on the map."""
    least_foot: int = 0


def _key_of(plan: Plan, scene: Scene, least_foot: int = 0) -> _Key:
    """Return what is in the key of a scene, now that its labels stand."""
    missing = plan.numbering.missing(scene.views[0])
    signs = [sign for sign in plan.numbering.dates if sign not in missing]
    return _Key(_numbered(scene), not_drawn(scene), signs, least_foot)


def _numbered(scene: Scene) -> list[tuple[int, str]]:
    """Return the numbers in the map, with what their labels would have said."""
    said = words(scene.lang)
    rows = numbered_rows(scene, scene.views[0], said)
    return [(row.number, said.semicolon([said.comma(one) for one in row.places])) for row in rows]


def _around(plan: Plan, size: tuple[int, int], style: Style, key: _Key) -> Surround:
    """Lay out title, key and credits."""
    said = words(plan.brief.language)
    kinds = key_kinds(plan.markers, plan.arrows, disputed=True, sides=len(plan.sides))
    kinds = tuple(one for one in kinds if one not in key.absent)
    rows = key_rows(kinds, list(plan.sides), said, tense_of_kinds(plan.arrows))
    measured = any(arrow.status == MEASURED for arrow in plan.arrows)
    credit = [
        *_origin(plan.brief, said),
        *credit_lines(plan.layers, CREDITS[plan.borders], plan.arrows, said, distances=measured),
        *([style.credit] if style.credit else []),
    ]
    what = Around(
        title=plan.brief.title,
        subtitle=moment_in_words(plan, said),
        key=[
            *((row.samples, row.text) for row in rows),
            *(((), text) for text in plan.numbering.key_of(key.signs)),
        ],
        numbered=key.numbered,
        credit=credit,
        logo=(style.logo.width, style.logo.height) if style.logo else None,
    )
    return surround(size, what, least_foot=key.least_foot, rtl=said.direction == "rtl")


def _origin(brief: Brief, said: Words) -> Iterator[str]:
    """Yield how old the story is, what was corrected, and where it is from."""
    if brief.date:
        yield said.say("page.as_of", date=said.long_date(brief.date))
    if brief.corrected:
        yield f"{said.say('page.corrected')} {brief.corrected}"
    if brief.source:
        yield said.say("page.source", name=brief.source.name)


def _written(scene: Scene, around: Surround) -> Iterator[str]:
    """Yield all text of an image."""
    (view,) = scene.views
    for label in view.labels:
        yield from (line.text for line in label.lines)
    yield from (line.text for line in around.title)
    yield from (cell.text.text for cell in around.key)
    yield from (line.text for line in around.credits)
    if view.scale_bar:
        yield view.scale_bar.text
