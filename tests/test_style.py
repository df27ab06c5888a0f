"""The house's own style: what docs/style.md shows works, and what is wrong is told."""

import re
import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geobrief.errors import InputError, StyleError
from geobrief.style import Style, read_style, theme
from geobrief.style.contrast import NEEDED
from geobrief.style.house import FACES
from geobrief.style.logo import MOST_BYTES, LogoError, read_logo
from geobrief.style.theme import COLORS, THEMES

DOCS = (Path(__file__).parent.parent / "docs" / "style.md").read_text(encoding="utf-8")
FONT = b"\x00\x01\x00\x00" + bytes(60)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><path d="M0 0h9"/></svg>'


def piece(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(head: tuple[int, ...], raw: bytes, *before: bytes, packed: bytes | None = None) -> bytes:
    """Return a PNG of a head (width, height, depth, colour, 0, 0, interlace) and raw rows."""
    rows = zlib.compress(raw) if packed is None else packed
    pieces = [piece(b"IHDR", struct.pack(">IIBBBBB", *head)), *before, piece(b"IDAT", rows)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces) + piece(b"IEND", b"")


def png(width: int = 2, height: int = 1) -> bytes:
    return png_of((width, height, 8, 2, 0, 0, 0), (b"\0" + bytes(3 * width)) * height)


def written(folder: Path, text: str) -> Path:
    path = folder / "style.toml"
    path.write_text(text, encoding="utf-8")
    (folder / "logo.svg").write_bytes(SVG)
    (folder / "logo.png").write_bytes(png())
    (folder / "fonts").mkdir(exist_ok=True)
    for face in ("Regular", "Bold", "Italic"):
        (folder / "fonts" / f"House-{face}.ttf").write_bytes(FONT)
    return path


def faults(folder: Path, text: str) -> list[str]:
    path = written(folder, text)
    with pytest.raises(StyleError) as caught:
        read_style(path)
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(one).removeprefix(f"{path}: ") for one in caught.value.problems]


def test_the_example_of_the_page(tmp_path: Path) -> None:
    (example,) = re.findall(r"```toml\n(.*?)```", DOCS, flags=re.DOTALL)
    style = read_style(written(tmp_path, example))
    assert style.credit == "Map: The Daily graphics desk"
    assert style.theme("light").sea == "#e0ebf2"
    assert style.theme("light").ink == theme("light").ink
    assert style.theme("dark").move == "#ff8f8f"
    assert style.theme("print") == theme("print")
    assert style.fonts["bold"].read_bytes() == FONT
    assert (style.marker.shape, style.marker.size_px) == ("square", 10.0)
    assert style.logo is not None
    assert style.logo.data == SVG
    assert (style.logo.width, style.logo.height) == (120, 40)
    assert style.logo.alt == "The Daily"
    assert style.notes == ()


def test_the_page_names_every_key() -> None:
    told = set(re.findall(r"`([a-z_0-9-]+)`", DOCS))
    sides = {f"side_{number}" for number in range(2, 6)}  # `side_1` to `side_6`
    assert set(COLORS) - sides <= told
    assert set(FACES) <= told
    assert set(THEMES) <= told


