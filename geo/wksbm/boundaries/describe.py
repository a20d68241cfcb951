"""Say what a boundary file is, and what a build would make of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from wksbm.boundaries.choose import choose_layer, layer_label
from wksbm.boundaries.layers import Layer, open_layers
from wksbm.boundaries.locate import crs_label
from wksbm.boundaries.model import Boundaries
from wksbm.boundaries.places import CodesByName
from wksbm.boundaries.read import count_kabupaten, settle_boundaries
from wksbm.boundaries.schema import Schema
from wksbm.boundaries.source import described_path
from wksbm.boundaries.stage import Staged, stage
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
    used
        Villages that a build would use; 0 when it would refuse the file.
    codes
        Kinds of codes found: ``kemendagri``, ``bps``.
    kabupaten
        Code of each kabupaten -> number of features.
    bounds
        West, south, east, north of these in degrees (EPSG:4326); None when there are none.
    sha256
        Of the file.
    problems
        What a build would refuse, mend or leave out.
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
    used: int
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
    region: str = "",
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
    region, crosswalk, columns, crs, layer, find_codes
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
        made: Boundaries | None = None
        problems: Sequence[Problem]
        try:
            made = settle_boundaries(chosen, asked, staged.sha256, region, crosswalk or {})
            problems = made.report.problems
        except InputError as error:
            problems = [*chosen.problems, *chosen.places.problems, *error.problems]
    table = chosen.places.table
    stated = chosen.layer.crs
    stated_label = crs_label(stated) if stated else ""
    return Description(
        file=name,
        driver=chosen.layer.driver,
        layers=chosen.layers,
        layer=layer_label(chosen.layer),
        columns=_columns(chosen.schema),
        schema=chosen.schema.name,
        crs=made.report.crs if made else stated_label,
        crs_source=made.report.crs_source if made else "file" if stated else "",
        features=chosen.layer.features,
        villages=int(table.loc[table["kode"] != "", "kode"].nunique()),
        used=made.report.villages if made else 0,
        codes=chosen.places.systems,
        kabupaten=count_kabupaten(table),
        bounds=_bounds(made) if made else None,
        sha256=staged.sha256,
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
        used=0,
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


def _bounds(made: Boundaries) -> tuple[float, float, float, float]:
    west, south, east, north = (round(float(bound), 6) for bound in made.villages.total_bounds)
    return west, south, east, north
