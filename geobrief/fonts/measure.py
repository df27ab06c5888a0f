"""How wide a text is in the packaged faces, shaped as every renderer shapes it (HarfBuzz)."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from geobrief.fonts.faces import faces_for

if TYPE_CHECKING:
    from geobrief.fonts.faces import Face, Weight

__all__ = ["Run", "missing_glyphs", "runs", "text_width"]

_UNDRAWN = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Unicode's categories of what draws nothing, and needs no glyph: controls, marks of direction."""
_ON_THE_LAST = frozenset({"Mn", "Mc", "Me", "Cf"})
"""Those that belong to the character before them."""
_SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Those that only choose among the forms of the character before them."""
_MOST_TEXTS = 20_000


class Run(NamedTuple):
    """A stretch of text in one face."""

    text: str
    face: Face | None
    """None where no packaged face has the characters."""


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


def missing_glyphs(text: str) -> str:
    """Return the characters that no packaged face has, each once, in their order."""
    lost = "".join(run.text for run in runs(text) if run.face is None)
    return "".join(dict.fromkeys(char for char in lost if _is_drawn(char)))


def runs(text: str, *, weight: Weight = "regular", italic: bool = False) -> tuple[Run, ...]:
    """Split text, in the order it is written, into stretches of one face."""
    found: list[tuple[str, Face | None]] = []
    for char in text:
        before = found[-1][1] if found else None
        found.append((char, _face_of(char, before, faces_for_cached(weight, italic))))
    return tuple(
        Run("".join(char for char, _ in stretch), face)
        for face, stretch in groupby(found, key=lambda pair: pair[1])
    )


@cache
def faces_for_cached(weight: Weight, italic: bool) -> tuple[Face, ...]:  # noqa: FBT001 - cached
    """Return `faces_for`, found once."""
    return faces_for(weight, italic=italic)


def _face_of(char: str, before: Face | None, faces: tuple[Face, ...]) -> Face | None:
    """Return the face that a character is set in: a mark's is that of its letter, if it can be."""
    code = ord(char)
    on_the_last = unicodedata.category(char) in _ON_THE_LAST
    if before is not None and on_the_last and code in _codes(before):
        return before
    face = next((face for face in faces if code in _codes(face)), None)
    if face is None and not _is_drawn(char):
        return before or faces[0]
    return face


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
    """Return the width without spacing, and how many letters are spaced."""
    width = 0.0
    for run in runs(text, weight=weight, italic=italic):
        if run.face is None:
            width += sum(unicodedata.category(char) not in _ON_THE_LAST for char in run.text)
        else:
            width += _shaped_em(run.text, run.face, spaced=spaced)
    letters = sum(unicodedata.category(char) not in _ON_THE_LAST for char in text) if spaced else 0
    return width, letters


def _shaped_em(text: str, face: Face, *, spaced: bool) -> float:
    import uharfbuzz  # noqa: PLC0415 - takes as long as a look-up

    font = _font(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_codepoints([ord(char) for char in text])  # takes half a surrogate pair, too
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"liga": False, "clig": False} if spaced else None)
    advances = (position.x_advance for position in buffer.glyph_positions)
    return float(sum(advances)) / float(font.face.upem)


@cache
def _font(face: Face) -> Any:  # noqa: ANN401 - the library comes late
    import uharfbuzz  # noqa: PLC0415 - takes as long as a look-up

    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face.path))))


@cache
def _codes(face: Face) -> frozenset[int]:
    return frozenset(_font(face).face.unicodes)
