"""Build the atlas: villages, indicators with their classes, group points and findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd

from wksbm.boundaries.dissolve import dissolve_kecamatan
from wksbm.boundaries.model import Boundaries, Source
from wksbm.config import AnalysisConfig, AtlasConfig, Labels
from wksbm.errors import ContentError, Problem
from wksbm.findings.area_lists import find_areas
from wksbm.findings.category_words import category_finding, category_method, choice_words
from wksbm.findings.gap_reasons import find_gaps, unplaced_note
from wksbm.findings.priorities import find_priorities
from wksbm.findings.reach import find_reach
from wksbm.findings.study import study_statements
from wksbm.findings.summary import find_account
from wksbm.layers.analysis import Analysis, analyse, has_numbers
from wksbm.layers.bivariate import bivariate_layer
from wksbm.layers.categories import category_layer
from wksbm.layers.classes import NOT_REPORTED, NOT_REPORTED_OR_TO_CHECK, classify_layer
from wksbm.layers.figures import FIGURES, SPREAD_COLUMNS, figure_columns
from wksbm.layers.find_spread import find_spread
from wksbm.layers.indicators import categories, compute, missing_columns
from wksbm.layers.model import GROUP_COLUMNS, Atlas, Finding, Layer
from wksbm.layers.people import PeopleInputs
from wksbm.layers.spec import BIVARIATE, CATEGORY_KINDS, UNCHANGED_KINDS, LayerSpec
from wksbm.layers.spread import REACH_COLUMNS, SHARE_COLUMN, Spread
from wksbm.layers.village_table import GROUP_COUNT, POPULATION, village_table
from wksbm.tables.model import LinkedTable
from wksbm.text import Text, amount, both, fill

Tell = Callable[[Text], None]

_NAMED_ISLANDS = 5
_NO_PLACES = Text(
    "Tabel kelompok tidak memuat koordinat: peta yang menampilkan kelompok sebagai titik tidak "
    "dibuat.",
    "The group table holds no coordinates: maps that show groups as points are not made.",
)


def _say_nothing(_what: Text) -> None:
    return


def build_atlas(
    config: AtlasConfig,
    boundaries: Boundaries,
    groups: LinkedTable | None,
    attributes: Sequence[LinkedTable],
    specs: Sequence[LayerSpec],
    *,
    people: PeopleInputs | None = None,
    progress: Tell = _say_nothing,
    detail: Tell = _say_nothing,
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
    people
        Population raster and candidate places; None leaves out density and reach without a note.
    progress, detail
        Told before each step of density and reach; how far a long one is.

    Returns
    -------
    Atlas

    Raises
    ------
    ContentError
        If an indicator bears the name of a column whose figures it would replace.
    """
    villages, notes, remarks = village_table(
        boundaries, groups, attributes, minimum_groups=config.minimum_groups
    )
    unplaced = unplaced_note(groups)
    notes[:0] = [unplaced] if unplaced else []
    spread = None
    if people is not None:
        spread = find_spread(
            villages, groups, people, config.raster, progress=progress, detail=detail
        )
        remarks += spread.remarks
        villages = _with_spread(villages, spread)
    _check_names(specs, villages)
    gaps = find_gaps(villages, groups, config.labels)
    to_check = any(gap.reason == "to_check" for gap in gaps)
    label = NOT_REPORTED_OR_TO_CHECK if to_check else NOT_REPORTED
    analysis = analyse(villages, config.analysis)
    areas = find_areas(villages, analysis, config.labels)
    need_label = _need_label(analysis, specs)
    layers: list[Layer] = []
    for spec in (spec for spec in specs if spec.measure.kind != BIVARIATE):
        if spec.measure.against == "target" and "target" not in analysis.wanted:
            continue
        missing = missing_columns(spec, villages, groups)
        if missing:
            if not SPREAD_COLUMNS.issuperset(missing):
                remarks.append(_left_out(spec, missing))
            continue
        if spec.measure.kind in CATEGORY_KINDS:
            layer = category_layer(
                spec,
                categories(spec, analysis),
                villages["status_data"],
                method=category_method(analysis, spec.measure.kind),
                finding=category_finding(analysis, areas, spec.measure.kind, config.labels),
                not_reported=label,
            )
        else:
            values, states = compute(
                spec, villages, groups, analysis, reference_year=config.reference_year
            )
            layer = classify_layer(spec, values, states, not_reported=label)
            choices = choice_words(analysis, spec.measure, need_label)
            if choices is not None:
                method = fill(both("{method}; {choices}"), method=layer.method, choices=choices)
                layer = replace(layer, method=method)
        layers.append(
            replace(
                layer,
                sources=_sources(
                    spec, boundaries, groups, attributes, people, config.analysis.need
                ),
            )
        )
    layers, two_less = _with_bivariate(layers, specs, config.labels, label)
    remarks += two_less
    points, elsewhere = _split_groups(groups, villages)
    if groups is not None and points.empty:
        remarks.append(_NO_PLACES)
    remarks += _unused(config.analysis, villages)
    remarks += _islands(analysis, config.labels)
    priorities = find_priorities(analysis, config.labels, need_label)
    villages = _with_figures(villages, analysis, layers)
    kinds = {
        layer.spec.measure.kind: layer.id
        for layer in reversed(layers)
        if (layer.spec.measure.column, layer.spec.measure.denominator) == (GROUP_COUNT, POPULATION)
    }
    tables = [*([groups] if groups else []), *attributes]
    people_sources = people.sources if people else ()
    sources = (boundaries.source, *(table.raw.source for table in tables), *people_sources)
    account = find_account(villages, analysis, areas, priorities, kinds, config.labels)
    reach = _reach(spread, people, villages, config.labels, layers)
    return Atlas(
        config=config,
        villages=villages,
        kecamatan=dissolve_kecamatan(boundaries.villages),
        layers=tuple(layers),
        groups=points,
        unplaced=elsewhere,
        gaps=gaps,
        sources=sources,
        sample=any(source.sample for source in sources),
        approximate=boundaries.source.approximate,
        notes=tuple(notes),
        remarks=tuple(remarks),
        priorities=priorities,
        areas=areas,
        account=(*account[:-1], *reach, account[-1]),
        statements=study_statements(
            villages,
            groups,
            reference_year=config.reference_year,
            labels=config.labels,
            layers={layer.id for layer in layers},
        ),
        analysis=analysis,
        spread=spread,
    )


