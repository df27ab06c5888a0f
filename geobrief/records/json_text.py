"""JSON as plain data, each key with its line.

Python's own parser says whether the text is JSON; the walk over its words keeps the lines, finds
keys written twice, and does not recurse.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from geobrief.records.tree import DEEPEST, TreeBuilder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geobrief.records.source import SourceText
    from geobrief.records.tree import Tree

__all__ = ["tree_of_json"]

_WORD = re.compile(r'"(?:[^"\\]++|\\.)*+"?|[\[\]{}]|[^\s\[\]{}:,"]+', re.DOTALL)
"""The plus signs after plus and star keep a text of 50 MB from taking gigabytes. Commas and colons
are passed over: Python's parser has seen to them."""

_MOST_WORDS = 5_000_000
"""Brackets, texts and numbers: 100,000 records of 20 keys have some four million."""
_LONGEST_NUMBER = 40
_COMMENTS = ("//", "/*", "#")
_PLAIN_WORDS = {
    "Expecting ',' delimiter": "a comma is missing before this, or a bracket is not closed",
    "Expecting ':' delimiter": "a colon is missing after the key",
    "Expecting property name enclosed in double quotes": (
        'a key in "double quotes" should stand here; is there a comma too many?'
    ),
    "Illegal trailing comma before end of object": "there is a comma too many before this }",
    "Illegal trailing comma before end of array": "there is a comma too many before this ]",
    "Expecting value": 'a value should stand here: "text", a number, true, false, null, [ or {',
    "Extra data": "the text goes on after its last bracket",
    "Unterminated string starting at": "the quote that opens here is not closed",
    "Invalid control character at": "a line break or tab inside a text; write it as \\n or \\t",
    "Invalid \\escape": "a backslash that begins nothing; write it twice",
    "Invalid \\uXXXX escape": "\\u needs four hexadecimal digits after it",
}


def tree_of_json(source: SourceText) -> Tree:
    """Read a JSON file.

    Raises:
        BriefError: broken JSON, or nesting without end.
    """
    _check(source)
    try:
        json.loads(source.text, parse_int=float)  # endless figures are told as what they are
    except json.JSONDecodeError as error:
        plain = _PLAIN_WORDS.get(error.msg, f"this is not JSON ({error.msg})")
        if source.text.startswith(_COMMENTS, error.pos):
            plain = "a comment, which JSON has not; take it out, or write the brief in YAML"
        line, column = source.line_at(error.pos), source.column_at(error.pos)
        source.refuse(plain, line=line, path=f"column {column}", cause=error)
    builder = TreeBuilder(source)
    for word, line in _words(source):
        _take(word, builder, line=line)
    return builder.tree()


def _words(source: SourceText) -> Iterator[tuple[str, int]]:
    """Yield each word and its line."""
    line, last = 1, 0
    for match in _WORD.finditer(source.text):
        start = match.start()
        line += source.text.count("\n", last, start)
        last = start
        yield match.group(), line


def _check(source: SourceText) -> None:
    """Refuse what Python's parser would take, or break on."""
    depth = 0
    for number, (word, line) in enumerate(_words(source)):
        depth += (word in "[{") - (word in "]}")
        what = ""
        if depth > DEEPEST:
            what = f"more than {DEEPEST} levels inside one another, which no brief needs"
        elif number > _MOST_WORDS:
            what = (
                f"more than {_MOST_WORDS:,} values and brackets up to here; split them into "
                "stories, or leave out what the map does not need"
            )
        if what:
            source.refuse(what, line=line)


def _take(word: str, builder: TreeBuilder, *, line: int) -> None:
    """Hand one word of text that is known to be JSON on to a tree."""
    if word in "[{":
        builder.start([] if word == "[" else {}, line=line)
    elif word in "]}":
        builder.end()
    elif builder.key_is_due():
        builder.key(_value(word), line=line)
    else:
        builder.scalar(_value(word), line=line)


def _value(word: str) -> Any:  # noqa: ANN401 - whatever JSON can hold
    """Return what a word means; most are texts as they stand, which need no parser."""
    if word[0] == '"' and "\\" not in word:
        return word[1:-1]
    if len(word) > _LONGEST_NUMBER and word[0] != '"':
        return word  # no number to reckon with; it is told where one is needed
    return json.loads(word)
