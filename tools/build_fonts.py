"""Write geobrief/data/fonts: Noto's faces, cut to the scripts that maps are lettered in.

`python tools/build_fonts.py` writes; with `--check` it only compares and exits 1 on a difference.
Hints for screens of low resolution go, and so does what no place is called with. The scripts that
Noto keeps in a font each are merged: where a text is of two fonts, resvg (0.48) loses letters of
it or stops.
"""

from __future__ import annotations

import sys
import tomllib
from functools import cache
from io import BytesIO
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from fetch import ROOT, read_member
from fontTools import subset
from fontTools.merge import Merger
from fontTools.merge.options import Options as MergeOptions
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from collections.abc import Set as AbstractSet

DATA = ROOT / "geobrief" / "data"
EXTRA = ROOT / "tools" / "fonts.toml"
LICENCE = DATA / "LICENSES" / "OFL-1.1-noto.txt"
MORE = ["BASE", "DSIG", "MATH", "STAT", "VORG", "gasp", "vhea", "vmtx"]
"""Tables for formulas, upright lines, and choosing among faces."""
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
ARABIC = ranges((0x0600, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))
HEBREW = ranges((0x0590, 0x05FF), (0xFB1D, 0xFB4F))
GEORGIAN = ranges((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))
ARMENIAN = ranges((0x0530, 0x058F), (0xFB13, 0xFB17))
THAI = ranges((0x0E00, 0x0E7F))
ARROWS = ranges((0x2190, 0x22FF), (0x25A0, 0x25FF))
NUMBERS = ranges((0x2460, 0x24FF), (0x2600, 0x26FF))
SIGNS = ranges((0x2300, 0x23FF), (0x2600, 0x27BF))

PLAIN = (ARROWS, NUMBERS, SIGNS, han, hangul)
"""Scripts of which each character is drawn by itself."""

FACES = {
    "NotoSans-Regular": (
        Cut("noto-sans", "400Regular/NotoSans_400Regular", WEST),
        Cut("noto-sans-arabic", "400Regular/NotoSansArabic_400Regular", ARABIC),
        Cut("noto-sans-hebrew", "400Regular/NotoSansHebrew_400Regular", HEBREW),
        Cut("noto-sans-georgian", "400Regular/NotoSansGeorgian_400Regular", GEORGIAN),
        Cut("noto-sans-armenian", "400Regular/NotoSansArmenian_400Regular", ARMENIAN),
        Cut("noto-sans-thai", "400Regular/NotoSansThai_400Regular", THAI),
        Cut("noto-sans-math", "400Regular/NotoSansMath_400Regular", ARROWS),
        Cut("noto-sans-symbols", "400Regular/NotoSansSymbols_400Regular", NUMBERS),
        Cut("noto-sans-symbols-2", "400Regular/NotoSansSymbols2_400Regular", SIGNS),
        Cut("noto-sans-sc", "400Regular/NotoSansSC_400Regular", han),
        Cut("noto-sans-kr", "400Regular/NotoSansKR_400Regular", hangul),
    ),
    "NotoSans-Bold": (
        Cut("noto-sans", "700Bold/NotoSans_700Bold", WEST),
        Cut("noto-sans-arabic", "700Bold/NotoSansArabic_700Bold", ARABIC),
        Cut("noto-sans-hebrew", "700Bold/NotoSansHebrew_700Bold", HEBREW),
        Cut("noto-sans-georgian", "700Bold/NotoSansGeorgian_700Bold", GEORGIAN),
        Cut("noto-sans-armenian", "700Bold/NotoSansArmenian_700Bold", ARMENIAN),
        Cut("noto-sans-thai", "700Bold/NotoSansThai_700Bold", THAI),
    ),
    "NotoSans-Italic": (Cut("noto-sans", "400Regular_Italic/NotoSans_400Regular_Italic", WEST),),
    "NotoSans-BoldItalic": (Cut("noto-sans", "700Bold_Italic/NotoSans_700Bold_Italic", WEST),),
}
"""Each file of the cuts that are merged into it; a character is the first one's that has it."""
PACKAGES_USED = tuple(dict.fromkeys(cut.package for cuts in FACES.values() for cut in cuts))


def built() -> dict[Path, bytes]:
    """Return the files to write and their bytes."""
    made = {DATA / "fonts" / f"{name}.ttf": face(cuts) for name, cuts in FACES.items()}
    return {**made, LICENCE: licence().encode()}


def face(cuts: Sequence[Cut]) -> bytes:
    """Return one face of the cuts, with the names, dates and heights of the first."""
    taken: set[int] = set()
    with TemporaryDirectory() as folder:
        paths = []
        for number, cut in enumerate(cuts):
            path = Path(folder) / f"{number}.ttf"
            taken |= write_cut(path, cut, without=taken)
            paths.append(str(path))
        first = TTFont(paths[0], recalcTimestamp=False)
        font = Merger(MergeOptions(drop_tables=MORE)).merge(paths) if paths[1:] else first
        font.recalcTimestamp = False
        font["name"] = first["name"]
        font["head"].created, font["head"].modified = first["head"].created, first["head"].modified
        stream = BytesIO()
        font.save(stream)
    return stream.getvalue()


def write_cut(path: Path, cut: Cut, *, without: AbstractSet[int]) -> set[int]:
    """Write a cut as a font of its own, and return the characters that it has.

    Only the first of a face says how blanks are set, and only scripts that need it keep rules on
    how letters join.
    """
    font = TTFont(BytesIO(package_file(cut.package, f"{cut.member}.ttf")), recalcTimestamp=False)
    options = subset.Options(hinting=False, notdef_outline=True, recalc_timestamp=False)
    options.name_IDs = [*range(7), 13, 14, 16, 17]
    options.drop_tables += MORE
    if cut.keep in PLAIN:
        options.layout_features = []
    kept = set(cut.keep()) & set(font.getBestCmap()) - without
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=kept)
    cutter.subset(font)
    font.save(path)
    return kept


def licence() -> str:
    """Return the one licence of all faces, under the names of all their makers."""
    makers, texts = [], set()
    for package in PACKAGES_USED:
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
