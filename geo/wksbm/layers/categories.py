"""Layers whose classes are categories: their order, words and colours."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from wksbm.layers.classes import NOT_REPORTED, no_data_classes
from wksbm.layers.model import Layer, LegendClass
from wksbm.layers.spec import LayerSpec, MeasureKind
from wksbm.text import Text


class Category(NamedTuple):
    """One category: key, label and fill (``#rrggbb``)."""

    key: str
    label: Text
    colour: str


_PLAIN = "#f4f2ec"
_MUCH, _MUCH_ALONE = "#5b9fc9", "#c9dfef"
_LITTLE, _LITTLE_ALONE = "#b5440c", "#eeb37f"
_NOT_SIGNIFICANT = Category("ns", Text("tidak bermakna", "not significant"), _PLAIN)

CATEGORIES: Mapping[MeasureKind, tuple[Category, ...]] = {
    "local_moran": (
        Category("hh", Text("banyak, tetangga banyak", "many among many"), _MUCH),
        Category("ll", Text("sedikit, tetangga sedikit", "few among few"), _LITTLE),
        Category("hl", Text("banyak, tetangga sedikit", "many among few"), _MUCH_ALONE),
        Category("lh", Text("sedikit, tetangga banyak", "few among many"), _LITTLE_ALONE),
        _NOT_SIGNIFICANT,
    ),
    "getis_ord": (
        Category("hot", Text("pusat kelompok banyak", "hot spot: many groups"), _MUCH),
        Category("cold", Text("pusat kelompok sedikit", "cold spot: few groups"), _LITTLE),
        _NOT_SIGNIFICANT,
    ),
    "scan": (
        Category("more", Text("dalam daerah lebih banyak", "in an area with more"), _MUCH),
        Category("fewer", Text("dalam daerah lebih sedikit", "in an area with fewer"), _LITTLE),
        Category("ns", Text("di luar daerah", "outside these areas"), _PLAIN),
    ),
    "shortage": (
        Category("none", Text("melapor tidak ada", "reported none"), "#6b1d02"),
        Category("fewer", Text("jelas lebih sedikit", "clearly fewer"), "#d9622b"),
        Category("small", Text("sedikit, mungkin kebetulan", "few, perhaps by chance"), "#fbd3a0"),
        Category("expected", Text("sesuai harapan", "as expected"), _PLAIN),
        Category("more", Text("jelas lebih banyak", "clearly more"), "#7fb3d5"),
    ),
}


def category_layer(
    spec: LayerSpec,
    keys: pd.Series[str],
    status: pd.Series[str],
    *,
    method: Text,
    finding: Text | None,
    not_reported: Text = NOT_REPORTED,
) -> Layer:
    """
    Make a layer of categories.

    Parameters
    ----------
    spec
        Its description; the measure is one of `CATEGORIES`.
    keys
        Category of each village; anything else means that there is none.
    status
        `status_data` of each village, same index.
    method, finding
        How the categories were found, and what they show.
    not_reported
        What the legend calls the villages without a figure.

    Returns
    -------
    Layer
        Villages without a category are ``not_reported`` or ``suppressed`` by their status, else
        ``undefined``.
    """
    categories = CATEGORIES[spec.measure.kind]
    known = keys.isin([category.key for category in categories])
    without = status.where(status.isin(["not_reported", "suppressed"]), "undefined")
    class_keys = keys.where(known, without).astype(str)
    counts = {str(key): int(count) for key, count in class_keys.value_counts().items()}
    classes = [
        LegendClass(key, label, colour, counts.get(key, 0)) for key, label, colour in categories
    ]
    return Layer(
        spec=spec,
        values=pd.Series(float("nan"), index=keys.index, name=spec.id),
        states=status.where(known, without).astype(str),
        class_keys=class_keys,
        classes=(*classes, *no_data_classes(counts, not_reported)),
        method=method,
        finding=finding,
    )
