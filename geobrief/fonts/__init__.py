"""The packaged fonts: which faces there are, what they can write, and how wide it comes out.

Every still image is drawn with these faces and no others, and the page pins its text to the widths
measured here; so a label's box is the same wherever it is drawn.
"""

from __future__ import annotations

from geobrief.lazy import lend

TYPE_CHECKING = False
if TYPE_CHECKING:
    from geobrief.fonts.faces import FAMILY, font_files
    from geobrief.fonts.measure import family_name, missing_glyphs, text_width

__all__ = ["FAMILY", "family_name", "font_files", "missing_glyphs", "text_width"]

_HOMES = {
    "faces": "FAMILY font_files",
    "measure": "family_name missing_glyphs text_width",
}

if not TYPE_CHECKING:
    __getattr__ = lend(__name__, _HOMES)
