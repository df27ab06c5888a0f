"""The briefs that `geobrief new` begins with, and what is invented in them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.records.source import SourceText
from geobrief.records.yaml_text import tree_of_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geobrief.model.brief import Brief

__all__ = ["INVENTED", "filled", "invented_brief"]

_TEMPLATES = Path(__file__).parent / "templates"
INVENTED = "new.yaml"
"""The template with a story in it that is nobody's."""


def filled(template: str, values: Mapping[str, str]) -> str:
    """Return a template's text, its placeholders filled in."""
    text = (_TEMPLATES / template).read_text(encoding="utf-8")
    return re.sub("@([A-Z]+)@", lambda found: values[found[1]], text)


@cache
def invented_brief() -> Brief:
    """Return the invented story as a brief."""
    values = {"TITLE": '"A story"', "TODAY": "2025-05-15", "TOMORROW": "2025-05-16"}
    return tree_of_yaml(SourceText(_TEMPLATES / INVENTED, filled(INVENTED, values))).to_brief()
