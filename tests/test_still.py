"""PNG and PDF: the packaged fonts and no others, no gaps, the same bytes each time."""

from __future__ import annotations

import re
import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from PIL import Image, ImageChops
from stills import drawn, ink, line, opened, svg_of

import geobrief
from geobrief.errors import GlyphError, InputError, ViewError
from geobrief.fonts import text_width
from geobrief.render import still
from geobrief.render.image import Still

if TYPE_CHECKING:
    from pathlib import Path

POPPLER = shutil.which("pdftotext") is None or shutil.which("pdftoppm") is None
needs_poppler = pytest.mark.skipif(POPPLER, reason="needs poppler-utils")

ROCKET = "\U0001f680"


def pdf_of(content: str, folder: Path) -> Path:
    path = folder / "a.pdf"
    path.write_bytes(still.pdf(svg_of(content)))
    return path


def pdf_drawn(content: str, folder: Path) -> Image.Image:
    """Return what is drawn in the PDF, with a pixel to a px."""
    subprocess.run(
        ["pdftoppm", "-r", "96", "-png", "-singlefile", pdf_of(content, folder), folder / "a"],
        check=True,
        capture_output=True,
    )
    return opened((folder / "a.png").read_bytes())


def said_in(content: str, folder: Path) -> str:
    run = ["pdftotext", "-enc", "UTF-8", pdf_of(content, folder), "-"]
    return subprocess.run(run, check=True, capture_output=True, encoding="utf-8").stdout


@pytest.fixture
def house_font(tmp_path: Path) -> Path:
    """Make a font that has nothing but a rocket, which is a square."""
    pen = TTGlyphPen(None)
    for number, corner in enumerate([(100, 0), (100, 700), (900, 700), (900, 0)]):
        (pen.lineTo if number else pen.moveTo)(corner)
    pen.closePath()
    square = pen.glyph()
    font = FontBuilder(1000, isTTF=True)
    font.setupGlyphOrder([".notdef", "rocket"])
    font.setupCharacterMap({ord(ROCKET): "rocket"})
    font.setupGlyf({".notdef": TTGlyphPen(None).glyph(), "rocket": square})
    font.setupHorizontalMetrics({".notdef": (500, 0), "rocket": (1000, 100)})
    font.setupHorizontalHeader(ascent=800, descent=-200)
    font.setupNameTable({"familyName": "House", "styleName": "Regular", "psName": "House-Regular"})
    font.setupOS2(sTypoAscender=800, sTypoDescender=-200, usWinAscent=800, usWinDescent=200)
    font.setupPost()
    path = tmp_path / "house.ttf"
    font.save(path)
    return path


def test_the_same_bytes_each_time() -> None:
    svg = svg_of(line("Kyiv عمان"))
    assert still.png(svg) == still.png(svg)
    assert still.pdf(svg) == still.pdf(svg)
    assert b"CreationDate" not in still.pdf(svg)
    assert b"CreateDate" not in still.pdf(svg)


def test_a_png_tells_its_size_on_paper_and_its_title() -> None:
    image = Image.open(BytesIO(still.png(svg_of(""), scale=2)))
    image.load()
    assert image.size == (1800, 200)
    assert image.info["dpi"] == pytest.approx((192, 192), abs=0.1)
    assert image.info["Title"] == "A <b> & é"
    assert image.info["Software"].startswith("geobrief ")


def test_a_pdf_has_its_size_its_title_and_its_fonts() -> None:
    made = still.pdf(svg_of(line("Kyiv") + line("Kyiv", y=90, more='font-weight="bold"')))
    assert re.search(rb"/MediaBox ?\[0 0 675 75\]", made)  # 900 by 100 px, of which 96 are an inch
    assert "A &lt;b&gt; &amp; é".encode() in made
    assert b"+NotoSans-Regular" in made
    assert b"+NotoSans-Bold" in made
    assert made.count(b"/FontFile2") == 2
    assert b"/Lang(en)" in made


@needs_poppler
@pytest.mark.parametrize("text", ["Dolmabahçe Palace", "Київ", "Αθήνα", "北京", "თბილისი"])
def test_text_stays_text(text: str, tmp_path: Path) -> None:
    assert text in said_in(line(text), tmp_path)


@pytest.mark.parametrize(
    "family", ["'DejaVu Sans', 'Noto Sans'", "sans-serif", "serif", "monospace", "x, 'Noto Sans'"]
)
def test_fonts_of_the_system_are_ignored(family: str) -> None:
    more = f'font-family="{family}"'
    assert (
        ImageChops.difference(drawn(line("Kyiv")), drawn(line("Kyiv", more=more))).getbbox() is None
    )


def leans_left(image: Image.Image) -> bool:
    """Tell whether the tallest ink is in the left half of all ink."""
    left, top, right, _ = ink(image)
    tallest = ink(image.crop((0, 0, image.width, top + 5)))
    return tallest[0] + tallest[2] < left + right


RIGHT_TO_LEFT = {"Arabic": "ما", "Hebrew": "אל"}
"""A low letter, then a tall one: read from the right, the tall one is at the left."""


@pytest.mark.parametrize("text", RIGHT_TO_LEFT.values(), ids=RIGHT_TO_LEFT)
def test_right_to_left_in_a_png(text: str) -> None:
    assert leans_left(drawn(line(text)))
    assert leans_left(drawn(line(text, more='font-weight="bold"')))
    assert not leans_left(drawn(line(f"\u202d{text}\u202c")))  # forced the other way, it would not


