"""YAML 1.2 as plain data: no tags, no anchors, no objects, and `NO` is Norway.

The tree is built from the parser's events. Nothing is constructed that a text could ask for, the
types are those of YAML 1.2's core schema, and each key keeps its line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from geobrief.model.parse import show_value
from geobrief.records.tree import TreeBuilder

if TYPE_CHECKING:
    from geobrief.records.source import SourceText
    from geobrief.records.tree import Tree

__all__ = ["tree_of_yaml"]

_STANDARD_TAG = "tag:yaml.org,2002:"
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})
_TRUTHS = {
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_WHOLE = re.compile(r"[-+]?[0-9]+")
_MOST_DIGITS = 18
_BASED = re.compile(r"0o[0-7]{1,18}|0x[0-9a-fA-F]{1,15}")
_DECIMAL = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_BEYOND = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")

_COLON = re.compile(r"(?<=:)|\s*:")
"""After a key; one that the closing brace follows at once, the parser takes for a part of it."""

_HALF = re.compile("[\ud800-\udfff]")

_NO_BREAKS = "\x85\u2028\u2029"
"""NEL, line separator, paragraph separator: some programs paste them into texts."""

_LARGEST = 2_000_000
"""In characters."""
_SIGNS = ",:[]{}\n"
_MOST_SIGNS = 400_000
"""The parser takes some 30 µs for what stands at each: all in all about ten seconds."""
_TOO_MUCH = (
    "is too much for YAML, which is slow to read; write the records as a table (CSV) or as JSON, "
    "or split them into stories"
)

_QUOTE = "put the text in quotes"
_PLAIN_WORDS = {
    r"mapping values are not allowed": (
        f"a colon with a blank after it; {_QUOTE}, or check the indentation"
    ),
    r"character '\\t'": "a tab; YAML is indented with blanks, so write blanks in its place",
    r"found character '(.)'": "a text that starts with {0} must stand in quotes",
    r"expected ',' or '\]'": "the list that opens with [ in line {start} is not closed with ]",
    r"expected ',' or '\}'": "the entry that opens with {{ in line {start} is not closed with }}",
    r"but found '([\]}])'": f"a {{0}} that nothing opens; take it out, or {_QUOTE}",
    r"unexpected (end of stream|document separator)": (
        "the quote that opens in line {start} is not closed"
    ),
    r"could not find expected ':'": (
        "a line without a colon; write key: value, "
        "or indent the line if it goes on from the one above"
    ),
    r"escape": 'a backslash between "double quotes"; use single quotes',
    r"sequence entries are not allowed": (
        f"a dash where no list can start; start the list on a line of its own, or {_QUOTE}"
    ),
    r"found '<scalar>'": "text after a closing quote; put all of it into the quotes",
    r"<block end>": "the indentation does not fit the lines above",
    r"expected the node content": f"a value is missing, or starts with a sign; {_QUOTE}",
    r"chomping or indentation": "a text that starts with > or | must stand in quotes",
    r"alphabetic or numeric character": "a text that starts with &, * or % must stand in quotes",
    r"<document start>": "the text goes on after its end; a brief is one set of keys",
}
"""What the parser says, and how a person would say it."""


def tree_of_yaml(source: SourceText) -> Tree:
    """Read the one YAML document in a file.

    Raises:
        BriefError: broken YAML, several documents, tags, anchors, or nesting without end.
    """
    from ruamel.yaml import YAML  # noqa: PLC0415 - heavy
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # noqa: PLC0415 - heavy

    if len(source.text) > _LARGEST:
        megabytes = f"{len(source.text) / 1_000_000:.1f}"
        source.refuse(f"{megabytes} MB {_TOO_MUCH}; {_LARGEST // 1_000_000} MB is the most")
    signs = sum(map(source.text.count, _SIGNS))
    if signs > _MOST_SIGNS:
        source.refuse(f"a brief of some {signs:,} keys and values {_TOO_MUCH}")
    shield, unshield = _shields(source.text)
    text = source.text.translate(shield) if shield else source.text
    reader = _EventReader(source, unshield=unshield)
    try:
        for event in YAML(typ="safe", pure=True).parse(text):
            reader.take(event)
    except MarkedYAMLError as error:
        _refuse_plainly(error, source)
    except YAMLError as error:
        source.refuse(f"is not YAML: {str(error).splitlines()[0]}", cause=error)
    return reader.builder.tree()


def _shields(text: str) -> tuple[dict[int, str], dict[int, str]]:
    """Return tables that change some characters for the parser, and change them back.

    To YAML 1.2 they are letters; the parser takes them for line breaks, as YAML 1.1 did, and drops
    the blanks around them.
    """
    there = [char for char in _NO_BREAKS if char in text]
    free = (char for char in map(chr, range(0xF0000, 0x10FFFE)) if char not in text)
    pairs = list(zip(there, free, strict=False))
    return {ord(old): new for old, new in pairs}, {ord(new): old for old, new in pairs}


_ITS_END = re.compile(r"\s*,\s*[\w-]+\s*:(?=\s)|\s*}|\s#|\Z")
"""Where a value in braces ends that has commas in it: at the next key, the brace or a comment."""
_LONGEST_QUOTED = 60


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still open."""

    in_braces: bool
    value_start: int = -1
    """Where the value before began in the text; -1 if there is none, or it is no text."""
    is_part: bool = False
    """Whether the last key was none, but a part of that value."""


