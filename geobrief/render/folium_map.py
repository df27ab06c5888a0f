"""folium on our terms: nothing to load, its own words for our templates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from branca.element import Figure, MacroElement
from folium import Map
from folium.template import Template

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["SCENE_ID", "Drawing", "StoryFigure", "StoryMap"]

SCENE_ID = "geobrief-scene"


class StoryFigure(Figure):
    """A figure that lays out its page with our template; it begins with an empty head."""

    def __init__(self, template: Any, context: Mapping[str, Any]) -> None:  # noqa: ANN401
        """Keep the page's template and what it shows."""
        super().__init__()
        self.header._children.clear()  # noqa: SLF001 - the template has the charset already
        self._page_template = template
        self._context = dict(context)

    def render(self, **kwargs: Any) -> str:  # noqa: ANN401
        """Render the children, then the page around what they gave."""
        from geobrief.render.markup import ours  # noqa: PLC0415

        for child in self._children.values():
            child.render(**kwargs)
        page: str = self._page_template.render(
            folium_header=ours(self.header.render(**kwargs)),
            folium_html=ours(self.html.render(**kwargs)),
            folium_script=ours(self.script.render(**kwargs)),
            **self._context,
        )
        return page


class StoryMap(Map):
    """A folium map in a plane of metres, whose basemap is part of the page.

    folium's own template would add a style sheet with fixed sizes and forbid zooming the page.
    """

    # Lists of its own: folium's hold CDN addresses, and are shared by all of its maps.
    default_js = []  # noqa: RUF012 - folium's name and type
    default_css = []  # noqa: RUF012

    _template = Template(
        """
        {% macro html(this, kwargs) %}{{ this.frame_html(this.get_name()) }}{% endmacro %}
        {% macro script(this, kwargs) %}
            window.{{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                crs: L.CRS.{{ this.crs }},
                ...{{ this.options|tojavascript }},
                ...geobrief.motion()
            });
        {% endmacro %}
        """
    )

    def __init__(self, frame_html: Any, **options: Any) -> None:  # noqa: ANN401
        """Make a map; `frame_html` gives the frame's markup for the map's element id."""
        super().__init__(tiles=None, crs="Simple", zoom_control=False, **options)
        self.frame_html = frame_html


class Drawing(MacroElement):
    """Has the page's script draw the scene on its parent map."""

    scene_id = SCENE_ID

    def __init__(self) -> None:
        """Make the element; it has nothing of its own."""
        super().__init__()  # type: ignore[no-untyped-call] # branca has no types here

    _template = Template(
        """
        {% macro script(this, kwargs) %}
            geobrief.draw({{ this._parent.get_name() }}, {{ this.scene_id|tojson }});
        {% endmacro %}
        """
    )
