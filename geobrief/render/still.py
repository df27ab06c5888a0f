"""A still image's SVG → PNG or PDF, drawn with the packaged fonts and no others.

Both are the same bytes each time. resvg draws the pixels; typst, the extra `geobrief[pdf]`, writes
the PDF, in which text stays text. Neither tells of a letter that its fonts have not: so that is
looked for before.
"""

from __future__ import annotations

import re
import shutil
import struct
import zlib
from contextlib import contextmanager
from html import unescape
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from geobrief.errors import GlyphError, InputError, ViewError
from geobrief.fonts import FAMILY, font_files, missing_glyphs
from geobrief.render import make_still
from geobrief.render.environment import asset
from geobrief.render.inline import inline_figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from geobrief.basemap import Borders
    from geobrief.layers import Layers
    from geobrief.model import Brief
    from geobrief.render.image import Still

__all__ = [
    "MOST_PIXELS",
    "PX_PER_INCH",
    "as_files",
    "check_glyphs",
    "check_pdf",
    "check_pixels",
    "pdf",
    "png",
    "render_pdf",
    "render_png",
    "render_svg",
]

MOST_PIXELS = 60_000_000
"""What a PNG may have; in memory it takes four bytes for each."""
PX_PER_INCH = 96.0
"""CSS's pixels: so long an image is on paper, in the PDF and in programs that read a PNG's size."""
SIZE = (1200, 800)
"""Of an image in an article, in px."""
_WOVEN = (range(0x0900, 0x0E00), range(0x0F00, 0x10A0), range(0x1780, 0x1800))
"""From Devanagari to Sinhala, Tibetan and Burmese, Khmer."""
_MOST_TOLD = 10
_SHOWN = 60
"""Characters of a text that are shown in an error."""


def check_glyphs(texts: Iterable[str], fonts: Sequence[Path] = ()) -> None:
    """Make sure that all texts can be drawn.

    Args:
        texts: what is to be written.
        fonts: files of the house style, beside the packaged ones.

    Raises:
        GlyphError: names the characters and the texts that they stand in.
    """
    lost = {text: _lost_of(text, tuple(fonts)) for text in dict.fromkeys(texts)}
    lost = {text: chars for text, chars in lost.items() if chars}
    if lost:
        raise GlyphError(_lost_in_words(lost), chars="".join(dict.fromkeys("".join(lost.values()))))


def _lost_of(text: str, fonts: tuple[Path, ...]) -> str:
    """Return the characters that no font has, and those that are set wrong with any."""
    lost = {*missing_glyphs(text, more=fonts), *(char for char in text if _is_woven(char))}
    return "".join(char for char in dict.fromkeys(text) if char in lost)


def _is_woven(char: str) -> bool:
    """Tell whether a letter's signs stand before, above and around it: they get misplaced."""
    return any(ord(char) in script for script in _WOVEN)


def _lost_in_words(lost: dict[str, str]) -> str:
    lines = [
        f'{_chars_in_words(chars)} in "{_short(text)}"'
        for text, chars in list(lost.items())[:_MOST_TOLD]
    ]
    if len(lost) > _MOST_TOLD:
        lines.append(f"  and {len(lost) - _MOST_TOLD} more texts")
    if any(map(_is_woven, "".join(lost.values()))):
        lines.append(
            "  Scripts of southern Asia, in which signs stand around a letter, are not drawn right "
            "in still images."
        )
    way_out = (
        "  Write it otherwise (a label of your own: `label: {text: ...}`; a name of the map's: "
        "`names:`), or name a font that has it in the style file; the page alone, --format html, "
        "is shown in the reader's fonts."
    )
    return "\n".join([*lines, way_out])


def _chars_in_words(chars: str) -> str:
    told = ", ".join(map(_char_in_words, chars[:_MOST_TOLD]))
    more = f" and {len(chars) - _MOST_TOLD} more" if len(chars) > _MOST_TOLD else ""
    return f"a still image cannot show {told}{more}"


