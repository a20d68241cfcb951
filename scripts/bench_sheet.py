"""
Time the drawing of a printed choropleth, A4 at 300 dpi, against `GeoDataFrame.plot`.

Both start from the same villages in degrees with their values and end with a PNG in memory:
projected, in five classes, white borders, no data hatched, a legend. No village is left out. The
fills alone, all villages with a colour, are timed beside it, and so is the whole sheet with
names and notes, for its own sake. Seconds are those of the processor; those of GeoPandas include
finding the classes.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import geopandas as gpd
from bench_page import enlarged, small
from matplotlib import style
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from wksbm.config import Labels
from wksbm.layers.model import Atlas, Layer
from wksbm.maps.sheet import theme
from wksbm.maps.sheet.fills import draw_classes
from wksbm.maps.sheet.frame import Window, fit_frame
from wksbm.maps.sheet.furniture import Sheet
from wksbm.maps.sheet.legend import layer_legend
from wksbm.maps.sheet.write import PNG_DPI, compose, png_of
from wksbm.maps.spec import MapSpec

A4 = (297 / 25.4, 210 / 25.4)
EDGE = {"edgecolor": "white", "linewidth": 0.4}
NO_DATA = {"color": "lightgrey", "hatch": "////", "label": "no data", **EDGE}

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
    atlas, spec = sheet_of(shapes)
    layer = next(layer for layer in atlas.layers if layer.id == spec.layers[0])
    villages = gpd.GeoDataFrame(
        {"value": layer.values}, geometry=atlas.villages.geometry, crs=atlas.villages.crs
    )
    missing = int(villages["value"].isna().sum())
    print(f"\nA4 choropleth at {PNG_DPI} dpi, {len(villages):,} villages, {missing:,} without data")
    mine = report("this atlas", lambda: ours(villages, layer, atlas.config.labels))
    theirs = report("GeoDataFrame.plot", lambda: geopandas_plot(villages))
    print(f"    {theirs / mine:.1f} times as long as this atlas")
    coloured = villages["value"].fillna(0.0)
    bare = villages.assign(value=coloured)
    known = replace(
        layer,
        values=coloured,
        class_keys=layer.class_keys.where(villages["value"].notna(), "zero"),
    )
    mine = report("this atlas, fills alone", lambda: ours(bare, known, None))
    theirs = report("GeoDataFrame.plot, fills alone", lambda: geopandas_plot(bare, legend=False))
    print(f"    {theirs / mine:.1f} times as long as this atlas")
    report("this atlas, the whole sheet with names", lambda: whole_sheet(atlas, spec))


def ours(villages: gpd.GeoDataFrame, layer: Layer, labels: Labels | None) -> int:
    """Draw the villages as a sheet does, with a legend where there are words for it."""
    with style.context(theme.STYLE, after_reset=True):
        sheet = Sheet(theme.PAGE_SIZES["a4-landscape"])
        width, height = sheet.page.width, sheet.page.height
        frame = fit_frame(villages, Window(0, 0, width, height))
        outlines = frame.outlines(villages.geometry.to_numpy())
        draw_classes(sheet, outlines, layer.class_keys.to_numpy(dtype=str), layer)
        if labels:
            layer_legend(layer, 60, 9.2, labels, "id").draw(sheet, width - 70, height - 10)
        return len(png_of(sheet, {}))


def geopandas_plot(villages: gpd.GeoDataFrame, *, legend: bool = True) -> int:
    """Draw the same with GeoPandas."""
    figure = Figure(figsize=A4)
    axes = figure.add_axes((0, 0, 1, 1))
    missing = {"missing_kwds": NO_DATA} if villages["value"].isna().any() else {}
    villages.to_crs(32749).plot(
        "value", ax=axes, scheme="Quantiles", k=5, cmap="YlGnBu", legend=legend, **EDGE, **missing
    )
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
