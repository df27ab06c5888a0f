"""Whether an SVG does nothing but draw, and what a logo in it is: paths, shapes, gradients."""

from __future__ import annotations

import re
from xml.parsers import expat

from geobrief.style.logo.effort import MOST_DEEP, MOST_ELEMENTS, Element, check_effort
from geobrief.style.logo.fault import LogoError, check_shape, cut
from geobrief.style.logo.sheet import check_css, rules_of

__all__ = ["sized_in_px", "svg_size"]

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

_DRAWS = frozenset(
    (
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata", "style", "switch"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask"),
    )
)
"""SVG's elements that only draw, look alike wherever they are drawn, and take little time."""
_OUTLINES = "convert it to outlines (paths): a font that draws it is not everywhere"
_PLAIN_FILLS = "use plain colours and gradients instead"
_ADVICE = {
    "text": _OUTLINES,
    "tspan": _OUTLINES,
    "textPath": _OUTLINES,
    "image": "a logo is of paths; trace the picture, or export all of the logo as a PNG",
    "filter": "export the logo without blur, shadow and other effects, or as a PNG",
    "pattern": _PLAIN_FILLS,
    "marker": "convert strokes with arrow heads to paths, or take it out if nothing uses it",
}
"""What to do about elements that draw, but not in a logo."""
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
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?"
_LENGTH = re.compile(rf"\s*({_NUMBER})(px|pt|pc|mm|cm|in|Q)?\s*")
_PX = {"pt": 96 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "Q": 96 / 101.6}
"""Pixels in a unit (CSS Values, 6.2)."""
_SIDE = re.compile(r"""(\s(?:width|height)\s*=\s*)(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(r"""<[^'">]*(?:"[^"]*"[^'">]*|'[^']*'[^'">]*)*>""")
_ON_PAGE = re.compile(rf"\s*(?:{_NUMBER}(?:%|em|ex|rem|vw|vh)|auto)\s*|")
"""A width that is told elsewhere: of the page, or of its letters."""
_LEAST_SIDE, _MOST_SIDE = 0.1, 100_000.0


def svg_size(data: bytes) -> tuple[float, float]:
    """Return an SVG's width and height once all of it is known to be harmless.

    Raises:
        LogoError: it is no sound SVG, tells no size that a logo has, does more than draw, or is
            more work to draw than a logo should be.
    """
    return _Reader().size(data)


def sized_in_px(data: bytes) -> bytes:
    """Return a sound SVG with its root's width and height in pixels.

    What makes a PNG of it knows no millimetres, and would leave the logo out.
    """
    start = expat.ParserCreate("UTF-8")
    at: list[int] = []
    start.StartElementHandler = lambda *_: at.append(start.CurrentByteIndex)
    start.Parse(data, True)
    tag = _TAG.match(data[at[0] :].decode("utf-8"))
    if tag is None:
        return data
    old = tag[0].encode("utf-8")
    return data[: at[0]] + _SIDE.sub(_in_px, tag[0]).encode("utf-8") + data[at[0] + len(old) :]


def _in_px(side: re.Match[str]) -> str:
    told = _LENGTH.fullmatch(side[2] or side[3] or "")
    if told is None or told[2] not in _PX:
        return side[0]
    return f'{side[1]}"{float(told[1]) * _PX[told[2]]:.6g}"'


class _Reader:
    """Reads an SVG with expat, which fetches nothing, and refuses what does more than draw."""

    def __init__(self) -> None:
        self._path: list[Element] = []
        self._names: list[str] = []
        self._count = 0
        self._size: tuple[float, float] | None = None
        self._root: Element | None = None
        self._css: list[str] = []
        self._sheets: list[str] = []

    def size(self, data: bytes) -> tuple[float, float]:
        """Return an SVG's width and height."""
        parser = expat.ParserCreate("UTF-8", namespace_separator=" ")
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
            message = f"is not a sound SVG ({error}); export the logo again, as UTF-8"
            raise LogoError(message) from error
        if self._size is None or self._root is None:
            message = (
                "does not say how large it is; give its svg element a viewBox, or width and height"
            )
            raise LogoError(message)
        check_effort(self._root, rules_of("\n".join(self._sheets)), longest=max(self._size))
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
        self._nest(local if space == _SVG else "", attributes)
        if space.startswith(_SILENT):
            return
        if space != _SVG or local not in _DRAWS:
            effect = "filter" if space == _SVG and local.startswith("fe") else local
            told = _ADVICE.get(effect) if space == _SVG else None
            advice = told or "which does more than draw; take it out"
            message = f"has <{local}> in it{';' if told else ','} {advice}"
            raise LogoError(message)
        for key, value in attributes.items():
            self._attribute(local, key, value)

    def _nest(self, local: str, attributes: dict[str, str]) -> None:
        """Put an element into the one that it is in."""
        element = Element(local, attributes)
        self._count += 1
        if self._path:
            self._path[-1].children.append(element)
        else:
            self._root = element
        self._path.append(element)
        if len(self._path) > MOST_DEEP:
            message = f"has elements nested deeper than {MOST_DEEP}; ungroup them, export it again"
            raise LogoError(message)
        if self._count > MOST_ELEMENTS:
            message = (
                f"has more than {MOST_ELEMENTS:,} elements; simplify the logo, export it again"
            )
            raise LogoError(message)

    def _attribute(self, element: str, key: str, value: str) -> None:
        space, _, local = key.rpartition(" ")
        if local.lower().startswith("on"):
            message = f"has a script in it ({local} of <{element}>); take it out"
            raise LogoError(message)
        if local == "href" and space in {"", _XLINK}:
            if not value.strip().startswith("#"):
                message = (
                    f"names something outside of itself ({cut(value)} of <{element}>); embed it "
                    "or take it out"
                )
                raise LogoError(message)
        elif key == f"{_XML} base":
            message = f"names something outside of itself (xml:base of <{element}>); take it out"
            raise LogoError(message)
        elif not space:
            declared = value if local == "style" else f"{local}:{value}"
            check_css(declared, f"{local} of <{element}>", told=value)

    def _end(self, _: str) -> None:
        if self._path.pop().local == "style":
            sheet = "".join(self._css)
            check_css(sheet, "its style", sheet=True)
            self._sheets.append(sheet)
            self._css.clear()

    def _text(self, text: str) -> None:
        if self._path and self._path[-1].local == "style":
            self._css.append(text)


