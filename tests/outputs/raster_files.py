"""The rasters that a build writes."""

from __future__ import annotations

ALL = {
    "kerapatan.tif",
    "kerapatan_per_1000.tif",
    "jangkauan.tif",
    "jangkauan.xlsx",
    "jangkauan_desa.csv",
    "jangkauan_kecamatan.csv",
    "titik_kosong.gpkg",
    "titik_kosong.csv",
    "usulan_lokasi.csv",
}
