"""Whether a PNG is whole: its pieces, its head, and as many pixels as it says."""

import struct
import zlib
from collections.abc import Iterator
from typing import NamedTuple, NoReturn

from geobrief.style.logo.fault import LogoError

__all__ = ["PNG_HEAD", "png_size"]

PNG_HEAD = b"\x89PNG\r\n\x1a\n"
_MOST_PX = 4000
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_DEPTHS = {0: (1, 2, 4, 8, 16), 2: (8, 16), 3: (1, 2, 4, 8), 4: (8, 16), 6: (8, 16)}
_PALETTE, _WITH_ALPHA = 3, (4, 6)
_ADAM7 = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)),
    *((0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
)
"""An interlaced PNG's seven passes: first column, first row, steps (PNG, 8.2)."""
_MOST_FILTER = 4
_AT_A_TIME = 1 << 20


class _Head(NamedTuple):
    """IHDR (PNG, 11.2.1)."""

    width: int
    height: int
    depth: int
    color: int
    compression: int
    filtering: int
    interlace: int


def png_size(data: bytes) -> tuple[int, int]:
    """Return a PNG's width and height, all of it being whole.

    Raises:
        LogoError: it is damaged, animated, too large, or has more in it than a PNG.
    """
    pieces = list(_pieces(data))
    kinds = [kind for kind, _ in pieces]
    if kinds[:1] != [b"IHDR"] or kinds[-1:] != [b"IEND"] or b"IDAT" not in kinds:
        _damaged("a piece that every PNG has is missing")
    if b"acTL" in kinds:
        message = "is an animated PNG; export one still picture of it"
        raise LogoError(message)
    head = _head(pieces[0][1])
    _check_order(kinds)
    _check_colors(head, dict(pieces))
    _check_pixels(head, b"".join(body for kind, body in pieces if kind == b"IDAT"))
    return head.width, head.height


def _damaged(how: str) -> NoReturn:
    message = f"is a damaged PNG ({how}); export the logo again"
    raise LogoError(message)


def _pieces(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield each chunk's kind and body, its check sum being right, up to IEND."""
    at = len(PNG_HEAD)
    kind = b""
    while kind != b"IEND":
        if at + 12 > len(data):
            _damaged("its end is missing")
        length, kind = struct.unpack(">I4s", data[at : at + 8])
        body = data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + body) != int.from_bytes(check, "big"):  # noqa: PLR2004 - bytes of a CRC
            _damaged("a check sum in it is wrong")
        yield kind, body
        at += 12 + length
    if at != len(data):
        message = "has more in it than a PNG; export the logo again"
        raise LogoError(message)


def _head(body: bytes) -> _Head:
    if len(body) != 13:  # noqa: PLR2004 - as the format has it
        _damaged("its head is of a wrong length")
    head = _Head(*struct.unpack(">IIBBBBB", body))
    if head.depth not in _DEPTHS.get(head.color, ()):
        _damaged(f"no PNG has colour type {head.color} with {head.depth} bits")
    if head.compression or head.filtering or head.interlace > 1:
        _damaged("its head names a method that no PNG has")
    if not 0 < head.width <= _MOST_PX or not 0 < head.height <= _MOST_PX:
        message = (
            f"is a PNG of {head.width:,} x {head.height:,} pixels; {_MOST_PX:,} each way is the "
            "most, so export it smaller"
        )
        raise LogoError(message)
    return head


def _check_order(kinds: list[bytes]) -> None:
    """See that what there is once is there once, and that pixels are in one row."""
    critical = [kind for kind in kinds if kind[:1].isupper()]
    others = [kind for kind in critical if kind != b"IDAT"]
    if others not in ([b"IHDR", b"IEND"], [b"IHDR", b"PLTE", b"IEND"]):
        _damaged("it has a piece twice, or one that no PNG has")
    first = kinds.index(b"IDAT")
    count = kinds.count(b"IDAT")
    before = {b"PLTE", b"tRNS"} & set(kinds[first:])
    if kinds[first : first + count] != [b"IDAT"] * count or before:
        _damaged("its pieces are in a wrong order")


def _check_colors(head: _Head, pieces: dict[bytes, bytes]) -> None:
    palette = pieces.get(b"PLTE")
    if palette is None and head.color == _PALETTE:
        _damaged("its palette is missing")
    most = 1 << head.depth if head.color == _PALETTE else 256
    if palette is not None and (len(palette) % 3 or not 0 < len(palette) <= 3 * most):
        _damaged("its palette is of a wrong length")
    clear = pieces.get(b"tRNS")
    if clear is None:
        return
    if head.color == _PALETTE:
        fits = len(clear) <= len(palette or b"") // 3
    else:
        fits = head.color not in _WITH_ALPHA and len(clear) == 2 * _CHANNELS[head.color]
    if not fits:
        _damaged("its transparency is of a wrong length")


def _check_pixels(head: _Head, packed: bytes) -> None:
    """See that the pixels are as many as the head says, and each row filtered as rows are."""
    rows = _row_starts(head)
    size, start, had = next(rows), next(rows), 0
    for some in _unpacked(packed):
        end = had + len(some)
        if end > size:
            _damaged("it has more pixels than it says")
        while start < end:
            if some[start - had] > _MOST_FILTER:
                _damaged("its pixels are filtered as in no PNG")
            start = next(rows, size)
        had = end
    if had < size:
        _damaged("it has fewer pixels than it says")


def _unpacked(packed: bytes) -> Iterator[bytes]:
    """Yield what is packed, a piece at a time: a small file can hold very much."""
    unpacking = zlib.decompressobj()
    while not unpacking.eof:
        try:
            some = unpacking.decompress(packed, _AT_A_TIME)
        except zlib.error:
            _damaged("its pixels cannot be unpacked")
        packed = unpacking.unconsumed_tail
        if not some and not packed and not unpacking.eof:
            _damaged("its pixels break off")
        yield some
    if packed or unpacking.unused_data:
        _damaged("there is more after its pixels")


def _row_starts(head: _Head) -> Iterator[int]:
    """Yield the length of all rows in bytes, then where each row begins."""
    passes = _ADAM7 if head.interlace else ((0, 0, 1, 1),)
    bits = head.depth * _CHANNELS[head.color]
    lengths: list[tuple[int, int]] = []  # of a row, with its filter's byte; how many rows
    for left, top, across, down in passes:
        columns = max(0, -(-(head.width - left) // across))
        count = max(0, -(-(head.height - top) // down))
        if columns and count:
            lengths.append((1 + -(-columns * bits // 8), count))
    yield sum(length * count for length, count in lengths)
    at = 0
    for length, count in lengths:
        yield from range(at, at + length * count, length)
        at += length * count
