"""Read a population raster window by window: people per village and per cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import rasterio
import shapely
from exactextract import exact_extract
from exactextract.raster import RasterioRasterSource
from pyproj import CRS, Transformer
from rasterio.errors import RasterioError

from wksbm.errors import InputError, Problem
from wksbm.raster.population_file import PopulationRaster, unreadable
from wksbm.raster.shares import off_the_edges, rounded_shares
from wksbm.text import Text, both

Progress = Callable[[int, int], None]
"""Told how many of how many villages are done."""

BATCH = 250
MOST_CELLS_READ = 4_000_000
_MOST_PEOPLE = 1e9
_BORDER_CELLS = 1e-6
_COVERED_SHARE = 0.999
_STRAIGHT_DEGREES = 0.01
_ANOTHER = Text("Gunakan raster yang mencakup wilayah ini", "Use a raster that covers this region")


class OutsideRegionError(InputError):
    """The raster says nothing about this region; everything else can be computed without it."""


def people_by_village(
    raster: PopulationRaster, villages: gpd.GeoSeries, *, progress: Progress | None = None
) -> pd.Series[float]:
    """
    Add up the people of each village, cells on a border by the share of their area inside.

    Parameters
    ----------
    raster
        People per cell; cells without data, not finite, negative or with more than a billion
        (a mark of no data that the file does not declare) count as nobody.
    villages
        Polygons on the index `kode`, in any CRS.
    progress
        Told after each batch.

    Returns
    -------
    Series
        People on the villages' index; NaN for a village of which the raster does not cover 99.9 %
        of the area, or where not one cell has data.

    Raises
    ------
    OutsideRegionError
        If the raster covers none of the villages, or has no data in any of them.
    InputError
        If it cannot be read.
    """
    shapes = _on_raster(raster, villages)
    found = pd.concat(_extract(raster, shapes, ["sum", "count"], progress), ignore_index=True)
    known = covered(raster, villages).to_numpy() & _has_data(raster, shapes, found["count"])
    people = pd.Series(found["sum"].to_numpy(float), index=villages.index, name="people")
    return people.where(known)


@dataclass(frozen=True)
class PopulatedCells:
    """
    Where people live: every cell with somebody in it, cut at the villages' borders.

    Parameters
    ----------
    table
        One row per cell and village that share people: village (position in the villages, int32),
        cell (row x width + column of the raster, int64), people (float, > 0: the cell's people
        times the share of its area inside the village) and the middle of the cell in metres
        (x, y in `crs`).
    villages
        Index `kode` of the villages.
    crs
        Of x and y, in metres.
    raster
        Where it was read.
    known
        Of each village, whether the raster covers it whole and has data in it.
    """

    table: pd.DataFrame
    villages: pd.Index[str]
    crs: CRS
    raster: PopulationRaster
    known: npt.NDArray[np.bool_]

    @property
    def points(self) -> npt.NDArray[np.float64]:
        """Middles of the cells, shape (n, 2), metres."""
        return self.table[["x", "y"]].to_numpy(float)

    def by_village(self, people: npt.NDArray[np.float64]) -> pd.Series[float]:
        """Add up a number per row by village; 0 where a village has no row."""
        sums = np.bincount(self.table["village"], weights=people, minlength=len(self.villages))
        return pd.Series(sums, index=self.villages)

    def of(self, chosen: npt.NDArray[np.bool_]) -> PopulatedCells:
        """Keep the rows of some villages, told by position."""
        kept = chosen[self.table["village"].to_numpy()]
        table = self.table[kept].reset_index(drop=True)
        return replace(self, table=table)


def populated_cells(
    raster: PopulationRaster,
    villages: gpd.GeoSeries,
    metric: CRS,
    *,
    progress: Progress | None = None,
) -> PopulatedCells:
    """
    List the cells that hold people, by village.

    Parameters
    ----------
    raster, villages, progress
        As for `people_by_village`, whose sums the rows add up to; villages that the raster does
        not cover whole have no rows.
    metric
        CRS in metres for the middles of the cells.

    Raises
    ------
    OutsideRegionError
        If the raster covers none of the villages, or has no data in any of them.
    InputError
        If it cannot be read.
    """
    shapes = _on_raster(raster, villages)
    whole = covered(raster, villages).to_numpy()
    to_metres = Transformer.from_crs(raster.crs, metric, always_xy=True)
    parts: list[pd.DataFrame] = []
    valid: list[pd.Series[float]] = []
    first = 0
    for part in _extract(raster, shapes, ["count", "cell_id", "coverage", "values"], progress):
        valid.append(part["count"])
        sizes = part["cell_id"].map(len).to_numpy()
        numbers = np.arange(first, first + len(part))
        first += len(part)
        village = np.repeat(numbers, sizes)
        cell = np.concatenate(part["cell_id"].to_numpy()).astype(np.int64)
        share = rounded_shares(np.concatenate(part["coverage"].to_numpy()))
        people = np.concatenate(part["values"].to_numpy()).astype(float) * share
        kept = (people > 0) & whole[village]
        x, y = to_metres.transform(*raster.centres(cell[kept]))
        columns = {
            "village": village[kept].astype(np.int32),
            "cell": cell[kept],
            "people": people[kept],
            "x": np.asarray(x, dtype=float),
            "y": np.asarray(y, dtype=float),
        }
        parts.append(pd.DataFrame(columns))
    table = pd.concat(parts, ignore_index=True)
    known = whole & _has_data(raster, shapes, pd.concat(valid))
    return PopulatedCells(table, villages.index, metric, raster, known)


def _has_data(
    raster: PopulationRaster, shapes: gpd.GeoSeries, valid: pd.Series[float]
) -> npt.NDArray[np.bool_]:
    """Tell which villages have cells with data: more of them than a border's nudge lends."""
    side = min(abs(raster.transform[0]), abs(raster.transform[4]))
    known = valid.to_numpy(float) > _BORDER_CELLS * shapely.length(shapes.to_numpy()) / side
    if not known.any():
        raise OutsideRegionError(
            Problem(
                Text(
                    "raster penduduk tidak memuat data di wilayah ini",
                    "the population raster has no data in this region",
                ),
                file=raster.path.name,
                cure=_ANOTHER,
            )
        )
    return np.asarray(known, dtype=bool)


