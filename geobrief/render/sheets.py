"""Style sheets as a page carries them: no blanks that mean nothing, no rules for what it lacks."""

from __future__ import annotations

import re

__all__ = ["minified", "without"]

_COMMENT = re.compile(r"/\*(?:(?!\*/|LICENSE).)*\*/", re.DOTALL)
"""Comments, but for those that name a licence."""
_OLD = re.compile(r"-(?:moz|ms)-[^;{}]*;")
"""What browsers needed before they knew container queries."""
_AROUND = re.compile(r"\s*([{};])\s*|([:,])\s+|\s+")
_RULE = re.compile(r"([^{}]+)(\{[^{}]*\})")


def minified(css: str) -> str:
    """Leave out comments and blanks; a line break ends each rule."""
    plain = _COMMENT.sub("", css)
    close = _AROUND.sub(lambda found: found[1] or found[2] or " ", plain).strip()
    return close.replace(";}", "}").replace("}", "}\n")


def without(css: str, *words: str) -> str:
    """Leave out selectors that hold one of the words, and rules that have no other."""

    def kept(found: re.Match[str]) -> str:
        selectors = found[1].split(",")
        left = [one.strip() for one in selectors if not any(word in one for word in words)]
        return f"{','.join(left)}{found[2]}\n" if left else ""

    return _RULE.sub(kept, _OLD.sub("", _COMMENT.sub("", css)))