def _with_spread(villages: gpd.GeoDataFrame, spread: Spread) -> gpd.GeoDataFrame:
    """Add the columns of density and reach; an attribute's name wins."""
    new = [str(name) for name in spread.columns if name not in villages.columns]
    return villages.assign(**{name: spread.columns[name] for name in new})


def _reach(
    spread: Spread | None,
    people: PeopleInputs | None,
    villages: gpd.GeoDataFrame,
    labels: Labels,
    layers: Sequence[Layer],
) -> tuple[Finding, ...]:
    if spread is None or people is None:
        return ()
    shown = next((layer.id for layer in layers if layer.spec.measure.column == SHARE_COLUMN), None)
    finding = find_reach(spread, villages, people.raster, people.raster_source, labels, layer=shown)
    return (finding,) if finding else ()


def _with_figures(
    villages: gpd.GeoDataFrame, analysis: Analysis, layers: Sequence[Layer]
) -> gpd.GeoDataFrame:
    """Add a column for each layer and the figures of the statistics; an attribute's name wins."""
    columns: dict[str, pd.Series[Any]] = {
        layer.id: layer.class_keys if layer.spec.symbology == "categories" else layer.values
        for layer in layers
    }
    figures = figure_columns(analysis)
    rest = [name for name in figures.columns if name not in villages.columns]
    return villages.assign(**columns, **{name: figures[name] for name in rest})


