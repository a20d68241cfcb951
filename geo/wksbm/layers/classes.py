"""Class an indicator's values: the one place where classes, colours and no-data are decided."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import pandas as pd
from palettable.colorbrewer import get_map

from wksbm.layers.model import Layer, LegendClass
from wksbm.layers.palettes import sequential_shades
from wksbm.layers.spec import DIVERGING_PALETTES, LayerSpec
from wksbm.stats.classify import class_bounds, class_numbers
from wksbm.text import LANGUAGES, Text, number

_SCHEME_NAMES = {
    "quantiles": Text("kuantil (isi kelas sama banyak)", "quantiles (equally filled classes)"),
    "fisher_jenks": Text("pengelompokan alami Fisher-Jenks", "natural breaks (Fisher-Jenks)"),
    "equal_interval": Text("selang sama lebar", "equal intervals"),
    "pretty": Text("batas bulat", "round breaks"),
    "breaks": Text("batas yang ditetapkan", "fixed breaks"),
}
_ZERO_IS_A_GAP = "#e6834b"
_ZERO_IS_FINE = "#e9f0ea"
_NO_DATA_COLOURS = {"undefined": "#eceae6", "suppressed": "#b9b4c4", "not_reported": "#cfcfcf"}
_NO_DATA_LABELS = {
    "undefined": Text("tidak dapat dihitung", "cannot be computed"),
    "suppressed": Text("disamarkan (jumlah kecil)", "suppressed (small number)"),
    "not_reported": Text("tidak melapor", "not reported"),
}
NO_DATA = Text("tidak ada data", "no data")
NOT_REPORTED = _NO_DATA_LABELS["not_reported"]
NOT_REPORTED_OR_TO_CHECK = Text(
    "tidak melapor atau perlu diperiksa", "not reported, or to be checked"
)


def classify_layer(
    spec: LayerSpec,
    values: pd.Series[float],
    states: pd.Series[str],
    *,
    not_reported: Text = NOT_REPORTED,
) -> Layer:
    """
    Class the values of one indicator.

    Parameters
    ----------
    spec
        Its description: scheme, number of classes, palette.
    values
        One float per village; NaN unless the state is value or zero.
    states
        One `State` per village, same index.
    not_reported
        What the legend calls the villages without a figure, for indicators made of groups.

    Returns
    -------
    Layer
        With a legend whose printed bounds are exactly the bounds used.
    """
    numeric = values.where(states.eq("value") | (states.eq("zero") & (not spec.zero_class)))
    bounds = class_bounds(
        numeric, scheme=spec.scheme, k=spec.k, decimals=spec.decimals, breaks=spec.breaks
    )
    numbers = class_numbers(numeric, bounds) if bounds else pd.Series(-1, index=values.index)
    keys = states.where(numbers < 0, "c" + numbers.astype(str)).astype(str)
    counts = {str(key): int(count) for key, count in keys.value_counts().items()}
    classes = [
        LegendClass(
            key=f"c{place}",
            label=_range_label(spec, bounds[place], bounds[place + 1], lowest=place == 0),
            colour=colour,
            count=counts.get(f"c{place}", 0),
            lower=bounds[place],
            upper=bounds[place + 1],
        )
        for place, colour in enumerate(_colours(spec, bounds))
    ]
    if spec.zero_class:
        colour = _ZERO_IS_FINE if spec.higher_is_worse else _ZERO_IS_A_GAP
        zero_count = counts.get("zero", 0)
        classes.append(LegendClass("zero", spec.zero_label, colour, zero_count))
    silent = not_reported if spec.measure.counts_groups else NO_DATA
    classes += no_data_classes(counts, silent)
    return Layer(spec, values, states, keys, tuple(classes), _method(spec, values, len(bounds) - 1))


def no_data_classes(counts: Mapping[str, int], not_reported: Text) -> list[LegendClass]:
    """
    Return the hatched entries of a legend; that for villages that did not report is always there.

    Parameters
    ----------
    counts
        Number of villages by class key.
    not_reported
        What the villages without a figure are called.
    """
    labels = {**_NO_DATA_LABELS, "not_reported": not_reported}
    return [
        LegendClass(state, labels[state], colour, count, hatch=True)
        for state, colour in _NO_DATA_COLOURS.items()
        if (count := counts.get(state, 0)) or state == "not_reported"
    ]


def _colours(spec: LayerSpec, bounds: tuple[float, ...]) -> list[str]:
    """
    Return a colour for each class.

    Sequential palettes are taken in even steps of lightness; diverging ones give each class the
    shade that its place among the fixed breaks has.
    """
    k = max(len(bounds) - 1, 0)
    if spec.palette in DIVERGING_PALETTES:
        count = len(spec.breaks) + 1
        shades = get_map(spec.palette, "diverging", min(max(count, 3), 11)).hex_colors
        places = [bisect_left(spec.breaks, upper) for upper in bounds[1:]]
        return [_shade(shades, place, count) for place in places]
    return list(sequential_shades(spec.palette, k))


def _shade(shades: Sequence[str], place: int, count: int) -> str:
    """Return the shade of class `place` of `count`; neighbours share one where shades run out."""
    return shades[place * len(shades) // max(count, len(shades))].lower()


def _range_label(spec: LayerSpec, lower: float, upper: float, *, lowest: bool) -> Text:
    def label(lang: str) -> str:
        low, high = (
            number(bound, lang, decimals=spec.decimals)  # type: ignore[arg-type]
            for bound in (lower, upper)
        )
        if lower == upper:
            return low
        open_below = not lowest or (spec.zero_class and lower == 0)
        return f"> {low} – {high}" if open_below else f"{low} – {high}"

    return Text(*(label(lang) for lang in LANGUAGES))


def _method(spec: LayerSpec, values: pd.Series[float], k: int) -> Text:
    known, total = int(values.notna().sum()), len(values)
    scheme = _SCHEME_NAMES[spec.scheme]
    if spec.symbology == "symbols":
        return Text(
            f"luas lingkaran sebanding dengan nilai; ada nilai untuk {known} dari {total} wilayah",
            f"area of circles proportional to the value; {known} of {total} areas have a value",
        )
    return Text(
        f"{scheme.id}, {max(k, 0)} kelas; ada nilai untuk {known} dari {total} wilayah",
        f"{scheme.en}, {max(k, 0)} classes; {known} of {total} areas have a value",
    )
