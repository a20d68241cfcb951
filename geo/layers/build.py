"""Build the atlas: villages, indicators with their classes, group points and findings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import geopandas as gpd
import pandas as pd

from geo.boundaries.dissolve import dissolve_kecamatan
from geo.boundaries.model import Boundaries, Source
from geo.config import AtlasConfig
from geo.errors import ContentError, Problem
from geo.layers.classes import NOT_REPORTED, NOT_REPORTED_OR_TO_CHECK, classify_layer
from geo.layers.findings import find_gaps, unplaced_note
from geo.layers.indicators import compute, missing_columns
from geo.layers.model import Atlas, Layer
from geo.layers.spec import LayerSpec
from geo.layers.village_table import GROUP_COUNT, village_table
from geo.tables.model import LinkedTable
from geo.text import Text

_POINT_COLUMNS = ["kode", "nama_kelompok", "jenis", "padukuhan", "tahun_berdiri"]


def build_atlas(
    config: AtlasConfig,
    boundaries: Boundaries,
    groups: LinkedTable | None,
    attributes: Sequence[LinkedTable],
    specs: Sequence[LayerSpec],
) -> Atlas:
    """
    Compute everything that maps and tables show.

    Parameters
    ----------
    config
        Settings of the build.
    boundaries
        The villages.
    groups
        Linked register or counts table, or None.
    attributes
        Linked attribute tables.
    specs
        The indicators; one whose columns nothing provides is left out with a note.

    Returns
    -------
    Atlas

    Raises
    ------
    ContentError
        If an indicator bears the name of a column that means something else.
    """
    villages, notes, remarks = village_table(
        boundaries, groups, attributes, minimum_groups=config.minimum_groups
    )
    unplaced = unplaced_note(groups)
    notes[:0] = [unplaced] if unplaced else []
    _check_names(specs, villages)
    gaps = find_gaps(villages, groups, config.labels)
    to_check = any(gap.reason == "to_check" for gap in gaps)
    label = NOT_REPORTED_OR_TO_CHECK if to_check else NOT_REPORTED
    layers: list[Layer] = []
    for spec in specs:
        missing = missing_columns(spec, villages, groups)
        if missing:
            remarks.append(_left_out(spec, missing))
            continue
        values, states = compute(spec, villages, groups, reference_year=config.reference_year)
        layer = classify_layer(spec, values, states, not_reported=label)
        layers.append(replace(layer, sources=_sources(spec, boundaries, groups, attributes)))
    villages = villages.assign(**{layer.id: layer.values for layer in layers})
    tables = [*([groups] if groups else []), *attributes]
    sources = (boundaries.source, *(table.raw.source for table in tables))
    return Atlas(
        config=config,
        villages=villages,
        kecamatan=dissolve_kecamatan(boundaries.villages),
        layers=tuple(layers),
        groups=_group_points(groups, villages),
        gaps=gaps,
        sources=sources,
        sample=any(source.sample for source in sources),
        approximate=boundaries.source.approximate,
        notes=tuple(notes),
        remarks=tuple(remarks),
    )


def _sources(
    spec: LayerSpec,
    boundaries: Boundaries,
    groups: LinkedTable | None,
    attributes: Sequence[LinkedTable],
) -> tuple[Source, ...]:
    """Return the inputs that an indicator's figures come from."""
    columns = {spec.measure.column, spec.measure.denominator}
    used = [boundaries.source]
    if groups is not None and (spec.measure.kind == "share" or GROUP_COUNT in columns):
        used.append(groups.raw.source)
    used += [table.raw.source for table in attributes if columns & set(table.data.columns)]
    return tuple(used)


def _group_points(groups: LinkedTable | None, villages: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the groups that have a place, except those of suppressed villages."""
    if groups is None or groups.kind != "register":
        empty = pd.DataFrame(columns=_POINT_COLUMNS)
        return gpd.GeoDataFrame(empty, geometry=gpd.GeoSeries([], crs="EPSG:4326"))
    suppressed = villages.index[villages["status_data"] == "suppressed"]
    register = groups.data
    placed = register[
        register["lon"].notna()
        & register["lat"].notna()
        & groups.recorded
        & ~register["kode"].isin(suppressed)
    ]
    return gpd.GeoDataFrame(
        placed[_POINT_COLUMNS],
        geometry=gpd.points_from_xy(placed["lon"], placed["lat"]),
        crs="EPSG:4326",
    )


def _check_names(specs: Sequence[LayerSpec], villages: gpd.GeoDataFrame) -> None:
    problems = [
        Problem(
            Text(
                f"nama indikator '{spec.id}' sudah dipakai oleh kolom lain",
                f"the indicator's name '{spec.id}' is already that of another column",
            ),
            file=spec.file,
            cure=Text("Ganti nama berkas TOML itu", "Rename the TOML file"),
        )
        for spec in specs
        if spec.id in villages.columns and spec.measure.column != spec.id
    ]
    if problems:
        raise ContentError(problems)


def _left_out(spec: LayerSpec, missing: list[str]) -> Text:
    columns = ", ".join(missing)
    return Text(
        f"Indikator '{spec.title.id}' tidak dibuat: kolom {columns} tidak tersedia.",
        f"The indicator '{spec.title.en}' is left out: column {columns} is not available.",
    )
