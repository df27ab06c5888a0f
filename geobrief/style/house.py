"""A house's own style: `style.toml` → Style. Every fault is told with its file, key and value."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, get_args

from geobrief.errors import Problem, StyleError
from geobrief.style.contrast import NEEDED, contrast, parse_color
from geobrief.style.logo import Logo, LogoError, read_logo
from geobrief.style.theme import COLORS, THEMES, Theme, theme

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["FACES", "PLAIN", "Marker", "Shape", "Style", "read_style"]

Shape = Literal["circle", "square", "diamond"]

FACES = (
    *("regular", "bold", "italic", "bold-italic"),
    *("arabic", "arabic-bold", "hebrew", "hebrew-bold", "cjk", "cjk-bold"),
)
"""What a font file can be given for: a face of the house's family, or a script."""

SMALLEST_PX, LARGEST_PX = 6.0, 18.0
"""A marker's width."""
_MOST_CREDIT, _MOST_ALT = 200, 120
_MOST_STYLE_BYTES, _MOST_FONT_BYTES = 200_000, 20_000_000
_FONT_HEADS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_WEB_FONT_HEADS = (b"wOFF", b"wOF2")
_KEYS = ("colors", "fonts", "marker", "credit", "logo")
_SEE_THROUGH = frozenset({"halo", "control", "callout", "key_ground"})
"""Colours that may let the map shine through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """How the marks of places look."""

    shape: Shape = "circle"
    size_px: float = 11.0
    """Its width without its edge."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """What a house draws otherwise than geobrief does by itself."""

    colors: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By theme: its colours that differ."""
    fonts: Mapping[str, Path] = field(default_factory=dict)
    """By face or script, see FACES: TTF or OTF files."""
    marker: Marker = Marker()
    credit: str = ""
    """Stands at the end of the map's credits."""
    logo: Logo | None = None
    notes: tuple[str, ...] = ()
    """What an editor should know: colours that are hard to tell from their ground."""

    def theme(self, name: str) -> Theme:
        """Return a theme in the house's colours.

        Raises:
            InputError: there is no such theme.
        """
        chosen: dict[str, Any] = dict(self.colors.get(name, {}))
        return replace(theme(name), **chosen)


PLAIN = Style()
"""What is drawn without a house style."""


def read_style(path: Path) -> Style:
    """Read a style file; paths in it count from its folder.

    Raises:
        StyleError: it cannot be read, or something in it is wrong; it lists all that is.
    """
    reader = _Reader(Path(path))
    style = reader.style()
    if reader.problems:
        raise StyleError(reader.problems)
    return style


