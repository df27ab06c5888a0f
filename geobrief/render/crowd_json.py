"""A crowded scene as the page's script reads it: a list for each column, every text once.

Positions are whole units from the cover's lower left corner. A place is called by its number in the
brief's order, a text by its number among the texts; text 0 is empty. assets/crowd.js reads it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from geobrief.language import words
from geobrief.render.cards import number_of
from geobrief.render.words import STATUSES
from geobrief.scene.crowd import shared_spots
from geobrief.scene.text import headed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from geobrief.language import Words
    from geobrief.render.cards import Cards, DistanceCard, MovementCard, PlaceCard
    from geobrief.scene import Arrow, Point, Scene
    from geobrief.timeline import Course

__all__ = ["crowd_json"]

_UNIT_PX = 0.25
"""A unit is so many pixels at the closest zoom."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_NEVER = "-"
_STATUSES = list(STATUSES)


class _Texts:
    """Every text once, called by its number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": 0}

    def of(self, texts: Iterable[str]) -> list[int]:
        """Return the numbers of texts."""
        return [self._numbers.setdefault(text, len(self._numbers)) for text in texts]

    def all(self) -> list[str]:
        """Return all texts in the order of their numbers."""
        return list(self._numbers)


class _Grid:
    """Whole units from the cover's lower left corner."""

    def __init__(self, scene: Scene) -> None:
        self.unit_m = _UNIT_PX * 2.0**-scene.closest_zoom
        self._left, self._bottom = scene.cover.left, scene.cover.bottom

    def cell(self, point: Point) -> tuple[int, int]:
        """Return the unit that a point in metres falls into."""
        return (
            round((point[0] - self._left) / self.unit_m),
            round((point[1] - self._bottom) / self.unit_m),
        )

    def line(self, points: Sequence[Point]) -> list[int]:
        """Return a line's first cell and the steps to each further one, in one list."""
        cells = [self.cell(point) for point in points]
        flat = [*cells[0]]
        for before, cell in pairwise(cells):
            flat += [cell[0] - before[0], cell[1] - before[1]]
        return flat


def crowd_json(scene: Scene, cards: Cards, line: Course | None = None) -> dict[str, Any]:
    """Return the columns of places, stays and ways (movements, then distances).

    Args:
        scene: what is drawn where.
        cards: what is told of it.
        line: the story's steps, where readers can go through them: of each record the number of
            the first that it lasts, and of how many after it; 0 of one that is in no step.
    """
    texts, grid = _Texts(), _Grid(scene)
    said = words(scene.lang)
    number_of_place = {card.id: number for number, card in enumerate(cards.places)}
    columns = {
        "unit": grid.unit_m,
        "statuses": _STATUSES,
        "staying": [said.say(f"meaning.staying.{status}") for status in _STATUSES],
        "moving": [said.say(f"meaning.moving.{status}") for status in _STATUSES],
        "places": _places(scene, cards.places, texts, grid),
        "stays": _stays(cards.places, texts),
        "ways": _ways(scene, [*cards.movements, *cards.distances], number_of_place, texts, grid),
    }
    if line:
        stays = [line.sightings[number_of(stay.id) - 1] for _, stay in cards.stays]
        moves = [line.movements[number_of(card.id) - 1] for card in cards.movements]
        columns["stays"] |= _lasting(stays)
        columns["ways"] |= _lasting(moves)
        columns |= {"marks": _marks(said), "spots": _spots(scene, number_of_place)}
    return columns | {"texts": texts.all()}


def _lasting(spans: Sequence[tuple[int, int] | None]) -> dict[str, list[int]]:
    return {
        "from": [span[0] + 1 if span else 0 for span in spans],
        "more": [span[1] - span[0] if span else 0 for span in spans],
    }


def _spots(scene: Scene, number_of_place: Mapping[str, int]) -> list[list[int]]:
    """Return the places that share a label, for there is no zoom at which they part."""
    zoom = max(view.zoom for view in scene.views)
    spots = shared_spots(scene.markers, zoom)
    return [[number_of_place[scene.markers[index].id] for index in those] for those in spots]


def _marks(said: Words) -> str:
    """Return what the label of places on one spot says, as scripts fill it in."""
    return said.say("label.marks", place="{place}", count="{count}")


