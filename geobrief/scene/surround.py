"""What stands around the map in a still image: title, key and credits, in lines that fit."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from geobrief.errors import ViewError
from geobrief.scene.type import STYLES, measured
from geobrief.scene.wording import halved

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["Around", "KeyCell", "Placed", "Surround", "key_share", "surround"]

MARGIN_PX = 12.0
_GAP_PX = 8.0
_SAMPLE_PX = 46.0
"""Room for a mark before its meaning."""
_SPOT_PX = 18.0
_NUMBER_PX = 22.0
_CELL_GAP_PX = 18.0
_LOGO_PX = (110.0, 28.0)
_LINE = 1.32
"""From one baseline to the next, in ems."""
_LEAST_MAP = 0.45
_MORE_NUMBERS = 1.4
"""A smaller map has more names in its key: an image has to be higher for them, too."""
"""The least share of an image's height that is left to its map."""
_MOST_TITLE_LINES = 3
_RIGHT_TO_LEFT, _POP = "\u2067", "\u2069"


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of text in px of the image, y down, at its baseline."""

    style: str
    text: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class KeyCell:
    """A mark of the key, or a number, at the middle of its left edge; its text beside it."""

    samples: tuple[str, ...]
    """Names of the marks; empty for a number, or a line that goes on."""
    number: int
    x: float
    y: float
    text: Placed


@dataclass(frozen=True, slots=True, kw_only=True)
class Surround:
    """Where all of it stands, in px of the image, and what is left to the map."""

    width: int
    height: int
    title: tuple[Placed, ...]
    key: tuple[KeyCell, ...]
    credits: tuple[Placed, ...]
    map_top: int
    map_height: int
    foot: int
    """What key and credits take below it."""
    logo: tuple[float, float, float, float] | None = None
    """Left, top, width and height of a picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What is to stand around a map."""

    title: str
    key: Sequence[tuple[tuple[str, ...], str]]
    """Rows, each the names of marks and their meaning."""
    numbered: Sequence[tuple[int, str]] = ()
    """Numbers in the map and the names they stand for."""
    credit: Sequence[str] = ()
    """Sentences."""
    subtitle: str = ""
    logo: tuple[float, float] | None = None
    """A picture's width and height, in whatever unit; it stands beside the credits."""


def surround(
    size: tuple[int, int], what: Around, *, least_foot: int = 0, rtl: bool = False
) -> Surround:
    """Lay out what stands around a map.

    Args:
        size: the image's width and height in px.
        what: title, key and credits.
        least_foot: what key and credits take at least, so that a map above them stays as it is.
        rtl: text begins at the right edge.

    Raises:
        ViewError: the image is too small for all that has to stand in it.
    """
    width, height = size
    titles, top = _title(what.title, what.subtitle, width)
    cells, key_height = _key(what.key, what.numbered, width)
    picture = _logo(what.logo)
    beside = picture[0] + _CELL_GAP_PX if what.logo else 0.0
    lines = _wrapped("credit", " ".join(what.credit), width - 2 * MARGIN_PX - beside)
    step = STYLES["credit"].size_px * _LINE
    deep = max(len(lines) * step, picture[1])
    foot = math.ceil(key_height + (deep + _GAP_PX if deep else 0.0) + _GAP_PX)
    foot = max(foot, least_foot)
    room = height - top - foot
    if room < _LEAST_MAP * height:
        spare = _MORE_NUMBERS if what.numbered else 1.0
        least = math.ceil((top + foot * spare) / (1 - _LEAST_MAP) / 10) * 10
        message = (
            f"an image of {width} x {height} has no room for the map: title, key and credits "
            f"take {top + foot:.0f} of its {height} pixels; make it {least} high, or wider, "
            "or shorten the title"
        )
        raise ViewError(message)
    below = height - foot + _GAP_PX
    made = Surround(
        width=width,
        height=height,
        title=tuple(titles),
        key=tuple(_moved(cell, below) for cell in cells),
        credits=tuple(
            Placed("credit", line, MARGIN_PX, y, measured("credit", line)[0])
            for y, line in _down(lines, below + key_height, step)
        ),
        map_top=math.ceil(top),
        map_height=math.floor(room),
        foot=foot,
        logo=(width - MARGIN_PX - picture[0], below + key_height, *picture) if what.logo else None,
    )
    return _mirrored(made) if rtl else made


def _logo(size: tuple[float, float] | None) -> tuple[float, float]:
    """Return a picture's size as it is drawn: as large as the room for it, in its own shape."""
    if size is None:
        return 0.0, 0.0
    width, height = size
    times = min(_LOGO_PX[0] / width, _LOGO_PX[1] / height)
    return width * times, height * times


