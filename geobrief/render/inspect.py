"""The brief that a page was made of, found in the page: in an archive, years later, or altered.

A page may be anybody's: what is read of it is bounded in size and depth, and checked as a brief is.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
import stat
import zlib
from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING

from geobrief.errors import BriefError, InputError
from geobrief.model.digest import digest_of_data
from geobrief.records import BRIEF_SUFFIXES
from geobrief.records.json_text import tree_of_json
from geobrief.records.source import SourceText
from geobrief.render.kept import OPTIONS
from geobrief.render.markup import terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from geobrief.model import Brief

__all__ = ["Inspected", "inspect_page"]

LARGEST_BYTES = 100_000_000
"""Of a page, and of what is packed in it: as much as a brief may have."""
_HEAD = 1_000_000
"""Characters in which a page says who made it, also where an archive wrote before it."""
_MOST_TOLD = 3
_LONGEST = 50
"""Characters of a version."""
_HASH = 64
"""Characters of a hash."""
_NEAR = 500
"""Characters in which a tag ends."""
_MARK = "geobrief-brief"
_META = re.compile(r"<meta\b([^<>]{0,1000})>", re.IGNORECASE)
_SCRIPT = re.compile(r"<script\b([^<>]*)\bid\s*=\s*[\"']?geobrief-brief\b([^<>]*)>", re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b([^<>]{0,9000})>", re.IGNORECASE)
_MOST_ADDRESS = 300
_SVG = re.compile(r"<metadata>geobrief ([^<,]{1,50})(?:, brief ([0-9a-f]{64}))?</metadata>")
_ATTRIBUTE = re.compile(r"([a-z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_CLOSE = re.compile(r"</script", re.IGNORECASE)
_BLANKS = re.compile(r"\s+")
_PACKED = re.compile(r"\bdata-packed\b", re.IGNORECASE)
_VALUE = re.compile(r"[a-zA-Z0-9:+/-]{1,60}", re.ASCII)
_OTHERS = {
    b"\x89PNG": "a picture, which keeps no brief",
    b"\xff\xd8\xff": "a picture, which keeps no brief",
    b"%PDF": "a PDF, which keeps no brief",
    b"\x1f\x8b": "compressed; unpack it first",
    b"PK\x03\x04": "an archive or a document; unpack it first",
    b"\xff\xfe": "UTF-16; save it as UTF-8",
    b"\xfe\xff": "UTF-16; save it as UTF-8",
}
_INSTEAD = "name the page (HTML) that geobrief made with it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What a page says of its brief."""

    version: str
    """Of the geobrief that made it."""
    said: str
    """The brief's hash, as the page says it; empty if it says none."""
    digest: str
    """The hash of the brief that is in it."""
    brief: Brief
    options: Mapping[str, str] = field(default_factory=dict)
    """What the map was drawn with besides, where it was not as usual: theme, borders, at."""

    @property
    def is_whole(self) -> bool:
        """Whether what is kept is what the page was made of."""
        return self.said == self.digest


def inspect_page(path: Path) -> Inspected:
    """Return the brief that a page was made of.

    Raises:
        InputError: there is none, or it cannot be read; says why.
    """
    page = _text_of(path)
    version, said = _made_by(page[:_HEAD], path)
    attributes, kept = _kept(page, path, said=said)
    text = _unpacked(kept, path) if _PACKED.search(attributes) else kept
    try:
        tree = tree_of_json(SourceText(path, text))
        brief = tree.to_brief()
    except BriefError as error:
        raise _refusal(path, _unreadable(error, version)) from error
    return Inspected(
        version=version,
        said=said,
        digest=digest_of_data(tree.data),
        brief=brief,
        options=_options(attributes),
    )


def _refusal(path: Path, what: str) -> InputError:
    return InputError(f"{path}: {what}")


def _unreadable(error: BriefError, version: str) -> str:
    """Say what is wrong with a brief; line and field are of no use to who has only the page."""
    told = [problem.what for problem in error.problems[:_MOST_TOLD]]
    if len(error.problems) > len(told):
        told.append(f"and {len(error.problems) - len(told):,} more")
    return (
        f"the brief in it cannot be read: {'; '.join(told)}. "
        f"The page was changed, or geobrief {version}, which made it, knows more than this one"
    )


def _made_by(head: str, path: Path) -> tuple[str, str]:
    """Return the version that made a page, and the brief's hash that it says.

    Raises:
        InputError: it is no page of geobrief's.
    """
    metas = [_attributes(found[1]) for found in _META.finditer(head)]
    told = {meta.get("name", "").lower(): meta.get("content", "") for meta in reversed(metas)}
    makers = [meta["content"] for meta in metas if _names_geobrief(meta)]
    if makers:
        return makers[0].removeprefix("geobrief").strip()[:_LONGEST], told.get(_MARK, "")[:_HASH]
    shown = _frame(head)
    if shown:
        raise _refusal(
            path,
            f"this shows the map that stands at {shown}, and keeps no brief; name that page, "
            "saved as a file",
        )
    image = _SVG.search(head)
    if image:
        known = f" (SHA-256 {image[2]})" if image[2] else ""
        raise _refusal(
            path,
            f"a still image of geobrief {image[1]}, which has the hash of its brief{known} and not "
            f"the brief; {_INSTEAD}",
        )
    raise _refusal(
        path,
        "geobrief did not make this page, or what says so was taken out of it; "
        "name the map's own page, not the article that shows it",
    )


