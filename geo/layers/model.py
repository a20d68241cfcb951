"""What a built atlas consists of: the one hand-over from the calculations to maps and tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import geopandas as gpd
import pandas as pd

from geo.boundaries.model import Source
from geo.config import AtlasConfig
from geo.layers.spec import LayerSpec
from geo.text import Text

State = Literal["value", "zero", "not_reported", "suppressed", "undefined"]
"""Status of one village in one layer; `undefined`: reported, but the figure cannot be computed
(no population known, or a share of no groups)."""


@dataclass(frozen=True)
class LegendClass:
    """
    One entry of a layer's legend, the same on every map, table and style.

    Parameters
    ----------
    key
        ``"c0"``, ``"c1"``, ... from low to high, or ``"zero"``, ``"not_reported"``,
        ``"suppressed"``, ``"undefined"``.
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
class Layer:
    """
    One indicator, computed and classed.

    Parameters
    ----------
    spec
        The description it was built from.
    values
        Float, on the index `kode` of the villages; NaN unless the state is value or zero.
    states
        One `State` per village, same index.
    class_keys
        Key of the `LegendClass` of each village, same index.
    classes
        Legend entries: numeric classes from low to high, then zero, undefined, suppressed,
        not_reported. A no-data entry is always there, even with count 0.
    method
        How it was classed and how many villages have a value, as one sentence.
    sources
        The inputs that its figures come from, the boundaries first.
    """

    spec: LayerSpec
    values: pd.Series[float]
    states: pd.Series[str]
    class_keys: pd.Series[str]
    classes: tuple[LegendClass, ...]
    method: Text
    sources: tuple[Source, ...] = ()

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
        (`State` of the group count), further attributes, and one float column per indicator id.
    kecamatan
        Outlines by dissolving, index `kode_kecamatan`, EPSG:4326: column kecamatan.
    layers
        Indicators in the order of their files' `order`.
    groups
        Points of the register, EPSG:4326, with kode, nama_kelompok, jenis, padukuhan,
        tahun_berdiri; empty when there is no register or no row has a place.
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

    def layer(self, layer_id: str) -> Layer:
        """Return one layer; KeyError when it was not built."""
        return {layer.id: layer for layer in self.layers}[layer_id]
