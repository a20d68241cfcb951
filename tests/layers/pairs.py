"""Two indicators of the board in one layer."""

from __future__ import annotations

import pandas as pd
from wksbm.config import Labels
from wksbm.layers.bivariate import bivariate_layer
from wksbm.layers.model import Layer
from wksbm.layers.spec import LayerSpec, Measure
from wksbm.text import Text, both

from tests.board import spec

LABELS = Labels(Text("kalurahan", "village"), Text("kapanewon", "sub-district"))


WORDS = {"x_name": Text("kelompok", "groups"), "y_name": Text("kebutuhan", "need")}


def figures(
    name: str, values: list[float], states: list[str] | None = None, **changes: object
) -> Layer:
    index = pd.Index([f"d{place}" for place in range(len(values))], name="kode")
    series = pd.Series(values, index=index, dtype=float)
    found = states or ["not_reported" if value != value else "value" for value in values]
    keys = pd.Series("c0", index=index)
    described = spec(name, both(name), **changes)
    return Layer(described, series, pd.Series(found, index=index), keys, (), both(""))


def described(y_when: str = "high") -> LayerSpec:
    measure = Measure("bivariate", "jumlah_kelompok", x="a", y="b", y_when=y_when, **WORDS)  # type: ignore[arg-type]
    return spec("dua", both("Dua"), measure=measure, symbology="categories")


def made(x: Layer, y: Layer, y_when: str = "high") -> Layer:
    return bivariate_layer(described(y_when), x, y, labels=LABELS)
