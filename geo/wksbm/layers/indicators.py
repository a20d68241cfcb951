"""Compute an indicator as its description says."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wksbm.layers.analysis import PER, Analysis
from wksbm.layers.spec import LayerSpec, Measure
from wksbm.layers.spread import REACH_COLUMNS
from wksbm.stats.rates import crude_rate, share, shortfall
from wksbm.tables.model import LinkedTable


def missing_columns(
    spec: LayerSpec, villages: pd.DataFrame, groups: LinkedTable | None
) -> list[str]:
    """Return the columns that an indicator needs and that nothing provides."""
    measure = spec.measure
    if measure.kind == "share":
        register = groups is not None and groups.kind == "register"
        known = groups.data.columns if groups is not None and register else ()
        return [column for column in (measure.column,) if column not in known]
    needed = (measure.column, measure.denominator)
    return [column for column in needed if column is not None and column not in villages.columns]


def compute(
    spec: LayerSpec,
    villages: pd.DataFrame,
    groups: LinkedTable | None,
    analysis: Analysis,
    *,
    reference_year: int,
) -> tuple[pd.Series[float], pd.Series[str]]:
    """
    Compute one indicator for every village.

    Parameters
    ----------
    spec
        Its description, not one of categories; `missing_columns` must be empty for it.
    villages
        The village table (see `village_table`).
    groups
        The register, for shares.
    analysis
        The statistics, for indicators that come from them.
    reference_year
        Year from which the age of a group is counted back.

    Returns
    -------
    values : Series
        On the villages' index; NaN unless the state is value or zero.
    states : Series
        `State` of each village. What is made from the group count or from the groups' places has
        no value where the count has none; a value that cannot be computed although the count was
        reported is ``undefined``.
    """
    measure = spec.measure
    values = _values(measure, villages, groups, analysis, reference_year)
    of_places = {measure.column, measure.denominator} & set(REACH_COLUMNS)
    if measure.counts_groups or of_places:
        reported = villages["status_data"]
        no_value = reported.where(reported.isin(["not_reported", "suppressed"]), "undefined")
        values = values.where(reported.isin(["value", "zero"]))
    else:
        no_value = pd.Series("not_reported", index=villages.index)
    has_value = values.notna()
    states = no_value.mask(has_value & values.ne(0), "value").mask(has_value & values.eq(0), "zero")
    return values.rename(spec.id), states.astype(str)


def categories(spec: LayerSpec, analysis: Analysis) -> pd.Series[str]:
    """
    Return each village's category, or anything else where it has none.

    Parameters
    ----------
    spec
        A layer whose measure is one of `wksbm.layers.spec.CATEGORY_KINDS`.
    analysis
        The statistics.
    """
    index = analysis.count.index
    if spec.measure.kind == "shortage":
        return analysis.shortage["shortage"]
    if spec.measure.kind == "scan":
        judged = pd.Series("ns", index=analysis.judged).reindex(index)
        for cluster in analysis.scan.clusters:
            judged[list(cluster.members)] = "more" if cluster.kind == "high" else "fewer"
        return judged
    local = {"local_moran": analysis.local, "getis_ord": analysis.hot}[spec.measure.kind]
    return local.table["cluster"]


def _values(
    measure: Measure,
    villages: pd.DataFrame,
    groups: LinkedTable | None,
    analysis: Analysis,
    reference_year: int,
) -> pd.Series[float]:
    if measure.kind == "smoothed":
        return analysis.smoothed[measure.smoothing] * (measure.per / PER)
    if measure.kind == "ratio":
        return analysis.ratio
    if measure.kind == "priority":
        scores = analysis.priority.get("score", pd.Series(dtype=float))
        return scores.reindex(villages.index)
    if measure.kind == "shortfall" and measure.against != "median":
        return analysis.missing(measure.against)
    if measure.kind == "share" and groups is not None:
        register = groups.data[groups.recorded]
        holds = condition(measure, register[measure.column], reference_year=reference_year)
        return share(holds, register["kode"], villages.index)
    column = villages[measure.column].astype(float)
    if measure.denominator is None:
        return column
    denominator = villages[measure.denominator].astype(float)
    if measure.kind == "shortfall":
        return shortfall(column, denominator)
    return crude_rate(column, denominator, per=measure.per)


def condition(
    measure: Measure, cells: pd.Series[float], *, reference_year: int
) -> pd.Series[float]:
    """
    Tell which groups meet the condition of a share.

    Parameters
    ----------
    measure
        A measure of kind ``share``.
    cells
        The register's column that it names, one cell per group.
    reference_year
        Year from which the age of a group is counted back.

    Returns
    -------
    Series
        1 where the condition holds, 0 where not, NaN where the cell is blank (or no year).
    """
    if measure.older_than_years is not None:
        years = pd.to_numeric(cells, errors="coerce").astype(float)
        holds = (reference_year - years) > measure.older_than_years
        return holds.astype(float).where(years.notna())
    texts = cells.astype(str).str.strip().str.casefold()
    if measure.includes:
        terms = texts.where(cells.notna(), "").str.split(";").explode().str.strip()
        known = terms.ne("").groupby(level=0).any()
        holds = terms.isin(measure.includes).groupby(level=0).any()
        return holds.astype(float).where(known).reindex(cells.index)
    return texts.isin(measure.equals).astype(float).where(texts.ne("") & cells.notna(), np.nan)
