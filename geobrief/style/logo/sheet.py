"""What a logo's CSS may say, and which of its elements it is about."""

from __future__ import annotations

import re
from typing import NamedTuple

from geobrief.style.logo.fault import LogoError, cut

__all__ = ["NAMED", "Rule", "check_css", "rules_of"]

NAMED = re.compile(r"url\(\s*['\"]?\s*#([^'\")]*?)\s*['\"]?\s*\)", re.IGNORECASE)
"""What is named by its id, as a paint, a clip path or a mask."""
_MOST_SHEET = 20_000
_URL = re.compile(r"url\(\s*['\"]?\s*(?!#)", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"@import|@font-face|image-set|src\s*\(|expression\s*\(|javascript:|\\", re.IGNORECASE
)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_EFFECT = re.compile(r"filter\s*:\s*(?!none\b|inherit\b)([^;}]*)", re.IGNORECASE)
_DASHES = re.compile(
    r"stroke-dasharray\s*:\s*(?!none\b|inherit\b|0\s*(?:[;}!]|$))([^;}]*)", re.IGNORECASE
)
_ENDS = re.compile(r"marker(?:-start|-mid|-end)?\s*:\s*(?!none\b|inherit\b)([^;}]*)", re.IGNORECASE)
_MOVES = re.compile(r"@keyframes|(?<![\w-])animation[\w-]*\s*:", re.IGNORECASE)
_TURNS = re.compile(
    r"(?<![\w-])(?:transform|scale|rotate|translate|zoom|d)\s*:\s*(?!none\b)", re.IGNORECASE
)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_WORD = re.compile(r"[\w-]+")


class Rule(NamedTuple):
    """One of a sheet's rules, taken widely: for all elements that any word of it names."""

    words: frozenset[str]
    """Elements, classes and ids."""
    all: bool
    """Whether it may be about elements that it doesn't name."""
    declared: str


def check_css(css: str, where: str, *, told: str = "", sheet: bool = False) -> None:
    """Refuse declarations that do more than a logo's; `told` is what a message shows of them.

    Raises:
        LogoError: they name something elsewhere, have effects, dashes or arrow heads, or move.
    """
    shown = cut(told or css)
    if _URL.search(css) or _ELSEWHERE.search(css):
        message = f"names something outside of itself ({where}: {shown}); take it out"
        raise LogoError(message)
    plain = _COMMENT.sub("", css)
    if _EFFECT.search(plain):
        message = (
            f"has a filter ({where}); export the logo without blur, shadow and other effects, "
            "or as a PNG"
        )
        raise LogoError(message)
    if _DASHES.search(plain) or _ENDS.search(plain):
        message = f"has dashes or arrow heads ({where}: {shown}); convert strokes to paths"
        raise LogoError(message)
    if _MOVES.search(plain):
        message = f"moves ({where}); export it without animation"
        raise LogoError(message)
    if sheet:
        _check_sheet(plain, where)


def _check_sheet(css: str, where: str) -> None:
    if len(css) > _MOST_SHEET:
        message = (
            f"has {len(css):,} characters of CSS ({where}), and {_MOST_SHEET:,} are the most; "
            "export it with presentation attributes"
        )
        raise LogoError(message)
    turned = _TURNS.search(css)
    if turned:
        message = (
            f"changes shapes ({where}: {cut(css[turned.start() :])}); export it with presentation "
            "attributes"
        )
        raise LogoError(message)


def rules_of(css: str) -> tuple[Rule, ...]:
    """Return a sheet's rules."""
    plain = _COMMENT.sub("", css)
    return tuple(
        Rule(frozenset(_WORD.findall(names)), bool(re.search(r"[*:\[]", names)), declared)
        for names, declared in _RULE.findall(plain)
    )
