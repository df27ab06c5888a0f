"""A file's keys and values as plain data, each with the line it was written in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from geobrief.model.parse import Flaws, parse_with, show_value

if TYPE_CHECKING:
    from geobrief.model.brief import Brief, Origin
    from geobrief.records.source import SourceText

__all__ = ["Tree", "TreeBuilder"]

DEEPEST = 40
"""Levels a file may nest. A brief needs four, a GeoJSON file seven."""

LONGEST_KEY = 300
_MISSING = object()


@dataclass(frozen=True)
class Tree:
    """What a YAML or JSON file holds."""

    source: SourceText
    data: Any
    lines: dict[str, int] = field(repr=False)
    """Field path to its line."""
    doubles: tuple[tuple[Origin, str], ...] = ()
    """What is wrong with the writing: keys that stand twice, texts that a comma cuts."""

    def origin_of(self, path: str) -> Origin:
        """Return where a field was written; one that is missing belongs where its entry starts."""
        known = path
        while known not in self.lines and known:
            known = known[: max(known.rfind("."), known.rfind("["), 0)]
        return self.source.origin(line=self.lines.get(known), path=path)

    def flaws(self) -> Flaws:
        """Return where to gather what is wrong, with the double keys already in."""
        flaws = Flaws(self.origin_of)
        for origin, what in self.doubles:
            flaws.add_at(origin, what, path=origin.field)
        return flaws

    def to_brief(self) -> Brief:
        """Make a Brief of it.

        Raises:
            BriefError: lists everything that is wrong, by line.
        """
        if isinstance(self.data, dict):
            lists = (entry for entry in self.data.values() if isinstance(entry, list))
            self.source.refuse_more_than_most(sum(map(len, lists)))
        return parse_with(self.flaws(), self.data)


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is still open."""

    value: dict[str, Any] | list[Any]
    path: str
    line: int
    key: str = ""
    key_line: int = 0
    key_lines: dict[str, int] = field(default_factory=dict)


class TreeBuilder:
    """Builds a tree from events as they come, without recursion, so that no nesting can break it.

    Raises:
        BriefError: from any method, where the file nests too deeply or a key is endless.
    """

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._open: list[_Frame] = []
        self._lines: dict[str, int] = {}
        self._doubles: list[tuple[Origin, str]] = []
        self._root: Any = _MISSING

    def key_is_due(self) -> bool:
        """Tell whether what comes next is a key."""
        return bool(self._open) and isinstance(self._open[-1].value, dict) and not self._has_key

    def start(self, value: dict[str, Any] | list[Any], *, line: int) -> None:
        """Open a mapping or a list, given empty."""
        if len(self._open) >= DEEPEST:
            what = f"more than {DEEPEST} levels inside one another, which no brief needs"
            self._source.refuse(what, line=line)
        path = self._put(value, line=line)
        self._open.append(_Frame(value, path, line))
        self._has_key = False

    def end(self) -> None:
        """Close what was opened last."""
        self._open.pop()
        self._has_key = False

    def key(self, key: str, *, line: int) -> None:
        """Take a mapping's next key."""
        if len(key) > LONGEST_KEY:
            what = f"a key of {len(key)} characters ({show_value(key)}); {LONGEST_KEY} is the most"
            self._source.refuse(what, line=line)
        frame = self._open[-1]
        frame.key, frame.key_line = key, line
        first = frame.key_lines.setdefault(key, line)
        if key in frame.value:
            path = f"{frame.path}.{key}" if frame.path else key
            what = f"{show_value(key)} stands here twice, first in line {first}; keep one of them"
            self._doubles.append((self._source.origin(line=line, path=path), what))
        self._has_key = True

    def flaw(self, what: str, *, line: int) -> None:
        """Remember that something is wrong with the value that was taken last."""
        frame = self._open[-1]
        path = ".".join(part for part in (frame.path, frame.key) if part)
        self._doubles.append((self._source.origin(line=line, path=path), what))

    def scalar(self, value: object, *, line: int) -> None:
        """Take a text, a number, true, false or nothing."""
        self._put(value, line=line)
        self._has_key = False

    def tree(self) -> Tree:
        """Return what was built."""
        data = None if self._root is _MISSING else self._root
        return Tree(self._source, data, self._lines, tuple(self._doubles))

    _has_key = False

    def _put(self, value: object, *, line: int) -> str:
        """Put a value where it belongs and return its path."""
        if not self._open:
            self._root = value
            return ""
        frame = self._open[-1]
        if isinstance(frame.value, list):
            path = f"{frame.path}[{len(frame.value)}]"
            frame.value.append(value)
        else:
            path = f"{frame.path}.{frame.key}" if frame.path else frame.key
            frame.value[frame.key] = value
            line = frame.key_line
        self._lines.setdefault(path, line)
        return path
