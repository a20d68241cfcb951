"""Draw a map as a printed page: PNG, SVG and PDF from one drawing, with caption."""

from __future__ import annotations

import io
import zlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf
from matplotlib.backends.backend_svg import FigureCanvasSVG
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from wksbm.layers.model import Atlas
from wksbm.maps import caption as words
from wksbm.maps import symbols
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.frame import MapFrame
from wksbm.maps.sheet.furniture import Sheet
from wksbm.maps.sheet.kinds import printed_map
from wksbm.maps.sheet.kinds.base import PrintedMap
from wksbm.maps.sheet.layout import draw_layout
from wksbm.maps.sheet.map_body import HALO_WIDTH
from wksbm.maps.sheet.svg import finish_svg
from wksbm.maps.spec import MapSpec
from wksbm.maps.symbols import readable
from wksbm.text import LANGUAGES, Lang, Text

PNG_DPI = 300
_PALETTE = 256


@dataclass(frozen=True)
class _Words:
    """What a picture says inside its file, in both languages; `lang` is that of the picture."""

    title: Text
    caption: Text
    alternative: Text
    lang: Lang

    @property
    def by_name(self) -> dict[str, str]:
        """By the names that PNG readers know; those of the other language are marked."""
        texts = {
            "Title": self.title,
            "Description": self.alternative,
            "Caption": self.caption,
        }
        other = next(lang for lang in LANGUAGES if lang != self.lang)
        own = {name: words.plain(text.to(self.lang)) for name, text in texts.items()}
        return own | {
            f"{name}-{other}": words.plain(text.to(other)) for name, text in texts.items()
        }

    @property
    def everything(self) -> str:
        """Caption and alternative text in both languages, in one line."""
        return " | ".join(
            f"[{lang}] {words.plain(text.to(lang))}"
            for lang in LANGUAGES
            for text in (self.caption, self.alternative)
        )


def write_static(atlas: Atlas, spec: MapSpec, folder: Path) -> tuple[Path, ...]:
    """
    Write a map as PNG (300 dpi), SVG (text as text), PDF (fonts embedded) and its captions.

    Parameters
    ----------
    atlas
        What is drawn; the language is ``atlas.config.lang``.
    spec
        The map: what it draws, its layers, its page and its words.
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
    with style.context(theme.STYLE, after_reset=True):
        sheet, inside = _drawn(atlas, spec)
        files = {
            "png": png_of(sheet, inside.by_name),
            "pdf": _pdf(sheet, inside),
            "svg": _svg(sheet, inside, atlas),
            "txt": words.caption_file(spec, inside.caption, inside.alternative).encode(),
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
    return _draw(spec, printed_map(atlas, spec))


def _draw(spec: MapSpec, shown: PrintedMap) -> tuple[Sheet, MapFrame]:
    sheet = Sheet(theme.PAGE_SIZES[spec.page])
    placed = draw_layout(sheet, spec, shown)
    shown.draw(sheet, placed)
    return sheet, placed.frame


def png_of(sheet: Sheet, words_inside: Mapping[str, str]) -> bytes:
    """Return a drawn page as a PNG of 256 colours at 300 dpi, with words inside by their names."""
    sheet.figure.set_dpi(PNG_DPI)
    canvas = FigureCanvasAgg(sheet.figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    notes = PngInfo()
    for name, text in words_inside.items():
        notes.add_itxt(name, text)
    pixels = np.asarray(canvas.buffer_rgba())  # type: ignore[no-untyped-call]
    picture = _with_palette(pixels)
    buffer = io.BytesIO()
    picture.save(
        buffer, format="png", dpi=(PNG_DPI, PNG_DPI), pnginfo=notes, compress_type=zlib.Z_RLE
    )
    return buffer.getvalue()


def _with_palette(pixels: npt.NDArray[np.uint8]) -> Image.Image:
    """Return a picture of the 256 commonest colours, as they are; rarer ones take the nearest."""
    packed = (np.ascontiguousarray(pixels).view("<u4") & 0xFFFFFF).ravel()
    starts = np.concatenate([[0], np.flatnonzero(packed[1:] != packed[:-1]) + 1])
    lengths = np.diff(starts, append=packed.size)
    found, runs = np.unique(packed[starts], return_inverse=True)
    counts = np.bincount(runs, weights=lengths)
    bands = np.stack([found & 255, (found >> 8) & 255, found >> 16], axis=1).astype(np.float32)
    kept = bands[np.argsort(-counts, kind="stable")[:_PALETTE]]
    distances = np.square(kept).sum(axis=1) - 2 * (bands @ kept.T)  # whole numbers: exact
    nearest = np.argmin(distances, axis=1).astype(np.uint8)
    picture = Image.fromarray(np.repeat(nearest[runs], lengths).reshape(pixels.shape[:2]))
    picture.putpalette(kept.astype(np.uint8).tobytes())
    return picture


def _pdf(sheet: Sheet, inside: _Words) -> bytes:
    metadata = {
        "Title": inside.title.to(inside.lang),
        "Subject": inside.caption.to(inside.lang),
        "Keywords": inside.everything,
        "CreationDate": None,
        "ModDate": None,
    }
    buffer = io.BytesIO()
    FigureCanvasPdf(sheet.figure).print_figure(
        buffer,
        format="pdf",
        facecolor=symbols.PAPER,
        metadata=metadata | {"Creator": "WKSBM Atlas"},
    )
    return buffer.getvalue()


def _svg(sheet: Sheet, inside: _Words, atlas: Atlas) -> bytes:
    """Return the SVG; its halos are text, so the drawn ones are left out."""
    for halo in sheet.parts.get("halos", ()):
        halo.set_visible(False)
    buffer = io.StringIO()
    FigureCanvasSVG(sheet.figure).print_figure(
        buffer,
        format="svg",
        facecolor=symbols.PAPER,
        metadata={
            "Title": inside.title.to(inside.lang),
            "Description": inside.everything,
            "Date": None,
            "Creator": "WKSBM Atlas",
        },
    )
    return finish_svg(
        buffer.getvalue(),
        title=inside.title.to(inside.lang),
        description=inside.alternative.to(inside.lang),
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
        theme.drawable(name): readable(name)
        for name in names
        if drawn[theme.drawable(name)] == 1 and theme.drawable(name) != readable(name)
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
    with style.context(theme.STYLE, after_reset=True):
        sheet, inside = _drawn(atlas, spec)
        png = png_of(sheet, inside.by_name)
    return png, inside.caption, inside.alternative


def _drawn(atlas: Atlas, spec: MapSpec) -> tuple[Sheet, _Words]:
    shown = printed_map(atlas, spec)
    sheet, frame = _draw(spec, shown)
    caption = words.caption(atlas, spec, shown.layer, frame.crs_name)
    alternative = words.alt_text(atlas, spec, shown.layer, kind=shown.sort, more=shown.sentences)
    return sheet, _Words(spec.title, caption, alternative, atlas.config.lang)
