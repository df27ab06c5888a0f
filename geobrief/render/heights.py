"""How high a finished page is at each width, in CSS, for frames that it cannot tell itself.

A map's shape at each width stands in the page's own style sheet. Its texts are broken into lines as
a browser would, by widths of the packaged fonts and a little more: readers' own may be as wide as
DejaVu Sans. White space below a page is the lesser harm: with the packaged fonts a frame is a line
or two too high at many widths.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from math import ceil
from typing import TYPE_CHECKING

from geobrief.fonts import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geobrief.fonts.faces import Weight

__all__ = ["NARROWEST_PX", "PageHeights", "page_heights"]

NARROWEST_PX, WIDEST_PX = 320, 2000
"""Between these a page's frame has the width of its page."""

_MARGIN_PX = 12
_LINE = 1.45
_COLUMN_PX, _KEY_COLUMN_PX = 200, 150
_KEY_GAP_PX, _KEY_ROW_GAP_PX, _SAMPLE_GAP_PX = 10, 4, 6
_LOGO_PX = 28 + 8
_STEPPER_WIDE_PX, _STEPPER_GAP_PX, _BUTTON_PX = 720, 16, 32
_STEPPER_LINES, _STEPPER_LINES_BESIDE = 3, 2
"""Of what steps say so many have their room kept: below the buttons, and beside them."""
_ROOM = "gb-room"
"""What assets/page.css says; tests/test_embed.py holds the two together."""
_SHAPE = re.compile(r"@container ?\(([^)]*)\)\{\.gb-frame\{--view:(\d+);aspect-ratio:(\d+)/(\d+)")
_FROM = re.compile(r"(\d+)px<=width|width>=(\d+)px")
_BREAKS = re.compile(r"(?<=[-\u2013\u2014/])(?=\w)|\s+")
_WIDER = {False: 1.11, True: 1.19}
"""How much wider than the packaged fonts a reader's may be, regular and bold: as DejaVu Sans, which
is among the widest that browsers fall back to."""
_SURE = 0.998
"""A line that just about holds a word may be too short for it in a browser."""
_SPARE_PX = 3
"""For what browsers round."""
_STEEP = "1e5"
"""So steep is a step at a width: it is over within a fraction of a pixel."""
_JUST_PX = 0.1
"""A step that has to be over at a width begins so far before it."""
_BINS = ((NARROWEST_PX, 1), (480, 4), (800, 20), (1000, 100))
"""From which width on so many next to each other are given one height, the greatest of theirs:
few columns are wider, and the snippet grows with every step."""


@dataclass(frozen=True, slots=True)
class PageHeights:
    """How high a page is: a share of its width, that of the map, and what stands around it."""

    shapes: tuple[tuple[int, float], ...]
    """From which width on a map has which height, as a share of its width."""
    around: tuple[tuple[int, float], ...]
    """From which width on how many px stand around the map."""

    def at(self, width_px: float) -> float:
        """Return a page's height in a frame of a width, in px."""
        width_px = max(width_px, NARROWEST_PX)
        return width_px * _of(self.shapes, width_px) + _of(self.around, width_px)

    def css(self) -> str:
        """Return the height as a CSS expression of 100cqw, the width of what holds the frame.

        It needs no style sheet, so that it works in an attribute, and twice in one page.
        """
        last = self.around[-1][1]
        steps = (
            _step(width, before - after) for (_, before), (width, after) in pairwise(self.around)
        )
        return f"calc({_map_height(self.shapes)} + {_px(last)}{''.join(steps)})"


def page_heights(page: str) -> PageHeights:
    """Return how high a page of ours is, closed, at each width.

    Args:
        page: what render_page made.
    """
    blocks = _Blocks()
    blocks.feed(page)
    shapes = _shapes(page)
    views = [(start, view) for start, view, _ in shapes]
    parts = blocks.parts()

    def around(width: int) -> int:
        view = int(_of(views, width))
        return ceil(sum(part.height(width, view) for part in parts)) + _SPARE_PX

    return PageHeights(
        shapes=tuple((start, share) for start, _, share in shapes),
        around=tuple(_changes((widths[0], max(map(around, widths))) for widths in _bins())),
    )


