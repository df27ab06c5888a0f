"""A still image's SVG → a figure for where neither frames nor scripts are let through.

It is the same drawing with nothing to look up: no style sheet, no class, no id that could meet
another. What style sheets said stands on each element, twice: as attributes of its own, which hold
where a content security policy drops styles, and as a style, which holds where the page's sheets
would overrule attributes. What clips is a nested `svg`, but for a disc.
"""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geobrief.render.markup import Safe, svg, without_shortcodes

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["inline_figure"]

_SVG = "{http://www.w3.org/2000/svg}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTOR = re.compile(r"([a-z]*)(?:\.([\w-]+))?")
_CALLED = re.compile(r"url\(#([\w-]+)\)")
_LEFT_OUT = frozenset({"style", "metadata", "title", "desc"})
"""What is no drawing; systems that take an SVG apart would leave its words in the article."""
_ROOT = (
    "display: block; box-sizing: border-box; float: none; width: 100%; max-width: {width}px; "
    "min-width: 0; height: auto; max-height: none; margin: 0 auto; border: 0; padding: 0; "
    "overflow: hidden; direction: ltr; text-align: start; visibility: visible"
)
_FIGURE = (
    "display: block; box-sizing: border-box; float: none; width: 100%; max-width: none; "
    "max-height: none; margin: 1em 0; border: 0; padding: 0"
)
_TEXT = {
    "font-weight": "400",
    "font-style": "normal",
    "letter-spacing": "0",
    "word-spacing": "0",
    "text-transform": "none",
    "direction": "ltr",
    "paint-order": "normal",
}
_SHAPE = {"stroke": "none", "stroke-dasharray": "none", "fill-opacity": "1"}
_SHAPES = frozenset({"path", "rect", "circle", "line"})

_Rules = list[tuple[tuple[int, int, int], str, str, dict[str, str]]]
"""Of each rule its weight, the element and the class it is for, and what it says."""


def inline_figure(drawing: str) -> Safe:
    """Return the figure.

    Args:
        drawing: the SVG of a still image, as `still_svg` makes it, with halos of their own.
    """
    root = ET.fromstring(drawing)  # noqa: S314 - of our own making
    rules = list(_rules(root.findtext(f"{_SVG}style") or ""))
    mark = hashlib.sha256(drawing.encode("utf-8")).hexdigest()[:8]
    width = root.get("width", "")
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": root.get("viewBox", ""),
        "width": "100%",
        "role": "img",
        "aria-label": root.findtext(f"{_SVG}desc") or "",
        "direction": "ltr",
        "style": _ROOT.format(width=width),
    }
    writer = _Writer(rules, root.get("font-family", ""), mark, dict(_clips(root)))
    inner = "".join(writer.written(child) for child in root)
    figure = {
        "data-geobrief": (root.findtext(f"{_SVG}metadata") or "").strip(),
        "lang": root.get(_LANG, ""),
        "style": _FIGURE,
    }
    return without_shortcodes(
        f"<figure{_listed(figure)}>\n<svg{_listed(attributes)}>{inner}</svg>\n</figure>\n"
    )