def test_an_empty_file_changes_nothing(tmp_path: Path) -> None:
    style = read_style(written(tmp_path, ""))
    assert style == Style()
    assert all(style.theme(name) == theme(name) for name in THEMES)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colour = 1", "colour: there is no key 'colour' here; did you mean colors?"),
        ("[colors]\nsea = '#fff'", "colors.sea: colours stand under their theme; write it under"),
        ("[colors.lihgt]", "colors.lihgt: there is no key 'lihgt' here; did you mean light?"),
        (
            "[colors.light]\nseaa = '#fff'",
            "colors.light.seaa: there is no key 'seaa' here; did",
        ),
        ("[colors.light]\nsea = 'blue'", "colors.light.sea: 'blue' is no colour; a colour is"),
        ("[colors.light]\nsea = 7", "colors.light.sea: 7 is no colour"),
        ("[colors.light]\nsea = 'rgba(1,2,3,0.5)'", "colors.light.sea: 'rgba(1,2,3,0.5)' lets"),
        ("[colors.light]\nsea = 'rgb(1,2,300)'", "colors.light.sea: 'rgb(1,2,300)' is no colour"),
        ("colors = 3", "colors: 3 is no table; write [colors]"),
        ("[fonts]\nregulr = 'a.ttf'", "fonts.regulr: there is no key 'regulr' here; did you mean"),
        ("[fonts]\nregular = 'a.ttf'", "fonts.regular: there is no file 'a.ttf' in"),
        ("[fonts]\nregular = ''", "fonts.regular: '' is no name of a file"),
        ("[fonts]\nregular = 'logo.png'", "fonts.regular: 'logo.png' is no font in TTF or OTF"),
        ("[marker]\nshape = 'star'", "marker.shape: 'star' is no shape of a marker; there are"),
        ("[marker]\nsize = 99", "marker.size: 99 is not from 6 to 18"),
        ("[marker]\nsize = nan", "marker.size: nan is not from 6 to 18"),
        ("[marker]\nsize = true", "marker.size: True is no number"),
        ("credit = 5", "credit: 5 is no text"),
        ("credit = 'a\u2028b'", "credit: 'a\\u2028b' has a line break or something invisible"),
        (f"credit = '{'x' * 201}'", "credit: has 201 characters, and 200 at most have room"),
        ("logo = 'logo.svg'", "logo: 'logo.svg' is no table; write [logo]"),
        ("[logo]\nalt = 'x'", "logo: has no file"),
        ("[logo]\nfile = 'x.svg'", "logo.file: there is no file 'x.svg' in"),
        ("[logo]\nfile = 'style.toml'", "logo.file: 'style.toml' is neither an SVG nor a PNG"),
        ("a = ?", "is not sound TOML: Invalid value (at line 1, column 5)"),
    ],
)
def test_faults(tmp_path: Path, text: str, expected: str) -> None:
    (told,) = faults(tmp_path, text)
    assert told.startswith(expected)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    text = "credit = 1\n[colors.light]\nsea = 'x'\nland = 'y'\n[marker]\nsize = 1\n"
    assert [one.split(":")[0] for one in faults(tmp_path, text)] == [
        "colors.light.sea",
        "colors.light.land",
        "marker.size",
        "credit",
    ]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(StyleError, match="there is no such file"):
        read_style(tmp_path / "no.toml")
    with pytest.raises(StyleError, match="cannot be read"):
        read_style(tmp_path)
    path = tmp_path / "style.toml"
    path.write_bytes(b"credit = '\xff'")
    with pytest.raises(StyleError, match="is not UTF-8"):
        read_style(path)
    path.write_bytes(b"a = " + b"[" * 50_000)
    with pytest.raises(StyleError, match="not sound TOML"):
        read_style(path)


@pytest.mark.parametrize(
    ("head", "expected"), [(b"wOF2", "is a web font"), (b"ttcf", "is a collection of fonts")]
)
def test_other_fonts_are_told_from_ttf(tmp_path: Path, head: bytes, expected: str) -> None:
    (tmp_path / "odd.ttf").write_bytes(head + bytes(9))
    (told,) = faults(tmp_path, "[fonts]\nregular = 'odd.ttf'")
    assert expected in told


def test_low_contrast_is_a_note(tmp_path: Path) -> None:
    style = read_style(written(tmp_path, "[colors.light]\nink = '#9a9a9a'\n"))
    assert style.theme("light").ink == "#9a9a9a"
    assert any("ink #9a9a9a on land #f7f4ee has a contrast of 2.6" in one for one in style.notes)
    assert all("ink" in one for one in style.notes)


def test_themes_of_ours_have_what_is_needed() -> None:
    assert {key for key, _, _ in NEEDED} | {ground for _, ground, _ in NEEDED} <= set(COLORS)
    with pytest.raises(InputError, match="there is no theme 'sepia'; there are light, dark, print"):
        theme("sepia")


