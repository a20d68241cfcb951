"""Two indicators in one map: three levels of each, nine categories with colours of their own."""

from __future__ import annotations

import numpy as np
import pandas as pd

from wksbm.config import Labels
from wksbm.layers.classes import NO_DATA, NOT_REPORTED, no_data_classes
from wksbm.layers.model import Axis, Layer, LegendClass
from wksbm.layers.spec import LayerSpec
from wksbm.text import Text, amount, figure, fill

COLOURS = (
    ("#d96d02", "#843534", "#390033"),
    ("#e7af8b", "#9a7a94", "#564193"),
    ("#ececec", "#a6bbf8", "#6486fc"),
)
"""Fill by level of groups (few to many) and level of need (low to high): orange for few groups,
blue for need, dark for both; computed for the largest difference that colour-blind people see."""

_FEW_TO_MANY = (
    Text("sedikit {name}", "few {name}"),
    Text("cukup {name}", "some {name}"),
    Text("banyak {name}", "many {name}"),
)
_LOW_TO_HIGH = (
    Text("{name} rendah", "low {name}"),
    Text("{name} sedang", "medium {name}"),
    Text("{name} tinggi", "high {name}"),
)
_BOTH = Text("{x}, {y}", "{x}, {y}")


def bivariate_layer(
    spec: LayerSpec, x: Layer, y: Layer, *, labels: Labels, not_reported: Text = NOT_REPORTED
) -> Layer:
    """
    Make a layer of nine categories from two layers with figures.

    Parameters
    ----------
    spec
        Its description; the measure is of kind ``bivariate``.
    x, y
        The layers that it names, on the same index. Terciles are those of the villages that have
        a figure in both, rounded to each layer's decimals; a village on a break is below it.
    labels
        What villages are called.
    not_reported
        What the legend calls the villages without a figure, where `x` or `y` is about groups.

    Returns
    -------
    Layer
        Categories ``c00`` to ``c22``: level of `x`, then level of `y`, each from 0 to 2; `y` is
        counted from its high figures down where ``spec.measure.y_when`` is ``low``. Villages
        that lack one of the figures are ``not_reported`` or ``suppressed`` as in the layer that
        is about groups (in `x` where both are, in either where none is), else ``undefined``. Where
        one of the indicators is the same everywhere, all are ``undefined``.
    """
    known = x.values.notna() & y.values.notna()
    if x.values[known].nunique() < 2 or y.values[known].nunique() < 2:
        known &= False
    across, up = _axes(spec, x, y, known)
    key = "c" + _levels(x.values, across).astype(str) + _levels(y.values, up).astype(str)
    of_groups = [layer for layer in (x, y) if layer.spec.measure.counts_groups]
    silent = pd.Series("undefined", index=x.states.index)
    for layer in of_groups[:1] or (y, x):
        silent = layer.states.where(layer.states.isin(["not_reported", "suppressed"]), silent)
    keys = key.where(known, silent).astype(str)
    counts = {str(name): int(count) for name, count in keys.value_counts().items()}
    classes = [
        LegendClass(
            f"c{column}{row}",
            fill(_BOTH, x=across.levels[column], y=up.levels[row]),
            COLOURS[column][row],
            counts.get(f"c{column}{row}", 0),
        )
        for row in (2, 1, 0)
        for column in (0, 1, 2)
    ]
    return Layer(
        spec=spec,
        values=pd.Series(float("nan"), index=keys.index, name=spec.id),
        states=pd.Series("value", index=keys.index).where(known, silent).astype(str),
        class_keys=keys,
        classes=(*classes, *no_data_classes(counts, not_reported if of_groups else NO_DATA)),
        method=_method(across, up, int(known.sum()), len(keys)),
        sources=tuple(dict.fromkeys((*x.sources, *y.sources))),
        finding=_finding(classes, labels) if known.any() else None,
        axes=(across, up),
    )


def _axes(spec: LayerSpec, x: Layer, y: Layer, known: pd.Series[bool]) -> tuple[Axis, Axis]:
    measure = spec.measure
    return (
        Axis(
            x.spec.title,
            x.spec.unit,
            measure.x_name,
            tuple(fill(words, name=measure.x_name) for words in _FEW_TO_MANY),
            _breaks(x, known),
            x.spec.decimals,
        ),
        Axis(
            y.spec.title,
            y.spec.unit,
            measure.y_name,
            tuple(fill(words, name=measure.y_name) for words in _LOW_TO_HIGH),
            _breaks(y, known),
            y.spec.decimals,
            falling=measure.y_when == "low",
        ),
    )


def _breaks(layer: Layer, known: pd.Series[bool]) -> tuple[float, ...]:
    """Return the terciles as they are printed; none where nobody has a figure."""
    values = layer.values[known].to_numpy(dtype=np.float64)
    if not values.size:
        return ()
    return tuple(
        round(float(value), layer.spec.decimals) for value in np.quantile(values, (1 / 3, 2 / 3))
    )


def _levels(values: pd.Series[float], axis: Axis) -> pd.Series[int]:
    level = pd.Series(0, index=values.index)
    for limit in axis.breaks:
        level += values.gt(limit)
    return 2 - level if axis.falling else level


def _limits(axis: Axis) -> Text:
    """Say from where to where each level reaches: the lowest up to the first break."""
    low, high = (figure(limit, decimals=axis.decimals) for limit in axis.breaks)
    first, last = axis.levels[:: -2 if axis.falling else 2]
    return fill(
        Text(
            "{title}: {first} sampai {low}, {last} di atas {high}",
            "{title}: {first} up to {low}, {last} above {high}",
        ),
        title=axis.title,
        first=first,
        low=low,
        last=last,
        high=high,
    )


def _method(across: Axis, up: Axis, known: int, all_villages: int) -> Text:
    if not known:
        return Text(
            "tidak dapat dibuat: salah satu angkanya tidak ada atau sama di mana-mana",
            "cannot be made: one of the figures is missing or the same everywhere",
        )
    return fill(
        Text(
            "tertil dari {known} dari {all} wilayah yang memiliki kedua angka; {x}; {y}",
            "terciles of the {known} of {all} areas that have both figures; {x}; {y}",
        ),
        known=figure(known),
        all=figure(all_villages),
        x=_limits(across),
        y=_limits(up),
    )


def _finding(classes: list[LegendClass], labels: Labels) -> Text:
    """Say how many villages are at the corner that matters most, and at the one opposite."""
    by_key = {entry.key: entry for entry in classes}
    worst, best = by_key["c02"], by_key["c20"]
    return fill(
        Text("{worst}: {first}; {best}: {second}", "{worst}: {first}; {best}: {second}"),
        worst=_sentence(worst.label),
        first=amount(worst.count, labels.desa),
        best=best.label,
        second=amount(best.count, labels.desa),
    )


def _sentence(label: Text) -> Text:
    return Text(label.id[:1].upper() + label.id[1:], label.en[:1].upper() + label.en[1:])
