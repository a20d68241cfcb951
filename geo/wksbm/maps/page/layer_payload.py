"""An indicator as plain values for the interactive page: words, classes, villages' figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any

from wksbm.layers.model import Atlas, Axis, Layer, LegendClass
from wksbm.maps.caption import dates, sources
from wksbm.maps.page.words import both_languages
from wksbm.maps.symbols import CircleScale, is_marked, symbol_colour


def rounded(value: float, decimals: int) -> float | None:
    """Round as `wksbm.text.number` does (half to even on the shortest decimal); None for NaN."""
    if math.isnan(value):
        return None
    exact = Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    return int(exact) if decimals == 0 else float(exact)


def layer_payload(atlas: Atlas, layer: Layer) -> dict[str, Any]:
    """
    Return everything that the page shows of one layer.

    Parameters
    ----------
    atlas
        The built atlas.
    layer
        One of its layers, or what stands for one.

    Returns
    -------
    dict
        JSON-ready. ``values`` are in the order of ``atlas.villages``, rounded as
        `wksbm.text.number` rounds them, None where there is none; ``median`` is that of the values
        before they were rounded; ``apart`` is the place of a
        village's class where the value as shown does not tell it.
    """
    spec, villages = layer.spec, atlas.villages.index
    values = [rounded(value, spec.decimals) for value in layer.values.reindex(villages)]
    return {
        "id": layer.id,
        "title": both_languages(spec.title),
        "question": both_languages(spec.question),
        "explanation": both_languages(spec.explanation),
        "unit": both_languages(spec.unit),
        "source": both_languages(spec.source),
        "method": both_languages(layer.method),
        "finding": both_languages(layer.finding) if layer.finding else None,
        "symbology": spec.symbology,
        "kind": spec.measure.kind,
        "outlines": spec.measure.kind == "scan",
        "decimals": spec.decimals,
        "circles": _circles(layer),
        "axes": [_axis(axis) for axis in layer.axes],
        "credit": both_languages(sources(atlas, layer)),
        "dated": both_languages(dates(atlas, layer)),
        "classes": [_legend_class(layer, entry) for entry in layer.classes],
        "values": values,
        "median": rounded(float(layer.values.median()), spec.decimals),
        "apart": _apart(layer, values, layer.class_keys.reindex(villages)),
    }


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "title": both_languages(axis.title),
        "unit": both_languages(axis.unit),
        "name": both_languages(axis.name),
        "levels": [both_languages(level) for level in axis.levels],
        "breaks": list(axis.breaks),
        "decimals": axis.decimals,
        "falling": axis.falling,
    }


def _apart(layer: Layer, values: Sequence[float | None], keys: Iterable[str]) -> list[int | None]:
    """Return the place of each village's class where the value as shown does not tell it."""
    places = {entry.key: place for place, entry in enumerate(layer.classes)}
    numeric = [
        (place, entry.upper) for place, entry in enumerate(layer.classes) if entry.upper is not None
    ]

    def class_of(value: float | None) -> int | None:
        within = (place for place, upper in numeric if value is not None and value <= upper)
        return next(within, None)

    return [
        None if class_of(value) == places[key] else places[key]
        for value, key in zip(values, keys, strict=True)
    ]


def _legend_class(layer: Layer, entry: LegendClass) -> dict[str, Any]:
    return {
        "key": entry.key,
        "label": both_languages(entry.label),
        "colour": entry.colour,
        "count": entry.count,
        "hatch": entry.hatch,
        "numeric": entry.lower is not None,
        "upper": None if entry.upper is None or math.isinf(entry.upper) else entry.upper,
        "marked": is_marked(layer, entry),
    }


def _circles(layer: Layer) -> dict[str, Any] | None:
    """Return colour, largest value and legend examples of proportional circles, if there are."""
    largest = float(layer.values.max())
    if layer.spec.symbology != "symbols" or not largest > 0:
        return None
    scale = CircleScale(1.0, symbol_colour(layer), largest, layer.spec.decimals)
    return {"colour": scale.colour, "largest": largest, "examples": list(scale.examples())}
