"""Gather the villages, their density and reach, and the groups, before anything is computed."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from wksbm.boundaries.model import Boundaries, Source
from wksbm.config import AtlasConfig
from wksbm.errors import ContentError, Problem
from wksbm.findings.gap_reasons import unplaced_note
from wksbm.layers.figures import FIGURES, SPREAD_COLUMNS
from wksbm.layers.find_spread import find_spread
from wksbm.layers.model import GROUP_COLUMNS
from wksbm.layers.people import PeopleInputs
from wksbm.layers.spec import UNCHANGED_KINDS, LayerSpec
from wksbm.layers.spread import REACH_COLUMNS, Spread
from wksbm.layers.suppression import suppress
from wksbm.layers.village_table import village_table
from wksbm.tables.model import LinkedTable
from wksbm.text import Text

Progress = Callable[[Text], None]


@dataclass(frozen=True)
class Gathered:
    """
    What the atlas is computed from.

    Parameters
    ----------
    config
        Settings of the build.
    boundaries
        The villages' boundaries and their source.
    groups
        Linked register or counts table without suppressed villages, or None.
    attributes
        Linked attribute tables.
    specs
        The indicators, each with a name of its own.
    people
        Population raster and candidate places, or None.
    villages
        One row per village, index `kode`, EPSG:4326: names, every table's columns, and those of
        density and reach.
    spread
        Density, reach and proposed places, or None.
    points
        Groups with a place, EPSG:4326, without those of suppressed villages.
    unplaced
        The other groups, likewise.
    notes, remarks
        Sentences for every reader of a map, and for who makes the atlas.
    """

    config: AtlasConfig
    boundaries: Boundaries
    groups: LinkedTable | None
    attributes: tuple[LinkedTable, ...]
    specs: tuple[LayerSpec, ...]
    people: PeopleInputs | None
    villages: gpd.GeoDataFrame
    spread: Spread | None
    points: gpd.GeoDataFrame
    unplaced: pd.DataFrame
    notes: tuple[Text, ...]
    remarks: tuple[Text, ...]

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where everything comes from: boundaries, tables, population raster and places."""
        tables = (*([self.groups] if self.groups else ()), *self.attributes)
        of_people = self.people.sources if self.people else ()
        return (self.boundaries.source, *(table.raw.source for table in tables), *of_people)

    def sources_of(self, spec: LayerSpec) -> tuple[Source, ...]:
        """Return the inputs that an indicator's figures come from."""
        columns = {spec.measure.column, spec.measure.denominator}
        used = [self.boundaries.source]
        if self.people is not None and self.people.raster_source and columns & SPREAD_COLUMNS:
            used.append(self.people.raster_source)
        if spec.measure.kind == "priority":
            columns.add(self.config.analysis.need or None)
        of_groups = spec.measure.counts_groups or columns & set(REACH_COLUMNS)
        if self.groups is not None and of_groups:
            used.append(self.groups.raw.source)
        used += [table.raw.source for table in self.attributes if columns & set(table.data.columns)]
        return tuple(used)


def gather(
    config: AtlasConfig,
    boundaries: Boundaries,
    groups: LinkedTable | None,
    attributes: Sequence[LinkedTable],
    specs: Sequence[LayerSpec],
    people: PeopleInputs | None,
    *,
    progress: Progress,
    detail: Progress,
) -> Gathered:
    """
    Join boundaries and tables to one table of villages, and separate the groups with a place.

    Parameters
    ----------
    config, boundaries, groups, attributes, specs, people, progress, detail
        As in `wksbm.atlas.build.build_atlas`.

    Returns
    -------
    Gathered

    Raises
    ------
    ContentError
        With every indicator that bears the name of a column whose figures it would replace.
    """
    groups = groups and suppress(groups, config.minimum_groups)
    villages, notes, remarks = village_table(
        boundaries, groups, attributes, minimum_groups=config.minimum_groups
    )
    unplaced = unplaced_note(groups)
    spread = None
    if people is not None:
        spread = find_spread(
            villages, groups, people, config.raster, progress=progress, detail=detail
        )
        villages = _with_spread(villages, spread)
    _check_names(specs, villages)
    points, elsewhere = _split_groups(groups)
    return Gathered(
        config=config,
        boundaries=boundaries,
        groups=groups,
        attributes=tuple(attributes),
        specs=tuple(specs),
        people=people,
        villages=villages,
        spread=spread,
        points=points,
        unplaced=elsewhere,
        notes=(*([unplaced] if unplaced else []), *notes),
        remarks=(*remarks, *(spread.remarks if spread else ())),
    )


def _with_spread(villages: gpd.GeoDataFrame, spread: Spread) -> gpd.GeoDataFrame:
    """Add the columns of density and reach; an attribute's name wins."""
    new = [str(name) for name in spread.columns if name not in villages.columns]
    return villages.assign(**{name: spread.columns[name] for name in new})


def _split_groups(groups: LinkedTable | None) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Return the groups with a place and those without."""
    if groups is None or groups.kind != "register":
        empty = pd.DataFrame(columns=GROUP_COLUMNS)
        return gpd.GeoDataFrame(empty, geometry=gpd.GeoSeries([], crs="EPSG:4326")), empty
    register = groups.data[groups.recorded]
    has_place = register["lon"].notna() & register["lat"].notna()
    placed = register[has_place]
    points = gpd.GeoDataFrame(
        placed[GROUP_COLUMNS],
        geometry=gpd.points_from_xy(placed["lon"], placed["lat"]),
        crs="EPSG:4326",
    )
    return points, pd.DataFrame(register.loc[~has_place, GROUP_COLUMNS])


def _check_names(specs: Sequence[LayerSpec], villages: gpd.GeoDataFrame) -> None:
    """Refuse ids of columns, save that of a layer which shows this very column unchanged."""
    figures = {figure.column for figure in FIGURES}
    columns = {str(name) for name in (villages.index.name, *villages.columns)}
    problems = [
        Problem(
            Text(
                f"nama indikator '{spec.id}' sudah dipakai oleh kolom lain",
                f"the indicator's name '{spec.id}' is already that of another column",
            ),
            file=spec.file,
            expected=Text(
                "nama yang bukan nama kolom; hanya jenis count dan value boleh bernama sama "
                "dengan kolom yang ditampilkannya",
                "a name that no column has; only the kinds count and value may be called as the "
                "column that they show",
            ),
            cure=Text(
                f"Ganti nama berkas TOML itu, misalnya {spec.id}_{spec.measure.kind}.toml",
                f"Rename the TOML file, for example {spec.id}_{spec.measure.kind}.toml",
            ),
        )
        for spec in specs
        if spec.id in figures | columns and not _shows_itself(spec, figures - columns)
    ]
    if problems:
        raise ContentError(problems)


def _shows_itself(spec: LayerSpec, figures: Set[str]) -> bool:
    unchanged = spec.measure.kind in UNCHANGED_KINDS and spec.measure.column == spec.id
    return unchanged and spec.id not in figures
