"""A text taken apart into two angles: where the first ends, and which of them is latitude."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geobrief.errors import PlaceError
from geobrief.gazetteer.coordinates.angle import Angle, Token, read_angle
from geobrief.gazetteer.coordinates.point import HOW_TO_WRITE, checked
from geobrief.gazetteer.wording import shown

if TYPE_CHECKING:
    from geobrief.model.location import Location

__all__ = ["parse_pair"]

_STAND_INS = str.maketrans(
    {
        **dict.fromkeys("\N{MASCULINE ORDINAL INDICATOR}\N{RING ABOVE}", "°"),
        **dict.fromkeys(
            "\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}\N{PRIME}"
            "\N{MODIFIER LETTER PRIME}\N{ACUTE ACCENT}\N{GRAVE ACCENT}",
            "'",
        ),
        **dict.fromkeys(
            "\N{RIGHT DOUBLE QUOTATION MARK}\N{LEFT DOUBLE QUOTATION MARK}\N{DOUBLE PRIME}"
            "\N{MODIFIER LETTER DOUBLE PRIME}",
            '"',
        ),
        **dict.fromkeys("\N{MINUS SIGN}\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}", "-"),
        **dict.fromkeys("\N{FULLWIDTH COMMA}\N{IDEOGRAPHIC COMMA}\N{ARABIC COMMA};", ","),
        **dict.fromkeys("\ufeff\u200b\u200e\u200f", ""),
    }
)
"""Marks that stand in for one another; what web pages add unseen stands for nothing."""

_TOKEN = re.compile(
    r"\s*(?:"
    r"(?P<number>(?<![\d.])(?:\d{1,9}(?:\.\d{0,30})?|\.\d{1,30})(?![\d.]))"
    r"|(?P<label>(?:(?:lat|long)(?:itude)?|lon|lng)(?![a-z])(?:\.(?!\d))?\s*[:=]?)"
    r"|(?P<letter>[NSEWO](?![^\W\d_]))"
    r"|(?P<mark>°|''|['\":]|d(?:eg(?:rees?)?)?(?![^\W\d_]))"
    r"|(?P<sign>[+\-])"
    r"|(?P<comma>,)"
    r")",
    re.IGNORECASE,
)
_LIKE_A_PAIR = re.compile(r"(?:[\d\s.,°'\":+\-/()\[\]]|(?<![a-z])[NSEWO](?![a-z]))*", re.IGNORECASE)
_DEGREE_SIGN = re.compile(r"\d\s*°")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_INNER_COMMA = re.compile(r"(?<=\d),(?=\d)")
_DOUBTFUL_COMMA = re.compile(r"\s*([+\-]?\d{1,3}),(0\d{1,15})\s*")
_DOUBTFUL_MINUS = re.compile(r"[\d.°]\s*[+\-]\s|[\d.][+\-]")
"""A dash after a number, unless it stands close to the next: "41 - 28", "41-28"."""

_BOTH = 2


def parse_pair(text: str) -> Location | None:
    """Return the point of two angles, or None if the text is not written like a pair.

    Raises:
        PlaceError: it is, but cannot be understood, or says no point on the earth.
    """
    plain = text.translate(_STAND_INS)
    tokens = _tokens(plain)
    if tokens is None or sum(kind == "number" for kind, _ in tokens) < _BOTH:
        if _is_meant_as_pair(text, plain):
            message = f"{shown(text)} is not understood as a point: {HOW_TO_WRITE}"
            raise PlaceError(message)
        return None
    _refuse_doubtful(text, plain)
    try:
        lat_deg, lon_deg = _degrees(tokens)
    except PlaceError as error:
        _refuse_decimal_commas(text, plain)
        message = f"{shown(text)} is not understood as a point: {error}"
        raise PlaceError(message) from None
    has_letters = any(kind in ("letter", "label") for kind, _ in tokens)
    return checked(text, lat_deg, lon_deg, has_letters=has_letters)


def _refuse_doubtful(text: str, plain: str) -> None:
    """Ask where a comma or a dash may mean two things.

    Raises:
        PlaceError: it does.
    """
    comma = _DOUBTFUL_COMMA.fullmatch(plain)
    if comma and ";" not in text:
        message = (
            f"{shown(text)} may be one number or two; "
            f'for a point, write "{comma[1]}, {float(comma[2]):g}"'
        )
        raise PlaceError(message)
    if _DOUBTFUL_MINUS.search(plain):
        message = f"{shown(text)} may have a minus or a dash between its numbers; {HOW_TO_WRITE}"
        raise PlaceError(message)


def _tokens(plain: str) -> list[Token] | None:
    """Return the tokens of a text, or None if anything in it is none."""
    tokens, at, end = [], 0, len(plain.rstrip())
    while at < end:
        found = _TOKEN.match(plain, at)
        if found is None:
            return None
        kind = str(found.lastgroup)
        tokens.append((kind, _spelling(kind, found[kind])))
        at = found.end()
    return tokens


def _spelling(kind: str, text: str) -> str:
    if kind == "label":
        return "latitude" if text[:2].lower() == "la" else "longitude"
    if kind == "mark" and text[0] in "dD":
        return "°"
    return '"' if text == "''" else text.upper()


def _is_meant_as_pair(text: str, plain: str) -> bool:
    """Whether a text that cannot be read has the looks of a point; "1º de Mayo" has not."""
    numbers = len(_NUMBER.findall(plain))
    return numbers >= _BOTH and bool(_LIKE_A_PAIR.fullmatch(plain) or _DEGREE_SIGN.search(text))


def _degrees(tokens: list[Token]) -> tuple[float, float]:
    """Return latitude and longitude, in degrees.

    Raises:
        PlaceError: the text leaves open what is meant.
    """
    if ("letter", "O") in tokens:
        message = "O is east in German and west in French; write E or W"
        raise PlaceError(message)
    first, second = (read_angle(half) for half in _halves(tokens))
    if first.axis and first.axis == second.axis:
        message = f"there are two {first.axis}s; write one latitude and one longitude"
        raise PlaceError(message)
    if first.axis == "longitude" or second.axis == "latitude":
        _check_both_named(first, second)
        return second.degrees("latitude"), first.degrees("longitude")
    return first.degrees("latitude"), second.degrees("longitude")


def _check_both_named(first: Angle, second: Angle) -> None:
    """Let longitude come first only where both angles say which they are.

    Raises:
        PlaceError: one of them does not.
    """
    if first.axis and second.axis:
        return
    unnamed, letters = (second, "N or S") if first.axis else (first, "E or W")
    message = f"longitude comes first, but {unnamed.numbers[0]} has no letter; write {letters} too"
    raise PlaceError(message)


def _halves(tokens: list[Token]) -> tuple[list[Token], list[Token]]:
    """Split at the comma; without one, at the letters or labels, or between two numbers."""
    kinds = [kind for kind, _ in tokens]
    if "comma" in kinds:
        at = kinds.index("comma")
        return tokens[:at], tokens[at + 1 :]
    if kinds.count("letter") < _BOTH:
        _refuse_one_angle(tokens)
    at = _end_of_first(tokens)
    return tokens[:at], tokens[at:]


def _refuse_one_angle(tokens: list[Token]) -> None:
    """Refuse what may be one angle in minutes: half of a point, or "41° 28 E".

    Raises:
        PlaceError: it may.
    """
    if not any(kind in ("mark", "letter") for kind, _ in tokens):
        return
    try:
        whole = read_angle(tokens)
        whole.degrees(whole.axis)
    except PlaceError:
        return
    if whole.has_marks or len(whole.numbers) > _BOTH:
        message = (
            f"it may be one {whole.axis}; write a latitude and a longitude, with their letters"
        )
        raise PlaceError(message)


def _end_of_first(tokens: list[Token]) -> int:
    """Return where the second angle begins in a text without a comma.

    Raises:
        PlaceError: it cannot be told.
    """
    kinds = [kind for kind, _ in tokens]
    for leader in ("label", "letter"):
        if kinds.count(leader) == _BOTH and kinds[0] == leader and kinds[-1] != leader:
            return kinds.index(leader, 1)
    if kinds.count("letter") == _BOTH and kinds[0] != "letter":
        return kinds.index("letter") + 1
    numbers = [at for at, kind in enumerate(kinds) if kind == "number"]
    led = [at - 1 for at, token in enumerate(tokens) if token == ("mark", "°") and at]
    if len(led) != _BOTH and len(numbers) % _BOTH:
        raise PlaceError(HOW_TO_WRITE)
    second = led[1] if len(led) == _BOTH else numbers[len(numbers) // _BOTH]
    return second - (kinds[second - 1] == "sign")


def _refuse_decimal_commas(text: str, plain: str) -> None:
    """Say how to write a point with decimal commas, which might be any numbers.

    Raises:
        PlaceError: with points for commas the text would be understood.
    """
    pointed = _INNER_COMMA.sub(".", plain)
    tokens = _tokens(pointed)
    if pointed == plain or tokens is None:
        return
    try:
        lat_deg, lon_deg = _degrees(tokens)
        found = checked(pointed, lat_deg, lon_deg)
    except PlaceError:
        return
    message = f'{shown(text)} has decimal commas; write points: "{found.name}"'
    raise PlaceError(message)
