"""
Time the drawing of a printed choropleth, A4 at 300 dpi, against `GeoDataFrame.plot`.

Both start from the same villages in degrees with a colour each and end with a PNG in memory:
projected, filled, with white borders. No village is left out. The whole sheet with legend, names
and notes is timed beside it, for its own sake. Seconds are those of the processor.
"""

from __future__ import annotations

import io
from collections.abc import Callable

import geopandas as gpd
import numpy as np
from bench_page import enlarged, small
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from geo.layers.model import Atlas
from geo.maps import theme
from geo.maps.frame import Window, fit_frame
from geo.maps.furniture import Pen, Sheet
from geo.maps.shapes import paint
from geo.maps.spec import MapSpec
from geo.maps.static import PNG_DPI, compose, png_of

COLOURS = np.array(["#c7e9b4", "#7fcdbb", "#41b6c4", "#2c7fb8", "#253494"])
A4 = (297 / 25.4, 210 / 25.4)

Report = Callable[[str, Callable[[], object]], float]


def bench_sheet(shapes: gpd.GeoSeries, report: Report) -> None:
    """
    Draw villages by both.

    Parameters
    ----------
    shapes
        Any CRS.
    report
        Times a function by its name and returns seconds.
    """
    villages = gpd.GeoDataFrame(geometry=shapes.to_crs(4326).to_numpy(), crs=4326)
    colours = COLOURS[np.random.default_rng(1).integers(0, len(COLOURS), len(villages))]
    print(f"\nA4 choropleth at {PNG_DPI} dpi, {len(villages):,} villages")
    mine = report("this atlas", lambda: ours(villages, colours))
    theirs = report("GeoDataFrame.plot", lambda: geopandas_plot(villages, colours))
    print(f"    {theirs / mine:.1f} times as long as this atlas")
    atlas, spec = sheet_of(shapes)
    whole = report("this atlas, the whole sheet with names", lambda: whole_sheet(atlas, spec))
    print(f"    GeoDataFrame.plot alone: {theirs / whole:.1f} times as long")


def ours(villages: gpd.GeoDataFrame, colours: np.ndarray) -> int:
    """Draw the villages as a sheet does."""
    with style.context(theme.STYLE, after_reset=True):
        sheet = Sheet(theme.PAGE_SIZES["a4-landscape"])
        frame = fit_frame(villages, Window(0, 0, sheet.page.width, sheet.page.height))
        outlines = frame.outlines(villages.geometry.to_numpy())
        for colour in COLOURS:
            shapes = outlines[colours == colour]
            paint(sheet, shapes, "villages", fill=colour, pen=Pen(theme.PAPER, 0.4), zorder=1)
        return len(png_of(sheet, {}))


def geopandas_plot(villages: gpd.GeoDataFrame, colours: np.ndarray) -> int:
    """Draw the same with GeoPandas."""
    figure = Figure(figsize=A4)
    axes = figure.add_axes((0, 0, 1, 1))
    projected = villages.to_crs(32749)
    projected.plot(ax=axes, color=list(colours), edgecolor="white", linewidth=0.4)
    axes.set_axis_off()
    buffer = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(buffer, format="png", dpi=PNG_DPI)
    return buffer.tell()


def whole_sheet(atlas: Atlas, spec: MapSpec) -> int:
    """Draw a sheet with everything on it."""
    with style.context(theme.STYLE, after_reset=True):
        sheet, _ = compose(atlas, spec)
        return len(png_of(sheet, {}))


def sheet_of(shapes: gpd.GeoSeries) -> tuple[Atlas, MapSpec]:
    """Return the sample's atlas with these villages, and its first printed map."""
    atlas, page = small()
    spec = MapSpec(
        id="lembar",
        title=page.title,
        description=page.description,
        kind="static",
        layers=("kelompok_per_1000",),
        page="a4-landscape",
        order=1,
        file="",
    )
    if len(shapes) != len(atlas.villages):
        atlas = enlarged(atlas, shapes)
    return atlas, spec


def sample_shapes() -> gpd.GeoSeries:
    """Return the villages of the sample."""
    return small()[0].villages.geometry
