"""How wide a text is in the packaged faces, shaped as every renderer shapes it (HarfBuzz)."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from geobrief.fonts.faces import REGULAR, face_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from geobrief.fonts.faces import Face, Weight

__all__ = ["family_name", "missing_glyphs", "text_width"]

_UNDRAWN = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Unicode's categories of what draws nothing, and needs no glyph: controls, marks of direction."""
_ON_THE_LAST = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Those that belong to the character before them."""
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Those that only choose among the forms of the character before them."""
_WAYS = {"L": "left to right", "R": "right to left", "AL": "right to left"}
_MOST_TEXTS = 20_000


def text_width(
    text: str,
    *,
    size_px: float,
    weight: Weight = "regular",
    italic: bool = False,
    spacing_em: float = 0.0,
) -> float:
    """Return how wide a line of text is, in pixels.

    A character that no packaged face has counts as one em: the page shows it in a font of the
    reader's.

    Args:
        text: any text; of several lines it is the width of all in a row.
        size_px: the font's size.
        weight: of the face.
        italic: of the face; scripts that have no italic stay upright.
        spacing_em: space after every letter, as a share of the size.
    """
    width_em, letters = _width_em(text, weight, italic, spacing_em != 0)
    return (width_em + letters * spacing_em) * size_px


def missing_glyphs(text: str, *, more: Sequence[Path] = ()) -> str:
    """Return the characters that no packaged face has, each once, in their order.

    Args:
        text: any text.
        more: font files that are used beside the packaged ones.
    """
    known = [_codes(path) for path in (REGULAR.path, *more)]
    composed = unicodedata.normalize("NFC", text)  # as renderers do, where a face has no marks
    lost = (
        char
        for char in composed
        if not any(ord(char) in codes for codes in known) and _is_drawn(char)
    )
    return "".join(dict.fromkeys(lost))


def family_name(path: Path) -> str:
    """Return what a font file calls its family, as CSS asks for it; empty if it does not say."""
    import uharfbuzz  # noqa: PLC0415 - takes as long as a look-up

    names = uharfbuzz.OTNameIdPredefined
    face = _font(path).face
    told = face.get_name(names.TYPOGRAPHIC_FAMILY) or face.get_name(names.FONT_FAMILY)
    return str(told or "")


def _is_drawn(char: str) -> bool:
    return unicodedata.category(char) not in _UNDRAWN and not any(
        ord(char) in selectors for selectors in _SELECTORS
    )


@lru_cache(maxsize=_MOST_TEXTS)
def _width_em(
    text: str,
    weight: Weight,
    italic: bool,  # noqa: FBT001 - cached
    spaced: bool,  # noqa: FBT001 - cached
) -> tuple[float, int]:
    """Return the width without spacing, and how many letters are spaced.

    A text that the face has not whole is all set in the regular one, as the renderers do it.
    """
    face = face_of(weight, italic=italic)
    if not _codes(face.path).issuperset(map(ord, text)):
        face = REGULAR
    lost = set(missing_glyphs(text))
    width = sum(
        len(part) if is_lost else _shaped_em(part, face, spaced=spaced)
        for is_lost, part in _parted(text, lost)
    )
    letters = sum(unicodedata.category(char) not in _ON_THE_LAST for char in text) if spaced else 0
    return width, letters


def _parted(text: str, lost: set[str]) -> Iterator[tuple[bool, str]]:
    """Yield stretches of text, each with whether no face has it."""
    for is_lost, chars in groupby(text, key=lost.__contains__):
        yield is_lost, "".join(chars)


def _shaped_em(text: str, face: Face, *, spaced: bool) -> float:
    """Return the width of text that may run both ways; each way's stretch is shaped by itself."""
    return sum(_advance_em(stretch, face, spaced=spaced) for stretch in _one_way(text))


def _one_way(text: str) -> Iterator[str]:
    """Yield stretches that run one way; what runs neither goes with what is before it."""
    start, way = 0, ""
    for index, char in enumerate(text):
        turn = _WAYS.get(unicodedata.bidirectional(char), "")
        if turn and way and turn != way:
            yield text[start:index]
            start = index
        way = turn or way
    yield text[start:]


def _advance_em(text: str, face: Face, *, spaced: bool) -> float:
    import uharfbuzz  # noqa: PLC0415 - takes as long as a look-up

    font = _font(face.path)
    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints([ord(char) for char in text])  # takes half a surrogate pair, too
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"liga": False, "clig": False} if spaced else None)
    advances = (position.x_advance for position in buffer.glyph_positions)
    return float(sum(advances)) / float(font.face.upem)


@cache
def _font(path: Path) -> Any:  # noqa: ANN401 - the library comes late
    import uharfbuzz  # noqa: PLC0415 - takes as long as a look-up

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path))))


@cache
def _codes(path: Path) -> frozenset[int]:
    return frozenset(_font(path).face.unicodes)
