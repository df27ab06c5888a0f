"""A house's logo: an SVG that does nothing but draw, or a PNG."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass, field
from typing import Literal
from xml.parsers import expat

__all__ = ["MOST_BYTES", "Logo", "LogoError", "read_logo"]

MOST_BYTES = 200_000
"""Of a logo's file; it is a part of every map."""

_MOST_PX = 4000
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
_PNG_HEAD = b"\x89PNG\r\n\x1a\n"

_DRAWS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "switch"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "image"),
        *("text", "tspan", "textPath", "linearGradient", "radialGradient", "stop", "pattern"),
        *("clipPath", "mask", "marker", "filter", "feBlend", "feColorMatrix", "feComposite"),
        *("feComponentTransfer", "feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR"),
        *("feGaussianBlur", "feMerge", "feMergeNode", "feMorphology", "feOffset", "feTile"),
    )
)
"""SVG's elements that only draw: no scripts, no animation, no links, no other documents."""
_SILENT = (
    "http://www.inkscape.org/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://ns.adobe.com/",
    "http://www.bohemiancoding.com/",
    "http://www.serif.com/",
)
"""Namespaces of what drawing programs write for themselves: no one else reads it."""
_PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_CSS_URL = re.compile(r"url\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
_CSS_ELSEWHERE = re.compile(
    r"@import|@font-face|image-set|src\s*\(|expression\s*\(|javascript:|\\", re.IGNORECASE
)
_LENGTH = re.compile(r"\s*(\d+(?:\.\d*)?|\.\d+)(?:px|pt|mm|cm|in)?\s*")


class LogoError(ValueError):
    """A file is no logo that can be used; the message tells why and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """A picture to stand beside the credits."""

    data: bytes = field(repr=False)
    media_type: Literal["image/svg+xml", "image/png"]
    width: float
    height: float
    """Its own size; only their ratio matters."""
    alt: str = ""
    """What it says to those who don't see it."""


def read_logo(data: bytes, *, alt: str = "") -> Logo:
    """Check a file's bytes and return the logo in it.

    Raises:
        LogoError: it is neither SVG nor PNG, too large, damaged, or an SVG that does more than
            draw.
    """
    if len(data) > MOST_BYTES:
        message = (
            f"is {len(data):,} bytes large, and a logo has {MOST_BYTES:,} at most; every map "
            "carries it, so make it smaller"
        )
        raise LogoError(message)
    if data.startswith(_PNG_HEAD):
        width, height = _png_size(data)
        return Logo(data=data, media_type="image/png", width=width, height=height, alt=alt)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        size = _SvgReader().size(data)
        return Logo(data=data, media_type="image/svg+xml", width=size[0], height=size[1], alt=alt)
    message = "is neither an SVG nor a PNG; export the logo as one of the two"
    raise LogoError(message)


def _png_size(data: bytes) -> tuple[int, int]:
    """Return a PNG's width and height, its pieces being whole."""
    damaged = LogoError("is a damaged PNG; export the logo again")
    at, kinds, size = len(_PNG_HEAD), [], (0, 0)
    while at + 12 <= len(data):
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + body) != int.from_bytes(check, "big"):  # noqa: PLR2004 - bytes of a CRC
            raise damaged
        if kind == b"IHDR" and length == 13:  # noqa: PLR2004 - as the format has it
            size = struct.unpack(">II", body[:8])
        kinds.append(kind)
        at += 12 + length
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        raise damaged
    if at != len(data) or not all(0 < side <= _MOST_PX for side in size):
        message = (
            f"is a PNG of {size[0]:,} x {size[1]:,} pixels; {_MOST_PX:,} each way is the most"
            if at == len(data)
            else "has more in it than a PNG; export the logo again"
        )
        raise LogoError(message)
    return size


class _SvgReader:
    """Reads an SVG with expat, which fetches nothing, and refuses what does more than draw."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._size: tuple[float, float] | None = None
        self._css: list[str] = []

    def size(self, data: bytes) -> tuple[float, float]:
        """Return an SVG's width and height once all of it is known to be harmless."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            message = f"is not a sound SVG ({error}); export the logo again"
            raise LogoError(message) from error
        except (LookupError, UnicodeError, ValueError) as error:
            if isinstance(error, LogoError):
                raise
            message = "is in an encoding that nothing here reads; export the logo as UTF-8"
            raise LogoError(message) from error
        if self._size is None:
            message = (
                "does not say how large it is; give its svg element a viewBox, or width and height"
            )
            raise LogoError(message)
        return self._size

    def _doctype(self, *_: object) -> None:
        message = (
            "has a document type or entities, which can name other files; export it as plain SVG"
        )
        raise LogoError(message)

    def _instruction(self, target: str, _: str) -> None:
        message = f"has an instruction <?{target}?>; export it as plain SVG"
        raise LogoError(message)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if not self._path:
            if (space, local) != (_SVG, "svg"):
                message = f"is no SVG: it begins with <{local}>, not with <svg xmlns={_SVG!r}>"
                raise LogoError(message)
            self._size = _size_of(attributes)
        self._path.append(local if space == _SVG else "")
        if space.startswith(_SILENT):
            return
        if space != _SVG or local not in _DRAWS:
            message = f"has <{local}> in it, which does more than draw; take it out"
            raise LogoError(message)
        for key, value in attributes.items():
            self._attribute(local, key, value)

    def _attribute(self, element: str, key: str, value: str) -> None:
        space, _, local = key.rpartition(" ")
        if local.lower().startswith("on"):
            message = f"has a script in it ({local} of <{element}>); take it out"
            raise LogoError(message)
        if local == "href" and space in {"", _XLINK}:
            inside = value.strip().startswith("#")
            if not inside and not (element == "image" and _PICTURE.fullmatch(value.strip())):
                message = (
                    f"names something outside of itself ({_cut(value)} of <{element}>); embed it "
                    "or take it out"
                )
                raise LogoError(message)
        elif key == f"{_XML} base":
            message = f"names something outside of itself (xml:base of <{element}>); take it out"
            raise LogoError(message)
        elif not space:
            _check_css(value, f"{local} of <{element}>")

    def _end(self, _: str) -> None:
        if self._path.pop() == "style":
            _check_css("".join(self._css), "its style")
            self._css.clear()

    def _text(self, text: str) -> None:
        if self._path[-1:] == ["style"]:
            self._css.append(text)


def _check_css(value: str, where: str) -> None:
    if _CSS_URL.search(value) or _CSS_ELSEWHERE.search(value):
        message = f"names something outside of itself ({where}: {_cut(value)}); take it out"
        raise LogoError(message)


def _size_of(attributes: dict[str, str]) -> tuple[float, float] | None:
    """Return the size that an svg element tells, or None."""
    told = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
    if len(told) == 4:  # noqa: PLR2004 - left, top, width, height
        sides = [_LENGTH.fullmatch(side) for side in told[2:]]
    else:
        sides = [_LENGTH.fullmatch(attributes.get(key, "")) for key in ("width", "height")]
    if sides[0] is None or sides[1] is None:
        return None
    width, height = float(sides[0][1]), float(sides[1][1])
    return (width, height) if width > 0 and height > 0 else None


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return repr(plain if len(plain) <= 40 else f"{plain[:40]}...")  # noqa: PLR2004 - enough to find it
