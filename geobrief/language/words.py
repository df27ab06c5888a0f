"""Words, numbers, dates and distances in one language; plain text, not yet escaped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Literal

from geobrief.language.table import FIRST, fill, load_table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from babel import Locale

    from geobrief.language.table import Table

__all__ = ["Said", "Unit", "Words", "words"]

Unit = Literal["km", "m", "mi", "ft", "nmi"]

_CLDR_UNITS = {
    "km": "length-kilometer",
    "m": "length-meter",
    "mi": "length-mile",
    "ft": "length-foot",
    "nmi": "length-nautical-mile",
}
_ZEROS = {
    "arab": "\u0660",
    "arabext": "\u06f0",
    "beng": "\u09e6",
    "deva": "\u0966",
    "guru": "\u0a66",
    "gujr": "\u0ae6",
    "khmr": "\u17e0",
    "knda": "\u0ce6",
    "laoo": "\u0ed0",
    "mlym": "\u0d66",
    "mymr": "\u1040",
    "tamldec": "\u0be6",
    "telu": "\u0c66",
    "thai": "\u0e50",
    "tibt": "\u0f20",
}
"""CLDR's numbering systems to their zero, which the other digits follow: Babel knows only the
separators of a system."""
_FIRST_HOLDER = 0x100000
"""Of private characters, which no pattern of CLDR's has."""
_ISOLATE, _POP = "\u2068", "\u2069"
"""First-strong isolate and its end: what is between them does not turn what is around it."""
_LEFT_TO_RIGHT = re.compile(r"[A-Za-z\u00c0-\u058f\u1e00-\u1fff\u2c00-\ud7ff]")
"""Letters of scripts that run from left to right, near enough."""
_POINTS = "N NNE NE ENE E ESE SE SSE S SSW SW WSW W WNW NW NNW".split()  # noqa: SIM905
_SECTOR_DEG = 360 / len(_POINTS)


class Said(str):
    """A text of the page's own, whole: put into another it needs not be kept apart from it."""

    __slots__ = ()


@cache
def words(tag: str = FIRST) -> Words:
    """Return the words of a language.

    Args:
        tag: BCP 47, as in `tr` or `ar-EG`.

    Raises:
        InputError: there is no table for it.
    """
    return Words(tag, load_table(tag))