@given(st.binary(max_size=200))
def test_any_bytes_are_a_logo_or_a_fault(data: bytes) -> None:
    for told in (data, SVG[:-6] + data, png()[:40] + data):
        with suppress(LogoError):
            assert read_logo(told).width > 0


HEAD_2 = (2, 1, 8, 2, 0, 0, 0)
ROW_2 = bytes(7)


@pytest.mark.parametrize(
    ("head", "size", "before"),
    [
        ((5, 3, 8, 6, 0, 0, 0), 3 * 21, b""),
        ((5, 3, 16, 4, 0, 0, 0), 3 * 21, b""),
        ((9, 2, 1, 0, 0, 0, 0), 2 * 3, piece(b"tRNS", bytes(2))),
        ((9, 2, 4, 3, 0, 0, 0), 2 * 6, piece(b"PLTE", bytes(48)) + piece(b"tRNS", bytes(16))),
        # 3 x 3 in Adam7: passes of 1, 0, 0, 2 x 1, 2 in a row below, 1 a row in two, 3 in one.
        ((3, 3, 8, 0, 0, 0, 1), (1 + 1) + (1 + 1) + (1 + 2) + 2 * (1 + 1) + (1 + 3), b""),
        ((1000, 1000, 8, 6, 0, 0, 0), 1000 * 4001, piece(b"tEXt", b"a\0b")),
    ],
)
def test_pngs_of_all_kinds(head: tuple[int, ...], size: int, before: bytes) -> None:
    logo = read_logo(png_of(head, bytes(size), before))
    assert (logo.width, logo.height) == head[:2]
    for wrong in (size - 1, size + 1):
        with pytest.raises(LogoError, match=r"is a damaged PNG .*(more|fewer) pixels"):
            read_logo(png_of(head, bytes(wrong), before))


def test_a_png(tmp_path: Path) -> None:
    style = read_style(written(tmp_path, "[logo]\nfile = 'logo.png'"))
    assert style.logo is not None
    assert (style.logo.media_type, style.logo.width, style.logo.height) == ("image/png", 2, 1)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (png()[:-3], "is a damaged PNG"),
        (png() + b"<script>", "is a damaged PNG|has more in it"),
        (png()[:20] + b"\x09" + png()[21:], "is a damaged PNG"),
        (png(9000, 2), "is a PNG of 9,000 x 2 pixels"),
        (png(400, 2), "400 x 2 pixels, more than 20 times as wide as high"),
        (png(2, 41), "2 x 41 pixels, more than 20 times as high as wide"),
        (png_of(HEAD_2, b"", packed=b"no pixels"), "is a damaged PNG .*cannot be unpacked"),
        (png_of(HEAD_2, b"", packed=b""), "is a damaged PNG .*break off"),
        (png_of(HEAD_2, b"", packed=zlib.compress(ROW_2)[:-3]), "is a damaged PNG .*break off"),
        (
            png_of(HEAD_2, b"", packed=zlib.compress(ROW_2) + b"!"),
            "is a damaged PNG .*there is more",
        ),
        (png_of(HEAD_2, ROW_2[:-1]), "is a damaged PNG .*fewer pixels"),
        (png_of(HEAD_2, bytes(50_000_000)), "is a damaged PNG .*more pixels"),
        (png_of(HEAD_2, b"\5" + ROW_2[1:]), "is a damaged PNG .*filtered"),
        (png_of((2, 1, 17, 2, 0, 0, 0), ROW_2), "is a damaged PNG .*type 2 with 17 bits"),
        (png_of((2, 1, 8, 2, 0, 0, 2), ROW_2), "is a damaged PNG .*a method that no PNG has"),
        (png_of((2, 1, 8, 3, 0, 0, 0), bytes(3)), "is a damaged PNG .*palette is missing"),
        (
            png_of((2, 1, 1, 3, 0, 0, 0), bytes(2), piece(b"PLTE", bytes(9))),
            "is a damaged PNG .*palette is of a wrong length",
        ),
        (
            png_of(HEAD_2, ROW_2, piece(b"tRNS", bytes(5))),
            "is a damaged PNG .*transparency is of a wrong length",
        ),
        (png_of(HEAD_2, ROW_2, piece(b"IDAT", b""), piece(b"gAMA", bytes(4))), "a wrong order"),
        (png_of(HEAD_2, ROW_2, piece(b"XXXX", b"")), "is a damaged PNG .*that no PNG has"),
        (png_of(HEAD_2, ROW_2, piece(b"acTL", bytes(8))), "is an animated PNG"),
        (b"<" + bytes(MOST_BYTES), "is 200,001 bytes large"),
        (b"GIF89a", "is neither an SVG nor a PNG"),
    ],
)
def test_pictures_that_are_refused(data: bytes, expected: str) -> None:
    with pytest.raises(LogoError, match=expected):
        read_logo(data)


HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
WHOLE = HEAD + 'viewBox="0 0 9 9">'


@pytest.mark.parametrize(
    ("svg", "expected"),
    [
        (WHOLE + "<script>1</script></svg>", "has <script> in it"),
        (WHOLE + '<g onload="x()"/></svg>', "has a script in it \\(onload of <g>"),
        (WHOLE + "<foreignObject/></svg>", "has <foreignObject> in it"),
        (WHOLE + '<a href="#x"/></svg>', "has <a> in it"),
        (WHOLE + '<animate attributeName="href"/></svg>', "has <animate> in it"),
        (WHOLE + '<image href="http://a.example/x.png"/></svg>', "has <image> .*as a PNG"),
        (WHOLE + '<image href="data:image/png;base64,AA"/></svg>', "has <image> .*as a PNG"),
        (WHOLE + '<use xlink:href="other.svg#a"/></svg>', "names something outside"),
        (WHOLE + '<use href=" javascript:x"/></svg>', "names something outside"),
        (WHOLE + '<g xml:base="http://a.example"/></svg>', "xml:base"),
        (WHOLE + '<path style="fill:url(http://a.example)"/></svg>', "names something outside"),
        (WHOLE + "<path fill=\"URL( 'x.svg#a')\"/></svg>", "names something outside"),
        (WHOLE + "<style>@import 'x.css';</style></svg>", "names something outside"),
        (WHOLE + "<style>@imp<![CDATA[ort 'x']]></style></svg>", "names something outside"),
        (WHOLE + "<style>a{fill:u\\72l(x)}</style></svg>", "names something outside"),
        (WHOLE + '<b xmlns="http://www.w3.org/1999/xhtml"/></svg>', "has <b> in it"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]>" + WHOLE + "&a;</svg>", "a document type or entities"),
        ('<!DOCTYPE svg SYSTEM "x.dtd">' + WHOLE + "</svg>", "a document type or entities"),
        ('<?xml-stylesheet href="x.css"?>' + WHOLE + "</svg>", "an instruction <\\?xml-stylesheet"),
        (WHOLE + "<g></svg>", "is not a sound SVG"),
        (WHOLE + "&x;</svg>", "is not a sound SVG"),
        (HEAD + "></svg>", "does not say how large it is"),
        (HEAD + 'viewBox="0 0 0 5"/>', "has a viewBox of '0 0 0 5'; its width and height are"),
        (HEAD + 'width="100%" height="9"/>', "does not say how large it is"),
        ("<svg/>", "is no SVG"),
        ("<html/>", "is no SVG"),
        (
            '<?xml version="1.0" encoding="x-odd"?>' + WHOLE + "</svg>",
            "not a sound SVG|an encoding",
        ),
    ],
)
def test_svgs_that_are_refused(svg: str, expected: str) -> None:
    with pytest.raises(LogoError, match=expected):
        read_logo(svg.encode())


def nested(deep: int, what: str = "") -> str:
    return "<g>" * deep + what + "</g>" * deep


