"""The faces in geobrief/data/fonts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["FACES", "FAMILY", "FOLDER", "REGULAR", "Face", "Weight", "face_of", "font_files"]

FOLDER = Path(__file__).resolve().parent.parent / "data" / "fonts"

Weight = Literal["regular", "bold"]


@dataclass(frozen=True, slots=True)
class Face:
    """One font file."""

    file: str
    weight: Weight = "regular"
    italic: bool = False

    @property
    def path(self) -> Path:
        """Return where the file lies."""
        return FOLDER / self.file


FAMILY = "Noto Sans"
"""The family that all text is set in, as the files themselves and CSS call it."""

REGULAR = Face("NotoSans-Regular.ttf")
FACES = (
    REGULAR,
    Face("NotoSans-Bold.ttf", "bold"),
    Face("NotoSans-Italic.ttf", italic=True),
    Face("NotoSans-BoldItalic.ttf", "bold", italic=True),
)
"""The regular face has every character that another has, and the scripts that have no other."""


def face_of(weight: Weight, *, italic: bool) -> Face:
    """Return the face of a weight and slant."""
    return next(face for face in FACES if (face.weight, face.italic) == (weight, italic))


def font_files() -> list[Path]:
    """Return the files of all faces."""
    return [face.path for face in FACES]
