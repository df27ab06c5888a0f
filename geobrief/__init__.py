"""From the records of a news story to geocoded layers, exact distances and a map.

    geobrief.distance("Ankara", "Istanbul").km      how far
    geobrief.geocode("Kyiv")                        where
    geobrief.near("41.0, 29.0").text                near what
    geobrief.read_brief(path)                       a story's records, from a file
    geobrief.brief_of_frame(frame, title=...)       or from a GeoDataFrame of your own
    geobrief.check_brief(brief).doubts              what to look at before publishing
    geobrief.build_layers(brief)                    as GeoDataFrames
    geobrief.render_html(brief)                     as a page that stands by itself
    geobrief.render_png(brief)                      as a still image; also _svg and _pdf

Names are fetched when they are first used, so that importing geobrief costs next to nothing.
"""

from __future__ import annotations

from geobrief.lazy import lend

TYPE_CHECKING = False  # typing alone would take as long as all of this
if TYPE_CHECKING:
    from geobrief.check import check_brief
    from geobrief.errors import (
        BriefError,
        DataError,
        GeobriefError,
        GlyphError,
        InputError,
        OutputError,
        PlaceAmbiguous,
        PlaceError,
        PlaceNotFound,
        ViewError,
    )
    from geobrief.gazetteer import candidates, geocode
    from geobrief.layers import Layers, build_layers, read_layers, write_layers
    from geobrief.model import Brief, Location
    from geobrief.nearby import Nearby, near
    from geobrief.records import brief_of_frame, brief_of_places, read_brief
    from geobrief.render import notebook_html, render_html
    from geobrief.render.still import render_pdf, render_png, render_svg
    from geobrief.route import Leg, Route
    from geobrief.route import matrix as distance_matrix
    from geobrief.route import measure as distance
    from geobrief.version import __version__

__all__ = [
    "Brief",
    "BriefError",
    "DataError",
    "GeobriefError",
    "GlyphError",
    "InputError",
    "Layers",
    "Leg",
    "Location",
    "Nearby",
    "OutputError",
    "PlaceAmbiguous",
    "PlaceError",
    "PlaceNotFound",
    "Route",
    "ViewError",
    "__version__",
    "brief_of_frame",
    "brief_of_places",
    "build_layers",
    "candidates",
    "check_brief",
    "distance",
    "distance_matrix",
    "geocode",
    "near",
    "notebook_html",
    "read_brief",
    "read_layers",
    "render_html",
    "render_pdf",
    "render_png",
    "render_svg",
    "write_layers",
]

_HOMES = {
    "check": "check_brief",
    "errors": (
        "BriefError DataError GeobriefError GlyphError InputError OutputError "
        "PlaceAmbiguous PlaceError PlaceNotFound ViewError"
    ),
    "gazetteer": "candidates geocode",
    "layers": "Layers build_layers read_layers write_layers",
    "model": "Brief Location",
    "nearby": "Nearby near",
    "records": "brief_of_frame brief_of_places read_brief",
    "render": "notebook_html render_html",
    "render.still": "render_pdf render_png render_svg",
    "route": "Leg Route distance=measure distance_matrix=matrix",
    "version": "__version__",
}

if not TYPE_CHECKING:  # to type checkers, the imports above are all there is
    __getattr__ = lend(__name__, _HOMES)


def __dir__() -> list[str]:
    return sorted(__all__)
