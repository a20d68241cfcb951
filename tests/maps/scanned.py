"""The chess board with a layer that shows the areas of the scan statistic."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pandas as pd
from wksbm.layers.model import Atlas, ScanArea
from wksbm.layers.spec import Measure
from wksbm.text import Text

from tests import board

SCAN = "daerah_pindai"


def scanned(tmp_path: Path, *, sample: bool = False) -> Atlas:
    """Return the analysed board; areas 1 (more: two villages) and 2 (fewer: three) are mapped."""
    atlas = board.analysed(tmp_path, sample=sample)
    layer = board.categories(SCAN)
    described = dataclasses.replace(
        layer.spec, measure=Measure("scan", "jumlah_kelompok", "penduduk", 1000)
    )
    layer = dataclasses.replace(layer, spec=described)
    return dataclasses.replace(atlas, layers=(*atlas.layers, layer))


def with_areas(atlas: Atlas, *places: tuple[int, ...], sentence: str = "Daerah.") -> Atlas:
    """Return the atlas with these villages as areas, by turns of more and of fewer groups."""
    areas = tuple(
        ScanArea(
            number,
            "more" if number % 2 else "fewer",
            tuple(board.codes()[place] for place in chosen),
            atlas.villages.geometry.iloc[list(chosen)].union_all(),
            20.0,
            10.0,
            2.0,
            0.01,
            Text(f"{sentence} Nomor {number}.", f"{sentence} Number {number}."),
        )
        for number, chosen in enumerate(places, start=1)
    )
    return dataclasses.replace(atlas, scan_areas=areas)


def coloured(atlas: Atlas, colour: str) -> Atlas:
    """Return the atlas with all categories of the scan's layer in one colour."""
    layer = atlas.layer(SCAN)
    classes = tuple(
        entry if entry.hatch else dataclasses.replace(entry, colour=colour)
        for entry in layer.classes
    )
    keys = pd.Series("ns", index=layer.class_keys.index)
    layer = dataclasses.replace(layer, classes=classes, class_keys=keys)
    return dataclasses.replace(atlas, layers=(layer,))
