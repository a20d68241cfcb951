"""Run every statistic on the village table, once, for maps, tables and sentences alike."""

from __future__ import annotations

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
from pandas.api.types import is_numeric_dtype

from wksbm.config import CONFIG_NAME, AnalysisConfig
from wksbm.errors import ContentError, Problem
from wksbm.layers.village_table import GROUP_COUNT, POPULATION
from wksbm.stats.autocorrelation import GlobalMoran, LocalClusters, getis_ord, local_moran, moran
from wksbm.stats.missing import Dispersion, dispersion, shortage_classes, wanted_by_district
from wksbm.stats.neighbours import (
    Neighbours,
    contiguity,
    nearest,
    village_points,
    within_distance,
)
from wksbm.stats.priority import Weights, priorities
from wksbm.stats.rates import (
    crude_rate,
    expected_count,
    missing_groups,
    poisson_interval,
    standardised_rates,
    standardised_ratio,
    usable,
)
from wksbm.stats.scan import ScanResult, scan
from wksbm.stats.significance import permutations_needed
from wksbm.stats.smoothing import empirical_bayes, spatial_empirical_bayes
from wksbm.text import Text

PER = 1000.0


@dataclass(frozen=True)
class Analysis:
    """
    The statistics of one atlas.

    Parameters
    ----------
    config
        The choices made.
    neighbours
        Who is whose neighbour, all villages.
    count, population
        Of all villages, index `kode`; NaN where unknown.
    judged
        Codes of the villages that reported and whose population is known.
    median_rate
        Median of the judged villages' groups per 1,000 residents.
    wanted
        Groups that a village should have, by standard: ``median`` (of all), ``kecamatan`` (median
        of its own) and, when one is set, ``target``; on all villages, NaN where unknown.
    smoothed
        Groups per 1,000 residents by empirical Bayes: ``global`` and ``spatial``.
    ratio
        Recorded / expected.
    interval
        Exact 95 % interval of the rate per 1,000: lower, upper.
    shortage
        See `wksbm.stats.missing.shortage_classes`.
    dispersion
        See `wksbm.stats.missing.dispersion`.
    moran, local, hot
        Autocorrelation of the standardised rates.
    scan
        Areas of the scan statistic.
    priority
        See `wksbm.stats.priority.priorities`, on the judged villages; empty when there are none.
    need
        Need of each village, higher is needier; None without such an attribute.
    """

    config: AnalysisConfig
    neighbours: Neighbours
    count: pd.Series[float]
    population: pd.Series[float]
    judged: pd.Index[str]
    median_rate: float
    wanted: dict[str, pd.Series[float]]
    smoothed: dict[str, pd.Series[float]]
    ratio: pd.Series[float]
    interval: pd.DataFrame
    shortage: pd.DataFrame
    dispersion: Dispersion
    moran: GlobalMoran
    local: LocalClusters
    hot: LocalClusters
    scan: ScanResult
    priority: pd.DataFrame
    need: pd.Series[float] | None

    def missing(self, standard: str) -> pd.Series[float]:
        """Return the whole groups that each village lacks by a standard of `wanted`."""
        return missing_groups(self.count, self.wanted[standard])