def _bins() -> Iterator[range]:
    """Yield widths that are given one height."""
    ends = [start for start, _ in _BINS[1:]]
    for (start, step), end in zip(_BINS, [*ends, WIDEST_PX + 1], strict=True):
        for first in range(start, end, step):
            yield range(first, min(first + step, end))


def _shapes(page: str) -> list[tuple[int, int, float]]:
    """Return from which width on a page shows which view, and its height as a share of that."""
    found = []
    for condition, view, across, down in _SHAPE.findall(page):
        start = _FROM.search(condition)
        width = int(start[1] or start[2]) if start else NARROWEST_PX
        found.append((max(width, NARROWEST_PX), int(view), int(down) / int(across)))
    return sorted(found)


def _changes(values: Iterable[tuple[int, float]]) -> Iterator[tuple[int, float]]:
    """Yield the first of the values, and each that is another than the one before."""
    last: float | None = None
    for at, value in values:
        if value != last:
            yield at, value
        last = value


def _of(steps: Sequence[tuple[int, float]], width_px: float) -> float:
    """Return what holds at a width."""
    return steps[max(0, bisect_right([start for start, _ in steps], width_px) - 1)][1]


def _map_height(shapes: Sequence[tuple[int, float]]) -> str:
    """Return the greatest of the heights of all shapes, of which all but one are below nought."""
    ends = [start for start, _ in shapes[1:]]
    parts = []
    for (start, share), end in zip(shapes, [*ends, None], strict=True):
        limits = [f"{share * 100:.6g}cqw"]
        if start == NARROWEST_PX:  # a frame is no narrower, whatever its column
            limits = [f"max({limits[0]},{_px(share * NARROWEST_PX)})"]
        limits += [f"(100cqw - {start - _JUST_PX:g}px)*{_STEEP}"] if start > NARROWEST_PX else []
        limits += [f"({end}px - 100cqw)*{_STEEP}"] if end else []
        parts.append(f"min({','.join(limits)})" if len(limits) > 1 else limits[0])
    return f"max({','.join(parts)})" if len(parts) > 1 else parts[0]


def _step(width: int, more_px: float) -> str:
    """Return what is added below a width, or taken away."""
    sign = "+" if more_px > 0 else "-"
    return f" {sign} clamp(0px,({width}px - 100cqw)*{_STEEP},{_px(abs(more_px))})"


def _px(length: float) -> str:
    return f"{length:.4g}px"


