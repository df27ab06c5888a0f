"""Write geobrief/data/fonts: Noto's faces, cut to the scripts that maps are lettered in.

`python tools/build_fonts.py` writes; with `--check` it only compares and exits 1 on a difference.
Hints for screens of low resolution go, and so does what no place is called with.
"""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from io import BytesIO
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from fetch import ROOT, read_member
from fontTools import subset
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

DATA = ROOT / "geobrief" / "data"
EXTRA = ROOT / "tools" / "fonts.toml"
LICENCE = DATA / "LICENSES" / "OFL-1.1-noto.txt"
PACKAGES = "@expo-google-fonts/"


class Cut(NamedTuple):
    """A face to write: where from, and which of its characters it keeps."""

    package: str
    member: str
    keep: Callable[[], Iterable[int]]


def ranges(*pairs: tuple[int, int]) -> Callable[[], Iterable[int]]:
    """Return what lists the characters from each first to each last one."""
    return lambda: chain.from_iterable(range(first, last + 1) for first, last in pairs)


def han() -> Iterable[int]:
    """Return the Chinese characters in common use, simplified and traditional, and kana."""
    simplified = table("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF))
    traditional = table("big5", range(0xA4, 0xC7), [*range(0x40, 0x7F), *range(0xA1, 0xFF)])
    signs = ranges((0x3000, 0x30FF), (0xFF00, 0xFFEF))()
    return {*signs, *simplified, *traditional, *extra("han")}


def hangul() -> Iterable[int]:
    """Return the Korean syllables in common use."""
    return {*table("euc_kr", range(0xB0, 0xC9), range(0xA1, 0xFF)), *extra("hangul")}


def table(encoding: str, rows: Iterable[int], cells: Iterable[int]) -> set[int]:
    """Return the characters that a national standard orders by use in the rows of its table."""
    cells = list(cells)
    pairs = (bytes([row, cell]) for row in rows for cell in cells)
    return {ord(char) for char in chain.from_iterable(p.decode(encoding, "ignore") for p in pairs)}


def extra(key: str) -> Iterable[int]:
    """Return the characters that place names need beside those of the standards' tables."""
    return map(ord, tomllib.loads(EXTRA.read_text(encoding="utf-8"))[key])


REGULAR = "400Regular/{}_400Regular"
BOLD = "700Bold/{}_700Bold"
ITALIC = "400Regular_Italic/{}_400Regular_Italic"
BOLD_ITALIC = "700Bold_Italic/{}_700Bold_Italic"

WEST = ranges(
    (0x0000, 0x052F),  # Latin with its accents and phonetics, Greek, Cyrillic
    (0x1AB0, 0x1AFF),  # more accents
    (0x1D00, 0x1DFF),  # phonetics, more accents
    (0x1E00, 0x1FFF),  # Latin of Vietnam and of transliterations, Greek of antiquity
    (0x2000, 0x2BFF),  # punctuation, currencies, numbers, arrows, signs
    (0x2C60, 0x2C7F),  # Latin of Uyghur and others
    (0x2E00, 0x2E7F),  # more punctuation
    (0xA720, 0xA7FF),  # Latin of transliterations
    (0xFB00, 0xFB06),  # ligatures
    (0xFE00, 0xFE2F),  # accents over two letters
    (0xFFFD, 0xFFFD),
)
COMMON = ((0x20, 0x20), (0xA0, 0xA0), (0x200C, 0x200F), (0x25CC, 0x25CC))
"""Blanks, and what holds letters together or shows a mark without one: every face has these."""
ARABIC = ranges(*COMMON, (0x0600, 0x08FF), (0xFB50, 0xFEFF))
HEBREW = ranges(*COMMON, (0x0590, 0x05FF), (0xFB1D, 0xFB4F))
GEORGIAN = ranges(*COMMON, (0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))
ARMENIAN = ranges(*COMMON, (0x0530, 0x058F), (0xFB13, 0xFB17))
THAI = ranges(*COMMON, (0x0E00, 0x0E7F))
DEVANAGARI = ranges(*COMMON, (0x0900, 0x097F), (0x1CD0, 0x1CFF), (0xA830, 0xA839), (0xA8E0, 0xA8FF))
ARROWS = ranges((0x2190, 0x22FF), (0x25A0, 0x25FF))
NUMBERS = ranges((0x2460, 0x24FF), (0x2600, 0x26FF))
SIGNS = ranges((0x2300, 0x23FF), (0x2600, 0x27BF))

CUTS = {
    "NotoSans-Regular": Cut("noto-sans", REGULAR, WEST),
    "NotoSans-Bold": Cut("noto-sans", BOLD, WEST),
    "NotoSans-Italic": Cut("noto-sans", ITALIC, WEST),
    "NotoSans-BoldItalic": Cut("noto-sans", BOLD_ITALIC, WEST),
    "NotoSansArabic-Regular": Cut("noto-sans-arabic", REGULAR, ARABIC),
    "NotoSansArabic-Bold": Cut("noto-sans-arabic", BOLD, ARABIC),
    "NotoSansHebrew-Regular": Cut("noto-sans-hebrew", REGULAR, HEBREW),
    "NotoSansHebrew-Bold": Cut("noto-sans-hebrew", BOLD, HEBREW),
    "NotoSansGeorgian-Regular": Cut("noto-sans-georgian", REGULAR, GEORGIAN),
    "NotoSansGeorgian-Bold": Cut("noto-sans-georgian", BOLD, GEORGIAN),
    "NotoSansArmenian-Regular": Cut("noto-sans-armenian", REGULAR, ARMENIAN),
    "NotoSansArmenian-Bold": Cut("noto-sans-armenian", BOLD, ARMENIAN),
    "NotoSansThai-Regular": Cut("noto-sans-thai", REGULAR, THAI),
    "NotoSansThai-Bold": Cut("noto-sans-thai", BOLD, THAI),
    "NotoSansDevanagari-Regular": Cut("noto-sans-devanagari", REGULAR, DEVANAGARI),
    "NotoSansMath-Regular": Cut("noto-sans-math", REGULAR, ARROWS),
    "NotoSansSymbols-Regular": Cut("noto-sans-symbols", REGULAR, NUMBERS),
    "NotoSansSymbols2-Regular": Cut("noto-sans-symbols-2", REGULAR, SIGNS),
    "NotoSansSC-Regular": Cut("noto-sans-sc", REGULAR, han),
    "NotoSansKR-Regular": Cut("noto-sans-kr", REGULAR, hangul),
}


def built() -> dict[Path, bytes]:
    """Return the files to write and their bytes."""
    made = {DATA / "fonts" / f"{name}.ttf": face(name, cut) for name, cut in CUTS.items()}
    return {**made, LICENCE: licence().encode()}


def face(name: str, cut: Cut) -> bytes:
    """Return a face with its own dates, cut to the characters that it keeps."""
    member = f"{cut.member.format(name.partition('-')[0])}.ttf"
    font = TTFont(BytesIO(package_file(cut.package, member)), recalcTimestamp=False)
    options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False)
    options.name_IDs = [*range(7), 13, 14, 16, 17]
    options.drop_tables += [
        "BASE",
        "MATH",
        "STAT",
        "VORG",
        "vhea",
        "vmtx",
    ]  # formulas, upright lines
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=set(cut.keep()) & set(font.getBestCmap()))
    cutter.subset(font)
    stream = BytesIO()
    font.save(stream)
    return stream.getvalue()


def licence() -> str:
    """Return the one licence of all faces, under the names of all their makers."""
    makers, texts = [], set()
    for package in dict.fromkeys(cut.package for cut in CUTS.values()):
        maker, _, text = package_file(package, "LICENSE_FONT").decode("utf-8").partition("\n")
        makers.append(maker.strip())
        text = text.replace("https://scripts.sil.org/OFL", "https://openfontlicense.org")  # moved
        texts.add("\n".join(line.rstrip() for line in text.strip().splitlines()))
    (text,) = texts
    return "\n".join([*dict.fromkeys(makers), "", text, ""])


@cache
def package_file(package: str, member: str) -> bytes:
    """Return one file of a package, unpacked once."""
    return read_member(PACKAGES + package, member)


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
            print(f"{path.relative_to(ROOT).as_posix()}: {len(made):,} bytes")
    if wrong:
        print(f"not what the build makes: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
