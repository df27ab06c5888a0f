"""One angle of a pair: a number of degrees, or degrees with minutes and seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass

from geobrief.errors import PlaceError
from geobrief.gazetteer.coordinates.point import HOW_TO_WRITE

__all__ = ["Angle", "Axis", "Token", "read_angle"]

Axis = str
"""`latitude` or `longitude`; empty where the text does not say."""

Token = tuple[str, str]
"""Kind and text: ("number", "41.01"), ("letter", "N"), ("mark", "°"), ("sign", "-"),
("label", "lat"), ("comma", ",")."""

_AXES = {"N": "latitude", "S": "latitude", "E": "longitude", "W": "longitude"}
_LETTERS = {"latitude": "N or S", "longitude": "E or W", "": "N, S, E or W"}
_MARKS = ("°", "'", '"')
_UNITS = ("degrees", "minutes", "seconds")
_SIXTY = 60.0
_DEGREES, _MINUTES, _SECONDS = 1, 2, 3
"""How many numbers an angle has, by what comes last in it."""

_PACKED = {
    "latitude": re.compile(r"(\d{2})(\d{2})((?:\d{2})?)((?:\.\d*)?)"),
    "longitude": re.compile(r"(\d{3})(\d{2})((?:\d{2})?)((?:\.\d*)?)"),
}
"""As aviation writes it: ddmmss and dddmmss, or without seconds; no angle has that many degrees."""

_FINEST = 9
"""Decimals of degrees that are kept and printed: a tenth of a millimetre."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Angle:
    """An angle as it was written."""

    numbers: tuple[str, ...]
    """Degrees, then minutes, then seconds, as far as they are given."""
    sign: str = ""
    letter: str = ""
    """N, S, E or W, or empty."""
    label: Axis = ""
    """What a word before it says that it is."""
    has_marks: bool = False
    """Whether a mark says which number is degrees, minutes or seconds."""

    @property
    def axis(self) -> Axis:
        """What the angle itself says that it is."""
        return self.label or _AXES.get(self.letter, "")

    @property
    def is_decimal(self) -> bool:
        """Whether it is one number, of degrees."""
        return len(self.numbers) == _DEGREES

    def degrees(self, axis: Axis) -> float:
        """Return signed degrees, rounded to what minutes or seconds bear.

        Raises:
            PlaceError: a part is out of its range, or sign and letter do not go together.
        """
        self._check_side(axis)
        parts = self._unpacked(axis)
        _check_parts(parts, axis)
        value_deg = sum(float(part) / _SIXTY**power for power, part in enumerate(parts))
        if len(parts) > _DEGREES:
            value_deg = round(value_deg, _decimals(parts))
        is_negative = self.sign == "-" or self.letter in ("S", "W")
        return 0.0 - value_deg if is_negative else value_deg

    def _check_side(self, axis: Axis) -> None:
        problem = ""
        if self.label and self.letter and self.label != _AXES[self.letter]:
            problem = f"{self.letter} is no {self.label}; write {_LETTERS[self.label]}"
        elif self.sign and self.letter:
            problem = f"{self.sign}{self.numbers[0]} {self.letter} has a sign and a letter"
            problem += f"; write one of them: {self.numbers[0]} {self.letter}"
        elif not (self.letter or self.is_decimal):
            problem = f"{_spelt(self.numbers)} does not say on which side it lies"
            problem += f"; write {_LETTERS[axis]} after it"
        if problem:
            raise PlaceError(problem)

    def _unpacked(self, axis: Axis) -> tuple[str, ...]:
        may_be_packed = self.is_decimal and self.letter and not self.has_marks
        packed = _PACKED[axis].fullmatch(self.numbers[0]) if may_be_packed else None
        if packed is None:
            return self.numbers
        degrees, minutes, seconds, fraction = packed.groups()
        if seconds:
            return degrees, minutes, seconds + fraction
        return degrees, minutes + fraction


def read_angle(tokens: list[Token]) -> Angle:
    """Read one angle from the tokens of its half of the text.

    Raises:
        PlaceError: numbers, marks and letters are not in an order that can be understood.
    """
    found = {"sign": "", "letter": "", "label": ""}
    numbers: list[str] = []
    for at, (kind, text) in enumerate(tokens):
        before = tokens[at - 1][0] if at else ""
        is_closed = before == "letter" and bool(numbers)
        if kind == "number" and len(numbers) < len(_UNITS) and not is_closed:
            numbers.append(text)
        elif kind == "mark" and before == "number" and _fits(text, len(numbers), tokens[at + 1 :]):
            continue
        elif kind in found and not found[kind] and _may_stand(kind, at, numbers):
            found[kind] = text
        else:
            raise PlaceError(HOW_TO_WRITE)
    if not numbers:
        raise PlaceError(HOW_TO_WRITE)
    return Angle(
        numbers=tuple(numbers),
        sign=found["sign"],
        letter=found["letter"],
        label=found["label"],
        has_marks=any(kind == "mark" for kind, _ in tokens),
    )


def _may_stand(kind: str, at: int, numbers: list[str]) -> bool:
    """Whether a letter, a sign or a label may come here: a letter also after the numbers."""
    return kind == "letter" or (kind == "sign" and not numbers) or (kind == "label" and at == 0)


def _fits(mark: str, count: int, rest: list[Token]) -> bool:
    if mark == ":":
        return count < len(_UNITS) and bool(rest) and rest[0][0] == "number"
    return _MARKS[count - 1] == mark


def _check_parts(parts: tuple[str, ...], axis: Axis) -> None:
    for text, unit in zip(parts[:-1], _UNITS, strict=False):
        if "." in text:
            message = f"{text} {unit} in the {axis}: only its last number may have decimals"
            raise PlaceError(message)
    for text, unit in zip(parts[1:], _UNITS[1:], strict=False):
        if float(text) >= _SIXTY:
            message = f"{text} {unit} in the {axis} are 60 or more; write less than 60"
            raise PlaceError(message)


def _decimals(parts: tuple[str, ...]) -> int:
    """Return the decimals of degrees that keep the last part whole: 5 for a second, or a metre."""
    fraction = parts[-1].partition(".")[2]
    whole = 5 if len(parts) == _SECONDS else 3
    return min(max(whole + len(fraction), 5), _FINEST)


def _spelt(numbers: tuple[str, ...]) -> str:
    return "".join(number + mark for number, mark in zip(numbers, "°′″", strict=False))  # noqa: RUF001
