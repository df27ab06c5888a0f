"""Write geobrief/data/fonts: Noto's faces, cut to the scripts that maps are lettered in.

`python tools/build_fonts.py` writes; with `--check` it only compares and exits 1 on a difference.
Hints for screens of low resolution go, and so does what no place is called with.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from fetch import read_member
from fontTools import subset
from fontTools.ttLib import TTFont

DATA = Path(__file__).resolve().parent.parent / "geobrief" / "data"
FONTS = DATA / "fonts"
SCOPE = "@expo-google-fonts/"


class Cut(NamedTuple):
    """A face to write: where from, and which of its characters."""

    package: str
    member: str
    keep: tuple[tuple[int, int], ...]
    """First and last code points of the ranges that are kept; all if there are none."""


WEST = (
    (0x0000, 0x058F),  # Latin with its accents and phonetics, Greek, Cyrillic
    (0x1AB0, 0x1AFF),  # more accents
    (0x1D00, 0x1DFF),  # phonetics, more accents
    (0x1E00, 0x1FFF),  # Latin of Vietnam and of transliterations, Greek of antiquity
    (0x2000, 0x2BFF),  # punctuation, currencies, numbers, arrows, signs
    (0x2C60, 0x2C7F),  # Latin of Uyghur and others
    (0x2E00, 0x2E7F),  # more punctuation
    (0xA720, 0xA7FF),  # Latin of transliterations
    (0xFB00, 0xFB06),  # ligatures
    (0xFE00, 0xFE2F),  # accents over two letters
    (0xFFFC, 0xFFFD),
)
ALL: tuple[tuple[int, int], ...] = ()

CUTS = {
    "NotoSans-Regular": Cut("noto-sans", "400Regular/NotoSans_400Regular", WEST),
    "NotoSans-Bold": Cut("noto-sans", "700Bold/NotoSans_700Bold", WEST),
    "NotoSans-Italic": Cut("noto-sans", "400Regular_Italic/NotoSans_400Regular_Italic", WEST),
    "NotoSans-BoldItalic": Cut("noto-sans", "700Bold_Italic/NotoSans_700Bold_Italic", WEST),
    "NotoSansArabic-Regular": Cut("noto-sans-arabic", "400Regular/NotoSansArabic_400Regular", ALL),
    "NotoSansArabic-Bold": Cut("noto-sans-arabic", "700Bold/NotoSansArabic_700Bold", ALL),
    "NotoSansHebrew-Regular": Cut("noto-sans-hebrew", "400Regular/NotoSansHebrew_400Regular", ALL),
    "NotoSansHebrew-Bold": Cut("noto-sans-hebrew", "700Bold/NotoSansHebrew_700Bold", ALL),
}


def built() -> dict[Path, bytes]:
    """Return the files to write and their bytes."""
    return {FONTS / f"{name}.ttf": face(cut) for name, cut in CUTS.items()}


def face(cut: Cut) -> bytes:
    """Return a face with its own dates, cut to the characters that are kept."""
    font = TTFont(
        BytesIO(read_member(SCOPE + cut.package, cut.member + ".ttf")), recalcTimestamp=False
    )
    options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False)
    options.name_IDs = [*range(7), 13, 14, 16, 17]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for code in font.getBestCmap() if is_kept(code, cut.keep)])
    cutter.subset(font)
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


def is_kept(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    """Tell whether a character stays."""
    return not ranges or any(first <= code <= last for first, last in ranges)


def main() -> int:
    """Write the fonts, or compare them with what stands there."""
    wrong = []
    for path, made in built().items():
        if "--check" in sys.argv:
            if not path.exists() or path.read_bytes() != made:
                wrong.append(path.name)
        else:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(made)
            print(f"{path.relative_to(DATA.parent.parent)}: {len(made):,} bytes")
    if wrong:
        print(f"not what the build makes: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
