"""What a built atlas consists of: the one hand-over from the calculations to maps and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from wksbm.boundaries.model import Source
from wksbm.config import AtlasConfig
from wksbm.layers.analysis import Analysis
from wksbm.layers.spec import LayerSpec
from wksbm.layers.spread import Spread
from wksbm.text import Text

GROUP_COLUMNS = ["kode", "nama_kelompok", "jenis", "padukuhan", "tahun_berdiri"]

State = Literal["value", "zero", "not_reported", "suppressed", "undefined"]
"""Status of one village in one layer; `undefined`: reported, but the figure cannot be computed
(no population known, or a share of no groups)."""

Verdict = Literal["agrees", "differs", "unclear", "no_data", "only_shown"]


@dataclass(frozen=True)
class LegendClass:
    """
    One entry of a layer's legend, the same on every map, table and style.

    Parameters
    ----------
    key
        ``"c0"``, ``"c1"``, ... from low to high, or the name of a category (``"hh"``), or
        ``"zero"``, ``"not_reported"``, ``"suppressed"``, ``"undefined"``.
    label
        The class as shown, e.g. ``8,1 – 9,4``; already formatted, without the unit.
    colour
        Fill as ``#rrggbb``.
    count
        Number of villages in the class.
    lower, upper
        Bounds in the layer's unit, both None outside the numeric classes. A class holds
        ``lower < value <= upper``; the lowest class also holds its lower bound.
    hatch
        True for the no-data classes, which are hatched besides their colour.
    """

    key: str
    label: Text
    colour: str
    count: int
    lower: float | None = None
    upper: float | None = None
    hatch: bool = False


@dataclass(frozen=True)
class Axis:
    """
    One of the two directions of a bivariate legend.

    Parameters
    ----------
    title, unit
        Of the indicator.
    name
        What grows along the axis, in a word: ``groups``, ``need``.
    levels
        The three levels in words, from little to much.
    breaks
        Figures between the levels, rounded to `decimals` as printed; a figure on a break belongs
        below it. Empty when nobody has a figure.
    decimals
        Digits of the breaks.
    falling
        True when a low figure means much, as a low index of development means much need.
    """

    title: Text
    unit: Text
    name: Text
    levels: tuple[Text, ...]
    breaks: tuple[float, ...]
    decimals: int
    falling: bool = False


@dataclass(frozen=True)
class Layer:
    """
    One indicator, computed and classed.

    Parameters
    ----------
    spec
        The description it was built from.
    values
        Float, on the index `kode` of the villages; NaN unless the state is value or zero, and
        NaN throughout where the classes are categories (``spec.symbology == "categories"``).
    states
        One `State` per village, same index.
    class_keys
        Key of the `LegendClass` of each village, same index.
    classes
        Legend entries: numeric classes from low to high or categories in their order, then
        zero, undefined, suppressed, not_reported. A no-data entry is always there, even with
        count 0.
    method
        How it was classed and how many villages have a value, as one sentence.
    sources
        The inputs that its figures come from, the boundaries first.
    finding
        What the layer shows, where a statistic says more than its median and extremes do.
    axes
        What grows to the right and what upwards in the legend of two indicators; empty for
        any other layer.
    measured
        What the counts of the classes are, e.g. km²; None where they are villages.
    """

    spec: LayerSpec
    values: pd.Series[float]
    states: pd.Series[str]
    class_keys: pd.Series[str]
    classes: tuple[LegendClass, ...]
    method: Text
    sources: tuple[Source, ...] = ()
    finding: Text | None = None
    axes: tuple[Axis, ...] = ()
    measured: Text | None = None

    @property
    def id(self) -> str:
        """Identifier of the indicator; also its column in the village table."""
        return self.spec.id

    def class_of(self, kode: str) -> LegendClass:
        """Return the legend entry of one village."""
        return self.classes_by_key[str(self.class_keys[kode])]

    @property
    def classes_by_key(self) -> Mapping[str, LegendClass]:
        """Legend entries by key."""
        return {entry.key: entry for entry in self.classes}


@dataclass(frozen=True)
class Gap:
    """
    Why one village stands in the list of under-served villages.

    Parameters
    ----------
    kode
        Village.
    rank
        1 is the most under-served.
    reason
        ``none`` (reported, has no group) or ``below_median`` (rate under the median of the
        reporting villages); with rank 0, listed apart: ``unknown`` (the rate cannot be
        computed), ``to_check`` (no figure yet: a person must first look at its rows) and
        ``not_reported``.
    missing
        Groups missing to the median rate, rounded up; NaN when unknown.
    sentence
        The reason in words.
    """

    kode: str
    rank: int
    reason: Literal["none", "below_median", "unknown", "to_check", "not_reported"]
    missing: float
    sentence: Text


@dataclass(frozen=True)
class Priority:
    """
    Where one village stands in the order of priority, and why.

    Parameters
    ----------
    kode
        Village.
    rank
        1 comes first, among all villages that can be judged.
    best, worst
        First and last rank that it takes under the other reasonable choices; where they are far
        apart, the rank depends on a choice.
    score
        0 to 100, weighted mean of shortfall, need and isolation.
    reasons
        In words, the weightiest first.
    """

    kode: str
    rank: int
    best: int
    worst: int
    score: float
    reasons: tuple[Text, ...]


@dataclass(frozen=True)
class ScanArea:
    """
    An area in which the scan statistic found more or fewer groups than residents explain.

    Parameters
    ----------
    number
        1 is the most likely one.
    kind
        ``more`` or ``fewer``.
    villages
        Codes, from the middle outward.
    geometry
        The villages' union, EPSG:4326.
    recorded, expected
        Groups inside, and how many the rate of all villages would give.
    ratio
        Relative risk: rate inside against rate outside.
    p
        Monte Carlo, both kinds together.
    sentence
        The area in words, with its villages counted and its sub-districts named.
    """

    number: int
    kind: Literal["more", "fewer"]
    villages: tuple[str, ...]
    geometry: BaseGeometry
    recorded: float
    expected: float
    ratio: float
    p: float
    sentence: Text


@dataclass(frozen=True)
class Finding:
    """
    One paragraph of the summary of all findings.

    Parameters
    ----------
    id
        ``coverage``, ``rates``, ``clusters``, ``areas``, ``missing``, ``priority``, ``reach`` or
        ``method``.
    heading
        Two or three words.
    sentences
        Whole sentences with their full stops.
    layer
        Id of the layer that shows it, if one does.
    """

    id: str
    heading: Text
    sentences: tuple[Text, ...]
    layer: str | None = None


@dataclass(frozen=True)
class Statement:
    """
    One statement of the study and what the data at hand say of it.

    Parameters
    ----------
    id
        ``age``, ``number``, ``residence``, ``dues``, ``mutual_help``, ``help_skills``,
        ``help_management`` or ``help_funding``.
    claim
        What the study stated.
    figure
        NaN when it cannot be computed.
    unit
        Of the figure.
    sentence
        What the data say, or why they say nothing.
    verdict
        ``agrees``, ``differs``, ``unclear``, ``no_data`` or ``only_shown``.
    caveat
        What the figure cannot say.
    layer
        Id of the layer that maps it, if that layer was built.
    """

    id: str
    claim: Text
    figure: float
    unit: Text
    sentence: Text
    verdict: Verdict
    caveat: Text
    layer: str | None


@dataclass(frozen=True)
class Atlas:
    """
    Everything that maps, tables and reports are made from.

    Parameters
    ----------
    config
        The settings of this build.
    villages
        One row per village, index `kode`, EPSG:4326: desa, kecamatan, kode_kecamatan,
        kabupaten, provinsi, kode_bps, luas_km2, penduduk (NaN when unknown), status_data
        (`State` of the group count), further attributes, one column per indicator id (float; the
        key of the class where the classes are categories) and the figures of
        `wksbm.layers.figures`.
    kecamatan
        Outlines by dissolving, index `kode_kecamatan`, EPSG:4326: column kecamatan.
    layers
        Indicators in the order of their files' `order`.
    groups
        Points of the register, EPSG:4326, with kode, nama_kelompok, jenis, padukuhan,
        tahun_berdiri; empty when there is no register or no row has a place.
    unplaced
        The register's other groups, without a point in the mapped area: the same columns.
    gaps
        Under-served villages, ranked; then those that did not report.
    sources
        Every input: name, publisher, date, licence.
    sample
        True while any input is the embedded example (`DATA CONTOH` on everything).
    approximate
        True while the village areas are the embedded approximation.
    notes
        Sentences that every reader of a map must know: rows that are in no figure, suppression.
    remarks
        Sentences about what was left out or overridden, for who made the atlas.
    priorities
        Every village that can be judged, in order of priority.
    scan_areas
        Areas of the scan statistic, the most likely first; none overlap.
    summary
        The findings in words.
    statements
        The study's statements, recomputed.
    analysis
        The statistics behind all of it.
    context
        Areas around the region (EPSG:4326, index `kode`) for the locator, or None.
    spread
        Density, reach and proposed places; None where they were not asked for.
    """

    config: AtlasConfig
    villages: gpd.GeoDataFrame
    kecamatan: gpd.GeoDataFrame
    layers: tuple[Layer, ...]
    groups: gpd.GeoDataFrame
    gaps: tuple[Gap, ...]
    sources: tuple[Source, ...]
    sample: bool
    approximate: bool
    notes: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
    priorities: tuple[Priority, ...] = ()
    scan_areas: tuple[ScanArea, ...] = ()
    summary: tuple[Finding, ...] = ()
    statements: tuple[Statement, ...] = ()
    analysis: Analysis | None = None
    context: gpd.GeoDataFrame | None = None
    spread: Spread | None = None
    unplaced: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=GROUP_COLUMNS))

    def layer(self, layer_id: str) -> Layer:
        """Return one layer; KeyError when it was not built."""
        return {layer.id: layer for layer in self.layers}[layer_id]