@needs_poppler
@pytest.mark.parametrize("text", RIGHT_TO_LEFT.values(), ids=RIGHT_TO_LEFT)
def test_right_to_left_in_a_pdf(text: str, tmp_path: Path) -> None:
    assert leans_left(pdf_drawn(line(text), tmp_path))


TEXTS = {
    "Latin": "Dolmabahçe Palace",
    "Arabic": "القدس الشرقية",
    "Hebrew": "תל אביב-יפו",
    "both ways": "Hebron (الخليل) 3",
    "Thai": "กรุงเทพฯ ที่นี่",
    "Chinese": "北京 臺灣",
}
ENDS = {"start": (0.0, 1.0), "middle": (0.5, 0.5), "end": (1.0, 0.0)}


@pytest.mark.parametrize("anchor", ENDS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("kind", ["png", pytest.param("pdf", marks=needs_poppler)])
def test_text_is_as_long_as_it_is_pinned(text: str, anchor: str, kind: str, tmp_path: Path) -> None:
    length = text_width(text, size_px=40) * 1.15
    pinned = line(
        text,
        x=450,
        more=f'text-anchor="{anchor}" textLength="{length}" lengthAdjust="spacingAndGlyphs"',
    )
    image = drawn(pinned) if kind == "png" else pdf_drawn(pinned, tmp_path)
    left, _, right, _ = ink(image)
    before, after = ENDS[anchor]
    assert left == pytest.approx(450 - before * length, abs=6)
    assert right == pytest.approx(450 + after * length, abs=6)


def test_a_text_of_many_scripts_stops_nothing() -> None:
    still.png(svg_of(line("Gaza غزة (2 km) עזה กรุง 北京 서울 → თბ Ե", more='font-weight="700"')))


@pytest.mark.parametrize("text", ["Kyiv", "", "İ\u200f\u2066غزة\u2069", "北 → ②"])
def test_what_fonts_have_is_let_pass(text: str) -> None:
    still.check_glyphs([text])


def test_a_missing_letter_is_an_error_that_says_where() -> None:
    with pytest.raises(GlyphError) as caught:
        still.check_glyphs(
            ["Kyiv", f"Baikonur {ROCKET}", "x" * 200 + "\U0001f30d", "\x00" + ROCKET]
        )
    told = str(caught.value)
    assert caught.value.chars == f"{ROCKET}\U0001f30d"
    assert f'{ROCKET} (U+1F680) in "Baikonur {ROCKET}"' in told
    assert "style file" in told
    assert "Kyiv" not in told
    assert "x" * 60 not in told


def test_scripts_that_would_be_drawn_wrong_are_errors_whatever_the_fonts(house_font: Path) -> None:
    with pytest.raises(GlyphError, match="southern Asia"):
        still.check_glyphs(["दिल्ली"], [house_font])


def test_many_missing_letters_are_told_in_short() -> None:
    with pytest.raises(GlyphError) as caught:
        still.check_glyphs([f"{chr(0x13000 + n)}{'x' * n}" for n in range(40)])
    assert len(str(caught.value).splitlines()) < 14
    assert "and 30 more texts" in str(caught.value)
    with pytest.raises(GlyphError, match="and 30 more in"):
        still.check_glyphs(["".join(chr(0x13000 + n) for n in range(40))])


def test_a_font_of_the_house_is_drawn_with(house_font: Path) -> None:
    still.check_glyphs([ROCKET], [house_font])
    svg = svg_of(line(ROCKET, more='font-family="House, Noto Sans"'))
    left, top, right, bottom = ink(opened(still.png(svg, scale=1, fonts=[house_font])))
    assert (right - left, bottom - top) == (32, 28)
    assert b"+House-Regular" in still.pdf(svg, fonts=[house_font])


def test_a_png_has_an_end() -> None:
    with pytest.raises(ViewError, match=r"60 million pixels; .* or --scale 25\.8 at most"):
        still.png(svg_of(""), scale=30)
    still.check_pixels(1200, 800, 7.9)


def test_without_the_extra_its_name_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(still, "find_spec", lambda _: None)
    with pytest.raises(InputError, match=r'pip install "geobrief\[pdf\]"'):
        still.pdf(svg_of(""))


def test_a_stop_of_the_library_is_a_fault_that_can_be_told() -> None:
    class PanicException(BaseException):
        pass

    def panic() -> None:
        with still._no_panic():  # noqa: SLF001 - no input is known that stops it
            message = "index"
            raise PanicException(message)

    with pytest.raises(RuntimeError, match="stopped: index"):
        panic()


def test_an_svg_needs_no_glyphs() -> None:
    image = Still("<svg/>", "<svg/>", (ROCKET,))
    assert still.as_files(image, ["svg"]) == {"svg": "<svg/>"}
    with pytest.raises(GlyphError):
        still.as_files(image, ["svg", "png"])


def test_from_a_brief_to_images() -> None:
    brief = geobrief.brief_of_places(["Ankara", "Istanbul"])
    size = (480, 400)
    assert geobrief.render_svg(brief, size=size) == geobrief.render_svg(brief, size=size)
    image = opened(geobrief.render_png(brief, size=size, scale=1.5, theme="print"))
    assert image.size == (720, 600)
    darkest, lightest = image.getextrema()
    assert darkest < 60
    assert lightest > 250
    assert re.search(rb"/MediaBox ?\[0 0 360 300\]", geobrief.render_pdf(brief, size=size))
