"""What GeoDa's library computes on the counties of North Carolina (skipped without it)."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tests.stats.maps import counties


@cache
def _library() -> tuple[Any, Any, Any]:
    pygeoda = pytest.importorskip("pygeoda")
    opened = pygeoda.open(counties().reset_index(drop=True))
    return pygeoda, opened, pygeoda.queen_weights(opened)


def local(statistic: str, values: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """Return the values of ``local_moran`` or ``local_gstar`` and the p-values of one tail."""
    pygeoda, _, weights = _library()
    result = getattr(pygeoda, statistic)(weights, values.tolist(), permutations=9999, seed=7)
    return np.array(result.lisa_values()), np.array(result.lisa_pvalues())


def rates(function: str, count: pd.Series, population: pd.Series) -> np.ndarray:
    """Return what one of its functions of rates gives, e.g. ``gda_rateSmootherEBS``."""
    geoda = _library()[0].libgeoda
    result = geoda.VecDouble([0.0] * len(count))
    getattr(geoda, function)(
        geoda.VecDouble(population.tolist()),
        geoda.VecDouble(count.tolist()),
        result,
        geoda.VecBool([False] * len(count)),
    )
    return np.array(list(result))
