"""What a population raster says of itself: where its cells lie, of which year it is, its faults."""

from __future__ import annotations

import re
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import rasterio
from pyproj import CRS, Transformer
from pyproj.exceptions import ProjError
from rasterio import Affine
from rasterio.errors import RasterioError

from wksbm.crs import WGS84
from wksbm.errors import InputError, Problem
from wksbm.reading import check_file
from wksbm.text import Text, fill

_YEAR = re.compile(r"(?<![0-9])(?<![^A-Za-z]R)(?<!^R)(?:19|20)[0-9]{2}(?![0-9])")
"""A year; in a name such as GHS_POP_E2025_R2023A the second is that of the release."""
_YEAR_TAGS = ("year", "tahun", "reference_year", "epoch", "date")
_PICTURES = ("PNG", "JPEG", "GIF", "BMP", "WEBP")
_EXPECTED = Text("GeoTIFF dengan jumlah orang per sel", "a GeoTIFF with people per cell")
_WHOLE = Text("Unduh atau salin lagi GeoTIFF yang utuh", "Download or copy the whole GeoTIFF again")
_NAME = Text("Periksa nama dan foldernya", "Check its name and folder")


@dataclass(frozen=True)
class PopulationRaster:
    """
    A GeoTIFF (or other raster of GDAL's) with the number of people in each cell.

    Parameters
    ----------
    path
        The file; band 1 is read.
    crs
        Of its cells.
    transform
        The six numbers (a, b, c, d, e, f) from (column, row) to (x, y) of a cell's corner.
    width, height
        Columns and rows.
    bands
        Number of bands in the file.
    year
        The year that its tags or, failing that, its file name state; None when neither does.
    unit
        Of band 1, as the file has it; empty where it says none.
    year_from
        ``tags``, ``name`` or, without a year, ``""``.
    """

    path: Path
    crs: CRS
    transform: tuple[float, float, float, float, float, float]
    width: int
    height: int
    bands: int = 1
    year: int | None = None
    year_from: str = ""
    unit: str = ""

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in the raster's CRS."""
        a, _, west, _, e, north = self.transform
        return west, north + e * self.height, west + a * self.width, north

    def centres(
        self, cells: npt.NDArray[np.int64]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """Return the x and y of the middles of cells, given as row x width + column."""
        row, column = np.divmod(cells, self.width)
        a, _, west, _, e, north = self.transform
        return west + a * (column + 0.5), north + e * (row + 0.5)


def open_population(path: Path) -> PopulationRaster:
    """
    Look at a raster without reading its cells.

    Raises
    ------
    InputError
        If it cannot be opened, has no CRS that leads to longitude and latitude, is turned, or
        does not hold real numbers.
    """
    check_file(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", rasterio.errors.NotGeoreferencedWarning)
            with rasterio.open(path) as source:
                problems = _problems(source, path.name)
                if problems:
                    raise InputError(problems)
                year, year_from = _year(source.tags() | source.tags(1), path.stem)
                return PopulationRaster(
                    path=path,
                    crs=CRS.from_wkt(source.crs.to_wkt()),
                    transform=tuple(source.transform)[:6],
                    width=source.width,
                    height=source.height,
                    bands=source.count,
                    year=year,
                    year_from=year_from,
                    unit=source.units[0] or "",
                )
    except (RasterioError, OSError) as error:
        raise unreadable(path.name, error) from error


def _problems(source: Any, file: str) -> list[Problem]:
    problems = []
    if source.driver in _PICTURES:
        return [_picture(source.driver, file)]
    if source.crs is None:
        problems.append(
            Problem(
                Text("raster tanpa sistem koordinat", "the raster has no CRS"),
                file=file,
                cure=Text(
                    "Beri sistem koordinat, misalnya dengan gdal_edit.py -a_srs EPSG:4326",
                    "Give it one, e.g. with gdal_edit.py -a_srs EPSG:4326",
                ),
            )
        )
    elif not _is_on_earth(CRS.from_wkt(source.crs.to_wkt())):
        problems.append(
            Problem(
                Text(
                    "sistem koordinat raster tidak dikenal",
                    "the raster's CRS leads to no place on earth",
                ),
                file=file,
                found=source.crs.to_wkt()[:60],
                expected=Text("misalnya EPSG:4326", "e.g. EPSG:4326"),
                cure=Text(
                    "Betulkan, misalnya dengan gdal_edit.py -a_srs EPSG:4326",
                    "Put it right, e.g. with gdal_edit.py -a_srs EPSG:4326",
                ),
            )
        )
    problems += _misplaced(source.transform, file)
    if np.dtype(source.dtypes[0]).kind not in "iuf":
        problems.append(
            Problem(
                Text("raster tidak memuat angka", "the raster holds no real numbers"),
                file=file,
                found=source.dtypes[0],
                expected=Text("jumlah orang per sel", "people per cell"),
            )
        )
    return problems


def _misplaced(transform: Affine, file: str) -> list[Problem]:
    """Find a raster without places, turned, or with its first row elsewhere than in the north."""
    a, b, _, d, e, _ = tuple(transform)[:6]
    if transform.is_identity or not np.isfinite(tuple(transform)[:6]).all():
        what = Text("raster tanpa letak (georeferensi)", "the raster has no georeference")
        return [
            Problem(
                what,
                file=file,
                expected=Text("letak sudut dan lebar sel", "the place of a corner, size of cells"),
                cure=Text(
                    "Minta berkas aslinya (GeoTIFF), atau beri letak dengan gdal_edit.py -a_ullr",
                    "Ask for the original GeoTIFF, or place it with gdal_edit.py -a_ullr",
                ),
            )
        ]
    if b or d:
        found = Text("raster diputar", "the raster is turned")
    elif e >= 0:
        found = Text("baris pertama raster di selatan", "the raster's first row is in the south")
    elif a <= 0:
        found = Text("raster dicerminkan", "the raster is mirrored")
    else:
        return []
    return [
        Problem(
            found,
            file=file,
            found=f"{a:g} {b:g} {d:g} {e:g}",
            expected=Text("baris pertama di utara", "the first row in the north"),
            cure=Text("Tegakkan dengan gdalwarp", "Set it upright with gdalwarp"),
        )
    ]


def _picture(driver: str, file: str) -> Problem:
    return Problem(
        Text("berkas ini gambar, bukan raster penduduk", "this is a picture, no population raster"),
        file=file,
        found=driver,
        expected=_EXPECTED,
        cure=_WHOLE,
    )


def _is_on_earth(crs: CRS) -> bool:
    try:
        Transformer.from_crs(WGS84, crs, always_xy=True)
    except ProjError:
        return False
    return True


def _year(tags: dict[str, str], stem: str) -> tuple[int | None, str]:
    """Return the year that the tags, else the file's name, state, and which of them did."""
    lower = {name.lower(): text for name, text in tags.items()}
    for name in _YEAR_TAGS:
        found = _YEAR.findall(lower.get(name, ""))
        if found:
            return int(found[0]), "tags"
    described = " ".join(lower[name] for name in sorted(lower) if "desc" in name or "title" in name)
    for text, origin in ((described, "tags"), (stem, "name")):
        years = set(_YEAR.findall(text))
        if len(years) == 1:
            return int(years.pop()), origin
    return None, ""


def year_note(raster: PopulationRaster) -> Text:
    """Say of which year the people are, and who says so."""
    if raster.year is None:
        return Text("tahun tidak disebutkan", "year not stated")
    origin = {
        "tags": Text("menurut keterangan di dalam berkas", "by the tags in the file"),
        "name": Text("menurut nama berkas", "by the file's name"),
    }[raster.year_from]
    return fill(
        Text("tahun {year}, {origin}", "year {year}, {origin}"),
        year=str(raster.year),
        origin=origin,
    )


def unreadable(file: str, error: Exception) -> InputError:
    """
    Return the error of a raster that cannot be read.

    Parameters
    ----------
    file
        Its name.
    error
        What was raised; its cause says more than GDAL's "see previous exception".
    """
    reason = str(error.__cause__ or error)
    missing = "No such file" in reason
    problem = (
        Text("berkas tidak ada", "there is no such file")
        if missing
        else Text(
            "raster tidak dapat dibaca; mungkin terpotong, kosong, atau bukan GeoTIFF",
            "the raster cannot be read; it may be cut off, empty or no GeoTIFF",
        )
    )
    return InputError(
        Problem(
            problem,
            file=file,
            found=None if missing else _without_path(reason, file),
            expected=_EXPECTED,
            cure=_NAME if missing else _WHOLE,
        )
    )


def _without_path(reason: str, file: str) -> str:
    return re.sub(rf"\S*{re.escape(file)}", file, reason)
