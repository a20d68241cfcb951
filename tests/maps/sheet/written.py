"""Sheets that are written to files."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
from wksbm.layers.classes import classify_layer
from wksbm.layers.model import Atlas, Layer
from wksbm.maps.spec import MapSpec
from wksbm.text import Text

from tests import board
from tests.maps.scanned import SCAN
from tests.shared import VILLAGES, shared

LAYERS = ("kelompok_per_1000", "jumlah_kelompok")


ALL_LAYERS = (*LAYERS, "gugus_moran", SCAN)


def spec(layer: str, page: str = "a4-landscape", name: str | None = None) -> MapSpec:
    return MapSpec(
        id=name or layer,
        title=Text("Judul peta", "Title of the map"),
        description=Text("Satu kalimat.", "One sentence."),
        kind="static",
        layers=(layer,),
        page=page,  # type: ignore[arg-type]
        order=1,
        file=f"maps/{layer}.toml",
    )


def real_atlas(tmp_path: Path) -> Atlas:
    """The real villages with made-up counts, some of them zero and some missing."""
    file = shared(*VILLAGES)
    columns = {"KDEPUM": "kode", "NAMOBJ": "desa", "WADMKC": "kecamatan"}
    columns |= {"KDCPUM": "kode_kecamatan", "WADMKK": "kabupaten", "WADMPR": "provinsi"}
    villages = gpd.read_file(file).rename(columns=columns).set_index("kode").sort_index()
    counts = np.random.default_rng(1).integers(1, 160, len(villages)).astype(float)
    counts[:5], counts[5:11] = 0, np.nan
    values = pd.Series(counts, index=villages.index)
    states = pd.Series("value", index=villages.index)
    states[values == 0], states[values.isna()] = "zero", "not_reported"
    layers: list[Layer] = []
    for model in board.atlas(tmp_path).layers:
        layers.append(classify_layer(dataclasses.replace(model.spec, k=5), values, states))
    outlines = villages.dissolve("kode_kecamatan")[["kecamatan", "geometry"]]
    return dataclasses.replace(
        board.atlas(tmp_path), villages=villages, kecamatan=outlines, layers=tuple(layers)
    )
