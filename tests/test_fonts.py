"""The packaged fonts: what they can write, and that a text is as wide as is said."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from stills import drawn, ink, line

import geobrief
from geobrief.fonts import FAMILY, font_files, missing_glyphs, text_width
from geobrief.fonts.faces import FACES, REGULAR, Face

DATA = Path(geobrief.__file__).parent / "data"
MB = 1_000_000


@cache
def table(face: Face) -> Any:  # noqa: ANN401 - fontTools has no types
    return TTFont(face.path)


def test_they_are_there_and_not_too_large() -> None:
    assert {path.name for path in font_files()} == {path.name for path in DATA.glob("fonts/*")}
    assert 4 * MB < sum(path.stat().st_size for path in font_files()) < 5 * MB


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_a_face_is_called_as_css_asks_for_it(face: Face) -> None:
    font = table(face)
    assert font["name"].getDebugName(1) == FAMILY
    assert font["OS/2"].usWeightClass == (700 if face.weight == "bold" else 400)
    assert bool(font["OS/2"].fsSelection & 1) is face.italic
    assert font["OS/2"].fsType == 0  # may be put into files that go anywhere


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_the_regular_face_has_what_any_has(face: Face) -> None:
    assert set(table(face).getBestCmap()) <= set(table(REGULAR).getBestCmap())


def test_the_licence_is_with_them() -> None:
    text = (DATA / "LICENSES" / "OFL-1.1-noto.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "The Noto Project Authors" in text
    assert "Adobe" in text


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
@pytest.mark.parametrize("text", ["H", "HnoH", "2025", "Ж", "Ω"])
def test_a_width_is_the_sum_of_the_fonts_own(face: Face, text: str) -> None:
    font = table(face)
    names = [font.getBestCmap()[ord(char)] for char in text]
    units = sum(font["hmtx"][name][0] for name in names)  # these are not kerned
    width = text_width(text, size_px=20, weight=face.weight, italic=face.italic)
    assert width == pytest.approx(units / font["head"].unitsPerEm * 20)


def test_letters_are_kerned_and_joined() -> None:
    def width(text: str) -> float:
        return text_width(text, size_px=100)

    assert width("AV") < width("A") + width("V")
    assert width("سلام") < sum(map(width, "سلام"))
    assert width("e\u0301") == width("é") == width("e")
    assert width("\u0e17\u0e35\u0e48") == width("\u0e17")  # Thai signs stand above


def test_what_a_face_has_not_is_set_in_the_regular_one() -> None:
    assert text_width("北京", size_px=10, weight="bold") == text_width("北京", size_px=10) == 20
    assert text_width("بحر", size_px=10, italic=True) == text_width("بحر", size_px=10)
    assert text_width("Kyiv", size_px=10, weight="bold") > text_width("Kyiv", size_px=10)
    assert text_width("عمان", size_px=10, weight="bold") != text_width("عمان", size_px=10)


def test_letters_are_spaced() -> None:
    plain = text_width("IRAN", size_px=10)
    assert text_width("IRAN", size_px=10, spacing_em=0.2) == pytest.approx(plain + 4 * 2)


def test_a_missing_letter_takes_an_em() -> None:
    assert text_width("\U0001f30d", size_px=10) == 10
    assert text_width("\ud800", size_px=10) == 10


@given(st.text(alphabet=st.characters(), max_size=30), st.sampled_from(FACES))
def test_any_text_has_a_width(text: str, face: Face) -> None:
    one = text_width(text, size_px=1, weight=face.weight, italic=face.italic)
    assert one >= 0
    assert text_width(text, size_px=16, weight=face.weight, italic=face.italic) == 16 * one
    assert set(missing_glyphs(text)) <= set(text) | set(missing_glyphs(missing_glyphs(text)))


def test_what_draws_nothing_is_not_missing() -> None:
    assert missing_glyphs("a\u200f\u2066b\u2069\u00ad\u2060\ufeff\ufe0f\t\r\n\u2028") == ""


def test_letters_that_are_missing_are_named_once() -> None:
    assert missing_glyphs("x\U0001f30d दद x\U0001f30d") == "\U0001f30dद"


def test_accents_apart_are_letters_with_accents() -> None:
    assert missing_glyphs("E\u0323\u0302 か\u3099 \u1109\u1165\u110b\u116e\u11af") == ""


def test_all_names_of_the_map_can_be_written() -> None:
    tables = sorted(DATA.glob("*.csv"))
    assert tables
    for path in tables:
        assert missing_glyphs(path.read_text(encoding="utf-8")) == "", path.name


def test_all_names_of_places_can_be_written() -> None:
    with closing(sqlite3.connect(DATA / "gazetteer.sqlite")) as gazetteer:
        names = gazetteer.execute("SELECT name FROM places UNION ALL SELECT name FROM countries")
        letters = {letter for (name,) in names for letter in name}
    assert len(letters) > 100
    assert missing_glyphs("".join(sorted(letters))) == ""


WRITTEN = {
    "Latin": "Hamburg",
    "Turkish": "İstanbul, Ş\u0131rnak, Muğla",
    "Vietnamese": "Nha Trang, Đà Nẵng",
    "Cyrillic": "Київ",
    "Greek": "Αθήνα",
    "Arabic": "القدس الشرقية",
    "Persian": "تهران",
    "Hebrew": "תל אביב-יפו",
    "Hebrew with vowels": "שָׁלוֹם",
    "Georgian": "თბილისი",
    "Armenian": "Երևան",
    "Thai": "กรุงเทพฯ ที่นี่",
    "Chinese": "北京 臺灣 广州",
    "Japanese": "東京 よこはま トヨタ",
    "Korean": "서울",
    "both ways": "Hebron (الخليل, חברון), 30 km",
    "signs": "≈ 5° \u00d7 3 → ② ✓",
}


# What is bold and italic is left out: for what it lacks, each library chooses its own of three.
@pytest.mark.parametrize("face", FACES[:3], ids=lambda face: face.file)
@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_a_text_is_drawn_as_wide_as_is_said(text: str, face: Face) -> None:
    assert missing_glyphs(text) == ""
    said = text_width(f"|{text}|", size_px=40, weight=face.weight, italic=face.italic)
    side = text_width("|", size_px=40, weight=face.weight, italic=face.italic)
    if not set(text) <= set(map(chr, table(face).getBestCmap())):
        side = text_width("|", size_px=40)
    weight = "bold" if face.weight == "bold" else "normal"
    style = "italic" if face.italic else "normal"
    left, _, right, _ = ink(
        drawn(line(f"|{text}|", x=50, y=60, more=f'font-weight="{weight}" font-style="{style}"'))
    )
    # Both ends are strokes in the middle of their widths; between them is what was measured.
    slack = 12 if face.italic else 5
    assert right - left == pytest.approx(said - side, abs=slack)
