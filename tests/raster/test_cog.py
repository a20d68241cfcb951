"""GeoTIFFs that others can open: valid, in the right place, with words inside, the same bytes."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest
import rasterio
from pyproj import CRS
from rasterio import Affine
from rio_cogeo import cog_validate
from wksbm.raster.cog import NODATA, write_cog

METRIC = CRS.from_epsg(32749)
WHERE = Affine(100, 0, 440_000, 0, -100, 9_120_000)


def _values() -> np.ndarray:
    values = np.add.outer(np.arange(700.0), np.arange(900.0)) / 7
    values[:50, :80] = np.nan
    return values


def _write(path: Path, values: np.ndarray | None = None) -> Path:
    write_cog(
        _values() if values is None else values,
        path,
        transform=WHERE,
        crs=METRIC,
        unit="kelompok/km²",
        description="kerapatan",
        tags={"metode": "Gauss 1.000 m", "sumber": "DATA CONTOH"},
    )
    return path


@pytest.mark.filterwarnings("ignore::PendingDeprecationWarning")
def test_it_is_a_valid_cog_with_overviews(tmp_path: Path) -> None:
    path = _write(tmp_path / "k.tif")
    valid, errors, warnings = cog_validate(path, strict=True)
    assert (valid, errors, warnings) == (True, [], [])
    with rasterio.open(path) as source:
        assert source.overviews(1) == [2, 4]
        assert source.nodata == NODATA
        assert source.units == ("kelompok/km²",)
        assert source.descriptions == ("kerapatan",)
        assert source.tags()["metode"] == "Gauss 1.000 m"
        assert source.crs.to_epsg() == 32749
        band = source.read(1, masked=True)
    assert band.mask[:50, :80].all() and band.mask.sum() == 50 * 80
    assert band.filled(np.nan) == pytest.approx(_values(), rel=1e-5, nan_ok=True)


@pytest.mark.optional
def test_gdal_finds_it_where_it_lies(tmp_path: Path) -> None:
    program = shutil.which("gdalinfo")
    if program is None:
        pytest.skip("Debian's gdal-bin is not installed")
    said = subprocess.run(
        [program, "-json", "-stats", _write(tmp_path / "k.tif")],
        capture_output=True,
        check=True,
        text=True,
    )
    info = json.loads(said.stdout)
    assert info["cornerCoordinates"]["upperLeft"] == [440_000, 9_120_000]
    assert info["cornerCoordinates"]["lowerRight"] == [530_000, 9_050_000]
    assert info["metadata"]["IMAGE_STRUCTURE"]["LAYOUT"] == "COG"
    band = info["bands"][0]
    assert band["noDataValue"] == NODATA and band["unit"] == "kelompok/km²"
    assert band["maximum"] == pytest.approx(np.nanmax(_values()), rel=1e-3)


def test_no_overview_mixes_no_data_with_figures(tmp_path: Path) -> None:
    values = np.full((600, 600), 5.0)
    values[:, :301] = np.nan
    with rasterio.open(_write(tmp_path / "k.tif", values), OVERVIEW_LEVEL=0) as source:
        assert set(np.unique(source.read(1))) == {NODATA, 5.0}


def test_the_same_bytes_each_time_and_noise_in_the_last_digit_does_not_show(
    tmp_path: Path,
) -> None:
    first = _write(tmp_path / "a.tif").read_bytes()
    assert _write(tmp_path / "b.tif").read_bytes() == first
    assert _write(tmp_path / "c.tif", _values() * (1 + 1e-12)).read_bytes() == first


def test_zero_stays_zero_and_infinity_has_no_figure(tmp_path: Path) -> None:
    path = _write(tmp_path / "k.tif", np.array([[0.0, np.inf], [1e-7, 123456.789]]))
    with rasterio.open(path) as source:
        assert source.read(1).tolist() == [
            [0, NODATA],
            [pytest.approx(1e-7), pytest.approx(123457)],
        ]