def _char_in_words(char: str) -> str:
    return f"{char} (U+{ord(char):04X})" if char.isprintable() else f"U+{ord(char):04X}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def check_pixels(width: float, height: float, scale: float) -> None:
    """Make sure that a PNG of that size can be made.

    Raises:
        ViewError: it would be too large.
    """
    across, down = round(width * scale), round(height * scale)
    if across * down > MOST_PIXELS:
        most = (MOST_PIXELS / (width * height)) ** 0.5
        message = (
            f"a PNG of {across:,} by {down:,} pixels ({width:g}x{height:g} at {scale:g}) is too "
            f"large: it may have {MOST_PIXELS // 1_000_000} million pixels; choose a smaller "
            f"--size, or --scale {int(most * 10) / 10:g} at most; PDF and SVG have no such limit"
        )
        raise ViewError(message)


def check_pdf() -> None:
    """Make sure that a PDF can be made here.

    Raises:
        InputError: the extra is not installed; says how to install it.
    """
    if find_spec("typst") is None:
        message = 'PDF needs an extra package: pip install "geobrief[pdf]"'
        raise InputError(message)


def render_svg(
    brief: Brief,
    layers: Layers | None = None,
    *,
    size: tuple[int, int] = SIZE,
    theme: str = "light",
    borders: Borders = "default",
) -> str:
    """Return the map of a brief as a still image, in SVG with text that stays text.

    Args:
        brief: the story's records.
        layers: what build_layers made of it; made here if it is not given.
        size: width and height in px, of which 96 are an inch.
        theme: light, dark or print.
        borders: whose point of view the borders show: default or de-facto.

    Raises:
        BriefError: a name does not become one point.
        ViewError: there is nothing to show, or not as asked, or no room for it.
    """
    return make_still(brief, layers, size=size, theme=theme, borders=borders).svg


def render_png(
    brief: Brief,
    layers: Layers | None = None,
    *,
    size: tuple[int, int] = SIZE,
    scale: float = 2.0,
    theme: str = "light",
    borders: Borders = "default",
) -> bytes:
    """Return the map of a brief as a still image, in PNG; `scale` is pixels to a px of its size.

    The rest is as in render_svg.

    Raises:
        BriefError: a name does not become one point.
        ViewError: there is nothing to show, or not as asked, or it would be too large.
        GlyphError: a letter is needed that no packaged font has.
    """
    check_pixels(*size, scale)
    still = make_still(brief, layers, size=size, theme=theme, borders=borders)
    check_glyphs(still.texts)
    return png(still.drawing, scale=scale)


def render_pdf(
    brief: Brief,
    layers: Layers | None = None,
    *,
    size: tuple[int, int] = SIZE,
    theme: str = "light",
    borders: Borders = "default",
) -> bytes:
    """Return the map of a brief as a still image, in PDF with its fonts and text that stays text.

    It needs the extra geobrief[pdf]; the rest is as in render_svg.

    Raises:
        BriefError: a name does not become one point.
        ViewError: there is nothing to show, or not as asked, or no room for it.
        GlyphError: a letter is needed that no packaged font has.
        InputError: the extra is not installed.
    """
    check_pdf()
    still = make_still(brief, layers, size=size, theme=theme, borders=borders)
    check_glyphs(still.texts)
    return pdf(still.drawing)


def as_files(
    still: Still, formats: Iterable[str], *, scale: float = 2.0, fonts: Sequence[Path] = ()
) -> dict[str, str | bytes]:
    """Return what the files of a still image hold, by their format.

    Args:
        still: the image.
        formats: of svg, png, pdf and inline, a figure of HTML.
        scale: a PNG's pixels to a px.
        fonts: files of the house style, beside the packaged ones.

    Raises:
        GlyphError: PNG or PDF would need a letter that no font has.
        ViewError: the PNG would be too large.
        InputError: what makes a PDF is not installed.
    """
    formats = list(formats)
    if {"png", "pdf"}.intersection(formats):
        check_glyphs(still.texts, fonts)
    makers: dict[str, Callable[[], str | bytes]] = {
        "svg": lambda: still.svg,
        "png": lambda: png(still.drawing, scale=scale, fonts=fonts),
        "pdf": lambda: pdf(still.drawing, fonts=fonts),
        "inline": lambda: inline_figure(still.svg),
    }
    return {name: makers[name]() for name in formats}