def _places(scene: Scene, cards: Sequence[PlaceCard], texts: _Texts, grid: _Grid) -> dict[str, Any]:
    marker_of = {marker.id: index for index, marker in enumerate(scene.markers)}
    markers = [scene.markers[marker_of[card.id]] for card in cards]
    cells = [grid.cell(marker.at) for marker in markers]
    around = [card.point.partition(card.degrees) for card in cards]
    return {
        "x": [x for x, _ in cells],
        "y": [y for _, y in cells],
        "name": texts.of(card.heading for card in cards),
        "label": texts.of(_label(scene, marker_of[card.id], card) for card in cards),
        "before": texts.of(before for before, _, _ in around),
        "degrees": texts.of(degrees for _, degrees, _ in around),
        "after": texts.of(after for _, _, after in around),
        "note": texts.of(card.note for card in cards),
        "peopled": "".join("01"[marker.peopled] for marker in markers),
        "rough": "".join("01"[marker.is_rough] for marker in markers),
        "first": "".join(_first(scene, marker_of[card.id]) for card in cards),
    }


def _label(scene: Scene, index: int, card: PlaceCard) -> str:
    """Return what the label says where that is not the name itself."""
    name = scene.crowd.names[index] if scene.crowd else ""
    return "" if name == headed(card.heading) else name


def _first(scene: Scene, index: int) -> str:
    """Return the level that shows a label first, as one sign."""
    level = scene.crowd.first_levels[index] if scene.crowd else -1
    return _NEVER if level < 0 else _DIGITS[level]


def _stays(cards: Sequence[PlaceCard], texts: _Texts) -> dict[str, Any]:
    rows = [(number, stay) for number, card in enumerate(cards) for stay in card.stays]
    stays = [stay for _, stay in rows]
    return {
        "place": [number for number, _ in rows],
        "who": texts.of(stay.who for stay in stays),
        "role": texts.of(stay.role for stay in stays),
        "when": texts.of(stay.when for stay in stays),
        "note": texts.of(stay.note for stay in stays),
        "status": [_STATUSES.index(stay.status) for stay in stays],
        "inferred": "".join("01"[stay.inferred] for stay in stays),
    }


def _ways(
    scene: Scene,
    cards: Sequence[MovementCard | DistanceCard],
    number_of_place: Mapping[str, int],
    texts: _Texts,
    grid: _Grid,
) -> dict[str, Any]:
    drawn = {arrow.id: arrow for arrow in scene.arrows}
    rows = [_Way(card) for card in cards]
    return {
        "start": [number_of_place[row.card.start_id] for row in rows],
        "end": [number_of_place[row.card.end_id] for row in rows],
        "who": texts.of(row.text("who") for row in rows),
        "role": texts.of(row.text("role") for row in rows),
        "when": texts.of(row.text("when") for row in rows),
        "claim": texts.of(row.text("claim") for row in rows),
        "note": texts.of(row.text("note") for row in rows),
        "bearing": texts.of(row.text("bearing") for row in rows),
        "measured": texts.of(row.text("distance") or row.text("measured") for row in rows),
        "status": [row.status for row in rows],
        "inferred": "".join("01"[row.inferred] for row in rows),
        "line": [_parts(drawn.get(row.card.id), grid) for row in rows],
    }


class _Way:
    """A movement or a distance, whichever fields it has."""

    def __init__(self, card: MovementCard | DistanceCard) -> None:
        self.card = card

    def text(self, field: str) -> str:
        return str(getattr(self.card, field, ""))

    @property
    def status(self) -> int:
        """The number of the status; one beyond the last for a distance."""
        status = self.text("status")
        return _STATUSES.index(status) if status else len(_STATUSES)

    @property
    def inferred(self) -> bool:
        return bool(getattr(self.card, "inferred", False))


def _parts(arrow: Arrow | None, grid: _Grid) -> list[list[int]]:
    """Return an arrow's line, with no more points than one sees; none if it is not drawn."""
    if arrow is None:
        return []
    from shapely import LineString, get_coordinates  # noqa: PLC0415 - heavy

    lines = [LineString(part) for part in arrow.parts]
    return [grid.line(get_coordinates(line.simplify(line.length / 400)).tolist()) for line in lines]
