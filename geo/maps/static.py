"""Draw a map as a printed page: PNG, SVG and PDF from one drawing, with caption."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from geo.layers.model import Atlas
from geo.maps import caption as words
from geo.maps import theme
from geo.maps.frame import MapFrame
from geo.maps.furniture import Sheet, draw_ground
from geo.maps.land import HALO_WIDTH, draw_land
from geo.maps.layout import draw_layout
from geo.maps.spec import MapSpec
from geo.maps.svg import finish_svg
from geo.text import Text

PNG_DPI = 300
_PALETTE = 256


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
            "svg": _svg(sheet, title, description, atlas),
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
    draw_land(sheet, frame, atlas, layer, circles)
    return sheet, frame


def _png(sheet: Sheet, title: str, description: str) -> bytes:
    sheet.figure.set_dpi(PNG_DPI)
    canvas = FigureCanvasAgg(sheet.figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    notes = PngInfo()
    notes.add_text("Title", title)
    notes.add_text("Description", description)
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    picture = _with_palette(pixels)
    buffer = io.BytesIO()
    picture.save(buffer, format="png", dpi=(PNG_DPI, PNG_DPI), pnginfo=notes)
    return buffer.getvalue()


def _with_palette(pixels: npt.NDArray[np.uint8]) -> Image.Image:
    """Return a picture of the 256 commonest colours, as they are; rarer ones take the nearest."""
    packed = (np.ascontiguousarray(pixels).view("<u4") & 0xFFFFFF).ravel()
    starts = np.concatenate([[0], np.flatnonzero(np.diff(packed)) + 1])
    lengths = np.diff(starts, append=packed.size)
    found, runs = np.unique(packed[starts], return_inverse=True)
    counts = np.bincount(runs, weights=lengths)
    bands = np.stack([found & 255, (found >> 8) & 255, found >> 16], axis=1).astype(np.int32)
    kept = bands[np.argsort(-counts, kind="stable")[:_PALETTE]]
    distances = np.square(kept).sum(axis=1) - 2 * (bands @ kept.T)
    nearest = np.argmin(distances, axis=1).astype(np.uint8)
    picture = Image.fromarray(np.repeat(nearest[runs], lengths).reshape(pixels.shape[:2]))
    picture.putpalette(kept.astype(np.uint8).tobytes())
    return picture


def _pdf(sheet: Sheet, title: str, subject: str) -> bytes:
    metadata = {"Title": title, "Subject": subject, "CreationDate": None, "ModDate": None}
    buffer = io.BytesIO()
    FigureCanvasPdf(sheet.figure).print_figure(
        buffer, format="pdf", facecolor=theme.PAPER, metadata=metadata | {"Creator": "WKSBM Atlas"}
    )
    return buffer.getvalue()


def _svg(sheet: Sheet, title: str, description: str, atlas: Atlas) -> bytes:
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
        lang=atlas.config.lang,
        fonts={weight: theme.font_file(weight) for weight in (400, 600, 700)},
        family=theme.FONT_FAMILY[0],
        halo=HALO_WIDTH,
        names=_names_as_they_are(atlas),
    )


def _names_as_they_are(atlas: Atlas) -> dict[str, str]:
    """Return drawn name -> name, where the font lacks a character and nobody can mix them up."""
    names = {str(name) for name in (*atlas.villages["desa"], *atlas.kecamatan["kecamatan"])}
    drawn = Counter(theme.drawable(name) for name in names)
    return {
        theme.drawable(name): theme.readable(name)
        for name in names
        if drawn[theme.drawable(name)] == 1 and theme.drawable(name) != theme.readable(name)
    }


def draw_picture(atlas: Atlas, spec: MapSpec) -> tuple[bytes, Text, Text]:
    """
    Draw a map as a picture for a document.

    Parameters
    ----------
    atlas, spec
        As for `write_static`.

    Returns
    -------
    png : bytes
        300 dpi.
    caption, alternative : Text
        What is said below it, and to those who do not see it.
    """
    lang, layer = atlas.config.lang, atlas.layer(spec.layers[0])
    with style.context(theme.STYLE, after_reset=True):
        sheet, frame = compose(atlas, spec)
        caption = words.caption(atlas, spec, layer, frame.crs_name)
        alternative = words.alt_text(atlas, spec, layer)
        png = _png(sheet, words.plain(spec.title.to(lang)), alternative.to(lang))
    return png, caption, alternative
