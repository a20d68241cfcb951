"""Draw a map as a printed page: PNG, SVG and PDF from one drawing, with caption."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import numpy as np
import shapely
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import PatchCollection, PathCollection
from matplotlib.patches import Circle, PathPatch
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from geo.layers.model import Atlas, Layer
from geo.maps import caption as words
from geo.maps import theme
from geo.maps.frame import Geometries, MapFrame
from geo.maps.furniture import Sheet, draw_ground
from geo.maps.labels import Label, place_labels
from geo.maps.layout import draw_layout
from geo.maps.legend import MARK_SIZE, CircleScale, hatch_of, is_marked, zero_mark
from geo.maps.spec import MapSpec
from geo.maps.svg import HALO_PREFIX, finish_svg
from geo.maps.theme import TextStyle
from geo.text import Lang

PNG_DPI = 300
_HALO = 2.2
_FINEST_HOLE = 2.0
_VILLAGE_NAME_SIZE = 4.6


def write_static(atlas: Atlas, spec: MapSpec, folder: Path) -> tuple[Path, ...]:
    """
    Write a map as PNG (300 dpi), SVG (text as text), PDF (fonts embedded) and its captions.

    Parameters
    ----------
    atlas
        What is drawn; the language is ``atlas.config.lang``.
    spec
        The map: the first of its layers, its page and its words.
    folder
        Existing folder for ``<id>.png``, ``.svg``, ``.pdf`` and ``.txt``.

    Returns
    -------
    tuple of Path
        The files written, in that order. The same input gives the same bytes.

    Raises
    ------
    KeyError
        If the layer was not built.
    """
    lang = atlas.config.lang
    layer = atlas.layer(spec.layers[0])
    with style.context(theme.STYLE, after_reset=True):
        sheet, frame = compose(atlas, spec)
        caption = words.caption(atlas, spec, layer, frame.crs_name)
        alternative = words.alt_text(atlas, spec, layer)
        title, description = words.plain(spec.title.to(lang)), alternative.to(lang)
        files = {
            "png": _png(sheet, title, description),
            "pdf": _pdf(sheet, title, caption.to(lang)),
            "svg": _svg(sheet, title, description, lang),
            "txt": words.caption_file(spec, caption, alternative).encode(),
        }
    paths = []
    for suffix in ("png", "svg", "pdf", "txt"):
        path = folder / f"{spec.id}.{suffix}"
        path.write_bytes(files[suffix])
        paths.append(path)
    return tuple(paths)


def compose(atlas: Atlas, spec: MapSpec) -> tuple[Sheet, MapFrame]:
    """
    Lay out and draw a page.

    Parameters
    ----------
    atlas, spec
        As for `write_static`.

    Returns
    -------
    sheet : Sheet
        The drawn page; its `parts` name what stands on it.
    frame : MapFrame
        Projection and scale of the map.
    """
    sheet = Sheet(theme.PAGE_SIZES[spec.page])
    layer = atlas.layer(spec.layers[0])
    frame, circles = draw_layout(sheet, atlas, spec, layer)
    draw_ground(sheet, frame, atlas.config.lang)
    _draw_land(sheet, frame, atlas, layer, circles)
    return sheet, frame


def _draw_land(
    sheet: Sheet, frame: MapFrame, atlas: Atlas, layer: Layer, circles: CircleScale | None
) -> None:
    """Draw every village in the colour of its class, whatever its state, and what lies above."""
    shapes = frame.outlines(atlas.villages.geometry.to_numpy())
    middles = shapely.point_on_surface(shapes)
    keys = layer.class_keys.reindex(atlas.villages.index).to_numpy(dtype=str)
    with_circles = layer.spec.symbology == "symbols"
    obstacles: list[BaseGeometry] = []
    for entry in layer.classes:
        chosen = shapes[keys == entry.key]
        plain_land = with_circles and not entry.hatch
        _draw_areas(
            sheet,
            chosen,
            theme.PALE_LAND if plain_land else entry.colour,
            theme.edge_on(theme.PALE_LAND if plain_land else entry.colour),
            hatch_of(entry),
            gid=f"class-{entry.key}",
        )
        if is_marked(layer, entry) and len(chosen):
            crosses = middles[keys == entry.key]
            sheet.add(zero_mark(shapely.get_coordinates(crosses), sheet), "zero", zorder=3.5)
            obstacles += list(shapely.buffer(crosses, MARK_SIZE))
    outlines = _without_slivers(frame.outlines(atlas.kecamatan.geometry.to_numpy()))
    borders = PathCollection(
        [outline_of(shape) for shape in outlines],
        facecolors="none",
        edgecolors=theme.KECAMATAN_EDGE,
        linewidths=0.8,
        joinstyle="round",
        transform=sheet.mm,
        gid="kecamatan",
    )
    sheet.add(borders, "kecamatan", zorder=2)
    if circles:
        obstacles += _draw_circles(sheet, middles, layer, atlas, circles)
    names = _draw_names(sheet, atlas, outlines, obstacles)
    if not with_circles:
        _draw_village_names(sheet, atlas, layer, shapes, [*names, *obstacles])


def _without_slivers(outlines: Geometries) -> Geometries:
    """Drop the tiny holes that are left where neighbouring villages do not quite touch."""

    def filled(part: Polygon) -> Polygon:
        holes = [ring for ring in part.interiors if Polygon(ring).area > _FINEST_HOLE]
        return Polygon(part.exterior, holes)

    shapes = [MultiPolygon(list(map(filled, shapely.get_parts(shape)))) for shape in outlines]
    return np.array(shapes, dtype=object)


def _draw_areas(
    sheet: Sheet, shapes: Geometries, colour: str, edge: str, hatch: str | None, *, gid: str
) -> None:
    if not len(shapes):
        return
    areas = PathCollection(
        [outline_of(shape) for shape in shapes],
        facecolors=colour,
        edgecolors=edge,
        linewidths=0.4,
        joinstyle="round",
        transform=sheet.mm,
        gid=gid,
    )
    sheet.add(areas, "villages", zorder=1)
    if hatch:
        hatching = PathCollection(
            [outline_of(shapely.union_all(shapes))],
            facecolors="none",
            edgecolors=theme.HATCH_INK,
            linewidths=0,
            hatch=hatch,
            transform=sheet.mm,
            gid=f"{gid}-hatch",
        )
        sheet.add(hatching, "hatch", zorder=1.1)


def _draw_circles(
    sheet: Sheet, middles: Geometries, layer: Layer, atlas: Atlas, scale: CircleScale
) -> list[BaseGeometry]:
    """Draw the circles, the largest first so that none is hidden; return the discs."""
    values = layer.values.reindex(atlas.villages.index).to_numpy(dtype=float)
    centres = shapely.get_coordinates(middles)
    order = [place for place in np.argsort(-values, kind="stable") if values[place] > 0]
    radii = [scale.radius(float(values[place])) for place in order]
    patches = [
        Circle(tuple(centres[place]), radius) for place, radius in zip(order, radii, strict=True)
    ]
    circles = PatchCollection(
        patches,
        facecolor=scale.colour,
        edgecolor=theme.PAPER,
        linewidth=0.6,
        transform=sheet.mm,
        gid="circles",
    )
    sheet.add(circles, "circles", zorder=3)
    return list(shapely.buffer(middles[order], radii))


def _draw_names(
    sheet: Sheet, atlas: Atlas, outlines: Geometries, obstacles: Iterable[BaseGeometry]
) -> list[BaseGeometry]:
    """Write the names of the sub-districts, with a white halo; return the boxes they cover."""
    breadth = math.sqrt(float(shapely.area(outlines).mean()))
    set_as = TextStyle(8.4 if breadth > 20 else 7.0 if breadth > 13 else 5.6, 600)
    height = set_as.size * theme.MM_PER_POINT * 0.95
    names = [theme.drawable(str(name)) for name in atlas.kecamatan["kecamatan"]]
    labels = [
        Label(name, shape, theme.text_width(name, set_as), height)
        for name, shape in zip(names, outlines, strict=True)
        if name
    ]
    placed = place_labels(labels, tuple(obstacles))
    for place, label in enumerate(placed):
        left, baseline = label.x - label.width / 2, label.y - height * 0.34
        glyphs = TextPath((0, 0), label.text, size=set_as.size, prop=set_as.font())
        halo = PathPatch(
            glyphs,
            facecolor=theme.PAPER,
            edgecolor=theme.PAPER,
            linewidth=_HALO,
            joinstyle="round",
        )
        halo.set_transform(
            Affine2D().scale(theme.MM_PER_POINT).translate(left, baseline) + sheet.mm
        )
        sheet.add(halo, "halos", zorder=4.9)
        sheet.write(label.text, left, baseline, set_as, "names", gid=f"{HALO_PREFIX}{place}")
    return [label.box for label in placed]


def _draw_village_names(
    sheet: Sheet, atlas: Atlas, layer: Layer, shapes: Geometries, taken: list[BaseGeometry]
) -> None:
    """Write the names of those villages that have room for it, dark or white on their colour."""
    set_as = TextStyle(_VILLAGE_NAME_SIZE)
    height = set_as.size * theme.MM_PER_POINT * 0.95
    colours = {entry.key: entry.colour for entry in layer.classes if not entry.hatch}
    keys = layer.class_keys.reindex(atlas.villages.index)
    labels, inks = [], []
    for name, key, shape in zip(atlas.villages["desa"], keys, shapes, strict=True):
        text = theme.drawable(str(name))
        if text and key in colours:
            labels.append(Label(text, shape, theme.text_width(text, set_as), height))
            inks.append(theme.ink_on(colours[key]))
    for label in place_labels(labels, inside=1.0, blocked=taken):
        left, baseline = label.x - label.width / 2, label.y - height * 0.34
        chosen = replace(set_as, colour=inks[label.place])
        sheet.write(label.text, left, baseline, chosen, "village-names", zorder=4)


def outline_of(shape: BaseGeometry) -> Outline:
    """Return all rings of a (Multi)Polygon as one path, holes included."""
    vertices, codes = [], []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            points = shapely.get_coordinates(ring)
            steps = np.full(len(points), Outline.LINETO, dtype=Outline.code_type)
            steps[0], steps[-1] = Outline.MOVETO, Outline.CLOSEPOLY
            vertices.append(points)
            codes.append(steps)
    return Outline(np.concatenate(vertices), np.concatenate(codes))


def _png(sheet: Sheet, title: str, description: str) -> bytes:
    sheet.figure.set_dpi(PNG_DPI)
    canvas = FigureCanvasAgg(sheet.figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    notes = PngInfo()
    notes.add_text("Title", title)
    notes.add_text("Description", description)
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    picture = Image.fromarray(np.ascontiguousarray(pixels[:, :, :3]))
    buffer = io.BytesIO()
    picture.save(buffer, format="png", dpi=(PNG_DPI, PNG_DPI), pnginfo=notes)
    return buffer.getvalue()


def _pdf(sheet: Sheet, title: str, subject: str) -> bytes:
    metadata = {"Title": title, "Subject": subject, "CreationDate": None, "ModDate": None}
    buffer = io.BytesIO()
    FigureCanvasPdf(sheet.figure).print_figure(
        buffer, format="pdf", facecolor=theme.PAPER, metadata=metadata | {"Creator": "WKSBM Atlas"}
    )
    return buffer.getvalue()


def _svg(sheet: Sheet, title: str, description: str, lang: Lang) -> bytes:
    """Return the SVG; its halos are text, so the drawn ones are left out."""
    for halo in sheet.parts.get("halos", ()):
        halo.set_visible(False)
    buffer = io.StringIO()
    FigureCanvasSVG(sheet.figure).print_figure(
        buffer,
        format="svg",
        facecolor=theme.PAPER,
        metadata={"Title": title, "Date": None, "Creator": "WKSBM Atlas"},
    )
    return finish_svg(
        buffer.getvalue(),
        title=title,
        description=description,
        lang=lang,
        fonts={weight: theme.font_file(weight) for weight in (400, 600, 700)},
        family=theme.FONT_FAMILY[0],
        halo=_HALO,
    )