def _size_of(attributes: dict[str, str]) -> tuple[float, float] | None:
    """Return the size that an svg element tells, or None."""
    box = attributes.get("viewBox")
    told = {key: attributes[key] for key in ("width", "height") if key in attributes}
    lengths = {
        key: _side(value, f"a {key} of {cut(value)}")
        for key, value in told.items()
        if not _ON_PAGE.fullmatch(value)
    }
    if len(lengths) == 2:  # noqa: PLR2004 - both
        what = f"has a width of {cut(told['width'])} and a height of {cut(told['height'])}"
        check_shape(lengths["width"], lengths["height"], what)
    if box is not None:
        return _box_size(box)
    return (lengths["width"], lengths["height"]) if len(lengths) == 2 else None  # noqa: PLR2004 - both


def _box_size(box: str) -> tuple[float, float]:
    what = f"a viewBox of {cut(box)}"
    numbers = re.split(r"\s*,\s*|\s+", box.strip())
    if len(numbers) != 4 or not all(re.fullmatch(_NUMBER, one) for one in numbers):  # noqa: PLR2004 - left, top, width, height
        message = f"has {what}, which is not four numbers; write left, top, width and height"
        raise LogoError(message)
    width, height = _side(numbers[2], what), _side(numbers[3], what)
    if any(abs(float(one)) > _MOST_SIDE for one in numbers[:2]):
        message = f"has {what}, which begins far away; move the drawing to 0 0 and export it again"
        raise LogoError(message)
    check_shape(width, height, f"has {what}")
    return width, height


def _side(value: str, what: str) -> float:
    """Return a width or a height that a logo can have."""
    told = _LENGTH.fullmatch(value)
    side = float(told[1]) * _PX.get(told[2], 1) if told else 0.0
    if not _LEAST_SIDE <= side <= _MOST_SIDE:
        message = (
            f"has {what}; its width and height are numbers from {_LEAST_SIDE} to "
            f"{_MOST_SIDE:,.0f}: export the logo again"
        )
        raise LogoError(message)
    return side