TWICE = "".join(
    f'<g id="a{n}">{f"""<use href="#a{n - 1}"/>""" * 2 if n else "<path/>"}</g>' for n in range(15)
)
CHAIN = "".join(
    f'<clipPath id="c{n}" clip-path="url(#c{n + 1})"><path/></clipPath>' for n in range(60)
)
DENSE = f'<path id="p" d="M0 0{"h1v1" * 20_000}"/>'


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        (nested(300), "nested deeper than 40; ungroup"),
        (
            f'<g id="b">{nested(25)}</g>{nested(25, """<use href="#b"/>""")}',
            "nested deeper than 40",
        ),
        (CHAIN, "nested deeper than 40, counting"),
        ("<path/>" * 2000, "more than 2,000 elements; simplify"),
        (TWICE, "draws [0-9,]{6,} elements, counting what <use>"),
        (
            (
                "<style>.a{clip-path:url(#c)}</style>"
                f'<clipPath id="c">{"<path/>" * 90}</clipPath>{"""<g class="a"/>""" * 90}'
            ),
            "draws 8,[0-9]+ elements",
        ),
        (
            f'<mask id="m">{"<path/>" * 90}</mask>{"""<g mask="url(#m)"/>""" * 90}',
            "draws 8,[0-9]+ elements",
        ),
        (DENSE + '<use href="#p"/>' * 9, "draws 8[0-9,]+ characters of path data"),
        ('<g id="a"><use href="#a"/></g>', "has <g id='a'> that draws itself"),
        (
            '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>',
            "has <g id='a'> that draws itself",
        ),
        ('<filter id="f"><feGaussianBlur stdDeviation="9999"/></filter>', "has <filter> .*blur"),
        ('<feMorphology radius="9999"/>', "has <feMorphology> .*without blur"),
        ('<g filter="blur(9999px)"/>', "has a filter \\(filter of <g>.*without blur"),
        ('<g style="fill:red;filter/**/: url(#f)"/>', "has a filter \\(style of <g>"),
        ("<style>g{backdrop-filter:blur(9px)}</style>", "has a filter \\(its style"),
        ("<pattern/>", "has <pattern> .*plain colours"),
        ("<marker/>", "has <marker> .*to paths"),
        ('<path stroke-dasharray="0.0001"/>', "has dashes .*convert strokes"),
        ('<path style="marker-mid:url(#a)"/>', "has dashes or arrow heads"),
        ("<text>A</text>", "has <text> in it; convert it to outlines"),
        ("<style>@keyframes x{}</style>", "moves .*without animation"),
        ("<style>g{transform:scale(9)}</style>", "changes shapes .*'transform:"),
        (f"<style>{'g{fill:red}' * 2000}</style>", "has 22,000 characters of CSS"),
        ('<path d="M0 0C1e6 1e6 -1e9 1 9 9"/>', "reach more than 300 times beyond its page"),
        (f'<path d="m0 0{"l9e3 9e3" * 99}"/>', "reach more than 300 times"),
        ('<path stroke-width="1e99999" d="M0 0h9"/>', "reach more than 300 times"),
        ('<path style="stroke-width:1e8" d="M0 0h9"/>', "reach more than 300 times"),
        (
            "<g transform='scale(100)'>" * 9 + '<path d="M0 0h9"/>' + "</g>" * 9,
            "reach more than 300 times",
        ),
        ('<g transform="skewX(89.999999)"><path d="M0 0h9"/></g>', "reach more than 300"),
        ('<svg viewBox="0 0 1e-6 1"><path d="M0 0h9"/></svg>', "reach more than 300 times"),
    ],
)
def test_svgs_that_take_too_much(inside: str, expected: str) -> None:
    with pytest.raises(LogoError, match=expected):
        read_logo(f"{WHOLE}{inside}</svg>".encode())


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ('viewBox="0 0 200 9"', "a viewBox of '0 0 200 9', more than 20 times as wide as high"),
        ('viewBox="0 0 9 200"', "more than 20 times as high as wide"),
        ('width="1" height="99mm"', "has a width of '1' and a height of '99mm', more than 20"),
        ('viewBox="0 0 9 9" width="0" height="9"', "has a width of '0'; its width and height are"),
        ('viewBox="0 0 9 9" width="-5"', "has a width of '-5'; its width and height are"),
        ('viewBox="0 0 nan 9"', "a viewBox of '0 0 nan 9', which is not four numbers"),
        ('viewBox="0 0 9"', "a viewBox of '0 0 9', which is not four numbers"),
        ('viewBox="0 0 -9 9"', "a viewBox of '0 0 -9 9'; its width and height are numbers"),
        ('viewBox="0 0 1e999 9"', "a viewBox of '0 0 1e999 9'; its width and height are"),
        ('viewBox="0 0 1e-300 9"', "its width and height are numbers from 0.1 to 100,000"),
        ('viewBox="1e300 0 9 9"', "begins far away; move the drawing to 0 0"),
    ],
)
def test_sizes_that_no_logo_has(size: str, expected: str) -> None:
    with pytest.raises(LogoError, match=expected):
        read_logo(f"{HEAD}{size}/>".encode())


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "iso-8859-1", "utf-8-sig"])
def test_other_encodings_become_utf8(name: str) -> None:
    told = "utf-16" if "16" in name else name.removesuffix("-sig")
    body = f"{WHOLE}<title>Österreich</title></svg>"
    logo = read_logo(f'<?xml version="1.0" encoding="{told}"?>\n{body}'.encode(name))
    assert logo.data.decode("utf-8").endswith(body)
    assert b"utf-16" not in logo.data
    assert b"iso" not in logo.data


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"\xff\xfe<\0s", "is not in utf-16, though it says so; save it as UTF-8"),
        (b'<?xml version="1.0" encoding="utf-7"?><svg/>', "\\(utf-7\\); save it as UTF-8"),
        (WHOLE.encode() + b"<title>\xd6</title></svg>", "not a sound SVG .*as UTF-8"),
    ],
)
def test_encodings_that_are_refused(data: bytes, expected: str) -> None:
    with pytest.raises(LogoError, match=expected):
        read_logo(data)


