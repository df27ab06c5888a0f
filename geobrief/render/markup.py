"""The one way text that we did not write enters an output: a function per context.

Nothing else in geobrief escapes, and nothing else writes a brief's text. Templates escape every
value with `html` by themselves (see render/environment.py); what must not be escaped again is
`Safe`, and only this module makes it from text.
"""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import quote, urlsplit

__all__ = ["Safe", "html", "json_in_script", "ours", "svg", "terminal", "url", "without_shortcodes"]

_HTML = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
    "'": "&#39;",
    # folium and branca put text into JavaScript template literals: these five would be code there.
    "\\": "&#92;",
    "`": "&#96;",
    "$": "&#36;",
    "{": "&#123;",
    "}": "&#125;",
    "\r": "&#13;",  # parsers make a line feed of it otherwise
}
_HTML_TABLE = str.maketrans(_HTML)
_XML_TABLE = str.maketrans({"\t": "&#9;", "\n": "&#10;"})
"""What XML makes blanks of in attributes."""

# Characters that neither HTML nor XML 1.0 can carry, lone surrogates among them.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

# What a terminal would act on or reorder: C0, DEL, C1, bidi controls, line separators, surrogates.
_ACTED_ON = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)

_WEB_ADDRESS = re.compile(r"https?://[^\s\\/?#@]+(?:[/?#].*)?", re.IGNORECASE | re.DOTALL)
"""As the schema has it: a host, and no user name before it that could look like one."""


class Safe(str):
    """Text that is already right for its place in a page; made by this module only."""

    __slots__ = ()

    def __html__(self) -> str:
        """Tell templates not to escape this again."""
        return str(self)


def ours(text: str) -> Safe:
    """Pass text that geobrief itself ships or has rendered: assets, path data, filled templates."""
    return Safe(text)


def html(text: object) -> Safe:
    """Escape text for an element's content or a quoted attribute of a page."""
    if isinstance(text, Safe):
        return text
    return Safe(_UNPRINTABLE.sub("\ufffd", str(text)).translate(_HTML_TABLE))


def url(text: str) -> Safe:
    """Escape a web address for a quoted attribute; anything but http and https becomes empty.

    What an address cannot hold is written in percent codes, as browsers do.
    """
    address = text.strip()
    try:
        urlsplit(address)
        written = quote(address, safe="!#$%&'()*+,/:;=?@[]~-._")
    except ValueError:  # no host could be so, or half a character
        return Safe("")
    return html(written) if _WEB_ADDRESS.fullmatch(address) else Safe("")


def without_shortcodes(markup: Safe | str) -> Safe:
    """Write brackets as entities: WordPress runs [gallery] also in attributes. Not for scripts."""
    return Safe(markup.replace("[", "&#91;").replace("]", "&#93;"))


def json_in_script(value: Any) -> Safe:  # noqa: ANN401 - whatever JSON can hold
    """Write a value as JSON that is safe inside a script element, executable or not."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Safe(_UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text))


def svg(text: object) -> Safe:
    """Escape text for the content or a quoted attribute of an SVG (XML 1.0) document."""
    return Safe(html(text).translate(_XML_TABLE))


def terminal(text: object) -> str:
    r"""Make visible what a terminal would act on, as `\x1b`, `\u202e`, `\n`."""
    return _ACTED_ON.sub(_visible, str(text))


def _visible(found: re.Match[str]) -> str:
    return found[0].encode("unicode_escape").decode("ascii")