def analyse(villages: gpd.GeoDataFrame, config: AnalysisConfig) -> Analysis:
    """
    Compute all statistics.

    Parameters
    ----------
    villages
        The village table (see `wksbm.layers.village_table`). Villages that did not report, whose
        count is suppressed or whose population is not known to be above 0 are left out of every
        calculation, also as neighbours.
    config
        Choices: seed, neighbours, targets, weights.

    Returns
    -------
    Analysis
        The same for the same input, on any machine.
    """
    count, population = villages[GROUP_COUNT], villages[POPULATION]
    judged = usable(count, population)
    neighbours = _neighbours(villages.geometry, config)
    values = standardised_rates(count, population)
    rate = crude_rate(count, population)
    wanted = {
        "median": population.where(judged) * rate.median(),
        "kecamatan": wanted_by_district(count, population, villages["kode_kecamatan"]),
    }
    target = _target(villages, config)
    if target is not None:
        wanted["target"] = target
    smoothed = {
        "global": empirical_bayes(count, population, per=PER),
        "spatial": spatial_empirical_bayes(count, population, neighbours, per=PER),
    }
    seed, significance = config.seed, config.significance
    need = _need(villages, config)
    spread = dispersion(count, population)
    shortage = shortage_classes(
        count, population, significance=significance, clear_ratio=config.clear_ratio
    )
    hidden = villages["status_data"].eq("suppressed")
    shortage["shortage"] = shortage["shortage"].mask(hidden, "suppressed")
    return Analysis(
        config=config,
        neighbours=neighbours,
        count=count,
        population=population,
        judged=villages.index[judged],
        median_rate=float(rate.median() * PER),
        wanted=wanted,
        smoothed=smoothed,
        ratio=standardised_ratio(count, population),
        interval=poisson_interval(count, population, per=PER),
        shortage=shortage,
        dispersion=spread,
        moran=moran(
            values,
            neighbours,
            seed=seed,
            permutations=permutations_needed(1, significance),
        ),
        local=local_moran(values, neighbours, seed=seed, significance=significance),
        hot=getis_ord(values, neighbours, seed=seed, significance=significance),
        scan=scan(
            count,
            population,
            village_points(villages.geometry),
            seed=seed,
            largest_share=config.largest_share,
            replicas=config.replicas,
            significance=significance,
            heterogeneity=spread.heterogeneity if spread.p <= significance else 0.0,
        ),
        priority=_priority(count, population, wanted, smoothed, need, neighbours, config),
        need=need,
    )


def _no_weight(config: AnalysisConfig) -> Problem:
    return Problem(
        Text(
            "hanya kebutuhan yang berbobot, tetapi kolomnya tidak ada",
            "only need has a weight, but there is no such column",
        ),
        file=CONFIG_NAME,
        column="analysis.weights",
        found=config.need or None,
        expected=Text(
            "kolom angka dalam tabel atribut, atau bobot lain di atas 0",
            "a column of numbers in an attribute table, or another weight above 0",
        ),
    )


def has_numbers(villages: pd.DataFrame, column: str) -> bool:
    """Tell whether the village table has a column of numbers of this name."""
    return column in villages.columns and is_numeric_dtype(villages[column])


def _neighbours(shapes: gpd.GeoSeries, config: AnalysisConfig) -> Neighbours:
    if config.neighbours == "nearest":
        return nearest(shapes, k=config.nearest)
    if config.neighbours == "distance":
        return within_distance(shapes, metres=config.distance_km * 1000)
    return contiguity(shapes, tolerance=config.tolerance_m)


def _target(villages: gpd.GeoDataFrame, config: AnalysisConfig) -> pd.Series[float] | None:
    if config.target_per_1000 is not None:
        residents: pd.Series[float] = villages[POPULATION]
        return residents.where(residents > 0) * config.target_per_1000 / PER
    if config.target_per_padukuhan is not None and has_numbers(villages, config.padukuhan_column):
        hamlets: pd.Series[float] = villages[config.padukuhan_column].astype(float)
        return hamlets * config.target_per_padukuhan
    return None


def _need(villages: gpd.GeoDataFrame, config: AnalysisConfig) -> pd.Series[float] | None:
    if not config.need or not has_numbers(villages, config.need):
        return None
    values: pd.Series[float] = villages[config.need].astype(float)
    return -values if config.need_when == "low" else values


def _priority(
    count: pd.Series[float],
    population: pd.Series[float],
    wanted: dict[str, pd.Series[float]],
    smoothed: dict[str, pd.Series[float]],
    need: pd.Series[float] | None,
    neighbours: Neighbours,
    config: AnalysisConfig,
) -> pd.DataFrame:
    """Rank the judged villages: first by the smoothed rate against the median of all."""
    known = expected_count(count, population).dropna().index
    if known.empty:
        return pd.DataFrame()
    counts = {
        "global": smoothed["global"][known] * population[known] / PER,
        "none": count[known],
        "spatial": smoothed["spatial"][known] * population[known] / PER,
    }
    standards = {
        name: values.reindex(known).fillna(wanted["median"]).astype(np.float64)
        for name, values in wanted.items()
    }
    if need is None and not config.weights[0] + config.weights[2] > 0:
        raise ContentError(_no_weight(config))
    return priorities(
        counts,
        standards,
        None if need is None else need.reindex(known),
        neighbours,
        weights=Weights(*config.weights),
    )