def _title(title: str, subtitle: str, width: float) -> tuple[list[Placed], float]:
    """Return a title's lines, in the largest size of a few that takes few lines, and its height."""
    for style in ("title", "title-small"):
        lines = _wrapped(style, title, width - 2 * MARGIN_PX)
        if len(lines) <= _MOST_TITLE_LINES - 1:
            break
    lines = list(halved(style, title, len(lines))) if len(lines) > 1 else lines
    size = STYLES[style].size_px
    placed = [
        Placed(style, line, MARGIN_PX, y + MARGIN_PX * 0.6, measured(style, line)[0])
        for y, line in _down(lines, 0.0, size * _LINE)
    ]
    below = len(lines) * size * _LINE
    step = STYLES["subtitle"].size_px * _LINE
    subtitles = _wrapped("subtitle", subtitle, width - 2 * MARGIN_PX)
    placed += [
        Placed("subtitle", line, MARGIN_PX, y + MARGIN_PX * 0.6, measured("subtitle", line)[0])
        for y, line in _down(subtitles, below, step)
    ]
    return placed, below + len(subtitles) * step + (MARGIN_PX * 1.1 if placed else 0.0)


def _key(
    key: Sequence[tuple[tuple[str, ...], str]], numbered: Sequence[tuple[int, str]], width: float
) -> tuple[list[KeyCell], float]:
    """Return the key's cells in rows from the top, and the height they take."""
    inner = width - 2 * MARGIN_PX
    step = STYLES["key"].size_px * 1.55
    cells: list[KeyCell] = []
    x, y = MARGIN_PX, step / 2
    entries = [(samples, 0, text, _lead(samples)) for samples, text in key]
    entries += [((), count, text, _NUMBER_PX) for count, text in numbered]
    for samples, count, text, lead in entries:
        for number, line in enumerate(_wrapped("key", text, inner - lead)):
            wide = measured("key", line)[0]
            if (x > MARGIN_PX and x + lead + wide > width - MARGIN_PX) or number:
                x, y = MARGIN_PX, y + step
            baseline = y + STYLES["key"].size_px * 0.35
            placed = Placed("key", line, x + lead, baseline, wide)
            cells.append(KeyCell(() if number else samples, 0 if number else count, x, y, placed))
            x += lead + wide + _CELL_GAP_PX
    return cells, y + step / 2 + _GAP_PX / 2 if cells else 0.0


def key_share(texts: Sequence[str], size: tuple[int, int]) -> float:
    """Return how much of an image's height some texts take in its key, each without a mark."""
    width, height = size
    _, deep = _key([((), text) for text in texts], (), width)
    return deep / height


def _lead(samples: Sequence[str]) -> float:
    """Return the room for marks before their meaning: those of places are small."""
    spots = all(sample.endswith(("peopled", "empty")) for sample in samples)
    return _SPOT_PX * len(samples) + _GAP_PX / 2 if spots else _SAMPLE_PX


def _wrapped(style: str, text: str, width: float) -> list[str]:
    """Break text into lines no wider than a width; a word that is wider is broken itself."""
    lines: list[str] = []
    for word in _pieces(style, text, width):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and measured(style, joined)[0] <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


def _pieces(style: str, text: str, width: float) -> Iterator[str]:
    for word in text.split():
        rest = word
        while measured(style, rest)[0] > width and len(rest) > 1:
            count = next(
                k
                for k in range(len(rest) - 1, 0, -1)
                if k == 1 or measured(style, rest[:k])[0] <= width
            )
            yield rest[:count]
            rest = rest[count:]
        yield rest


def _down(lines: Sequence[str], top: float, step: float) -> Iterator[tuple[float, str]]:
    for number, line in enumerate(lines):
        yield top + (number + 0.8) * step, line


def _moved(cell: KeyCell, down: float) -> KeyCell:
    text = cell.text
    placed = Placed(text.style, text.text, text.x, text.y + down, text.width)
    return KeyCell(cell.samples, cell.number, cell.x, cell.y + down, placed)


def _mirrored(made: Surround) -> Surround:
    """Let every line begin at the right edge: x stays where text starts on paper, its left end."""

    def turned(line: Placed) -> Placed:
        # An isolate, since a line that begins with a Latin name would run from the left.
        text = f"{_RIGHT_TO_LEFT}{line.text}{_POP}"
        return Placed(line.style, text, made.width - line.x - line.width, line.y, line.width)

    return Surround(
        width=made.width,
        height=made.height,
        title=tuple(map(turned, made.title)),
        key=tuple(
            KeyCell(cell.samples, cell.number, made.width - cell.x, cell.y, turned(cell.text))
            for cell in made.key
        ),
        credits=tuple(map(turned, made.credits)),
        map_top=made.map_top,
        map_height=made.map_height,
        foot=made.foot,
        logo=(MARGIN_PX, *made.logo[1:]) if made.logo else None,
    )