def covered(raster: PopulationRaster, villages: gpd.GeoSeries) -> pd.Series[bool]:
    """
    Tell which villages the raster covers: at least 99.9 % of the area of each.

    Parameters
    ----------
    raster
        Its outline counts, not where it has data: empty cells are often those without people.
    villages
        Polygons in any CRS.
    """
    shapes = villages.to_crs(raster.crs)
    west, south, east, north = raster.bounds
    box = shapes.bounds
    whole: pd.Series[bool] = (
        (box["minx"] >= west)
        & (box["miny"] >= south)
        & (box["maxx"] <= east)
        & (box["maxy"] <= north)
    )
    beyond = shapes[~whole & ~shapes.is_empty & shapes.notna()]
    inside = shapely.area(shapely.clip_by_rect(beyond.to_numpy(), *raster.bounds))
    whole[beyond.index] = inside >= _COVERED_SHARE * shapely.area(beyond.to_numpy())
    return whole


class _People(RasterioRasterSource):  # type: ignore[misc]
    """Cells as people: what is negative, not finite or impossibly many is no data."""

    def read_window(self, x0: int, y0: int, nx: int, ny: int) -> Any:
        cells = super().read_window(x0, y0, nx, ny)
        values = np.ma.getdata(cells)
        with np.errstate(invalid="ignore"):
            nobody = ~((values >= 0) & (values <= _MOST_PEOPLE))
        return np.ma.masked_array(values, np.ma.getmaskarray(cells) | nobody)


def _extract(
    raster: PopulationRaster,
    shapes: gpd.GeoSeries,
    operations: list[str],
    progress: Progress | None,
) -> Iterator[pd.DataFrame]:
    """Run exactextract on batches of villages, each read by the window that it needs."""
    try:
        with rasterio.open(raster.path) as source:
            people = _People(source)
            for first, last in _batches(raster, shapes):
                batch = gpd.GeoDataFrame(geometry=shapes.iloc[first:last])
                yield exact_extract(
                    people,
                    batch.reset_index(drop=True),
                    operations,
                    output="pandas",
                    max_cells_in_memory=MOST_CELLS_READ,
                )
                if progress is not None:
                    progress(last, len(shapes))
    except (RasterioError, OSError) as error:
        raise unreadable(raster.path.name, error) from error


def _batches(raster: PopulationRaster, shapes: gpd.GeoSeries) -> Iterator[tuple[int, int]]:
    """Part the villages into runs of at most `BATCH` and, but for one alone, `MOST_CELLS_READ`."""
    boxes = shapes.bounds.to_numpy()
    wide, high = abs(raster.transform[0]), abs(raster.transform[4])
    cells = ((boxes[:, 2] - boxes[:, 0]) / wide + 1) * ((boxes[:, 3] - boxes[:, 1]) / high + 1)
    first, held = 0, 0.0
    for place, more in enumerate(np.nan_to_num(cells)):
        if place > first and (place - first == BATCH or held + more > MOST_CELLS_READ):
            yield first, place
            first, held = place, 0.0
        held += more
    if first < len(shapes):
        yield first, len(shapes)


def _on_raster(raster: PopulationRaster, villages: gpd.GeoSeries) -> gpd.GeoSeries:
    """Project villages to the raster's CRS, with straight borders kept where they were."""
    if villages.crs is None:
        raise ValueError("`villages` have no CRS")
    shapes = villages
    if not raster.crs.equals(CRS(villages.crs), ignore_axis_order=True):
        if not villages.crs.is_projected:
            shapes = villages.segmentize(_STRAIGHT_DEGREES)
        shapes = shapes.to_crs(raster.crs)
    west, south, east, north = raster.bounds
    if not shapes.intersects(shapely.box(west, south, east, north)).any():
        raise OutsideRegionError(
            Problem(
                Text(
                    "raster penduduk tidak mencakup wilayah ini",
                    "the population raster does not cover this region",
                ),
                file=raster.path.name,
                found=_corners(raster.bounds),
                expected=both(_corners(tuple(shapes.total_bounds))),
                cure=_ANOTHER,
            )
        )
    return off_the_edges(shapes, abs(raster.transform[0]), abs(raster.transform[4]))


def _corners(bounds: tuple[float, ...]) -> str:
    return " ".join(f"{bound:.6g}" for bound in bounds)
