"""What each printed map is in the QGIS project: its own layers, its theme and its legend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from wksbm.layers.model import Atlas, Layer, LegendClass
from wksbm.layers.surfaces import Surface
from wksbm.maps.sheet.kinds import printed_map
from wksbm.maps.sheet.kinds.base import PrintedMap
from wksbm.maps.sheet.kinds.coverage import CoverageMap
from wksbm.maps.sheet.kinds.points import PointsMap
from wksbm.maps.sheet.kinds.reach import ReachMap
from wksbm.maps.sheet.kinds.surface import SurfaceMap
from wksbm.maps.sheet.kinds.with_circles import WithCirclesMap
from wksbm.maps.spec import MapSpec
from wksbm.maps.surface import KNOWN
from wksbm.maps.symbols import PALE_LAND
from wksbm.outputs.gis.circles import Circles, circles_of
from wksbm.outputs.gis.legends import (
    Explained,
    explain,
    explain_areas,
    explain_circles,
    explain_groups,
)
from wksbm.outputs.gis.project_layers import ProjectLayer, layer_of_villages
from wksbm.outputs.gis.renderers import circle_renderer, village_names, village_renderer
from wksbm.outputs.gis.styles import layer_titles
from wksbm.outputs.gis.surface_layers import cells_layer, places_layer, spots_layer
from wksbm.outputs.gis.tables import State, Table, class_columns, state_columns
from wksbm.text import Lang, Text

_NOT_MAPS = ("panels-kind", "panels-year")
"""Series of small maps: a layout would need a page full of maps, each with a theme of its own."""
_NOBODY = Text("tanpa penduduk menurut raster", "nobody lives there by the raster")


@dataclass(frozen=True)
class ProjectMap:
    """
    A printed map in the project.

    Parameters
    ----------
    spec
        The map.
    layer
        Whose finding, dates, sources and method are told beside it.
    indicator
        Title of the indicator whose theme it follows; empty where it has a theme of its own.
    own
        Layers that nothing else shows, from the top.
    shown
        Ids of the layers of its own theme, from the top.
    legend
        What is explained.
    circles
        Whose sizes are explained; None without.
    """

    spec: MapSpec
    layer: Layer
    indicator: str
    own: tuple[ProjectLayer, ...]
    shown: tuple[str, ...]
    legend: tuple[Explained, ...]
    circles: Circles | None = None


def project_maps(atlas: Atlas, maps: Sequence[MapSpec], villages: Table) -> tuple[ProjectMap, ...]:
    """
    Return the printed maps as the project has them; series of small maps are left out.

    Parameters
    ----------
    atlas
        The built atlas.
    maps
        Its maps, of which the printed ones are taken.
    villages
        Table desa of the package.
    """
    printed = [spec for spec in maps if spec.kind == "static" and spec.drawing not in _NOT_MAPS]
    return tuple(_project_map(atlas, spec, villages) for spec in printed)


def _project_map(atlas: Atlas, spec: MapSpec, villages: Table) -> ProjectMap:
    shown = printed_map(atlas, spec)
    layer = shown.layer
    match shown:
        case SurfaceMap():
            return _surface(atlas, spec, villages, shown)
        case CoverageMap():
            return _reports(atlas, spec, villages, shown)
        case PointsMap():
            return _points(atlas, spec, villages, shown)
        case WithCirclesMap() if circles := circles_of(shown.above):
            return _with_circles(atlas, spec, villages, layer, shown.above, circles)
    place = [each.id for each in atlas.layers].index(layer.id)
    legend = (*explain_areas(atlas, layer), explain(layer.id, layer, atlas.config.lang))
    title = layer_titles(atlas)[place]
    return ProjectMap(spec, layer, title, (), (), legend, circles_of(layer))


def _with_circles(
    atlas: Atlas,
    spec: MapSpec,
    villages: Table,
    filled: Layer,
    counted: Layer,
    circles: Circles,
) -> ProjectMap:
    lang, column = atlas.config.lang, class_columns(atlas)[counted.id]
    parts = (circle_renderer(counted, circles, column, lang),)
    above = layer_of_villages(
        atlas, villages, _name(spec, "lingkaran"), counted.spec.title, counted.method, parts
    )
    legend = (explain(filled.id, filled, lang), explain_circles(above.id, counted, lang))
    shown = (above.id, "kecamatan", filled.id)
    return ProjectMap(spec, filled, "", (above,), shown, legend, circles)


def _reports(atlas: Atlas, spec: MapSpec, villages: Table, shown: PrintedMap) -> ProjectMap:
    layer, column = shown.layer, state_columns(atlas)["reports"]
    parts = (village_renderer(layer, column, atlas.config.lang), village_names())
    below = _filled(atlas, spec, villages, layer, parts)
    legend = (explain(below.id, layer, atlas.config.lang),)
    return ProjectMap(spec, layer, "", (below,), ("kecamatan", below.id), legend)


def _points(atlas: Atlas, spec: MapSpec, villages: Table, shown: PrintedMap) -> ProjectMap:
    layer, column = shown.layer, state_columns(atlas)["reports"]
    parts = (village_renderer(layer, column, atlas.config.lang),)
    below = _filled(atlas, spec, villages, layer, parts)
    legend = (explain_groups(atlas), explain(below.id, layer, atlas.config.lang))
    return ProjectMap(spec, layer, "", (below,), ("kelompok", "kecamatan", below.id), legend)


def _surface(atlas: Atlas, spec: MapSpec, villages: Table, shown: SurfaceMap) -> ProjectMap:
    lang, surface = atlas.config.lang, shown.surface
    marked = shown.marks if isinstance(shown, ReachMap) else None
    state: State = "places" if surface.kind == "density" else "people"
    marks = [
        *places_layer(atlas, _name(spec, "usulan"), marked),
        *spots_layer(atlas, _name(spec, "titik"), marked),
    ]
    cells = cells_layer(atlas, _name(spec, "sel"), surface)
    ground = replace(shown.layer, classes=_ground(surface))
    parts = (village_renderer(ground, state_columns(atlas)[state], lang),)
    below = _filled(atlas, spec, villages, ground, parts)
    legend = (
        *(explained for _, explained in marks),
        explain(cells.id, shown.layer, lang, classes=surface.numeric, first=1),
        _explain_ground(below.id, ground, surface, lang),
    )
    own = (*(layer for layer, _ in marks), cells, below)
    ids = [layer.id for layer in own]
    return ProjectMap(
        spec, shown.layer, "", own, (*ids[: len(marks)], "kecamatan", *ids[-2:]), legend
    )


def _ground(surface: Surface) -> tuple[LegendClass, LegendClass]:
    """Return the classes of the villages below a surface: where it has cells, and where none."""
    held = {entry.key: entry for entry in surface.classes}
    nobody = held.get("nobody", LegendClass(KNOWN, _NOBODY, PALE_LAND, 0))
    return replace(nobody, key=KNOWN), held["not_reported"]


def _explain_ground(name: str, ground: Layer, surface: Surface, lang: Lang) -> Explained:
    """Explain what is seen where there are no cells: of density, only what is not known."""
    known, unknown = ground.classes
    if surface.kind == "reach":
        explained = explain(name, ground, lang, classes=[unknown], titled=False)
        return replace(explained, entries=((0, known.label.to(lang)), *explained.entries))
    seen = [known, unknown] if known.count else [unknown]
    return explain(name, ground, lang, classes=seen, titled=False)


def _filled(
    atlas: Atlas, spec: MapSpec, villages: Table, layer: Layer, parts: Sequence[Element]
) -> ProjectLayer:
    name = _name(spec, "wilayah")
    return layer_of_villages(atlas, villages, name, layer.spec.title, layer.method, parts)


def _name(spec: MapSpec, part: str) -> str:
    """Return the id of a layer that only this map shows; no indicator's has a hyphen."""
    return f"peta-{spec.id}-{part}"
