"""Pictures of what is hard to draw, looked at once and kept: they change only when someone says so.

`GEOBRIEF_GOLDEN=1 make test PYTEST_ARGS=tests/test_golden_images.py` writes them anew; look at each
before it is committed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hard_cases import HARD_CASES
from images import opened, unlikeness
from pictures import reduced
from PIL import Image

from geobrief.errors import GeobriefError
from geobrief.model import Brief

GOLDEN = Path(__file__).resolve().parent / "golden" / "images"
FONTS = Path(__file__).resolve().parent.parent / "geobrief" / "data" / "fonts"
SIZE_PX = (600, 450)
MOST_BYTES = 60_000
LIMIT_PX = 30
"""Of a picture's pixels so many may differ: another version of the renderer rounds differently."""


def _brief(story: dict[str, object] | Path) -> Brief:
    from geobrief.records import read_brief

    return read_brief(story) if isinstance(story, Path) else Brief.from_dict(story)


def _picture(brief: Brief) -> Image.Image:
    from geobrief.layers import build_layers
    from geobrief.render.image import render_image
    from geobrief.render.still import png

    still = render_image(brief, build_layers(brief), size=SIZE_PX)
    return opened(png(still.drawing, scale=1))


@pytest.mark.parametrize("name", HARD_CASES)
def test_a_hard_case_looks_as_it_did(name: str, tmp_path: Path) -> None:
    actual = _picture(_brief(HARD_CASES[name]))
    path = GOLDEN / f"{name}.png"
    if os.environ.get("GEOBRIEF_GOLDEN"):
        reduced(actual).save(path, optimize=True)
    found = unlikeness(actual, Image.open(path))
    if found.pixels > LIMIT_PX:
        actual.save(tmp_path / f"{name}.png")
        found.picture.save(tmp_path / f"{name}-differs.png")
        pytest.fail(f"{name}: {found}; see both pictures in {tmp_path}")


def test_golden_images_are_small_and_none_is_left_over() -> None:
    sizes = {path.stem: path.stat().st_size for path in GOLDEN.glob("*.png")}
    assert set(sizes) == set(HARD_CASES)
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def test_a_story_without_a_place_is_an_error_that_says_what_to_add() -> None:
    brief = Brief.from_dict({"title": "No place", "people": [{"name": "Ada"}]})
    with pytest.raises(GeobriefError, match="place"):
        _picture(brief)


# --- the comparison itself

_DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" width="300" height="220">
<rect width="300" height="220" fill="#dce8f0"/><g transform="translate({shift} {shift})">
<path d="M20 30L160 15L270 70L260 200L60 210z" fill="#f7f5f0" stroke="#9ab" stroke-width=".8"/>
<path d="M60 30L{border} 110L140 150L200 205" fill="none" stroke="{ink}"/>
<text x="{x}" y="80" font-family="Noto Sans" font-size="13" fill="#222">Zagreb</text>
<circle cx="110" cy="75" r="4.5" fill="{fill}"/></g></svg>"""


_PLAIN = {"shift": 0, "border": 110, "x": 120, "ink": "#bbb", "fill": "#b22"}


def _drawing(change: dict[str, float | str] | None = None, *, finer: int = 1) -> Image.Image:
    """Draw it; `finer` so many times as large, and shrunk: edges are smoothed in another way."""
    import resvg_py

    svg = _DRAWING.format(**_PLAIN | (change or {}))
    fonts = [str(FONTS / "NotoSans-Regular.ttf")]
    png = resvg_py.svg_to_bytes(
        svg_string=svg, font_files=fonts, skip_system_fonts=True, zoom=finer
    )
    return opened(png).resize((300, 220), Image.Resampling.BOX)


@pytest.mark.parametrize(
    "change", [{"x": 123}, {"border": 117}, {"ink": "#f7f5f0"}, {"fill": "#2a2"}, {"shift": 3}]
)
def test_the_comparison_notices_what_a_reader_could(change: dict[str, float | str]) -> None:
    found = unlikeness(_drawing(change), reduced(_drawing()))
    assert found.pixels > LIMIT_PX, found


@pytest.mark.parametrize(("change", "finer"), [({}, 1), ({}, 3), ({"shift": 0.1}, 1)])
def test_the_comparison_does_not_notice_smoothed_edges_and_fewer_colours(
    change: dict[str, float | str], finer: int
) -> None:
    found = unlikeness(_drawing(change, finer=finer), reduced(_drawing()))
    assert found.pixels <= LIMIT_PX / 2, found


def test_pictures_of_different_sizes_are_not_compared() -> None:
    with pytest.raises(ValueError, match="px"):
        unlikeness(Image.new("RGB", (3, 3)), Image.new("RGB", (3, 4)))
