"""The same page gets the same bytes: random ids become numbers, and scripts get their hashes."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Any

from geobrief.errors import GeobriefError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["content_security_policy", "with_stable_ids"]

_HAS_PICTURE = '<img class="gb-logo" src="data:'
_INLINE = re.compile(r'<(script|style)(?: type="module")?>(.*?)</\1>', re.DOTALL)
"""Inline elements that run or style; data blocks have another type and are neither."""


def with_stable_ids(page: str, root: Any) -> str:  # noqa: ANN401 - a branca Element
    """Renumber the random ids of all elements under `root`, in order of their appearance.

    branca draws them from os.urandom. They are 32 hexadecimal digits, which a brief could only
    hold by knowing them beforehand.
    """
    ids = {element._id for element in _tree(root)}  # noqa: SLF001 - branca has no other face for it
    numbers: dict[str, str] = {}

    def numbered(found: re.Match[str]) -> str:
        if found[0] not in ids:
            return found[0]
        return numbers.setdefault(found[0], str(len(numbers) + 1))

    return re.sub(r"[0-9a-f]{32}", numbered, page)


def content_security_policy(page: str) -> str:
    """Return the policy under which this page works and nothing else does.

    Raises:
        GeobriefError: an inline script or style was not found where it should be.
    """
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, text in _INLINE.findall(page):
        digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
        hashes[kind].append(f"'sha256-{digest}'")
    if not all(hashes.values()):
        message = "the page's template lacks its script or its style"
        raise GeobriefError(message)
    return "; ".join(
        (
            "default-src 'none'",
            *(["img-src data:"] if _HAS_PICTURE in page else []),
            f"script-src {' '.join(hashes['script'])}",
            f"style-src {' '.join(hashes['style'])}",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


def _tree(element: Any) -> Iterator[Any]:  # noqa: ANN401
    yield element
    for part in ("header", "html", "script"):
        if hasattr(element, part):
            yield from _tree(getattr(element, part))
    for child in getattr(element, "_children", {}).values():
        yield from _tree(child)
