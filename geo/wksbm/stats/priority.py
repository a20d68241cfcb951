"""In what order villages call for attention, and how far that order depends on how it is made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from wksbm.stats.neighbours import Neighbours
from wksbm.stats.rates import missing_groups

_VARIED = 2.0


@dataclass(frozen=True)
class Weights:
    """How much each part counts in the order; not negative, not all 0. Only ratios matter."""

    shortfall: float = 0.6
    need: float = 0.2
    isolation: float = 0.2

    def varied(self) -> Iterator[Weights]:
        """Return these weights with one of them halved or doubled."""
        for name in ("shortfall", "need", "isolation"):
            for factor in (1 / _VARIED, _VARIED):
                yield replace(self, **{name: getattr(self, name) * factor})


def priorities(
    counts: Mapping[str, pd.Series[float]],
    wanted: Mapping[str, pd.Series[float]],
    need: pd.Series[float] | None,
    neighbours: Neighbours,
    *,
    weights: Weights,
) -> pd.DataFrame:
    """
    Rank villages by shortfall, need and isolation.

    Parameters
    ----------
    counts
        Recorded number of groups by way of smoothing, the way to rank by first: the number that
        the (smoothed) rate gives for the village's residents. Same index in all; villages that
        cannot be judged are not in it.
    wanted
        Number of groups that a village should have by standard, the standard to rank by first;
        same index.
    need
        Need by any attribute, higher is needier, same index; NaN where unknown, which counts as
        the middle. None when there is no such attribute: its weight is then 0, its part NaN.
    neighbours
        Who is whose neighbour; must hold every village of the index.
    weights
        Weights of the three parts.

    Returns
    -------
    DataFrame
        On the same index: shortfall, need and isolation (each 0 to 1), score (0 to 100: their
        weighted mean), rank (1 first), best and worst, the smallest and largest rank when one
        choice at a time is changed, and best_by and worst_by, the choice that gives them:
        ``rank`` (none changed), ``smoothing``, ``scale``, ``weights`` or the name of a standard.

        shortfall: the share of the wanted groups that is missing; on the other scale the number
        missing, divided by the largest. need: the share of villages that are less needy, ties
        counting half. isolation: the mean shortfall of the neighbours, 0 without any. Equal
        scores are ranked by shortfall, then by the missing number, then by index label.

    References
    ----------
    OECD & JRC (2008). Handbook on Constructing Composite Indicators, steps 6 and 7 (weights and
    sensitivity). https://doi.org/10.1787/9789264043466-en
    """
    index = next(iter(counts.values())).index
    links = neighbours.among(index)
    needs = _need(need, index)
    used = weights if need is not None and need.notna().any() else replace(weights, need=0.0)
    order = np.argsort(np.argsort(index.to_numpy(dtype=str), kind="stable"), kind="stable")
    results = []
    changed = []
    for what, way, standard, relative, choice in _one_changed(list(counts), list(wanted), used):
        changed.append(what)
        missing = _numbers(missing_groups(counts[way], wanted[standard]))
        short = _shortfall(counts[way], wanted[standard], missing, relative=relative)
        isolation = _isolation(short, links)
        score = _score(short, needs, isolation, choice)
        results.append((short, isolation, score, _ranks(score, short, missing, order)))
    short, isolation, score, _ = results[0]
    every = np.array([ranks for *_, ranks in results])
    names = np.array(changed)
    return pd.DataFrame(
        {
            "shortfall": short,
            "need": needs if used.need > 0 else np.nan,
            "isolation": isolation,
            "score": score,
            "rank": every[0],
            "best": every.min(axis=0),
            "worst": every.max(axis=0),
            "best_by": names[every.argmin(axis=0)],
            "worst_by": names[every.argmax(axis=0)],
        },
        index=index,
    )


def _one_changed(
    ways: list[str], standards: list[str], weights: Weights
) -> Iterator[tuple[str, str, str, bool, Weights]]:
    """Return the way to rank by first, then each that differs from it in one named choice."""
    way, standard = ways[0], standards[0]
    yield "rank", way, standard, True, weights
    yield "scale", way, standard, False, weights
    yield from (("smoothing", other, standard, True, weights) for other in ways[1:])
    yield from ((other, way, other, True, weights) for other in standards[1:])
    yield from (("weights", way, standard, True, other) for other in weights.varied())


def _shortfall(
    count: pd.Series[float],
    wanted: pd.Series[float],
    missing: npt.NDArray[np.float64],
    *,
    relative: bool,
) -> npt.NDArray[np.float64]:
    if not relative:
        largest = missing.max(initial=0.0)
        return missing / largest if largest > 0 else missing
    share = 1 - (count / wanted.where(wanted > 0)).to_numpy(dtype=float)
    return np.clip(np.nan_to_num(share, nan=0.0), 0.0, 1.0)


def _need(need: pd.Series[float] | None, index: pd.Index[str]) -> npt.NDArray[np.float64]:
    if need is None:
        return np.full(len(index), 0.5)
    known = need.reindex(index)
    share = (known.rank(method="average") - 0.5) / max(int(known.notna().sum()), 1)
    return _numbers(share.fillna(0.5))


def _isolation(short: npt.NDArray[np.float64], links: Neighbours) -> npt.NDArray[np.float64]:
    sizes = links.cardinalities
    return np.asarray((links.matrix @ short) / np.maximum(sizes, 1), dtype=float)


def _score(
    short: npt.NDArray[np.float64],
    need: npt.NDArray[np.float64],
    isolation: npt.NDArray[np.float64],
    weights: Weights,
) -> npt.NDArray[np.float64]:
    total = weights.shortfall + weights.need + weights.isolation
    if not total > 0:
        raise ValueError("at least one weight must be above 0")
    parts = weights.shortfall * short + weights.need * need + weights.isolation * isolation
    return 100 * parts / total


def _ranks(
    score: npt.NDArray[np.float64],
    short: npt.NDArray[np.float64],
    missing: npt.NDArray[np.float64],
    order: npt.NDArray[np.int64],
) -> npt.NDArray[np.int64]:
    places = np.lexsort((order, -missing, -np.round(short, 9), -np.round(score, 9)))
    ranks = np.empty(len(places), dtype=np.int64)
    ranks[places] = np.arange(1, len(places) + 1)
    return ranks


def _numbers(series: pd.Series[float]) -> npt.NDArray[np.float64]:
    return np.asarray(series.to_numpy(dtype=float), dtype=np.float64)
