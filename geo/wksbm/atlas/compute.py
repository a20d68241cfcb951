"""Compute the statistics and every indicator with its classes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wksbm.atlas.gather import Gathered
from wksbm.config import Labels
from wksbm.findings.area_lists import find_areas
from wksbm.findings.category_words import category_finding, category_method, choice_words
from wksbm.findings.gap_reasons import find_gaps
from wksbm.layers.analysis import Analysis, analyse
from wksbm.layers.bivariate import bivariate_layer
from wksbm.layers.categories import category_layer
from wksbm.layers.classes import NOT_REPORTED, NOT_REPORTED_OR_TO_CHECK, classify_layer
from wksbm.layers.figures import SPREAD_COLUMNS
from wksbm.layers.indicators import categories, compute, missing_columns
from wksbm.layers.model import Gap, Layer, ScanArea
from wksbm.layers.spec import BIVARIATE, CATEGORY_KINDS, LayerSpec
from wksbm.text import Text, both, fill


@dataclass(frozen=True)
class Computed:
    """
    The figures of the atlas.

    Parameters
    ----------
    gaps
        Under-served villages, ranked; then those that did not report.
    analysis
        The statistics.
    scan_areas
        Areas of the scan statistic, the most likely first.
    need_label
        What the attribute of need is called; None where it tells no village from another.
    layers
        Indicators in the order of their files.
    remarks
        Which indicators could not be computed, and why.
    """

    gaps: tuple[Gap, ...]
    analysis: Analysis
    scan_areas: tuple[ScanArea, ...]
    need_label: Text | None
    layers: tuple[Layer, ...]
    remarks: tuple[Text, ...]


def compute_figures(gathered: Gathered) -> Computed:
    """Return gaps, statistics and indicators of the gathered villages."""
    config, villages = gathered.config, gathered.villages
    gaps = find_gaps(villages, gathered.groups, config.labels)
    to_check = any(gap.reason == "to_check" for gap in gaps)
    not_reported = NOT_REPORTED_OR_TO_CHECK if to_check else NOT_REPORTED
    analysis = analyse(villages, config.analysis)
    scan_areas = find_areas(villages, analysis, config.labels)
    need_label = _need_label(analysis, gathered.specs)
    layers: dict[str, Layer] = {}
    remarks: list[Text] = []
    for spec in gathered.specs:
        against_nothing = spec.measure.against == "target" and "target" not in analysis.wanted
        if spec.measure.kind == BIVARIATE or against_nothing:
            continue
        missing = missing_columns(spec, villages, gathered.groups)
        if not missing:
            if spec.measure.kind in CATEGORY_KINDS:
                layer = _category_layer(spec, gathered, analysis, scan_areas, not_reported)
            else:
                layer = _figure_layer(spec, gathered, analysis, need_label, not_reported)
            layers[spec.id] = replace(layer, sources=gathered.sources_of(spec))
        elif not SPREAD_COLUMNS.issuperset(missing):
            remarks.append(_column_missing(spec, missing))
    figures = {name for name, layer in layers.items() if layer.spec.symbology != "categories"}
    for spec in (spec for spec in gathered.specs if spec.measure.kind == BIVARIATE):
        missing = [name for name in (spec.measure.x, spec.measure.y) if name not in figures]
        if missing:
            remarks.append(_layer_missing(spec, missing))
        else:
            layers[spec.id] = _bivariate_layer(spec, layers, config.labels, not_reported)
    return Computed(
        gaps=gaps,
        analysis=analysis,
        scan_areas=scan_areas,
        need_label=need_label,
        layers=tuple(layers[spec.id] for spec in gathered.specs if spec.id in layers),
        remarks=tuple(remarks),
    )


def _category_layer(
    spec: LayerSpec,
    gathered: Gathered,
    analysis: Analysis,
    scan_areas: tuple[ScanArea, ...],
    not_reported: Text,
) -> Layer:
    kind = spec.measure.kind
    return category_layer(
        spec,
        categories(spec, analysis),
        gathered.villages["status_data"],
        method=category_method(analysis, kind),
        finding=category_finding(analysis, scan_areas, kind, gathered.config.labels),
        not_reported=not_reported,
    )


def _figure_layer(
    spec: LayerSpec,
    gathered: Gathered,
    analysis: Analysis,
    need_label: Text | None,
    not_reported: Text,
) -> Layer:
    values, states = compute(
        spec,
        gathered.villages,
        gathered.groups,
        analysis,
        reference_year=gathered.config.reference_year,
    )
    layer = classify_layer(spec, values, states, not_reported=not_reported)
    choices = choice_words(analysis, spec.measure, need_label)
    if choices is None:
        return layer
    method = fill(both("{method}; {choices}"), method=layer.method, choices=choices)
    return replace(layer, method=method)


def _bivariate_layer(
    spec: LayerSpec, layers: Mapping[str, Layer], labels: Labels, not_reported: Text
) -> Layer:
    x, y = layers[spec.measure.x], layers[spec.measure.y]
    return bivariate_layer(spec, x, y, labels=labels, not_reported=not_reported)


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


def _column_missing(spec: LayerSpec, missing: list[str]) -> Text:
    columns = ", ".join(missing)
    return Text(
        f"Indikator '{spec.title.id}' tidak dibuat: kolom {columns} tidak tersedia.",
        f"The indicator '{spec.title.en}' is left out: column {columns} is not available.",
    )


def _layer_missing(spec: LayerSpec, missing: list[str]) -> Text:
    listed = ", ".join(missing)
    return Text(
        f"Indikator '{spec.title.id}' tidak dibuat: indikator {listed} tidak tersedia.",
        f"The indicator '{spec.title.en}' is left out: the indicator {listed} is not available.",
    )
