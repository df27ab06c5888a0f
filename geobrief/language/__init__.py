"""The page's own words, numbers and dates in the brief's language.

A table a language (tables/), with CLDR's plurals, numbers, dates and lists by way of Babel.
"""

from __future__ import annotations

from geobrief.language.names import city_names, country_names
from geobrief.language.table import languages, speaks
from geobrief.language.words import Said, Words, words

__all__ = ["Said", "Words", "city_names", "country_names", "languages", "speaks", "words"]
