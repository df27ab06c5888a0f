"""What a label may say, the fullest first, and how long texts are broken into lines."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

from geobrief.scene.text import shorten
from geobrief.scene.type import SIGNS, measured

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geobrief.scene.model import Marker

__all__ = [
    "MOST_NAMES",
    "MOST_PAIRED",
    "Lines",
    "halved",
    "is_rtl",
    "key_lines",
    "owners",
    "parted",
    "people_within",
    "place_wordings",
    "unparted",
    "wrapped",
]

Lines = tuple[tuple[str, str], ...]
"""Lines of text one below another, each a style and its text."""
_Spoken = tuple[int, str, str]
"""Which of some places a line tells of, its style and its text."""

MOST_NAMES = 5
"""Places that a shared label names."""
MOST_PAIRED = 2
"""The same where labels may be left out."""
LONGEST_WHO = 26
"""Characters of a line of people."""
MOST_LINES = 3
"""Lines of people."""
_LONG_PX, _BREAKABLE_PX = 170.0, 84.0
"""A name wider than the one is better broken; one narrower than the other never is."""
_BROKEN, _BROKEN_OF_SEVERAL, _LONG = 1.5, 9.0, 4.0
UNPEOPLED = 25.0
"""To leave out who is there: better than a number, worse than to stand off a little."""
_SIGNS_ONLY = 24.0
"""To tell only the numbers of when they were there."""
_NO_START = frozenset(
    "\u3001\u3002\uff0c\uff0e\u30fb\uff1a\uff1b\uff1f\uff01\uff09\u300d\u300f\u3011\u3009\u300b\u3005\u30fc"
)
"""What no line of Chinese or Japanese begins with."""


def place_wordings(members: Sequence[Marker], *, all_named: bool) -> Iterator[tuple[float, Lines]]:
    """Yield what the label of places that share a mark may say, and what each way costs.

    Args:
        members: the places, the one the mark stands at first.
        all_named: nobody may be left out: of too many places there is no label at all.
    """
    if all_named and len(members) > MOST_NAMES:
        return
    told = _told(members, all_named=all_named)
    more = f"+{len(members) - len(told)}" if len(told) < len(members) else ""
    peopled = any(marker.people for marker in told)
    comma = members[0].comma if members else ""
    broken = _BROKEN if len(told) == 1 else _BROKEN_OF_SEVERAL
    ways = [(0.0, told, True), (UNPEOPLED, told, False)]
    if any(_signs(marker) for marker in told):
        ways.insert(1, (_SIGNS_ONLY, [_signs_alone(marker) for marker in told], True))
    for extra, telling, with_people in ways[: len(ways) if peopled else 1]:
        seen: set[Lines] = set()
        for cost, parts in ((0.0, 1), (broken, 2), (broken + 1, 3)):
            spoken = parted([*_label_lines(telling, parts, with_people=with_people)], comma)
            lines = tuple((style, text) for _, style, text in spoken)
            lines += (("remark", more),) if more else ()
            if lines and lines not in seen:
                seen.add(lines)
                widest = max(measured(style, text)[0] for style, text in lines)
                yield extra + cost + (_LONG if widest > _LONG_PX else 0.0), lines


def _signs_of(words: Iterable[str]) -> str:
    """Return the numbers of times that some texts begin with, each once, in order."""
    found = {char for word in words for char in word.split(" ", 1)[0] if char in SIGNS}
    return "".join(sorted(found, key=SIGNS.index))


def _signs(marker: Marker) -> str:
    return _signs_of(who for who, _ in marker.people)


def _signs_alone(marker: Marker) -> Marker:
    """Return a place of which only the numbers are told, not who was there."""
    signs = _signs(marker)
    return replace(marker, people=((signs, ""),) if signs else ())


def _told(members: Sequence[Marker], *, all_named: bool) -> Sequence[Marker]:
    """Return the places that a label names."""
    return members if all_named or len(members) <= MOST_PAIRED else members[:1]


def owners(lines: Lines, members: Sequence[Marker], *, all_named: bool) -> tuple[int, ...]:
    """Return for each line of a label which of its places it tells of; -1 where of none of them.

    Args:
        lines: one of `place_wordings`.
        members: the same as there.
        all_named: likewise.
    """
    told = _told(members, all_named=all_named)
    comma = members[0].comma if members else ""
    for with_people in (True, False):
        for parts in (1, 2, 3):
            spoken = parted([*_label_lines(told, parts, with_people=with_people)], comma)
            if tuple((style, text) for _, style, text in spoken) == lines[: len(spoken)]:
                found = [owner for owner, _, _ in spoken]
                return (*found, *[-1] * (len(lines) - len(found)))
    return (-1,) * len(lines)


def people_within(
    members: Sequence[Marker], owner: int, *, most_lines: int, most_px: float
) -> tuple[str, ...]:
    """Return who is at one of some places, in so many lines no wider than asked for, or fewer.

    Whoever has no room in them is counted.
    """
    people = _people(members, members[owner])
    lines = tuple(_joined([_who(*one) for one in people]))
    if len(lines) <= most_lines and all(_people_px(line) <= most_px for line in lines):
        return lines
    words = [_shortened(*one, most_px) for one in people]
    for told in range(len(words), -1, -1):
        rest = [f"+{len(words) - told}"] if told < len(words) else []
        filled = _filled_with([*words[:told], *rest], most_px)
        if len(filled) <= most_lines and all(_people_px(line) <= most_px for line in filled):
            return filled
    return ()


def _filled_with(words: Sequence[str], most_px: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        joined = ", ".join([*lines[-1:], word])
        if lines and _people_px(joined) <= most_px:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines)


def _shortened(who: str, status: str, most_px: float) -> str:
    """Write who is at a place no wider than asked for, if a few letters of the name can be."""
    for longest in range(LONGEST_WHO, 1, -1):
        word = shorten(who, longest=longest) + (f" ({status})" if status else "")
        if _people_px(word) <= most_px:
            return word
    return word


def _people_px(text: str) -> float:
    return measured("people", text)[0]


def key_lines(members: Sequence[Marker]) -> tuple[str, ...]:
    """Return what the key says beside a number: each place, with what stands for it."""
    return tuple(
        f"{marker.name} ({marker.remark})" if marker.remark else marker.name for marker in members
    )


def _label_lines(members: Sequence[Marker], parts: int, *, with_people: bool) -> Iterator[_Spoken]:
    """Yield each place's name, then who is there: which place it is, the style, and the text."""
    for owner, marker in enumerate(members):
        for style, text in (("name", marker.name), ("remark", marker.remark)):
            if text.strip():
                for line in _broken(style, text, parts):
                    yield owner, style, line
        if with_people:
            for line in _joined([_who(*one) for one in _people(members, marker)]):
                yield owner, "people", line


