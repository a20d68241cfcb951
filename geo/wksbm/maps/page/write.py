"""Write the interactive map: one HTML file that needs nothing else, no network least of all.

folium describes the map, its panes and its cluster of points. It renders text as templates, so
it is given none: what it renders is the same for every atlas. The data is put beside it as one
packed block, and our own scripts in `web/` show it on a canvas of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import folium
from branca.element import Figure, MacroElement
from folium.map import CustomPane, Layer
from folium.plugins import MarkerCluster
from folium.template import Template

from wksbm.config import Basemap
from wksbm.layers.model import Atlas
from wksbm.maps.page.assemble import Later, assemble
from wksbm.maps.page.assets import later_script, later_style, scripts, skeleton, styles
from wksbm.maps.page.pack import pack
from wksbm.maps.page.payload import page_payload
from wksbm.maps.page.topology import cut
from wksbm.maps.spec import MapSpec

_DEEPEST_ZOOM = 17
_FIRST_ZOOM = 7
_PANES = (
    ("chosen", 430, False),
    ("names", 450, False),
)


class _Start(MacroElement):
    """Hand the map to our own script."""

    _template = Template(
        "{% macro script(this, kwargs) %}Atlas.start({{ this._parent.get_name() }});{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "start"


class _Parts(MacroElement):
    """Hand the cluster of points, and the tiles if there are any, to our own script."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "Atlas.parts = [{{ this.parts | join(', ') }}];"
        "{% endmacro %}"
    )

    def __init__(self, parts: Sequence[Layer]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "parts"
        self.parts = [part.get_name() for part in parts]


def write_interactive(atlas: Atlas, spec: MapSpec, folder: Path) -> Path:
    """
    Write a map as a page that works from any disk, without a network.

    Parameters
    ----------
    atlas
        What is shown; the page opens in ``atlas.config.lang`` and can be switched.
    spec
        The map: its words and its layers, the first of which is shown first.
    folder
        Existing folder for ``<id>.html``.

    Returns
    -------
    Path
        The file written. The same input gives the same bytes.

    Raises
    ------
    KeyError
        If a layer of the map was not built.
    ContentError
        If the package that carries Leaflet is not complete.
    """
    tiles = atlas.config.basemap
    container, start, more = _folium_parts(tiles)
    lang = atlas.config.lang
    shapes = cut(atlas.villages.geometry.to_numpy()).to_bytes()
    later = Later(later_script(more), later_style())
    page = assemble(
        skeleton().replace("<!--map-->", container),
        lang=lang,
        title=f"{spec.title.to(lang)} · {atlas.config.title.to(lang)}",
        styles=styles(),
        scripts=(*scripts(), start),
        data=pack(page_payload(atlas, spec), shapes, *later),
        later=later,
        images=(tiles.origin,) if tiles else (),
    )
    path = folder / f"{spec.id}.html"
    path.write_bytes(page.encode("utf-8"))
    return path


def _folium_parts(tiles: Basemap | None) -> tuple[str, str, str]:
    """Return container and script of the map, and the script of what lies on it, by folium."""
    figure = Figure()
    view = folium.Map(
        tiles=None,
        zoom_start=_FIRST_ZOOM,
        zoom_control=False,
        maxZoom=_DEEPEST_ZOOM,
        minZoom=_FIRST_ZOOM,
        zoomSnap=0.25,
        zoomDelta=0.75,
        trackResize=False,
        attributionControl=False,
    )
    view._id = "atlas"
    view.default_js, view.default_css = [], []
    figure.add_child(view)
    for name, z_index, pointer_events in _PANES:
        pane = CustomPane(name, z_index=z_index, pointer_events=pointer_events)
        pane._id = name
        view.add_child(pane)
    cluster = MarkerCluster(  # type: ignore[no-untyped-call]
        name="groups",
        show=False,
        icon_create_function="(cluster) => Atlas.clusterIcon(cluster)",
        options={
            "showCoverageOnHover": False,
            "maxClusterRadius": 56,
            "disableClusteringAtZoom": _DEEPEST_ZOOM,
        },
    )
    cluster._id = "groups"
    cluster.default_js, cluster.default_css = [], []
    view.add_child(cluster)
    layers = (cluster, *_background(view, tiles))
    parts, start = _Parts(layers), _Start()
    for element in (parts, start):
        element._id = "atlas"
        view.add_child(element)
    figure.render()
    later = [figure.script._children.pop(part.get_name()).render() for part in (*layers, parts)]
    return figure.html.render().strip(), figure.script.render().strip(), "\n".join(later)


def _background(view: folium.Map, tiles: Basemap | None) -> tuple[folium.TileLayer, ...]:
    """Add background tiles, off at first; whom to name for them is said by our own script."""
    if tiles is None:
        return ()
    layer = folium.TileLayer(tiles=tiles.url, attr=" ", show=False, max_zoom=_DEEPEST_ZOOM)
    layer._id = "basemap"
    view.add_child(layer)
    return (layer,)