@dataclass(frozen=True, slots=True)
class _Words:
    """A text in words, each with its width and that of the blank after it, in px."""

    words: tuple[tuple[float, float], ...]

    @classmethod
    def of(cls, runs: Sequence[tuple[str, bool]], size_px: float) -> _Words:
        """Measure a text that is made of runs, each bold or not."""
        words: list[tuple[float, float]] = []
        for text, bold in runs:
            # Blanks of two runs are one, and none stands at the beginning.
            is_after_blank = not words or words[-1][1] > 0
            plain = text.lstrip() if is_after_blank else text
            words += _measured(plain, bold, size_px) if plain else ()
        return cls(tuple(words))

    def lines(self, width_px: float) -> int:
        """Return how many lines the text takes; a word that is wider than one is broken."""
        lines, used, width_px = 1, 0.0, width_px * _SURE
        for wide, blank in self.words:
            if used and used + wide > width_px:
                lines, used = lines + 1, 0.0
            if wide > width_px:
                lines, used = lines + int(wide // width_px), wide % width_px + blank
            else:
                used += wide + blank
        return lines


def _measured(text: str, bold: bool, size_px: float) -> Iterator[tuple[float, float]]:  # noqa: FBT001 - of a run
    """Yield the width of each part of a text that is not broken, and of the blank after it."""
    weight: Weight = "bold" if bold else "regular"
    size_px *= _WIDER[bold]
    blank = text_width(" ", size_px=size_px, weight=weight)
    start = 0
    for gap in [*_BREAKS.finditer(text), None]:
        part = text[start : gap.start() if gap else len(text)]
        start = gap.end() if gap else start
        yield text_width(part, size_px=size_px, weight=weight), blank if gap and gap[0] else 0.0


@dataclass(slots=True)
class _Item:
    """A text as it is read."""

    lead_px: float = 0.0
    """Room for marks before it."""
    runs: list[tuple[str, bool]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Look:
    """How a text is set, and the margins and padding that it adds."""

    size_px: float
    besides_px: float
    line: float = _LINE
    bold: bool = False
    most_ch: float = WIDEST_PX


_KINDS = {
    "h1": "title",
    "gb-summary": "summary",
    "gb-summary gb-moment": "moment",
    "gb-corrected": "corrected",
    "gb-foot": "foot",
    "gb-undated": "undated",
    "summary": "data",
}
"""What texts are, by class or tag; items are called as their list is."""
_LOOKS = {
    "title": _Look(22, 4, line=1.2, bold=True),
    "summary": _Look(15, 10, most_ch=75),
    "moment": _Look(15, 10, most_ch=75),
    "gb-distances": _Look(14, 8, most_ch=85),
    "corrected": _Look(14, 8),
    "foot": _Look(12, 8),
    "data": _Look(14, 8 + 2 * 4),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    """A paragraph, or a list of items one below another."""

    items: tuple[_Words, ...]
    line_px: float
    besides_px: float
    """Margins and padding."""
    most_px: float = WIDEST_PX

    def height(self, width: int, _view: int) -> float:
        """Return its height in a page of a width."""
        across = min(width - 2 * _MARGIN_PX, self.most_px)
        return sum(item.lines(across) for item in self.items) * self.line_px + self.besides_px


@dataclass(frozen=True, slots=True)
class _Key:
    """The key: marks with their meaning, in as many columns as there is room for."""

    items: tuple[tuple[float, _Words], ...]

    def height(self, width: int, _view: int) -> float:
        """Return its height in a page of a width."""
        across = width - 2 * _MARGIN_PX
        count = int((across + _KEY_GAP_PX) // (_KEY_COLUMN_PX + _KEY_GAP_PX))
        column = (across - (count - 1) * _KEY_GAP_PX) / count
        lines = [words.lines(column - lead) for lead, words in self.items]
        rows = [max(lines[at : at + count]) for at in range(0, len(lines), count)]
        return 8 + sum(rows) * 13 * _LINE + (len(rows) - 1) * _KEY_ROW_GAP_PX


@dataclass(frozen=True, slots=True)
class _Numbers:
    """The names behind a view's numbers, in columns of one height; only below that view."""

    lists: dict[int, list[_Words]]
    above_px: float
    """Its margin; the stepper's own, above it, is as wide."""

    def height(self, width: int, view: int) -> float:
        """Return its height in a page of a width."""
        items = self.lists.get(view)
        if not items:
            return 0.0
        across, gap = width - 2 * _MARGIN_PX, 13
        count = int((across + gap) // (_COLUMN_PX + gap))
        column = (across - (count - 1) * gap) / count
        lines = sum(item.lines(column) for item in items)
        return self.above_px + -(-lines // count) * 13 * _LINE


@dataclass(frozen=True, slots=True)
class _Stepper:
    """The stepper: its buttons, and beside or below them the room of what its steps say."""

    steps: tuple[_Words, ...]
    note: tuple[_Words, ...]

    def height(self, width: int, _view: int) -> float:
        """Return its height in a page of a width."""
        across = width - 2 * _MARGIN_PX
        beside = width >= _STEPPER_WIDE_PX
        room = (across - _STEPPER_GAP_PX) / 2 if beside else across
        most = min(room, 85 * text_width("0", size_px=14))
        note = sum(words.lines(min(room, 85 * text_width("0", size_px=12))) for words in self.note)
        kept = _STEPPER_LINES_BESIDE if beside else _STEPPER_LINES
        longest = max(step.lines(most) for step in self.steps)
        lines = max(self.steps[0].lines(most), min(longest, kept))
        said = lines * 14 * _LINE + note * 12 * _LINE
        if beside:
            return 6 + max(_BUTTON_PX, said + 2 * 5) + 8
        return 6 + _BUTTON_PX + 2 + said + 8


class _Blocks(HTMLParser):
    """Reads the texts of a page that stand around its map."""

    def __init__(self) -> None:
        super().__init__()
        self._list = ""
        self._tag = ""
        self._bold = False
        self._logo = False
        self._texts: dict[str, list[_Item]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a text, or note what stands in one."""
        told = dict(attrs)
        name = told.get("class") or ""
        if tag in {"ul", "ol"} or name == _ROOM:
            self._list = f"{name} {told.get('data-view', '')}".strip()
        self._logo = self._logo or name == "gb-logo"
        is_item = tag == "li" or (self._list == _ROOM and tag == "p")
        kind = _KINDS.get(name) or _KINDS.get(tag) or (self._list if is_item else "")
        if kind:
            self._tag = tag
            self._texts.setdefault(kind, []).append(_Item())
            self._item = self._texts[kind][-1]
        elif self._tag and tag == "svg":
            self._item.lead_px += float(told.get("width") or 0) + _SAMPLE_GAP_PX
        self._bold = self._bold or tag == "b"
        if tag == "q":
            self.handle_data("\u201c")

    def handle_endtag(self, tag: str) -> None:
        """End a text."""
        self._bold = self._bold and tag != "b"
        if tag == "div" and self._list == _ROOM:
            self._list = ""
        if tag == "b" and self._list == _ROOM:
            self.handle_data(" ")  # its margin
        if tag == "q":
            self.handle_data("\u201d")
        if tag == self._tag:
            self._tag = ""

    def handle_data(self, data: str) -> None:
        """Keep what is written in a text."""
        if self._tag:
            self._item.runs.append((re.sub(r"\s+", " ", data), self._bold))

    def parts(self) -> list[_Text | _Key | _Numbers | _Stepper]:
        """Return what stands around the map."""
        texts = self._texts
        numbers = {
            int(kind.split()[1]): [_Words.of(item.runs, 13) for item in items]
            for kind, items in texts.items()
            if kind.startswith("gb-numbers ")
        }
        steps = tuple(_Words.of(item.runs, 14) for item in texts.get(_ROOM, []))
        note = [_Words.of(item.runs, 12) for item in texts.get("undated", [])][:1]
        key = tuple((item.lead_px, _Words.of(item.runs, 13)) for item in texts.get("gb-key", []))
        return [
            *(self._text(kind) for kind in _LOOKS if kind in texts),
            *([_Key(key)] if key else []),
            *([_Stepper(steps, tuple(note))] if steps else []),
            _Numbers(numbers, 0 if steps else 8),
            _Text(items=(), line_px=0, besides_px=2 * _MARGIN_PX + (_LOGO_PX if self._logo else 0)),
        ]

    def _text(self, kind: str) -> _Text:
        look = _LOOKS[kind]
        items = tuple(
            _Words.of([(text, bold or look.bold) for text, bold in item.runs], look.size_px)
            for item in self._texts[kind]
        )
        zero = text_width("0", size_px=look.size_px)
        return _Text(
            items=items,
            line_px=look.size_px * look.line,
            besides_px=look.besides_px,
            most_px=look.most_ch * zero,
        )