def parted(lines: Sequence[_Spoken], comma: str) -> list[_Spoken]:
    """End a place's name with a comma where another's follows it, if any of the names is broken.

    Args:
        lines: which place each is of, its style, and its text.
        comma: as the language has it.
    """
    ends = _name_ends(lines)
    return [
        (owner, style, text + comma if ends_here else text)
        for (owner, style, text), ends_here in zip(lines, ends, strict=True)
    ]


def unparted(lines: Sequence[_Spoken], comma: str) -> list[_Spoken]:
    """Take away what `parted` has added."""
    ends = _name_ends(lines)
    return [
        (owner, style, text.removesuffix(comma) if ends_here else text)
        for (owner, style, text), ends_here in zip(lines, ends, strict=True)
    ]


def _name_ends(lines: Sequence[_Spoken]) -> list[bool]:
    """Tell of each line whether a name ends in it and another begins, and neither is plain."""
    names = [owner for owner, style, _ in lines if style == "name"]
    broken = len(names) > len(set(names))
    return [
        broken and style == follower == "name" and owner != other
        for (owner, style, _), (other, follower, _) in zip(
            lines, [*lines[1:], (-1, "", "")], strict=False
        )
    ]


def _people(members: Sequence[Marker], marker: Marker) -> list[tuple[str, str]]:
    """Return who is at a place, each once; whoever surely is there need not be doubted."""
    sure = {who for member in members for who, status in member.people if not status}
    return [
        (who, status)
        for who, status in dict.fromkeys(marker.people)
        if not status or who not in sure
    ]