def png(svg: str, *, scale: float = 2.0, fonts: Sequence[Path] = ()) -> bytes:
    """Return the image as PNG, with its title and its size on paper.

    Args:
        svg: what `still_svg` makes; its units are CSS's pixels.
        scale: the PNG's pixels to one of those.
        fonts: files of the house style, beside the packaged ones.

    Raises:
        ViewError: it would be too large.
    """
    import resvg_py  # noqa: PLC0415 - only for PNG

    check_pixels(*_size(svg), scale)
    with _no_panic():
        made = resvg_py.svg_to_bytes(
            svg_string=svg,
            zoom=scale,
            dpi=96,  # else lengths in millimetres, as logos have them, are nothing
            skip_system_fonts=True,
            font_family=FAMILY,
            serif_family=FAMILY,
            sans_serif_family=FAMILY,
            monospace_family=FAMILY,
            font_files=[str(path) for path in (*font_files(), *fonts)],
        )
    return _with_chunks(bytes(made), title=_title(svg), px_per_inch=PX_PER_INCH * scale)


@contextmanager
def _no_panic() -> Iterator[None]:
    """Turn what stops the library into an exception that can be told."""
    try:
        yield
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # no Exception, and not to be imported
            message = f"the library that draws the PNG stopped: {error}"
            raise RuntimeError(message) from error
        raise


def _with_chunks(made: bytes, *, title: str, px_per_inch: float) -> bytes:
    """Put the title, what made the image, and its size on paper behind a PNG's header."""
    from geobrief import __version__  # noqa: PLC0415 - one version, kept at the top

    per_m = round(px_per_inch / 0.0254)
    told = [
        (b"pHYs", struct.pack(">IIB", per_m, per_m, 1)),
        (b"tEXt", f"Software\0geobrief {__version__}".encode("latin-1")),
        (b"iTXt", b"Title\0\0\0\0\0" + title.encode("utf-8", errors="replace")),
    ]
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in told
    )
    end = 8 + 4 + 4 + 13 + 4  # the signature, and the header with its length, name and sum
    return made[:end] + chunks + made[end:]


def pdf(svg: str, *, fonts: Sequence[Path] = ()) -> bytes:
    """Return the image as a PDF of one page: text stays text, and fonts are in it.

    Args:
        svg: what `still_svg` makes; 96 of its units are an inch.
        fonts: files of the house style, beside the packaged ones.

    Raises:
        InputError: the extra is not installed.
    """
    check_pdf()
    import typst  # noqa: PLC0415 - only for PDF

    from geobrief import __version__  # noqa: PLC0415 - one version, kept at the top

    told = {
        "svg": svg,
        "title": _title(svg),
        "alt": _told(svg),
        "lang": _lang(svg),
        "version": f"geobrief {__version__}",
    }
    with _font_folders(fonts) as folders:
        made: bytes = typst.compile(
            asset("still.typ").encode("utf-8"),
            font_paths=_fonts_of(typst, folders),
            ignore_system_fonts=True,
            sys_inputs=told,
            format="pdf",
        )
    return made


def _fonts_of(typst: Any, folders: Sequence[Path]) -> Any:  # noqa: ANN401 - the library comes late
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(folder) for folder in folders],
    )


@contextmanager
def _font_folders(fonts: Sequence[Path]) -> Iterator[list[Path]]:
    """Lend the folders that hold the fonts, and none that were not asked for."""
    ours = list(dict.fromkeys(path.parent for path in font_files()))
    with TemporaryDirectory(prefix="geobrief-") as folder:
        for number, path in enumerate(fonts):
            shutil.copyfile(path, Path(folder) / f"{number}{path.suffix}")
        yield [*ours, Path(folder)] if fonts else ours


_SIZE = re.compile(r'<svg\b[^>]*?\swidth="([\d.]+)(?:px)?"[^>]*?\sheight="([\d.]+)(?:px)?"')


def _size(svg: str) -> tuple[float, float]:
    found = _SIZE.search(svg)
    if found is None:
        message = "an SVG without a width and a height is no still image"
        raise ValueError(message)
    return float(found[1]), float(found[2])


def _title(svg: str) -> str:
    return _first(svg, r"<title\b[^>]*>(.*?)</title>")


def _told(svg: str) -> str:
    return _first(svg, r"<desc\b[^>]*>(.*?)</desc>") or _title(svg)


def _lang(svg: str) -> str:
    """Return the language without its country: `en` of `en-GB`."""
    return _first(svg, r'<svg\b[^>]*?\sxml:lang="([A-Za-z]{2,3})') or "en"


def _first(svg: str, pattern: str) -> str:
    found = re.search(pattern, svg, re.DOTALL)
    return unescape(found[1]) if found else ""
