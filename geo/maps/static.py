"""Draw a map as a printed page: PNG, SVG and PDF from one drawing, with caption."""

from __future__ import annotations

import io
import math
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import shapely
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.collections import LineCollection, PatchCollection, PathCollection
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D
from shapely.geometry.base import BaseGeometry

from geo.layers.model import Atlas, Layer
from geo.maps import caption as words
from geo.maps import theme
from geo.maps.frame import Geometries, MapFrame, Window, degree_label, fit_frame
from geo.maps.furniture import Badge, Paragraph, Row, Rule, ScaleBar, Sheet, Stack, soft
from geo.maps.labels import Label, place_labels
from geo.maps.legend import CircleScale, Legend, hatch_of, is_marked, symbol_colour, zero_mark
from geo.maps.spec import MapSpec
from geo.maps.svg import HALO_PREFIX, finish_svg
from geo.maps.theme import TextStyle
from geo.text import Lang

PNG_DPI = 300
_COLUMN = 64.0
_GUTTER = 6.0
_SHRINKING = (1.0, 0.94, 0.88, 0.82, 0.76, 0.7, 0.64)
_PORTRAIT_TEXT_SHARE = 0.42
_HALO = 2.2
_FILLED_BY_LARGEST_CIRCLE = 0.8
_FINEST_HOLE = 2.0
_CIRCLE_RADII = (1.5, 8.0)


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
    page = theme.PAGE_SIZES[spec.page]
    sheet = Sheet(page)
    layer = atlas.layer(spec.layers[0])
    draw = _draw_landscape if page.landscape else _draw_portrait
    frame, circles = draw(sheet, atlas, spec, layer)
    _draw_ground(sheet, frame, atlas.config.lang)
    _draw_land(sheet, frame, atlas, layer, circles)
    return sheet, frame


def _draw_landscape(
    sheet: Sheet, atlas: Atlas, spec: MapSpec, layer: Layer
) -> tuple[MapFrame, CircleScale | None]:
    """Draw the map on the left and one column of text on the right."""
    page, lang = sheet.page, atlas.config.lang
    height = page.height - 2 * page.margin
    width = page.width - 2 * page.margin - _COLUMN - _GUTTER
    frame = fit_frame(atlas.villages, Window(page.margin, page.margin, width, height))
    circles = _circle_scale(layer, frame, atlas)
    for factor in _SHRINKING:
        head = _head(atlas, spec, layer, _COLUMN, factor)
        legend = Legend(layer, _COLUMN, 9.2 * factor, atlas.config.labels, lang, circles)
        foot = _foot(atlas, layer, frame, _COLUMN, factor, page.name)
        upper = Stack(((head, 4.5), (Rule(_COLUMN), 4.0), (legend, 0.0)))
        if upper.height + foot.height + 5 <= height:
            break
    left, top = page.width - page.margin - _COLUMN, page.height - page.margin
    upper.draw(sheet, left, top)
    foot.draw(sheet, left, page.margin + foot.height)
    return frame, circles


def _draw_portrait(
    sheet: Sheet, atlas: Atlas, spec: MapSpec, layer: Layer
) -> tuple[MapFrame, CircleScale | None]:
    """Draw the title above the map; legend and notes side by side below it."""
    page, lang = sheet.page, atlas.config.lang
    width = page.width - 2 * page.margin
    column = (width - 2 * _GUTTER) / 2
    share = page.height * (1 - _PORTRAIT_TEXT_SHARE)
    guess = fit_frame(atlas.villages, Window(page.margin, page.margin, width, share))
    circles = _circle_scale(layer, guess, atlas)
    for factor in _SHRINKING:
        head = _head(atlas, spec, layer, width, factor)
        legend = Legend(layer, column, 9.2 * factor, atlas.config.labels, lang, circles)
        foot = _foot(atlas, layer, guess, column, factor, page.name)
        lower = max(legend.height, foot.height)
        if head.height + lower <= page.height * _PORTRAIT_TEXT_SHARE - 2 * page.margin:
            break
    bottom = page.margin + lower + 5
    top = page.height - page.margin
    window = Window(page.margin, bottom, width, top - head.height - 5 - bottom)
    frame = fit_frame(atlas.villages, window)
    head.draw(sheet, page.margin, top)
    legend.draw(sheet, page.margin, page.margin + lower)
    foot = _foot(atlas, layer, frame, column, factor, page.name)
    foot.draw(sheet, page.margin + width - column, page.margin + lower)
    return frame, circles