class _EventReader:
    """Takes a YAML parser's events, one after the other, and hands them on to a tree."""

    def __init__(self, source: SourceText, *, unshield: dict[int, str]) -> None:
        self.builder = TreeBuilder(source)
        self._source = source
        self._unshield = unshield
        self._documents = 0
        self._open: list[_Open] = []

    def take(self, event: Any) -> None:  # noqa: ANN401 - ruamel's events have no common type
        """Take one event."""
        kind = type(event).__name__.removesuffix("Event")
        line = self._source.line_at(event.start_mark.index)
        if kind == "DocumentStart":
            self._documents += 1
            if self._documents > 1:
                what = "a second document starts here (---); make it a file of its own"
                self._source.refuse(what, line=line)
        elif kind in {"Scalar", "MappingStart", "SequenceStart", "Alias"}:
            self._refuse_magic(event, line=line)
            self._take_node(kind, event, line=line)
        elif kind in {"MappingEnd", "SequenceEnd"}:
            self._open.pop()
            self.builder.end()

    def _take_node(self, kind: str, event: Any, *, line: int) -> None:  # noqa: ANN401
        if self.builder.key_is_due():
            if kind != "Scalar":
                what = "a list or an entry stands where a key should; put the text in quotes"
                self._source.refuse(what, line=line)
            self._mind_comma(event, line=line)
            self.builder.key(self._text_of(event), line=line)
            return
        if self._open:
            is_text = kind == "Scalar" and event.value
            self._open[-1].value_start = event.start_mark.index if is_text else -1
        if kind == "Scalar":
            text = self._text_of(event)
            self.builder.scalar(_typed(text) if event.implicit[0] else text, line=line)
        else:
            self.builder.start({} if kind == "MappingStart" else [], line=line)
            self._open.append(_Open(in_braces=bool(event.flow_style)))

    def _mind_comma(self, event: Any, *, line: int) -> None:  # noqa: ANN401
        """Tell of what stands in braces between commas and is no key: a part of a text, surely."""
        here = self._open[-1]
        end = event.end_mark.index
        if not here.in_braces or _COLON.match(self._source.text, end):
            here.is_part = False
            return
        if not here.is_part:  # else it is told already
            begun = self._to_its_end(here.value_start) if here.value_start >= 0 else ""
            whole = f": {_quoted(begun)}" if begun else ""
            part = show_value(self._text_of(event))
            self.builder.flaw(
                f"{part} has no colon after it; in braces, a text with a comma stands in quotes"
                + whole,
                line=line,
            )
        here.is_part = True

    def _to_its_end(self, start: int) -> str:
        """Return what stands from a value's start on to the next key, the closing brace or line."""
        text = self._source.text
        end = _ITS_END.search(text, start)
        return " ".join(text[start : end.start() if end else len(text)].split())

    def _text_of(self, event: Any) -> str:  # noqa: ANN401
        text: str = event.value
        return _paired(text.translate(self._unshield) if self._unshield else text)

    def _refuse_magic(self, event: Any, *, line: int) -> None:  # noqa: ANN401
        """Refuse what YAML can do beyond data: names for parts, repeats, and types by tag."""
        if event.anchor is not None:
            sign = "*" if type(event).__name__ == "AliasEvent" else "&"
            text = show_value(f"{sign}{event.anchor}")
            what = (
                f"a text that starts with {sign} must stand in quotes: {text} "
                "(YAML's names for parts have no use in a brief)"
            )
        elif event.tag is not None:
            tag = show_value(str(event.tag).replace(_STANDARD_TAG, "!!"))
            what = f"the tag {tag} has no place in a brief; put the text in quotes"
        else:
            return
        self._source.refuse(what, line=line)


def _quoted(text: str) -> str:
    """Return a text in YAML's single quotes, for a message."""
    if len(text) > _LONGEST_QUOTED or not text.isprintable():
        return show_value(text)
    return "'" + text.replace("'", "''") + "'"


def _paired(text: str) -> str:
    """Return a text in which two escapes for the halves of a character are the character.

    JSON writes an emoji as two escapes, YAML takes JSON, and the parser leaves them apart.
    """
    if text.isascii() or not _HALF.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def _typed(text: str) -> object:
    """Return what an unquoted text is in YAML 1.2's core schema: dates and times stay text."""
    if text in _NOTHING:
        return None
    if text in _TRUTHS:
        return _TRUTHS[text]
    if _WHOLE.fullmatch(text):
        return int(text) if len(text.lstrip("+-")) <= _MOST_DIGITS else text
    if _BASED.fullmatch(text):
        return int(text, 0)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return float(text.replace(".", "", 1)) if _BEYOND.fullmatch(text) else text


def _refuse_plainly(error: Any, source: SourceText) -> NoReturn:  # noqa: ANN401
    """Stop at broken YAML and say in plain words what is broken."""
    start = source.line_at(error.context_mark.index) if error.context_mark else 0
    mark = error.problem_mark or error.context_mark
    if mark is None:
        source.refuse(f"is not YAML: {error.problem}", cause=error)
    index = min(mark.index, len(source.text))
    source.refuse(
        _plain_words(str(error.problem), start=start),
        line=source.line_at(index),
        path=f"column {source.column_at(index)}",
        cause=error,
    )


def _plain_words(problem: str, *, start: int) -> str:
    for pattern, words in _PLAIN_WORDS.items():
        match = re.search(pattern, problem)
        if match:
            return words.format(*match.groups(), start=start)
    return f"this is not YAML ({problem})"
