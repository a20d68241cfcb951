"""Say the computed figures in words and lists, and put the atlas together."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd

from wksbm.atlas.compute import Computed
from wksbm.atlas.gather import Gathered
from wksbm.boundaries.dissolve import dissolve_kecamatan
from wksbm.config import AnalysisConfig, Labels
from wksbm.findings.priorities import find_priorities
from wksbm.findings.reach import find_reach
from wksbm.findings.study import study_statements
from wksbm.findings.summary import find_summary
from wksbm.layers.analysis import Analysis, has_numbers
from wksbm.layers.figures import figure_columns
from wksbm.layers.model import Atlas, Finding, Priority
from wksbm.layers.spread import SHARE_COLUMN
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.text import Text, amount, fill

_NAMED_ISLANDS = 5
_NO_PLACES = Text(
    "Tabel kelompok tidak memuat koordinat: peta yang menampilkan kelompok sebagai titik tidak "
    "dibuat.",
    "The group table holds no coordinates: maps that show groups as points are not made.",
)


def describe(gathered: Gathered, computed: Computed) -> Atlas:
    """Return the atlas: villages with every figure, priorities, findings and statements."""
    config, boundaries = gathered.config, gathered.boundaries
    analysis, labels = computed.analysis, config.labels
    priorities = find_priorities(analysis, labels, computed.need_label)
    villages = _with_figures(gathered, computed)
    return Atlas(
        config=config,
        villages=villages,
        kecamatan=dissolve_kecamatan(boundaries.villages),
        layers=computed.layers,
        groups=gathered.points,
        unplaced=gathered.unplaced,
        gaps=computed.gaps,
        sources=gathered.sources,
        sample=any(source.sample for source in gathered.sources),
        approximate=boundaries.source.approximate,
        notes=gathered.notes,
        remarks=(
            *gathered.remarks,
            *computed.remarks,
            *([_NO_PLACES] if gathered.groups is not None and gathered.points.empty else []),
            *_unused(config.analysis, gathered.villages),
            *_islands(analysis, labels),
        ),
        priorities=priorities,
        scan_areas=computed.scan_areas,
        summary=_summary(gathered, computed, villages, priorities),
        statements=study_statements(
            villages,
            gathered.groups,
            reference_year=config.reference_year,
            labels=labels,
            layers={layer.id for layer in computed.layers},
        ),
        analysis=analysis,
        spread=gathered.spread,
    )


def _summary(
    gathered: Gathered,
    computed: Computed,
    villages: gpd.GeoDataFrame,
    priorities: tuple[Priority, ...],
) -> tuple[Finding, ...]:
    """Return the findings in words, that on reach before the last, which is on the method."""
    labels = gathered.config.labels
    of_groups = {
        layer.spec.measure.kind: layer.id
        for layer in reversed(computed.layers)
        if (layer.spec.measure.column, layer.spec.measure.denominator) == (GROUP_COUNT, POPULATION)
    }
    *findings, method = find_summary(
        villages, computed.analysis, computed.scan_areas, priorities, of_groups, labels
    )
    spread, people = gathered.spread, gathered.people
    if spread is not None and people is not None:
        mapped = (
            layer.id for layer in computed.layers if layer.spec.measure.column == SHARE_COLUMN
        )
        reach = find_reach(
            spread, villages, people.raster, people.raster_source, labels, layer=next(mapped, None)
        )
        findings += [reach] if reach else []
    return (*findings, method)


def _with_figures(gathered: Gathered, computed: Computed) -> gpd.GeoDataFrame:
    """Add a column for each layer and the figures of the statistics; an attribute's name wins."""
    villages = gathered.villages
    columns: dict[str, pd.Series[Any]] = {
        layer.id: layer.class_keys if layer.spec.symbology == "categories" else layer.values
        for layer in computed.layers
    }
    figures = figure_columns(computed.analysis)
    rest = [name for name in figures.columns if name not in villages.columns]
    return villages.assign(**columns, **{name: figures[name] for name in rest})


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