def _head(atlas: Atlas, spec: MapSpec, layer: Layer, width: float, factor: float) -> Stack:
    lang = atlas.config.lang
    kicker = soft(TextStyle(7.6, 600).times(factor))
    title = TextStyle(18, 700, leading=1.06).times(factor)
    remark = soft(TextStyle(8.4).times(factor))
    badges = _badges(atlas, factor)
    finding = words.finding(atlas, layer).to(lang)
    return Stack(
        (
            (Paragraph(atlas.config.title.to(lang), kicker, width, "kicker", 2), 2.2),
            *(((Row(badges, width), 3.6),) if badges else ()),
            (Paragraph(spec.title.to(lang), title, width, "title", 4), 2.4),
            (Paragraph(finding, TextStyle(10.2).times(factor), width, "subtitle", 8), 1.6),
            (Paragraph(spec.description.to(lang), remark, width, "description", 4), 0.0),
        )
    )


def _badges(atlas: Atlas, factor: float) -> tuple[Badge, ...]:
    lang = atlas.config.lang
    sample, approximate = words.SAMPLE.to(lang).upper(), words.APPROXIMATE.to(lang)
    strong, weak = TextStyle(9.6, 700).times(factor), TextStyle(9.6, 600).times(factor)
    return (
        *((Badge(sample, strong, theme.ALERT, True, "sample"),) if atlas.sample else ()),
        *(
            (Badge(approximate, weak, theme.ALERT, False, "approximate"),)
            if atlas.approximate
            else ()
        ),
    )


def _foot(
    atlas: Atlas, layer: Layer, frame: MapFrame, width: float, factor: float, paper: str
) -> Stack:
    lang = atlas.config.lang
    bar = ScaleBar(
        width,
        frame.mm_per_km,
        frame.denominator,
        frame.north,
        TextStyle(7.6).times(factor),
        lang,
        paper,
    )
    notes = [
        words.sources(atlas, layer).to(lang),
        words.method_line(layer, frame.crs_name).to(lang),
        *(warning.to(lang) for warning in words.warnings(atlas)),
    ]
    small = soft(TextStyle(6.4, leading=1.18).times(factor))
    return Stack(
        (
            (bar, 3.0),
            (Rule(width), 2.0),
            *((Paragraph(f"{note}.", small, width, "notes", 8), 0.7) for note in notes),
        )
    )


def _circle_scale(layer: Layer, frame: MapFrame, atlas: Atlas) -> CircleScale | None:
    """Choose the scale of the circles so that the largest one fills half a mean village."""
    largest = float(layer.values.max())
    if layer.spec.symbology != "symbols" or not largest > 0:
        return None
    areas = shapely.area(frame.to_page(atlas.villages.geometry.to_numpy()))
    radius = math.sqrt(float(areas.mean()) * _FILLED_BY_LARGEST_CIRCLE / math.pi)
    radius = min(max(radius, _CIRCLE_RADII[0]), _CIRCLE_RADII[1])
    area = math.pi * radius**2
    return CircleScale(area / largest, symbol_colour(layer), largest, layer.spec.decimals)


def _draw_ground(sheet: Sheet, frame: MapFrame, lang: Lang) -> None:
    """Draw the window of the map with its graticule and degrees."""
    window = frame.window
    corner, size = (window.left, window.bottom), (window.width, window.height)
    ground = Rectangle(corner, *size, facecolor=theme.BACKDROP, edgecolor="none", gid="ground")
    sheet.add(ground, "ground", zorder=0.1)
    neatline = Rectangle(corner, *size, facecolor="none", edgecolor=theme.FRAME, linewidth=0.7)
    sheet.add(neatline, "frame", zorder=8)
    lines = [line for _, line in (*frame.meridians(), *frame.parallels())]
    graticule = LineCollection(
        [shapely.get_coordinates(line) for line in lines],
        colors=theme.GRATICULE,
        linewidths=0.5,
        transform=sheet.mm,
        gid="graticule",
    )
    sheet.add(graticule, "graticule", zorder=0.2)
    small = soft(TextStyle(5.8))
    for degrees, line in frame.meridians():
        x, _ = min(shapely.get_coordinates(line).tolist(), key=lambda point: point[1])
        text = degree_label(degrees, meridian=True, lang=lang)
        if x + theme.text_width(text, small) + 2 < window.left + window.width:
            sheet.write(text, x + 0.7, window.bottom + 1.0, small, "degrees", zorder=0.3)
    for degrees, line in frame.parallels():
        _, y = min(shapely.get_coordinates(line).tolist(), key=lambda point: point[0])
        text = degree_label(degrees, meridian=False, lang=lang)
        if y + theme.text_width(text, small) + 2 < window.bottom + window.height:
            written = sheet.write(text, window.left + 2.5, y + 0.7, small, "degrees", zorder=0.3)
            written.set(rotation=90, rotation_mode="anchor")


