"""Read an indicator's description (`layers/*.toml`) into a `LayerSpec`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from geo.errors import ContentError, Problem
from geo.text import Text

MeasureKind = Literal["count", "rate", "share", "value", "shortfall"]
SYMBOLOGIES = ("choropleth", "symbols")
SCHEMES = ("quantiles", "fisher_jenks", "equal_interval", "pretty", "breaks")


@dataclass(frozen=True)
class Measure:
    """
    What an indicator measures.

    Parameters
    ----------
    kind
        ``count``: the number in `column`. ``rate``: `column` / `denominator` * `per`.
        ``share``: per cent of a village's register rows for which the condition holds; rows
        with a blank cell count in neither part. ``value``: the attribute `column` as it is.
        ``shortfall``: groups missing to the median rate of `column` per `denominator`.
    column
        Village-table column, or register column for ``share``.
    denominator
        Village-table column (``penduduk``, ``luas_km2``) for ``rate`` and ``shortfall``.
    per
        Factor of a rate, e.g. 1000.
    equals
        ``share``: accepted cell texts, compared without case.
    older_than_years
        ``share``: `column` is a year more than this many years before the reference year.
    """

    kind: MeasureKind
    column: str
    denominator: str | None = None
    per: float = 1.0
    equals: tuple[str, ...] = ()
    older_than_years: int | None = None


@dataclass(frozen=True)
class LayerSpec:
    """
    An indicator as its TOML file describes it.

    Parameters
    ----------
    id
        File stem and column name; ASCII letters, digits and underscores.
    title, question, explanation, unit, source
        Words for people; `question` is the group in the layer chooser; `unit` may be empty.
    measure
        What is measured.
    symbology
        ``choropleth`` or ``symbols`` (circles with area proportional to the value).
    scheme, k, breaks
        Classification; `breaks` are upper bounds for scheme ``breaks``.
    palette
        Name of a matplotlib colour map.
    decimals
        Digits after the decimal sign in classes and tooltips.
    zero_class
        True when a value of exactly 0 is a class of its own.
    higher_is_worse
        True for a shortfall.
    order
        Place in the layer chooser.
    file
        Where it was read from, for messages.
    """

    id: str
    title: Text
    question: Text
    explanation: Text
    unit: Text
    source: Text
    measure: Measure
    symbology: Literal["choropleth", "symbols"]
    scheme: str
    k: int
    breaks: tuple[float, ...]
    palette: str
    decimals: int
    zero_class: bool
    higher_is_worse: bool
    order: int
    file: str