@dataclass(frozen=True)
class Words:
    """A table of words, and CLDR's numbers, dates and lists."""

    tag: str
    """As the brief has it."""
    table: Table

    @property
    def direction(self) -> Literal["ltr", "rtl"]:
        """Which way the language runs."""
        return "rtl" if self._locale.text_direction == "rtl" else "ltr"

    def say(self, key: str, **values: str | int) -> Said:
        """Return a text, its names filled in; whole numbers are written as the language does."""
        return Said(fill(self.table.texts[key], self._filling(values)))

    def counted(self, key: str, count: int, **values: str | int) -> Said:
        """Return the form of a text that goes with a number, which is `count` in it."""
        return Said(fill(self._form(key, count), self._filling({"count": count, **values})))

    def spelled(self, key: str, count: int) -> Said:
        """Return what `counted` does, with a number under ten in words."""
        small = self.table.lists["count.small"]
        word = small[count - 1] if 0 < count <= len(small) else self.number(count)
        return Said(fill(self._form(key, count), {"count": word}))

    def capital(self, text: str) -> Said:
        """Return a text with a capital at its beginning."""
        first = "\u0130" if text.startswith("i") and self.table.tag == "tr" else text[:1].upper()
        return Said(first + text[1:])

    def pieces(self, key: str, count: int | None = None) -> list[tuple[str, str]]:
        """Return a text cut at its names, as pairs of a text and the name after it, or nothing.

        Args:
            key: of a text, or of forms of which the one that goes with `count` is meant.
            count: the number that decides.
        """
        text = self.table.texts[key] if count is None else self._form(key, count)
        parts = re.split(r"\{(\w+)\}", text)
        return list(zip(parts[::2], [*parts[1::2], ""], strict=True))

    def number(self, value: float, *, decimals: int = 0) -> Said:
        """Write a number with the language's digits, separators and groups."""
        from babel.numbers import format_decimal  # noqa: PLC0415 - heavy

        written = format_decimal(
            Decimal(f"{value:.{decimals}f}"),
            self._pattern(decimals),
            locale=self._locale,
            numbering_system="default",
        )
        return self.digits(written)

    def measure(
        self, value: float, unit: Unit, *, decimals: int = 0, in_full: bool = False
    ) -> Said:
        """Write a length with its unit: `219 mi`, in full `219 miles`."""
        from babel.units import format_unit  # noqa: PLC0415 - heavy

        name = _CLDR_UNITS[unit]
        for length in ("long", "short") if in_full else ("short",):
            written = format_unit(
                Decimal(f"{value:.{decimals}f}"),
                name,
                length,
                self._pattern(decimals),
                locale=self._locale,
                numbering_system="default",
            )
            if name not in written:  # as where CLDR has no words in full: of Turkish miles, say
                break
        return self.digits(written)

    def compass_point(self, bearing_deg: float) -> Said:
        """Return the nearest of the sixteen points of the compass."""
        point = _POINTS[int(bearing_deg / _SECTOR_DEG + 0.5) % len(_POINTS)]
        return self.say(f"compass.{point}")

    def long_date(self, day: date) -> Said:
        """Write a day with its month in words and its year, and a moment with its time and zone."""
        text = self._day(day, "date.long")
        if not isinstance(day, datetime):
            return text
        return self.moment(text, day)

    def moment(self, told: str, when: datetime) -> Said:
        """Put a moment's time and zone behind its day, as that is told."""
        return self.say("date.moment", date=told, time=self.clock(when), zone=self.offset(when))

    def offset(self, when: datetime) -> str:
        """Write a moment's zone in full: `UTC+03:00`."""
        offset = when.strftime("%z")
        return "UTC" if offset in {"", "+0000"} else f"UTC{offset[:3]}:{offset[3:]}"

    def clock(self, when: datetime) -> Said:
        """Write the time of a moment: `06:20`."""
        seconds = f":{when.second:02}" if when.second else ""
        return self.digits(f"{when.hour:02}:{when.minute:02}{seconds}")

    def zone(self, when: datetime) -> str:
        """Write a moment's zone as short as a key asks for: `UTC+3`, `UTC+5:30`."""
        offset = when.strftime("%z")
        if offset in {"", "+0000"}:
            return "UTC"
        minutes = f":{offset[3:5]}" if offset[3:5] != "00" else ""
        return f"UTC{offset[0]}{int(offset[1:3])}{minutes}"

    def short_date(self, day: date, *, with_year: bool = False) -> Said:
        """Write a day as short as a map asks for: `15 May`."""
        return self._day(day, "date.short_with_year" if with_year else "date.short")

    def span(self, start: date, end: date | None) -> Said:
        """Write a day or moment, or a range of either."""
        if end is None:
            return self.long_date(start)
        return self.say("date.range", start=self.long_date(start), end=self.long_date(end))

    def listed(self, things: Sequence[str]) -> Said:
        """Join words with commas and a last `and`."""
        from babel.lists import format_list  # noqa: PLC0415 - heavy

        # Babel reads a pattern into what it has joined already, so signs stand in at first.
        holders = [chr(_FIRST_HOLDER + index) for index in range(len(things))]
        joined: str = format_list(holders, locale=self._locale)
        apart = map(self.apart, things)
        return Said(joined.translate(dict(zip(map(ord, holders), apart, strict=True))))

    def country(self, code: str) -> Said:
        """Return what a country is called, by its ISO 3166-1 code; empty in English.

        There the packaged places' own names stand.
        """
        if self.table.tag == FIRST:
            return Said()
        return Said(self._locale.territories.get(code, ""))

    def semicolon(self, things: Sequence[str]) -> Said:
        """Join texts that may have commas in them."""
        return Said(self.table.texts["join.semicolon"].join(map(self.apart, things)))

    def comma(self, things: Sequence[str]) -> Said:
        """Join words with commas and nothing else."""
        return Said(self.table.texts["join.comma"].join(map(self.apart, things)))

    def digits(self, text: str) -> Said:
        """Write a text's figures in the language's own digits."""
        return Said(text.translate(self._digits))

    def apart(self, text: str) -> str:
        """Keep a text of another direction from turning what stands around it."""
        is_own = isinstance(text, Said) or self.direction == "ltr"
        turns = not is_own and _LEFT_TO_RIGHT.search(text)
        return f"{_ISOLATE}{text}{_POP}" if turns else text

    def script(self) -> dict[str, Any]:
        """Return what the page's scripts say: texts by name, forms by CLDR's categories."""
        own = "script."
        texts = {k.removeprefix(own): v for k, v in self.table.texts.items() if k.startswith(own)}
        forms = {k.removeprefix(own): v for k, v in self.table.plurals.items() if k.startswith(own)}
        semicolon = self.table.texts["join.semicolon"]
        about = {"tag": self.number_tag, "direction": self.direction, "semicolon": semicolon}
        return {**about, **texts, **forms}

    @property
    def number_tag(self) -> str:
        """The tag by which scripts write numbers as `number` does."""
        tag = str(self._locale).replace("_", "-")
        return f"{tag}-u-nu-{self._locale.default_numbering_system}"

    @property
    def locale(self) -> Locale:
        """What CLDR knows of the language."""
        return self._locale

    def _pattern(self, decimals: int) -> str:
        """Return CLDR's pattern for numbers, which knows the groups, with so many decimals."""
        pattern: str = self._locale.decimal_formats[None].pattern
        return re.sub(r"\.[0#]+", "." + "0" * decimals if decimals else "", pattern)

    def _form(self, key: str, count: int) -> str:
        forms = self.table.plurals[key]
        return forms.get(self._locale.plural_form(count), forms["other"])

    def _day(self, day: date, key: str) -> Said:
        from babel.dates import format_date  # noqa: PLC0415 - heavy

        month = self.table.lists["date.months"][day.month - 1].replace("'", "''")
        pattern = re.sub(r"(?<!M)MMM(?!M)", f"'{month}'", self.table.texts[key])
        return self.digits(format_date(date(day.year, day.month, day.day), pattern, self._locale))

    def _filling(self, values: Mapping[str, str | int]) -> dict[str, str]:
        return {
            name: self.number(value) if isinstance(value, int) else self.apart(value)
            for name, value in values.items()
        }

    @cached_property
    def _locale(self) -> Locale:
        from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - heavy

        own = self.table.texts["locale"]
        if self.tag.lower() == self.table.tag.lower():
            return Locale.parse(own, sep="-")
        try:
            return Locale.parse(self.tag.replace("_", "-"), sep="-")
        except (UnknownLocaleError, ValueError):  # a region that nobody knows
            return Locale.parse(own, sep="-")

    @cached_property
    def _digits(self) -> dict[int, str]:
        zero = _ZEROS.get(self._locale.default_numbering_system, "0")
        return {ord("0") + digit: chr(ord(zero) + digit) for digit in range(10)}