def _frame(head: str) -> str:
    """Return where the page stands that a snippet of ours shows; empty if there is no snippet."""
    for found in _FRAME.finditer(head):
        told = _attributes(found[1])
        if "data-geobrief" in told and told.get("src"):
            return terminal(told["src"][:_MOST_ADDRESS])
    return ""


def _names_geobrief(meta: dict[str, str]) -> bool:
    is_maker = meta.get("name", "").lower() == "generator"
    return is_maker and meta.get("content", "").split(" ")[0] == "geobrief"


def _attributes(tag: str) -> dict[str, str]:
    return {
        found[1].lower(): unescape(found[2] or found[3] or found[4] or "")
        for found in _ATTRIBUTE.finditer(tag)
    }


def _options(attributes: str) -> dict[str, str]:
    """Return what the map was drawn with; what no option can be is passed over."""
    told = _attributes(attributes)
    return {
        name: told[f"data-{name}"]
        for name in OPTIONS
        if _VALUE.fullmatch(told.get(f"data-{name}", ""))
    }


def _kept(page: str, path: Path, *, said: str) -> tuple[str, str]:
    """Return the attributes and the text of the data block with the brief.

    Raises:
        InputError: the page has none, or it is damaged.
    """
    blocks = list(_blocks(page))
    if not blocks:
        why = (
            f"it was made with --no-data, of the brief with the SHA-256 {said}"
            if said
            else "it was made before pages kept theirs"
        )
        raise _refusal(path, f"this page keeps no brief: {why}")
    if len(set(blocks)) > 1:
        raise _refusal(path, "several briefs are in this page; save each map as a page of its own")
    attributes, text = blocks[0]
    if text is None:
        raise _refusal(path, "the page is cut off within its brief; find a whole copy")
    return attributes, text


def _blocks(page: str) -> Iterator[tuple[str, str | None]]:
    """Yield the attributes and the text of each data block that is one of a brief.

    Other than a pattern, this takes no longer for a page that was made to take long. The text is
    missing where the page ends within it.
    """
    at = page.find(_MARK)
    while at >= 0:
        start = page.rfind("<", max(0, at - _NEAR), at)
        end = page.find(">", at, at + _NEAR)
        at += len(_MARK)
        if start < 0 or end < 0 or not _SCRIPT.fullmatch(page, start, end + 1):
            at = page.find(_MARK, at)
            continue
        close = _CLOSE.search(page, end)
        if close is None:
            yield page[start:end], None
            return
        yield page[start:end], page[end + 1 : close.start()]
        at = page.find(_MARK, close.start())


def _unpacked(text: str, path: Path) -> str:
    """Return what is packed, if it is no larger than a brief may be.

    Raises:
        InputError: it is, or it is damaged.
    """
    try:
        unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)  # gzip's header and sum
        data = unpacker.decompress(
            base64.b64decode(_BLANKS.sub("", text), validate=True), LARGEST_BYTES
        )
        if unpacker.eof:
            return data.decode("utf-8")
    except (binascii.Error, ValueError, zlib.error) as error:
        raise _refusal(path, "the brief in it is damaged; find another copy of the page") from error
    if unpacker.unconsumed_tail:
        most = LARGEST_BYTES // 1_000_000
        raise _refusal(path, f"the brief in it is larger than {most} MB, which no brief may be")
    raise _refusal(path, "the brief in it is cut off; find a whole copy of the page")


def _text_of(path: Path) -> str:
    """Return a page's text; characters that cannot be read do not matter but in the brief.

    Raises:
        InputError: it cannot be read, or is surely no page.
    """
    data = _bytes_of(path)
    for mark, what in _OTHERS.items():
        if data.startswith(mark):
            raise _refusal(path, f"is {what}; {_INSTEAD}")
    if path.suffix.lower() in BRIEF_SUFFIXES and not data.lstrip().startswith(b"<"):
        raise _refusal(path, f"these are records, not a page; {_INSTEAD}")
    return data.decode("utf-8", errors="replace")


def _bytes_of(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _refusal(path, "is a folder; name the page in it")
        # A pipe is not waited for. Path.open takes no opener.
        with open(path, "rb", opener=_without_waiting) as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise _refusal(path, "is a pipe or a device; save the page in a file")
            data = stream.read(LARGEST_BYTES + 1)
    except FileNotFoundError as error:
        raise _refusal(path, "there is no such file; check the name and the folder") from error
    except (OSError, ValueError) as error:  # a name with a NUL character
        reason = getattr(error, "strerror", None) or str(error)
        raise _refusal(path, f"cannot be read: {reason}") from error
    if len(data) > LARGEST_BYTES:
        raise _refusal(path, f"is larger than {LARGEST_BYTES // 1_000_000} MB; no map's page is")
    return data


def _without_waiting(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
