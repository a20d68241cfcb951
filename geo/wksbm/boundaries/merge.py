"""Bring features of one code together: doubles, and villages of several parts."""

from __future__ import annotations

import re
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from wksbm.boundaries.places import shown
from wksbm.errors import InputError, Problem
from wksbm.text import Text

_SAME = 1e-6


@dataclass(frozen=True)
class Merged:
    """
    One row per code.

    Parameters
    ----------
    villages
        As given, without the rows that were taken together with an earlier one.
    duplicates
        How many rows that were.
    problems
        What was merged.
    """

    villages: gpd.GeoDataFrame
    duplicates: int
    problems: tuple[Problem, ...]


def merge_duplicates(features: gpd.GeoDataFrame, name: str) -> Merged:
    """
    Merge features that bear the same code.

    The same shape twice counts once. Different shapes are parts of one village if they also
    bear the same names; else nobody knows which is which, and the file is refused.

    Parameters
    ----------
    features
        Columns kode, kode_bps, desa, kecamatan, kabupaten, provinsi, layer; valid polygons.
    name
        How messages call the file.

    Raises
    ------
    InputError
        With every code that two different villages bear, or that two layers draw differently.
    """
    is_double = features["kode"].duplicated(keep=False)
    if not is_double.any():
        return Merged(features, 0, _twins(features, name))
    shapes = np.array(features.geometry, dtype=object)
    drop = np.zeros(len(features), dtype=bool)
    same: list[str] = []
    parts: list[str] = []
    refused: list[Problem] = []
    positions = pd.Series(np.arange(len(features)), index=features.index)[is_double]
    for kode, members in positions.groupby(features.loc[is_double, "kode"]):
        places = members.to_numpy()
        labels = [f"{features['desa'].iloc[p]} ({features['kecamatan'].iloc[p]})" for p in places]
        distinct = _distinct(shapes[places])
        layers = sorted(set(features["layer"].iloc[places]))
        if len(distinct) > 1 and len(layers) > 1:
            refused.append(_in_several_layers(labels[0], layers, name))
            continue
        if len(distinct) > 1 and not _agree(features.iloc[places]):
            refused.append(_conflict(str(kode), labels, name))
            continue
        if len(distinct) > 1:
            shapes[places[0]] = shapely.union_all(distinct)
            parts.append(str(kode))
        if len(distinct) < len(places):
            same.append(str(kode))
        drop[places[1:]] = True
    if refused:
        raise InputError(refused)
    villages = features.set_geometry(gpd.GeoSeries(shapes, features.index, crs=features.crs))
    villages = villages[~drop]
    problems = [
        Problem(what, file=name, found=shown(codes))
        for codes, what in (
            (
                same,
                Text(
                    f"{len(same)} desa tercatat lebih dari sekali dengan bentuk yang sama; "
                    "dihitung sekali",
                    f"{len(same)} villages stand more than once with the same shape; counted once",
                ),
            ),
            (
                parts,
                Text(
                    f"{len(parts)} desa terdiri atas beberapa bidang; digabung menjadi satu",
                    f"{len(parts)} villages come in several features; joined into one",
                ),
            ),
        )
        if codes
    ]
    return Merged(villages, int(drop.sum()), (*problems, *_twins(villages, name)))


def _distinct(shapes: np.ndarray) -> list[shapely.Geometry]:
    found: list[shapely.Geometry] = []
    for shape in shapes:
        if not any(_is_same(shape, other) for other in found):
            found.append(shape)
    return found


def _is_same(one: shapely.Geometry, other: shapely.Geometry) -> bool:
    if one.equals(other):
        return True
    different = shapely.symmetric_difference(one, other).area
    return bool(different <= _SAME * max(one.area, other.area))


def _agree(features: gpd.GeoDataFrame) -> bool:
    """Tell whether names are the same wherever they are filled."""
    return all(
        len({_plain(text) for text in features[word] if text}) <= 1
        for word in ("desa", "kecamatan")
    )


def _plain(text: str) -> str:
    return re.sub(r"[\W_]", "", text).casefold()


def _twins(villages: gpd.GeoDataFrame, name: str) -> tuple[Problem, ...]:
    """Tell of different codes that bear the very same shape."""
    wkb = shapely.to_wkb(shapely.normalize(np.array(villages.geometry, dtype=object)))
    is_twin = pd.Series(wkb, index=villages.index).duplicated(keep=False)
    if not is_twin.any():
        return ()
    return (
        Problem(
            Text(
                f"{int(is_twin.sum())} desa dengan kode berbeda memiliki bentuk yang persis sama",
                f"{int(is_twin.sum())} villages of different codes have the very same shape",
            ),
            file=name,
            found=shown(villages.loc[is_twin, "kode"]),
            cure=Text("Periksa bentuknya di QGIS", "Check their shapes in QGIS"),
        ),
    )


def _in_several_layers(label: str, layers: list[str], name: str) -> Problem:
    return Problem(
        Text(
            f"{label} ada di beberapa lapisan dengan bentuk berbeda",
            f"{label} is in several layers with different shapes",
        ),
        file=name,
        found=", ".join(layers),
        cure=Text(
            f'Pilih satu lapisan: --layer "{layers[0]}"',
            f'Choose one layer: --layer "{layers[0]}"',
        ),
    )


def _conflict(kode: str, labels: list[str], name: str) -> Problem:
    return Problem(
        Text("satu kode dipakai oleh desa yang berbeda", "different villages bear the same code"),
        file=name,
        found=f"{kode}: {', '.join(dict.fromkeys(labels))}",
        cure=Text("Perbaiki kode salah satunya", "Correct the code of one of them"),
    )