def _broken(style: str, text: str, parts: int) -> tuple[str, ...]:
    if parts == 1 or measured(style, text)[0] < _BREAKABLE_PX:
        return (text,)
    return halved(style, text, parts)


def _who(who: str, status: str) -> str:
    """Write who is at a place; a status is never cut off."""
    said = f" ({status})" if status else ""
    return shorten(who, longest=max(8, LONGEST_WHO - len(said))) + said


def _joined(words: Sequence[str]) -> list[str]:
    """Join words into a few short lines; tell how many are left out."""
    lines: list[list[str]] = []
    for word in words:
        if lines and len(", ".join([*lines[-1], word])) <= LONGEST_WHO:
            lines[-1].append(word)
        else:
            lines.append([word])
    if len(lines) > MOST_LINES:
        rest = [word for line in lines[MOST_LINES - 1 :] for word in line]
        lines = [*lines[: MOST_LINES - 1], [f"{_signs_of(rest)} +{len(rest)}".strip()]]
    return [", ".join(line) for line in lines]


def halved(style: str, text: str, parts: int = 2) -> tuple[str, ...]:
    """Break a text into at most so many lines, the widest as narrow as can be; nothing is cut."""
    pieces = _pieces(text)
    widths = sorted({measured(style, _line(pieces[a:b]))[0] for a, b in _spans(len(pieces))})
    low, high = 0, len(widths) - 1
    while low < high:
        middle = (low + high) // 2
        if len(_filled(style, pieces, widths[middle])) <= parts:
            high = middle
        else:
            low = middle + 1
    return _filled(style, pieces, widths[low]) if widths else (text,)


def _spans(count: int) -> Iterator[tuple[int, int]]:
    for start in range(count):
        for end in range(start + 1, count + 1):
            yield start, end


def wrapped(style: str, text: str, most_px: float) -> tuple[str, ...]:
    """Break a text into lines no wider than asked for, where it can be broken; nothing is cut."""
    return _filled(style, _pieces(text), most_px)


def _filled(style: str, pieces: Sequence[str], most_px: float) -> tuple[str, ...]:
    lines: list[str] = []
    start = 0
    for end in range(1, len(pieces) + 1):
        is_last = end == len(pieces)
        if is_last or measured(style, _line(pieces[start : end + 1]))[0] > most_px + 1e-6:
            lines.append(_line(pieces[start:end]))
            start = end
    return tuple(lines)


def _line(pieces: Sequence[str]) -> str:
    return "".join(pieces).strip()


def _pieces(text: str) -> list[str]:
    """Cut a text where a line may end: after a space or a hyphen, and between full-width signs."""
    pieces = [""]
    for char in text:
        before = pieces[-1]
        ends = before and (
            (before[-1].isspace() and not char.isspace())
            or (before[-1] in "-\u2010/" and char.isalpha() and len(before) > 2)  # noqa: PLR2004
            or (_is_full(before[-1]) and _is_full(char) and char not in _NO_START)
        )
        if ends:
            pieces.append(char)
        else:
            pieces[-1] += char
    return [piece for piece in pieces if piece]


def is_rtl(text: str) -> bool:
    """Tell whether the first letter of a text is of a script that is read from the right."""
    ways = (unicodedata.bidirectional(char) for char in text)
    return next((way in {"R", "AL"} for way in ways if way in {"L", "R", "AL"}), False)


def _is_full(char: str) -> bool:
    return unicodedata.east_asian_width(char) in {"W", "F"}