def _draw_land(
    sheet: Sheet, frame: MapFrame, atlas: Atlas, layer: Layer, circles: CircleScale | None
) -> None:
    shapes = frame.outlines(atlas.villages.geometry.to_numpy())
    keys = layer.class_keys.reindex(atlas.villages.index).to_numpy(dtype=str)
    with_circles = layer.spec.symbology == "symbols"
    for entry in layer.classes:
        chosen = shapes[keys == entry.key]
        plain_land = with_circles and not entry.hatch
        _draw_areas(
            sheet,
            chosen,
            theme.PALE_LAND if plain_land else entry.colour,
            hatch_of(entry),
            gid=f"class-{entry.key}",
        )
        if is_marked(layer, entry) and len(chosen):
            middles = shapely.get_coordinates(shapely.point_on_surface(chosen))
            mark = zero_mark(middles[:, 0].tolist(), middles[:, 1].tolist(), sheet)
            sheet.add(mark, "zero", zorder=3.5)
    outlines = frame.outlines(atlas.kecamatan.geometry.to_numpy())
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
    discs = _draw_circles(sheet, shapes, layer, atlas, circles) if circles else []
    _draw_names(sheet, atlas, outlines, discs)


def _draw_areas(
    sheet: Sheet, shapes: Geometries, colour: str, hatch: str | None, *, gid: str
) -> None:
    if not len(shapes):
        return
    outlines = [outline_of(shape) for shape in shapes]
    areas = PathCollection(
        outlines,
        facecolors=colour,
        edgecolors=theme.VILLAGE_EDGE,
        linewidths=0.4,
        joinstyle="round",
        transform=sheet.mm,
        gid=gid,
    )
    sheet.add(areas, "villages", zorder=1)
    if hatch:
        hatching = PathCollection(
            outlines,
            facecolors="none",
            edgecolors=theme.HATCH_INK,
            linewidths=0,
            hatch=hatch,
            transform=sheet.mm,
            gid=f"{gid}-hatch",
        )
        sheet.add(hatching, "hatch", zorder=1.1)


def _draw_circles(
    sheet: Sheet, shapes: Geometries, layer: Layer, atlas: Atlas, scale: CircleScale
) -> list[BaseGeometry]:
    """Draw the circles, the largest first so that none is hidden; return the discs."""
    values = layer.values.reindex(atlas.villages.index).to_numpy(dtype=float)
    middles = shapely.get_coordinates(shapely.point_on_surface(shapes))
    order = [place for place in np.argsort(-values, kind="stable") if values[place] > 0]
    radii = [scale.radius(float(values[place])) for place in order]
    patches = [
        Circle(tuple(middles[place]), radius) for place, radius in zip(order, radii, strict=True)
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
    return list(shapely.buffer(shapely.points(middles[order]), radii))


def _draw_names(
    sheet: Sheet, atlas: Atlas, outlines: Geometries, obstacles: Iterable[BaseGeometry]
) -> None:
    """Write the names of the sub-districts where they have room, with a white halo."""
    if not len(outlines):
        return
    breadth = math.sqrt(float(shapely.area(outlines).mean()))
    set_as = TextStyle(8.4 if breadth > 20 else 7.0 if breadth > 13 else 5.6, 600)
    height = set_as.size * theme.MM_PER_POINT * 0.95
    names = [theme.drawable(str(name)) for name in atlas.kecamatan["kecamatan"]]
    labels = [
        Label(name, shape, theme.text_width(name, set_as), height)
        for name, shape in zip(names, outlines, strict=True)
        if name
    ]
    for place, label in enumerate(place_labels(labels, tuple(obstacles))):
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
    metadata = {"Title": title, "Description": description, "Software": None}
    sheet.figure.set_dpi(PNG_DPI)
    canvas = FigureCanvasAgg(sheet.figure)
    canvas.draw()
    opaque = np.asarray(canvas.buffer_rgba())[:, :, :3]
    buffer = io.BytesIO()
    imsave(buffer, opaque, format="png", dpi=PNG_DPI, metadata=metadata)
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
