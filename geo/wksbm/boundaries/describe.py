"""Say what a boundary file is, without making anything of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from wksbm.boundaries.choose import Chosen, choose_layer, layer_label
from wksbm.boundaries.layers import Layer, open_layers, read_shapes
from wksbm.boundaries.locate import Located, crs_label, locate, parse_crs
from wksbm.boundaries.merge import merge_duplicates
from wksbm.boundaries.places import CodesByName
from wksbm.boundaries.read import count_kabupaten, no_shapes, repair_problems, without_code
from wksbm.boundaries.repair import repair
from wksbm.boundaries.schema import Schema
from wksbm.boundaries.source import described_path
from wksbm.boundaries.stage import Staged, stage
from wksbm.crs import WGS84
from wksbm.errors import InputError, Problem
from wksbm.reading import private_folder
from wksbm.text import Lang


@dataclass(frozen=True)
class Description:
    """
    What a boundary file holds.

    Parameters
    ----------
    file
        Its name.
    driver
        What it is, e.g. ``ESRI Shapefile``.
    layers
        Names of its layers; `layer` is the one with villages (the first, if none has).
    columns
        Word (`kode`, `desa`, …) -> column that holds it; empty if no schema is recognised.
    schema
        As in `BoundaryReport`; empty if none is recognised.
    crs, crs_source
        As in `BoundaryReport`; both empty when nobody can tell.
    features, villages
        Features in the layer, and different village codes among them.
    codes
        Kinds of codes found: ``kemendagri``, ``bps``.
    kabupaten
        Code of each kabupaten -> number of features.
    bounds
        West, south, east, north in degrees (EPSG:4326); None when the CRS is unknown.
    sha256
        Of the file.
    problems
        Everything that is wrong with it or would be mended.
    """

    file: str
    driver: str
    layers: tuple[str, ...]
    layer: str
    columns: Mapping[str, str]
    schema: str
    crs: str
    crs_source: str
    features: int
    villages: int
    codes: tuple[str, ...]
    kabupaten: Mapping[str, int]
    bounds: tuple[float, float, float, float] | None
    sha256: str
    problems: tuple[Problem, ...]

    def to_json(self, lang: Lang) -> dict[str, Any]:
        """Return the description as JSON-ready values, its problems as sentences in `lang`."""
        values = asdict(replace(self, problems=()))
        return values | {"problems": [problem.render(lang) for problem in self.problems]}


def describe(
    path: Path,
    *,
    crosswalk: Mapping[str, str] | None = None,
    columns: Mapping[str, str] | None = None,
    crs: str | None = None,
    layer: str | None = None,
    find_codes: CodesByName | None = None,
) -> Description:
    """
    Describe a boundary file.

    Parameters
    ----------
    path
        As for `read_boundaries`.
    crosswalk
        BPS code -> Kemendagri code.
    columns, crs, layer, find_codes
        As for `read_boundaries`.

    Returns
    -------
    Description
        Also for a file that could not be used for an atlas; `problems` say why.

    Raises
    ------
    InputError
        If the file is missing, damaged, or no boundary file at all.
    ContentError
        If the folder's `source.toml` is wrong.
    """
    asked = described_path(path, columns=columns, crs=crs, layer=layer)
    name = asked.file.name
    with private_folder() as folder:
        staged = stage(asked.file, Path(folder))
        try:
            chosen = choose_layer(
                staged,
                name,
                wanted=asked.layer or None,
                columns=asked.columns or None,
                crosswalk=crosswalk or {},
                find_codes=find_codes,
            )
        except InputError as error:
            layers = _layers(staged)
            if not layers:
                raise
            return _unusable(name, layers, staged.sha256, error.problems)
        rows = np.flatnonzero((chosen.places.table["kode"] != "").to_numpy())
        shapes = read_shapes(chosen.layer, rows)
    repaired = repair(shapes, name)
    usable = ~repaired.lost
    provinces = chosen.places.table["kode"].iloc[rows].str[:2].to_numpy()
    problems = [*chosen.problems, *chosen.places.problems]
    table = chosen.places.table
    problems += without_code(table, table.iloc[rows], name)
    problems += repair_problems(table.iloc[rows], repaired, name)
    located: Located | None = None
    try:
        if not usable.any():
            raise InputError(no_shapes(name))
        located = locate(
            repaired.shapes[usable],
            provinces[usable],
            stated=chosen.layer.crs,
            option=parse_crs(asked.crs, name) if asked.crs else None,
            name=name,
        )
        problems += located.problems
        again = repair(located.shapes, name)
        villages = table.iloc[rows][usable][~again.lost]
        shapes = gpd.GeoDataFrame(villages, geometry=again.shapes[~again.lost], crs=WGS84)
        problems += merge_duplicates(shapes, name).problems
    except InputError as error:
        problems += error.problems
    return _usable(name, chosen, located, staged.sha256, problems)


def _usable(
    name: str,
    chosen: Chosen,
    located: Located | None,
    sha256: str,
    problems: list[Problem],
) -> Description:
    table = chosen.places.table
    stated = chosen.layer.crs
    return Description(
        file=name,
        driver=chosen.layer.driver,
        layers=chosen.layers,
        layer=layer_label(chosen.layer),
        columns=_columns(chosen.schema),
        schema=chosen.schema.name,
        crs=crs_label(located.crs) if located else crs_label(stated) if stated else "",
        crs_source=located.source if located else "file" if stated else "",
        features=chosen.layer.features,
        villages=int(table.loc[table["kode"] != "", "kode"].nunique()),
        codes=chosen.places.systems,
        kabupaten=count_kabupaten(table),
        bounds=_bounds(located.shapes) if located else None,
        sha256=sha256,
        problems=tuple(problems),
    )


def _unusable(
    name: str, layers: list[Layer], sha256: str, problems: tuple[Problem, ...]
) -> Description:
    first = layers[0]
    return Description(
        file=name,
        driver=first.driver,
        layers=tuple(layer_label(layer) for layer in layers),
        layer=layer_label(first),
        columns={},
        schema="",
        crs=crs_label(first.crs) if first.crs else "",
        crs_source="file" if first.crs else "",
        features=first.features,
        villages=0,
        codes=(),
        kabupaten={},
        bounds=None,
        sha256=sha256,
        problems=problems,
    )


def _layers(staged: Staged) -> list[Layer]:
    """Return the layers of every data set that can be opened."""
    found: list[Layer] = []
    for dataset in staged.datasets:
        with suppress(InputError):
            found += open_layers(dataset)
    return found


def _columns(schema: Schema) -> dict[str, str]:
    named = {word: columns[0] for word, columns in schema.columns.items()}
    return named | ({"kode_bps": " + ".join(schema.code_parts)} if schema.code_parts else {})


def _bounds(shapes: np.ndarray) -> tuple[float, float, float, float]:
    west, south, east, north = (round(float(bound), 6) for bound in shapely.total_bounds(shapes))
    return west, south, east, north
