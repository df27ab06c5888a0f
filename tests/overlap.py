"""What a map must not do: texts over one another, or over marks; places that nobody can read of."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["SCRIPT", "Drawn", "faults_of", "left_out"]

TOLERANCE_PX = 1.0


SCRIPT = (Path(__file__).resolve().parent / "rectangles.js").read_text(encoding="utf-8")
"""Returns from a page what `Drawn.of` reads."""

Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Thing:
    """One rectangle of what is drawn: left, top, right, bottom, in px."""

    kind: str
    """text, mark, head, dot or control."""
    item: int
    """What belongs together, as the lines of a label do, has one number."""
    what: str
    ref: str
    text: str
    style: str
    box: Rectangle
    frame: Rectangle
    """What it must not leave."""

    def __str__(self) -> str:
        left, top, right, bottom = self.box
        name = repr(self.text) if self.text else self.ref or self.style
        return (
            f"{self.what or self.kind} {name} at {left:.0f},{top:.0f} to {right:.0f},{bottom:.0f}"
        )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A map as it stands in a browser."""

    things: tuple[Thing, ...]
    key: tuple[tuple[str, str], ...]
    """Numbers and what they stand for."""

    @classmethod
    def of(cls, answer: dict[str, Any]) -> Drawn:
        """Take the script's answer."""
        edges = ("box", "frame")
        rows = (one | {edge: tuple(one[edge]) for edge in edges} for one in answer["found"])
        return cls(tuple(Thing(**row) for row in rows), tuple(map(tuple, answer["key"])))

    @property
    def texts(self) -> tuple[Thing, ...]:
        """Return what there is to read in it."""
        return tuple(thing for thing in self.things if thing.kind == "text")


def faults_of(drawn: Drawn, *, framed: bool = True) -> Iterator[str]:
    """Yield what covers another thing; where it is framed, what leaves the frame, too."""
    for one, other in combinations(drawn.things, 2):
        if one.item == other.item or not _concern(one, other, framed=framed):
            continue
        depth = _depth(one.box, other.box)
        if depth > TOLERANCE_PX and (framed or _seen(one.box, other.box, one.frame)):
            yield f"{one} and {other} overlap by {depth:.1f} px"
    for one in drawn.things:
        if framed and one.kind in {"text", "mark"} and not _inside(one.box, one.frame):
            yield f"{one} leaves the frame {tuple(map(round, one.frame))}"


def left_out(drawn: Drawn, names: Iterable[str]) -> list[str]:
    """Return the names that stand neither on the map nor, with a number on it, in its key."""
    labels: dict[int, list[str]] = {}
    numbers = set()
    for text in drawn.texts:
        if "gb-t-number" in text.style:
            numbers.add(text.text)
        elif "gb-t-name" in text.style:
            labels.setdefault(text.item, []).append(_plain(text.text))
    told = {run for lines in labels.values() for run in _runs(lines)}
    told |= set(_numbered(drawn.key, numbers))
    return [name for name in names if _plain(name) not in told]


def _runs(lines: Sequence[str]) -> Iterator[str]:
    """Yield what lines that follow one another say together: a long name takes several.

    A comma may part it from the name of another place.
    """
    for start, end in combinations(range(len(lines) + 1), 2):
        run = "".join(lines[start:end])
        yield from (run, run.removesuffix(","))


def _numbered(key: Iterable[tuple[str, str]], numbers: set[str]) -> Iterator[str]:
    """Yield the names of the key whose numbers are on the map: `3 Graz; Wien, the mayor`."""
    for number, entry in key:
        if number in numbers:
            yield from map(_plain, re.split("[;,]", entry))


def _plain(text: str) -> str:
    """Return a text without blanks and what is not seen: lines may break anywhere."""
    seen = unicodedata.normalize("NFC", text)
    return "".join(one for one in seen if not one.isspace() and unicodedata.category(one) != "Cf")


def _concern(one: Thing, other: Thing, *, framed: bool) -> bool:
    """Tell whether two things must not share room.

    A head may touch a mark, which lies over it with its number. Where the reader has moved the map,
    the story slides below what floats over it, and only the basemap's names are taken away.
    """
    kinds = {one.kind, other.kind}
    if "control" in kinds and not framed:
        return "context" in {one.what, other.what} and "text" in kinds
    if "gb-t-number" in one.style + other.style and "head" in kinds:
        return False
    return "text" in kinds or kinds == {"mark", "control"}


def _depth(one: Rectangle, other: Rectangle) -> float:
    """Return by how much two overlap, in the direction in which it is less."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return min(across, down)


def _inside(box: Sequence[float], frame: Sequence[float]) -> bool:
    return (
        box[0] >= frame[0] - TOLERANCE_PX
        and box[1] >= frame[1] - TOLERANCE_PX
        and box[2] <= frame[2] + TOLERANCE_PX
        and box[3] <= frame[3] + TOLERANCE_PX
    )


def _seen(one: Rectangle, other: Rectangle, frame: Rectangle) -> bool:
    """Tell whether what two share is in the frame, where it can be seen."""
    left, top = max(one[0], other[0]), max(one[1], other[1])
    right, bottom = min(one[2], other[2]), min(one[3], other[3])
    return _depth((left, top, right, bottom), frame) > 0
