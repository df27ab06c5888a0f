"""The one spelling under which a name is stored and looked up.

The build of the packaged data and every look-up call `normalise`, so the two cannot differ.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["normalise"]

_LETTERS = str.maketrans(
    {
        "\N{LATIN SMALL LETTER DOTLESS I}": "i",
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "ŧ": "t",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ß": "ss",
    }
)
"""Letters that Unicode does not take apart into a plain one and an accent."""

_WORDS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
"""Abbreviations, written out when another word follows."""

_FIRST_ACCENT = 200
"""Combining classes from here on are accents above, below and through a letter."""
_POINTS = range(10, 37)
"""Combining classes of Hebrew, Arabic and Syriac points, which print leaves out."""

_APOSTROPHES = frozenset(
    "'`\u00b4\u02b9\u02ba\u02bb\u02bc\u02bd\u02be\u02bf\u02c8\u02ca\u02cb\u2018\u2019\u201b\u2032\uff07"
)
"""Apostrophes, quotes, primes and the letters for glottal stops that stand in for them."""
_VARIATIONS = frozenset(map(chr, range(0xFE00, 0xFE10)))
"""Marks that pick a glyph; with soft hyphens and joiners (Cf) they come along in copied text."""
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")


def normalise(name: str) -> str:
    """Return the form of `name` that case, accents, points, spaces and punctuation do not change.

    Scripts stay as they are: Київ and Kyiv are two names of one place. A name without any
    letter or digit becomes empty.
    """
    if name.isascii() and name.isalnum():
        return name.lower()  # what follows would do no more, and most names are such
    text = _INITIALS.sub(r"\1", _fold(name).replace("&", " and "))
    words = _letters_and_spaces(text).split()
    return _fold("".join([*(_WORDS.get(word, word) for word in words[:-1]), *words[-1:]]))


def _fold(text: str) -> str:
    """Undo case and accents; scripts whose vowels are marks of their own keep them."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(char for char in parts if not _is_accent(char)).casefold()
    return unicodedata.normalize("NFKC", plain.translate(_LETTERS))


def _is_accent(char: str) -> bool:
    combining = unicodedata.combining(char)
    return combining >= _FIRST_ACCENT or combining in _POINTS


def _letters_and_spaces(text: str) -> str:
    if text.isascii():
        return text.translate(_ASCII)
    return "".join(_letter_or_space(char) for char in text)


def _letter_or_space(char: str) -> str:
    category = unicodedata.category(char)
    if char in _APOSTROPHES or category == "Cf" or char in _VARIATIONS:
        return ""
    return char if category[0] in "LNM" else " "


_ASCII = {code: _letter_or_space(chr(code)) for code in range(128)}
"""What `_letter_or_space` makes of the characters that most names have no others than."""
