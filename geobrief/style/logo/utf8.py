"""An SVG's text in UTF-8, the one encoding that everything which draws it reads."""

from __future__ import annotations

import codecs
import re

from geobrief.style.logo.fault import LogoError

__all__ = ["in_utf8"]

_DECLARED = re.compile(rb"""<\?xml\s[^>]*?encoding\s*=\s*["']([\w.:-]+)["'][^>]*\?>""")
_DECLARATION = re.compile(r"\A<\?xml\s[^>]*\?>")
_KNOWN = frozenset(
    ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "iso-8859-15", "windows-1252")
)
_UTF16 = {
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}


def in_utf8(data: bytes) -> bytes:
    """Return a text's bytes in UTF-8, without a byte order mark.

    Bytes that are in UTF-8 already stay as they are. From others a declaration of the old encoding
    is taken out.

    Raises:
        LogoError: it is in an encoding that nothing here reads, or not in the one that it tells.
    """
    name = _encoding(data)
    if name is None:
        return data.removeprefix(codecs.BOM_UTF8)
    try:
        text = data.decode(name)
    except UnicodeError as error:
        message = f"is not in {name}, though it says so; save it as UTF-8"
        raise LogoError(message) from error
    return _DECLARATION.sub("", text.removeprefix("\ufeff")).lstrip().encode("utf-8", "replace")


def _encoding(data: bytes) -> str | None:
    """Return the name of an encoding other than UTF-8, or None."""
    if data[:2] in _UTF16:
        return _UTF16[data[:2]]
    told = _DECLARED.match(data.removeprefix(codecs.BOM_UTF8))
    name = told[1].decode("ascii", "replace").lower() if told else "utf-8"
    if name not in _KNOWN:
        message = f"is in an encoding that nothing here reads ({name}); save it as UTF-8"
        raise LogoError(message)
    return None if name in {"utf-8", "utf8"} else name
