"""What a printed map shows, for each kind of map in the closed list of `wksbm.maps.spec`."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wksbm.errors import InputError, Problem
from wksbm.layers.model import Atlas, Layer, ScanArea
from wksbm.layers.surface_words import SurfaceKind
from wksbm.layers.surfaces import Surface, find_surface
from wksbm.maps import caption as words
from wksbm.maps.reach import ReachMarks, marks_told, reach_marks
from wksbm.maps.sheet.coverage import coverage_layer
from wksbm.maps.sheet.numbered import Worst, find_worst, told
from wksbm.maps.sheet.points import PointKind, kinds_told, point_kinds, points_finding
from wksbm.maps.sheet.small_multiples import (
    Panel,
    kind_panels,
    panel_key,
    panels_told,
    year_panels,
    years_finding,
)
from wksbm.maps.spec import MapSpec
from wksbm.maps.surface import surface_layer
from wksbm.text import Text

_POINTS = Text("Peta titik", "Dot map of")
_PANELS = Text("Deret peta kecil", "Series of small maps of")
_OF_GROUPS = ("points", "panels-kind", "panels-year")
_SURFACE = Text("Peta permukaan", "Surface map of")
_SURFACES: dict[str, SurfaceKind] = {"density": "density", "ratio": "ratio", "reach": "reach"}
_CIRCLES_TOO = Text("Lingkaran di atasnya", "Circles above it")


@dataclass(frozen=True)
class Display:
    """
    Everything that is drawn on the land.

    Parameters
    ----------
    layer
        What the villages are filled with; its finding is that of the map.
    circles
        The layer of the circles; None without circles.
    areas
        What is outlined.
    worst
        The numbered villages.
    points
        Groups by kind, or the meaning of the points of the panels.
    panels
        Small maps in place of the one.
    surface
        Bands that lie above the villages; None without.
    marks
        Areas beyond reach and proposed places; None without.
    coverage
        True when the sub-districts are listed by their reports.
    kind
        What sort of map it is, for those who do not see it; None by its layer.
    more
        Further sentences for them.
    """

    layer: Layer
    circles: Layer | None = None
    areas: tuple[ScanArea, ...] = ()
    worst: tuple[Worst, ...] = ()
    points: tuple[PointKind, ...] = ()
    panels: tuple[Panel, ...] = ()
    surface: Surface | None = None
    marks: ReachMarks | None = None
    coverage: bool = False
    kind: Text | None = None
    more: tuple[Text, ...] = ()


def can_show(atlas: Atlas, spec: MapSpec) -> bool:
    """
    Whether there is anything to show.

    A map of groups needs some with a place and, where it goes by year, a year; a surface must have
    been computed.
    """
    if spec.drawing in _SURFACES:
        return find_surface(atlas, _SURFACES[spec.drawing]) is not None
    if spec.drawing == "panels-year":
        return bool(atlas.groups["tahun_berdiri"].notna().any())
    return spec.drawing not in _OF_GROUPS or len(atlas.groups) > 0


def display_of(atlas: Atlas, spec: MapSpec) -> Display:
    """
    Find out what a map shows.

    Parameters
    ----------
    atlas
        The built atlas.
    spec
        The map.

    Returns
    -------
    Display
        Where the layer of the circles was left out, only the fills are shown.

    Raises
    ------
    KeyError
        If the layer was not built.
    InputError
        If its layers cannot be shown that way.
    """
    layer = atlas.layer(spec.layers[0])
    if spec.drawing == "with-symbols" and len(spec.layers) > 1:
        return _with_circles(atlas, spec, layer, atlas.layer(spec.layers[1]))
    if spec.drawing == "worst":
        if layer.spec.symbology == "categories":
            raise _unfit(spec, layer, Text("indikator dengan angka", "an indicator with figures"))
        worst = find_worst(atlas, layer)
        circles = layer if layer.spec.symbology == "symbols" else None
        more = (told(worst, layer),) if worst else ()
        return Display(layer, circles, worst=worst, more=more)
    if spec.drawing == "coverage":
        return Display(coverage_layer(atlas, layer), coverage=True)
    if spec.drawing in _OF_GROUPS:
        return _points(atlas, spec, layer)
    if spec.drawing in _SURFACES:
        return _surface(atlas, spec, layer)
    circles = layer if layer.spec.symbology == "symbols" else None
    return Display(layer, circles, areas=words.scan_areas_of(atlas, layer))


def _with_circles(atlas: Atlas, spec: MapSpec, fills: Layer, circles: Layer) -> Display:
    if fills.spec.symbology == "symbols":
        raise _unfit(spec, fills, Text("indikator yang diwarnai", "an indicator with fills"))
    if circles.spec.symbology != "symbols":
        raise _unfit(spec, circles, Text("indikator dengan lingkaran", "one drawn as circles"))
    both = (words.statement(atlas, fills), words.statement(atlas, circles))
    finding = Text(f"{both[0].id}. {both[1].id}", f"{both[0].en}. {both[1].en}")
    title = circles.spec.title
    more = Text(f"{_CIRCLES_TOO.id}: {title.id}", f"{_CIRCLES_TOO.en}: {title.en}")
    sources = tuple(dict.fromkeys((*fills.sources, *circles.sources)))
    layer = replace(fills, finding=finding, sources=sources)
    return Display(layer, circles, more=(more,))


def _points(atlas: Atlas, spec: MapSpec, model: Layer) -> Display:
    layer = coverage_layer(atlas, model, pale=True)
    layer = replace(layer, finding=points_finding(atlas))
    if spec.drawing == "points":
        kinds = point_kinds(atlas)
        return Display(layer, points=kinds, kind=_POINTS, more=(kinds_told(kinds),))
    by_year = spec.drawing == "panels-year"
    panels = year_panels(atlas) if by_year else kind_panels(atlas)
    if by_year:
        layer = replace(layer, finding=years_finding(atlas, panels))
    key = panel_key(panels, atlas)
    return Display(layer, points=key, panels=panels, kind=_PANELS, more=(panels_told(panels),))


def _surface(atlas: Atlas, spec: MapSpec, model: Layer) -> Display:
    surface = find_surface(atlas, _SURFACES[spec.drawing])
    if surface is None or atlas.spread is None:
        wanted = Text("letak kelompok dan raster penduduk", "places of groups, population raster")
        raise _unfit(spec, model, wanted)
    marks = reach_marks(atlas, atlas.spread) if surface.kind == "reach" else None
    return Display(
        surface_layer(atlas, model, surface),
        surface=surface,
        marks=marks,
        kind=_SURFACE,
        more=marks_told(marks) if marks else (),
    )


def _unfit(spec: MapSpec, layer: Layer, wanted: Text) -> InputError:
    found = f"{layer.id} ({layer.spec.symbology})"
    return InputError(
        Problem(
            Text(
                f"peta '{spec.drawing}' tidak dapat dibuat dari indikator itu",
                f"a map of kind '{spec.drawing}' cannot be made from that indicator",
            ),
            file=spec.file,
            column="layers",
            found=found,
            expected=wanted,
            cure=Text(
                "Ganti layers atau drawing dalam berkas peta itu",
                "Change layers or drawing in the map's file",
            ),
        )
    )
