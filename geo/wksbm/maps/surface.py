"""A surface as a layer of the villages under it, for printed maps and the page."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
from scipy import ndimage

from wksbm.layers.model import Atlas, Layer
from wksbm.layers.surfaces import Surface
from wksbm.raster.grid import Array

KNOWN, _UNKNOWN = "known", "not_reported"


def surface_layer(atlas: Atlas, model: Layer, surface: Surface) -> Layer:
    """
    Return the legend, words and sources of a surface, as a layer of the villages under it.

    Parameters
    ----------
    atlas
        The built atlas.
    model
        A layer whose sources and state are those of the surface.
    surface
        The surface.

    Returns
    -------
    Layer
        Categories. Villages that the surface leaves out are ``not_reported``, the others ``known``,
        which is no class: the surface lies above them.
    """
    keys = ground_states(atlas, surface.known)
    spec = replace(
        model.spec,
        title=surface.title,
        unit=surface.unit,
        symbology="categories",
        higher_is_worse=False,
    )
    return replace(
        model,
        spec=spec,
        values=model.values.where(np.zeros(len(keys), dtype=bool)),
        class_keys=keys,
        classes=surface.classes,
        method=surface.method,
        finding=surface.finding,
        measured=surface.measured,
        axes=(),
    )


def ground_states(atlas: Atlas, known: pd.Index[str]) -> pd.Series[str]:
    """Return ``known`` for each of the villages in `known`, ``not_reported`` for the others."""
    index = atlas.villages.index
    states = np.where(index.isin(known), KNOWN, _UNKNOWN)
    return pd.Series(states, index=index, dtype="object")


def carried_on(values: Array) -> Array:
    """
    Give cells without a value that of the nearest one.

    Parameters
    ----------
    values
        Shape (rows, columns), NaN where there is none.

    Returns
    -------
    ndarray
        The same shape; zeros where no cell has a value.
    """
    unknown = np.isnan(values)
    if not unknown.any() or unknown.all():
        return np.nan_to_num(values)
    rows, columns = ndimage.distance_transform_edt(
        unknown, return_distances=False, return_indices=True
    )
    return np.asarray(values[rows, columns], dtype=float)