@pytest.mark.parametrize(
    "svg",
    [
        '<?xml version="1.0" encoding="UTF-8"?>' + WHOLE + "</svg>",
        HEAD + 'width="30mm" height="10mm"/>',
        WHOLE + '<g fill="url(#a)" style="stroke: url(#b)"><use href="#c"/></g></svg>',
        WHOLE + "<style>.a{fill:#1e9999}</style><title>Österreich &amp; €</title></svg>",
        HEAD + 'width="100%" height="100%" viewBox="0 0 9 9"/>',
        WHOLE + nested(39) + "</svg>",
        WHOLE + "<path/>" * 1999 + "</svg>",
        # As Illustrator, Sketch and Inkscape have clip paths, masks and gradients.
        WHOLE + "<defs><style>.b{clip-path:url(#c)}.d{fill:url(#e);stroke-dasharray:none}</style>"
        '<clipPath id="c"><path id="p" d="M0 0h9v9z"/></clipPath><linearGradient id="f">'
        '<stop offset="0"/></linearGradient><linearGradient id="e" href="#f"/></defs>'
        '<mask id="m" fill="#fff"><use xlink:href="#p"/></mask><g class="b"><path class="d" '
        'd="m0 0 5 5z" mask="url(#m)"/></g><g transform="matrix(1.3,0,0,-1.3,0,900)" '
        'style="filter:none;marker:none;stroke-dasharray:none" filter="none"/></svg>',
        WHOLE.replace("<svg", '<svg xmlns:i="http://www.inkscape.org/namespaces/inkscape"')
        + '<metadata/><i:grid on="x"/></svg>',
    ],
)
def test_svgs_as_programs_write_them(svg: str) -> None:
    assert read_logo(svg.encode(), alt="x").media_type == "image/svg+xml"


def test_a_size_in_millimetres_is_told_in_pixels() -> None:
    logo = read_logo(f"<!-- <svg width='9mm'> -->{HEAD} width = '25.4mm' height=\"1in\"/>".encode())
    assert (logo.width, logo.height) == (96, 96)
    assert b"<svg width='9mm'>" in logo.data
    assert logo.data.endswith(b' width = "96" height="96"/>')