class _Reader:
    """Reads one style file and gathers what is wrong in it."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.problems: list[Problem] = []

    def style(self) -> Style:
        told = self._table(
            _document(self._path), "", ("colors", "fonts", "marker", "credit", "logo")
        )
        colors = self._colors(told.get("colors", {}))
        return Style(
            colors=MappingProxyType(colors),
            fonts=MappingProxyType(self._fonts(told.get("fonts", {}))),
            marker=self._marker(told.get("marker", {})),
            credit=self._line(told.get("credit", ""), "credit", _MOST_CREDIT),
            logo=self._logo(told["logo"]) if "logo" in told else None,
            notes=tuple(self._notes(colors)),
        )

    def _wrong(self, key: str, what: str) -> None:
        self.problems.append(Problem(f"{self._path}: {key}" if key else str(self._path), what))

    def _table(self, value: object, key: str, known: tuple[str, ...]) -> dict[str, Any]:
        """Return what of a table is known; the rest is wrong."""
        if not isinstance(value, dict):
            self._wrong(key, f"{value!r} is no table; write [{key}] and what it holds below it")
            return {}
        for name in value:
            if name not in known:
                self._wrong(f"{key}.{name}" if key else name, _unknown(name, key, known))
        return {name: one for name, one in value.items() if name in known}

    def _colors(self, value: object) -> dict[str, Mapping[str, str]]:
        told = self._table(value, "colors", tuple(THEMES))
        return {
            name: MappingProxyType(self._theme_colors(one, f"colors.{name}"))
            for name, one in told.items()
        }

    def _theme_colors(self, value: object, where: str) -> dict[str, str]:
        found = {}
        for key, one in self._table(value, where, COLORS).items():
            try:
                color = parse_color(one if isinstance(one, str) else "")
            except ValueError as error:
                self._wrong(f"{where}.{key}", f"{one!r} is no colour; {error}")
                continue
            if color.alpha < 1 and key not in _SEE_THROUGH:
                self._wrong(
                    f"{where}.{key}",
                    f"{one!r} lets what is below shine through, and only "
                    f"{', '.join(sorted(_SEE_THROUGH))} may; mix it with its ground: #rrggbb",
                )
                continue
            found[key] = color.css
        return found

    def _fonts(self, value: object) -> dict[str, Path]:
        found = {}
        for face, name in self._table(value, "fonts", FACES).items():
            path = self._file(name, f"fonts.{face}", "the font's file")
            if path is None:
                continue
            wrong = _font_fault(path)
            if wrong:
                self._wrong(f"fonts.{face}", f"{name!r} {wrong}")
            else:
                found[face] = path
        return found

    def _marker(self, value: object) -> Marker:
        told = self._table(value, "marker", ("shape", "size"))
        shape, size = told.get("shape", "circle"), told.get("size", Marker().size_px)
        if shape not in get_args(Shape):
            choices = ", ".join(get_args(Shape))
            self._wrong("marker.shape", f"{shape!r} is no shape of a marker; there are {choices}")
            shape = "circle"
        if isinstance(size, bool) or not isinstance(size, int | float):
            self._wrong("marker.size", f"{size!r} is no number; it is a width in pixels, like 11")
            size = Marker().size_px
        elif not SMALLEST_PX <= size <= LARGEST_PX:
            self._wrong(
                "marker.size",
                f"{size!r} is not from {SMALLEST_PX:g} to {LARGEST_PX:g}: smaller ones are not "
                "seen, larger ones hide their place",
            )
            size = Marker().size_px
        return Marker(shape=shape, size_px=float(size))

    def _logo(self, value: object) -> Logo | None:
        told = self._table(value, "logo", ("file", "alt"))
        alt = self._line(told.get("alt", ""), "logo.alt", _MOST_ALT)
        if "file" not in told:
            if isinstance(value, dict):
                self._wrong("logo", 'has no file; write file = "logo.svg"')
            return None
        path = self._file(told["file"], "logo.file", "the logo's file")
        if path is None:
            return None
        try:
            return read_logo(path.read_bytes(), alt=alt)
        except LogoError as error:
            self._wrong("logo.file", f"{told['file']!r} {error}")
        except OSError as error:
            self._wrong("logo.file", f"{told['file']!r} cannot be read: {error.strerror}")
        return None

    def _file(self, name: object, key: str, what: str) -> Path | None:
        """Return the path of a file that is there, counted from the style file's folder."""
        if not isinstance(name, str) or not name.strip() or "\0" in name:
            self._wrong(key, f"{name!r} is no name of a file; write {what}, in quotes")
            return None
        path = self._path.parent / name
        try:
            found = path.is_file()
        except (OSError, ValueError):
            found = False
        if not found:
            self._wrong(key, f"there is no file {name!r} in {self._path.parent}; give {what}")
            return None
        return path

    def _line(self, value: object, key: str, longest: int) -> str:
        """Return a line of text."""
        if not isinstance(value, str):
            self._wrong(key, f"{value!r} is no text; write it in quotes")
            return ""
        if any(not char.isprintable() for char in value):
            self._wrong(key, f"{value!r} has a line break or something invisible; write one line")
            return ""
        text = " ".join(value.split())
        if len(text) > longest:
            self._wrong(key, f"has {len(text)} characters, and {longest} at most have room")
            return ""
        return text

    def _notes(self, colors: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
        """Yield which of the house's colours are hard to tell from what they stand on."""
        for name, chosen in colors.items():
            whole = {**theme(name).colors, **chosen}
            for key, ground, least in NEEDED:
                if key not in chosen and ground not in chosen:
                    continue
                ratio = contrast(whole[key], whole[ground])
                if ratio < least:
                    yield (
                        f"{self._path}: colors.{name}: {key} {whole[key]} on {ground} "
                        f"{whole[ground]} has a contrast of {ratio:.1f}, and readers need "
                        f"{least:g}; make one of them lighter or darker"
                    )


def _document(path: Path) -> dict[str, Any]:
    """Return what a TOML file says.

    Raises:
        StyleError: it cannot be read, or is no TOML.
    """
    try:
        data = path.read_bytes()
        if len(data) > _MOST_STYLE_BYTES:
            raise _fault(path, f"is {len(data):,} bytes large; this is no style file")
        return tomllib.loads(data.decode("utf-8-sig"))
    except FileNotFoundError as error:
        raise _fault(
            path, "there is no such file; docs/style.md shows what one looks like"
        ) from error
    except OSError as error:
        raise _fault(path, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise _fault(path, "is not UTF-8; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise _fault(path, f"is not sound TOML: {error}") from error


def _fault(path: Path, what: str) -> StyleError:
    return StyleError([Problem(str(path), what)])


def _unknown(name: str, table: str, known: tuple[str, ...]) -> str:
    """Tell what an unknown key may have been meant to be."""
    if table == "colors" and name in COLORS:
        return f"colours stand under their theme; write it under [colors.light], or {_some(known)}"
    near = difflib.get_close_matches(name.replace("-", "_").lower(), known, n=1, cutoff=0.6)
    near = near or difflib.get_close_matches(name.lower(), known, n=1, cutoff=0.6)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"there is no key {name!r} here; {hint}"


def _some(themes: tuple[str, ...]) -> str:
    return " or ".join(f"[colors.{name}]" for name in themes[1:])


def _font_fault(path: Path) -> str:
    """Return what is wrong with a font's file; empty if nothing seems to be."""
    try:
        with path.open("rb") as file:
            head = file.read(4)
        size = path.stat().st_size
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    if head in _WEB_FONT_HEADS:
        return "is a web font (WOFF); give the TTF or OTF of it"
    if head == b"ttcf":
        return "is a collection of fonts; give one TTF or OTF out of it"
    if head not in _FONT_HEADS:
        return "is no font in TTF or OTF"
    return (
        f"is {size:,} bytes large; {_MOST_FONT_BYTES:,} at most" if size > _MOST_FONT_BYTES else ""
    )
