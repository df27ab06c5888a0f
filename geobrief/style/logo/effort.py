"""How much work an SVG is to draw: repeats count, and numbers far beyond its page."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from geobrief.style.logo.fault import LogoError
from geobrief.style.logo.sheet import NAMED, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["MOST_DEEP", "MOST_ELEMENTS", "Element", "check_effort"]

MOST_DEEP = 40
"""Elements in one another, with what they name."""
MOST_ELEMENTS = 2000
_MOST_DRAWN = 5000
"""Elements, each as often as it is drawn."""
_MOST_PATH = 400_000
"""Characters of path data, each as often as it is drawn."""
_MOST_REACH = 300
"""Numbers, times what makes them larger, in the page's longer side."""
_BACK_AND_FORTH = 10

_PAINTS = frozenset(("linearGradient", "radialGradient", "stop"))
"""A paint takes no longer where it is named often."""
_SIZES = frozenset(
    (
        *("d", "points", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "cx", "cy", "r"),
        *("rx", "ry", "stroke-width", "style", "transform", "transform-origin", "pathLength"),
    )
)
_NUMBER = re.compile(r"(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?")
_STEPS = re.compile(r"[a-df-y]")
_NO_NUMBER = re.compile(r"#[\w-]+|url\([^)]*\)")
_GROWS = re.compile(r"(scale\w*|matrix\w*|skew\w*|perspective)\s*\(([^)]*)\)", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Element:
    """An element of an SVG with what is in it; `local` is "" outside of SVG's namespace."""

    local: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Effort:
    """What an element takes, with all that it draws."""

    elements: int
    path: int
    reach: float
    deep: int


def check_effort(root: Element, rules: Sequence[Rule], *, longest: float) -> None:
    """Refuse a drawing that takes long, or more than what draws it can take.

    Raises:
        LogoError: elements name one another in a circle or too deeply, are drawn too often, or
            have numbers far beyond the page.
    """
    effort = _Efforts(root, rules, longest).of(root, 1)
    if effort.elements > _MOST_DRAWN or effort.path > _MOST_PATH:
        many, most, what = (
            (effort.elements, _MOST_DRAWN, "elements")
            if effort.elements > _MOST_DRAWN
            else (effort.path, _MOST_PATH, "characters of path data")
        )
        message = (
            f"draws {many:,} {what}, counting what <use>, clip paths and masks repeat, and "
            f"{most:,} are the most; simplify the logo and export it again"
        )
        raise LogoError(message)
    if not effort.reach <= _MOST_REACH * longest:
        message = (
            f"has numbers that reach more than {_MOST_REACH:,} times beyond its page; take out "
            "what lies far outside and export it again"
        )
        raise LogoError(message)


class _Efforts:
    """Adds up efforts; every element is looked at once."""

    def __init__(self, root: Element, rules: Sequence[Rule], longest: float) -> None:
        self._longest = longest
        self._known: dict[int, _Effort] = {}
        self._open: set[int] = set()
        self._by_id: dict[str, list[Element]] = defaultdict(list)
        for element in _all(root):
            if "id" in element.attributes:
                self._by_id[element.attributes["id"].strip()].append(element)
        self._rules = [rule for rule in rules if NAMED.search(rule.declared)]
        self._least = max((_largest(rule.declared) for rule in rules), default=0.0)

    def of(self, element: Element, level: int) -> _Effort:
        """Return an element's effort, it being `level` deep."""
        known = self._known.get(id(element))
        if id(element) in self._open:
            name = element.attributes.get("id", "")
            message = f"has <{element.local} id={name!r}> that draws itself; take it out"
            raise LogoError(message)
        if level + (known.deep if known else 1) - 1 > MOST_DEEP:
            message = (
                f"has elements nested deeper than {MOST_DEEP}, counting what <use>, clip paths "
                "and masks name; ungroup them and export it again"
            )
            raise LogoError(message)
        if known is None:
            self._open.add(id(element))
            known = self._known[id(element)] = self._sum(element, level)
            self._open.remove(id(element))
        return known

    def _sum(self, element: Element, level: int) -> _Effort:
        drawn = [*element.children, *self._named(element)]
        parts = [self.of(one, level + 1) for one in drawn]
        data = sum(len(element.attributes.get(key, "")) for key in ("d", "points"))
        own = 0.0 if level == 1 else max(self._least, _reach(element.attributes))
        return _Effort(
            elements=0 if element.local in _PAINTS else 1 + sum(one.elements for one in parts),
            path=data + sum(one.path for one in parts),
            reach=self._growth(element, level) * max([own, *(one.reach for one in parts)]),
            deep=1 + max((one.deep for one in parts), default=0),
        )

    def _named(self, element: Element) -> Iterator[Element]:
        """Yield what an element draws, or is drawn with, besides what is in it."""
        names: list[str] = []
        for key, value in element.attributes.items():
            if key.rpartition(" ")[2] == "href":
                names.append(value.strip().removeprefix("#"))
            elif element.local not in _PAINTS:
                names += NAMED.findall(value)
        if element.local not in _PAINTS:
            called = {element.local, element.attributes.get("id", "")}
            called.update(element.attributes.get("class", "").split())
            for rule in self._rules:
                if rule.all or called & rule.words:
                    names += NAMED.findall(rule.declared)
        for name in names:
            yield from self._by_id.get(name.strip(), ())

    def _growth(self, element: Element, level: int) -> float:
        """Return how many times larger an element makes what is in it, 1 at least."""
        told = element.attributes
        times = _growth(told.get("transform", "")) * _growth(told.get("style", ""))
        if level > 1 and "viewBox" in told:
            sides = [float(one) for one in _NUMBER.findall(told["viewBox"])[2:]]
            least = min((side for side in sides if side), default=1.0)
            times *= max(1.0, self._longest / least)
        if element.local in {"use", "svg"} and level > 1:
            given = _largest(f"{told.get('width', '')} {told.get('height', '')}")
            times *= max(1.0, given / self._longest)
        if "objectBoundingBox" in {told.get("clipPathUnits"), told.get("maskContentUnits")}:
            times *= max(1.0, self._longest)
        return times


def _all(root: Element) -> Iterator[Element]:
    yield root
    for child in root.children:
        yield from _all(child)


def _reach(attributes: dict[str, str]) -> float:
    """Return how far from the origin an element's own numbers can reach."""
    far = 0.0
    for key in _SIZES & attributes.keys():
        value = attributes[key]
        # A path's steps add up, but those of a drawing go back and forth.
        steps = key == "d" and _STEPS.search(value)
        far = max(far, sum(_numbers(value)) / _BACK_AND_FORTH if steps else _largest(value))
    return far


def _numbers(text: str) -> Iterator[float]:
    return map(float, _NUMBER.findall(_NO_NUMBER.sub(" ", text)))


def _largest(text: str) -> float:
    return max(_numbers(text), default=0.0)


def _growth(transform: str) -> float:
    """Return how many times a transform makes things larger, 1 at least."""
    times = 1.0
    for what, told in _GROWS.findall(transform):
        if what.lower().startswith("skew"):
            angles = [math.radians(one) for one in _numbers(told)]
            times *= 1 + max((abs(math.tan(one)) for one in angles), default=0.0)
        elif what.lower() == "matrix":
            times *= max(1.0, *(list(_numbers(told))[:4]))
        else:
            times *= max(1.0, _largest(told))
    return times
