"""Write Cloud-Optimised GeoTIFFs: tiled, with overviews, the same bytes each time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import numpy.typing as npt
import rasterio
import rasterio.shutil
from pyproj import CRS
from rasterio import Affine
from rasterio.io import MemoryFile

NODATA = -9999.0
_BLOCK = 256
_DIGITS = 6


def write_cog(
    values: npt.NDArray[np.floating],
    path: Path,
    *,
    transform: Affine,
    crs: CRS,
    unit: str,
    description: str,
    tags: Mapping[str, str],
) -> None:
    """
    Write one band of float32.

    Parameters
    ----------
    values
        Shape (rows, columns), the first row in the north; NaN becomes `NODATA`. Rounded to six
        significant digits, which is what float32 holds.
    path
        The file to write.
    transform, crs
        Where the cells lie.
    unit, description
        Of the band.
    tags
        Further texts of the data set, e.g. the method.
    """
    cells = np.where(np.isfinite(values), _rounded(values), NODATA).astype(np.float32)
    rows, columns = cells.shape
    profile = {
        "driver": "GTiff",
        "height": rows,
        "width": columns,
        "count": 1,
        "dtype": "float32",
        "crs": rasterio.crs.CRS.from_wkt(crs.to_wkt()),
        "transform": transform,
        "nodata": NODATA,
    }
    with rasterio.Env(GDAL_NUM_THREADS="1"), MemoryFile() as memory:
        with memory.open(**profile) as plain:
            plain.write(cells, 1)
            plain.set_band_unit(1, unit)
            plain.set_band_description(1, description)
            plain.update_tags(**dict(sorted(tags.items())))
        with memory.open() as plain:
            rasterio.shutil.copy(
                plain,
                path,
                driver="COG",
                BLOCKSIZE=_BLOCK,
                COMPRESS="DEFLATE",
                PREDICTOR="YES",
                OVERVIEWS="IGNORE_EXISTING",
                OVERVIEW_RESAMPLING="AVERAGE",
                NUM_THREADS="1",
            )


def _rounded(values: npt.NDArray[np.floating]) -> npt.NDArray[np.float64]:
    """Round to significant digits, so that the last bits of a sum do not show."""
    numbers = np.asarray(values, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        size = np.floor(np.log10(np.abs(numbers)))
        factor = 10.0 ** (_DIGITS - 1 - size)
        rounded = np.round(numbers * factor) / factor
    return np.where(np.isfinite(rounded), rounded, np.where(numbers == 0, 0.0, numbers))
