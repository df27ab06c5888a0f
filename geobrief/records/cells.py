"""How a text stands in a table of ours (layers/sheets.py), and how it is read back."""

from __future__ import annotations

import re

__all__ = ["cell", "cell_text"]

_PASSED_OVER = "\\s\"'\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
_COMPUTED = "=+\\-@\N{MINUS SIGN}\uff1d\uff0b\uff0d\uff20"
_FORMULA = f"(?=[{_PASSED_OVER}]*[{_COMPUTED}])"
# A spreadsheet that is set to semicolons begins a cell after each, and quotes don't stop it: it
# sees none at the beginning of the line. Tabs and line breaks do the same.
_BEGINS = r"(?:\A|(?<=[;\t\n\r]))"
_TO_DEFUSE = re.compile(rf"\A(?='*[\t\r])|{_BEGINS}{_FORMULA}")
_DEFUSED = re.compile(rf"\A'(?='*[\t\r])|{_BEGINS}'{_FORMULA}")

_TO_QUOTE = re.compile(r'[",;]|[^\S ]')


def cell(text: str) -> str:
    """Write a text as one cell of a CSV file: quoted where needed, never a formula."""
    text = _TO_DEFUSE.sub("'", text)
    if _TO_QUOTE.search(text):
        return '"' + text.replace('"', '""') + '"'
    return text


def cell_text(read: str) -> str:
    """Return the text that `cell` wrote, from what a CSV reader made of it."""
    return _DEFUSED.sub("", read)
