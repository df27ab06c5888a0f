"""The faces in geobrief/data/fonts, in the order in which they are asked for a character."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

__all__ = ["FACES", "FAMILIES", "FAMILY", "FOLDER", "Face", "Weight", "faces_for", "font_files"]

FOLDER = Path(__file__).resolve().parent.parent / "data" / "fonts"

Weight = Literal["regular", "bold"]


@dataclass(frozen=True, slots=True)
class Face:
    """One font file."""

    file: str
    family: str
    """As the file itself and CSS call it."""
    weight: Weight = "regular"
    italic: bool = False

    @property
    def path(self) -> Path:
        """Return where the file lies."""
        return FOLDER / self.file


FAMILY = "Noto Sans"
"""The family that text is set in; for what it lacks, the next of FAMILIES that has it."""

FACES = (
    Face("NotoSans-Regular.ttf", FAMILY),
    Face("NotoSans-Bold.ttf", FAMILY, "bold"),
    Face("NotoSans-Italic.ttf", FAMILY, italic=True),
    Face("NotoSans-BoldItalic.ttf", FAMILY, "bold", italic=True),
    Face("NotoSansArabic-Regular.ttf", "Noto Sans Arabic"),
    Face("NotoSansArabic-Bold.ttf", "Noto Sans Arabic", "bold"),
    Face("NotoSansHebrew-Regular.ttf", "Noto Sans Hebrew"),
    Face("NotoSansHebrew-Bold.ttf", "Noto Sans Hebrew", "bold"),
    Face("NotoSansGeorgian-Regular.ttf", "Noto Sans Georgian"),
    Face("NotoSansGeorgian-Bold.ttf", "Noto Sans Georgian", "bold"),
    Face("NotoSansArmenian-Regular.ttf", "Noto Sans Armenian"),
    Face("NotoSansArmenian-Bold.ttf", "Noto Sans Armenian", "bold"),
    Face("NotoSansThai-Regular.ttf", "Noto Sans Thai"),
    Face("NotoSansThai-Bold.ttf", "Noto Sans Thai", "bold"),
    Face("NotoSansDevanagari-Regular.ttf", "Noto Sans Devanagari"),
    Face("NotoSansMath-Regular.ttf", "Noto Sans Math"),
    Face("NotoSansSymbols-Regular.ttf", "Noto Sans Symbols"),
    Face("NotoSansSymbols2-Regular.ttf", "Noto Sans Symbols 2"),
    Face("NotoSansSC-Regular.ttf", "Noto Sans SC"),
    Face("NotoSansKR-Regular.ttf", "Noto Sans KR"),
)

FAMILIES = tuple(dict.fromkeys(face.family for face in FACES))
"""In the order in which a character is looked for."""


def faces_for(weight: Weight, *, italic: bool) -> tuple[Face, ...]:
    """Return one face of each family, the nearest it has: weight goes before slant."""
    return tuple(
        min(
            (face for face in FACES if face.family == family),
            key=lambda face: (face.weight != weight, face.italic != italic),
        )
        for family in FAMILIES
    )


def font_files() -> list[Path]:
    """Return the files of all faces."""
    return [face.path for face in FACES]