def _with_bivariate(
    layers: Sequence[Layer], specs: Sequence[LayerSpec], labels: Labels, not_reported: Text
) -> tuple[list[Layer], list[Text]]:
    """Add the layers made of two others, in the order of `specs`; say which cannot be made."""
    built = {layer.id: layer for layer in layers}
    figures = {name for name, layer in built.items() if layer.spec.symbology != "categories"}
    remarks = []
    for spec in (spec for spec in specs if spec.measure.kind == BIVARIATE):
        names = (spec.measure.x, spec.measure.y)
        missing = [name for name in names if name not in figures]
        if missing:
            listed = ", ".join(missing)
            remarks.append(
                Text(
                    f"Indikator '{spec.title.id}' tidak dibuat: indikator {listed} tidak tersedia.",
                    f"The indicator '{spec.title.en}' is left out: the indicator {listed} is not "
                    "available.",
                )
            )
            continue
        x, y = (built[name] for name in names)
        built[spec.id] = bivariate_layer(spec, x, y, labels=labels, not_reported=not_reported)
    return [built[spec.id] for spec in specs if spec.id in built], remarks


def _unused(config: AnalysisConfig, villages: gpd.GeoDataFrame) -> list[Text]:
    """Say which columns the settings name that no table has."""
    asked = [config.need]
    if config.target_per_padukuhan is not None and config.target_per_1000 is None:
        asked.append(config.padukuhan_column)
    return [
        Text(
            f"Kolom '{column}' untuk analisis tidak tersedia; prioritas dan sasaran dihitung "
            "tanpa kolom itu.",
            f"The column '{column}' for the analysis is not available; priority and target are "
            "computed without it.",
        )
        for column in asked
        if column and not has_numbers(villages, column)
    ]


def _islands(analysis: Analysis, labels: Labels) -> list[Text]:
    """Warn of judged villages that no other judged one is a neighbour of."""
    alone = analysis.neighbours.among(analysis.judged).islands
    if not alone:
        return []
    return [
        fill(
            Text(
                "{alone} tanpa tetangga yang dapat dinilai tidak ikut diuji sebagai gugus "
                "({codes}).",
                "{alone} without a neighbour that can be judged cannot be tested as clusters "
                "({codes}).",
            ),
            alone=amount(len(alone), labels.desa),
            codes=", ".join(alone[:_NAMED_ISLANDS])
            + (", …" if len(alone) > _NAMED_ISLANDS else ""),
        )
    ]


def _need_label(analysis: Analysis, specs: Sequence[LayerSpec]) -> Text | None:
    """
    Return what the attribute of need is called: as the layer that maps it, else its column.

    None where it does not tell one judged village from another.
    """
    need, name = analysis.need, analysis.config.need
    if need is None or need.reindex(analysis.judged).nunique() < 2:
        return None
    titles = (
        spec.title for spec in specs if spec.measure.kind == "value" and spec.measure.column == name
    )
    return next(titles, both(name))


def _sources(
    spec: LayerSpec,
    boundaries: Boundaries,
    groups: LinkedTable | None,
    attributes: Sequence[LinkedTable],
    people: PeopleInputs | None,
    need: str,
) -> tuple[Source, ...]:
    """Return the inputs that an indicator's figures come from."""
    columns = {spec.measure.column, spec.measure.denominator}
    used = [boundaries.source]
    if people is not None and people.raster_source and columns & SPREAD_COLUMNS:
        used.append(people.raster_source)
    if spec.measure.kind == "priority":
        columns.add(need or None)
    of_groups = spec.measure.counts_groups or columns & set(REACH_COLUMNS)
    if groups is not None and of_groups:
        used.append(groups.raw.source)
    used += [table.raw.source for table in attributes if columns & set(table.data.columns)]
    return tuple(used)


def _split_groups(
    groups: LinkedTable | None, villages: gpd.GeoDataFrame
) -> tuple[gpd.GeoDataFrame, pd.DataFrame]:
    """Return the groups with a place and those without, except those of suppressed villages."""
    if groups is None or groups.kind != "register":
        empty = pd.DataFrame(columns=GROUP_COLUMNS)
        return gpd.GeoDataFrame(empty, geometry=gpd.GeoSeries([], crs="EPSG:4326")), empty
    suppressed = villages.index[villages["status_data"] == "suppressed"]
    register = groups.data[groups.recorded & ~groups.data["kode"].isin(suppressed)]
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


def _left_out(spec: LayerSpec, missing: list[str]) -> Text:
    columns = ", ".join(missing)
    return Text(
        f"Indikator '{spec.title.id}' tidak dibuat: kolom {columns} tidak tersedia.",
        f"The indicator '{spec.title.en}' is left out: column {columns} is not available.",
    )