class _Writer:
    """Writes elements, each with all that it looks like."""

    def __init__(
        self, rules: _Rules, families: str, mark: str, clips: Mapping[str, ET.Element]
    ) -> None:
        self._rules = rules
        self._families = families
        self._mark = mark
        self._clips = clips

    def written(self, element: ET.Element) -> str:
        """Write an element and what is in it."""
        tag = element.tag.removeprefix(_SVG)
        if tag in _LEFT_OUT or (tag == "defs" and not self._discs(element)):
            return ""
        called = _CALLED.search(element.get("clip-path", ""))
        clip = self._clips.get(called[1]) if called else None
        if clip is not None and clip.tag == f"{_SVG}rect":
            return self._boxed(element, clip)
        inner = svg(element.text.strip("\n")) if element.text else ""
        inner += "".join(self.written(child) for child in element)
        if tag == "g" and not inner:
            return ""
        attributes = _listed(self._attributes(element, tag))
        if tag == "g" and not attributes:
            return inner
        return f"<{tag}{attributes}>{inner}</{tag}>" if inner else f"<{tag}{attributes}/>"

    def _boxed(self, element: ET.Element, clip: ET.Element) -> str:
        """Write what a rectangle clips as a picture of that size in the picture."""
        inner = "".join(self.written(child) for child in element)
        size = {name: clip.get(name, "") for name in ("width", "height")}
        boxed = f"<svg{_listed({**size, 'overflow': 'hidden', 'style': _box(size)})}>{inner}</svg>"
        moved = element.get("transform")
        return f"<g{_listed({'transform': moved})}>{boxed}</g>" if moved else boxed

    def _discs(self, defs: ET.Element) -> bool:
        return any(clip.tag == f"{_SVG}circle" for path in defs for clip in path)

    def _attributes(self, element: ET.Element, tag: str) -> dict[str, str]:
        kept = {
            name: _CALLED.sub(rf"url(#geobrief-{self._mark}-\1)", value)
            for name, value in element.attrib.items()
            if name not in {"class", "id"}
        }
        if tag == "clipPath":
            kept["id"] = f"geobrief-{self._mark}-{element.get('id')}"
        look = self._look(element, tag)
        if not look:
            return kept
        style = ";".join(f"{name}:{value}" for name, value in look.items())
        return kept | {name: _bare(value) for name, value in look.items()} | {"style": style}

    def _look(self, element: ET.Element, tag: str) -> dict[str, str]:
        """Return what the style sheet says of an element, and what no other one may say."""
        if tag not in _SHAPES and tag != "text":
            return {}
        classes = set(element.get("class", "").split())
        said = dict(_SHAPE)
        if tag == "text":
            said |= {"font-family": self._families, "text-anchor": "start", **_TEXT}
            said |= {name: value for name, value in element.items() if name == "text-anchor"}
        meant = [rule for rule in self._rules if _is_meant(rule, tag, classes)]
        for _, _, _, told in sorted(meant, key=lambda rule: rule[0]):
            said |= told
        for paint in ("stroke", "fill"):
            if said.get(paint) == "none":
                said = {name: at for name, at in said.items() if not name.startswith(f"{paint}-")}
        return said


def _is_meant(
    rule: tuple[tuple[int, int, int], str, str, dict[str, str]], tag: str, classes: set[str]
) -> bool:
    _, element, name, _ = rule
    return element in {"", tag} and (not name or name in classes)


def _rules(css: str) -> Iterator[tuple[tuple[int, int, int], str, str, dict[str, str]]]:
    """Yield the rules of a still image's style sheet, whose selectors are plain.

    Raises:
        ValueError: one is not.
    """
    for number, (selectors, body) in enumerate(_RULE.findall(_COMMENT.sub("", css))):
        parts = (one.partition(":") for one in body.split(";") if one.strip())
        told = {name.strip(): value.strip() for name, _, value in parts}
        for selector in selectors.split(","):
            plain = _SELECTOR.fullmatch(selector.strip())
            if plain is None:
                message = f"the selector {selector.strip()!r} is none of a still image's"
                raise ValueError(message)
            weight = (int(bool(plain[2])), int(bool(plain[1])), number)
            yield weight, plain[1], plain[2] or "", told


def _clips(root: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    """Yield what clips, by the name it is called by."""
    for path in root.iter(f"{_SVG}clipPath"):
        yield path.get("id", ""), path[0]


def _box(size: Mapping[str, str]) -> str:
    return f"width:{size['width']}px;height:{size['height']}px;max-width:none;overflow:hidden"


def _bare(value: str) -> str:
    """Return a length as attributes write it."""
    return re.sub(r"(?<=\d)px\b", "", value)


def _listed(attributes: Mapping[str, str]) -> str:
    return "".join(f' {name}="{svg(value)}"' for name, value in attributes.items() if value)
